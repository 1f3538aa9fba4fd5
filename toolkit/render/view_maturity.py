"""Maturity by agent and of the programme, and the stage of coordination with what it asks for and its main risk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.model import Outcome
from toolkit.render.view_fleet import ROWS_SHOWN, all_of, more, named
from toolkit.render.view_records import Cell, Column, Section, Table
from toolkit.render.view_standing import be, lower, wanted
from toolkit.render.view_words import capital, count, name_of, number_word, shorten

if TYPE_CHECKING:
    from toolkit.render.view_reading import Reading
    from toolkit.results import AgentMaturity

LEVELS = ("none shown", "assisted", "autonomous task", "cross-system coordination", "proactive goals")
"""What the levels of maturity are called, from 0 on."""

STAGES = {"single": "single agent", "small": "small fleet", "operating": "operating fleet", "full": "full fleet"}


def maturity(reading: Reading) -> Section:
    """Return the level of the programme, and of each agent what the next one needs."""
    found = reading.assessment.maturity
    if not found.agents:
        return Section("No agent is in production, so no level of maturity is shown.", ())
    capped = [name_of(one.name, one.agent) for one in found.agents if one.is_capped]
    notes = []
    if found.is_capped:
        notes.append(f"Level {found.claimed} is claimed for the programme; the evidence bears out level {found.level}.")
    if capped:
        notes.append(f"Claimed above the evidence, so that the claim does not count: {named(capped)}.")
    columns = (Column("Agent"), Column("Level", True), Column("Claimed", True), Column("What the next level needs"))
    rows = tuple(_maturity_row(one) for one in found.agents[:ROWS_SHOWN])
    table = Table("Maturity of each agent, by evidence", columns, rows, more=more(len(found.agents) - len(rows)))
    return Section(maturity_says(reading), (table,), tuple(notes))


def maturity_says(reading: Reading) -> str:
    """Return the programme's level, how many agents reach it, and how many reach the next."""
    found = reading.assessment.maturity
    total, level = len(found.agents), found.level
    if not level and total == 1:
        return "The one agent in production shows no level of maturity yet."
    if not level:
        return f"No level of maturity is shown by enough of the {count(total, 'agent')} in production."
    reach = found.at_level[level - 1]
    some = f"{number_word(reach)} of {number_word(total)} agents"
    who = f"{all_of(total) if reach == total else some} {'has' if reach == 1 else 'have'}"
    said = f"Level {level} of {len(LEVELS) - 1}, {LEVELS[level]}: {who} reached it"
    if level == len(LEVELS) - 1:
        return f"{said}, and there is no higher one."
    further = found.at_level[level]
    return f"{said}, {number_word(further) if further else 'none'} the next, {LEVELS[level + 1]}."


def _maturity_row(one: AgentMaturity) -> tuple[Cell, ...]:
    needs = " ".join(shorten(need) for need in one.next_needs[:3])
    left = len(one.next_needs) - 3
    return (
        Cell(name_of(one.name, one.agent), name_of(one.owner, "no owner")),
        Cell(str(one.level)),
        Cell("–" if one.claimed is None else str(one.claimed), "above the evidence" if one.is_capped else ""),
        Cell((needs + (f" And {number_word(left)} more." if left > 0 else "")) or "Nothing: it is the highest."),
    )


def stage(reading: Reading) -> Section:
    """Return the stage of coordination, what it asks for, and its main risk."""
    found = reading.assessment.stage
    total = len(found.requires)
    good = sum(one.outcome in (Outcome.PASS, Outcome.WAIVED, Outcome.NOT_APPLICABLE) for one in found.requires)
    running = f"{count(found.agents, 'agent')} in production"
    head = f"{capital(STAGES.get(found.name, found.name))}, with {running}"
    if not found.agents:
        head = "The first stage, a single agent, and none in production"
    if good == total:
        says = f"{head}: everything that this stage asks for is in place."
    else:
        asked = f"of {number_word(total)} things that this stage asks for"
        says = f"{head}: {asked}, {number_word(good) if good else 'none'} {be(max(good, 1))} in place."
    return Section(says, wanted(found.requires, "What this stage asks for"), (f"Its main risk: {lower(found.risk)}",))
