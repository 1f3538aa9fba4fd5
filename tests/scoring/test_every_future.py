"""What holds of every assessment with its futures, whatever the figures; portfolios at the edge; how many draws."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.policies import policy_with
from tests.portfolios import SETTINGS, portfolio, workflow
from tests.scoring.test_against_reference import workbooks
from tests.scoring.test_uncertainty import NEAR_ZERO, certain, one
from toolkit.app.assessment import Assessment
from toolkit.app.pipeline import assess
from toolkit.errors import PolicyProblems
from toolkit.results import WorkflowResult
from toolkit.scoring.spreads import UNCERTAIN

FEW = policy_with(draws=256)


RANGED = st.fixed_dictionaries(
    {
        "confidence": st.sampled_from(["high", "medium", "low", None]),
        "low": st.sampled_from([None, 0, 0.5, 1]),
        "high": st.sampled_from([None, 1, 1.4, 3]),
        "which": st.sets(st.sampled_from(UNCERTAIN), max_size=4),
    }
)
SHARES = {"automation", "realisation"}


def widened(row: dict[str, Any], ranged: dict[str, Any]) -> dict[str, Any]:
    found = {**row, "confidence": ranged["confidence"]}
    for name in ranged["which"]:
        likely = row.get(f"{name}_likely")
        if likely is None:
            continue
        low, high = (None if ranged[end] is None else likely * ranged[end] for end in ("low", "high"))
        most = 1.0 if name in SHARES else 120.0 if name == "build_months" else np.inf
        found |= {f"{name}_low": low, f"{name}_high": None if high is None else min(high, most)}
    return found


def holds(found: Assessment) -> None:
    ranked = [each for each in found.workflows if each.rank is not None]
    for each in found.workflows:
        assert (each.npv is None) == (each.base.npv is None)
        if each.npv is not None and each.outlook is not None:
            workflow_holds(each)
        assert (each.first_share is None) == (each.rank is None)
        if each.first_share is not None and each.top_three_share is not None:
            assert 0 <= each.first_share <= each.top_three_share <= 1
    if ranked:
        assert sum(each.first_share or 0.0 for each in ranked) == 1
        assert sum(each.top_three_share or 0.0 for each in ranked) == min(len(ranked), 3)
    certainty, together = found.certainty, found.portfolio.together
    assert certainty.choice_evpi >= 0
    assert certainty.first == (ranked[0].workflow_id if ranked else "")
    levels = [value for _, value in together.quantiles]
    assert levels == sorted(levels)
    assert found.portfolio.npv.p10 <= found.portfolio.npv.p50 <= found.portfolio.npv.p90


def workflow_holds(each: WorkflowResult) -> None:
    outlook, npv = each.outlook, each.npv
    assert outlook is not None
    assert npv is not None
    assert npv.p10 <= npv.p50 <= npv.p90
    assert 0 <= (each.chance_of_loss or 0.0) <= 1
    assert each.evpi is not None
    assert each.evpi >= 0
    assert all(line.worth <= each.evpi + 3 * line.standard_error for line in each.measure_next)
    assert 0 <= outlook.payback_share <= 1
    for q, value in zip((0.1, 0.5, 0.9), (outlook.payback.p10, outlook.payback.p50, outlook.payback.p90), strict=True):
        assert (value is None) == (outlook.payback_share < q + 1 / 256) or abs(outlook.payback_share - q) < 1 / 128
    shares = [one.own_share for one in outlook.inputs if one.own_share is not None]
    assert all(0 <= share <= 1 + 1e-9 for share in shares)
    assert sum(shares) + (outlook.delivery_share or 0.0) <= 1.001
    for ranged in outlook.inputs:
        assert ranged.low <= ranged.likely <= ranged.high
        assert ranged.worth >= 0
        assert ranged.worth_error >= 0
    if outlook.cash is not None:
        lines = np.array([outlook.cash.p10, outlook.cash.p50, outlook.cash.p90])
        assert (np.diff(lines, axis=0) >= -1e-6).all()


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(workbooks(), st.lists(RANGED, min_size=5, max_size=5), st.sampled_from([0, 1]), st.integers(0, 2**40))
def test_what_always_holds(
    book: tuple[dict[str, Any], dict[str, list[dict[str, Any]]]],
    ranged: list[dict[str, Any]],
    strength: int,
    seed: int,
) -> None:
    program, sheets = book
    rows = [widened(row, one) for row, one in zip(sheets["Workflows"], ranged, strict=False)]
    policy = policy_with(draws=256, factor_strength=strength)
    found = assess(portfolio(program, **{**sheets, "Workflows": rows}), policy, seed=seed)
    holds(found)
    assert Assessment.from_json(found.to_json()) == found


# --- portfolios at the edge -----------------------------------------------------------------------


def test_an_empty_portfolio() -> None:
    found = assess(portfolio(Workflows=[]), FEW)
    holds(found)
    assert found.portfolio.npv.p50 == 0
    assert found.certainty.first_share is None
    assert found.certainty.weight_change is None
    assert found.certainty.choice_evpi == 0


def test_all_set_apart() -> None:
    rows = [workflow("a"), workflow("b", extends_agent="none such")]
    agents = [{"agent_id": "x", "name": "X", "workflow": "a", "status": "production"}]
    found = assess(portfolio(Workflows=rows, Agents=agents), FEW)
    holds(found)
    assert found.certainty.first == ""
    assert found.certainty.measure_next == ()
    assert all(each.npv is not None and each.first_share is None for each in found.workflows)
    assert found.portfolio.together.workflows == ()


def test_all_lose_and_the_platform_is_paid_all_the_same() -> None:
    rows = [workflow(name, **certain(volume=0)) for name in "ab"]
    platform = [{"component_id": "p", "kind": "monitoring", "status": "planned", "one_off_cost": 700}]
    found = assess(portfolio(Workflows=rows, Platform=platform), FEW)
    holds(found)
    assert [found.portfolio.npv.p10, found.portfolio.npv.p90] == [-700, -700]
    assert found.portfolio.together.chance_of_loss == 1
    assert [each.chance_of_loss for each in found.workflows] == [1, 1]
    assert [each.evpi for each in found.workflows] == [0, 0]
    assert found.certainty.choice_evpi == 0
    assert found.workflows[0].outlook is not None
    assert found.workflows[0].outlook.payback.p10 is None
    assert found.workflows[0].outlook.payback_share == 0


def test_a_horizon_of_one_month() -> None:
    found = assess(portfolio({"horizon_months": 1}, Workflows=[workflow("a"), workflow("b", ramp_months=0)]), FEW)
    holds(found)
    cash = found.workflows[0].outlook.cash
    assert cash is not None
    assert len(cash.p50) == 2


@pytest.mark.parametrize("draws", [256, 65_536])
def test_any_allowed_number_of_draws(draws: int) -> None:
    """The id is one for which two far scores meet in 65,536 draws."""
    found = assess(portfolio(Workflows=[workflow("w00299")]), policy_with(draws=draws))
    assert found.workflow("w00299").outlook.draws == draws
    holds(found)


def test_more_draws_and_other_seeds_tell_the_same() -> None:
    """P50 to within its standard error, about 1.25 deviations by √draws."""
    few, many, other = (
        one(policy, seed, **NEAR_ZERO)
        for policy, seed in ((policy_with(draws=1024), 0), (policy_with(draws=16_384), 0), (policy_with(draws=1024), 1))
    )
    assert few.npv is not None
    assert many.npv is not None
    assert other.npv is not None
    deviation = (many.npv.p90 - many.npv.p10) / 2.56
    for found in (few, other):
        assert found.npv.p50 == pytest.approx(many.npv.p50, abs=4 * 1.25 * deviation / 32)
    assert few.npv != other.npv


def test_the_seed_is_in_the_assessment() -> None:
    found = assess(portfolio(SETTINGS, Workflows=[workflow("a")]), FEW, seed=77)
    assert found.origin.seed == 77
    assert assess(portfolio(SETTINGS, Workflows=[workflow("a")]), FEW, seed=77) == found


@pytest.mark.parametrize(
    ("draws", "said"),
    [
        (5000, r"5000; must be a power of two"),
        (128, r"allowed 256 to 65536"),
        (131_072, r"allowed 256 to 65536"),
        (8192.5, r"allowed a whole number"),
        ("many", r"allowed a number"),
    ],
)
def test_an_impossible_number_of_draws_refuses_to_start(draws: Any, said: str) -> None:
    with pytest.raises(PolicyProblems, match=said) as raised:
        policy_with(draws=draws)
    assert "uncertainty.draws" in str(raised.value)
