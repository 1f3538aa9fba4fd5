"""A fleet that learns and one that does not, and all that is too little to say."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import stats

from tests.evidence.fleets import LAST, WEEK, agent, judge, weeks
from toolkit.results import Fleet, LearningCurve

COMPONENT = {"kind": "runtime", "status": "live", "since": LAST - 100 * WEEK, "one_off_cost": 36_000}


def fleet(
    count: int,
    platform: list[dict[str, Any]] | None = None,
    quality: Any = None,
    changed: dict[str, float] | None = None,
    **by_order: Any,
) -> Fleet:
    """Agents that went live four weeks apart, the oldest first; columns of the registry by order from 1 on."""
    agents, rows = [], []
    for order in range(1, count + 1):
        age = 20 + 4 * (count - order)
        typed = {name: value(order) if callable(value) else value for name, value in by_order.items()}
        agents.append(agent(f"a{order}", age, **typed))
        errors = quality(order) if quality else 20
        rows += weeks(f"a{order}", age, eligible=1000, completed=700, errors=errors)
    return judge(agents, rows, platform=platform, changed=changed)


def curve(found: Fleet, name: str) -> LearningCurve:
    return {one.measure: one for one in found.flywheel.curves}[name]


LEARNS = {
    "build_weeks": lambda n: 8 * n**-0.4 * (1 + 0.03 * (-1) ** n),
    "integration_weeks": lambda n: 5 * n**-0.6 * (1 - 0.03 * (-1) ** n),
    "build_cost": lambda n: round(50_000 * n**-0.5),
}
FLAT = {
    "build_weeks": lambda n: (5, 6, 5, 5, 6, 5, 6, 5)[n - 1],
    "integration_weeks": lambda n: (3, 2, 3, 3, 2, 3, 3, 3)[n - 1],
    "build_cost": lambda n: 30_000 + 500 * n,
}


def test_a_fleet_that_learns() -> None:
    found = fleet(8, quality=lambda n: round(80 * n**-0.5), **LEARNS)
    assert found.flywheel.verdict == "compounding"
    assert found.flywheel.learning_rate == pytest.approx(1 - 2**-0.4, abs=0.02)
    rates = [curve(found, name) for name in LEARNS]
    assert all(one.state == "learning" and one.low is not None and one.low > 0 for one in rates)


def test_a_fleet_that_does_not() -> None:
    found = fleet(8, **FLAT)
    assert found.flywheel.verdict == "not_compounding"
    assert curve(found, "build_cost").state == "worsening"
    assert curve(found, "build_weeks").state == "not_learning"


def test_the_fit_is_that_of_the_regression() -> None:
    found = curve(fleet(8, **LEARNS), "build_weeks")
    order, amounts = np.arange(1, 9), [LEARNS["build_weeks"](n) for n in range(1, 9)]
    line = stats.linregress(np.log(order), np.log(amounts))
    half = stats.t.ppf(0.975, 6) * line.stderr
    assert (found.rate, found.low, found.high) == pytest.approx(
        (1 - 2**line.slope, 1 - 2 ** (line.slope + half), 1 - 2 ** (line.slope - half))
    )
    assert [(point.agent, point.order) for point in found.points] == [(f"a{n}", n) for n in range(1, 9)]


@pytest.mark.parametrize(("count", "verdict"), [(4, "too_few"), (5, "compounding")])
def test_below_five_agents_it_is_too_few_to_say(count: int, verdict: str) -> None:
    found = fleet(count, quality=lambda n: 20, **LEARNS).flywheel
    assert found.verdict == verdict
    assert (found.learning_rate is None) is (count == 4)


def test_what_nobody_wrote_down_is_too_few() -> None:
    found = fleet(8, build_weeks=None, integration_weeks=None, build_cost=None, quality=lambda n: None)
    assert found.flywheel.verdict == "too_few"
    assert found.flywheel.learning_rate is None


def test_it_looks_like_learning_and_nobody_can_say() -> None:
    rough = lambda n: (9, 4, 8, 3, 6)[n - 1]  # noqa: E731
    found = fleet(5, build_weeks=rough, integration_weeks=rough, build_cost=rough, quality=lambda n: None)
    assert {curve(found, name).state for name in LEARNS} == {"unclear"}
    assert found.flywheel.verdict == "too_few"


def test_cheaper_because_worse_is_no_learning() -> None:
    found = fleet(8, quality=lambda n: round(20 * n**0.7), **LEARNS)
    assert curve(found, "first_quarter_errors").state == "worsening"
    assert found.flywheel.verdict == "not_compounding"


def test_no_weeks_at_all_count_as_the_least() -> None:
    found = curve(fleet(6, integration_weeks=lambda n: max(3 - n, 0)), "integration_weeks")
    assert [point.amount for point in found.points] == [2, 1, 0.1, 0.1, 0.1, 0.1]


def test_the_first_quarter_must_be_whole() -> None:
    agents = [agent(f"a{n}", 10 + n) for n in range(6)]
    rows = [
        row
        for n in range(6)
        for row in weeks(f"a{n}", 10 + n, errors=(lambda i: None if i == 2 else 1) if n == 5 else 1)
    ]
    points = curve(judge(agents, rows), "first_quarter_errors").points
    assert [point.agent for point in points] == ["a4", "a3"], "13 and 14 weeks; a5 has a blank"
    assert points[0].amount == pytest.approx((13 + 0.5) / (13 * 70 + 1))


def test_infrastructure_is_shared_by_those_in_production() -> None:
    platform = [
        {"component_id": "runtime", **COMPONENT, "monthly_cost": 500},
        {"component_id": "later", **COMPONENT, "since": LAST - 21 * WEEK, "monthly_cost": 300},
        {"component_id": "planned", **COMPONENT, "status": "planned", "monthly_cost": 900},
    ]
    found = curve(fleet(5, platform), "infrastructure_cost")
    monthly = [1500, 1500, 1500, 1500, 2800]
    assert [point.amount for point in found.points] == pytest.approx([cost / n for n, cost in enumerate(monthly, 1)])


def test_an_agent_that_retired_shares_no_more() -> None:
    platform = [{"component_id": "runtime", **COMPONENT, "monthly_cost": 500}]
    agents = [agent("gone", 60, status="retired", retired_on=LAST - 40 * WEEK), agent("new", 20)]
    points = curve(judge(agents, [], platform=platform), "infrastructure_cost").points
    assert [point.amount for point in points] == [1500, 1500]


@pytest.mark.parametrize("blank", ["since", "one_off_cost", "monthly_cost"])
def test_a_blank_of_the_platform_leaves_it_unknown(blank: str) -> None:
    platform = [{"component_id": "runtime", **COMPONENT, "monthly_cost": 500, blank: None}]
    found = curve(fleet(6, platform), "infrastructure_cost")
    assert (found.state, found.why_missing) == ("too_few", "a date or a cost on Platform is blank")


def test_agents_of_one_day_share_a_place() -> None:
    agents = [agent("a", 30), agent("b", 20), agent("c", 20), agent("d", 10)]
    points = curve(judge(agents, []), "build_weeks").points
    assert [(point.agent, point.order) for point in points] == [("a", 1), ("b", 2.5), ("c", 2.5), ("d", 4)]


def test_all_on_one_day_is_no_order() -> None:
    found = fleet(6, production_since=LAST - 30 * WEEK, **FLAT)
    assert found.flywheel.verdict == "too_few"


def test_measures_count_as_the_policy_says() -> None:
    mixed = {**LEARNS, "build_cost": FLAT["build_cost"], "integration_weeks": FLAT["integration_weeks"]}
    assert fleet(8, **mixed).flywheel.verdict == "not_compounding"
    weights = {f"flywheel.measures.{name}": 0.0 for name in ("integration_weeks", "build_cost", "first_quarter_errors")}
    alone = fleet(8, changed={**weights, "flywheel.least_measures": 1}, **mixed)
    assert alone.flywheel.verdict == "compounding"
