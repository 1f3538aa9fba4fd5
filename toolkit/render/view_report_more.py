"""Parts four to seven of the full report: where the organisation stands, its fleet, who owns what, what is open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.render import view_governance, view_parts, view_parts_fleet, view_parts_routing, view_people, view_routing
from toolkit.render.view_blockers import blocking
from toolkit.render.view_claims import Claims
from toolkit.render.view_fleet import NOBODY_RUNS
from toolkit.render.view_health import conclusion as fleet_says
from toolkit.render.view_matrix import picture
from toolkit.render.view_maturity import LEVELS
from toolkit.render.view_ownership_words import conclusion as ownership_says
from toolkit.render.view_parts import Part, of_section
from toolkit.render.view_report_records import ReportPart, numbered
from toolkit.render.view_standing import ladder, title
from toolkit.render.view_words import capital, count, number_word

if TYPE_CHECKING:
    from toolkit.render.view_reading import Reading
    from toolkit.render.view_records import Section

Given = tuple[str, str, Part | None]


def parts(reading: Reading) -> tuple[ReportPart, ...]:
    """Return parts four to seven."""
    return _standing(reading), _fleet(reading), _ownership(reading), _open(reading)


def _standing(reading: Reading) -> ReportPart:
    phase = view_parts_fleet.phase(reading)
    gates, *wanted = phase.tables
    drawn = replace(phase, pictures=(replace(ladder(reading), table=gates),), tables=tuple(wanted))
    chapters: list[Given] = [
        ("phase", "Phases, their gates, and the way to the target", drawn),
        ("maturity", "How far each agent may act alone", view_parts_fleet.maturity(reading)),
        ("stage", "What this many agents ask for", view_parts_fleet.stage(reading)),
    ]
    return ReportPart("4", "standing", "Where you stand", stands_say(reading), numbered("4", chapters))


def stands_say(reading: Reading) -> str:
    """Return phase, level of maturity and number of agents in one sentence."""
    found = reading.assessment
    agents = f"{count(found.stage.agents, 'agent')} in production"
    level = found.maturity.level
    at = f"at maturity level {level} of {len(LEVELS) - 1} ({LEVELS[level]})" if level else "at no level of maturity yet"
    solid, gates = sum(gate.is_solid for gate in found.phase.gates), number_word(len(found.phase.gates))
    passed = f"{number_word(solid) if solid else 'none'} of {gates} gates {'is' if solid <= 1 else 'are'} solid"
    if solid == len(found.phase.gates):
        passed = f"all {gates} gates are solid"
    return f"You stand in the phase {title(found.phase.current)}, {at}, with {agents}; {passed}."


def _fleet(reading: Reading) -> ReportPart:
    says = fleet_says(reading)
    chapters: list[Given] = []
    if reading.assessment.health:
        chapters = [
            ("pace", "Go, hold or slow down", view_parts_fleet.pace(reading)),
            ("health", "How the agents do", view_parts_fleet.health(reading)),
            ("verdicts", "Keep, fix, merge or retire", view_parts_fleet.verdicts(reading)),
            ("returned", "What the agents have returned", view_parts_fleet.fleet_value(reading)),
            ("projected", "Measured value beside what was projected", view_parts_fleet.measured(reading)),
            ("flywheel", "Whether each agent comes cheaper than the last", view_parts_fleet.flywheel(reading)),
        ]
    else:
        says = NOBODY_RUNS
    if reading.assessment.routing.agents:
        chapters += [
            ("traps", "The three traps, their causes and cost", view_parts_fleet.traps(reading)),
            ("mix", "The mix of agents", view_parts_fleet.mix(reading)),
        ]
    return ReportPart("5", "fleet", "The fleet", says, numbered("5", chapters))


def _ownership(reading: Reading) -> ReportPart:
    claims = Claims(reading)
    chapters: list[Given] = [
        ("conflicts", "The map and its open conflicts", _conflicts(reading, claims)),
        ("settled", "Settled by a rule", _maybe(view_routing.settled(claims))),
        ("apart", "Triggers proved apart", _maybe(view_routing.apart(claims))),
        ("exceptions", "Where exceptions go", _maybe(view_routing.exceptions(claims))),
        ("handoffs", "Handoffs and single points of failure", _maybe(view_routing.handoffs(claims))),
        (
            "writing",
            "Claims in writing, and reviews",
            _maybe(view_routing.in_writing(claims) if claims.at_work else None),
        ),
        ("events", "Sample events", _maybe(view_routing.events(claims) if claims.at_work else None)),
        ("planned", "What planned agents would claim", view_parts_routing.planned(reading) if claims.planned else None),
        ("tiers", "Tiers and approvals", _maybe(view_governance.tiers(reading))),
        ("decisions", "What is decided", _maybe(view_people.decided(reading))),
        ("decommission", "What needs a new owner", _maybe(view_governance.decommission(reading))),
        ("people", "People and their roles", _maybe(view_people.roles(reading))),
    ]
    return ReportPart(
        "6", "ownership", "Who owns and who decides what", ownership_says(claims), numbered("6", chapters)
    )


def _conflicts(reading: Reading, claims: Claims) -> Part | None:
    """Return the map as a picture with every claim as its figures, and below it what is open, with proof and rule."""
    if not claims.at_work:
        return None
    told, drawn = of_section(view_routing.conflicts(claims), ""), picture(claims)
    if drawn is None:
        return told
    who = view_parts_routing.who(reading).tables
    pictures = tuple(replace(one, table=who[0]) if who else one for one in drawn.pictures)
    return replace(told, notes=(*told.notes, drawn.says), pictures=pictures)


def _maybe(section: Section | None) -> Part | None:
    return of_section(section, "") if section else None


def _open(reading: Reading) -> ReportPart:
    assessment, waiting = reading.assessment, blocking(reading)
    chapters: list[Given] = [
        ("blockers", "What stands in the way", view_parts.blockers(reading)),
        ("answering", "Which sheet would answer", view_parts.answering(reading) if waiting else None),
        ("fill", "What to fill next", view_parts.fill(reading) if assessment.fill_next else None),
        ("findings", "Odd figures and entries", view_parts.odd(reading)),
        ("assumed", "What is assumed", view_parts.assumed(reading) if assessment.assumed else None),
    ]
    named = "What stands in the way, what to fill next, what is assumed"
    return ReportPart("7", "open", named, open_says(reading), numbered("7", chapters))


def open_says(reading: Reading) -> str:
    """Return in one sentence how much is open, how much is assumed, and how many cells would help most."""
    waiting, (assumed, of) = len(blocking(reading)), reading.assumed_of_all()
    said = [f"{count(waiting, 'thing')} {'stands' if waiting == 1 else 'stand'} in the way of another agent"]
    if not waiting:
        said = ["nothing stands in the way of another agent"]
    if of:
        few = f"{assumed:,}" if assumed else "none"
        said.append(f"{few} of the {of:,} figures read {'is' if assumed <= 1 else 'are'} assumed")
    cells = len(reading.assessment.fill_next)
    if cells:
        said.append(f"{count(cells, 'cell')} {'is' if cells == 1 else 'are'} worth filling first")
    return f"{capital(', '.join(said[:-1]))}{' and ' if len(said) > 1 else ''}{said[-1]}."
