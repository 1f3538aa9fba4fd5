"""The finished assessment: lossless as JSON, the same bytes every time, and readable as frames."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import fields, replace
from functools import cache
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.portfolios import portfolio, workflow
from toolkit.app.assessment import Assessment
from toolkit.app.pipeline import assess
from toolkit.errors import ToolkitError, UnknownName
from toolkit.results import Base, Flows

ROWS = [
    workflow("invoicing", strategic_value=3, systems_written=("erp", "mail"), department="Finance"),
    workflow("unfilled", volume_likely=None),
    workflow("live", systems_read=("erp",)),
    workflow("reports", systems_read=(), data_sources=("clients", "invoices"), minutes_likely=40),
]


@cache
def assessment() -> Assessment:
    return assess(
        portfolio(
            Workflows=ROWS,
            Systems=[{"system_id": "crm", "interface": "REST"}, {"system_id": "mail"}],
            Data_sources=[{"source_id": "invoices", "completeness": 0.9}],
            Agents=[{"agent_id": "a", "status": "production", "workflow": "live", "build_started": "2025-01-06"}],
            Platform=[{"component_id": "p", "kind": "connector", "status": "live", "covers": ("crm",)}],
            People=[{"name": "P. Lead", "role": "program lead"}],
        )
    )


# --- JSON -----------------------------------------------------------------------------------------


def test_round_trip() -> None:
    again = Assessment.from_json(assessment().to_json())
    assert again == assessment()
    assert json.loads(again.to_json()) == json.loads(assessment().to_json())
    assert Assessment.from_json(again.to_json()).to_json() == again.to_json()


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@settings(max_examples=20, deadline=None, derandomize=True)
@given(TEXT, TEXT, TEXT, st.floats(0, 1e12), st.floats(0, 1))
def test_round_trip_of_any_text_and_number(name: str, owner: str, lead: str, volume: float, rate: float) -> None:
    row = workflow("w", name=name, process_owner=owner, volume_likely=volume, automation_likely=rate)
    found = assess(
        portfolio({"organisation": name, "currency": owner}, Workflows=[row], People=[{"name": lead, "role": "legal"}])
    )
    again = Assessment.from_json(found.to_json().encode())
    assert again == found
    assert again.workflow("w").name == name


def test_the_fields_that_readers_of_the_file_rely_on() -> None:
    """The minimum of ``assessment.json``, with exactly these names."""
    found = json.loads(assessment().to_json())
    for one in found["workflows"]:
        assert {"workflow_id", "rank", "set_apart_because", "score", "base", "integration"} <= set(one)
        assert {
            *("npv", "irr_annual", "payback_months", "return_multiple_first_year", "return_multiple"),
            *("investment", "annual_value", "annual_running_cost"),
        } <= set(one["base"])
        assert {"days", "cost", "days_if_all_shared"} <= set(one["integration"])
        assert {"score", "coverage", "weakest"} <= set(one["data_readiness"])
    assert {"cost", "value", "return_multiple"} <= set(found["portfolio"]["measured_first_year"])
    assert found["assumed"]
    assert all({"sheet", "cell"} <= set(cell) for cell in found["assumed"])
    assert {"toolkit_version", "workbook_sha256", "policy_sha256", "as_of", "seed"} <= set(found["origin"])
    assert found["origin"]["as_of"] == "2026-06-30"
    assert {"inputs", "policy", "formulas"} <= set(found), "normalised inputs and policy travel with it"


def test_what_is_missing_is_null_and_never_a_number_that_means_missing() -> None:
    text = assessment().to_json()
    found = {one["workflow_id"]: one for one in json.loads(text)["workflows"]}
    assert found["unfilled"]["rank"] is None
    unfilled = found["unfilled"]["base"]
    assert {unfilled[name] for name in ("npv", "irr_annual", "payback_months", "return_multiple")} == {None}
    assert unfilled["irr_why_missing"] == "essential figures are blank"
    assert "NaN" not in text
    assert "Infinity" not in text


def test_inputs_travel_as_they_were_read() -> None:
    sheet = assessment().inputs["Workflows"]
    first = sheet.rows[0]
    assert first.row == 2
    assert first.values["systems_written"] == "erp; mail"
    assert "volume_likely" not in sheet.rows[1].values, "a blank is left out"
    assert sheet.letters["workflow_id"] == "A"
    assert assessment().inputs["Program"].rows[0].values["as_of"] == "2026-06-30"


@pytest.mark.parametrize("text", ["", "{}", "[1]", "not JSON", '{"origin": 1}'])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ToolkitError, match="this is no assessment of this version of the toolkit"):
        Assessment.from_json(text)


SAME_BYTES = """
import hashlib
from tests.app.test_assessment import assessment
print(hashlib.sha256(assessment().to_json().encode()).hexdigest())
"""


def test_the_same_bytes_whatever_the_hash_seed() -> None:
    """Sets and dictionaries of texts are walked in another order in every process: none may show."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", SAME_BYTES],
            env={**os.environ, "PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in ("0", "1", "4242")
    ]
    hashes = {process.communicate(timeout=60)[0] for process in processes}
    assert all(process.returncode == 0 for process in processes)
    assert len(hashes) == 1


def test_the_seed_and_the_policy_are_recorded() -> None:
    found = assess(portfolio(Workflows=ROWS), seed=7)
    assert found.origin.seed == 7
    assert found.origin.policy_sha256 == assessment().origin.policy_sha256
    assert replace(found.origin, seed=0).workbook_sha256 == assessment().origin.workbook_sha256


# --- views ----------------------------------------------------------------------------------------


def test_ranking_is_a_tidy_frame() -> None:
    frame = assessment().ranking
    assert frame["workflow_id"].tolist() == [one.workflow_id for one in assessment().workflows]
    assert frame["rank"].tolist()[:2] == [1, 2]
    assert frame["rank"].isna().tolist() == [False, False, True, True]
    assert frame["set_apart_because"].tolist()[:2] == ["", ""]
    assert {field.name for field in fields(Base)} - {"irr_why_missing"} <= set(frame.columns)
    numbers = frame.drop(columns=["workflow_id", "name", "set_apart_because"])
    assert all(pd.api.types.is_numeric_dtype(dtype) for dtype in numbers.dtypes)
    first = assessment().candidates[0]
    assert frame["npv"].iloc[0] == first.base.npv
    assert frame["integration_days"].iloc[0] == first.integration.days


def test_ranking_without_candidates_keeps_its_columns() -> None:
    frame = assess(portfolio(Workflows=[workflow("w", volume_likely=None)])).ranking
    assert list(frame.columns) == list(assessment().ranking.columns)
    assert frame.dtypes.to_dict() == assessment().ranking.dtypes.to_dict()


def test_ranking_without_workflows_is_an_empty_frame() -> None:
    assert assess(portfolio()).ranking.empty


def test_business_case_is_month_by_month() -> None:
    frame = assessment().business_case("invoicing")
    assert frame.index.name == "month"
    assert frame.index.tolist() == list(range(37))
    assert frame.columns.tolist() == [field.name for field in fields(Flows)]
    values = frame["time"] + frame["quality"] + frame["revenue"]
    costs = frame["one_off"] + frame["running"] + frame["decommissioning"]
    pd.testing.assert_series_equal(frame["net"], values - costs, check_names=False)
    pd.testing.assert_series_equal(frame["cumulative"], frame["net"].cumsum(), check_names=False)


def test_business_case_of_what_is_not_known_is_empty() -> None:
    frame = assessment().business_case("unfilled")
    assert frame.empty
    assert frame.columns.tolist() == [field.name for field in fields(Flows)]


def test_a_workflow_that_does_not_exist() -> None:
    for ask in (assessment().workflow, assessment().business_case):
        with pytest.raises(UnknownName, match='did you mean "invoicing"'):
            ask("invoicin")


def test_it_introduces_itself_in_one_line() -> None:
    first: Any = assessment().candidates[0]
    assert repr(assessment()) == (
        f"Assessment of Northwind Advisory, 2026-06-30: 2 of 4 workflows ranked, first {first.name}"
    )
