"""What the candidates are worth together, with the platform paid once (docs/method.md, Results)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toolkit.kernels import returns
from toolkit.results import PortfolioResult
from toolkit.scoring.measured import measured_first_year

if TYPE_CHECKING:
    from toolkit.results import Program
    from toolkit.scoring.connecting import Connections
    from toolkit.scoring.foresight import Foresight
    from toolkit.scoring.value import BaseCases
    from toolkit.sheets import Portfolio

Floats = NDArray[np.float64]


def month_of(day: pd.Timestamp, as_of: pd.Timestamp) -> int:
    """Return the month t in which a day falls: 0 up to the as-of date, t for the t-th month after it.

    >>> month_of(pd.Timestamp("2026-07-30"), pd.Timestamp("2026-06-30"))
    1
    >>> month_of(pd.Timestamp("2026-07-31"), pd.Timestamp("2026-06-30"))
    2
    """
    month = max((day.year - as_of.year) * returns.MONTHS_PER_YEAR + day.month - as_of.month, 0)
    return month + 1 if as_of + pd.DateOffset(months=month) < day else month


def platform_flows(portfolio: Portfolio, program: Program) -> tuple[Floats, float]:
    """Return the platform's cost per month t = 0 … H, and the one-off cost already sunk.

    From the as-of date on: one-off in the month of *since*, the monthly cost from then to H. A planned component
    without a date counts at once; a retired one no more. What was spent before the as-of date is sunk.
    """
    as_of = pd.Timestamp(program.as_of)
    flows, sunk = np.zeros(program.horizon_months + 1), 0.0
    for component in portfolio["Platform"].itertuples():
        if component.status == "retired":
            continue
        one_off, monthly = (0.0 if pd.isna(x) else x for x in (component.one_off_cost, component.monthly_cost))
        is_sunk = component.since < as_of if pd.notna(component.since) else component.status != "planned"
        begins = 0 if pd.isna(component.since) else month_of(component.since, as_of)
        if is_sunk:
            sunk += one_off
        elif begins <= program.horizon_months:
            flows[begins] += one_off
        flows[max(begins, 1) :] += monthly
    return flows, sunk


def platform_cost(portfolio: Portfolio, program: Program) -> float:
    """Return what the platform costs from the as-of date on, in today's money."""
    flows, _ = platform_flows(portfolio, program)
    return float(flows @ returns.monthly_factor(program.annual_discount_rate, program.horizon_months))


def portfolio_result(
    cases: BaseCases, connections: Connections, is_candidate: NDArray[np.bool_], foresight: Foresight
) -> PortfolioResult:
    """Return the portfolio's NPV: candidates with a positive one, less the platform once.

    The loaded view allocates the platform among those candidates by the items they attempt over the horizon; where
    they attempt none, nothing is allocated.
    """
    portfolio, program = cases.inputs.portfolio, cases.inputs.program
    _, sunk = platform_flows(portfolio, program)
    platform = platform_cost(portfolio, program)
    counted = is_candidate & (np.nan_to_num(cases.npv) > 0)
    attempted = cases.flow.attempted.sum(axis=1)
    items = attempted[counted].sum()
    share = np.divide(attempted, items, out=np.zeros_like(attempted), where=counted & (items > 0))
    candidates = float(cases.npv[counted].sum())
    missing_days = connections.missing_connectors_days(is_candidate)
    ids = cases.inputs.frame["workflow_id"].astype(str).tolist()
    return PortfolioResult(
        npv=foresight.portfolio_npv,
        likely_npv=candidates - platform,
        candidates_npv=candidates,
        platform_cost=platform,
        platform_sunk=sunk,
        loaded_npv={ids[i]: float(cases.npv[i] - platform * share[i]) for i in np.flatnonzero(counted)},
        shared_connectors_cost=missing_days * program.integration_day_rate,
        shared_connectors_days=missing_days,
        measured_first_year=measured_first_year(portfolio, program),
        together=foresight.together,
    )
