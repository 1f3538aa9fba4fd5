"""*Method*: what the assessment was made from, every formula, every policy value, and how the NPV came about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolkit.model import Grade
from toolkit.render.excel_looks import ASSUMED_TINT, RULE
from toolkit.render.excel_page import Amount, Column, Page, columns_of
from toolkit.render.view_evidence import MONTHLY, method, origin, score_title
from toolkit.render.view_futures_words import GLOSSARY
from toolkit.render.view_words import capital, clean, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from toolkit.model import Trace, Value
    from toolkit.render.excel_looks import Formats
    from toolkit.render.view_reading import Reading

TRACED = 3
DEEPEST = 15
_MARKED = {"bg_color": ASSUMED_TINT}
_WIDTHS = (36, 52, 18, 48, 24)


def write_method(book: Any, formats: Formats, reading: Reading, traces: Mapping[str, Trace]) -> None:
    """Write the sheet *Method*."""
    said = method(reading)
    page = Page(book, formats, "Method", reading.assessment, _WIDTHS)
    page.head(said.says, *said.notes)
    page.sheet.repeat_rows(0)
    _origin(page, reading)
    _settings(page, reading)
    _glossary(page)
    _formulas(page, reading)
    _policy(page, reading)
    _traces(page, reading, traces)
    page.sheet.freeze_panes(2, 1)
    page.sheet.print_area(0, 0, page.row - 1, page.last)


def _columns(*titles: str) -> list[Column]:
    return columns_of(titles, _WIDTHS)


def _origin(page: Page, reading: Reading) -> None:
    page.band("What it was made from: the same origin gives the same assessment")
    page.table(_columns("What", "Which"), [(name, value) for name, value in origin(reading)])
    page.row += 1


def _settings(page: Page, reading: Reading) -> None:
    page.band("Settings that every business case shares")
    columns = _columns("Setting", "Value", "Unit", "Cell", "Whose value")
    page.heads(columns)
    for figure in reading.assessment.program.inputs:
        policy = next((one.policy for one in figure.evidence if one.policy), "")
        places = ", ".join(one.place for one in figure.evidence) or "none"
        whose = f"assumed: {policy}" if figure.is_assumed else "the workbook’s"
        value = Amount(figure.value, figure.unit)
        row = (capital(clean(figure.title)), value, figure.unit or "none", places, whose)
        page.cells(columns, row, **(_MARKED if figure.is_assumed else {}))
    page.row += 1


def _glossary(page: Page) -> None:
    page.band("Words of the ranges, a line each")
    page.table(_columns("Word", "What it is"), [(word, capital(says)) for word, says in GLOSSARY])
    page.row += 1


def _formulas(page: Page, reading: Reading) -> None:
    found = reading.assessment.formulas
    page.band(f"Every formula, in words: {len(found):,}")
    rows: list[tuple[Value, ...]] = [
        (f"{score_title(one.id)} ({one.id})", one.text, reading.terms.unit(one.unit), ", ".join(one.inputs), one.source)
        for one in found
    ]
    page.table(_columns("Figure (id)", "Formula", "Unit", "Reads", "Source"), rows)
    page.row += 1


def _policy(page: Page, reading: Reading) -> None:
    found = reading.assessment.policy
    changed = sum(one.overridden for one in found)
    page.band(f"Every policy value: {len(found):,}, of which the client’s file replaces {changed:,}")
    columns = _columns("Key", "Value", "Unit", "Source", "Whose value")
    page.heads(columns)
    for one in found:
        whose = "the client’s own" if one.overridden else "shipped"
        row = (one.key, Amount(one.value, one.unit), one.unit or "none", one.source, whose)
        page.cells(columns, row, **(_MARKED if one.overridden else {}))
    page.row += 1


def _traces(page: Page, reading: Reading, traces: Mapping[str, Trace]) -> None:
    shown = [one for one in reading.ranked[:TRACED] if one.workflow_id in traces]
    columns = _columns("Figure", "Value", "Unit", "How, and where from")
    for one in shown:
        page.band(f"How the NPV of {name_of(one.name)} came about: each figure, and below it what it was computed from")
        page.heads(columns)
        for depth, node in _nodes(traces[one.workflow_id], 0):
            title = score_title(node.name) if node.name in reading.formulas else clean(node.name)
            marked = _MARKED if node.says.startswith(Grade.ASSUMED) else {}
            value = "month by month on Business cases" if node.name == MONTHLY else node.value
            row = (title, Amount(value, node.unit), reading.terms.unit(node.unit), node.says)
            page.cells(columns, row, **marked)
            page.put(page.row - 1, 0, title, **RULE, **marked, indent=min(depth, DEEPEST), align="left", text_wrap=True)
        page.row += 1


def _nodes(trace: Trace, depth: int) -> Iterator[tuple[int, Trace]]:
    yield depth, trace
    for branch in trace.branches:
        yield from _nodes(branch, depth + 1)
