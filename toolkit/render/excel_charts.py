"""Charts of the workbook: ranges as bars on one axis, stacked shares, lines; their figures are cells of a sheet."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.render.excel_looks import BAND, INK, PAPER, QUIET, Style, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.render.excel_page import Page
    from toolkit.render.view_records import Chart

LOWER, UPPER = "#7FB2D6", "#0B5C94"
"""The half of a range below its middle, and the one above; they differ in lightness."""

HIGH = 20
"""Pixels of a row that nobody has set."""

DESCRIPTION = 2_000
STEPS = 5
"""Steps of an axis, or fewer."""

YEAR = 12
_QUIET = {"color": QUIET, "size": 8}


@dataclass(frozen=True)
class Span:
    """A bar between two values, its halves meeting at ``middle``; the name says what they are."""

    name: str
    low: float
    middle: float
    high: float

    def pieces(self) -> tuple[float, ...]:
        """Return what is stacked from zero outwards, below zero and above: a gap, then the two halves.

        Excel stacks values below zero and above it apart from each other.
        """
        low, high = sorted((self.low, self.high))
        middle = sorted((low, self.middle, high))[1]
        below = [min(0.0, value) for value in (low, middle, high)]
        above = [max(0.0, value) for value in (low, middle, high)]
        return (
            *(below[2], below[1] - below[2], below[0] - below[1]),
            *(above[0], above[1] - above[0], above[2] - above[1]),
        )


_LOOKS = (None, UPPER, LOWER, None, LOWER, UPPER)
"""Colours of the pieces; the gaps are not drawn."""


def span_chart(book: Any, page: Page, spans: Sequence[Span], about: Chart, *, axis: str, row: int, column: int) -> int:
    """Draw ranges as bars, in the order given, with the words of ``about``; return the rows that the chart takes.

    What is drawn stands in cells that the chart covers: neither sorting nor filtering the table parts names from bars.
    """
    first, last = row + 1, row + len(spans)
    quiet: Style = {"font_color": QUIET, "font_size": 8}
    for position, one in enumerate(spans):
        page.put(first + position, column, label(one.name), **quiet)
        for offset, piece in enumerate(one.pieces(), start=column + 1):
            page.put(first + position, offset, piece, "money", **quiet)
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    for offset, colour in enumerate(_LOOKS, start=column + 1):
        look: dict[str, Any] = {"fill": {"none": True}, "border": {"none": True}}
        if colour:
            look = {"fill": {"color": colour}, "border": {"none": True}}
        chart.add_series(
            {
                "categories": [page.name, first, column, last, column],
                "values": [page.name, first, offset, last, offset],
                "gap": 60,
                **look,
            }
        )
    titled(chart, about.title)
    chart.set_legend({"none": True})
    values = [value for one in spans for value in (one.low, one.high)]
    bounds = {**({"min": 0} if min(values) >= 0 else {}), **({"max": 0} if max(values) <= 0 else {})}
    chart.set_x_axis(
        {
            **(bounds if any(values) else {}),
            **{"num_format": "#,##0", "crossing": 0, "label_position": "high", "num_font": _QUIET},
            **{"name": label(axis), "name_font": {"bold": False, "size": 9, "color": INK}},
            "major_gridlines": {"visible": True, "line": {"color": BAND}},
        }
    )
    chart.set_y_axis({"reverse": True, "label_position": "low", "line": {"color": INK}, "num_font": {"color": INK}})
    chart.set_chartarea({"fill": {"color": PAPER}, "border": {"color": BAND}})
    high = 130 + 34 * len(spans)
    chart.set_size({"width": 900, "height": high})
    page.sheet.insert_chart(row, column, chart, {"description": described(about.alternative), "object_position": 2})
    return high // HIGH + 2


def titled(chart: Any, title: str, size: int = 12) -> None:
    """Give a chart the title that states what it shows."""
    chart.set_title({"name": label(title), "overlay": False, "name_font": {"size": size, "color": INK}})


def described(said: str) -> str:
    """Return the alternative text of a chart."""
    return label(said)[:DESCRIPTION]


def money_axis(**more: Any) -> dict[str, Any]:
    """Return an axis of money, with quiet lines."""
    return {
        **{"num_format": "#,##0", "num_font": _QUIET, "line": {"none": True}},
        **{"major_gridlines": {"visible": True, "line": {"color": BAND}}},
        **more,
    }


def month_axis(months: int) -> dict[str, Any]:
    """Return an axis of months from 0; it lies at zero, its labels below the lowest point."""
    every = 12 if months > YEAR else 3
    return {
        **{"label_position": "low", "num_font": _QUIET, "line": {"color": INK}, "min": 0, "max": months},
        **{"major_unit": every, "major_gridlines": {"visible": False}},
        **{"name": "Month", "name_font": {"bold": False, "size": 8, "color": INK}},
    }


def round_ends(values: Sequence[float]) -> dict[str, float]:
    """Return the ends and the steps of an axis that holds zero and all values, round numbers all of them."""
    low, high = min(0.0, *values), max(0.0, *values)
    rough = (high - low) / STEPS
    if rough <= 0:
        return {}
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * times for times in (1, 2, 5, 10) if size * times >= rough)
    return {"min": math.floor(low / step) * step, "max": math.ceil(high / step) * step, "major_unit": step}
