"""*Summary*: what the page says, on one page of paper."""

from __future__ import annotations

import pytest

from tests.render.excel.books import SHEETS, book, cells, example, texts
from toolkit.render.excel_looks import SHAPES
from toolkit.render.view_answers import verdict_says
from toolkit.render.view_head import headline
from toolkit.render.view_reading import Reading


def test_summary_says_what_the_page_says_and_fits_one_page() -> None:
    assessment = example()
    reading, sheet = Reading(assessment), book()["Summary"]
    said = texts(sheet)
    assert headline(reading).replace("\xa0", " ") in said
    assert verdict_says(assessment.readiness).replace("\xa0", " ") in said
    for question in assessment.readiness.questions:
        row = next(cell.row for cell in cells(sheet) if cell.value == question.title)
        assert sheet.cell(row, 1).value == SHAPES[question.outcome]
        assert sheet.cell(row, 7).value == question.coverage
    for cell in assessment.fill_next:
        assert f"{cell.sheet}!{cell.cell}" in said
        assert cell.owner in said
    fits = [(one.page_setup.fitToWidth, one.page_setup.fitToHeight) for one in book()]
    assert fits == [(None, None), *[(None, 0)] * (len(SHEETS) - 1)], "none stands for one page, 0 for as many as needed"
    base = assessment.candidates[0].base
    numbers = [cell.value for cell in cells(sheet) if isinstance(cell.value, int | float)]
    for value in (
        base.investment,
        base.annual_value,
        base.annual_running_cost,
        base.payback_months,
        base.return_multiple,
    ):
        assert value == pytest.approx(numbers.pop(0))
