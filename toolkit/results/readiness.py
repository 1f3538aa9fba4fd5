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


@dataclass(frozen=True)
class Readiness:
    """Whether the organisation is ready for another agent: ``ready``, ``not_ready`` or ``not_known``."""

    verdict: str
    coverage: float | None
    questions: tuple[QuestionResult, ...]


@dataclass(frozen=True)
class SourceReadiness:
    """One data source: score over its known dimensions and how much of the weight is known (0 to 1)."""

    source_id: str
    score: float | None
    coverage: float
    dimensions: dict[str, float | None]
    evidence: dict[str, tuple[Evidence, ...]]
