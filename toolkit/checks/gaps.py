"""Which weeks of an agent nobody wrote down: no row on *Metrics*, or one that says nothing about its runs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.kernels.weeks import RUNS, WEEK, complete_mondays

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.results import AgentHealth
    from toolkit.sheets import Portfolio


@dataclass(frozen=True)
class Gap:
    """A complete week in production that nobody wrote down; ``row`` is that of its blank cells, if it has one."""

    monday: dt.date
    row: int | None


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
