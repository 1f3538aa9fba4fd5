"""The four weeks of stability: the bar at 85 %, bands, blanks, zeros, young agents."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.evidence.fleets import LAST, WEEK, agent, judge, lately, weeks
from toolkit.evidence.stability import percent
from toolkit.model import Outcome
from toolkit.results import Stability

PASS, FAIL, UNKNOWN, NOT = Outcome.PASS, Outcome.FAIL, Outcome.UNKNOWN, Outcome.NOT_APPLICABLE


def stability(count: int = 30, /, **changed: Any) -> Stability:
    return judge([agent(weeks=count)], weeks("intake", count, **changed)).health[0].stability


def outcome(found: Stability, name: str) -> Outcome:
    return {criterion.name: criterion.outcome for criterion in found.criteria}[name]


def reason(found: Stability, name: str) -> str:
    return {criterion.name: criterion.reason for criterion in found.criteria}[name]


@pytest.mark.parametrize(
    ("unedited", "expected"), [(849, FAIL), (850, FAIL), (851, PASS)], ids=["84.9 %", "85.0 %", "85.1 %"]
)
def test_above_eighty_five_percent_strictly(unedited: int, expected: Outcome) -> None:
    """1,000 approvals over four weeks, 250 in each."""
    per_week = [unedited // 4 + (index < unedited % 4) for index in range(4)]
    found = stability(30, approvals=250, approved_unedited=lambda index: per_week[index - 26] if index >= 26 else 240)
    assert outcome(found, "unedited") is expected
    assert found.outcome is expected
    assert f"{unedited / 10:.1f} %" in reason(found, "unedited")


def test_it_is_pooled_and_not_the_mean_of_four_weeks() -> None:
    """Three weeks of 10 at 100 %, one of 400 at 82.5 %: the mean of the weeks would pass."""
    found = stability(
        30, approvals=lately(30, 400, 10, 1), approved_unedited=lately(30, 330, 10, 1), eligible=500, completed=450
    )
    assert outcome(found, "unedited") is FAIL


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        pytest.param({"approvals": lately(30, 0, 40), "approved_unedited": lately(30, 0, 36)}, NOT, id="zero typed"),
        pytest.param({"approvals": lately(30, 0, 40), "approved_unedited": lately(30, None, 36)}, NOT, id="of none"),
        pytest.param({"approvals": lately(30, None, 40)}, UNKNOWN, id="blank"),
        pytest.param({"approvals": lately(30, None, 40, 1)}, UNKNOWN, id="blank in one week"),
        pytest.param({"approved_unedited": lately(30, None, 36, 1)}, UNKNOWN, id="share blank in one week"),
        pytest.param({"approvals": lately(30, 4, 40), "approved_unedited": lately(30, 4, 36)}, UNKNOWN, id="too few"),
        pytest.param({"approvals": lately(30, 5, 40), "approved_unedited": lately(30, 5, 36)}, PASS, id="just enough"),
        pytest.param({"approved_unedited": lately(30, 41, 36)}, UNKNOWN, id="more than approvals"),
        pytest.param({"approved_unedited": lately(30, 41, 36, 1)}, UNKNOWN, id="more than approvals in one week"),
    ],
)
def test_approvals(changed: dict[str, Any], expected: Outcome) -> None:
    found = stability(30, **changed)
    assert outcome(found, "unedited") is expected
    assert found.outcome is (PASS if expected is NOT else expected), "what does not apply counts neither way"


@pytest.mark.parametrize("name", ["error", "fallback"])
@pytest.mark.parametrize(
    ("lately_is", "expected"),
    [
        pytest.param(0.125, PASS, id="at the upper edge"),
        pytest.param(0.1275, FAIL, id="above"),
        pytest.param(0.075, PASS, id="at the lower edge"),
        pytest.param(0.0725, FAIL, id="below: not settled"),
    ],
)
def test_within_a_quarter_of_the_earlier_mean(name: str, lately_is: float, expected: Outcome) -> None:
    """10 % over all earlier weeks: from 7.5 to 12.5 % is stable."""
    column, of = {"error": ("errors", 400), "fallback": ("fallbacks", 400)}[name]
    changed: dict[str, Any] = {column: lately(30, of * lately_is, of * 0.1)}
    if name == "fallback":
        changed |= {"escalations": 0, "completed": lambda index: of - changed[column](index)}
    else:
        changed |= {"completed": of}
    found = stability(30, eligible=500, **changed)
    assert outcome(found, name) is expected
    assert ("not settled" in reason(found, name)) is (lately_is == 0.0725)


def test_two_points_are_always_allowed() -> None:
    changed = {"completed": 400, "eligible": 500}
    assert outcome(stability(30, errors=lately(30, 12, 4), **changed), "error") is PASS
    assert outcome(stability(30, errors=lately(30, 13, 4), **changed), "error") is FAIL


@pytest.mark.parametrize(("count", "expected"), [(3, UNKNOWN), (4, UNKNOWN), (7, UNKNOWN), (8, PASS)])
def test_young_agents_are_not_known(count: int, expected: Outcome) -> None:
    """Four weeks, and four earlier ones to compare with."""
    found = stability(count)
    assert found.outcome is expected
    assert outcome(found, "unedited") is (PASS if count >= 4 else UNKNOWN)


def test_weeks_before_production_are_no_weeks_to_compare_with() -> None:
    found = judge([agent(weeks=6)], weeks("intake", 30, errors=lately(30, 2, 30, 6))).health[0]
    assert (found.weeks.complete, outcome(found.stability, "error")) == (6, UNKNOWN)


def test_without_a_date_nothing_is_known() -> None:
    found = judge([agent(production_since=None)], weeks()).health[0]
    assert (found.stability.outcome, found.weeks.complete, found.production_since) == (UNKNOWN, 0, "")
    assert all(measure.value is None for measure in found.measures)


def test_the_week_that_is_not_over_does_not_count() -> None:
    """On Sunday 28 June the week of the 22nd still runs; on Monday it is over."""
    rows = weeks("intake", 30, errors=lately(30, 60, 2, 1))
    for as_of, expected in ((dt.date(2026, 6, 28), PASS), (dt.date(2026, 6, 29), FAIL)):
        assert outcome(judge([agent()], rows, as_of=as_of).health[0].stability, "error") is expected


def test_nothing_ran() -> None:
    none = {name: lately(30, 0, 10) for name in ("completed", "fallbacks", "escalations", "errors", "approvals")}
    found = judge([agent()], weeks("intake", 30, **none, approved_unedited=lately(30, 0, 9))).health[0]
    assert (outcome(found.stability, "error"), outcome(found.stability, "unedited")) == (UNKNOWN, NOT)
    assert (found.recent.without_runs, found.recent.without_data) == (4, 0)


def test_no_rows_for_the_last_weeks() -> None:
    found = judge([agent()], weeks()[:-2]).health[0]
    assert (found.stability.outcome, found.recent.without_data) == (UNKNOWN, 2)
    assert "2 of the last 4" in reason(found.stability, "unedited")


@pytest.mark.parametrize(
    ("collisions", "expected"), [({"intake"}, FAIL), ({"other"}, PASS), (frozenset(), PASS), (None, UNKNOWN)]
)
def test_collisions(collisions: Any, expected: Outcome) -> None:
    assert judge([agent()], weeks(), collisions=collisions).health[0].stability.outcome is expected


def test_bands_are_the_policys() -> None:
    rows = weeks("intake", 30, errors=lately(30, 12, 2))
    assert judge([agent()], rows).health[0].stability.outcome is FAIL
    wide = judge([agent()], rows, changed={"health.band_points": 0.2})
    assert wide.health[0].stability.outcome is PASS


def test_every_status_but_production_is_left_out() -> None:
    others = [agent(status, status=status) for status in ("idea", "build", "pilot", "retired")]
    assert [health.agent for health in judge([*others, agent()], weeks()).health] == ["intake"]


def test_a_share_never_reads_like_the_bar_it_misses() -> None:
    assert percent(0.84999, 0.85) == "84.999 %"
    assert percent(0.85, 0.85) == "85.0 %"
    assert LAST.weekday() == 0
    assert WEEK.days == 7
