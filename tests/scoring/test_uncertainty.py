"""What each input does to NPV and what knowing it is worth, through the whole pipeline; what always holds."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests import reference
from tests.kernels.test_published import Case, published
from tests.policies import policy_with
from tests.portfolios import portfolio, workflow
from tests.scoring.test_against_simulation import CASES, pair
from toolkit.app.pipeline import assess
from toolkit.policy import CFO_FILE, Policy, load_policy
from toolkit.results import InputRange, WorkflowResult
from toolkit.scoring.spreads import UNCERTAIN
from toolkit.scoring.uncertainty import ranged

FEW = policy_with(draws=256)
INDEPENDENT = policy_with(factor_strength=0)


def one(policy: Policy, /, seed: int = 0, program: dict[str, Any] | None = None, **row: Any) -> WorkflowResult:
    return assess(portfolio(program, Workflows=[workflow("w", **row)]), policy, seed=seed).workflow("w")


def inputs(found: WorkflowResult) -> dict[str, InputRange]:
    assert found.outlook is not None
    return {each.input: each for each in found.outlook.inputs}


def certain(**likely: float) -> dict[str, float]:
    return {f"{name}_{end}": value for name, value in likely.items() for end in ("low", "likely", "high")}


# --- tornado --------------------------------------------------------------------------------------

FREE = ("review_minutes", "hand_back_minutes", "change_cost", "fixed_run", "care_hours", "decommissioning_cost")
LINEAR = {
    **dict.fromkeys((*FREE, "ramp_months", "error_now"), 0),
    **certain(automation=1, realisation=1, run_cost=0, build_months=0, minutes=12),
    **{"hourly_cost": 50, "win_rate": 1, "margin": 1, "systems_read": (), "data_sources": ()},
}
"""One month without discounting: revenue − build cost + 10 × volume."""
MONTE_CARLO = published("montecarlo_analytic.json", "mc_normal", "pert", "tornado")
TORNADOS = [param for param in MONTE_CARLO if param.values[0]["kind"] == "tornado"]


@pytest.mark.parametrize("case", TORNADOS)
def test_a_published_tornado(case: Case) -> None:
    """y = 3 x1 − 2 x2 + 10 x3 + 5 as a business case: revenue 3 (x1 + 2), build cost 2 (x2 + 1), volume x3.

    So much is added to keep amounts above 0 that NPV is y − 1.
    """
    given, expected = case["inputs"], case["expected"]
    ends = ("low", "base", "high")
    row: dict[str, float] = {}
    for name, add, times, place in (("revenue", 2, 3, 0), ("build_cost", 1, 2, 1), ("volume", 0, 1, 2)):
        amounts = [times * (given[end][place] + add) for end in ends]
        row |= dict(zip((f"{name}_low", f"{name}_likely", f"{name}_high"), amounts, strict=True))
    found = one(FEW, program={"horizon_months": 1, "annual_discount_rate": 0}, **LINEAR, **row)
    assert found.base.npv == pytest.approx(expected["base_value"] - 1)
    names = {"x1": "revenue", "x2": "build_cost", "x3": "volume"}
    by_name = inputs(found)
    assert list(by_name) == [names[name] for name in expected["order"]]
    for place, name in enumerate(names.values()):
        assert by_name[name].npv_low == pytest.approx(expected["low"][place] - 1, abs=case["tolerance"])
        assert by_name[name].npv_high == pytest.approx(expected["high"][place] - 1, abs=case["tolerance"])
        assert by_name[name].swing == pytest.approx(expected["swing"][place], abs=case["tolerance"])


@pytest.mark.parametrize("name", CASES)
def test_tornado_equals_the_reference(name: str) -> None:
    """Every input at its low and its high end, all others likely, by the plain loops of the base case."""
    pairs = pair(name)
    base, keys = pairs.plain["base"], {"run_cost": "run_cost_per_item"}
    for found, _ in pairs.workflows:
        plain, by_name = base["workflows"][found.workflow_id], inputs(found)
        for each in by_name.values():
            for end, npv in ((each.low, each.npv_low), (each.high, each.npv_high)):
                changed = {**plain["inputs"], keys.get(each.input, each.input): end}
                case = reference.business_case(changed, plain["integration"], pairs.policy, base["program"])
                assert npv == pytest.approx(case["npv"], rel=1e-9, abs=1e-6), f"{found.workflow_id}, {each.input}"
        swings = [each.swing for each in by_name.values()]
        assert swings == sorted(swings, reverse=True)


# --- worth of measuring ---------------------------------------------------------------------------

NEAR_ZERO = {
    **{"volume_likely": 1600, "decommissioning_cost": 16_000, "revenue_likely": 8000, "margin": 0},
    **{"realised_as": "avoided hire", "realisation_likely": 0.5},
}
"""A guess at every figure, a mean near zero, so that every decision hangs in the balance; revenue does not matter."""


@pytest.mark.parametrize("seed", range(4))
def test_an_irrelevant_input_is_worth_nothing(seed: int) -> None:
    found = one(INDEPENDENT, seed, **NEAR_ZERO)
    revenue = inputs(found)["revenue"]
    assert found.outlook is not None
    assert found.evpi is not None
    assert abs(found.outlook.mean_npv) < 0.1 * (found.npv.p90 - found.npv.p10)
    assert revenue.swing == 0
    assert revenue.worth < 0.01 * found.evpi
    assert revenue.variance_share == pytest.approx(0, abs=0.001)
    assert "revenue" not in {line.input for line in found.measure_next}


def test_an_irrelevant_input_is_worth_nothing_whatever_it_tells_of_the_factor() -> None:
    found = one(policy_with(), **NEAR_ZERO)
    assert inputs(found)["revenue"].worth < 0.01 * (found.evpi or 0)


ALONE = {
    **certain(volume=2500, minutes=14, automation=0.6, build_cost=30_000, realisation=0.6, revenue=3000, run_cost=0.5),
    **certain(build_months=2),
    **{"systems_read": (), "data_sources": (), "review_minutes": 2},
}


def alone(name: str) -> WorkflowResult:
    """The workflow with this input uncertain and nothing else, decommissioning as costly as it earns on average."""
    row = {**ALONE, f"{name}_low": ALONE[f"{name}_likely"] * 0.7, f"{name}_high": ALONE[f"{name}_likely"] * 1.6}
    before = one(INDEPENDENT, **row, decommissioning_cost=0).outlook
    assert before is not None
    return one(INDEPENDENT, **row, decommissioning_cost=before.mean_npv * 1.1**3)


@pytest.mark.parametrize(
    "name",
    [
        *(name for name in UNCERTAIN if name != "build_months"),
        "build_months",
    ],
)
def test_the_only_uncertain_input_explains_and_is_worth_everything(name: str) -> None:
    found = alone(name)
    assert found.evpi is not None
    assert found.evpi > 0
    only = inputs(found)[name]
    assert only.variance_share == pytest.approx(1, abs=0.001)
    assert only.worth == pytest.approx(found.evpi, rel=0.01)


def test_items_to_look_at_by_hand() -> None:
    """Items vary around the mean m of the PERT, a rate by √(m (1 − m)); 90 % of the variance takes ninefold."""
    found = alone("automation")
    (line,) = found.measure_next
    low, likely, high = (0.6 * times for times in (0.7, 1, 1.6))
    mean = (low + 4 * likely + high) / 6
    deviation = np.sqrt((mean - low) * (high - mean) / 7)
    assert line.items == np.ceil(mean * (1 - mean) / deviation**2 * 9)
    (line,) = alone("minutes").measure_next
    low, likely, high = (14 * times for times in (0.7, 1, 1.6))
    mean = (low + 4 * likely + high) / 6
    assert line.items == np.ceil((0.5 * mean) ** 2 / ((mean - low) * (high - mean) / 7) * 9)
    assert [each.items for each in alone("volume").measure_next] == [None]


def test_one_item_does_not_settle_a_rate_that_may_be_half() -> None:
    row = {**ALONE, "automation_low": 0.5, "automation_likely": 1.0, "automation_high": 1.0}
    before = one(INDEPENDENT, **row, decommissioning_cost=0).outlook
    assert before is not None
    (line,) = one(INDEPENDENT, **row, decommissioning_cost=before.mean_npv * 1.1**3).measure_next
    assert line.items is not None
    assert line.items > 1


def test_pennies_are_not_worth_measuring() -> None:
    row = {"revenue_low": 0, "revenue_likely": 0.5, "revenue_high": 1, **certain(volume=0, build_cost=0.5)}
    found = one(policy_with(), program={"horizon_months": 1, "annual_discount_rate": 0}, **{**LINEAR, **row})
    assert 0 < inputs(found)["revenue"].worth < 1
    assert inputs(found)["revenue"].worth > 2 * inputs(found)["revenue"].worth_error
    assert found.measure_next == ()


@pytest.mark.parametrize("name", CASES)
def test_what_is_worth_measuring_is_listed_best_first(name: str) -> None:
    found = pair(name).found
    for each in found.workflows:
        by_name = inputs(each)
        listed = [(line.worth, line.input) for line in each.measure_next]
        assert [worth for worth, _ in listed] == sorted((worth for worth, _ in listed), reverse=True)
        telling = {key for key, one in by_name.items() if one.worth >= 1 and one.worth > 2 * one.worth_error}
        assert {key for _, key in listed} == telling
        for line in each.measure_next:
            assert line.cell == by_name[line.input].evidence[1].cell
            assert (line.worth, line.standard_error) == (by_name[line.input].worth, by_name[line.input].worth_error)


@pytest.mark.parametrize("name", ["volume", "revenue", "build_cost", "run_cost"])
def test_a_wider_guess_is_never_worth_less(name: str) -> None:
    """NPV is linear in each of these, which are independent here: symmetric ranges that widen are mean-preserving
    spreads, which leave the mean of NPV and raise E[max(0, NPV)]. Where it is not linear (minutes, where review may
    outlast the work), or a range is skew, it need not be so.
    """
    worths = []
    for width in (0.0, 0.2, 0.5, 1.0):
        likely = {"volume": 1600, "revenue": 8000, "build_cost": 30_000, "run_cost": 1.0}[name]
        ends = {f"{name}_low": likely * (1 - width), f"{name}_likely": likely, f"{name}_high": likely * (1 + width)}
        found = one(INDEPENDENT, **{**NEAR_ZERO, "decommissioning_cost": 9000, "margin": 0.3, **ends})
        worths.append(found.evpi or 0.0)
    # The mean of NPV, drawn evenly, moves a little: at most by its error.
    assert (np.diff(worths) > -0.002 * worths[-1]).all(), worths
    assert worths[-1] > worths[0]


@pytest.mark.parametrize("number", [1, 2, 7, 256, 1001])
def test_quantiles_are_those_of_numpy(number: int) -> None:
    values = np.random.default_rng(number).normal(size=number)
    found = ranged(values)
    assert [found.p10, found.p50, found.p90] == pytest.approx(np.quantile(values, [0.1, 0.5, 0.9]))


def test_a_quantile_among_futures_that_never_come_is_missing() -> None:
    found = ranged(np.array([3.0, np.inf, 1.0, np.inf, 2.0, np.inf]))
    assert (found.p10, found.p50, found.p90) == (pytest.approx(1.5), None, None)


def test_the_conservative_case_is_simulated_as_it_is_counted() -> None:
    """With every input certain all futures are the base case, under the CFO's policy too."""
    row = workflow("w", **ALONE, error_now=0.05, error_agent=0.02, cost_per_error=30, decommissioning_cost=4000)
    found = assess(portfolio(Workflows=[row]), load_policy(CFO_FILE)).workflow("w")
    assert found.npv is not None
    assert found.outlook is not None
    assert found.flows is not None
    assert found.npv.p50 == pytest.approx(found.base.npv)
    assert found.outlook.investment.p50 == pytest.approx(found.base.investment)
    assert found.outlook.annual_running_cost.p50 == pytest.approx(found.base.annual_running_cost)
    assert found.outlook.cash is not None
    assert found.outlook.cash.p50 == pytest.approx(found.flows.cumulative)
