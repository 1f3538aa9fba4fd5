"""The health of each agent in production, from its weeks (docs/method.md, Health of agents)."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import numpy as np

from toolkit.evidence.measures import MEASURES, Measured
from toolkit.evidence.stability import bar_of, judge_stability
from toolkit.evidence.telemetry import Telemetry, week_counts
from toolkit.results import AgentHealth

if TYPE_CHECKING:
    from toolkit.policy import Policy


def judge_health(
    telemetry: Telemetry, measured: dict[str, Measured], policy: Policy, collisions: Collection[str] | None
) -> tuple[AgentHealth, ...]:
    """Return the health of every agent whose status is production, in the order of the registry.

    Rates come from sums over the policy's last complete weeks and over all earlier ones in production; weeks before
    *in production since* count nowhere. An agent without that date has no weeks: all unknown.
    """
    bar = bar_of(policy)
    every, chosen = telemetry.rows(), telemetry.back < bar.weeks
    recent = telemetry.part(chosen)
    weeks = week_counts(every, telemetry.weeks)
    last = week_counts(recent, _recent_weeks(telemetry, bar.weeks))
    rows = _excel_rows(telemetry, chosen, recent.code)
    agents = telemetry.agents
    texts = {name: agents[name].fillna("").tolist() for name in ("agent_id", "name", "owner")}
    records = list(zip(*(measured[asked.name].records for asked in MEASURES), strict=True))
    needed = [measured[name].records for name in ("unedited", "error", "fallback")]
    sheet_rows, found = agents["row"].tolist(), []
    for i in telemetry.running.tolist():
        judged = (needed[0][i], needed[1][i], needed[2][i])
        stability = judge_stability(texts["agent_id"][i], weeks[i].complete, judged, collisions, bar)
        found.append(
            AgentHealth(
                *(texts["agent_id"][i], texts["name"][i], texts["owner"][i], sheet_rows[i], telemetry.since[i]),
                *(weeks[i], last[i], stability, records[i], rows.get(i, ())),
            )
        )
    return tuple(found)


def _recent_weeks(telemetry: Telemetry, most: int) -> np.ndarray:
    return np.minimum(telemetry.weeks, most)


def _excel_rows(telemetry: Telemetry, chosen: np.ndarray, code: np.ndarray) -> dict[int, tuple[int, ...]]:
    """Return the Excel rows of the chosen weeks by agent, in order of time."""
    places = telemetry.places(chosen)
    order = np.lexsort((-telemetry.back[places], code))
    sheet_rows = telemetry.metrics.index.to_numpy()[places[order]].tolist()
    found: dict[int, list[int]] = {}
    for agent, row in zip(code[order].tolist(), sheet_rows, strict=True):
        found.setdefault(agent, []).append(row)
    return {agent: tuple(rows) for agent, rows in found.items()}
