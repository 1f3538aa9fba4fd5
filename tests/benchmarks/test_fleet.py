"""How long it takes to judge a million metric rows, against the bare pandas group-bys that the figures need.

``uv run pytest tests/benchmarks -n 0 --benchmark-enable --benchmark-group-by=group``. The ratio itself is a test, and
runs where benchmarks are enabled.
"""

from __future__ import annotations

import datetime as dt
import gc
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.portfolios import portfolio
from toolkit.evidence.fleet import judge_fleet
from toolkit.policy import load_policy
from toolkit.sheets import METRICS, Kind, Portfolio

AS_OF = dt.date(2026, 6, 30)
COUNTS = [column.name for column in METRICS.columns if column.kind in (Kind.NUMBER, Kind.MONEY)]
MOST = 3


@cache
def fleet(agents: int, weeks: int) -> Portfolio:
    """So many agents, each in production for so many weeks, in the order of agents and weeks."""
    draw = np.random.default_rng(0)
    rows, last = agents * weeks, pd.Timestamp("2026-06-22")
    since = [last - pd.Timedelta(weeks=weeks - 1)] * agents
    ids = [f"agent_{i:05d}" for i in range(agents)]
    found = portfolio(
        {"as_of": AS_OF},
        Agents=[
            {
                **{"agent_id": ids[i], "name": f"Agent {i}", "status": "production", "production_since": since[i]},
                **{"build_started": since[i], "build_cost": 9000, "build_weeks": 4, "integration_weeks": 1},
                **{"workflow": None, "dashboard_checked": AS_OF},
            }
            for i in range(agents)
        ],
    )
    eligible = draw.poisson(130, rows).astype(float)
    completed, lost = np.floor(0.7 * eligible), np.floor(0.1 * eligible)
    columns = {
        "agent": pd.Series(np.repeat(ids, weeks), dtype="str"),
        "week": np.tile(np.array([since[0] + pd.Timedelta(weeks=i) for i in range(weeks)], "datetime64[us]"), agents),
        **{name: draw.poisson(5, rows).astype(float) for name in COUNTS},
        **{"eligible": eligible, "completed": completed, "fallbacks": lost, "escalations": lost},
        **{"approvals": lost + 5, "approved_unedited": lost},
        "notes": pd.Series([None] * rows, dtype="str"),
    }
    metrics = pd.DataFrame({column.name: columns[column.name] for column in METRICS.columns})
    metrics.index = pd.RangeIndex(2, rows + 2, name="row")
    return replace(found, frames={**found.frames, "Metrics": metrics})


def judge(found: Portfolio) -> None:
    judged = judge_fleet(found, load_policy(), AS_OF)
    assert len(judged.health) == len(found["Agents"])


def bare(found: Portfolio) -> None:
    """The group-bys alone, each with its sums and how many cells are filled, for a blank is no zero.

    The last four weeks, all earlier ones, the window week by week, its quarters, the first quarter, value by year.
    """
    metrics = found["Metrics"]
    back = (pd.Timestamp("2026-06-22") - metrics["week"]).dt.days // 7
    seen, money = metrics[back < 26], ["cost", "time_value", "quality_value", "revenue_value"]
    for groups in (
        metrics[back < 4].groupby("agent")[COUNTS],
        metrics[back >= 4].groupby("agent")[COUNTS],
        seen.groupby(["agent", "week"])[COUNTS],
        seen.groupby(["agent", back[back < 26] // 13])[money],
        metrics[back >= back.max() - 12].groupby("agent")[COUNTS],
        metrics.groupby(["agent", metrics["week"].dt.year])[money],
    ):
        groups.sum()
        groups.count()


def seconds(work: Callable[[Portfolio], None], found: Portfolio, rounds: int = 3) -> float:
    """The fastest of some rounds, in seconds of this process, so that others on the machine do not count."""
    taken = []
    for _ in range(rounds):
        gc.collect()
        start = time.process_time()
        work(found)
        taken.append(time.process_time() - start)
    return min(taken)


@pytest.fixture(autouse=True)
def _only_where_asked_for(request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("benchmark_enable"):
        pytest.skip("takes a million rows; runs with -n 0 --benchmark-enable")


@pytest.mark.benchmark(group="a million metric rows")
def test_judging(benchmark: BenchmarkFixture) -> None:
    benchmark.pedantic(judge, (fleet(5000, 200),), rounds=3, warmup_rounds=1)


@pytest.mark.benchmark(group="a million metric rows")
def test_bare_group_bys(benchmark: BenchmarkFixture) -> None:
    benchmark.pedantic(bare, (fleet(5000, 200),), rounds=3, warmup_rounds=1)


def test_at_most_three_times_the_bare_group_bys() -> None:
    found = fleet(5000, 200)
    judge(found)
    assert seconds(judge, found) <= MOST * seconds(bare, found)


def test_time_is_linear_in_the_rows() -> None:
    """Ten times the agents, or five times the weeks, take at most so many times as long, and half as much again."""
    judge(fleet(500, 200))
    base = seconds(judge, fleet(1000, 200))
    assert seconds(judge, fleet(5000, 200)) <= 5 * 1.5 * base
    assert seconds(judge, fleet(1000, 1000)) <= 5 * 1.5 * base
