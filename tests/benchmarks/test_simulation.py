"""The simulation against a plain one, against its draws alone, and against ``monaco``, in the same run.

``uv run --group bench pytest tests/benchmarks/test_simulation.py -n 0 --benchmark-enable --benchmark-group-by=group``:
the figures in brackets are the ratios; ``scale.py`` beside measures memory and the slope over the number of workflows.
Without ``--benchmark-enable``, few workflows and futures show that the code runs.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

import toolkit
from tests.benchmarks import plain_simulation, six_inputs
from tests.benchmarks.crowd import crowd, plainly
from tests.policies import policy_with
from tests.portfolios import portfolio
from toolkit.sheets import Portfolio

THOUSAND = "1,000 workflows × 8,192 futures × 36 months"
SIX = "one workflow, six uncertain inputs, 8,192 futures"
DRAWS = 8192


@pytest.fixture
def one_core() -> Iterator[None]:
    """Bind the process to one of its cores for the time of a test."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    yield
    os.sched_setaffinity(0, cores)


@pytest.fixture(scope="module")
def number(pytestconfig: pytest.Config) -> int:
    """How many workflows: a thousand where it is measured."""
    return 5 if not pytestconfig.getoption("benchmark_enable") else 1000


@pytest.fixture(scope="module")
def draws(pytestconfig: pytest.Config) -> int:
    """How many futures of the other library."""
    return 32 if not pytestconfig.getoption("benchmark_enable") else DRAWS


@pytest.fixture(scope="module")
def many(number: int) -> Portfolio:
    found = crowd(number)
    toolkit.assess(crowd(3))  # tables and imports, once
    return found


def plain(number: int) -> dict[str, object]:
    weights = np.array([30, 10, 10, 10, 15, 15, 10]) / 100
    scores = np.random.default_rng(0).random((number, 4))
    return plain_simulation.simulate(plainly(number), weights, scores, seed=0, draws=DRAWS, horizon=36, rate=0.1)


def draws_alone(number: int) -> None:
    rng = np.random.default_rng(0)
    for row in plainly(number):
        plain_simulation.draw(rng, row, DRAWS)


@pytest.mark.benchmark(group=THOUSAND)
@pytest.mark.usefixtures("one_core")
def test_toolkit_on_one_core(benchmark: BenchmarkFixture, many: Portfolio) -> None:
    benchmark.pedantic(toolkit.assess, (many,), rounds=3, warmup_rounds=1)


@pytest.mark.benchmark(group=THOUSAND)
def test_toolkit_on_all_cores(benchmark: BenchmarkFixture, many: Portfolio) -> None:
    benchmark.pedantic(toolkit.assess, (many,), rounds=3)


@pytest.mark.benchmark(group=THOUSAND)
@pytest.mark.usefixtures("one_core")
def test_plain_numpy_on_one_core(benchmark: BenchmarkFixture, number: int) -> None:
    benchmark.pedantic(plain, (number,), rounds=2)


@pytest.mark.benchmark(group=THOUSAND)
@pytest.mark.usefixtures("one_core")
def test_drawing_alone_on_one_core(benchmark: BenchmarkFixture, number: int) -> None:
    benchmark.pedantic(draws_alone, (number,), rounds=3)


def one_candidate() -> Portfolio:
    """The candidate of ``six_inputs``, as a portfolio."""
    ends = {f"{name}_{end}": x for name, three in six_inputs.RANGES.items() for end, x in zip(LMH, three, strict=True)}
    certain = {f"{name}_{end}": x for name, x in (("realisation", 0.7), ("revenue", 0)) for end in LMH}
    row = {name: x for name, x in six_inputs.ROW.items() if not name.startswith("integration")}
    one = {"workflow_id": "one", "name": "One", "systems_read": (), "data_sources": (), "realised_as": "overtime"}
    return portfolio(Workflows=[{**one, **row, **ends, **certain}])


LMH = ("low", "likely", "high")


@pytest.mark.benchmark(group=SIX)
@pytest.mark.usefixtures("one_core")
def test_toolkit_six_inputs(benchmark: BenchmarkFixture) -> None:
    benchmark.pedantic(toolkit.assess, (one_candidate(),), rounds=10, warmup_rounds=1)


@pytest.mark.benchmark(group=SIX)
@pytest.mark.usefixtures("one_core")
def test_monaco_six_inputs(benchmark: BenchmarkFixture, draws: int) -> None:
    pytest.importorskip("monaco", reason="uv run --group bench installs it")
    from tests.benchmarks import monaco_model

    theirs = benchmark.pedantic(monaco_model.simulate, (draws,), rounds=1)
    # The same thing is measured: without the delivery factor, which monaco's model does not have, the means agree.
    found = toolkit.assess(one_candidate(), policy_with(draws=DRAWS, factor_strength=0)).workflows[0]
    assert found.outlook is not None
    assert found.outlook.mean_npv == pytest.approx(theirs.mean(), abs=4 * float(np.std(theirs)) / np.sqrt(draws))
