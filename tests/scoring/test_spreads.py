"""Low, likely and high of every uncertain input: typed, spread by the policy, clipped, and with the right evidence."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.policies import policy_with
from tests.portfolios import portfolio, workflow
from toolkit.app.pipeline import assess
from toolkit.model import Evidence, Grade
from toolkit.policy import Policy, load_policy
from toolkit.results import InputRange, WorkflowResult
from toolkit.scoring.inputs import read_program, read_workflows
from toolkit.scoring.spreads import UNCERTAIN, evidence, spreads
from toolkit.sheets import Portfolio

FEW = policy_with(draws=256)


def of(row: dict[str, Any], name: str, policy: Policy | None = None) -> tuple[float, float, float, bool, bool, bool]:
    found = portfolio(Workflows=[workflow("w", **row)])
    policy = policy or load_policy()
    spread = spreads(read_workflows(found, policy, read_program(found, policy)))[name]
    ends = (float(spread.low[0]), float(spread.likely[0]), float(spread.high[0]))
    return (*ends, bool(spread.assumed_low[0]), bool(spread.assumed_likely[0]), bool(spread.assumed_high[0]))


BLANK_ENDS = (True, False, True)
TYPED = (False, False, False)


@pytest.mark.parametrize(
    ("name", "row", "expected"),
    [
        pytest.param("volume", {"confidence": "high"}, (810, 900, 990, *BLANK_ENDS), id="high: 10 %"),
        pytest.param("volume", {"confidence": "medium"}, (675, 900, 1125, *BLANK_ENDS), id="medium: 25 %"),
        pytest.param("volume", {"confidence": "low"}, (450, 900, 1350, *BLANK_ENDS), id="low: 50 %"),
        pytest.param("volume", {}, (450, 900, 1350, *BLANK_ENDS), id="blank confidence is low"),
        pytest.param("volume", {"volume_low": 800}, (800, 900, 1350, False, False, True), id="one end typed"),
        pytest.param("volume", {"volume_high": 950}, (450, 900, 950, True, False, False), id="the other end typed"),
        pytest.param("volume", {"volume_low": 900, "volume_high": 900}, (900, 900, 900, *TYPED), id="certain"),
        pytest.param("volume", {"volume_low": 0, "volume_high": 5000}, (0, 900, 5000, *TYPED), id="wider than any"),
        pytest.param("volume", {"volume_likely": 0}, (0, 0, 0, *BLANK_ENDS), id="nothing has no spread"),
        pytest.param("automation", {"automation_likely": 0.9}, (0.45, 0.9, 1, *BLANK_ENDS), id="a share stops at 1"),
        pytest.param("automation", {"automation_likely": 1}, (0.5, 1, 1, *BLANK_ENDS), id="and lies at its end"),
        pytest.param(
            "build_months", {"build_months_likely": 100}, (50, 100, 120, *BLANK_ENDS), id="months stop at 120"
        ),
        pytest.param("realisation", {}, (0.25, 0.5, 0.75, True, True, True), id="a default is spread as well"),
        pytest.param(
            *("realisation", {"realisation_low": 0.4}, (0.4, 0.5, 0.75, False, True, True)), id="a default inside"
        ),
        pytest.param(
            *("realisation", {"realisation_low": 0.6}, (0.5, 0.5, 0.75, True, True, True)),
            id="a default below the typed low end widens the range",
        ),
        pytest.param(
            *("realisation", {"realisation_high": 0.3}, (0.25, 0.5, 0.5, True, True, True)),
            id="a default above the typed high end widens the range",
        ),
        pytest.param("revenue", {}, (0, 0, 0, True, True, True), id="a blank revenue is certainly 0"),
        pytest.param("run_cost", {"run_cost_likely": 2}, (1, 2, 3, *BLANK_ENDS), id="money has no ceiling"),
    ],
)
def test_ends(name: str, row: dict[str, Any], expected: tuple[Any, ...]) -> None:
    assert of(row, name) == pytest.approx(expected)


def test_the_spread_is_the_policys() -> None:
    policy = policy_with({"uncertainty.spread.low": 1.0, "defaults.confidence": "medium", "defaults.realisation": 0.9})
    assert of({"confidence": "low"}, "minutes", policy)[:3] == pytest.approx((0, 14, 28))
    assert of({}, "minutes", policy)[:3] == pytest.approx((10.5, 14, 17.5))
    assert of({}, "realisation", policy)[:3] == pytest.approx((0.675, 0.9, 1.0))


def test_an_unknown_likely_value_has_no_spread() -> None:
    low, likely, high, *_ = of({"volume_likely": None}, "volume")
    assert np.isnan([low, likely, high]).all()


def test_every_workflow_has_its_own_confidence() -> None:
    rows = [workflow(name, confidence=name) for name in ("high", "medium", "low")]
    found = portfolio(Workflows=rows)
    spread = spreads(read_workflows(found, load_policy(), read_program(found, load_policy())))["volume"]
    assert spread.low == pytest.approx([810, 675, 450])
    assert spread.high == pytest.approx([990, 1125, 1350])


# --- evidence -------------------------------------------------------------------------------------


def assumed(found: Portfolio, field: str, key: str) -> Evidence:
    return Evidence(Grade.ASSUMED, "Workflows", found.cell("Workflows", 2, field), key)


def claimed(found: Portfolio, field: str) -> Evidence:
    return Evidence(Grade.CLAIMED, "Workflows", found.cell("Workflows", 2, field))


def test_evidence_names_the_three_cells_and_what_stood_in() -> None:
    row = workflow("w", volume_low=800, confidence="medium", minutes_low=10, minutes_high=20)
    found = portfolio(Workflows=[row])
    inputs = read_workflows(found, load_policy(), read_program(found, load_policy()))
    by_name = spreads(inputs)
    assert evidence(inputs, 2, by_name["volume"], 0) == (
        claimed(found, "volume_low"),
        claimed(found, "volume_likely"),
        assumed(found, "volume_high", "uncertainty.spread.medium"),
    )
    assert evidence(inputs, 2, by_name["minutes"], 0) == tuple(
        claimed(found, f"minutes_{end}") for end in ("low", "likely", "high")
    )
    assert evidence(inputs, 2, by_name["build_months"], 0) == (
        assumed(found, "build_months_low", "uncertainty.spread.medium"),
        assumed(found, "build_months_likely", "defaults.build_months"),
        assumed(found, "build_months_high", "uncertainty.spread.medium"),
    )


def result(**row: Any) -> WorkflowResult:
    return assess(portfolio(Workflows=[workflow("w", **row)]), FEW).workflow("w")


def ranges(found: WorkflowResult) -> dict[str, InputRange]:
    assert found.outlook is not None
    return {one.input: one for one in found.outlook.inputs}


def test_the_record_shows_the_range_that_was_drawn() -> None:
    found = ranges(result(volume_low=800, volume_high=1000, confidence="high"))
    assert set(found) == set(UNCERTAIN) - {"revenue"}
    assert (found["volume"].low, found["volume"].likely, found["volume"].high) == (800, 900, 1000)
    assert not found["volume"].assumed
    assert found["minutes"].assumed
    assert found["minutes"].low == pytest.approx(12.6)
    assert found["volume"].unit == "items per month"
    assert found["build_cost"].unit == "EUR"
    assert found["automation"].title == "automation rate"


CERTAIN = {f"{name}_{end}": 0.5 for name in UNCERTAIN for end in ("low", "likely", "high")}


def test_what_is_typed_three_times_alike_does_not_vary() -> None:
    """With every input certain, each future is the base case."""
    found = result(**CERTAIN)
    base, outlook = found.base, found.outlook
    assert outlook is not None
    assert found.npv is not None
    assert [found.npv.p10, found.npv.p50, found.npv.p90] == pytest.approx([base.npv] * 3)
    assert outlook.mean_npv == pytest.approx(base.npv)
    assert outlook.inputs == ()
    assert outlook.delivery_share is None or outlook.delivery_share == pytest.approx(0)
    assert found.evpi == 0
    assert found.measure_next == ()
    assert found.chance_of_loss == float((base.npv or 0.0) < 0)
    assert outlook.investment.p50 == pytest.approx(base.investment)
    assert outlook.return_multiple.p50 == pytest.approx(base.return_multiple)
    assert outlook.cash is not None
    assert found.flows is not None
    assert outlook.cash.p10 == pytest.approx(found.flows.cumulative)
    assert outlook.cash.p90 == pytest.approx(found.flows.cumulative)


@pytest.mark.parametrize("name", UNCERTAIN)
def test_one_uncertain_input_alone(name: str) -> None:
    """Any of them may be the only one: build months too, without which going live is the same month throughout."""
    found = result(**{**CERTAIN, f"{name}_low": 0.1, f"{name}_high": 0.9})
    assert [one.input for one in found.outlook.inputs if found.outlook] == [name]
    assert found.npv is not None
    assert found.npv.p10 <= found.npv.p50 <= found.npv.p90


def test_certainty_of_one_input_leaves_the_draws_of_the_others() -> None:
    """A range that becomes certain and does not matter changes nothing: each input has its own column of draws."""
    free = {"margin": 0, "revenue_likely": 100}
    wide, certain = (result(**free, revenue_low=end, revenue_high=200 - end) for end in (0, 100))
    assert wide.npv == certain.npv
    assert wide.evpi == certain.evpi
