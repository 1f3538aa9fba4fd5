"""The chapters of the ownership map: conflicts, what is settled or apart, exceptions, handoffs, writing, events.

Each is a conclusion and tables with the cells it rests on; nothing where there is nothing to tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.model import Outcome
from toolkit.render.view_answers import MARKS, places
from toolkit.render.view_evidence import NOBODY
from toolkit.render.view_ownership_words import (
    KIND_WORDS,
    SEVERITIES,
    agent_name,
    names,
    open_says,
    review_says,
    writing_says,
)
from toolkit.render.view_records import Cell, Column, Section, Table
from toolkit.render.view_words import SPACE, UNKNOWN, capital, count, date, listed, name_of, number_word, plain, shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.render.view_claims import Claims
    from toolkit.results import Collision, ExceptionRoute, GoLive, Handoff, VerbalClaim

ROWS_SHOWN = 10
ROWS_MOST = 60
IN_EXCEL = "in Excel, on the sheet Ownership"
IN_JSON = "in assessment.json"
NOT_SAID = "not said"
BEFORE_GO_LIVE = "ownership_map.map_reviewed_before_go_live"
CONFLICT_HEADS = ("What", "Proof", "Proposed resolution", "Cells")
ROUTE_HEADS = ("Agent", "Exceptions go to", "Within", "Priority", "What is open", "Cells")


def table(caption: str, heads: Sequence[str], rows: Sequence[tuple[Cell, ...]], where: str = IN_JSON) -> Table:
    """Return a table of at most sixty rows that says where the others are."""
    left = len(rows) - ROWS_MOST
    more = f"and {left:,} more {where}" if left > 0 else ""
    columns = tuple(Column(head) for head in heads)
    return Table(caption, columns, tuple(rows[:ROWS_SHOWN]), tuple(rows[ROWS_SHOWN:ROWS_MOST]), more)


def conflicts(claims: Claims) -> Section:
    """Return what is open, each with its proof and a proposed resolution: conflicts, warnings, what is not known."""
    routing = claims.routing
    captions = {
        "Open conflicts": routing.collisions,
        "Warnings: worth a look, no race": routing.warnings,
        "Not known: a blank cell decides": routing.unknown,
    }
    tables = [
        table(caption, CONFLICT_HEADS, [conflict_row(one) for one in found])
        for caption, found in captions.items()
        if found
    ]
    return Section(open_says(claims), tuple(tables))


_BY_MESSAGE = ("trigger", "schedule")
"""Kinds that a message proves, unless the clock alone starts both."""


def conflict_row(one: Collision) -> tuple[Cell, ...]:
    """Return what is open with its proof and a proposed resolution; as :data:`CONFLICT_HEADS`."""
    mark = SEVERITIES[one.severity]
    is_message = one.kind in _BY_MESSAGE and one.witness not in ("", one.resource)
    proof = f"“{shorten(one.witness)}”" if is_message else shorten(one.witness)
    more = len(one.witnesses) - 1
    return (
        Cell(shorten(one.message), f"{mark.shape}{SPACE}{mark.word}: {KIND_WORDS.get(one.kind, one.kind)}"),
        Cell(proof or "–", f"and {count(more, 'further message')} in assessment.json" if more > 0 else ""),
        Cell(shorten(one.resolution) or "–"),
        Cell(places(one.evidence) or "–"),
    )


def settled(claims: Claims) -> Section | None:
    """Return which shared resources are settled, and by which rule."""
    found = claims.routing.settled
    if not found:
        return None
    rows = [
        (
            Cell(shorten(one.resource), one.kind),
            *(Cell(one.rule), Cell(agent_name(claims, one.owner)), Cell(names(claims, one.agents))),
            Cell(places(one.evidence) or "–"),
        )
        for one in found
    ]
    says = f"{capital(count(len(found), 'resource'))} {_is(found)} shared under a rule."
    return Section(says, (table("Settled", ("Resource", "Rule", "Owner", "Shared by", "Cells"), rows),))


def apart(claims: Claims) -> Section | None:
    """Return which triggers no message can start together and why, and which no message starts at all."""
    routing = claims.routing
    if not routing.disjoint and not routing.silent:
        return None
    pairs = [
        (
            *(Cell(shorten(one.channel)), Cell(names(claims, one.agents)), Cell(shorten(one.why))),
            Cell(places(one.evidence) or "–"),
        )
        for one in routing.disjoint
    ]
    silent = [
        (Cell(claims.name(one.agent)), Cell(shorten(one.channel)), Cell(places(one.evidence) or "–"))
        for one in routing.silent
    ]
    says, tables = [], []
    if pairs:
        number = count(len(pairs), "pair of triggers", "pairs of triggers")
        says.append(f"{capital(number)} {_shares(pairs)} a channel, and no message starts both.")
        tables.append(table("Proved apart", ("Channel", "Agents", "Why no message starts both", "Cells"), pairs))
    if silent:
        says.append(f"{capital(count(len(silent), 'trigger'))} no message can start: it excludes what it asks for.")
        tables.append(table("Triggers that nothing starts", ("Agent", "Channel", "Cells"), silent))
    return Section(" ".join(says), tuple(tables))


def exceptions(claims: Claims) -> Section | None:
    """Return where the exceptions of every agent go: person, hours, priority, and what is missing."""
    routes = claims.routing.exceptions
    if not routes:
        return None
    gaps = [one for one in routes if one.gaps]
    if gaps:
        of = f"{capital(number_word(len(gaps)))} of {count(len(routes), 'agent')}"
        has = f"{of} {'has' if len(gaps) == 1 else 'have'}"
        says = f"{has} something open about where exceptions go."
    elif len(routes) == 1:
        says = f"The exceptions of {claims.name(routes[0].agent)} go to {name_of(routes[0].person)}."
    else:
        says = f"The exceptions of each of {count(len(routes), 'agent')} go to one named person in office."
    rows = [route_row(claims, one) for one in sorted(routes, key=lambda one: not one.gaps)]
    return Section(says, (table("Exceptions", ROUTE_HEADS, rows),))


def route_row(claims: Claims, one: ExceptionRoute) -> tuple[Cell, ...]:
    """Return where an agent's exceptions go, and what is open about that; as :data:`ROUTE_HEADS`."""
    shares = f"with {count(one.shares_with, 'other agent')}" if one.shares_with else ""
    open_ones = [f"{MARKS[gap.outcome].shape}{SPACE}{shorten(gap.message)}" for gap in one.gaps]
    hours = UNKNOWN if one.hours is None else f"{plain(one.hours)} {'hour' if one.hours == 1 else 'hours'}"
    unsaid = NOT_SAID if one.shares_with else "not needed"
    priority = unsaid if one.priority is None else str(one.priority)
    return (
        Cell(claims.name(one.agent)),
        Cell(name_of(one.person, NOBODY), "; ".join(part for part in (one.role, shares) if part)),
        *(Cell(hours, is_missing=one.hours is None), Cell(priority)),
        *(Cell(" ".join(open_ones) or "nothing"), Cell(places(one.evidence) or "–")),
    )


_LEADS = {
    "person": "a person",
    "idea": "an agent that is only planned",
    "retired": "an agent that is retired",
    "left": "a person without a role in office",
    "nobody": "neither an agent nor a person",
}


def handoffs(claims: Claims) -> Section | None:
    """Return who hands work to whom, what stops it, and the agents without which others are cut off."""
    found, points = claims.routing.handoffs, claims.routing.single_points
    if not found and not points:
        return None
    dangling = [one for one in found if one.is_dangling]
    says = [f"Work is handed over in {count(len(found), 'place')}."] if found else []
    if dangling:
        one = len(dangling) == 1
        says.append(f"{capital(count(len(dangling), 'handoff'))} {'leads' if one else 'lead'} to nobody who takes it.")
    if points:
        agents = names(claims, [one.agent for one in points])
        says.append(f"Without {agents}, others are cut off from each other.")
    rows = [_handoff(claims, one) for one in sorted(found, key=lambda one: not one.is_dangling)]
    heads = ("From", "To", "Stops when", "Cells")
    tables = [table("Handoffs", heads, rows, IN_EXCEL)] if rows else []
    if points:
        cut = [
            (
                Cell(claims.name(one.agent)),
                Cell(names(claims, one.before) or "–"),
                Cell(names(claims, one.after) or "–"),
            )
            for one in points
        ]
        tables.append(table("Single points of failure", ("Agent", "Works for it", "Waits for it"), cut))
    return Section(" ".join(says), tuple(tables))


def _handoff(claims: Claims, one: Handoff) -> tuple[Cell, ...]:
    stops = one.stop_condition
    note = f"✕{SPACE}{_LEADS[one.leads_to]}" if one.is_dangling else ""
    return (
        Cell(claims.name(one.agent)),
        Cell(agent_name(claims, one.to), note),
        Cell("no stop condition" if stops is None else shorten(stops) or "there is one, not written down"),
        Cell(places(one.evidence) or "–"),
    )


def in_writing(claims: Claims) -> Section:
    """Return which claims are only verbal, when the map was reviewed, and whether before each go-live."""
    found = claims.routing.claims
    verbal = [
        (
            *(Cell(claims.name(one.agent)), Cell(_what(claims, one), one.kind)),
            *(Cell(listed(one.lacks)), Cell(places(one.evidence) or "–")),
        )
        for one in found.verbal
    ]
    not_asked = {
        one.subject
        for one in claims.reading.assessment.findings
        if one.check == BEFORE_GO_LIVE and one.outcome is Outcome.NOT_APPLICABLE
    }
    lives = [
        (
            *(Cell(claims.name(one.agent)), Cell(date(one.date))),
            _reviewed(one, is_first=one.agent in not_asked),
            Cell(places(one.evidence) or "–"),
        )
        for one in found.go_lives
    ]
    tables = []
    if verbal:
        tables.append(table("Claims that are only verbal", ("Agent", "Claim", "Lacks", "Cells"), verbal, IN_EXCEL))
    if lives:
        heads = ("Agent", "In production since", "Map reviewed before, on", "Cells")
        tables.append(table("Reviews before each go-live", heads, lives))
    reviewed = f"Reviews of the map: {places(found.evidence)}." if found.evidence else ""
    return Section(f"{writing_says(claims)} {review_says(claims)}", tuple(tables), (reviewed,) if reviewed else ())


def _reviewed(one: GoLive, *, is_first: bool) -> Cell:
    if one.review is not None:
        return Cell(date(one.review))
    return Cell("not needed", "the first agent") if is_first else Cell("none", is_missing=True)


def _what(claims: Claims, one: VerbalClaim) -> str:
    return agent_name(claims, one.resource) if one.kind == "handoff" else shorten(one.resource)


def events(claims: Claims) -> Section:
    """Return which sample events start two agents, tried one by one on every trigger."""
    sheet = claims.reading.assessment.inputs.get("Events")
    tried, found = len(sheet.rows) if sheet else 0, claims.routing.double_fires
    if not tried:
        return Section("No sample event stands on the sheet Events, so none was tried on the triggers.", ())
    sample = count(tried, "sample event")
    if not found:
        start = "starts" if tried == 1 else "start"
        return Section(f"{capital(sample)}, tried on every trigger, {start} one agent at most each.", ())
    rows = [
        (
            *(Cell(f"“{shorten(one.text)}”"), Cell(shorten(one.channel)), Cell(names(claims, one.agents))),
            Cell(places(one.evidence) or "–"),
        )
        for one in found
    ]
    starts = "starts" if len(found) == 1 else "start"
    says = f"{capital(number_word(len(found)))} of {sample} {starts} two agents or more."
    return Section(says, (table("Events that start two agents", ("Event", "Channel", "Agents", "Cells"), rows),))


def _is(found: Sequence[object]) -> str:
    return "is" if len(found) == 1 else "are"


def _shares(found: Sequence[object]) -> str:
    return "shares" if len(found) == 1 else "share"
