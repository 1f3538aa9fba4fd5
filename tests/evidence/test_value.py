"""Measured value by layer and year; the programme's first year is that of the measured first year."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

import toolkit
from tests.evidence.fleets import AS_OF, USUAL, agent, judge, policy
from tests.portfolios import portfolio
from toolkit.evidence.fleet import judge_fleet
from toolkit.results import ValueYear
from toolkit.scoring.inputs import read_program
from toolkit.scoring.measured import measured_first_year
from toolkit.workbook.example import STATES, write_example

MONDAY = dt.date(2024, 7, 1)
"""A first day of two whole years before the as-of date."""


def week(day: dt.date, **changed: Any) -> dict[str, Any]:
    return {"agent": "intake", "week": day, **USUAL, **changed}


def years(rows: list[dict[str, Any]], **registry: Any) -> tuple[ValueYear, ...]:
    found = judge([agent(production_since=MONDAY, **registry)], rows)
    return found.value.agents[0].years


def test_the_first_and_the_second_year() -> None:
    rows = [week(MONDAY), week(dt.date(2025, 6, 30)), week(dt.date(2025, 7, 7)), week(dt.date(2026, 6, 22))]
    first, second = years(rows, build_cost=5000)
    assert (first.starts, first.ends, first.complete) == ("2024-07-01", "2025-07-01", True)
    assert (first.time, first.quality, first.revenue, first.value) == (1800, 100, 0, 1900)
    assert (first.build, first.running, first.cost, first.weeks) == (5000, 400, 5400, 2)
    assert first.return_multiple == pytest.approx(1900 / 5400)
    assert (second.build, second.running, second.cost, second.complete) == (0, 400, 400, False)
    assert (second.return_multiple, second.why_missing) == (None, "the year has not passed")
    assert first.platform is None, "the platform is nobody's alone"


def test_weeks_before_production_are_worth_nothing() -> None:
    (first, _) = years([week(MONDAY - dt.timedelta(days=7)), week(MONDAY)])
    assert (first.weeks, first.time) == (1, 900)


def test_blanks() -> None:
    first, _ = years([week(MONDAY, time_value=None, revenue_value=None), week(dt.date(2024, 7, 8), revenue_value=None)])
    assert (first.time, first.revenue, first.blank) == (900, None, 1), "one week of a layer it has; a layer it has not"
    first, second = years([week(MONDAY, cost=None), week(dt.date(2025, 7, 7))])
    assert (first.running, first.cost, first.why_missing) == (None, None, "the cost of a week is blank")
    assert second.cost == 200
    first, _ = years([week(MONDAY)], build_cost=None)
    assert (first.cost, first.why_missing) == (None, "the build cost is blank")


def test_years_that_have_not_begun_are_left_out() -> None:
    found = judge([agent(production_since=AS_OF), agent("young", 10)], [])
    assert [len(one.years) for one in found.value.agents] == [0, 1]


def test_the_platform_is_paid_once() -> None:
    part = {"component_id": "runtime", "kind": "runtime", "status": "live", "since": MONDAY, "one_off_cost": 900}
    agents = [agent(name, production_since=MONDAY, build_started=MONDAY, build_cost=100) for name in ("a", "b")]
    first, second = judge(agents, [], platform=[{**part, "monthly_cost": 10}]).value.program
    assert (first.platform, first.build, first.cost) == (900 + 120, 200, 1220)
    assert (second.platform, second.build) == (110, 0), "eleven whole months of the second year have passed"


@pytest.mark.parametrize("state", STATES)
def test_the_programmes_first_year_is_the_measured_first_year(state: str, tmp_path: Path) -> None:
    write_example(tmp_path / "example.xlsx", state)
    found = toolkit.load(tmp_path / "example.xlsx")
    program = read_program(found, policy({}))
    first = judge_fleet(found, policy({}), program).value.program[0]
    measured = measured_first_year(found, program)
    assert (first.starts, first.ends) == (measured.starts, measured.ends)
    assert first.complete is (measured.cost is not None)
    if measured.cost is not None:
        assert (first.cost, first.value, first.return_multiple) == (
            measured.cost,
            measured.value,
            measured.return_multiple,
        )
        parts = (first.build, first.platform, first.running, first.time, first.quality, first.revenue)
        assert parts == tuple(measured.parts.values())


def test_nothing_built_is_no_programme() -> None:
    found = portfolio(Agents=[agent(build_started=None)])
    assert judge_fleet(found, policy({}), AS_OF).value.program == ()
