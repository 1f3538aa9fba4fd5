"""What a health review is to decide, and who decides it: the most urgent first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.render import view_pace
from toolkit.render.view_evidence import NOBODY
from toolkit.render.view_fleet import by_urgency, named
from toolkit.render.view_health_records import Decision
from toolkit.render.view_words import capital, count, name_of, shorten

if TYPE_CHECKING:
    from toolkit.render.view_reading import Reading
    from toolkit.results import AgentHealth, AgentVerdict

REASONS_SHOWN = 2


def decisions(reading: Reading) -> tuple[Decision, ...]:
    """Return a decision per agent to retire, mend, merge or find out about; then the rest, the pace, the flywheel.

    To retire and to merge decides who approved the agent, else the program lead; to mend and to find out, its owner.
    """
    found = by_urgency(reading)
    approved = _approvers(reading)
    lead = name_of(reading.assessment.program.lead, NOBODY)
    asked = [_of_agent(reading, *one, approved.get(one[0].agent, lead)) for one in found if one[1].verdict != "keep"]
    kept = [name_of(health.name, health.agent) for health, one in found if one.verdict == "keep"]
    if kept:
        because = "No ground to retire them holds, they are stable, and no measure clearly worsens."
        if len(kept) == 1:
            because = "No ground to retire it holds, it is stable, and no measure clearly worsens."
        asked.append(Decision(f"Keep {named(kept)} until the next review.", because, lead))
    return (*asked, *_of_fleet(reading, lead))


def _approvers(reading: Reading) -> dict[str, str]:
    sheet = reading.assessment.inputs.get("Agents")
    rows = [row.values for row in sheet.rows] if sheet else []
    return {str(row["agent_id"]): name_of(str(row["approved_by"])) for row in rows if row.get("approved_by")}


def _of_agent(reading: Reading, health: AgentHealth, verdict: AgentVerdict, approver: str) -> Decision:
    name, owner = name_of(health.name, health.agent), name_of(health.owner, NOBODY)
    because = " ".join(shorten(one) for one in verdict.reasons[:REASONS_SHOWN])
    if verdict.verdict == "retire":
        return Decision(f"Retire {name}{_leaving(reading, health.agent)}.", because, approver)
    if verdict.verdict == "merge":
        into = reading.name("Agents", verdict.merge_with)
        return Decision(f"Merge {name} into {into}.", both_work(reading, verdict), approver)
    if verdict.verdict == "fix":
        return Decision(f"Mend {name}: who does it, and until when.", because, owner)
    return Decision(f"Find out about {name} before the next review.", because, owner)


def both_work(reading: Reading, verdict: AgentVerdict) -> str:
    """Return why an agent is to be merged, with the name of the one that stays."""
    return f"{reading.name('Agents', verdict.merge_with)} works on the same workflow, and stays."


def _leaving(reading: Reading, agent: str) -> str:
    """Return how many things need a new owner once an agent is gone."""
    left = next((one for one in reading.assessment.decommission if one.agent == agent), None)
    if left is None or left.is_released:
        return ""
    things = len(left.triggers) + len(left.fields) + len(left.outputs) + len(left.handoffs)
    return f", and name a new owner for {count(things, 'thing')} that it alone holds"


def _of_fleet(reading: Reading, lead: str) -> tuple[Decision, ...]:
    assessment = reading.assessment
    asked = []
    if assessment.health and assessment.pace.advice != "go":
        asked.append(Decision(f"{view_pace.ASKS[assessment.pace.advice]}.", view_pace.pace_short(reading), lead))
    if assessment.flywheel.verdict == "not_compounding":
        because = capital(shorten(assessment.flywheel.because))
        asked.append(Decision("Go back to the platform before the next agent.", because, lead))
    return tuple(asked)
