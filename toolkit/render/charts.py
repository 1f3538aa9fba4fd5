"""The geometry of the charts: positions in per cent across and pixels down, so that text keeps its size at any width.

Templates draw what stands here; nothing is computed there. Numbers come finished as text.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROW = 42
BAR_TOP = 22
BAR_HEIGHT = 13
PLOT_SHARE = 74.0
"""Per cent of the width for bars; the rest is for the label of the longest."""

CASH_TOP = 26
CASH_PLOT = 130
CASH_BOTTOM = 46
LABEL_GAP = 18
LEFT_HALF = 48.0
"""Per cent of the width up to which the label of the payback fits to its right, on a phone too."""


@dataclass(frozen=True)
class Bar:
    """One bar: positions across in per cent, down in pixels."""

    name: str
    text: str
    x: str
    width: str
    label_x: str
    name_y: int
    bar_y: int
    label_y: int
    is_loss: bool


@dataclass(frozen=True)
class BarChart:
    """Bars on one axis with zero marked, in the order given."""

    title: str
    caption: str
    alternative: str
    height: int
    zero: str
    bars: tuple[Bar, ...]
    bar_height: int = BAR_HEIGHT
    kind: str = "bars"


@dataclass(frozen=True)
class Label:
    """A text at a point; ``anchor`` is start, middle or end."""

    text: str
    x: str
    y: int
    anchor: str
    kind: str = ""


@dataclass(frozen=True)
class Dot:
    """A marked point."""

    x: str
    y: int


@dataclass(frozen=True)
class CashChart:
    """Cumulative cash over time: a line, the areas below and above zero, marked points and their labels.

    ``line``, ``below`` and ``above`` are points in a box of ``months`` by 100.
    """

    title: str
    caption: str
    alternative: str
    height: int
    top: int
    plot: int
    months: int
    zero_y: int
    line: str
    below: str
    above: str
    ticks: tuple[Label, ...]
    labels: tuple[Label, ...]
    dots: tuple[Dot, ...]
    kind: str = "cash"


def per_cent(value: float) -> str:
    """Return a position as an attribute of SVG has it."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def bar_chart(
    names: Sequence[str], values: Sequence[float], texts: Sequence[str], *, title: str, caption: str, alternative: str
) -> BarChart:
    """Return bars in the order given, zero always on the axis; a bar of zero keeps a hair's width."""
    low, high = min(0.0, *values), max(0.0, *values)
    scale = PLOT_SHARE / ((high - low) or 1.0)
    zero = -low * scale
    bars = []
    for i, (name, value, text) in enumerate(zip(names, values, texts, strict=True)):
        start, end = sorted((zero, zero + value * scale))
        bars.append(
            Bar(
                name=name,
                text=text,
                x=per_cent(start),
                width=per_cent(max(end - start, 0.15)),
                label_x=per_cent(end),
                name_y=i * ROW + BAR_TOP - 7,
                bar_y=i * ROW + BAR_TOP,
                label_y=i * ROW + BAR_TOP + BAR_HEIGHT - 2,
                is_loss=value < 0,
            )
        )
    return BarChart(title, caption, alternative, len(bars) * ROW + 2, per_cent(zero), tuple(bars))


def cash_chart(
    cumulative: Sequence[float],
    payback: float | None,
    *,
    texts: tuple[str, str, str],
    title: str,
    caption: str,
    alternative: str,
) -> CashChart:
    """Return the line of cumulative cash for months 0 … H (H at least 1), payback marked where there is one.

    ``texts`` label the lowest point, the payback and the end; an empty one is not drawn.
    """
    last = len(cumulative) - 1
    low, high = min(0.0, *cumulative), max(0.0, *cumulative)
    size = (high - low) or 1.0

    def down(value: float) -> float:
        return (high - value) / size * 100

    def pixel(value: float) -> int:
        return round(CASH_TOP + down(value) * CASH_PLOT / 100)

    def across(month: float) -> float:
        return month / last * 100

    path = _with_crossings(cumulative)
    zero_y = pixel(0.0)
    lowest = min(range(last + 1), key=lambda month: cumulative[month])
    labels, dots = [], []
    if payback:
        x = across(payback)
        # The line rises through zero: free are the corners below right of the crossing and above left of it.
        fits_right = x <= LEFT_HALF
        y = zero_y + LABEL_GAP if fits_right else zero_y - LABEL_GAP // 2
        labels.append(Label(texts[1], per_cent(x), y, "start" if fits_right else "end", "payback"))
        dots.append(Dot(per_cent(x), zero_y))
    if lowest != last and pixel(cumulative[lowest]) - zero_y > LABEL_GAP:
        x = across(lowest)
        anchor = "start" if x < 25 else "end" if x > 75 else "middle"
        labels.append(Label(texts[0], per_cent(x), pixel(cumulative[lowest]) + LABEL_GAP, anchor))
        dots.append(Dot(per_cent(x), pixel(cumulative[lowest])))
    # The line ends falling or rising: above a gain and below a loss the corner is free.
    away = -LABEL_GAP // 2 if cumulative[last] >= 0 else LABEL_GAP
    labels.append(Label(texts[2], "100", pixel(cumulative[last]) + away, "end"))
    dots.append(Dot("100", pixel(cumulative[last])))
    height = CASH_TOP + CASH_PLOT + CASH_BOTTOM
    return CashChart(
        title=title,
        caption=caption,
        alternative=alternative,
        height=height,
        top=CASH_TOP,
        plot=CASH_PLOT,
        months=last,
        zero_y=zero_y,
        line=point_list([(month, down(value)) for month, value in path]),
        below=_area([(month, min(value, 0.0)) for month, value in path], down),
        above=_area([(month, max(value, 0.0)) for month, value in path], down),
        ticks=tuple(month_ticks(last, height)),
        labels=tuple(label for label in labels if label.text),
        dots=tuple(dots),
    )


def _with_crossings(cumulative: Sequence[float]) -> list[tuple[float, float]]:
    """Return the points of the line with every crossing of zero put in, so that the two areas meet there."""
    points = [(0.0, cumulative[0])]
    for month, (before, after) in enumerate(pairwise(cumulative)):
        if before * after < 0:
            points.append((month + before / (before - after), 0.0))
        points.append((month + 1.0, after))
    return points


def point_list(found: Sequence[tuple[float, float]]) -> str:
    """Return points as an attribute of SVG has them."""
    return " ".join(f"{x:.4g},{y:.4g}" for x, y in found)


def _area(points: Sequence[tuple[float, float]], down: Callable[[float], float]) -> str:
    """Return the area between points and zero, empty where there is none; points along a level stretch left out."""
    if all(value == 0 for _, value in points):
        return ""
    inner = zip(points, points[1:], points[2:], strict=False)
    kept = [here for before, here, after in inner if not before[1] == here[1] == after[1]]
    corners = [points[0], *kept, points[-1], (points[-1][0], 0.0), (points[0][0], 0.0)]
    return point_list([(month, down(value)) for month, value in corners])


def month_ticks(last: int, height: int, width: float = 100.0) -> list[Label]:
    """Return at most four months to name below: the start, the end, and what lies evenly between.

    ``width`` is where the last month stands, per cent across.
    """
    step = last // 3 if last >= 3 and last % 3 == 0 else last
    found = []
    for month in range(0, last + 1, step):
        anchor = "start" if month == 0 else "end" if month == last else "middle"
        found.append(Label("month 0" if month == 0 else str(month), per_cent(month / last * width), height - 6, anchor))
    return found
