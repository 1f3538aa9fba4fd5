"""Go, hold, slow down: each rule, what is unknown, the same age, and what ends it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.evidence.fleets import AS_OF, WEEK, agent, judge, lately, noisy, weeks
from toolkit.results import Fleet, PaceRule


def fleet(count: int, changed: dict[int, dict[str, Any]] | None = None, weeks_: int = 30, **registry: Any) -> Fleet:
    """So many healthy agents of one age; the weeks of some changed."""
    agents = [agent(f"a{i:02d}", weeks_, **registry) for i in range(count)]
    rows = [row for i in range(count) for row in weeks(f"a{i:02d}", weeks_, **(changed or {}).get(i, {}))]
    return judge(agents, rows)


def rule(found: Fleet, name: str) -> PaceRule:
    return {one.rule: one for one in found.pace.rules}[name]


def test_a_healthy_fleet_goes() -> None:
    found = fleet(5)
    assert found.pace.advice == "go"
    assert found.pace.because == found.pace.rules
    assert not any(one.exit for one in found.pace.rules)


GROWS = {"open_escalations": lambda i: 2 + i}
PILES_UP = {"open_requests": lambda i: 2 + i // 2}
EDITED = {"approvals": 1000, "eligible": 2000, "completed": 1400, "approved_unedited": lambda i: 960 - 2 * i}
UNHAPPY = {"csat_sum": lambda i: 45 - i * 0.2}
LIMPS = {"approved_unedited": 20}


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        pytest.param(GROWS, "escalation_queues", id="escalations"),
        pytest.param(PILES_UP, "requests", id="requests"),
        pytest.param(EDITED, "trust", id="edits"),
        pytest.param(UNHAPPY, "trust", id="satisfaction"),
        pytest.param(LIMPS, "not_stable", id="stability"),
    ],
)
@pytest.mark.parametrize(("affected", "advice"), [(0, "go"), (1, "hold"), (2, "hold"), (3, "slow_down")])
def test_the_share_of_agents_decides(changed: dict[str, Any], name: str, affected: int, advice: str) -> None:
    """Of ten agents: one or two hold, three, more than a fifth, slow down."""
    found = fleet(10, dict.fromkeys(range(affected), changed))
    assert rule(found, name).advice == advice
    assert found.pace.advice == advice
    assert rule(found, name).agents == tuple(f"a{i:02d}" for i in range(affected))
    if affected:
        assert rule(found, name) in found.pace.because
        assert rule(found, name).exit
        assert rule(found, name).evidence[0].cell
        assert "A00" in rule(found, name).message


def test_fifteen_agents_of_which_five_limp() -> None:
    limping = {"approved_unedited": 26, "completed": 45, "fallbacks": 30, "errors": 6}
    found = fleet(15, dict.fromkeys(range(10, 15), limping))
    assert found.pace.advice == "slow_down"
    assert len(rule(found, "not_stable").agents) == 5
    assert {one.agent for one in found.health if one.stability.outcome == "fail"} == {f"a{i}" for i in range(10, 15)}


def test_a_queue_of_two_items_is_none() -> None:
    assert fleet(5, {0: {"open_escalations": lambda i: 2 + i // 13}}).pace.advice == "go"


def test_noise_in_many_agents_raises_no_alarm() -> None:
    """Forty agents, each series judged beside the others."""
    noise = {i: {"open_escalations": noisy(i, 8, 2), "csat_sum": noisy(100 + i, 42, 2)} for i in range(40)}
    found = fleet(40, noise)
    assert rule(found, "escalation_queues").advice == "go"
    assert rule(found, "trust").advice == "go"


@pytest.mark.parametrize(
    ("checked", "advice"),
    [
        *((AS_OF, "go"), (AS_OF - 2 * WEEK, "go"), (AS_OF - 15 * WEEK / 7, "slow_down")),
        *((None, "hold"), (AS_OF + WEEK / 7, "hold")),
    ],
    ids=["today", "14 days", "15 days", "blank", "a day to come"],
)
def test_dashboards(checked: Any, advice: str) -> None:
    found = rule(fleet(3, dashboard_checked=checked), "dashboards")
    assert found.advice == advice
    assert found.unknown == (("a00", "a01", "a02") if advice == "hold" else ())


@pytest.mark.parametrize("column", ["open_escalations", "open_requests", "approvals", "csat_count"])
def test_what_nobody_wrote_down_never_goes(column: str) -> None:
    found = fleet(3, {1: {column: None}})
    assert found.pace.advice == "hold"
    assert any(one.unknown == ("a01",) for one in found.pace.because)


@pytest.mark.parametrize(
    "changed",
    [{"approvals": 0, "approved_unedited": 0}, {"csat_count": 0, "csat_sum": 0}],
    ids=["no approvals", "no ratings"],
)
def test_zeros_typed_say_that_there_were_none(changed: dict[str, Any]) -> None:
    assert fleet(3, {1: changed}).pace.advice == "go"


def test_a_young_agent_holds_the_next() -> None:
    found = judge([agent("old", 30), agent("young", 5)], [*weeks("old", 30), *weeks("young", 5)])
    assert found.pace.advice == "hold"
    assert {one.rule for one in found.pace.because} == {"escalation_queues", "requests", "trust", "not_stable"}


def test_nobody_has_looked_for_collisions() -> None:
    assert judge([agent()], weeks(), collisions=None).pace.advice == "hold"


# --- the same age ---------------------------------------------------------------------------------


def cohorts(newer: dict[str, Any], older: dict[str, Any] | None = None, age: int = 20) -> PaceRule:
    """Four older agents and two newer ones: the newest third."""
    agents = [agent(f"old{i}", 60) for i in range(4)] + [agent(f"new{i}", age) for i in range(2)]
    rows = [row for i in range(4) for row in weeks(f"old{i}", 60, **(older or {}))]
    rows += [row for i in range(2) for row in weeks(f"new{i}", age, **newer)]
    return rule(judge(agents, rows), "newer_worse")


ROUGH_START = {"fallbacks": lambda i: 30 if i < 13 else 10, "completed": lambda i: 50 if i < 13 else 70}


@pytest.mark.parametrize(
    ("newer", "older", "advice"),
    [
        pytest.param({}, {}, "go", id="alike"),
        pytest.param(ROUGH_START, {}, "slow_down", id="worse at the same age"),
        pytest.param(ROUGH_START, ROUGH_START, "go", id="as rough as the older ones were"),
        pytest.param({}, ROUGH_START, "go", id="better"),
        pytest.param({"fallbacks": 12}, {}, "go", id="worse by less than three points"),
    ],
)
def test_newer_and_older_at_the_same_age(newer: dict[str, Any], older: dict[str, Any], advice: str) -> None:
    assert cohorts(newer, older).advice == advice


def test_being_young_is_no_fault() -> None:
    """Newer agents are still in their rough weeks, which the older ones have long behind them."""
    found = cohorts({"fallbacks": 30, "completed": 50}, ROUGH_START, age=9)
    assert found.advice == "go"
    assert found.numbers["fallback_worse_by"] == pytest.approx(0)


def test_it_says_by_how_much() -> None:
    found = cohorts(ROUGH_START)
    assert found.agents == ("new0", "new1")
    assert found.numbers["fallback_worse_by"] == pytest.approx(30 / 90 - 10 / 90)
    assert "2 newest agents against the 4 older agents" in found.message


def test_too_young_to_compare() -> None:
    assert cohorts(ROUGH_START, age=3).advice == "hold"


def test_a_date_that_is_missing_holds() -> None:
    found = judge([agent("a"), agent("b", production_since=None)], [*weeks("a"), *weeks("b")])
    assert rule(found, "newer_worse").unknown == ("b",)
    assert found.pace.advice == "hold"


def test_retired_agents_are_compared_with() -> None:
    agents = [agent("gone", 60, status="retired", retired_on=AS_OF - 20 * WEEK), agent("new", 20)]
    found = judge(agents, [*weeks("gone", 60), *weeks("new", 20, **ROUGH_START)])
    assert rule(found, "newer_worse").advice == "slow_down"


def test_lately_worse_is_not_worse_at_the_same_age() -> None:
    found = cohorts({"fallbacks": lately(20, 40, 10)})
    assert found.advice == "go"
