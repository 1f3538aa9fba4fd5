"""The platform paid once: what is still to come, what is sunk, who bears it, and the connectors still missing.

Without discounting, and over a horizon of 12 months, every expected amount is a sum by hand. The as-of date is
30 June 2026, so a day in July counts at t = 1.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from tests.portfolios import portfolio, workflow
from toolkit.app.assessment import Assessment
from toolkit.app.pipeline import assess
from toolkit.scoring.portfolio import month_of

PLAIN = {"annual_discount_rate": 0, "horizon_months": 12}
D = dt.date


def component(**cells: Any) -> dict[str, Any]:
    return {"component_id": "c", "kind": "monitoring", **cells}


@pytest.mark.parametrize(
    ("cells", "cost", "sunk"),
    [
        pytest.param({"status": "live", "since": D(2026, 1, 1), "one_off_cost": 900}, 0, 900, id="sunk"),
        pytest.param({"status": "live", "since": D(2026, 1, 1), "monthly_cost": 10}, 120, 0, id="12 months to come"),
        pytest.param({"status": "planned", "since": D(2026, 6, 30), "one_off_cost": 900}, 900, 0, id="on the day"),
        pytest.param({"status": "planned", "since": D(2026, 7, 1), "monthly_cost": 10}, 120, 0, id="from t = 1"),
        pytest.param({"status": "planned", "since": D(2026, 9, 30), "monthly_cost": 10}, 100, 0, id="t = 3 … 12"),
        pytest.param({"status": "planned", "since": D(2026, 10, 1), "monthly_cost": 10}, 90, 0, id="t = 4 … 12"),
        pytest.param({"status": "planned", "since": D(2027, 6, 30), "one_off_cost": 900}, 900, 0, id="at the horizon"),
        pytest.param(
            {"status": "planned", "since": D(2027, 7, 1), "one_off_cost": 900, "monthly_cost": 10}, 0, 0, id="beyond it"
        ),
        pytest.param({"status": "planned", "one_off_cost": 900, "monthly_cost": 10}, 1020, 0, id="planned, no date"),
        pytest.param({"one_off_cost": 900, "monthly_cost": 10}, 120, 900, id="there, no date, no status"),
        pytest.param({"status": "retired", "one_off_cost": 900, "monthly_cost": 10}, 0, 0, id="retired"),
        pytest.param({"status": "live"}, 0, 0, id="no cost typed"),
    ],
)
def test_platform(cells: dict[str, Any], cost: float, sunk: float) -> None:
    found = assess(portfolio(PLAIN, Platform=[component(**cells)])).portfolio
    assert (found.platform_cost, found.platform_sunk, found.likely_npv) == (cost, sunk, -cost)


def test_platform_is_discounted() -> None:
    """121 at t = 12, at 21 % a year."""
    part = component(status="planned", since=D(2027, 6, 30), one_off_cost=121)
    found = assess(portfolio({"annual_discount_rate": 0.21, "horizon_months": 12}, Platform=[part])).portfolio
    assert found.platform_cost == pytest.approx(100)


@pytest.mark.parametrize(
    ("day", "as_of", "month"),
    [
        ("2026-06-01", "2026-06-30", 0),
        ("2026-06-30", "2026-06-30", 0),
        ("2026-07-01", "2026-06-30", 1),
        ("2026-07-30", "2026-06-30", 1),
        ("2026-07-31", "2026-06-30", 2),
        ("2026-02-28", "2026-01-31", 1),
        ("2026-03-01", "2026-01-31", 2),
        ("2027-01-31", "2026-01-31", 12),
    ],
)
def test_a_payment_counts_at_the_end_of_its_month(day: str, as_of: str, month: int) -> None:
    assert month_of(pd.Timestamp(day), pd.Timestamp(as_of)) == month


# --- with candidates ------------------------------------------------------------------------------

EARNING = {
    **{"systems_read": (), "data_sources": None, "minutes_likely": 60, "automation_likely": 1, "realisation_likely": 1},
    **{"review_minutes": 0, "hand_back_minutes": 0, "hourly_cost": 10, "error_now": 0, "build_cost_likely": 0},
    **{"build_months_likely": 0, "ramp_months": 0, "change_cost": 0, "run_cost_likely": 0, "fixed_run": 0},
    **{"care_hours": 0, "decommissioning_cost": 0},
}
"""Earns 10 an item from t = 1 on and costs nothing: 120 a year per item a month."""


def assess_earning(*rows: dict[str, Any], monthly_cost: float = 50, **sheets: Any) -> Assessment:
    platform = [component(status="live", since=D(2026, 1, 1), one_off_cost=7, monthly_cost=monthly_cost)]
    return assess(portfolio(PLAIN, Workflows=list(rows), Platform=platform, **sheets))


def test_positive_candidates_bear_the_platform_by_their_items() -> None:
    """1,200 + 3,600 − 600 of platform; 1 and 3 of 4 items: 150 and 450. The third loses 100 and is left out."""
    found = assess_earning(
        workflow("small", **{**EARNING, "volume_likely": 10}),
        workflow("large", **{**EARNING, "volume_likely": 30}),
        workflow("losing", **{**EARNING, "volume_likely": 0, "change_cost": 100}),
    ).portfolio
    assert (found.candidates_npv, found.platform_cost, found.likely_npv) == pytest.approx((4800, 600, 4200))
    assert found.loaded_npv == pytest.approx({"small": 1050, "large": 3150})


def test_a_workflow_that_has_its_agent_adds_nothing() -> None:
    agents = [{"agent_id": "a", "status": "production", "workflow": "large"}]
    rows = [workflow(name, **{**EARNING, "volume_likely": n}) for name, n in (("small", 10), ("large", 30))]
    found = assess_earning(*rows, Agents=agents).portfolio
    assert (found.candidates_npv, found.loaded_npv) == (pytest.approx(1200), {"small": pytest.approx(600)})


def test_nobody_bears_the_platform_where_nothing_is_attempted() -> None:
    """Volume 0 and a positive NPV, from revenue alone: a share of no items is no share."""
    row = workflow("sales", **{**EARNING, "volume_likely": 0, "revenue_likely": 100, "win_rate": 1, "margin": 1})
    found = assess_earning(row).portfolio
    assert (found.likely_npv, found.loaded_npv) == (pytest.approx(600), {"sales": pytest.approx(1200)})


@pytest.mark.parametrize(
    ("platform", "days"),
    [
        pytest.param({}, 4 + 8.625, id="crm and erp, each once"),
        pytest.param({"status": "live", "covers": ("crm",)}, 8.625, id="crm has a connector"),
        pytest.param({"status": "planned", "covers": ("crm",)}, 4 + 8.625, id="a planned one connects nothing yet"),
        pytest.param({"status": "retired", "covers": ("crm",)}, 4 + 8.625, id="a retired one no more"),
        pytest.param({"since": D(2026, 6, 30), "covers": ("crm", "erp")}, 0, id="in place, without a status"),
        pytest.param({"since": D(2026, 7, 1), "covers": ("crm", "erp")}, 4 + 8.625, id="not in place yet"),
        pytest.param({"kind": "monitoring", "status": "live", "covers": ("crm",)}, 4 + 8.625, id="no connector"),
    ],
)
def test_connectors_still_missing_are_built_once_for_all_candidates(platform: dict[str, Any], days: float) -> None:
    """erp: 5 × 1.15 × 1.5 days; mail is shared by its column; wiki is used only by a workflow set apart."""
    standard = dict.fromkeys(("standard_authentication", "rate_limits_documented", "standard_data_format"), True)
    systems = [
        {"system_id": "crm", "interface": "REST", "people_who_know": 3, **standard},
        {
            **{"system_id": "erp", "interface": "database", "people_who_know": 1},
            **{**standard, "rate_limits_documented": None},
        },
        {"system_id": "mail", "interface": "MCP", "people_who_know": 3, "shared_connector": True, **standard},
        {"system_id": "wiki", "interface": "file", "people_who_know": 3, **standard},
    ]
    rows = [
        workflow("a", systems_read=("crm", "erp", "mail")),
        workflow("b", systems_read=None, systems_written=("crm",)),
        workflow("c", systems_read=("wiki",), volume_likely=None),
    ]
    part = {"component_id": "c", "kind": "connector", **platform}
    found = assess(portfolio(Workflows=rows, Systems=systems, Platform=[part])).portfolio
    assert found.shared_connectors_days == pytest.approx(days)
    assert found.shared_connectors_cost == pytest.approx(800 * days)
