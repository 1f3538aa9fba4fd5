"""Risk, authority, retirement and care: what is spoiled in the small organisation, and what must then be answered."""

from __future__ import annotations

import datetime as dt

from tests.checks.spoiling import GONE, LATER, ORGANISATION, Change, Table, adding, as_is, both, setting, without
from tests.checks.world import Rows

_LONG_AGO = dt.date(2026, 1, 5)
_RISKS = ("data_sensitivity", "external_visibility", "financial_impact")


def risks(*levels: str | None) -> Change:
    return setting("Workflows", 0, **dict(zip(_RISKS, levels, strict=True)))


def tier(name: str | None, approver: str = "J. Park") -> Change:
    return setting("Agents", 0, tier=name, approved_by=approver)


def drill(**cells: object) -> Change:
    def change(sheets: dict[str, Rows]) -> None:
        next(row for row in sheets["Governance"] if row["subject"] == "audit drill").update(cells)

    return change


def retired(**cells: object) -> Change:
    return adding("Agents", agent_id="old", name="Old one", status="retired", **cells)


def claim(kind: str, resource: str) -> Change:
    return adding("Ownership", agent="old", kind=kind, resource=resource)


def care(column: str) -> list[tuple[str, str, str, Change]]:
    changed = {date: setting("Agents", 0, **{column: date}) for date in (_LONG_AGO, LATER, dt.date(2026, 6, 17))}
    never = setting("Agents", 0, **{column: None})
    return [
        ("pass", "intake", "last", as_is),
        ("pass", "intake", "17 June 2026", changed[dt.date(2026, 6, 17)]),
        ("fail", "intake", "176 days ago (Agents!", changed[_LONG_AGO]),
        ("unknown", "intake", "nobody has written down", both(never, setting("Agents", 0, production_since=None))),
        ("unknown", "intake", "only on 15 July 2026", changed[LATER]),
        ("unknown", "intake", "owner (Agents!E2)", setting("Agents", 0, owner=None)),
        ("unknown", ORGANISATION, "No agent is in production", setting("Agents", 0, status="build")),
        ("not_applicable", "intake", "5 days ago",
            both(never, setting("Agents", 0, production_since=dt.date(2026, 6, 25)))),
    ]  # fmt: skip


def table() -> Table:
    return {
        "risk.tier_named": [
            ("pass", "intake", "the highest of its risks", as_is),
            ("pass", "intake", "above the highest", risks("low", "low", "low")),
            ("pass", "intake", "tier high", both(tier("high"), risks("high", None, None))),
            ("pass", "intake", "tier high", both(tier("high"), risks(None, None, None))),
            ("fail", "intake", "external visibility is high (Workflows!", risks("low", "high", "medium")),
            ("fail", "intake", "financial impact is high", risks(None, None, "high")),
            ("fail", "intake", "tier low (Agents!N2)", tier("low")),
            ("unknown", "intake", "blank: Workflows!", risks("medium", None, "low")),
            ("unknown", "intake", "blank: Workflows!", risks(None, None, None)),
            ("unknown", "intake", "Nobody has written down the tier", tier(None)),
            ("unknown", "intake", "blank: Agents!", setting("Agents", 0, workflow=None)),
            ("unknown", "intake", "Claimed, no evidence", setting("Agents", 0, approved_on=None)),
            ("unknown", "intake", "Claimed, no evidence", setting("Workflows", 0, criteria_agreed_on=None)),
            ("unknown", ORGANISATION, "No agent is in build", setting("Agents", 0, status="idea")),
        ],
        "risk.tier_approved": [
            ("pass", "intake", "As an executive", as_is),
            ("pass", "intake", "As a program lead", tier("medium", "d.okafor")),
            ("pass", "intake", "As the process owner", both(tier("low", "L. Chen"), risks("low", "low", "low"))),
            ("pass", "intake", "As an executive", both(tier("high"), risks(None, None, None))),
            ("fail", "intake", "L. Chen, who approved it (Agents!O2), is the process owner", tier("medium", "L. Chen")),
            ("fail", "intake", "is a program lead", both(tier("medium", "D. Okafor"), risks("high", "low", "low"))),
            ("fail", "intake", "was none on 1 April 2026", tier("medium", "A. Novak")),
            ("fail", "intake", "was none on 1 April 2026", tier("medium", "N. Obody")),
            ("fail", "intake", "was none on 1 April 2026", setting("People", 5, until=dt.date(2026, 3, 1))),
            ("fail", "intake", "was none on 1 April 2026", setting("People", 5, since=GONE)),
            ("unknown", "intake", "who approved it (Agents!O2)", setting("Agents", 0, approved_by=None)),
            ("unknown", "intake", "nobody is listed on People", without("People")),
            ("unknown", "intake", "Nobody knows the tier", both(tier(None), risks(None, None, None))),
            (
                "unknown",
                "intake",
                "Whether D. Okafor may",
                both(tier("medium", "D. Okafor"), risks("low", None, "low")),
            ),
            ("unknown", "intake", "Claimed, no evidence", setting("Agents", 0, approved_on=None)),
            ("unknown", ORGANISATION, "No agent is in build", without("Agents")),
        ],
        "risk.actions_stated": [
            ("pass", "intake", "is written down", as_is),
            ("pass", "intake", "is written down", setting("Workflows", 0, approval_actions=())),
            ("fail", "intake", "“Quote a FEE”", setting("Workflows", 0, autonomous_actions=("sort", "Quote  a FEE"))),
            (
                "fail",
                "intake",
                "may do once a person approves (Workflows!",
                setting("Workflows", 0, approval_actions=("quote a fee",)),
            ),
            ("fail", "intake", "may do alone", setting("Workflows", 0, approval_actions=("sort enquiries",))),
            ("unknown", "intake", "what it must never do (Workflows!", setting("Workflows", 0, never_actions=None)),
            ("unknown", "intake", "its workflow is blank", setting("Agents", 0, workflow=None)),
            ("unknown", "intake", "Claimed", setting("Workflows", 0, approver=None)),
            ("unknown", ORGANISATION, "No agent is in build", without("Agents")),
        ],
        "risk.audit_drill_held": [
            ("pass", ORGANISATION, "28 May 2026", as_is),
            ("pass", ORGANISATION, "30 June 2025", drill(test_date=dt.date(2025, 6, 30))),
            ("fail", ORGANISATION, "366 days ago", drill(test_date=dt.date(2025, 6, 29))),
            ("fail", ORGANISATION, "failed (Governance!", drill(test_result="failed")),
            ("unknown", ORGANISATION, "is blank (Governance!", drill(test_result=None)),
            ("unknown", ORGANISATION, "Nobody has written down when", drill(test_date=None)),
            ("unknown", ORGANISATION, "Nobody has written down when", drill(test_date=LATER)),
            ("unknown", ORGANISATION, "Claimed, no evidence", drill(tested_by=None)),
            ("unknown", ORGANISATION, "Nobody has written down when", without("Governance")),
        ],
        "risk.retired_claims_released": [
            ("pass", "old", "claims nothing any more", retired()),
            ("fail", "old", "trigger inbox:x (Ownership!", both(retired(), claim("trigger", "inbox:x"))),
            ("fail", "intake", "and 3 more", setting("Agents", 0, retired_on=GONE)),
            ("fail", "old", "field crm.a.b", both(retired(retired_on=GONE), claim("field", "crm.a.b"))),
            ("unknown", "old", "nobody can say", both(retired(), without("Ownership"))),
            ("not_applicable", ORGANISATION, "No agent is retired", as_is),
            ("not_applicable", ORGANISATION, "No agent is retired", setting("Agents", 0, retired_on=LATER)),
        ],
        "care.retrained_lately": care("last_retrained"),
        "care.toolset_updated_lately": care("last_toolset_update"),
        "care.dashboard_checked_lately": care("dashboard_checked"),
    }
