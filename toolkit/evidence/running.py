"""The agents in production with everything measured of them, and how rules name and cite them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from toolkit.evidence.measures import Measured, Window
from toolkit.evidence.telemetry import Telemetry, Truths
from toolkit.kernels.trends import discoveries
from toolkit.model import Evidence, Grade
from toolkit.results import AgentHealth

if TYPE_CHECKING:
    from toolkit.policy import Policy
    from toolkit.sheets import Portfolio


@dataclass(frozen=True, eq=False)
class Running:
    """What verdicts and rules of pace read: the agents in production, with what was measured of them.

    ``health`` is in the order of ``telemetry.running``; ``seen`` are the weeks of the trends; ``used`` says which
    layers of value each agent ever filled. A *place* is a position in ``health``.
    """

    portfolio: Portfolio
    telemetry: Telemetry
    measured: dict[str, Measured]
    health: tuple[AgentHealth, ...]
    seen: Window
    used: Truths
    as_of: dt.date
    policy: Policy

    def names(self, places: Sequence[int]) -> str:
        """Name agents by their place among the running ones: three, and how many more."""
        names = [self.health[place].name or self.health[place].agent for place in places]
        shown, more = names[:_NAMED], len(names) - _NAMED
        return ", ".join(shown) + (f" and {more} more" if more > 0 else "")

    def ids(self, places: Sequence[int]) -> tuple[str, ...]:
        """Return the ids of agents by their place among the running ones."""
        return tuple(self.health[place].agent for place in places)

    def weeks_of(self, places: Sequence[int], column: str) -> tuple[Evidence, ...]:
        """Return the last weeks' cells of these agents; the sheet where there are none."""
        rows = [row for place in places for row in self.health[place].rows[-1:]]
        return cells(self.portfolio, "Metrics", rows, column, Grade.MEASURED)

    def clear(self, name: str, direction: str) -> tuple[list[int], list[int]]:
        """Return the places whose measure clearly moves that way, all agents judged together, and the unknown ones."""
        trends = [self.measured[name].trends[i] for i in self.telemetry.running.tolist()]
        p = [np.nan if trend.p is None else trend.p for trend in trends]
        stands_out = discoveries(p, 1 - self.policy.number("health.confidence"))
        moving = [k for k, one in enumerate(trends) if one.direction == direction and stands_out[k]]
        return moving, [k for k, one in enumerate(trends) if one.direction == "unknown"]


_NAMED = 3


def cells(portfolio: Portfolio, sheet: str, rows: Sequence[int], column: str, grade: Grade) -> tuple[Evidence, ...]:
    """Return the cells of a column in these rows; the sheet where there are none."""
    cells = [portfolio.cell(sheet, row, column) for row in rows]
    return tuple(Evidence(grade, sheet, cell) for cell in dict.fromkeys(cells)) or (Evidence(grade, sheet),)
