"""How long the whole report takes, against as many notebooks that only import pandas, in the same run.

Charts are our own SVG, so there is no chart library to import: the strictest reading. Everything runs in a process of
its own, two kernels at a time: through nbclient as anybody would call it, and through our own runner, which loads
faster.

``uv run --group bench pytest tests/benchmarks/test_notebooks.py -n 0 --benchmark-enable``
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from toolkit.render.notebooks_page import PAGES

GROUP = "toolkit demo against as many notebooks that import pandas"
NBCLIENT = """
import asyncio, sys
from concurrent.futures import ThreadPoolExecutor
import nbformat
from nbclient import NotebookClient

def run(name):
    notebook = nbformat.read(f"{sys.argv[1]}/{name}.ipynb", as_version=4)
    asyncio.run(NotebookClient(notebook, kernel_name="python3", shutdown_kernel="immediate").async_execute())

with ThreadPoolExecutor(2) as pool:
    list(pool.map(run, sys.argv[2:]))
"""
OURS = """
import sys
from pathlib import Path
from toolkit.render.notebooks import run_notebooks

run_notebooks(sys.argv[2:], {}, source=Path(sys.argv[1]))
"""


def python(*arguments: str, cwd: Path) -> None:
    subprocess.run([sys.executable, *arguments], cwd=cwd, check=True, capture_output=True)


def bare(place: Path) -> list[str]:
    names = [f"bare{number}" for number in range(len(PAGES))]
    for name in names:
        cell = nbformat.v4.new_code_cell("import pandas")
        nbformat.write(nbformat.v4.new_notebook(cells=[cell]), place / f"{name}.ipynb")
    return [str(place), *names]


@pytest.mark.benchmark(group=GROUP)
def test_demo_with_all_notebooks(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    benchmark.pedantic(python, ("-m", "toolkit", "demo", "--quiet"), {"cwd": tmp_path}, rounds=7, warmup_rounds=1)
    pages = tmp_path / "toolkit-demo"
    assert all((pages / name).stat().st_size > 10_000 for name in PAGES.values())


@pytest.mark.benchmark(group=GROUP)
@pytest.mark.parametrize("runner", [NBCLIENT, OURS], ids=["nbclient", "our runner"])
def test_as_many_that_import_pandas(runner: str, benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    benchmark.pedantic(python, ("-c", runner, *bare(tmp_path)), {"cwd": tmp_path}, rounds=7, warmup_rounds=1)
