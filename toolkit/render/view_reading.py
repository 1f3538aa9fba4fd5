"""Reads an assessment the way pages need it: who is a candidate, what is assumed behind a figure, names for ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.model import Grade
from toolkit.render.view_words import MONTHS_A_YEAR, Terms, name_of

if TYPE_CHECKING:
    from toolkit.model import Evidence, Figure
    from toolkit.results import AssessmentData, Contribution, WorkflowResult

Place = tuple[str, ...]
"""A cell, or what stands for one where the sheet has no such column."""

_IDS = {"Workflows": "workflow_id", "Systems": "system_id", "Data sources": "source_id", "Agents": "agent_id"}


class Reading:
    """An assessment with its look-ups made once."""

    def __init__(self, assessment: AssessmentData) -> None:
        self.assessment = assessment
        self.terms = Terms.of(assessment.program)
        ranked = (one for one in assessment.workflows if one.rank is not None)
        # Final ranks, so that an override orders every page, table and chart alike.
        self.ranked = tuple(sorted(ranked, key=place_of))
        self.with_agent = self._with_agent()
        apart = [one for one in assessment.workflows if one.rank is None]
        # Blocked ones first: that a workflow has its agent is no news.
        self.set_apart = tuple(sorted(apart, key=lambda one: one.workflow_id in self.with_agent))
        self.earning = tuple(one for one in self.ranked if earns(one))
        self.names = {sheet: self._names(sheet, key) for sheet, key in _IDS.items()}
        self.reads = {name: _reads(assessment, name) for name in ("npv", *LAYERS)}
        self.formulas = {formula.id: formula for formula in assessment.formulas}
        self._policy = {value.key: value.value for value in assessment.policy}

    def _names(self, sheet: str, key: str) -> dict[str, str]:
        rows = self.assessment.inputs[sheet].rows if sheet in self.assessment.inputs else ()
        return {
            str(row.values[key]): str(row.values.get("name") or row.values[key]) for row in rows if key in row.values
        }

    def _with_agent(self) -> frozenset[str]:
        sheet = self.assessment.inputs.get("Agents")
        rows = [row.values for row in sheet.rows] if sheet else []
        return frozenset(str(row.get("workflow")) for row in rows if row.get("status") not in (None, "idea"))

    def name(self, sheet: str, identifier: str) -> str:
        """Return the client's own name for an id, the id where it has none."""
        return name_of(self.names.get(sheet, {}).get(identifier, identifier))

    def policy(self, key: str) -> float:
        """Return a number of the policy that the assessment was made under; raises ``KeyError``."""
        return float(self._policy[key] or 0)

    def figures(self, workflow: WorkflowResult, score: str = "npv") -> tuple[Figure, ...]:
        """Return every figure that a score of this workflow is computed from, settings last."""
        reads = self.reads[score]
        own = [one for one in workflow.inputs if f"input:{one.name}" in reads or _system(one, reads)]
        return (*own, *(one for one in self.assessment.program.inputs if f"program:{one.name}" in reads))

    def places(self, workflow: WorkflowResult) -> dict[Place, bool]:
        """Return every place behind the NPV of a workflow and whether a default stands in for it."""
        found: dict[Place, bool] = {}
        for figure in self.figures(workflow):
            for position, evidence in enumerate(figure.evidence):
                if evidence.cell or evidence.policy:
                    found[_place(workflow, figure, evidence, position)] = evidence.grade is Grade.ASSUMED
        return found

    def assumed_of(self, workflow: WorkflowResult) -> tuple[int, int]:
        """Return how many of the figures behind a business case are assumed, and how many there are."""
        places = self.places(workflow)
        return sum(places.values()), len(places)

    def assumed_of_all(self) -> tuple[int, int]:
        """Return the same for everything the assessment reads, each cell once."""
        found: dict[Place, bool] = {}
        for figure in self.assessment.program.inputs:
            found[(figure.evidence[0].sheet, figure.evidence[0].cell or figure.name)] = figure.is_assumed
        for workflow in self.assessment.workflows:
            found |= self.places(workflow)
        return sum(found.values()), len(found)

    def annual_layer(self, workflow: WorkflowResult, score: str) -> float | None:
        """Return a layer of value for a year at full adoption."""
        monthly = {one.formula: one.value for one in workflow.scores}.get(score)
        return None if monthly is None else monthly * MONTHS_A_YEAR


LAYERS = {
    "monthly_time_value": "Time saved",
    "monthly_quality_value": "Fewer errors",
    "monthly_revenue_value": "Added revenue",
    "monthly_running_cost": "Running cost",
}
"""The score of each layer, and what a page calls it; the fourth layer of value, strategic, is never money."""


def place_of(workflow: WorkflowResult) -> int:
    """Return the place of a candidate as every page names it: the final rank, in which overrides count."""
    return workflow.final_rank or workflow.rank or 0


def earns(workflow: WorkflowResult) -> bool:
    """Whether it returns more than it costs."""
    return workflow.base.npv is not None and workflow.base.npv > 0


def weakest(workflow: WorkflowResult) -> Contribution | None:
    """Return the criterion nearest its worst, the weightier of equals; missing where there are none."""
    return min(workflow.contributions, key=lambda one: (one.score, -one.weight), default=None)


def _reads(assessment: AssessmentData, score: str) -> frozenset[str]:
    """Return everything a formula reads, through the formulas below it."""
    formulas = {formula.id: formula for formula in assessment.formulas}
    found: set[str] = set()
    open_ones = [f"score:{score}"]
    while open_ones:
        item = open_ones.pop()
        if item in found:
            continue
        found.add(item)
        kind, _, name = item.partition(":")
        if kind == "score" and name in formulas:
            open_ones += formulas[name].inputs
    return frozenset(found)


def _system(figure: Figure, reads: frozenset[str]) -> bool:
    return figure.name.startswith("system:") and "system:*" in reads


def _place(workflow: WorkflowResult, figure: Figure, evidence: Evidence, position: int) -> Place:
    if evidence.cell:
        return (evidence.sheet, evidence.cell)
    owner = figure.name if evidence.sheet == "Systems" else workflow.workflow_id
    return (evidence.sheet, owner, figure.name, str(position))
