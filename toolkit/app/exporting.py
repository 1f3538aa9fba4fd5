"""Writes a report folder: built beside and swapped in whole, and only over what the toolkit made itself."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.app.assessment import Assessment
from toolkit.app.progress import Tell, steps_of_export, told
from toolkit.errors import OutputRefused, check_type
from toolkit.render.excel import summary_workbook
from toolkit.render.html import (
    render_health_review,
    render_health_review_text,
    render_index,
    render_ownership,
    render_ownership_text,
    render_playbook_list,
    render_playbooks,
    render_portfolio,
)
from toolkit.render.look import load_look
from toolkit.render.printing import find_browser, on_paper, print_pages
from toolkit.render.view import MAP, MAP_TEXT, REPORT, REVIEW, REVIEW_TEXT, TRACES_SHOWN
from toolkit.render.view_playbook import PLAYBOOKS, in_report
from toolkit.render.view_playbook_list import LIST
from toolkit.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

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
    figures: bool = False,
    pdf: bool = False,
    templates: Path | str | None = None,
    copies: Mapping[str, bytes] | None = None,
    ahead: Callable[..., dict[str, bytes]] | None = None,
    progress: Tell | None = None,
) -> Path:
    """Write the report into a folder; return the path of its first page.

    ``index.html``, ``portfolio.html``, ``ownership-map.html`` and ``.md``, ``health-review.html`` and ``.md``, a
    playbook per workflow in ``playbooks/`` (the first fifty candidates, and every workflow that has an agent),
    ``summary.xlsx``, ``assessment.json``, ``manifest.json`` and, unless ``quick``, the pages made from notebooks.
    ``figures`` adds each chart as SVG and PNG in ``figures/``; ``pdf`` the first page, the report and the playbooks as
    PDF, for which a Chromium must be installed.
    ``templates`` is a client's folder of templates, colours and a logo (README, *Your own look*). ``copies`` are
    further files by name. ``ahead`` is what ``pages_ahead`` of :mod:`toolkit.render.notebooks` yielded, where kernels
    were started before there was an assessment. ``progress`` is told each step as it begins, without one a notebook
    shows a bar. The folder is made beside its place and swapped in, so that nothing is half written and old pages are
    gone.

    ``OutputRefused`` is raised, and nothing touched, where the place holds anything that the toolkit did not make or
    that was changed since; ``ToolkitError`` where ``pdf`` is wanted and no browser is found or one fails.
    """
    check_type("assessment", assessment, Assessment, "what assess returns", "write export(assess(portfolio), ...)")
    check_type("out", out, (str, Path), "the path of a folder", 'write export(assessment, "report")')
    place = Path(out).resolve()
    check_place(place)
    if pdf:
        find_browser()
    look = load_look(templates)
    with told(progress, steps_of_export(quick=quick, figures=figures, pdf=pdf)) as tell:
        files = {**_files(assessment, place, look, tell, quick=quick, ahead=ahead), **(copies or {})}
        if figures:
            from toolkit.render.figures import figure_files  # noqa: PLC0415  only where they are wanted

            tell("drawing the figures")
            files |= figure_files(assessment, look)
        if pdf:
            files |= print_pages(_on_paper(assessment, look), tell)
    files[MANIFEST] = _manifest(files)
    try:
        _swap(place, files)
    except OSError as error:
        raise OutputRefused(f"{out}: cannot be written: {error.strerror or error}") from error
    return place / "index.html"


def _files(
    assessment: Assessment,
    place: Path,
    look: Look,
    progress: Tell,
    *,
    quick: bool,
    ahead: Callable[..., dict[str, bytes]] | None,
) -> dict[str, bytes]:
    progress("writing the first page, the report and the workbook")
    text, traces = assessment.to_json(), _traces(assessment)
    # Kernels take their time on other cores; what needs none is written meanwhile.
    with ThreadPoolExecutor(1) as beside:
        names, begin = ((), None) if quick else _notebooks(ahead, progress, look)
        links = (
            *("index.html", REPORT, *names, MAP, MAP_TEXT, REVIEW, REVIEW_TEXT, LIST),
            *("summary.xlsx", "assessment.json"),
        )
        pages = begin and beside.submit(begin, assessment, text, keep=place.parent, links=links)
        files = {
            "index.html": render_index(assessment, links=links, look=look).encode(),
            REPORT: render_portfolio(assessment, traces, links=links, look=look).encode(),
            MAP: render_ownership(assessment, links=links, look=look).encode(),
            MAP_TEXT: render_ownership_text(assessment, look=look).encode(),
            REVIEW: render_health_review(assessment, links=links, look=look).encode(),
            REVIEW_TEXT: render_health_review_text(assessment, look=look).encode(),
            **_playbooks(assessment, links, look),
            "summary.xlsx": summary_workbook(assessment, traces),
            "assessment.json": text.encode(),
        }
        return {**files, **(pages.result() if pages else {})}


def _playbooks(assessment: Assessment, links: Sequence[str], look: Look) -> dict[str, bytes]:
    """Return the list of playbooks, and those that a report holds, each as a page and as text."""
    shown = in_report(assessment)
    made = render_playbooks(assessment, shown, links=links, look=look)
    pages = {LIST: render_playbook_list(assessment, shown, links=links, look=look)}
    return {name: text.encode() for name, text in (pages | {f"{PLAYBOOKS}/{one}": made[one] for one in made}).items()}


def _on_paper(assessment: Assessment, look: Look) -> dict[str, str]:
    """Return the pages that are printed, by the name of the PDF: each is handed over alone and leads to no other."""
    paper = on_paper(look)
    pages = {
        "index.html": render_index(assessment, look=paper),
        REPORT: render_portfolio(assessment, _traces(assessment), look=paper),
    }
    for name, text in render_playbooks(assessment, in_report(assessment), look=paper).items():
        pages[f"{PLAYBOOKS}/{name}"] = text
    return {name.removesuffix("html") + "pdf": text for name, text in pages.items() if name.endswith(".html")}


def _notebooks(
    ahead: Callable[..., dict[str, bytes]] | None, progress: Tell, look: Look
) -> tuple[tuple[str, ...], Callable[..., dict[str, bytes]]]:
    """Return the names of the pages made from notebooks, and what makes them."""
    from toolkit.render.notebooks import notebook_pages  # noqa: PLC0415  Jupyter, only where it is wanted
    from toolkit.render.notebooks_page import PAGES  # noqa: PLC0415

    return tuple(PAGES.values()), ahead or partial(notebook_pages, progress=progress, look=look)


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
    ours = made_here(place)
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


def made_here(place: Path) -> dict[str, str] | None:
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
