"""Random portfolios, computed twice: by the pipeline, and by the plain loops of ``tests/reference.py``.

What is drawn leans on the edges: volume 0, ramp 0, build months 0, a horizon of one month or shorter than
the build, a review longer than the work, capacity only, connectors shared by column or by a Platform row,
one-off costs in the future, and blanks everywhere.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import toolkit.policy
from tests import reference
from tests.portfolios import SETTINGS, portfolio
from toolkit.app.assessment import Assessment
from toolkit.app.pipeline import assess
from toolkit.results import WorkflowResult

POLICY = reference.flat_policy(
    tomllib.loads(Path(toolkit.policy.__file__).with_name("policy.toml").read_text(encoding="utf-8"))
)
AS_OF = dt.date(2026, 6, 30)
SYSTEMS = ("crm", "erp", "mail", "undescribed")
SOURCES = ("invoices", "clients", "undescribed")
YES_NO_BLANK = st.sampled_from([True, False, None])


def amount(high: float, *edges: float) -> st.SearchStrategy[float | None]:
    """A number up to ``high``, an edge case, or a blank."""
    smooth = st.floats(0, high, allow_subnormal=False).map(lambda x: round(x, 4))
    return smooth | st.sampled_from([0, *edges, None])


def some_of(names: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...] | None]:
    """Several ids, *none* (an empty tuple) or a blank."""
    return st.none() | st.lists(st.sampled_from(names), max_size=3, unique=True).map(tuple)


def day(before: int, after: int) -> st.SearchStrategy[dt.date]:
    return st.integers(-before, after).map(lambda days: AS_OF + dt.timedelta(days=days))


WORKFLOW = {
    "volume_likely": amount(5000),
    "minutes_likely": amount(60),
    "automation_likely": amount(1, 1),
    "build_cost_likely": amount(80_000),
    "systems_read": some_of(SYSTEMS),
    "systems_written": some_of(SYSTEMS),
    "data_sources": some_of(SOURCES),
    "realised_as": st.sampled_from(["headcount", "avoided hire", "overtime", "capacity only", None]),
    "realisation_likely": amount(1, 1),
    "review_minutes": amount(10, 90),
    "hand_back_minutes": amount(10),
    "hourly_cost": amount(120),
    "error_now": amount(0.2),
    "error_agent": amount(0.2),
    "cost_per_error": amount(300),
    "revenue_likely": amount(40_000),
    "win_rate": amount(1, 1),
    "margin": amount(1, 1),
    "build_months_likely": amount(12, 1, 40),
    "ramp_months": amount(12, 0.5, 60),
    "change_cost": amount(20_000),
    "run_cost_likely": amount(3),
    "fixed_run": amount(2000),
    "care_hours": amount(40),
    "decommissioning_cost": amount(10_000),
    "category": st.sampled_from(["foundation", "capability", "orchestration", None]),
    "extends_agent": st.sampled_from([None, None, "running", "planned"]),
}
ESSENTIAL = ("volume_likely", "minutes_likely", "automation_likely", "build_cost_likely")


@st.composite
def workflows(draw: st.DrawFn) -> list[dict[str, Any]]:
    rows = []
    for number in range(draw(st.integers(1, 5))):
        row = draw(st.fixed_dictionaries(WORKFLOW))
        if not draw(st.integers(0, 5)):
            row["volume_likely"] = None
        else:  # a row with a blank essential is set apart, and then there is little to compare
            row |= {name: 0 for name in ESSENTIAL if row[name] is None}
        rows.append({"workflow_id": f"w{number}", "name": f"Workflow {number}", **row})
    return rows


SYSTEM = st.fixed_dictionaries(
    {
        "interface": st.sampled_from(["MCP", "REST", "GraphQL", "SDK", "database", "file", "screen only", None]),
        "standard_authentication": YES_NO_BLANK,
        "rate_limits_documented": YES_NO_BLANK,
        "standard_data_format": YES_NO_BLANK,
        "shared_connector": YES_NO_BLANK,
        "people_who_know": st.sampled_from([0, 1, 2, 5, None]),
    }
)
SHARE = st.floats(0, 1).map(lambda x: round(x, 3)) | st.none()
SOURCE = st.fixed_dictionaries(
    {
        "owner": st.sampled_from(["M. Ortiz", None]),
        "access": st.sampled_from(["governed", "ad hoc", "none", None]),
        "reusable": YES_NO_BLANK,
        "freshness_target": st.sampled_from([0, 1, 7, None]),
        "observed_age": st.sampled_from([0, 2, 30, None]),
        **dict.fromkeys(("completeness", "uniqueness", "validity", "consistency"), SHARE),
    }
)
PLATFORM = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["connector", "connector", "monitoring"]),
        "status": st.sampled_from(["planned", "live", "retired", None]),
        "since": st.none() | day(600, 500),
        "one_off_cost": amount(20_000),
        "monthly_cost": amount(900),
        "covers": st.none() | st.lists(st.sampled_from(SYSTEMS), max_size=2, unique=True).map(tuple),
    }
)
AGENT = st.fixed_dictionaries(
    {
        "status": st.sampled_from(["idea", "build", "pilot", "production", "production", "retired"]),
        "workflow": st.sampled_from([None, None, "w0", "w4"]),
        "build_started": st.none() | day(900, 0),
        "production_since": st.none() | day(700, 0),
        "build_cost": st.floats(0, 90_000).map(round),
    }
)


@st.composite
def metrics(draw: st.DrawFn) -> list[dict[str, Any]]:
    rows = []
    for agent in ("running", "planned"):
        for weeks_ago in sorted(draw(st.sets(st.integers(0, 120), max_size=8))):
            monday = dt.date(2026, 6, 22) - dt.timedelta(weeks=weeks_ago)
            money = {name: draw(amount(3000)) for name in ("time_value", "quality_value", "revenue_value")}
            rows.append({"agent": agent, "week": monday, "cost": draw(st.integers(0, 900)), **money})
    return rows


def numbered(key: str, names: tuple[str, ...], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{key: name, **row} for name, row in zip(names, rows, strict=False)]


@st.composite
def workbooks(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]:
    """Settings and rows per sheet, as both sides read them."""
    program = {
        **SETTINGS,
        "as_of": AS_OF,
        "hourly_cost": draw(st.sampled_from([62, 45.5, None])),
        "annual_discount_rate": draw(st.sampled_from([0.1, 0, 0.25, 1, None])),
        "horizon_months": draw(st.sampled_from([36, 36, 12, 24, 6, 1, None])),
        "integration_day_rate": draw(st.sampled_from([800, 0, None])),
    }
    agents = draw(st.lists(AGENT, max_size=2))
    rows = draw(workflows())
    named = {f"w{number}" for number in range(len(rows))}
    for agent in agents:
        agent["workflow"] = agent["workflow"] if agent["workflow"] in named else None
    return program, {
        "Workflows": rows,
        "Systems": numbered("system_id", SYSTEMS[:3], draw(st.lists(SYSTEM, min_size=3, max_size=3))),
        "Data_sources": numbered("source_id", SOURCES[:2], draw(st.lists(SOURCE, min_size=2, max_size=2))),
        "Platform": numbered("component_id", ("p0", "p1", "p2"), draw(st.lists(PLATFORM, max_size=3))),
        "Agents": numbered("agent_id", ("running", "planned"), agents),
        "Metrics": draw(metrics()),
    }


def close(found: float | None, expected: float | None, scale: float = 1.0) -> bool:
    """Equal but for the order of additions: relative to the money that went into the sum."""
    if found is None or expected is None:
        return found is expected
    return found == pytest.approx(expected, rel=1e-9, abs=1e-9 * max(scale, 1.0))


def money_moved(case: reference.Row) -> float:
    return float(sum(month["cost"] + abs(month["value"]) for month in case["months"]))


@settings(
    max_examples=50,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(workbooks())
def test_the_pipeline_equals_the_reference(
    book: tuple[dict[str, Any], dict[str, list[dict[str, Any]]]],
) -> None:
    program, sheets = book
    found = assess(portfolio(program, **sheets))
    expected = reference.assess(program, sheets, POLICY)
    assert {one.workflow_id for one in found.candidates} == {
        name for name, one in expected["workflows"].items() if one["is_candidate"]
    }
    for number, (name, one) in enumerate(expected["workflows"].items()):
        same_workflow(found.workflow(name), one, expected["program"], with_break_evens=number == 0)
    same_portfolio(found, expected)


def same_workflow(
    found: WorkflowResult, expected: reference.Row, program: reference.Row, *, with_break_evens: bool
) -> None:
    work, case = expected["integration"], expected["case"]
    assert close(found.data_readiness.score, expected["data_readiness"])
    if work is None:
        assert found.integration.days is None
    else:
        assert found.integration.system_days == pytest.approx(work["system_days"])
        assert (found.integration.pairs, found.integration.written) == (work["pairs"], work["written"])
        assert close(found.integration.days, work["days"])
        assert close(found.integration.days_if_all_shared, work["days_if_all_shared"])
        assert close(found.integration.cost, work["days"] * program["integration_day_rate"])
    if case is None:
        assert found.base.npv is None
        assert found.flows is None
        return
    assert found.flows is not None
    scale = money_moved(case)
    assert found.base.go_live_month == case["go_live_month"]
    for name in ("investment", "annual_value", "annual_running_cost", "npv"):
        assert close(getattr(found.base, name), case[name], scale), name
    for name in ("return_multiple", "return_multiple_first_year", "hours_freed_per_year"):
        assert close(getattr(found.base, name), case[name]), name
    assert found.flows.net == pytest.approx(case["flows"], abs=1e-9 * scale)
    assert found.flows.cumulative == pytest.approx(case["cumulative"], abs=1e-9 * scale)
    for name in ("one_off", "time", "quality", "revenue", "running", "decommissioning"):
        assert getattr(found.flows, name) == pytest.approx([month[name] for month in case["months"]]), name
    same_payback(found.base.payback_months, case, scale)
    same_irr(found.base.irr_annual, case["flows"], scale)
    if with_break_evens:
        same_break_evens(found, expected["inputs"], case, program, scale)


def same_payback(found: float | None, case: reference.Row, scale: float) -> None:
    """Where the cumulative flow touches zero, the sign of a rounding error decides: both answers stand."""
    if min(abs(level) for level in case["cumulative"]) > 1e-9 * scale:
        assert close(found, case["payback_months"])


def same_irr(found: float | None, flows: list[float], scale: float) -> None:
    rates = reference.scan_rates(flows)
    if (found is None) != (len(rates) != 1):  # two rates within one step of the walk: look closer
        rates = reference.scan_rates(flows, steps=60_000)
    if found is None:
        assert len(rates) != 1
    else:
        (monthly,) = rates
        assert found == pytest.approx((1 + monthly) ** 12 - 1, rel=1e-6, abs=1e-9)


def same_break_evens(
    found: WorkflowResult, inputs: reference.Row, case: reference.Row, program: reference.Row, scale: float
) -> None:
    for one in found.break_even:
        expected = reference.must_be_true(inputs, case, program, one.input)
        if one.value is None or expected is None or max(abs(expected), abs(one.value)) > 1e6:
            assert one.value is None or abs(one.value) > 1e5, f"{one.input} matters: {expected}"
            assert expected is None or abs(expected) > 1e5, f"{one.input} does not matter: {one.value}"
        else:
            assert one.value == pytest.approx(expected, rel=1e-5, abs=1e-5), one.input


def same_portfolio(found: Assessment, expected: reference.Row) -> None:
    result = found.portfolio
    scale = expected["candidates_npv"] + expected["platform_cost"]
    for name in ("candidates_npv", "platform_cost", "platform_sunk", "shared_connectors_cost"):
        assert close(getattr(result, name), expected[name], scale), name
    assert close(result.likely_npv, expected["npv"], scale)
    assert close(sum(result.loaded_npv.values()), expected["npv"], 1e6) or not result.loaded_npv or no_items(found)
    year = expected["measured_first_year"]
    for name in ("cost", "value", "return_multiple"):
        assert close(getattr(result.measured_first_year, name), year[name] if year else None), name


def no_items(found: Assessment) -> bool:
    """Whether no candidate with a positive NPV attempts anything: then nobody bears the platform."""
    return all(found.workflow(name).figure("volume").value == 0 for name in found.portfolio.loaded_npv)
