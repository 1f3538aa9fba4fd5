"""The Program sheet: a form with one setting per row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.errors import Problem, did_you_mean
from toolkit.sheets import PROGRAM, Column, Kind, Sheet
from toolkit.workbook.cells import Broken, CellValue, Fault, is_blank, read_cell, text_of
from toolkit.workbook.headers import Header, Row, match, titles
from toolkit.workbook.problems import letter_of
from toolkit.workbook.tables import below_header, merged_areas, warn_of_hidden, warn_of_loose

if TYPE_CHECKING:
    from toolkit.workbook.problems import Problems
    from toolkit.workbook.raw import RawSheet

_FORM = Sheet(
    PROGRAM.name,
    PROGRAM.row_is,
    tuple(
        Column(title, title, Kind.TEXT, "")
        for title in ("setting", "value", "meaning", "unit", "allowed", "default", "if blank", "example", "notes")
    ),
    required=True,
)


@dataclass
class Settings:
    """The settings: their values (``None`` where blank or faulty) and the cell of each whose row exists."""

    values: dict[str, CellValue] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    merged: list[tuple[tuple[int, int, int, int], Problem]] = field(default_factory=list)


def read_form(raw: RawSheet, problems: Problems) -> Settings:
    """Read the settings, matched by title or field name in any order; the first of a double setting counts.

    Amounts typed in another currency than that of the currency setting are problems, wherever that stands.
    """
    settings = Settings()
    header, rows = below_header(raw, _FORM, problems)
    if header is None:
        return settings
    positions = {column.name: position for position, column in header.columns.items()}
    for title in ("setting", "value"):
        if title not in positions:
            mend = f'add a column with the title "{title}"'
            problems.add(Problem(PROGRAM.name, "", title, "no such column", "", mend))
    if not {"setting", "value"} <= positions.keys():
        return settings
    given = _given(rows, positions, set(header.columns) | header.unknown, problems)
    currency = next((text_of(value) for column, _, value in given if column.name == "currency"), "")
    for column, cell, value in given:
        read = read_cell(value, column, currency)
        if isinstance(read, Fault):
            problems.add_fault(PROGRAM.name, cell, column, read)
            read = None
        elif read is None and column.required:
            problems.add_fault(PROGRAM.name, cell, column, Fault("a blank cell", f"fill it in, as {column.example}"))
        settings.values[column.name] = read
        settings.cells[column.name] = cell
    _missing(settings, problems)
    lines = [int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for cell in settings.cells.values()]
    read_columns = {position: header.columns[position] for position in (positions["setting"], positions["value"])}
    warn_of_hidden(raw, header, PROGRAM.name, lines, problems)
    settings.merged = merged_areas(raw, Header(header.row, read_columns), PROGRAM.name, lines)
    return settings


def _given(
    rows: Iterable[Row], positions: dict[str, int], known: set[int], problems: Problems
) -> list[tuple[Column, str, object]]:
    accepted = titles(PROGRAM.columns)
    given: dict[str, tuple[Column, str, object]] = {}
    loose: dict[int, int] = {}
    letter = letter_of(positions["value"])
    for number, cells in rows:
        for position in cells.keys() - known:
            if not is_blank(cells[position]):
                loose.setdefault(position, number)
        name, value = cells.get(positions["setting"]), cells.get(positions["value"])
        here = f"{letter_of(positions['setting'])}{number}"
        if is_blank(name) or isinstance(name, Broken):
            if not is_blank(value):
                found, mend = "a value without a setting", "it was not read, name its setting or remove it"
                problems.add(Problem(PROGRAM.name, f"{letter}{number}", "", found, "", mend, is_warning=True))
            continue
        title = " ".join(text_of(name).split())
        column = match(title, accepted)
        if column is None:
            near = did_you_mean(title, [setting.title for setting in PROGRAM.columns])
            mend = f"it was not read{near or ', rename or remove it'}"
            problems.add(Problem(PROGRAM.name, here, "", f'the unknown setting "{title}"', "", mend, is_warning=True))
        elif column.name in given:
            found = f"a second row for it, besides {given[column.name][1]}"
            problems.add(Problem(PROGRAM.name, here, column.title, found, "", "keep one of them"))
        else:
            given[column.name] = (column, f"{letter}{number}", value)
    warn_of_loose(PROGRAM.name, loose, problems)
    return list(given.values())


def _missing(settings: Settings, problems: Problems) -> None:
    for column in PROGRAM.columns:
        if column.required and column.name not in settings.cells:
            mend = f'add a row with the setting "{column.title}" and its value'
            problems.add(Problem(PROGRAM.name, "", column.title, "no such setting", column.allowed, mend))
