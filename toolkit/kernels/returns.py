"""What a stream of flows is worth: NPV, IRR, payback, return multiple (docs/method.md, Results).

Flows have shape (cases, periods) or (periods,); the first stands at t = 0, undiscounted. NaN gives NaN.
"""

from __future__ import annotations

import numpy as np
import pyxirr
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

MONTHS_PER_YEAR = 12


def monthly_factor(annual_rate: float, months: int) -> Floats:
    """Return (1 + annual rate)^(−t/12) for t = 0 … ``months``; NaN for a rate of −1 or below.

    >>> monthly_factor(0.21, 12)[[0, 6, 12]].round(6)
    array([1.      , 0.909091, 0.826446])
    """
    if annual_rate <= -1:
        return np.full(months + 1, np.nan)
    return np.asarray((1.0 + annual_rate) ** (-np.arange(months + 1) / MONTHS_PER_YEAR))


def npv(rate: float, flows: ArrayLike) -> Floats:
    """Return Σ v_t (1 + rate)^(−t) with ``rate`` per period; NaN for a rate of −1 or below.

    >>> float(npv(0.08, [-40000.0, 5000.0, 8000.0, 12000.0, 30000.0]).round(3))
    3065.223
    """
    values = np.asarray(flows, dtype=float)
    if rate <= -1:
        return np.full(values.shape[:-1], np.nan)
    return np.asarray(np.sum(values * (1.0 + rate) ** -np.arange(values.shape[-1], dtype=float), axis=-1))


def payback(flows: ArrayLike) -> Floats:
    """Return the periods from t = 0 until the cumulative flow is positive for good, without discounting.

    Linear between two points, at the last upward crossing; 0 where the cumulative flow is never negative, NaN
    where it is negative at the end.

    >>> float(payback([-200.0, 50.0, 60.0, 70.0, 200.0]))
    3.1
    """
    values = np.atleast_2d(np.asarray(flows, dtype=float))
    total = np.cumsum(values, axis=1)
    periods = np.arange(values.shape[1])
    last_negative = np.where(total < 0, periods, -1).max(axis=1)
    row = np.arange(len(values))
    before = np.clip(last_negative, 0, None)
    after = np.clip(before + 1, None, values.shape[1] - 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = before - total[row, before] / values[row, after]
    result = np.where(last_negative < 0, 0.0, np.where(last_negative == periods[-1], np.nan, crossing))
    result = np.where(np.isnan(total[:, -1]), np.nan, result)
    return np.asarray(result[0] if np.ndim(flows) == 1 else result)


def irr(flows: ArrayLike) -> Floats:
    """Return the one rate per period above −1 at which NPV is zero; NaN where there is none or more than one.

    The number of rates comes from :func:`count_rates`, the rate itself from pyxirr, or from halving where that finds
    none (rates near −1).

    >>> irr([[-100.0, 39, 59, 55, 20], [-1, -2, -3, 0, 0]]).round(6)
    array([0.280948,      nan])
    """
    values = np.atleast_2d(np.asarray(flows, dtype=float))
    count = count_rates(values)
    rates = np.array([_the_rate(row) if n == 1 else np.nan for row, n in zip(values, count, strict=True)], dtype=float)
    return np.asarray(rates[0] if np.ndim(flows) == 1 else rates)


def _the_rate(flows: Floats) -> float:
    """Return the rate of flows that have exactly one."""
    rate = pyxirr.irr(flows, silent=True)
    return _by_halving(np.trim_zeros(flows)) if rate is None else float(rate)


_WIDEST = 50.0
"""Logarithm of a discount factor beyond any that matters: (1 + rate)^12 is still a number."""


def _by_halving(flows: Floats) -> float:
    """Return the rate between whose two sides NPV has different signs, from the widest interval down."""
    t = np.arange(len(flows), dtype=float)

    def value(log_factor: float) -> float:
        return float(flows @ np.exp(log_factor * (t - t[-1] if log_factor > 0 else t)))

    low, high = -_WIDEST, _WIDEST
    sign = np.sign(value(low))
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if np.sign(value(middle)) == sign else (low, middle)
    return float(np.expm1(-low))


def count_rates(flows: ArrayLike) -> NDArray[np.int64]:
    """Return how many rates per period above −1 make NPV zero, per case; 0 for flows that hold NaN.

    Flows that change sign once have exactly one (Descartes). Others are counted by the sign changes of NPV over a
    fine grid of discount factors; two rates closer than the grid (0.05 % a month around zero) count as none.
    """
    values = np.atleast_2d(np.asarray(flows, dtype=float))
    known = ~np.isnan(values).any(axis=1)
    changes = np.where(known, _sign_changes(np.where(np.isnan(values), 0.0, values)), 0)
    many = changes > 1
    counts = changes.copy()
    if many.any():
        counts[many] = _sign_changes(_on_grid(values[many]))
    return counts.astype(np.int64)


def _sign_changes(values: Floats) -> NDArray[np.int64]:
    """Count sign changes along each row, zeros passed over."""
    signs = np.sign(values)
    # A zero takes the sign before it, so that only real changes remain.
    position = np.where(signs != 0, np.arange(signs.shape[1]), 0)
    filled = np.take_along_axis(signs, np.maximum.accumulate(position, axis=1), axis=1)
    return np.sum(filled[:, 1:] * filled[:, :-1] < 0, axis=1, dtype=np.int64)


_GRID = np.unique(np.concatenate([np.linspace(-14.0, 14.0, 2801), np.linspace(-0.4, 0.4, 1601)]))
"""Logarithms of the discount factor x = 1 / (1 + rate): rates from −99.9999 % to over a million, dense near 0."""


def _on_grid(values: Floats) -> Floats:
    """Return numbers with the signs of NPV over the grid, shape (cases, grid); scaled so that none overflows."""
    t = np.arange(values.shape[1], dtype=float)
    shift = np.where(_GRID > 0, t[-1], 0.0)
    powers = np.exp(_GRID[None, :] * (t[:, None] - shift[None, :]))
    return values @ powers


def annual_rate(monthly_rate: ArrayLike) -> Floats:
    """Return (1 + monthly)^12 − 1."""
    return np.asarray((1.0 + np.asarray(monthly_rate, dtype=float)) ** MONTHS_PER_YEAR - 1.0)


def return_multiple(value: ArrayLike, cost: ArrayLike) -> Floats:
    """Return value / cost; NaN where the cost is 0."""
    top, bottom = np.broadcast_arrays(np.asarray(value, dtype=float), np.asarray(cost, dtype=float))
    return np.divide(top, bottom, out=np.full(top.shape, np.nan), where=bottom != 0)


def break_even(at_zero: ArrayLike, at_one: ArrayLike) -> Floats:
    """Return where a line through (0, ``at_zero``) and (1, ``at_one``) is zero; NaN where it is level.

    NPV is linear in automation rate, volume and realisation rate each, all else as it is.
    """
    zero, one = np.broadcast_arrays(np.asarray(at_zero, dtype=float), np.asarray(at_one, dtype=float))
    slope = zero - one
    scale = np.maximum(np.abs(zero), np.abs(one))
    level = np.abs(slope) <= scale * 1e-12
    return np.divide(zero, slope, out=np.full(zero.shape, np.nan), where=~level & ~np.isnan(slope))
