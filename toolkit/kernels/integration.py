"""Days of work to connect a workflow to its systems (docs/method.md, Integration)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def system_days(
    base_days: ArrayLike,
    is_shared: ArrayLike,
    nonstandard: ArrayLike,
    is_known_to_few: ArrayLike,
    *,
    shared_fraction: float,
    nonstandard_factor: float,
    person_factor: float,
) -> Floats:
    """Return the days that each system costs a workflow which uses it.

    days = base × shared fraction (if its connector is shared) × nonstandard factor for each of authentication,
    rate limits and format not known to be standard × person factor (if at most one person knows it).

    ``base_days`` in days, ``is_shared`` and ``is_known_to_few`` true or false, ``nonstandard`` a count from 0 to 3;
    all of the same shape, which is the shape returned. NaN in ``base_days`` stays NaN.

    >>> system_days([5.0], [False], [1], [True], shared_fraction=0.2, nonstandard_factor=1.15, person_factor=1.5)
    array([8.625])
    """
    base = np.asarray(base_days, dtype=float)
    return (
        base
        * np.where(is_shared, shared_fraction, 1.0)
        * nonstandard_factor ** np.asarray(nonstandard, dtype=float)
        * np.where(is_known_to_few, person_factor, 1.0)
    )


def workflow_days(
    days_by_system: ArrayLike, uses: ArrayLike, writes: ArrayLike, *, pair_days: float, write_days: float
) -> Floats:
    """Return integration days per workflow: its systems, each pair of them, each system it writes.

    days = Σ system days + n(n−1)/2 × pair days + written × write days, over the n systems read or written.

    ``days_by_system`` has shape (systems,), ``uses`` and ``writes`` are truth values of shape (workflows, systems);
    ``uses`` includes what is written. Shape returned: (workflows,), in days. No systems: 0.

    >>> workflow_days([0.8, 8.625, 0.4], [[True, True, True]], [[False, True, False]], pair_days=0.5, write_days=1.0)
    array([12.325])
    """
    uses = np.asarray(uses, dtype=bool)
    count = uses.sum(axis=1)
    written = np.asarray(writes, dtype=bool).sum(axis=1)
    own = np.where(uses, np.asarray(days_by_system, dtype=float), 0.0).sum(axis=1)
    return np.asarray(own + count * (count - 1) / 2 * pair_days + written * write_days)
