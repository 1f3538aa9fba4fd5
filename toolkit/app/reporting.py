"""From a workbook to a report folder, in an order that wastes no time: kernels start while libraries are loaded."""

from __future__ import annotations

import gc
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from toolkit.app.exporting import check_place, export
from toolkit.render.look import load_look
from toolkit.render.printing import find_browser

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from toolkit.app.assessment import Assessment
    from toolkit.app.progress import Tell
    from toolkit.render.look import Look


def report(  # noqa: PLR0917  what the command line was given, in its order
    file: Path,
    out: Path,
    policy_file: Path | None,
    seed: int,
    templates: Path | None,
    progress: Tell,
    *,
    with_workbook: bool,
    quick: bool,
    figures: bool,
    pdf: bool,
) -> tuple[Assessment, Path]:
    """Assess a workbook and write its report; return the assessment and the path of the first page.

    What would be refused (the folder, the look, a missing browser) is refused before anything is read. Raises what
    ``load``, ``load_policy`` and ``export`` raise.
    """
    check_place(out.resolve())
    look = load_look(templates)
    if pdf:
        find_browser()
    with _pages_ahead(progress, look, quick=quick) as ahead:
        # What is loaded stays: looking through it for garbage, again and again, takes a tenth of a quick run.
        gc.disable()
        from toolkit.app.pipeline import assess  # noqa: PLC0415  the kernels start meanwhile
        from toolkit.policy import load_policy  # noqa: PLC0415
        from toolkit.workbook.reading import load  # noqa: PLC0415

        gc.freeze()
        gc.enable()
        policy = load_policy(policy_file)
        progress(f"reading {file.name}")
        assessment = assess(load(file), policy, seed=seed, progress=progress)
        copies = {file.name: file.read_bytes()} if with_workbook else None
        wanted = {"quick": quick, "figures": figures, "pdf": pdf}
        page = export(assessment, out, templates=templates, copies=copies, ahead=ahead, progress=progress, **wanted)
    return assessment, page


def _pages_ahead(progress: Tell, look: Look, *, quick: bool) -> AbstractContextManager[Any]:
    """Start the kernels of the pages that notebooks make, while everything else is still to be loaded and read."""
    if quick:
        return nullcontext()
    from toolkit.render.notebooks import pages_ahead  # noqa: PLC0415  Jupyter, only where it is wanted

    return pages_ahead(progress, look)
