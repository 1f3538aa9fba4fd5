"""Drop-downs and limits of the workbook's cells, as XlsxWriter understands them, from the declaration."""

from __future__ import annotations

import datetime as dt
from typing import Any

from toolkit.sheets import SHEETS, Column, Kind

LAST_ROW = 5000
"""Cells below this row carry no drop-down; they are read all the same."""

_LONGEST_INLINE = 255
"""Excel refuses a longer list inside a cell's rule."""

_EARLIEST = dt.date(1990, 1, 1)
_MOST = 1e15
"""Excel keeps fifteen digits."""


def long_lists() -> dict[str, tuple[str, ...]]:
    """Return the choices too long for a cell's rule, by the name of the range that holds them."""
    found = {}
    for sheet in SHEETS:
        for column in sheet.columns:
            if column.kind is Kind.CHOICE and len(",".join(column.choices)) > _LONGEST_INLINE:
                found[_list_name(column)] = column.choices
    return found


def id_ranges() -> dict[str, str]:
    """Return, by name, the formula of the filled part of each sheet's id column."""
    ranges = {}
    for sheet in SHEETS:
        if sheet.id_column and any(column.refers_to == sheet.name for s in SHEETS for column in s.columns):
            name = f"'{sheet.name}'"
            ranges[_ids_name(sheet.name)] = f"={name}!$A$2:INDEX({name}!$A:$A,MAX(2,COUNTA({name}!$A:$A)))"
    return ranges


def _list_name(column: Column) -> str:
    return f"list_of_{column.name}"


def _ids_name(sheet: str) -> str:
    return f"ids_of_{sheet.lower().replace(' ', '_')}"


def rule(column: Column) -> dict[str, Any] | None:
    """Return the rule of a column's cells; ``None`` where anything may be typed.

    Numbers and choices are held to what is allowed. Dates and ids only ask back, since a date may be typed as text
    and an id before its own row is written.
    """
    limits = _limits(column)
    if limits is None:
        return None
    asks = column.kind in {Kind.DATE, Kind.ID}
    return limits | {
        "ignore_blank": True,
        "error_title": column.title[:32],
        "error_message": _message(column),
        "error_type": "warning" if asks else "stop",
    }


def _message(column: Column) -> str:
    if column.kind is Kind.CHOICE and len(column.allowed) > 150:  # Excel shows 255 characters
        return "Please choose a value from the drop-down list."
    hint = {
        Kind.SHARE: " For example 0.85 or 85%.",
        Kind.ID: " Write its row there too.",
        Kind.DATE: " Keep it as typed?",
    }.get(column.kind, "")
    return f"Please enter {column.allowed}.{hint}"[:255]


def _limits(column: Column) -> dict[str, Any] | None:
    if column.kind is Kind.YES_NO:
        return {"validate": "list", "source": ["yes", "no"]}
    if column.kind is Kind.CHOICE:
        named = _list_name(column) in long_lists()
        return {"validate": "list", "source": f"={_list_name(column)}" if named else list(column.choices)}
    if column.kind is Kind.ID:
        return {"validate": "list", "source": f"={_ids_name(column.refers_to)}"} if column.refers_to else None
    if column.kind is Kind.DATE:
        return {"validate": "date", "criteria": ">=", "value": _EARLIEST}
    if column.kind in {Kind.SHARE, Kind.NUMBER, Kind.MONEY, Kind.INTEGER}:
        low = -_MOST if column.low is None else column.low
        high = _MOST if column.high is None else column.high
        kind = "integer" if column.kind is Kind.INTEGER else "decimal"
        if column.high is None and column.low is not None:
            return {"validate": kind, "criteria": ">=", "value": low}
        return {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}
    return None
