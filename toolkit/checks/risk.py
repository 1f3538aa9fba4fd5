"""Risk and authority: tiers with the approval each needs, stated actions, the audit drill, what retired agents keep."""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import TYPE_CHECKING

from toolkit.checks.answers import Answer, Answers, fails, not_applicable, passes, unknown
from toolkit.checks.facts import day, nowhere
from toolkit.checks.governance import AT_WORK
from toolkit.checks.naming import called
from toolkit.checks.playbook import TEST
from toolkit.checks.tiers import AUTHORITY, ROLES, Risk, approvers, authority_of, higher, risk_of, suffices
from toolkit.sheets.candidates import LOW_MEDIUM_HIGH

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from toolkit.checks.answers import Fact
    from toolkit.checks.facts import Row
    from toolkit.checks.people import People
    from toolkit.policy import Policy

ACTIONS = {
    "autonomous_actions": "what it may do alone",
    "approval_actions": "what it may do once a person approves",
    "never_actions": "what it must never do",
}


def tier_named(agents: list[Row], workflow_rows: Mapping[str, Row]) -> Answers:
    """Answer per agent in build, pilot or production: a tier below one of its workflow's risks fails."""
    at_work = [agent for agent in agents if agent["status"].value in AT_WORK]
    return {agent["agent_id"].text: _named(agent, risk_of(agent, workflow_rows)) for agent in at_work} or _nobody()


def _named(agent: Row, risk: Risk) -> Answer:
    name, typed, owner = called(agent), agent["tier"], agent.owner
    if typed.value is None:
        message = f"Nobody has written down the tier of {name} ({typed.place}){_at_least(risk)}."
        return unknown(message, typed, *risk.decides.values(), owner=owner)
    if higher(typed.text, risk.at_least) != typed.text:
        (title, cell), *_ = risk.decides.items()
        message = f"{name} is in tier {typed.text} ({typed.place}), but its {title} is {cell.text} ({cell.place})."
        return fails(message, typed, *risk.decides.values(), owner=owner)
    if risk.tier is None and typed.text != LOW_MEDIUM_HIGH[-1]:
        places = ", ".join(fact.place for fact in risk.blank)
        message = f"Whether tier {typed.text} is high enough for {name} nobody can say; blank: {places}."
        return unknown(message, *risk.blank, owner=owner)
    is_higher = "" if typed.text == risk.at_least else "above "
    message = f"{name} is in tier {typed.text}, {is_higher}the highest of its risks."
    return passes(message, typed, *risk.known.values(), owner=owner)


def _at_least(risk: Risk) -> str:
    return f"; its risks come to {risk.at_least} at least" if risk.at_least else ""


def tier_approved(agents: list[Row], workflow_rows: Mapping[str, Row], people: People, policy: Policy) -> Answers:
    """Answer per agent at work: whoever approved it had, on that day, the role that its tier needs, or a higher one."""
    needs = approvers(policy)
    at_work = [agent for agent in agents if agent["status"].value in AT_WORK]
    return {agent["agent_id"].text: _approved(agent, workflow_rows, people, needs) for agent in at_work} or _nobody()


def _approved(agent: Row, workflow_rows: Mapping[str, Row], people: People, needs: dict[str, str]) -> Answer:
    name, approver, owner, risk = called(agent), agent["approved_by"], agent.owner, risk_of(agent, workflow_rows)
    tier = higher(agent["tier"].text or None, risk.at_least)
    if tier is None:
        cells = (agent["tier"], *risk.blank)
        return unknown(f"Nobody knows the tier of {name}; blank: {_places(cells)}.", *cells, owner=owner)
    needed = f"{name} is in tier {tier} and needs the approval of {ROLES[needs[tier]]}"
    if approver.value is None:
        return unknown(f"{needed}; nobody has written down who approved it ({approver.place}).", approver, owner=owner)
    on, workflow = agent.date("approved_on") or people.as_of, workflow_rows.get(agent["workflow"].text)
    authority, cell = authority_of(approver.text, workflow, people, on)
    if not suffices(authority, needs[tier]):
        if not people.rows:
            message = f"{needed}; whether {approver.text} is one cannot be looked up: nobody is listed on People."
            return unknown(message, nowhere("People"), owner=owner)
        says = f"is {ROLES[authority]} ({cell.place})" if authority and cell else f"was none on {day(on)}"
        message = f"{needed}; {approver.text}, who approved it ({approver.place}), {says}."
        return fails(message, approver, *([cell] if cell else []), beside=risk.decides.values(), owner=owner)
    if risk.tier is None and not all(suffices(authority, needs[other]) for other in LOW_MEDIUM_HIGH):
        message = f"Whether {approver.text} may approve {name} nobody can say; blank: {_places(risk.blank)}."
        return unknown(message, *risk.blank, owner=owner)
    message = f"As {ROLES[authority or AUTHORITY[0]]}, {approver.text} approved {name}, in tier {tier}."
    return passes(message, approver, *([cell] if cell else []), beside=risk.decides.values(), owner=owner)


def actions_stated(agents: list[Row], workflow_rows: Mapping[str, Row]) -> Answers:
    """Answer per agent at work: all three lists of actions are written down, and no action stands on two of them."""
    at_work = [agent for agent in agents if agent["status"].value in AT_WORK]
    return {agent["agent_id"].text: _stated(agent, workflow_rows) for agent in at_work} or _nobody()


def _stated(agent: Row, workflow_rows: Mapping[str, Row]) -> Answer:
    name, owner, workflow = called(agent), agent.owner, workflow_rows.get(agent["workflow"].text)
    if workflow is None:
        cell = agent["workflow"]
        return unknown(f"What {name} may do nobody can say: its workflow is blank ({cell.place}).", cell, owner=owner)
    actions = {column: {_folded(action): action for action in workflow.ids(column)} for column in ACTIONS}
    for one, other in (("autonomous_actions", "never_actions"), *_OTHER_PAIRS):
        twice = [action for key, action in actions[one].items() if key in actions[other]]
        if twice:
            cells = (workflow[one], workflow[other])
            action = " ".join(twice[0].split())
            message = f"{name}: “{action}” stands under {ACTIONS[one]} ({cells[0].place}) and under {ACTIONS[other]}"
            return fails(f"{message} ({cells[1].place}).", *cells, owner=workflow.owner)
    blank = {words: workflow[column] for column, words in ACTIONS.items() if workflow[column].value is None}
    if blank:
        words = ", ".join(f"{words} ({fact.place})" for words, fact in blank.items())
        return unknown(f"{name}: nobody has written down {words}.", *blank.values(), owner=workflow.owner)
    message = f"What {name} may do alone, with approval and never is written down."
    return passes(message, *(workflow[column] for column in ACTIONS), owner=workflow.owner)


_OTHER_PAIRS = (("approval_actions", "never_actions"), ("autonomous_actions", "approval_actions"))


def audit_drill_held(governance: list[Row], policy: Policy, as_of: dt.date) -> Answer:
    """Pass: the last audit drill was held within the policy's days, by a named person, and it worked."""
    days = int(policy.number("governance.drill_days"))
    rows = [row for row in governance if row["kind"].value == "decision" and row["subject"].value == "audit drill"]
    held = [row for row in rows if (date := row.date("test_date")) is not None and date <= as_of]
    if not held:
        cell = rows[0]["test_date"] if rows else nowhere("Governance")
        return unknown(f"Nobody has written down when an audit drill was held ({cell.place}).", cell)
    last = max(held, key=lambda row: (row["test_date"].text, row["test_result"].value is not None, -row.number))
    result, date = last["test_result"], last.date("test_date") or as_of
    facts = [last.recorded(name, *((column,) for column in TEST)) for name in TEST]
    if result.value is None:
        return unknown(f"How the audit drill of {day(date)} ended is blank ({result.place}).", result, owner=last.owner)
    if result.value == "failed":
        return fails(f"The audit drill of {day(date)} failed ({result.place}).", *reversed(facts), owner=last.owner)
    age = (as_of - date).days
    if age > days:
        cell = last["test_date"]
        message = f"The last audit drill was held on {day(date)}, {age:,} days ago ({cell.place}); {days} are allowed."
        return fails(message, cell, owner=last.owner)
    return passes(f"An audit drill was held on {day(date)}, and it worked.", *facts, owner=last.owner)


def retired_claims_released(agents: list[Row], ownership: list[Row], as_of: dt.date) -> Answers:
    """Answer per retired agent: it fails where a row of Ownership still is its own."""
    claims: dict[str, list[Row]] = {}
    for row in ownership:
        claims.setdefault(str(row.cells["agent"]), []).append(row)
    found = {
        agent["agent_id"].text: _released(agent, claims.get(agent["agent_id"].text, []), bool(ownership))
        for agent in agents
        if is_retired(agent, as_of)
    }
    return found or not_applicable("No agent is retired.")


def is_retired(agent: Row, as_of: dt.date) -> bool:
    """Say whether the registry calls an agent retired, by status or by a last day that has passed."""
    last = agent.date("retired_on")
    return agent["status"].value == "retired" or (last is not None and last < as_of)


def _released(agent: Row, claims: list[Row], is_kept: bool) -> Answer:
    name = called(agent)
    said = agent["status"] if agent["status"].value == "retired" else agent["retired_on"]
    if claims:
        shown = ", ".join(f"{row['kind'].text} {row['resource'].text}" for row in claims[:3])
        more = f" and {len(claims[3:])} more" if claims[3:] else ""
        message = f"{name} is retired ({said.place}), and still claims {shown}{more} ({claims[0]['resource'].place})."
        return fails(message, said, *(row["resource"] for row in claims), owner=agent.owner)
    if not is_kept:
        sheet = nowhere("Ownership")
        return unknown(f"Whether {name}, which is retired, still claims anything nobody can say.", sheet)
    return passes(f"{name} is retired, and claims nothing any more.", said, owner=agent.owner)


def _nobody() -> Answer:
    """Answer for a registry in which nothing is at work."""
    return unknown("No agent is in build, pilot or production, as far as Agents says.", nowhere("Agents"))


def _folded(action: str) -> str:
    return " ".join(unicodedata.normalize("NFC", action).casefold().split())


def _places(facts: Iterable[Fact]) -> str:
    return ", ".join(fact.place for fact in facts)
