"""Finds the header row of a sheet and which column stands where; titles match in any order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.errors import Problem, did_you_mean
from toolkit.workbook.cells import Broken, is_blank, text_of
from toolkit.workbook.problems import letter_of

if TYPE_CHECKING:
    from toolkit.sheets import Column, Sheet
    from toolkit.workbook.problems import Problems

SEARCHED_ROWS = 20
"""Title rows and notes may stand above the headers, up to here."""

Row = tuple[int, dict[int, object]]


@dataclass(frozen=True)
class Header:
    """The header row: its number, the declared columns by column number, the numbers of unknown and double titles."""

    row: int
    columns: dict[int, Column] = field(default_factory=dict)
    unknown: frozenset[int] = frozenset()


def plain(title: str) -> str:
    """Return the form in which titles are compared: letters and digits, in lower case, single spaces.

    >>> plain(" Automation_rate,\\nLIKELY *")
    'automation rate likely'
    """
    text = unicodedata.normalize("NFKC", title).casefold()
    return " ".join(re.sub(r"[\W_]+", " ", text).split())


def titles(columns: Iterable[Column]) -> dict[str, Column]:
    """Return every accepted form of a title: title, field name, and for the likely one of three the bare title.

    A title wins over another column's field name.
    """
    found: dict[str, Column] = {}
    for column in columns:
        forms = [column.title, column.name]
        if column.name.endswith("_likely"):
            forms += [column.title.removesuffix(", likely"), column.name.removesuffix("_likely")]
        for form in forms:
            found.setdefault(plain(form), column)
    return {**found, **{plain(column.title): column for column in columns}}


def match(title: str, accepted: dict[str, Column]) -> Column | None:
    """Return the column of a title; a unit in brackets behind it does not count."""
    return accepted.get(plain(title)) or accepted.get(plain(re.sub(r"[(\[][^()\[\]]*[)\]]\s*$", "", title)))


def find_header(sheet: Sheet, rows: Sequence[Row], problems: Problems) -> Header | None:
    """Return the header among the first rows of a sheet: the row that knows most titles, the first of equals.

    Duplicate titles are problems, unknown ones warnings with the nearest known title. ``None`` where no row knows
    a title.
    """
    accepted = titles(sheet.columns)
    scores = [_score(cells, accepted) for _, cells in rows]
    if not scores or max(scores) == 0:
        return None
    number, cells = rows[scores.index(max(scores))]
    found: dict[int, Column] = {}
    first: dict[str, int] = {}
    unknown = set()
    for position, raw in sorted(cells.items()):
        if is_blank(raw) or isinstance(raw, Broken):
            continue
        title, cell = " ".join(text_of(raw).split()), f"{letter_of(position)}{number}"
        column = match(title, accepted)
        if column is None:
            unknown.add(position)
            near = did_you_mean(title, [known.title for known in sheet.columns])
            mend = f"it was not read{near or ', rename or remove it'}"
            problems.add(Problem(sheet.name, cell, "", f'the unknown column "{title}"', "", mend, is_warning=True))
        elif column.name in first:
            unknown.add(position)
            twice = f"a second column for {column.title}, besides {letter_of(first[column.name])}{number}"
            problems.add(Problem(sheet.name, cell, f'"{title}"', twice, "", "keep one of them"))
        else:
            found[position] = column
            first[column.name] = position
    return Header(number, found, frozenset(unknown))


def _score(cells: dict[int, object], accepted: dict[str, Column]) -> int:
    matched = (match(raw, accepted) for raw in cells.values() if isinstance(raw, str))
    return len({column.name for column in matched if column is not None})
