"""Value of information by hand, in closed form, and against nested simulation; what causes the variance."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from toolkit.kernels.drawing import common_strata, normal_scores, own_strata
from toolkit.kernels.information import (
    Causes,
    causes,
    items_to_measure,
    partial_information,
    perfect_choice,
    perfect_information,
)

DRAWS = 8192
NORMAL = normal_scores(DRAWS)
FINE = norm.ppf((np.arange(200_000) + 0.5) / 200_000)
SEEDS = range(12)
INNER = 20_000

Model = Callable[[np.ndarray], np.ndarray]


class Study:
    """A model of normal scores, drawn as a workflow is: own scores, a common factor, loadings."""

    def __init__(self, model: Model, inputs: int, *, loadings: list[float] | None = None, seed: int = 0) -> None:
        self.loadings = np.array(loadings or [0.0] * inputs)
        self.strata, common = own_strata(seed, "x", DRAWS, inputs), common_strata(seed, DRAWS)
        factor = NORMAL[common]
        self.scores = self.loadings[:, None] * factor + np.sqrt(1 - self.loadings[:, None] ** 2) * NORMAL[self.strata]
        self.value = model(self.scores)
        self.causes: Causes = causes(self.value, self.strata, common)
        self.evpi = perfect_information(self.value)
        self.worth, self.error = partial_information(self.value, self.causes, self.scores, self.loadings)


def loss_of_normal(mean: float, sd: float) -> float:
    """EVPI of a normal benefit against nothing."""
    return float(sd * norm.pdf(mean / sd) - abs(mean) * norm.cdf(-abs(mean) / sd)) if sd else 0.0


# --- everything known -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("benefits", "worth"),
    [
        ([[10, -20], [0, 0]], 5),  # go if it earns: 10 or 0; else leave all: 0 on average
        ([[10, 0], [0, 10]], 5),
        ([[30, -10, 10], [5, 5, 5]], (30 + 5 + 10) / 3 - 10),
        ([[-1, -2], [-3, 0]], 0),
        ([[-5, 1], [-5, 3]], 3 / 2),
        ([[7, 7], [7, 7]], 0),
        ([[4, 2]], 0),
    ],
)
def test_the_choice_of_one_or_none_by_hand(benefits: list[list[float]], worth: float) -> None:
    assert perfect_choice(benefits) == pytest.approx(worth)


def test_the_choice_among_none() -> None:
    assert perfect_choice(np.empty((0, 8))) == 0


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.lists(st.floats(-1e6, 1e6), min_size=4, max_size=4), min_size=1, max_size=5))
def test_what_holds_of_perfect_information(rows: list[list[float]]) -> None:
    benefits = np.array(rows)
    slack = 1e-9 * (1 + np.abs(benefits).max())
    choice = perfect_choice(benefits)
    assert choice >= 0
    assert all(perfect_information(row) >= 0 for row in benefits)
    best = max([np.zeros(4), *benefits], key=np.mean)
    regrets = [np.maximum(other - best, 0).mean() for other in (np.zeros(4), *benefits)]
    assert max(regrets) - slack <= choice <= sum(regrets) + slack, "of all that could have been chosen instead"
    assert perfect_choice(benefits[::-1]) == pytest.approx(choice, abs=slack)
    assert perfect_choice(np.vstack([benefits, np.full(4, -1e7)])) == pytest.approx(choice, abs=slack)
    mirrored = perfect_information(-benefits[0])  # going ahead with the mirror image is leaving the original
    assert perfect_information(benefits[0]) == pytest.approx(mirrored, abs=slack)


# --- one input known ------------------------------------------------------------------------------


@pytest.mark.parametrize("mean", [0.0, 0.4, -1.5])
@pytest.mark.parametrize("loadings", [[0.0, 0.0, 0.0, 0.0], [0.5, -0.5, 0.3, 0.3], [1.0, -1.0, 0.6, 0.0]])
def test_a_sum_of_normals_in_closed_form(mean: float, loadings: list[float]) -> None:
    """Given input i, the benefit moves by its weight and by what i tells of the factor that moves the others."""
    weights = np.array([1.0, -2.0, 0.5, 0.0])
    together = np.outer(loadings, loadings)
    np.fill_diagonal(together, 1.0)
    for seed in SEEDS:
        found = Study(lambda z: mean + weights @ z, 4, loadings=loadings, seed=seed)
        expected = [loss_of_normal(mean, sd) for sd in np.abs(together @ weights)]
        # Half of the mean of the draws moves EVPI: its own error is all that remains of a sum.
        near = 4 * float(np.sqrt(weights @ together @ weights)) / np.sqrt(DRAWS)
        assert found.worth == pytest.approx(expected, abs=near)
        assert found.evpi == pytest.approx(loss_of_normal(mean, np.sqrt(weights @ together @ weights)), abs=near)


def lognormal(z: np.ndarray) -> np.ndarray:
    return np.exp(LOG_WEIGHTS @ z) - 1.15


LOG_WEIGHTS = np.array([0.5, -0.3, 0.4, 0.0])


def test_a_product_with_loadings_in_closed_form() -> None:
    """Given one score, a product of lognormals is lognormal: integrated finely, against draws of many seeds.

    Reported standard errors must be those that come about: over the seeds, worth less truth is one of them on average.
    """
    loadings = [0.5, -0.5, 0.0, 0.3]
    together = np.outer(loadings, loadings)
    np.fill_diagonal(together, 1.0)
    variance = float(LOG_WEIGHTS @ together @ LOG_WEIGHTS)
    expected = []
    for slope in together @ LOG_WEIGHTS:
        given_score = np.exp(slope * FINE + (variance - slope**2) / 2) - 1.15
        expected.append(np.maximum(given_score, 0).mean() - max(given_score.mean(), 0))
    studies = [Study(lognormal, 4, loadings=loadings, seed=seed) for seed in range(40)]
    off = np.array([(one.worth - expected) / one.error for one in studies])
    assert np.sqrt((off**2).mean(axis=0)).max() < 1.3
    assert np.abs(off).max() < 4


def nested(model: Model, loadings: list[float], which: int, *, outer: int = 100, inner: int = INNER) -> float:
    """The worth of an input the slow way: for each of its scores, the mean over everything else drawn anew."""
    rng = np.random.default_rng(which)
    rho = np.array(loadings)
    factor_noise, own = rng.standard_normal(inner), rng.standard_normal((len(rho), inner))
    means = []
    for score in norm.ppf((np.arange(outer) + 0.5) / outer):
        factor = rho[which] * score + np.sqrt(1 - rho[which] ** 2) * factor_noise
        scores = rho[:, None] * factor + np.sqrt(1 - rho[:, None] ** 2) * own
        scores[which] = score
        means.append(model(scores).mean())
    return float(np.maximum(means, 0).mean() - max(np.mean(means), 0))


def kinked(z: np.ndarray) -> np.ndarray:
    """As a business case: volume × minutes × rate, a loss where minutes run out, less a cost."""
    volume, minutes, rate, cost = 100 * np.exp(0.3 * z[0]), 4 + 2.5 * z[1], norm.cdf(0.3 + 0.5 * z[2]), 250 + 60 * z[3]
    return volume * minutes * rate * np.where(minutes > 0, 0.8, 1.0) - cost + 20


@pytest.mark.parametrize("loadings", [[0.0] * 4, [0.0, 0.4, 0.6, -0.6]])
def test_a_kinked_business_case_against_nested_simulation(loadings: list[float]) -> None:
    found = Study(kinked, 4, loadings=loadings)
    for which in range(4):
        slowly = nested(kinked, loadings, which)
        # Both have drawn; the nested means share one error, which counts where they lie above 0: about half of them.
        near = 3 * found.error[which] + 4 * found.value.std() / np.sqrt(INNER) / 2
        assert found.worth[which] == pytest.approx(slowly, abs=near)


IRRELEVANT: dict[str, Model] = {
    "a sum": lambda z: z[0] + 2 * z[1],
    "a product": lambda z: np.exp(0.25 * z[0] + 0.25 * z[1] + 0.25 * z[2]) - np.exp(0.09375),
    "a product, wider": lambda z: np.exp(0.4 * z[0] + 0.4 * z[1]) - np.exp(0.16),
    "a kink": lambda z: np.maximum(z[0] + z[1], 0) - 0.5,
    "a positive mean": lambda z: z[0] * (1 + 0.4 * z[1]) + 1,
    "a negative mean": lambda z: z[0] * (1 + 0.4 * z[1]) - 0.7,
}


@pytest.mark.parametrize("name", IRRELEVANT)
@pytest.mark.parametrize("seed", SEEDS)
def test_an_irrelevant_input_is_worth_less_than_a_hundredth(name: str, seed: int) -> None:
    """Where the mean is near zero any noise in what is expected would turn the decision, and look like a worth."""
    found = Study(IRRELEVANT[name], 5, seed=seed)
    assert found.worth[3:].max() < 0.01 * found.evpi
    assert (found.worth >= 0).all()


@pytest.mark.parametrize("name", IRRELEVANT)
def test_no_input_is_worth_more_than_all(name: str) -> None:
    for seed in SEEDS:
        found = Study(IRRELEVANT[name], 5, seed=seed)
        assert found.worth.max() <= found.evpi + 3 * found.error.max()


def test_the_only_input_is_worth_everything() -> None:
    found = Study(lambda z: np.exp(0.5 * z[1]) - 1, 3)
    assert found.worth[1] == pytest.approx(found.evpi, rel=0.01)
    assert found.worth[[0, 2]].max() < 0.001 * found.evpi


def test_nothing_is_worth_knowing_where_no_decision_can_turn() -> None:
    for mean in (9.0, -9.0):
        found = Study(lambda z, mean=mean: mean + z[0] + z[1], 2)
        assert found.evpi == 0
        assert found.worth.tolist() == [0, 0]
        assert found.error.tolist() == [0, 0]


def test_worth_is_in_the_unit_of_the_benefit() -> None:
    once, thousandfold = Study(kinked, 4), Study(lambda z: 1000 * kinked(z), 4)
    assert thousandfold.worth == pytest.approx(1000 * once.worth)
    assert thousandfold.error == pytest.approx(1000 * once.error)
    assert thousandfold.causes.own_shares == pytest.approx(once.causes.own_shares)


# --- variance -------------------------------------------------------------------------------------


@pytest.mark.parametrize("loadings", [[0.0, 0.0, 0.0], [0.5, -0.3, 0.0], [1.0, 0.6, -0.6]])
def test_shares_of_a_sum_are_known(loadings: list[float]) -> None:
    """An input's own part is weight² (1 − loading²), the factor's (Σ weight × loading)²."""
    weights, rho = np.array([1.0, 2.0, -1.5]), np.array(loadings)
    own, common = weights**2 * (1 - rho**2), float(weights @ rho) ** 2
    whole = own.sum() + common
    for seed in SEEDS:
        found = Study(lambda z: weights @ z, 3, loadings=loadings, seed=seed).causes
        near = 4 * 2 / np.sqrt(DRAWS)  # the factor and the own scores are drawn apart: r of 1 / √draws, twice
        assert found.own_shares == pytest.approx(own / whole, abs=near)
        assert found.common_share == pytest.approx(common / whole, abs=near)
        assert found.own_shares.sum() + found.common_share <= 1 + near


def test_an_interaction_belongs_to_nobody() -> None:
    found = Study(lambda z: z[0] * z[1] + z[2], 3).causes
    assert found.own_shares == pytest.approx([0, 0, 0.5], abs=0.01)
    assert found.common_share == pytest.approx(0, abs=0.01)


def test_shares_of_a_curve_count_what_is_not_straight() -> None:
    """Var(z²) = 2, Var(z³) = 15: parts of degree two and three belong to the input as well."""
    found = Study(lambda z: z[0] ** 2 + z[1] ** 3, 2).causes
    assert found.own_shares == pytest.approx([2 / 17, 15 / 17], abs=0.02)


def test_what_does_not_vary_has_no_shares() -> None:
    found = causes(np.full(DRAWS, 3.0), own_strata(0, "x", DRAWS, 2))
    assert np.isnan(found.own_shares).all()
    assert np.isnan(found.common_share)
    assert causes(NORMAL.copy(), np.empty((0, DRAWS), dtype=np.uint32)).own_shares.shape == (0,)


# --- how many items -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("variation", "uncertainty", "resolved", "items"),
    [
        (1.0, 1.0, 0.5, 1),  # as uncertain as one item varies: one item halves the variance
        (1.0, 1.0, 0.9, 9),
        (0.5, 0.1, 0.9, 225),
        (0.0, 0.1, 0.9, 0),  # all items alike
    ],
)
def test_items_to_measure_by_hand(variation: float, uncertainty: float, resolved: float, items: float) -> None:
    assert float(items_to_measure(variation, uncertainty, resolved)) == pytest.approx(items)


def test_so_many_items_leave_the_share_that_was_asked_for() -> None:
    """Prior variance 0.1², samples of variance 0.5²: what n items leave is 1 / (1 / 0.01 + n / 0.25)."""
    n = float(items_to_measure(0.5, 0.1, 0.8))
    left = 1 / (1 / 0.1**2 + n / 0.5**2)
    assert 1 - left / 0.1**2 == pytest.approx(0.8)


def test_items_for_what_is_certain_are_not_known() -> None:
    assert np.isnan(items_to_measure([0.5, 0.5], [0.0, 0.1], 0.9)).tolist() == [True, False]
