"""Lays a chart out as a slide: sixteen to nine, the finding on top, below the chart its caption and whose it is."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit.render.charts import BarChart, CashChart, Label, per_cent
from toolkit.render.charts_certainty import ShareChart
from toolkit.render.charts_matrix import MatrixChart
from toolkit.render.charts_ranges import RangeChart
from toolkit.render.charts_strips import StripChart
from toolkit.render.charts_tornado import TornadoChart
from toolkit.render.view_figures import left_out_says

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.render.view_figures import Figure
    from toolkit.render.view_records import Chart

WIDTH, HEIGHT = 1280, 720
MARGIN = 56
ROOM = WIDTH - 2 * MARGIN
TITLE, TITLE_LINE, TITLE_LINES = 32, 40, 3
CAPTION, CAPTION_LINE, CAPTION_LINES = 16, 22, 5
SOURCE = 14
GAP = 24
LARGEST = 2.2
SMALLEST = 0.9
"""A pixel of a chart in units of the slide: text of 12 pixels has 7 points on a slide of 960 at least."""

_WIDTHS = (("ijl.,:;'|! I", 0.28), ("ftr()-", 0.39), ("0123456789aceksvxyz", 0.56), ("mwMWGOQ@%", 0.95))
WIDTHS = {letter: width for letters, width in _WIDTHS for letter in letters}
LOWER, CAPITAL, WIDE = 0.62, 0.73, 1.05
"""Widths of the letters of Arial, bold, in sizes of the type, rounded up; the last of those as wide as two."""

REGULAR = 0.94
"""How wide a text is that is not bold."""

SPARE = 1.15
"""Other fonts are wider."""


@dataclass(frozen=True)
class Slide:
    """A chart, as many of its rows as fit, and where all stands in units of the slide.

    The chart is drawn ``across`` pixels wide and as high as it is, then enlarged into its room.
    """

    chart: Chart | CashChart
    title: tuple[Label, ...]
    caption: tuple[Label, ...]
    source: tuple[Label, ...]
    chart_y: str
    chart_height: str
    across: str
    chart_width: int = ROOM
    left: int = MARGIN
    width: int = WIDTH
    height: int = HEIGHT
    title_size: int = TITLE
    caption_size: int = CAPTION
    source_size: int = SOURCE


def slide(figure: Figure) -> Slide:
    """Return the slide of a figure; what has no room is left out, and the caption says so."""
    title = wrapped(figure.chart.title, ROOM / TITLE, TITLE_LINES)
    top = MARGIN + len(title) * TITLE_LINE + GAP // 2
    for_caption = wrapped(figure.chart.caption + left_out_says(2), ROOM / CAPTION / REGULAR, CAPTION_LINES)
    bottom = HEIGHT - MARGIN - len(for_caption) * CAPTION_LINE - GAP
    chart, left_out = fitting(figure.chart, int((bottom - top) / SMALLEST))
    caption = wrapped(chart.caption + left_out_says(left_out), ROOM / CAPTION / REGULAR, CAPTION_LINES)
    scale = min((bottom - top) / chart.height, LARGEST)
    return Slide(
        chart=chart,
        title=_lines(title, MARGIN + TITLE // 2, TITLE_LINE),
        caption=_lines(caption, HEIGHT - MARGIN - (len(caption) - 1) * CAPTION_LINE - GAP // 2, CAPTION_LINE),
        source=_lines(wrapped(figure.source, ROOM / SOURCE / REGULAR, 1), HEIGHT - MARGIN // 2, 0),
        chart_y=per_cent(top + (bottom - top - chart.height * scale) / 2),
        chart_height=per_cent(chart.height * scale),
        across=per_cent(ROOM / scale),
    )


def _lines(texts: Sequence[str], y: int, apart: int) -> tuple[Label, ...]:
    return tuple(Label(text, str(MARGIN), y + place * apart, "start") for place, text in enumerate(texts))


def fitting(chart: Chart | CashChart, height: int) -> tuple[Chart | CashChart, int]:
    """Return the chart with as many of its first rows as ``height`` pixels hold, one at least, and how many are out."""
    rows = chart.bars if isinstance(chart, BarChart) else getattr(chart, "rows", ())
    for number in range(len(rows), 1, -1):
        shorter = first_rows(chart, number)
        if shorter.height <= height:
            return shorter, len(rows) - number
    return (first_rows(chart, 1), len(rows) - 1) if rows else (chart, 0)


def first_rows(chart: Chart | CashChart, number: int) -> Chart | CashChart:
    """Return the chart with its first rows only, what stood below all rows moved up; others have no rows to leave."""
    match chart:
        case BarChart(bars=bars):
            return replace(chart, bars=bars[:number], height=chart.height - _moved([bar.bar_y for bar in bars], number))
        case RangeChart(rows=ranges):
            moved = _moved([row.bar_y for row in ranges], number)
            zero = replace(chart.zero_label, y=chart.zero_label.y - moved)
            return replace(chart, rows=ranges[:number], zero_label=zero, height=chart.height - moved)
        case TornadoChart(rows=inputs):
            moved = _moved([row.bar_y for row in inputs], number)
            zero = replace(chart.zero_label, y=chart.zero_label.y - moved)
            return replace(chart, rows=inputs[:number], zero_label=zero, height=chart.height - moved)
        case ShareChart(rows=shares):
            return replace(
                chart, rows=shares[:number], height=chart.height - _moved([row.bar_y for row in shares], number)
            )
        case StripChart(rows=agents):
            moved = _moved([row.plot_y for row in agents], number)
            dates = tuple(replace(one, y=one.y - moved) for one in chart.dates)
            return replace(chart, rows=agents[:number], dates=dates, height=chart.height - moved)
        case MatrixChart(rows=resources):
            groups = tuple(one for one in chart.groups if one.y < resources[number - 1].line_y)
            moved = _moved([row.line_y for row in resources], number)
            return replace(chart, rows=resources[:number], groups=groups, height=chart.height - moved)
    return chart


def _moved(ys: Sequence[int], number: int) -> int:
    """Return by how much a chart is shorter with its first rows only."""
    return ys[-1] - ys[number - 1]


def wrapped(text: str, width: float, most: int) -> list[str]:
    """Return at most ``most`` lines of a width in sizes of the type; the end is cut off with an ellipsis."""
    lines: list[str] = [""]
    for word in text.split(" "):
        for part in _parts(word, width):
            longer = f"{lines[-1]} {part}".strip()
            if _wide(longer) <= width:
                lines[-1] = longer
            else:
                lines.append(part)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while _wide(f"{last}…") > width:
        last = last[:-1]
    return [*lines[: most - 1], f"{last.rstrip()}…"]


def _parts(word: str, width: float) -> list[str]:
    """Return a word in parts that each fit a line."""
    parts = [""]
    for letter in word:
        if _wide(parts[-1] + letter) > width:
            parts.append("")
        parts[-1] += letter
    return parts


def _wide(text: str) -> float:
    """Return the width of a bold text, in sizes of the type."""
    return SPARE * sum(map(_letter, text))


def _letter(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF" or unicodedata.category(letter) == "So":
        return WIDE
    return WIDTHS.get(letter, CAPITAL if letter.isupper() else LOWER)
