"""Question 6: is the next agent known, and why?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.checks.answers import Answer, Fact, fails, passes, unknown
from toolkit.checks.facts import day, nowhere
from toolkit.model import Evidence, Grade

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from toolkit.checks.facts import Row
    from toolkit.policy import Policy
    from toolkit.results import Program, WorkflowResult

ESSENTIALS = ("volume_likely", "minutes_likely", "automation_likely", "build_cost_likely")
CRITERIA = ("success_criteria", "criteria_agreed_on", "approver")
FIGURES = (("baseline_on",), ("baseline_source",), ("approver",))
"""What records the figures of a workflow: when today's work was measured, where to look it up, who stands for them."""
NO_EFFECT = {"win_rate": "revenue", "margin": "revenue", "error_agent": "error_now", "cost_per_error": "error_now"}
"""Where the figure on the right is zero, the one on the left changes nothing."""


def first_ranked(
    *,
    agents: list[Row],
    chosen: Fact,
    first_ranked: WorkflowResult | None,
    next_workflow: WorkflowResult | None,
    next_row: Row | None,
    workflows: Sequence[WorkflowResult],
) -> Answer:
    """Pass: the chosen workflow ranks first, overrides counted. Nothing chosen is unknown; another one first fails."""
    if not agents:
        message = "Nobody has listed any agent, so nobody knows which workflows have one already and which rank."
        return unknown(message, nowhere("Agents"))
    if first_ranked is None:
        return _nobody_first(agents, chosen, workflows)
    if chosen.value is None or next_workflow is None or next_row is None:
        message = f"Nobody has chosen the next workflow ({chosen.place}); {first_ranked.name} ranks first."
        return unknown(message, chosen)
    if next_workflow.base.npv is None:
        return _not_ranked(next_workflow)
    facts = [chosen, next_row["workflow_id"]]
    if next_workflow.final_rank == 1:
        because = f", by an override of {next_workflow.override.owner}" if next_workflow.override else ""
        message = f"{next_workflow.name} is chosen, and ranks first{because}."
        return passes(message, *facts, beside=_overridden(next_workflow), owner=next_workflow.owner)
    rank, why = next_workflow.final_rank, next_workflow.set_apart_because
    place = f"ranks {rank}" if rank else f"is set apart ({why})"
    message = f"{next_workflow.name} is chosen ({chosen.place}) but {place}; {first_ranked.name} ranks first."
    return fails(message, *facts, beside=_overridden(first_ranked), owner=next_workflow.owner)


def _nobody_first(agents: list[Row], chosen: Fact, workflows: Sequence[WorkflowResult]) -> Answer:
    """Answer where no workflow has a rank: unknown if one of them only lacks figures."""
    taken = {agent["workflow"].text for agent in agents if agent["status"].value != "idea"}
    nameless = [one for one in workflows if one.base.npv is None and one.workflow_id not in taken]
    return _not_ranked(nameless[0]) if nameless else fails("No candidate has a rank, so none can be next.", chosen)


def _overridden(workflow: WorkflowResult) -> list[Fact]:
    """Return the cell of the override in force for a workflow, if there is one."""
    one = workflow.override
    return [Fact(one.final, Evidence(Grade.RECORDED, "Exceptions", one.cell))] if one else []


def _not_ranked(workflow: WorkflowResult) -> Answer:
    """Answer about a workflow with blank essentials: nobody knows where it would rank."""
    blank = [one for figure in workflow.inputs if figure.value is None for one in figure.evidence]
    message = f"{workflow.name} has no rank: {workflow.set_apart_because}."
    return unknown(message, *(Fact(None, one) for one in blank), owner=workflow.owner)


def earns(next_workflow: WorkflowResult | None, next_row: Row | None, program: Program) -> Answer:
    """Pass: the NPV of the next workflow is above zero, and no policy default stands in for a figure behind it."""
    if next_workflow is None or next_row is None:
        return unknown("No workflow is next, so nobody can say what it earns.", nowhere("Program"))
    name, npv, owner = next_workflow.name, next_workflow.base.npv, next_workflow.owner
    if npv is None:
        return _not_ranked(next_workflow)
    assumed = _assumed(next_workflow, program)
    verb = "returns more than it costs" if npv > 0 else "costs more than it returns"
    if assumed:
        blank = "a figure that is blank" if len(assumed) == 1 else f"{len(assumed)} figures that are blank"
        message = f"{name} {verb}, but the policy stands in for {blank} ({assumed[0].place})."
        return unknown(message, *assumed, owner=owner)
    facts = [next_row.recorded(column, *FIGURES) for column in (*ESSENTIALS, *(group[0] for group in FIGURES))]
    return passes(f"{name} {verb}.", *facts, owner=owner) if npv > 0 else fails(f"{name} {verb}.", *facts, owner=owner)


def _assumed(workflow: WorkflowResult, program: Program) -> list[Fact]:
    """Return the blank cells behind the NPV for which a default stands in, where it makes a difference."""
    values = {figure.name: figure.value for figure in workflow.inputs}
    counting = [figure for figure in workflow.inputs if values.get(NO_EFFECT.get(figure.name, "")) != 0]
    settings = [figure for figure in program.inputs if figure.name != "hourly_cost"]
    cells = [one for figure in (*counting, *settings) for one in figure.evidence if one.grade is Grade.ASSUMED]
    return [Fact(None, one) for one in dict.fromkeys(cells)]


def sure(next_workflow: WorkflowResult | None, next_row: Row | None, policy: Policy) -> Answer:
    """Pass: first in at least the policy's share of the futures, every low and high value behind it typed."""
    if next_workflow is None or next_row is None:
        return unknown("No workflow is next, so nobody can say how sure its rank is.", nowhere("Program"))
    name, share, outlook = next_workflow.name, next_workflow.first_share, next_workflow.outlook
    if share is None or outlook is None:
        return _not_ranked(next_workflow)
    ends = [Fact(end, one) for put in outlook.inputs for end, one in zip(put.ends, put.evidence, strict=True)]
    assumed = [fact for fact in ends if fact.evidence.grade is Grade.ASSUMED]
    says = f"{name} ranks first in {share:.0%} of {outlook.draws:,} futures"
    if share < policy.number("readiness.least_first_share"):
        return fails(f"{says}.", *ends, owner=next_workflow.owner)
    if assumed:
        ranges = "a blank end of a range" if len(assumed) == 1 else f"{len(assumed)} blank ends of ranges"
        message = f"{says}, but the policy stands in for {ranges} ({assumed[0].place})."
        return unknown(message, *assumed, owner=next_workflow.owner)
    return passes(f"{says}.", *(next_row[name] for name in ESSENTIALS), *ends, owner=next_workflow.owner)


def criteria_agreed(next_row: Row | None, as_of: dt.date) -> Answer:
    """Pass: criteria, a date of agreement that is not in the future, and an approver."""
    if next_row is None:
        return unknown("No workflow is next, so no criteria can be agreed.", nowhere("Program"))
    facts, owner = [next_row[name] for name in CRITERIA], next_row.owner
    name, agreed = next_row["name"].text, next_row.date("criteria_agreed_on")
    if facts[0].value is None or agreed is None:
        blank = [fact for fact in facts[:2] if fact.value is None]
        message = f"Nobody has written down what {name} must reach and when that was agreed ({blank[0].place})."
        return unknown(message, *blank, owner=owner)
    if agreed > as_of:
        message = f"The criteria of {name} are agreed only on {day(agreed)} ({facts[1].place}), after the as-of date."
        return fails(message, facts[1], owner=owner)
    return passes(f"The success criteria of {name} are agreed.", *facts, owner=owner)
