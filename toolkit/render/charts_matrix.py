"""The geometry of who claims what: a row per resource, a column per agent while agents are few.

With more agents than columns fit, each row carries a sign per agent, as many as fit, and names the first.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.render.charts import Label, per_cent
from toolkit.render.charts_ranges import LETTER, NARROWEST

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_COLUMNS = 12
"""Agents that stand beside each other on a phone."""

FLAT = 4
"""Up to so many, names stand level and signs have their word; beyond, names stand upright."""

HEAD_LETTERS = 22
HEAD_LINE = 15
GROUP = 30
NAME_Y = 15
MARK_Y = 32
TEXT_Y = 48
ROW = 40
ROW_WITH_TEXT = 56
SIGNS = 16
"""Signs of a row without columns; what is left is a number."""

SIGN_STEP = 4.4
"""Per cent across from one sign to the next."""

WORD_LETTERS = 12
"""Letters of the word at the right end of a row, kept free for it."""


@dataclass(frozen=True)
class Claimed:
    """One agent's part in a resource: its column, a sign, a word for it, and the kind that colours it."""

    agent: int
    sign: str
    word: str
    kind: str


@dataclass(frozen=True)
class Line:
    """One resource before it is drawn; ``word`` is what stands at its right end, ``text`` names agents."""

    group: str
    name: str
    word: str
    kind: str
    claims: tuple[Claimed, ...]
    text: str = ""


@dataclass(frozen=True)
class Slot:
    """A place at which an agent could stand and does not."""

    x: str
    y: int


@dataclass(frozen=True)
class MatrixRow:
    """One resource drawn; positions across in per cent, down in pixels."""

    name: Label
    word: Label
    marks: tuple[Label, ...]
    slots: tuple[Slot, ...]
    text: Label | None
    line_y: int


@dataclass(frozen=True)
class MatrixChart:
    """Resources in the order given, under the heading of their group; ``heads`` name the columns, if there are any."""

    title: str
    caption: str
    alternative: str
    height: int
    heads: tuple[Label, ...]
    is_upright: bool
    groups: tuple[Label, ...]
    rows: tuple[MatrixRow, ...]
    kind: str = "matrix"


def has_columns(agents: int) -> bool:
    """Whether so many agents get a column each."""
    return 0 < agents <= MOST_COLUMNS


def name_letters() -> int:
    """Return how many letters the name of a row may have, so that its word fits beside it on a phone."""
    return int(NARROWEST / LETTER) - WORD_LETTERS


def matrix_chart(
    lines: Sequence[Line], agents: Sequence[str], *, title: str, caption: str, alternative: str
) -> MatrixChart:
    """Return the matrix; ``agents`` are the names of the columns, by which ``Claimed.agent`` counts.

    A row of a group must stand beside the others of it: a heading is set wherever the group changes.
    """
    columns = len(agents) if has_columns(len(agents)) else 0
    heads, top = _heads(agents) if columns else ((), 0)
    groups, rows, y, group = [], [], top, None
    for line in lines:
        if line.group != group:
            group, y = line.group, y + GROUP
            groups.append(Label(line.group, "0", y - 9, "start"))
        rows.append(_row(line, columns, y))
        y += ROW_WITH_TEXT if rows[-1].text else ROW
    return MatrixChart(title, caption, alternative, y + 2, heads, columns > FLAT, tuple(groups), tuple(rows))


def _heads(agents: Sequence[str]) -> tuple[tuple[Label, ...], int]:
    """Return the names above the columns and the height that they take."""
    across = [_middle(i, len(agents)) for i in range(len(agents))]
    if len(agents) > FLAT:
        names = [name if len(name) <= HEAD_LETTERS else f"{name[: HEAD_LETTERS - 1].rstrip()}…" for name in agents]
        height = int(max(len(name) for name in names) * LETTER) + HEAD_LINE
        return tuple(Label(name, x, height - 4, "start") for name, x in zip(names, across, strict=True)), height
    room = int(NARROWEST / len(agents) / LETTER)
    wrapped = [textwrap.wrap(name, room, max_lines=2, placeholder="…") for name in agents]
    height = max(len(lines) for lines in wrapped) * HEAD_LINE
    heads = [
        Label(text, x, height - (len(lines) - 1 - i) * HEAD_LINE - 3, "middle")
        for lines, x in zip(wrapped, across, strict=True)
        for i, text in enumerate(lines)
    ]
    return tuple(heads), height


def _row(line: Line, columns: int, y: int) -> MatrixRow:
    marks = _marks(line, columns, y + MARK_Y)
    taken = {claim.agent for claim in line.claims}
    slots = [Slot(_middle(i, columns), y + MARK_Y - 4) for i in range(columns) if i not in taken]
    text = Label(line.text, "0", y + TEXT_Y, "start") if line.text and not columns else None
    return MatrixRow(
        name=Label(line.name, "0", y + NAME_Y, "start"),
        word=Label(line.word, "100", y + NAME_Y, "end", line.kind),
        marks=tuple(marks),
        slots=tuple(slots),
        text=text,
        line_y=y + (ROW_WITH_TEXT if text else ROW) - 1,
    )


def _marks(line: Line, columns: int, y: int) -> list[Label]:
    if columns:
        with_word = columns <= FLAT
        return [
            Label(
                f"{claim.sign} {claim.word}" if with_word else claim.sign,
                *(_middle(claim.agent, columns), y, "middle", claim.kind),
            )
            for claim in line.claims
        ]
    shown = line.claims[:SIGNS]
    marks = [Label(claim.sign, per_cent(i * SIGN_STEP), y, "start", claim.kind) for i, claim in enumerate(shown)]
    left = len(line.claims) - len(shown)
    return [*marks, Label(f"+{left:,}", per_cent(SIGNS * SIGN_STEP), y, "start", "more")] if left > 0 else marks


def _middle(column: int, columns: int) -> str:
    return per_cent((column + 0.5) / columns * 100)
