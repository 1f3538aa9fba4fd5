"""Large registries: agents with ten claims each, one inbox that many share, and the naive way to look at them."""

from __future__ import annotations

import random
from itertools import combinations
from typing import Any

from tests.portfolios import portfolio
from toolkit.checks.routing.conditions import condition, overlap
from toolkit.checks.routing.patterns import meet, pattern
from toolkit.sheets import Portfolio

WORDS = ("invoice", "payment", "order", "delivery", "refund", "contract", "leave", "travel", "tax", "audit", "quote")
SHARED = 200
"""How many agents share one inbox."""


def registry(agents: int, seed: int = 0) -> Portfolio:
    """Return so many agents in production, each with three triggers, four fields, an output, a handoff, a component."""
    draw = random.Random(seed)
    names = [f"agent{i:05}" for i in range(agents)]
    claims = [row for i, name in enumerate(names) for row in _claims(draw, name, i, names)]
    for name in names[: min(SHARED, agents)]:
        claims.append({"agent": name, "kind": "trigger", "resource": "inbox:shared", "contains_any": _terms(draw, 2)})
    people = [{"name": f"P. Person{i}", "role": "agent operator"} for i in range(0, agents, 20)]
    rows = [_agent(name, i) for i, name in enumerate(names)]
    return portfolio(Agents=rows, Ownership=claims, People=people)


def _agent(name: str, i: int) -> dict[str, Any]:
    desk = {"exception_owner": f"P. Person{i // 20 * 20}", "exception_sla": 8, "exception_priority": i % 20 + 1}
    return {"agent_id": name, "name": name.title(), "status": "production", "production_since": "2026-01-05", **desk}


def _terms(draw: random.Random, count: int) -> tuple[str, ...]:
    return tuple(f"{draw.choice(WORDS)} {draw.randrange(1000)}" for _ in range(count))


def _claims(draw: random.Random, name: str, i: int, names: list[str]) -> list[dict[str, Any]]:
    written = {"agent": name, "written_by": "S. Iyer", "written_on": "2026-05-04"}
    exclusive = {"resource": f"inbox:{i // 2}", "contains_any": (WORDS[i % 2],), "excludes_any": (WORDS[1 - i % 2],)}
    team = {"resource": f"channel:{i // 4}", "contains_any": _terms(draw, 3), "excludes_any": _terms(draw, 5)}
    clock = {"resource": f"schedule:{i}", "timing": "schedule"}
    fields = [f"system{i % 50}.object{i}.field{j}" for j in range(3)] + [f"system{i % 50}.object{i // 3}.status"]
    return [
        *({**written, "kind": "trigger", **cells} for cells in (exclusive, team, clock)),
        *({**written, "kind": "field", "resource": one, "access": "write"} for one in fields),
        {**written, "kind": "output", "resource": f"mail:{i}", "access": "write"},
        *([{**written, "kind": "handoff", "resource": names[i + 1]}] if i + 1 < len(names) else []),
        {**written, "kind": "component", "resource": "monitoring", "access": "shared"},
    ]


def one_inbox(agents: int, *, exclusive: bool) -> Portfolio:
    """Return agents that all answer in one inbox: to whatever is urgent, or each pair excluding each other.

    Exclusive is the hardest case: no agent that is found spares looking at another one. The digits of an agent's number
    are tallied, and it excludes what starts like its own text and goes on with one more stroke: four exclusions.
    """
    rows = [{"agent_id": f"agent{i:05}", "status": "production"} for i in range(agents)]
    return portfolio(Agents=rows, Ownership=[_in_one_inbox(i, exclusive=exclusive) for i in range(agents)])


def _in_one_inbox(i: int, *, exclusive: bool) -> dict[str, Any]:
    terms, without = (f"<{i:04}>", "urgent"), (f"no {i:04}",)
    if exclusive:
        tally = [f"{mark}{'x' * int(digit)}" for mark, digit in zip("abcd", f"{i:04}", strict=True)]
        terms = ("".join((*tally, "e")),)
        without = tuple("".join((*tally[:count], "x")) for count in range(1, len(tally) + 1))
    lists = {"contains_any": terms, "excludes_any": without}
    return {"agent": f"agent{i:05}", "kind": "trigger", "resource": "inbox:shared", **lists}


def naive(read: Portfolio) -> int:
    """Compare every two claims; return how many pairs collide. What the race detector is measured beside."""
    claims = list(read["Ownership"].itertuples())
    found = 0
    ready = [
        (one.agent, one.kind, one.resource.casefold(), condition(_list(one.contains_any), _list(one.excludes_any)))
        for one in claims
    ]
    for (agent, kind, resource, own), (other, its_kind, its_resource, its) in combinations(ready, 2):
        if agent == other or kind != its_kind:
            continue
        if kind == "trigger":
            found += resource == its_resource and overlap(own, its) is not None
        elif kind == "field":
            found += meet(pattern(resource), pattern(its_resource)) is not None
        elif kind == "output":
            found += resource == its_resource
    return found


def _list(cell: object) -> tuple[str, ...]:
    return cell if isinstance(cell, tuple) else ()
