"""The finished assessment: everything computed, with views for people and a lossless JSON form."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING

import msgspec

from toolkit.app.tracing import trace
from toolkit.errors import ToolkitError, UnknownName
from toolkit.render.view_words import name_of
from toolkit.results import AssessmentData, Flows, WorkflowResult

if TYPE_CHECKING:
    import pandas as pd

    from toolkit.model import Trace


@dataclass(frozen=True, repr=False)
class Assessment(AssessmentData):
    """The whole assessment. ``Assessment.from_json(a.to_json()) == a``.

    ``workflows`` stand in order of rank, then those set apart, in the order of the sheet.
    """

    def __repr__(self) -> str:
        """Say whose assessment it is and what comes first, in one line."""
        first = f", first {name_of(self.candidates[0].name)}" if self.candidates else ""
        count = f"{len(self.candidates)} of {len(self.workflows)} workflows ranked{first}"
        return f"Assessment of {name_of(self.program.organisation)}, {self.program.as_of}: {count}"

    def workflow(self, workflow_id: str) -> WorkflowResult:
        """Return everything about one workflow; raises ``UnknownName``."""
        found = {workflow.workflow_id: workflow for workflow in self.workflows}
        if workflow_id not in found:
            raise UnknownName("workflow", workflow_id, found)
        return found[workflow_id]

    @property
    def candidates(self) -> tuple[WorkflowResult, ...]:
        """The ranked workflows, best first."""
        return tuple(workflow for workflow in self.workflows if workflow.rank is not None)

    @property
    def ranking(self) -> pd.DataFrame:
        """One row per workflow in order of rank, those set apart last with the reason; missing numbers are NaN."""
        from toolkit.app.frames import Frame  # noqa: PLC0415  reading from JSON needs no pandas until a frame is asked for

        rows = [
            {
                "rank": workflow.rank,
                "workflow_id": workflow.workflow_id,
                "name": workflow.name,
                "score": workflow.score,
                **{key: value for key, value in asdict(workflow.base).items() if key != "irr_why_missing"},
                "integration_days": workflow.integration.days,
                "data_readiness": workflow.data_readiness.score,
                "best_case_rank": workflow.best_case_rank,
                "set_apart_because": workflow.set_apart_because,
            }
            for workflow in self.workflows
        ]
        whole = dict.fromkeys(("rank", "best_case_rank", "go_live_month"), "Int64")
        texts = {"workflow_id", "name", "set_apart_because"}
        frame = Frame(rows)
        frame = frame.astype({name: whole.get(name, "float64") for name in frame.columns if name not in texts})
        frame.currency = self.program.currency
        return frame

    def business_case(self, workflow_id: str) -> pd.DataFrame:
        """Return the flows of one workflow: a row per month t, a column per layer; costs are positive numbers.

        Empty where essential figures are blank; raises ``UnknownName`` for a workflow that does not exist.
        """
        from toolkit.app.frames import Frame  # noqa: PLC0415

        flows = self.workflow(workflow_id).flows
        columns = [field.name for field in fields(Flows)]
        frame = Frame(asdict(flows) if flows else {name: [] for name in columns}).rename_axis("month")
        frame.currency = self.program.currency
        return frame

    def trace(self, workflow_id: str, score: str) -> Trace:
        """Return the tree behind a score: formula, inputs with cells, policy values with source.

        Raises ``UnknownName`` for a workflow or a score that does not exist.
        """
        return trace(self, self.workflow(workflow_id), score)

    def to_json(self) -> str:
        """Return the assessment as JSON text, the same bytes for the same inputs."""
        return msgspec.json.format(msgspec.json.encode(self), indent=1).decode() + "\n"

    @classmethod
    def from_json(cls, text: str | bytes) -> Assessment:
        """Return the assessment that was written by :meth:`to_json`; raises ``ToolkitError`` for anything else."""
        try:
            return msgspec.json.decode(text, type=cls)
        except msgspec.MsgspecError as error:
            raise ToolkitError(f"this is no assessment of this version of the toolkit: {error}") from error
