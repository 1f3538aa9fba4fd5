"""Odd workbooks: what must be said of each, or which value must be read."""

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

from tests.workbook.corpus import ROWS, Change, at, good, part_of, put, rewrite, save, swap, title
from toolkit.errors import Problem, WorkbookProblems
from toolkit.sheets import LISTS, SHEETS, Kind
from toolkit.sheets.schemas import dtype
from toolkit.workbook import frames
from toolkit.workbook.headers import plain, titles
from toolkit.workbook.reading import examine, load


def drop(sheet: str) -> Change:
    return lambda book: book.remove(book[sheet])


def drop_column(sheet: str, name: str) -> Change:
    position = [column.name for column in next(one for one in SHEETS if one.name == sheet).columns].index(name) + 1
    return lambda book: book[sheet].delete_cols(position)


def drop_row(sheet: str, row: int, count: int = 1) -> Change:
    return lambda book: book[sheet].delete_rows(row, count)


def merge(sheet: str, area: str) -> Change:
    return lambda book: book[sheet].merge_cells(area)


def write(sheet: str, cell: str, value: Any) -> Change:
    def change(book: Workbook) -> None:
        book[sheet][cell] = value

    return change


def add(name: str, *rows: list[Any]) -> Change:
    def change(book: Workbook) -> None:
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)

    return change


def rename(sheet: str, name: str) -> Change:
    def change(book: Workbook) -> None:
        book[sheet].title = name

    return change


def hide(sheet: str, *, row: int = 0, column: str = "", grouped: bool = False, state: str = "") -> Change:
    def change(book: Workbook) -> None:
        if row:
            book[sheet].row_dimensions[row].hidden = True
        if column:
            book[sheet].column_dimensions[column].hidden = True
            book[sheet].column_dimensions[column].outlineLevel = int(grouped)
        if state:
            book[sheet].sheet_state = state

    return change


W = "Workflows"
ID_CELLS = {name: at(W, name) for name in ("automation_likely", "volume_low", "volume_likely", "volume_high")}

# One change or several, and the lines that must be said: all of them, in this order.
SAID: dict[str, tuple[tuple[Change, ...], list[str]]] = {
    "nothing wrong": ((), []),
    "a share above one": (
        (put(W, "automation_likely", 85),),
        [f'Workflows!{at(W, "automation_likely")} automation rate, likely: found "85", allowed 0 to 1 (a share): '
         "write 0.85 or 85%"],
    ),
    "an ambiguous number": (
        (put(W, "build_cost_likely", "24.000"),),
        [f'Workflows!{at(W, "build_cost_likely")} build cost, likely: found "24.000", allowed a number of at least 0: '
         "write 24000 or 24, whichever is meant, without a thousands mark"],
    ),
    "another currency": (
        (put(W, "build_cost_likely", "$24000"),),
        [f'Workflows!{at(W, "build_cost_likely")} build cost, likely: found "$24000", allowed an amount in EUR: '
         "convert it, and write the amount in EUR"],
    ),
    "another currency among the settings": (
        (put("Program", "hourly_cost", "62 USD"),),
        ['Program!B5 default hourly cost: found "62 USD", allowed an amount in EUR: '
         "convert it, and write the amount in EUR"],
    ),
    "an ambiguous date": (
        (put(W, "documented_on", "03/04/2026"),),
        [f'Workflows!{at(W, "documented_on")} process documented on: found "03/04/2026", '
         "allowed a date, best written 2026-06-30: write 2026-04-03 (3 April) or 2026-03-04 (4 March), "
         "whichever is meant"],
    ),
    "error cells": (
        (put(W, "volume_likely", "#DIV/0!"), put(W, "department", "#N/A"), put("Metrics", "cost", "#REF!", 3)),
        [f'Workflows!{at(W, "department")} department: found "#N/A", allowed text: repair the formula, or write the value',
         f'Workflows!{at(W, "volume_likely")} volume per month, likely: found "#DIV/0!", '
         "allowed a number of at least 0 (items per month): repair the formula, or write the value",
         'Metrics!L3 cost: found "#REF!", allowed a number of at least 0: repair the formula, or write the value'],
    ),
    "a formula without a value": (
        (put(W, "volume_likely", "=400+500"), put("Program", "hourly_cost", "=60+2")),
        ["Program!B5 default hourly cost: found a formula without a value, allowed a number of at least 0 (per hour): "
         "open it in Excel or LibreOffice and save it once",
         f'Workflows!{at(W, "volume_likely")} volume per month, likely: found a formula without a value, '
         "allowed a number of at least 0 (items per month): open it in Excel or LibreOffice and save it once"],
    ),
    "an unknown choice": (
        (put(W, "realised_as", "headcout"), put("Systems", "interface", "REST API")),
        [f'Workflows!{at(W, "realised_as")} realised as: found "headcout", '
         'allowed headcount, avoided hire, overtime, capacity only: did you mean "headcount"?',
         'Systems!D2 interface: found "REST API", allowed MCP, REST, GraphQL, SDK, database, file, screen only: '
         'did you mean "REST"?'],
    ),
    "a blank required cell": (
        (put(W, "name", "  "), put("Metrics", "week", None)),
        ["Workflows!B2 name: found a blank cell, allowed text: fill it in, for example Invoicing",
         "Metrics!B2 week: found a blank cell, allowed a date, best written 2026-06-30: "
         "fill it in, for example 2026-06-22"],
    ),
    "a blank essential cell": (
        (put(W, "minutes_likely", None),),
        [f'warning Workflows!{at(W, "minutes_likely")} minutes per item, likely: found a blank cell, '
         "allowed a number of at least 0 (minutes per item): the row has no business case until it is filled in"],
    ),
    "low above likely": (
        (put(W, "volume_low", 950),),
        [f'Workflows!{at(W, "volume_low")} volume per month, low: found "950", above the likely value 900, '
         "allowed at most the likely value: write low, likely and high in ascending order"],
    ),
    "high below likely": (
        (put(W, "volume_high", 850),),
        [f'Workflows!{at(W, "volume_high")} volume per month, high: found "850", below the likely value 900, '
         "allowed at least the likely value: write low, likely and high in ascending order"],
    ),
    "a faulty likely value is one problem": (
        (put(W, "volume_likely", "many"),),
        [f'Workflows!{at(W, "volume_likely")} volume per month, likely: found "many", '
         "allowed a number of at least 0 (items per month): write a number, or leave the cell blank"],
    ),
    "low without likely": (
        (put(W, "revenue_low", 10), put(W, "volume_likely", None)),
        [f'Workflows!{at(W, "volume_likely")} volume per month, likely: found a blank cell beside a low or high value, '
         "allowed a number of at least 0 (items per month): fill in the likely value, or clear low and high",
         f'Workflows!{at(W, "revenue_likely")} revenue per month at full adoption, likely: found a blank cell beside a '
         "low or high value, allowed a number of at least 0 (per month): "
         "fill in the likely value, or clear low and high"],
    ),
    "low and no likely column": (
        (put(W, "revenue_low", 10), title(W, "revenue_likely", None)),
        [f'Workflows!{at(W, "revenue_low")} revenue per month at full adoption, low: found a blank cell beside a '
         "low or high value, allowed a number of at least 0 (per month): "
         "fill in the likely value, or clear low and high"],
    ),
    "duplicate ids": (
        (put(W, "workflow_id", " INVOICING", 3),),
        ['Workflows!A3 workflow id: found "INVOICING" in row 3 as in row 2, allowed each workflow id once: '
         "give it a name of its own, or delete the row"],
    ),
    "the same week twice": (
        (put("Metrics", "week", "2026-06-15", 3), put("Metrics", "agent", "Intake", 3)),
        ['Metrics!A3 agent: found "Intake, 2026-06-15" in row 3 as in row 2, allowed each agent and week once: '
         "keep one of the two rows"],
    ),
    "ids that point nowhere": (
        (put(W, "systems_read", "crm; erb; sap"), put(W, "extends_agent", "intak"), put("Agents", "workflow", "zzz"),
         put("Program", "chosen_next", "Invocing")),
        ['Program!B9 chosen next workflow: found "Invocing", allowed an id of the sheet Workflows: '
         'did you mean "invoicing"?',
         f'Workflows!{at(W, "systems_read")} systems read: found "erb", "sap", '
         'allowed an id of the sheet Systems, or several with ;: did you mean "erp"?',
         f'Workflows!{at(W, "extends_agent")} extends agent: found "intak", allowed an id of the sheet Agents: '
         'did you mean "intake"?',
         'Agents!D2 workflow: found "zzz", allowed an id of the sheet Workflows: '
         "add it to the sheet Workflows, or correct it"],
    ),
    "a list with commas": (
        (put(W, "systems_read", "crm, erp"),),
        [f'Workflows!{at(W, "systems_read")} systems read: found "crm, erp", '
         "allowed an id of the sheet Systems, or several with ;: separate several ids with ;"],
    ),
    "two ids where one may stand": (
        (put(W, "extends_agent", "intake; proposals"),),
        [f'Workflows!{at(W, "extends_agent")} extends agent: found "intake; proposals", '
         "allowed an id of the sheet Agents: name one id alone"],
    ),
    "nothing to check ids against": (
        (drop("Systems"), drop_row("Agents", 2)),
        [f'warning Workflows!{at(W, "systems_read")} systems read: found ids, but no rows on the sheet Systems to check '
         "them against: fill the sheet Systems",
         f'warning Workflows!{at(W, "systems_written")} systems written: found ids, but no rows on the sheet Systems to '
         "check them against: fill the sheet Systems",
         f'warning Workflows!{at(W, "extends_agent")} extends agent: found ids, but no rows on the sheet Agents to check '
         "them against: fill the sheet Agents",
         "warning Data sources!C2 system: found ids, but no rows on the sheet Systems to check them against: "
         "fill the sheet Systems",
         "warning Ownership!A2 agent: found ids, but no rows on the sheet Agents to check them against: "
         "fill the sheet Agents",
         "warning Metrics!A2 agent: found ids, but no rows on the sheet Agents to check them against: "
         "fill the sheet Agents",
        ],
    ),
    "loose ids that point nowhere": (
        (put("Platform", "covers", "crm; crn"), put("Governance", "about", "the whole firm")),
        ['warning Platform!H2 covers: found "crn", allowed ids of Systems and Agents: did you mean "crm"?',
         'warning Governance!D2 about: found "the whole firm", allowed ids of Agents and Workflows: '
         "kept as it is, though nothing bears that name"],
    ),
    "no Monday": (
        (put("Metrics", "week", dt.date(2026, 6, 24), 3),),
        ['Metrics!B3 week: found "2026-06-24", a Wednesday, allowed the Monday of the week: '
         "write 2026-06-22, the Monday of that week"],
    ),
    "a subject of another kind": (
        (put("Governance", "subject", "change management"),),
        ['Governance!B2 subject: found "change management", a subject of the kind "playbook", allowed who may deploy, '
         "decision boundaries, conflict resolution, audit log, audit drill, escalation, cost allocation, "
         "ownership change, registry, data access, change control, retirement: "
         'make the kind "playbook", or choose a subject of the kind "decision"'],
    ),
    "an unknown sheet": (
        (add("Workflow", ["a"]), add("Start here", ["a"])),
        ['warning Workflow: found an unknown sheet: it was not read; did you mean "Workflows"?'],
    ),
    "an unknown column": (
        (write("Systems", "L1", "rate limit documented"), write("Systems", "M1", "zzz"), write("Systems", "M2", 1)),
        ['warning Systems!L1: found the unknown column "rate limit documented": '
         'it was not read; did you mean "rate limits documented"?',
         'warning Systems!M1: found the unknown column "zzz": it was not read, rename or remove it'],
    ),
    "a column twice": (
        (write("Systems", "L1", "Name"),),
        ['Systems!L1 "Name": found a second column for name, besides B1: keep one of them'],
    ),
    "content without a title": (
        (write("Systems", "N3", "call Ann"), write("Systems", "N2", " ")),
        ["warning Systems!N3: found content in a column without a title: "
         "it was not read, write a title above it or remove it"],
    ),
    "missing columns": (
        (drop_column(W, "automation_likely"), drop_column(W, "name"), drop_column("Agents", "status"),
         drop_column("Metrics", "cost")),
        ['Workflows name: found no such column: add a column with the title "name"',
         "Workflows automation rate, likely: found no such column: "
         'add a column with the title "automation rate, likely"',
         'Agents status: found no such column: add a column with the title "status"'],
    ),
    "missing sheets": (
        (drop("Program"), drop(W), drop("Events")),
        ['Program: found no such sheet: add a sheet "Program", "toolkit init" writes one to copy',
         'Workflows: found no such sheet: add a sheet "Workflows", "toolkit init" writes one to copy'],
    ),
    "no candidate": (
        (drop_row(W, 2, 2), put("Program", "chosen_next", None), put("Agents", "workflow", None)),
        ["Workflows: found no rows: add a row: a candidate for an agent"],
    ),
    "no header": (
        (drop_row("Systems", 1), drop_row(W, 1)),
        ['Workflows: found no title in its first 20 rows: write the titles into one row, beginning with "workflow id", '
         '"name", "department"',
         'Systems: found no title in its first 20 rows: write the titles into one row, beginning with "system id", '
         '"name", "owner"',
         "warning Data sources!C2 system: found ids, but no rows on the sheet Systems to check them against: "
         "fill the sheet Systems"],
    ),
    "settings blank, missing, unknown and twice": (
        (put("Program", "organisation", None), drop_row("Program", 4), write("Program", "A20", "horizont"),
         write("Program", "B20", 3), write("Program", "A21", "Horizon"), write("Program", "B21", 12),
         write("Program", "B22", 5)),
        ["Program currency: found no such setting, allowed text: add a row with the setting \"currency\" and its value",
         "Program!B2 organisation: found a blank cell, allowed text: fill it in, as Northwind Advisory",
         'warning Program!A20: found the unknown setting "horizont": it was not read; did you mean "horizon"?',
         "Program!A21 horizon: found a second row for it, besides B6: keep one of them",
         "warning Program!B22: found a value without a setting: it was not read, name its setting or remove it"],
    ),
    "merged cells": (
        (merge(W, "C2:D2"), merge(W, "A3:B9"), merge("Metrics", "A2:A3")),
        ["Workflows!C2 department: found merged cells C2:D2: unmerge them and fill each cell",
         "Workflows!A3 workflow id: found merged cells A3:B9: unmerge them and fill each cell",
         "Metrics!A2 agent: found merged cells A2:A3: unmerge them and fill each cell"],
    ),
    "merged settings": (
        (merge("Program", "B2:B3"),),
        ["Program!B2 value: found merged cells B2:B3: unmerge them and fill each cell"],
    ),
    "merged cells that hide nothing": (
        (merge("Program", "C2:C3"), merge("Systems", "A10:D12"), merge("Systems", "P1:Q5")),
        [],
    ),
    "hidden things": (
        (hide(W, row=3), hide("Systems", column="B"), hide("Systems", column="Z"), hide("Metrics", state="hidden"),
         hide("Metrics", row=2), hide("Metrics", row=3), hide("Events", state="veryHidden"), hide("Events", row=40),
         hide("Agents", column="C", grouped=True)),
        ["warning Workflows: found hidden row 3: read like any other, show or delete it",
         "warning Systems: found hidden column B: read like any other, show or delete it",
         "warning Metrics: found a hidden sheet: read like any other, show or delete it",
         "warning Metrics: found hidden rows 2 to 3: read like any other, show or delete it",
         "warning Events: found a hidden sheet: read like any other, show or delete it"],
    ),
    "two sheets for one": (
        (rename("Events", "data_sources"),),
        ['Data sources: found a second sheet of that name ("data_sources" beside "Data sources"): keep one of them'],
    ),
    "one cell, one problem": (
        (put(W, "workflow_id", "#N/A", 3), put("Metrics", "agent", "nobody", 3), put("Metrics", "agent", "nobody"),
         put("Metrics", "week", dt.date(2026, 6, 15), 3)),
        ['Workflows!A3 workflow id: found "#N/A", allowed id: repair the formula, or write the value',
         'Metrics!A2 agent: found "nobody", allowed an id of the sheet Agents: '
         "add it to the sheet Agents, or correct it",
         'Metrics!A3 agent: found "nobody, 2026-06-15" in row 3 as in row 2, allowed each agent and week once: '
         "keep one of the two rows"],
    ),
}  # fmt: skip


def lines(problems: tuple[Problem, ...]) -> list[str]:
    return [("warning " if problem.is_warning else "") + str(problem) for problem in problems]


@pytest.mark.parametrize("name", SAID)
def test_what_is_said(tmp_path: Path, name: str) -> None:
    changes, expected = SAID[name]
    path = save(tmp_path, *changes)
    portfolio, problems = examine(path)
    assert lines(problems) == expected
    wrong = [line for line in expected if not line.startswith("warning ")]
    assert (portfolio is None) == bool(wrong)
    if not wrong:
        assert load(path).warnings == problems
        return
    with pytest.raises(WorkbookProblems) as caught:
        load(path)
    assert [str(problem) for problem in caught.value.problems] == wrong
    assert str(caught.value).startswith(f"{path}: {len(wrong)} problem")


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
                assert pd.isna([portfolio[sheet.name].loc[position, column.name]]).all() == (column.name not in row) or (
                    column.kind in LISTS and column.name in row
                )


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
    used = {column.kind for sheet in SHEETS[1:] for column in sheet.columns if any(column.name in row for row in ROWS[sheet.name])}
    assert used == set(Kind)


def test_no_two_columns_of_a_sheet_go_by_one_title() -> None:
    for sheet in SHEETS:
        accepted = titles(sheet.columns)
        for column in sheet.columns:
            assert accepted[plain(column.title)] is column, column.title
            assert accepted[plain(column.name)] is column, column.name


def test_the_good_workbook_has_every_sheet() -> None:
    assert good().sheetnames == [sheet.name for sheet in SHEETS]
