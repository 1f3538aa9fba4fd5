"""The gate of one agent: what counts for it, what does not, and what it says."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

import toolkit
from tests.checks.spoiling import Change, adding, as_is, both, setting, without
from tests.checks.world import INBOX, read, waiver, world
from tests.policies import policy_with
from toolkit import load_example
from toolkit.app.gating import OPEN, to_json, with_status
from toolkit.checks.claimed import Claimed
from toolkit.checks.facts import Row
from toolkit.checks.routing import find_collisions
from toolkit.checks.verdicts import verdict
from toolkit.errors import UnknownName
from toolkit.model import Outcome, Severity
from toolkit.policy import load_policy
from toolkit.render.view_gate import gate_screen
from toolkit.results import AgentGate
from toolkit.sheets import Portfolio

QUICK = policy_with(draws=256)
_BILLING = {"agent_id": "billing", "name": "Billing", "status": "pilot", "owner": "L. Chen", "exception_sla": 24}


def agent(agent_id: str, **cells: Any) -> Change:
    return adding("Agents", **{**_BILLING, "agent_id": agent_id, "name": agent_id.title(), **cells})


def trigger(agent_id: str, contains: tuple[str, ...], excludes: tuple[str, ...] = (), **cells: Any) -> Change:
    claim = {"agent": agent_id, "kind": "trigger", "resource": INBOX, "timing": "on event", "contains_any": contains}
    return adding("Ownership", **{**claim, "excludes_any": excludes, **cells})


def spoiled(*changes: Change) -> Portfolio:
    sheets = world()
    both(*changes)(sheets)
    return read(sheets)


def gate(portfolio: Portfolio, agent_id: str) -> AgentGate:
    found = toolkit.gate(portfolio, QUICK, agent_id)
    assert found.outcome is verdict(found.findings).outcome
    assert {one.severity for one in found.findings} <= {Severity.BLOCKER}
    assert all(one.outcome in OPEN for one in found.beside)
    assert sum(found.counts.values()) == len(found.findings)
    order = [one.outcome for one in found.findings]
    assert order == sorted(order, key=lambda one: (one not in OPEN, order.index(one)))
    return found


@cache
def prove() -> Portfolio:
    return load_example("prove")


def outcomes(found: AgentGate, check: str) -> list[Outcome]:
    return [one.outcome for one in (*found.findings, *found.beside) if one.check == check]


def test_the_first_agent_of_the_example_may_go_on() -> None:
    found = gate(prove(), "intake")
    assert (found.outcome, found.status, found.judged_as) == (Outcome.PASS, "production", "production")
    assert {"governance.owned", "handovers.exceptions_named", "health.stable"} <= {one.check for one in found.findings}
    assert "Pass: it may go on" in gate_screen(found)


def test_an_idea_is_judged_as_if_it_were_in_build_and_stays_one() -> None:
    found = gate(prove(), "proposals")
    assert (found.outcome, found.status, found.judged_as) == (Outcome.FAIL, "idea", "build")
    (clash,) = (one for one in found.findings if one.check == "ownership.one_trigger_owner")
    assert (clash.outcome, clash.subject) == (Outcome.FAIL, INBOX)
    assert [one.place for one in clash.evidence] == ["Ownership!C2", "Ownership!C11"]
    # No other agent goes live before the running one is stable, and a collision leaves it unstable.
    (running,) = (one for one in found.findings if one.check.startswith("health."))
    assert (running.check, running.subject, running.outcome) == ("health.stable", "intake", Outcome.FAIL)
    assert "idea" in set(prove()["Agents"]["status"])
    text = gate_screen(found)
    assert text.index("Fail: it may not go on") < text.index("1. Fail")
    for one in found.findings:
        if one.outcome in OPEN:
            assert f"{one.check} ({one.subject})" in text
    assert "Ownership!C2, Ownership!C11" in text
    assert "Owner:  M. Ortiz" in text
    assert max(map(len, text.splitlines())) <= 88


def test_a_collision_is_about_those_who_collide_alone() -> None:
    three = spoiled(
        *(agent("billing"), agent("legal"), trigger("billing", ("tender",))),
        trigger("legal", ("contract",), ("enquiry", "proposal", "tender")),
    )
    for name, outcome in (("intake", Outcome.FAIL), ("billing", Outcome.FAIL), ("legal", Outcome.PASS)):
        assert set(outcomes(gate(three, name), "ownership.one_trigger_owner")) == {outcome}


def test_what_two_agents_share_in_order_passes_for_both() -> None:
    apart = spoiled(agent("billing"), trigger("billing", ("tender",), ("enquiry", "proposal")))
    for name in ("intake", "billing"):
        found = [one for one in gate(apart, name).findings if one.check == "ownership.one_trigger_owner"]
        assert {(one.outcome, one.subject) for one in found} == {(Outcome.PASS, INBOX), (Outcome.PASS, name)}


def test_findings_about_other_agents_do_not_count() -> None:
    portfolio = spoiled(agent("billing", owner=None, exception_sla=99), trigger("billing", ("tender",), ("enquiry",)))
    for one in gate(portfolio, "intake").findings:
        assert "billing" not in one.subject, one


def test_a_handoff_to_an_agent_brings_none_of_its_findings() -> None:
    hands = adding("Ownership", agent="intake", kind="handoff", resource="billing")
    found = gate(spoiled(agent("billing", owner=None), trigger("billing", ("invoice",)), hands), "intake")
    assert "intake: billing" in {one.subject for one in found.findings}
    assert "billing" not in {one.subject for one in found.findings}


def test_a_waiver_opens_the_gate_and_is_counted() -> None:
    clash = (agent("billing"), trigger("billing", ("tender",)))
    waived = adding("Exceptions", **waiver("ownership.one_trigger_owner", subject=INBOX))
    before, after = gate(spoiled(*clash), "intake"), gate(spoiled(*clash, waived), "intake")
    assert outcomes(before, "ownership.one_trigger_owner") == [Outcome.FAIL]
    assert outcomes(after, "ownership.one_trigger_owner") == [Outcome.WAIVED]
    assert after.counts[Outcome.WAIVED] == 1


@pytest.mark.parametrize(
    ("change", "outcome", "says"),
    [
        (without("Ownership"), Outcome.UNKNOWN, "Nobody has written down what the agents claim"),
        (without("Metrics"), Outcome.UNKNOWN, "complete weeks"),
        (without("People"), Outcome.UNKNOWN, "cannot be looked up"),
        (setting("Agents", 0, exception_owner=None), Outcome.FAIL, "Nobody is named"),
        (setting("Agents", 0, status="retired"), Outcome.UNKNOWN, "No check asks about an agent in status retired"),
    ],
)
def test_what_nobody_knows_keeps_the_gate_shut(change: Change, outcome: Outcome, says: str) -> None:
    found = gate(spoiled(change), "intake")
    assert found.outcome is outcome
    assert says in " ".join(gate_screen(found).split())


def test_an_unknown_agent_is_told_the_nearest_name() -> None:
    with pytest.raises(UnknownName, match='did you mean "intake"'):
        toolkit.gate(spoiled(as_is), QUICK, "intak")


def test_json_holds_everything_and_is_stable() -> None:
    found = gate(prove(), "proposals")
    data = json.loads(to_json(found))
    assert data["outcome"] == "fail"
    assert len(data["findings"]) == len(found.findings)
    assert data["findings"][0]["evidence"][0]["cell"]
    assert to_json(found) == to_json(gate(prove(), "proposals"))


def test_the_copy_differs_in_the_status_alone() -> None:
    before = prove()["Agents"].copy()
    copy = with_status(prove(), ["proposals"], "build")
    assert prove()["Agents"].equals(before)
    assert copy["Agents"].drop(columns="status").equals(before.drop(columns="status"))
    assert copy["Agents"]["status"].tolist().count("build") == 1


def test_a_crowded_field_is_about_those_too_whom_it_leaves_out() -> None:
    names = [f"a{number:02}" for number in range(25)]
    order = {"kind": "field", "resource": "erp.*", "access": "write", "rule": "sequence"}
    wide = [adding("Ownership", agent=name, rule_detail=str(i), **order) for i, name in enumerate(names, start=1)]
    narrow = adding("Ownership", agent="zz", kind="field", resource="erp.invoice.status", access="write")
    portfolio = spoiled(*(agent(name) for name in [*names, "zz"]), *wide, narrow)
    day: Any = portfolio.setting("as_of")
    routing = find_collisions(portfolio, load_policy(), day.date())
    crowded = [one for one in routing.collisions if one.kind == "field"]
    assert crowded[0].more > 0

    def rows(sheet: str) -> list[Row]:
        return [Row(portfolio, sheet, number, row, day.date()) for number, row in portfolio.cells(sheet).items()]

    claimed = Claimed(rows("Agents"), rows("Ownership"), routing)
    assert claimed.concerned(crowded) == {*names, "zz"}
    assert "intake" not in claimed.concerned(crowded)
