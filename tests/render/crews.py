"""Agents in production whose fleet page the tests look at: nobody, one, fifteen with five limping, all unknown."""

from __future__ import annotations

from functools import cache
from typing import Any

from tests.evidence.fleets import agent, lately, weeks
from tests.portfolios import portfolio, workflow
from tests.render.firms import HOSTILE
from toolkit.app.assessment import Assessment
from toolkit.app.pipeline import assess
from toolkit.app.workbooks import load_example

Row = dict[str, Any]
NAMES = ("Client intake", "Proposals", "Status reports", "Timesheet checking", "Resource scheduling", "Invoicing")
LIMPING: tuple[Row, ...] = (
    {"approved_unedited": lately(30, 30, 36)},
    {"errors": lately(30, 9, 2)},
    {"fallbacks": lately(30, 24, 10)},
    {"approved_unedited": lambda week: 38 - week // 3, "csat_sum": lambda week: 45 - week // 2},
    {"cost": 2000, "completed": 30, "eligible": 100},
)
"""What goes wrong with the first five of the fifteen."""


def named(place: int) -> str:
    """Return the name of an agent by its place."""
    return NAMES[place] if place < len(NAMES) else f"Agent number {place + 1}"


def crew(agents: list[Row], rows: list[Row], **sheets: list[Row]) -> Assessment:
    """Return the assessment of these agents and weeks."""
    return assess(portfolio(Workflows=[workflow("x")], Agents=agents, Metrics=rows, **sheets))


def fifteen() -> Assessment:
    """Return fifteen agents, one every second week, each built faster than the last; the first five limp."""
    agents, rows = [], []
    for place in range(15):
        name, age = f"a{place:02d}", 60 - 2 * place
        category = ("foundation", "capability", "orchestration")[place % 3]
        given = {"name": named(place), "category": category, "build_weeks": round(8 / (1 + place) ** 0.4, 1)}
        agents.append({**agent(name, age), **given})
        rows += weeks(name, min(30, age), **(LIMPING[place] if place < len(LIMPING) else {}))
    return crew(agents, rows)


def one() -> Assessment:
    """Return a single healthy agent."""
    return crew([agent("solo")], weeks("solo"))


def unknown() -> Assessment:
    """Return three agents of which nobody wrote down a week, a date of the dashboard or a cost."""
    blank: Row = {"dashboard_checked": None, "build_cost": None, "build_weeks": None, "integration_weeks": None}
    return crew([{**agent(f"u{place}"), **blank} for place in range(3)], [])


def gaps() -> Assessment:
    """Return two agents with weeks that nobody wrote down and weeks in which nothing ran."""
    idle = {name: lambda week: 0 if week == 20 else 10 for name in ("completed", "fallbacks", "escalations")}
    rows = [row for place, row in enumerate(weeks("gap")) if place not in (5, 6, 12)] + weeks("idle", **idle)
    return crew([agent("gap"), agent("idle")], rows)


def hostile() -> Assessment:
    """Return agents whose names would break a page."""
    agents = [{**agent(f"h{place}"), "name": text, "owner": text} for place, text in enumerate(HOSTILE)]
    return crew(agents, [row for place in range(len(HOSTILE)) for row in weeks(f"h{place}", 9)])


CREWS = {
    **{"prove": lambda: assess(load_example("prove")), "compound": lambda: assess(load_example("compound"))},
    **{"nobody": lambda: crew([], []), "one": one, "fifteen": fifteen, "unknown": unknown, "gaps": gaps},
    "hostile": hostile,
}


@cache
def of(name: str) -> Assessment:
    """Return one of them, assessed once."""
    return CREWS[name]()
