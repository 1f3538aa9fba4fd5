"""The geometry of a learning curve: what each deployment took, the fitted curve with its band, every agent by name."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.render.charts import Label, per_cent, point_list
from toolkit.render.charts_ranges import LETTER, NARROWEST
from toolkit.render.view_words import shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LABEL_ROW = 16
LABELS_TOP = 12
PLOT = 150
FOOT = 38
PLOT_LEFT, PLOT_RIGHT = 2.0, 58.0
"""Per cent of the width: names stand to the right of their point's line, so the last one needs room."""

MOST_LABELLED = 15
STEPS = 40
"""Points of the curve."""


@dataclass(frozen=True)
class Deployment:
    """One point: the place in the order, what it took, the agent's name, and the amount as text."""

    order: float
    amount: float
    name: str
    figure: str


@dataclass(frozen=True)
class Fit:
    """Amount = ``first`` × order^``exponent``; ``half`` is half the width of the exponent's interval."""

    first: float
    exponent: float
    half: float
    spread: float
    middle: float
    points: int

    def at(self, order: float) -> tuple[float, float, float]:
        """Return the low end of the band, the curve, its high end at a place in the order.

        The band is that of the fitted mean: the interval of the exponent rests on the same residuals, so that its
        half-width × √(spread / n + (ln order − middle)²) is that of the logarithm.
        """
        x = math.log(order)
        half = self.half * math.sqrt(self.spread / self.points + (x - self.middle) ** 2)
        value = math.log(self.first) + self.exponent * x
        return (_exp(value - half), _exp(value), _exp(value + half))


@dataclass(frozen=True)
class Name:
    """A name above the plot and the thin line down to its point."""

    text: str
    x: str
    text_y: int
    line_top: int
    point_y: int


@dataclass(frozen=True)
class LearningChart:
    """``line`` and ``band`` are points in a box of 100 by 100, ``width`` per cent wide and ``plot`` pixels high."""

    title: str
    caption: str
    alternative: str
    height: int
    x: str
    width: str
    top: int
    plot: int
    line: str
    band: str
    dots: tuple[tuple[str, int], ...]
    names: tuple[Name, ...]
    ticks: tuple[Label, ...]
    kind: str = "learning"


def fit_of(points: Sequence[Deployment], rate: float, low: float, high: float) -> Fit | None:
    """Return the curve through the middle of the points with that learning rate; none below two places in the order.

    ``low`` and ``high`` are the interval of the rate, 1 − 2^exponent.
    """
    kept = [one for one in points if one.order > 0 and one.amount > 0]
    if len({one.order for one in kept}) <= 1 or max(rate, low, high) >= 1:
        return None
    xs, ys = [math.log(one.order) for one in kept], [math.log(one.amount) for one in kept]
    middle, level = sum(xs) / len(xs), sum(ys) / len(ys)
    exponent = math.log2(1 - rate)
    half = (math.log2(1 - low) - math.log2(1 - high)) / 2
    spread = sum((x - middle) ** 2 for x in xs)
    return Fit(_exp(level - exponent * middle), exponent, half, spread, middle, len(kept))


def learning_chart(
    points: Sequence[Deployment], fit: Fit | None, *, axis: str, title: str, caption: str, alternative: str
) -> LearningChart:
    """Return the points in the order given (of deployment), zero always on the axis; without a fit no curve.

    The newest fifteen are named. ``axis`` names the order below.
    """
    last = max((one.order for one in points), default=1.0)
    first = min((one.order for one in points), default=1.0)
    orders = [first + (last - first) * step / STEPS for step in range(STEPS + 1)]
    ends = [fit.at(order) for order in orders] if fit and last > first else []
    most = max([*(one.amount for one in points), *(curve for _, curve, _ in ends)], default=0.0) or 1.0
    # Where the band is very wide, the points still fill the plot.
    top_value = min(max([most, *(high for _, _, high in ends)]), most * 1.5)
    named = list(points)[-MOST_LABELLED:]
    plot_top = LABELS_TOP + len(named) * LABEL_ROW

    def across(order: float) -> float:
        return (order - first) / ((last - first) or 1.0)

    def down(amount: float) -> float:
        return (1 - min(amount, top_value) / top_value) * 100

    def pixel(amount: float) -> int:
        return round(plot_top + down(amount) / 100 * PLOT)

    def place(order: float) -> str:
        return per_cent(PLOT_LEFT + across(order) * (PLOT_RIGHT - PLOT_LEFT))

    xs = [across(order) * 100 for order in orders]
    band = [
        *((x, down(high)) for x, (_, _, high) in zip(xs, ends, strict=False)),
        *((x, down(low)) for x, (low, _, _) in reversed(list(zip(xs, ends, strict=False)))),
    ]
    names = [
        Name(
            text=_fitting(one, float(place(one.order))),
            x=place(one.order),
            text_y=LABELS_TOP + row * LABEL_ROW,
            line_top=LABELS_TOP + row * LABEL_ROW - 10,
            point_y=pixel(one.amount),
        )
        for row, one in enumerate(named)
    ]
    foot = plot_top + PLOT
    return LearningChart(
        title=title,
        caption=caption,
        alternative=alternative,
        height=foot + FOOT,
        x=per_cent(PLOT_LEFT),
        width=per_cent(PLOT_RIGHT - PLOT_LEFT),
        top=plot_top,
        plot=PLOT,
        line=point_list([(x, down(curve)) for x, (_, curve, _) in zip(xs, ends, strict=False)]) if ends else "",
        band=point_list(band),
        dots=tuple((place(one.order), pixel(one.amount)) for one in points),
        names=tuple(names),
        ticks=(*_ticks(points, place, foot + 16), Label(axis, per_cent(PLOT_LEFT), foot + 33, "start")),
    )


def _fitting(one: Deployment, x: float) -> str:
    """Return name and amount, the name cut to what fits between its point and the right end on a phone."""
    letters = int((100 - x) / 100 * NARROWEST / LETTER) - len(one.figure) - 2
    return f"{shorten(one.name, max(letters, 4))} {one.figure}"


def _ticks(points: Sequence[Deployment], place: Callable[[float], str], y: int) -> list[Label]:
    ends = dict.fromkeys(one.order for one in (*points[:1], *points[-1:]))
    return [Label(f"{order:g}", place(order), y, "middle") for order in ends]


def _exp(value: float) -> float:
    return math.exp(min(max(value, -700.0), 700.0))
