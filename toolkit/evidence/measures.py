"""What is measured of an agent, and over which weeks: rates from sums, intervals, trends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from toolkit.evidence.telemetry import Floats, Ints, Pair, Rows, Telemetry, Truths, plain, tally
from toolkit.kernels.books import MONTHS_PER_YEAR
from toolkit.kernels.rates import ratio, wilson
from toolkit.kernels.trends import Trends, trends
from toolkit.kernels.weeks import PARTS, RUNS
from toolkit.results import Measure, Trend

if TYPE_CHECKING:
    from toolkit.policy import Policy

WEEKS_PER_YEAR = 52
WEEKS_PER_MONTH = WEEKS_PER_YEAR / MONTHS_PER_YEAR


@dataclass(frozen=True)
class Asked:
    """A measure as it is declared: numerator / denominator of columns; a level has no denominator.

    ``kind``: ``share`` (counts of counts, with an interval), ``mean``, ``highest`` (the highest week) or ``latest`` (a
    stock, as the last week left it).
    """

    name: str
    numerator: str
    denominator: str
    kind: str
    better: str

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The columns that it rests on and that cannot be right where they exceed another one."""
        columns = {self.numerator, *(RUNS if self.denominator == "runs" else (self.denominator,))}
        return tuple(name for name in PARTS if name in columns)


MEASURES = (
    Asked("completion", "completed", "runs", "share", "higher"),
    Asked("automation", "completed", "eligible", "share", "higher"),
    Asked("fallback", "fallbacks", "runs", "share", "lower"),
    Asked("escalation", "escalations", "runs", "share", "lower"),
    Asked("error", "errors", "completed", "share", "lower"),
    Asked("unedited", "approved_unedited", "approvals", "share", "higher"),
    Asked("csat", "csat_sum", "csat_count", "mean", "higher"),
    Asked("cost_per_action", "cost", "runs", "mean", "lower"),
    Asked("p95_latency", "p95_latency", "", "highest", "lower"),
    Asked("hallucinations", "hallucinations", "runs", "share", "lower"),
    Asked("intent_drift", "intent_drift", "runs", "share", "lower"),
    Asked("open_escalations", "open_escalations", "", "latest", "lower"),
    Asked("open_requests", "open_requests", "", "latest", "lower"),
)
"""Weeks' p95 latencies cannot be averaged: their highest is a bound that 95 % of all items of the weeks keep."""


@dataclass(frozen=True, eq=False)
class Window:
    """The last weeks of all agents, for trends: where each row stands, and which weeks had runs."""

    rows: Rows
    week: Ints
    weeks: int
    with_runs: Floats

    def grid(self, values: Floats) -> Floats:
        """Return values of the rows as (agents, weeks), in order of time; NaN where there is no row."""
        grid = np.full((self.rows.size, self.weeks), np.nan)
        grid[self.rows.code, self.week] = values
        return grid


def window(telemetry: Telemetry, weeks: int) -> Window:
    """Return the last complete weeks, so many of them."""
    chosen = telemetry.back < weeks
    rows = telemetry.part(chosen)
    week = weeks - 1 - telemetry.back[telemetry.places(chosen)]
    runs = np.nansum([rows.fetch(name) for name in ("completed", "fallbacks", "escalations")], axis=0)
    found = Window(rows, week, weeks, np.empty(0))
    return Window(rows, week, weeks, found.grid(np.where(runs > 0, 1.0, np.nan)))


def weekly(seen: Window, asked: Asked) -> Floats:
    """Return a measure week by week, shape (agents, weeks); NaN where the week does not say."""
    top = seen.rows.column(asked.numerator)
    return seen.grid(ratio(top, seen.rows.column(asked.denominator)) if asked.denominator else top)


def judged_trends(values: Floats, with_runs: Floats, policy: Policy) -> list[Trend]:
    """Return the trend of each agent's weeks, shape (agents, weeks); unknown below the policy's weeks with runs."""
    confidence = policy.number("health.confidence")
    weeks = np.count_nonzero(~np.isnan(values * with_runs), axis=1)
    enough = weeks >= policy.number("health.least_trend_weeks")
    found = trends(values[enough], confidence=confidence)
    records = _trends(found, weeks[enough], 1 - confidence)
    if len(records) == len(weeks):
        return records
    judged = iter(records)
    return [
        next(judged) if one else Trend("unknown", None, None, None, None, int(n))
        for one, n in zip(enough, weeks, strict=True)
    ]


def _trends(found: Trends, weeks: Ints, level: float) -> list[Trend]:
    direction = np.where(found.s > 0, "rising", "falling")
    words = np.where(found.p < level, direction, "unclear").tolist()
    slopes = [plain(column * WEEKS_PER_MONTH) for column in (found.slope, found.low, found.high)]
    return [Trend(*row) for row in zip(words, *slopes, plain(found.p), weeks.tolist(), strict=True)]


@dataclass(frozen=True, eq=False)
class Measured:
    """One measure of all agents: sums of the recent and of the earlier weeks, and trends; as arrays and as records."""

    asked: Asked
    recent: Pair
    earlier: Pair
    trends: list[Trend]
    records: list[Measure]


def measure(telemetry: Telemetry, seen: Window, policy: Policy) -> dict[str, Measured]:
    """Return every measure of every agent of the registry, in its order, by name; trends over the window ``seen``."""
    stable = int(policy.number("health.stable_weeks"))
    is_recent = telemetry.back < stable
    recent, earlier = telemetry.part(is_recent), telemetry.rows(~is_recent)
    latest = telemetry.back[telemetry.places(is_recent)]
    contradicted = _contradicted(telemetry, is_recent)
    found = {}
    for asked in MEASURES:
        slopes = judged_trends(weekly(seen, asked), seen.with_runs, policy)
        if asked.denominator:
            found[asked.name] = _rate(asked, recent, earlier, slopes, contradicted=contradicted, policy=policy)
        else:
            found[asked.name] = _level(asked, recent, earlier, slopes, latest)
    return found


def _contradicted(telemetry: Telemetry, recent: Truths) -> dict[str, Ints]:
    """Return the agents with a recent week in which a part exceeds its whole, by number, for columns that have some."""
    found = {name: telemetry.code[recent & telemetry.contradicted(name)] for name in PARTS}
    return {name: code[code < len(telemetry.agents)] for name, code in found.items() if code.size}


def _rate(
    asked: Asked, recent: Rows, earlier: Rows, slopes: list[Trend], *, contradicted: dict[str, Ints], policy: Policy
) -> Measured:
    now, before = recent.pair(asked.numerator, asked.denominator), earlier.pair(asked.numerator, asked.denominator)
    value, why = now.rate.copy(), [""] * recent.size
    low, high = np.full_like(value, np.nan), np.full_like(value, np.nan)
    if asked.kind == "share":
        low, high = wilson(now.numerator, now.denominator, confidence=policy.number("health.confidence"))
    for name in asked.parts:
        for agent in contradicted.get(name, np.empty(0, dtype=np.int64)).tolist():
            value[agent], low[agent], high[agent], why[agent] = np.nan, np.nan, np.nan, PARTS[name][1]
    filled = now.filled > 0
    top, bottom = (np.where(filled, sums, np.nan) for sums in (now.numerator, now.denominator))
    columns = [plain(column) for column in (value, low, high, top, bottom)]
    before_columns = (plain(before.rate), before.busy.tolist())
    records = _records(asked, *columns, now.filled.tolist(), *before_columns, slopes, why)
    return Measured(asked, now, before, slopes, records)


def _level(asked: Asked, recent: Rows, earlier: Rows, slopes: list[Trend], back: Ints) -> Measured:
    values = recent.column(asked.numerator)
    filled = ~np.isnan(values)
    of = recent.count(filled)
    level = np.full(recent.size + 1, -np.inf)
    chosen = filled & (back == 0) if asked.kind == "latest" else filled
    np.maximum.at(level, recent.code[chosen], values[chosen])
    value = np.where(np.isinf(level), np.nan, level)[: recent.size]
    past = earlier.column(asked.numerator)
    code = np.where(np.isnan(past), earlier.size, earlier.code)
    sums, counts = tally(code, past, earlier.size), earlier.count(code=code)
    nothing = np.full(recent.size, np.nan)
    now = Pair(value, nothing, of, of)
    before = Pair(sums, counts.astype(float), counts, counts)
    missing = [None] * recent.size
    records = _records(
        *(asked, plain(value), missing, missing, missing, missing, of.tolist()),
        *(plain(before.rate), counts.tolist(), slopes, [""] * recent.size),
    )
    return Measured(asked, now, before, slopes, records)


def _records(asked: Asked, *columns: Sequence[Any]) -> list[Measure]:
    name, better = asked.name, asked.better
    return [Measure(name, better, *row) for row in zip(*columns, strict=True)]
