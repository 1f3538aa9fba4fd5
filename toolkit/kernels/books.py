"""What agents cost and returned in a span of time, from the books (docs/method.md, Measured first year)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable

VALUES = ("time_value", "quality_value", "revenue_value")
"""The layers of value on *Metrics*; strategic value is never turned into money."""

MONTHS_PER_YEAR = 12


def whole_months(start: pd.Timestamp, end: pd.Timestamp) -> int:
    """Return the number of whole months from ``start`` to ``end``, 0 where ``end`` comes first.

    >>> whole_months(pd.Timestamp("2025-10-20"), pd.Timestamp("2026-06-30"))
    8
    """
    months = (end.year - start.year) * MONTHS_PER_YEAR + end.month - start.month
    if start + pd.DateOffset(months=months) > end:
        months -= 1
    return max(months, 0)


def platform_cost(components: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> float:
    """Return what the rows of *Platform* cost from ``start`` to before ``end``: each part once, whoever uses it.

    One-off cost where *since* lies in the span, cost per month for each whole month from *since* (or ``start``) to
    ``end``. Planned parts and parts without a date cost nothing yet; a blank cost adds nothing.
    """
    total = 0.0
    for component in _components(components):
        if component.status == "planned" or pd.isna(component.since) or component.since >= end:
            continue
        if component.since >= start and pd.notna(component.one_off_cost):
            total += component.one_off_cost
        if pd.notna(component.monthly_cost):
            total += component.monthly_cost * whole_months(max(component.since, start), end)
    return float(total)


def _components(components: pd.DataFrame) -> Iterable[pd.Series]:
    return components.itertuples()
