"""Sobol points against scipy's, and what scrambling must leave intact."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import qmc

from toolkit.kernels import sobol
from toolkit.kernels.drawing import generator


def plain(bits: int) -> np.ndarray:
    """The unscrambled points as strata, from the direction numbers alone; shape (dimensions, 2^bits)."""
    found = np.zeros((sobol.DIMENSIONS, 1), dtype=np.uint32)
    for column in sobol.direction_numbers(bits).T:
        found = np.concatenate([found, found ^ column[:, None]], axis=1)
    return found


@pytest.mark.parametrize("bits", [1, 3, 8, 13])
def test_the_points_are_those_of_scipy(bits: int) -> None:
    theirs = qmc.Sobol(sobol.DIMENSIONS, scramble=False).random_base2(bits) * (1 << bits)
    ours = plain(bits).T
    assert {tuple(point) for point in ours.tolist()} == {tuple(point) for point in theirs.astype(int).tolist()}


@pytest.mark.parametrize("bits", [0, 1, 2, 5, 8, 13])
@pytest.mark.parametrize("dimensions", [1, 2, 8])
def test_every_row_holds_every_stratum_once(bits: int, dimensions: int) -> None:
    points = sobol.scrambled(generator(1, "rows"), bits, dimensions)
    assert points.shape == (dimensions, 1 << bits)
    assert (np.sort(points, axis=1) == np.arange(1 << bits)).all()


def filling(first: np.ndarray, second: np.ndarray, bits: int) -> list[int]:
    """The largest number of points in a box of each shape 2^-k × 2^-(bits - k); 1 everywhere is a perfect net."""
    most = []
    for k in range(bits + 1):
        box = (first >> np.uint32(bits - k)).astype(np.int64) << (bits - k) | (second >> np.uint32(k)).astype(np.int64)
        most.append(int(np.bincount(box, minlength=1 << bits).max()))
    return most


@pytest.mark.parametrize("seed", range(4))
def test_scrambling_leaves_every_pair_as_even_as_sobol(seed: int) -> None:
    """The first two dimensions are a (0, m, 2)-net; any pair is as even, box by box, as before the scrambling."""
    bits = 10
    before, points = plain(bits), sobol.scrambled(generator(seed, "pairs"), bits)
    assert filling(points[0], points[1], bits) == [1] * (bits + 1)
    for i in range(sobol.DIMENSIONS):
        for j in range(i):
            assert filling(points[i], points[j], bits) == filling(before[i], before[j], bits)


def test_scrambling_depends_on_the_generator_alone() -> None:
    one, again, other = (sobol.scrambled(generator(seed, "x"), 9) for seed in (3, 3, 4))
    assert (one == again).all()
    assert (one != other).mean() > 0.9


def test_scrambled_points_lie_everywhere() -> None:
    """Over many seeds the first point, 0 before the scrambling, is spread over all strata."""
    first = np.array([sobol.scrambled(generator(seed, "first"), 4)[:, 0] for seed in range(400)])
    counts = np.array([np.bincount(column, minlength=16) for column in first.T])
    assert counts.min() > 5  # 25 expected, so about four standard deviations
    assert counts.max() < 50
