"""Whether each agent takes less than the one before: Wright's law (docs/method.md, Flywheel)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit

_PARAMETERS = 2
"""Of a straight line: where it starts and how steep it is."""


@dataclass(frozen=True)
class Learning:
    """y = first × order^exponent; ``rate`` = 1 − 2^exponent is what a doubling saves, ``low`` to ``high`` its interval.

    A rate below 0 means that each doubling costs more. NaN where there are too few points to say.
    """

    first: float
    exponent: float
    rate: float
    low: float
    high: float
    points: int


def learning(order: ArrayLike, amounts: ArrayLike, *, confidence: float) -> Learning:
    """Return the log-log least-squares fit of Wright's law, y = a n^b, learning rate 1 − 2^b.

    ``order`` is the place in the order of deployment (1, 2, …; ties may share a place), ``amounts`` what it took, in
    any unit; both of shape (agents,), in any order. Amounts that are missing, 0 or below are left out. The interval is
    that of b by Student's t with n − 2 degrees of freedom, carried over. NaN below three points or where all
    have one place. Source: Wright, Journal of the Aeronautical Sciences 3 (1936).

    >>> round(learning([1, 2, 4], [100.0, 80.0, 64.0], confidence=0.95).rate, 9)
    0.2
    """
    n, y = np.asarray(order, dtype=float), np.asarray(amounts, dtype=float)
    kept = (n > 0) & (y > 0)
    x, z = np.log(n[kept]), np.log(y[kept])
    points, nan = int(kept.sum()), float("nan")
    if points <= _PARAMETERS or x.min() == x.max():
        return Learning(nan, nan, nan, nan, nan, points)
    spread = ((x - x.mean()) ** 2).sum()
    exponent = float(((x - x.mean()) * (z - z.mean())).sum() / spread)
    left = z - z.mean() - exponent * (x - x.mean())
    freedom = points - _PARAMETERS
    half = float(stdtrit(freedom, (1 + confidence) / 2) * np.sqrt((left**2).sum() / freedom / spread))
    with np.errstate(over="ignore"):  # an interval so wide that its end is minus infinity
        rate, low, high = (1 - np.exp2([exponent, exponent + half, exponent - half])).tolist()
    return Learning(float(np.exp(z.mean() - exponent * x.mean())), exponent, rate, low, high, points)
