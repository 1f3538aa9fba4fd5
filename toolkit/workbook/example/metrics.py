"""The weeks of the example's agents, from one formula; the story's totals are given and kept exactly.

The first year is told as 180,000 spent and 520,000 measured. Counts follow from each agent's rates; time and quality
value follow from the counts and the workflow's own figures. What is left of the year's value is margin on won
pipeline, and what is left of its cost is running cost: both are spread over the weeks in proportion to what each
week would have by itself. Amounts are whole euros, so that sums are exact.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from toolkit.workbook.example.candidates import WORKFLOWS
from toolkit.workbook.example.firm import SETTINGS
from toolkit.workbook.example.fleet import AGENTS
from toolkit.workbook.example.landscape import COMPONENTS
from toolkit.workbook.example.telling import known

FIRST_YEAR = (dt.date(2025, 6, 30), dt.date(2026, 6, 30))
"""From the first build on, half-open."""

FIRST_YEAR_COST, FIRST_YEAR_VALUE = 180_000, 520_000

_WEEK = dt.timedelta(days=7)
_WEEKS_PER_MONTH = 52 / 12
_QUIET_WEEKS = {dt.date(2025, 12, 22): 0.55, dt.date(2025, 12, 29): 0.60, dt.date(2026, 4, 6): 0.85}
_GOLDEN = (math.sqrt(5) - 1) / 2


@dataclass(frozen=True)
class Pace:
    """How an agent works: items a week, shares of them in its first weeks, and how fast it grows into its volume.

    ``completed``, ``fallbacks`` and ``escalations`` are shares of eligible items; ``approvals`` and ``errors`` of
    completed ones; ``unedited`` of approvals. ``learning`` is the share by which errors and fallbacks shrink in a
    year. ``goal`` is the goal measure of a usual week; ``None`` where it is pipeline.
    """

    agent: str
    eligible: float
    ramp: tuple[float, ...]
    completed: float
    fallbacks: float
    escalations: float
    approvals: float
    unedited: float
    errors: float
    csat: float
    latency: float
    requests: float
    goal: float | None
    learning: float = 0.12


PACES = (
    Pace("intake", 130, (0.93, 0.97), 0.720, 0.120, 0.100, 0.45, 0.880, 0.050, 4.15, 41, 6, None),
    Pace("proposals", 62, (0.75, 0.85, 0.95), 0.735, 0.105, 0.100, 0.95, 0.893, 0.042, 4.25, 96, 5, 1.9),
    Pace("status", 122, (0.80, 0.92), 0.755, 0.090, 0.095, 0.60, 0.906, 0.034, 4.32, 58, 4, 2.1),
    Pace("timesheets", 305, (0.85, 0.95), 0.775, 0.075, 0.085, 0.20, 0.920, 0.026, 4.40, 12, 3, 89),
    Pace("scheduling", 210, (0.85, 0.95), 0.790, 0.065, 0.080, 0.55, 0.930, 0.019, 4.48, 23, 3, 3.4),
)


def weeks(day: dt.date) -> list[dict[str, Any]]:
    """Return the rows of *Metrics* up to a day: one per agent and complete week in production, agents in order."""
    return [dict(row) for row in _year() if row["week"] + _WEEK <= day]


@cache
def _year() -> tuple[Mapping[str, Any], ...]:
    """Return all weeks of the first year, exact to its totals."""
    end = FIRST_YEAR[1]
    workflows = {row["workflow_id"]: row for row in known("Workflows", WORKFLOWS, end)}
    agents = {row["agent_id"]: row for row in known("Agents", AGENTS, end)}
    rows: list[dict[str, Any]] = []
    for order, pace in enumerate(PACES):
        agent = agents[pace.agent]
        rows += _counts(order, pace, agent["production_since"], workflows[agent["workflow"]])
    spent_before = sum(agent["build_cost"] for agent in agents.values() if "build_cost" in agent) + platform_cost()
    earned_before = sum(row["time_value"] + row["quality_value"] for row in rows)
    _spread(rows, "cost", FIRST_YEAR_COST - spent_before)
    _spread(rows, "revenue_value", FIRST_YEAR_VALUE - earned_before)
    for row in rows:
        workflow = workflows[agents[row["agent"]]["workflow"]]
        if "goal_measure" not in row:
            row["goal_measure"] = round(row["revenue_value"] / (workflow["win_rate"] * workflow["margin"]))
    return tuple(rows)


def platform_cost() -> int:
    """Return what the platform cost in the first year: one-off costs, and whole months from *since* to its end."""
    start, end = FIRST_YEAR
    total = 0
    for component in known("Platform", COMPONENTS, end):
        since = component["since"]
        if start <= since < end:
            months = (end.year - since.year) * 12 + end.month - since.month - (since.day > end.day)
            total += component["one_off_cost"] + months * component["monthly_cost"]
    return int(total)


def _counts(order: int, pace: Pace, live: dt.date, workflow: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return an agent's weeks with counts and values; cost and revenue still as each week has them by itself."""
    mondays = [live + index * _WEEK for index in range((FIRST_YEAR[1] - live).days // 7)]
    wobble = [_wobble(order, index) for index in range(len(mondays))]
    ramp = [*pace.ramp, *[1.0] * len(mondays)]
    better = [1 - pace.learning * index / 52 for index in range(len(mondays))]
    volume = [
        pace.eligible * ramp[index] * _QUIET_WEEKS.get(monday, 1.0) * (1 + 0.05 * wobble[index])
        for index, monday in enumerate(mondays)
    ]
    eligible = _whole(volume)
    handed = [pace.fallbacks * better[i] * n * (1 + 0.04 * wobble[i]) for i, n in enumerate(volume)]
    completed = _whole(
        (pace.completed + pace.fallbacks * (1 - better[i])) * n * (1 - 0.01 * wobble[i]) for i, n in enumerate(volume)
    )
    unedited = [min(pace.unedited + 0.03 * index / 52, 0.97) for index in range(len(mondays))]
    approvals = _whole(pace.approvals * n for n in completed)
    errors = _whole(pace.errors * better[i] * n for i, n in enumerate(completed))
    ratings = _whole(0.16 * n for n in completed)
    escalated = _whole(pace.escalations * n for n in volume)
    columns = {
        "agent": [pace.agent] * len(mondays),
        "week": mondays,
        "eligible": eligible,
        "completed": completed,
        "fallbacks": _whole(handed),
        "escalations": escalated,
        "approvals": approvals,
        "approved_unedited": _whole(unedited[i] * n for i, n in enumerate(approvals)),
        "errors": errors,
        "csat_sum": _whole((pace.csat + 0.2 * i / 52) * n for i, n in enumerate(ratings)),
        "csat_count": ratings,
        "cost": [_running_cost(workflow, completed[i] + escalated[i] + n) for i, n in enumerate(handed)],
        "time_value": _whole(_time_value(workflow, n) for n in completed),
        "quality_value": _whole(_quality_value(workflow, n, wrong) for n, wrong in zip(completed, errors, strict=True)),
        "revenue_value": [_pipeline_margin(workflow) * (1 + 0.15 * w) for w in wobble],
        "open_escalations": [round(0.12 * n) for n in escalated],
        "p95_latency": [round(pace.latency * b * (1 + 0.06 * w), 1) for b, w in zip(better, wobble, strict=True)],
        "hallucinations": _whole(0.006 * better[i] * n for i, n in enumerate(completed)),
        "intent_drift": _whole(0.009 * better[i] * n for i, n in enumerate(completed)),
        "open_requests": [round(pace.requests * (1 + 0.3 * w)) for w in wobble],
    }
    if pace.goal is not None:
        columns["goal_measure"] = [round(pace.goal * (1 + 0.05 * w), 1) for w in wobble]
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def _time_value(workflow: Mapping[str, Any], completed: float) -> float:
    """Completed items × minutes saved / 60 × hourly cost × realisation rate."""
    minutes = workflow["minutes_likely"] - workflow["review_minutes"]
    return float(completed * minutes / 60 * workflow["hourly_cost"] * workflow["realisation_likely"])


def _quality_value(workflow: Mapping[str, Any], completed: float, errors: float) -> float:
    """Errors that people would have made in the completed items, less those that were made, at their cost."""
    return float((completed * workflow["error_now"] - errors) * workflow["cost_per_error"])


def _pipeline_margin(workflow: Mapping[str, Any]) -> float:
    """A week of the pipeline that was promised, at win rate and margin; 0 where the agent brings none."""
    if not workflow["revenue_likely"]:
        return 0.0
    return float(workflow["revenue_likely"] / _WEEKS_PER_MONTH * workflow["win_rate"] * workflow["margin"])


def _running_cost(workflow: Mapping[str, Any], runs: float) -> float:
    monthly = workflow["fixed_run"] + workflow.get("care_hours", 4) * SETTINGS["hourly_cost"]
    return float(runs * workflow["run_cost_likely"] + monthly / _WEEKS_PER_MONTH)


def _wobble(order: int, index: int) -> float:
    """Return a number from −1 to 1 that differs from week to week and evens out over any few weeks."""
    return 2 * ((index + 1 + 7 * order) * _GOLDEN % 1) - 1


def _whole(values: Iterable[float]) -> list[int]:
    """Round so that every running total is the rounded running total: no drift, whatever the size of a week."""
    rounded, total, given = [], 0.0, 0
    for value in values:
        total += value
        rounded.append(math.floor(total + 0.5) - given)
        given += rounded[-1]
    return rounded


def _spread(rows: Sequence[dict[str, Any]], name: str, total: int) -> None:
    """Scale a column to whole euros that sum to ``total``."""
    factor = total / sum(row[name] for row in rows)
    for row, value in zip(rows, _whole(row[name] * factor for row in rows), strict=True):
        row[name] = value
