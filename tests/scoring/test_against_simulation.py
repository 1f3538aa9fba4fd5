"""Random portfolios in random futures, twice: by the pipeline, and by the plain simulation of ``tests``.

Both draw, so a figure may differ by its standard errors on both sides, at most :data:`ERRORS` of them (of several
hundred figures not one is expected to differ by more). A quantile is judged by the share of the other side's draws
below it, whose error is that of a binomial; a mean by the deviation of what is averaged.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import toolkit.policy
from tests import reference, reference_simulation
from tests.policies import policy_with
from tests.portfolios import SETTINGS, portfolio
from toolkit.app.assessment import Assessment
from toolkit.app.pipeline import assess
from toolkit.results import Range, WorkflowResult

SHIPPED = reference.flat_policy(
    tomllib.loads(Path(toolkit.policy.__file__).with_name("policy.toml").read_text(encoding="utf-8"))
)
ERRORS = 4.5
PLAIN_DRAWS, DRAWS = 20_000, 8192
SHARES = (0.1, 0.5, 0.9)
BOTH = np.sqrt(1 / PLAIN_DRAWS + 1 / DRAWS)
"""Standard error of a difference of two means of something with deviation 1."""

LIKELY = {
    "volume": (30, 1500),
    "minutes": (3, 30),
    "automation": (0.2, 0.95),
    "build_cost": (2000, 60_000),
    "realisation": (0.2, 0.95),
    "revenue": (0, 9000),
    "build_months": (0, 9),
    "run_cost": (0, 2),
}
CEILING = {"automation": 1.0, "realisation": 1.0, "build_months": 120.0}
SYSTEM = {"interface": "REST", "people_who_know": 3, "standard_authentication": True}


def row(rng: np.random.Generator, number: int) -> dict[str, Any]:
    """A candidate: of every range one end or both typed, or blank, or no range at all."""
    found: dict[str, Any] = {"workflow_id": f"w{number}", "name": f"Workflow {number}", "data_sources": ()}
    found |= {"systems_read": ("crm",) if rng.random() < 0.5 else (), "confidence": rng.choice(["low", "high", None])}
    for name, (least, most) in LIKELY.items():
        likely = round(float(rng.uniform(least, most)), 3)
        found[f"{name}_likely"] = likely
        kind = rng.integers(4)
        if kind == 0:  # certainty is typed as three equal values
            found |= {f"{name}_low": likely, f"{name}_high": likely}
        if kind == 1:
            found[f"{name}_low"] = likely * float(rng.choice([0, 0.4, 1]))
        if kind >= 2:
            high = likely * float(rng.choice([1, 1.2, 2]))
            found[f"{name}_high"] = min(high, CEILING.get(name, high))
        if kind == 3:
            found[f"{name}_low"] = likely * float(rng.uniform(0, 1))
    found |= {"realised_as": rng.choice(["headcount", "avoided hire", "overtime", "capacity only", None])}
    found |= {"review_minutes": float(rng.choice([0, 2, 12])), "hand_back_minutes": float(rng.choice([0, 3]))}
    found |= {"error_now": 0.04, "error_agent": float(rng.choice([0.01, 0.06])), "cost_per_error": 40.0}
    found |= {"win_rate": 0.4, "margin": 0.4, "ramp_months": float(rng.choice([0, 0.5, 3, 14]))}
    found |= {"change_cost": 1500.0, "fixed_run": float(rng.choice([0, 400])), "care_hours": 3.0}
    found |= {"decommissioning_cost": float(rng.choice([0, 9000]))}
    return {name: None if value is None else value for name, value in found.items()}


@dataclass(frozen=True)
class Pair:
    """The same portfolio, assessed and plainly simulated."""

    found: Assessment
    plain: dict[str, Any]
    policy: dict[str, Any]

    @property
    def workflows(self) -> list[tuple[WorkflowResult, dict[str, Any]]]:
        return [(self.found.workflow(name), one) for name, one in self.plain["workflows"].items()]


CASES = {
    "shipped": (1, 36, {}),
    "without the factor": (2, 24, {"uncertainty.factor_strength": 0}),
    "half the factor, other loadings": (
        *(3, 36),
        {"uncertainty.factor_strength": 0.5, "uncertainty.loadings.volume": 0.9, "uncertainty.loadings.minutes": -1},
    ),
    "one month": (4, 1, {}),
    "five years, other weights": (5, 60, {"ranking.weights.payback": 80, "ranking.weight_concentration": 8}),
    "wide guesses": (6, 36, {"uncertainty.spread.low": 1, "uncertainty.loadings.automation": 1}),
}


@cache
def pair(name: str) -> Pair:
    seed, horizon, changed = CASES[name]
    rng = np.random.default_rng(seed)
    settings = {**SETTINGS, "horizon_months": horizon, "annual_discount_rate": float(rng.choice([0.0, 0.1, 0.3]))}
    rows = [row(rng, number) for number in range(4)]
    sheets = {
        "Workflows": rows,
        "Systems": [{"system_id": "crm", **SYSTEM}],
        "Platform": [{"component_id": "p", "kind": "monitoring", "status": "planned", "one_off_cost": 7000}],
    }
    policy = {**SHIPPED, **changed}
    plain = reference_simulation.simulate(settings, sheets, policy, seed=100 + seed, draws=PLAIN_DRAWS)
    return Pair(assess(portfolio(settings, **sheets), policy_with(changed)), plain, policy)


def same_share(found: float, share: float, what: str) -> None:
    """Two shares of futures, one of each side; one future more or less is always allowed."""
    near = ERRORS * np.sqrt(share * (1 - share)) * BOTH + 2 / DRAWS
    assert found == pytest.approx(share, abs=near), what


def same_range(found: Range, draws: np.ndarray, what: str) -> None:
    """The share of plain draws below each quantile is the quantile's; where many draws are alike, on either side."""
    finite = draws[np.isfinite(draws)]
    touch = 1e-9 * (1 + (np.abs(finite).max() if len(finite) else 0))
    for share, value in zip(SHARES, (found.p10, found.p50, found.p90), strict=True):
        near = ERRORS * np.sqrt(share * (1 - share)) * BOTH + 2 / DRAWS
        level = np.inf if value is None else value
        assert (draws < level - touch).mean() - near <= share <= (draws <= level + touch).mean() + near, (
            f"{what} {share}"
        )


@pytest.mark.parametrize("name", CASES)
def test_every_workflow(name: str) -> None:
    compared = 0
    for found, plain in pair(name).workflows:
        outlook, what = found.outlook, f"{name}, {found.workflow_id}"
        assert found.npv is not None
        assert outlook is not None
        npv, payback = plain["npv"], plain["payback"]
        same_range(found.npv, npv, f"{what}: NPV")
        same_range(outlook.payback, payback, f"{what}: payback")
        same_range(outlook.return_multiple, plain["return_multiple"], f"{what}: multiple")
        same_share(found.chance_of_loss or 0.0, float((npv < 0).mean()), f"{what}: chance of loss")
        same_share(outlook.payback_share, float(np.isfinite(payback).mean()), f"{what}: payback at all")
        assert outlook.mean_npv == pytest.approx(npv.mean(), abs=ERRORS * npv.std() * BOTH + 1e-6), what
        assert found.evpi == pytest.approx(evpi(npv), abs=error_of_evpi(npv) + 1e-6), what
        compared += 1
    assert compared == 4


def evpi(npv: np.ndarray) -> float:
    return float(np.maximum(npv, 0).mean() - max(npv.mean(), 0))


def error_of_evpi(npv: np.ndarray) -> float:
    """EVPI is the loss of going ahead or that of leaving, whichever is less on average."""
    return float(ERRORS * BOTH * max(np.maximum(npv, 0).std(), np.maximum(-npv, 0).std()))


@pytest.mark.parametrize("name", CASES)
def test_what_each_input_is_worth(name: str) -> None:
    """The plain draws, put in order of an input and averaged in bins, say what to expect of NPV given that input."""
    bins = 50
    for found, plain in pair(name).workflows:
        assert found.outlook is not None
        npv = plain["npv"]
        drawn = {one.input for one in found.outlook.inputs}
        assert drawn == {name for name, values in plain["drawn"].items() if values.max() > values.min()}
        for one in found.outlook.inputs:
            given = npv[np.argsort(plain["drawn"][one.input])].reshape(bins, -1).mean(axis=1)
            slowly = float(np.maximum(given, 0).mean() - max(npv.mean(), 0))
            # What bins differ by, by chance: some above 0 that should not be, more where many are near it.
            chance = npv.std() * np.sqrt(bins / PLAIN_DRAWS)
            near_zero = float((np.abs(given) < 2 * chance).mean())
            near = 3 * one.worth_error + error_of_evpi(npv) + chance * near_zero
            assert one.worth == pytest.approx(slowly, abs=near + 1e-6), f"{name}, {found.workflow_id}, {one.input}"


@pytest.mark.parametrize("name", CASES)
def test_the_programme(name: str) -> None:
    one = pair(name)
    found, together = one.found.portfolio, one.plain["together"]
    same_range(found.npv, together, name)
    same_share(found.together.chance_of_loss, float((together < 0).mean()), name)
    assert found.together.mean_npv == pytest.approx(together.mean(), abs=ERRORS * together.std() * BOTH + 1e-6)
    for share, value in found.together.quantiles:
        near = ERRORS * np.sqrt(share * (1 - share)) * BOTH + 2 / DRAWS
        assert (together < value - 1e-6).mean() - near <= share <= (together <= value + 1e-6).mean() + near
    choice = one.found.certainty.choice_evpi
    spread = max([one.plain["regret"].std(), *(plain["npv"].std() for _, plain in one.workflows)])
    assert choice == pytest.approx(one.plain["choice_evpi"], abs=2 * ERRORS * spread * BOTH + 1e-6)


@pytest.mark.parametrize("name", CASES)
def test_who_is_first(name: str) -> None:
    one, policy = pair(name), pair(name).policy
    drawn = ("person_years", "return_multiple", "payback")
    person_year = SETTINGS["hourly_cost"] * policy["ranking.hours_per_person_year"]
    scored, weights = {}, {}
    for found, plain in one.workflows:
        weights = {line.criterion: policy[f"ranking.weights.{line.criterion}"] for line in found.contributions}
        given = {line.criterion: line.score for line in found.contributions if line.criterion not in drawn}
        scored[found.workflow_id] = {**plain, "person_years": plain["npv"] / person_year, "given": given}
    shares = reference_simulation.places(np.random.default_rng(9), scored, weights, policy)
    for found, _ in one.workflows:
        first, top_three = shares[found.workflow_id]
        same_share(found.first_share or 0.0, float(first), f"{name}: {found.workflow_id} first")
        same_share(found.top_three_share or 0.0, float(top_three), f"{name}: {found.workflow_id} among three")
