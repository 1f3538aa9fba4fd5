"""The geometry of cash over time with its band: the middle future as a line, eight futures of ten around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.render.charts import CASH_BOTTOM, CASH_PLOT, CASH_TOP, Label, month_ticks, per_cent, point_list

if TYPE_CHECKING:
    from collections.abc import Sequence

PLOT_WIDTH = 80
"""Per cent of the width for the months; the rest is for what stands at the end of each line."""

LEAST_APART = 15
"""Pixels between two labels at the right end."""


@dataclass(frozen=True)
class BandChart:
    """Cumulative cash: ``line`` and ``band`` are points in a box of ``months`` by 100, ``width`` per cent wide.

    ``payback`` is where the middle future has paid back, per cent across; empty where it never does.
    """

    title: str
    caption: str
    alternative: str
    height: int
    top: int
    plot: int
    width: int
    months: int
    zero_y: int
    line: str
    band: str
    payback: str
    ticks: tuple[Label, ...]
    labels: tuple[Label, ...]
    kind: str = "cash_band"


def band_chart(
    low: Sequence[float],
    middle: Sequence[float],
    high: Sequence[float],
    payback: float | None,
    *,
    texts: tuple[str, str, str],
    title: str,
    caption: str,
    alternative: str,
) -> BandChart:
    """Return the band between ``low`` and ``high`` and the line of ``middle`` for months 0 … H (H at least 1).

    ``texts`` name the ends of the three at month H, in that order; ``payback`` is a month.
    """
    last = len(middle) - 1
    least, most = min(0.0, *low, *middle), max(0.0, *high, *middle)
    size = (most - least) or 1.0

    def down(value: float) -> float:
        return (most - value) / size * 100

    def pixel(value: float) -> int:
        return round(CASH_TOP + down(value) * CASH_PLOT / 100)

    upper = [(float(month), down(value)) for month, value in enumerate(high)]
    lower = [(float(month), down(value)) for month, value in enumerate(low)]
    height = CASH_TOP + CASH_PLOT + CASH_BOTTOM
    ends = _apart([pixel(values[-1]) + 4 for values in (high, middle, low)], top=12, bottom=height - 24)
    labels = [
        Label(text, per_cent(PLOT_WIDTH), y, "start", kind)
        for text, y, kind in zip(reversed(texts), ends, ("", "middle", ""), strict=True)
        if text
    ]
    return BandChart(
        title=title,
        caption=caption,
        alternative=alternative,
        height=height,
        top=CASH_TOP,
        plot=CASH_PLOT,
        width=PLOT_WIDTH,
        months=last,
        zero_y=pixel(0.0),
        line=point_list([(float(month), down(value)) for month, value in enumerate(middle)]),
        band=point_list([*upper, *reversed(lower)]),
        payback="" if payback is None or payback > last else per_cent(payback / last * PLOT_WIDTH),
        ticks=tuple(month_ticks(last, height, PLOT_WIDTH)),
        labels=tuple(labels),
    )


def _apart(ys: Sequence[int], *, top: int, bottom: int) -> list[int]:
    """Return the heights of labels from top to bottom, moved so that none covers the next and all stay inside."""
    found: list[int] = []
    for i, y in enumerate(ys):
        room_below = (len(ys) - 1 - i) * LEAST_APART
        least = found[-1] + LEAST_APART if found else top
        found.append(max(least, min(y, bottom - room_below)))
    return found
