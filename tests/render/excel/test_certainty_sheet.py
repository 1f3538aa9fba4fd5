"""*Certainty*: shares of futures by place, what turns the order, what is worth measuring before the choice."""

from __future__ import annotations

import dataclasses

import pytest

from tests.render.excel.books import book, cells, example, made, opened, ranked, table, texts
from toolkit.render.view_alternatives import second_project
from toolkit.render.view_certainty import certainty
from toolkit.render.view_measure import choice_says
from toolkit.render.view_reading import Reading


@pytest.mark.parametrize("name", ["prove", "compound"])
def test_shares_by_place(name: str) -> None:
    assessment, sheet = example(name), book(name)["Certainty"]
    rows = table(sheet, "Rank")
    assert len(rows) == len(assessment.candidates)
    for row, one in zip(rows, ranked(assessment), strict=True):
        assert (row["Rank"], row["Candidate"]) == (one.rank, one.name)
        assert row["First, % of futures"] == pytest.approx(one.first_share)
        assert row["Among the first three, % of futures"] == pytest.approx(one.top_three_share)
        assert row["NPV P50, EUR"] == pytest.approx(one.npv.p50)
    assert sum(row["First, % of futures"] for row in rows) == pytest.approx(1)


def test_the_other_places_are_formulas() -> None:
    formulas = {cell.coordinate: cell.value for cell in cells(book()["Certainty"]) if cell.data_type == "f"}
    first = min(int(place[1:]) for place in formulas)
    assert formulas[f"E{first}"] == f"=G{first}-D{first}"
    assert formulas[f"F{first}"] == f"=1-D{first}-E{first}"
    assert len(formulas) == 2 * len(example().candidates)


@pytest.mark.parametrize("name", ["prove", "compound"])
def test_it_says_what_the_page_says(name: str) -> None:
    reading, sheet = Reading(example(name)), book(name)["Certainty"]
    said = texts(sheet)
    assert sheet["A2"].value == certainty(reading).says.replace("\xa0", " ")
    assert choice_says(reading).replace("\xa0", " ") in said
    assert any(second_project(reading).says.replace("\xa0", " ") in text for text in said)


def test_what_is_worth_measuring_before_the_choice() -> None:
    found = example().certainty.measure_next
    sheet = book()["Certainty"]
    top = next(row[1].row for row in sheet.iter_rows(max_col=2) if row[1].value == "Measure, of")
    for position, one in enumerate(found, start=1):
        row = [cell.value for cell in sheet[top + position]]
        assert one.measure.title in row[1].lower()
        assert row[2] == f"Workflows!{one.measure.cell}"
        assert row[3:5] == pytest.approx([one.measure.worth, one.measure.standard_error])
        assert row[5] == (one.measure.items or "not by item")


def test_nothing_worth_measuring_is_said() -> None:
    assessment = example()
    nothing = dataclasses.replace(assessment, certainty=dataclasses.replace(assessment.certainty, measure_next=()))
    assert "No single measurement would change which candidate is chosen" in texts(opened(made(nothing))["Certainty"])
