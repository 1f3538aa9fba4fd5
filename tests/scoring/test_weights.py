"""Weights: drawn around the policy's, and the smallest change of one that puts another candidate first."""

from __future__ import annotations

import numpy as np
import pytest

from tests.policies import policy_with
from tests.portfolios import workflow
from tests.scoring.test_certainty import FEW, WEIGHTS, assessed, first_of, rows, running
from toolkit.app.assessment import Assessment
from toolkit.kernels.drawing import generator
from toolkit.policy import Policy
from toolkit.results import Contribution, WeightChange
from toolkit.scoring.certainty import drawn_weights


def test_drawn_weights_are_dirichlet_around_the_policys() -> None:
    weights, concentration, draws = np.array([0.3, 0.2, 0.0, 0.5]), 50.0, 8192
    found = drawn_weights(weights, concentration, 0, draws)
    assert found.sum(axis=1) == pytest.approx(1)
    assert (found[:, 2] == 0).all()
    deviation = np.sqrt(weights * (1 - weights) / (concentration + 1))
    assert found.mean(axis=0) == pytest.approx(weights, abs=4 * deviation.max() / np.sqrt(draws))
    assert found.std(axis=0) == pytest.approx(deviation, rel=0.05)
    assert (drawn_weights(weights, concentration, 1, draws) != found).any()
    # The policy's own words: a weight of 30 % lies between 22 % and 38 % in eight cases of ten.
    assert ((found[:, 0] > 0.22) & (found[:, 0] < 0.38)).mean() == pytest.approx(0.8, abs=0.03)
    assert generator(0, "weights").random() != generator(0, "workflow", "weights").random()


def weighted(policy_weights: dict[str, float], **changed: float) -> Policy:
    weights = {**policy_weights, **changed}
    return policy_with({f"ranking.weights.{name}": float(value) for name, value in weights.items()}, draws=256)


SHIPPED = {name: FEW.number(f"ranking.weights.{name}") for name in WEIGHTS}


def applied(found: Assessment, change: WeightChange, beyond: float) -> Policy:
    """The policy in which that criterion's share of the weights is the one named and ``beyond`` more."""
    counting = [line.criterion for line in first_of(found).contributions]
    rest = sum(SHIPPED[name] for name in counting if name != change.criterion)
    share = change.then + beyond
    return weighted(SHIPPED, **{change.criterion: max(share, 0.0) / (1 - share) * rest})


def dominates(found: Assessment) -> bool:
    """Whether the first is at least as good as every other in every criterion."""
    best = [line.score for line in first_of(found).contributions]
    others = [[line.score for line in one.contributions] for one in found.workflows if one.rank]
    return bool((np.array(others) <= best).all())


@pytest.mark.parametrize(("seed", "agents"), [*((seed, 0) for seed in range(6)), (0, 1), (5, 1)])
def test_the_named_weight_turns_the_ranking_and_less_does_not(seed: int, agents: int) -> None:
    sheets = running(count=agents)
    found = assessed(rows(seed), **sheets)
    change = found.certainty.weight_change
    if change is None:
        assert dominates(found)
        return
    assert change.first != found.certainty.first
    shares = {line.criterion: line.weight for line in first_of(found).contributions}
    assert change.now == pytest.approx(shares[change.criterion])
    step = np.copysign(1e-6, change.then - change.now)
    assert first_of(assessed(rows(seed), applied(found, change, step), **sheets)).workflow_id == change.first
    assert first_of(assessed(rows(seed), applied(found, change, -step), **sheets)).workflow_id == found.certainty.first


def total(contributions: tuple[Contribution, ...], weights: dict[str, float]) -> float:
    return sum(line.score * weights[line.criterion] for line in contributions)


@pytest.mark.parametrize("seed", range(6))
def test_no_smaller_change_of_any_weight_turns_the_ranking(seed: int) -> None:
    """Looked for step by step: every criterion, up and down, as shares of the sum."""
    found = assessed(rows(seed))
    change = found.certainty.weight_change
    if change is None:
        assert dominates(found)
        return
    size = abs(change.then - change.now)
    ranked = [one for one in found.workflows if one.rank]
    shares = {line.criterion: line.weight for line in ranked[0].contributions}
    for name, share in shares.items():
        for then in np.linspace(max(share - 0.999 * size, 0), min(share + 0.999 * size, 0.999), 41):
            weights = {other: weight * (1 - then) / (1 - share) for other, weight in shares.items()} | {name: then}
            best = max(ranked, key=lambda one: total(one.contributions, weights))
            assert best.workflow_id == found.certainty.first, f"{name} at {then} instead of {share}"


def test_a_weight_of_nothing_counts_nowhere_but_may_be_raised() -> None:
    policy = weighted(SHIPPED, strategic_value=0, operational_readiness=0)
    found = assessed(rows(2), policy)
    by_name = {line.criterion: line.weight for line in first_of(found).contributions}
    assert (by_name["strategic_value"], by_name["operational_readiness"]) == (0, 0)
    assert sum(one.first_share or 0.0 for one in found.workflows) == 1
    change = found.certainty.weight_change
    assert change is not None
    assert 0 <= change.then < 1


ONLY = dict.fromkeys(WEIGHTS, 0.0)


@pytest.mark.parametrize("name", ["person_years", "integration_days", "strategic_value"])
def test_a_single_weight(name: str) -> None:
    """It is all there is: it cannot shrink, but others may rise."""
    found = assessed(rows(2), weighted(ONLY, **{name: 10}))
    assert sum(one.first_share or 0.0 for one in found.workflows) == 1
    change = found.certainty.weight_change
    assert change is not None
    assert change.criterion != name
    assert change.now == 0


def test_all_weight_on_a_criterion_that_does_not_count() -> None:
    assert first_of(assessed(rows(2), weighted(ONLY, difference=10))).score is not None


def test_nothing_turns_what_is_better_throughout() -> None:
    better = workflow("better", strategic_value=5, process_expert="L. Chen", systems_read=())
    worse = workflow("worse", strategic_value=0, volume_likely=600)
    assert assessed([better, worse]).certainty.weight_change is None
