"""What an assessment consists of: one record per thing that a report shows.

Frozen, standard library only, like :mod:`toolkit.model`. Missing numbers are ``None``; money is in the currency
of the Program sheet; shares and scores are 0 to 1; months count from the as-of date.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from toolkit.model import Check, Evidence, Figure, Finding, Formula, Outcome, PolicyValue, Score, Value


@dataclass(frozen=True)
class Base:
    """The base case of a workflow: likely values, no simulation. Money, months, multiples."""

    npv: float | None
    irr_annual: float | None
    irr_why_missing: str
    payback_months: float | None
    return_multiple_first_year: float | None
    return_multiple: float | None
    investment: float | None
    annual_value: float | None
    annual_running_cost: float | None
    go_live_month: int | None
    hours_freed_per_year: float | None
    fte_freed: float | None


@dataclass(frozen=True)
class Flows:
    """Month by month, t = 0 … H, positive numbers as named: ``net`` = the values minus the costs."""

    one_off: tuple[float, ...]
    time: tuple[float, ...]
    quality: tuple[float, ...]
    revenue: tuple[float, ...]
    running: tuple[float, ...]
    decommissioning: tuple[float, ...]
    net: tuple[float, ...]
    cumulative: tuple[float, ...]


@dataclass(frozen=True)
class BreakEven:
    """What must be true: the value of one input at which NPV is zero, all else as it is.

    ``value`` is missing where NPV does not depend on the input; ``reachable`` says whether it is an allowed value.
    """

    input: str
    title: str
    value: float | None
    now: float | None
    unit: str
    reachable: bool


@dataclass(frozen=True)
class Integration:
    """Days and cost of connecting a workflow's systems, and the days if every connector were shared."""

    days: float | None
    cost: float | None
    days_if_all_shared: float | None
    system_days: dict[str, float]
    pairs: int
    written: int


@dataclass(frozen=True)
class SourceReadiness:
    """One data source: score over its known dimensions and how much of the weight is known (0 to 1)."""

    source_id: str
    score: float | None
    coverage: float
    dimensions: dict[str, float | None]
    evidence: dict[str, tuple[Evidence, ...]]


@dataclass(frozen=True)
class DataReadiness:
    """A workflow's weakest required source; no ``band`` below the policy's coverage."""

    score: float | None
    coverage: float | None
    weakest: str | None
    band: str


@dataclass(frozen=True)
class Contribution:
    """What one criterion adds to a candidate's score: weight times score; an unknown counts its worst, 0."""

    criterion: str
    title: str
    value: float | None
    unit: str
    score: float
    weight: float
    known: bool

    @property
    def points(self) -> float:
        """Weight times score."""
        return self.weight * self.score


@dataclass(frozen=True)
class Override:
    """A score that somebody replaced: what was computed, what counts instead, who decided it, why and when.

    ``cell`` is that of the value on *Exceptions*; dates are ISO text.
    """

    score: str
    computed: float
    final: float
    reason: str
    owner: str
    decided_on: str
    expires_on: str
    cell: str


@dataclass(frozen=True)
class WorkflowResult:
    """Everything computed for one workflow. Ranks and scores are missing where it is set apart.

    ``rank`` and ``score`` are computed; ``final_rank`` and ``final_score`` count overrides, and are the same where
    nobody overrode anything. ``override`` is the one in force for this workflow, if any.
    """

    workflow_id: str
    name: str
    department: str
    owner: str
    row: int
    rank: int | None
    best_case_rank: int | None
    set_apart_because: str
    score: float | None
    final_rank: int | None
    final_score: float | None
    override: Override | None
    base: Base
    integration: Integration
    data_readiness: DataReadiness
    contributions: tuple[Contribution, ...]
    break_even: tuple[BreakEven, ...]
    flows: Flows | None
    inputs: tuple[Figure, ...]
    scores: tuple[Score, ...]

    def figure(self, name: str) -> Figure:
        """Return the input of that name; raises ``KeyError``."""
        return {figure.name: figure for figure in self.inputs}[name]


@dataclass(frozen=True)
class MeasuredFirstYear:
    """Recorded cost and measured value of the first year of agents; missing before a year has passed."""

    cost: float | None
    value: float | None
    return_multiple: float | None
    starts: str
    ends: str
    parts: dict[str, float]
    why_missing: str


@dataclass(frozen=True)
class PortfolioResult:
    """What the candidates are worth together, the platform paid once.

    ``loaded_npv`` allocates the platform by attempted items; ``shared_connectors_cost`` is what building the
    connectors still missing, once for all candidates, would cost.
    """

    npv: float | None
    candidates_npv: float | None
    platform_cost: float
    platform_sunk: float
    loaded_npv: dict[str, float]
    shared_connectors_cost: float
    shared_connectors_days: float
    measured_first_year: MeasuredFirstYear


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
class Assumed:
    """A cell that was blank and for which a policy default stood in."""

    sheet: str
    cell: str
    title: str
    subject: str
    value: Value
    unit: str
    policy: str


@dataclass(frozen=True)
class FillNext:
    """A cell worth filling: what it would settle and who can. ``swing`` is money of NPV, missing if not known."""

    sheet: str
    cell: str
    title: str
    subject: str
    owner: str
    swing: float | None
    because: str


@dataclass(frozen=True)
class InputRow:
    """One row of a sheet as it was read; lists joined by ``;``, dates in ISO form."""

    row: int
    values: dict[str, Value]


@dataclass(frozen=True)
class InputSheet:
    """A sheet as it was read: the letter of each column, then its rows."""

    letters: dict[str, str]
    rows: tuple[InputRow, ...]


@dataclass(frozen=True)
class Origin:
    """What an assessment was made from: same origin, same assessment."""

    toolkit_version: str
    workbook: str
    workbook_sha256: str
    policy_sha256: str
    as_of: dt.date
    seed: int


@dataclass(frozen=True)
class Program:
    """The settings of the organisation, blanks filled from the policy."""

    organisation: str
    as_of: dt.date
    currency: str
    hourly_cost: float
    annual_discount_rate: float
    horizon_months: int
    integration_day_rate: float
    lead: str
    inputs: tuple[Figure, ...]


@dataclass(frozen=True)
class AssessmentData:
    """The whole assessment: inputs, policy and everything computed from them, in the order reports show it."""

    origin: Origin
    program: Program
    readiness: Readiness
    workflows: tuple[WorkflowResult, ...]
    portfolio: PortfolioResult
    sources: tuple[SourceReadiness, ...]
    findings: tuple[Finding, ...]
    checks: tuple[Check, ...]
    assumed: tuple[Assumed, ...]
    fill_next: tuple[FillNext, ...]
    formulas: tuple[Formula, ...]
    policy: tuple[PolicyValue, ...]
    warnings: tuple[str, ...]
    inputs: dict[str, InputSheet]
