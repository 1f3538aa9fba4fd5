"""What an agent works with: systems and data with their owners, what it claims, its tier, the platform's parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.render.view_evidence import NOBODY
from toolkit.render.view_governance import TIER_HEADS, tier_row
from toolkit.render.view_grounds import data, data_says, integration_says
from toolkit.render.view_ownership import DOES, owned_thing
from toolkit.render.view_playbook_records import Blank, Part
from toolkit.render.view_playbook_sources import missing
from toolkit.render.view_records import Cell, Column, Table
from toolkit.render.view_routing import CONFLICT_HEADS, ROUTE_HEADS, conflict_row, route_row, table
from toolkit.render.view_words import (
    SPACE,
    UNKNOWN,
    article,
    capital,
    count,
    date,
    days,
    listed,
    name_of,
    number_word,
    plain,
    shorten,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.render.view_claims import Claim
    from toolkit.render.view_playbook_sources import Row, Subject

CLAIMS_SHOWN = 40
SHARED_KINDS = ("data access", "monitoring", "cost tracking")
"""Kinds of which each agent needs one, beside the connectors of its systems."""

RISKS = (
    ("data_sensitivity", "Data sensitivity"),
    ("external_visibility", "External visibility"),
    ("financial_impact", "Financial impact"),
)
ACTIONS = (
    ("autonomous_actions", "May do alone"),
    ("approval_actions", "May do once a person approves"),
    ("never_actions", "Must never do"),
)


def _ids(subject: Subject, column: str) -> list[str]:
    found = subject.one.figure(column).value
    return [] if found in (None, "none") else str(found).split("; ")


def systems(subject: Subject) -> Part:
    """Return the systems it reads and writes and the data it needs, with owners and the work of connecting them."""
    read, written = _ids(subject, "systems_read"), _ids(subject, "systems_written")
    both = list(dict.fromkeys([*read, *written]))
    taken = subject.one.integration.system_days
    blank, rows, unowned = subject.sources.blank_row("Systems"), [], []
    for system in both:
        row = subject.sources.systems.get(system, blank)
        owner = row.name("owner")
        unowned += [] if owner else [f"{subject.reading.name('Systems', system)} ({row.place('owner')})"]
        does = listed([word for word, ids in (("reads", read), ("writes", written)) if system in ids])
        needs = Cell(days(taken[system])) if system in taken else Cell(UNKNOWN, is_missing=True)
        rows.append(
            (
                *(Cell(subject.reading.name("Systems", system)), Cell(does)),
                *(Cell(owner or NOBODY, is_missing=not owner), Cell(row.text("interface") or UNKNOWN), needs),
                Cell(row.place("owner")),
            )
        )
    heads = (Column("System"), Column("The agent"), Column("Owner"), Column("Interface"), Column("Connecting", True))
    tables = [Table("Systems", (*heads, Column("Cell")), tuple(rows))] if rows else []
    tables += _data_tables(subject)
    notes = [data_says(subject.reading, subject.one)]
    notes += [f"Nobody is named as owner of {listed(unowned)}."] if unowned else []
    return Part(
        "systems",
        "Systems and data",
        integration_says(subject.reading, subject.one),
        tuple(notes),
        subject.written("data and integration"),
        tables=tuple(tables),
        blanks=subject.blanks("data and integration", subject.expert, "what must be cleaned or connected first"),
    )


def _data_tables(subject: Subject) -> list[Table]:
    """Return the data it needs with owner, access and score; nothing where none is named."""
    known = data(subject.reading, subject.one)
    blank, rows = subject.sources.blank_row("Data sources"), []
    for source, (name, score, share, unknown) in zip(
        _ids(subject, "data_sources"), known.rows if known else (), strict=True
    ):
        row = subject.sources.data.get(source, blank)
        owner, access, system = row.name("owner"), row.text("access"), row.value("system")
        lives = subject.reading.name("Systems", str(system)) if system else UNKNOWN
        rows.append(
            (
                *(name, Cell(lives, is_missing=not system), Cell(owner or NOBODY, is_missing=not owner)),
                *(Cell(access or UNKNOWN, is_missing=not access), score, share, unknown),
                Cell(row.place("owner")),
            )
        )
    heads = ("Data", "Lives in", "Owner", "Access", "Score", "Known", "Not known yet", "Cell")
    columns = tuple(Column(head, head in ("Score", "Known")) for head in heads)
    return [Table("Data the agent needs", columns, tuple(rows))] if rows else []


def claims(subject: Subject, agents: Sequence[Row]) -> Part:
    """Return what starts the agents, what they write and to whom they hand over, and every conflict about it."""
    found, of = subject.sources.claims, [subject.of(agent) for agent in agents]
    own = [claim for agent in of for claim in found.by_agent.get(agent, ())]
    open_ones = [
        one
        for one in (*found.routing.collisions, *found.routing.warnings, *found.routing.unknown)
        if set(one.agents) & set(of)
    ]
    tables = [_claim_table(subject, own)] if own else []
    if open_ones:
        tables.append(table("Open with other agents", CONFLICT_HEADS, [conflict_row(one) for one in open_ones]))
    notes = []
    shared = {agent for claim in own for agent in found.already(claim) if agent not in of}
    if shared and not open_ones:
        names = listed([found.name(agent) for agent in sorted(shared)])
        notes.append(
            f"What {names} claims already is marked. A rule on Ownership (dispatch queue, sequence) settles it."
        )
    blanks = (
        Blank(subject.owner, "what starts the agent, which fields it writes, where its output goes (sheet Ownership)"),
    )
    return Part(
        "claims",
        "Triggers, fields and outputs",
        _claims_say(agents, own, len(shared), len(open_ones)),
        tuple(notes),
        tables=tuple(tables),
        blanks=() if own else blanks,
    )


def _claims_say(agents: Sequence[Row], own: Sequence[Claim], shared: int, open_ones: int) -> str:
    if not agents:
        return "No agent is planned for it yet: a row on Agents with status idea, and its rows on Ownership, would say."
    if not own:
        return "Nothing is written down about what it would start on, read and write (sheet Ownership)."
    counted = {does: sum(claim.does == does for claim in own) for does in ("starts", "writes", "sends", "hands over")}
    words = {"starts": "trigger", "writes": "written field", "sends": "output", "hands over": "handoff"}
    parts = [count(number, words[does]) for does, number in counted.items() if number]
    unstarted = "" if counted["starts"] else " What starts it is not written down (sheet Ownership)."
    said = f"It claims {listed(parts)}" if parts else f"It claims {count(len(own), 'thing')}"
    if open_ones:
        return f"{said}; {count(open_ones, 'thing')} {'is' if open_ones == 1 else 'are'} open with others.{unstarted}"
    if shared:
        return f"{said}; some of it {count(shared, 'other agent')} at work claims already.{unstarted}"
    return f"{said}; no agent at work claims the same.{unstarted}"


def _claim_table(subject: Subject, own: Sequence[Claim]) -> Table:
    rows = []
    order = list(DOES)
    for claim in sorted(own, key=lambda one: order.index(one.does) if one.does in order else len(order)):
        thing = owned_thing(subject.sources.claims, claim)
        mark = f"{thing.mark.shape}{SPACE}{thing.mark.word}" if thing.mark else ""
        standing = "; ".join(part for part in (mark, thing.note) if part)
        rows.append(
            (
                *(Cell(thing.text), Cell(DOES.get(claim.does, claim.does))),
                *(Cell(thing.when or "–"), Cell(standing or "–"), Cell(thing.place)),
            )
        )
    columns = tuple(Column(head) for head in ("What", "The agent", "When, by which rule", "Standing", "Cell"))
    left = len(rows) - CLAIMS_SHOWN
    more = f"and {left:,} more in Excel, on the sheet Ownership" if left > 0 else ""
    return Table("What it claims", columns, tuple(rows[:CLAIMS_SHOWN]), more=more)


def exceptions(subject: Subject, agents: Sequence[Row]) -> Part:
    """Return to whom exceptions go and within how many hours; nobody is said with the cell that would answer."""
    routes = {one.agent: one for one in subject.sources.claims.routing.exceptions}
    hours = plain(subject.reading.policy("routing.exception_hours"))
    row = agents[0] if agents else subject.sources.blank_row("Agents")
    person, sla = row.name("exception_owner"), row.text("exception_sla")
    if person and sla:
        says = f"Exceptions go to {person} ({row.place('exception_owner')}) within {sla} hours; {hours} are allowed."
    elif person:
        says = missing(f"Exceptions go to {person}; within how many hours is not said", row, "exception_sla")
    else:
        says = missing("Nobody is named to whom exceptions go", row, "exception_owner")
    known = [route_row(subject.sources.claims, routes[of]) for of in map(subject.of, agents) if of in routes]
    return Part(
        "exceptions",
        "Exceptions",
        says,
        tables=(table("Exceptions", ROUTE_HEADS, known),) if known else (),
        blanks=()
        if person and sla
        else (Blank(subject.owner, f"who deals with exceptions, and within how many hours (at most {hours})"),),
    )


def tier(subject: Subject, agents: Sequence[Row]) -> Part:
    """Return the tier, whose approval that needs, and what the agent may do alone, with approval and never."""
    row, found = (
        subject.row,
        [subject.sources.tiers[of] for of in map(subject.of, agents) if of in subject.sources.tiers],
    )
    unsaid = [(column, title) for column, title in (*RISKS, *ACTIONS) if row.value(column) is None]
    rows = tuple(_stated(subject, column, title) for column, title in (*RISKS, *ACTIONS))
    columns = (Column("What"), Column("Answer"), Column("Cell"))
    tables = [Table("Risks and actions", columns, rows)]
    if found:
        tables.append(table("Tier and approval", TIER_HEADS, [tier_row(one) for one in found]))
    notes = []
    if unsaid:
        what, cells = (listed([part.lower() for _, part in unsaid]), listed([row.place(name) for name, _ in unsaid]))
        notes.append(f"Nobody wrote down: {what} ({cells}).")
    approved = any(one.approver for one in found)
    return Part(
        "tier",
        "Tier and approvals",
        _tier_says(subject),
        tuple(notes),
        tables=tuple(tables),
        blanks=() if approved else (Blank(subject.lead, "who approved it at this tier, and when"),),
    )


def _stated(subject: Subject, column: str, title: str) -> tuple[Cell, ...]:
    text = subject.row.text(column)
    return Cell(title), Cell(text or UNKNOWN, is_missing=not text), Cell(subject.row.place(column))


def _tier_says(subject: Subject) -> str:
    """Return the highest of the three risks; a blank one may still be higher, unless one is high already."""
    risks = [subject.row.text(column) for column, _ in RISKS]
    policy = {value.key: str(value.value) for value in subject.sources.assessment.policy}
    if "high" not in risks and "" in risks:
        named = f"at least {'medium' if 'medium' in risks else 'low'}" if any(risks) else "not known"
        return f"Its tier is {named}: a blank risk may still be higher."
    found = next(word for word in ("high", "medium", "low") if word in risks)
    approver = article(policy[f"governance.approver.{found}"])
    return f"Its tier is {found}, the highest of its three risks: it needs the approval of {approver}."


def platform(subject: Subject) -> Part:
    """Return which shared parts it can use as they are, which are only planned, and which are missing."""
    needed = list(dict.fromkeys([*_ids(subject, "systems_read"), *_ids(subject, "systems_written")]))
    live: list[Row] = []
    planned: list[Row] = []
    covered: set[str] = set()
    for row in subject.sources.platform:
        kind, covers = row.text("kind"), str(row.value("covers") or "").split("; ")
        mine = set(covers) & set(needed) if kind == "connector" else set()
        if row.value("status") == "retired" or (kind == "connector" and not mine):
            continue
        (live if row.value("status") == "live" else planned).append(row)
        if row.value("status") == "live":
            covered |= mine
    shared = {
        one
        for one in needed
        if one in subject.sources.systems and subject.sources.systems[one].value("shared_connector") is True
    }
    kinds = {row.value("kind") for row in live}
    lacking = [
        f"a connector for {subject.reading.name('Systems', one)}" for one in needed if one not in covered | shared
    ]
    lacking += [kind for kind in SHARED_KINDS if kind not in kinds]
    says = f"{capital(count(len(live), 'shared part'))} can be used as {'it is' if len(live) == 1 else 'they are'}"
    says = f"{says}; missing: {listed(lacking)}." if lacking else f"{says}, and nothing it needs is missing."
    if not subject.sources.platform:
        says = f"No shared part is known (sheet Platform); missing: {listed(lacking)}."
    rows = tuple(_component(row) for row in (*live, *planned))
    columns = tuple(Column(head) for head in ("Part", "Kind", "State", "Owner", "Covers", "Cell"))
    return Part(
        "platform",
        "Platform parts to reuse",
        says,
        tables=(table("Shared parts", tuple(column.title for column in columns), rows),) if rows else (),
    )


def _component(row: Row) -> tuple[Cell, ...]:
    owner, since = row.name("owner"), date(str(row.value("since"))) if row.value("since") else ""
    return (
        *(Cell(name_of(str(row.value("component_id")))), Cell(row.text("kind"))),
        Cell(row.text("status") or UNKNOWN, f"since {since}" if since and row.value("status") == "live" else since),
        *(Cell(owner or NOBODY, is_missing=not owner), Cell(shorten(str(row.value("covers") or "–")))),
        Cell(row.place("status")),
    )


def agents_say(agents: Sequence[Row]) -> str:
    """Return how many agents a workflow has, by name."""
    names = [row.name("name") or row.name("agent_id") for row in agents]
    return f"{capital(number_word(len(names)))} agents work on it: {listed(names)}."
