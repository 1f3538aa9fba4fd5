"""The ownership map as a document to review and sign: who owns what, where two agents do, and what settles it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.render import view_governance, view_routing
from toolkit.render.view_claims import Claim, Claims
from toolkit.render.view_evidence import NOBODY
from toolkit.render.view_index import beside
from toolkit.render.view_matrix import picture
from toolkit.render.view_ownership_records import AgentEntry, Entries, Owned, OwnershipPage, Owning
from toolkit.render.view_ownership_words import (
    SEVERITIES,
    conclusion,
    names,
    planned_says,
    review_says,
    verdict_mark,
    writing_says,
)
from toolkit.render.view_reading import Reading
from toolkit.render.view_records import Chapter, Link, Section
from toolkit.render.view_words import capital, count, date, name_of, shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.results import AssessmentData

MAP, MAP_TEXT = "ownership-map.html", "ownership-map.md"
ITEMS_EACH = 30
"""Things of one kind that are listed for one agent."""

ITEMS_IN_ALL = 2_500
"""Things that are listed before the rest of the agents is left to Excel."""

IN_EXCEL = "in Excel, on the sheet Ownership"
DOES = {
    "starts": "Starts on",
    "writes": "Writes",
    "claims": "Reads or writes",
    "reads": "Reads",
    "sends": "Writes to",
    "hands over": "Hands over to",
    "uses": "Uses",
}
"""What an agent does with a resource, as the head of a list, in order."""


def ownership_page(assessment: AssessmentData, files: Sequence[str]) -> OwnershipPage:
    """Return everything that ``ownership-map.html`` and ``.md`` say; ``files`` are those beside them."""
    reading = Reading(assessment)
    claims = Claims(reading)
    first = _chapters(
        ("map", "The map", picture(claims)),
        ("conflicts", "Open conflicts", view_routing.conflicts(claims) if claims.at_work else None),
    )
    owned = owners(claims)
    then = _chapters(
        ("settled", "Settled by a rule", view_routing.settled(claims)),
        ("apart", "Proved apart", view_routing.apart(claims)),
        ("exceptions", "Exceptions", view_routing.exceptions(claims)),
        ("handoffs", "Handoffs and single points of failure", view_routing.handoffs(claims)),
        ("writing", "Claims in writing, and reviews", view_routing.in_writing(claims)),
        ("events", "Sample events", view_routing.events(claims)),
        ("tiers", "Tiers and approvals", view_governance.tiers(reading)),
        ("decommission", "What needs a new owner", view_governance.decommission(reading)),
    )
    planned = planned_entries(claims)
    entries = {one.anchor: one.title for one in (owned, planned) if one.agents or one.says}
    return OwnershipPage(
        title=f"Ownership map: {name_of(assessment.program.organisation)}",
        assessed=f"as of {date(assessment.program.as_of)}",
        block=_block(claims),
        sign=("Reviewed by", "Date and signature"),
        mark=verdict_mark(claims),
        conclusion=conclusion(claims),
        breath=tuple(said for said in (writing_says(claims), review_says(claims), planned_says(claims)) if said),
        contents=_contents(first, then, entries),
        first=first,
        owners=owned,
        then=then,
        planned=planned,
        beside=_beside(files),
    )


def _beside(files: Sequence[str]) -> tuple[Link, ...]:
    summary = (Link("index.html", "Summary on one page"),) if "index.html" in files else ()
    text = (Link(MAP_TEXT, "This map as text"),) if MAP_TEXT in files else ()
    return (*summary, *text, *beside([file for file in files if file != MAP]))


def _chapters(*given: tuple[str, str, Section | None]) -> tuple[Chapter, ...]:
    return tuple(Chapter(anchor, title, section) for anchor, title, section in given if section)


def _contents(first: Sequence[Chapter], then: Sequence[Chapter], entries: dict[str, str]) -> tuple[Link, ...]:
    parts = [*((one.anchor, one.title) for one in first), ("owners", entries.get("owners", ""))]
    parts += [*((one.anchor, one.title) for one in then), ("planned", entries.get("planned", ""))]
    return tuple(Link(f"#{anchor}", title) for anchor, title in parts if title)


def _block(claims: Claims) -> tuple[tuple[str, str], ...]:
    program, made = claims.reading.assessment.program, claims.reading.assessment.origin
    found = claims.routing.claims
    block = (
        ("As of", date(program.as_of)),
        ("Made from", shorten(made.workbook) or "a table that is not named"),
        ("Program lead", name_of(program.lead, NOBODY)),
        ("Agents at work", f"{len(claims.routing.agents):,}"),
        ("Last review", date(found.last_review) if found.last_review else "none recorded"),
        ("Next review due", date(found.next_review) if found.next_review else "now"),
        ("Toolkit", made.toolkit_version),
    )
    return tuple((name, text) for name, text in block if text)


def owners(claims: Claims) -> Entries:
    """Return what every agent at work claims, those with a finding first."""
    agents = claims.routing.agents
    ordered = sorted(agents, key=lambda agent: (not _is_marked(claims, agent), agent))
    shown, more = _entries(claims, ordered)
    who = claims.name(agents[0]) if len(agents) == 1 else f"each of {count(len(agents), 'agent')} at work"
    says = f"What {who} claims, with its cell." if agents else ""
    return Entries("owners", "Who owns what", says, shown, more)


def _is_marked(claims: Claims, agent: str) -> bool:
    own = claims.by_agent.get(agent, ())
    return agent in claims.routing.unknown_agents or any(claims.found(claim) for claim in own)


def planned_entries(claims: Claims) -> Entries:
    """Return what agents that are only an idea would claim."""
    shown, more = _entries(claims, [agent for agent in claims.planned if claims.by_agent.get(agent)])
    without = len([agent for agent in claims.planned if not claims.by_agent.get(agent)])
    says = planned_says(claims) and "What agents that are only an idea would claim. It does not count above."
    if without and says:
        says += f" {capital(count(without, 'idea'))} {'claims' if without == 1 else 'claim'} nothing yet."
    return Entries("planned", "Planned", says, shown, more)


def _entries(claims: Claims, agents: Sequence[str]) -> tuple[tuple[AgentEntry, ...], str]:
    """Return the agents one after another until the page is full, and how many are left to Excel."""
    shown: list[AgentEntry] = []
    listed_so_far = 0
    for agent in agents:
        listed_so_far += len(claims.by_agent.get(agent, ()))
        if shown and listed_so_far > ITEMS_IN_ALL:
            break
        shown.append(_entry(claims, agent))
    left = len(agents) - len(shown)
    return tuple(shown), f"and {count(left, 'more agent')} {IN_EXCEL}" if left else ""


def _entry(claims: Claims, agent: str) -> AgentEntry:
    row, own = claims.agents.get(agent, {}), claims.by_agent.get(agent, [])
    name, owner = claims.name(agent), name_of(str(row.get("owner") or ""), NOBODY)
    known_as = [shorten(agent)] if shorten(agent) != name else []
    about = " · ".join([*known_as, claims.status(agent) or "status not said", f"owner {owner}"])
    groups = {does: [claim for claim in own if claim.does == does] for does in DOES}
    owns = tuple(_owning(claims, DOES[does], group) for does, group in groups.items() if group)
    missing = ""
    if not own:
        missing = "Nothing is written down about what it owns (sheet Ownership)."
    elif agent in claims.routing.unknown_agents:
        missing = "What starts it is not written down: a trigger row on Ownership would answer."
    return AgentEntry(name, about, owns, missing)


def _owning(claims: Claims, title: str, group: Sequence[Claim]) -> Owning:
    left = len(group) - ITEMS_EACH
    items = tuple(owned_thing(claims, claim) for claim in group[:ITEMS_EACH])
    return Owning(title, items, f"and {left:,} more {IN_EXCEL}" if left > 0 else "")


def owned_thing(claims: Claims, claim: Claim) -> Owned:
    """Return one thing that an agent claims, with what is found about it."""
    found, rule = claims.found(claim), claims.settled(claim)
    notes = ["only verbal"] if claim.place in claims.verbal else []
    if rule is not None and rule.owner != claim.agent:
        notes.append(f"settled: {claims.name(rule.owner)} owns it")
    already = claims.already(claim) if claim.agent in claims.planned else ()
    notes += [f"claimed by {names(claims, already)} already"] if already else []
    text = claims.name(claim.resource) if claim.kind == "handoff" else claim.resource
    mark = SEVERITIES[found[0].severity] if found else None
    return Owned(text, claim.when, claim.place, mark, "; ".join(notes))
