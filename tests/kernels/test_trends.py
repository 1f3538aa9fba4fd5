"""Theil–Sen and Mann–Kendall against scipy, plain loops and all permutations."""

from __future__ import annotations

from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from toolkit.kernels.trends import discoveries, trends

SERIES = st.lists(st.one_of(st.none(), st.integers(-5, 5), st.floats(-1, 1, width=16)), min_size=4, max_size=26)


def as_row(values: list[float | None]) -> np.ndarray:
    return np.array([np.nan if value is None else value for value in values], dtype=float)


@settings(deadline=None, derandomize=True, max_examples=80)
@given(SERIES)
def test_slope_and_limits_are_those_of_scipy(values: list[float | None]) -> None:
    row = as_row(values)
    known = np.flatnonzero(~np.isnan(row))
    found = trends([row], confidence=0.95)
    assert found.points[0] == len(known)
    if len(known) < 2:
        assert np.isnan([found.slope[0], found.low[0], found.high[0], found.s[0], found.p[0]]).all()
        return
    slope, _, low, high = stats.theilslopes(row[known], known, alpha=0.95)
    assert [found.slope[0], found.low[0], found.high[0]] == pytest.approx([slope, low, high])


@settings(deadline=None, derandomize=True, max_examples=80)
@given(SERIES)
def test_s_and_its_variance_by_plain_loops(values: list[float | None]) -> None:
    row = as_row(values)
    known = row[~np.isnan(row)].tolist()
    found = trends([row], confidence=0.95)
    if len(known) < 2:
        return
    s = sum((later > earlier) - (later < earlier) for earlier, later in combinations(known, 2))
    n = len(known)
    ties = [known.count(value) for value in set(known)]
    variance = (n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties)) / 18
    assert (found.s[0], found.variance[0]) == (s, pytest.approx(variance))
    z = (s - np.sign(s)) / variance**0.5 if variance and s else 0
    assert found.p[0] == pytest.approx(2 * stats.norm.sf(abs(z)))


@pytest.mark.parametrize("values", [[1, 2, 3, 4, 5], [1, 1, 2, 3, 3], [2, 2, 2, 5, 1, 5]])
def test_variance_is_that_of_all_orders(values: list[float]) -> None:
    """Kendall's variance is exact under no trend, ties included: the variance of S over every order of the values."""
    s = [sum(np.sign(later - earlier) for earlier, later in combinations(order, 2)) for order in permutations(values)]
    assert trends([values], confidence=0.95).variance[0] == pytest.approx(np.var(s))


def test_series_are_judged_each_by_itself() -> None:
    rows = np.random.default_rng(1).normal(size=(40, 26))
    rows[3, 5:9] = np.nan
    together = trends(rows, confidence=0.95)
    for index, row in enumerate(rows):
        alone = trends([row], confidence=0.95)
        for name in ("slope", "low", "high", "s", "variance", "p", "points"):
            assert getattr(together, name)[index] == getattr(alone, name)[0]


def test_no_series_and_no_weeks() -> None:
    assert trends(np.empty((0, 26)), confidence=0.95).slope.shape == (0,)
    assert np.isnan(trends([[1.0]], confidence=0.95).slope).all()


@pytest.mark.parametrize(
    ("values", "slope", "p_below"),
    [
        pytest.param([0.9 - 0.003 * week for week in range(26)], -0.003, 1e-6, id="a slow decline"),
        pytest.param([0.3] * 26, 0, 1.1, id="a plateau"),
        pytest.param([5.0, None, 7.0, None, 9.0, 10.0, 11.0, 12.0], 1, 0.02, id="gaps keep their place"),
    ],
)
def test_by_hand(values: list[float | None], slope: float, p_below: float) -> None:
    found = trends([as_row(values)], confidence=0.95)
    assert found.slope[0] == pytest.approx(slope)
    assert found.p[0] < p_below


def test_four_points_cannot_reach_five_percent() -> None:
    """What a trend that is not significant does not mean."""
    assert trends([[1, 2, 3, 4]], confidence=0.95).p[0] > 0.05


def test_discoveries_published() -> None:
    """Benjamini and Hochberg (1995), section 4.1: of 15 comparisons, the first four stand out."""
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719]
    p += [0.6528, 0.7590, 1.0000]
    assert discoveries(p, 0.05).tolist() == [True] * 4 + [False] * 11
    assert discoveries([p, p], 0.05).sum() == 8


def test_a_missing_test_is_none() -> None:
    assert discoveries([np.nan, 0.04], 0.05).tolist() == [False, True]
    assert discoveries([np.nan, np.nan], 0.05).tolist() == [False, False]
    assert discoveries([], 0.05).tolist() == []
