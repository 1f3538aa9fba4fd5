"""Wright's law, against the published curve and scipy's regression."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from toolkit.kernels.learning import learning


def test_the_eighty_percent_curve() -> None:
    """Wright 1936: each doubling takes 80 % of the one before, 100, 80, 64, 51.2."""
    found = learning([1, 2, 4, 8], [100, 80, 64, 51.2], confidence=0.95)
    assert (found.rate, found.low, found.high) == pytest.approx((0.2, 0.2, 0.2))
    assert (found.first, found.points) == (pytest.approx(100), 4)


@pytest.mark.parametrize("seed", range(5))
def test_the_interval_is_that_of_the_regression(seed: int) -> None:
    draw = np.random.default_rng(seed)
    order = np.arange(1, 9)
    amounts = 12 * order**-0.3 * np.exp(draw.normal(0, 0.2, 8))
    found = learning(order, amounts, confidence=0.9)
    line = stats.linregress(np.log(order), np.log(amounts))
    half = stats.t.ppf(0.95, 6) * line.stderr
    assert found.exponent == pytest.approx(line.slope)
    assert found.rate == pytest.approx(1 - 2**line.slope)
    assert (found.low, found.high) == pytest.approx((1 - 2 ** (line.slope + half), 1 - 2 ** (line.slope - half)))


@pytest.mark.parametrize(
    ("order", "amounts", "points"),
    [([], [], 0), ([1, 2], [4, 3], 2), ([2, 2, 2], [4, 3, 2], 3), ([1, 2, 3, 4], [4, 0, np.nan, -1], 1)],
    ids=["none", "two", "one place", "nothing above 0"],
)
def test_too_few_to_say(order: list[float], amounts: list[float], points: int) -> None:
    found = learning(order, amounts, confidence=0.95)
    assert found.points == points
    assert np.isnan([found.rate, found.low, found.high]).all()


def test_order_of_agents_does_not_matter() -> None:
    forth = learning([1, 2, 3, 4], [9, 7, 6, 6], confidence=0.95)
    back = learning([4, 3, 2, 1], [6, 6, 7, 9], confidence=0.95)
    assert (forth.rate, forth.low) == pytest.approx((back.rate, back.low))


def test_an_interval_without_end_is_infinite() -> None:
    found = learning([1000, 1001, 1002], [1e-200, 1e200, 1e-200], confidence=0.95)
    assert found.low == -np.inf
