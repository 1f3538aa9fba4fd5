"""How long the command line takes, against the imports it needs, in the same run.

``uv run --group bench pytest tests/benchmarks/test_start.py -n 0 --benchmark-enable --benchmark-group-by=group``
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

NAMED = "import typer, numpy, pandas, pandera.pandas, openpyxl, xlsxwriter, jinja2, msgspec, pyxirr, scipy.special"
"""The libraries alone, without what they load once they are used."""

PROBE = """
import atexit, runpy, sys
site = sys.argv[1]

def tell():
    files = {name: getattr(module, "__file__", None) or "" for name, module in list(sys.modules.items())}
    print(*[name for name, file in files.items() if file.startswith(site)], file=sys.stderr)

atexit.register(tell)
sys.argv = ["toolkit", "demo", "--quick", "--quiet"]
runpy.run_module("toolkit", run_name="__main__")
"""


def python(*arguments: str, cwd: Path) -> str:
    done = subprocess.run([sys.executable, *arguments], cwd=cwd, check=True, capture_output=True, text=True)
    return done.stderr


@cache
def loaded() -> str:
    """Return code that imports every module of other libraries that ``--quick`` loads."""
    with TemporaryDirectory() as place:
        names = python("-c", PROBE, sysconfig.get_path("purelib"), cwd=Path(place)).split()
    assert {"numpy", "pandas", "pandera", "openpyxl", "xlsxwriter", "jinja2", "typer"} <= set(names)
    assert not [name for name in names if name.startswith(("toolkit", "IPython", "jupyter", "nbclient", "networkx"))]
    return f"from importlib import import_module\nfor name in {names!r}:\n    import_module(name)\n"


@pytest.mark.benchmark(group="toolkit demo --quick against its imports")
def test_demo_quick(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    benchmark.pedantic(python, ("-m", "toolkit", "demo", "--quick"), {"cwd": tmp_path}, rounds=7, warmup_rounds=1)


@pytest.mark.benchmark(group="toolkit demo --quick against its imports")
def test_imports_it_loads(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    benchmark.pedantic(python, ("-c", loaded()), {"cwd": tmp_path}, rounds=7, warmup_rounds=1)


@pytest.mark.benchmark(group="toolkit demo --quick against its imports")
def test_imports_by_name(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    benchmark.pedantic(python, ("-c", NAMED), {"cwd": tmp_path}, rounds=7, warmup_rounds=1)


@pytest.mark.benchmark(group="toolkit --help against an empty interpreter")
def test_help(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    benchmark.pedantic(python, ("-m", "toolkit", "--help"), {"cwd": tmp_path}, rounds=5, warmup_rounds=1)


@pytest.mark.benchmark(group="toolkit --help against an empty interpreter")
def test_empty_interpreter(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    benchmark.pedantic(python, ("-c", "pass"), {"cwd": tmp_path}, rounds=5, warmup_rounds=1)
