"""Phases and maturity: what is spoiled in the small organisation, and what each check must then answer."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.checks.spoiling import (
    GONE,
    LATER,
    ORGANISATION,
    Change,
    Table,
    adding,
    as_is,
    both,
    everywhere,
    setting,
    without,
)
from tests.checks.world import AGENT

SINCE = dt.date(2026, 6, 8)
"""A day on which the first agent has nine complete weeks behind it."""
UNTYPED = everywhere("Metrics", approvals=None, approved_unedited=None)
APPROVED: dict[str, Any] = {"approvals": 40, "approved_unedited": 38}


def row(sheet: str, where: dict[str, Any], **values: Any) -> Change:
    """Change the rows in which these columns hold these values."""

    def change(sheets: dict[str, Any]) -> None:
        found = [one for one in sheets[sheet] if all(one.get(key) == value for key, value in where.items())]
        assert found, (sheet, where)
        for one in found:
            one.update(values)

    return change


def second(**values: Any) -> Change:
    """Add a second agent, in production for three weeks, built after the first and at less cost."""
    given = {
        **AGENT,
        **{"agent_id": "billing", "name": "Billing", "workflow": "archiving", "owner": "L. Chen"},
        "exception_owner": "M. Ortiz",
        **{"production_since": SINCE, "build_started": dt.date(2026, 5, 4), "category": "capability"},
        **{"build_cost": 20000, "build_weeks": 3, "integration_weeks": 1, **values},
    }
    first = setting(
        "Agents", 0, build_started=dt.date(2026, 2, 2), build_cost=30000, build_weeks=5, integration_weeks=2
    )
    return both(first, adding("Agents", **given))


def third(**values: Any) -> Change:
    given = {
        "exception_owner": "L. Chen",
        "agent_id": "filing",
        "name": "Filing",
        "workflow": "invoicing",
        "status": "build",
        "build_started": None,
    }
    return both(second(), adding("Agents", **{**AGENT, "production_since": None, **given, **values}))


def many(count: int) -> Change:
    """Add agents in production, so that there are this many."""
    names = [f"helper-{number}" for number in range(2, count + 1)]
    return both(*(adding("Agents", **{**AGENT, "agent_id": name, "name": name}) for name in names))


def handing(**values: Any) -> Change:
    """A second agent that the first hands work to."""
    given = {"agent": "intake", "kind": "handoff", "resource": "billing", "rule": "stop condition"}
    given |= {"rule_detail": "Once per client", "written_by": "A. Novak", "written_on": dt.date(2026, 6, 1)}
    uses = {"agent": "billing", "kind": "component", "resource": "watch", "access": "shared", "written_by": "S. Iyer"}
    uses["written_on"] = dt.date(2026, 6, 1)
    return both(second(), adding("Ownership", **{**given, **values}), adding("Ownership", **uses))


def decision(subject: str, **values: Any) -> Change:
    return row("Governance", {"kind": "decision", "subject": subject}, **values)


def review(subject: str, date: dt.date | None, **values: Any) -> Change:
    given = {"kind": "review", "subject": subject, "text": "Held", "owner": "D. Okafor", "written_by": "D. Okafor"}
    return adding("Governance", **{**given, "date": date, **values})


NO_PLATFORM = row("Platform", {"component_id": "watch"}, status="planned")
NO_DECISION = decision("who may deploy", text=None)
NO_CHAPTER = row("Governance", {"kind": "playbook"}, text=None)


def table() -> Table:
    return {**_phases(), **_ahead(), **_maturity()}


def _phases() -> Table:
    data, second_since = {"component_id": "data-layer"}, dt.date(2026, 4, 6)
    return {
        "phases.data_shared": [
            ("pass", ORGANISATION, "data-layer is in operation", as_is),
            ("fail", ORGANISATION, "is planned", row("Platform", data, status="planned")),
            ("fail", ORGANISATION, "only from", row("Platform", data, since=LATER)),
            ("fail", ORGANISATION, "left on 15 June 2026", row("People", {"name": "S. Iyer"}, until=GONE)),
            ("unknown", ORGANISATION, "Claimed", row("Platform", data, owner=None)),
            ("unknown", ORGANISATION, "Nobody", row("Platform", data, status=None)),
            ("unknown", ORGANISATION, "Nobody", without("Platform")),
        ],
        "phases.cost_model": [
            ("pass", ORGANISATION, "who bears which cost", as_is),
            ("unknown", ORGANISATION, "intake alone", decision("cost allocation", about="intake")),
            ("unknown", ORGANISATION, "Claimed", decision("cost allocation", date=None)),
            ("unknown", ORGANISATION, "nowhere", decision("cost allocation", text=None)),
            ("unknown", ORGANISATION, "nowhere", without("Governance")),
        ],
        "phases.several_agents": [
            ("pass", ORGANISATION, "There are 2 agents in production.", second()),
            ("not_applicable", ORGANISATION, "There is 1 agent", as_is),
            ("not_applicable", ORGANISATION, "There is 1 agent", second(status="pilot")),
            ("not_applicable", ORGANISATION, "There is 1 agent", second(production_since=LATER)),
            ("unknown", ORGANISATION, "Claimed", second(approved_by=None)),
            ("unknown", ORGANISATION, "Nobody has listed", without("Agents")),
        ],
        "phases.cheaper_and_faster": [
            ("pass", "billing", "cost EUR 20,000 and took 4 weeks; Client intake before it EUR 30,000 and 7", second()),
            ("pass", "billing", "cost", second(build_cost=30000)),
            ("fail", "billing", "cost EUR 30,001", second(build_cost=30001)),
            ("fail", "billing", "7.5 weeks", second(build_weeks=6.5)),
            ("fail", "billing", "cost", second(build_cost=30000, build_weeks=6)),
            ("not_applicable", ORGANISATION, "No two", as_is),
            ("not_applicable", ORGANISATION, "No two", second(production_since=second_since)),
            ("not_applicable", ORGANISATION, "No two", second(production_since=LATER)),
            ("not_applicable", ORGANISATION, "No two", second(status="build")),
            ("unknown", "billing", "a blank cell", second(build_cost=None)),
            ("unknown", "billing", "since when", second(production_since=None)),
            ("unknown", ORGANISATION, "Nobody has listed", without("Agents")),
        ],
        "phases.handoffs_stop": [
            ("pass", "intake: billing", "Once per client", handing()),
            ("fail", "intake: billing", "no stop condition", handing(rule="sequence", rule_detail="1")),
            ("unknown", "intake: billing", "nobody wrote down", handing(rule_detail=None)),
            ("unknown", ORGANISATION, "Nobody", without("Ownership")),
            ("not_applicable", ORGANISATION, "No agent", as_is),
        ],
        "phases.handoffs_shared": [
            ("pass", "intake", "on shared components", handing()),
            ("fail", "billing", "of its own", both(handing(),
                row("Ownership", {"agent": "billing", "kind": "component"}, access="private"))),
            ("unknown", "billing", "Nobody", both(handing(),
                row("Ownership", {"agent": "billing", "kind": "component"}, access=None))),
            ("unknown", "billing", "Claimed", both(handing(),
                row("Ownership", {"agent": "billing", "kind": "component"}, written_by=None))),
            ("unknown", ORGANISATION, "Nobody", without("Ownership")),
            ("not_applicable", ORGANISATION, "No agent", as_is),
        ],
    }  # fmt: skip


def _ahead() -> Table:
    written = {"written_by": "S. Iyer", "written_on": dt.date(2026, 6, 1)}
    uses = [
        adding("Ownership", agent="billing", kind="component", resource=name, access="shared", **written)
        for name in ("watch", "meter", "erp-connector")
    ]
    whole = both(second(), *uses)
    building = both(second(status="build", production_since=None))
    return {
        "phases.platform_before_two": [
            ("pass", ORGANISATION, "platform and governance stand", whole),
            ("pass", ORGANISATION, "stand", building),
            ("fail", ORGANISATION, "do not stand yet", both(building, NO_PLATFORM)),
            ("unknown", ORGANISATION, "governance decided for all agents", both(building, NO_DECISION)),
            ("not_applicable", ORGANISATION, "from agent 2 on", as_is),
            ("not_applicable", ORGANISATION, "From agent 3 on", both(third(), NO_PLATFORM)),
        ],
        "phases.platform_before_three": [
            ("pass", ORGANISATION, "stand", both(third(), *uses)),
            ("fail", ORGANISATION, "do not stand yet", both(third(), NO_PLATFORM)),
            ("unknown", ORGANISATION, "not known", both(third(), *uses, NO_DECISION)),
            ("not_applicable", ORGANISATION, "from agent 3 on", both(building, NO_PLATFORM)),
        ],
        "phases.not_ahead": [
            ("pass", "a second agent", "stand", second()),
            ("fail", "a second agent", "in production for long enough",
                both(second(), setting("Agents", 0, production_since=dt.date(2026, 6, 1)))),
            ("unknown", "a second agent", "a documented playbook", both(second(), NO_CHAPTER)),
            ("fail", "more than 5 agents", "There are 6 agents in production", many(6)),
            ("fail", "handoffs", "Client intake hands work to Billing", both(handing(), NO_PLATFORM)),
            ("not_applicable", ORGANISATION, "Nothing is done", as_is),
        ],
        "phases.claim_holds": [
            ("pass", ORGANISATION, "the phase expand", setting("Program", 0, claimed_phase="expand")),
            ("pass", ORGANISATION, "the phase prove",
                both(NO_PLATFORM, setting("Program", 0, claimed_phase="prove"))),
            ("fail", ORGANISATION, "the evidence ends at expand", setting("Program", 0, claimed_phase="orchestrate")),
            ("fail", ORGANISATION, "the evidence ends at platform",
                both(NO_PLATFORM, setting("Program", 0, claimed_phase="expand"))),
            ("unknown", ORGANISATION, "Not known: a documented playbook",
                both(NO_CHAPTER, setting("Program", 0, claimed_phase="platform"))),
            ("not_applicable", ORGANISATION, "Nobody claims", as_is),
        ],
    }  # fmt: skip


def _maturity() -> Table:
    def claimed(level: int) -> Change:
        return both(everywhere("Metrics", **APPROVED), setting("Agents", 0, claimed_maturity=level))

    def programme(level: int) -> Change:
        return both(claimed(1), setting("Program", 0, claimed_maturity=level))

    return {
        "maturity.agents_as_claimed": [
            ("pass", "intake", "bears out level 2", claimed(2)),
            ("pass", "intake", "bears out level 1", both(claimed(1), everywhere("Metrics", approvals=90))),
            ("fail", "intake", "completes nothing without approval", both(claimed(2),
                everywhere("Metrics", approvals=90))),
            ("fail", "intake", "hands no work", claimed(3)),
            ("fail", "intake", "may do nothing alone", both(claimed(2),
                setting("Workflows", 0, autonomous_actions=()))),
            ("unknown", "intake", "what it must never do (Workflows!", both(claimed(2),
                setting("Workflows", 0, never_actions=None))),
            ("unknown", "intake", "Metrics does not say", both(UNTYPED, setting("Agents", 0, claimed_maturity=1))),
            ("not_applicable", "intake", "Nobody claims", as_is),
        ],
        "maturity.programme_as_claimed": [
            ("pass", ORGANISATION, "bears out level 2", programme(2)),
            ("fail", ORGANISATION, "0 of 1 agents in production have reached level 4", programme(4)),
            ("unknown", ORGANISATION, "ends at level 0", both(UNTYPED, setting("Program", 0, claimed_maturity=2))),
            ("unknown", ORGANISATION, "no agent", both(without("Agents"), setting("Program", 0, claimed_maturity=1))),
            ("not_applicable", ORGANISATION, "Nobody claims", as_is),
        ],
    }  # fmt: skip
