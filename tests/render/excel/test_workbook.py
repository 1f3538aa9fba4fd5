"""``summary.xlsx`` as a whole: its sheets, missing numbers, the same bytes, a thousand candidates."""

from __future__ import annotations

import io
import re
import time
import zipfile

import pytest

from tests.render import firms
from tests.render.excel.books import SHEETS, book, cells, example, made, opened, table
from toolkit.app.assessment import Assessment
from toolkit.render.excel import summary_workbook
from toolkit.render.excel_looks import lines


@pytest.mark.parametrize("name", ["prove", "compound"])
def test_sheets_and_what_is_on_top(name: str) -> None:
    found = book(name)
    assert found.sheetnames == SHEETS
    for sheet in found:
        assert sheet.freeze_panes
        assert sheet.page_setup.orientation == "landscape"
        assert "Northwind Advisory" in sheet.oddFooter.left.text
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    for sheet in found.worksheets[1:]:
        assert sheet.print_title_rows
        assert sheet["A1"].value.startswith(sheet.title)
        assert sheet["A2"].value.endswith("."), "a sentence that states the conclusion"


@pytest.mark.parametrize("name", ["prove", "compound"])
def test_same_inputs_same_bytes(name: str) -> None:
    first = made(example(name))
    assert made(example(name)) == first
    assert made(Assessment.from_json(example(name).to_json())) == first
    assert opened(first).properties.created.date() == example(name).origin.as_of


FIRMS = {
    "firm": firms.firm,
    "first loses": firms.first_loses,
    "nobody earns": firms.nobody_earns,
    "nobody ranked": firms.nobody_ranked,
    "empty": firms.empty,
    "example": example,
}


@pytest.mark.parametrize("name", FIRMS)
def test_missing_numbers_are_words(name: str) -> None:
    found = opened(made(FIRMS[name]()))
    assert found.sheetnames == SHEETS
    for sheet in found:
        for cell in cells(sheet):
            assert not re.search(r"\b(nan|inf|NaT|null)\b|<NA>|#NUM|^None$", str(cell.value)), cell.coordinate


def test_what_never_pays_back_says_never() -> None:
    rows = table(opened(made(firms.nobody_earns()))["Ranking"], "Rank")
    assert [row["Payback, months"] for row in rows] == ["never", "never"]


def test_lines_counts_what_a_column_holds() -> None:
    assert lines("short", 10) == 1
    assert lines("word " * 40, 20) >= 8
    assert lines("x" * 400, 20) >= 16


def test_a_thousand_candidates_are_workable() -> None:
    assessment = firms.many(1000)
    started = time.process_time()
    content = summary_workbook(assessment, {})
    assert time.process_time() - started < 20, "seconds of the processor, so that a busy machine does not count"
    with zipfile.ZipFile(io.BytesIO(content)) as found:
        assert b'<autoFilter ref="A5:O1005"' in found.read("xl/worksheets/sheet2.xml")
        assert b"and 900 more candidates in assessment.json" in found.read("xl/sharedStrings.xml")
