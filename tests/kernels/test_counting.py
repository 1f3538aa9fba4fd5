"""The conservative reading of quantities: nothing at factors of 1, and never in anybody's favour."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.kernels import returns
from toolkit.kernels.cashflow import Quantities, cash_flow, monthly
from toolkit.kernels.counting import conservative

NAMES = tuple(field.name for field in fields(Quantities))
PLAIN = {
    **{"volume": 100, "minutes": 12, "automation": 0.5, "review_minutes": 2, "hand_back_minutes": 3, "hourly_cost": 60},
    **{"hours_are_cash": 1, "realisation": 0.5, "error_now": 0.04, "error_agent": 0.01, "cost_per_error": 100},
    **{"revenue": 1000, "win_rate": 0.5, "margin": 0.2, "build_cost": 1000, "build_months": 1, "ramp_months": 0},
    **{"change_cost": 300, "run_cost": 0.5, "fixed_run": 40, "care_hours": 2, "decommissioning_cost": 200},
    **{"integration_days": 2, "integration_cost": 700},
}


def quantities(**changed: float) -> Quantities:
    return Quantities(**{name: np.array([float(value)]) for name, value in {**PLAIN, **changed}.items()})


def npv(q: Quantities) -> float:
    net = cash_flow(q, horizon=24, days_per_month=42).net
    return float((net * returns.monthly_factor(0.1, 24)).sum())


def test_every_factor_falls_on_its_own_layers() -> None:
    """Time 50 × 10 min × 60 / 60 × 0.5 = 250; quality 50 × 0.03 × 100 = 150; revenue 100; running by item 50 + 150."""
    typed = quantities()
    found = conservative(typed, value_factor=0.8, one_off_factor=1.5, running_factor=1.2)
    month = monthly(found)
    assert float(month.time[0]) == pytest.approx(250 * 0.8)
    assert float(month.quality[0]) == pytest.approx(150 * 0.8)
    assert float(month.revenue[0]) == pytest.approx(100 * 0.8)
    assert float(month.running_by_item[0]) == pytest.approx(200 * 1.2)
    assert float(month.running_fixed[0]) == pytest.approx((40 + 120) * 1.2)
    assert float(found.investment[0]) == pytest.approx(2000 * 1.5)
    assert float(found.decommissioning_cost[0]) == pytest.approx(300)
    assert found.integration_days is typed.integration_days, "days are days"


@pytest.mark.parametrize(
    ("changed", "layer", "typed", "expected"),
    [
        pytest.param({"review_minutes": 22}, "time", -500, -600, id="review outlasts the work"),
        pytest.param({"review_minutes": 12}, "time", 0, 0, id="review takes as long as the work"),
        pytest.param({"error_agent": 0.05}, "quality", -50, -60, id="more errors with the agent"),
        pytest.param({"margin": -0.2}, "revenue", -100, -120, id="revenue that loses money"),
    ],
)
def test_a_layer_that_costs_money_grows(changed: dict[str, float], layer: str, typed: float, expected: float) -> None:
    q = quantities(**changed)
    assert float(getattr(monthly(q), layer)[0]) == pytest.approx(typed)
    assert float(getattr(monthly(conservative(q, value_factor=0.8)), layer)[0]) == pytest.approx(expected)


def test_nothing_is_worth_anything_at_a_value_factor_of_zero() -> None:
    month = monthly(conservative(quantities(), value_factor=0))
    assert float(month.value[0]) == 0


MONEY = st.floats(0, 1e5, allow_subnormal=False)
SHARE = st.floats(0, 1, allow_subnormal=False)
ANY = {
    **dict.fromkeys(NAMES, MONEY),
    **dict.fromkeys(("automation", "hours_are_cash", "realisation", "error_now", "error_agent", "win_rate"), SHARE),
    **dict.fromkeys(("minutes", "review_minutes", "hand_back_minutes", "hourly_cost"), st.floats(0, 300)),
    **dict.fromkeys(("build_months", "ramp_months", "integration_days"), st.floats(0, 60).map(lambda x: round(x, 3))),
    "margin": st.floats(-1, 1),
}


@settings(deadline=None, derandomize=True, max_examples=60)
@given(st.fixed_dictionaries(ANY))
def test_factors_of_one_change_no_bit(given_values: dict[str, Any]) -> None:
    q = quantities(**given_values)
    same = conservative(q, value_factor=1, one_off_factor=1, running_factor=1)
    barely = conservative(replace(q), value_factor=1, one_off_factor=1, running_factor=1 + 1e-300)
    for name in NAMES:
        assert getattr(same, name).tobytes() == getattr(q, name).tobytes(), name
        assert getattr(barely, name).tobytes() == getattr(q, name).tobytes(), name


@settings(deadline=None, derandomize=True, max_examples=100)
@given(st.fixed_dictionaries(ANY), SHARE, st.floats(1, 3), st.floats(1, 3))
def test_it_never_helps(given_values: dict[str, Any], value: float, one_off: float, running: float) -> None:
    """Whatever the signs of the layers; each factor alone, too."""
    q = quantities(**given_values)
    before = npv(q)
    scale = 1e-9 * max(abs(cash_flow(q, horizon=24, days_per_month=42).net).sum(), 1)
    for factors in (
        {"value_factor": value},
        {"one_off_factor": one_off},
        {"running_factor": running},
        {"value_factor": value, "one_off_factor": one_off, "running_factor": running},
    ):
        assert npv(conservative(q, **factors)) <= before + scale, factors


def test_what_is_not_known_stays_unknown() -> None:
    found = conservative(quantities(volume=np.nan, build_cost=np.nan), value_factor=0.5, one_off_factor=2)
    assert np.isnan(found.volume[0])
    assert np.isnan(found.investment[0])
