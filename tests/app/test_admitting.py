"""One more agent, simulated: what it would open, whom it would overload, what would change; and that nothing does."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

import toolkit
from tests.app.test_gating import agent, spoiled, trigger
from tests.checks.spoiling import adding, as_is
from tests.checks.world import INBOX
from tests.policies import policy_with
from toolkit import load_example
from toolkit.app.gating import to_json
from toolkit.errors import UnknownName
from toolkit.model import Outcome
from toolkit.render.view_gate import admission_screen
from toolkit.results import Admission
from toolkit.sheets import Portfolio

QUICK = policy_with(draws=256)
_IDEA: dict[str, Any] = {"status": "idea", "workflow": "invoicing", "exception_owner": "S. Iyer", "exception_sla": 8}


@cache
def prove() -> Portfolio:
    return load_example("prove")


@cache
def proposals() -> Admission:
    return toolkit.admit(prove(), QUICK, "proposal_writing")


def admit(portfolio: Portfolio, workflow: str = "invoicing", **policy: Any) -> Admission:
    changed = {key.replace("__", "."): value for key, value in policy.items()}
    return toolkit.admit(portfolio, policy_with({"uncertainty.draws": 256, **changed}), workflow)


def said(admission: Admission) -> str:
    text = admission_screen(admission)
    assert max(map(len, text.splitlines())) <= 88
    assert "None" not in text
    return " ".join(text.split())


def test_the_story_of_the_example() -> None:
    found = proposals()
    assert (found.outcome, found.agents, found.names) == (Outcome.FAIL, ("proposals",), ("Proposals",))
    (clash,) = found.collisions
    assert (clash.kind, clash.agents, clash.resource) == ("trigger", ("intake", "proposals"), INBOX)
    assert clash.witness == "proposal"
    assert [one.agents for one in found.double_fires] == [("intake", "proposals")]
    assert (found.stage.before, found.stage.after, found.stage.agents_after) == ("single", "small", 2)
    assert found.stage.requires
    assert found.no_candidate_any_more
    (change,) = (one for one in found.answers if one.question_id == "next_agent")
    assert change.after is Outcome.FAIL
    assert "is set apart" in change.because[0]
    text = said(found)
    assert "Not as it stands: one collision would open" in text
    assert "is no candidate any more" in text
    assert "would become small" in text
    assert "Ownership!C2, Ownership!C11" in text


def test_nothing_is_written_and_the_portfolio_stays() -> None:
    before = {name: frame.copy() for name, frame in prove().frames.items()}
    collisions = toolkit.assess(prove(), QUICK).routing.collisions
    toolkit.admit(prove(), QUICK, "proposal_writing")
    assert all(frame.equals(prove()[name]) for name, frame in before.items())
    assert toolkit.assess(prove(), QUICK).routing.collisions == collisions == ()


def test_an_agent_in_nobodys_way_is_admitted() -> None:
    found = admit(spoiled(agent("billing", **_IDEA), trigger("billing", ("invoice",), resource="inbox:accounts")))
    assert (found.outcome, found.missing, found.collisions) == (Outcome.PASS, (), ())
    assert [(one.person, one.roles, one.before, one.after) for one in found.loads] == [
        ("L. Chen", ("owner",), 0, 1),
        ("S. Iyer", ("exception owner",), 0, 1),
    ]
    text = said(found)
    assert "Nothing stands in the way: no collisions would open" in text
    assert "L. Chen, owner: behind one agent then, none now; 5 are allowed." in text


def test_only_what_the_new_agent_opens_is_told() -> None:
    old = (agent("legal"), trigger("legal", ("tender",)))
    new = (agent("billing", **_IDEA), trigger("billing", ("invoice",), resource="inbox:accounts"))
    assert admit(spoiled(*old, *new)).collisions == ()
    joining = (agent("billing", **_IDEA), trigger("billing", ("tender",)))
    (joined,) = admit(spoiled(*old, *joining)).collisions
    assert joined.agents == ("billing", "intake", "legal")


@pytest.mark.parametrize(("most", "outcome"), [(1, Outcome.FAIL), (2, Outcome.PASS)])
def test_a_person_behind_too_many_agents(most: int, outcome: Outcome) -> None:
    idea = agent("billing", **{**_IDEA, "owner": " m.ortiz"})
    portfolio = spoiled(idea, trigger("billing", ("invoice",), resource="inbox:accounts"))
    found = admit(portfolio, people__agents_per_person=most)
    assert found.outcome is outcome
    assert [one.before for one in found.loads] == [1, 0]
    assert [one.person for one in found.overloaded] == ([" m.ortiz"] if most == 1 else [])
    assert ("more than the 1 allowed" in said(found)) is (most == 1)


def test_exceptions_that_would_wait_for_one_person_without_order_are_a_collision() -> None:
    idea = agent("billing", **{**_IDEA, "exception_owner": "A. Novak"})
    found = admit(spoiled(idea, trigger("billing", ("invoice",), resource="inbox:accounts")))
    assert [(one.kind, one.resource) for one in found.collisions] == [("exception", "A. Novak")]


def test_a_workflow_without_an_idea_is_unknown_and_told_which_rows_to_add() -> None:
    for portfolio, workflow in ((spoiled(as_is), "invoicing"), (spoiled(as_is), "client_intake")):
        found = admit(portfolio, workflow)
        assert (found.outcome, found.agents, found.answers, found.loads) == (Outcome.UNKNOWN, (), (), ())
        assert "Agents: a row" in found.missing[0]
        assert "status idea" in found.missing[0]
        assert "Ownership" in found.missing[1]
        assert "Not known yet: no agent on Agents has the status idea" in said(found)


def test_an_idea_without_claims_is_unknown() -> None:
    found = admit(spoiled(agent("billing", **{**_IDEA, "exception_owner": None})))
    assert found.outcome is Outcome.UNKNOWN
    assert found.missing[0] == "Ownership: rows for what Billing would claim; it has none."
    assert "the exception owner of Billing" in found.missing[1]
    output = adding("Ownership", agent="billing", kind="output", resource="erp:journal")
    assert "starts Billing" in admit(spoiled(agent("billing", **_IDEA), output)).missing[0]


def test_what_starts_the_running_agents_must_be_known_too() -> None:
    running = agent("legal", status="production", name="Legal")
    idea = (agent("billing", **_IDEA), trigger("billing", ("invoice",), resource="inbox:accounts"))
    found = admit(spoiled(running, *idea))
    assert (found.outcome, found.missing) == (
        Outcome.UNKNOWN,
        ("Ownership: a row for what starts Legal, in production.",),
    )


def test_a_field_that_may_be_written_by_both_is_undecided() -> None:
    field = adding("Ownership", agent="billing", kind="field", resource="crm.contact.source")
    found = admit(spoiled(agent("billing", **_IDEA), trigger("billing", ("x",), resource="inbox:accounts"), field))
    assert (found.outcome, [one.kind for one in found.undecided]) == (Outcome.UNKNOWN, ["field"])
    assert "Undecided, because a cell is blank" in said(found)


@pytest.mark.parametrize(("running", "before", "after"), [(0, "single", "small"), (2, "small", "operating")])
def test_the_stage_that_is_entered(running: int, before: str, after: str) -> None:
    others = [agent(f"a{number}", status="production") for number in range(running)]
    found = admit(spoiled(*others, agent("billing", **_IDEA)))
    assert (found.stage.before, found.stage.after, found.stage.is_entered) == (before, after, True)
    assert found.stage.agents_after == found.stage.agents_before + 1 == running + 2


def test_an_unknown_workflow_is_told_the_nearest_name() -> None:
    with pytest.raises(UnknownName, match='did you mean "invoicing"'):
        admit(spoiled(as_is), "invoicin")


def test_json_holds_everything() -> None:
    data = json.loads(to_json(proposals()))
    assert data["outcome"] == "fail"
    assert data["collisions"][0]["witness"] == "proposal"
    assert set(data["collisions"][0]) >= {"kind", "agents", "resource", "witness", "resolution"}


def test_the_assessment_holds_collisions_and_double_fires() -> None:
    clash = spoiled(agent("billing"), trigger("billing", ("second phase",)))
    data = json.loads(toolkit.assess(clash, QUICK).to_json())["routing"]
    (collision,) = data["collisions"]
    assert collision["kind"] == "trigger"
    assert all(collision[key] for key in ("agents", "resource", "witness", "resolution"))
    assert [one["agents"] for one in data["double_fires"]] == [["billing", "intake"]]
