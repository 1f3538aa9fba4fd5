"""Ranking of candidates: criteria, value functions, contributions, best-case rank (docs/method.md, Ranking)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from toolkit.results import Contribution

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.results import Base, DataReadiness, Integration
    from toolkit.scoring.inputs import WorkflowInputs

Floats = NDArray[np.float64]

CRITERIA = {
    "person_years": ("value", "person-years"),
    "return_multiple": ("return multiple", "times"),
    "payback": ("payback", "months"),
    "integration_days": ("integration", "days"),
    "data_readiness": ("data readiness", "score"),
    "operational_readiness": ("operational readiness", "score"),
    "strategic_value": ("strategic value", "points"),
    "difference": ("difference from running agents", "score"),
}
"""Criterion → title and unit, in the order in which contributions are shown."""

IN_PLACE = ("documented_on", "process_expert", "operator", "criteria_agreed_on", "baseline_on")
RUNNING = "production"


def value_function(value: ArrayLike, worst: float, best: float) -> Floats:
    """Return the score of a value: 0 at ``worst``, 1 at ``best``, linear between, flat beyond; NaN stays NaN.

    ``worst`` may lie above ``best``, where less is better.

    >>> value_function([36.0, 19.5, 0.0], worst=36, best=3)
    array([0. , 0.5, 1. ])
    """
    return np.clip((np.asarray(value, dtype=float) - worst) / (best - worst), 0.0, 1.0) + 0.0  # no minus zero


def weighted_sum(scores: ArrayLike, weights: ArrayLike) -> Floats:
    """Return Σ weight × score per row, scores of shape (candidates, criteria); an unknown (NaN) counts as 0.

    >>> weighted_sum([[1.0, 0.0, 3.0], [0.0, 5.0, 6.0]], [1.0, 1.0, 1.0])
    array([ 4., 11.])
    """
    return np.sum(np.nan_to_num(np.asarray(scores, dtype=float)) * np.asarray(weights, dtype=float), axis=-1)


def order(scores: ArrayLike, names: Sequence[str]) -> NDArray[np.int64]:
    """Return the rank of each candidate, 1 for the highest score; ties go by name, so that order never matters.

    >>> order([0.2, 0.9, 0.2], ["b", "c", "a"])
    array([3, 1, 2])
    """
    values = np.asarray(scores, dtype=float)
    position = sorted(range(len(values)), key=lambda i: (-values[i], names[i]))
    ranks = np.empty(len(values), dtype=np.int64)
    ranks[position] = np.arange(1, len(values) + 1)
    return ranks


def operational_readiness(inputs: WorkflowInputs) -> Floats:
    """Return, per workflow, the share of five that is in place by the as-of date; a blank is not in place."""
    frame = inputs.frame
    as_of = pd.Timestamp(inputs.program.as_of)
    flags = [(frame[name] <= as_of) if name.endswith("_on") else frame[name].notna() for name in IN_PLACE]
    return np.mean([flag.to_numpy(dtype=float) for flag in flags], axis=0)


def difference(inputs: WorkflowInputs, uses: NDArray[np.bool_]) -> Floats | None:
    """Return how unlike the running agents' workflows each workflow is, 0 to 1; ``None`` where it does not count.

    Mean of: another department than any, another work type than any, 1 − the largest Jaccard share of systems in
    common. A blank department, work type or system list, of either, is not known to differ: 0 for that part. All is
    unknown (NaN) where the workflow of a running agent is not described. It counts only while the number of agents in
    production is within the policy's range (agents two and three).
    """
    policy, frame, agents = inputs.policy, inputs.frame, inputs.portfolio["Agents"]
    works_on = agents.loc[agents["status"] == RUNNING, "workflow"]
    least, most = (policy.number(f"ranking.second_project_{end}") for end in ("from", "to"))
    if not least <= len(works_on) <= most:
        return None
    running = frame["workflow_id"].isin(set(works_on.dropna())).to_numpy(dtype=bool)
    if not works_on.isin(frame["workflow_id"]).all() or not running.any():
        return np.full(len(frame), np.nan)
    parts = [_differs(frame[name], running) for name in ("department", "work_type")]
    shared = uses.astype(float) @ uses[running].T.astype(float)
    together = uses.sum(axis=1)[:, None] + uses[running].sum(axis=1)[None, :] - shared
    jaccard = np.divide(shared, together, out=np.ones_like(shared), where=together > 0).max(axis=1)
    listed = (frame["systems_read"].notna() | frame["systems_written"].notna()).to_numpy(dtype=bool)
    parts.append(np.where(listed & listed[running].all(), 1.0 - jaccard, 0.0))
    return np.mean(parts, axis=0)


def _differs(values: pd.Series, running: NDArray[np.bool_]) -> Floats:
    folded = values.str.casefold()
    is_known = values.notna() & bool(folded[running].notna().all())
    return (is_known & ~folded.isin(set(folded[running]))).to_numpy(dtype=float)


@dataclass(frozen=True, eq=False)
class Ranking:
    """Scores by criterion, in workbook order: ``values`` and ``scores`` of shape (workflows, criteria)."""

    names: tuple[str, ...]
    weights: Floats
    values: Floats
    scores: Floats
    total: Floats
    rank: NDArray[np.int64]
    best_case_rank: NDArray[np.int64]

    def contributions(self, position: int) -> tuple[Contribution, ...]:
        """Return what each criterion adds to one workflow's score."""
        return tuple(
            Contribution(
                criterion=name,
                title=CRITERIA[name][0],
                value=None if np.isnan(self.values[position, j]) else float(self.values[position, j]),
                unit=CRITERIA[name][1],
                score=float(np.nan_to_num(self.scores[position, j])),
                weight=float(self.weights[j]),
                known=not np.isnan(self.scores[position, j]),
            )
            for j, name in enumerate(self.names)
        )


def criteria_values(
    inputs: WorkflowInputs,
    bases: Sequence[Base],
    integrations: Sequence[Integration],
    readiness: Sequence[DataReadiness],
    uses: NDArray[np.bool_],
) -> dict[str, Floats]:
    """Return the value of every criterion that counts, per workflow, NaN where unknown.

    A payback that never comes is known, and the worst: it is set to the policy's worst value.
    """
    policy, program = inputs.policy, inputs.program
    npv = _array([base.npv for base in bases])
    person_year = program.hourly_cost * policy.number("ranking.hours_per_person_year")
    payback = _array([base.payback_months for base in bases])
    never = np.isnan(payback) & ~np.isnan(npv)
    unlike = difference(inputs, uses)
    values = {
        "person_years": np.divide(npv, person_year, out=np.full_like(npv, np.nan), where=person_year != 0),
        "return_multiple": _array([base.return_multiple for base in bases]),
        "payback": np.where(never, policy.number("ranking.worst.payback"), payback),
        "integration_days": _array([integration.days for integration in integrations]),
        "data_readiness": _array([one.score for one in readiness]),
        "operational_readiness": operational_readiness(inputs),
        "strategic_value": inputs.frame["strategic_value"].to_numpy(dtype=float),
    }
    return values if unlike is None else {**values, "difference": unlike}


def _array(values: Sequence[float | None]) -> Floats:
    return np.array([np.nan if value is None else value for value in values], dtype=float)


def rank(inputs: WorkflowInputs, values: dict[str, Floats], is_candidate: NDArray[np.bool_]) -> Ranking:
    """Rank the candidates; the rank of others is 0.

    A criterion without values (the difference, outside its range) is left out, its weight with it. The
    best-case rank of a candidate is its rank if every criterion unknown of it, and of it alone, were at its best, ahead
    of those it then equals.
    """
    policy = inputs.policy
    counting = [name for name in CRITERIA if name in values]
    weights = np.array([policy.number(f"ranking.weights.{name}") for name in counting])
    weights = weights / (weights.sum() or 1.0)  # all weight on a criterion that does not count: nobody leads
    raw = np.column_stack([values[name] for name in counting])
    scores = np.column_stack(
        [
            value_function(values[name], policy.number(f"ranking.worst.{name}"), policy.number(f"ranking.best.{name}"))
            for name in counting
        ]
    )
    total, best = weighted_sum(scores, weights), weighted_sum(np.nan_to_num(scores, nan=1.0), weights)
    places = np.flatnonzero(is_candidate)
    ids = [str(name) for name in inputs.frame["workflow_id"]]
    ranks, best_ranks = np.zeros(len(ids), dtype=np.int64), np.zeros(len(ids), dtype=np.int64)
    ranks[places] = order(total[places], [ids[i] for i in places])
    strictly_better = len(places) - np.searchsorted(np.sort(total[places]), best[places], side="right")
    all_known = ~np.isnan(scores[places]).any(axis=1)
    best_ranks[places] = np.where(all_known, ranks[places], strictly_better + 1)
    return Ranking(tuple(counting), weights, raw, scores, total, ranks, best_ranks)
