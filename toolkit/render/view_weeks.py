"""What agents did week by week, from the rows of *Metrics* that the assessment holds: sums first, then shares."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.kernels.weeks import RUNS, WEEK, last_complete

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from toolkit.model import Value
    from toolkit.render.view_reading import Reading

STRIPS = (
    ("completion", ("completed",), RUNS),
    ("unedited", ("approved_unedited",), ("approvals",)),
    ("error", ("errors",), ("completed",)),
)
"""The measures that strips show: name, and which columns are summed above and below the line."""

Series = tuple[float | None, ...]


@dataclass(frozen=True)
class Weeks:
    """Shares by agent and measure, oldest week first, missing where a week says nothing; all as long as ``mondays``."""

    mondays: tuple[dt.date, ...]
    shares: Mapping[str, tuple[Series, ...]]


def weekly(reading: Reading, since: Mapping[str, str], number: int) -> Weeks:
    """Return the last complete weeks of agents, at most so many and none before the first of them ran.

    ``since`` gives each agent's first day in production, ISO text; weeks before it count nowhere, nor do those that
    are not over or not named by their Monday. A week counts for a share where each of its cells is filled. One pass
    over the rows.
    """
    last = last_complete(reading.assessment.program.as_of)
    first = last - (number - 1) * WEEK
    starts = {agent: max(dt.date.fromisoformat(day), first) for agent, day in since.items() if day}
    sums = _sums(reading, starts, last)
    began = min((week for weeks in sums.values() for week in weeks), default=last)
    mondays = tuple(began + place * WEEK for place in range((last - began) // WEEK + 1))
    return Weeks(
        mondays,
        {
            agent: tuple(
                tuple(_share(sums.get(agent, {}).get(monday), place) for monday in mondays)
                for place in range(len(STRIPS))
            )
            for agent in since
        },
    )


_Sums = dict[dt.date, list[list[float]]]


def _sums(reading: Reading, starts: Mapping[str, dt.date], last: dt.date) -> dict[str, _Sums]:
    sheet = reading.assessment.inputs.get("Metrics")
    found: dict[str, _Sums] = defaultdict(dict)
    for row in sheet.rows if sheet else ():
        agent, week = str(row.values.get("agent")), row.values.get("week")
        if agent not in starts or not isinstance(week, str):
            continue
        monday = dt.date.fromisoformat(week)
        if monday.weekday() or not starts[agent] <= monday <= last:
            continue
        held = found[agent].setdefault(monday, [[0.0, 0.0] for _ in STRIPS])
        for place, (_, above, below) in enumerate(STRIPS):
            if _filled(row.values, (*above, *below)):
                held[place][0] += _total(row.values, above)
                held[place][1] += _total(row.values, below)
    return found


def _filled(values: Mapping[str, Value], names: Collection[str]) -> bool:
    return all(isinstance(values.get(name), int | float) for name in names)


def _total(values: Mapping[str, Value], names: Iterable[str]) -> float:
    return sum(float(values[name] or 0) for name in names)


def _share(sums: list[list[float]] | None, place: int) -> float | None:
    if sums is None or sums[place][1] <= 0:
        return None
    return sums[place][0] / sums[place][1]
