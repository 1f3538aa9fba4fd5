"""Builds agents and their weeks from what a test is about; everything else is a healthy agent's usual week."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Collection
from typing import Any

from tests.portfolios import portfolio
from toolkit.evidence.fleet import judge_fleet
from toolkit.policy import load_policy
from toolkit.results import Fleet

AS_OF = dt.date(2026, 6, 30)
LAST = dt.date(2026, 6, 22)
WEEK = dt.timedelta(days=7)
Row = dict[str, Any]

USUAL: Row = {
    **{"eligible": 100, "completed": 70, "fallbacks": 10, "escalations": 10, "approvals": 40, "approved_unedited": 36},
    **{"errors": 2, "csat_sum": 42, "csat_count": 10, "cost": 200, "time_value": 900, "quality_value": 50},
    **{"revenue_value": 0, "open_escalations": 2, "p95_latency": 20, "hallucinations": 0, "intent_drift": 1},
    **{"open_requests": 3},
}
"""What an agent does in a week unless a test says otherwise."""


def agent(name: str = "intake", weeks: int = 30, **changed: Any) -> Row:
    """Return a registry row of an agent that has been in production for so many complete weeks."""
    since = LAST - (weeks - 1) * WEEK
    return {
        **{"agent_id": name, "name": name.title(), "owner": "M. Ortiz", "status": "production"},
        **{"production_since": since, "build_started": since - 4 * WEEK, "build_cost": 9000},
        **{"build_weeks": 4, "integration_weeks": 1, "dashboard_checked": AS_OF, "last_retrained": LAST},
        **changed,
    }


def weeks(name: str = "intake", count: int = 30, /, **changed: Any) -> list[Row]:
    """Return the last weeks of an agent, oldest first; a change is a value, or a function of the week from 0 on."""
    return [
        {
            **{"agent": name, "week": LAST - (count - 1 - index) * WEEK, **USUAL},
            **{column: value(index) if callable(value) else value for column, value in changed.items()},
        }
        for index in range(count)
    ]


def lately(count: int, value: Any, before: Any, last: int = 4) -> Callable[[int], Any]:
    """Return a column that changes for the last weeks of so many."""
    return lambda index: value if index >= count - last else before


def judge(
    agents: list[Row],
    rows: list[Row],
    *,
    as_of: dt.date = AS_OF,
    collisions: Collection[str] | None = frozenset(),
    platform: list[Row] | None = None,
    changed: dict[str, float] | None = None,
) -> Fleet:
    """Judge a portfolio of these agents and weeks under the shipped policy, single numbers of it changed."""
    found = portfolio({"as_of": as_of}, Agents=agents, Metrics=rows, Platform=platform or [])
    return judge_fleet(found, policy(changed or {}), as_of, collisions=collisions)


def policy(changed: dict[str, float]) -> Any:
    """Return the shipped policy with some numbers replaced."""
    from dataclasses import replace

    shipped = load_policy()
    values = {key: replace(shipped.values[key], value=value) for key, value in changed.items()}
    return replace(shipped, values={**shipped.values, **values})


def noisy(seed: int, middle: float, spread: float) -> Callable[[int], float]:
    """Return a column of whole numbers around a middle, the same for the same seed."""
    draw = random.Random(seed)
    values = [round(draw.gauss(middle, spread)) for _ in range(400)]
    return lambda index: values[index]
