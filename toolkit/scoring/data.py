"""Data readiness, from declared values (docs/method.md, Data readiness)."""

from __future__ import annotations

from math import isclose
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from toolkit.model import Evidence, Grade
from toolkit.results import DataReadiness, SourceReadiness

if TYPE_CHECKING:
    from toolkit.policy import Policy
    from toolkit.sheets import Portfolio

DECLARED = ("completeness", "uniqueness", "validity", "consistency")
CELLS = {
    **{name: (name,) for name in DECLARED},
    "timeliness": ("observed_age", "freshness_target"),
    "accessibility": ("access",),
    "ownership": ("owner",),
    "reusability": ("reusable",),
}
"""Which cells of Data sources each dimension is read from."""


def timeliness(target: float, age: float) -> float:
    """Return min(1, target / observed age); 1 for an age of 0, NaN where either is not known.

    >>> timeliness(1, 4), timeliness(2, 1), timeliness(0, 0)
    (0.25, 1.0, 1.0)
    """
    if np.isnan(target) or np.isnan(age):
        return float("nan")
    return 1.0 if age <= target else target / age


def source_readiness(portfolio: Portfolio, policy: Policy) -> dict[str, SourceReadiness]:
    """Return the readiness of every row of Data sources by id, in sheet order.

    Score = weighted mean of the known dimensions, missing where none is; coverage = known weight / all weight.
    """
    weights = policy.group("data_readiness.weights")
    access = policy.group("data_readiness.access")
    found = {}
    for row, source in portfolio["Data sources"].iterrows():
        values = {name: float(source[name]) for name in DECLARED}
        values["timeliness"] = timeliness(float(source["freshness_target"]), float(source["observed_age"]))
        values["accessibility"] = access.get(source["access"], float("nan"))
        values["ownership"] = 1.0 if pd.notna(source["owner"]) else float("nan")
        values["reusability"] = float("nan") if pd.isna(source["reusable"]) else float(source["reusable"])
        known = {name: value for name, value in values.items() if not np.isnan(value)}
        weight = sum(weights[name] for name in known)
        score = sum(weights[name] * value for name, value in known.items()) / weight if weight else None
        found[str(source["source_id"])] = SourceReadiness(
            source_id=str(source["source_id"]),
            score=score,
            coverage=weight / sum(weights.values()),
            dimensions={name: values[name] if name in known else None for name in weights},
            evidence={
                name: tuple(
                    Evidence(Grade.CLAIMED, "Data sources", portfolio.cell("Data sources", int(row), column))
                    for column in CELLS[name]
                )
                for name in weights
            },
        )
    return found


def workflow_readiness(required: object, sources: dict[str, SourceReadiness], policy: Policy) -> DataReadiness:
    """Return the weakest required source; a source that nothing is known of is weaker than any.

    ``required`` is the cell *data sources*: a tuple of ids, empty for *none*, missing where it is blank. Coverage is
    the lowest of the required sources. No band where a score is missing or coverage is below the policy's.
    """
    if not isinstance(required, tuple) or not required:
        return DataReadiness(None, None, None, "")
    nothing = {name: SourceReadiness(name, None, 0.0, {}, {}) for name in required}
    ranked = sorted((sources.get(name, nothing[name]) for name in required), key=_weakness)
    coverage = min(source.coverage for source in ranked)
    score = ranked[0].score
    return DataReadiness(score, coverage, ranked[0].source_id, _band(score, coverage, policy))


def _weakness(source: SourceReadiness) -> float:
    return -1.0 if source.score is None else source.score


def _band(score: float | None, coverage: float, policy: Policy) -> str:
    if score is None or not _reaches(coverage, policy.number("data_readiness.least_coverage")):
        return ""
    if _reaches(score, policy.number("data_readiness.ready_from")):
        return "ready"
    return "partly ready" if _reaches(score, policy.number("data_readiness.partly_from")) else "not ready"


def _reaches(value: float, threshold: float) -> bool:
    """Whether a value is at or above a threshold; a mean that is 0.8 but for a rounding error is 0.8."""
    return value > threshold or isclose(value, threshold)
