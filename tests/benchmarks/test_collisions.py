"""How long the race detector takes, beside a naive pass over all pairs, and how that grows with the registry.

``uv run pytest tests/benchmarks/test_collisions.py -n 0 --benchmark-enable``; the ratios stand in ``extra_info`` of
``--benchmark-json``. Every round reads a portfolio whose cells nobody has read yet.
"""

from __future__ import annotations

import datetime as dt
import math
import time
from dataclasses import replace
from functools import cache

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.benchmarks.registries import naive, one_inbox, registry
from toolkit.checks.routing import find_collisions
from toolkit.policy import load_policy
from toolkit.results import RoutingResult
from toolkit.sheets import Portfolio

AS_OF = dt.date(2026, 6, 30)
SECONDS = 10
"""What ten thousand agents with a hundred thousand claims may take."""
STEEPEST = 1.3
"""Of time over claims, both as logarithms: 1 is linear, all pairs would be 2."""


@pytest.fixture(autouse=True)
def _only_where_asked_for(request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("benchmark_enable"):
        pytest.skip("takes large registries; runs with --benchmark-enable")


@cache
def agents(count: int) -> Portfolio:
    return registry(count)


def look(read: Portfolio) -> RoutingResult:
    return find_collisions(read, load_policy(), AS_OF)


def fresh(read: Portfolio) -> tuple[tuple[Portfolio], dict[str, object]]:
    return (replace(read),), {}


def seconds(count: int, rounds: int = 3) -> float:
    """The fastest of some rounds."""
    taken = []
    for _ in range(rounds):
        read = replace(agents(count))
        start = time.perf_counter()
        look(read)
        taken.append(time.perf_counter() - start)
    return min(taken)


@pytest.mark.benchmark(group="ten thousand agents, a hundred thousand claims")
def test_ten_thousand_agents(benchmark: BenchmarkFixture) -> None:
    read = agents(10_000)
    assert len(read["Ownership"]) >= 100_000
    found = benchmark.pedantic(look, setup=lambda: fresh(read), rounds=3, warmup_rounds=1)
    assert len(next(one for one in found.collisions if one.resource == "inbox:shared").witnesses) == 20
    assert benchmark.stats["min"] < SECONDS


@pytest.mark.benchmark(group="two hundred agents, beside all pairs")
def test_beside_all_pairs(benchmark: BenchmarkFixture) -> None:
    """The naive pass only counts pairs, and is left behind all the same."""
    read = agents(200)
    benchmark.pedantic(look, setup=lambda: fresh(read), rounds=5, warmup_rounds=1)
    start = time.perf_counter()
    assert naive(read) > 0
    taken = time.perf_counter() - start
    benchmark.extra_info["claims"] = len(read["Ownership"])
    benchmark.extra_info["naive pass, seconds"] = round(taken, 3)
    benchmark.extra_info["naive pass, times as long"] = round(taken / benchmark.stats["min"], 1)
    assert taken > benchmark.stats["min"]


@pytest.mark.benchmark(group="slope over registries of 1,250 to 10,000 agents")
def test_near_linear(benchmark: BenchmarkFixture) -> None:
    sizes = (1250, 2500, 5000, 10_000)
    seconds(sizes[0], rounds=1)
    points = [(math.log(len(agents(size)["Ownership"])), math.log(seconds(size))) for size in sizes]
    mean_x, mean_y = (sum(values) / len(points) for values in zip(*points, strict=True))
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)
    benchmark.extra_info["log-log slope"] = round(slope, 2)
    benchmark.pedantic(look, setup=lambda: fresh(agents(sizes[0])), rounds=1)
    assert slope < STEEPEST


@pytest.mark.benchmark(group="one inbox of ten thousand agents")
@pytest.mark.parametrize("exclusive", [False, True], ids=["one finding", "each excludes each other"])
def test_one_inbox(benchmark: BenchmarkFixture, *, exclusive: bool) -> None:
    read = one_inbox(10_000, exclusive=exclusive)
    found = benchmark.pedantic(look, setup=lambda: fresh(read), rounds=1)
    assert [len(one.agents) for one in found.collisions] == ([] if exclusive else [10_000])
    assert benchmark.stats["min"] < SECONDS
