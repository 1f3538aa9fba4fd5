"""One sheet of rows: its raw cells into typed columns, and everything wrong with single cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING

from toolkit.errors import Problem
from toolkit.workbook.cells import CellValue, Fault, is_blank, read_cell
from toolkit.workbook.headers import SEARCHED_ROWS, Header, Row, find_header
from toolkit.workbook.problems import letter_of

if TYPE_CHECKING:
    from toolkit.sheets import Column, Sheet
    from toolkit.workbook.problems import Problems
    from toolkit.workbook.raw import RawSheet


@dataclass
class Table:
    """The rows of a sheet as typed columns.

    ``values`` has, per column that the workbook has, one value per row: ``None`` where blank or faulty. ``rows``
    are the Excel rows, ``letters`` the column letters. ``merged`` are problems that stand for a whole area (left,
    top, right, bottom) and are to be put in last.
    """

    sheet: Sheet
    rows: list[int] = field(default_factory=list)
    values: dict[str, list[CellValue]] = field(default_factory=dict)
    letters: dict[str, str] = field(default_factory=dict)
    merged: list[tuple[tuple[int, int, int, int], Problem]] = field(default_factory=list)

    def cell(self, position: int, column: str) -> str:
        """Return the cell of the row at a position (not its Excel row); empty where there is no such column."""
        letter = self.letters.get(column, "")
        return f"{letter}{self.rows[position]}" if letter else ""


def read_table(raw: RawSheet, sheet: Sheet, problems: Problems, currency: str = "") -> Table:
    """Read the rows below the header of a sheet; blank rows are skipped, hidden ones read and warned of."""
    table = Table(sheet)
    header, rows = below_header(raw, sheet, problems)
    if header is None:
        return table
    table.letters = {column.name: letter_of(position) for position, column in header.columns.items()}
    table.values = {column.name: [] for column in header.columns.values()}
    columns = [(position, column, letter_of(position)) for position, column in header.columns.items()]
    loose: dict[int, int] = {}
    for number, cells in rows:
        for position in cells.keys() - header.columns.keys() - header.unknown:
            if not is_blank(cells[position]):
                loose.setdefault(position, number)
        if all(is_blank(cells.get(position)) for position in header.columns):
            continue
        table.rows.append(number)
        for position, column, letter in columns:
            value = read_cell(cells.get(position), column, currency)
            if isinstance(value, Fault):
                problems.add_fault(sheet.name, f"{letter}{number}", column, value)
                value = None
            elif value is None and (column.required or column.essential):
                problems.add_fault(sheet.name, f"{letter}{number}", column, _blank(column))
            table.values[column.name].append(value)
    _missing_columns(table, problems)
    warn_of_loose(sheet.name, loose, problems)
    warn_of_hidden(raw, header, sheet.name, table.rows, problems)
    table.merged = merged_areas(raw, header, sheet.name, table.rows)
    return table


def below_header(raw: RawSheet, sheet: Sheet, problems: Problems) -> tuple[Header | None, Iterable[Row]]:
    """Find the header and return it with the rows below; a sheet with content but no header is a problem."""
    rows = raw.rows()
    top = list(islice(rows, SEARCHED_ROWS))
    header = find_header(sheet, [row for row in top if row[0] <= SEARCHED_ROWS], problems)
    if header is None:
        if any(not is_blank(value) for _, cells in chain(top, rows) for value in cells.values()):
            titles = ", ".join(f'"{column.title}"' for column in sheet.columns[:3])
            mend = f"write the titles into one row, beginning with {titles}"
            problems.add(Problem(sheet.name, "", "", f"no title in its first {SEARCHED_ROWS} rows", "", mend))
        elif sheet.required:
            mend = 'fill it, "toolkit init" writes one to copy'
            problems.add(Problem(sheet.name, "", "", "an empty sheet", "", mend))
        return None, ()
    return header, chain((row for row in top if row[0] > header.row), rows)


def _blank(column: Column) -> Fault:
    example = f", for example {column.example}" if column.example else ""
    if column.required:
        return Fault("a blank cell", f"fill it in{example}")
    return Fault("a blank cell", "the row has no business case until it is filled in", is_warning=True)


def _missing_columns(table: Table, problems: Problems) -> None:
    if not table.rows and not table.sheet.required:
        return
    for column in table.sheet.columns:
        if (column.required or column.essential) and column.name not in table.letters:
            mend = f'add a column with the title "{column.title}"'
            problems.add(Problem(table.sheet.name, "", column.title, "no such column", "", mend))


def warn_of_loose(sheet: str, loose: dict[int, int], problems: Problems) -> None:
    """Warn of columns (number and first filled row) that hold cells without a title above them."""
    for position, number in loose.items():
        cell = f"{letter_of(position)}{number}"
        mend = "it was not read, write a title above it or remove it"
        problems.add(Problem(sheet, cell, "", "content in a column without a title", "", mend, is_warning=True))


def warn_of_hidden(raw: RawSheet, header: Header, sheet: str, rows: list[int], problems: Problems) -> None:
    """Warn of a hidden sheet, hidden rows among those read, hidden columns among those known."""
    filled = set(rows)
    hidden_rows = [number for number in raw.hidden_rows if number in filled]
    hidden_columns = [
        letter_of(position)
        for position in sorted(header.columns)
        if any(first <= position <= last for first, last in raw.hidden_columns)
    ]
    found = [
        "a hidden sheet" if raw.is_hidden else "",
        f"hidden {'row' if len(hidden_rows) == 1 else 'rows'} {_runs(hidden_rows)}" if hidden_rows else "",
        f"hidden {'column' if len(hidden_columns) == 1 else 'columns'} {', '.join(hidden_columns)}"
        if hidden_columns and filled
        else "",
    ]
    for what in filter(None, found):
        problems.add(Problem(sheet, "", "", what, "", "read like any other, show or delete it", is_warning=True))


def _runs(numbers: list[int]) -> str:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    return ", ".join(" to ".join(str(number) for number in run) for run in runs)


def merged_areas(
    raw: RawSheet, header: Header, sheet: str, rows: list[int]
) -> list[tuple[tuple[int, int, int, int], Problem]]:
    """Return the merged ranges that hide the values of known columns in filled rows, each with its problem."""
    found = []
    for left, top, right, bottom in raw.merged:
        first = max(top, header.row + 1)
        known = [position for position in sorted(header.columns) if left <= position <= right]
        is_filled = bool(known) and any(first <= number <= bottom for number in rows)
        if not is_filled or (len(known) == 1 and known[0] == left and first == bottom):
            continue
        area = f"merged cells {letter_of(left)}{top}:{letter_of(right)}{bottom}"
        cell, title = f"{letter_of(known[0])}{first}", header.columns[known[0]].title
        found.append(
            ((left, first, right, bottom), Problem(sheet, cell, title, area, "", "unmerge them and fill each cell"))
        )
    return found
