"""Which workflows have a rank, and what is said about those that have none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.portfolios import portfolio, workflow
from toolkit.app.pipeline import assess
from toolkit.policy import load_policy

BLANK_SYSTEMS = {"systems_read": None, "systems_written": None}


def agent(agent_id: str, status: str, works_on: str | None = None, **cells: Any) -> dict[str, Any]:
    return {"agent_id": agent_id, "status": status, "workflow": works_on, **cells}


@pytest.mark.parametrize(
    ("cells", "agents", "reason"),
    [
        pytest.param({}, [], "", id="a candidate"),
        pytest.param({}, [agent("a", "idea", "w")], "", id="an idea is no agent yet"),
        pytest.param({}, [agent("a", "build", "w", name="Ada")], "its agent Ada is being built", id="build"),
        pytest.param({}, [agent("a", "pilot", "w")], "its agent a is in pilot", id="pilot"),
        pytest.param({}, [agent("a", "production", "w")], "its agent a is in production", id="production"),
        pytest.param({}, [agent("a", "retired", "w")], "its agent a is retired", id="retired"),
        pytest.param({}, [agent("a", "production", "other")], "", id="somebody else's agent"),
        pytest.param(
            {"volume_likely": None},
            [],
            "not known yet: volume per month, likely (Workflows!F2)",
            id="an essential cell blank",
        ),
        pytest.param(
            {"automation_likely": None, "build_cost_likely": None},
            [],
            "not known yet: automation rate, likely (Workflows!L2); build cost, likely (Workflows!O2)",
            id="two of them",
        ),
        pytest.param(BLANK_SYSTEMS, [], "not known yet: systems read or written (Workflows!Q2)", id="systems blank"),
        pytest.param({"systems_read": None, "systems_written": ()}, [], "", id="none is a known nothing"),
        pytest.param({"data_sources": None, "department": None, "process_owner": None}, [], "", id="no more is needed"),
        pytest.param(
            {"extends_agent": "a"}, [agent("a", "pilot")], "it extends a, which is not in production", id="extends"
        ),
        pytest.param({"extends_agent": "a"}, [agent("a", "production")], "", id="extends a running one"),
        pytest.param(
            {"extends_agent": "ghost"}, [], "it extends ghost, which is not in production", id="extends nobody"
        ),
        pytest.param(
            {"category": "orchestration"},
            [],
            "orchestration needs 2 agents in production to stand on; there are none",
            id="orchestration on nothing",
        ),
        pytest.param(
            {"category": "orchestration"},
            [agent("a", "production"), agent("b", "retired")],
            "orchestration needs 2 agents in production to stand on; there is 1",
            id="orchestration on one",
        ),
        pytest.param(
            {"category": "orchestration"},
            [agent("a", "production"), agent("b", "production")],
            "",
            id="orchestration on two",
        ),
        pytest.param(
            {"volume_likely": None, "category": "orchestration", "extends_agent": "a"},
            [agent("a", "pilot", "w")],
            "its agent a is in pilot",
            id="the agent it has comes first",
        ),
    ],
)
def test_set_apart(cells: dict[str, Any], agents: list[dict[str, Any]], reason: str) -> None:
    found = assess(portfolio(Workflows=[workflow("w", **cells)], Agents=agents)).workflow("w")
    assert found.set_apart_because == reason
    assert (found.rank is None, found.score is None, found.best_case_rank is None) == (bool(reason),) * 3


def test_the_policy_says_how_many_foundations_are_enough(tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    file.write_text("[rules]\nproven_foundations = 0\n", encoding="utf-8")
    found = assess(portfolio(Workflows=[workflow("w", category="orchestration")]), load_policy(file))
    assert found.workflow("w").rank == 1


def test_without_candidates_there_is_still_an_assessment() -> None:
    found = assess(portfolio(Workflows=[workflow("w", volume_likely=None)]))
    assert found.candidates == ()
    assert found.portfolio.candidates_npv == 0


def test_without_workflows_there_is_still_an_assessment() -> None:
    found = assess(portfolio())
    assert (found.workflows, found.candidates, found.portfolio.likely_npv) == ((), (), 0)


def test_set_apart_workflows_follow_the_ranked_ones_in_the_order_of_the_sheet() -> None:
    rows = [workflow("z", volume_likely=None), workflow("b"), workflow("a", volume_likely=None), workflow("c")]
    assert [one.workflow_id for one in assess(portfolio(Workflows=rows)).workflows] == ["b", "c", "z", "a"]
