"""The parts of the notebook about routing: who owns what, where two agents do, and what settles it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.render import view_governance, view_routing
from toolkit.render.view_claims import Claims
from toolkit.render.view_matrix import picture
from toolkit.render.view_ownership import DOES, IN_EXCEL, owners, planned_entries
from toolkit.render.view_ownership_words import conclusion, planned_says, review_says, writing_says
from toolkit.render.view_parts import Head, Part, of_section, page_head
from toolkit.render.view_reading import Reading
from toolkit.render.view_records import Cell, Column, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.render.view_ownership_records import AgentEntry, Entries, Owned
    from toolkit.results import AssessmentData

ROWS_SHOWN = 10
ROWS_MOST = 60
ITEMS_SHOWN = 4
NO_AGENT = "No agent is at work yet."


def ownership(reading: Reading) -> Part:
    """Return who owns how much, whether two are in each other's way, and the map as a picture."""
    claims = Claims(reading)
    section = picture(claims)
    notes = (section.says,) if section else ()
    return Part(conclusion(claims), notes, pictures=section.pictures if section else ())


def who(reading: Reading) -> Part:
    """Return what every agent at work claims, a row each."""
    return _entries(owners(Claims(reading)), "Who owns what", NO_AGENT)


def planned(reading: Reading) -> Part:
    """Return what agents that are only an idea would claim, and what somebody at work claims already."""
    claims = Claims(reading)
    return _entries(planned_entries(claims), "What ideas would claim", "No agent is planned.", planned_says(claims))


def _entries(entries: Entries, caption: str, otherwise: str, says: str = "") -> Part:
    if not entries.agents:
        return Part(entries.says or otherwise)
    heads = [head for head in DOES.values() if any(_of(agent, head) for agent in entries.agents)]
    rows = tuple(
        (Cell(agent.name, agent.missing or agent.about), *(_cell(_of(agent, head)) for head in heads))
        for agent in entries.agents[:ROWS_MOST]
    )
    left = len(entries.agents) - len(rows)
    more = f"and {left:,} more {IN_EXCEL}" if left > 0 else entries.more
    columns = tuple(Column(head) for head in ("Agent", *heads))
    table = Table(caption, columns, rows[:ROWS_SHOWN], rows[ROWS_SHOWN:], more)
    return Part(says or entries.says, (entries.says,) if says else (), tables=(table,))


def _of(agent: AgentEntry, head: str) -> tuple[Owned, ...]:
    return next((each.items for each in agent.owns if each.title == head), ())


def _cell(items: Sequence[Owned]) -> Cell:
    shown = [_item(one) for one in items[:ITEMS_SHOWN]]
    left = len(items) - len(shown)
    text = "; ".join(shown) + (f" and {left:,} more" if left > 0 else "")
    cells = ", ".join(one.place.partition("!")[2] for one in items[:ITEMS_SHOWN])
    return Cell(text or "–", f"Ownership!{cells}" if cells else "")


def _item(one: Owned) -> str:
    mark = f"{one.mark.shape} {one.mark.word}: " if one.mark else ""
    said = ", ".join(part for part in (one.when, one.note) if part)
    return f"{mark}{one.text}{f' ({said})' if said else ''}"


def conflicts(reading: Reading) -> Part:
    """Return what is open, with proof and proposed resolution."""
    return of_section(view_routing.conflicts(Claims(reading)), "")


def settled(reading: Reading) -> Part:
    """Return which shared resources are settled, and by which rule."""
    return of_section(view_routing.settled(Claims(reading)), "No resource is shared under a rule.")


def apart(reading: Reading) -> Part:
    """Return which triggers no message starts together, and why."""
    return of_section(view_routing.apart(Claims(reading)), "No two triggers on one channel had to be told apart.")


def exceptions(reading: Reading) -> Part:
    """Return where the exceptions of every agent go."""
    return of_section(view_routing.exceptions(Claims(reading)), NO_AGENT)


def handoffs(reading: Reading) -> Part:
    """Return who hands work to whom, and the single points of failure."""
    return of_section(view_routing.handoffs(Claims(reading)), "No agent hands work to another.")


def in_writing(reading: Reading) -> Part:
    """Return which claims are only verbal, and when the map was reviewed."""
    return of_section(view_routing.in_writing(Claims(reading)), "")


def events(reading: Reading) -> Part:
    """Return which sample events start two agents."""
    return of_section(view_routing.events(Claims(reading)), "")


def tiers(reading: Reading) -> Part:
    """Return the tier of every agent at work and whether it has the approval that it needs."""
    return of_section(view_governance.tiers(reading), "No agent at work needs an approval yet.")


def decommission(reading: Reading) -> Part:
    """Return what agents that are retired, or to be, still claim alone."""
    return of_section(view_governance.decommission(reading), "No agent is retired or to be retired.")


def routing_head(assessment: AssessmentData, links: tuple[tuple[str, str], ...]) -> Head:
    """Return the head of the page of routing."""
    claims = Claims(Reading(assessment))
    breath = (writing_says(claims), review_says(claims))
    return page_head(claims.reading, "who owns what", conclusion(claims), breath, links)
