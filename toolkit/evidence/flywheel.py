"""Whether each agent takes less than the one before: learning curves over the order of deployment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from toolkit.evidence.telemetry import Floats, Telemetry, plain
from toolkit.kernels.learning import learning
from toolkit.kernels.weeks import WEEKS_PER_QUARTER
from toolkit.results import Flywheel, LearningCurve, LearningPoint

if TYPE_CHECKING:
    from toolkit.policy import Policy

_ROUNDING = 1e-9
_HALF_AN_ERROR = 0.5


@dataclass(frozen=True)
class _Deployed:
    """The agents that ever went live, by number, and their places in the order; one day, one place (the middle one)."""

    telemetry: Telemetry
    components: pd.DataFrame
    numbers: np.ndarray
    order: Floats
    horizon_months: int
    policy: Policy

    def typed(self, name: str) -> Floats:
        """Return a column of *Agents*."""
        return self.telemetry.agents[name].to_numpy(dtype=float)[self.numbers]

    def dates(self, name: str) -> np.ndarray:
        """Return a date of *Agents* as a day, NaT for blank."""
        return self.telemetry.agents[name].to_numpy().astype("datetime64[D]")[self.numbers]


def judge_flywheel(telemetry: Telemetry, components: pd.DataFrame, horizon_months: int, policy: Policy) -> Flywheel:
    """Return the learning curves and what they add up to, over all agents that ever went live, retired ones too.

    Compounding: measures that learn carry more than the policy's share of the weight of those known, and first-quarter
    quality does not get worse. Too few to say: too few agents or measures, or the share is reached only together with
    measures whose interval is too wide. Else not compounding.
    """
    live = telemetry.went_live
    order = pd.Series(telemetry.agents["production_since"].iloc[live].to_numpy()).rank(method="average")
    deployed = _Deployed(telemetry, components, live, order.to_numpy(dtype=float), horizon_months, policy)
    curves = tuple(_curve(name, unit, deployed, amounts) for name, unit, amounts in MEASURED)
    verdict, because = _verdict(curves, policy)
    rate = next(curve.rate for curve in curves if curve.measure == "build_weeks")
    return Flywheel(verdict, rate, because, curves)


def _verdict(curves: tuple[LearningCurve, ...], policy: Policy) -> tuple[str, str]:
    weights = policy.group("flywheel.measures")
    known = [curve for curve in curves if curve.state != "too_few" and weights[curve.measure] > 0]
    if len(known) < policy.number("flywheel.least_measures"):
        least = policy.number("flywheel.least_agents")
        return "too_few", f"Too few agents to say: a curve needs {least:g}."
    whole, most = sum(weights[curve.measure] for curve in known), policy.number("flywheel.learning_share")

    def share(*states: str) -> float:
        return sum(weights[curve.measure] for curve in known if curve.state in states) / whole

    said = f"{_count(known, 'learning')} of {len(known)} measures clearly fall with each doubling of agents"
    if any(curve.measure == "first_quarter_errors" and curve.state == "worsening" for curve in known):
        return "not_compounding", f"{said}, but each agent starts with more errors than the one before."
    if share("learning") > most:
        return "compounding", f"{said}."
    if share("learning", "unclear") > most:
        return "too_few", f"{said}; {_count(known, 'unclear')} more seem to, but too few agents bear it out."
    return "not_compounding", f"{said}."


def _count(curves: list[LearningCurve], state: str) -> int:
    return sum(curve.state == state for curve in curves)


def _curve(
    name: str, unit: str, deployed: _Deployed, amounts: Callable[[_Deployed], tuple[Floats, str]]
) -> LearningCurve:
    policy = deployed.policy
    values, why = amounts(deployed)
    fit = learning(deployed.order, values, confidence=policy.number("health.confidence"))
    kept = np.flatnonzero(values > 0)
    first = kept[
        np.lexsort((np.array([deployed.telemetry.ids[i] for i in deployed.numbers[kept]]), deployed.order[kept]))
    ]
    points = tuple(
        LearningPoint(deployed.telemetry.ids[deployed.numbers[k]], float(deployed.order[k]), float(values[k]))
        for k in first
    )
    least = policy.number("flywheel.least_agents")
    if len(points) < least:
        why = why or f"{len(points)} of {least:g} agents that a curve needs"
        return LearningCurve(name, unit, "too_few", None, None, None, points, why)
    rate, low, high = plain(np.array([fit.rate, fit.low, fit.high]))
    if rate is None or low is None or high is None:
        return LearningCurve(name, unit, "too_few", None, None, None, points, "all agents went live on one day")
    return LearningCurve(name, unit, _state(rate, low, high, policy), rate, low, high, points)


def _state(rate: float, low: float, high: float, policy: Policy) -> str:
    if low > _ROUNDING:
        return "learning"
    if high < -_ROUNDING:
        return "worsening"
    return "unclear" if rate >= policy.number("flywheel.least_learning") else "not_learning"


def _weeks(name: str) -> Callable[[_Deployed], tuple[Floats, str]]:
    def amounts(deployed: _Deployed) -> tuple[Floats, str]:
        """Typed weeks; none at all counts as the policy's least, or the agents that learnt most would be left out."""
        typed = deployed.typed(name)
        return np.where(typed >= 0, np.maximum(typed, deployed.policy.number("flywheel.least_weeks")), np.nan), ""

    return amounts


def _build_cost(deployed: _Deployed) -> tuple[Floats, str]:
    return deployed.typed("build_cost"), ""


def _infrastructure(deployed: _Deployed) -> tuple[Floats, str]:
    """Return the platform's cost per month and agent in production, on each agent's first day.

    Parts that were live by then: cost per month, and one-off cost spread over the horizon. Missing before the first
    part; missing throughout where a date or a cost of a part is blank.
    """
    parts = deployed.components[deployed.components["status"] != "planned"]
    if not len(parts):
        return np.full(len(deployed.numbers), np.nan), "no shared part of the platform is live"
    if parts[["since", "one_off_cost", "monthly_cost"]].isna().any(axis=None):
        return np.full(len(deployed.numbers), np.nan), "a date or a cost on Platform is blank"
    monthly = (parts["monthly_cost"] + parts["one_off_cost"] / deployed.horizon_months).to_numpy(dtype=float)
    started = parts["since"].to_numpy().astype("datetime64[D]")
    by_date = np.argsort(started, kind="stable")
    running = np.append(0.0, np.cumsum(monthly[by_date]))
    days = deployed.dates("production_since")
    retired = deployed.dates("retired_on")
    gone = np.searchsorted(np.sort(retired[~np.isnat(retired)]), days, side="right")
    agents = np.searchsorted(np.sort(days), days, side="right") - gone
    cost = running[np.searchsorted(started[by_date], days, side="right")]
    return np.where(cost > 0, cost / np.maximum(agents, 1), np.nan), ""


def _first_quarter_errors(deployed: _Deployed) -> tuple[Floats, str]:
    """Return errors per completed item of each agent's first thirteen weeks, all of them known.

    Half an error is added, and one item, so that an agent without errors has a place on the curve (Anscombe 1956).
    """
    telemetry = deployed.telemetry
    first = telemetry.part(telemetry.age < WEEKS_PER_QUARTER).pair("errors", "completed")
    whole = (first.filled == WEEKS_PER_QUARTER) & (first.denominator > 0)
    rate = (first.numerator + _HALF_AN_ERROR) / (first.denominator + 1)
    return np.where(whole, rate, np.nan)[deployed.numbers], ""


MEASURED: tuple[tuple[str, str, Callable[[_Deployed], tuple[Floats, str]]], ...] = (
    ("build_weeks", "weeks, without integration", _weeks("build_weeks")),
    ("integration_weeks", "weeks", _weeks("integration_weeks")),
    ("build_cost", "currency", _build_cost),
    ("infrastructure_cost", "currency per month and agent", _infrastructure),
    ("first_quarter_errors", "errors per completed item", _first_quarter_errors),
)
"""What is measured of each deployment; less is better."""
