"""Writes a report folder: built beside and swapped in whole, and only over what the toolkit made itself."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import OutputRefused
from toolkit.render.excel import summary_workbook
from toolkit.render.html import (
    render_health_review,
    render_health_review_text,
    render_index,
    render_ownership,
    render_ownership_text,
    render_portfolio,
)
from toolkit.render.look import load_look
from toolkit.render.view import MAP, MAP_TEXT, REPORT, REVIEW, REVIEW_TEXT, TRACES_SHOWN
from toolkit.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from toolkit.app.assessment import Assessment
    from toolkit.model import Trace
    from toolkit.render.look import Look

MANIFEST = "manifest.json"
MADE_BY = "agent-scaling-toolkit"
TRACED = "npv"
_OF_THE_DESKTOP = {".DS_Store", "Thumbs.db", "desktop.ini"}
"""Files that a file manager leaves by itself; they are nobody's work."""


def export(
    assessment: Assessment,
    out: Path | str,
    *,
    quick: bool = False,
    templates: Path | str | None = None,
    copies: Mapping[str, bytes] | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Path:
    """Write the report into a folder; return the path of its first page.

    ``index.html``, ``portfolio.html``, ``ownership-map.html`` and ``.md``, ``health-review.html`` and ``.md``,
    ``summary.xlsx``, ``assessment.json``, ``manifest.json`` and, unless ``quick``, the pages made from notebooks.
    ``templates`` is a client's folder of templates, colours and a logo (README, *Your own look*). ``copies`` are
    further files by name; ``progress`` is told each step as it begins. The folder is made beside its place and swapped
    in, so that nothing is half written and old pages are gone.

    ``OutputRefused`` is raised, and nothing touched, where the place holds anything that the toolkit did not make or
    that was changed since.
    """
    place = Path(out).resolve()
    check_place(place)
    look = load_look(templates)
    progress("writing the first page, the report and the workbook")
    text, traces = assessment.to_json(), _traces(assessment)
    pages = {} if quick else _notebook_pages(assessment, text, place, look, progress)
    links = ("index.html", REPORT, *pages, MAP, MAP_TEXT, REVIEW, REVIEW_TEXT, "summary.xlsx", "assessment.json")
    files = {
        "index.html": render_index(assessment, links=links, look=look).encode(),
        REPORT: render_portfolio(assessment, traces, links=links, look=look).encode(),
        **pages,
        MAP: render_ownership(assessment, links=links, look=look).encode(),
        MAP_TEXT: render_ownership_text(assessment, look=look).encode(),
        REVIEW: render_health_review(assessment, links=links, look=look).encode(),
        REVIEW_TEXT: render_health_review_text(assessment, look=look).encode(),
        "summary.xlsx": summary_workbook(assessment, traces),
        "assessment.json": text.encode(),
        **(copies or {}),
    }
    files[MANIFEST] = _manifest(files)
    try:
        _swap(place, files)
    except OSError as error:
        raise OutputRefused(f"{out}: cannot be written: {error.strerror or error}") from error
    return place / "index.html"


def _notebook_pages(
    assessment: Assessment, text: str, place: Path, look: Look, progress: Callable[[str], None]
) -> dict[str, bytes]:
    from toolkit.render.notebooks import notebook_pages  # noqa: PLC0415  Jupyter, only where its pages are wanted

    return notebook_pages(assessment, text, progress, keep=place.parent, look=look)


def _traces(assessment: Assessment) -> dict[str, Trace]:
    shown = assessment.candidates[:TRACES_SHOWN]
    return {workflow.workflow_id: assessment.trace(workflow.workflow_id, TRACED) for workflow in shown}


def _manifest(files: Mapping[str, bytes]) -> bytes:
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    return (json.dumps({"made_by": MADE_BY, "version": VERSION, "files": hashes}, indent=1) + "\n").encode()


def check_place(place: Path) -> None:
    """Raise ``OutputRefused`` unless a report may be written here; says what is in the way and what to do."""
    if not place.exists():
        return
    if not place.is_dir():
        raise OutputRefused(f"{place}: is a file: give the name of a folder that is new or holds an earlier report")
    if place == Path.cwd():
        raise OutputRefused(f"{place}: is the folder you are in: give the name of a new folder, like report")
    found = {
        path.relative_to(place).as_posix()
        for path in place.rglob("*")
        if not path.is_dir() and path.name not in _OF_THE_DESKTOP
    }
    if not found:
        return
    ours = _made_here(place)
    if ours is None:
        raise OutputRefused(f"{place}: holds files that the toolkit did not make: give the name of a new folder")
    strange = sorted(found - set(ours) - {MANIFEST})
    if strange:
        raise OutputRefused(
            f"{place}: holds {strange[0]}, which the toolkit did not make: move it, or give a new folder"
        )
    changed = [name for name, digest in ours.items() if name in found and _sha256(place / name) != digest]
    if changed:
        raise OutputRefused(f"{place}: {changed[0]} was changed since it was made: move it, or give a new folder")


def _made_here(place: Path) -> dict[str, str] | None:
    """Return name and hash of the files of our manifest; ``None`` where there is none of ours."""
    try:
        manifest = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
        return dict(manifest["files"]) if manifest["made_by"] == MADE_BY else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _swap(place: Path, files: Mapping[str, bytes]) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{place.name}-", dir=place.parent))
    try:
        fresh, old = beside / "new", beside / "old"
        fresh.mkdir()
        for name, content in files.items():
            file = fresh / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        if place.exists():
            place.rename(old)
        try:
            fresh.rename(place)
        except OSError:
            if old.exists():
                old.rename(place)
            raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)
