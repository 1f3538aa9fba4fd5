"""The parts of the notebook about the fleet: where the organisation stands, how its agents do, whether to go on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.render import (
    view_fleet,
    view_fleet_value,
    view_flywheel,
    view_governance,
    view_maturity,
    view_pace,
    view_standing,
    view_traps,
    view_value_cost,
    view_verdicts,
)
from toolkit.render.view_parts import Head, Part, of_section, page_head
from toolkit.render.view_reading import Reading

if TYPE_CHECKING:
    from toolkit.results import AssessmentData


def standing(reading: Reading) -> Part:
    """Return the phase as a ladder, then maturity, pace and the three traps at a glance."""
    found = view_traps.where_you_stand(reading)
    return Part(found.says, pictures=(view_standing.ladder(reading),), tables=(view_traps.signs_table(found.signs),))


def pace(reading: Reading) -> Part:
    """Return whether to go, hold or slow down, with the rules that fired and what ends it."""
    return of_section(view_pace.pace(reading), "")


def phase(reading: Reading) -> Part:
    """Return the phase, what each gate has solid, missing, unknown, and the way to the target."""
    return of_section(view_standing.phase(reading), "")


def maturity(reading: Reading) -> Part:
    """Return the level of the programme and of each agent, and what the next one needs."""
    return of_section(view_maturity.maturity(reading), "")


def stage(reading: Reading) -> Part:
    """Return the stage of coordination, what it asks for, its main risk."""
    return of_section(view_maturity.stage(reading), "")


def health(reading: Reading) -> Part:
    """Return how each agent in production does."""
    return of_section(view_fleet.health(reading), "")


def verdicts(reading: Reading) -> Part:
    """Return what to keep, fix, merge, retire."""
    return of_section(view_verdicts.verdicts(reading), "")


def flywheel(reading: Reading) -> Part:
    """Return whether each agent comes cheaper than the last."""
    return of_section(view_flywheel.flywheel(reading), "")


def traps(reading: Reading) -> Part:
    """Return the three traps as cards, what the integration tax will cost, and their causes."""
    causes = view_governance.traps(reading)
    said, notes = view_traps.traps_say(reading), view_traps.tax_says(reading)
    return replace(of_section(causes, ""), says=said, notes=notes, cards=view_traps.trap_cards(reading))


def fleet_value(reading: Reading) -> Part:
    """Return what agents have returned beside what they have cost."""
    return of_section(view_value_cost.value_against_cost(reading), "")


def measured(reading: Reading) -> Part:
    """Return measured value by layer and year, beside what was projected."""
    return of_section(view_fleet_value.measured_value(reading), "")


def mix(reading: Reading) -> Part:
    """Return what kinds of agents are at work."""
    return of_section(view_value_cost.mix(reading), "")


def fleet_head(assessment: AssessmentData, links: tuple[tuple[str, str], ...]) -> Head:
    """Return the head of the page of the fleet."""
    reading = Reading(assessment)
    advice = f"{view_pace.ASKS[assessment.pace.advice]}."
    first = view_pace.readiness_first(reading) if assessment.pace.advice == "go" else ()
    breath = (view_pace.pace_short(reading), *first, view_standing.phase_says(reading))
    return page_head(reading, "the fleet", advice, breath, links)
