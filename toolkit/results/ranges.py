"""Ranges: what a candidate may bring, what its range comes from, and what knowing more is worth."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.model import Evidence, brief


@dataclass(frozen=True)
class Range:
    """A tenth of the futures lies below ``p10``, half below ``p50``, a tenth above ``p90``; missing where never."""

    p10: float | None
    p50: float | None
    p90: float | None


@dataclass(frozen=True)
class InputRange:
    """An uncertain input: low, likely, high, and what it does to the NPV.

    ``assumed`` says that the policy's spread stands in for a blank end. ``npv_low`` and ``npv_high`` are the NPV with
    this input at its low and high end, all others likely. ``variance_share`` is its first-order index, Var(E[NPV |
    input]) / Var(NPV); ``own_share`` is what it explains beyond the delivery factor, which shares may be added up with.
    ``worth`` is what knowing it before go or leave would be worth, ``worth_error`` its standard error.
    """

    input: str
    title: str
    unit: str
    low: float
    likely: float
    high: float
    assumed: bool
    npv_low: float
    npv_high: float
    variance_share: float | None
    own_share: float | None
    worth: float
    worth_error: float
    evidence: tuple[Evidence, ...]

    @property
    def ends(self) -> tuple[float, float, float]:
        """Low, likely and high, in the order of ``evidence``."""
        return self.low, self.likely, self.high

    @property
    def swing(self) -> float:
        """How far NPV moves between the two ends."""
        return abs(self.npv_high - self.npv_low)


@dataclass(frozen=True)
class MeasureNext:
    """An input worth knowing before building: what that is worth at most, how many items would do, what they cost.

    ``items``, and the ``cost`` of looking at so many, are missing for what is not measured item by item.
    """

    input: str
    title: str
    cell: str
    worth: float
    standard_error: float
    items: int | None
    cost: float | None = None

    @property
    def pays(self) -> bool:
        """Whether looking costs less than what knowing is worth at most; an unknown cost speaks against nothing."""
        return self.cost is None or self.cost < self.worth


@dataclass(frozen=True)
class CashBand:
    """Cumulative cash by month t = 0 … H: below each line lies a tenth, a half, nine tenths of the futures."""

    p10: tuple[float, ...]
    p50: tuple[float, ...]
    p90: tuple[float, ...]

    __repr__ = brief


@dataclass(frozen=True)
class Outlook:
    """One workflow over all futures, beside its NPV: money, months, multiples.

    ``payback`` is missing above the share of futures in which it comes (``payback_share``). ``delivery_share`` is
    the share of the variance of NPV that the common factor explains. ``inputs`` stand by swing, widest first.
    ``cash`` is missing beyond the first candidates.
    """

    draws: int
    mean_npv: float
    payback: Range
    payback_share: float
    return_multiple: Range
    investment: Range
    annual_value: Range
    annual_running_cost: Range
    delivery_share: float | None
    inputs: tuple[InputRange, ...]
    cash: CashBand | None

    __repr__ = brief


@dataclass(frozen=True)
class WeightChange:
    """The smallest change of one weight that would put another candidate first; weights as shares of their sum."""

    criterion: str
    title: str
    now: float
    then: float
    first: str


@dataclass(frozen=True)
class SecondProject:
    """What choosing the more telling project costs: the first with the criterion of difference, and ``otherwise``.

    ``cost`` is the NPV given up (middle of the futures), 0 where both are the same; below 0 nothing is given up.
    """

    telling: str
    otherwise: str
    cost: float
    difference: float | None
    difference_of_otherwise: float | None


@dataclass(frozen=True)
class MeasureChoice:
    """An input worth measuring before choosing: it may turn the choice between its workflow and ``against``.

    ``against`` is the other candidate that is worth most on average, empty where leaving all is.
    """

    workflow_id: str
    against: str
    measure: MeasureNext


@dataclass(frozen=True)
class Certainty:
    """How sure the ranking is, over futures and weights.

    ``choice_evpi`` is what knowing everything would be worth for the choice of one candidate or none; ``measure_next``
    what knowing one input of one of the first candidates would be worth for it, best first. ``weight_change`` is
    missing where no change of one weight makes another candidate first.
    """

    draws: int
    first: str
    first_share: float | None
    choice_evpi: float
    measure_next: tuple[MeasureChoice, ...]
    weight_change: WeightChange | None
    second_project: SecondProject | None


@dataclass(frozen=True)
class Together:
    """The candidates that earn, all built, the platform paid once, over all futures.

    ``quantiles`` pairs shares with the NPV below which that share of futures lies. ``spread_apart`` adds up the
    distances from P10 to P90 of each candidate, ``spread_together`` is that of their sum: what is less is
    diversification.
    """

    workflows: tuple[str, ...]
    mean_npv: float
    chance_of_loss: float
    quantiles: tuple[tuple[float, float], ...]
    spread_apart: float
    spread_together: float
