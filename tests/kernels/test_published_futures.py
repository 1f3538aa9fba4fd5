"""Simulation and value of information against published cases and closed forms.

Draws are those of the kernels: own strata as normal scores, with the case's mean and deviation. Where a tolerance is
not the case's own it is a number of standard errors of 8,192 plain draws, which even draws must not exceed.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from tests.kernels.test_published import Case, published
from toolkit.kernels import information
from toolkit.kernels.drawing import normal_scores, own_strata

DRAWS, SEED = 8192, 0
ERRORS = 3.0
Z95 = float(norm.ppf(0.95))
VOI = ("evpi_normal", "evpi_linear_normal")
TEXTBOOK = ("evpi_states", "evpi_break_even", "evppi_normal")
MONTE_CARLO = ("mc_normal", "pert", "tornado")


def cases(file: str, kinds: tuple[str, ...], kind: str) -> list[object]:
    return [param for param in published(file, *kinds) if param.values[0]["kind"] == kind]


def draws(name: str, inputs: int) -> tuple[np.ndarray, np.ndarray]:
    """Strata and normal scores of independent inputs, shape (inputs, draws)."""
    strata = own_strata(SEED, name, DRAWS, inputs)
    return strata, normal_scores(DRAWS)[strata]


def of_90(bounds: list[float]) -> tuple[float, float]:
    low, high = bounds
    return (low + high) / 2, (high - low) / 2 / Z95


def error_of_evpi(value: np.ndarray) -> float:
    """Standard error of the EVPI, as the mean of what going ahead or leaving loses."""
    loss = np.maximum(value, 0) - (value if value.mean() > 0 else 0)
    return float(loss.std() / np.sqrt(DRAWS))


@pytest.mark.parametrize("case", cases("montecarlo_analytic.json", MONTE_CARLO, "mc_normal"))
def test_a_difference_of_normals(case: Case) -> None:
    inputs, expected = case["inputs"], case["expected"]
    (revenue, more), (costs, less) = of_90(inputs["revenue"]["ci90"]), of_90(inputs["costs"]["ci90"])
    assert inputs["corr"] == 0
    _, scores = draws(case["id"], 2)
    value = revenue + more * scores[0] - (costs + less * scores[1])
    sd = expected["sd"]
    assert value.mean() == pytest.approx(expected["mean"], abs=ERRORS * sd / np.sqrt(DRAWS))
    assert value.std() == pytest.approx(sd, abs=ERRORS * sd / np.sqrt(2 * DRAWS))
    for share in (0.1, 0.5, 0.9):
        error = np.sqrt(share * (1 - share) / DRAWS) / norm.pdf(norm.ppf(share)) * sd
        assert np.quantile(value, share) == pytest.approx(expected[f"P{share * 100:.0f}"], abs=ERRORS * error)
    loss = expected["prob_loss"]
    assert (value < 0).mean() == pytest.approx(loss, abs=ERRORS * np.sqrt(loss * (1 - loss) / DRAWS))
    evpi = information.perfect_information(value)
    assert evpi == pytest.approx(expected["evpi"], abs=ERRORS * error_of_evpi(value))


@pytest.mark.parametrize("case", cases("value_of_information.json", VOI, "evpi_normal"))
def test_two_actions_two_normals(case: Case) -> None:
    one, other = case["inputs"]["p1"], case["inputs"]["p2"]
    _, scores = draws(case["id"], 2)
    value = one["mean"] + one["sd"] * scores[0] - (other["mean"] + other["sd"] * scores[1])
    expected = case["expected"]["evpi"]
    assert information.perfect_information(value) == pytest.approx(expected, abs=ERRORS * error_of_evpi(value))
    assert information.perfect_choice([value]) == information.perfect_information(value)
    assert information.perfect_choice([-value]) == pytest.approx(information.perfect_information(-value))


@pytest.mark.parametrize("case", cases("value_of_information.json", VOI, "evpi_linear_normal"))
def test_the_campaign(case: Case) -> None:
    inputs, expected = case["inputs"], case["expected"]
    mean, sd = of_90(inputs["sales"]["ci90"])
    assert (mean, sd) == pytest.approx((expected["mu"], expected["sigma"]))
    strata, scores = draws(case["id"], 2)
    value = (mean + sd * scores[0]) * inputs["unit_price"] - inputs["campaign_cost"]
    near = ERRORS * error_of_evpi(value)
    assert value.mean() == pytest.approx(expected["enb_pa"], abs=ERRORS * value.std() / np.sqrt(DRAWS))
    assert information.perfect_information(value) == pytest.approx(expected["evpi"], abs=near)
    assert np.maximum(value, 0).mean() == pytest.approx(expected["el_sq"], abs=near)
    worth, _ = information.partial_information(value, information.causes(value, strata), scores, np.zeros(2))
    assert worth[0] == pytest.approx(expected["evpi"], abs=near)  # the only input tells everything
    assert worth[1] < 1e-6 * expected["evpi"]  # the other one has no part in it


def test_what_was_read_off_a_decision_table() -> None:
    for param in cases("information_textbook.json", TEXTBOOK, "evpi_states"):
        case = param.values[0]
        inputs, expected = case["inputs"], case["expected"]
        times = np.round(np.array(inputs["probabilities"]) * 100).astype(int)
        futures = np.repeat(np.array(inputs["values"], dtype=float), times)
        assert len(futures) == 100
        assert futures.mean() == pytest.approx(expected["emv"], abs=case["tolerance"]), case["source"]
        found = information.perfect_information(futures)
        assert found == pytest.approx(expected["evpi"], abs=case["tolerance"]), case["source"]


@pytest.mark.parametrize("case", cases("information_textbook.json", TEXTBOOK, "evpi_break_even"))
def test_above_or_below_break_even(case: Case) -> None:
    inputs = case["inputs"]
    _, scores = draws(case["id"], 1)
    value = inputs["slope"] * (inputs["mean"] + inputs["sd"] * scores[0] - inputs["break_even"])
    assert information.perfect_information(value) == pytest.approx(case["expected"]["evpi"], abs=case["tolerance"])


@pytest.mark.parametrize("case", cases("information_textbook.json", TEXTBOOK, "evppi_normal"))
def test_what_one_of_two_normals_tells(case: Case) -> None:
    mean, deviations, expected = case["inputs"]["mean"], case["inputs"]["sd"], case["expected"]
    for name, sd in deviations.items():
        closed = sd * norm.pdf(mean / sd) - abs(mean) * norm.cdf(-abs(mean) / sd)
        assert expected[name] == pytest.approx(closed, abs=case["tolerance"])
    strata, scores = draws(case["id"], 2)
    value = mean + deviations["p1"] * scores[0] - deviations["p2"] * scores[1]
    worth, error = information.partial_information(value, information.causes(value, strata), scores, np.zeros(2))
    assert worth == pytest.approx([expected["p1"], expected["p2"]], abs=5e-4)
    assert (error < 5e-4).all()
