"""Is each agent in production worth keeping: no ground to retire or merge it, its cost covered, as projected?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.checks.answers import Answer, Answers, Fact, fails, not_applicable, passes, unknown
from toolkit.checks.facts import nowhere
from toolkit.checks.fleet import Running, each, lowered, share
from toolkit.checks.naming import called
from toolkit.kernels.weeks import WEEKS_PER_QUARTER
from toolkit.model import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.checks.facts import Row
    from toolkit.policy import Policy
    from toolkit.results import Criterion, Fleet, Program, WorkflowResult
    from toolkit.sheets import Portfolio

MONTHS_PER_YEAR = 12
VALUES = ("time_value", "quality_value", "revenue_value")


def not_for_retirement(agents: list[Row], fleet: Fleet, portfolio: Portfolio) -> Answers:
    """Answer per agent in production. Pass: none of the three grounds to retire it holds; one that does fails.

    The grounds: it stays at a low automation rate, its process changed under it, it costs more than it returns.
    """

    def judge(agent: Running) -> Answer:
        grounds, owner = agent.verdict.criteria, agent.row.owner
        if agent.verdict.verdict == "retire":
            holding = [one for one in grounds if one.outcome is Outcome.FAIL]
            said = _reasons(holding)
            return fails(f"{agent.name} is to be retired: {said}{_costs(agent)}", *_behind(agent, holding), owner=owner)
        open_ones = [one for one in grounds if one.outcome is Outcome.UNKNOWN]
        if open_ones:
            message = f"Nobody can say whether {agent.name} is to be retired: {_reasons(open_ones)}"
            return unknown(message, *_would_answer(agent, open_ones), owner=owner)
        message = f"No ground to retire {agent.name} holds: {_reasons(grounds)}"
        return passes(message, *agent.cited("completion"), owner=owner)

    return each(agents, fleet, portfolio, judge)


def _reasons(criteria: Sequence[Criterion]) -> str:
    first, *rest = dict.fromkeys(one.reason for one in criteria)
    return " ".join((lowered(first), *rest))


def _costs(agent: Running) -> str:
    cost = agent.verdict.cost_per_month
    return "" if cost is None else f" Keeping it costs {cost:,.0f} a month."


def _behind(agent: Running, grounds: list[Criterion]) -> list[Fact]:
    facts: list[Fact] = []
    for one in grounds:
        if one.name == "process":
            facts += [agent.row["process_changed_on"], agent.row["last_retrained"]]
        else:
            facts += agent.cited("cost_per_action" if one.name == "value" else "completion")
    return facts


def _would_answer(agent: Running, grounds: list[Criterion]) -> list[Fact]:
    if any(one.name == "process" for one in grounds):
        return [agent.row["last_retrained"]]
    columns = ("cost", *VALUES) if any(one.name == "value" for one in grounds) else ("eligible", "completed")
    return agent.blanks(columns)


def not_duplicated(agents: list[Row], running: list[Row], fleet: Fleet, portfolio: Portfolio) -> Answers:
    """Answer per agent in production. Pass: no other one that stays works on its workflow; a blank workflow: unknown.

    Of several, the one that finishes most alone stays, and passes.
    """
    names = {agent["agent_id"].text: called(agent) for agent in running}

    def judge(agent: Running) -> Answer:
        works_on, owner = agent.row["workflow"], agent.row.owner
        if works_on.value is None:
            message = f"Nobody has written down which workflow {agent.name} works on ({works_on.place})."
            return unknown(message, works_on, owner=owner)
        if agent.verdict.merge_with:
            stays = names.get(agent.verdict.merge_with, agent.verdict.merge_with)
            message = f"{agent.name} and {stays} both work on {works_on.text} ({works_on.place}); {stays} stays"
            return fails(
                f"{message}: it finishes more of its items alone, or as many and is older.", works_on, owner=owner
            )
        return passes(f"No other agent is to take over the work of {agent.name}.", works_on, owner=owner)

    return each(agents, fleet, portfolio, judge)


def cost_covered(agents: list[Row], fleet: Fleet, portfolio: Portfolio, policy: Policy) -> Answers:
    """Answer per agent in production. Pass: it returned at least its cost in one of the policy's last quarters.

    Not applicable before so many quarters have passed; a blank cost, or a blank in a layer that it has: unknown.
    """
    quarters = int(policy.number("retirement.quarters"))

    def judge(agent: Running) -> Answer:
        found, owner = next(one for one in agent.verdict.criteria if one.name == "value"), agent.row.owner
        if agent.health.weeks.complete < quarters * WEEKS_PER_QUARTER:
            return not_applicable(agent.by(found))
        if found.outcome is Outcome.UNKNOWN:
            return unknown(agent.by(found), *agent.blanks(("cost", *VALUES)), owner=owner)
        answer = passes if found.outcome is Outcome.PASS else fails
        return answer(agent.by(found), *agent.cited("cost_per_action"), owner=owner)

    return each(agents, fleet, portfolio, judge)


def as_projected(
    agents: list[Row],
    fleet: Fleet,
    portfolio: Portfolio,
    policy: Policy,
    *,
    workflows: Sequence[WorkflowResult],
    program: Program,
) -> Answers:
    """Answer per agent in production. Pass: its last quarter, over a year, brings the policy's share of the projection.

    Projected is the value of a year at full adoption and likely values, of the workflow that it works on. Not
    applicable in its first quarter, and where its workflow never was a candidate; a blank value is unknown.
    """
    least = policy.number("health.least_share_of_projection")
    projected = {workflow.workflow_id: workflow for workflow in workflows}

    def judge(agent: Running) -> Answer:
        works_on, owner = agent.row["workflow"], agent.row.owner
        if works_on.value is None:
            message = f"Nobody has written down which workflow {agent.name} works on ({works_on.place})."
            return unknown(message, works_on, owner=owner)
        if works_on.text not in projected:
            return not_applicable(f"{agent.name} works on {works_on.text}, which never was a candidate.")
        if agent.health.weeks.complete < WEEKS_PER_QUARTER:
            weeks = f"{agent.health.weeks.complete} complete weeks"
            return not_applicable(f"{agent.name} has been in production for {weeks}, which is less than a quarter.")
        return _against(agent, projected[works_on.text], least, program.currency)

    return each(agents, fleet, portfolio, judge)


def _against(agent: Running, workflow: WorkflowResult, least: float, currency: str) -> Answer:
    aim, monthly, owner = workflow.base.annual_value, agent.verdict.value_per_month, agent.row.owner
    if monthly is None:
        message = f"Nobody has written down all that {agent.name} returned in the last {WEEKS_PER_QUARTER} weeks."
        return unknown(message, *agent.blanks(VALUES), owner=owner)
    if aim is None:
        message = f"What {workflow.name} would bring was never computed: essential figures on Workflows are blank."
        return unknown(message, nowhere("Workflows"), owner=workflow.owner)
    measured = MONTHS_PER_YEAR * monthly
    said = f"{agent.name} returns {measured:,.0f} {currency} a year at the pace of its last quarter"
    if aim <= 0:
        return not_applicable(f"{said}; nothing was projected for {workflow.name}.")
    message = (
        f"{said}, {share(measured / aim)} of the {aim:,.0f} projected for {workflow.name}; {share(least)} are asked"
    )
    answer = passes if measured >= least * aim else fails
    return answer(f"{message}.", *agent.filled(VALUES), owner=owner)
