"""Exceptions to one named person in time and in order; handoffs that end, and that somebody takes (race detector)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from toolkit.checks.answers import Answer, Answers, Fact, fails, not_applicable, passes, unknown
from toolkit.checks.claimed import Claimed, add, subject
from toolkit.checks.facts import nowhere
from toolkit.model import Grade, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from toolkit.checks.facts import Row
    from toolkit.checks.people import People
    from toolkit.policy import Policy
    from toolkit.results import ExceptionRoute, Gap, Handoff, SinglePoint

PERSON = ("nobody", "several people", "no role", "left")
"""What can be wrong about the person behind an agent, as the race detector calls it."""
LEADS = {
    "idea": "an agent that is not built yet",
    "retired": "an agent that is retired",
    "left": "somebody whose roles have all ended or are still to come",
    "nobody": "neither an agent nor a person on People",
}


def exceptions_named(claimed: Claimed, people: People) -> Answers:
    """Answer per agent at work. Pass: one person who is in a role on People; a blank, a list, nobody there fails."""

    def answer(route: ExceptionRoute, row: Row, name: str) -> Answer:
        gap = _gap(route, *PERSON)
        if gap is not None:
            return _lacking(gap, row, nowhere("People"))
        office = people.in_office(route.person)
        behind = [] if office is None else [office.graded("name", Grade.RECORDED)]
        message = (
            f"The exceptions of {name} go to {route.person}, {route.role or 'in a role that People leaves blank'}."
        )
        return passes(message, row.graded("exception_owner", Grade.RECORDED), *behind, owner=row.owner)

    return _per_agent(claimed, answer)


def exceptions_in_time(claimed: Claimed, policy: Policy) -> Answers:
    """Answer per agent at work. Pass: dealt with within the policy's hours; a blank is unknown."""
    hours = policy.number("routing.exception_hours")

    def answer(route: ExceptionRoute, row: Row, name: str) -> Answer:
        gap = _gap(route, "deadline")
        if gap is not None:
            return _lacking(gap, row)
        message = f"An exception of {name} is dealt with within {route.hours:g} hours; {hours:g} are allowed."
        return passes(message, row["exception_sla"], owner=row.owner)

    return _per_agent(claimed, answer)


def exceptions_ordered(claimed: Claimed) -> Answers:
    """Answer per agent at work. Pass: a priority of its own among the agents behind one person; alone: no question."""

    def answer(route: ExceptionRoute, row: Row, name: str) -> Answer:
        person, gap = row["exception_owner"], _gap(route, "priority")
        if gap is not None:
            return _lacking(gap, row)
        if not route.person:
            message = (
                f"Nobody is named for the exceptions of {name} ({person.place}), so nobody knows what they wait for."
            )
            return unknown(message, person, owner=row.owner)
        if not route.shares_with:
            return not_applicable(f"{route.person} is behind no other agent than {name}.")
        message = f"{name} has priority {route.priority} among {route.shares_with + 1} agents behind {route.person}."
        return passes(message, row["exception_priority"], owner=row.owner)

    return _per_agent(claimed, answer)


def _per_agent(claimed: Claimed, answer: Callable[[ExceptionRoute, Row, str], Answer]) -> Answers:
    if not claimed.agents:
        return unknown("Nobody has listed any agent.", nowhere("Agents"))
    found = {
        route.agent: answer(route, claimed.registry[route.agent], claimed.name(route.agent))
        for route in claimed.routing.exceptions
    }
    return found or not_applicable("No agent is in build, pilot or production, so none has exceptions.")


def _gap(route: ExceptionRoute, *whats: str) -> Gap | None:
    return next((gap for gap in route.gaps if gap.what in whats), None)


def _lacking(gap: Gap, row: Row, *would_answer: Fact) -> Answer:
    facts = [Fact(None, evidence) for evidence in gap.evidence]
    if gap.outcome is Outcome.FAIL:
        return fails(gap.message, *facts, owner=row.owner)
    return unknown(gap.message, *would_answer, *facts, owner=row.owner)


def handoffs_end(claimed: Claimed, shown: int) -> Answers:
    """Answer per circle of handoffs; pass without any. One with a stop condition that nobody wrote down is unknown."""
    nothing = _no_handoffs(claimed)
    if nothing is not None:
        return nothing
    found: dict[str, Answer] = {}
    for one in (*claimed.routing.collisions, *claimed.routing.unknown):
        if one.kind == "handoff":
            add(found, subject(one.resource), claimed.collides(one))
    return found or passes("Every handoff comes to an end.", *_facts(claimed.routing.handoffs[:shown]))


def handoffs_received(claimed: Claimed, people: People) -> Answers:
    """Answer per handoff. Pass: an agent at work or a person in a role takes it; nobody, or one who left, fails."""
    nothing = _no_handoffs(claimed)
    if nothing is not None:
        return nothing
    found: dict[str, Answer] = {}
    for one in claimed.routing.handoffs:
        add(found, f"{one.agent}: {subject(one.to)}", _received(claimed, one, people))
    return found


def _received(claimed: Claimed, one: Handoff, people: People) -> Answer:
    name, facts, owner = claimed.name(one.agent), _facts([one]), claimed.owner([one.agent])
    to = claimed.name(one.to) if one.to in claimed.registry else one.to
    if not one.is_dangling:
        return passes(f"{name} hands work to {to}.", *facts, owner=owner)
    if one.leads_to == "nobody" and not people.rows:
        message = f"{name} hands work to {to}, who cannot be looked up: nobody is listed on People."
        return unknown(message, nowhere("People"), *facts, owner=owner)
    place = facts[0].place if facts else "Ownership"
    return fails(f"{name} hands work to {to}, {LEADS[one.leads_to]} ({place}).", *facts, owner=owner)


def single_points(claimed: Claimed, shown: int) -> Answers:
    """Pass: the handoffs hold together without any one agent. One that all ways go through is told."""
    nothing = _no_handoffs(claimed)
    if nothing is not None:
        return nothing
    ends: dict[str, list[Handoff]] = defaultdict(list)
    for handoff in claimed.routing.handoffs:
        for agent in {handoff.agent, handoff.to}:
            ends[agent].append(handoff)
    found = {one.agent: _single(claimed, one, ends[one.agent][:shown]) for one in claimed.routing.single_points}
    return found or passes(
        "The handoffs hold together without any one agent.", *_facts(claimed.routing.handoffs[:shown])
    )


def _single(claimed: Claimed, one: SinglePoint, own: list[Handoff]) -> Answer:
    around = sorted({*one.before, *one.after})
    names = [claimed.name(agent) for agent in around]
    message = f"Without {claimed.name(one.agent)} these are cut off from each other: {', '.join(names)}."
    return fails(message, *_facts(own), owner=claimed.owner([one.agent]))


def _no_handoffs(claimed: Claimed) -> Answer | None:
    nothing = claimed.nothing()
    if nothing is not None:
        return nothing
    return (
        None
        if claimed.routing.handoffs
        else not_applicable("No agent at work hands work on, as far as Ownership says.")
    )


def _facts(handoffs: Iterable[Handoff]) -> list[Fact]:
    return [Fact(one.to, evidence) for one in handoffs for evidence in one.evidence]
