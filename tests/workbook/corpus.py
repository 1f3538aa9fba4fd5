"""A good workbook made with openpyxl, and ways to make it odd: the raw material of the reading tests."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from toolkit.errors import Problem
from toolkit.sheets import PROGRAM, SHEETS

DAY = dt.date(2026, 6, 30)
ROWS: dict[str, list[dict[str, Any]]] = {
    "Workflows": [
        {
            "workflow_id": "invoicing", "name": "Invoicing", "department": "Finance", "volume_low": 800,
            "volume_likely": 900, "volume_high": 1000, "minutes_likely": 14, "automation_likely": 0.6,
            "build_cost_likely": 24000, "systems_read": "crm; erp", "systems_written": "erp",
            "data_sources": "invoices", "realised_as": "avoided hire", "realisation_likely": 0.7,
            "documented_on": dt.date(2026, 3, 2), "extends_agent": "intake", "strategic_value": 3,
            "confidence": "medium", "autonomous_actions": "match; file",
        },
        {
            "workflow_id": "Reporting", "name": "Client reporting", "volume_likely": 60, "minutes_likely": 90,
            "automation_likely": 0.5, "build_cost_likely": 18000, "systems_read": "crm", "systems_written": "none",
            "data_sources": "invoices",
        },
    ],
    "Systems": [
        {"system_id": "crm", "name": "Customers", "interface": "REST", "standard_authentication": "yes",
         "people_who_know": 3},
        {"system_id": "erp", "interface": "database", "standard_authentication": "no"},
    ],
    "Data sources": [
        {"source_id": "invoices", "system": "erp", "access": "governed", "freshness_target": 1, "observed_age": 2,
         "completeness": 0.97, "key_columns": "invoice_no"},
    ],
    "Agents": [
        {"agent_id": "intake", "name": "Client intake", "workflow": "invoicing", "status": "production",
         "build_started": dt.date(2025, 6, 30), "production_since": dt.date(2025, 8, 4), "adjusts_itself": "no"},
    ],
    "Ownership": [{"agent": "intake", "kind": "trigger", "resource": "inbox:hello", "contains_any": "enquiry"}],
    "Metrics": [
        {"agent": "intake", "week": dt.date(2026, 6, 15), "eligible": 40, "completed": 30, "cost": 120.5},
        {"agent": "intake", "week": dt.date(2026, 6, 22), "eligible": 44, "completed": 35, "cost": 118},
    ],
    "Events": [{"channel": "inbox:hello", "text": "An enquiry"}],
    "Platform": [{"component_id": "crm-connector", "kind": "connector", "status": "live", "covers": "crm"}],
    "People": [{"name": "M. Ortiz", "role": "program lead", "hours_per_week": 8}],
    "Governance": [{"kind": "decision", "subject": "audit log", "date": dt.date(2026, 4, 7), "about": "intake"}],
    "Exceptions": [{"kind": "waiver", "target": "playbook.tried", "reason": "on leave"}],
}  # fmt: skip
SETTINGS: dict[str, Any] = {
    "organisation": "Northwind Advisory", "as_of": DAY, "currency": "EUR", "hourly_cost": 62,
    "annual_discount_rate": 0.1, "horizon_months": 36, "chosen_next": "invoicing", "claimed_phase": "prove",
}  # fmt: skip

Change = Callable[[Workbook], object]


def good() -> Workbook:
    """Return the good workbook: every sheet filled, headers in row 1, settings in B2 and below."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "Program"
    page.append(["setting", "value", "meaning"])
    for column in PROGRAM.columns:
        page.append([column.title, SETTINGS.get(column.name), column.meaning])
    for sheet in SHEETS[1:]:
        page = book.create_sheet(sheet.name)
        page.append([column.title for column in sheet.columns])
        for row in ROWS[sheet.name]:
            page.append([row.get(column.name) for column in sheet.columns])
    return book


def at(sheet: str, name: str, row: int = 2) -> str:
    """Return the cell of a column in the good workbook, or of a setting."""
    declared = next(one for one in SHEETS if one.name == sheet)
    position = [column.name for column in declared.columns].index(name) + 1
    if declared.is_form:
        return f"B{position + 1}"
    letters, rest = "", position
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row}"


def put(sheet: str, name: str, value: Any, row: int = 2, number_format: str = "") -> Change:
    """Return a change that writes one cell, text that begins with ``=`` as text where it is no formula."""

    def change(book: Workbook) -> None:
        cell = book[sheet][at(sheet, name, row)]
        cell.value = value
        if number_format:
            cell.number_format = number_format

    return change


def title(sheet: str, name: str, value: Any) -> Change:
    """Return a change that rewrites the header of a column."""
    return put(sheet, name, value, row=1)


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


def save(folder: Path, *changes: Change) -> Path:
    """Write the good workbook with changes and return its path."""
    book = good()
    for change in changes:
        change(book)
    path = folder / "odd.xlsx"
    book.save(path)
    return path


def part_of(sheet: str) -> str:
    """Return the part in which openpyxl writes a sheet of the good workbook."""
    return f"xl/worksheets/sheet{[one.name for one in SHEETS].index(sheet) + 1}.xml"


def rewrite(
    path: Path, changes: dict[str, Callable[[bytes], bytes | None]], added: dict[str, bytes] | None = None
) -> Path:
    """Rewrite parts of a workbook in place; ``None`` drops one."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    unknown = changes.keys() - parts.keys()
    assert not unknown, unknown
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            changed = changes[name](data) if name in changes else data
            if name in changes:
                assert changed != data, f"{name} was not changed"
            if changed is not None:
                archive.writestr(name, changed)
        for name, data in (added or {}).items():
            archive.writestr(name, data)
    return path


def swap(old: str | bytes, new: str | bytes) -> Callable[[bytes], bytes]:
    """Return a change of a part that replaces text once."""
    before, after = (text.encode() if isinstance(text, str) else text for text in (old, new))
    return lambda data: data.replace(before, after, 1)


def lines(problems: Iterable[Problem]) -> list[str]:
    """Return problems as they are told, warnings marked."""
    return [("warning " if problem.is_warning else "") + str(problem) for problem in problems]
