"""What an assessment consists of: one record per thing that a report shows.

Frozen, standard library only, like :mod:`toolkit.model`. Missing numbers are ``None``; money is in the currency
of the Program sheet; shares and scores are 0 to 1; months count from the as-of date.
"""

from toolkit.results.inputs import Assumed, FillNext, InputRow, InputSheet, Origin, Program
from toolkit.results.portfolio import MeasuredFirstYear, PortfolioResult
from toolkit.results.readiness import QuestionResult, Readiness, SourceReadiness
from toolkit.results.whole import AssessmentData
from toolkit.results.workflow import (
    Base,
    BreakEven,
    Contribution,
    DataReadiness,
    Flows,
    Integration,
    Override,
    WorkflowResult,
)

__all__ = [
    "AssessmentData",
    "Assumed",
    "Base",
    "BreakEven",
    "Contribution",
    "DataReadiness",
    "FillNext",
    "Flows",
    "InputRow",
    "InputSheet",
    "Integration",
    "MeasuredFirstYear",
    "Origin",
    "Override",
    "PortfolioResult",
    "Program",
    "QuestionResult",
    "Readiness",
    "SourceReadiness",
    "WorkflowResult",
]
