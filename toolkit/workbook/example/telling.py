"""How the story is told: rows with the day they became known, from which any day's workbook can be cut."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.sheets import LISTS, RANGE, SHEETS, Column, Kind, Sheet

_AHEAD = {("Platform", "since"), ("Exceptions", "expires_on")}
"""Dates that may lie after the as-of date."""

_WITH = {
    "approved_on": ("approved_by", "tier"),
    "baseline_on": ("baseline_source",),
    "build_started": ("build_cost", "build_weeks", "integration_weeks"),
    "criteria_agreed_on": ("approver",),
    "production_since": ("claimed_maturity", "goal", "target", "adjusts_itself"),
    "test_date": ("tested_by", "test_result"),
}
"""What is not known before the date beside it."""


@dataclass(frozen=True)
class Told:
    """A row of a sheet, known from a day on; ``later`` holds what changed on later days."""

    since: str
    fields: Mapping[str, Any]
    later: tuple[tuple[str, Mapping[str, Any]], ...] = ()


def told(since: str = "2025-06-01", /, *later: tuple[str, Mapping[str, Any]], **fields: Any) -> Told:
    """Write down a row: ``told("2025-09-01", ("2026-02-02", {"access": "governed"}), source_id="skills", …)``.

    Dates are ISO texts; of several separated by ``|`` the latest that has passed counts. Lists are texts separated
    by ``;``. A field that is low, likely and high is given as three values, or as one for the likely alone.
    """
    return Told(since, fields, later)


def known(sheet_name: str, story: Iterable[Told], day: dt.date) -> list[dict[str, Any]]:
    """Return the rows of a sheet as they stood on a day, in story order, every value of its declared type.

    What became known later is left out, and so is what follows from a date that had not come yet.
    """
    sheet = next(sheet for sheet in SHEETS if sheet.name == sheet_name)
    return [_row(sheet, row, day) for row in story if _date(row.since) <= day]


def _row(sheet: Sheet, row: Told, day: dt.date) -> dict[str, Any]:
    fields = dict(row.fields)
    for since, changes in row.later:
        if _date(since) <= day:
            fields |= changes
    values: dict[str, Any] = {}
    for name, given in _expanded(sheet, fields).items():
        value = _typed(sheet.column(name), given, day, (sheet.name, name) in _AHEAD)
        if value is not None:
            values[name] = value
    for date, followers in _WITH.items():
        if date in fields and date not in values:
            for follower in followers:
                values.pop(follower, None)
    return values


def _expanded(sheet: Sheet, fields: Mapping[str, Any]) -> dict[str, Any]:
    names = {column.name for column in sheet.columns}
    expanded: dict[str, Any] = {}
    for name, given in fields.items():
        if f"{name}_likely" not in names:
            expanded[name] = given
        elif isinstance(given, tuple):
            expanded |= {f"{name}_{part}": value for part, value in zip(RANGE, given, strict=True)}
        else:
            expanded[f"{name}_likely"] = given
    return expanded


def _typed(column: Column, given: Any, day: dt.date, may_lie_ahead: bool) -> Any:
    if given is None:
        return None
    if column.kind in LISTS:
        return () if given == "none" else tuple(part.strip() for part in given.split(";"))
    if column.kind is Kind.DATE:
        dates = [_date(part.strip()) for part in given.split("|")]
        return max((date for date in dates if date <= day or may_lie_ahead), default=None)
    if column.kind is Kind.YES_NO:
        return given == "yes"
    return given


def _date(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
