"""The measured first year: 12 months from the earliest *build started*, half-open, weeks by their Monday."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from tests.portfolios import portfolio
from toolkit.kernels.books import whole_months
from toolkit.policy import load_policy
from toolkit.results import MeasuredFirstYear
from toolkit.scoring.inputs import read_program
from toolkit.scoring.measured import measured_first_year

D = dt.date
FIRST = {
    **{"agent_id": "first", "status": "production", "build_started": D(2025, 6, 30), "build_cost": 45_000},
    **{"production_since": D(2025, 8, 4)},
}
NO_DATE, NO_COST = {**FIRST, "build_started": None}, {**FIRST, "build_cost": None}
WEEK = {"agent": "first", "week": D(2025, 8, 4), "cost": 100, "time_value": 700}


AS_OF = D(2026, 6, 30)


def year(
    *, as_of: dt.date = AS_OF, agents: Any = (FIRST,), weeks: Any = (WEEK,), platform: Any = ()
) -> MeasuredFirstYear:
    found = portfolio({"as_of": as_of}, Agents=list(agents), Metrics=list(weeks), Platform=list(platform))
    return measured_first_year(found, read_program(found, load_policy()))


def test_cost_and_value() -> None:
    found = year()
    assert (found.cost, found.value) == (45_100, 700)
    assert found.return_multiple == pytest.approx(700 / 45_100)
    assert (found.starts, found.ends, found.why_missing) == ("2025-06-30", "2026-06-30", "")


def test_180_000_and_520_000_are_2_89_times() -> None:
    """The firm of this field's writing: 180,000 spent including the platform, 520,000 measured."""
    agents = [FIRST, {**FIRST, "agent_id": "second", "build_started": D(2025, 12, 1), "build_cost": 75_000}]
    platform = [{"component_id": "p", "kind": "runtime", "since": D(2025, 10, 20), "one_off_cost": 59_900}]
    weeks = [{**WEEK, "time_value": 300_000, "quality_value": 20_000, "revenue_value": 200_000}]
    found = year(agents=agents, platform=platform, weeks=weeks)
    assert (found.cost, found.value) == (180_000, 520_000)
    assert found.return_multiple == pytest.approx(2.8889, abs=5e-5)


@pytest.mark.parametrize(
    ("changed", "cost", "value"),
    [
        pytest.param({"week": D(2025, 6, 30)}, 45_100, 0, id="first Monday of the year: a cost, no value before live"),
        pytest.param({"week": D(2025, 7, 28)}, 45_100, 0, id="before in production since"),
        pytest.param({"week": D(2026, 6, 29)}, 45_100, 700, id="last Monday of the year"),
        pytest.param({"week": D(2026, 6, 22), "quality_value": 20, "revenue_value": 3}, 45_100, 723, id="three layers"),
        pytest.param({"week": D(2025, 6, 23)}, 45_000, 0, id="before the year"),
        pytest.param({"week": D(2026, 7, 6)}, 45_000, 0, id="after the year"),
        pytest.param({"agent": "nobody"}, 45_100, 0, id="an agent that is not registered"),
        pytest.param({"time_value": -50}, 45_100, -50, id="a week that lost"),
        pytest.param({"time_value": None}, 45_100, 0, id="nothing measured"),
    ],
)
def test_weeks(changed: dict[str, Any], cost: float, value: float) -> None:
    found = year(as_of=D(2026, 8, 1), weeks=[{**WEEK, **changed}])
    assert (found.cost, found.value) == (cost, value)


@pytest.mark.parametrize(
    ("changed", "cost"),
    [
        pytest.param({"build_started": D(2026, 6, 29)}, 46_100, id="started on the last day"),
        pytest.param({"build_started": D(2026, 6, 30)}, 45_100, id="started on the day after"),
        pytest.param({"build_started": None}, 45_100, id="no start known: not in the year"),
        pytest.param({"status": "retired", "build_started": D(2025, 9, 1)}, 46_100, id="retired since"),
    ],
)
def test_agents(changed: dict[str, Any], cost: float) -> None:
    second = {"agent_id": "second", "status": "build", "build_cost": 1000, **changed}
    assert year(agents=[FIRST, second], as_of=D(2026, 8, 1)).cost == cost


@pytest.mark.parametrize(
    ("component", "cost"),
    [
        pytest.param({"since": D(2025, 10, 20), "one_off_cost": 5000}, 5000, id="one-off in the year"),
        pytest.param({"since": D(2025, 6, 30), "one_off_cost": 5000}, 5000, id="one-off on its first day"),
        pytest.param({"since": D(2025, 6, 29), "one_off_cost": 5000}, 0, id="one-off before it"),
        pytest.param({"since": D(2026, 6, 30), "one_off_cost": 5000}, 0, id="one-off on the day after"),
        pytest.param({"since": D(2025, 10, 20), "monthly_cost": 10}, 80, id="8 whole months"),
        pytest.param({"since": D(2025, 10, 30), "monthly_cost": 10}, 80, id="8 to the day"),
        pytest.param({"since": D(2025, 10, 31), "monthly_cost": 10}, 80, id="from the last of a month to the last"),
        pytest.param({"since": D(2025, 11, 1), "monthly_cost": 10}, 70, id="a day short of 8"),
        pytest.param({"since": D(2024, 1, 1), "monthly_cost": 10}, 120, id="there before: 12 months"),
        pytest.param({"since": None, "monthly_cost": 10, "one_off_cost": 5}, 0, id="no date"),
        pytest.param({"status": "planned", "since": D(2025, 10, 20), "one_off_cost": 5}, 0, id="planned"),
    ],
)
def test_platform(component: dict[str, Any], cost: float) -> None:
    found = year(platform=[{"component_id": "p", "kind": "runtime", **component}])
    assert found.parts["platform"] == cost


@pytest.mark.parametrize(
    ("given", "why"),
    [
        pytest.param({"as_of": D(2026, 6, 29)}, "the first year ends on 30 June 2026", id="a day short of a year"),
        pytest.param({"agents": ()}, "no agent has a date in build started", id="no agent"),
        pytest.param({"agents": (NO_DATE,)}, "no agent has a date in build started", id="no date"),
        pytest.param({"agents": (NO_COST,)}, "a cost is blank (Agents!T2)", id="build cost blank"),
        pytest.param({"weeks": ({**WEEK, "cost": None},)}, "a cost is blank (Metrics!L2)", id="running cost blank"),
    ],
)
def test_missing(given: dict[str, Any], why: str) -> None:
    """What is not known is not counted in anyone's favour: a blank cost would make the year look cheaper."""
    found = year(**given)
    assert (found.cost, found.value, found.return_multiple) == (None, None, None)
    assert found.why_missing == why


def test_a_year_that_cost_nothing_has_no_multiple() -> None:
    found = year(agents=[{**FIRST, "build_cost": 0}], weeks=[{**WEEK, "cost": 0}])
    assert (found.cost, found.value, found.return_multiple) == (0, 700, None)
    assert found.why_missing == "no cost is recorded"


def test_the_monday_on_which_the_year_ends_belongs_to_the_next() -> None:
    """From Sunday 29 June 2025 to Monday 29 June 2026."""
    agents = [{**FIRST, "build_started": D(2025, 6, 29)}]
    assert year(agents=agents, weeks=[{**WEEK, "week": D(2026, 6, 29)}]).value == 0
    assert year(agents=agents, weeks=[{**WEEK, "week": D(2026, 6, 22)}]).value == 700


def test_a_year_from_a_leap_day_ends_on_the_28th() -> None:
    found = year(as_of=D(2025, 2, 28), agents=[{**FIRST, "build_started": D(2024, 2, 29)}], weeks=())
    assert (found.ends, found.cost) == ("2025-02-28", 45_000)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2025-06-30", "2026-06-30", 12),
        ("2025-06-30", "2026-06-29", 11),
        ("2026-01-31", "2026-02-28", 1),
        ("2026-01-31", "2026-02-27", 0),
        ("2026-06-30", "2025-06-30", 0),
    ],
)
def test_whole_months(start: str, end: str, months: int) -> None:
    assert whole_months(pd.Timestamp(start), pd.Timestamp(end)) == months
