"""The checks of the fleet agree with what they are made from, and no pass outlives its evidence."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.checks.test_six_questions import cells, ready, without
from tests.checks.world import facts
from tests.evidence.fleets import AS_OF, LAST, agent, lately, policy, weeks
from tests.portfolios import portfolio
from toolkit.checks.catalogue import catalogue
from toolkit.checks.engine import run
from toolkit.checks.fleet import COLUMNS
from toolkit.checks.gaps import find_gaps
from toolkit.checks.holding import JUDGED_TOGETHER
from toolkit.evidence.fleet import judge_fleet
from toolkit.evidence.measures import MEASURES
from toolkit.evidence.retirement import WORSENING
from toolkit.kernels.weeks import RUNS
from toolkit.model import Finding, Outcome, Severity

MODULES = ("health", "worth", "pace")
CHECKS = [one for one in catalogue() if one.id.partition(".")[0] in MODULES]


def test_what_decides_about_an_agent() -> None:
    assert {one.id for one in CHECKS if one.severity is Severity.BLOCKER} == {
        "health.metrics_complete",
        "health.stable",
    }
    assert not [one for one in CHECKS if one.question]


def test_the_measures_are_those_of_the_evidence() -> None:
    assert JUDGED_TOGETHER == WORSENING
    runs = {"runs": set(RUNS)}
    for asked in MEASURES:
        if asked.name in COLUMNS:
            made_of = runs.get(asked.numerator, {asked.numerator}) | runs.get(asked.denominator, {asked.denominator})
            assert set(COLUMNS[asked.name]) == made_of


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_pass_without_its_cells_falls(check: object) -> None:
    for one in run(facts(ready()), [check]):  # type: ignore[list-item]
        if one.outcome is Outcome.PASS and cells(one):
            found = run(facts(without(ready(), cells(one))), [check])  # type: ignore[list-item]
            assert Outcome.PASS not in [two.outcome for two in found if two.subject == one.subject]


@settings(deadline=None, derandomize=True, max_examples=60)
@given(st.lists(st.sampled_from(("full", "idle", "blank", "half", "missing")), min_size=1, max_size=30))
def test_gaps_are_the_weeks_without_data(kinds: list[str]) -> None:
    cut = {
        "full": {},
        "idle": dict.fromkeys(RUNS, 0),
        "blank": dict.fromkeys(RUNS),
        "half": {"completed": 0, "fallbacks": None, "escalations": 0},
    }
    rows = weeks("intake", len(kinds))
    kept = [{**row, **cut[kind]} for row, kind in zip(rows, kinds, strict=True) if kind != "missing"]
    read = portfolio({"as_of": AS_OF}, Agents=[agent("intake", len(kinds))], Metrics=kept)
    health = judge_fleet(read, policy({}), AS_OF).health
    (counted,) = [one.weeks for one in health]
    found = find_gaps(read, health, AS_OF, len(kinds)).get("intake", ())
    silent = [i for i, kind in enumerate(kinds) if kind in ("blank", "half", "missing")]
    assert counted.without_data == len(silent) == len(found)
    assert [gap.monday for gap in found] == [LAST - (len(kinds) - 1 - i) * dt.timedelta(days=7) for i in silent]
    assert [gap.row is None for gap in found] == [kinds[i] == "missing" for i in silent]


def judged(*names: str, **columns: object) -> dict[str, Finding]:
    read = portfolio({"as_of": AS_OF}, Agents=[agent()], Metrics=weeks("intake", 30, **columns))
    chosen = [one for one in CHECKS if one.id in names]
    return {one.check: one for one in run(facts(read), chosen)}


def test_the_bar_is_strict_and_told_exactly() -> None:
    for share, outcome, says in (
        (849, Outcome.FAIL, "84.9 %"),
        (850, Outcome.FAIL, "85.0 %"),
        (851, Outcome.PASS, "85.1 %"),
    ):
        found = judged("health.approvals_unedited", approvals=1000, approved_unedited=lately(30, share, 900))
        one = found["health.approvals_unedited"]
        assert one.outcome is outcome
        assert f"{says} of 4,000 approvals without edits" in one.message


def test_a_slow_decline_is_told_by_check_and_verdict_alike() -> None:
    read = portfolio(
        {"as_of": AS_OF},
        Agents=[agent()],
        Metrics=weeks("intake", 30, completed=lambda week: 90 - week // 2, fallbacks=lambda week: 10 + week // 2),
    )
    seen = facts(read)
    (found,) = run(seen, [one for one in CHECKS if one.id == "health.completion_holding"])
    assert found.outcome is Outcome.FAIL
    assert "over 26 weeks it falls" in found.message
    (verdict,) = seen.fleet.verdicts
    assert any("completion rate falls" in reason for reason in verdict.reasons)


def test_many_agents_take_time_in_proportion() -> None:
    """A hundred agents with a blank week each: one pass over Metrics, an answer for each."""
    names = [f"a{i}" for i in range(100)]
    rows = [row for name in names for row in weeks(name, 12)]
    for row in rows[::12]:
        row.update(dict.fromkeys(RUNS))
    read = portfolio({"as_of": AS_OF}, Agents=[agent(name, 12) for name in names], Metrics=rows)
    found = run(facts(read), [one for one in CHECKS if one.id == "health.metrics_complete"])
    assert len(found) == 100
    assert {one.outcome for one in found} == {Outcome.UNKNOWN}
    assert len({one.evidence[0].cell for one in found}) == 100
