"""Every figure of ``tests/data/worked_example.json``, through the kernels and through the whole pipeline."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.portfolios import portfolio
from toolkit.app.assessment import Assessment
from toolkit.app.pipeline import assess
from toolkit.kernels import returns
from toolkit.kernels.cashflow import CashFlow, Monthly, Quantities, cash_flow, monthly
from toolkit.kernels.integration import system_days, workflow_days
from toolkit.policy import load_policy

EXAMPLE = json.loads((Path(__file__).parents[1] / "data" / "worked_example.json").read_text(encoding="utf-8"))
POLICY, PROGRAM = EXAMPLE["policy"], EXAMPLE["program"]
CASES: list[dict[str, Any]] = EXAMPLE["cases"]
SYSTEMS: list[dict[str, Any]] = EXAMPLE["systems"]
STANDARDS = ("standard_authentication", "rate_limits_documented", "standard_data_format")

# The names of the example → the fields of the kernels; what is missing here is the same in both.
RENAMED = {"run_cost_per_item": "run_cost"}
# … → the columns of the Workflows sheet.
RANGED = ("volume", "minutes", "automation", "build_cost", "realisation", "revenue", "build_months", "run_cost")

each_case = pytest.mark.parametrize("number", range(len(CASES)), ids=[case["workflow_id"] for case in CASES])


def test_the_shipped_policy_is_the_one_of_the_example() -> None:
    policy = load_policy()
    assert policy.group("integration.base_days") == POLICY["interface_days"]
    for key, name in {
        "shared_fraction": "shared_fraction",
        "nonstandard_factor": "nonstandard_factor",
        "person_factor": "person_factor",
        "pair_days": "pair_days",
        "write_days": "write_days",
        "days_per_month": "integration_days_per_month",
    }.items():
        assert policy.number(f"integration.{key}") == POLICY[name], key


# --- through the kernels --------------------------------------------------------------------------


def days_of_systems(*, shared: bool | None = None) -> np.ndarray:
    return system_days(
        [POLICY["interface_days"][system["interface"]] for system in SYSTEMS],
        [system["connector_shared"] if shared is None else shared for system in SYSTEMS],
        [sum(not system[name] for name in STANDARDS) for system in SYSTEMS],
        [system["people_who_know"] <= 1 for system in SYSTEMS],
        shared_fraction=POLICY["shared_fraction"],
        nonstandard_factor=POLICY["nonstandard_factor"],
        person_factor=POLICY["person_factor"],
    )


def days_of_workflows(*, shared: bool | None = None) -> np.ndarray:
    ids = [system["system_id"] for system in SYSTEMS]
    return workflow_days(
        days_of_systems(shared=shared),
        [[name in case["inputs"]["systems"] for name in ids] for case in CASES],
        [[name in case["inputs"]["written"] for name in ids] for case in CASES],
        pair_days=POLICY["pair_days"],
        write_days=POLICY["write_days"],
    )


def quantities() -> Quantities:
    days = days_of_workflows()
    names = [name for name in CASES[0]["inputs"] if name not in ("systems", "written", "realised_as")]
    given = {RENAMED.get(name, name): np.array([case["inputs"][name] for case in CASES], dtype=float) for name in names}
    cash = np.array([case["inputs"]["realised_as"] != "capacity only" for case in CASES], dtype=float)
    return Quantities(
        **given, hours_are_cash=cash, integration_days=days, integration_cost=days * PROGRAM["integration_day_rate"]
    )


@pytest.fixture(scope="module")
def flow() -> CashFlow:
    return cash_flow(
        quantities(), horizon=PROGRAM["horizon_months"], days_per_month=POLICY["integration_days_per_month"]
    )


@pytest.fixture(scope="module")
def month() -> Monthly:
    return monthly(quantities())


@each_case
def test_days_by_the_kernel(number: int) -> None:
    expected = CASES[number]["integration"]
    by_system = dict(zip([system["system_id"] for system in SYSTEMS], days_of_systems().tolist(), strict=True))
    for name, days in expected["system_days"].items():
        assert by_system[name] == pytest.approx(days, abs=1e-12)
    assert days_of_workflows()[number] == pytest.approx(expected["days"], abs=1e-12)
    assert days_of_workflows(shared=True)[number] == pytest.approx(expected["days_if_all_shared"], abs=1e-12)


@each_case
def test_months_and_flows_by_the_kernel(number: int, flow: CashFlow, month: Monthly) -> None:
    expected = CASES[number]["result"]
    assert flow.go_live[number] == expected["go_live_month"]
    assert quantities().investment[number] == pytest.approx(expected["investment"])
    for name, amount in expected["monthly_at_full_adoption"].items():
        assert getattr(month, name)[number] == pytest.approx(amount, abs=1e-9), name
    assert flow.net[number] == pytest.approx(expected["flows"], abs=1e-9)
    assert np.cumsum(flow.net[number]) == pytest.approx(expected["cumulative"], abs=1e-9)
    assert 12 * month.value[number] == pytest.approx(expected["annual_value"])
    assert 12 * month.running[number] == pytest.approx(expected["annual_running_cost"])


@each_case
def test_results_by_the_kernel(number: int, flow: CashFlow) -> None:
    expected = CASES[number]["result"]
    factors = returns.monthly_factor(PROGRAM["annual_discount_rate"], PROGRAM["horizon_months"])
    assert flow.net[number] @ factors == pytest.approx(expected["npv"])
    for found, name in (
        (returns.annual_rate(returns.irr(flow.net[number])), "irr_annual"),
        (returns.payback(flow.net[number]), "payback_months"),
        (returns.return_multiple(flow.value[number].sum(), flow.cost[number].sum()), "return_multiple"),
        (
            returns.return_multiple(flow.value[number, :13].sum(), flow.cost[number, :13].sum()),
            "return_multiple_first_year",
        ),
    ):
        wanted = float("nan") if expected[name] is None else expected[name]
        assert float(found) == pytest.approx(wanted, rel=1e-9, nan_ok=True), name


# --- through the pipeline -------------------------------------------------------------------------


def workflow_row(case: dict[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {"workflow_id": case["workflow_id"], "name": case["workflow_id"]}
    for name, value in case["inputs"].items():
        field = RENAMED.get(name, name)
        row[f"{field}_likely" if field in RANGED else field] = value
    row["systems_read"], row["systems_written"] = tuple(row.pop("systems")), tuple(row.pop("written"))
    return row


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    """The example as a workbook, under the shipped policy."""
    systems = [
        {("shared_connector" if name == "connector_shared" else name): value for name, value in system.items()}
        for system in SYSTEMS
    ]
    return assess(portfolio(dict(PROGRAM), Workflows=[workflow_row(case) for case in CASES], Systems=systems))


@each_case
def test_integration_by_the_pipeline(number: int, assessment: Assessment) -> None:
    found = assessment.workflow(CASES[number]["workflow_id"]).integration
    for name, expected in CASES[number]["integration"].items():
        assert getattr(found, name) == pytest.approx(expected), name


@each_case
def test_results_by_the_pipeline(number: int, assessment: Assessment) -> None:
    found = assessment.workflow(CASES[number]["workflow_id"])
    expected = CASES[number]["result"]
    for name in set(expected) - {"monthly_at_full_adoption", "flows", "cumulative"}:
        wanted = expected[name]
        assert getattr(found.base, name) == (wanted if wanted is None else pytest.approx(wanted, rel=1e-9)), name
    scores = {score.formula: score.value for score in found.scores}
    for layer, amount in expected["monthly_at_full_adoption"].items():
        name = "monthly_running_cost" if layer == "running" else f"monthly_{layer}_value"
        assert scores[name] == pytest.approx(amount, abs=1e-9), name
    assert found.flows is not None
    assert found.flows.net == pytest.approx(expected["flows"], abs=1e-9)
    assert found.flows.cumulative == pytest.approx(expected["cumulative"], abs=1e-9)


def test_why_there_is_no_rate(assessment: Assessment) -> None:
    """``lead_reply`` costs at once and at the end, ``over_reviewed`` in every month: no rate helps either."""
    reasons = {one.workflow_id: one.base.irr_why_missing for one in assessment.workflows}
    assert reasons == {
        "invoicing": "",
        "lead_reply": "no rate makes NPV zero",
        "over_reviewed": "no rate makes NPV zero",
    }


def test_capacity_only_is_told_in_hours(assessment: Assessment) -> None:
    """400 items × 0.7 × (10 − 2) minutes are 448 hours a year: 0.28 of a year of 1,600 hours, and no money."""
    found = assessment.workflow("lead_reply").base
    assert found.hours_freed_per_year == pytest.approx(12 * 400 * 0.7 * 8 / 60)
    assert found.fte_freed == pytest.approx(448 / 1600)
