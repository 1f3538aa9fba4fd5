"""*Programme*: all candidates that earn, together; and the cash of the first three over time, with its band."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_rowcol_to_cell

from toolkit.render.excel_charts import HIGH, described, money_axis, month_axis, round_ends, titled
from toolkit.render.excel_looks import BAND, INK, QUIET, SERIES, Style, label
from toolkit.render.excel_page import Column, Live, Page
from toolkit.render.view_cash import cash, spread
from toolkit.render.view_words import capital, listed, name_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.model import Value
    from toolkit.render.excel_looks import Formats
    from toolkit.render.view_reading import Reading
    from toolkit.results import CashBand, WorkflowResult

SHOWN = 3
NAMED = 10
CHART_ROWS = 14
_WIDTHS = (34, *(12,) * 9)
_SHARE, _NPV = 0, 1
_CHART = 3
_RULE: Style = {"bottom": 1, "bottom_color": BAND}
_LINES = (("P90", "dash"), ("P50", "solid"), ("P10", "dash"))

Fact = tuple[str, "Value | Live", str]


def write_programme(book: Any, formats: Formats, reading: Reading) -> None:
    """Write the sheet *Programme*."""
    page = Page(book, formats, "Programme", reading.assessment, _WIDTHS)
    together = spread(reading)
    page.head(together.says, *together.notes)
    page.sheet.repeat_rows(0)
    if together.pictures:
        _together(book, page, reading, together.pictures[0].chart.title)
        page.sheet.set_h_pagebreaks([page.row])
    _cash(book, page, reading)
    page.sheet.freeze_panes(2, 1)
    page.sheet.print_area(0, 0, max(page.row - 1, 1), page.last)


def _together(book: Any, page: Page, reading: Reading, title: str) -> None:
    found = reading.assessment.portfolio.together
    names = [reading.name("Workflows", one) for one in found.workflows[:NAMED]]
    left = len(found.workflows) - len(names)
    page.line(
        f"Together: {', '.join(names)} and {left:,} more." if left else f"Together: {listed(names)}.", font_color=QUIET
    )
    page.row += 1
    top = page.row
    page.heads([Column("All that earn, over all futures", 34), Column("Amount", 12, "money")])
    for fact, value, kind in _facts(reading, page.row):
        page.put(page.row, 0, fact, **_RULE)
        page.put(page.row, 1, value, kind, **_RULE)
        page.row += 1
    page.row += 1
    page.heads(
        [
            Column("Share of futures that lie below, %", 34, "share"),
            Column(f"NPV, {reading.terms.currency}", 12, "money"),
        ]
    )
    first = page.row
    for share, npv in found.quantiles:
        page.put(page.row, _SHARE, share, "share", **_RULE)
        page.put(page.row, _NPV, npv, "money", **_RULE)
        page.row += 1
    page.colour_losses((top + 1, page.row - 1), _NPV)
    _distribution(book, page, reading, title, rows=(first, page.row - 1), top=top)
    page.row += 1


def _facts(reading: Reading, row: int) -> list[Fact]:
    """Return the facts in their order; ``row`` is that of the first, for the formulas that read the others."""
    whole, money = reading.assessment.portfolio, reading.terms.currency
    found = whole.together
    apart, together = (xl_rowcol_to_cell(row + offset, 1) for offset in (8, 9))
    facts: list[Fact] = [
        (f"NPV P10, {money}", whole.npv.p10, "money"),
        (f"NPV P50, {money}", whole.npv.p50, "money"),
        (f"NPV P90, {money}", whole.npv.p90, "money"),
        (f"NPV, mean of the futures, {money}", found.mean_npv, "money"),
        (f"NPV at likely values, {money}", whole.likely_npv, "money"),
        ("Chance of loss, % of futures", found.chance_of_loss, "share"),
        ("Candidates in it", len(found.workflows), "count"),
        (f"Platform, paid once, {money}", 0.0 - whole.platform_cost, "money"),
        (f"P10 to P90, each by itself, added up, {money}", found.spread_apart, "money"),
        (f"P10 to P90, together, {money}", found.spread_together, "money"),
        (
            f"Diversification, {money}",
            Live(f"={apart}-{together}", found.spread_apart - found.spread_together),
            "money",
        ),
    ]
    return facts


def _distribution(book: Any, page: Page, reading: Reading, title: str, *, rows: tuple[int, int], top: int) -> None:
    first, last = rows
    chart = book.add_chart({"type": "scatter", "subtype": "straight"})
    chart.add_series(
        {
            "categories": [page.name, first, _NPV, last, _NPV],
            "values": [page.name, first, _SHARE, last, _SHARE],
            **{"line": {"color": SERIES[0], "width": 2.25}, "marker": {"type": "none"}},
        }
    )
    titled(chart, title)
    chart.set_legend({"none": True})
    axis = f"NPV of all that earn, {reading.terms.currency}, the platform paid once"
    quiet = {"bold": False, "size": 9, "color": INK}
    lowest = min(npv for _, npv in reading.assessment.portfolio.together.quantiles)
    from_zero = {"min": 0} if lowest >= 0 else {}
    chart.set_x_axis({**money_axis(name=label(axis), name_font=quiet), **from_zero, "line": {"color": INK}})
    chart.set_y_axis(
        money_axis(
            **{"num_format": "0%", "min": 0, "max": 1, "major_unit": 0.25, "label_position": "low"},
            **{"name": "Share of futures that lie below", "name_font": quiet},
        )
    )
    chart.set_size({"width": 620, "height": (last - top) * HIGH})
    ends = reading.assessment.portfolio.npv
    said = (
        f"Line of the share of futures whose net present value lies below: a tenth below {ends.p10 or 0:,.0f}, "
        f"half below {ends.p50 or 0:,.0f}, nine tenths below {ends.p90 or 0:,.0f}."
    )
    page.sheet.insert_chart(top, _CHART, chart, {"description": described(said), "object_position": 2})


def _cash(book: Any, page: Page, reading: Reading) -> None:
    """Write cumulative cash by month of the first candidates, a chart for each, all on one scale."""
    shown = [(one, band) for one in reading.ranked if (band := _band(one)) is not None][:SHOWN]
    if not shown:
        return
    said = cash(reading)
    page.band("Cash over time: costs and returns of the first candidates added up month by month, not discounted")
    page.line(said.says, bold=True)
    page.row += 1
    charts = page.row
    page.row += CHART_ROWS + 1
    rows = _months(page, reading, shown)
    values = [value for _, band in shown for line in (band.p10, band.p90) for value in line]
    ends = round_ends(values)
    for position, picture in enumerate(said.pictures[: len(shown)]):
        about = picture.chart
        chart = _band_chart(book, page, reading, about.title, rows=rows, column=1 + 3 * position, ends=ends)
        place = {"description": described(about.alternative), "object_position": 2, "x_offset": position * 330 + 2}
        page.sheet.insert_chart(charts, 0, chart, place)


def _months(page: Page, reading: Reading, shown: Sequence[tuple[WorkflowResult, CashBand]]) -> tuple[int, int]:
    """Write the three lines of each candidate; return the first and the last row."""
    columns = [
        Column(f"{name_of(one.name)}: cumulative cash {end}, {reading.terms.currency}", 12, "money")
        for one, _ in shown
        for end in ("P10", "P50", "P90")
    ]
    page.heads([Column("Month", 34, "rank"), *columns])
    first = page.row
    for month in range(len(shown[0][1].p50)):
        values = [line[month] for _, band in shown for line in (band.p10, band.p50, band.p90)]
        page.put(page.row, 0, month, "rank", **_RULE)
        for column, value in enumerate(values, start=1):
            page.put(page.row, column, value, "whole", **_RULE)
        page.row += 1
    rows = (first, page.row - 1)
    for column in range(1, len(columns) + 1):
        page.colour_losses(rows, column)
    return rows


def _band(one: WorkflowResult) -> CashBand | None:
    found = one.outlook.cash if one.outlook else None
    return found if found and len(found.p50) > 1 else None


def _band_chart(
    book: Any, page: Page, reading: Reading, title: str, *, rows: tuple[int, int], column: int, ends: dict[str, float]
) -> Any:
    chart = book.add_chart({"type": "scatter", "subtype": "straight"})
    for name, dash in _LINES:
        at = column + ("P10", "P50", "P90").index(name)
        chart.add_series(
            {
                "name": name,
                "categories": [page.name, rows[0], 0, rows[1], 0],
                "values": [page.name, rows[0], at, rows[1], at],
                "line": {"color": SERIES[0], "width": 2.25 if name == "P50" else 1, "dash_type": dash},
                "marker": {"type": "none"},
            }
        )
    titled(chart, title, 9)
    chart.set_legend({"position": "bottom", "font": {"size": 8, "color": INK}})
    chart.set_x_axis(month_axis(rows[1] - rows[0]))
    money = capital(f"{reading.terms.currency}, cumulative")
    chart.set_y_axis(money_axis(**ends, name=label(money), name_font={"bold": False, "size": 8, "color": INK}))
    chart.set_size({"width": 326, "height": CHART_ROWS * HIGH})
    return chart
