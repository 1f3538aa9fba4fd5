"""Draws: every workflow on its own, none correlated with another, the delivery factor as strong as its loadings."""

from __future__ import annotations

import subprocess
import sys
from itertools import combinations

import numpy as np
import pytest

from toolkit.kernels import sobol
from toolkit.kernels.drawing import bits_of, common_factor, common_strata, generator, normal_scores, own_strata

DRAWS = 8192
IDS = [f"w{number:02}" for number in range(24)]
NORMAL = normal_scores(DRAWS)


def correlations(rows: np.ndarray) -> np.ndarray:
    """|r| of every pair of rows."""
    found = np.corrcoef(rows)
    return np.abs(found[np.triu_indices(len(rows), k=1)])


@pytest.mark.parametrize("seed", [0, 1, 2026])
def test_workflows_are_not_correlated(seed: int) -> None:
    """276 pairs of workflows, 36,000 of inputs, at 8,192 draws: chance alone gives |r| of 0.011."""
    scores = np.array([NORMAL[own_strata(seed, name, DRAWS)] for name in IDS])
    assert correlations(scores.sum(axis=1)).max() < 0.05
    between = correlations(scores.reshape(-1, DRAWS))
    assert between.max() < 0.06  # the largest of so many; 5.4 standard deviations
    assert between.mean() < 0.011
    assert np.abs(np.corrcoef(NORMAL[common_strata(seed, DRAWS)], scores.sum(axis=1))[0, 1:]).max() < 0.05


def test_without_the_permutation_they_would_be() -> None:
    """What the permutation is for: scrambled sequences alone follow each other closely (DESIGN: mean |r| 0.75)."""
    rows = [NORMAL[sobol.scrambled(generator(0, "workflow", name), bits_of(DRAWS))].sum(axis=0) for name in IDS]
    inputs = [NORMAL[sobol.scrambled(generator(0, "workflow", name), bits_of(DRAWS))[2]] for name in IDS]
    assert max(correlations(np.array(rows)).max(), correlations(np.array(inputs)).max()) > 0.5


def test_inputs_of_one_workflow_are_nearly_orthogonal() -> None:
    """A Sobol sequence is evener than chance: pairs of inputs hardly correlate at all."""
    for name in IDS:
        assert correlations(NORMAL[own_strata(0, name, DRAWS)]).max() < 0.005


def test_draws_depend_on_seed_and_id_alone() -> None:
    one = own_strata(7, "a", DRAWS)
    own_strata(7, "b", DRAWS)
    assert (own_strata(7, "a", DRAWS) == one).all()
    for other in (own_strata(8, "a", DRAWS), own_strata(7, "b", DRAWS), own_strata(7, "A", DRAWS)):
        assert (other != one).mean() > 0.9
    assert (common_strata(7, DRAWS) != common_strata(8, DRAWS)).mean() > 0.9
    assert (common_factor(7, DRAWS).scores == NORMAL[common_strata(7, DRAWS)]).all()


def test_names_are_told_apart_by_their_parts() -> None:
    first = {name: generator(0, *parts).integers(1 << 62) for name, parts in NAMES.items()}
    assert len(set(first.values())) == len(NAMES)


NAMES = {
    "factor": ("delivery factor",),
    "weights": ("weights",),
    "workflow": ("workflow", "weights"),
    "joined": ("workflowweights",),
    "empty": ("workflow", ""),
    "unicode": ("workflow", "Müller"),
    "decomposed": ("workflow", "Mu\u0308ller"),
}


def test_draws_are_the_same_in_another_process() -> None:
    code = "from toolkit.kernels.drawing import own_strata; print(own_strata(5, 'é', 256)[3].tolist())"
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert other.stdout.strip() == str(own_strata(5, "é", 256)[3].tolist())


@pytest.mark.parametrize("draws", [0, 3, 100, 8191, -8])
def test_only_powers_of_two_are_drawn(draws: int) -> None:
    with pytest.raises(ValueError, match="power of two"):
        bits_of(draws)


def test_normal_scores_are_the_middles_of_their_strata() -> None:
    assert (np.diff(NORMAL) > 0).all()
    assert pytest.approx(-NORMAL[::-1]) == NORMAL
    assert NORMAL.var() == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("loading", [-1.0, -0.5, 0.0, 0.3, 1.0])
def test_mixed_scores_are_normal_and_follow_the_factor_by_their_loading(loading: float) -> None:
    factor = common_factor(0, DRAWS)
    own = NORMAL[own_strata(0, "a", DRAWS)[2]]
    found = factor.mix(own, loading)
    assert found.mean() == pytest.approx(0, abs=1e-9)
    error = 4 / np.sqrt(DRAWS)  # four standard errors of a correlation
    assert found.std() == pytest.approx(1, abs=error)
    assert np.corrcoef(found, factor.scores)[0, 1] == pytest.approx(loading, abs=error)
    quantiles = np.quantile(found, [0.05, 0.5, 0.95])
    assert quantiles == pytest.approx([-1.645, 0, 1.645], abs=4 * 2.2 / np.sqrt(DRAWS))


def test_inputs_of_different_workflows_correlate_by_the_product_of_their_loadings() -> None:
    factor, error = common_factor(3, DRAWS), 4.5 / np.sqrt(DRAWS)
    loadings = {"a": (0.8, -0.5), "b": (0.6, 0.9), "c": (1.0, 0.0)}
    found = {
        (name, i): factor.mix(NORMAL[own_strata(3, name, DRAWS)[i]], loading)
        for name, pair in loadings.items()
        for i, loading in enumerate(pair)
    }
    for (one, i), (other, j) in combinations(found, 2):
        expected = loadings[one][i] * loadings[other][j]
        assert np.corrcoef(found[one, i], found[other, j])[0, 1] == pytest.approx(expected, abs=error)
