"""Notebooks are copied without ever overwriting an edit, and JupyterLab opens with the workbook set."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from toolkit.app import lab
from toolkit.app.lab import copy_notebooks, lab_command, lab_environment, open_lab
from toolkit.errors import OutputRefused, ToolkitError
from toolkit.resources import folder
from toolkit.version import VERSION

NAMES = [
    *("00_start_here.ipynb", "01_candidates.ipynb", "02_readiness.ipynb"),
    *("03_fleet.ipynb", "04_routing.ipynb"),
]


def change(file: Path, source: str) -> None:
    notebook = json.loads(file.read_text("utf-8"))
    notebook["cells"][0]["source"] = source
    file.write_text(json.dumps(notebook), encoding="utf-8")


def run(file: Path) -> None:
    """Leave behind what running and saving leaves behind, sources as lists of lines as JupyterLab writes them."""
    notebook = json.loads(file.read_text("utf-8"))
    notebook["metadata"]["language_info"]["version"] = "3.11"
    for cell in notebook["cells"]:
        cell["source"] = cell["source"].splitlines(keepends=True)
        if cell["cell_type"] == "code":
            cell["execution_count"] = 7
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["x"]}]
    file.write_text(json.dumps(notebook, indent=1), encoding="utf-8")


def older_version(place: Path, monkeypatch: pytest.MonkeyPatch, source: str = "# As it was") -> None:
    """Copy the notebooks of an earlier version of the toolkit."""
    old = place.parent / "old-notebooks"
    old.mkdir()
    for file in folder("notebooks").glob("*.ipynb"):
        (old / file.name).write_bytes(file.read_bytes())
        change(old / file.name, source)
    with monkeypatch.context() as patch:
        patch.setattr(lab, "shipped_folder", lambda _: old)
        copy_notebooks(place)


def test_copies_into_a_new_folder(tmp_path: Path) -> None:
    place = tmp_path / "a" / "b"
    assert copy_notebooks(place) == [place / name for name in NAMES]
    assert sorted(path.name for path in place.iterdir()) == NAMES
    for name in NAMES:
        ours, copy = (json.loads((where / name).read_text("utf-8")) for where in (folder("notebooks"), place))
        assert copy["cells"] == ours["cells"]
        assert copy["metadata"].pop(lab.MARK)["version"] == VERSION
        assert copy["metadata"] == ours["metadata"]


def test_again_changes_nothing_not_even_outputs(tmp_path: Path) -> None:
    copy_notebooks(tmp_path)
    run(tmp_path / NAMES[0])
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    said: list[str] = []
    copy_notebooks(tmp_path, said.append)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert said == []


def test_an_edit_is_kept(tmp_path: Path) -> None:
    copy_notebooks(tmp_path)
    change(tmp_path / NAMES[1], "# Mine")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    copy_notebooks(tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before, "nothing newer is shipped"


def test_an_older_copy_that_was_only_run_is_refreshed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "mine"
    older_version(place, monkeypatch)
    run(place / NAMES[0])
    said: list[str] = []
    copy_notebooks(place, said.append)
    assert sorted(path.name for path in place.iterdir()) == NAMES
    assert "As it was" not in (place / NAMES[0]).read_text("utf-8")
    assert len(said) == len(NAMES)
    assert all("was refreshed" in line for line in said)


def test_an_older_copy_that_was_edited_is_kept_and_the_fresh_one_put_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "mine"
    older_version(place, monkeypatch)
    change(place / NAMES[2], "# Mine")
    edited = (place / NAMES[2]).read_bytes()
    said: list[str] = []
    beside = place / f"02_readiness-{VERSION}.ipynb"
    whole = [place / name for name in NAMES]
    assert copy_notebooks(place, said.append) == [*whole[:3], beside, *whole[3:]]
    assert (place / NAMES[2]).read_bytes() == edited
    assert f"02_readiness.ipynb holds your edits and is kept; the fresh one is {beside.name}" in said
    change(beside, "# Mine too")
    also = beside.read_bytes()
    copy_notebooks(place, said.append)
    assert (place / NAMES[2]).read_bytes() == edited
    assert beside.read_bytes() == also
    assert any("hold your edits and are kept" in line for line in said)


@pytest.mark.parametrize("text", ["not json", "[]", "{}", '{"cells": [1], "metadata": {}}'])
def test_a_file_of_that_name_that_is_no_notebook_is_kept(text: str, tmp_path: Path) -> None:
    (tmp_path / NAMES[0]).write_text(text, encoding="utf-8")
    copy_notebooks(tmp_path)
    assert (tmp_path / NAMES[0]).read_text("utf-8") == text
    assert (tmp_path / f"00_start_here-{VERSION}.ipynb").exists()


def test_the_shipped_folder_is_left_alone() -> None:
    place = folder("notebooks")
    before = {path.name: path.read_bytes() for path in place.iterdir() if path.is_file()}
    assert [path.name for path in copy_notebooks(place)] == NAMES
    assert {path.name: path.read_bytes() for path in place.iterdir() if path.is_file()} == before


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(OutputRefused, match="cannot be written"):
        copy_notebooks(tmp_path / "file")


def test_environment_names_workbook_and_policy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "client.xlsx"
    file.write_bytes(b"")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(lab.WORKBOOK_VARIABLE, "another.xlsx")
    assert lab_environment("client.xlsx")[lab.WORKBOOK_VARIABLE] == str(file)
    assert lab.WORKBOOK_VARIABLE not in lab_environment(None)
    assert lab_environment(None, file)[lab.POLICY_VARIABLE] == str(file)
    with pytest.raises(ToolkitError, match=r"no\.xlsx: there is no such file"):
        lab_environment("no.xlsx")


def test_open_lab_runs_jupyterlab_in_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "client.xlsx"
    file.write_bytes(b"")
    seen: dict[str, object] = {}

    def instead(command: list[str], **given: object) -> subprocess.CompletedProcess[str]:
        seen.update(given, command=command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(lab.subprocess, "run", instead)
    assert open_lab(file, tmp_path / "mine", browser=False) == 0
    assert seen["cwd"] == tmp_path / "mine"
    assert seen["command"] == lab_command(tmp_path / "mine", browser=False)
    assert seen["env"][lab.WORKBOOK_VARIABLE] == str(file)  # type: ignore[index]
    assert (tmp_path / "mine" / NAMES[0]).exists()


def test_a_missing_workbook_copies_nothing(tmp_path: Path) -> None:
    with pytest.raises(ToolkitError, match="there is no such file"):
        open_lab(tmp_path / "no.xlsx", tmp_path / "mine")
    assert not (tmp_path / "mine").exists()


def test_jupyterlab_takes_these_options(tmp_path: Path) -> None:
    """The real JupyterLab reads the command line: it shows the settings as it understood them, and stops."""
    copy_notebooks(tmp_path)
    command = [*lab_command(tmp_path, browser=False), "--show-config-json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True, env=lab_environment(None))
    config = json.loads(done.stdout)
    assert config["ServerApp"]["root_dir"] == str(tmp_path)
    assert config["LabApp"]["check_for_updates_class"] == "jupyterlab.NeverCheckForUpdate"
    assert config["LabApp"]["extension_manager"] == "readonly"
    assert command[0] == sys.executable
