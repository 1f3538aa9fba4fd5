"""Rates from sums, intervals, trends and weeks, recomputed by plain loops on random fleets."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.evidence import reference
from tests.evidence.fleets import AS_OF, LAST, USUAL, WEEK, agent, judge, lately, weeks
from toolkit.results import AgentHealth, Trend, WeekCount


def health(rows: list[dict[str, Any]], **changed: Any) -> AgentHealth:
    return judge([agent(**changed)], rows).health[0]


@st.composite
def fleets(draw: st.DrawFn) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Agents of different ages, weeks missing, cells blank, rows in any order, some before production."""
    random_ = random.Random(draw(st.integers(0, 10_000)))
    agents, rows = [], []
    for name in ("a", "b", "c")[: draw(st.integers(1, 3))]:
        age = random_.choice((2, 5, 9, 30, 45))
        agents.append(agent(name, age, production_since=LAST - (age - 1) * WEEK - dt.timedelta(days=age % 7)))
        for row in weeks(name, age + 3):
            if random_.random() < 0.1:
                continue
            for column in USUAL:
                row[column] = None if random_.random() < 0.05 else random_.randint(0, 40)
            row["eligible"], row["approvals"] = random_.randint(38, 90), random_.randint(38, 60)
            rows.append(row)
    random_.shuffle(rows)
    return agents, rows


@settings(deadline=None, derandomize=True, max_examples=40)
@given(fleets())
def test_against_plain_loops(given: tuple[list[dict[str, Any]], list[dict[str, Any]]]) -> None:
    agents, rows = given
    for registry, found in zip(agents, judge(agents, rows).health, strict=True):
        own = reference.in_production(registry, rows, AS_OF)
        recent = [row for row in own if (LAST - row["week"]).days < 28]
        earlier = [row for row in own if (LAST - row["week"]).days >= 28]
        for name in reference.RATES:
            measure = found.measure(name)
            rate, _ = reference.pooled(recent, name)
            wrong = reference.contradicts(recent, name)
            assert (measure.value, bool(measure.why_missing)) == (None if wrong else pytest.approx(rate), wrong), name
            if measure.low is not None:
                limits = reference.wilson(measure.numerator, measure.denominator)
                assert (measure.low, measure.high) == pytest.approx(limits, abs=1e-12)
            assert (measure.earlier, measure.earlier_weeks) == pytest.approx(reference.pooled(earlier, name)), name
            expected = reference.slope(own, name, LAST)
            found_slope = measure.trend.slope
            assert found_slope == (None if expected is None else pytest.approx(expected * 52 / 12)), name


def test_order_of_rows_does_not_matter() -> None:
    agents = [agent("a", 20), agent("b", 12)]
    rows = [*weeks("a", 20, errors=lately(20, 5, 2)), *weeks("b", 12)]
    forth = judge(agents, rows)
    back = judge(agents, rows[::-1])
    for one, other in zip(forth.health, back.health, strict=True):
        assert (one.measures, one.stability, one.weeks) == (other.measures, other.stability, other.weeks)
        assert len(other.rows) == 4
    assert (forth.verdicts, forth.flywheel, forth.value) == (back.verdicts, back.flywheel, back.value)
    assert (forth.pace.advice, forth.last_week) == (back.pace.advice, back.last_week)


def test_weeks_with_runs_without_runs_and_without_data() -> None:
    rows = weeks("intake", 12)
    rows[0] |= {"completed": 0, "fallbacks": 0, "escalations": 0}
    rows[1] |= {"completed": None, "fallbacks": None, "escalations": None}
    rows[2] |= {"completed": 0, "fallbacks": None, "escalations": 0}
    rows[3] |= {"completed": 5, "fallbacks": None, "escalations": None}
    del rows[4]
    found = health(rows, weeks=12).weeks
    assert (found.complete, found.with_runs, found.without_runs, found.without_data) == (12, 8, 1, 3)


def test_latency_is_the_highest_week_and_queues_the_last() -> None:
    found = health(weeks("intake", 30, p95_latency=lambda i: 50 if i == 27 else 20, open_escalations=lambda i: i))
    assert (found.measure("p95_latency").value, found.measure("p95_latency").earlier) == (50, 20)
    assert found.measure("open_escalations").value == 29
    blank = health(weeks("intake", 30, open_escalations=lately(30, None, 4, 1)))
    assert blank.measure("open_escalations").value is None


@pytest.mark.parametrize(("count", "known"), [(7, False), (8, True)])
def test_below_eight_weeks_with_runs_a_trend_is_unknown(count: int, known: bool) -> None:
    trend = health(weeks("intake", count), weeks=count).measure("completion").trend
    assert trend.direction == ("unclear" if known else "unknown")
    assert trend.weeks == count
    if not known:
        assert trend == Trend("unknown", None, None, None, None, 7)


def test_weeks_without_runs_are_no_weeks_of_a_trend() -> None:
    idle = {name: (lambda index: 0 if index < 3 else 10) for name in ("completed", "fallbacks", "escalations")}
    assert health(weeks("intake", 10, **idle), weeks=10).measure("completion").trend.direction == "unknown"


def test_a_slow_decline_is_seen() -> None:
    """A tenth of a point a week, in a series that wobbles by three points."""
    found = health(weeks("intake", 30, eligible=1000, completed=lambda i: 700 - i + (15 if i % 2 else -15)))
    trend = found.measure("automation").trend
    assert trend.direction == "falling"
    assert trend.p is not None
    assert trend.p < 0.05
    assert found.measure("automation").is_worsening
    assert not found.measure("csat").is_worsening


def test_rows_that_do_not_count() -> None:
    rows = [*weeks("intake", 12), *weeks("gone", 30)]
    rows.append({"agent": "intake", "week": LAST + WEEK, **USUAL})
    rows.append({"agent": "intake", "week": LAST + dt.timedelta(days=2), **USUAL})
    fleet = judge([agent(weeks=10), agent("gone", 30, status="retired", retired_on=LAST - 20 * WEEK)], rows)
    assert [one.agent for one in fleet.health] == ["intake"]
    assert fleet.health[0].weeks == WeekCount(10, 10, 0, 0)
    assert [(one.agent, one.years[0].weeks) for one in fleet.value.agents] == [("intake", 10), ("gone", 10)]


@pytest.mark.parametrize(
    ("column", "value", "known"),
    [
        pytest.param("eligible", 69, ("unedited", "csat"), id="more completed than eligible"),
        pytest.param(
            "errors", 71, ("completion", "automation", "fallback", "unedited"), id="more errors than completed"
        ),
        pytest.param("approved_unedited", 41, ("error", "fallback"), id="more without edits than approved"),
        pytest.param("intent_drift", 91, ("error", "hallucinations"), id="more flags than runs"),
    ],
)
@pytest.mark.parametrize("week", [29, 10])
def test_a_week_that_cannot_be_right_counts_for_nobody(
    column: str, value: int, known: tuple[str, ...], week: int
) -> None:
    """Lately it makes what rests on it unknown; earlier it is left out of mean and trend."""
    usual, found = health(weeks("intake", 30)), health(weeks("intake", 30, **{column: _once(week, value, column)}))
    for measure in found.measures:
        same = usual.measure(measure.name)
        if measure.name in known:
            assert measure == same
        elif week == 29 and measure.why_missing:
            assert (measure.value, measure.low) == (None, None)
        assert measure.earlier == same.earlier
    assert any(one.why_missing for one in found.measures) == (week == 29)
    assert any(one.trend.weeks == 25 for one in found.measures)


def _once(week: int, value: int, column: str) -> Any:
    return lambda index: value if index == week else USUAL[column]


def test_a_first_day_still_to_come_is_none() -> None:
    """Nothing counts of such an agent: no weeks, no go-live, no place on a learning curve."""
    soon = agent("soon", production_since=AS_OF + WEEK, build_weeks=1)
    fleet = judge([agent(), soon], [*weeks("intake"), *weeks("soon", 8)])
    assert fleet.health[1].weeks == WeekCount(0, 0, 0, 0)
    assert {point.agent for curve in fleet.flywheel.curves for point in curve.points} == {"intake"}
    assert [one.agent for one in fleet.value.agents] == ["intake"]


def test_an_empty_registry() -> None:
    fleet = judge([], [])
    assert (fleet.health, fleet.verdicts, fleet.retire, fleet.value.agents, fleet.value.program) == ((),) * 5
    assert (fleet.pace.advice, fleet.flywheel.verdict) == ("hold", "too_few")


def test_agents_without_any_week() -> None:
    found = judge([agent("a"), agent("b", production_since=None)], [])
    assert [one.stability.outcome for one in found.health] == ["unknown", "unknown"]
    assert found.pace.advice == "hold"
    assert {one.verdict for one in found.verdicts} == {"not_known"}


def test_the_excel_rows_of_the_last_weeks_are_kept() -> None:
    assert health(weeks("intake", 12)[::-1], weeks=12).rows == (5, 4, 3, 2)
