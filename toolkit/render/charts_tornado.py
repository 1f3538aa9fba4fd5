"""The geometry of a tornado: a bar per input, from the NPV at its one end to that at its other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.render.charts import Label, per_cent
from toolkit.render.charts_ranges import Piece, Scale, zero_mark

if TYPE_CHECKING:
    from collections.abc import Sequence

ROW = 44
HEAD = 20
"""Pixels above the rows for the label of the likely value."""

NAME_Y = 14
BAR_TOP = 20
BAR_HEIGHT = 14
AXIS = 20
MARGIN = 16.0
"""Per cent of the width kept free on both sides, for what stands at the ends of the widest bar."""

NEAR_EDGE = 22.0
"""Per cent of the width within which a label is held at its outer end."""


@dataclass(frozen=True)
class Swing:
    """An input: NPV at its low and its high end, and what these ends are, as text."""

    name: str
    at_low: float
    at_high: float
    low: str
    high: str
    low_assumed: bool = False
    high_assumed: bool = False


@dataclass(frozen=True)
class TornadoRow:
    """One input: its bar in pieces on either side of zero, the texts at its two ends; per cent across, pixels down."""

    name: str
    pieces: tuple[Piece, ...]
    left_x: str
    left: str
    left_assumed: bool
    right_x: str
    right: str
    right_assumed: bool
    name_y: int
    bar_y: int
    text_y: int


@dataclass(frozen=True)
class TornadoChart:
    """Inputs in the order given, widest first as a rule; the lines of zero and of the likely value."""

    title: str
    caption: str
    alternative: str
    height: int
    zero: str
    zero_label: Label
    likely: str
    likely_label: Label
    rows: tuple[TornadoRow, ...]
    bar_height: int = BAR_HEIGHT
    kind: str = "tornado"


def tornado_chart(
    swings: Sequence[Swing], likely: float, likely_text: str, *, title: str, caption: str, alternative: str
) -> TornadoChart:
    """Return a bar per input, zero and the likely value always on the axis."""
    ends = [value for one in swings for value in (one.at_low, one.at_high)]
    scale = Scale.over([likely, *ends], margin=MARGIN)
    rows = []
    for i, one in enumerate(swings):
        # What gives the lower NPV stands left: for a cost that is its high end.
        found = ((one.at_low, one.low, one.low_assumed), (one.at_high, one.high, one.high_assumed))
        left, right = sorted(found, key=lambda end: end[0])
        top = HEAD + i * ROW
        rows.append(
            TornadoRow(
                name=one.name,
                pieces=scale.pieces(left[0], right[0]),
                left_x=per_cent(scale.across(left[0])),
                left=left[1],
                left_assumed=left[2],
                right_x=per_cent(scale.across(right[0])),
                right=right[1],
                right_assumed=right[2],
                name_y=top + NAME_Y,
                bar_y=top + BAR_TOP,
                text_y=top + BAR_TOP + BAR_HEIGHT - 3,
            )
        )
    zero, at = scale.across(0.0), scale.across(likely)
    height = HEAD + len(rows) * ROW + AXIS
    anchor = "start" if at < NEAR_EDGE else "end" if at > 100 - NEAR_EDGE else "middle"
    return TornadoChart(
        title=title,
        caption=caption,
        alternative=alternative,
        height=height,
        zero=per_cent(zero),
        zero_label=zero_mark(zero, height - 3),
        likely=per_cent(at),
        likely_label=Label(likely_text, per_cent(at), 12, anchor),
        rows=tuple(rows),
    )
