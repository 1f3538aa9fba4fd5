"""Ranking: value functions, weights, unknowns, the difference from running agents, and what may not matter.

Expected points are worked out by hand from the shipped policy: weights 30, 10, 10, 10, 15, 15, 10 (together
100) and 10 more for the difference where that counts.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.portfolios import SETTINGS, portfolio, workflow
from toolkit.app.assessment import Assessment
from toolkit.app.pipeline import assess
from toolkit.kernels.returns import MONTHS_PER_YEAR
from toolkit.policy import load_policy
from toolkit.results import WorkflowResult
from toolkit.scoring.ranking import CRITERIA, order, value_function, weighted_sum
from toolkit.sheets import SYSTEMS, WORKFLOWS, Portfolio

AS_OF = SETTINGS["as_of"]
BEFORE, AFTER = AS_OF - dt.timedelta(days=30), AS_OF + dt.timedelta(days=1)

IN_PLACE = {
    "documented_on": BEFORE,
    "process_expert": "L. Chen",
    "operator": "A. Novak",
    "criteria_agreed_on": BEFORE,
    "baseline_on": BEFORE,
}
SOURCE = {"source_id": "invoices", "completeness": 0.7, "validity": 0.7}


def points(found: WorkflowResult) -> dict[str, float]:
    return {one.criterion: one.points * sum_of_weights(found) for one in found.contributions}


def sum_of_weights(found: WorkflowResult) -> float:
    return 110.0 if any(one.criterion == "difference" for one in found.contributions) else 100.0


# --- the parts ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("criterion", "value", "score"),
    [
        ("person_years", -1.0, 0.0),
        ("person_years", 1.0, 0.25),
        ("person_years", 9.0, 1.0),
        ("return_multiple", 0.5, 0.0),
        ("return_multiple", 2.25, 0.5),
        ("payback", 36.0, 0.0),
        ("payback", 19.5, 0.5),
        ("payback", 0.0, 1.0),
        ("integration_days", 60.0, 0.0),
        ("integration_days", 15.0, 0.75),
        ("data_readiness", 0.7, 0.5),
        ("operational_readiness", 0.4, 0.4),
        ("strategic_value", 3.0, 0.6),
        ("difference", 1.0, 1.0),
    ],
)
def test_value_functions_under_the_shipped_policy(criterion: str, value: float, score: float) -> None:
    policy = load_policy()
    worst, best = (policy.number(f"ranking.{end}.{criterion}") for end in ("worst", "best"))
    assert float(value_function(value, worst, best)) == pytest.approx(score)


def test_an_unknown_is_passed_over_by_the_sum_and_ties_go_by_name() -> None:
    assert weighted_sum([[1.0, float("nan")], [0.5, 0.5]], [2.0, 4.0]).tolist() == [2.0, 3.0]
    assert order([0.5, 0.5, 0.7], ["b", "a", "c"]).tolist() == [3, 2, 1]


def test_every_criterion_has_a_weight_and_two_ends() -> None:
    policy = load_policy()
    for table in ("weights", "worst", "best"):
        assert tuple(policy.group(f"ranking.{table}")) == tuple(CRITERIA)


# --- one candidate by hand ------------------------------------------------------------------------

IDLE = {"volume_likely": 0, "systems_read": (), "systems_written": ()}
"""Costs money and brings none: the three criteria of money are known, and at their worst."""


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param({}, {"integration_days": 10, "data_readiness": 7.5}, id="nothing but an easy integration"),
        pytest.param({"strategic_value": 3}, {"strategic_value": 6}, id="strategic value 3 of 5"),
        pytest.param({"strategic_value": 0}, {"strategic_value": 0}, id="strategic value 0 is known"),
        pytest.param({"process_expert": "L. Chen", "operator": "A. Novak"}, {"operational_readiness": 6}, id="2 of 5"),
        pytest.param(IN_PLACE, {"operational_readiness": 15}, id="5 of 5"),
        pytest.param({**IN_PLACE, "documented_on": AFTER}, {"operational_readiness": 12}, id="a date still to come"),
        pytest.param({"data_sources": None}, {"data_readiness": 0}, id="data not known"),
    ],
)
def test_points_of_one_candidate(cells: dict[str, Any], expected: dict[str, float]) -> None:
    row = workflow("invoicing", **{**IDLE, **cells})
    found = assess(portfolio(Workflows=[row], Data_sources=[SOURCE])).workflow("invoicing")
    all_points = {
        "person_years": 0,
        "return_multiple": 0,
        "payback": 0,
        "integration_days": 10,
        "data_readiness": 7.5,
        "operational_readiness": 0,
        "strategic_value": 0,
        **expected,
    }
    assert points(found) == pytest.approx(all_points)
    assert found.score == pytest.approx(sum(all_points.values()) / 100)


def test_money_becomes_points() -> None:
    """A build of 9,920 that returns 9,920 a month from t = 1 on for 12 months, without discounting.

    NPV = 11 × 9,920 = 109,120 = 1.1 person-years of 62 × 1,600: 30 × 1.1 / 4 = 8.25 points. Payback 1 month:
    full 10 points. Return multiple 12: full 10 points.
    """
    row = workflow(
        "sales",
        **dict.fromkeys(FREE, 0),
        **{"systems_read": (), "data_sources": None, "build_cost_likely": 9920},
        **{"revenue_likely": 9920, "win_rate": 1, "margin": 1},
    )
    found = assess(portfolio({"annual_discount_rate": 0, "horizon_months": MONTHS_PER_YEAR}, Workflows=[row]))
    sales = found.workflow("sales")
    assert sales.base.npv == pytest.approx(109_120)
    assert (sales.base.payback_months, sales.base.return_multiple) == pytest.approx((1, 12))
    assert {name: points(sales)[name] for name in ("person_years", "payback", "return_multiple")} == pytest.approx(
        {"person_years": 8.25, "payback": 10, "return_multiple": 10}
    )


FREE = (
    *("volume_likely", "review_minutes", "hand_back_minutes", "run_cost_likely", "fixed_run", "care_hours"),
    *("change_cost", "decommissioning_cost", "build_months_likely", "ramp_months", "error_now", "cost_per_error"),
)
"""What costs nothing when it is 0."""


# --- unknowns -------------------------------------------------------------------------------------


def test_an_unknown_criterion_counts_its_worst_and_the_best_case_stands_beside_it() -> None:
    """``known`` scores .01 for strategic value; ``blank`` would score .10 at best, ``sure`` always scores .10."""
    rows = [
        workflow("known", **IDLE, strategic_value=0.5),
        workflow("blank", **IDLE),
        workflow("sure", **IDLE, strategic_value=5),
    ]
    found = assess(portfolio(Workflows=rows, Data_sources=[SOURCE]))
    assert [(one.workflow_id, one.rank, one.best_case_rank) for one in found.candidates] == [
        ("sure", 1, 1),
        ("known", 2, 2),
        ("blank", 3, 1),
    ]
    strategic = {one.criterion: one for one in found.workflow("blank").contributions}["strategic_value"]
    assert (strategic.value, strategic.score, strategic.known) == (None, 0.0, False)


def test_a_payback_that_never_comes_is_known() -> None:
    found = assess(portfolio(Workflows=[workflow("idle", **IDLE)])).workflow("idle")
    payback = {one.criterion: one for one in found.contributions}["payback"]
    assert found.base.payback_months is None
    assert (payback.known, payback.score) == (True, 0.0)


# --- the difference from running agents -----------------------------------------------------------

FIRST = {"department": "Finance", "work_type": "documents", "systems_read": ("crm", "erp")}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param({}, 0, id="the same"),
        pytest.param({"department": "Sales"}, 1 / 3, id="another team"),
        pytest.param({"department": "finance"}, 0, id="the same team in small letters"),
        pytest.param({"work_type": "scheduling"}, 1 / 3, id="another work type"),
        pytest.param({"systems_read": ("crm", "mail")}, (1 - 1 / 3) / 3, id="one system of three in common"),
        pytest.param({"systems_read": ("crm",), "systems_written": ("erp",)}, 0, id="read or written alike"),
        pytest.param({"systems_read": ()}, 1 / 3, id="no systems have none in common"),
        pytest.param({"systems_read": ("mail",), "department": "Sales", "work_type": "other"}, 1, id="all unlike"),
        pytest.param({"department": None, "work_type": None}, 0, id="a blank is not known to differ"),
    ],
)
def test_difference_of_a_candidate(cells: dict[str, Any], expected: float) -> None:
    rows = [workflow("first", **FIRST), workflow("second", **{**FIRST, **cells})]
    agents = [{"agent_id": "a", "status": "production", "workflow": "first"}]
    found = assess(portfolio(Workflows=rows, Agents=agents)).workflow("second")
    assert points(found)["difference"] == pytest.approx(10 * expected)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param({"department": None}, 2 / 3, id="team of the running agent blank"),
        pytest.param({"work_type": None}, 2 / 3, id="its work type blank"),
        pytest.param({"systems_read": None}, 2 / 3, id="its systems blank"),
        pytest.param({"systems_read": ()}, 1, id="it uses none, and says so"),
    ],
)
def test_a_blank_on_the_side_of_the_running_agent_helps_nobody(cells: dict[str, Any], expected: float) -> None:
    unlike = {"department": "Sales", "work_type": "scheduling", "systems_read": ("mail",)}
    rows = [workflow("first", **{**FIRST, **cells}), workflow("second", **unlike)]
    agents = [{"agent_id": "a", "status": "production", "workflow": "first"}]
    found = assess(portfolio(Workflows=rows, Agents=agents)).workflow("second")
    assert points(found)["difference"] == pytest.approx(10 * expected)


@pytest.mark.parametrize(("running", "counts"), [(0, False), (1, True), (2, True), (3, False)])
def test_difference_counts_for_agents_two_and_three(running: int, counts: bool) -> None:
    rows = [workflow(f"live{i}") for i in range(running)] + [workflow("next")]
    agents = [{"agent_id": f"a{i}", "status": "production", "workflow": f"live{i}"} for i in range(running)]
    agents += [{"agent_id": "idea", "status": "idea", "workflow": "next"}]
    found = assess(portfolio(Workflows=rows, Agents=agents)).workflow("next")
    assert any(one.criterion == "difference" for one in found.contributions) == counts
    assert sum(one.weight for one in found.contributions) == pytest.approx(1)


@pytest.mark.parametrize("works_on", [None, "retyped"])
def test_difference_from_an_agent_that_is_not_described_is_unknown(works_on: str | None) -> None:
    agents = [{"agent_id": "a", "status": "production", "workflow": works_on}]
    found = assess(portfolio(Workflows=[workflow("next", department="Sales")], Agents=agents)).workflow("next")
    difference = {one.criterion: one for one in found.contributions}["difference"]
    assert (difference.value, difference.known, difference.points) == (None, False, 0)


# --- what may not matter --------------------------------------------------------------------------

MIXED = [
    workflow("invoicing", strategic_value=3, **IN_PLACE),
    workflow("proposals", minutes_likely=90, volume_likely=60, systems_read=("crm", "mail"), department="Sales"),
    workflow("rota", systems_read=(), data_sources=None, review_minutes=20),
    workflow("unfilled", volume_likely=None),
    workflow("running", department="Delivery"),
    workflow("same_as_rota", systems_read=(), data_sources=None, review_minutes=20),
]
AGENTS = [{"agent_id": "a", "status": "production", "workflow": "running"}]


def assess_rows(rows: list[dict[str, Any]]) -> Assessment:
    return assess(portfolio(Workflows=rows, Agents=AGENTS, Data_sources=[SOURCE], Systems=[{"system_id": "crm"}]))


@settings(max_examples=8, deadline=None, derandomize=True)
@given(st.permutations(MIXED))
def test_the_order_of_rows_does_not_matter(rows: list[dict[str, Any]]) -> None:
    usual, turned = assess_rows(MIXED), assess_rows(rows)
    for one in usual.workflows:
        other = turned.workflow(one.workflow_id)
        assert (other.rank, other.best_case_rank) == (one.rank, one.best_case_rank)
        assert (other.score, other.base) == (one.score, one.base)
    assert [one.workflow_id for one in turned.candidates] == [one.workflow_id for one in usual.candidates]
    assert turned.portfolio.likely_npv == pytest.approx(usual.portfolio.likely_npv)


@pytest.mark.parametrize("alone", ["invoicing", "proposals", "rota"])
def test_a_score_does_not_depend_on_the_other_candidates(alone: str) -> None:
    rows = [row for row in MIXED if row["workflow_id"] in (alone, "running")]
    assert assess_rows(rows).workflow(alone).score == assess_rows(MIXED).workflow(alone).score


# --- missing evidence helps nobody ----------------------------------------------------------------

FULL: dict[str, Any] = {
    **IN_PLACE,
    **{"department": "Sales", "work_type": "scheduling", "strategic_value": 4, "baseline_source": "ERP export"},
    **{"systems_read": ("crm",), "systems_written": ("erp",), "data_sources": ("invoices",)},
    **{"realised_as": "headcount", "confidence": "high", "process_owner": "M. Ortiz", "success_criteria": "60 %"},
    # Figures at least as good as the policy's defaults.
    **{"realisation_likely": 0.7, "review_minutes": 1, "hand_back_minutes": 1, "hourly_cost": 80},
    **{"error_now": 0.04, "error_agent": 0.01, "cost_per_error": 85, "revenue_likely": 900, "win_rate": 0.3},
    **{"margin": 0.4, "build_months_likely": 1, "ramp_months": 2, "change_cost": 4000, "run_cost_likely": 0.3},
    **{"fixed_run": 600, "care_hours": 6, "decommissioning_cost": 2500},
}
GOOD_SYSTEM = {
    "interface": "REST",
    "standard_authentication": True,
    "rate_limits_documented": True,
    "standard_data_format": True,
    "shared_connector": True,
    "people_who_know": 3,
}
SHEETS: dict[str, list[dict[str, Any]]] = {
    "Workflows": [workflow("first", **FIRST), workflow("second", **FULL)],
    "Agents": [{"agent_id": "a", "status": "production", "workflow": "first"}],
    "Systems": [{"system_id": name, **GOOD_SYSTEM} for name in ("crm", "erp")],
    "Data_sources": [
        {
            **{"source_id": "invoices", "owner": "M. Ortiz", "access": "governed", "reusable": True},
            **{"freshness_target": 2, "observed_age": 1},
            **dict.fromkeys(("completeness", "uniqueness", "validity", "consistency"), 0.97),
        }
    ],
}


@cache
def full_portfolio() -> Portfolio:
    return portfolio(**SHEETS)


@cache
def full_score() -> float:
    score = assess(full_portfolio()).workflow("second").score
    assert score is not None
    return score


def score_without(sheet: str, position: int, name: str) -> float | None:
    frame = full_portfolio()[sheet].copy()
    frame[name] = frame[name].mask(frame.index == frame.index[position])
    assert frame[name].isna().iloc[position]
    blanked = replace(full_portfolio(), frames={**full_portfolio().frames, sheet: frame})
    return assess(blanked).workflow("second").score


ONE_OF_TWO = {"systems_read", "systems_written"}
"""Where one of the two cells is filled, a blank in the other reads as *none*; both blank: set apart."""
IDS = {"workflow_id", "name", "system_id", "source_id"}
CELLS = [
    *(("Workflows", 1, name) for name in SHEETS["Workflows"][1]),
    *(("Systems", i, name) for i in (0, 1) for name in SHEETS["Systems"][i]),
    *(("Data_sources", 0, name) for name in SHEETS["Data_sources"][0]),
]


@pytest.mark.parametrize(
    ("sheet", "position", "name"),
    [cell for cell in CELLS if cell[2] not in IDS | ONE_OF_TWO],
)
def test_blanking_a_cell_never_raises_the_score(sheet: str, position: int, name: str) -> None:
    """Evidence that is missing helps nobody; figures no worse than the policy's default do not gain by a blank."""
    without = score_without(sheet.replace("_", " "), position, name)
    assert without is None or without <= full_score() + LEEWAY.get(name, 0.0)


LEEWAY = dict.fromkeys(("uniqueness", "completeness", "validity", "consistency"), 0.005)
"""A source's score is the mean of what is known: without a value below that mean it rises, and coverage falls."""


def test_every_cell_that_a_score_reads_is_tried() -> None:
    tried = {name for _, _, name in CELLS}
    read = {column.name for column in WORKFLOWS.columns if column.default or column.essential}
    read |= {column.name for column in SYSTEMS.columns if column.default}
    assert read <= tried


@pytest.mark.parametrize(
    ("name", "poor", "helps"),
    [
        ("strategic_value", 0, False),
        ("documented_on", AFTER, False),
        ("realised_as", "headcount", False),
        ("revenue_likely", 0, False),
        # A default that is better than a poor figure stands in for it: assumed, and named among the cells to fill.
        ("error_agent", 0.9, True),
        ("win_rate", 0.01, True),
        ("margin", 0.01, True),
        ("realisation_likely", 0.01, True),
        ("review_minutes", 30, True),
        ("hand_back_minutes", 30, True),
        ("build_months_likely", 24, True),
        ("ramp_months", 24, True),
        ("change_cost", 90_000, True),
        ("run_cost_likely", 9, True),
        ("fixed_run", 9000, True),
        ("care_hours", 99, True),
        ("decommissioning_cost", 90_000, True),
        ("realised_as", "capacity only", True),
    ],
)
def test_what_a_blank_does_to_a_poor_figure(name: str, poor: Any, helps: bool) -> None:
    """Where a default is no worst case, hiding a figure worse than it pays: what is assumed must be shown."""
    rows = [SHEETS["Workflows"][0], {**SHEETS["Workflows"][1], name: poor}]
    with_poor = assess(portfolio(**{**SHEETS, "Workflows": rows})).workflow("second").score
    blank = assess(portfolio(**{**SHEETS, "Workflows": [rows[0], {**rows[1], name: None}]}))
    assert with_poor is not None
    score = blank.workflow("second").score
    assert score is not None
    assert (score > with_poor) == helps
    if helps:
        assert name in {figure.name for figure in blank.workflow("second").inputs if figure.is_assumed} | {
            f"{figure.name}_likely" for figure in blank.workflow("second").inputs if figure.is_assumed
        }
