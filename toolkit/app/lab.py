"""Puts the notebooks into a folder of the user's and opens JupyterLab there, without ever overwriting an edit.

The workbook travels in an environment variable, not in a generated cell: a copy stays the shipped notebook word for
word, so that it can be told from an edited one and refreshed, and one folder serves several workbooks.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.app.display import POLICY_VARIABLE, WORKBOOK_VARIABLE
from toolkit.errors import OutputRefused, ToolkitError
from toolkit.render.look import TEMPLATES_VARIABLE, load_look
from toolkit.resources import folder as shipped_folder
from toolkit.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST = "00_start_here.ipynb"
MARK = "agent_scaling_toolkit"
"""Where a copy remembers, in its metadata, what it was copied from."""


def copy_notebooks(folder: Path | str, say: Callable[[str], None] = lambda _: None) -> list[Path]:
    """Copy the shipped notebooks into a folder; return the paths of those to work with.

    A copy that nobody edited is refreshed (running and saving it is no edit); an edited one is kept, and where the
    toolkit ships a newer one, that is put beside it under a name with the version, and ``say`` is told. Raises
    ``OutputRefused`` where the folder cannot be written.
    """
    place = Path(folder).resolve()
    source = shipped_folder("notebooks").resolve()
    shipped = sorted(source.glob("*.ipynb"))
    if place == source:
        return shipped
    try:
        place.mkdir(parents=True, exist_ok=True)
        return [path for file in shipped for path in _copy(file, place, say)]
    except OSError as error:
        raise OutputRefused(f"{folder}: cannot be written: {error.strerror or error}") from error


def _copy(file: Path, place: Path, say: Callable[[str], None]) -> list[Path]:
    notebook = json.loads(file.read_text(encoding="utf-8"))
    fresh = _sources(notebook)
    notebook["metadata"][MARK] = {"copied": fresh, "version": VERSION}
    text = json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
    target = place / file.name
    if not target.exists():
        _write(target, text)
        return [target]
    sources, copied = _state(target)
    if sources == fresh:  # what it shows may have been saved in it; leave that
        return [target]
    if sources == copied:
        _write(target, text)
        say(f"{target.name} was refreshed: this version of the toolkit has a newer one")
        return [target]
    if copied == fresh:
        return [target]
    beside = place / f"{file.stem}-{VERSION}.ipynb"
    if beside.exists() and _state(beside)[0] != fresh:
        say(f"{target.name} and {beside.name} hold your edits and are kept; the fresh notebook is {file}")
        return [target]
    if not beside.exists():
        _write(beside, text)
    say(f"{target.name} holds your edits and is kept; the fresh one is {beside.name}")
    return [target, beside]


def _state(file: Path) -> tuple[str, str]:
    """Return the hash of a notebook's sources, and of those it was copied from; empty where it is none of ours."""
    try:
        notebook = json.loads(file.read_text(encoding="utf-8"))
        return _sources(notebook), str(notebook["metadata"].get(MARK, {}).get("copied", ""))
    except (ValueError, KeyError, TypeError, AttributeError):
        return "not a notebook", ""


def _sources(notebook: dict[str, Any]) -> str:
    """Hash what people write: kind and text of the cells, not what running them left behind."""
    cells = [(cell["cell_type"], "".join(cell["source"])) for cell in notebook["cells"]]
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()


def _write(file: Path, text: str) -> None:
    beside = file.with_name(f".{file.name}.part")
    beside.write_text(text, encoding="utf-8", newline="\n")
    beside.replace(file)


def open_lab(
    workbook: Path | str | None,
    folder: Path | str,
    *,
    policy: Path | str | None = None,
    templates: Path | str | None = None,
    say: Callable[[str], None] = lambda _: None,
    browser: bool = True,
) -> int:
    """Copy the notebooks into a folder and open JupyterLab there until the user ends it; return its exit code.

    Notebooks that name no workbook themselves show this one, in the look of the folder ``templates``. Raises
    ``ToolkitError`` where the workbook or the policy does not exist or the look has problems, ``OutputRefused`` where
    the folder cannot be written.
    """
    environment = lab_environment(workbook, policy, templates)
    copy_notebooks(folder, say)
    say(f"Notebooks in {Path(folder).resolve()}. End with Ctrl+C.")
    place = Path(folder).resolve()
    return subprocess.run(lab_command(place, browser=browser), cwd=place, env=environment, check=False).returncode  # noqa: S603


def lab_environment(
    workbook: Path | str | None, policy: Path | str | None = None, templates: Path | str | None = None
) -> dict[str, str]:
    """Return the environment of a JupyterLab whose notebooks show this workbook under this policy, in this look."""
    ours = (WORKBOOK_VARIABLE, POLICY_VARIABLE, TEMPLATES_VARIABLE)
    environment = {key: value for key, value in os.environ.items() if key not in ours}
    for variable, given in ((WORKBOOK_VARIABLE, workbook), (POLICY_VARIABLE, policy)):
        if given is not None:
            file = Path(given).resolve()
            if not file.is_file():
                raise ToolkitError(f"{given}: there is no such file")
            environment[variable] = str(file)
    environment |= load_look(templates).environment
    # This installation's own kernel, not one of the same name in the user's folder.
    return {**environment, "JUPYTER_PREFER_ENV_PATH": "1"}


def lab_command(place: Path, *, browser: bool = True) -> list[str]:
    """Return the command that opens JupyterLab in a folder; it asks no server for news, updates or extensions."""
    return [
        *(sys.executable, "-m", "jupyterlab", str(place / FIRST)),
        f"--ServerApp.root_dir={place}",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
        *([] if browser else ["--no-browser"]),
    ]
