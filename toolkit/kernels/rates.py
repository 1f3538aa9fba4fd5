"""Shares from counts, with the interval that the counts leave open (docs/method.md, Health of agents)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

Floats = NDArray[np.float64]


def ratio(numerator: ArrayLike, denominator: ArrayLike) -> Floats:
    """Return numerator / denominator, NaN where the denominator is 0 or missing; of their broadcast shape.

    >>> ratio([1.0, 0.0], [4.0, 0.0])
    array([0.25,  nan])
    """
    top, bottom = np.broadcast_arrays(np.asarray(numerator, dtype=float), np.asarray(denominator, dtype=float))
    return np.divide(top, bottom, out=np.full(top.shape, np.nan), where=bottom > 0)


def wilson(successes: ArrayLike, trials: ArrayLike, *, confidence: float) -> tuple[Floats, Floats]:
    """Return lower and upper limit of the Wilson score interval, of the broadcast shape, within 0 to 1.

    (p + z²/2n ∓ z √(p(1−p)/n + z²/4n²)) / (1 + z²/n), with z the two-sided normal quantile of ``confidence`` (0 to 1).
    NaN for 0 trials, for missing counts, and where there are more successes than trials or fewer than none: that is no
    share. Counts need not be whole. Source: Wilson 1927; Newcombe, Statistics in Medicine 17 (1998), method 3.

    >>> low, high = wilson(81, 263, confidence=0.95)
    >>> round(float(low), 4), round(float(high), 4)
    (0.2553, 0.3662)
    """
    k, n = np.broadcast_arrays(np.asarray(successes, dtype=float), np.asarray(trials, dtype=float))
    z2 = _z(confidence) ** 2
    is_share = (n > 0) & (k >= 0) & (k <= n)
    n = np.where(is_share, n, np.nan)
    middle = (k + z2 / 2) / (n + z2)
    half = np.sqrt(z2 * (k * np.where(is_share, n - k, np.nan) / n + z2 / 4)) / (n + z2)
    low = np.where(k == 0, middle * 0, middle - half)  # rounding alone would leave 1e-17
    high = np.where(k == n, middle * 0 + 1, middle + half)
    return np.clip(low, 0, 1), np.clip(high, 0, 1)


def common_difference(
    newer: ArrayLike, newer_of: ArrayLike, older: ArrayLike, older_of: ArrayLike, *, confidence: float
) -> tuple[float, float, float]:
    """Return the difference of two shares (newer − older) at equal strata, and its lower and upper limit.

    Mantel–Haenszel: Σ w (p₁ − p₀) / Σ w with w = n₁ n₀ / (n₁ + n₀) over the strata (ages, say) that both have, so
    that nobody is compared with an age that the other has not reached. Variance of Greenland and Robins, Biometrics 41
    (1985): Σ w² (p₁(1−p₁)/n₁ + p₀(1−p₀)/n₀) / (Σ w)². Counts of shape (strata,); a stratum with a missing count,
    without trials on a side, or with more successes than trials is left out. Three NaN where none is left.
    """
    k1, n1, k0, n0 = (np.asarray(counts, dtype=float) for counts in (newer, newer_of, older, older_of))
    both = (n1 > 0) & (n0 > 0) & (k1 <= n1) & (k0 <= n0)
    if not both.any():
        return float("nan"), float("nan"), float("nan")
    k1, n1, k0, n0 = k1[both], n1[both], k0[both], n0[both]
    weight = n1 * n0 / (n1 + n0)
    p1, p0 = k1 / n1, k0 / n0
    variance = (weight**2 * (p1 * (1 - p1) / n1 + p0 * (1 - p0) / n0)).sum() / weight.sum() ** 2
    difference = float((weight * (p1 - p0)).sum() / weight.sum())
    half = _z(confidence) * float(np.sqrt(variance))
    return difference, difference - half, difference + half


def _z(confidence: float) -> float:
    return float(ndtri((1 + confidence) / 2))
