"""*Certainty*: how often each candidate comes first, what would turn the order, what knowing more is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_rowcol_to_cell

from toolkit.render.excel_charts import HIGH, described, titled
from toolkit.render.excel_looks import BAND, INK, PAPER, QUIET
from toolkit.render.excel_page import Column, Live, Page, widths
from toolkit.render.excel_ranges import BARS, LONG
from toolkit.render.view_alternatives import second_project
from toolkit.render.view_certainty import certainty
from toolkit.render.view_measure import choice_says
from toolkit.render.view_words import capital, clean, name_of

if TYPE_CHECKING:
    from toolkit.model import Value
    from toolkit.render.excel_looks import Formats
    from toolkit.render.view_reading import Reading
    from toolkit.render.view_records import Chart
    from toolkit.results import WorkflowResult

CHOICES = 20
NAME, FIRST, PLACED, LOWER, TOP_THREE = 1, 3, 4, 5, 6
_SHADES = ("#0B5C94", "#7FB2D6", "#D5DDE4")


def write_certainty(book: Any, formats: Formats, reading: Reading) -> None:
    """Write the sheet *Certainty*: one row per candidate, by rank."""
    columns = (
        *(Column("Rank", 6, "rank"), Column("Candidate", 30, "wrapped"), Column("Score of 100", 10, "decimal")),
        *(Column("First, % of futures", 12, "share"), Column("Second or third, % of futures", 14, "share")),
        *(Column("Lower, % of futures", 12, "share"), Column("Among the first three, % of futures", 14, "share")),
        Column(f"NPV P50, {reading.terms.currency}", 12, "money"),
        Column(f"Knowing everything of it alone is worth (EVPI), {reading.terms.currency}", 18, "money"),
    )
    page = Page(book, formats, "Certainty", reading.assessment, widths(columns))
    said, second = certainty(reading), second_project(reading)
    notes = (*said.notes, choice_says(reading), " ".join((second.says, *second.notes))) if reading.ranked else ()
    page.head(said.says, *notes)
    head = page.row
    page.heads(columns)
    first = page.row
    for one in reading.ranked:
        page.cells(columns, _row(one, page.row))
    rows = (first, max(page.row - 1, first))
    beside = len(reading.ranked) > LONG
    if said.pictures:
        _shares(book, page, reading, said.pictures[0].chart, first=first, beside=beside)
    _choices(page, reading)
    page.finish(head, 2, rows)


def _row(one: WorkflowResult, row: int) -> list[Value | Live]:
    first, placed, top = (xl_rowcol_to_cell(row, column) for column in (FIRST, PLACED, TOP_THREE))
    second = lower = None
    if one.first_share is not None and one.top_three_share is not None:
        second = one.top_three_share - one.first_share
        lower = 1 - one.first_share - second
    return [
        *(one.rank, name_of(one.name), None if one.score is None else one.score * 100, one.first_share),
        *(Live(f"={top}-{first}", second), Live(f"=1-{first}-{placed}", lower), one.top_three_share),
        *(None if one.npv is None else one.npv.p50, one.evpi),
    ]


def _shares(book: Any, page: Page, reading: Reading, about: Chart, *, first: int, beside: bool) -> None:
    shown = reading.ranked[:BARS]
    last = first + len(shown) - 1
    chart = book.add_chart({"type": "bar", "subtype": "percent_stacked"})
    for column, name, colour in zip(
        (FIRST, PLACED, LOWER), ("first", "second or third", "lower"), _SHADES, strict=True
    ):
        chart.add_series(
            {
                "name": capital(name),
                "categories": [page.name, first, NAME, last, NAME],
                "values": [page.name, first, column, last, column],
                **{"fill": {"color": colour}, "border": {"color": PAPER}, "gap": 50},
            }
        )
    titled(chart, about.title)
    chart.set_legend({"position": "bottom", "font": {"size": 9, "color": INK}})
    chart.set_x_axis(
        {
            **{"num_format": "0%", "label_position": "high", "num_font": {"color": QUIET, "size": 8}},
            "major_gridlines": {"visible": True, "line": {"color": BAND}},
        }
    )
    chart.set_y_axis({"reverse": True, "label_position": "low", "line": {"color": INK}, "num_font": {"color": INK}})
    high = 110 + 26 * len(shown)
    chart.set_size({"width": 860, "height": high})
    row, column = (first, page.last + 2) if beside else (page.row + 1, NAME)
    page.sheet.insert_chart(row, column, chart, {"description": described(about.alternative), "object_position": 2})
    page.row += 0 if beside else high // HIGH + 3


def _choices(page: Page, reading: Reading) -> None:
    """Write what is worth measuring before choosing one candidate or none, best first."""
    found, money = reading.assessment.certainty.measure_next, reading.terms.currency
    if not reading.ranked:
        return
    page.band("Worth measuring before choosing one candidate or none" if found else
              "No single measurement would change which candidate is chosen")  # fmt: skip
    if not found:
        return
    # The columns stand below those of the candidates and bear their widths.
    columns = (
        *(Column("", 6, "rank"), Column("Measure, of", 30, "wrapped"), Column("Cell", 10)),
        *(Column(f"Worth up to, {money}", 12, "money"), Column(f"Standard error, {money}", 14, "money")),
        *(Column("Items, about", 12, "count"), Column("It may turn the choice to", 14, "aside")),
        Column(f"Items cost, {money}", 12, "money"),
    )
    page.heads(columns)
    for place, one in enumerate(found[:CHOICES], start=1):
        name = reading.name("Workflows", one.workflow_id)
        against = reading.name("Workflows", one.against) if one.against else "leaving all"
        what, cell = f"{capital(clean(one.measure.title))}, {name}", f"Workflows!{one.measure.cell}"
        items: Value = one.measure.items if one.measure.items is not None else "not by item"
        worth = (one.measure.worth, one.measure.standard_error)
        page.cells(columns, (place, what, cell, *worth, items, against, one.measure.cost))
    if len(found) > CHOICES:
        page.line(f"and {len(found) - CHOICES:,} more in assessment.json", italic=True)
