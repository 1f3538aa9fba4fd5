"""Futures without a loop over months against the cash flow month by month, edges included."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.kernels import returns
from toolkit.kernels.cashflow import Quantities, cash_flow
from toolkit.kernels.futures import Futures, cumulative, futures

DRAWS, DAYS_PER_MONTH = 32, 42.0
DRAWN = ("volume", "minutes", "automation", "realisation", "revenue", "build_cost", "build_months", "run_cost")
NAMES = tuple(field.name for field in fields(Quantities))

HIGHEST = {
    **dict.fromkeys(("automation", "realisation", "error_now", "error_agent", "win_rate", "margin"), 1.0),
    **dict.fromkeys(("minutes", "review_minutes", "hand_back_minutes", "care_hours"), 40.0),
    **{"volume": 3000.0, "hourly_cost": 120.0, "cost_per_error": 300.0, "revenue": 30_000.0, "run_cost": 3.0},
    **{"build_cost": 90_000.0, "change_cost": 20_000.0, "fixed_run": 2000.0, "decommissioning_cost": 60_000.0},
    **{"integration_days": 80.0, "integration_cost": 64_000.0, "hours_are_cash": 1.0},
}
EDGES: dict[str, tuple[float, ...]] = {
    "ramp_months": (0, 0.5, 1, 2.5, 12, 60),
    "build_months": (0, 1, 5.3, 24, 40, 120),
}

Given = dict[str, Any]


def computed(given: Given, rate: float, horizon: int) -> Futures:
    factors = returns.monthly_factor(rate, horizon)
    return futures(Quantities(**given), factors, days_per_month=DAYS_PER_MONTH, months_per_year=12)


def month_by_month(given: Given, draws: int, horizon: int) -> Any:
    wide = {name: np.broadcast_to(np.asarray(given[name], dtype=float), (draws,)) for name in NAMES}
    return cash_flow(Quantities(**wide), horizon=horizon, days_per_month=DAYS_PER_MONTH)


def same(given: Given, rate: float, horizon: int, draws: int = DRAWS) -> np.ndarray:
    """Compare everything; return the payback, so that a test can say which kinds it saw."""
    found, flow = computed(given, rate, horizon), month_by_month(given, draws, horizon)
    net = flow.net
    scale = np.abs(flow.value).sum(axis=1) + flow.cost.sum(axis=1) + 1.0
    assert found.npv.shape == (draws,)
    assert np.abs(found.npv - net @ returns.monthly_factor(rate, horizon)).max() <= 1e-9 * scale.max()
    total = np.cumsum(net, axis=1)
    assert (np.abs(cumulative(found, given["decommissioning_cost"]) - total) <= 1e-9 * scale[:, None]).all()
    expected = returns.payback(net)
    expected = np.where(np.isnan(expected), np.inf, expected)
    # Where the cumulative flow touches zero, the sign of a rounding error decides: both answers stand.
    clear = ~((total != 0) & (np.abs(total) <= 1e-9 * scale[:, None])).any(axis=1)
    payback = np.broadcast_to(found.payback, (draws,))
    assert payback[clear] == pytest.approx(expected[clear], rel=1e-6, abs=1e-6)
    multiple = returns.return_multiple(flow.value.sum(axis=1), flow.cost.sum(axis=1))
    assert np.broadcast_to(found.multiple, (draws,)) == pytest.approx(multiple, rel=1e-9, nan_ok=True)
    assert np.broadcast_to(found.investment, (draws,)) == pytest.approx(flow.one_off.sum(axis=1))
    assert np.broadcast_to(found.go_live, (draws,)) == pytest.approx(flow.go_live)
    return payback[clear]


def random_given(rng: np.random.Generator) -> Given:
    """One workflow: every quantity nothing, its highest or anything between; the drawn ones mostly arrays."""
    given: Given = {}
    for name in NAMES:
        high = HIGHEST.get(name)
        if high is None:
            given[name] = float(rng.choice(EDGES[name]))
        else:
            given[name] = float(rng.choice([0.0, high, rng.uniform(0, high), rng.uniform(0, high)]))
    for name in DRAWN:
        if rng.random() < 0.8:
            high = HIGHEST.get(name) or float(rng.choice([3, 15, 60]))
            given[name] = rng.uniform(0, high, DRAWS)
    if rng.random() < 0.2:
        given |= {"change_cost": 0.0, "integration_cost": 0.0, "build_cost": 0.0, "fixed_run": 0.0, "care_hours": 0.0}
    if not any(isinstance(value, np.ndarray) for value in given.values()):
        given["build_cost"] = rng.uniform(0, 50_000, DRAWS)
    return given


@pytest.mark.parametrize("horizon", [1, 2, 12, 36, 60])
def test_futures_equal_the_cash_flow_month_by_month(horizon: int) -> None:
    rng = np.random.default_rng(horizon)
    paybacks = [same(random_given(rng), float(rng.choice([0, 0.1, 1])), horizon) for _ in range(150)]
    seen = np.concatenate(paybacks)
    assert np.isinf(seen).any()
    assert (seen == 0).any()
    assert ((seen > 0) & np.isfinite(seen)).any() or horizon == 1


PLAIN: Given = {
    **dict.fromkeys(NAMES, 0.0),
    **{"volume": 100.0, "minutes": 12.0, "automation": 0.5, "realisation": 0.5, "hourly_cost": 60.0},
    **{"hours_are_cash": 1.0, "build_months": 2.0, "ramp_months": 3.0, "build_cost": 1000.0, "fixed_run": 20.0},
    **{"run_cost": 0.2, "decommissioning_cost": 100.0},
}
SPREAD = np.linspace(0.2, 1.9, DRAWS)


@pytest.mark.parametrize("drawn", DRAWN)
@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({}, id="plain"),
        pytest.param({"ramp_months": 0.0}, id="no ramp"),
        pytest.param({"ramp_months": 0.5}, id="half a month of ramp"),
        pytest.param({"ramp_months": 60.0}, id="a ramp beyond the horizon"),
        pytest.param({"build_months": 0.0}, id="no build"),
        pytest.param({"build_months": 13.0}, id="built in the month of the horizon"),
        pytest.param({"build_months": 40.0}, id="built beyond the horizon"),
        pytest.param({"build_cost": 0.0, "build_months": 0.0}, id="nothing invested"),
        pytest.param({"build_cost": 0.0, "fixed_run": 0.0, "run_cost": 0.0}, id="free"),
        pytest.param({"hours_are_cash": 0.0, "revenue": 900.0, "win_rate": 0.5, "margin": 0.5}, id="capacity only"),
        pytest.param({"review_minutes": 20.0}, id="review outlasts the work"),
        pytest.param({"error_agent": 0.5, "cost_per_error": 9.0}, id="more errors than now"),
        pytest.param({"decommissioning_cost": 1e6}, id="paid back, then lost at the end"),
        pytest.param({"volume": 0.0}, id="no items"),
    ],
)
def test_whatever_single_quantity_is_drawn(drawn: str, changed: Given) -> None:
    """Every other one is a plain number: shapes must not depend on which it is."""
    given = {**PLAIN, **changed}
    likely = given[drawn] or HIGHEST.get(drawn, 3.0) / 2
    same({**given, drawn: SPREAD * likely}, 0.1, 12)
    same({**given, drawn: SPREAD * likely}, 0.0, 1)


def test_payback_by_hand() -> None:
    """1,200 spent at t = 0; from t = 1 on 100 a month, in the first month 50 (a ramp of 2): 12.5 months."""
    given = {**PLAIN, "build_months": 0.0, "build_cost": np.array([1200.0, 0.0, 1e6]), "ramp_months": 2.0}
    given |= {"minutes": 0.0, "fixed_run": 0.0, "run_cost": 0.0, "decommissioning_cost": 0.0}
    given |= {"revenue": 100.0, "win_rate": 1.0, "margin": 1.0}
    found = computed(given, 0.0, 24)
    assert found.payback.tolist() == pytest.approx([12.5, 0.0, np.inf])
    assert found.npv.tolist() == pytest.approx([2350 - 1200, 2350, 2350 - 1e6])
    assert found.multiple.tolist() == pytest.approx([2350 / 1200, np.nan, 2350 / 1e6], nan_ok=True)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.data())
def test_any_figures_at_all(data: st.DataObject) -> None:
    """Hypothesis looks for the figures that a uniform draw would hardly hit."""
    given: Given = {}
    for name in NAMES:
        edges = EDGES.get(name, (0.0, HIGHEST.get(name, 1.0)))
        high = HIGHEST.get(name, max(edges))
        one = st.sampled_from(edges) | st.floats(0, high, allow_subnormal=False).map(lambda x: round(x, 3))
        wide = st.lists(one, min_size=3, max_size=3).map(np.array)
        given[name] = data.draw(wide if name in DRAWN else one, label=name)
    same(given, data.draw(st.sampled_from([0.0, 0.1])), data.draw(st.sampled_from([1, 6, 36])), draws=3)


def test_money_scales() -> None:
    """Twice the money in every figure is twice the NPV and the same payback and multiple: no currency is built in."""
    given = {**PLAIN, "volume": SPREAD * 100}
    money = ("hourly_cost", "build_cost", "fixed_run", "run_cost", "decommissioning_cost")
    once, twice = computed(given, 0.1, 24), computed({**given, **{name: 2 * given[name] for name in money}}, 0.1, 24)
    assert twice.npv == pytest.approx(2 * once.npv)
    assert twice.payback == pytest.approx(once.payback)
    assert twice.multiple == pytest.approx(once.multiple)


def test_one_future_does_not_touch_another() -> None:
    given = random_given(np.random.default_rng(9))
    whole = computed(given, 0.1, 36)
    some = np.array([5, 2, 30])
    part = Quantities(**given)
    part = replace(part, **{n: getattr(part, n)[some] for n in NAMES if isinstance(given[n], np.ndarray)})
    found = futures(part, returns.monthly_factor(0.1, 36), days_per_month=DAYS_PER_MONTH, months_per_year=12)
    assert found.npv.tolist() == whole.npv[some].tolist()
    assert found.payback.tolist() == whole.payback[some].tolist()
