"""Scores that somebody replaced on *Exceptions*: computed and final side by side (docs/method.md, Ranking)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from toolkit.model import Evidence, Finding, Grade, Outcome, Severity
from toolkit.results import Override
from toolkit.scoring.ranking import order

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.model import Value
    from toolkit.scoring.inputs import WorkflowInputs
    from toolkit.scoring.ranking import Ranking
    from toolkit.sheets import Portfolio

SCORE = "rank_score"
"""The score that can be replaced; what it is computed from stays as it is."""

NEEDED = {
    "subject": "workflow",
    "value": "value",
    "reason": "reason",
    "owner": "owner",
    "decided_on": "date of the decision",
    "expires_on": "expiry",
}
"""Without each of these, an override counts as nothing."""


@dataclass(frozen=True, eq=False)
class Overriding:
    """Overrides in force by workflow, what is said of the others, and the ranking with them.

    ``final`` and ``final_rank`` stand in workbook order; the rank of a workflow that is no candidate is 0.
    """

    by_workflow: dict[str, Override]
    findings: tuple[Finding, ...]
    final: NDArray[np.float64]
    final_rank: NDArray[np.int64]


def override(inputs: WorkflowInputs, ranking: Ranking, is_candidate: NDArray[np.bool_]) -> Overriding:
    """Return the final scores and ranks: those computed, save where an override is in force.

    Of several for one workflow, the one decided last counts. Incomplete, expired and impossible ones count as nothing,
    each with a note.
    """
    ids = [str(name) for name in inputs.frame["workflow_id"]]
    places = np.flatnonzero(is_candidate)
    by_workflow, notes = _read(inputs, ids, {ids[i]: float(ranking.total[i]) for i in places})
    final, ranks = ranking.total.copy(), np.zeros(len(ids), dtype=np.int64)
    for name, one in by_workflow.items():
        final[ids.index(name)] = one.final
    ranks[places] = order(final[places], [ids[i] for i in places])
    return Overriding(by_workflow, tuple(notes), final, ranks)


def _read(
    inputs: WorkflowInputs, ids: list[str], computed: Mapping[str, float]
) -> tuple[dict[str, Override], list[Finding]]:
    """Return the overrides in force by workflow, and a note on each of the others."""
    portfolio, as_of = inputs.portfolio, inputs.program.as_of.isoformat()
    by_workflow: dict[str, Override] = {}
    notes = []
    for row, cells in portfolio.cells("Exceptions").items():
        if cells["kind"] != "override":
            continue
        why, column = _why_not(cells, as_of, ids, computed)
        if why:
            notes.append(_note(portfolio, row, cells, why, column))
            continue
        name = _workflow(cells, ids)
        record = _record(portfolio, row, cells, computed[name])
        if name not in by_workflow or by_workflow[name].decided_on <= record.decided_on:
            by_workflow[name] = record
    return by_workflow, notes


def _why_not(cells: Mapping[str, Value], as_of: str, ids: list[str], computed: Mapping[str, float]) -> tuple[str, str]:
    """Return why an override counts as nothing, and the column that says so; empty where it is in force."""
    blank = {column: word for column, word in NEEDED.items() if cells[column] is None}
    name = _workflow(cells, ids)
    if str(cells["target"]).strip().casefold() != SCORE:
        return f"only {SCORE} can be replaced", "target"
    if blank:
        return f"it is incomplete, without {', '.join(blank.values())}", next(iter(blank))
    if not name:
        return f"{cells['subject']} is no workflow", "subject"
    if name not in computed:
        return f"{name} is set apart and has no rank", "subject"
    if not 0 <= float(cells["value"] or 0) <= 1:
        return f"its value is {cells['value']}, and a score lies between 0 and 1", "value"
    if str(cells["decided_on"]) > as_of:
        return f"it is decided only on {cells['decided_on']}", "decided_on"
    if str(cells["expires_on"]) < as_of:
        return f"it expired on {cells['expires_on']}", "expires_on"
    return "", ""


def _workflow(cells: Mapping[str, Value], ids: list[str]) -> str:
    """Return the workflow that an override names, as Workflows spells it; empty for none."""
    named = str(cells["subject"] or "").strip().casefold()
    return next((name for name in ids if name.casefold() == named), "")


def _record(portfolio: Portfolio, row: int, cells: Mapping[str, Value], computed: float) -> Override:
    return Override(
        score=SCORE,
        computed=computed,
        final=float(cells["value"] or 0),
        reason=str(cells["reason"]),
        owner=str(cells["owner"]),
        decided_on=str(cells["decided_on"]),
        expires_on=str(cells["expires_on"]),
        cell=portfolio.cell("Exceptions", row, "value"),
    )


def _note(portfolio: Portfolio, row: int, cells: Mapping[str, Value], why: str, column: str) -> Finding:
    evidence = Evidence(Grade.CLAIMED, "Exceptions", portfolio.cell("Exceptions", row, column))
    return Finding(
        check="override_in_force",
        subject=str(cells["subject"] or ""),
        outcome=Outcome.FAIL,
        severity=Severity.NOTE,
        message=f"The override of {cells['target']} counts as nothing: {why} ({evidence.place}).",
        evidence=(evidence,),
        fix="Complete it on Exceptions, decide it anew, or delete it.",
        grade=Grade.CLAIMED,
        owner=str(cells["owner"] or ""),
    )
