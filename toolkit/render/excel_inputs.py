"""*Inputs*: every cell that was read, and every blank one for which a policy value stood in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolkit.model import Grade
from toolkit.render.excel_looks import ASSUMED_TINT, QUIET
from toolkit.render.excel_page import Amount, Column, Page, widths
from toolkit.render.view_words import count
from toolkit.sheets import SHEETS, Kind
from toolkit.sheets import Column as SheetColumn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.model import Evidence, Value
    from toolkit.render.excel_looks import Formats
    from toolkit.render.view_reading import Reading
    from toolkit.results import Assumed, InputSheet

Place = tuple[str, str]
_GRADES = list(Grade)
_CASE, _DATA = "business cases", "data readiness"
_COLUMNS = (
    Column("Sheet", 14),
    Column("Cell", 8),
    Column("Column", 30),
    Column("Row", 22),
    Column("Value", 28),
    Column("Unit", 18),
    Column("Grade of evidence", 13),
    Column("Policy key, where assumed", 32),
    Column("Rests on it", 34),
)
_GRADE = 6


def write_inputs(book: Any, formats: Formats, reading: Reading) -> None:
    """Write the sheet *Inputs*: in the order of the workbook; what was assumed is marked by word and colour."""
    page = Page(book, formats, "Inputs", reading.assessment, widths(_COLUMNS))
    cited = _cited(reading)
    read = list(_read(reading, cited))
    assumed = [_assumed_row(reading, one) for one in reading.assessment.assumed]
    blank = list(_blank(reading, cited, {(str(row[0]), str(row[1])) for row in (*assumed, *read)}))
    used = sum(row[_GRADE] != "none" for row in read)
    page.head(
        f"{count(len(read), 'cell was', 'cells were').capitalize()} read; a figure or an answer cites "
        f"{used:,} of them, and {count(len(assumed), 'blank one is', 'blank ones are')} assumed.",
        "Assumed ones come first, each with the policy key that stands in. "
        "Grade “none”: read, but no figure of a business case and no answer cites it.",
    )
    head = page.row
    rows = page.table(_COLUMNS, [*assumed, *read, *blank])
    page.colour(
        rows,
        _GRADE,
        [(Grade.ASSUMED.value, {"bg_color": ASSUMED_TINT, "italic": True}), ("none", {"font_color": QUIET})],
    )
    page.finish(head, 2, rows)


def _assumed_row(reading: Reading, one: Assumed) -> tuple[Value | Amount, ...]:
    return (
        *(one.sheet, one.cell or "no such cell", one.title, one.subject, Amount(one.value, one.unit)),
        *(reading.terms.unit(one.unit), Grade.ASSUMED.value, one.policy, _CASE),
    )


def _cited(reading: Reading) -> dict[Place, tuple[Grade, list[str]]]:
    """Return, for each cell, the weakest grade in which it is cited and by what."""
    found: dict[Place, tuple[Grade, list[str]]] = {}

    def cite(evidence: tuple[Evidence, ...], by: str) -> None:
        for one in evidence:
            place = (one.sheet, one.cell)
            grade, names = found.get(place, (one.grade, []))
            if by not in names:
                names.append(by)
            found[place] = (max(grade, one.grade, key=_GRADES.index), names)

    assessment = reading.assessment
    for figure in assessment.program.inputs:
        cite(figure.evidence, _CASE)
    for workflow in assessment.workflows:
        for figure in workflow.inputs:
            cite(figure.evidence, _CASE)
    for source in assessment.sources:
        for evidence in source.evidence.values():
            cite(evidence, _DATA)
    for finding in assessment.findings:
        cite(finding.evidence, finding.check)
    return found


def _read(reading: Reading, cited: dict[Place, tuple[Grade, list[str]]]) -> Iterator[tuple[Value | Amount, ...]]:
    for sheet in SHEETS:
        found = reading.assessment.inputs.get(sheet.name)
        if found is None:
            continue
        columns = {column.name: column for column in sheet.columns}
        for row in found.rows:
            about = "" if sheet.is_form else str(row.values.get(sheet.key[0] if sheet.key else "", "") or "")
            for name, value in row.values.items():
                cell = _cell(found, row.row, name, sheet.is_form)
                grade, names = cited.get((sheet.name, cell), (None, []))
                yield (
                    *(sheet.name, cell or "no such cell", columns[name].title, about or f"row {row.row}"),
                    *(Amount(value, _unit(columns[name])), reading.terms.unit(columns[name].unit)),
                    *("none" if grade is None else grade.value, "", ", ".join(names)),
                )


def _unit(column: SheetColumn) -> str:
    return "share" if column.kind is Kind.SHARE else column.unit


def _blank(
    reading: Reading, cited: dict[Place, tuple[Grade, list[str]]], told: set[Place]
) -> Iterator[tuple[Value | Amount, ...]]:
    """Yield the blank cells that something rests on although nothing stands in for them."""
    for sheet in SHEETS:
        found = reading.assessment.inputs.get(sheet.name)
        names = {letter: name for name, letter in found.letters.items()} if found else {}
        for (name, cell), (grade, by) in cited.items():
            if name != sheet.name or not cell or (name, cell) in told:
                continue
            letter, row = cell.rstrip("0123456789"), cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
            column = names.get(cell if sheet.is_form else letter, "")
            title = sheet.column(column).title if column else "unknown"
            yield (name, cell, title, f"row {row}", "blank", "", grade.value, "", ", ".join(by))


def _cell(sheet: InputSheet, row: int, name: str, is_form: bool) -> str:
    letter = sheet.letters.get(name, "")
    return letter if is_form or not letter else f"{letter}{row}"
