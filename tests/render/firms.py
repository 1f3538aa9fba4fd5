"""Assessments that the tests of pages look at."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.portfolios import portfolio, workflow
from toolkit.app.assessment import Assessment
from toolkit.app.pipeline import assess
from toolkit.render.html import render_index, render_portfolio

DAY = dt.date(2026, 3, 2)
READY: dict[str, Any] = {
    "documented_on": DAY,
    "process_expert": "L. Chen",
    "operator": "A. Novak",
    "criteria_agreed_on": DAY,
    "baseline_on": DAY,
    "baseline_source": "ERP export",
}
HOSTILE = (
    "<script>alert(1)</script>",
    '=HYPERLINK("evil","x")',
    "{{ 7*7 }}{% for %}",
    "\u202egnirts \u2066x",
    "x" * 5000,
    "🦄 emoji ünïcode",
    '"><img src=x onerror=alert(1)>',
    "red \x1b[31malert\x07\x00",
)

SYSTEMS: list[dict[str, Any]] = [
    {
        **{"system_id": "crm", "name": "Customer records", "owner": "S. Iyer", "interface": "REST"},
        **{"standard_authentication": True, "rate_limits_documented": True, "standard_data_format": True},
        **{"shared_connector": True, "people_who_know": 3},
    },
    {"system_id": "ledger", "name": "Ledger", "owner": "M. Ortiz", "interface": "file", "people_who_know": 2},
]
SOURCES: list[dict[str, Any]] = [
    {
        **{"source_id": "invoices", "name": "Supplier invoices", "owner": "M. Ortiz", "access": "governed"},
        **{"completeness": 0.9, "uniqueness": 0.99, "validity": 0.8, "consistency": 0.9, "reusable": True},
        **{"freshness_target": 1, "observed_age": 2},
    },
    {"source_id": "proposals", "name": "Past proposals", "access": "ad hoc"},
]


def firm() -> Assessment:
    """Return a firm with one that earns, two that lose, one set apart for a blank, one with its agent."""
    return assess(
        portfolio(
            Workflows=[
                workflow(
                    "invoicing",
                    **{**READY, "name": "Invoicing", "department": "Finance", "process_owner": "M. Ortiz"},
                    **{"volume_likely": 1900, "realised_as": "headcount", "realisation_likely": 0.8},
                    **{"systems_read": ("crm", "ledger"), "systems_written": ("ledger",), "strategic_value": 3},
                ),
                workflow(
                    "proposals",
                    **{"name": "Proposal writing", "process_owner": "J. Park", "data_sources": ("proposals",)},
                    **{"realised_as": "capacity only"},
                ),
                workflow("mail", name="Mail sorting", data_sources=(), review_minutes=20),
                workflow("reporting", name="Client reporting", process_owner="R. Haddad", volume_likely=None),
                workflow("intake", name="Client intake"),
            ],
            Systems=SYSTEMS,
            Data_sources=SOURCES,
            Agents=[
                {
                    **{"agent_id": "intake", "name": "Intake agent", "workflow": "intake", "status": "production"},
                    **{"build_started": dt.date(2025, 6, 2), "production_since": dt.date(2025, 9, 1)},
                    "build_cost": 30000,
                }
            ],
            Metrics=[
                {
                    "agent": "intake",
                    "week": dt.date(2025, 9, 1),
                    "cost": 300,
                    "time_value": 92000,
                    "revenue_value": 2200,
                }
            ],
            Platform=[
                {
                    **{"component_id": "monitoring", "kind": "monitoring", "status": "live"},
                    **{"since": dt.date(2025, 11, 3), "one_off_cost": 12000, "monthly_cost": 300},
                }
            ],
            People=[{"name": "S. Iyer", "role": "program lead", "since": dt.date(2025, 6, 2)}],
        )
    )


def first_loses() -> Assessment:
    """Return a firm whose first in rank loses money while the second earns."""
    darling = workflow("darling", name="Strategic darling", strategic_value=5, volume_likely=700, **READY)
    return assess(portfolio(Workflows=[workflow("plain", name="Plain earner", volume_likely=2000), darling]))


def nobody_earns(number: int = 2) -> Assessment:
    """Return a firm whose candidates all lose money."""
    return assess(portfolio(Workflows=[workflow(f"w{i}", name=f"Work {i}") for i in range(number)]))


def nobody_ranked() -> Assessment:
    """Return a firm whose only workflow lacks an essential figure."""
    return assess(portfolio(Workflows=[workflow("a", volume_likely=None)]))


def empty() -> Assessment:
    """Return a firm without a workflow."""
    return assess(portfolio())


def many(number: int = 1000) -> Assessment:
    """Return a firm with that many candidates."""
    rows = [workflow(f"w{i}", name=f"Work number {i}", volume_likely=100 + 37 * i % 3000) for i in range(number)]
    return assess(portfolio(Workflows=rows))


def hostile() -> Assessment:
    """Return a firm with hostile text in every free cell that a page shows."""
    return assess(
        portfolio(
            {"organisation": "".join(HOSTILE), "currency": HOSTILE[0]},
            Workflows=[
                workflow(
                    f"{i}{text}",
                    **{"name": text, "department": text, "process_owner": text, "work_type": text},
                    **{"systems_read": (text,), "data_sources": (text,), "volume_likely": 900 if i else None},
                )
                for i, text in enumerate(HOSTILE)
            ],
            Systems=[{"system_id": text, "name": text, "owner": text} for text in HOSTILE],
            Data_sources=[{"source_id": text, "name": text} for text in HOSTILE],
            Agents=[{"agent_id": "a", "name": text, "status": "idea"} for text in HOSTILE[:1]],
        )
    )


FILES = (
    *("index.html", "portfolio.html", "candidates.html", "readiness.html", "fleet.html", "routing.html"),
    *("ownership-map.html", "ownership-map.md", "summary.xlsx", "assessment.json"),
)
"""What lies beside a page in a whole report."""


def page(assessment: Assessment) -> str:
    """Return the first page of an assessment."""
    return render_index(assessment, links=FILES)


def report(assessment: Assessment) -> str:
    """Return the full report of an assessment with every trace."""
    traces = {one.workflow_id: assessment.trace(one.workflow_id, "npv") for one in assessment.candidates[:20]}
    return render_portfolio(assessment, traces, links=FILES)
