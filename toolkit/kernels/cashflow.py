"""Cash flow of an agent, month by month (docs/method.md, Cash flow).

Points in time t = 0, 1, …, H months; a flow of month t counts at its end. Everything is nominal, before tax and
without terminal value. Arrays hold one workflow per position of the first axis; NaN in an input gives NaN.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from math import inf

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

MINUTES_PER_HOUR = 60
_SLACK = 1e-9  # 2.0000000001 months of building, a rounding error of the division, are 2 months


@dataclass(frozen=True)
class Quantities:
    """What a cash flow is made of, one value per workflow; every field has shape (workflows,).

    Volume in items per month, minutes per item, money in currency units, rates and shares 0 to 1, months.
    ``hours_are_cash`` is 0 for workflows realised as *capacity only*, else the share of realised time that the policy's
    case counts as cash (1 by default). ``integration_days`` in days, ``integration_cost`` in money.
    """

    volume: Floats
    minutes: Floats
    automation: Floats
    review_minutes: Floats
    hand_back_minutes: Floats
    hourly_cost: Floats
    hours_are_cash: Floats
    realisation: Floats
    error_now: Floats
    error_agent: Floats
    cost_per_error: Floats
    revenue: Floats
    win_rate: Floats
    margin: Floats
    build_cost: Floats
    build_months: Floats
    ramp_months: Floats
    change_cost: Floats
    run_cost: Floats
    fixed_run: Floats
    care_hours: Floats
    decommissioning_cost: Floats
    integration_days: Floats
    integration_cost: Floats

    @property
    def net_minutes(self) -> Floats:
        """Minutes saved per handled item; negative where review takes longer than the work."""
        return self.minutes - self.review_minutes

    @property
    def investment(self) -> Floats:
        """One-off cost, undiscounted: build + integration + change and training."""
        return self.build_cost + self.integration_cost + self.change_cost

    def take(self, index: ArrayLike) -> Quantities:
        """Return the workflows at these positions (or under this mask)."""
        rows = np.asarray(index)
        return Quantities(**{field.name: getattr(self, field.name)[rows] for field in fields(self)})


@dataclass(frozen=True)
class Monthly:
    """Amounts of one month at full adoption, each of shape (workflows,).

    ``running_by_item`` follows adoption, ``running_fixed`` (licences, care) falls from the first month on.
    ``hours_freed`` are the hours of people set free, before realisation.
    """

    time: Floats
    quality: Floats
    revenue: Floats
    running_by_item: Floats
    running_fixed: Floats
    hours_freed: Floats

    @property
    def value(self) -> Floats:
        """Time, quality and revenue together."""
        return self.time + self.quality + self.revenue

    @property
    def running(self) -> Floats:
        """Running cost at full adoption."""
        return self.running_by_item + self.running_fixed


def monthly(q: Quantities) -> Monthly:
    """Return the amounts of one month at full adoption.

    handled = volume × automation rate; time value = handled × net minutes / 60 × hourly cost × realisation rate
    where net minutes ≥ 0, else × 1; it is cash unless *capacity only* and net minutes ≥ 0. Quality value = handled ×
    (error rate now − with agent) × cost per error. Revenue value = revenue × win rate × margin, not scaled by the
    automation rate. Running cost = volume × run cost + (volume − handled) × hand-back minutes / 60 × hourly cost +
    fixed run cost + care hours × hourly cost. Nothing is clamped.
    """
    handled = q.volume * q.automation
    hours = handled * q.net_minutes / MINUTES_PER_HOUR
    share = np.where(q.net_minutes >= 0, q.realisation * q.hours_are_cash, 1.0)
    handed_back_hours = (q.volume - handled) * q.hand_back_minutes / MINUTES_PER_HOUR
    return Monthly(
        time=hours * q.hourly_cost * share,
        quality=handled * (q.error_now - q.error_agent) * q.cost_per_error,
        revenue=q.revenue * q.win_rate * q.margin,
        running_by_item=q.volume * q.run_cost + handed_back_hours * q.hourly_cost,
        running_fixed=q.fixed_run + q.care_hours * q.hourly_cost,
        hours_freed=hours,
    )


def go_live_month(build_months: ArrayLike, integration_days: ArrayLike, days_per_month: float) -> Floats:
    """Return g = ceil(build months + integration days / integration days per month), whole months.

    >>> go_live_month([1.5, 0.0], [12.325, 0.0], 42.0)
    array([2., 0.])
    """
    months = np.asarray(build_months, dtype=float) + np.asarray(integration_days, dtype=float) / days_per_month
    return np.maximum(np.ceil(months - _SLACK), 0.0)


@dataclass(frozen=True)
class CashFlow:
    """Flows by layer, each of shape (workflows, H + 1); costs are positive numbers.

    ``attempted`` are items: volume × adoption. ``go_live`` and ``unspent_at_horizon`` have shape (workflows,); the
    latter is the one-off cost that would have fallen beyond H and was put on H.
    """

    attempted: Floats
    one_off: Floats
    time: Floats
    quality: Floats
    revenue: Floats
    running: Floats
    decommissioning: Floats
    go_live: Floats
    unspent_at_horizon: Floats

    @property
    def value(self) -> Floats:
        """Time, quality and revenue together."""
        return self.time + self.quality + self.revenue

    @property
    def cost(self) -> Floats:
        """One-off, running and decommissioning cost together."""
        return self.one_off + self.running + self.decommissioning

    @property
    def net(self) -> Floats:
        """Value minus cost."""
        return self.value - self.cost


def cash_flow(q: Quantities, *, horizon: int, days_per_month: float) -> CashFlow:
    """Return the flows of t = 0 … ``horizon`` months.

    One-off cost is spread evenly over t = 0 … max(g, 1) − 1; what would fall beyond the horizon falls on it. The
    operating month k = 1, 2, … falls on t = max(g, 1) + k − 1. Adoption a = min(1, k / ramp), 1 for a ramp of 0.
    Decommissioning falls on t = H.
    """
    go_live = go_live_month(q.build_months, q.integration_days, days_per_month)
    start = np.maximum(go_live, 1.0)[:, None]
    t = np.arange(horizon + 1, dtype=float)[None, :]

    spent = np.where(t < start, q.investment[:, None] / start, 0.0)
    unspent = q.investment * np.maximum(start[:, 0] - (horizon + 1), 0.0) / start[:, 0]
    spent[:, horizon] += unspent

    k = t - start + 1
    with np.errstate(divide="ignore", invalid="ignore"):
        ramped = np.where(q.ramp_months[:, None] > 0, k / q.ramp_months[:, None], inf)
    adoption = np.where(k >= 1, np.minimum(ramped, 1.0), 0.0)
    operating = (k >= 1).astype(float)

    month = monthly(q)
    last = np.zeros_like(spent)
    last[:, horizon] = q.decommissioning_cost
    return CashFlow(
        attempted=q.volume[:, None] * adoption,
        one_off=spent,
        time=month.time[:, None] * adoption,
        quality=month.quality[:, None] * adoption,
        revenue=month.revenue[:, None] * adoption,
        running=month.running_by_item[:, None] * adoption + month.running_fixed[:, None] * operating,
        decommissioning=last,
        go_live=go_live,
        unspent_at_horizon=unspent,
    )
