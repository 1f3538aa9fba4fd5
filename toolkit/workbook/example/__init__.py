"""The example: one firm, one story, cut off at the day of each state."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from toolkit.errors import UnknownName
from toolkit.workbook.blank import write_workbook
from toolkit.workbook.example import candidates, firm, fleet, landscape, metrics
from toolkit.workbook.example.telling import known

STATES = {"prove": dt.date(2025, 10, 3), "ready": dt.date(2025, 10, 24), "compound": dt.date(2026, 6, 30)}
"""The as-of date of each state. A further state is a further day here and its aims in ``firm.AIMS``."""


def write_example(path: Path | str, state: str = "prove") -> None:
    """Write the example workbook in a state, as :func:`toolkit.workbook.blank.write_workbook` does.

    ``prove``: month 3, one agent, sixty days in production. ``ready``: month 4, the same agent, and everything that a
    second one stands on, three days before its build. ``compound``: month 12, five agents.
    Raises ``UnknownName`` for another state.
    """
    write_workbook(path, rows(state), settings(state))


def settings(state: str) -> dict[str, Any]:
    """Return the Program settings of a state by field name; raises ``UnknownName`` for another state."""
    aims: dict[str, Any] = dict(firm.AIMS[_state(state)])
    aims["target_date"] = dt.date.fromisoformat(aims["target_date"])
    return {**firm.SETTINGS, "as_of": STATES[state], **aims}


def rows(state: str) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of a state by sheet name, each by field name; what was not known on its day is left out.

    Texts, numbers, ``date``, ``bool`` and tuples of texts. Raises ``UnknownName`` for another state.
    """
    day = STATES[_state(state)]
    agents = known("Agents", fleet.AGENTS, day)
    for agent in agents:
        agent.update(_registry(agent, day))
    live = tuple(agent["agent_id"] for agent in agents if agent["status"] == "production")
    components = known("Platform", landscape.COMPONENTS, day)
    for component in components:
        component["status"] = "live" if component["since"] <= day else "planned"
        if component["component_id"] in landscape.PLATFORM_SERVES and component["status"] == "live":
            component["covers"] = live
    return {
        "Workflows": known("Workflows", candidates.WORKFLOWS, day),
        "Systems": known("Systems", landscape.SYSTEMS, day),
        "Data sources": known("Data sources", landscape.DATA_SOURCES, day),
        "Agents": agents,
        "Ownership": known("Ownership", fleet.OWNERSHIP, day),
        "Metrics": metrics.weeks(day),
        "Events": known("Events", fleet.EVENTS, day),
        "Platform": components,
        "People": known("People", firm.PEOPLE, day),
        "Governance": known("Governance", firm.GOVERNANCE, day),
        "Exceptions": known("Exceptions", firm.EXCEPTIONS, day),
    }


def _registry(agent: dict[str, Any], day: dt.date) -> dict[str, Any]:
    """Say where an agent is in its life on a day; somebody looks at every running agent's dashboard on Mondays."""
    if "production_since" in agent:
        return {"status": "production", "dashboard_checked": day - dt.timedelta(days=day.weekday())}
    return {"status": "build" if "build_started" in agent else "idea"}


def _state(state: str) -> str:
    if state not in STATES:
        raise UnknownName("state of the example", state, STATES)
    return state
