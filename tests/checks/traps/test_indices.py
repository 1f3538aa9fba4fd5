"""The traps by hand: shares of causes, indices, coverage and levels."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.checks.traps.fleets import (
    Sheets,
    agent,
    component,
    facts,
    flow,
    policy,
    system,
    traps,
    week,
)
from tests.checks.world import facts as facts_of
from tests.checks.world import findings, read, world
from toolkit.checks.catalogue import catalogue
from toolkit.checks.engine import run
from toolkit.checks.traps import judge_traps
from toolkit.checks.traps.folding import level, trap
from toolkit.results import Trap, TrapCause

_LIVE = {"status": "live", "owner": "S. Iyer", "since": dt.date(2026, 1, 5)}
_PURPOSES = ("Answers new client enquiries by mail", "Books supplier invoices", "Drafts the weekly status report")


def three(**cells: Any) -> Sheets:
    """Three agents on three systems, with nothing else written down."""
    names = ("intake", "billing", "status")
    used = (("crm", "mail"), ("erp",), ("psa", "mail"))
    return {
        "Agents": [agent(name, purpose=said, **cells) for name, said in zip(names, _PURPOSES, strict=True)],
        "Workflows": [flow(name, *systems) for name, systems in zip(names, used, strict=True)],
    }


def cause(name: str, share: float | None, weight: float = 1, known: float = 1) -> TrapCause:
    return TrapCause(name, name, share, weight, known, None, "", "")


# --- an index from its causes ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("causes", "index", "coverage", "says"),
    [
        pytest.param([cause("a", 1.0), cause("b", 0.0)], 0.5, 1.0, "high", id="the mean"),
        pytest.param([cause("a", 1.0, 1), cause("b", 0.0, 3)], 0.25, 1.0, "watch", id="weighted, on the threshold"),
        pytest.param([cause("a", 0.2), cause("b", 0.28)], 0.24, 1.0, "low", id="low"),
        pytest.param([cause("a", 0.4, 3), cause("b", None, 1)], 0.4, 0.75, "watch", id="an unknown is no zero"),
        pytest.param([cause("a", 0.4, 1), cause("b", None, 1)], None, 0.5, "not_known", id="too little is known"),
        pytest.param([cause("a", 0.4, 1, 0.5)], None, 0.5, "not_known", id="too little of a cause is known"),
        pytest.param([cause("a", 0.4, 1, 0.8), cause("b", 0, 1, 0.4)], 0.2, 0.6, "low", id="just enough is known"),
        pytest.param([cause("a", None)], None, 0.0, "not_known", id="nothing is known"),
        pytest.param([cause("a", 1.0, 0)], None, None, "not_known", id="no weight at all"),
    ],
)
def test_an_index_is_a_weighted_mean(
    causes: list[TrapCause], index: float | None, coverage: float | None, says: str
) -> None:
    found = trap("sprawl", causes, policy())
    assert (found.index, found.level) == (index if index is None else pytest.approx(index), says)
    assert found.coverage == (coverage if coverage is None else pytest.approx(coverage))
    assert bool(found.why_missing) == (index is None)


def test_causes_come_by_what_they_add_and_unknown_ones_are_named_last() -> None:
    found = trap("sprawl", [cause("a", 0.1), cause("b", None), cause("c", 0.1, 3), cause("d", 1.0)], policy())
    assert [one.name for one in found.causes] == ["d", "c", "a", "b"]
    found = trap("sprawl", [cause("a", None), cause("b", 0.5)], policy())
    assert found.why_missing == "Only 50% of what the index rests on is known, 60% are needed; open: a."


def test_levels_follow_the_policy() -> None:
    rules = policy(watch_from=0.1, high_from=0.2)
    assert [level(index, rules) for index in (None, 0.09, 0.1, 0.2, 1.0)] == [
        *("not_known", "low", "watch", "high", "high")
    ]


@pytest.mark.parametrize("name", ["sprawl", "governance_debt", "integration_tax"])
def test_without_an_agent_at_work_there_is_no_index(name: str) -> None:
    idea = agent("intake", status="idea")
    found: Trap = getattr(traps({"Agents": [idea], "Workflows": [flow("intake", "crm")]}), name)
    assert (found.index, found.level, found.coverage, found.causes) == (None, "not_known", None, ())
    assert "No agent is in build" in found.why_missing


# --- sprawl ---------------------------------------------------------------------------------------


def sprawl(sheets: Sheets, name: str) -> TrapCause:
    return traps(sheets, policy(least_coverage=0)).sprawl.cause(name)


@pytest.mark.parametrize(
    ("vendors", "share", "known", "amount"),
    [
        (("Acme", "Acme", "acme"), 0.0, 1.0, 1 / 3),
        (("Acme", "Bolt", "Acme"), 0.5, 1.0, 2 / 3),
        (("Acme", "Bolt", "in-house"), 1.0, 1.0, 1.0),
        (("Acme", "Bolt", None), 1.0, 2 / 3, 1.0),
        (("Acme", None, None), None, 1 / 3, 1.0),
        ((None, None, None), None, 0.0, None),
    ],
)
def test_vendors(vendors: tuple[str | None, ...], share: float | None, known: float, amount: float | None) -> None:
    sheets = three()
    for row, vendor in zip(sheets["Agents"], vendors, strict=True):
        row["vendor"] = vendor
    found = sprawl(sheets, "vendors")
    assert (found.share, found.amount) == (share, amount)
    assert found.known == pytest.approx(known)
    assert ("Not known: Agents!" in found.message) == (None in vendors)


def test_components_by_kind() -> None:
    sheets = three()
    sheets["Platform"] = [
        {"component_id": "watch", "kind": "monitoring", **_LIVE, "covers": ("status",)},
        {"component_id": "meter", "kind": "cost tracking", "status": "planned"},
        {"component_id": "link", "kind": "connector", **_LIVE, "covers": ("crm",)},
    ]
    sheets["Ownership"] = [
        component("intake", "WATCH", "shared"),
        component("intake", "crm-connector of its own", "private"),
        component("billing", "meter", "shared"),
        component("billing", "erp_connector", "private"),
        component("status", "unheard of", "shared"),
        component("status", "something", None),
    ]
    found = sprawl(sheets, "components")
    assert found.share == pytest.approx(3 / 5)  # two connectors, and cost tracking that is only planned
    assert found.known == pytest.approx(5 / 7)
    assert found.amount == 3
    assert found.details == (
        "connector: 2 of 2 not shared",
        "cost tracking: 1 of 1 not shared",
        "monitoring: 0 of 2 not shared",
    )
    assert {one.place for one in found.evidence} == {"Ownership!C3", "Ownership!C4", "Ownership!C5"}
    assert sprawl(sheets, "data_models").share is None


def test_data_models_stand_apart_from_other_components() -> None:
    sheets = three()
    sheets["Ownership"] = [
        component("intake", "Customer data model", "private"),
        component("billing", "invoice_data_model", "private"),
        component("status", "model", "shared"),
    ]
    sheets["Platform"] = [{"component_id": "model", "kind": "data model", **_LIVE}]
    found = sprawl(sheets, "data_models")
    assert found.share == pytest.approx(2 / 3)
    assert (found.known, found.amount) == (1.0, 2)
    assert sprawl(sheets, "components").share is None


def test_likely_duplicates_are_named_with_the_reason() -> None:
    sheets = three()
    sheets["Agents"].append(agent("helpdesk", purpose="Answers enquiries of clients"))
    sheets["Workflows"].append(flow("helpdesk", "mail", "crm", "wiki"))
    found = sprawl(sheets, "duplicates")
    assert (found.share, found.known, found.amount) == (0.5, 1.0, 2)
    assert found.details == (
        "Helpdesk and Intake: their purposes have answer, client, enquiry in common (100%), "
        "and both use crm, mail (67% of their systems)",
    )


@pytest.mark.parametrize(
    ("purpose", "systems"),
    [
        pytest.param("Answers enquiries of clients", ("wiki", "dms", "mail"), id="other systems"),
        pytest.param("Answers the phone", ("crm", "mail"), id="one word in common"),
        pytest.param("Reads applications", ("crm", "mail"), id="other work on the same systems"),
    ],
)
def test_no_duplicates(purpose: str, systems: tuple[str, ...]) -> None:
    sheets = three()
    sheets["Agents"].append(agent("other", purpose=purpose))
    sheets["Workflows"].append(flow("other", *systems))
    found = sprawl(sheets, "duplicates")
    assert (found.share, found.details) == (0.0, ())


def test_a_duplicate_that_nobody_can_tell_lowers_coverage() -> None:
    sheets = three()
    sheets["Agents"][0]["purpose"] = None
    found = sprawl(sheets, "duplicates")
    assert found.share == 0.0
    assert found.known == pytest.approx(2 / 3)
    assert "not known of Intake" in found.message
    sheets["Agents"][1]["purpose"] = None
    assert sprawl(sheets, "duplicates").share is None


def test_spend_without_measured_value() -> None:
    sheets = three()
    sheets["Metrics"] = [
        week("intake", 0, cost=300, time_value=0),
        week("intake", 12, cost=100),
        week("intake", 13, cost=5000),
        week("billing", 0, cost=400),
        week("billing", 1, cost=200, revenue_value=50),
    ]
    found = sprawl(sheets, "unmeasured_spend")
    assert (found.share, found.amount) == (0.5, 500)
    assert found.known == pytest.approx(2 / 3)
    assert found.details == ("Billing: 400", "Intake: 100")
    assert {one.place for one in found.evidence} == {"Metrics!L3", "Metrics!L5"}
    sheets["Metrics"] = [week("intake", 0, time_value=100)]
    assert (sprawl(sheets, "unmeasured_spend").share, sprawl(sheets, "unmeasured_spend").known) == (None, 0.0)
    sheets["Metrics"] = [week("intake", 0, cost=0)]
    free = sprawl(sheets, "unmeasured_spend")
    assert (free.share, free.amount, free.known) == (0, 0, pytest.approx(1 / 3))
    assert free.message.startswith("Of 0 spent"), "a typed zero is not a blank"


def test_a_single_agent_with_shared_components_does_not_sprawl() -> None:
    sheets: Sheets = {
        "Agents": [agent("intake", vendor="in-house")],
        "Workflows": [flow("intake", "crm")],
        "Platform": [
            {"component_id": "watch", "kind": "monitoring", **_LIVE},
            {"component_id": "model", "kind": "data model", **_LIVE},
        ],
        "Ownership": [component("intake", "watch", "shared"), component("intake", "model", "shared")],
        "Metrics": [week("intake", cost=100, time_value=900)],
    }
    found = traps(sheets).sprawl
    assert (found.index, found.level, found.coverage) == (0.0, "low", 1.0)


def test_twelve_agents_from_twelve_vendors_sprawl() -> None:
    names = [f"agent{number}" for number in range(12)]
    sheets: Sheets = {
        "Agents": [agent(name, vendor=name, purpose="Answers client questions") for name in names],
        "Workflows": [flow(name, "crm") for name in names],
        "Ownership": [component(name, f"{kind} of {name}", "private") for name in names
                      for kind in ("data model", "monitoring")],
        "Metrics": [week(name, cost=100) for name in names],
    }  # fmt: skip
    found = traps(sheets).sprawl
    assert (found.index, found.level, found.coverage) == (1.0, "high", 1.0)
    assert found.cause("duplicates").details[0].startswith("Agent0 and Agent1: ")


# --- integration tax ------------------------------------------------------------------------------


def test_the_integration_tax_by_hand() -> None:
    sheets = three()
    sheets["Systems"] = [
        system("crm", shared_connector=True, record_for=("contact", "account")),
        system("mail", interface="MCP", record_for=("message",)),
        system("erp", interface="database", people_who_know=1, record_for=("invoice", "account")),
        system("psa", people_who_know=None),
    ]
    sheets["Platform"] = [{"component_id": "p", "kind": "connector", **_LIVE, "covers": ("psa",)}]
    sheets["Ownership"] = [
        {"agent": name, "kind": "field", "resource": resource, "access": "write"}
        for name, resource in (
            *(("intake", "crm.contact.source"), ("intake", "crm.account.name"), ("status", "psa.time_entry.code")),
            *(("billing", "erp.invoice.status"), ("billing", "erp.*.*")),
        )
    ]
    found = traps(sheets).integration_tax
    shares = {one.name: one.share for one in found.causes}
    assert shares == {
        "connectors": 0.5,  # mail and erp of crm, mail, erp, psa
        "protocol": 0.5,  # two speak REST
        "system_of_record": 0.5,  # account has two, time entry none
        "one_head": pytest.approx(1 / 3),
    }
    assert found.index == pytest.approx((2 * 0.5 + 0.5 + 0.5 + 1 / 3) / 5)
    assert found.coverage == pytest.approx((2 + 1 + 1 + 3 / 4) / 5)
    assert found.cause("system_of_record").details == (
        "account: 2 systems of record",
        "time entry: no system of record",
    )
    # mail: 2 days × 1.15³; erp: 5 × 1.15³ × 1.5; a shared connector would save four fifths
    mail, erp = 2 * 1.15**3, 5 * 1.15**3 * 1.5
    costs = {one.name: one.amount for one in found.costs}
    each = 0.8 * (mail + erp + mail) / 3
    assert costs == {
        "days_per_agent": pytest.approx(each),
        "days": pytest.approx(10 * each),
        "cost": pytest.approx(10 * each * 800),
        "build_once": pytest.approx((mail + erp) * 800),
    }
    assert all(one.formula for one in found.costs)


def test_a_connector_that_is_still_a_plan_is_not_shared() -> None:
    sheets = three()
    sheets["Systems"] = [system(name, shared_connector=True) for name in ("crm", "mail", "erp", "psa")]
    assert traps(sheets).integration_tax.cause("connectors").share == 0.0
    sheets["Platform"] = [{"component_id": "e", "kind": "connector", "status": "planned", "covers": ("erp",)}]
    assert traps(sheets).integration_tax.cause("connectors").share == 0.25


def test_the_worst_interface_is_no_standard() -> None:
    sheets = three()
    sheets["Systems"] = [system(name, interface="screen only") for name in ("crm", "mail", "erp", "psa")]
    found = traps(sheets).integration_tax.cause("protocol")
    assert (found.share, found.message) == (1.0, "No system in use has a protocol of its own.")


def test_without_systems_the_tax_is_not_known() -> None:
    found = traps({"Agents": [agent("intake", workflow=None)], "Workflows": [flow("intake", "crm")]}).integration_tax
    assert (found.index, found.coverage) == (None, 0.0)
    assert {one.share for one in found.causes} == {None}
    assert {one.amount for one in found.costs} == {None}


# --- governance debt ------------------------------------------------------------------------------


def debt(sheets: dict[str, Any]) -> Trap:
    seen = facts_of(read(sheets))
    return judge_traps(seen, run(seen)).governance_debt


def test_an_organisation_in_which_every_check_passes_owes_nothing() -> None:
    found = debt(world())
    assert {one.name: one.share for one in found.causes if one.share} == {}
    assert (found.index, found.level) == (0.0, "low")


def test_governance_debt_by_hand() -> None:
    sheets = world()
    sheets["Governance"] = [row for row in sheets["Governance"] if row["subject"] != "audit log"]
    drill = next(row for row in sheets["Governance"] if row["subject"] == "audit drill")
    drill["test_date"] = dt.date(2025, 1, 7)
    sheets["Agents"][0].update(tier="low", last_retrained=dt.date(2026, 1, 7))
    sheets["Ownership"][0]["written_by"] = None
    sheets["Exceptions"] = [
        {"kind": "waiver", "target": "care.retrained_lately", "subject": "nobody", "reason": "x", "owner": "J. Park",
         "decided_on": dt.date(2026, 1, 7), "expires_on": expires}
        for expires in (dt.date(2026, 2, 7), dt.date(2026, 12, 31), None)
    ]  # fmt: skip
    found = debt(sheets)
    shares = {one.name: (one.share, one.known) for one in found.causes if one.name != "reviews"}
    assert shares == {
        "decisions": (0.25, 1.0),
        "orphans": (0.0, 1.0),
        "approvals": (1.0, 1.0),
        "verbal_claims": (1 / 6, 1.0),
        "drill": (1.0, 1.0),
        "care": (1 / 3, 1.0),
        "waivers": (0.5, 2 / 3),
    }
    assert found.cause("waivers").details == ("care.retrained_lately: expired on 7 February 2026",)
    assert "tier low (Agents!N2)" in found.cause("approvals").details[0]


def test_a_waived_fail_is_no_debt_until_the_waiver_expires() -> None:
    sheets = world()
    sheets["Agents"][0]["tier"] = "low"
    waiver = {"kind": "waiver", "target": "risk.tier_named", "reason": "x", "owner": "J. Park"}
    dates = {"decided_on": dt.date(2026, 1, 7), "expires_on": dt.date(2026, 12, 31)}
    sheets["Exceptions"] = [{**waiver, **dates}]
    assert debt(sheets).cause("approvals").share is None
    sheets["Exceptions"][0]["expires_on"] = dt.date(2026, 2, 7)
    found = debt(sheets)
    assert (found.cause("approvals").share, found.cause("waivers").share) == (1.0, 1.0)


@pytest.mark.parametrize(
    ("sheet", "unknown"),
    [("Governance", {"decisions", "drill"}), ("Ownership", {"verbal_claims"}), ("People", {"orphans", "approvals"})],
)
def test_a_missing_sheet_is_no_zero(sheet: str, unknown: set[str]) -> None:
    sheets = world()
    sheets[sheet] = []
    found = debt(sheets)
    assert unknown <= {one.name for one in found.causes if one.share is None}
    assert found.coverage is not None
    assert found.coverage < 1


def test_every_finding_the_debt_adds_up_is_one_of_the_catalogue() -> None:
    from toolkit.checks.governed import TIER_CHECKS
    from toolkit.checks.traps import debt as module

    listed = {check.id for check in catalogue()}
    assert {*module.CARE, *TIER_CHECKS, "governance.decided", "governance.owned", "risk.audit_drill_held"} <= listed
    assert not findings(world(), "risk.tier_named")["intake"].question


def test_a_claim_of_a_retired_agent_costs_no_connection() -> None:
    sheets = three()
    sheets["Agents"][0]["status"] = "retired"
    sheets["Systems"] = [system("erp"), system("psa"), system("mail")]
    assert set(facts(sheets).routing.agents) == {"billing", "status"}
    assert traps(sheets).integration_tax.cause("connectors").amount == 3
