"""Who owns what: what is spoiled in the small organisation, mostly by a second agent, and what must be answered."""

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
from tests.checks.world import INBOX

_BILLING = {
    **{"agent_id": "billing", "name": "Billing", "status": "production", "owner": "L. Chen", "exception_sla": 24},
    **{"production_since": dt.date(2026, 6, 8), "approved_by": "J. Park", "approved_on": dt.date(2026, 6, 1)},
    "exception_owner": "S. Iyer",
}
_WRITTEN = {"written_by": "L. Chen", "written_on": dt.date(2026, 6, 1)}
_TRIGGER, _FIELD, _OUTPUT = 3, 4, 5
"""The rows of *Ownership* on which the agent of the small organisation claims them."""


def claim(kind: str, resource: str, **cells: Any) -> Change:
    return adding("Ownership", **{"agent": "billing", "kind": kind, "resource": resource, **_WRITTEN, **cells})


def second(*changes: Change, **cells: Any) -> Change:
    """A second agent in production, and what else is changed."""
    return both(adding("Agents", **{**_BILLING, **cells}), *changes)


def listens(contains: tuple[str, ...] | None, channel: str = INBOX, **cells: Any) -> Change:
    return claim("trigger", channel, **{"contains_any": contains, "timing": "on event", **cells})


def hands(to: str, **cells: Any) -> Change:
    return claim("handoff", to, **{"agent": "intake", **cells})


def _stop(detail: str | None) -> dict[str, Any]:
    return {"rule": "stop condition", "rule_detail": detail}


def _nth(number: str | None) -> dict[str, Any]:
    return {"rule": "sequence", "rule_detail": number}


def table() -> Table:
    return {**_triggers(), **_fields(), **_exceptions(), **_handoffs(), **_writing()}


def _triggers() -> Table:
    queue = {"rule": "dispatch queue"}
    return {
        "ownership.one_trigger_owner": [
            ("pass", INBOX, "Billing excludes", second(listens(("tender",), excludes_any=("enquiry", "proposal")))),
            ("pass", "billing", "starts no other agent",
                second(listens(("tender",), excludes_any=("enquiry", "proposal")))),
            ("pass", "billing", "No other agent", second(listens(("invoice",), "inbox:accounts"))),
            ("pass", INBOX, "Billing dispatches", second(listens(None, **queue))),
            ("pass", "intake", "No other agent", second(listens(("invoice",), "inbox:accounts"))),
            ("fail", INBOX.upper(), "both start on", second(listens(("tender",), INBOX.upper()))),
            ("fail", INBOX, "Proposed: Client intake", second(listens(None))),
            ("unknown", "billing", "does not say what starts Billing", second()),
            ("unknown", "intake", "does not say what starts Client intake",
                setting("Ownership", _TRIGGER, kind="output")),
            ("unknown", "billing", "is in build", second(status="build")),
            ("unknown", ORGANISATION, "what the agents claim", without("Ownership")),
            ("unknown", ORGANISATION, "listed any agent", without("Agents")),
            ("not_applicable", "intake", "only agent at work", as_is),
            ("not_applicable", "billing", "is in pilot", second(claim("output", "erp:journal"), status="pilot")),
            ("not_applicable", ORGANISATION, "No agent", setting("Agents", 0, status="idea")),
        ],
        "ownership.triggers_can_start": [
            ("pass", ORGANISATION, "Every trigger", as_is),
            ("fail", f"intake: {INBOX}", "No message", setting("Ownership", _TRIGGER, excludes_any=("e", "p"))),
            ("unknown", ORGANISATION, "what the agents claim", without("Ownership")),
            ("not_applicable", ORGANISATION, "No agent has", setting("Ownership", _TRIGGER, kind="output")),
        ],
        "ownership.no_double_fires": [
            ("pass", INBOX, "Of 1 sample event", second(listens(("tender",)))),
            ("pass", INBOX, "none would start", second(listens(None, **queue))),
            ("fail", INBOX, "Of 1 sample event", second(listens(("second phase",)))),
            ("unknown", ORGANISATION, "No sample event", second(listens(("second phase",)), without("Events"))),
            ("unknown", INBOX, "No sample event",
                second(listens(("second phase",)), everywhere("Events", channel="inbox:other"))),
            ("unknown", ORGANISATION, "what the agents claim", without("Ownership")),
            ("not_applicable", ORGANISATION, "only agent at work", as_is),
            ("not_applicable", ORGANISATION, "No two agents", second(listens(("a",), "inbox:accounts"))),
        ],
        "ownership.scheduled_apart": [
            ("pass", ORGANISATION, "No agent on schedule",
                second(listens(None, "schedule:friday 06:00", timing="schedule"))),
            ("pass", ORGANISATION, "No agent on schedule",
                second(listens(("invoice",), timing="schedule", excludes_any=("enquiry", "proposal")))),
            ("fail", INBOX, "on schedule", second(listens(None, timing="schedule"))),
            ("unknown", ORGANISATION, "what the agents claim", without("Ownership")),
            ("not_applicable", ORGANISATION, "acts on schedule", second(listens(("a",), "inbox:accounts"))),
            ("not_applicable", ORGANISATION, "only agent at work", as_is),
        ],
    }  # fmt: skip


def _fields() -> Table:
    def writes(resource: str, **cells: Any) -> Change:
        return claim("field", resource, **{"access": "write", **cells})

    nowhere = [("unknown", ORGANISATION, "what the agents claim", without("Ownership"))]
    alone = [("not_applicable", ORGANISATION, "only agent at work", as_is)]
    sequence = setting("Ownership", _FIELD, **_nth("1"))
    outputs = setting("Ownership", _OUTPUT, **_nth("1"))
    return {
        "ownership.one_field_writer": [
            ("pass", "billing", "No other agent writes a field", second(writes("erp.invoice.status"))),
            ("pass", "crm.contact.source", "own order number",
                second(sequence, writes("crm.contact.source", **_nth("2")))),
            ("pass", "billing", "unless in a sequence", second(sequence, writes("crm.contact.source", **_nth("2")))),
            ("fail", "CRM.contact.source", "creates a task", second(writes("CRM.contact.source"))),
            ("fail", "crm.contact.source", "creates a task", second(writes("crm.contact.*"))),
            ("fail", "crm.contact.source", "creates a task",
                second(sequence, writes("crm.contact.source", **_nth("1")))),
            ("unknown", "crm.contact.source", "access", second(writes("crm.contact.source", access=None))),
            *nowhere,
            *alone,
            ("not_applicable", ORGANISATION, "writes a field",
                second(setting("Ownership", _FIELD, access="read"))),
        ],
        "ownership.one_object": [
            ("pass", ORGANISATION, "No two agents", second(writes("erp.invoice.status"))),
            ("fail", "crm.contact", "different fields", second(writes("crm.contact.phone"))),
            *nowhere,
            *alone,
            ("not_applicable", ORGANISATION, "claims a field", second(setting("Ownership", _FIELD, kind="output"))),
        ],
        "ownership.fresh_reads": [
            ("pass", ORGANISATION, "No agent reads", second(writes("crm.contact.source", access="read"))),
            ("fail", "crm.contact.source", "on schedule",
                second(writes("crm.contact.source", access="read", timing="schedule"))),
            *nowhere,
            *alone,
        ],
        "ownership.one_output_writer": [
            ("pass", "billing", "a destination", second(claim("output", "erp:journal", access="write"))),
            ("pass", "mail:first answer", "order number",
                second(outputs, claim("output", "mail:first answer", access="write", **_nth("2")))),
            ("fail", "mail:First answer", "without a sequence",
                second(claim("output", "mail:First answer", access="write"))),
            ("unknown", "mail:first answer", "order number",
                second(outputs, claim("output", "mail:first answer", access="write", **_nth(None)))),
            *nowhere,
            *alone,
        ],
    }  # fmt: skip


def _exceptions() -> Table:
    def behind(name: str | None) -> Change:
        return setting("Agents", 0, exception_owner=name)

    def priorities(first: int | None, other: int | None) -> Change:
        return second(
            setting("Agents", 0, exception_priority=first), exception_owner="a.novak", exception_priority=other
        )

    nobody = [
        ("unknown", ORGANISATION, "listed any agent", without("Agents")),
        ("not_applicable", ORGANISATION, "No agent", setting("Agents", 0, status="idea")),
    ]
    return {
        "handovers.exceptions_named": [
            ("pass", "intake", "go to A. Novak, agent operator", as_is),
            ("fail", "intake", "Nobody is named", behind(None)),
            ("fail", "intake", "several people", behind("A. Novak; S. Iyer")),
            ("fail", "intake", "no role", behind("R. Haddad")),
            ("fail", "intake", "left on", setting("People", 4, until=GONE)),
            ("fail", "intake", "is in no role before", setting("People", 4, since=LATER)),
            ("unknown", "intake", "cannot be looked up", without("People")),
            *nobody,
        ],
        "handovers.exceptions_in_time": [
            ("pass", "intake", "within 8 hours; 24", as_is),
            ("fail", "intake", "may wait for 48 hours", setting("Agents", 0, exception_sla=48)),
            ("unknown", "intake", "how many hours", setting("Agents", 0, exception_sla=None)),
            *nobody,
        ],
        "handovers.exceptions_ordered": [
            ("pass", "billing", "priority 2 among 2", priorities(1, 2)),
            ("fail", "billing", "no priority", priorities(1, None)),
            ("fail", "intake", "priority 1, which another one has too", priorities(1, 1)),
            ("unknown", "intake", "nobody knows what they wait for", behind(None)),
            ("not_applicable", "intake", "no other agent", as_is),
            *nobody,
        ],
    }


def _handoffs() -> Table:
    def back(**cells: Any) -> Change:
        return hands("intake", **{"agent": "billing", **cells})

    none = [
        ("unknown", ORGANISATION, "what the agents claim", without("Ownership")),
        ("not_applicable", ORGANISATION, "hands work on", as_is),
    ]
    circle = "billing → intake → billing"
    return {
        "handovers.handoffs_end": [
            ("pass", ORGANISATION, "comes to an end", second(hands("billing"))),
            ("pass", ORGANISATION, "comes to an end", second(hands("billing"), back(**_stop("Twice at most")))),
            ("fail", circle, "for ever", second(hands("billing"), back())),
            ("unknown", circle, "nothing says", second(hands("billing"), back(**_stop(None)))),
            *none,
        ],
        "handovers.handoffs_received": [
            ("pass", "intake: billing", "hands work to Billing", second(hands("billing"))),
            ("pass", "intake: S. Iyer", "hands work to S. Iyer", hands("S. Iyer")),
            ("fail", "intake: billing", "is retired", second(hands("billing"), status="retired")),
            ("fail", "intake: billing", "not built yet", second(hands("billing"), status="idea")),
            ("fail", "intake: R. Haddad", "neither an agent", hands("R. Haddad")),
            ("fail", "intake: A. Novak", "ended", both(hands("A. Novak"), setting("People", 4, until=GONE))),
            ("unknown", "intake: S. Iyer", "cannot be looked up", both(hands("S. Iyer"), without("People"))),
            *none,
        ],
        "handovers.single_points": [
            ("pass", ORGANISATION, "hold together", second(hands("billing"))),
            ("fail", "intake", "cut off from each other: Billing, Legal",
                second(hands("billing"), hands("legal"),
                    adding("Agents", agent_id="legal", name="Legal", status="pilot"))),
            *none,
        ],
    }  # fmt: skip


def _writing() -> Table:
    live = setting("Governance", -1, date=dt.date(2026, 6, 3))
    nobody = [
        ("unknown", ORGANISATION, "listed any agent", without("Agents")),
        ("not_applicable", ORGANISATION, "No agent", setting("Agents", 0, status="idea")),
    ]
    return {
        "ownership_map.claims_written": [
            ("pass", ORGANISATION, "All 6 claims", as_is),
            ("unknown", "intake", "A claim of Client intake is verbal", setting("Ownership", _FIELD, written_by=None)),
            ("unknown", "intake", "without written on", setting("Ownership", _FIELD, written_on=None)),
            ("unknown", "intake", "6 claims", everywhere("Ownership", written_on=LATER)),
            ("unknown", ORGANISATION, "what the agents claim", without("Ownership")),
            *nobody,
        ],
        "ownership_map.map_reviewed": [
            ("pass", ORGANISATION, "27 May 2026; the next review is due on 27 August 2026", as_is),
            ("fail", ORGANISATION, "was due on 2 April 2026", setting("Governance", -1, date=dt.date(2025, 12, 31))),
            ("unknown", ORGANISATION, "Nobody has written down", without("Governance")),
            ("unknown", ORGANISATION, "Claimed", setting("Governance", -1, written_by=None, owner=None)),
            ("unknown", ORGANISATION, "Nobody has written down", setting("Governance", -1, date=LATER)),
            *nobody,
        ],
        "ownership_map.map_reviewed_before_go_live": [
            ("pass", "billing", "after a review of the ownership map on 27 May 2026", second()),
            ("pass", "billing", "on 3 June 2026", second(live)),
            ("fail", "billing", "without a review", second(setting("Governance", -1, date=dt.date(2026, 6, 20)))),
            ("fail", "billing", "without a review", second(setting("Governance", -1, date=dt.date(2026, 4, 6)))),
            ("unknown", "billing", "nobody has written down a review", second(without("Governance"))),
            ("unknown", "billing", "since when", second(production_since=None)),
            ("unknown", "billing", "still to come", second(production_since=LATER)),
            ("not_applicable", "intake", "first agent", as_is),
            ("not_applicable", "intake", "first agent", second()),
            ("not_applicable", ORGANISATION, "in production", setting("Agents", 0, status="pilot")),
            ("unknown", ORGANISATION, "listed any agent", without("Agents")),
        ],
    }  # fmt: skip
