"""The agents that run: health, what to do with each, pace, learning, measured value.

Shares are 0 to 1, slopes are per month, money is in the currency of the Program sheet. Dates are ISO text.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from toolkit.model import Evidence, Outcome, brief


@dataclass(frozen=True)
class WeekCount:
    """Complete weeks in production: all of them, with runs, with none (typed so), and those nobody wrote down."""

    complete: int
    with_runs: int
    without_runs: int
    without_data: int


@dataclass(frozen=True)
class Trend:
    """Theil–Sen slope per month with its limits, Mann–Kendall p, and how many weeks with runs it rests on.

    ``direction`` is ``rising`` or ``falling`` where p is below the policy's level, else ``unclear``; ``unknown``, and
    without numbers, below the policy's number of weeks. An unclear trend is no plateau.
    """

    direction: str
    slope: float | None
    low: float | None
    high: float | None
    p: float | None
    weeks: int


@dataclass(frozen=True)
class Measure:
    """One measure of one agent over its last complete weeks, from sums, beside all earlier complete weeks.

    ``value`` = ``numerator`` / ``denominator`` over the ``weeks`` in which both are filled; ``low`` and ``high`` are
    Wilson's limits of a share, missing for other measures. ``better`` is ``higher`` or ``lower``. Where the counts
    contradict each other (more approved than there were approvals) there is no value, and ``why_missing`` says so.
    """

    name: str
    better: str
    value: float | None
    low: float | None
    high: float | None
    numerator: float | None
    denominator: float | None
    weeks: int
    earlier: float | None
    earlier_weeks: int
    trend: Trend
    why_missing: str = ""

    @property
    def is_worsening(self) -> bool:
        """Whether its trend is known to go the wrong way."""
        return self.trend.direction == ("falling" if self.better == "higher" else "rising")


@dataclass(frozen=True)
class Criterion:
    """One condition of a judgement: its outcome and the reason, with the numbers it rests on."""

    name: str
    outcome: Outcome
    reason: str


@dataclass(frozen=True)
class Stability:
    """Whether an agent has been stable over its last complete weeks: any fail, else any unknown, else pass."""

    outcome: Outcome
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True)
class BeforeGoLive:
    """A day on which ``agents`` went live, and how stable each agent that was running then had been up to it.

    ``running`` holds a criterion per such agent, under its id.
    """

    day: str
    agents: tuple[str, ...]
    running: tuple[Criterion, ...]


@dataclass(frozen=True)
class AgentHealth:
    """One agent in production. ``row`` is its Excel row on *Agents*, ``rows`` its last complete weeks on *Metrics*."""

    agent: str
    name: str
    owner: str
    row: int
    production_since: str
    weeks: WeekCount
    recent: WeekCount
    stability: Stability
    measures: tuple[Measure, ...]
    rows: tuple[int, ...] = ()

    __repr__ = brief

    def measure(self, name: str) -> Measure:
        """Return the measure of that name; raises ``KeyError``."""
        return {measure.name: measure for measure in self.measures}[name]


@dataclass(frozen=True)
class AgentVerdict:
    """What to do with an agent: ``keep``, ``fix``, ``merge``, ``retire``, or ``not_known``, and why.

    ``criteria`` are the three grounds for retirement: ``pass`` means that it does not hold, ``fail`` that it does.
    ``reasons`` bear the verdict, ``unknown`` is what could not be judged. ``merge_with`` is the agent that stays.
    ``cost_per_month`` is what keeping it costs, ``value_per_month`` what it returned, over ``weeks``.
    """

    agent: str
    verdict: str
    reasons: tuple[str, ...]
    unknown: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    merge_with: str
    automation_rate: float | None
    automation_trend: Trend
    cost_per_month: float | None
    value_per_month: float | None
    weeks: int


@dataclass(frozen=True)
class PaceRule:
    """One rule of pace: what it asks for (``go``, ``hold``, ``slow_down``), why, and what ends it (``exit``).

    ``agents`` are those it is about, ``unknown`` those for which nobody knows; ``exit`` is empty where nothing stands
    in the way.
    """

    rule: str
    advice: str
    message: str
    exit: str
    agents: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    numbers: dict[str, float] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Pace:
    """``go``, ``hold`` or ``slow_down``; ``because`` the rules that say so, or all of them where it is go."""

    advice: str
    because: tuple[PaceRule, ...]
    rules: tuple[PaceRule, ...]

    __repr__ = brief


@dataclass(frozen=True)
class LearningPoint:
    """What one deployment took; agents that went live on one day share a place in the order."""

    agent: str
    order: float
    amount: float


@dataclass(frozen=True)
class LearningCurve:
    """Wright's law over deployments: ``rate`` is the share that each doubling of agents saves, with its interval.

    ``state``: ``learning`` (the whole interval above 0), ``worsening`` (all of it below), ``not_learning``, ``unclear``
    (looks like learning, and the interval does not bear it out) or ``too_few``.
    """

    measure: str
    unit: str
    state: str
    rate: float | None
    low: float | None
    high: float | None
    points: tuple[LearningPoint, ...]
    why_missing: str = ""


@dataclass(frozen=True)
class Flywheel:
    """``compounding``, ``not_compounding`` or ``too_few``; ``learning_rate`` is that of build weeks."""

    verdict: str
    learning_rate: float | None
    because: str
    curves: tuple[LearningCurve, ...]

    __repr__ = brief


@dataclass(frozen=True)
class ValueYear:
    """Measured value by layer and cost of one year, ``starts`` to before ``ends``; ``complete`` once it has passed.

    A layer that nobody ever filled is missing; ``blank`` counts the cells of the other layers, and of cost, that are.
    ``build`` and ``platform`` are 0 outside the year in which they fell; ``platform`` is missing for a single agent.
    """

    year: int
    starts: str
    ends: str
    complete: bool
    weeks: int
    time: float | None
    quality: float | None
    revenue: float | None
    value: float | None
    build: float | None
    platform: float | None
    running: float | None
    cost: float | None
    return_multiple: float | None
    blank: int
    why_missing: str = ""


@dataclass(frozen=True)
class AgentValue:
    """Measured value of one agent, its years counted from its first day in production; the platform stands apart."""

    agent: str
    years: tuple[ValueYear, ...]


@dataclass(frozen=True)
class FleetValue:
    """Measured value per agent, and of the programme, its years counted from the earliest build, the platform once."""

    agents: tuple[AgentValue, ...]
    program: tuple[ValueYear, ...]

    __repr__ = brief


@dataclass(frozen=True)
class Fleet:
    """Everything that the weeks of the agents say, agents in the order of the registry.

    ``last_week`` is the Monday of the last complete week.
    ``go_lives`` are the latest days on which agents went live beside running ones, in order of time.
    """

    as_of: str
    last_week: str
    health: tuple[AgentHealth, ...]
    verdicts: tuple[AgentVerdict, ...]
    pace: Pace
    flywheel: Flywheel
    value: FleetValue
    go_lives: tuple[BeforeGoLive, ...] = ()

    @property
    def retire(self) -> tuple[AgentVerdict, ...]:
        """The agents to retire."""
        return tuple(verdict for verdict in self.verdicts if verdict.verdict == "retire")
