"""How sure the ranking is: shares of first places, the weight that would turn it, what the second project costs."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.policies import policy_with
from tests.portfolios import SETTINGS, portfolio, workflow
from toolkit.app.assessment import Assessment
from toolkit.app.pipeline import assess
from toolkit.policy import Policy
from toolkit.results import WorkflowResult
from toolkit.scoring.certainty import Podium

FEW = policy_with(draws=256)
BEFORE = SETTINGS["as_of"] - dt.timedelta(days=30)
WEIGHTS = (
    *("person_years", "return_multiple", "payback", "integration_days", "data_readiness"),
    *("operational_readiness", "strategic_value", "difference"),
)

Row = dict[str, Any]


def rows(seed: int, count: int = 5) -> list[Row]:
    """Candidates that are hard to tell apart."""
    rng = np.random.default_rng(seed)
    return [
        workflow(
            f"w{i}",
            volume_likely=float(rng.uniform(500, 1500)),
            minutes_likely=float(rng.uniform(8, 20)),
            build_cost_likely=float(rng.uniform(8000, 40_000)),
            strategic_value=float(rng.choice([0, 2, 5])),
            systems_read=tuple(f"s{n}" for n in range(rng.integers(0, 4))),
            process_expert=rng.choice(["L. Chen", None]),
            operator=rng.choice(["A. Novak", None]),
            work_type=rng.choice(["documents", "calls"]),
            department=rng.choice(["Finance", "Sales"]),
        )
        for i in range(count)
    ]


def running(status: str = "production", count: int = 1) -> dict[str, list[Row]]:
    """Agents in production on workflows of their own, which are no candidates."""
    done = [
        workflow(f"done{n}", work_type="documents", department="Finance", systems_read=("s0",)) for n in range(count)
    ]
    agents = [
        {
            "agent_id": f"a{n}",
            "name": f"Agent {n}",
            "workflow": f"done{n}",
            "status": status,
            "production_since": BEFORE,
        }
        for n in range(count)
    ]
    return {"Workflows": done, "Agents": agents}


def assessed(found: list[Row], policy: Policy = FEW, **sheets: list[Row]) -> Assessment:
    return assess(portfolio(Workflows=[*found, *sheets.pop("Workflows", [])], **sheets), policy)


def first_of(found: Assessment) -> WorkflowResult:
    return next(one for one in found.workflows if one.rank == 1)


def numbers(one: WorkflowResult) -> WorkflowResult:
    """The record without what says where in the workbook it stands."""
    return replace(one, row=0, inputs=(), measure_next=(), outlook=None, scores=())


# --- shares of first places -----------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_shares_of_the_ranked_add_up(count: int) -> None:
    found = assessed(rows(count, count), **running())
    ranked = [one for one in found.workflows if one.rank is not None]
    assert len(ranked) == count
    assert sum(one.first_share or 0.0 for one in ranked) == 1
    assert sum(one.top_three_share or 0.0 for one in ranked) == min(count, 3)
    assert found.certainty.first_share == first_of(found).first_share
    assert found.workflow("done0").first_share is None


def test_one_candidate_is_first_whatever_happens() -> None:
    found = assessed(rows(1, 1))
    one = found.workflow("w0")
    assert (one.first_share, one.top_three_share) == (1, 1)
    assert found.certainty.weight_change is None
    assert found.certainty.second_project is None


def test_candidates_that_tie_stand_in_the_order_of_their_ids() -> None:
    """Four that only cost money, alike in everything else: a is first in every future, d never among three."""
    losing = {"volume_likely": 0, "systems_read": ()}
    found = assessed([workflow(name, **losing) for name in "dbca"])
    shares = {one.workflow_id: (one.rank, one.first_share, one.top_three_share) for one in found.workflows}
    assert shares == {"a": (1, 1, 1), "b": (2, 0, 1), "c": (3, 0, 1), "d": (4, 0, 0)}


def test_a_tie_behind_a_better_one_keeps_its_order() -> None:
    """The best has the last id, so that it pushes down who stood there before."""
    losing = {"volume_likely": 0, "systems_read": ()}
    found = assessed([*(workflow(name, **losing) for name in "abcd"), workflow("z", strategic_value=5, **losing)])
    shares = {one.workflow_id: (one.first_share, one.top_three_share) for one in found.workflows}
    assert shares == {"z": (1, 1), "a": (0, 1), "b": (0, 1), "c": (0, 0), "d": (0, 0)}


def test_better_than_best_counts_as_best() -> None:
    """Both beyond the best of every criterion of money, b further: value functions are flat there, and ids decide."""
    ends = {"person_years": (0, 0.01), "return_multiple": (0.5, 1.1), "payback": (36, 35)}
    policy = {
        f"ranking.{end}.{name}": pair[i] for name, pair in ends.items() for i, end in enumerate(("worst", "best"))
    }
    good = {"confidence": "high", "realisation_likely": 1, "minutes_likely": 40}
    candidates = [workflow("a", volume_likely=2000, **good), workflow("b", volume_likely=9000, **good)]
    found = assessed(candidates, policy_with(policy, draws=256))
    assert found.workflow("a").first_share == 1


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.lists(st.lists(st.sampled_from([0.0, 0.25, 0.5, 1.0]), min_size=6, max_size=6), min_size=1, max_size=7))
def test_the_podium_is_the_sorted_order(scores: list[list[float]]) -> None:
    podium = Podium(6)
    for position, score in enumerate(scores):
        podium.add(position, np.array(score))
    for future in range(6):
        expected = sorted(range(len(scores)), key=lambda i: (-scores[i][future], i))[:3]
        placed = [int(who) for who in podium.who[:, future]]
        assert placed == [*expected, -1, -1, -1][:3]


def test_the_order_of_rows_does_not_matter() -> None:
    candidates = [*rows(3, 6), workflow("tie", volume_likely=0), workflow("tie2", volume_likely=0)]
    one, other = assessed(candidates, **running()), assessed(candidates[::-1], **running())
    assert [each.workflow_id for each in one.candidates] == [each.workflow_id for each in other.candidates]
    for each in one.workflows:
        again = other.workflow(each.workflow_id)
        assert numbers(each) == numbers(again)
        assert each.outlook is not None
        assert again.outlook is not None
        assert strip(each) == strip(again)
    assert one.portfolio == other.portfolio
    for name in ("first", "first_share", "choice_evpi", "weight_change", "second_project"):
        assert getattr(one.certainty, name) == getattr(other.certainty, name), name
    assert [(m.workflow_id, m.against, m.measure.worth) for m in one.certainty.measure_next] == [
        (m.workflow_id, m.against, m.measure.worth) for m in other.certainty.measure_next
    ]


def strip(one: WorkflowResult) -> Any:
    assert one.outlook is not None
    inputs = tuple(replace(each, evidence=()) for each in one.outlook.inputs)
    return replace(one.outlook, inputs=inputs)


def test_another_candidate_leaves_the_futures_of_the_others_alone() -> None:
    """Bit for bit: NPV, payback, worth of measuring; with one more, one less, and another seed."""
    candidates = rows(4, 4)
    base = assessed(candidates)
    for changed in ([*candidates, workflow("a-new-one")], candidates[1:]):
        found = assessed(changed)
        for one in (each for each in base.workflows if any(each.workflow_id == row["workflow_id"] for row in changed)):
            again = found.workflow(one.workflow_id)
            assert (one.npv, one.evpi, one.chance_of_loss) == (again.npv, again.evpi, again.chance_of_loss)
            assert strip(one) == strip(again)
            assert [m.worth for m in one.measure_next] == [m.worth for m in again.measure_next]
    other = assess(portfolio(Workflows=candidates), FEW, seed=1)
    assert all(one.npv != other.workflow(one.workflow_id).npv for one in base.workflows)


def test_sure_weights_and_sure_figures_make_a_sure_ranking() -> None:
    sure = policy_with({"ranking.weight_concentration": 100_000, "uncertainty.spread.low": 0}, draws=256)
    found = assessed(rows(6), sure)
    assert first_of(found).first_share == 1
    assert {one.rank for one in found.workflows if one.top_three_share == 1} == {1, 2, 3}


# --- second project -------------------------------------------------------------------------------

LIKE = {"work_type": "documents", "department": "Finance", "systems_read": ("s0",)}
UNLIKE = {"work_type": "calls", "department": "Sales", "systems_read": ("s9",)}


@pytest.mark.parametrize(("agents", "counts"), [(0, False), (1, True), (2, True), (3, False)])
def test_the_criterion_counts_for_agents_two_and_three(agents: int, counts: bool) -> None:
    found = assessed([workflow("like", **LIKE), workflow("unlike", **UNLIKE)], **running(count=agents))
    assert (found.certainty.second_project is not None) == counts
    assert any(line.criterion == "difference" for line in first_of(found).contributions) == counts


def test_the_more_telling_project_costs_what_the_other_brings_more() -> None:
    candidates = [workflow("like", volume_likely=1000, **LIKE), workflow("unlike", volume_likely=900, **UNLIKE)]
    found = assessed(candidates, **running())
    second = found.certainty.second_project
    assert second is not None
    assert (second.telling, second.otherwise) == ("unlike", "like")
    like, unlike = found.workflow("like").npv, found.workflow("unlike").npv
    assert like is not None
    assert unlike is not None
    assert second.cost == like.p50 - unlike.p50 > 0
    assert (second.difference, second.difference_of_otherwise) == (pytest.approx(1), pytest.approx(0))


def test_nothing_is_given_up_where_both_are_the_same() -> None:
    candidates = [workflow("like", volume_likely=300, **LIKE), workflow("unlike", volume_likely=900, **UNLIKE)]
    second = assessed(candidates, **running()).certainty.second_project
    assert second is not None
    assert second.telling == second.otherwise == "unlike"
    assert second.cost == 0


def test_second_project_without_candidates() -> None:
    assert assessed([], **running()).certainty.second_project is None


# --- the choice -----------------------------------------------------------------------------------


def test_the_choice_is_between_each_and_the_best_of_the_others() -> None:
    found = assessed(rows(5), policy_with())
    certainty, mean = found.certainty, {}
    for one in found.workflows:
        assert one.outlook is not None
        mean[one.workflow_id] = one.outlook.mean_npv
    best, second, *_ = sorted(mean, key=lambda name: -mean[name])
    for measure in certainty.measure_next:
        expected = best if measure.workflow_id != best else second
        assert measure.against == (expected if mean[expected] > 0 else "")
        assert measure.measure.worth <= certainty.choice_evpi + 3 * measure.measure.standard_error
    worths = [measure.measure.worth for measure in certainty.measure_next]
    assert all(before >= after for before, after in pairwise(worths))


def test_the_programme_is_never_surer_apart_than_together_without_a_common_factor() -> None:
    """Independent candidates diversify: the sum's range is narrower than the sum of ranges."""
    together = assessed(rows(7), policy_with(draws=1024, factor_strength=0)).portfolio.together
    assert len(together.workflows) > 1
    assert together.spread_together < 0.8 * together.spread_apart
    followed = assessed(rows(7), policy_with(draws=1024)).portfolio.together
    assert followed.spread_together / followed.spread_apart > together.spread_together / together.spread_apart
