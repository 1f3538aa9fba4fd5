"""Tiers as a list, and what retiring agents leave behind."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.checks.world import facts, read, world
from toolkit import load_example
from toolkit.app.assessment import Assessment
from toolkit.app.pipeline import assess
from toolkit.checks.engine import run
from toolkit.checks.governed import decommission_list, judge_tiers
from toolkit.checks.tiers import authority_of, higher, suffices
from toolkit.model import Outcome
from toolkit.results import Decommission, Tier


def tiers(sheets: dict[str, Any]) -> dict[str, Tier]:
    seen = facts(read(sheets))
    return {one.agent: one for one in judge_tiers(seen, run(seen))}


def test_a_tier_says_what_it_needs_and_why() -> None:
    sheets = world()
    sheets["Agents"] += [
        {"agent_id": "invoices", "name": "Invoices", "status": "idea", "workflow": "invoicing"},
        {"agent_id": "gone", "status": "retired"},
    ]
    found = tiers(sheets)
    assert list(found) == ["intake", "invoices"]
    one = found["intake"]
    assert (one.tier, one.computed, one.needs, one.approver) == (
        *("medium", "medium", "the approval of a program lead", "J. Park"),
    )
    assert one.outcome is Outcome.PASS
    assert one.because.startswith("Data sensitivity is medium (Workflows!")
    idea = found["invoices"]
    assert (idea.tier, idea.computed, idea.outcome) == (None, "medium", Outcome.NOT_APPLICABLE)
    assert idea.needs == "the approval of a program lead"


@pytest.mark.parametrize(
    ("cells", "risks", "computed", "needs", "outcome"),
    [
        ({"tier": "low"}, {"financial_impact": "high"}, "high", "an executive", Outcome.FAIL),
        ({"tier": "low"}, {"external_visibility": None}, None, "a program lead", Outcome.FAIL),
        ({}, {"external_visibility": None}, None, "a program lead", Outcome.UNKNOWN),
        ({"approved_on": None}, {}, "medium", "a program lead", Outcome.UNKNOWN),
        ({"tier": "high"}, {}, "medium", "an executive", Outcome.PASS),
        ({"tier": "high", "approved_by": "D. Okafor"}, {}, "medium", "an executive", Outcome.FAIL),
    ],
)
def test_outcomes_add_up_the_findings(
    cells: dict[str, Any], risks: dict[str, Any], computed: str | None, needs: str, outcome: Outcome
) -> None:
    sheets = world()
    sheets["Agents"][0].update(cells)
    sheets["Workflows"][0].update(risks)
    one = tiers(sheets)["intake"]
    assert (one.computed, one.needs, one.outcome) == (computed, f"the approval of {needs}", outcome)
    assert one.because.endswith(".")


def test_authority_is_that_of_the_day() -> None:
    seen = facts(read(world()))
    workflow = seen.workflow_rows["client_intake"]
    on = dt.date(2026, 4, 1)
    said = {
        name: authority_of(name, workflow, seen.people, on)[0] for name in ("j park", "D. Okafor", "L.Chen", "x", "")
    }
    assert said == {"j park": "executive", "D. Okafor": "program lead", "L.Chen": "process owner", "x": None, "": None}
    assert authority_of("J. Park", workflow, seen.people, dt.date(2025, 1, 1)) == (None, None)
    assert suffices("process owner", "process owner")
    assert not suffices(None, "process owner")
    assert higher("high", "low") == "high"


def leaving(sheets: dict[str, Any]) -> tuple[Decommission, ...]:
    return decommission_list(facts(read(sheets)))


def test_what_a_retired_agent_leaves_behind() -> None:
    sheets = world()
    sheets["Agents"].append({"agent_id": "old", "name": "Old", "status": "retired", "retired_on": dt.date(2026, 6, 1)})
    of = {"agent": "old"}
    sheets["Ownership"] += [
        {**of, "kind": "trigger", "resource": "inbox:old"},
        {**of, "kind": "trigger", "resource": "INBOX:hello@northwind.example"},
        {**of, "kind": "field", "resource": "erp.invoice.status", "access": "write"},
        {**of, "kind": "field", "resource": "erp.invoice.note"},
        {**of, "kind": "field", "resource": "erp.invoice.amount", "access": "read"},
        {**of, "kind": "output", "resource": "mail:reminder"},
        {**of, "kind": "component", "resource": "watch", "access": "shared"},
        {"agent": "intake", "kind": "handoff", "resource": "old"},
    ]
    (one,) = leaving(sheets)
    assert (one.agent, one.state, one.because) == ("old", "retired", "Retired on 2026-06-01.")
    assert one.triggers == ("inbox:old",)
    assert one.fields == ("erp.invoice.status", "erp.invoice.note")
    assert one.outputs == ("mail:reminder",)
    assert one.handoffs == ("intake",)
    assert one.already_owned == ("INBOX:hello@northwind.example",)
    assert len(one.evidence) == 4
    assert not one.is_released


def test_an_agent_that_is_to_retire_is_listed_with_the_reason() -> None:
    sheets = world()
    sheets["Agents"][0]["process_changed_on"] = dt.date(2026, 6, 20)
    (one,) = leaving(sheets)
    assert (one.state, one.triggers, one.already_owned) == ("to retire", ("inbox:hello@northwind.example",), ())
    assert "process changed" in one.because


def test_nobody_leaves() -> None:
    assert leaving(world()) == ()


def test_the_assessment_carries_tiers_and_traps() -> None:
    found = assess(load_example("ready"))
    assert Assessment.from_json(found.to_json()) == found
    assert [one.agent for one in found.tiers if one.outcome is not Outcome.NOT_APPLICABLE] == ["intake"]
    assert found.decommission == ()
    traps = (found.traps.sprawl, found.traps.governance_debt, found.traps.integration_tax)
    assert [one.name for one in traps] == ["sprawl", "governance_debt", "integration_tax"]
    assert all(one.index is not None for one in traps)


def test_the_example_after_a_year_has_one_agent_above_its_tier() -> None:
    found = assess(load_example("compound"))
    assert [one.agent for one in found.tiers if one.outcome is Outcome.FAIL] == ["status"]
    assert found.traps.governance_debt.cause("approvals").share == 0.2
    assert found.traps.sprawl.cause("components").share == 0.0
