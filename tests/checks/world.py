"""A small organisation in which every check passes, for tests to spoil one thing at a time."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from typing import Any

from tests.portfolios import portfolio, workflow
from toolkit.app.pipeline import assess
from toolkit.checks.catalogue import catalogue
from toolkit.checks.engine import run
from toolkit.checks.facts import Facts
from toolkit.checks.routing import colliding, find_collisions
from toolkit.evidence.fleet import judge_fleet
from toolkit.model import Check, Finding
from toolkit.policy import Policy, load_policy
from toolkit.sheets import Portfolio
from toolkit.sheets.operations import PLAYBOOK

Rows = list[dict[str, Any]]
AS_OF = dt.date(2026, 6, 30)
"""A Tuesday; sixty days before it is 1 May, and the complete weeks between begin on 4 May."""
MONDAYS = [dt.date(2026, 5, 4) + index * dt.timedelta(days=7) for index in range(8)]
EARLIER = [dt.date(2026, 4, 6) + index * dt.timedelta(days=7) for index in range(4)]

FIGURES: dict[str, Any] = {
    "process_owner": "L. Chen",
    "systems_read": ("erp",),
    "systems_written": ("erp",),
    "realised_as": "avoided hire",
    "realisation_likely": 0.7,
    "review_minutes": 2,
    "hand_back_minutes": 1,
    "hourly_cost": 62,
    "error_now": 0.04,
    "error_agent": 0.02,
    "cost_per_error": 85,
    "revenue_likely": 0,
    "build_months_likely": 1,
    "ramp_months": 1,
    "change_cost": 2000,
    "run_cost_likely": 0.3,
    "fixed_run": 200,
    "care_hours": 4,
    "decommissioning_cost": 1000,
    **{"volume_low": 800, "volume_high": 1000, "minutes_low": 12, "minutes_high": 16},
    **{"automation_low": 0.5, "automation_high": 0.7, "build_cost_low": 22000, "build_cost_high": 30000},
    **{"realisation_low": 0.6, "realisation_high": 0.8, "build_months_low": 1, "build_months_high": 2},
    **{"run_cost_low": 0.2, "run_cost_high": 0.4},
    "baseline_on": dt.date(2026, 4, 20),
    "baseline_source": "ERP export, April 2026",
    "success_criteria": "60 % without hand-back",
    "criteria_agreed_on": dt.date(2026, 6, 1),
    "approver": "J. Park",
    **{"data_sensitivity": "medium", "external_visibility": "low", "financial_impact": "low"},
    **{"autonomous_actions": ("sort enquiries",), "approval_actions": ("answer",), "never_actions": ("quote a fee",)},
}

AGENT: dict[str, Any] = {
    "agent_id": "intake",
    "name": "Client intake",
    "purpose": "Answers enquiries",
    "workflow": "client_intake",
    "owner": "M. Ortiz",
    "status": "production",
    "production_since": dt.date(2026, 4, 6),
    "tier": "medium",
    "approved_by": "J. Park",
    "approved_on": dt.date(2026, 4, 1),
    "exception_owner": "A. Novak",
    "exception_sla": 8,
    "category": "foundation",
    **{"last_retrained": dt.date(2026, 5, 18), "last_toolset_update": dt.date(2026, 5, 18)},
    "dashboard_checked": dt.date(2026, 6, 29),
}

_WRITTEN: dict[str, Any] = {"agent": "intake", "written_by": "A. Novak", "written_on": dt.date(2026, 4, 1)}
INBOX = "inbox:hello@northwind.example"
OWNED: tuple[dict[str, Any], ...] = (
    {
        **_WRITTEN,
        **{"kind": "trigger", "resource": INBOX, "access": "read", "timing": "on event"},
        **{"contains_any": ("enquiry", "proposal"), "excludes_any": ("invoice",)},
    },
    {**_WRITTEN, "kind": "field", "resource": "crm.contact.source", "access": "write"},
    {**_WRITTEN, "kind": "output", "resource": "mail:first answer", "access": "write"},
)
"""What the agent claims beside components."""


def world() -> dict[str, Rows]:
    """Return the rows of every sheet by name, *Program* as one row; new ones at each call."""
    claims = {"agent": "intake", "kind": "component", "access": "shared", "written_by": "S. Iyer"}
    platform = {"owner": "S. Iyer", "status": "live", "since": dt.date(2026, 4, 20)}
    return {
        "Program": [{"chosen_next": "invoicing"}],
        "Workflows": [
            workflow("client_intake", name="Client intake", **{**FIGURES, "volume_likely": 650, "volume_low": 600}),
            workflow("invoicing", **FIGURES),
            workflow("archiving", name="Archiving", **{**FIGURES, "baseline_on": None}),
        ],
        "Systems": [
            {
                **{"system_id": "erp", "name": "Accounting", "interface": "REST", "shared_connector": True},
                **{"standard_authentication": True, "rate_limits_documented": True, "standard_data_format": True},
                "people_who_know": 3,
            }
        ],
        "Data sources": [
            {
                **{"source_id": "invoices", "name": "Supplier invoices", "owner": "L. Chen", "access": "governed"},
                **{"reusable": True, "freshness_target": 1, "observed_age": 1, "completeness": 0.96},
                **{"uniqueness": 0.99, "validity": 0.95, "consistency": 0.92, "sample_file": "invoices.csv"},
            }
        ],
        "Agents": [dict(AGENT)],
        "Ownership": [
            {**claims, "resource": name, "written_on": dt.date(2026, 5, 4)}
            for name in ("watch", "meter", "erp-connector")
        ]
        + [dict(row) for row in OWNED],
        "Metrics": [
            {
                **{"agent": "intake", "week": monday, "completed": 90, "fallbacks": 15, "escalations": 10},
                **{"errors": 3, "csat_sum": 60, "csat_count": 15, "time_value": 900},
                **{"eligible": 125, "approvals": 40, "approved_unedited": 36, "cost": 200, "hallucinations": 0},
                **{"intent_drift": 1, "open_escalations": 2, "open_requests": 3},
            }
            for monday in EARLIER + MONDAYS
        ],
        "Platform": [
            {**platform, "component_id": "watch", "kind": "monitoring"},
            {**platform, "component_id": "meter", "kind": "cost tracking"},
            {**platform, "component_id": "erp-connector", "kind": "connector", "covers": ("erp",)},
            {**platform, "component_id": "data-layer", "kind": "data access"},
        ],
        "People": [
            {"name": name, "role": role, "since": dt.date(2025, 6, 2), "hours_per_week": 8}
            for name, role in (
                *(("M. Ortiz", "process expert"), ("L. Chen", "process expert"), ("S. Iyer", "guild member")),
                *(("D. Okafor", "program lead"), ("A. Novak", "agent operator")),
                ("J. Park", "executive"),
            )
        ],
        "Governance": [
            *(*map(_section, PLAYBOOK), *map(_decision, DECIDED), _decision("cost allocation")),
            *(dict(HEALTH_REVIEW), dict(DRILL), dict(MAP_REVIEW)),
        ],
        "Events": [{"channel": INBOX, "text": "Could you send us a proposal for the second phase?"}],
        "Exceptions": [],
    }


MAP_REVIEW: dict[str, Any] = {
    **{"kind": "review", "subject": "ownership map", "text": "Clean", "owner": "S. Iyer", "written_by": "S. Iyer"},
    "date": dt.date(2026, 5, 27),
}
HEALTH_REVIEW: dict[str, Any] = {
    **{"kind": "review", "subject": "agent health", "text": "Within their bands", "owner": "D. Okafor"},
    **{"written_by": "A. Novak", "date": dt.date(2026, 6, 3)},
}
DRILL: dict[str, Any] = {
    **{"kind": "decision", "subject": "audit drill", "text": "From an answer back to its prompt", "owner": "S. Iyer"},
    **{"written_by": "S. Iyer", "date": dt.date(2026, 5, 28), "tested_by": "R. Haddad"},
    **{"test_date": dt.date(2026, 5, 28), "test_result": "passed"},
}
DECIDED = ("who may deploy", "decision boundaries", "conflict resolution", "audit log")


def _section(subject: str) -> dict[str, Any]:
    return {
        **{"kind": "playbook", "subject": subject, "text": f"Chapter on {subject}", "owner": "M. Ortiz"},
        **{"written_by": "M. Ortiz", "date": dt.date(2026, 5, 20), "tested_by": "R. Haddad"},
        **{"test_date": dt.date(2026, 6, 10), "test_result": "passed"},
    }


def _decision(subject: str) -> dict[str, Any]:
    return {
        **{"kind": "decision", "subject": subject, "text": f"What holds: {subject}", "owner": "J. Park"},
        **{"written_by": "D. Okafor", "date": dt.date(2026, 5, 12)},
    }


def waiver(target: str, **changed: Any) -> dict[str, Any]:
    """Return a waiver that is in force."""
    return {
        **{"kind": "waiver", "target": target, "reason": "On leave until August.", "owner": "J. Park"},
        **{"decided_on": dt.date(2026, 6, 1), "expires_on": dt.date(2026, 8, 31)},
        **changed,
    }


@cache
def _unspoiled() -> Portfolio:
    return _read(world())


def _read(sheets: dict[str, Rows]) -> Portfolio:
    return portfolio(
        sheets["Program"][0],
        **{name.replace(" ", "_"): rows for name, rows in sheets.items() if rows and name != "Program"},
    )


def read(sheets: dict[str, Rows]) -> Portfolio:
    """Return the portfolio of these rows; sheets that are as they were are not built again, which takes long."""
    base, before = _unspoiled(), world()
    changed = {name: rows for name, rows in sheets.items() if rows != before[name]}
    fresh = _read({"Program": sheets["Program"], **changed})
    return replace(base, frames={name: (fresh if name in changed else base)[name] for name in base.frames})


def facts(read: Portfolio, policy: Policy | None = None) -> Facts:
    """Return what the checks see of a portfolio."""
    policy = policy or load_policy()
    found = assess(read, policy)
    routing = find_collisions(read, policy, found.program.as_of)
    fleet = judge_fleet(read, policy, found.program, collisions=colliding(routing))
    sources = {one.source_id: one for one in found.sources}
    return Facts(read, policy, found.program, found.workflows, sources, routing, fleet)


def check(name: str) -> Check:
    """Return a check of the catalogue."""
    return {one.id: one for one in catalogue()}[name]


def findings(sheets: dict[str, Rows], name: str = "") -> dict[str, Finding]:
    """Return the findings of one check alone by subject, or of all by ``check|subject``."""
    if name:
        return {one.subject: one for one in run(facts(read(sheets)), [check(name)])}
    return {f"{one.check}|{one.subject}": one for one in run(facts(read(sheets)))}
