"""Keep, fix, merge or retire: one explained verdict per agent in production (DESIGN, Governance: retirement).

An agent retires on any of three grounds. The first is an equivalence: the automation rate is low and its trend is shown
to be flat, its whole confidence interval within the policy's points a month. A trend that is merely not significant
shows nothing, and leaves the ground unknown.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from toolkit.evidence.measures import WEEKS_PER_MONTH, Measured
from toolkit.evidence.money import value_of
from toolkit.evidence.running import Running
from toolkit.evidence.stability import criterion, percent
from toolkit.evidence.telemetry import Floats, Telemetry, Truths, plain
from toolkit.kernels.trends import discoveries
from toolkit.kernels.weeks import WEEKS_PER_QUARTER
from toolkit.model import Outcome
from toolkit.results import AgentHealth, AgentVerdict, Criterion, Measure, Trend

if TYPE_CHECKING:
    from toolkit.policy import Policy

WORSENING = ("completion", "fallback", "error", "unedited", "csat", "cost_per_action")
"""The measures of the quarterly review, errors and edits; an agent that clearly worsens on one is to be mended."""


@dataclass(frozen=True)
class _Bounds:
    """The grounds for retirement, from the policy."""

    automation_at_most: float
    flat_within: float
    least_weeks: float
    quarters: int


def _bounds(policy: Policy) -> _Bounds:
    return _Bounds(
        policy.number("retirement.automation_at_most"),
        policy.number("retirement.flat_within"),
        policy.number("retirement.least_weeks"),
        int(policy.number("retirement.quarters")),
    )


@dataclass(frozen=True)
class _Money:
    """Cost and value of the last quarters, each of shape (quarters, agents); NaN where not all of it is known."""

    cost: Floats
    value: Floats
    per_month: list[float | None]
    value_per_month: list[float | None]
    weeks: list[int]


def judge_verdicts(running: Running) -> tuple[AgentVerdict, ...]:
    """Return what to do with each agent in production, in the order of ``health``."""
    telemetry, measured, policy = running.telemetry, running.measured, running.policy
    money, numbers = _money(telemetry, running.used, policy), telemetry.running.tolist()
    pooled = running.seen.rows.pair("completed", "eligible")
    rates, weeks = plain(pooled.rate), pooled.busy.tolist()
    worsening = _worsening(measured, numbers, policy)
    trends, lasted, bounds = measured["automation"].trends, telemetry.weeks.tolist(), _bounds(policy)
    has_changed = telemetry.agents["process_changed_on"].notna().tolist()
    grounds = [
        (
            _plateau(rates[i], weeks[i], lasted[i], trends[i], bounds),
            _process(telemetry.agents.iloc[i], running.as_of) if has_changed[i] else _UNCHANGED,
            _losing(money, i, lasted[i], bounds),
        )
        for i in numbers
    ]
    retires = [any(one.outcome is Outcome.FAIL for one in three) for three in grounds]
    stays = _survivors(telemetry, numbers, retires, pooled.rate)
    names = {one.agent: one.name or one.agent for one in running.health}
    found = []
    for k, i in enumerate(numbers):
        health, stay = running.health[k], stays.get(i, "")
        unknown = [one.reason for one in (*grounds[k], *health.stability.criteria) if one.outcome is Outcome.UNKNOWN]
        verdict, reasons = _verdict(health, grounds[k], names.get(stay, ""), worsening[k], unknown)
        found.append(
            AgentVerdict(
                *(health.agent, verdict, tuple(reasons), tuple(unknown), grounds[k], stay, rates[i], trends[i]),
                *(money.per_month[i], money.value_per_month[i], money.weeks[i]),
            )
        )
    return tuple(found)


def _verdict(
    health: AgentHealth, grounds: tuple[Criterion, ...], stays: str, worsening: list[str], unknown: list[str]
) -> tuple[str, list[str]]:
    """Return the first verdict that something speaks for, and what does."""
    failing = [one.reason for one in health.stability.criteria if one.outcome is Outcome.FAIL]
    leaving = [one.reason for one in grounds if one.outcome is Outcome.FAIL]
    if leaving:
        return "retire", leaving
    if stays:
        return "merge", [f"{stays} works on the same workflow, and stays."]
    if failing or worsening:
        return "fix", failing + worsening
    if unknown:
        return "not_known", unknown
    return "keep", ["No ground to retire it holds, it is stable, and no measure clearly worsens."]


def _plateau(rate: float | None, weeks: int, lasted: int, trend: Trend, bounds: _Bounds) -> Criterion:
    most, flat, least = bounds.automation_at_most, bounds.flat_within, bounds.least_weeks
    if lasted < least:
        early = f"in production for {lasted} complete weeks; a plateau is judged from {least:g} on"
        return criterion("plateau", Outcome.PASS, early)
    if rate is None or weeks < least:
        missing = f"the automation rate is known for {weeks} weeks of the last {lasted}, {least:g} are needed"
        return criterion("plateau", Outcome.UNKNOWN, missing)
    if rate > most:
        return criterion(
            "plateau",
            Outcome.PASS,
            f"it finishes {percent(rate, most)} of eligible items alone, more than {percent(most)}",
        )
    low_rate = f"it finishes {percent(rate)} of eligible items alone, at most {percent(most)}"
    if trend.low is None or trend.high is None:
        return criterion("plateau", Outcome.UNKNOWN, f"{low_rate}, and its trend is not known")
    moves = f"its trend lies between {_points(trend.low)} and {_points(trend.high)} a month"
    if trend.low >= -flat - _ROUNDING and trend.high <= flat + _ROUNDING:
        return criterion("plateau", Outcome.FAIL, f"{low_rate}, and that is where it stays: {moves}")
    if trend.low > flat or trend.high < -flat:
        return criterion("plateau", Outcome.PASS, f"{low_rate}, but it is moving: {moves}")
    return criterion("plateau", Outcome.UNKNOWN, f"{low_rate}; whether that is a plateau nobody can say yet: {moves}")


_ROUNDING = 1e-12
_UNCHANGED = criterion("process", Outcome.PASS, "no change of its process is recorded")


def _process(agent: pd.Series, as_of: dt.date) -> Criterion:
    """Fail: the process changed after the agent was last retrained, or went live; one blank or to come is none."""
    changed, retrained, since = (agent[name] for name in ("process_changed_on", "last_retrained", "production_since"))
    if changed > pd.Timestamp(as_of):
        return criterion("process", Outcome.PASS, f"its process changes only on {_day(changed)}")
    known = [day for day in (retrained, since) if pd.notna(day) and day <= pd.Timestamp(as_of)]
    if not known:
        missing = f"its process changed on {_day(changed)}, and nobody wrote down when it was last retrained"
        return criterion("process", Outcome.UNKNOWN, missing)
    if max(known) >= changed:
        return criterion("process", Outcome.PASS, f"its process changed on {_day(changed)}, and it has followed since")
    return criterion(
        "process", Outcome.FAIL, f"its process changed on {_day(changed)}, and it has not been retrained since"
    )


def _losing(money: _Money, i: int, lasted: int, bounds: _Bounds) -> Criterion:
    quarters = bounds.quarters
    if lasted < quarters * WEEKS_PER_QUARTER:
        early = f"in production for {lasted} complete weeks, which is less than {quarters} quarters"
        return criterion("value", Outcome.PASS, early)
    pairs = list(zip(money.cost[:, i].tolist(), money.value[:, i].tolist(), strict=True))
    says = ", ".join(f"{value:,.0f} returned for {cost:,.0f}" for cost, value in pairs if not isnan(cost + value))
    if any(cost <= value for cost, value in pairs):
        return criterion(
            "value", Outcome.PASS, f"it returned at least what it cost in one of the last {quarters} quarters: {says}"
        )
    if all(cost > value for cost, value in pairs):
        return criterion(
            "value", Outcome.FAIL, f"it cost more than it returned in each of the last {quarters} quarters: {says}"
        )
    missing = f"cost and value are not known for every week of the last {quarters} quarters"
    return criterion("value", Outcome.UNKNOWN, missing)


def _money(telemetry: Telemetry, used: Truths, policy: Policy) -> _Money:
    costs, values = [], []
    for quarter in range(int(policy.number("retirement.quarters"))):
        rows = telemetry.part(telemetry.back // WEEKS_PER_QUARTER == quarter)
        whole = rows.count() == WEEKS_PER_QUARTER
        costs.append(np.where(whole, rows.total("cost"), np.nan))
        values.append(np.where(whole, value_of(rows, used), np.nan))
    last = telemetry.part(telemetry.back < WEEKS_PER_QUARTER)
    filled = last.count(~np.isnan(last.column("cost")))
    spent = last.pair("cost", "cost").numerator
    monthly = np.divide(spent, filled, out=np.full(last.size, np.nan), where=filled > 0) * WEEKS_PER_MONTH
    of = last.count()
    returned = np.divide(value_of(last, used), of, out=np.full(last.size, np.nan), where=of > 0) * WEEKS_PER_MONTH
    return _Money(np.array(costs), np.array(values), plain(monthly), plain(returned), filled.tolist())


def _worsening(measured: dict[str, Measured], numbers: list[int], policy: Policy) -> list[list[str]]:
    """Return per agent the measures that clearly worsen, judged together: six trends raise more false alarms."""
    judged = [[measured[name].records[i] for name in WORSENING] for i in numbers]
    p = np.array([[np.nan if one.trend.p is None else one.trend.p for one in six] for six in judged])
    clear = discoveries(p.reshape(len(numbers), len(WORSENING)), 1 - policy.number("health.confidence")).tolist()
    return [
        [_worsens(one) for one, is_clear in zip(six, flags, strict=True) if is_clear and one.is_worsening]
        for six, flags in zip(judged, clear, strict=True)
    ]


def _worsens(measure: Measure) -> str:
    verb = "falls" if measure.better == "higher" else "rises"
    return f"{_TITLES[measure.name]} {verb}, week by week over {measure.trend.weeks} weeks."


_TITLES = {
    "completion": "The completion rate",
    "fallback": "The fallback rate",
    "error": "The error rate",
    "unedited": "The share approved without edits",
    "csat": "Satisfaction",
    "cost_per_action": "The cost per action",
}


def _survivors(telemetry: Telemetry, numbers: list[int], retires: list[bool], rates: Floats) -> dict[int, str]:
    """Return, for agents that share a workflow with another one, the agent that stays; the one that stays has none.

    It is the one that finishes most alone, then the oldest; one that retires neither stays nor merges.
    """
    workflows = telemetry.agents["workflow"].tolist()
    shared: dict[str, list[int]] = {}
    for i, is_leaving in zip(numbers, retires, strict=True):
        if isinstance(workflows[i], str) and workflows[i] and not is_leaving:
            shared.setdefault(workflows[i], []).append(i)
    found = {}
    for agents in shared.values():
        best = min(agents, key=lambda i: (-np.nan_to_num(rates[i], nan=-1.0), telemetry.first[i], telemetry.ids[i]))
        found.update({i: telemetry.ids[best] for i in agents if i != best})
    return found


def _points(share: float) -> str:
    return f"{100 * share:+.2f} points".replace("-", "\N{MINUS SIGN}")


def _day(moment: pd.Timestamp) -> str:
    return f"{moment.day} {moment:%B %Y}"
