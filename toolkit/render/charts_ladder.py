"""The geometry of the ladder of phases, and of a whole that is split into parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.render.charts import per_cent
from toolkit.render.charts_certainty import BAR_TOP, NAME_Y, ROW, TEXT_Y, Part, ShareChart, ShareRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.render.view_records import Mark

RISE = 22
LOWEST = 44
ABOVE = 22
GAP = 1.2
"""Per cent of the width between two steps."""

KINDS = ("first", "among", "lower")
"""How the parts of a bar look, in their order."""


@dataclass(frozen=True)
class Tread:
    """One step: per cent across, pixels down; ``above`` stands over it, like that the organisation is here."""

    title: str
    mark: Mark
    above: str
    is_here: bool
    x: str
    width: str
    y: int
    height: int


@dataclass(frozen=True)
class LadderChart:
    """Steps that rise to the right, in their order."""

    title: str
    caption: str
    alternative: str
    height: int
    steps: tuple[Tread, ...]
    kind: str = "ladder"


def ladder_chart(
    steps: Sequence[tuple[str, Mark, str]], here: int, *, title: str, caption: str, alternative: str
) -> LadderChart:
    """Return the steps (title, mark, what stands above) in their order; ``here`` is the place of the current one."""
    wide = 100 / max(len(steps), 1)
    height = ABOVE + LOWEST + RISE * max(len(steps) - 1, 0) + 2
    treads = [
        Tread(
            title=name,
            mark=mark,
            above=above,
            is_here=place == here,
            x=per_cent(place * wide),
            width=per_cent(wide - GAP),
            y=height - 1 - LOWEST - RISE * place,
            height=LOWEST + RISE * place,
        )
        for place, (name, mark, above) in enumerate(steps)
    ]
    return LadderChart(title, caption, alternative, height, tuple(treads))


def mix_chart(
    names: Sequence[str],
    parts: Sequence[Sequence[float]],
    texts: Sequence[str],
    *,
    title: str,
    caption: str,
    alternative: str,
) -> ShareChart:
    """Return one full bar per name, split by up to three amounts; nothing at all is an empty bar."""
    rows = [
        ShareRow(name, text, _parts(amounts), place * ROW + NAME_Y, place * ROW + BAR_TOP, place * ROW + TEXT_Y)
        for place, (name, amounts, text) in enumerate(zip(names, parts, texts, strict=True))
    ]
    return ShareChart(title, caption, alternative, len(rows) * ROW, tuple(rows))


def _parts(amounts: Sequence[float]) -> tuple[Part, ...]:
    whole, start, found = sum(amounts) or 1.0, 0.0, []
    for kind, amount in zip(KINDS, amounts, strict=False):
        if amount > 0:
            found.append(Part(kind, per_cent(start / whole * 100), per_cent(amount / whole * 100)))
        start += amount
    return tuple(found)
