"""Fleets whose health review the tests look at: from nobody to more agents than a page shows in full."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

from tests.evidence.fleets import LAST, agent, lately, weeks
from tests.portfolios import portfolio, workflow
from tests.render.firms import HOSTILE
from tests.render.fleets_of import MARKDOWN
from toolkit.app.assessment import Assessment
from toolkit.app.pipeline import assess
from toolkit.app.workbooks import load_example

Rows = list[dict[str, Any]]
LOW = {"completed": 20, "errors": 1}


def called(agent_id: str, lasts: int = 30, /, **cells: Any) -> dict[str, Any]:
    """Return the registry row of an agent that has been in production for so many complete weeks."""
    return {**agent(agent_id, lasts), **cells}


def fleet(agents: Rows, metrics: Rows, **sheets: Rows) -> Assessment:
    """Return the assessment of these agents and weeks."""
    people = [{"name": "D. Okafor", "role": "program lead"}]
    return assess(portfolio(Agents=agents, Metrics=metrics, **{"People": people, **sheets}))


def of_every_kind() -> Assessment:
    """Return an agent for each verdict: one flat and low, one declining, one twice, one young, one that is well."""
    agents = [
        called("well", name="Well", workflow="invoicing", approved_by="J. Park"),
        called("low", name="Low", approved_by="J. Park", owner="L. Chen"),
        called("falls", name="Falls", owner="A. Novak", last_retrained=dt.date(2025, 11, 3)),
        called("twin", name="Twin", workflow="invoicing"),
        called("young", 5, name="Young", owner=None),
    ]
    metrics = [
        *weeks("well"),
        *weeks("low", 30, **LOW),
        *weeks("falls", 30, completed=lambda week: 85 - week, errors=lately(30, 9, 2)),
        *weeks("twin", 30, completed=65),
        *weeks("young", 5),
    ]
    claims = [
        {"agent": "low", "kind": "trigger", "resource": "inbox:low", "access": "read"},
        {"agent": "low", "kind": "field", "resource": "crm.contact.source", "access": "write"},
    ]
    return fleet(agents, metrics, Workflows=[workflow("invoicing")], Ownership=claims)


def hostile() -> Assessment:
    """Return agents whose every free cell holds hostile text, each of them to retire."""
    texts = [*HOSTILE, *MARKDOWN]
    agents = [called(f"a{i}", name=text, owner=text, approved_by=text) for i, text in enumerate(texts)]
    metrics = [row for i in range(len(texts)) for row in weeks(f"a{i}", 30, **LOW)]
    claims = [
        {"agent": f"a{i}", "kind": kind, "resource": text, "access": "write"}
        for i, text in enumerate(texts)
        for kind in ("trigger", "field", "output")
    ]
    return fleet(agents, metrics, Ownership=claims)


def many(number: int = 60) -> Assessment:
    """Return many agents without a single week."""
    since = LAST - dt.timedelta(weeks=20)
    return fleet([called(f"a{i:02}", name=f"Agent {i}", production_since=since) for i in range(number)], [])


@cache
def named(name: str) -> Assessment:
    """Return one of the fleets by name."""
    return FLEETS[name]()


FLEETS = {
    "nobody": lambda: fleet([], []),
    "one": lambda: fleet([called("intake")], weeks()),
    "every kind": of_every_kind,
    "hostile": hostile,
    "many": many,
    "ready": lambda: assess(load_example("ready")),
    "compound": lambda: assess(load_example("compound")),
}
