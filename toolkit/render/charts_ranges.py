"""The geometry of ranges: a bar from the lower to the upper tenth on one axis, the middle as a tick, zero shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.render.charts import Label, per_cent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.results import Range

ROW = 56
NAME_Y = 14
BAR_TOP = 22
BAR_HEIGHT = 12
TEXT_Y = 49
AXIS = 18
"""Pixels below the rows for the zero."""

NARROWEST = 328
"""Pixels across on a phone, where the text of a row must fit too."""

LETTER = 7.4
"""Pixels of one letter of it, at most."""

HAIR = 0.15
"""Per cent of the width that the shortest bar keeps."""

TICK_OVER = 4
"""Pixels by which the tick of the middle reaches over its bar."""


@dataclass(frozen=True)
class Piece:
    """A part of a bar on one side of zero: per cent across."""

    x: str
    width: str
    is_loss: bool


@dataclass(frozen=True)
class RangeRow:
    """One range: positions across in per cent, down in pixels; no ``middle`` and no pieces where it is not known.

    ``anchor`` says at which end of the bar the text below it is held: start or end.
    """

    name: str
    text: str
    pieces: tuple[Piece, ...]
    middle: str
    text_x: str
    anchor: str
    name_y: int
    bar_y: int
    text_y: int


@dataclass(frozen=True)
class RangeChart:
    """Ranges on one axis with zero marked, in the order given."""

    title: str
    caption: str
    alternative: str
    height: int
    zero: str
    zero_label: Label
    rows: tuple[RangeRow, ...]
    bar_height: int = BAR_HEIGHT
    tick_over: int = TICK_OVER
    kind: str = "ranges"


@dataclass(frozen=True)
class Scale:
    """From values to per cent of the width; zero is always on it."""

    low: float
    high: float

    @classmethod
    def over(cls, values: Sequence[float], *, margin: float = 0.0) -> Scale:
        """Return the scale that holds all values and zero; one unit wide where there is nothing but zero.

        ``margin`` is kept free on both sides, per cent of the width.
        """
        low, high = min(0.0, 0.0, *values), max(0.0, 0.0, *values)
        size = (high - low) or 1.0
        spare = size * margin / (100 - 2 * margin)
        return cls(low - spare, low + size + spare)

    def across(self, value: float) -> float:
        """Return the position of a value."""
        return (value - self.low) / (self.high - self.low) * 100

    def pieces(self, start: float, end: float) -> tuple[Piece, ...]:
        """Return the bar between two values as one piece for each side of zero it lies on."""
        low, high = sorted((start, end))
        if low < 0 < high:
            return (self._piece(low, 0.0), self._piece(0.0, high))
        return (self._piece(low, high),)

    def _piece(self, low: float, high: float) -> Piece:
        x, end = self.across(low), self.across(high)
        width = max(end - x, HAIR)
        return Piece(per_cent(min(x, 100 - width)), per_cent(width), is_loss=low < 0)


def zero_mark(zero: float, y: int) -> Label:
    """Return the 0 below the line of zero, held so that it stays inside."""
    return Label("0", per_cent(zero), y, "start" if zero < 1 else "end" if zero > 99 else "middle")


def range_chart(
    names: Sequence[str], ranges: Sequence[Range], texts: Sequence[str], *, title: str, caption: str, alternative: str
) -> RangeChart:
    """Return ranges in the order given: a bar from P10 to P90 with P50 as a tick, zero always on the axis.

    ``texts`` stand below the bars. A range with a missing end has its name and text only.
    """
    ends = [_ends(one) for one in ranges]
    scale = Scale.over([value for one in ends if one for value in one])
    rows = []
    for i, (name, known, text) in enumerate(zip(names, ends, texts, strict=True)):
        x, end = (scale.across(known[0]), scale.across(known[2])) if known else (0.0, 0.0)
        text_x, anchor = _place(x, end, len(text) * LETTER / NARROWEST * 100)
        rows.append(
            RangeRow(
                name=name,
                text=text,
                pieces=scale.pieces(known[0], known[2]) if known else (),
                middle=per_cent(scale.across(known[1])) if known else "",
                text_x=per_cent(text_x),
                anchor=anchor,
                name_y=i * ROW + NAME_Y,
                bar_y=i * ROW + BAR_TOP,
                text_y=i * ROW + TEXT_Y,
            )
        )
    zero, height = scale.across(0.0), len(rows) * ROW + AXIS
    return RangeChart(title, caption, alternative, height, per_cent(zero), zero_mark(zero, height - 3), tuple(rows))


def _place(start: float, end: float, width: float) -> tuple[float, str]:
    """Return where the text of a bar is held, so that it fits: at its start, else at its end, else near its start."""
    if start + width > 100 and end >= width:
        return end, "end"
    return max(0.0, min(start, 100 - width)), "start"


def _ends(one: Range) -> tuple[float, float, float] | None:
    if one.p10 is None or one.p50 is None or one.p90 is None:
        return None
    return (one.p10, one.p50, one.p90)
