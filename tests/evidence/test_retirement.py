"""Keep, fix, merge, retire: each ground, what is unknown, and what it costs to keep."""

from __future__ import annotations

from typing import Any

import pytest

from tests.evidence.fleets import AS_OF, LAST, WEEK, agent, judge, lately, noisy, weeks
from toolkit.model import Outcome
from toolkit.results import AgentVerdict

PASS, FAIL, UNKNOWN = Outcome.PASS, Outcome.FAIL, Outcome.UNKNOWN


def verdict(count: int = 30, /, registry: dict[str, Any] | None = None, **changed: Any) -> AgentVerdict:
    return judge([agent(weeks=count, **(registry or {}))], weeks("intake", count, **changed)).verdicts[0]


def ground(found: AgentVerdict, name: str) -> Outcome:
    return {criterion.name: criterion.outcome for criterion in found.criteria}[name]


def low(**changed: Any) -> dict[str, Any]:
    """Weeks of an agent that finishes 30 % alone."""
    return {"eligible": 1000, "completed": 300, **changed}


@pytest.mark.parametrize(
    ("changed", "expected", "says"),
    [
        pytest.param(low(), FAIL, "retire", id="a plateau at 30 %"),
        pytest.param(low(completed=noisy(3, 300, 5)), FAIL, "retire", id="a plateau with little noise"),
        pytest.param(low(completed=noisy(1, 300, 120)), UNKNOWN, None, id="noise shows no plateau"),
        pytest.param(low(completed=350), FAIL, "retire", id="exactly 35 %"),
        pytest.param(low(completed=351), PASS, "keep", id="35.1 %"),
        pytest.param(low(completed=lambda i: 200 + 5 * i), PASS, None, id="rising by 2 points a month"),
        pytest.param(low(completed=lambda i: 400 - 5 * i), PASS, "fix", id="falling by 2 points a month"),
        pytest.param(low(completed=lambda i: 270 + 2 * i), FAIL, "retire", id="rising by 0.87 points a month"),
        pytest.param(low(completed=lambda i: 270 + 2.4 * i), PASS, None, id="rising by 1.04 points a month"),
        pytest.param(low(eligible=None), UNKNOWN, "not_known", id="blank"),
        pytest.param(low(eligible=lately(30, 1000, None, 11)), UNKNOWN, "not_known", id="known for eleven weeks"),
        pytest.param(low(eligible=lately(30, 1000, None, 12)), FAIL, "retire", id="known for twelve weeks"),
        pytest.param(low(eligible=200), UNKNOWN, "not_known", id="more completed than eligible"),
    ],
)
def test_a_low_automation_rate_that_stays(changed: dict[str, Any], expected: Outcome, says: str | None) -> None:
    found = verdict(30, **changed)
    assert ground(found, "plateau") is expected
    assert says in (None, found.verdict), found


def test_noise_is_not_retired_and_said_to_be_unknown() -> None:
    found = verdict(30, **low(completed=noisy(1, 300, 120)))
    assert found.verdict != "retire"
    assert any("nobody can say yet" in reason for reason in found.unknown)
    assert found.automation_trend.direction == "unclear", "not significant, and no plateau for that"


@pytest.mark.parametrize(("count", "expected"), [(11, PASS), (12, FAIL)])
def test_a_plateau_takes_twelve_weeks(count: int, expected: Outcome) -> None:
    assert ground(verdict(count, **low()), "plateau") is expected


@pytest.mark.parametrize(
    ("registry", "expected"),
    [
        pytest.param({"process_changed_on": None}, PASS, id="no change"),
        pytest.param({"process_changed_on": LAST, "last_retrained": LAST - WEEK}, FAIL, id="changed since"),
        pytest.param({"process_changed_on": LAST, "last_retrained": LAST}, PASS, id="retrained on that day"),
        pytest.param({"process_changed_on": LAST, "last_retrained": None}, FAIL, id="never retrained"),
        pytest.param({"process_changed_on": LAST - 40 * WEEK, "last_retrained": None}, PASS, id="before production"),
        pytest.param({"process_changed_on": AS_OF + WEEK}, PASS, id="still to come"),
        pytest.param({"process_changed_on": LAST, "last_retrained": AS_OF + WEEK}, FAIL, id="to be retrained"),
        pytest.param(
            {"process_changed_on": LAST, "last_retrained": None, "production_since": None}, UNKNOWN, id="no dates"
        ),
    ],
)
def test_the_process_has_changed(registry: dict[str, Any], expected: Outcome) -> None:
    found = verdict(30, registry)
    assert ground(found, "process") is expected
    assert (found.verdict == "retire") is (expected is FAIL)


@pytest.mark.parametrize(
    ("count", "changed", "expected"),
    [
        pytest.param(30, {"cost": 951}, FAIL, id="two quarters"),
        pytest.param(30, {"cost": 950}, PASS, id="as much as it returns"),
        pytest.param(30, {"cost": lately(30, 2000, 100, 13)}, PASS, id="one quarter"),
        pytest.param(25, {"cost": 2000}, PASS, id="in production for less"),
        pytest.param(26, {"cost": 2000}, FAIL, id="in production for two quarters"),
        pytest.param(30, {"cost": lambda i: None if i == 20 else 2000}, UNKNOWN, id="a cost is blank"),
        pytest.param(30, {"cost": 2000, "time_value": lately(30, None, 900, 1)}, UNKNOWN, id="a value is blank"),
        pytest.param(30, {"cost": 951, "revenue_value": None}, FAIL, id="a layer it does not have"),
        pytest.param(
            30, {"cost": 2000, "time_value": None, "quality_value": None, "revenue_value": None}, UNKNOWN, id="no value"
        ),
    ],
)
def test_cost_exceeds_value_for_two_quarters(count: int, changed: dict[str, Any], expected: Outcome) -> None:
    found = verdict(count, **changed)
    assert ground(found, "value") is expected
    assert (found.verdict == "retire") is (expected is FAIL)


def test_a_missing_week_leaves_its_quarter_unknown() -> None:
    rows = weeks("intake", 30, cost=2000)
    del rows[20]
    assert ground(judge([agent()], rows).verdicts[0], "value") is UNKNOWN


def test_what_it_costs_to_keep() -> None:
    found = verdict(30, cost=lately(30, 300, 100, 13))
    assert found.cost_per_month == pytest.approx(300 * 52 / 12)
    assert found.value_per_month == pytest.approx(950 * 52 / 12)
    assert found.weeks == 13
    assert verdict(30, cost=None).cost_per_month is None


def test_an_unstable_agent_is_mended() -> None:
    found = verdict(30, approved_unedited=lately(30, 20, 36))
    assert found.verdict == "fix"
    assert any("50.0 %" in reason for reason in found.reasons)


def test_a_slow_decline_is_mended() -> None:
    found = verdict(30, eligible=1000, completed=700, approvals=1000, approved_unedited=lambda i: 950 - i)
    assert found.verdict == "fix"
    assert found.reasons == ("The share approved without edits falls, week by week over 26 weeks.",)


def test_one_chance_trend_of_six_is_no_reason() -> None:
    """Pure noise in which errors seem to rise, p between 3 and 4 %: one measure of six looked at."""
    fleet = judge([agent()], weeks("intake", 30, errors=noisy(18, 20, 4)))
    assert fleet.health[0].measure("error").is_worsening
    assert fleet.verdicts[0].verdict == "keep"


def test_of_two_agents_on_one_workflow_one_stays() -> None:
    pair = [agent("old", 30, workflow="invoices"), agent("new", 20, workflow="invoices"), agent("alone", 20)]
    rows = [*weeks("old", 30), *weeks("new", 20, completed=75), *weeks("alone", 20)]
    found = {one.agent: one for one in judge(pair, rows).verdicts}
    assert (found["old"].verdict, found["old"].merge_with) == ("merge", "new")
    assert (found["new"].verdict, found["alone"].verdict) == ("keep", "keep")


def test_one_that_retires_is_nobodys_reason_to_merge() -> None:
    pair = [agent("old", 30, workflow="invoices"), agent("new", 20, workflow="invoices")]
    rows = [*weeks("old", 30, **low(cost=5000)), *weeks("new", 20)]
    fleet = judge(pair, rows)
    assert [one.verdict for one in fleet.verdicts] == ["retire", "keep"]
    assert [one.agent for one in fleet.retire] == ["old"]


def test_an_agent_nobody_measures_is_not_kept() -> None:
    found = judge([agent()], []).verdicts[0]
    assert found.verdict == "not_known"
    assert found.unknown
