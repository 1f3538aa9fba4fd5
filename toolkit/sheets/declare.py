"""The language in which sheets are declared: kinds of columns, columns, sheets.

The blank workbook, the reading, the problems and the data dictionary all come from these records.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Kind(StrEnum):
    """What a cell of a column holds, and so how it is read, formatted and stored in a frame.

    Frames hold text, id and choice as ``str``, ids and choices as tuples of ``str`` (empty where ``none`` was
    typed), numbers as ``float64``, dates as ``datetime64``, yes/no as ``boolean``; a blank is missing everywhere.
    """

    TEXT = "text"
    ID = "id"
    IDS = "ids separated by ;"
    NUMBER = "number"
    INTEGER = "whole number"
    MONEY = "money"
    SHARE = "share"
    DATE = "date"
    CHOICE = "choice"
    TERMS = "texts separated by ;"
    YES_NO = "yes or no"


NUMERIC = frozenset({Kind.NUMBER, Kind.INTEGER, Kind.MONEY, Kind.SHARE})
LISTS = frozenset({Kind.IDS, Kind.TERMS})


@dataclass(frozen=True)
class Column:
    """One column of a sheet, or one setting of the Program form.

    ``required`` columns must be filled in every row. ``essential`` ones have no default: a candidate without them
    has no business case. ``default`` is the policy key that stands in for a blank. ``refers_to`` names the sheet
    whose ids may stand here. ``low`` and ``high`` are inclusive bounds.
    """

    name: str
    title: str
    kind: Kind
    meaning: str
    unit: str = ""
    example: str = ""
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    required: bool = False
    essential: bool = False
    default: str = ""
    refers_to: str = ""
    group: str = ""

    @property
    def allowed(self) -> str:
        """What may stand in a cell, in words."""
        if self.kind is Kind.CHOICE:
            return ", ".join(self.choices)
        if self.kind is Kind.YES_NO:
            return "yes, no"
        if self.kind is Kind.DATE:
            return "a date, best written 2026-06-30"
        if self.refers_to:
            return f"an id of the sheet {self.refers_to}" + (", or several with ;" if self.kind is Kind.IDS else "")
        if self.kind is Kind.SHARE and (self.low, self.high) == (0, 1):
            return "0 to 1 (a share)"
        if self.kind in NUMERIC:
            noun = "a whole number" if self.kind is Kind.INTEGER else "a number"
            return noun + _bounds(self.low, self.high) + (f" ({self.unit})" if self.unit else "")
        return self.kind.value


def _bounds(low: float | None, high: float | None) -> str:
    if low is not None and high is not None:
        return f" from {low:g} to {high:g}"
    if low is not None:
        return f" of at least {low:g}"
    return f" of at most {high:g}" if high is not None else ""


@dataclass(frozen=True)
class Sheet:
    """One sheet: what a row is, its columns in order, and which of them identifies a row.

    ``key`` names the columns that together may not repeat. A ``form`` sheet holds one setting per row.
    """

    name: str
    row_is: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    required: bool = False
    is_form: bool = False

    def column(self, name: str) -> Column:
        """Return the column of that field name; raises ``KeyError``."""
        return {column.name: column for column in self.columns}[name]

    @property
    def id_column(self) -> str:
        """The field that other sheets refer to; empty where there is none."""
        return self.key[0] if len(self.key) == 1 and self.column(self.key[0]).kind is Kind.ID else ""


RANGE = ("low", "likely", "high")


def spread(column: Column) -> tuple[Column, Column, Column]:
    """Turn one column into three: low, likely, high. Only the likely one carries default and essential."""
    low, likely, high = (
        replace(
            column,
            name=f"{column.name}_{part}",
            title=f"{column.title}, {part}",
            essential=column.essential and part == "likely",
            default=column.default if part == "likely" else "",
        )
        for part in RANGE
    )
    return low, likely, high


def ranged(columns: tuple[Column, ...]) -> tuple[str, ...]:
    """Names of the quantities given as low, likely and high, in column order."""
    return tuple(column.name.removesuffix("_likely") for column in columns if column.name.endswith("_likely"))


def notes() -> Column:
    """Build the free column that ends every sheet."""
    return Column("notes", "notes", Kind.TEXT, "Anything a reader of the row should know; never evaluated.")
