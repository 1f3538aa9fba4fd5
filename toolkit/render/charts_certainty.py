"""The geometry of shares: one full bar per candidate, split into first, second or third, and below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.render.charts import per_cent

if TYPE_CHECKING:
    from collections.abc import Sequence

ROW = 62
NAME_Y = 14
BAR_TOP = 22
BAR_HEIGHT = 12
TEXT_Y = 49


@dataclass(frozen=True)
class Part:
    """One part of a full bar; ``kind`` says which: first, among or lower."""

    kind: str
    x: str
    width: str


@dataclass(frozen=True)
class ShareRow:
    """One candidate: the parts of its bar that are more than nothing, per cent across, pixels down."""

    name: str
    text: str
    parts: tuple[Part, ...]
    name_y: int
    bar_y: int
    text_y: int


@dataclass(frozen=True)
class ShareChart:
    """Full bars in the order given."""

    title: str
    caption: str
    alternative: str
    height: int
    rows: tuple[ShareRow, ...]
    bar_height: int = BAR_HEIGHT
    kind: str = "shares"


def share_chart(
    names: Sequence[str],
    shares: Sequence[tuple[float, float]],
    texts: Sequence[str],
    *,
    title: str,
    caption: str,
    alternative: str,
) -> ShareChart:
    """Return full bars; ``shares`` pair the share of being first with that of being among the first three."""
    rows = [
        ShareRow(name, text, _parts(*share), i * ROW + NAME_Y, i * ROW + BAR_TOP, i * ROW + TEXT_Y)
        for i, (name, share, text) in enumerate(zip(names, shares, texts, strict=True))
    ]
    return ShareChart(title, caption, alternative, len(rows) * ROW, tuple(rows))


def _parts(first: float, among: float) -> tuple[Part, ...]:
    ends = (("first", 0.0, first), ("among", first, among), ("lower", among, 1.0))
    return tuple(
        Part(kind, per_cent(start * 100), per_cent((end - start) * 100)) for kind, start, end in ends if end > start
    )
