"""The geometry of value against cost: a point per agent, the line where both are equal, every agent by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.render.charts import Label, per_cent
from toolkit.render.charts_ranges import LETTER, NARROWEST
from toolkit.render.view_words import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

LABEL_ROW = 17
LEAST_PLOT = 190
TOP = 22
FOOT = 40
PLOT_WIDTH = 42.0
"""Per cent of the width; the rest is for the names."""

NAMES_X = 48.0
LETTERS = int((100 - NAMES_X) / 100 * NARROWEST / LETTER)
"""As many fit beside the plot on a phone."""


@dataclass(frozen=True)
class Point:
    """What is drawn: across the cost, up the value, the name beside and what is written after it."""

    cost: float
    value: float
    name: str
    figure: str


@dataclass(frozen=True)
class Spot:
    """A point, per cent across, pixels down, and the height of its name; ``is_loss``: costs more than it returns."""

    x: str
    y: int
    text: str
    text_y: int
    is_loss: bool


@dataclass(frozen=True)
class ScatterChart:
    """Points left, names right, each joined to its point; ``even`` is the line where value equals cost."""

    title: str
    caption: str
    alternative: str
    height: int
    left: str
    right: str
    names_x: str
    top: int
    foot: int
    zero_y: int
    even: tuple[str, int, str, int]
    spots: tuple[Spot, ...]
    labels: tuple[Label, ...]
    kind: str = "scatter"


def scatter_chart(
    points: Sequence[Point], *, ends: tuple[str, str], even: str, title: str, caption: str, alternative: str
) -> ScatterChart:
    """Return the points with zero on both axes, names from the highest value down, none covering the next.

    ``ends`` write the largest value and the largest cost, ``even`` the line of break-even.
    """
    plot = max(LEAST_PLOT, len(points) * LABEL_ROW)
    right = max((one.cost for one in points), default=0.0) or 1.0
    high = max(0.0, *(one.value for one in points), 0.0)
    low = min(0.0, *(one.value for one in points), 0.0)
    size = (high - low) or 1.0

    def across(cost: float) -> float:
        return cost / right * PLOT_WIDTH

    def pixel(value: float) -> int:
        return round(TOP + (high - value) / size * plot)

    ordered = sorted(points, key=lambda one: (-one.value, one.cost))
    heights = _apart([pixel(one.value) + 4 for one in ordered], top=TOP + 4, bottom=TOP + plot + 4)
    spots = [
        Spot(per_cent(across(one.cost)), pixel(one.value), _fitting(one), y, is_loss=one.value < one.cost)
        for one, y in zip(ordered, heights, strict=True)
    ]
    meets = min(right, high) if high > 0 else 0.0
    foot = TOP + plot
    labels = (
        Label(ends[0], "0", TOP - 9, "start"),
        Label(ends[1], per_cent(PLOT_WIDTH), foot + 17, "end"),
        Label("0", "0", foot + 17, "start"),
        Label(even, "0", foot + 34, "start", "even"),
    )
    return ScatterChart(
        title=title,
        caption=caption,
        alternative=alternative,
        height=foot + FOOT,
        left="0",
        right=per_cent(PLOT_WIDTH),
        names_x=per_cent(NAMES_X),
        top=TOP,
        foot=foot,
        zero_y=pixel(0.0),
        even=("0", pixel(0.0), per_cent(across(meets)), pixel(meets)),
        spots=tuple(spots),
        labels=labels,
    )


def _fitting(one: Point) -> str:
    return f"{shorten(one.name, LETTERS - len(one.figure) - 2)} {one.figure}".rstrip()


def _apart(ys: Sequence[int], *, top: int, bottom: int) -> list[int]:
    """Return heights in their order, moved so that none covers the next and all stay inside, where there is room."""
    found: list[int] = []
    for place, y in enumerate(ys):
        below = (len(ys) - 1 - place) * LABEL_ROW
        least = found[-1] + LABEL_ROW if found else top
        found.append(max(least, min(y, bottom - below)))
    return found
