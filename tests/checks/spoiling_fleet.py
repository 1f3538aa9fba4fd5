"""How a fixture spoils the agents of the small organisation over time: more weeks, more agents, columns that move."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from tests.checks.spoiling import LATER, ORGANISATION, Change, setting, without
from tests.checks.world import EARLIER, MONDAYS, Rows

LAST = MONDAYS[-4:]
ALL = EARLIER + MONDAYS
FIRST = EARLIER[0]
WEEK = dt.timedelta(days=7)
YOUNG = setting("Agents", 0, production_since=LAST[1])
NOBODY = [
    ("unknown", ORGANISATION, "listed any agent", without("Agents")),
    ("not_applicable", ORGANISATION, "No agent is in production", setting("Agents", 0, status="build")),
]
NOT_YET = [
    *NOBODY,
    ("unknown", "intake", "since when Client intake", setting("Agents", 0, production_since=None)),
    ("not_applicable", "intake", "no complete week", setting("Agents", 0, production_since=dt.date(2026, 6, 24))),
    ("not_applicable", "intake", "no complete week", setting("Agents", 0, production_since=LATER)),
]
"""What every check of an agent answers before there is anything to judge."""


def lasting(count: int) -> Change:
    """The agent has been in production for so many weeks, each as it is now."""

    def change(sheets: dict[str, Rows]) -> None:
        usual = sheets["Metrics"][0]
        since = MONDAYS[-1] - (count - 1) * WEEK
        known = {row["week"] for row in sheets["Metrics"]}
        mondays = [since + index * WEEK for index in range(count)]
        sheets["Metrics"][:0] = [{**usual, "week": monday} for monday in mondays if monday not in known]
        sheets["Agents"][0]["production_since"] = since

    return change


def moving(agent: str = "intake", **columns: Callable[[int], Any]) -> Change:
    """Columns that change from week to week, counted from 0."""

    def change(sheets: dict[str, Rows]) -> None:
        rows = [row for row in sheets["Metrics"] if row["agent"] == agent]
        for index, row in enumerate(rows):
            row.update({name: value(index) for name, value in columns.items()})

    return change


def second(since: dt.date = FIRST, *, weekly: dict[str, Any] | None = None, **cells: Any) -> Change:
    """A second agent in production with the weeks of the first, some of its figures changed."""

    def change(sheets: dict[str, Rows]) -> None:
        agent = {**sheets["Agents"][0], "agent_id": "billing", "name": "Billing", "workflow": "invoicing"}
        sheets["Agents"].append({**agent, "production_since": since, **cells})
        rows = [{**row, "agent": "billing", **(weekly or {})} for row in sheets["Metrics"] if row["week"] >= since]
        sheets["Metrics"] += rows

    return change


def fleet(*weeks_of_building: float | None) -> Change:
    """Further agents that went live a week apart, each with its build weeks; the first agent took eight."""

    def change(sheets: dict[str, Rows]) -> None:
        first = sheets["Agents"][0]
        first.update(dict.fromkeys(("build_weeks", "integration_weeks"), 8))
        for number, took in enumerate(weeks_of_building, start=2):
            sheets["Agents"].append(
                {
                    **first,
                    **{"agent_id": f"a{number}", "name": f"Agent {number}", "build_weeks": took},
                    **{"integration_weeks": took, "production_since": FIRST + number * WEEK},
                }
            )

    return change
