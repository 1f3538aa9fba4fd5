"""What the gate of an agent and the admission of one more show when a notebook evaluates them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.model import NOBODY, Outcome
from toolkit.render.view_answers import MARKS
from toolkit.render.view_gate import OPEN, STANDS, admission_says, gate_says, places
from toolkit.render.view_parts import Part
from toolkit.render.view_records import Cell, Column, Table
from toolkit.render.view_words import SPACE, clean, count, date, listed, name_of, shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.model import Finding
    from toolkit.results import Admission, AgentGate, AnswerChange, Collision, Load

ROWS_SHOWN = 10


def gate(found: AgentGate) -> Part:
    """Return whether an agent may go on, then every finding that decides, the worst first, and those beside it."""
    as_if = "" if found.judged_as == found.status else f", judged as if it were in {found.judged_as}"
    about = (
        f"{name_of(found.name)} of {name_of(found.organisation)}, {date(found.as_of)}, in status {found.status}{as_if}."
    )
    tables = [
        _findings(title, rows)
        for title, rows in (
            ("Stands in the way", [one for one in found.findings if one.outcome in OPEN]),
            ("Does not stand in the way", [one for one in found.findings if one.outcome not in OPEN]),
            ("Beside it, without deciding", found.beside),
        )
        if rows
    ]
    return Part(f"{STANDS[found.outcome]}.", (about, gate_says(found)), tables=tuple(tables))


def finding(found: Finding) -> Part:
    """Return what a check answered: the message, its cells, how to mend it, who can."""
    return Part(shorten(found.message), tables=(_findings(found.subject, [found]),))


def _findings(title: str, found: Sequence[Finding]) -> Table:
    heads = (Column("Answer"), Column("What"), Column("Cells"), Column("Fix"), Column("Owner"))
    rows = tuple(
        (
            Cell(_word(one.outcome)),
            Cell(shorten(one.message), note=one.check),
            Cell(places(one.evidence)),
            Cell(shorten(one.fix)),
            Cell(clean(one.owner) or NOBODY),
        )
        for one in found
    )
    return Table(shorten(title), heads, rows[:ROWS_SHOWN], rows[ROWS_SHOWN:])


def admission(found: Admission) -> Part:
    """Return what one more agent would change: collisions, people, answers, stage."""
    named = listed([name_of(name) for name in found.names]) if found.names else ""
    what = f"What if {name_of(found.name)} ({clean(found.workflow_id)}) got its agent{f', {named}' if named else ''}?"
    notes = [f"{what} A dry run; nothing is written."]
    notes += [f"To be written down first: {shorten(one)}" for one in found.missing]
    collisions = [("collision", one) for one in found.collisions] + [("undecided", one) for one in found.undecided]
    collisions += [("warning", one) for one in found.warnings]
    tables = [_collisions(collisions)] if collisions else []
    tables += [_people(found.loads)] if found.loads else []
    tables += [_changes(found.answers)] if found.answers else []
    stage, agents = found.stage, count(found.stage.agents_after, "agent")
    if found.agents:
        turn = f"would become {stage.after}" if stage.is_entered else f"would stay {stage.after}"
        notes.append(f"The stage of coordination {turn}, with {agents} in production.")
    return Part(admission_says(found), tuple(notes), tables=tuple(tables))


def _people(found: Sequence[Load]) -> Table:
    numbers = (Column("Agents now", True), Column("Then", True), Column("Allowed", True))
    rows = ((one.person, listed(one.roles), f"{one.before:,}", f"{one.after:,}", f"{one.most:,}") for one in found)
    cells = tuple(tuple(Cell(clean(text)) for text in row) for row in rows)
    return Table("People behind it", (Column("Person"), Column("As"), *numbers), cells)


def _changes(found: Sequence[AnswerChange]) -> Table:
    heads = (Column("Question"), Column("Now"), Column("Then"), Column("Because"))
    rows = ((one.title, _word(one.before), _word(one.after), shorten(" ".join(one.because))) for one in found)
    cells = tuple(tuple(Cell(text) for text in row) for row in rows)
    return Table("Answers to the six questions that would change", heads, cells)


def _word(outcome: Outcome) -> str:
    return f"{MARKS[outcome].shape}{SPACE}{MARKS[outcome].word}"


def _collisions(found: Sequence[tuple[str, Collision]]) -> Table:
    heads = (Column("Would open"), Column("What"), Column("Proof"), Column("Cells"), Column("Settle"))
    rows = tuple(
        (
            Cell(kind, note=f"{one.kind}, {shorten(one.resource)}"),
            Cell(shorten(one.message)),
            Cell("" if one.witness == one.resource else f"“{shorten(one.witness)}”"),
            Cell(places(one.evidence)),
            Cell(shorten(one.resolution)),
        )
        for kind, one in found
    )
    return Table("Collisions, undecided claims and warnings", heads, rows[:ROWS_SHOWN], rows[ROWS_SHOWN:])
