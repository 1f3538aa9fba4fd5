"""What must hold of the kernels whatever the figures."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from toolkit.kernels import returns
from toolkit.kernels.cashflow import Quantities, cash_flow, go_live_month
from toolkit.kernels.integration import system_days, workflow_days

HORIZON, DAYS_PER_MONTH = 24, 42.0
COUNT = 3

HIGHEST = {
    **dict.fromkeys(("automation", "realisation", "error_now", "error_agent", "win_rate", "margin"), 1.0),
    **dict.fromkeys(("minutes", "review_minutes", "hand_back_minutes", "care_hours"), 40.0),
    **{"volume": 3000.0, "hourly_cost": 120.0, "cost_per_error": 300.0, "revenue": 30_000.0, "run_cost": 3.0},
    **{"build_cost": 90_000.0, "change_cost": 20_000.0, "fixed_run": 2000.0, "decommissioning_cost": 9000.0},
    **{"build_months": 30.0, "ramp_months": 12.0, "integration_days": 80.0, "integration_cost": 64_000.0},
}
COSTS = ("build_cost", "change_cost", "integration_cost", "run_cost", "fixed_run", "care_hours", "decommissioning_cost")


@st.composite
def three_workflows(draw: st.DrawFn) -> Quantities:
    def three(high: float) -> np.ndarray:
        one = st.floats(0, high).map(lambda x: round(x, 4)) | st.sampled_from([0.0, high])
        return np.array(draw(st.lists(one, min_size=COUNT, max_size=COUNT)), dtype=float)

    cash = draw(st.lists(st.sampled_from([0.0, 1.0]), min_size=COUNT, max_size=COUNT))
    return Quantities(hours_are_cash=np.array(cash), **{name: three(high) for name, high in HIGHEST.items()})


def net(found: Quantities) -> np.ndarray:
    return cash_flow(found, horizon=HORIZON, days_per_month=DAYS_PER_MONTH).net


def npv(found: Quantities) -> np.ndarray:
    return np.asarray(net(found) @ returns.monthly_factor(0.1, HORIZON))


@pytest.mark.parametrize("name", ["volume", "automation", "realisation"])
@settings(max_examples=25, deadline=None, derandomize=True)
@given(three_workflows(), st.floats(0, 1))
def test_npv_is_linear(name: str, found: Quantities, share: float) -> None:
    """On the way from one value to another, NPV goes the same share of its way: break-evens rest on this."""

    def at(value: float) -> np.ndarray:
        return npv(replace(found, **{name: np.full(COUNT, value)}))

    low, high = 0.0, HIGHEST[name]
    between = at(low) + share * (at(high) - at(low))
    assert at(low + share * (high - low)) == pytest.approx(between, rel=1e-9, abs=1e-4)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(three_workflows(), st.sampled_from(COSTS), st.floats(0, 1000))
def test_more_cost_never_raises_npv(found: Quantities, name: str, more: float) -> None:
    dearer = npv(replace(found, **{name: getattr(found, name) + more}))
    assert (dearer <= npv(found) + 1e-6).all()


@settings(max_examples=50, deadline=None, derandomize=True)
@given(three_workflows())
def test_all_of_the_one_off_cost_falls_within_the_horizon(found: Quantities) -> None:
    flow = cash_flow(found, horizon=HORIZON, days_per_month=DAYS_PER_MONTH)
    assert flow.one_off.sum(axis=1) == pytest.approx(found.investment)
    assert flow.decommissioning.sum(axis=1) == pytest.approx(found.decommissioning_cost)
    beyond = np.maximum(flow.go_live, 1) > HORIZON + 1
    assert (flow.unspent_at_horizon[~beyond] == 0).all()


@settings(max_examples=30, deadline=None, derandomize=True)
@given(three_workflows(), st.permutations(range(COUNT)))
def test_the_order_of_workflows_does_not_matter(found: Quantities, places: list[int]) -> None:
    np.testing.assert_array_equal(net(found.take(places)), net(found)[places])


@settings(max_examples=30, deadline=None, derandomize=True)
@given(three_workflows(), st.sampled_from([field.name for field in fields(Quantities)]))
def test_what_is_not_known_gives_no_number(found: Quantities, name: str) -> None:
    """NaN in one workflow's input makes its NPV NaN, or leaves it untouched; the others never notice."""
    known, blank = npv(found), getattr(found, name).copy()
    blank[1] = np.nan
    with_blank = npv(replace(found, **{name: blank}))
    np.testing.assert_array_equal(with_blank[[0, 2]], known[[0, 2]])
    if name not in ("hours_are_cash", "realisation", "ramp_months"):  # these may have no say
        assert np.isnan(with_blank[1])


MONEY = st.integers(-1000, 1000).map(float)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(MONEY, min_size=2, max_size=30))
def test_payback(flows: list[float]) -> None:
    """0 where the cumulative flow is never negative, missing where it ends so, else where it last rises to 0."""
    level = np.cumsum(flows)
    found = float(returns.payback(flows))
    if (level >= 0).all():
        assert found == 0
    elif level[-1] < 0:
        assert np.isnan(found)
    else:
        before = int(np.flatnonzero(level < 0)[-1])
        assert before < found <= before + 1
        assert np.interp(found, [before, before + 1], level[before : before + 2]) == pytest.approx(0, abs=1e-9)
        assert (level[before + 1 :] >= 0).all()


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(MONEY, min_size=2, max_size=37))
def test_an_irr_makes_npv_zero(flows: list[float]) -> None:
    rate = float(returns.irr(flows))
    count = int(returns.count_rates(flows)[0])
    assert np.isnan(rate) == (count != 1), "one rate, and only one, is shown"
    if count == 1:
        assert rate > -1
        t = np.arange(len(flows))
        # Discounted to the end that shrinks, so that rates near −1 do not drown in rounding.
        terms = np.array(flows) * (1 + rate) ** (-t.astype(float) if rate > 0 else float(t[-1]) - t)
        assert terms.sum() == pytest.approx(0, abs=1e-6 * np.abs(terms).sum())


@st.composite
def separated_factors(draw: st.DrawFn) -> list[float]:
    """Discount factors at which NPV shall be zero, each at least a tenth apart from the others."""
    steps = draw(st.lists(st.floats(1.1, 3.0), min_size=1, max_size=5))
    lowest = draw(st.floats(0.1, 1.5))
    return (lowest * np.cumprod([1.0, *steps])).tolist()[: draw(st.integers(1, 5))]


@settings(max_examples=100, deadline=None, derandomize=True)
@given(separated_factors(), st.lists(st.floats(0.2, 3.0), max_size=2), st.sampled_from([-1.0, 1.0]))
def test_rates_are_counted_as_numpy_finds_roots(factors: list[float], widths: list[float], sign: float) -> None:
    """Flows are made from their rates: a product of (x − factor), and of x² + w, which adds no rate."""
    polynomial = np.poly(factors) * sign * 1000
    for width in widths:
        polynomial = np.polymul(polynomial, [1.0, 0.0, width])
    flows = polynomial[::-1]  # x is the discount factor: the flow of t stands at x^t
    roots = np.roots(polynomial)
    real = roots[np.abs(roots.imag) < 1e-7].real
    assume(len(real[real > 0]) == len(factors))  # numpy itself found them all
    assert returns.count_rates(flows).tolist() == [len(factors)]


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.floats(-1000, 1000), st.floats(-1000, 1000))
def test_break_even_is_where_the_line_crosses(at_zero: float, at_one: float) -> None:
    found = float(returns.break_even(at_zero, at_one))
    if np.isnan(found):
        assert at_zero == pytest.approx(at_one, rel=1e-11)
    else:
        reached = at_zero + found * (at_one - at_zero)
        assert reached == pytest.approx(0, abs=1e-9 * max(1.0, abs(at_zero), abs(found * (at_one - at_zero))))


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.lists(st.integers(0, 3), min_size=1, max_size=5), st.data())
def test_a_shared_connector_never_costs_more_days(nonstandard: list[int], data: st.DataObject) -> None:
    size = len(nonstandard)
    flags = st.lists(st.booleans(), min_size=size, max_size=size)
    uses, few, shared = np.array(data.draw(flags)), data.draw(flags), np.array(data.draw(flags))

    def days(shared: np.ndarray) -> float:
        own = system_days(
            [4.0] * size, shared, nonstandard, few, shared_fraction=0.2, nonstandard_factor=1.15, person_factor=1.5
        )
        return float(workflow_days(own, [uses], [uses], pair_days=0.5, write_days=1.0)[0])

    assert days(np.ones(size, dtype=bool)) <= days(shared) <= days(np.zeros(size, dtype=bool))
    assert days(shared) >= uses.sum() * 1.0, "writing costs its days whatever is shared"


@pytest.mark.parametrize("rate", [-0.999, -0.95, -0.8, -0.5, 0.0, 0.5, 3.0, 900.0])
@pytest.mark.parametrize("months", [1, 6, 12, 36])
def test_one_rate_is_found_wherever_it_lies(rate: float, months: int) -> None:
    """A build that nearly everything is lost on has a rate near −1, and it is a number like any other.

    100 are spent over a third of the time; what comes back, evenly, is worth 100 at this rate.
    """
    spent = months // 3 + 1
    t = np.arange(months + 1, dtype=float)
    outflow = np.where(t < spent, -100.0 / spent, 0.0)
    returning = np.where(t < spent, 0.0, 1.0)
    factors = (1 + rate) ** (-t if rate > 0 else months - t)
    flows = outflow + returning * -(outflow @ factors) / (returning @ factors)
    assert float(returns.irr(flows)) == pytest.approx(rate, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize(("build", "days", "month"), [(0.296, 239.568, 6), (1.816, 385.728, 11), (9.492, 147.336, 13)])
def test_a_rounding_error_is_no_month(build: float, days: float, month: int) -> None:
    """0.296 + 239.568 / 42 months are 6, which the division turns into 6.000000000000001."""
    assert build + days / 42.0 > month
    assert go_live_month([build, build], [days, days + 0.01], 42.0).tolist() == [month, month + 1]
