"""People hired in the agent's place: a case by hand, a plain loop, and where the answer flips."""

from __future__ import annotations

from math import inf, isfinite
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tests.kernels.test_counting import quantities
from toolkit.kernels.cashflow import Quantities, cash_flow
from toolkit.kernels.people import People, best, crossings, hired_people, nearest_change

AT_ONCE = {"build_months": 0, "integration_days": 0}
POLICY = {"hours_per_year": 1200.0, "attrition": 0.24, "cost_per_hire": 0.5}


def people(q: Quantities, horizon: int = 4, **policy: float) -> People:
    flow = cash_flow(q, horizon=horizon, days_per_month=42)
    return hired_people(q, flow, **{**POLICY, **policy})


def test_a_case_by_hand() -> None:
    """400 items × 0.5 × 60 min = 200 hours from t = 2 on, half of it at t = 1: a year has 1,200 hours, a month 100.

    FTE 0, 1, 2, 2, 2; 2 % leave a month: hires 0, 1, 2 − 0.98, 0.04, 0.04. A hire costs 0.5 × 1,200 × 10 = 6,000.
    """
    q = quantities(**AT_ONCE, volume=400, minutes=60, hourly_cost=10, ramp_months=2, review_minutes=50)
    found = people(q)
    assert found.handled[0] == pytest.approx([0, 100, 200, 200, 200])
    assert found.full_time[0] == pytest.approx([0, 1, 2, 2, 2])
    assert found.hires[0] == pytest.approx([0, 1, 1.02, 0.04, 0.04])
    assert found.work[0] == pytest.approx([0, 1000, 2000, 2000, 2000])
    assert found.hiring[0] == pytest.approx([0, 6000, 6120, 240, 240])
    assert found.value[0] == pytest.approx([0, 550, 1100, 1100, 1100]), "half of the work, and revenue 100 a month"
    assert found.net[0] == pytest.approx(found.value[0] - found.work[0] - found.hiring[0])


def test_time_that_is_no_cash_is_worth_nothing_in_their_case_either() -> None:
    q = quantities(**AT_ONCE, hours_are_cash=0, revenue=0)
    assert not people(q).value.any()
    assert people(q).cost[0, 1:].all()


def plain_loop(inputs: dict[str, float], horizon: int, hours: float, attrition: float, share: float) -> list[float]:
    """Cost month by month, from the definition alone; go-live is month 1."""
    flows, before = [], 0.0
    for t in range(horizon + 1):
        adoption = 0.0
        if t >= 1:
            adoption = 1.0 if inputs["ramp_months"] == 0 else min(1.0, t / inputs["ramp_months"])
        worked = inputs["volume"] * adoption * inputs["automation"] * inputs["minutes"] / 60
        needed = worked / (hours / 12)
        hires = max(0.0, needed - before * (1 - attrition / 12))
        flows.append(worked * inputs["hourly_cost"] + hires * share * inputs["hourly_cost"] * hours)
        before = needed
    return flows


@settings(deadline=None, derandomize=True, max_examples=60)
@given(
    st.fixed_dictionaries(
        {
            "volume": st.floats(0, 5000),
            "automation": st.floats(0, 1),
            "minutes": st.floats(0, 200),
            "hourly_cost": st.floats(0, 200),
            "ramp_months": st.sampled_from([0, 0.5, 1, 3, 7.5, 40]),
        }
    ),
    st.integers(1, 40),
    st.floats(100, 3000),
    st.floats(0, 1),
    st.floats(0, 3),
)
def test_against_a_plain_loop(
    inputs: dict[str, float], horizon: int, hours: float, attrition: float, share: float
) -> None:
    q = quantities(**AT_ONCE, **inputs)
    found = people(q, horizon, hours_per_year=hours, attrition=attrition, cost_per_hire=share)
    assert found.cost[0] == pytest.approx(plain_loop(inputs, horizon, hours, attrition, share), rel=1e-9, abs=1e-9)


def test_what_is_not_known_stays_unknown() -> None:
    found = people(quantities(volume=np.nan))
    assert np.isnan(found.cost[0, -1])


# --- the best of three ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("automate", "hire", "answer"),
    [
        (1, 0, "automate"),
        (1, 2, "hire"),
        (-1, -2, "leave"),
        (2, 2, "hire"),
        (0, 0, "leave"),
        (0, -1, "leave"),
        (-1, 0, "leave"),
    ],
)
def test_best(automate: float, hire: float, answer: str) -> None:
    assert best(automate, hire) == answer


def change(now: float, automate: tuple[float, float], hire: tuple[float, float], **bounds: float) -> Any:
    lines = [(np.array([zero]), np.array([one])) for zero, one in (automate, hire)]
    return nearest_change(now, automate, hire, crossings(lines[0], lines[1])[0].tolist(), **bounds)


@pytest.mark.parametrize(
    ("now", "automate", "hire", "bounds", "expected"),
    [
        pytest.param(50, (-100, -96), (0, -1), {"low": 0}, (25, "leave", True), id="worth it from 25 on"),
        pytest.param(10, (-100, -96), (0, -1), {"low": 0}, (25, "automate", True), id="not yet worth it"),
        pytest.param(50, (-100, -96), (20, 21), {"low": 0}, (40, "hire", True), id="hire below 40"),
        pytest.param(0.9, (-100, 0), (0, -1), {"low": 0, "high": 1}, (1, "automate", False), id="only above all"),
        pytest.param(0.5, (-100, -20), (0, -1), {"low": 0, "high": 1}, (1.25, "automate", False), id="out of reach"),
        pytest.param(1, (100, 101), (0, -1), {"low": 0}, None, id="below none is nothing"),
        pytest.param(5, (-1, -2), (0, -1), {"low": 0}, None, id="never"),
        pytest.param(5, (1, 1), (0, 0), {"low": 0}, None, id="level"),
        pytest.param(25, (-100, -96), (0, -1), {"low": 0}, (25, "automate", True), id="standing on it"),
        pytest.param(0, (0, 1), (0, -1), {"low": 0}, (0, "automate", True), id="standing on it, at none"),
        pytest.param(
            0.8, (-10, 5), (-1, 9), {"low": 0, "high": 1}, (0.1, "leave", True), id="hire is better than both"
        ),
    ],
)
def test_nearest_change(now: float, automate: Any, hire: Any, bounds: dict[str, float], expected: Any) -> None:
    found = change(now, automate, hire, **bounds)
    if expected is None:
        assert found is None
    else:
        assert (found.value, found.becomes, found.reachable) == (pytest.approx(expected[0]), *expected[1:])


def test_a_change_within_reach_goes_before_a_nearer_one_beyond() -> None:
    """Automate pays between 0.2 and 1.05, hiring above: from 0.9, 1.05 is nearer and no possible rate."""
    automate, hire = (-2.0, 8.0), (-23.0, 7.0)
    assert change(0.9, automate, hire, low=0, high=1).value == pytest.approx(0.2)
    assert change(0.9, automate, hire, low=0).value == pytest.approx(1.05)


WHOLE = st.integers(-50, 50).map(float)
LINE = st.tuples(WHOLE, WHOLE)


@settings(deadline=None, derandomize=True, max_examples=300)
@given(st.integers(-200, 200).map(lambda x: x / 10), LINE, LINE)
@example(1.0, (0.0, 0.0), (0.0, 0.0))
def test_at_a_flip_two_are_equal_and_the_answer_differs_on_both_sides(
    now: float, automate: tuple[float, float], hire: tuple[float, float]
) -> None:
    def at(line: tuple[float, float], x: float) -> float:
        return line[0] + (line[1] - line[0]) * x

    def answer(x: float) -> str:
        return best(at(automate, x), at(hire, x))

    found = change(now, automate, hire)
    if found is None:
        grid = np.linspace(now - 300, now + 300, 6001)
        assert len({answer(float(x)) for x in grid if not _near_a_tie(at(automate, x), at(hire, x))}) <= 1
        return
    assert isfinite(found.value)
    tops = sorted((at(automate, found.value), at(hire, found.value), 0.0))
    assert tops[2] == pytest.approx(tops[1], abs=1e-9), "the best two are worth the same"
    assume(abs(found.value - now) > 1e-6)
    beyond = found.value + np.sign(found.value - now) * 1e-6
    before = found.value - np.sign(found.value - now) * 1e-6
    assert answer(float(beyond)) == found.becomes != answer(float(before))
    between = np.linspace(now, float(before), 50)[1:-1]
    inner = {answer(float(x)) for x in between}
    assert inner <= {answer(float(before))}, "nothing changes nearer to now"


def _near_a_tie(automate: float, hire: float) -> bool:
    first, second, _ = sorted((automate, hire, 0.0), reverse=True)
    return first - second < 1e-9


def test_bounds_are_open_ended_by_default() -> None:
    assert change(0.0, (1, 0), (0, 0), high=inf).value == pytest.approx(1)
