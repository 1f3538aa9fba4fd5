"""The blank workbook holds the declaration, all of it, and nothing that a program could mistake."""

from __future__ import annotations

import csv
import datetime as dt
import subprocess
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tests.programs import program
from toolkit.errors import UnknownName
from toolkit.policy import load_policy
from toolkit.sheets import NUMERIC, SHEETS, Column, Kind, Sheet
from toolkit.workbook.blank import workbook_bytes, write_workbook
from toolkit.workbook.example import write_example
from toolkit.workbook.reading import examine, load
from toolkit.workbook.start_here import essential_columns

TABLES = [sheet for sheet in SHEETS if not sheet.is_form]
WORKFLOW = {"workflow_id": "w", "name": "W", "volume_likely": 10, "minutes_likely": 5, "automation_likely": 0.5}
SETTINGS = {"organisation": "O", "as_of": dt.date(2026, 6, 30), "currency": "EUR"}


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("blank") / "blank.xlsx"
    write_workbook(path)
    return path


@pytest.fixture(scope="module")
def book(blank: Path) -> dict[str, Worksheet]:
    return {page.title: page for page in load_workbook(blank).worksheets}


def _column(page: Worksheet, column: Column) -> int:
    found = [cell.column for cell in page[1] if cell.value == column.title]
    assert len(found) == 1, column.title
    return found[0]


def test_all_sheets_in_order(book: dict[str, Worksheet]) -> None:
    assert list(book) == ["Start here", *(sheet.name for sheet in SHEETS)]
    assert not any(page.sheet_state != "visible" for page in book.values())


@pytest.mark.parametrize("sheet", TABLES, ids=lambda sheet: sheet.name)
def test_every_column_once_with_a_note(book: dict[str, Worksheet], sheet: Sheet) -> None:
    page, policy = book[sheet.name], load_policy()
    assert [cell.value for cell in page[1] if cell.value] == [column.title for column in sheet.columns]
    for column in sheet.columns:
        note = page.cell(1, _column(page, column)).comment
        assert note is not None
        assert column.meaning in note.text
        assert not column.example or column.example in note.text
        assert not column.unit or f"Unit: {column.unit}" in note.text
        assert not column.default or f"policy {policy.entry(column.default).key}" in note.text


def test_form_has_every_setting_with_its_default(book: dict[str, Worksheet]) -> None:
    page, program = book["Program"], SHEETS[0]
    assert [page.cell(1, i).value for i in (1, 2, 3)] == ["setting", "value", "meaning"]
    assert [page.cell(row, 1).value for row in range(2, 2 + len(program.columns))] == [c.title for c in program.columns]
    for row, column in enumerate(program.columns, start=2):
        assert page.cell(row, 2).value is None
        assert column.meaning.rstrip(".") in page.cell(row, 3).value
        assert not column.default or column.default in page.cell(row, 3).value
        assert page.cell(row, 1).comment is not None


@pytest.mark.parametrize("sheet", TABLES, ids=lambda sheet: sheet.name)
def test_drop_downs_equal_the_choices(book: dict[str, Worksheet], sheet: Sheet) -> None:
    page = book[sheet.name]
    rules = {min(area.min_col for area in rule.sqref.ranges): rule for rule in page.data_validations.dataValidation}
    for column in sheet.columns:
        rule = rules.get(_column(page, column))
        if column.kind in {Kind.CHOICE, Kind.YES_NO}:
            expected = column.choices or ("yes", "no")
            assert rule is not None
            assert _listed(page, rule.formula1) == expected
            assert rule.errorStyle in {None, "stop"}
        elif column.kind is Kind.ID and column.refers_to:
            assert rule is not None
            assert rule.errorStyle == "warning"
        elif column.kind in NUMERIC:
            assert rule is not None
            assert "number" in rule.error or "0 to 1" in rule.error
            _holds_the_bounds(rule, column)
        elif column.kind in {Kind.TEXT, Kind.IDS, Kind.TERMS}:
            assert rule is None


def _holds_the_bounds(rule: object, column: Column) -> None:
    first, second = getattr(rule, "formula1", None), getattr(rule, "formula2", None)
    if column.low is not None:
        assert float(str(first)) == column.low
    if column.high is not None:
        assert float(str(second)) == column.high


def _listed(page: Worksheet, formula: str) -> tuple[str, ...]:
    if formula.startswith('"'):
        return tuple(formula.strip('"').split(","))
    defined = page.parent.defined_names[formula.lstrip("=")]  # a list too long for a rule stands on Start here
    ((name, area),) = defined.destinations
    return tuple(row[0].value for row in page.parent[name][area])


def test_ids_are_offered_from_the_sheet_they_refer_to(blank: Path) -> None:
    names = load_workbook(blank).defined_names
    assert {"ids_of_workflows", "ids_of_systems", "ids_of_agents"} <= set(names)
    assert "$A$2" in names["ids_of_systems"].attr_text


def test_no_inline_list_is_longer_than_excel_takes(blank: Path) -> None:
    for page in load_workbook(blank).worksheets:
        for rule in page.data_validations.dataValidation:
            assert len(str(rule.formula1)) <= 257
            assert len(rule.error or "") <= 255
            assert len(rule.errorTitle or "") <= 32


def test_optional_groups_are_folded_apart(book: dict[str, Worksheet]) -> None:
    page, workflows = book["Workflows"], SHEETS[1]
    previous = None
    for column in workflows.columns:
        index = _column(page, column)
        shape = _shape(page, index)
        assert (shape.hidden, shape.outlineLevel) == ((True, 1) if column.group else (False, 0)), column.title
        if previous is not None and column.group and previous.group != column.group:
            assert page.cell(1, index - 1).value is None
            assert not _shape(page, index - 1).hidden
        previous = column
    assert page.sheet_properties.outlinePr is not None
    assert page.sheet_properties.outlinePr.summaryRight is False


def _shape(page: Worksheet, index: int) -> object:
    for shape in page.column_dimensions.values():
        if shape.min <= index <= shape.max:
            return shape
    return page.column_dimensions[get_column_letter(index)]


def test_panes_headers_and_paper(book: dict[str, Worksheet]) -> None:
    for sheet in SHEETS:
        page = book[sheet.name]
        assert page.freeze_panes is not None
        assert page.page_setup.orientation == "landscape"
        assert page.page_setup.fitToHeight == 0
        if not sheet.is_form:
            assert page.print_title_rows == "$1:$1"
            for column in sheet.columns:
                bold = page.cell(1, _column(page, column)).font.bold
                assert bold or not (column.required or column.essential)


def test_ten_essential_columns_are_explained(book: dict[str, Worksheet]) -> None:
    said = {cell.value for row in book["Start here"].iter_rows() for cell in row if cell.value}
    assert len(essential_columns()) == 10
    for column in essential_columns():
        assert any(column.title.removesuffix(", likely") in text for text in said)
        assert any(column.meaning in text for text in said)


def test_same_bytes(tmp_path: Path) -> None:
    assert workbook_bytes() == workbook_bytes()
    write_workbook(tmp_path / "a.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == workbook_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]
    with zipfile.ZipFile(tmp_path / "a.xlsx") as parts:
        assert not [name for name in parts.namelist() if "externalLink" in name]
        assert not [name for name in parts.namelist() if b"<f>" in parts.read(name) and "worksheets" in name]


def test_blank_asks_for_what_is_required(blank: Path) -> None:
    portfolio, problems = examine(blank)
    assert portfolio is None
    errors = {(problem.sheet, problem.title) for problem in problems if not problem.is_warning}
    assert {("Program", "organisation"), ("Program", "as-of date"), ("Program", "currency")} <= errors
    assert {sheet for sheet, _ in errors} <= {"Program", "Workflows"}
    assert not [problem for problem in problems if problem.is_warning]


def test_texts_stay_texts_and_lists_are_joined(tmp_path: Path) -> None:
    path = tmp_path / "w.xlsx"
    row = {
        **WORKFLOW, "name": "=1+1", "department": "https://example.org", "process_owner": "@SUM(A1)", "notes": "",
        "systems_read": (), "data_sources": ("a", "b"), "autonomous_actions": ("x y", "z"), "build_cost_likely": 0,
        "documented_on": dt.date(2026, 3, 2),
    }  # fmt: skip
    systems = [{"system_id": "crm", "standard_authentication": True, "shared_connector": False}]
    sources = [{"source_id": name} for name in ("a", "b")]
    write_workbook(path, {"Workflows": [row], "Systems": systems, "Data sources": sources}, SETTINGS)
    portfolio = load(path)
    read = portfolio["Workflows"].iloc[0]
    assert (read["name"], read["department"], read["process_owner"]) == ("=1+1", "https://example.org", "@SUM(A1)")
    assert read["systems_read"] == ()
    assert read["data_sources"] == ("a", "b")
    assert read["autonomous_actions"] == ("x y", "z")
    assert read["build_cost_likely"] == 0
    assert read["documented_on"].date() == dt.date(2026, 3, 2)
    assert portfolio["Systems"].iloc[0]["standard_authentication"]
    assert not portfolio["Systems"].iloc[0]["shared_connector"]
    assert portfolio.warnings == ()
    assert not any(cell.hyperlink for page in load_workbook(path).worksheets for line in page for cell in line)


def test_unknown_names_are_refused() -> None:
    with pytest.raises(UnknownName, match='did you mean "Workflows"'):
        workbook_bytes({"Workflow": []})
    with pytest.raises(UnknownName, match="nme"):
        workbook_bytes({"Workflows": [{"nme": "x"}]})
    with pytest.raises(UnknownName, match="as_off"):
        workbook_bytes(settings={"as_off": "x"})
    with pytest.raises(ValueError, match=r"Workflows!B2: a text of 40,000"):
        workbook_bytes({"Workflows": [{"name": "x" * 40_000}]})


def test_nothing_is_left_where_the_folder_is_missing(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        write_workbook(tmp_path / "missing" / "a.xlsx")
    assert list(tmp_path.iterdir()) == []


def _convert(file: Path, to: str) -> None:
    profile = (file.parent / "profile").as_uri()
    command = [program("libreoffice"), f"-env:UserInstallation={profile}", "--headless"]
    subprocess.run([*command, "--convert-to", to, "--outdir", file.parent, file], check=True, timeout=180)


@pytest.mark.libreoffice
def test_libreoffice_reads_it(tmp_path: Path) -> None:
    write_workbook(tmp_path / "blank.xlsx")
    _convert(tmp_path / "blank.xlsx", "pdf")
    assert (tmp_path / "blank.pdf").stat().st_size > 10_000
    write_example(tmp_path / "prove.xlsx", "prove")
    _convert(tmp_path / "prove.xlsx", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,3")
    (made,) = tmp_path.glob("*.csv")
    with made.open(encoding="utf-8", newline="") as text:
        rows = {row["workflow id"]: row for row in csv.DictReader(text)}
    assert rows["invoicing"]["volume per month, likely"] == "900"
    assert rows["invoicing"]["automation rate, likely"] == "60%"
    assert rows["invoicing"]["never actions"] == "release a payment; change bank details"
