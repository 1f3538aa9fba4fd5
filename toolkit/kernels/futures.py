"""What a workflow is worth in each of many futures, without a loop over months (docs/method.md, Uncertainty).

With discounted adoption summed beforehand for every month of going live, NPV is linear in the drawn quantities. One
workflow at a time: every array has shape (draws,). The same rules as :mod:`toolkit.kernels.cashflow`, month by month,
and :mod:`toolkit.kernels.returns`; tests hold the three together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toolkit.kernels.cashflow import Quantities, go_live_month, monthly
from toolkit.kernels.returns import return_multiple

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Tables:
    """Sums by month of going live, g = 0 … (position g); 1 stands for g = 0 too.

    ``one_off`` is the discounted share of the one-off cost, ``by_item`` and ``fixed`` the discounted sums of adoption
    and of operating months, ``adoption`` and ``months`` the same undiscounted. ``ramped[k]`` is adoption summed
    over the first k operating months.
    """

    one_off: Floats
    by_item: Floats
    fixed: Floats
    adoption: Floats
    months: Floats
    ramped: Floats
    last_factor: float
    horizon: int
    full_from: int

    @classmethod
    def of(cls, ramp_months: float, factors: Floats, latest: int) -> Tables:
        """Return the sums for a ramp and the discount factors of t = 0 … H, for going live up to ``latest``."""
        horizon = len(factors) - 1
        start = np.maximum(np.arange(latest + 1), 1)
        t = np.arange(horizon + 1)
        k = t[None, :] - start[:, None] + 1
        operating = (k >= 1).astype(float)
        adoption = operating if ramp_months <= 0 else np.minimum(np.maximum(k, 0) / ramp_months, 1.0)
        spent = np.where(t[None, :] < start[:, None], 1.0 / start[:, None], 0.0)
        spent[:, horizon] += np.maximum(start - (horizon + 1), 0) / start
        month = np.arange(1, horizon + 1)
        full = np.ones(horizon) if ramp_months <= 0 else np.minimum(month / ramp_months, 1.0)
        return cls(
            one_off=spent @ factors,
            by_item=adoption @ factors,
            fixed=operating @ factors,
            adoption=adoption.sum(axis=1),
            months=operating.sum(axis=1),
            ramped=np.concatenate([[0.0], np.cumsum(full)]),
            last_factor=float(factors[horizon]),
            horizon=horizon,
            full_from=max(int(np.ceil(ramp_months)) - 1, 0),
        )


@dataclass(frozen=True)
class Futures:
    """Results in each future, shape (draws,); ``payback`` is infinite where it never comes.

    ``per_item`` is what a month at full adoption brings net of costs by item, ``fixed`` what it costs whatever the
    volume. A quantity that is not drawn may make an array a single number.
    """

    npv: Floats
    payback: Floats
    multiple: Floats
    investment: Floats
    annual_value: Floats
    annual_running: Floats
    per_item: Floats
    fixed: Floats
    go_live: Whole
    tables: Tables


def futures(q: Quantities, factors: Floats, *, days_per_month: float, months_per_year: int) -> Futures:
    """Return the results of one workflow whose fields are single numbers or arrays of shape (draws,).

    ``factors`` are the discount factors of t = 0 … H.
    """
    go_live = np.asarray(go_live_month(q.build_months, q.integration_days, days_per_month)).astype(np.int64)
    tables = Tables.of(float(q.ramp_months), factors, int(go_live.max()))
    month = monthly(q)
    value, investment = month.value, q.investment
    per_item, fixed = value - month.running_by_item, month.running_fixed
    npv = per_item * tables.by_item[go_live]
    npv -= fixed * tables.fixed[go_live]
    npv -= investment * tables.one_off[go_live]
    npv -= q.decommissioning_cost * tables.last_factor
    adoption = tables.adoption[go_live]
    cost = investment + q.decommissioning_cost + month.running_by_item * adoption + fixed * tables.months[go_live]
    return Futures(
        npv=npv,
        payback=payback(
            per_item=per_item,
            fixed=fixed,
            investment=investment,
            last_cost=q.decommissioning_cost,
            go_live=go_live,
            tables=tables,
        ),
        multiple=return_multiple(value * adoption, cost),
        investment=investment,
        annual_value=value * months_per_year,
        annual_running=month.running * months_per_year,
        per_item=per_item,
        fixed=fixed,
        go_live=go_live,
        tables=tables,
    )


def payback(
    *, per_item: Floats, fixed: Floats, investment: Floats, last_cost: Floats, go_live: Whole, tables: Tables
) -> Floats:
    """Return months from t = 0 until the cumulative flow is positive for good; infinite where it never is.

    After going live, monthly flows only rise with adoption, so the cumulative flow falls, then rises: there is one
    upward crossing. From full adoption on it is a straight line and solved at once; the crossings that come earlier,
    or in the month that also pays for decommissioning, are looked for among the months.
    """
    per_item, fixed, investment, last_cost, go_live = np.broadcast_arrays(
        per_item, fixed, investment, last_cost, go_live
    )
    before = np.maximum(go_live, 1) - 1
    operated = np.maximum(tables.horizon - before, 0)
    end = per_item * tables.ramped[operated] - fixed * operated - investment - last_cost
    k0 = tables.full_from
    lost = k0 - tables.ramped[min(k0, tables.horizon)]
    slope = per_item - fixed
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = (investment + per_item * lost) / slope
    found = before + crossing
    comes = end >= 0
    straight = (crossing >= k0) & (crossing <= operated - 1) & (slope > 0) & (investment > 0)
    found[~comes] = np.inf
    searched = np.flatnonzero(comes & ~straight)
    if len(searched):
        found[searched] = _searched(
            per_item=per_item[searched],
            fixed=fixed[searched],
            investment=investment[searched],
            last_cost=last_cost[searched],
            before=before[searched],
            tables=tables,
        )
    return found


def _searched(
    *, per_item: Floats, fixed: Floats, investment: Floats, last_cost: Floats, before: Whole, tables: Tables
) -> Floats:
    """Return the payback of futures that reach it, month by month, shape (futures,)."""
    k = np.arange(tables.horizon + 1)
    operated = np.maximum(tables.horizon - before, 0)
    total = per_item[:, None] * tables.ramped[None, :] - fixed[:, None] * k[None, :] - investment[:, None]
    rows = np.arange(len(per_item))
    total[rows, operated] -= last_cost
    negative = (total < 0) & (k[None, :] < operated[:, None])
    last = np.where(negative.any(axis=1), tables.horizon - np.argmax(negative[:, ::-1], axis=1), -1)
    here = np.maximum(last, 0)
    then = np.minimum(here + 1, tables.horizon)
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = here - total[rows, here] / (total[rows, then] - total[rows, here])
    return np.where(last < 0, 0.0, before + crossing)


def cumulative(found: Futures, last_cost: Floats | float) -> Floats:
    """Return the cumulative net flow of every future, shape (draws, H + 1), t = 0 … H."""
    draws = len(found.npv)
    start = np.broadcast_to(np.maximum(found.go_live, 1), (draws,))[:, None]
    t = np.arange(found.tables.horizon + 1)[None, :]
    k = np.maximum(t - start + 1, 0)
    per_item, fixed, investment = (
        np.broadcast_to(x, (draws,)) for x in (found.per_item, found.fixed, found.investment)
    )
    spent = np.minimum((t + 1) / start, 1.0)
    spent[:, -1] = 1.0  # what is unspent at the horizon falls on it
    total = per_item[:, None] * found.tables.ramped[k] - fixed[:, None] * k - investment[:, None] * spent
    total[:, -1] -= last_cost
    return np.asarray(total)
