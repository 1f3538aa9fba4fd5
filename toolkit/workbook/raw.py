"""The only place that touches openpyxl: a workbook as sheets of raw cells.

openpyxl's parser of single rows is used rather than its sheets: those fill every gap up to what the file declares
(two billion rows, 16,384 columns), keep no merged ranges when streaming, and show a formula without a cached value
as a blank. Here each cell is met once, in one pass, and only if it is in the file.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import iterparse  # five times as fast as the guarded one; the preflight refused entities

from openpyxl import load_workbook
from openpyxl.utils import coordinate_to_tuple, range_boundaries
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import COL_TAG, FORMULA_TAG, ROW_TAG, VALUE_TAG, WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS

from toolkit.errors import UnreadableWorkbook
from toolkit.workbook.cells import Broken, ErrorCode

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""Excel's own limits."""

_MERGE_TAG = f"{{{SHEET_MAIN_NS}}}mergeCell"
_SAVE_AGAIN = "open it in Excel or LibreOffice and save it again as .xlsx"


class _Parser(WorkSheetParser):
    """Also tells a formula without a cached value from a blank, and a damaged cell from a damaged sheet."""

    def parse_cell(self, element: Any) -> dict[str, Any]:
        try:
            cell: dict[str, Any] = super().parse_cell(element)
        except Exception:  # whatever openpyxl stumbles over, it is this cell, unless it has no place
            if coordinate := element.get("r"):
                _, self.col_counter = coordinate_to_tuple(coordinate)
            return {"row": self.row_counter, "column": self.col_counter, "value": Broken.DAMAGED, "data_type": "s"}
        if cell["value"] is None and element.find(FORMULA_TAG) is not None:
            # a formula whose value is an empty text has t="str" and an empty <v>; openpyxl writes <v> always
            is_empty_text = element.get("t") == "str" and element.find(VALUE_TAG) is not None
            cell["value"] = None if is_empty_text else Broken.UNCACHED
        elif cell["data_type"] == "e" and cell["value"] is not None:
            cell["value"] = ErrorCode(cell["value"])
        return cell


@dataclass
class RawSheet:
    """A sheet as it stands in the file.

    ``merged`` (left, top, right, bottom), ``hidden_rows`` and ``hidden_columns`` are complete once ``rows`` has been
    read to its end. Columns hidden because their group is collapsed do not count as hidden.
    """

    title: str
    is_hidden: bool
    _path: str
    _sheet: Any
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)

    def rows(self) -> Iterator[tuple[int, dict[int, object]]]:
        """Yield row number and values by column number, in the order of rows; blanks are left out.

        Raises ``UnreadableWorkbook`` where the part is damaged or places cells where Excel has none.
        """
        last = 0
        for number, cells in self._parsed_rows():
            if number <= last:
                raise self._unreadable(f"row {number} stands after row {last}")
            if number > LAST_ROW or any(column > LAST_COLUMN for column in cells):
                raise self._unreadable(f"row {number} reaches beyond Excel's limits")
            last = number
            yield number, cells

    def _parsed_rows(self) -> Iterator[tuple[int, dict[int, object]]]:
        book: Any = self._sheet.parent
        try:
            with book._archive.open(self._sheet._worksheet_path) as source:
                parser: Any = _Parser(
                    source,
                    self._sheet._shared_strings,
                    data_only=True,
                    epoch=book.epoch,
                    date_formats=book._date_formats,
                    timedelta_formats=book._timedelta_formats,
                )
                for _, element in iterparse(source):  # noqa: S314
                    if element.tag == ROW_TAG:
                        number, cells = parser.parse_row(element)
                        if any(cell["row"] != number for cell in cells):
                            raise self._unreadable(f"row {number} holds a cell of another row")
                        if element.get("hidden") in {"1", "true"}:
                            self.hidden_rows.append(number)
                        element.clear()
                        yield number, {c["column"]: c["value"] for c in cells if c["value"] is not None}
                    elif element.tag == COL_TAG:
                        self._column(element)
                    elif element.tag == _MERGE_TAG:
                        left, top, right, bottom = range_boundaries(str(element.get("ref")))
                        self.merged.append((left or 1, top or 1, right or LAST_COLUMN, bottom or LAST_ROW))
        except (GeneratorExit, UnreadableWorkbook):
            raise
        except Exception as error:
            raise self._unreadable(_short(error)) from error

    def _column(self, element: Any) -> None:
        is_grouped = element.get("outlineLevel", "0") != "0"
        if element.get("hidden") in {"1", "true"} and not is_grouped:
            self.hidden_columns.append((int(element.get("min")), int(element.get("max"))))

    def _unreadable(self, found: str) -> UnreadableWorkbook:
        return UnreadableWorkbook(self._path, f"the sheet {self.title!r} is damaged ({found})", _SAVE_AGAIN)


@contextmanager
def raw_sheets(path: Path) -> Iterator[list[RawSheet]]:
    """Open a workbook that passed the preflight and give its worksheets in their order.

    Raises ``UnreadableWorkbook`` for whatever openpyxl cannot read.
    """
    with path.open("rb") as file, warnings.catch_warnings():
        warnings.filterwarnings("ignore", module=r"openpyxl\.")  # about what it drops when saving; nothing is saved
        try:
            book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        except Exception as error:
            raise UnreadableWorkbook(str(path), f"its parts are damaged ({_short(error)})", _SAVE_AGAIN) from error
        try:
            yield [
                RawSheet(sheet.title, sheet.sheet_state != "visible", str(path), sheet)
                for sheet in book.worksheets
                if isinstance(sheet, ReadOnlyWorksheet)
            ]
        finally:
            book.close()


def _short(error: Exception) -> str:
    cause = error.__cause__ or error
    text = " ".join(str(cause).split())
    return f"{type(cause).__name__}: {text[:100]}" if text else type(cause).__name__
