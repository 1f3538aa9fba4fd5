"""Says in a line what an agent claims, and what the race detector makes of it."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

from tests.portfolios import portfolio
from toolkit.checks.routing import find_collisions
from toolkit.policy import Policy, load_policy
from toolkit.results import RoutingResult

Rows = list[dict[str, Any]]
AS_OF = dt.date(2026, 6, 30)
INBOX = "inbox:ap@northwind.example"


def terms(text: str) -> tuple[str, ...] | None:
    return tuple(part.strip() for part in text.split(";")) if text else None


def claim(agent: str, kind: str, resource: str, **cells: Any) -> dict[str, Any]:
    return {"agent": agent, "kind": kind, "resource": resource, **cells}


def trigger(agent: str, contains: str = "", excludes: str = "", channel: str = INBOX, **cells: Any) -> dict[str, Any]:
    lists = {"contains_any": terms(contains), "excludes_any": terms(excludes)}
    return claim(agent, "trigger", channel, **{**lists, "timing": "on event", **cells})


def writes(agent: str, resource: str, **cells: Any) -> dict[str, Any]:
    return claim(agent, "field", resource, **{"access": "write", **cells})


def reads(agent: str, resource: str, **cells: Any) -> dict[str, Any]:
    return claim(agent, "field", resource, access="read", **cells)


def output(agent: str, resource: str, **cells: Any) -> dict[str, Any]:
    return claim(agent, "output", resource, **{"access": "write", **cells})


def hands(agent: str, to: str, stop: str | None = None) -> dict[str, Any]:
    rule = {} if stop is None else {"rule": "stop condition", "rule_detail": stop or None}
    return claim(agent, "handoff", to, **rule)


def nth(number: str | None) -> dict[str, Any]:
    return {"rule": "sequence", "rule_detail": number}


def agent(agent_id: str, **cells: Any) -> dict[str, Any]:
    return {"agent_id": agent_id, "status": "production", **cells}


@cache
def policy() -> Policy:
    return load_policy()


def look(claims: Rows, agents: Rows | None = None, simulate: tuple[str, ...] = (), **sheets: Rows) -> RoutingResult:
    """Return what is found; agents that are not given are in production, without anything else known."""
    given = {one["agent_id"] for one in agents or []}
    named = dict.fromkeys(one["agent"] for one in claims)
    registry = [*(agents or []), *(agent(name) for name in named if name not in given)]
    read = portfolio(Ownership=claims, Agents=registry, **sheets)
    return find_collisions(read, policy(), AS_OF, simulate=frozenset(simulate))


def kinds(found: RoutingResult) -> list[tuple[str, str, tuple[str, ...], str]]:
    """Return severity, kind, agents and resource of everything found."""
    everything = (*found.collisions, *found.warnings, *found.unknown)
    return [(one.severity, one.kind, one.agents, one.resource) for one in everything]
