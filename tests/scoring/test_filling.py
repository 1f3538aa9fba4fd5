"""The cells worth filling next: how far NPV moves over the policy's spread, in what order, and whose they are.

Without discounting, over 12 months, from t = 1 on: 100 items × 0.5 × 60 minutes at 60 an hour are 3,000 a month
and 36,000 in all. Spreads of the shipped policy: high 10 %, medium 25 %, low 50 % (a blank confidence is low).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.portfolios import portfolio, workflow
from toolkit.app.assessment import Assessment
from toolkit.app.pipeline import assess
from toolkit.policy import load_policy
from toolkit.results import FillNext
from toolkit.scoring.filling import HOW_MANY

PLAIN = {"annual_discount_rate": 0, "horizon_months": 12, "hourly_cost": 60, "integration_day_rate": 800}
GIVEN: dict[str, Any] = {
    **{"volume_likely": 100, "minutes_likely": 60, "automation_likely": 0.5, "build_cost_likely": 0},
    **{"systems_read": (), "realised_as": "overtime", "realisation_likely": 1, "review_minutes": 0},
    **{"hand_back_minutes": 0, "hourly_cost": 60, "error_now": 0, "error_agent": 0, "cost_per_error": 0},
    **{"revenue_likely": 0, "win_rate": 1, "margin": 1, "build_months_likely": 0, "ramp_months": 0},
    **{"change_cost": 0, "run_cost_likely": 0, "fixed_run": 0, "care_hours": 0, "decommissioning_cost": 0},
    **{"confidence": "high", "process_owner": "M. Ortiz"},
}
SYSTEM = {
    **{"system_id": "crm", "interface": "REST", "standard_authentication": True, "rate_limits_documented": True},
    **{"standard_data_format": True, "people_who_know": 3, "owner": "S. Iyer"},
}


def given_all(workflow_id: str = "w", **changed: Any) -> dict[str, Any]:
    return workflow(workflow_id, **{**GIVEN, **changed})


def worth_money(found: Assessment) -> list[FillNext]:
    """The cells of business cases, without those that only answer a question about the organisation."""
    return [cell for cell in found.fill_next if cell.swing is not None or "business case" in cell.because]


def filling(*rows: dict[str, Any], settings: dict[str, Any] | None = None, **sheets: Any) -> list[FillNext]:
    return worth_money(assess(portfolio({**PLAIN, **(settings or {})}, Workflows=list(rows), **sheets)))


def test_nothing_to_fill_where_nothing_is_assumed() -> None:
    assert filling(given_all()) == []


@pytest.mark.parametrize(
    ("blank", "confidence", "swing"),
    [
        pytest.param("change_cost", "high", 1000, id="5,000 ± 10 %"),
        pytest.param("change_cost", "medium", 2500, id="5,000 ± 25 %"),
        pytest.param("change_cost", "low", 5000, id="5,000 ± 50 %"),
        pytest.param("change_cost", None, 5000, id="a blank confidence is low"),
        pytest.param("fixed_run", "high", 1800, id="12 × 750 ± 10 %"),
        pytest.param("care_hours", "high", 1152, id="12 × 60 × 8 hours ± 10 %"),
        pytest.param("decommissioning_cost", "high", 600, id="3,000 ± 10 %"),
        pytest.param("run_cost_likely", "high", 120, id="1,200 items × 0.50 ± 10 %"),
        pytest.param("review_minutes", "high", 240, id="600 items × 2 minutes ± 10 %"),
        pytest.param("hand_back_minutes", "high", 240, id="as many handed back"),
        pytest.param("realisation_likely", "low", 18_000, id="36,000 × (0.75 − 0.25)"),
        pytest.param("ramp_months", "high", 3000 * ((1 + 2) / 2.7 + 1 - (1 + 2 + 3) / 3.3), id="2.7 or 3.3 months"),
        pytest.param("build_months_likely", "high", 3000, id="live in month 3 or 4"),
        pytest.param("realised_as", "high", 36_000, id="money, or only hours"),
    ],
)
def test_swing_of_an_assumed_cell(blank: str, confidence: str | None, swing: float) -> None:
    (cell,) = filling(given_all(**{blank: None}, confidence=confidence))
    assert cell.swing == pytest.approx(swing)
    assert (cell.sheet, cell.subject, cell.owner) == ("Workflows", "w", "M. Ortiz")
    assert cell.because == "moves the NPV of Invoicing"


@pytest.mark.parametrize(
    "blank", ["win_rate", "margin", "revenue_likely", "error_now", "cost_per_error", "error_agent"]
)
def test_what_moves_nothing_is_not_worth_filling(blank: str) -> None:
    """Without revenue a win rate has no say; and a default of 0 has no spread."""
    assert filling(given_all(**{blank: None})) == []


def test_a_swing_is_clipped_to_what_is_allowed(tmp_path: Path) -> None:
    """Realisation assumed at 0.8 with a spread of 50 % goes from 0.4 to 1, not to 1.2."""
    file = tmp_path / "policy.toml"
    file.write_text("[defaults]\nrealisation = 0.8\n", encoding="utf-8")
    row = given_all(realisation_likely=None, confidence="low")
    found = assess(portfolio(PLAIN, Workflows=[row]), load_policy(file))
    assert [cell.swing for cell in worth_money(found)] == pytest.approx([36_000 * 0.6])


@pytest.mark.parametrize(
    ("setting", "rows", "swing"),
    [
        pytest.param("hourly_cost", [given_all(hourly_cost=None)], 36_000, id="hourly cost 30 to 90"),
        pytest.param(
            "hourly_cost", [given_all(hourly_cost=None), given_all("x", hourly_cost=None)], 72_000, id="two use it"
        ),
        pytest.param("hourly_cost", [given_all(hourly_cost=None), given_all("x")], 36_000, id="the other has its own"),
        pytest.param("horizon_months", [given_all()], 108_000, id="18 to 54 months"),
        pytest.param("integration_day_rate", [given_all(systems_read=("crm",))], 3200, id="4 days at 400 to 1,200"),
    ],
)
def test_swing_of_an_assumed_setting(setting: str, rows: list[dict[str, Any]], swing: float) -> None:
    people = [{"name": "P. Lead", "role": "program lead"}]
    (cell,) = filling(*rows, settings={setting: None}, Systems=[SYSTEM], People=people)
    assert cell.swing == pytest.approx(swing)
    assert (cell.sheet, cell.subject, cell.owner) == ("Program", "Northwind Advisory", "P. Lead")


@pytest.mark.parametrize(
    ("blank", "days"),
    [
        ("interface", 15 - 2),
        ("people_who_know", 4 * 0.5),
        ("standard_authentication", 4 * 0.15),
        ("rate_limits_documented", 4 * 0.15),
        ("standard_data_format", 4 * 0.15),
    ],
)
def test_swing_of_a_systems_cell_is_how_much_better_it_could_turn_out(blank: str, days: float) -> None:
    rows = [given_all(systems_read=("crm",)), given_all("x", systems_written=("crm",)), given_all("y")]
    (cell,) = filling(*rows, Systems=[{**SYSTEM, blank: None}])
    assert cell.swing == pytest.approx(2 * 800 * days), "two candidates use it"
    assert (cell.sheet, cell.subject, cell.owner) == ("Systems", "crm", "S. Iyer")
    assert cell.because == "moves the integration of 2 candidates"


def test_the_owner_is_the_rows_else_the_program_leads() -> None:
    row = given_all(change_cost=None, process_owner=None)
    people = [
        {"name": "Past", "role": "program lead", "until": "2026-06-29"},
        {"name": "To come", "role": "program lead", "since": "2026-07-01"},
        {"name": "Present", "role": "program lead", "since": "2026-06-30"},
    ]
    assert [cell.owner for cell in filling(row, People=people)] == ["Present"]
    assert [cell.owner for cell in filling(row, People=people[:2])] == ["nobody named"]


def test_essential_cells_come_first_then_the_widest_swing() -> None:
    rows = [
        given_all("late", change_cost=None, fixed_run=None),
        given_all("blank", automation_likely=None, process_owner="L. Chen"),
        given_all("unconnected", systems_read=None),
    ]
    found = filling(*rows)
    assert [(cell.subject, cell.title) for cell in found] == [
        ("blank", "automation rate, likely"),
        ("unconnected", "systems read or written"),
        ("late", "fixed run cost per month"),
        ("late", "change and training cost"),
    ]
    assert (found[0].owner, found[0].swing) == ("L. Chen", None)
    assert found[0].because == "without it Invoicing has no business case"


def test_conventions_come_after_every_fact_however_far_they_move() -> None:
    """A blank horizon or discount rate is somebody's to agree on; a blank cost of switching off is to be found out."""
    found = filling(given_all(decommissioning_cost=None), settings={"horizon_months": None, "hourly_cost": None})
    titles = [cell.title for cell in found]
    assert titles[0] == "decommissioning cost"
    assert titles[-1].startswith("horizon")
    assert (found[-1].swing or 0) > (found[0].swing or 0)


def test_no_more_than_five() -> None:
    found = assess(portfolio(dict.fromkeys(PLAIN), Workflows=[workflow("w"), workflow("x")])).fill_next
    assert len(found) == HOW_MANY == 5
    swings = [cell.swing or 0 for cell in found]
    assert swings == sorted(swings, reverse=True)


def test_workflows_set_apart_for_good_ask_for_nothing() -> None:
    rows = [given_all(volume_likely=None, change_cost=None)]
    assert filling(*rows, Agents=[{"agent_id": "a", "status": "production", "workflow": "w"}]) == []
