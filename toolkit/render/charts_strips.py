"""The geometry of health strips: a row per agent, a panel per measure, all panels of a measure on one scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.render.charts import Label, per_cent, point_list

if TYPE_CHECKING:
    from collections.abc import Sequence

ROW = 62
HEAD = 40
NAME_Y = 14
PLOT_TOP = 20
PLOT = 32
FOOT = 20
"""Pixels below the rows for the dates."""

COLUMN_WIDTH = 100 / 3
PANEL_WIDTH = 19.5
TEXT_GAP = 1.0
"""Per cent of the width: a column, the panel at its left, and what parts it from the value at its right."""


@dataclass(frozen=True)
class Scale:
    """The values at the bottom and the top of every panel of a column; ``bar`` is a line across, where there is one."""

    title: str
    text: str
    low: float
    high: float
    bar: float | None = None


@dataclass(frozen=True)
class Strip:
    """What a row shows: values by week and column, oldest first, missing where a week says nothing."""

    name: str
    state: str
    kind: str
    weeks: Sequence[Sequence[float | None]]
    texts: Sequence[str]


@dataclass(frozen=True)
class Panel:
    """One panel: where it stands, lines and single weeks as points in a box of the weeks by 100, the value beside."""

    x: str
    lines: tuple[str, ...]
    bar: str
    text: str
    text_x: str


@dataclass(frozen=True)
class StripRow:
    """One agent: pixels down."""

    name: str
    state: str
    kind: str
    name_y: int
    plot_y: int
    text_y: int
    panels: tuple[Panel, ...]


@dataclass(frozen=True)
class StripChart:
    """Agents in the order given; ``since`` is where the weeks that decide begin, in weeks from the left."""

    title: str
    caption: str
    alternative: str
    height: int
    weeks: int
    since: int
    heads: tuple[Label, ...]
    dates: tuple[Label, ...]
    rows: tuple[StripRow, ...]
    width: str = per_cent(PANEL_WIDTH)
    plot: int = PLOT
    kind: str = "strips"


def strip_chart(
    scales: Sequence[Scale],
    strips: Sequence[Strip],
    *,
    weeks: int,
    recent: int,
    dates: tuple[str, str],
    title: str,
    caption: str,
    alternative: str,
) -> StripChart:
    """Return strips in the order given, three columns at most; the last ``recent`` of the ``weeks`` are marked.

    Values beyond their scale are drawn at its end. A missing week parts the line; a week between two missing ones is
    a dot. ``dates`` name the first and the last week.
    """
    heads = [
        Label(text, per_cent(place * COLUMN_WIDTH), y, "start", kind)
        for place, scale in enumerate(scales)
        for text, y, kind in ((scale.title, 12, "head"), (scale.text, 27, ""))
    ]
    rows = [_row(scales, strip, HEAD + place * ROW) for place, strip in enumerate(strips)]
    height = HEAD + len(rows) * ROW + FOOT
    return StripChart(
        title=title,
        caption=caption,
        alternative=alternative,
        height=height,
        weeks=max(weeks - 1, 1),
        since=max(weeks - recent, 0),
        heads=tuple(heads),
        dates=(Label(dates[0], "0", height - 4, "start"), Label(dates[1], "100", height - 4, "end")),
        rows=tuple(rows),
    )


def _row(scales: Sequence[Scale], strip: Strip, top: int) -> StripRow:
    panels = []
    for place, (scale, values, text) in enumerate(zip(scales, strip.weeks, strip.texts, strict=True)):
        x = place * COLUMN_WIDTH
        panels.append(
            Panel(
                x=per_cent(x),
                lines=_lines([None if value is None else _down(scale, value) for value in values]),
                bar="" if scale.bar is None else per_cent(_down(scale, scale.bar)),
                text=text,
                text_x=per_cent(x + PANEL_WIDTH + TEXT_GAP),
            )
        )
    return StripRow(
        name=strip.name,
        state=strip.state,
        kind=strip.kind,
        name_y=top + NAME_Y,
        plot_y=top + PLOT_TOP,
        text_y=top + PLOT_TOP + PLOT // 2 + 5,
        panels=tuple(panels),
    )


def _down(scale: Scale, value: float) -> float:
    size = (scale.high - scale.low) or 1.0
    return (scale.high - min(max(value, scale.low), scale.high)) / size * 100


def _lines(downs: Sequence[float | None]) -> tuple[str, ...]:
    """Return a list of points per run of weeks; a single week is a line too short to see but for its round ends."""
    runs: list[list[tuple[float, float]]] = [[]]
    for week, down in enumerate(downs):
        if down is None:
            runs.append([])
        else:
            runs[-1].append((float(week), down))
    return tuple(point_list(run if len(run) > 1 else [*run, *run]) for run in runs if run)
