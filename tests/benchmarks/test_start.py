"""How long the command line takes, against the imports it needs, in the same run.

``uv run pytest tests/benchmarks -n 0 --benchmark-enable --benchmark-group-by=group``
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

IMPORTS = "import typer, numpy, pandas, pandera.pandas, openpyxl, xlsxwriter, jinja2, msgspec, pyxirr"


def python(*arguments: str, cwd: Path) -> None:
    subprocess.run([sys.executable, *arguments], cwd=cwd, check=True, capture_output=True)


@pytest.mark.benchmark(group="toolkit demo --quick against its imports")
def test_demo_quick(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    benchmark.pedantic(python, ("-m", "toolkit", "demo", "--quick"), {"cwd": tmp_path}, rounds=5, warmup_rounds=1)


@pytest.mark.benchmark(group="toolkit demo --quick against its imports")
def test_imports_alone(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    benchmark.pedantic(python, ("-c", IMPORTS), {"cwd": tmp_path}, rounds=5, warmup_rounds=1)


@pytest.mark.benchmark(group="toolkit --help against an empty interpreter")
def test_help(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    benchmark.pedantic(python, ("-m", "toolkit", "--help"), {"cwd": tmp_path}, rounds=5, warmup_rounds=1)


@pytest.mark.benchmark(group="toolkit --help against an empty interpreter")
def test_empty_interpreter(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    benchmark.pedantic(python, ("-c", "pass"), {"cwd": tmp_path}, rounds=5, warmup_rounds=1)
