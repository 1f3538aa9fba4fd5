"""All candidates together, and the first year as measured."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.results.ranges import Range, Together


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

    ``npv`` is the range over all futures, ``likely_npv`` that of likely values, ``together`` the whole distribution.
    ``loaded_npv`` allocates the platform by attempted items; ``shared_connectors_cost`` is what building the
    connectors still missing, once for all candidates, would cost.
    """

    npv: Range
    likely_npv: float | None
    candidates_npv: float | None
    platform_cost: float
    platform_sunk: float
    loaded_npv: dict[str, float]
    shared_connectors_cost: float
    shared_connectors_days: float
    measured_first_year: MeasuredFirstYear
    together: Together
