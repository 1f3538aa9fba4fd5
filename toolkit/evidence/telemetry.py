"""The weeks of all agents as arrays: which rows of *Metrics* count for whom, and sums over them.

Nothing here loops over rows: agents are numbers, weeks are counted back from the last complete one, and sums are
taken in one pass per column, so the work is linear in the rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toolkit.kernels.rates import ratio
from toolkit.kernels.weeks import PARTS, RUNS, WEEK, last_complete
from toolkit.results import WeekCount

if TYPE_CHECKING:
    from toolkit.sheets import Portfolio

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Truths = NDArray[np.bool_]

_NEVER = np.iinfo(np.int64).max // WEEK.days
"""A day that does not come, for agents without a date; far enough from the ends to subtract from."""


def tally(code: Ints, weights: NDArray[np.generic], size: int) -> Floats:
    """Return the sums of the weights by number, 0 to ``size`` − 1; what bears the number ``size`` is left out."""
    return np.asarray(np.bincount(code, weights, size + 1), dtype=float)[:size]


@dataclass(frozen=True, eq=False)
class Pair:
    """Sums of two columns by agent, over the weeks in which both are filled; all of shape (agents,).

    ``filled`` counts those weeks, ``busy`` those of them whose denominator is above 0.
    """

    numerator: Floats
    denominator: Floats
    filled: Ints
    busy: Ints

    @cached_property
    def rate(self) -> Floats:
        """Numerator / denominator, NaN for none."""
        return ratio(self.numerator, self.denominator)


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows of *Metrics*, each with the number of its agent; rows with the number ``size`` belong to nobody."""

    code: Ints
    size: int
    fetch: Callable[[str], Floats]
    _columns: dict[str, Floats] = field(default_factory=dict)
    _gaps: dict[str, bool] = field(default_factory=dict)
    _totals: dict[tuple[str, bool], Floats] = field(default_factory=dict)

    def column(self, name: str) -> Floats:
        """Return a column; ``runs`` is completed + fallbacks + escalations, missing where one of them is."""
        if name not in self._columns:
            parts = [self.fetch(part) for part in (RUNS if name == "runs" else (name,))]
            self._columns[name] = parts[0] if len(parts) == 1 else np.asarray(sum(parts[1:], parts[0]))
        return self._columns[name]

    def has_gaps(self, name: str) -> bool:
        """Whether a cell of the column is blank."""
        if name not in self._gaps:
            self._gaps[name] = bool(np.isnan(self.column(name)).any())
        return self._gaps[name]

    def count(self, flags: Truths | None = None, code: Ints | None = None) -> Ints:
        """Return how many rows (with the flag) each agent has."""
        code = self.code if code is None else code
        chosen = code if flags is None else code[flags]
        return np.bincount(chosen, minlength=self.size + 1)[: self.size]

    def total(self, name: str) -> Floats:
        """Return the sum of a column by agent; NaN where one of its cells is blank."""
        return self._sum(name, self.code, is_whole=True)

    def pair(self, numerator: str, denominator: str) -> Pair:
        """Return the sums of two columns over the weeks in which both are filled."""
        code, gaps = self.code, self.has_gaps(numerator) or self.has_gaps(denominator)
        bottom = self.column(denominator)
        if gaps:
            code = np.where(np.isnan(self.column(numerator)) | np.isnan(bottom), self.size, code)
        return Pair(
            self._sum(numerator, code, is_whole=not gaps),
            self._sum(denominator, code, is_whole=not gaps),
            self.count(code=code) if gaps else self.all,
            self._busy(denominator, code, is_whole=not gaps),
        )

    @cached_property
    def all(self) -> Ints:
        """How many rows each agent has."""
        return self.count()

    def _sum(self, name: str, code: Ints, *, is_whole: bool) -> Floats:
        if not is_whole or (name, True) not in self._totals:
            sums = tally(code, self.column(name), self.size)
            if not is_whole:
                return sums
            self._totals[name, True] = sums
        return self._totals[name, True]

    def _busy(self, name: str, code: Ints, *, is_whole: bool) -> Ints:
        if not is_whole or (name, False) not in self._totals:
            flags = self.column(name) > 0
            busy = tally(code, flags, self.size) if not (is_whole and flags.all()) else self.all.astype(float)
            if not is_whole:
                return busy.astype(np.int64)
            self._totals[name, False] = busy
        return self._totals[name, False].astype(np.int64)


@dataclass(frozen=True, eq=False)
class Telemetry:
    """The registry and the weeks that count: complete, a Monday's, in production.

    ``agents`` is the registry, numbered 0, 1, … in its order, ``row`` its Excel rows. ``code`` gives the agent of each
    row of *Metrics*, ``len(agents)`` for rows that do not count; ``back`` its week, 0 the last complete one; ``age``
    the complete weeks the agent had been in production before it. ``first`` is the agent's first whole week in
    production as a day number, ``weeks`` how many complete weeks it has been there (until it retired).
    """

    agents: pd.DataFrame
    metrics: pd.DataFrame
    last_week: dt.date
    code: Ints
    back: Ints
    age: Ints
    first: Ints
    weeks: Ints
    agent: Ints
    day: Ints
    _columns: dict[str, Floats] = field(default_factory=dict)

    @cached_property
    def ids(self) -> list[str]:
        """The agents' ids, in the order of the registry."""
        return list(self.agents["agent_id"])

    @cached_property
    def running(self) -> Ints:
        """The numbers of the agents in production."""
        return np.flatnonzero(self.agents["status"] == "production")

    @cached_property
    def went_live(self) -> Ints:
        """The numbers of the agents that have been in production, retired ones among them, in order of the registry."""
        is_live = self.agents["status"].isin(("production", "retired")).to_numpy(dtype=bool)
        return np.flatnonzero(is_live & (self.first != _NEVER))

    def values(self, name: str) -> Floats:
        """Return a column of *Metrics*, all rows; a part that is larger than its whole cannot be right, and is blank.

        Of no approvals none was edited: there, a blank in *approved without edits* is 0.
        """
        if name not in self._columns:
            self._columns[name] = self._known(name)
        return self._columns[name]

    def _known(self, name: str) -> Floats:
        values = self._typed(name)
        if name == "approved_unedited":
            values = np.where(np.isnan(values) & (self._typed("approvals") == 0), 0.0, values)
        wrong = self.contradicted(name)
        return np.where(wrong, np.nan, values) if wrong.any() else values

    def contradicted(self, name: str) -> Truths:
        """Return the rows in which a column is a part larger than its whole, all rows; none for other columns."""
        wholes, _ = PARTS.get(name, ((), ""))
        if not wholes:
            return np.zeros(len(self.metrics), dtype=bool)
        return np.asarray(self._typed(name) > sum(map(self._typed, wholes)))

    def _typed(self, name: str) -> Floats:
        return self.metrics[name].to_numpy(dtype=float)

    def rows(self, chosen: Truths | None = None) -> Rows:
        """Return the rows that count, or those of them that are chosen: no column is copied."""
        size = len(self.agents)
        code = self.code if chosen is None else np.where(chosen, self.code, size)
        return Rows(code, size, self.values)

    def part(self, chosen: Truths) -> Rows:
        """Return the same where few are chosen: their cells are copied and the others are not looked at."""
        places = np.flatnonzero(chosen & (self.code < len(self.agents)))
        return Rows(self.code[places], len(self.agents), lambda name: self.values(name)[places])

    def places(self, chosen: Truths) -> Ints:
        """Return the positions of the rows of :meth:`part`, in its order."""
        return np.flatnonzero(chosen & (self.code < len(self.agents)))

    @cached_property
    def since(self) -> list[str]:
        """The first days in production in ISO form, empty where blank."""
        return self.agents["production_since"].dt.strftime("%Y-%m-%d").fillna("").tolist()


def read_telemetry(portfolio: Portfolio, as_of: dt.date) -> Telemetry:
    """Return the weeks of *Metrics* that count before the as-of date, whatever the order of rows.

    A week counts if it is that of a Monday, complete (its Sunday before the as-of date), of an agent of the registry,
    and starts on or after its day *in production since* (blank or still to come: none of its weeks counts) and not
    after *retired on*.
    """
    agents, metrics, last = portfolio["Agents"], portfolio["Metrics"], last_complete(as_of)
    size, last_day = len(agents), _number(last)
    since, retired = _days(agents["production_since"], _NEVER), _days(agents["retired_on"], _NEVER)
    since = np.where(since > _number(as_of), _NEVER, since)
    first = np.where(since == _NEVER, _NEVER, since + (last_day - since) % WEEK.days)
    agent = pd.Index(agents["agent_id"]).get_indexer(metrics["agent"]).astype(np.int64)
    day = _days(metrics["week"], _NEVER)
    counts = (agent >= 0) & ((last_day - day) % WEEK.days == 0) & (day <= last_day)
    counts &= (day >= np.append(first, _NEVER)[agent]) & (day <= np.append(retired, _NEVER)[agent])
    code = agent if counts.all() else np.where(counts, agent, size)
    lasts = np.minimum(np.where(retired == _NEVER, last_day, retired - (retired - last_day) % WEEK.days), last_day)
    return Telemetry(
        agents.rename_axis("row").reset_index(),
        metrics,
        last,
        code=code,
        back=(last_day - day) // WEEK.days,
        age=(day - np.append(first, day[0] if day.size else 0)[code]) // WEEK.days,
        first=first,
        weeks=np.maximum((lasts - first) // WEEK.days + 1, 0),
        agent=agent,
        day=day,
    )


def week_counts(rows: Rows, complete: Ints) -> list[WeekCount]:
    """Return per agent its complete weeks (given), those with runs, without runs, and without data.

    A week without data has no row, or blank cells where its runs should stand and none in the others.
    """
    filled = [rows.fetch(name) for name in RUNS]
    if any(rows.has_gaps(name) for name in RUNS):
        with_runs = np.nansum(filled, axis=0) > 0
        idle = ~with_runs & ~np.isnan(filled).any(axis=0)
    else:
        with_runs = rows.column("runs") > 0
        idle = ~with_runs
    busy, quiet = rows.count(with_runs), rows.count(idle)
    counts = zip(complete.tolist(), busy.tolist(), quiet.tolist(), strict=True)
    return [WeekCount(of, some, none, max(of - some - none, 0)) for of, some, none in counts]


def plain(values: Floats) -> list[float | None]:
    """Return numbers as records hold them: ``None`` for NaN."""
    if not np.isnan(values).any():
        return values.tolist()
    return [None if value != value else value for value in values.tolist()]  # noqa: PLR0124  only NaN differs from itself


def _number(day: dt.date) -> int:
    return int(np.datetime64(day, "D").astype(np.int64))


def _days(dates: pd.Series, blank: int) -> Ints:
    """Return dates as day numbers; ``blank`` for missing ones."""
    days = dates.to_numpy().astype("datetime64[D]")
    numbers = days.astype(np.int64)
    missing = np.isnat(days)
    return np.where(missing, blank, numbers) if missing.any() else numbers
