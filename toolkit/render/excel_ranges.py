"""*Ranges*: what each workflow may bring over all futures. *Causes*: what the range comes from, input by input."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_rowcol_to_cell

from toolkit.model import Grade
from toolkit.render.excel_charts import Span, span_chart
from toolkit.render.excel_looks import ASSUMED_TINT
from toolkit.render.excel_page import Amount, Column, Live, Page, widths
from toolkit.render.excel_readiness import cells_of
from toolkit.render.view_futures_words import known
from toolkit.render.view_head import subject
from toolkit.render.view_measure import measure
from toolkit.render.view_ranges import NAMES_IN_CHART, range_text, ranges
from toolkit.render.view_tornado import input_text, moving_of, tornado
from toolkit.render.view_words import capital, clean, listed, name_of, shorten

if TYPE_CHECKING:
    from toolkit.model import Value
    from toolkit.render.excel_looks import Formats
    from toolkit.render.view_reading import Reading
    from toolkit.results import InputRange, Outlook, Range, WorkflowResult

BARS = 10
LONG = 25
"""With more rows than this, the chart stands beside the table instead of below it."""
NOT_RANKED = "none"
_LOSSES = (2, 3, 4, 5)
_ASSUMED = 5
_ENDS = ("low", "likely", "high")
_ALL = "all three"
_ASSUMED_SAID = (*_ENDS, "low and likely", "low and high", "likely and high", _ALL)


def write_ranges(book: Any, formats: Formats, reading: Reading) -> None:
    """Write the sheet *Ranges*: one row per workflow with figures, candidates by rank first; two charts below."""
    columns = _columns(reading)
    page = Page(book, formats, "Ranges", reading.assessment, widths(columns))
    found, said = known(reading), ranges(reading)
    page.head(
        said.says,
        *said.notes,
        f"P10, P50, P90: a tenth, half and nine tenths of {reading.assessment.certainty.draws:,} futures lie below; "
        f"likely: all inputs at their likely values. Payback “never”: not within {reading.terms.horizon}.",
    )
    head = page.row
    rows = page.table(columns, [_row(one, one.outlook) for one in found if one.outlook])
    for column in _LOSSES:
        page.colour_losses(rows, column)
    beside = len(found) > LONG
    row, column = (rows[0], page.last + 2) if beside else (page.row + 1, 1)
    end = _charts(book, page, reading, row=row, column=column)
    page.row = page.row if beside else max(page.row, end)
    page.finish(head, 2, rows)


def _charts(book: Any, page: Page, reading: Reading, *, row: int, column: int) -> int:
    """Draw the ranges of the first candidates, and what moves the first of them; return the row below."""
    said, one = ranges(reading), subject(reading)
    shown = [each for each in reading.ranked[:BARS] if each.npv is not None]
    money = f"NPV, {reading.terms.currency}, over {reading.terms.horizon}"
    if said.pictures and shown:
        spans = [_span(each, each.npv) for each in shown if each.npv]
        axis = f"{money}: eight futures of ten lie on the bar, the middle one where its colours meet"
        row += span_chart(book, page, spans, said.pictures[0].chart, axis=axis, row=row, column=column)
    moved = tornado(reading, one).pictures if one else ()
    if one and moved:
        spans = [_cause_span(each, one.base.npv or 0.0) for each in moving_of(one)[:BARS]]
        axis = f"{money}: from one end of the input to the other, all others likely; the colours meet at likely"
        row += span_chart(book, page, spans, moved[0].chart, axis=axis, row=row, column=column)
    return row


def _columns(reading: Reading) -> list[Column]:
    money = reading.terms.currency

    def three(title: str, unit: str, kind: str) -> list[Column]:
        wide = 10 if kind == "money" else 8
        return [Column(f"{title} {end}, {unit}", wide, kind) for end in ("P10", "P50", "P90")]

    return [
        *(Column("Rank", 6, "rank"), Column("Workflow", 24, "wrapped"), Column(f"NPV likely, {money}", 10, "money")),
        *three("NPV", money, "money"),
        Column("Chance of loss, % of futures", 9, "share"),
        *three("Payback", "months", "decimal"),
        Column("Paid back in, % of futures", 9, "share"),
        Column(f"Knowing everything is worth (EVPI), {money}", 11, "money"),
        *three("Return multiple", "times", "multiple"),
        *three("Investment", money, "money"),
        *three("Value a year", money, "money"),
        *three("Running cost a year", money, "money"),
    ]


def _row(one: WorkflowResult, found: Outlook) -> list[Value]:
    return [
        *(one.rank or NOT_RANKED, name_of(one.name), one.base.npv, *_three(one.npv)),
        *(one.chance_of_loss, *_three(found.payback, "never"), found.payback_share, one.evpi),
        *(*_three(found.return_multiple, "no cost"), *_three(found.investment)),
        *(*_three(found.annual_value), *_three(found.annual_running_cost)),
    ]


def _three(found: Range | None, missing: str | None = None) -> list[Value]:
    values = (None, None, None) if found is None else (found.p10, found.p50, found.p90)
    return [missing if value is None else value for value in values]


def _span(one: WorkflowResult, npv: Range) -> Span:
    name = f"{one.rank}  {shorten(one.name, NAMES_IN_CHART)}: {range_text(npv)}"
    return Span(name, npv.p10 or 0.0, npv.p50 or 0.0, npv.p90 or 0.0)


def write_causes(book: Any, formats: Formats, reading: Reading) -> None:
    """Write the sheet *Causes*: one row per workflow and uncertain input, the widest swing of each workflow first."""
    columns = _cause_columns(reading)
    page = Page(book, formats, "Causes", reading.assessment, widths(columns))
    one, worth = subject(reading), measure(reading)
    page.head(
        *((tornado(reading, one).says, worth.says, *worth.notes) if one else (worth.says,)),
        "NPV at low, at high: this input at that end, all others likely. Worth of measuring: the most that finding "
        "this one figure out may cost before go or leave; a worth within two standard errors is not told from nothing.",
    )
    head = page.row
    page.heads(columns)
    first = page.row
    for workflow in known(reading):
        for each in workflow.outlook.inputs if workflow.outlook else ():
            page.cells(columns, _cause(reading, workflow, each, page.row))
    rows = (first, max(page.row - 1, first))
    page.colour(rows, _ASSUMED, [(said, {"bg_color": ASSUMED_TINT, "italic": True}) for said in _ASSUMED_SAID])
    page.finish(head, 3, rows)


def _cause_columns(reading: Reading) -> list[Column]:
    money = reading.terms.currency
    return [
        *(Column("Rank", 6, "rank"), Column("Workflow", 24, "wrapped"), Column("Uncertain input", 21, "wrapped")),
        *(Column("Unit", 15, "wrapped"), Column("Cells", 20, "wrapped"), Column("Assumed", 12, "wrapped")),
        *(Column(title, 9, "decimal") for title in ("Low", "Likely", "High")),
        *(Column(f"NPV at {end}, {money}", 10, "money") for end in ("low", "high")),
        Column(f"Swing, {money}", 10, "money"),
        Column("Share of variance, %", 9, "share"),
        Column(f"Worth of measuring, {money}", 10, "money"),
        Column(f"Its standard error, {money}", 9, "money"),
        Column("Items that would do, about", 10, "count"),
    ]


def _cause(reading: Reading, workflow: WorkflowResult, one: InputRange, row: int) -> list[Value | Amount | Live]:
    low, high = (xl_rowcol_to_cell(row, column) for column in (9, 10))
    items = {each.input: each.items for each in workflow.measure_next}
    return [
        *(workflow.rank or NOT_RANKED, name_of(workflow.name), capital(clean(one.title)), _unit(reading, one.unit)),
        *(cells_of(one.evidence) or "no such cell", _assumed(one)),
        *(Amount(value, one.unit, "right") for value in (one.low, one.likely, one.high)),
        *(one.npv_low, one.npv_high, Live(f"=ABS({high}-{low})", one.swing), one.own_share),
        *(one.worth, one.worth_error),
        "no need" if one.input not in items else items[one.input] or "not by item",
    ]


def _unit(reading: Reading, unit: str) -> str:
    if unit == "share":
        return "%"
    # A column of money says only per what.
    return f"{reading.terms.currency} {unit}" if unit.startswith("per ") else reading.terms.unit(unit)


def _assumed(one: InputRange) -> str:
    """Return which of low, likely and high the policy stands in for."""
    ends = [end for end, each in zip(_ENDS, one.evidence, strict=False) if each.grade is Grade.ASSUMED]
    return _ALL if len(ends) == len(_ENDS) else listed(ends) or "none"


def _cause_span(one: InputRange, likely: float) -> Span:
    name = f"{capital(clean(one.title))}, {input_text(one, one.low)} to {input_text(one, one.high)}"
    return Span(name, one.npv_low, likely, one.npv_high)
