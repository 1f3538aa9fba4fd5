"""Value against cost of an agent, week by week added up: which layers it has, and what a blank cell means.

A layer that an agent never filled is none of its layers: an internal agent brings no revenue. In a layer that it has
filled, a blank week is unknown, and so is any sum over it. No layer at all: its value is unknown.
"""

from __future__ import annotations

import numpy as np

from toolkit.evidence.telemetry import Floats, Rows, Truths
from toolkit.kernels.books import VALUES


def layers_used(rows: Rows) -> Truths:
    """Return which layers each agent ever filled, shape (layers, agents)."""
    return np.array([_filled(rows, name) > 0 for name in VALUES])


def value_of(rows: Rows, used: Truths) -> Floats:
    """Return the value of the rows by agent: its layers together, NaN for a blank in one of them and for no layer."""
    total = np.zeros(rows.size)
    for name, has_it in zip(VALUES, used, strict=True):
        total += np.where(has_it, rows.total(name), 0.0)
    return np.where(used.any(axis=0), total, np.nan)


def _filled(rows: Rows, name: str) -> Floats:
    if not rows.has_gaps(name):
        return rows.count().astype(float)
    return rows.count(~np.isnan(rows.column(name))).astype(float)
