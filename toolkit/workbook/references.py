"""Ids that point from one sheet to another: spelled as declared where they resolve, named where they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.errors import Problem, did_you_mean
from toolkit.sheets import PROGRAM, SHEETS, Column, Kind
from toolkit.workbook.cells import CellValue, Fault, folded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.workbook.form import Settings
    from toolkit.workbook.problems import Problems
    from toolkit.workbook.tables import Table

_LOOSE = {("Platform", "covers"): ("Systems", "Agents"), ("Governance", "about"): ("Agents", "Workflows")}
"""Columns that name ids of either sheet without being bound to one: what resolves is respelled, the rest warned of."""

Ids = dict[str, str]


def resolve(tables: Mapping[str, Table], settings: Settings, problems: Problems) -> None:
    """Respell every id as declared, in place; add a problem for each that points nowhere.

    Ids match whatever their case. Where the sheet pointed to has no rows nothing can be checked: one warning per
    column, none where that sheet is required, since that is a problem already.
    """
    known = {sheet.name: _ids(tables[sheet.name]) for sheet in SHEETS if sheet.id_column and sheet.name in tables}
    required = {sheet.name for sheet in SHEETS if sheet.required}
    for table in tables.values():
        for column in table.sheet.columns:
            values = table.values.get(column.name)
            if column.refers_to and values is not None and any(values):
                if known.get(column.refers_to):
                    _resolve_column(table, column, known[column.refers_to], problems)
                elif column.refers_to not in required:
                    problems.add(_cannot_check(table, column))
    for column in PROGRAM.columns:
        value = settings.values.get(column.name)
        ids = known.get(column.refers_to)
        if isinstance(value, str) and ids:
            found = _resolved(value, column, ids)
            if isinstance(found, Fault):
                problems.add_fault(PROGRAM.name, settings.cells[column.name], column, found)
                found = None
            settings.values[column.name] = found
    for (sheet, name), targets in _LOOSE.items():
        ids = {form: declared for target in reversed(targets) for form, declared in known.get(target, {}).items()}
        if sheet in tables and name in tables[sheet].values:
            sure = targets if all(known.get(target) for target in targets) else ()
            _resolve_loosely(tables[sheet], tables[sheet].sheet.column(name), ids, sure, problems)


def _ids(table: Table) -> Ids:
    """Declared ids by the form in which they are compared; the first of doubles."""
    ids: Ids = {}
    for value in table.values.get(table.sheet.id_column, ()):
        if isinstance(value, str):
            ids.setdefault(folded(value), value)
    return ids


def _cannot_check(table: Table, column: Column) -> Problem:
    found = f"ids, but no rows on the sheet {column.refers_to} to check them against"
    mend = f"fill the sheet {column.refers_to}"
    position = next(index for index, value in enumerate(table.values[column.name]) if value)
    cell = table.cell(position, column.name)
    return Problem(table.sheet.name, cell, column.title, found, "", mend, is_warning=True)


def _resolve_column(table: Table, column: Column, ids: Ids, problems: Problems) -> None:
    values = table.values[column.name]
    for position, value in enumerate(values):
        found = _resolved(value, column, ids)
        if isinstance(found, Fault):
            problems.add_fault(table.sheet.name, table.cell(position, column.name), column, found)
            found = None
        values[position] = found


def _resolved(value: CellValue, column: Column, ids: Ids) -> CellValue | Fault:
    if isinstance(value, tuple):
        lost = [part for part in value if folded(part) not in ids]
        return _nowhere(lost, column, ids) if lost else tuple(dict.fromkeys(ids[folded(part)] for part in value))
    if isinstance(value, str):
        return ids[folded(value)] if folded(value) in ids else _nowhere([value], column, ids)
    return value


def _nowhere(lost: list[str], column: Column, ids: Ids) -> Fault:
    found = ", ".join(f'"{part}"' for part in lost)
    if column.kind is Kind.IDS and any("," in part for part in lost):
        return Fault(found, "separate several ids with ;")
    if column.kind is Kind.ID and any(";" in part for part in lost):
        return Fault(found, "name one id alone")
    hints = [did_you_mean(part, ids.values()).removeprefix("; ") for part in lost]
    mend = " ".join(hint for hint in hints if hint) or f"add it to the sheet {column.refers_to}, or correct it"
    return Fault(found, mend)


def _resolve_loosely(table: Table, column: Column, ids: Ids, targets: tuple[str, ...], problems: Problems) -> None:
    values = table.values[column.name]
    for position, value in enumerate(values):
        parts = value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()
        spelled = tuple(dict.fromkeys(ids.get(folded(part), part) for part in parts))
        lost = [part for part in parts if folded(part) not in ids]
        if lost and targets:
            found = ", ".join(f'"{part}"' for part in lost)
            allowed = f"ids of {' and '.join(targets)}"
            near = did_you_mean(lost[0], ids.values()).removeprefix("; ")
            fault = Fault(found, near or "kept as it is, though nothing bears that name", allowed, is_warning=True)
            problems.add_fault(table.sheet.name, table.cell(position, column.name), column, fault)
        if parts:
            values[position] = spelled if isinstance(value, tuple) else spelled[0]
