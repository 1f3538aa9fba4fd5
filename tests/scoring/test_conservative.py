"""The CFO's case: every step by hand, what adds up, and that it is never the milder one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.portfolios import portfolio, workflow
from tests.scoring.test_against_reference import ESSENTIAL, WORKFLOW
from toolkit.app.pipeline import assess
from toolkit.policy import CFO_FILE, Policy, conservative_policy, load_policy
from toolkit.results import CfoCase, ReconciliationLine
from toolkit.scoring.connecting import connect
from toolkit.scoring.conservative import cfo_cases
from toolkit.scoring.inputs import read_program, read_workflows
from toolkit.scoring.value import BaseCases, base_cases, base_results, break_evens
from toolkit.sheets import Portfolio

PLAIN = {"annual_discount_rate": 0, "horizon_months": 10}
STEPS = ("time", "benefits", "one_off", "running", "platform")
ROW = workflow(
    "w",
    **{"systems_read": (), "data_sources": None, "volume_likely": 100, "minutes_likely": 12, "automation_likely": 0.5},
    **{"realised_as": "avoided hire", "realisation_likely": 0.5, "review_minutes": 2, "hand_back_minutes": 3},
    **{"hourly_cost": 60, "error_now": 0.04, "error_agent": 0.01, "cost_per_error": 100, "revenue_likely": 1000},
    **{"win_rate": 0.5, "margin": 0.2, "build_cost_likely": 1000, "build_months_likely": 0, "ramp_months": 0},
    **{"change_cost": 500, "run_cost_likely": 0.5, "fixed_run": 40, "care_hours": 1, "decommissioning_cost": 200},
)
"""Ten months of: time 250, quality 150, revenue 100, running 50 + 150 + 100; 1,500 one-off and 200 at the end."""


def cases_of(found: Portfolio, policy: Policy | None = None) -> BaseCases:
    policy = policy or load_policy()
    program = read_program(found, policy)
    return base_cases(read_workflows(found, policy, program), connect(found, policy, program))


def cfo(cases: BaseCases, *, platform_cost: float = 0.0, candidates: Any = True) -> list[CfoCase | None]:
    is_candidate = np.full(len(cases.npv), candidates) if isinstance(candidates, bool) else np.array(candidates)
    return cfo_cases(cases, conservative_policy(cases.inputs.policy), is_candidate, platform_cost=platform_cost)


def amounts(case: CfoCase | None) -> dict[str, float]:
    assert case is not None
    return {line.id: line.amount for line in case.lines}


def client(folder: Path, text: str) -> Policy:
    (folder / "client.toml").write_text(text, encoding="utf-8")
    return load_policy(folder / "client.toml")


# --- line by line ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        pytest.param({}, (300, -2500, -500, -340, -600, -1200), id="avoided hire"),
        pytest.param({"realised_as": None}, (300, -2500, -500, -340, -600, -1200), id="blank is avoided hire"),
        pytest.param({"realised_as": "headcount"}, (300, 0, -1000, -340, -600, -1200), id="headcount stays cash"),
        pytest.param({"realised_as": "overtime"}, (300, 0, -1000, -340, -600, -1200), id="overtime stays cash"),
        pytest.param({"realised_as": "capacity only"}, (-2200, 0, -500, -340, -600, -1200), id="capacity only"),
        pytest.param({"review_minutes": 22}, (-7200, 0, -1500, -340, -600, -1200), id="a loss of time grows"),
        pytest.param({"error_agent": 0.05}, (-1700, -2500, -300, -340, -600, -1200), id="a loss of quality grows"),
    ],
)
def test_by_hand(changed: dict[str, Any], expected: tuple[float, ...]) -> None:
    """5,000 of value, 3,000 of running, 1,700 of one-off: a fifth each. The platform is borne alone."""
    (case,) = cfo(cases_of(portfolio(PLAIN, Workflows=[{**ROW, **changed}])), platform_cost=1200)
    found = amounts(case)
    assert tuple(found) == ("sponsor", *STEPS, "cfo")
    assert tuple(found.values()) == pytest.approx((*expected, sum(expected)))
    assert case is not None
    assert case.npv == found["cfo"]


def test_each_step_says_which_policy_value_and_why() -> None:
    (case,) = cfo(cases_of(portfolio(PLAIN, Workflows=[ROW])))
    assert case is not None
    lines: dict[str, ReconciliationLine] = {line.id: line for line in case.lines}
    assert lines["time"].policy == ("case.time_counted.avoided hire",)
    assert lines["time"].because == "A hire that was only avoided never shows in the accounts"
    assert {name: lines[name].policy for name in STEPS[1:]} == {
        "benefits": ("case.value_factor",),
        "one_off": ("case.one_off_factor",),
        "running": ("case.running_factor",),
        "platform": ("case.platform_loaded",),
    }
    assert "optimism bias" in lines["one_off"].because
    assert (lines["sponsor"].policy, lines["cfo"].policy) == ((), ())
    (capacity,) = cfo(cases_of(portfolio(PLAIN, Workflows=[{**ROW, "realised_as": "capacity only"}])))
    assert capacity is not None
    assert (capacity.lines[1].policy, capacity.lines[1].because) == ((), "Capacity only is no cash in either case")


def test_the_platform_is_shared_by_items_and_a_loser_bears_what_joining_would_cost() -> None:
    """100 and 300 items a month are counted, 400 would join: 1/4, 3/4 and 400 of 800."""
    rows = [
        {**ROW, "workflow_id": "small", "revenue_likely": 9000},
        {**ROW, "workflow_id": "large", "revenue_likely": 9000, "volume_likely": 300},
        {**ROW, "workflow_id": "losing", "volume_likely": 400, "build_cost_likely": 90000},
        {**ROW, "workflow_id": "none", "volume_likely": 0},
    ]
    found = [amounts(case)["platform"] for case in cfo(cases_of(portfolio(PLAIN, Workflows=rows)), platform_cost=1200)]
    assert found == pytest.approx([-300, -900, -600, 0])
    running = cfo(
        cases_of(portfolio(PLAIN, Workflows=rows[:2])), platform_cost=1200, candidates=[False, True]
    )  # the first has its agent already
    assert [amounts(case)["platform"] for case in running] == pytest.approx([-300, -1200])


def test_the_share_is_that_of_the_loaded_view() -> None:
    platform = [{"component_id": "c", "kind": "monitoring", "status": "planned", "monthly_cost": 7}]
    rows = [{**ROW, "workflow_id": "a", "revenue_likely": 9000}, {**ROW, "workflow_id": "b", "volume_likely": 333}]
    found = assess(portfolio(Workflows=rows, Platform=platform))
    for one in found.candidates:
        if one.workflow_id in found.portfolio.loaded_npv:
            share = found.portfolio.loaded_npv[one.workflow_id] - (one.base.npv or 0)
            assert amounts(one.cfo)["platform"] == pytest.approx(share)
    assert found.portfolio.loaded_npv


def test_blank_figures_have_no_cfo_case() -> None:
    rows = [workflow("unfilled", volume_likely=None), ROW]
    found = cfo(cases_of(portfolio(Workflows=rows)), platform_cost=10)
    assert found[0] is None
    assert found[1] is not None
    assert amounts(found[1])["platform"] == pytest.approx(-10)


# --- the shipped file -----------------------------------------------------------------------------


def test_the_cfo_file_is_an_ordinary_policy_file() -> None:
    """Each value with its reason; counted with it, the workbook's NPV is the CFO's before the platform."""
    policy = load_policy(CFO_FILE)
    changed = {key: item for key, item in policy.values.items() if item.overridden}
    assert set(changed) == {
        *("case.value_factor", "case.one_off_factor", "case.running_factor", "case.platform_loaded"),
        "case.time_counted.avoided hire",
    }
    assert all("no source given" not in item.source and item.source for item in changed.values())
    rows = [ROW, {**ROW, "workflow_id": "v", "realised_as": "overtime", "hourly_cost": None, "systems_read": ("crm",)}]
    sheets = portfolio(Workflows=rows)
    beside, counted = cfo(cases_of(sheets), platform_cost=55), cases_of(sheets, policy)
    for i, case in enumerate(beside):
        assert case is not None
        assert counted.npv[i] == pytest.approx(case.npv - amounts(case)["platform"])
    for case in cfo(counted):
        assert [amounts(case)[name] for name in STEPS] == [0] * len(STEPS)


def test_values_shown_as_now_are_as_typed_under_any_case() -> None:
    sheets = portfolio(Workflows=[{**ROW, "realised_as": "overtime"}])
    typed, counted = cases_of(sheets), cases_of(sheets, load_policy(CFO_FILE))
    assert [one.now for one in break_evens(counted)[0]] == [one.now for one in break_evens(typed)[0]] == [0.5, 100, 0.5]
    for even in break_evens(counted)[0]:
        assert even.value is not None
        field = {"automation": "automation_likely", "volume": "volume_likely", "realisation": "realisation_likely"}
        there = {**ROW, "realised_as": "overtime", field[even.input]: even.value}
        again = cases_of(portfolio(Workflows=[there]), load_policy(CFO_FILE))
        assert float(again.npv[0]) == pytest.approx(0, abs=1e-6), even.input
    assert base_results(counted)[0].investment == pytest.approx(1.2 * (base_results(typed)[0].investment or 0))
    assert base_results(counted)[0].hours_freed_per_year == base_results(typed)[0].hours_freed_per_year


def test_hours_are_hours_where_review_outlasts_the_work() -> None:
    sheets = portfolio(Workflows=[{**ROW, "review_minutes": 22}])
    typed, counted = cases_of(sheets), cases_of(sheets, load_policy(CFO_FILE))
    assert base_results(counted)[0].hours_freed_per_year == base_results(typed)[0].hours_freed_per_year == -1000 / 10


def test_everything_else_is_the_clients_policy(tmp_path: Path) -> None:
    policy = client(tmp_path, "[integration]\nshared_fraction = 0.3\n")
    found = conservative_policy(policy)
    assert found.number("integration.shared_fraction") == 0.3
    assert found.number("case.value_factor") == 0.8
    assert policy.number("case.value_factor") == 1, "the given policy is as it was"
    assert conservative_policy(found) == found


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("value_factor = 0.5", "value_factor", 0.5),
        ("value_factor = 0.9", "value_factor", 0.8),
        ("one_off_factor = 2", "one_off_factor", 2),
        ("running_factor = 1.1", "running_factor", 1.2),
        ("platform_loaded = true", "platform_loaded", True),
        ("time_counted.overtime = 0.3", "time_counted.overtime", 0.3),
        ("time_counted.'avoided hire' = 0.3", "time_counted.avoided hire", 0),
    ],
)
def test_the_stricter_of_two_values_counts(text: str, key: str, value: float, tmp_path: Path) -> None:
    found = conservative_policy(client(tmp_path, f"[case]\n{text}\n"))
    assert found.entry(f"case.{key}").value == value


@pytest.mark.parametrize("text", ["value_factor = 1.1", "one_off_factor = 0.9", "running_factor = 0"])
def test_a_case_that_flatters_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(Exception, match="allowed"):
        client(tmp_path, f"[case]\n{text}\n")


# --- whatever is typed ----------------------------------------------------------------------------


ROWS = st.lists(
    st.fixed_dictionaries({**WORKFLOW, "systems_read": st.just(()), "systems_written": st.just(())}),
    min_size=1,
    max_size=4,
)


@settings(deadline=None, derandomize=True, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(ROWS, st.floats(0, 50_000), st.integers(1, 60), st.lists(st.booleans(), min_size=4, max_size=4))
def test_lines_add_up_and_no_step_helps(
    rows: list[dict[str, Any]], platform_cost: float, horizon: int, candidates: list[bool]
) -> None:
    filled = [
        {"workflow_id": f"w{i}", "name": "W", **row, **{name: 0 for name in ESSENTIAL if row[name] is None}}
        for i, row in enumerate(rows)
    ]
    cases = cases_of(portfolio({"horizon_months": horizon}, Workflows=filled))
    for i, case in enumerate(cfo(cases, platform_cost=platform_cost, candidates=candidates[: len(rows)])):
        assert case is not None
        found = amounts(case)
        scale = max(*(abs(amount) for amount in found.values()), float(np.abs(cases.flow.net[i]).sum()), 1.0)
        assert found["sponsor"] == cases.npv[i]
        assert sum(found[name] for name in STEPS) == pytest.approx(
            found["cfo"] - found["sponsor"], rel=1e-9, abs=1e-9 * scale
        )
        assert all(found[name] <= 1e-9 * scale for name in STEPS), found
        assert found["cfo"] <= found["sponsor"] + 1e-9 * scale


def test_as_a_whole_it_travels_in_the_assessment() -> None:
    when = dt.date(2026, 7, 1)
    platform = [{"component_id": "c", "kind": "monitoring", "status": "planned", "since": when, "one_off_cost": 500}]
    rows = [ROW, workflow("unfilled", volume_likely=None)]
    found = assess(portfolio(PLAIN, Workflows=rows, Platform=platform))
    case = found.workflow("w").cfo
    assert amounts(case)["platform"] == pytest.approx(-500)
    assert case is not None
    assert case.npv == pytest.approx(300 - 2500 - 500 - 340 - 600 - 500)
    assert {one.formula: one.value for one in found.workflow("w").scores}["cfo_npv"] == case.npv
    assert found.workflow("unfilled").cfo is None
