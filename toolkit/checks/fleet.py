"""The agents in production as their checks see them: registry row, health and verdict side by side, and how to cite."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING

from toolkit.checks.answers import Answer, Answers, Fact, not_applicable, unknown
from toolkit.checks.facts import day, nowhere
from toolkit.checks.naming import called
from toolkit.kernels.weeks import WEEK
from toolkit.model import Evidence, Grade

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from toolkit.checks.facts import Row
    from toolkit.results import AgentHealth, AgentVerdict, Criterion, Fleet
    from toolkit.sheets import Portfolio

COLUMNS = {
    "completion": ("completed", "fallbacks", "escalations"),
    "error": ("errors", "completed"),
    "fallback": ("fallbacks", "completed", "escalations"),
    "unedited": ("approved_unedited", "approvals"),
    "csat": ("csat_sum", "csat_count"),
    "cost_per_action": ("cost", "completed", "fallbacks", "escalations"),
    "hallucinations": ("hallucinations", "completed", "fallbacks", "escalations"),
    "intent_drift": ("intent_drift", "completed", "fallbacks", "escalations"),
}
"""The columns of *Metrics* that a measure is made of, the telling one first."""


@dataclass(frozen=True, eq=False)
class Running:
    """An agent in production: its row of the registry, what its weeks say, and what to do with it."""

    row: Row
    health: AgentHealth
    verdict: AgentVerdict
    fleet: Fleet
    portfolio: Portfolio

    @property
    def name(self) -> str:
        """What people call it."""
        return called(self.row)

    @property
    def until(self) -> str:
        """The Sunday of the last complete week."""
        return day(dt.date.fromisoformat(self.fleet.last_week) + WEEK - dt.timedelta(days=1))

    def over(self, weeks: int) -> str:
        """Return the last complete weeks in words, with the Sunday that ends them."""
        return f"the last {weeks} complete weeks, to {self.until}"

    def cited(self, *measures: str) -> list[Fact]:
        """Return the telling cells of these measures in the last weeks, blank ones left out."""
        found = []
        for name in measures:
            column, rows = COLUMNS[name][0], self.health.rows
            is_whole = self.health.measure(name).weeks == len(rows)
            found += [self._fact(row, column) for row in rows] if is_whole else self.filled([column])
        return found

    def filled(self, columns: Iterable[str]) -> list[Fact]:
        """Return the filled cells of these columns in the last weeks."""
        frame, rows = self.portfolio["Metrics"], self.health.rows
        return [self._fact(row, one) for one in columns for row in rows if not isnan(frame[one].at[row])]

    def blanks(self, columns: Iterable[str]) -> list[Fact]:
        """Return the blank cells of these columns in the last weeks; *Metrics* alone where a whole week is missing."""
        frame, found = self.portfolio["Metrics"], []
        for column in dict.fromkeys(columns):
            values = frame[column]
            found += [self._fact(row, column) for row in self.health.rows if isnan(values.at[row])]
        return found or [nowhere("Metrics")]

    def _fact(self, row: int, column: str) -> Fact:
        return Fact(row, Evidence(Grade.MEASURED, "Metrics", self.portfolio.cell("Metrics", row, column)))

    def by(self, criterion: Criterion) -> str:
        """Return the reason of a criterion with the agent's name before it."""
        return f"{self.name}: {lowered(criterion.reason)}"


def each(agents: list[Row], fleet: Fleet, portfolio: Portfolio, judge: Callable[[Running], Answer]) -> Answers:
    """Return the answer about every agent in production that has a complete week behind it.

    Not applicable where none is in production, and to one whose first week is not over; unknown where nobody listed any
    agent, and for one of which nobody wrote down since when it works: none of its weeks counts.
    """
    if not agents:
        return unknown("Nobody has listed any agent. One row on Agents would answer it.", nowhere("Agents"))
    if not fleet.health:
        return not_applicable("No agent is in production.")
    rows = {agent["agent_id"].text: agent for agent in agents}
    found = {}
    for health, verdict in zip(fleet.health, fleet.verdicts, strict=True):
        running = Running(rows[health.agent], health, verdict, fleet, portfolio)
        found[health.agent] = _too_early(running) or judge(running)
    return found


def _too_early(running: Running) -> Answer | None:
    since = running.row["production_since"]
    if since.value is None:
        message = f"Nobody has written down since when {running.name} is in production ({since.place})."
        return unknown(message, since, owner=running.row.owner)
    if not running.health.weeks.complete:
        return not_applicable(f"{running.name} has no complete week in production yet ({since.place}).")
    return None


def lowered(sentence: str) -> str:
    """Return a sentence with its first letter lowered, to stand after a colon."""
    return sentence[:1].lower() + sentence[1:]


def raised(sentence: str) -> str:
    """Return a sentence with its first letter raised."""
    return sentence[:1].upper() + sentence[1:]


def share(value: float) -> str:
    """Return a share in words.

    >>> share(0.851)
    '85.1 %'
    """
    return f"{value:.1%}".replace("%", " %")


def filled(places: Sequence[Evidence]) -> list[Fact]:
    """Return cells as facts whose value somebody has already judged."""
    return [Fact(one.place, one) for one in places]
