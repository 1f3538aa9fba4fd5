"""Writes the playbook of one workflow, as a page and as Markdown, never over a file that is there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.app.exporting import made_here
from toolkit.app.pipeline import assess
from toolkit.errors import OutputRefused, UnknownName
from toolkit.render.html import render_playbooks
from toolkit.render.look import load_look
from toolkit.render.view_playbook import file_names

if TYPE_CHECKING:
    from toolkit.policy import Policy
    from toolkit.sheets import Portfolio


def write_playbook(
    portfolio: Portfolio,
    policy: Policy | None,
    workflow_id: str,
    out: Path | str,
    *,
    templates: Path | str | None = None,
    force: bool = False,
) -> tuple[Path, ...]:
    """Write ``<name>.html`` and ``<name>.md`` into a folder, under a policy (``None``: the shipped one); return both.

    They are those of the report, but that they lead to no other page. Names are made from the ids of all workflows, as
    in a report. Raises ``UnknownName`` for a workflow that does not exist, ``OutputRefused`` where a file exists
    (unless ``force``), the folder holds a report, or nothing can be written.
    """
    look = load_look(templates)
    known = [str(row["workflow_id"]) for row in portfolio.cells("Workflows").values()]
    if workflow_id not in known:
        raise UnknownName("workflow", workflow_id, known)
    if made_here(Path(out)) is not None:
        raise OutputRefused(f"{out}: holds a report, which is replaced whole: give another folder with --out")
    name = file_names(known)[workflow_id]
    files = [Path(out) / f"{name}{ending}" for ending in (".html", ".md")]
    for file in files:
        if file.exists() and (not force or file.is_dir()):
            hint = "" if file.is_dir() else ", or --force"
            raise OutputRefused(f"{file}: exists already: give another folder with --out{hint}")
    made = render_playbooks(assess(portfolio, policy), [workflow_id], look=look)
    try:
        Path(out).mkdir(parents=True, exist_ok=True)
        for file in files:
            file.write_text(made[file.name], encoding="utf-8", newline="\n")
    except OSError as error:
        raise OutputRefused(f"{out}: cannot be written: {error.strerror or error}") from error
    return tuple(files)
