"""Question 5: does governance cover the whole portfolio?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.checks.answers import Answer, Answers, fails, passes, unknown
from toolkit.checks.facts import best, day, nowhere
from toolkit.model import Grade

if TYPE_CHECKING:
    import datetime as dt

    from toolkit.checks.facts import Row
    from toolkit.checks.people import People

DECISIONS = ("who may deploy", "decision boundaries", "conflict resolution", "audit log")
REGISTRY = {
    "purpose": "purpose",
    "workflow": "workflow",
    "tier": "tier",
    "approved_by": "approved by",
    "approved_on": "approved on",
}
"""What a registry row must say besides its owner, by column, with the title of the column."""
AT_WORK = ("build", "pilot", "production")


def decided(governance: list[Row]) -> dict[str, Answer]:
    """Answer per decision: written down for all agents passes; one about a single agent only leaves it unknown."""
    rows = [row for row in governance if row["kind"].value == "decision"]
    return {name: _decided(name, [row for row in rows if row["subject"].value == name]) for name in DECISIONS}


def _decided(name: str, rows: list[Row]) -> Answer:
    filled = [row for row in rows if row["text"].value is not None]
    for_all = best([row for row in filled if row["about"].value is None])
    if for_all:
        facts = [row[column] for row in for_all for column in ("text", "date", "owner", "written_by")]
        return passes(f"It is decided for all agents: {name}.", *facts, owner=for_all[0].owner)
    if filled:
        about = filled[0]["about"]
        message = f"“{name.capitalize()}” is decided for {about.text} alone ({about.place}), not for all agents."
        return unknown(message, about, owner=filled[0].owner)
    cell = rows[0]["text"] if rows else nowhere("Governance")
    return unknown(f"Nobody has written down: {name} ({cell.place}).", cell)


def registry_complete(agents: list[Row], as_of: dt.date) -> Answers:
    """Answer per agent in build, pilot or production: a blank among its cells fails; an empty registry is unknown."""
    at_work = [agent for agent in agents if agent["status"].value in AT_WORK]
    return {agent["agent_id"].text: _complete(agent, as_of) for agent in at_work} or _nobody()


def _complete(agent: Row, as_of: dt.date) -> Answer:
    name, owner, approved = agent["name"].text or agent["agent_id"].text, agent.owner, agent.date("approved_on")
    blank = {title: agent[column] for column, title in REGISTRY.items() if agent[column].value is None}
    if blank:
        places = ", ".join(f"{title} ({fact.place})" for title, fact in blank.items())
        message = f"The registry does not say everything about {name}; blank: {places}."
        return fails(message, *blank.values(), owner=owner)
    if approved is not None and approved > as_of:
        status, later = agent["status"], agent["approved_on"]
        message = f"{name} is in {status.text} ({status.place}), but approved only on {day(approved)} ({later.place})."
        return fails(message, status, later, owner=owner)
    return passes(f"The registry is complete for {name}.", *(agent[column] for column in REGISTRY), owner=owner)


def owned(agents: list[Row], people: People) -> Answers:
    """Answer per agent in build, pilot or production: its owner is on People and has not left; a blank owner fails."""
    at_work = [agent for agent in agents if agent["status"].value in AT_WORK]
    return {agent["agent_id"].text: _owned(agent, people) for agent in at_work} or _nobody()


def _owned(agent: Row, people: People) -> Answer:
    name, owner = agent["name"].text or agent["agent_id"].text, agent["owner"]
    if owner.value is None:
        return fails(f"Nobody owns {name} ({owner.place}).", owner)
    said = f"The owner of {name}, {owner.text} ({owner.place}),"
    left, coming, row = people.left(owner.text), people.coming(owner.text), people.in_office(owner.text)
    if left is not None:
        return fails(f"{said} left on {day(left.last)} ({left['until'].place}).", owner, left["until"])
    if coming is not None:
        message = f"{said} is in no role before {day(coming.first)} ({coming['since'].place})."
        return fails(message, owner, coming["since"])
    if not people.rows:
        return unknown(f"{said} cannot be looked up: nobody is listed on People.", nowhere("People"))
    if row is None:
        return fails(f"{said} is nobody on People.", owner)
    behind = [agent.graded("owner", Grade.RECORDED), row.graded("name", Grade.RECORDED)]
    return passes(f"{owner.text} owns {name}.", *behind, owner=owner.text)


def _nobody() -> Answer:
    return unknown("No agent is in build, pilot or production, as far as Agents says.", nowhere("Agents"))
