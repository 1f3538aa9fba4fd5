"""Shares and their intervals, on published cases."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.kernels.rates import common_difference, ratio, wilson


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0000, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_published(k: int, n: int, low: float, high: float) -> None:
    """Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998), table I."""
    found = wilson(k, n, confidence=0.95)
    assert [round(float(end), 4) for end in found] == [low, high]


@pytest.mark.parametrize(
    ("k", "n"), [(0, 0), (3, 2), (-1, 5), (np.nan, 5), (2, np.nan)], ids=["no trials", "more", "below 0", "k", "n"]
)
def test_what_is_no_share_has_no_interval(k: float, n: float) -> None:
    low, high = wilson([k], [n], confidence=0.95)
    assert np.isnan(low).all()
    assert np.isnan(high).all()


@settings(deadline=None, derandomize=True, max_examples=60)
@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.floats(0.5, 0.99))
def test_wilson_holds_the_share_and_mirrors(counts: tuple[int, int], confidence: float) -> None:
    k, n = counts
    low, high = wilson(k, n, confidence=confidence)
    assert 0 <= low <= k / n <= high <= 1
    other_low, other_high = wilson(n - k, n, confidence=confidence)
    assert float(low) == pytest.approx(1 - float(other_high), abs=1e-12)
    assert float(high) == pytest.approx(1 - float(other_low), abs=1e-12)


def test_ratio_of_nothing_is_missing() -> None:
    found = ratio([1.0, 0.0, np.nan, 1.0], [2.0, 0.0, 1.0, np.nan])
    assert found[0] == 0.5
    assert np.isnan(found[1:]).all()


def test_common_difference_by_hand() -> None:
    """Two ages: 0.2 against 0.1 with weight 50, 0.3 against 0.3 with weight 100: a third of 0.1."""
    difference, low, high = common_difference([20, 60], [100, 200], [10, 60], [100, 200], confidence=0.95)
    assert difference == pytest.approx(0.1 / 3)
    variance = (50**2 * (0.2 * 0.8 / 100 + 0.1 * 0.9 / 100) + 100**2 * 2 * 0.3 * 0.7 / 200) / 150**2
    assert (high - low) / 2 == pytest.approx(1.959963985 * variance**0.5)


def test_ages_that_one_side_has_not_reached_do_not_count() -> None:
    alone = common_difference([20], [100], [10], [100], confidence=0.95)
    assert common_difference([20, 0, 9], [100, 0, 9], [10, 90, 0], [100, 100, 0], confidence=0.95) == alone
    assert np.isnan(common_difference([0], [0], [1], [2], confidence=0.95)).all()
