"""Whole reports that the tests look at, notebooks and playbooks included; the fixture ``exported`` makes each once."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import toolkit
from tests.render import firms
from tests.render.hostile import hostile_workbook
from toolkit.app.assessment import Assessment


def _hostile() -> Assessment:
    with tempfile.TemporaryDirectory() as place:
        return toolkit.assess(toolkit.load(hostile_workbook(Path(place) / "hostile.xlsx")))


ASSESSMENTS: dict[str, Callable[[], Assessment]] = {
    **{state: lambda state=state: toolkit.assess(toolkit.load_example(state)) for state in ("prove", "compound")},
    "hostile": _hostile,
    "thousand": lambda: firms.many(1000),
}


def export(name: str, folder: Path) -> None:
    """Write the report of that name into the folder, which appears whole."""
    toolkit.export(ASSESSMENTS[name](), folder)


def pages_of(folder: Path) -> list[Path]:
    """Return every page of a report: those of the folder, of the playbooks the list and the first and last one."""
    playbooks = sorted((folder / "playbooks").glob("*.html"), key=lambda page: (page.name != "index.html", page.name))
    return [*sorted(folder.glob("*.html")), *dict.fromkeys((*playbooks[:2], *playbooks[-1:]))]
