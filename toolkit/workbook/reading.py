"""Reads an assessment workbook: every cell becomes a typed value or a problem, all problems are told at once."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import Problem, WorkbookProblems, check_type, did_you_mean
from toolkit.sheets import PROGRAM, SHEETS, Portfolio, Sheet
from toolkit.workbook.form import Settings, read_form
from toolkit.workbook.headers import plain
from toolkit.workbook.preflight import preflight
from toolkit.workbook.problems import Problems
from toolkit.workbook.references import resolve
from toolkit.workbook.tables import Table, read_table
from toolkit.workbook.within import check_within

if TYPE_CHECKING:
    from toolkit.workbook.raw import RawSheet

_NOT_READ = frozenset({"start here", "lists"})
"""Sheets of the shipped workbook that hold no input, as titles are compared."""


def load(path: Path | str) -> Portfolio:
    """Read a workbook into a portfolio; what was told and survived stands in its ``warnings``.

    Raises ``UnreadableWorkbook`` where the file is no workbook that can be read, ``WorkbookProblems`` with all
    problems, in the order of sheets, rows and columns, where cells are wrong.
    """
    check_type("path", path, (str, Path), "the path of a workbook", 'write load("client.xlsx")')
    portfolio, problems = examine(path)
    if portfolio is None:
        raise WorkbookProblems(str(path), [problem for problem in problems if not problem.is_warning])
    return portfolio


def examine(path: Path | str) -> tuple[Portfolio | None, tuple[Problem, ...]]:
    """Read a workbook; return the portfolio, ``None`` where there are problems, and all problems and warnings.

    They stand in the order of sheets, rows and columns. Raises ``UnreadableWorkbook`` where the file is no workbook
    that can be read.
    """
    file = Path(path)
    preflight(file)
    tables, settings, problems = _read(file)
    told = problems.ordered()
    if any(not problem.is_warning for problem in told):
        return None, told
    portfolio, overlooked = _portfolio(file, tables, settings)
    if overlooked:
        for problem in overlooked:
            problems.add(problem)
        return None, problems.ordered()
    return replace(portfolio, warnings=told), told


def _read(file: Path) -> tuple[dict[str, Table], Settings, Problems]:
    from toolkit.workbook.raw import raw_sheets  # noqa: PLC0415  openpyxl, not before the preflight has passed the file

    problems, settings = Problems(), Settings()
    tables = {sheet.name: Table(sheet) for sheet in SHEETS if sheet is not PROGRAM}
    with raw_sheets(file) as raws:
        for sheet, raw in _matched(raws, problems):
            if sheet is PROGRAM:
                settings = read_form(raw, problems)
            else:
                currency = settings.values.get("currency")
                tables[sheet.name] = read_table(raw, sheet, problems, str(currency or ""))
    for table in tables.values():
        check_within(table, problems)
    resolve(tables, settings, problems)
    for sheet in SHEETS:
        if sheet.required and not sheet.is_form and tables[sheet.name].letters and not tables[sheet.name].rows:
            problems.add(Problem(sheet.name, "", "", "no rows", "", f"add a row: {sheet.row_is}"))
    for area, problem in [*settings.merged, *(held for table in tables.values() for held in table.merged)]:
        problems.replace_area(area, problem)
    return tables, settings, problems


def _matched(raws: list[RawSheet], problems: Problems) -> list[tuple[Sheet, RawSheet]]:
    """Pair declared sheets, in their order, with those of the file; names match like titles."""
    declared = {plain(sheet.name): sheet for sheet in SHEETS}
    found: dict[str, RawSheet] = {}
    for raw in raws:
        name = plain(raw.title)
        if name in found:
            also = f'a second sheet of that name ("{raw.title}" beside "{found[name].title}")'
            problems.add(Problem(declared[name].name, "", "", also, "", "keep one of them"))
        elif name in declared:
            found[name] = raw
        elif name not in _NOT_READ:
            near = did_you_mean(raw.title, [sheet.name for sheet in SHEETS])
            mend = f"it was not read{near or ', rename or remove it'}"
            problems.add(Problem(raw.title, "", "", "an unknown sheet", "", mend, is_warning=True))
    for name, sheet in declared.items():
        if sheet.required and name not in found:
            mend = f'add a sheet "{sheet.name}", "toolkit init" writes one to copy'
            problems.add(Problem(sheet.name, "", "", "no such sheet", "", mend))
    return [(sheet, found[name]) for name, sheet in declared.items() if name in found]


def _portfolio(file: Path, tables: dict[str, Table], settings: Settings) -> tuple[Portfolio, list[Problem]]:
    from toolkit.workbook.frames import frame_of, overlooked  # noqa: PLC0415

    frames = {PROGRAM.name: frame_of(PROGRAM, [1], {name: [value] for name, value in settings.values.items()})}
    frames |= {name: frame_of(table.sheet, table.rows, table.values) for name, table in tables.items()}
    letters = {name: table.letters for name, table in tables.items()}
    with file.open("rb") as opened:
        sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
    portfolio = Portfolio(frames, letters, settings.cells, file.name, sha256)
    return portfolio, [problem for sheet in SHEETS for problem in overlooked(sheet, frames[sheet.name], portfolio.cell)]
