"""Odd workbooks, and what must be read from each."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.workbook.corpus import (
    ROWS,
    Change,
    at,
    drop,
    drop_column,
    good,
    lines,
    part_of,
    put,
    rename,
    rewrite,
    save,
    swap,
    title,
)
from toolkit.sheets import SHEETS, Kind
from toolkit.sheets.schemas import dtype
from toolkit.workbook import frames
from toolkit.workbook.headers import plain, titles
from toolkit.workbook.reading import examine, load

W = "Workflows"
RICH = CellRichText("Client ", TextBlock(InlineFont(b=True), "intake"))

# A change, and the value that must be read where it was made.
READ: dict[str, tuple[Change, str, str, int, Any]] = {
    "percent format": (put(W, "automation_likely", 0.85, number_format="0%"), W, "automation_likely", 2, 0.85),
    "percent typed": (put(W, "automation_likely", "85 %"), W, "automation_likely", 2, 0.85),
    "currency format": (
        put(W, "build_cost_likely", 24000, number_format="#,##0.00 [$€-407]"), W, "build_cost_likely", 2, 24000.0,
    ),
    "currency typed": (put(W, "build_cost_likely", "24.000,00 €"), W, "build_cost_likely", 2, 24000.0),
    "decimal comma": (put(W, "strategic_value", "2,5"), W, "strategic_value", 2, 2.5),
    "date": (put(W, "documented_on", dt.datetime(2026, 3, 2, 17, 30)), W, "documented_on", 2, pd.Timestamp(2026, 3, 2)),
    "date typed": (put(W, "documented_on", "02.03.2026"), W, "documented_on", 2, pd.Timestamp(2026, 3, 2)),
    "yes": (put("Systems", "standard_authentication", True, 3), "Systems", "standard_authentication", 3, True),
    "choice": (put(W, "realised_as", " Capacity_Only "), W, "realised_as", 2, "capacity only"),
    "number as text": (put(W, "department", 7), W, "department", 2, "7"),
    "rich text": (put(W, "department", RICH), W, "department", 2, "Client intake"),
    "control characters": (put(W, "department", "Fin_x000B_ance"), W, "department", 2, "Finance"),
    "list in another order and case": (put(W, "systems_read", "ERP;;Crm"), W, "systems_read", 2, ("erp", "crm")),
    "list of none": (put(W, "systems_read", "None"), W, "systems_read", 2, ()),
    "id in another case": (put("Agents", "workflow", "REPORTING"), "Agents", "workflow", 2, "Reporting"),
    "covers in another case": (put("Platform", "covers", "CRM; Intake"), "Platform", "covers", 2, ("crm", "intake")),
    "about in another case": (put("Governance", "about", "reporting"), "Governance", "about", 2, "Reporting"),
    "setting": (put("Program", "horizon_months", "24"), "Program", "horizon_months", 1, 24.0),
    "chosen next": (put("Program", "chosen_next", "reporting"), "Program", "chosen_next", 1, "Reporting"),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_what_is_read(tmp_path: Path, name: str) -> None:
    change, sheet, column, row, value = READ[name]
    portfolio = load(save(tmp_path, change))
    assert portfolio.warnings == ()
    read = portfolio[sheet].loc[row, column]
    assert read == value
    assert isinstance(read, type(value)) or (value is True and bool(read) is True)


def test_blank_cells_are_missing_whatever_their_kind(tmp_path: Path) -> None:
    portfolio = load(save(tmp_path))
    for sheet in SHEETS[1:]:
        for column in sheet.columns:
            for position, row in enumerate(ROWS[sheet.name], start=2):
                read = portfolio[sheet.name].loc[position, column.name]
                is_missing = not isinstance(read, tuple) and pd.isna(read)
                assert is_missing == (column.name not in row), (column.name, position)


def test_the_frames_are_as_declared(tmp_path: Path) -> None:
    path = save(tmp_path)
    portfolio = load(path)
    assert list(portfolio.frames) == [sheet.name for sheet in SHEETS]
    for sheet in SHEETS:
        frame = portfolio[sheet.name]
        assert list(frame.columns) == [column.name for column in sheet.columns]
        assert [str(kind) for kind in frame.dtypes] == [dtype(column) for column in sheet.columns]
        assert frame.index.name == "row"
        assert str(frame.index.dtype) == "int64"
        assert len(frame) == (1 if sheet.is_form else len(ROWS[sheet.name]))
    assert portfolio.name == "odd.xlsx"
    assert portfolio.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert portfolio.cell(W, 3, "automation_likely") == at(W, "automation_likely", 3)
    assert portfolio.cell("Program", 1, "currency") == "B4"
    assert portfolio.cell("Program", 1, "target_date") == "B14"
    assert portfolio.setting("target_date") is None


def test_sheets_that_are_missing_are_empty_frames(tmp_path: Path) -> None:
    portfolio = load(save(tmp_path, *(drop(sheet.name) for sheet in SHEETS if not sheet.required)))
    assert set(portfolio.frames) == {sheet.name for sheet in SHEETS}
    assert len(portfolio["Metrics"]) == 0
    assert portfolio.cell("Metrics", 2, "cost") == ""


def test_a_missing_column_is_a_column_of_blanks(tmp_path: Path) -> None:
    portfolio = load(save(tmp_path, drop_column("Metrics", "cost"), drop_column(W, "systems_read")))
    assert portfolio["Metrics"]["cost"].isna().all()
    assert str(portfolio["Metrics"]["cost"].dtype) == "float64"
    assert portfolio[W].loc[2, "systems_read"] is None
    assert portfolio.cell("Metrics", 2, "cost") == ""


def test_rows_keep_their_numbers_across_blank_and_hidden_ones(tmp_path: Path) -> None:
    def shift(book: Workbook) -> None:
        book[W].insert_rows(3, 4)
        book[W]["C4"] = "  "

    portfolio = load(save(tmp_path, shift))
    assert list(portfolio[W].index) == [2, 7]


def test_titles_in_any_order_case_and_spelling_below_other_rows(tmp_path: Path) -> None:
    def scramble(book: Workbook) -> None:
        page = book["Systems"]
        rows = [list(row) for row in page.values][:]
        page.delete_rows(1, 10)
        page.append(["Systems of the client", None])
        page.append(["name", "means the name shown on reports"])
        page.append([])
        titles = ["Notes", "People who\nknow it", "SYSTEM_ID", " Interface: ", "standard_authentication", "name (text)"]
        page.append(titles)
        for row in rows[1:]:
            page.append([None, row[8], row[0], row[3], row[4], row[1]])

    portfolio, problems = examine(save(tmp_path, scramble))
    assert problems == ()
    assert portfolio is not None
    frame = portfolio["Systems"]
    assert list(frame.index) == [5, 6]
    assert list(frame["system_id"]) == ["crm", "erp"]
    assert frame.loc[5, "people_who_know"] == 3
    assert frame.loc[5, "name"] == "Customers"
    assert portfolio.cell("Systems", 5, "system_id") == "C5"


@pytest.mark.parametrize("header", ["automation rate", "Automation_Likely", "automation", "Automation rate (likely)"])
def test_the_likely_column_goes_by_several_titles(tmp_path: Path, header: str) -> None:
    portfolio, problems = examine(save(tmp_path, title(W, "automation_likely", header)))
    assert problems == ()
    assert portfolio is not None
    assert list(portfolio[W]["automation_likely"]) == [0.6, 0.5]


def test_sheet_names_match_like_titles(tmp_path: Path) -> None:
    portfolio = load(save(tmp_path, rename("Data sources", " DATA_sources"), rename(W, " WORKFLOWS_")))
    assert portfolio.warnings == ()
    assert len(portfolio["Data sources"]) == 1


def test_the_calendar_of_1904(tmp_path: Path) -> None:
    def old_mac(book: Workbook) -> None:
        book.epoch = CALENDAR_MAC_1904

    path = save(tmp_path, old_mac)
    portfolio = load(path)
    assert portfolio.setting("as_of") == pd.Timestamp(2026, 6, 30)
    assert list(portfolio["Metrics"]["week"]) == [pd.Timestamp(2026, 6, 15), pd.Timestamp(2026, 6, 22)]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("<f>A</f><v>910</v>", 910.0),
        ('<f t="shared" si="0"/><v>910</v>', 910.0),
        ('<f t="array" ref="A1:B2">A</f><v>910</v>', 910.0),
        ("<v>910</v>", 910.0),
    ],
)
def test_formulas_with_a_cached_value_are_values(tmp_path: Path, cell: str, value: float) -> None:
    path = rewrite(save(tmp_path), {part_of(W): swap("<v>900</v>", cell)})
    assert load(path)[W].loc[2, "volume_likely"] == value


@pytest.mark.parametrize("cell", ["<f>A</f>", "<f>A</f><v/>", "<f>A</f><v></v>", '<f t="shared" si="0"/>'])
def test_formulas_without_one_are_problems(tmp_path: Path, cell: str) -> None:
    _, problems = examine(rewrite(save(tmp_path), {part_of(W): swap("<v>900</v>", cell)}))
    assert [problem.found for problem in problems] == ["a formula without a value"]


def test_a_formula_that_gives_an_empty_text_is_a_blank(tmp_path: Path) -> None:
    place = at(W, "strategic_value")
    path = rewrite(
        save(tmp_path),
        {part_of(W): lambda data: re.sub(
            rf'<c r="{place}"[^>]*><v>3</v>'.encode(), f'<c r="{place}" t="str"><f>A</f><v></v>'.encode(), data)},
    )  # fmt: skip
    assert pd.isna(load(path)[W].loc[2, "strategic_value"])


def test_text_that_begins_like_a_formula_stays_text(tmp_path: Path) -> None:
    def text(book: Workbook) -> None:
        cell = book[W][at(W, "department")]
        cell.value = "=Finance"
        cell.data_type = "s"

    assert load(save(tmp_path, text))[W].loc[2, "department"] == "=Finance"


def test_a_damaged_cell_is_one_problem(tmp_path: Path) -> None:
    path = rewrite(save(tmp_path), {part_of("Metrics"): swap("<v>40</v>", "<v>forty</v>")})
    _, problems = examine(path)
    assert lines(problems) == [
        "Metrics!C2 eligible items: found a damaged cell, allowed a number of at least 0 (items): write the value again"
    ]


def test_a_date_beyond_the_calendar_is_one_problem(tmp_path: Path) -> None:
    path = save(tmp_path, put(W, "documented_on", 99999999, number_format="yyyy-mm-dd"))
    _, problems = examine(path)
    assert [problem.found for problem in problems] == ['"#VALUE!"']


def test_what_pandera_finds_is_a_problem_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Blind the reading of bounds, so that only the last look is left."""
    read = frames.frame_of

    def blind(sheet: Any, rows: Any, values: Any) -> pd.DataFrame:
        frame = read(sheet, rows, values)
        if sheet.name == "Metrics":
            frame.loc[3, "cost"] = -1.0
        if sheet.name == "Program":
            frame.loc[1, "horizon_months"] = 2.5
        if sheet.name == "Systems":
            frame["system_id"] = "crm"
        return frame

    monkeypatch.setattr(frames, "frame_of", blind)
    portfolio, problems = examine(save(tmp_path))
    assert portfolio is None
    assert {problem.place for problem in problems} >= {"Metrics!L3", "Program!B7", "Systems!A3"}
    assert not any(problem.is_warning for problem in problems)


def test_every_kind_of_column_is_in_the_corpus() -> None:
    """The tables above reach every kind, so that a new one is not forgotten."""
    columns = [(column, ROWS[sheet.name]) for sheet in SHEETS[1:] for column in sheet.columns]
    assert {column.kind for column, rows in columns if any(column.name in row for row in rows)} == set(Kind)


def test_no_two_columns_of_a_sheet_go_by_one_title() -> None:
    for sheet in SHEETS:
        accepted = titles(sheet.columns)
        for column in sheet.columns:
            assert accepted[plain(column.title)] is column, column.title
            assert accepted[plain(column.name)] is column, column.name


def test_the_good_workbook_has_every_sheet() -> None:
    assert good().sheetnames == [sheet.name for sheet in SHEETS]
