"""The weeks of an agent, from Metrics: complete ones, ones with work, ones that nobody wrote down."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from math import isclose
from typing import TYPE_CHECKING

from toolkit.checks.answers import Fact
from toolkit.kernels.weeks import RUNS, WEEK, complete_mondays
from toolkit.model import Evidence, Grade

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.checks.facts import Row


@dataclass(frozen=True, eq=False)
class Week:
    """One week of an agent; ``row`` is missing where Metrics has none."""

    monday: dt.date
    row: Row | None

    def __getitem__(self, column: str) -> Fact:
        """Return a cell, measured; without a row, the sheet that would answer."""
        if self.row is None:
            return Fact(None, Evidence(Grade.MEASURED, "Metrics"))
        return self.row[column]

    @property
    def runs(self) -> float:
        """Completed, fallbacks and escalations together; blanks count nothing."""
        return sum(float(self[name].value or 0) for name in RUNS)

    def reaches(self, least: float) -> bool:
        """Whether it had work, and at least so many items of it; a share that is off by rounding alone counts."""
        return self.runs > 0 and (self.runs > least or isclose(self.runs, least))

    def filled(self, columns: Iterable[str]) -> list[Fact]:
        """Return those of these cells that are not blank."""
        return [self[name] for name in columns if self[name].value is not None]

    def blank(self, columns: Iterable[str]) -> Fact:
        """Return the first of these cells that is blank; the sheet where the week has no row."""
        return next(self[name] for name in columns if self[name].value is None)


@dataclass(frozen=True, eq=False)
class Weeks:
    """The weeks of one agent; ``days`` is the policy's number of days before the as-of date that count."""

    rows: tuple[Row, ...]
    as_of: dt.date
    days: int

    @cached_property
    def by_monday(self) -> dict[dt.date, Week]:
        """Every week that Metrics has a row for, in the order of time."""
        found = {monday: Week(monday, row) for row in self.rows if (monday := row.date("week")) is not None}
        return dict(sorted(found.items()))

    @cached_property
    def complete(self) -> list[Week]:
        """Every week, Monday to Sunday, of the last days before the as-of date, known or not.

        The as-of date itself does not count, its day is not over: on a Sunday, the week that ends then is not complete.
        """
        start = self.as_of - dt.timedelta(days=self.days)
        return [self.by_monday.get(monday, Week(monday, None)) for monday in complete_mondays(start, self.as_of)]

    def first_with_work(self, since: dt.date) -> tuple[Week | None, list[Week]]:
        """Return the first week with work from that of ``since`` on, and the whole weeks before it that say: none."""
        start = since - dt.timedelta(days=since.weekday())
        weeks = [week for monday, week in self.by_monday.items() if start <= monday and monday + WEEK <= self.as_of]
        first = next((week for week in weeks if week.runs), None)
        idle = [
            week
            for week in weeks
            if week.monday >= since and (first is None or week.monday < first.monday) and week.filled(RUNS)
        ]
        return first, idle
