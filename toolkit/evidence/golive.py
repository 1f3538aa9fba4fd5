"""Whether the running agents were stable on the day another one went live (DESIGN, Routing: *Stable*)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from toolkit.evidence.measures import MEASURES
from toolkit.evidence.stability import Bar, bar_of, judge_stability
from toolkit.evidence.telemetry import Floats, Ints, Telemetry, Truths, plain, tally
from toolkit.kernels.rates import ratio
from toolkit.kernels.weeks import WEEK, last_complete
from toolkit.model import Outcome
from toolkit.results import BeforeGoLive, Criterion, Measure, Trend

if TYPE_CHECKING:
    from toolkit.policy import Policy

Pairs = tuple[Floats, Floats]
"""Sums of the last complete weeks, and of all earlier ones; both of shape (agents,)."""
_NEEDED = ("unedited", "error", "fallback")


def judge_go_lives(telemetry: Telemetry, as_of: dt.date, policy: Policy) -> tuple[BeforeGoLive, ...]:
    """Return, per day on which agents went live, how stable those running before it were; in order of time.

    Judged are the latest such days within the policy's days before the as-of date, up to the policy's number of days
    and of agents looked at; the very first only where several agents went live on it. Collisions of that day are not
    known any more, and count neither way. An agent with fewer complete weeks than stability takes was not stable. Work
    is linear in the rows of *Metrics*.
    """
    since, gone = (
        telemetry.agents[name].to_numpy().astype("datetime64[D]") for name in ("production_since", "retired_on")
    )
    live = telemetry.went_live
    start = np.datetime64(as_of - dt.timedelta(days=int(policy.number("portfolio.looks_back_days"))))
    days, counts = np.unique(since[live], return_counts=True)
    with_others = days[1:] if counts[:1].tolist() == [1] else days
    later = with_others[(start <= with_others) & (with_others <= np.datetime64(as_of))]
    running = [live[(since[live] < day) & (np.isnat(gone[live]) | (gone[live] >= day))] for day in later]
    most = _how_many([len(one) for one in running], policy)
    if not most:
        return ()
    chosen = later[-most:].tolist()
    weeks = _Weeks.of(telemetry, chosen, np.unique(np.concatenate(running[-most:])), policy)
    return tuple(
        BeforeGoLive(
            day.isoformat(),
            tuple(telemetry.ids[number] for number in live[since[live] == np.datetime64(day)].tolist()),
            tuple(weeks.stable(day, numbers.tolist())),
        )
        for day, numbers in zip(chosen, running[-most:], strict=True)
    )


def _how_many(running: list[int], policy: Policy) -> int:
    """Return how many of the latest days are judged; at least one where there is any."""
    most, agents = int(policy.number("portfolio.golives_judged")), policy.number("portfolio.golive_agents")
    looked_at = np.cumsum(running[::-1])
    return min(most, max(int(np.count_nonzero(looked_at <= agents)), 1), len(running))


@dataclass(frozen=True, eq=False)
class _Weeks:
    """Sums of what stability reads, by agent and week back; weeks before all that are looked at stand in the last.

    ``agents`` are the numbers of those looked at, in order. ``sums`` holds, per measure, numerator, denominator, filled
    weeks and busy weeks, each of shape (agents, weeks).
    """

    telemetry: Telemetry
    agents: Ints
    sums: tuple[tuple[Floats, ...], ...]
    bar: Bar

    @classmethod
    def of(cls, telemetry: Telemetry, days: list[dt.date], agents: Ints, policy: Policy) -> _Weeks:
        """Sum the weeks of these agents for these days, in one pass per column."""
        bar = bar_of(policy)
        furthest = _back(telemetry, min(days)) + bar.weeks
        shape = len(agents), furthest + 1
        chosen = np.isin(telemetry.code, agents)
        rows, back = telemetry.part(chosen), telemetry.back[telemetry.places(chosen)]
        cell = np.searchsorted(agents, rows.code) * (furthest + 1) + np.clip(back, 0, furthest)

        def by_week(weights: np.ndarray, both: Truths) -> Floats:
            whole = shape[0] * shape[1]
            return tally(np.where(both, cell, whole), weights, whole).reshape(shape)

        declared, sums = {asked.name: asked for asked in MEASURES}, []
        for name in _NEEDED:
            top, bottom = (rows.column(column) for column in (declared[name].numerator, declared[name].denominator))
            both = ~np.isnan(top) & ~np.isnan(bottom)
            flags = (top, bottom, np.ones(len(top)), bottom > 0)
            sums.append(tuple(by_week(np.where(both, column, 0), both) for column in flags))
        return cls(telemetry, agents, tuple(sums), bar)

    def stable(self, on: dt.date, running: list[int]) -> list[Criterion]:
        """Return the stability of these agents over the last complete weeks before a day, one criterion each."""
        back, bar, places = _back(self.telemetry, on), self.bar, np.searchsorted(self.agents, running)
        measures = [
            _measures(name, *(_parts(column[places], back, bar.weeks) for column in columns))
            for name, columns in zip(_NEEDED, self.sums, strict=True)
        ]
        last = np.datetime64(last_complete(on)).astype(np.int64)
        complete = np.maximum((last - self.telemetry.first[running]) // WEEK.days + 1, 0).tolist()
        ids = [self.telemetry.ids[number] for number in running]
        return [
            _judged(name, weeks, shares, bar) for name, weeks, *shares in zip(ids, complete, *measures, strict=True)
        ]


def _back(telemetry: Telemetry, on: dt.date) -> int:
    """Return how many weeks before the last complete one the last week before a day lies."""
    return (telemetry.last_week - last_complete(on)) // WEEK


def _parts(column: Floats, back: int, weeks: int) -> tuple[Floats, Floats]:
    """Return the sums of the last complete weeks, and of all earlier ones."""
    return column[:, back : back + weeks].sum(axis=1), column[:, back + weeks :].sum(axis=1)


def _judged(name: str, weeks: int, shares: Sequence[Measure], bar: Bar) -> Criterion:
    needed = bar.weeks + bar.least_earlier
    if weeks < needed:
        lived = f"{weeks} complete {'week' if weeks == 1 else 'weeks'}"
        return Criterion(name, Outcome.FAIL, f"It had {lived} behind it, and {needed:g} are needed.")
    unedited, error, fallback = shares
    judged = judge_stability(name, weeks, (unedited, error, fallback), frozenset(), bar)
    decides = next(one for one in judged.criteria if one.outcome is judged.outcome)
    return Criterion(name, judged.outcome, decides.reason)


def _measures(name: str, tops: Pairs, bottoms: Pairs, filled: Pairs, busy: Pairs) -> list[Measure]:
    """Return a share per agent as stability reads it: without limits and trend."""
    asked = next(one for one in MEASURES if one.name == name)
    (top, before), (bottom, before_of) = tops, bottoms
    has = filled[0] > 0
    shown = (np.where(has, sums, np.nan) for sums in (top, bottom))
    shares = (plain(column) for column in (ratio(top, bottom), *shown, ratio(before, before_of)))
    trend = Trend("unknown", None, None, None, None, 0)
    return [
        Measure(
            *(name, asked.better, share, None, None, numerator, denominator),
            weeks=int(weeks),
            earlier=mean,
            earlier_weeks=int(earlier_weeks),
            trend=trend,
        )
        for share, numerator, denominator, mean, weeks, earlier_weeks in zip(
            *shares, filled[0].tolist(), busy[1].tolist(), strict=True
        )
    ]
