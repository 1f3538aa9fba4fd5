"""The phases: what their gates ask for beyond the six questions, what is done ahead of them, and what is claimed."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from toolkit.checks.answers import Answer, Answers, Fact, fails, not_applicable, passes, unknown
from toolkit.checks.facts import best, day, nowhere
from toolkit.checks.gates import before, current_phase
from toolkit.checks.naming import NAMED, called, there_are
from toolkit.model import Outcome
from toolkit.results.standing import PHASES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from toolkit.checks.facts import Row
    from toolkit.checks.people import People
    from toolkit.policy import Policy
    from toolkit.results import Fleet, Gate, Handoff, Program, Requirement, RoutingResult

APPROVAL = ("approved_by", "approved_on")


def data_shared(platform: list[Row], people: People, as_of: dt.date) -> Answer:
    """Pass: a live component of data access whose owner has not left. Planned, retired or to come: fail."""
    rows = [row for row in platform if row["kind"].value == "data access"]
    if not rows or all(row["status"].value is None for row in rows):
        cell = rows[0]["status"] if rows else nowhere("Platform")
        return unknown(f"Nobody has written down whether there is shared data access ({cell.place}).", cell)
    live = [row for row in rows if row["status"].value == "live" and not _lies_ahead(row, as_of)]
    kept = best([row for row in live if people.left(row.owner) is None])
    if kept:
        facts = [kept[0][column] for column in ("status", "since", "owner")]
        message = f"Shared data access: {kept[0]['component_id'].text} is in operation."
        return passes(message, *facts, owner=kept[0].owner)
    row = (live or [one for one in rows if one["status"].value is not None])[0]
    name, status = row["component_id"].text, row["status"]
    left = people.left(row.owner)
    if live and left is not None:
        message = f"Shared data access: the owner of {name}, {row.owner}, left on {day(left.last)}"
        return fails(f"{message} ({left['until'].place}).", row["owner"], left["until"])
    said = f"is in operation only from {row['since'].text}" if status.value == "live" else f"is {status.text}"
    return fails(f"Shared data access: {name} {said} ({status.place}).", status, row["since"], owner=row.owner)


def _lies_ahead(row: Row, as_of: dt.date) -> bool:
    since = row.date("since")
    return since is not None and since > as_of


def cost_model(governance: list[Row]) -> Answer:
    """Pass: the cost allocation is decided for all agents, with owner and date. About one agent alone: unknown."""
    rows = [row for row in governance if row["kind"].value == "decision" and row["subject"].value == "cost allocation"]
    filled = [row for row in rows if row["text"].value is not None]
    for_all = best([row for row in filled if row["about"].value is None])
    if for_all:
        facts = [for_all[0][column] for column in ("text", "date", "owner", "written_by")]
        return passes("It is decided for all agents who bears which cost.", *facts, owner=for_all[0].owner)
    cell = filled[0]["about"] if filled else rows[0]["text"] if rows else nowhere("Governance")
    said = f"for {cell.text} alone" if filled else "nowhere"
    return unknown(f"Who bears the cost of platform and models is written down {said} ({cell.place}).", cell)


def several_agents(agents: list[Row], running: list[Row], policy: Policy) -> Answers:
    """Pass: at least the policy's number in production, all approved. Fewer: the phase has not begun.

    An agent whose first day in production is still to come does not count.
    """
    if not agents:
        return _nobody()
    least = int(policy.number("phases.expand_least"))
    live = [agent for agent in running if not _is_to_come(agent)]
    if len(live) < least:
        return not_applicable(f"{there_are(live, 'agent')} in production; the phase begins with agent {least}.")
    facts = [agent[column] for agent in live for column in ("status", *APPROVAL)]
    return passes(f"{there_are(live, 'agent')} in production.", *facts)


def _is_to_come(agent: Row) -> bool:
    since = agent.date("production_since")
    return since is not None and since > agent.as_of


def cheaper_and_faster(agents: list[Row], fleet: Fleet, program: Program) -> Answers:
    """Answer per agent that went live after another: neither dearer nor slower than it, and cheaper or faster.

    Weeks are those of building and of integration. Agents that went live on one day are beside the same one; those in
    build or pilot, and days still to come, do not count. An agent that was dearer or slower passes where the learning
    curve over all deployments clearly falls all the same.
    """
    dated = (row for row in agents if row["production_since"].value is not None and not _is_to_come(row))
    live = sorted((row for row in dated if row["status"].value in ("production", "retired")), key=_went_live)
    found: dict[str, Answer] = {}
    earlier: Row | None = None
    for last, agent in pairwise(live):
        earlier = last if _went_live(last)[0] < _went_live(agent)[0] else earlier
        if earlier is not None:
            found[agent["agent_id"].text] = _compared(agent, earlier, fleet, program.currency)
    undated = [row for row in agents if row["status"].value == "production" and row["production_since"].value is None]
    for agent in undated if len(live) + len(undated) > 1 else ():
        message = f"Nobody has written down since when {called(agent)} is in production"
        since = agent["production_since"]
        found[agent["agent_id"].text] = unknown(f"{message} ({since.place}).", since, owner=agent.owner)
    if found:
        return found
    return not_applicable("No two agents went live one after the other.") if agents else _nobody()


def _nobody() -> Answer:
    return unknown("Nobody has listed any agent.", nowhere("Agents"))


def _went_live(row: Row) -> tuple[str, str]:
    return row["production_since"].text, row["agent_id"].text


def _compared(agent: Row, last: Row, fleet: Fleet, currency: str) -> Answer:
    rows, owner = (agent, last), agent.owner
    columns = ("build_cost", "build_weeks", "integration_weeks")
    blank = [row[column] for row in rows for column in columns if row[column].value is None]
    if blank:
        message = f"Whether {called(agent)} was cheaper and faster than {called(last)} is not known: a blank cell"
        return unknown(f"{message} ({blank[0].place}).", *blank, owner=owner)
    (cost, weeks), (cost_before, weeks_before) = (_amounts(row) for row in rows)
    facts = [row[column] for row in rows for column in columns]
    said = f"{called(agent)} cost {currency} {cost:,.0f} and took {weeks:.3g} weeks; {called(last)} before it "
    said = f"{said}{currency} {cost_before:,.0f} and {weeks_before:.3g} weeks"
    worse = [
        name
        for name, is_worse in (("build_cost", cost > cost_before), ("build_weeks", weeks > weeks_before))
        if is_worse
    ]
    if not worse and (cost < cost_before or weeks < weeks_before):
        return passes(f"{said}.", *facts, owner=owner)
    states = {curve.measure: curve.state for curve in fleet.flywheel.curves}
    if worse and all(states.get(name) == "learning" for name in worse):
        return passes(f"{said}, but over all agents cost and weeks clearly fall.", *facts, owner=owner)
    return fails(f"{said}.", *facts, owner=owner)


def _amounts(row: Row) -> tuple[float, float]:
    cost, build, integration = (
        float(row[name].value or 0) for name in ("build_cost", "build_weeks", "integration_weeks")
    )
    return cost, build + integration


def handoffs_stop(ownership: list[Row], running: list[Row], routing: RoutingResult) -> Answers:
    """Answer per handoff between agents in production: with a stop condition it passes, without a rule it fails."""
    if not ownership:
        return unknown("Nobody has written down what the agents claim.", nowhere("Ownership"))
    names = {agent["agent_id"].text: called(agent) for agent in running}
    found = {}
    for one in routing.handoffs:
        if one.agent in names and one.to in names:
            said = f"The handoff from {names[one.agent]} to {names[one.to]}"
            facts = [Fact(one.to, evidence) for evidence in one.evidence]
            if one.stop_condition:
                answer = passes(f"{said} stops: {one.stop_condition.rstrip('.')}.", *facts)
            elif one.stop_condition is None:
                answer = fails(f"{said} has no stop condition.", *facts)
            else:
                answer = unknown(f"{said} has a stop condition that nobody wrote down.", *facts)
            found[f"{one.agent}: {one.to}"] = answer
    return found or not_applicable("No agent in production hands work to another one.")


def handoffs_shared(ownership: list[Row], platform: list[Row], running: list[Row], routing: RoutingResult) -> Answers:
    """Answer per agent in a handoff: a private component fails, shared ones of Platform pass, none is unknown."""
    if not ownership:
        return unknown("Nobody has written down what the agents claim.", nowhere("Ownership"))
    names = {agent["agent_id"].text: called(agent) for agent in running}
    between = [one for one in routing.handoffs if one.agent in names and one.to in names]
    listed = {row["component_id"].text.casefold() for row in platform}
    ends = _ends(between)
    taking_part = [agent for agent in names if agent in ends]
    claims: dict[str, list[Row]] = defaultdict(list)
    for row in ownership:
        if row.cells["kind"] == "component":
            claims[str(row.cells["agent"])].append(row)
    found = {agent: _shared(names[agent], claims[agent], listed) for agent in taking_part}
    return found or not_applicable("No agent in production hands work to another one.")


def _shared(name: str, claims: list[Row], listed: set[str]) -> Answer:
    private = [row for row in claims if row["access"].value == "private"]
    if private:
        resource = private[0]["resource"]
        message = f"{name} takes part in handoffs on a component of its own, {resource.text} ({resource.place})."
        return fails(message, private[0]["access"])
    shared = [row for row in claims if row["access"].value == "shared" and row["resource"].text.casefold() in listed]
    if shared:
        facts = [row[column] for row in best(shared) for column in ("access", "resource")]
        return passes(f"{name} takes part in handoffs on shared components.", *facts)
    cell = claims[0]["access"] if claims else nowhere("Ownership")
    return unknown(f"Nobody has written down which shared components {name} uses ({cell.place}).", cell)


def platform_before_two(at_work: list[Row], gates: Sequence[Gate], policy: Policy) -> Answers:
    """Answer from agent two on what the platform gate says; from agent three on the blocker speaks instead."""
    least, blocks = int(policy.number("phases.warn_from")), int(policy.number("phases.block_from"))
    if len(at_work) >= blocks:
        return not_applicable(f"From agent {blocks} on, a missing platform is a blocker; it is asked there.")
    return _platform(at_work, gates, least)


def platform_before_three(at_work: list[Row], gates: Sequence[Gate], policy: Policy) -> Answers:
    """Answer from agent three on what the platform gate says."""
    return _platform(at_work, gates, int(policy.number("phases.block_from")))


def _platform(at_work: list[Row], gates: Sequence[Gate], least: int) -> Answers:
    if len(at_work) < least:
        return not_applicable(f"{_at_work(at_work)}; this is asked from agent {least} on.")
    gate = gates[PHASES.index("platform")]
    return _stands(f"{_at_work(at_work)}, and platform and governance", [gate], at_work)


def _at_work(at_work: list[Row]) -> str:
    return f"{there_are(at_work, 'agent')} in build, pilot or production"


def _stands(said: str, gates: Sequence[Gate], shown: list[Row]) -> Answer:
    """Answer whether these gates pass: any that fails or has not begun fails, else any unknown is unknown."""
    open_gates = [gate for gate in gates if gate.outcome is not Outcome.PASS]
    statuses = [agent["status"] for agent in shown]
    if not open_gates:
        solid = [Fact(part.name, evidence) for gate in gates for part in gate.solid for evidence in part.evidence[:1]]
        return passes(f"{said} stand.", *statuses, beside=solid)
    failing = [gate for gate in open_gates if gate.outcome is not Outcome.UNKNOWN]
    lacking = [part for gate in failing for part in gate.missing] or [
        part for gate in open_gates for part in gate.unknown
    ]
    facts = [Fact(part.name, evidence) for part in lacking for evidence in part.evidence[:1]]
    names = _named(lacking)
    if failing:
        return fails(f"{said} do not stand yet. Missing: {names}.", *facts, beside=statuses)
    return unknown(f"{said} are not known to stand. Not known: {names}.", *facts, *statuses)


def _named(lacking: Sequence[Requirement]) -> str:
    """Return what is lacking in a row; requirements hold commas themselves."""
    words = [f"{part.name[:1].lower()}{part.name[1:]}" for part in lacking[:NAMED]]
    more = len(lacking) - len(words)
    return "; ".join([*words, f"{more} more"] if more else words)


def not_ahead(
    at_work: list[Row], running: list[Row], gates: Sequence[Gate], routing: RoutingResult, policy: Policy
) -> Answers:
    """Answer per deed that belongs to a later phase: it passes once the gates before that phase are solid.

    A second agent at work belongs after *prove*; more in production than the phase *expand* has, and handoffs between
    agents in production, belong after *expand*.
    """
    found, most = {}, int(policy.number("phases.expand_most"))
    if len(at_work) >= policy.number("phases.warn_from"):
        said = f"{_at_work(at_work)}; the proofs of the first one"
        found["a second agent"] = _stands(said, gates[: PHASES.index("platform")], at_work)
    earlier = gates[: PHASES.index("orchestrate")]
    if len(running) > most:
        said = (
            f"{there_are(running, 'agent')} in production, more than the {most} of the phase expand; the phases before"
        )
        found[f"more than {most} agents"] = _stands(said, earlier, running)
    names = {agent["agent_id"].text: called(agent) for agent in running}
    between = [one for one in routing.handoffs if one.agent in names and one.to in names]
    if between:
        first = f"{names[between[0].agent]} hands work to {names[between[0].to]}"
        said = f"{first}; the phases before orchestration"
        ends = _ends(between)
        found["handoffs"] = _stands(said, earlier, [one for one in running if one["agent_id"].text in ends])
    return found or not_applicable("Nothing is done that belongs to a later phase.")


def _ends(between: Iterable[Handoff]) -> set[str]:
    return {agent for one in between for agent in (one.agent, one.to)}


def claim_holds(claims: dict[str, Fact], gates: Sequence[Gate]) -> Answer:
    """Pass: the claimed phase is the current one or an earlier. Above it: fail, or unknown where cells are blank."""
    claim, current = claims["claimed_phase"], current_phase(gates)
    if claim.value is None:
        return not_applicable("Nobody claims a phase.")
    said = f"The organisation says that it is in the phase {claim.text} ({claim.place})"
    between = before(gates, claim.text)
    if not between:
        return passes(f"{said}; every phase before it is solid.", claim)
    failing = [gate for gate in between if gate.outcome is not Outcome.UNKNOWN]
    lacking = [part for gate in failing for part in gate.missing] or [part for gate in between for part in gate.unknown]
    facts = [Fact(part.name, evidence) for part in lacking for evidence in part.evidence[:1]]
    names = _named(lacking)
    if failing:
        return fails(f"{said}; the evidence ends at {current}. Missing: {names}.", claim, *facts)
    return unknown(f"{said}; the evidence ends at {current}. Not known: {names}.", *facts, claim)
