"""The fixtures of every check: what is spoiled in the small organisation, and what the check must then answer.

A case names the check, the outcome, the subject and a word that the message must contain; ``change`` spoils the rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.checks.world import MONDAYS, Rows, waiver

Change = Callable[[dict[str, Rows]], None]
ORGANISATION = "Northwind Advisory"
GONE, LATER = dt.date(2026, 6, 15), dt.date(2026, 7, 15)
RUNS = ("completed", "fallbacks", "escalations")
OUTCOMES = ("errors", "csat_sum", "time_value")


@dataclass(frozen=True)
class Case:
    check: str
    outcome: str
    subject: str
    says: str
    change: Change
    name: str

    def __str__(self) -> str:
        return f"{self.check}-{self.outcome}-{self.name}"


def setting(sheet: str, row: int, **values: Any) -> Change:
    return lambda sheets: sheets[sheet][row].update(values)


def everywhere(sheet: str, **values: Any) -> Change:
    return lambda sheets: [row.update(values) for row in sheets[sheet]] and None


def without(sheet: str) -> Change:
    return lambda sheets: sheets[sheet].clear()


def adding(sheet: str, **values: Any) -> Change:
    return lambda sheets: sheets[sheet].append(values)


def both(*changes: Change) -> Change:
    def change(sheets: dict[str, Rows]) -> None:
        for one in changes:
            one(sheets)

    return change


def weeks(mondays: list[dt.date], **values: Any) -> Change:
    """Change these weeks of Metrics; without values, drop their rows."""

    def change(sheets: dict[str, Rows]) -> None:
        if not values:
            sheets["Metrics"] = [row for row in sheets["Metrics"] if row["week"] not in mondays]
        for row in sheets["Metrics"]:
            row.update(values if row["week"] in mondays else {})

    return change


def as_is(sheets: dict[str, Rows]) -> None:
    pass


def blank(columns: tuple[str, ...]) -> dict[str, Any]:
    return dict.fromkeys(columns)


def zero(columns: tuple[str, ...]) -> dict[str, Any]:
    return dict.fromkeys(columns, 0)


_ALL = [dt.date(2026, 4, 6) + index * dt.timedelta(days=7) for index in range(12)]
_SECOND = {"agent_id": "billing", "name": "Billing", "status": "production", "owner": "L. Chen"}


def _table() -> dict[str, list[tuple[str, str, str, Change]]]:
    days = {count: setting("Agents", 0, production_since=dt.date(2026, 6, 30) - dt.timedelta(days=count))
            for count in (59, 60)}  # fmt: skip
    return {
        "production.in_production": [
            ("pass", "intake", "is in production", as_is),
            ("pass", "intake", "Client intake", adding("Agents", **_SECOND)),
            ("fail", ORGANISATION, "No agent", setting("Agents", 0, status="pilot")),
            ("unknown", ORGANISATION, "Nobody has listed", without("Agents")),
            ("unknown", "intake", "Claimed, no evidence", setting("Agents", 0, approved_by=None)),
            ("unknown", "intake", "approved on (Agents!", setting("Agents", 0, approved_on=None)),
            ("unknown", "intake", "Claimed", setting("Agents", 0, approved_on=LATER)),
        ],
        "production.long_enough": [
            ("pass", "intake", "85 days", as_is),
            ("pass", "intake", "60 days", days[60]),
            ("pass", "intake", "85 days", without("Metrics")),
            ("pass", "intake", "which is enough", weeks(_ALL[:2], **zero(RUNS))),
            ("fail", "intake", "59 days", days[59]),
            ("fail", "intake", "but only from", setting("Agents", 0, production_since=LATER)),
            ("fail", "intake", "first week with work", weeks(_ALL[:6], **zero(RUNS))),
            ("fail", "intake", "no week since then", weeks(_ALL, **zero(RUNS))),
            ("unknown", "intake", "since when", setting("Agents", 0, production_since=None)),
            ("unknown", ORGANISATION, "nothing to judge", setting("Agents", 0, status="build")),
            ("unknown", "intake", "Claimed",
                both(without("Metrics"), setting("Agents", 0, approved_by=None))),
        ],
        "production.used_every_week": [
            ("pass", "intake", "all 8 complete weeks", as_is),
            ("pass", "intake", "all 8", weeks(MONDAYS, completed=30, fallbacks=0, escalations=0)),
            ("pass", "intake", "all 8", weeks(MONDAYS, completed=30, fallbacks=None)),
            ("fail", "intake", "in 5 of 8", weeks(MONDAYS[3:], **zero(RUNS))),
            ("fail", "intake", "in 1 of 8",
                weeks(MONDAYS[7:], completed=29, fallbacks=0, escalations=0)),
            ("unknown", "intake", "in 5 of 8", weeks(MONDAYS[3:])),
            ("unknown", "intake", "in 5 of 8", weeks(MONDAYS[3:], **blank(RUNS))),
            ("unknown", "intake", "Metrics!E", weeks(MONDAYS[:1], completed=5, fallbacks=None)),
            ("unknown", "intake", "8 of 8", without("Metrics")),
            ("unknown", "intake", "8 of 8",
                both(without("Metrics"), setting("Workflows", 0, volume_likely=0))),
            ("unknown", "intake", "how many items", setting("Agents", 0, workflow=None)),
            ("unknown", "intake", "how many items", setting("Workflows", 0, volume_likely=None)),
        ],
        "production.outcomes_measured": [
            ("pass", "intake", "all 8", as_is),
            ("pass", "intake", "all 8", weeks(MONDAYS, errors=0, csat_sum=None, time_value=None)),
            ("unknown", "intake", "2 of 8", weeks(MONDAYS[:2], **blank(OUTCOMES))),
            ("unknown", "intake", "2 of 8", weeks(MONDAYS[:2])),
            ("unknown", "intake", "8 of 8", without("Metrics")),
        ],
        "playbook.written": [
            ("pass", "what went wrong", "written down", as_is),
            ("unknown", "workflow selection", "Nobody", setting("Governance", 0, text=None)),
            ("unknown", "workflow selection", "date (Governance!", setting("Governance", 0, date=None)),
            ("unknown", "workflow selection", "Claimed", setting("Governance", 0, date=LATER)),
            ("unknown", "workflow selection", "Claimed",
                setting("Governance", 0, written_by=None, owner=None)),
            ("unknown", "workflow selection", "Nobody", without("Governance")),
        ],
        "playbook.tried": [
            ("pass", "workflow selection", "R. Haddad tried", as_is),
            ("fail", "workflow selection", "involved", setting("Governance", 0, tested_by="M. Ortiz")),
            ("fail", "workflow selection", "involved", setting("Governance", 0, tested_by="  m.  ORTIZ ")),
            ("fail", "workflow selection", "involved", setting("Governance", 0, tested_by="M.Ortiz")),
            ("fail", "workflow selection", "involved", setting("Governance", 0, tested_by="A. Novak")),
            ("fail", "workflow selection", "Governance!F3",
                both(setting("Governance", 1, written_by="R. Haddad"), setting("Governance", 0, tested_by="r.haddad"))),
            ("fail", "workflow selection", "did not work", setting("Governance", 0, test_result="failed")),
            ("unknown", "workflow selection", "who tried", setting("Governance", 0, tested_by=None)),
            ("unknown", "workflow selection", "result is blank", setting("Governance", 0, test_result=None)),
            ("unknown", "workflow selection", "test date", setting("Governance", 0, test_date=None)),
            ("unknown", "workflow selection", "Claimed", setting("Governance", 0, test_date=LATER)),
            ("unknown", "workflow selection", "who wrote",
                setting("Governance", 0, written_by=None, owner=None)),
            ("unknown", "workflow selection", "who tried", without("Governance")),
        ],
        "data.ready": [
            ("pass", "invoices", "scores", as_is),
            ("fail", "invoices", "80% are needed", setting("Data sources", 0, completeness=0.1, validity=0.2)),
            ("fail", "invoices", "left on 15 June 2026", setting("People", 1, until=GONE)),
            ("unknown", "invoices", "Claimed", setting("Data sources", 0, sample_file=None)),
            ("unknown", "invoices", "Only",
                setting("Data sources", 0, completeness=None, validity=None, access=None)),
            ("unknown", "invoices", "Nothing is known", without("Data sources")),
            ("unknown", ORGANISATION, "which data", everywhere("Workflows", data_sources=None)),
            ("not_applicable", ORGANISATION, "needs no data", everywhere("Workflows", data_sources=())),
        ],
        "data.reachable": [
            ("pass", "invoices", "governed", as_is),
            ("fail", "invoices", "ad hoc", setting("Data sources", 0, access="ad hoc")),
            ("fail", "invoices", "cannot be reached", setting("Data sources", 0, access="none")),
            ("unknown", "invoices", "Nobody", setting("Data sources", 0, access=None)),
            ("unknown", "invoices", "owner (Data sources!", setting("Data sources", 0, owner=None)),
            ("not_applicable", ORGANISATION, "needs no data", everywhere("Workflows", data_sources=())),
        ],
        "platform.shared": [
            ("pass", "monitoring", "in operation", as_is),
            ("fail", "monitoring", "is planned", setting("Platform", 0, status="planned")),
            ("fail", "connectors", "is retired", setting("Platform", 2, status="retired")),
            ("fail", "monitoring", "only from 15 July 2026", setting("Platform", 0, since=LATER)),
            ("fail", "monitoring", "left on", setting("People", 2, until=GONE)),
            ("unknown", "monitoring", "owner (Platform!", setting("Platform", 0, owner=None)),
            ("unknown", "cost tracking", "since (Platform!", setting("Platform", 1, since=None)),
            ("unknown", "monitoring", "Nobody", setting("Platform", 0, status=None)),
            ("unknown", "monitoring", "Nobody", without("Platform")),
        ],
        "platform.used": [
            ("pass", "intake: monitoring", "uses the shared", as_is),
            ("fail", "intake: monitoring", "of its own", setting("Ownership", 0, access="private")),
            ("fail", "intake: monitoring", "is planned", setting("Platform", 0, status="planned")),
            ("unknown", "intake: monitoring", "Claimed", setting("Ownership", 0, written_by=None)),
            ("unknown", "intake: monitoring", "Nobody", setting("Ownership", 0, access=None)),
            ("unknown", "intake: connectors", "Nobody", without("Ownership")),
            ("unknown", "billing: monitoring", "Nobody", adding("Agents", **_SECOND)),
            ("unknown", ORGANISATION, "nothing yet", setting("Agents", 0, status="build")),
        ],
        "platform.connectors_agree": [
            ("pass", "erp", "is shared", as_is),
            ("fail", "erp", "Systems!H2", setting("Platform", 2, status="planned")),
            ("unknown", "erp", "Claimed", setting("Platform", 2, owner=None)),
            ("unknown", "erp", "Nobody", setting("Platform", 2, status=None)),
            ("not_applicable", ORGANISATION, "same", setting("Systems", 0, shared_connector=None)),
        ],
        "governance.decided": [
            ("pass", "audit log", "decided for all", as_is),
            ("unknown", "who may deploy", "intake alone", setting("Governance", 9, about="intake")),
            ("unknown", "who may deploy", "Claimed", setting("Governance", 9, date=None)),
            ("unknown", "who may deploy", "Claimed", setting("Governance", 9, owner=None, written_by=None)),
            ("unknown", "who may deploy", "Nobody", setting("Governance", 9, text=None)),
            ("unknown", "who may deploy", "Nobody", without("Governance")),
        ],
        "governance.registry_complete": [
            ("pass", "intake", "complete", as_is),
            ("fail", "intake", "tier (Agents!", setting("Agents", 0, tier=None)),
            ("fail", "intake", "approved only on", setting("Agents", 0, approved_on=LATER)),
            ("fail", "billing", "purpose", adding("Agents", **{**_SECOND, "status": "build"})),
            ("unknown", ORGANISATION, "No agent", without("Agents")),
        ],
        "governance.owned": [
            ("pass", "intake", "M. Ortiz owns", as_is),
            ("pass", "intake", "owns", setting("People", 0, name="m.  ortiz")),
            ("pass", "intake", "owns", setting("People", 0, until=dt.date(2026, 6, 30))),
            ("fail", "intake", "Nobody owns", setting("Agents", 0, owner=None)),
            ("fail", "intake", "left on 15 June 2026", setting("People", 0, until=GONE)),
            ("fail", "intake", "nobody on People", setting("Agents", 0, owner="X. Somebody")),
            ("fail", "intake", "nobody on People", setting("People", 0, since=LATER)),
            ("unknown", "intake", "People", without("People")),
            ("unknown", ORGANISATION, "No agent", without("Agents")),
        ],
        "next_agent.first_ranked": [
            ("pass", ORGANISATION, "ranks first", as_is),
            ("fail", ORGANISATION, "ranks 2", setting("Program", 0, chosen_next="archiving")),
            ("fail", ORGANISATION, "is set apart", setting("Program", 0, chosen_next="client_intake")),
            ("unknown", ORGANISATION, "Nobody has chosen", setting("Program", 0, chosen_next=None)),
            ("unknown", ORGANISATION, "no rank", setting("Workflows", 1, volume_likely=None)),
            ("unknown", ORGANISATION, "no rank", everywhere("Workflows", volume_likely=None)),
        ],
        "next_agent.earns": [
            ("pass", ORGANISATION, "returns more", as_is),
            ("fail", ORGANISATION, "costs more", setting("Workflows", 1, fixed_run=99999)),
            ("unknown", ORGANISATION, "the policy stands in", setting("Workflows", 1, run_cost_likely=None)),
            ("unknown", ORGANISATION, "the policy stands in", without("Systems")),
            ("unknown", ORGANISATION, "Claimed", setting("Workflows", 1, baseline_source=None)),
            ("unknown", ORGANISATION, "Claimed", setting("Workflows", 1, baseline_on=LATER)),
            ("unknown", ORGANISATION, "no rank", setting("Workflows", 1, volume_likely=None)),
        ],
        "next_agent.sure": [
            ("pass", ORGANISATION, "of 8,192 futures.", as_is),
            ("fail", ORGANISATION, "of 8,192 futures", setting("Workflows", 1, volume_low=0, volume_high=900,
                automation_low=0.1, automation_high=0.6)),
            ("unknown", ORGANISATION, "a blank end of a range (Workflows!", setting("Workflows", 1, minutes_low=None)),
            ("unknown", ORGANISATION, "no rank", setting("Workflows", 1, volume_likely=None)),
        ],
        "next_agent.criteria_agreed": [
            ("pass", ORGANISATION, "agreed", as_is),
            ("fail", ORGANISATION, "only on", setting("Workflows", 1, criteria_agreed_on=LATER)),
            ("unknown", ORGANISATION, "Nobody", setting("Workflows", 1, success_criteria=None)),
            ("unknown", ORGANISATION, "approver (", setting("Workflows", 1, approver=None)),
        ],
        "exceptions.in_force": [
            ("pass", "playbook.tried (row 2)", "in force", adding("Exceptions", **waiver("playbook.tried"))),
            ("pass", "playbook.tried (row 2)", "in force",
                adding("Exceptions", **waiver("playbook.tried", expires_on=dt.date(2026, 6, 30)))),
            ("fail", "playbook.tried (row 2)", "expired",
                adding("Exceptions", **waiver("playbook.tried", expires_on=dt.date(2026, 6, 29)))),
            ("fail", "playbook_tried (row 2)", "did you mean",
                adding("Exceptions", **waiver("playbook_tried"))),
            ("fail", "data.ready (row 2)", "yet",
                adding("Exceptions", **waiver("data.ready", decided_on=LATER))),
            ("unknown", "data.ready (row 2)", "owner (Exceptions!F2)",
                adding("Exceptions", **waiver("data.ready", owner=None))),
            ("unknown", "data.ready (row 2)", "expiry",
                adding("Exceptions", **waiver("data.ready", expires_on=None))),
            ("not_applicable", ORGANISATION, "No waiver", as_is),
        ],
    }  # fmt: skip


CASES = [Case(name, *row, str(number)) for name, rows in _table().items() for number, row in enumerate(rows)]
NEVER = {
    "production.outcomes_measured": "fail",
    "playbook.written": "fail",
    "governance.decided": "fail",
}
"""An outcome that a check cannot have: what nobody wrote down is unknown, and nothing else could contradict it."""
