"""The six questions, and data sources."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.model import Evidence, Outcome


@dataclass(frozen=True)
class QuestionResult:
    """One of the six questions: its outcome, its coverage and how many of its failing checks are waived."""

    question_id: str
    title: str
    outcome: Outcome
    coverage: float | None
    waivers: int


@dataclass(frozen=True, repr=False)
class Readiness:
    """Whether the organisation is ready for another agent: ``ready``, ``not_ready`` or ``not_known``."""

    verdict: str
    coverage: float | None
    questions: tuple[QuestionResult, ...]

    def __repr__(self) -> str:
        """Say the verdict, then the six questions, a line each."""
        coverage = "" if self.coverage is None else f", coverage {self.coverage:.2f}"
        return "\n".join(
            [f"Readiness: {self.verdict}{coverage}", *(f"  {one.outcome:14} {one.title}" for one in self.questions)]
        )


@dataclass(frozen=True)
class SourceReadiness:
    """One data source: score over its known dimensions and how much of the weight is known (0 to 1)."""

    source_id: str
    score: float | None
    coverage: float
    dimensions: dict[str, float | None]
    evidence: dict[str, tuple[Evidence, ...]]
