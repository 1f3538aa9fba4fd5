"""Assessments whose playbooks the tests look at: one workflow in each state that its agent can be in."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from pathlib import Path
from typing import Any

import toolkit
from tests.checks.routing.claims import output, trigger, writes
from tests.evidence.fleets import weeks
from tests.portfolios import portfolio, workflow
from tests.render.hostile import hostile_workbook
from tests.render.reviewed import called
from toolkit.app.assessment import Assessment
from toolkit.app.pipeline import assess
from toolkit.app.workbooks import load_example
from toolkit.render.html import render_playbooks
from toolkit.render.view_playbook import playbook_page
from toolkit.render.view_playbook_records import Part, PlaybookPage
from toolkit.render.view_playbook_sources import Sources

Rows = list[dict[str, Any]]
LEFT = dt.date(2026, 3, 31)


def states() -> Assessment:
    """Return a workflow each: bare, an idea, in build, a pilot, in production, retired, two agents, nothing known."""
    ids = ("bare", "planned", "built", "tried", "runs", "gone", "twice")
    blank = {"workflow_id": "blank", "name": "Blank"}
    agents = [
        {"agent_id": "p", "name": "Planner", "workflow": "planned", "status": "idea", "owner": "M. Ortiz"},
        {"agent_id": "b", "name": "Builder", "workflow": "built", "status": "build", "build_started": LEFT},
        {"agent_id": "t", "name": "Tryer", "workflow": "tried", "status": "pilot", "exception_owner": "A. Novak"},
        called("r", name="Runner", workflow="runs", last_incident=LEFT),
        called("g", name="Gone", workflow="gone", status="retired", retired_on=LEFT),
        called("one", name="First", workflow="twice", status="retired"),
        called("two", name="Second", workflow="twice"),
    ]
    claims = [
        trigger("p", "invoice", channel="inbox:a"),
        trigger("r", "invoice", channel="inbox:a"),
        trigger("b", "invoice", channel="inbox:a"),
        writes("g", "erp.invoice.status"),
        output("r", "mail:out"),
    ]
    written = [
        {"kind": "playbook", "subject": "what went wrong", "text": "It | broke\non Monday", "about": "r"},
        {"kind": "playbook", "subject": "change management", "text": "Everybody was told", "about": "RUNS "},
        {"kind": "playbook", "subject": "process redesign", "text": "Shared chapter"},
    ]
    parts = [
        {"component_id": "mon", "kind": "monitoring", "status": "live", "owner": "S. Iyer"},
        {"component_id": "crm-x", "kind": "connector", "status": "live", "covers": ("crm",)},
        {"component_id": "erp-x", "kind": "connector", "status": "live", "covers": ("erp",)},
    ]
    return assess(
        portfolio(
            Workflows=[blank, *(workflow(one, name=one.title(), process_owner="L. Chen") for one in ids)],
            Agents=agents,
            Metrics=[*weeks("r"), *weeks("two")],
            Ownership=claims,
            Governance=written,
            Platform=parts,
            Systems=[{"system_id": "crm", "name": "Customer records"}],
            People=[{"name": "D. Okafor", "role": "program lead"}],
        )
    )


def hostile(folder: Path) -> Assessment:
    """Return the example with hostile text in every text cell."""
    return toolkit.assess(toolkit.load(hostile_workbook(folder / "hostile.xlsx")))


@cache
def named(name: str) -> Assessment:
    """Return one of the assessments by name, made once."""
    return states() if name == "states" else assess(load_example(name))


def made(assessment: Assessment) -> dict[str, str]:
    """Return every playbook of an assessment by file name."""
    return render_playbooks(assessment, [one.workflow_id for one in assessment.workflows], links=("index.html",))


def page_of(name: str, workflow_id: str) -> PlaybookPage:
    """Return what one playbook says."""
    return playbook_page(Sources(named(name)), workflow_id, ())


def part_of(name: str, workflow_id: str, anchor: str) -> Part:
    """Return one section of it."""
    return {part.anchor: part for part in page_of(name, workflow_id).parts}[anchor]


def text_of(part: Part) -> str:
    """Return everything that a section says, in a line."""
    cells = [cell.text for table in part.tables for row in (*table.rows, *table.rest) for cell in row]
    return re.sub(r"\s+", " ", " ".join([part.says, *part.notes, *part.items, *cells]))
