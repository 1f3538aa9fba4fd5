"""Notebooks run from top to bottom in a real kernel, are committed without outputs, and hold no logic."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

import toolkit
from toolkit.render.notebooks import run_notebooks, with_parameters
from toolkit.render.notebooks_page import NOT_ON_PAGE
from toolkit.resources import folder

NOTEBOOKS = sorted(folder("notebooks").glob("*.ipynb"))
PARAMETERS = {"ASSESSMENT": "", "WORKBOOK": "", "POLICY": ""}


def test_there_are_notebooks() -> None:
    stems = ["00_start_here", "01_candidates", "02_readiness", "03_fleet", "04_routing"]
    assert [path.stem for path in NOTEBOOKS] == stems


def code(path: Path) -> list[nbformat.NotebookNode]:
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_committed_without_outputs(path: Path) -> None:
    cells = code(path)
    assert cells
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells)
    nbformat.validate(nbformat.read(path, as_version=4))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_thin(path: Path) -> None:
    """Outside the first two cells, a cell is one call of the public API."""
    first, opens, *rest = [cell.source for cell in code(path)]
    values: dict[str, str] = {}
    exec(first, {}, values)
    assert values == PARAMETERS
    assert code(path)[0].metadata.tags == ["parameters"]
    assert "toolkit.open_assessment(ASSESSMENT, WORKBOOK, POLICY)" in opens
    assert all(source.startswith("show.") and "\n" not in source for source in rest)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_section_begins_with_what_the_data_say(path: Path) -> None:
    cells = nbformat.read(path, as_version=4).cells
    after = [(cell, cells[i + 1 : i + 2]) for i, cell in enumerate(cells) if cell.source.startswith("## ")]
    assert len(after) >= 5
    for heading, following in after:
        explains = heading.source.startswith(("## Read on", "## How to read"))
        assert explains or ("\n" not in heading.source and following[0].source.startswith("show.")), heading.source


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_runs(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # This interpreter's kernel, without a user's own configuration.
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    monkeypatch.delenv("TOOLKIT_WORKBOOK", raising=False)
    kernel = tmp_path / "kernels" / "this"
    kernel.mkdir(parents=True)
    command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (kernel / "kernel.json").write_text(json.dumps({"argv": command, "display_name": "this"}), encoding="utf-8")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, kernel_name="this", timeout=120, shutdown_kernel="immediate")
    client.execute(cwd=str(tmp_path))
    # Every cell that shows something has both forms, and nothing is printed.
    for cell in [cell for cell in notebook.cells if cell.cell_type == "code"][1:]:
        (output,) = cell.outputs
        assert output.output_type == "execute_result"
        assert output.data["text/html"].startswith("<style>")
        assert len(output.data["text/plain"].strip()) > 20


def papermill_injects(notebook: nbformat.NotebookNode, **parameters: str) -> None:
    """What papermill does: a cell tagged injected-parameters after the one tagged parameters."""
    source = "# Parameters\n" + "".join(f"{name} = {json.dumps(value)}\n" for name, value in parameters.items())
    cell = nbformat.v4.new_code_cell(source, metadata={"tags": ["injected-parameters"]})
    (position,) = [i for i, one in enumerate(notebook.cells) if "parameters" in one.metadata.get("tags", [])]
    notebook.cells.insert(position + 1, cell)


def test_parameters_reach_the_notebook_the_way_papermill_injects_them(tmp_path: Path) -> None:
    toolkit.export(toolkit.assess(toolkit.load_example("compound")), tmp_path / "report", quick=True)
    notebook = nbformat.read(folder("notebooks") / "00_start_here.ipynb", as_version=4)
    papermill_injects(notebook, ASSESSMENT=str(tmp_path / "report" / "assessment.json"))
    nbformat.write(notebook, tmp_path / "one.ipynb")
    done = run_notebooks(["one"], {}, source=tmp_path)["one"]
    assert "30 June 2026" in "".join(cell.outputs[0].data["text/plain"] for cell in done.cells if cell.get("outputs"))


def test_ours_is_placed_like_papermills_and_replaces_it() -> None:
    notebook = nbformat.read(folder("notebooks") / "00_start_here.ipynb", as_version=4)
    papermill_injects(notebook, WORKBOOK="old.xlsx")
    sources = [cell.source for cell in with_parameters(notebook, {"WORKBOOK": 'C:\\new "one".xlsx'}).cells]
    (position,) = [i for i, source in enumerate(sources) if source.startswith("# Parameters")]
    assert sources[position - 1].startswith("ASSESSMENT = ")
    values: dict[str, str] = {}
    exec(sources[position], {}, values)
    assert values == {"WORKBOOK": 'C:\\new "one".xlsx'}


def test_what_explains_the_notebook_itself_stays_off_the_pages() -> None:
    for path in NOTEBOOKS:
        first = nbformat.read(path, as_version=4).cells[0]
        assert first.source.startswith("# ")
        assert first.metadata.tags == [NOT_ON_PAGE]


def test_loading_jupyter_compiles_no_grammar() -> None:
    code = "import sys, toolkit.render.notebooks, jsonschema; print({'lark', 'rfc3987_syntax'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.strip() == "set()"
