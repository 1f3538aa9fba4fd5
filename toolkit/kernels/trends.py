"""Trends of short weekly series: how steep, how sure, and whether there is one (docs/method.md, Trends).

A series is a row of an array, its columns are equally spaced weeks in order of time, NaN is a week that says nothing.
All pairs of weeks are compared, so the work grows with the square of the window: give it the last weeks, not all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr, ndtri

Floats = NDArray[np.float64]

_AT_ONCE = 100_000
"""Pairs at a time: what a processor keeps at hand."""


@dataclass(frozen=True, eq=False)
class Trends:
    """One trend per series; every array has shape (series,).

    ``slope`` is the Theil–Sen slope per step (one week), ``low`` and ``high`` its confidence limits; ``s`` is the
    Mann–Kendall statistic, ``variance`` its variance under no trend, ties counted, ``p`` its two-sided probability.
    ``points`` is how many values a series has. NaN throughout, ``points`` apart, for fewer than two.
    """

    slope: Floats
    low: Floats
    high: Floats
    s: Floats
    variance: Floats
    p: Floats
    points: NDArray[np.int64]


def trends(values: ArrayLike, *, confidence: float) -> Trends:
    """Return the trend of each row of ``values``, shape (series, weeks); NaN weeks are left out, their gap stays.

    Slope: the median of (y_j − y_i) / (j − i) over all pairs i < j (Sen, JASA 63, 1968). Its limits are the slopes of
    rank (N ∓ z √Var S) / 2, rounded, the upper one plus one (Gilbert, Statistical Methods for Environmental Pollution
    Monitoring, 1987, section 16.5), at most the smallest and largest slope: below eight values they cover too little.
    S: pairs that rise minus pairs that fall; Var S = (n(n−1)(2n+5) − Σ t(t−1)(2t+5)) / 18 over groups of t equals;
    p from z = (S ∓ 1) / √Var S, normal approximation (Mann 1945, Kendall 1975), 1 where all values are equal.
    Weeks are taken as independent of each other.
    """
    series = np.atleast_2d(np.asarray(values, dtype=float))
    weeks = series.shape[1]
    pairs = weeks * (weeks - 1) // 2
    step = max(_AT_ONCE // max(pairs, 1), 1)
    parts = [_trends(series[start : start + step], confidence) for start in range(0, len(series), step)]
    if not parts:
        parts = [_trends(series, confidence)]
    return Trends(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def _trends(series: Floats, confidence: float) -> tuple[NDArray[np.float64] | NDArray[np.int64], ...]:
    by_pair = _pair_slopes(series)
    points = np.count_nonzero(~np.isnan(series), axis=1)
    signs = (by_pair > 0).view(np.int8) - (by_pair < 0).view(np.int8)
    s = signs.sum(axis=0, dtype=np.int32).astype(float)
    n = points.astype(float)
    variance = (n * (n - 1) * (2 * n + 5) - _ties(series, (by_pair == 0).any(axis=0))) / 18
    few = points <= 1
    s[few], variance[few] = np.nan, np.nan
    slopes = np.ascontiguousarray(by_pair.T)
    slopes.sort(axis=1)  # missing pairs come last
    pairs = points * (points - 1) // 2
    middle = _at(slopes, (pairs - 1) // 2, pairs) / 2 + _at(slopes, pairs // 2, pairs) / 2
    reach = ndtri((1 + confidence) / 2) * np.sqrt(np.where(few, 0, variance))
    low = _at(slopes, np.round((pairs - reach) / 2).astype(int) - 1, pairs)
    high = _at(slopes, np.round((pairs + reach) / 2).astype(int), pairs)
    return middle, low, high, s, variance, _two_sided(s, variance), points


def _pair_slopes(series: Floats) -> Floats:
    """Return the slopes of all pairs by their distance in weeks, shape (n(n−1)/2, series): written row by row."""
    weeks = np.ascontiguousarray(series.T)
    slopes = np.empty((len(weeks) * (len(weeks) - 1) // 2, len(series)))
    start = 0
    for lag in range(1, len(weeks)):
        stop = start + len(weeks) - lag
        np.subtract(weeks[lag:], weeks[:-lag], out=slopes[start:stop])
        slopes[start:stop] /= lag
        start = stop
    return slopes


def _ties(series: Floats, has_ties: NDArray[np.bool_]) -> Floats:
    """Return Σ t(t−1)(2t+5) over groups of t equal values per series; the k-th value after the first adds 6k(k+2)."""
    found = np.zeros(len(series))
    tied = np.flatnonzero(has_ties)
    ordered = np.ascontiguousarray(np.sort(series[tied], axis=1).T)
    is_equal = ordered[1:] == ordered[:-1]
    counted = np.cumsum(is_equal, axis=0)
    before = np.maximum.accumulate(np.where(is_equal, 0, counted), axis=0)
    equals = counted - before  # how many equal values stand before this one
    found[tied] = (6 * equals * (equals + 2)).sum(axis=0)
    return found


def _at(ordered: Floats, rank: NDArray[np.int64], pairs: NDArray[np.int64]) -> Floats:
    """Return the slope of each row at a rank from 0, the nearest there is; NaN for rows without pairs."""
    if not ordered.shape[1]:
        return np.full(len(ordered), np.nan)
    inside = np.clip(rank, 0, np.maximum(pairs - 1, 0))
    return np.asarray(np.take_along_axis(ordered, inside[:, None], axis=1)[:, 0])


def _two_sided(s: Floats, variance: Floats) -> Floats:
    spread = np.sqrt(np.where(variance > 0, variance, 1))
    return np.asarray(2 * ndtr(-np.maximum(np.abs(s) - 1, 0) / spread))


def discoveries(p: ArrayLike, level: float) -> NDArray[np.bool_]:
    """Return which of many tests stand out together: at most ``level`` of those named are false alarms.

    Of p sorted upwards, all up to the last with p_(i) ≤ i / m × level. Along the last axis, each row a family by
    itself; NaN is no test. Source: Benjamini and Hochberg, Journal of the Royal Statistical Society B 57 (1995).

    >>> discoveries([0.001, 0.04, 0.03, 0.9], 0.05)
    array([ True, False, False, False])
    """
    values = np.asarray(p, dtype=float)
    ordered = np.sort(values, axis=-1)
    tests = np.count_nonzero(~np.isnan(values), axis=-1, keepdims=True)
    rank = np.arange(1, values.shape[-1] + 1)
    kept = ordered <= rank / np.maximum(tests, 1) * level
    largest = np.where(kept, ordered, -1.0).max(axis=-1, initial=-1.0, keepdims=True)
    return np.asarray(values <= largest)
