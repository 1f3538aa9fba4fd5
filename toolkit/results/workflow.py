"""One workflow: base case, integration, data, ranking."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.model import Figure, Score, brief
from toolkit.results.cases import Alternatives, CfoCase
from toolkit.results.ranges import MeasureNext, Outlook, Range


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

    __repr__ = brief


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

    ``base`` is the case of likely values, ``npv`` the range over all futures with the ``chance_of_loss``. ``evpi`` is
    what knowing everything before go or leave would be worth, ``measure_next`` what measuring single inputs would. The
    shares are those of futures in which it ranks first, and among the first three. All are missing where figures are
    blank, the shares also where it is set apart.
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
    npv: Range | None
    chance_of_loss: float | None
    evpi: float | None
    measure_next: tuple[MeasureNext, ...]
    first_share: float | None
    top_three_share: float | None
    outlook: Outlook | None
    integration: Integration
    data_readiness: DataReadiness
    contributions: tuple[Contribution, ...]
    break_even: tuple[BreakEven, ...]
    flows: Flows | None
    cfo: CfoCase | None
    alternatives: Alternatives | None
    inputs: tuple[Figure, ...]
    scores: tuple[Score, ...]

    __repr__ = brief

    def figure(self, name: str) -> Figure:
        """Return the input of that name; raises ``KeyError``."""
        return {figure.name: figure for figure in self.inputs}[name]
