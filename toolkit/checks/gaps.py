"""Weeks of an agent that do not serve: nobody wrote them down, or their counts contradict each other."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.kernels.weeks import PARTS, RUNS, WEEK, complete_mondays, last_complete

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.results import AgentHealth
    from toolkit.sheets import Portfolio


@dataclass(frozen=True)
class Gap:
    """A complete week in production that nobody wrote down; ``row`` is that of its blank cells, if it has one."""

    monday: dt.date
    row: int | None


@dataclass(frozen=True)
class Contradiction:
    """A complete week in production in which a count exceeds the one that it is a part of, and what that means."""

    monday: dt.date
    row: int
    column: str
    says: str


def find_contradictions(
    portfolio: Portfolio, healths: Iterable[AgentHealth], as_of: dt.date, weeks: int
) -> dict[str, list[Contradiction]]:
    """Return what cannot be right in the last complete weeks of each agent, so many of them, in order of time.

    *Metrics* is gone through once per count, whatever the number of agents.
    """
    since = {health.agent: health.production_since for health in healths if health.production_since}
    frame, last = portfolio["Metrics"], last_complete(as_of)
    frame = frame[frame["week"].between(str(last - (weeks - 1) * WEEK), str(last)) & frame["agent"].isin(since)]
    found: dict[str, list[Contradiction]] = {}
    for column, (wholes, says) in PARTS.items():
        wrong = frame[frame[column] > frame[list(wholes)].sum(axis=1, skipna=False)]
        for row, agent, week in zip(wrong.index.tolist(), wrong["agent"], wrong["week"].dt.date, strict=True):
            if since[agent] <= week.isoformat():
                found.setdefault(agent, []).append(Contradiction(week, row, column, says))
    return {agent: sorted(several, key=lambda one: one.monday) for agent, several in found.items()}


def find_gaps(
    portfolio: Portfolio, healths: Iterable[AgentHealth], as_of: dt.date, weeks: int
) -> dict[str, tuple[Gap, ...]]:
    """Return the gaps of each agent in its last complete weeks, so many of them, in order of time.

    A week is told where one of completed, fallbacks and escalations is above 0, or all three are filled. *Metrics* is
    gone through once, whatever the number of agents.
    """
    within = {
        health.agent: complete_mondays(dt.date.fromisoformat(health.production_since), as_of)[-weeks:]
        for health in healths
        if health.production_since and health.weeks.without_data
    }
    first = min((mondays[0] for mondays in within.values() if mondays), default=None)
    if first is None:
        return {}
    told, rows = _told(portfolio, set(within), first)
    return {
        agent: tuple(Gap(monday, rows.get((agent, monday))) for monday in mondays if (agent, monday) not in told)
        for agent, mondays in within.items()
    }


Week = tuple[str, dt.date]


def _told(portfolio: Portfolio, agents: set[str], first: dt.date) -> tuple[set[Week], dict[Week, int]]:
    """Return the weeks of these agents that say something, and the rows of those that do not."""
    frame = portfolio["Metrics"]
    frame = frame[(frame["week"] >= str(first - WEEK)) & frame["agent"].isin(agents)]
    runs = frame[list(RUNS)]
    says = ((runs.sum(axis=1) > 0) | runs.notna().all(axis=1)).tolist()
    keys = list(zip(frame["agent"].tolist(), frame["week"].dt.date.tolist(), strict=True))
    told = {key for key, is_told in zip(keys, says, strict=True) if is_told}
    silent = {key: int(row) for key, row, is_told in zip(keys, frame.index, says, strict=True) if not is_told}
    return told, silent
