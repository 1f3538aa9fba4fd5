"""Exceptions: to one named person in office, within the policy's hours, in order where two agents share that person."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from toolkit.checks.facts import Row, day
from toolkit.checks.people import People, person
from toolkit.checks.routing.words import others
from toolkit.model import Outcome
from toolkit.results import Collision, ExceptionRoute, Gap

if TYPE_CHECKING:
    from toolkit.checks.routing.registry import Registry

_SEVERAL = re.compile(r"[;,/&\n]|\band\b|\bor\b", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class _Desk:
    """One person and the agents behind them, by id, with their rows."""

    person: str
    agents: dict[str, Row]

    @cached_property
    def unordered(self) -> set[str]:
        """Which of them have no priority of their own; none where there is a single agent."""
        if len(self.agents) <= 1:
            return set()
        priorities = {agent: _whole(row) for agent, row in self.agents.items()}
        held = Counter(priorities.values())
        return {agent for agent, priority in priorities.items() if priority is None or held[priority] > 1}


def _whole(row: Row) -> int | None:
    value = row["exception_priority"].value
    return None if value is None else int(float(value))


def find_exceptions(registry: Registry, hours: float) -> tuple[list[ExceptionRoute], list[Collision]]:
    """Return the route of every agent that counts, by id, and the persons whose agents have no order, by name.

    A blank person, one who is not on *People* or holds no role in office, several persons in one cell, and a deadline
    above ``hours`` fail; a blank deadline, and a person while *People* is empty, are unknown.
    """
    portfolio, as_of = registry.portfolio, registry.as_of
    rows = {one.id: Row(portfolio, "Agents", one.row, one.cells, as_of) for one in registry.agents.values()}
    listed = (Row(portfolio, "People", number, cells, as_of) for number, cells in portfolio.cells("People").items())
    people = People(tuple(listed), as_of)
    desks: dict[str, _Desk] = {}
    for agent, row in rows.items():
        key = person(row["exception_owner"].value)
        if key:
            desks.setdefault(key, _Desk(row["exception_owner"].text, {})).agents[agent] = row
    routes = []
    for agent, row in rows.items():
        desk = desks.get(person(row["exception_owner"].value))
        routes.append(_route(registry.name(agent), row, desk, people, hours))
    return routes, [_unordered(registry, desk) for _, desk in sorted(desks.items()) if desk.unordered]


def _route(name: str, row: Row, desk: _Desk | None, people: People, hours: float) -> ExceptionRoute:
    agent, typed, sla = row["agent_id"].text, row["exception_owner"], row["exception_sla"]
    role, number = people.in_office(typed.value), _whole(row)
    gaps = [*_person_gaps(name, row, people), *_deadline_gaps(name, row, hours)]
    if desk and agent in desk.unordered:
        priority = row["exception_priority"]
        said = "no priority" if number is None else f"priority {number}, which another one has too,"
        message = f"{name} has {said} among {len(desk.agents)} agents behind {typed.text} ({priority.place})."
        gaps.append(Gap("priority", Outcome.FAIL, message, (priority.evidence,)))
    return ExceptionRoute(
        agent=agent,
        person=typed.text,
        role=role["role"].text if role else "",
        hours=None if sla.value is None else float(sla.value),
        priority=number,
        shares_with=len(desk.agents) - 1 if desk else 0,
        gaps=tuple(gaps),
        evidence=(typed.evidence, sla.evidence),
    )


def _person_gaps(name: str, row: Row, people: People) -> list[Gap]:
    typed = row["exception_owner"]
    if typed.value is None:
        message = f"Nobody is named for the exceptions of {name} ({typed.place})."
        return [Gap("nobody", Outcome.FAIL, message, (typed.evidence,))]
    said = f"{typed.text}, who gets the exceptions of {name} ({typed.place}),"
    if people.in_office(typed.value):
        return []
    left = people.left(typed.value)
    if left is not None:
        message = f"{said} left on {day(left.last)} ({left['until'].place})."
        return [Gap("left", Outcome.FAIL, message, (typed.evidence, left["until"].evidence))]
    if len([part for part in _SEVERAL.split(typed.text) if people.named(part)]) > 1:
        message = f"The exceptions of {name} go to several people at once: {typed.text} ({typed.place})."
        return [Gap("several people", Outcome.FAIL, message, (typed.evidence,))]
    coming = people.coming(typed.value)
    if coming is not None:
        message = f"{said} is in no role before {day(coming.first)} ({coming['since'].place})."
        return [Gap("no role", Outcome.FAIL, message, (typed.evidence, coming["since"].evidence))]
    if not people.rows:
        message = f"{said} cannot be looked up: nobody is listed on People."
        return [Gap("no role", Outcome.UNKNOWN, message, (typed.evidence,))]
    return [Gap("no role", Outcome.FAIL, f"{said} has no role on People.", (typed.evidence,))]


def _deadline_gaps(name: str, row: Row, hours: float) -> list[Gap]:
    sla = row["exception_sla"]
    if sla.value is None:
        message = f"Nothing says within how many hours an exception of {name} is dealt with ({sla.place})."
        return [Gap("deadline", Outcome.UNKNOWN, message, (sla.evidence,))]
    if float(sla.value) > hours:
        message = (
            f"An exception of {name} may wait for {float(sla.value):g} hours; {hours:g} are allowed ({sla.place})."
        )
        return [Gap("deadline", Outcome.FAIL, message, (sla.evidence,))]
    return []


def _unordered(registry: Registry, desk: _Desk) -> Collision:
    concerned, agents = desk.unordered, tuple(sorted(desk.agents))
    owner = registry.owner(agents)
    name, rest = registry.name(owner), others(agents, owner, registry)
    cells = tuple(desk.agents[agent]["exception_priority"].evidence for agent in sorted(concerned))
    return Collision(
        kind="exception",
        agents=agents,
        resource=desk.person,
        witness=f"An exception of {name} and one of {rest} at the same time.",
        resolution=f"{name} comes first at {desk.person}: priority 1; {rest} after it, each with its own priority.",
        message=f"{desk.person} gets the exceptions of {len(agents)} agents, "
        f"of which {len(concerned)} have no priority of their own.",
        evidence=cells,
    )
