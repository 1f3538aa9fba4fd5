"""What formulas read: cells as they are, blanks from the policy, and how good the evidence is."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.portfolios import portfolio, workflow
from toolkit.app.assessment import Assessment
from toolkit.app.pipeline import assess
from toolkit.model import Evidence, Grade
from toolkit.policy import load_policy
from toolkit.results import WorkflowResult
from toolkit.scoring.inputs import QUANTITIES, column_of
from toolkit.sheets import PROGRAM, SYSTEMS, WORKFLOWS

AS_OF = dt.date(2026, 6, 30)
BASELINE = {"baseline_on": dt.date(2026, 4, 20), "baseline_source": "ERP export, April 2026"}


def one(settings: dict[str, Any] | None = None, /, **cells: Any) -> WorkflowResult:
    return assess(portfolio(settings, Workflows=[workflow("w", **cells)])).workflow("w")


@pytest.mark.parametrize(
    ("name", "assumed", "policy"),
    [
        ("realised_as", "avoided hire", "defaults.realised_as"),
        ("realisation", 0.5, "defaults.realisation"),
        ("review_minutes", 2, "defaults.review_minutes"),
        ("hand_back_minutes", 2, "defaults.hand_back_minutes"),
        ("error_now", 0, "defaults.error_now"),
        ("error_agent", 0, "defaults.error_agent_relative_to_now"),
        ("cost_per_error", 0, "defaults.cost_per_error"),
        ("revenue", 0, "defaults.revenue"),
        ("win_rate", 0.2, "defaults.win_rate"),
        ("margin", 0.3, "defaults.margin"),
        ("build_months", 3, "defaults.build_months"),
        ("ramp_months", 3, "defaults.ramp_months"),
        ("change_cost", 5000, "defaults.change_cost"),
        ("run_cost", 0.5, "defaults.run_cost"),
        ("fixed_run", 750, "defaults.fixed_run"),
        ("care_hours", 8, "defaults.care_hours"),
        ("decommissioning_cost", 3000, "defaults.decommissioning_cost"),
    ],
)
def test_a_blank_takes_the_policys_default_and_says_so(name: str, assumed: Any, policy: str) -> None:
    found = assess(portfolio(Workflows=[workflow("w")]))
    figure = found.workflow("w").figure(name)
    column = column_of(name)
    assert (figure.value, figure.is_assumed) == (assumed, True)
    assert [evidence.policy for evidence in figure.evidence] == [policy]
    (listed,) = [cell for cell in found.assumed if cell.sheet == "Workflows" and cell.title == column.title]
    assert (listed.cell, listed.value, listed.policy) == (figure.evidence[0].cell, assumed, policy)


def test_a_cell_that_is_filled_is_taken_as_it_is() -> None:
    """0 is a figure, not a blank."""
    for name in QUANTITIES:
        column = column_of(name)
        figure = one(**{column.name: column.choices[-1] if column.choices else 0}).figure(name)
        assert figure.value == (column.choices[-1] if column.choices else 0)
        assert not figure.is_assumed, name


@pytest.mark.parametrize(
    ("now", "agent", "value"), [(None, None, 0), (0.04, None, 0.04), (0.04, 0.01, 0.01), (None, 0.01, 0.01)]
)
def test_a_blank_error_rate_with_agent_is_the_rate_now(now: float | None, agent: float | None, value: float) -> None:
    assert one(error_now=now, error_agent=agent).figure("error_agent").value == value


@pytest.mark.parametrize(
    ("setting", "cell", "value", "places", "assumed"),
    [
        (62, 80, 80, ["Workflows!Z2"], False),
        (62, None, 62, ["Program!B5"], False),
        (None, 80, 80, ["Workflows!Z2"], False),
        (None, None, 60, ["Program!B5"], True),
    ],
)
def test_hourly_cost(setting: float | None, cell: float | None, value: float, places: list[str], assumed: bool) -> None:
    """The workflow's own, else that of Program, else the policy's: then the one cell to fill is on Program."""
    found = assess(portfolio({"hourly_cost": setting}, Workflows=[workflow("w", hourly_cost=cell)]))
    figure = found.workflow("w").figure("hourly_cost")
    assert (figure.value, figure.is_assumed) == (value, assumed)
    assert [evidence.place for evidence in figure.evidence] == places
    listed = [cell.sheet for cell in found.assumed if cell.policy == "program.default_hourly_cost"]
    assert listed == (["Program"] if setting is None else [])


@pytest.mark.parametrize(
    ("cells", "grade"),
    [
        pytest.param({}, Grade.CLAIMED, id="typed"),
        pytest.param(BASELINE, Grade.RECORDED, id="measured on a day, with a source"),
        pytest.param({**BASELINE, "baseline_on": AS_OF}, Grade.RECORDED, id="on the as-of date"),
        pytest.param({**BASELINE, "baseline_on": dt.date(2026, 7, 1)}, Grade.CLAIMED, id="still to come"),
        pytest.param({**BASELINE, "baseline_source": None}, Grade.CLAIMED, id="nowhere to look it up"),
        pytest.param({**BASELINE, "baseline_on": None}, Grade.CLAIMED, id="without a date"),
    ],
)
def test_a_baseline_records_what_it_measured(cells: dict[str, Any], grade: Grade) -> None:
    found = one(error_now=0.04, **cells)
    for name in ("volume", "minutes", "error_now"):
        assert [evidence.grade for evidence in found.figure(name).evidence] == [grade], name
    assert [evidence.grade for evidence in found.figure("automation").evidence] == [Grade.CLAIMED]


def test_settings_of_the_program() -> None:
    blank = {"hourly_cost": None, "annual_discount_rate": None, "horizon_months": None, "integration_day_rate": None}
    found = assess(portfolio(blank, Workflows=[workflow("w")]))
    program = found.program
    assert (program.hourly_cost, program.annual_discount_rate) == (60, 0.1)
    assert (program.horizon_months, program.integration_day_rate) == (36, 800)
    listed = {cell.cell: cell.policy for cell in found.assumed if cell.sheet == "Program"}
    assert listed == {
        "B5": "program.default_hourly_cost",
        "B6": "program.annual_discount_rate",
        "B7": "program.horizon_months",
        "B8": "program.integration_day_rate",
    }


def test_a_blank_attribute_of_a_system_counts_against_it_and_is_listed() -> None:
    found = assess(portfolio(Workflows=[workflow("w")], Systems=[{"system_id": "crm", "people_who_know": 3}]))
    listed = {cell.title: (cell.cell, cell.value) for cell in found.assumed if cell.sheet == "Systems"}
    assert listed == {
        "interface": ("D2", "screen only"),
        "standard authentication": ("E2", False),
        "rate limits documented": ("F2", False),
        "standard data format": ("G2", False),
    }
    assert found.workflow("w").integration.days == pytest.approx(15 * 1.15**3)


def test_a_system_without_a_row_counts_as_blank_throughout() -> None:
    found = assess(portfolio(Workflows=[workflow("w")]))
    assert found.workflow("w").integration.days == pytest.approx(15 * 1.15**3 * 1.5)
    assert {cell.cell for cell in found.assumed if cell.sheet == "Systems"} == {""}


def test_systems_that_nobody_uses_are_not_listed() -> None:
    found = assess(portfolio(Workflows=[workflow("w", systems_read=())], Systems=[{"system_id": "crm"}]))
    assert not [cell for cell in found.assumed if cell.sheet == "Systems"]


def test_a_workbook_without_the_column_has_no_cell_to_name() -> None:
    """A column that the workbook lacks is a blank in every row; its evidence names the sheet."""
    whole = portfolio(Workflows=[workflow("w")])
    letters = {**whole.letters, "Workflows": {k: v for k, v in whole.letters["Workflows"].items() if k != "margin"}}
    lacking: Assessment = assess(type(whole)(whole.frames, letters, whole.program_cells))
    (evidence,) = lacking.workflow("w").figure("margin").evidence
    assert evidence == Evidence(Grade.ASSUMED, "Workflows", "", "defaults.margin")
    assert evidence.place == "Workflows"


def test_every_default_of_the_declaration_is_a_policy_key() -> None:
    policy = load_policy()
    for sheet in (PROGRAM, WORKFLOWS, SYSTEMS):
        defaults = [column.default for column in sheet.columns if column.default]
        assert defaults
        for key in defaults:
            assert policy.entry(key).value is not None
