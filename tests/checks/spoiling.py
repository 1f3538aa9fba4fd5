"""How a fixture spoils the small organisation, in words that a table of fixtures is made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.checks.world import Rows

Change = Callable[[dict[str, Rows]], None]
Table = dict[str, list[tuple[str, str, str, Change]]]
"""Check → outcome, subject, a word that the message must contain, what is spoiled."""
ORGANISATION = "Northwind Advisory"
GONE, LATER = dt.date(2026, 6, 15), dt.date(2026, 7, 15)
RUNS = ("completed", "fallbacks", "escalations")
OUTCOMES = ("errors", "csat_sum", "time_value")


@dataclass(frozen=True)
class Case:
    check: str
    outcome: str
    subject: str
    says: str
    change: Change
    name: str

    def __str__(self) -> str:
        return f"{self.check}-{self.outcome}-{self.name}"


def setting(sheet: str, row: int, **values: Any) -> Change:
    return lambda sheets: sheets[sheet][row].update(values)


def everywhere(sheet: str, **values: Any) -> Change:
    return lambda sheets: [row.update(values) for row in sheets[sheet]] and None


def without(sheet: str) -> Change:
    return lambda sheets: sheets[sheet].clear()


def adding(sheet: str, **values: Any) -> Change:
    return lambda sheets: sheets[sheet].append(dict(values))


def both(*changes: Change) -> Change:
    def change(sheets: dict[str, Rows]) -> None:
        for one in changes:
            one(sheets)

    return change


def weeks(mondays: list[dt.date], **values: Any) -> Change:
    """Change these weeks of Metrics; without values, drop their rows."""

    def change(sheets: dict[str, Rows]) -> None:
        if not values:
            sheets["Metrics"] = [row for row in sheets["Metrics"] if row["week"] not in mondays]
        for row in sheets["Metrics"]:
            row.update(values if row["week"] in mondays else {})

    return change


def as_is(sheets: dict[str, Rows]) -> None:
    pass


def blank(columns: tuple[str, ...]) -> dict[str, Any]:
    return dict.fromkeys(columns)


def zero(columns: tuple[str, ...]) -> dict[str, Any]:
    return dict.fromkeys(columns, 0)
