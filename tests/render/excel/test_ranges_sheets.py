"""*Ranges* and *Causes*: every range and every uncertain input of the assessment, and the bars that are drawn."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.render.excel.books import book, cells, example, table, texts
from toolkit.model import Grade
from toolkit.render.excel_charts import STEPS, Span, round_ends
from toolkit.render.view_futures_words import known
from toolkit.render.view_ranges import ranges
from toolkit.render.view_reading import Reading
from toolkit.render.view_tornado import tornado

EXAMPLES = ["prove", "compound"]


def or_word(value: float | None, word: str) -> Any:
    return word if value is None else pytest.approx(value)


@pytest.mark.parametrize("name", EXAMPLES)
def test_ranges_have_a_row_for_every_workflow_with_figures(name: str) -> None:
    reading, sheet = Reading(example(name)), book(name)["Ranges"]
    rows, found = table(sheet, "Rank"), known(reading)
    assert len(rows) == len(found) > len(reading.ranked)
    for row, one in zip(rows, found, strict=True):
        outlook = one.outlook
        assert (row["Rank"], row["Workflow"]) == (one.rank or "none", one.name)
        assert row["NPV likely, EUR"] == pytest.approx(one.base.npv)
        assert row["Chance of loss, % of futures"] == pytest.approx(one.chance_of_loss)
        assert row["Paid back in, % of futures"] == pytest.approx(outlook.payback_share)
        assert row["Knowing everything is worth (EVPI), EUR"] == pytest.approx(one.evpi)
        for end in ("p10", "p50", "p90"):
            assert row[f"NPV {end.upper()}, EUR"] == pytest.approx(getattr(one.npv, end))
            assert row[f"Payback {end.upper()}, months"] == or_word(getattr(outlook.payback, end), "never")
            assert row[f"Return multiple {end.upper()}, times"] == or_word(
                getattr(outlook.return_multiple, end), "no cost"
            )
            assert row[f"Investment {end.upper()}, EUR"] == pytest.approx(getattr(outlook.investment, end))
            assert row[f"Value a year {end.upper()}, EUR"] == pytest.approx(getattr(outlook.annual_value, end))
            running = getattr(outlook.annual_running_cost, end)
            assert row[f"Running cost a year {end.upper()}, EUR"] == pytest.approx(running)


@pytest.mark.parametrize("name", EXAMPLES)
def test_sentences_and_titles_are_those_of_the_page(name: str) -> None:
    reading, sheet = Reading(example(name)), book(name)["Ranges"]
    first = reading.ranked[0]
    assert sheet["A2"].value == ranges(reading).says.replace("\xa0", " ")
    assert book(name)["Causes"]["A2"].value == tornado(reading, first).says.replace("\xa0", " ")
    titles = [title_of(chart) for chart in sheet._charts]
    expected = [ranges(reading).pictures[0].chart.title, tornado(reading, first).pictures[0].chart.title]
    assert titles == [said.replace("\xa0", " ") for said in expected]


def title_of(chart: Any) -> str:
    return "".join(run.t for paragraph in chart.title.tx.rich.p for run in paragraph.r)


@pytest.mark.parametrize("name", EXAMPLES)
def test_causes_have_a_row_for_every_uncertain_input(name: str) -> None:
    reading, sheet = Reading(example(name)), book(name)["Causes"]
    rows = table(sheet, "Rank")
    found = [(workflow, one) for workflow in known(reading) for one in workflow.outlook.inputs]
    assert len(rows) == len(found)
    for row, (workflow, one) in zip(rows, found, strict=True):
        assert (row["Workflow"], row["Uncertain input"].lower()) == (workflow.name, one.title.lower())
        values = (row["Low"], row["Likely"], row["High"])
        assert values == pytest.approx((one.low, one.likely, one.high))
        assert (row["NPV at low, EUR"], row["NPV at high, EUR"]) == pytest.approx((one.npv_low, one.npv_high))
        assert row["Share of variance, %"] == pytest.approx(one.own_share)
        assert row["Worth of measuring, EUR"] == pytest.approx(one.worth)
        assert row["Its standard error, EUR"] == pytest.approx(one.worth_error)
        assumed = [each.grade is Grade.ASSUMED for each in one.evidence]
        said = row["Assumed"]
        ends = [said == "all three" or end in said for end in ("low", "likely", "high")]
        assert ends == assumed
        items = {each.input: each.items or "not by item" for each in workflow.measure_next}
        assert row["Items that would do, about"] == items.get(one.input, "no need")
        for each in one.evidence:
            assert each.cell in row["Cells"]
        assert row["Unit"] == {"share": "%", "per item": "EUR per item", "per month": "EUR per month"}.get(
            one.unit, one.unit
        )


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_swing_is_a_formula_of_its_row(name: str) -> None:
    sheet = book(name)["Causes"]
    formulas = [cell for cell in cells(sheet) if cell.data_type == "f"]
    assert len(formulas) == len(table(sheet, "Rank"))
    for cell in formulas:
        assert cell.value == f"=ABS(K{cell.row}-J{cell.row})"


def test_units_stand_in_the_heads() -> None:
    for name in ("Ranges", "Causes"):
        heads = list(table(book()[name], "Rank")[0])
        assert not [head for head in heads if "NPV" in head and "EUR" not in head]
    assert any("futures lie below" in text for text in texts(book()["Ranges"]))


money = st.floats(-1e9, 1e9)


@settings(deadline=None, derandomize=True, max_examples=200)
@given(money, money, money)
def test_pieces_of_a_bar_reach_from_end_to_end(low: float, middle: float, high: float) -> None:
    below_gap, below_upper, below_lower, above_gap, above_lower, above_upper = Span("", low, middle, high).pieces()
    first, last = sorted((low, high))
    near = pytest.approx
    assert below_gap + below_upper + below_lower == near(min(0.0, first), abs=1e-6)
    assert above_gap + above_lower + above_upper == near(max(0.0, last), abs=1e-6)
    assert below_gap == near(min(0.0, last), abs=1e-6)
    assert above_gap == near(max(0.0, first), abs=1e-6)
    assert max(below_gap, below_upper, below_lower) <= 0 <= min(above_gap, above_lower, above_upper)
    within = sorted((first, middle, last))[1]
    assert -(below_lower) + above_lower == near(within - first, abs=1e-6), "the lower half ends at the middle"


@settings(deadline=None, derandomize=True, max_examples=200)
@given(st.lists(st.floats(-1e7, 1e7), min_size=1, max_size=5))
def test_an_axis_holds_zero_and_every_value(values: list[float]) -> None:
    ends = round_ends(values)
    if not ends:
        return
    assert ends["min"] <= min(0.0, *values)
    assert ends["max"] >= max(0.0, *values)
    assert (ends["max"] - ends["min"]) / ends["major_unit"] <= STEPS + 2
