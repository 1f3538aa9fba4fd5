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


_ASKS: dict[str, Any] = {"contains_any": ("Enquiry",), "excludes_any": ("invoice",)}


def leaving(sheets: dict[str, Any]) -> tuple[Decommission, ...]:
    return decommission_list(facts(read(sheets)))


def test_what_a_retired_agent_leaves_behind() -> None:
    sheets = world()
    sheets["Agents"].append({"agent_id": "old", "name": "Old", "status": "retired", "retired_on": dt.date(2026, 6, 1)})
    of = {"agent": "old"}
    sheets["Ownership"] += [
        {**of, "kind": "trigger", "resource": "inbox:old"},
        {**of, "kind": "trigger", "resource": "INBOX:hello@northwind.example", **_ASKS},
        {**of, "kind": "field", "resource": "erp.invoice.status", "access": "write"},
        {**of, "kind": "field", "resource": "erp.invoice.note"},
        {**of, "kind": "field", "resource": "erp.invoice.amount", "access": "read"},
        {**of, "kind": "output", "resource": "mail:reminder"},
        {**of, "kind": "component", "resource": "watch", "access": "shared"},
        {"agent": "intake", "kind": "handoff", "resource": "old"},
    ]
    (one,) = leaving(sheets)
    assert (one.agent, one.state, one.because) == ("old", "retired", "Retired on 1 June 2026.")
    assert one.triggers == ("inbox:old",)
    assert one.fields == ("erp.invoice.status", "erp.invoice.note")
    assert one.outputs == ("mail:reminder",)
    assert one.handoffs == ("intake",)
    assert one.already_owned == ("INBOX:hello@northwind.example",)
    assert len(one.evidence) == 4
    assert not one.is_released


@pytest.mark.parametrize(
    ("left", "stays", "is_owned"),
    [
        ({"contains_any": ("proposal", "enquiry"), "excludes_any": ("invoice",)}, {}, True),
        ({"contains_any": ("new enquiry",), "excludes_any": ("invoice",)}, {}, True),
        ({"contains_any": ("enquiry",)}, {}, False),
        ({"contains_any": ("enquiry", "tender"), "excludes_any": ("invoice",)}, {}, False),
        ({}, {}, False),
        ({}, {"rule": "dispatch queue"}, True),
    ],
)
def test_a_trigger_has_an_heir_where_all_that_started_it_starts_another_one(
    left: dict[str, Any], stays: dict[str, Any], is_owned: bool
) -> None:
    sheets = world()
    (listens,) = [row for row in sheets["Ownership"] if row["kind"] == "trigger"]
    listens.update(stays)
    sheets["Agents"].append({"agent_id": "old", "status": "retired"})
    sheets["Ownership"].append({"agent": "old", "kind": "trigger", "resource": listens["resource"], **left})
    (one,) = leaving(sheets)
    assert (one.triggers, one.already_owned) == (
        ((), (listens["resource"],)) if is_owned else ((listens["resource"],), ())
    )


@pytest.mark.parametrize(
    ("left", "stays", "is_owned"),
    [
        ("erp.invoice.status", "ERP.invoice.*", True),
        ("erp.invoice.status", "erp", True),
        ("erp.invoice.*", "erp.invoice.status", False),
        ("erp.invoice.status", "erp.invoice.note", False),
    ],
)
def test_a_field_has_an_heir_by_its_name_or_a_wider_one(left: str, stays: str, is_owned: bool) -> None:
    sheets = world()
    sheets["Agents"].append({"agent_id": "old", "status": "retired"})
    write = {"kind": "field", "access": "write"}
    sheets["Ownership"] += [
        {"agent": "old", "resource": left, **write},
        {"agent": "intake", "resource": stays, **write},
    ]
    (one,) = leaving(sheets)
    assert (one.fields, one.already_owned) == (((), (left,)) if is_owned else ((left,), ()))


def test_who_hands_over_to_a_retired_agent_may_call_it_by_name() -> None:
    sheets = world()
    sheets["Agents"].append({"agent_id": "old", "name": "Old clerk", "status": "retired"})
    sheets["Ownership"].append({"agent": "intake", "kind": "handoff", "resource": "old CLERK"})
    assert leaving(sheets)[0].handoffs == ("intake",)


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
