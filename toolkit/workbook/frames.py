"""Typed columns into typed frames, and pandera's last look at them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolkit.errors import Problem
from toolkit.sheets import LISTS, Column, Kind, Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

    from toolkit.workbook.cells import CellValue

    CellOf = Callable[[str, int, str], str]


def frame_of(sheet: Sheet, rows: Sequence[int], values: Mapping[str, Sequence[CellValue]]) -> pd.DataFrame:
    """Return the frame of a sheet: all declared columns in order with their dtypes, indexed by Excel row (``row``).

    Columns that are not in ``values`` are missing throughout.
    """
    import pandas as pd  # noqa: PLC0415  not before the preflight has passed the file

    from toolkit.sheets.schemas import dtype, empty_frame  # noqa: PLC0415

    if not rows:
        return empty_frame(sheet)
    index = pd.Index(rows, dtype="int64", name="row")
    blank: list[CellValue] = [None] * len(rows)
    return pd.DataFrame(
        {
            column.name: pd.Series(_plain(column, values.get(column.name, blank)), index=index, dtype=dtype(column))
            for column in sheet.columns
        },
        index=index,
    )


def _plain(column: Column, values: Sequence[CellValue]) -> Any:
    import numpy as np  # noqa: PLC0415

    if column.kind is Kind.DATE:
        return np.array([None if value is None else str(value) for value in values], dtype="datetime64[us]")
    if column.kind in LISTS:  # a list of tuples of one length would become a table
        held = np.empty(len(values), dtype=object)
        held[:] = values
        return held
    return list(values)


def overlooked(sheet: Sheet, frame: pd.DataFrame, cells: CellOf) -> list[Problem]:
    """Return what pandera finds in a frame although the cells were read without a problem; never raises for it.

    ``cells`` gives the cell of sheet, row and column.
    """
    from toolkit.sheets.schemas import failures  # noqa: PLC0415  pandera, only where everything else is right

    if frame.empty:
        return []
    return [_problem(sheet, case, cells) for case in failures(sheet, frame)]


def _problem(sheet: Sheet, case: Mapping[Any, Any], cells: CellOf) -> Problem:
    column = {column.name: column for column in sheet.columns}.get(str(case.get("column")))
    row = case.get("index")
    cell = cells(sheet.name, int(row), column.name) if column and isinstance(row, int | float) and row > 0 else ""
    found, mend = f'"{case.get("failure_case")}"', f"correct it ({case.get('check')})"
    return Problem(sheet.name, cell, column.title if column else "", found, column.allowed if column else "", mend)
