"""The portfolio: a workbook as typed frames, with the way back from every value to its cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.errors import Problem

if TYPE_CHECKING:
    import pandas as pd

    from toolkit.model import Value


@dataclass(frozen=True, eq=False, repr=False)
class Portfolio:
    """One typed frame per sheet, indexed by Excel row, in workbook order.

    ``frames`` holds every declared sheet under its name; one that the workbook lacks is empty. Columns bear the
    declared field names, all of them, missing ones filled with missing values. *Program* is a frame of a single
    row whose columns are the settings.

    ``letters`` gives, per sheet, the letter of each column that the workbook has; ``program_cells`` gives the cell
    of each setting. ``sha256`` is the hash of the file's bytes. ``warnings`` were told and survived.
    """

    frames: Mapping[str, pd.DataFrame]
    letters: Mapping[str, Mapping[str, str]]
    program_cells: Mapping[str, str]
    name: str = ""
    sha256: str = ""
    warnings: tuple[Problem, ...] = field(default=())
    _plain: dict[str, dict[int, dict[str, Value]]] = field(default_factory=dict, init=False)

    def __repr__(self) -> str:
        """Say what was read, in one line."""
        rows = ", ".join(f"{len(frame)} × {name}" for name, frame in self.frames.items() if name != "Program")
        return f"Portfolio {self.name}: {rows}"

    def __getitem__(self, sheet: str) -> pd.DataFrame:
        """Return the frame of a sheet; raises ``KeyError`` for a name that is not declared."""
        return self.frames[sheet]

    def cells(self, sheet: str) -> dict[int, dict[str, Value]]:
        """Return every cell of a sheet as JSON knows it, by Excel row and field, in the order of rows.

        Dates are ISO text, lists joined by ``;``, blanks ``None``. *Program* is a single row.
        """
        if sheet not in self._plain:
            from toolkit.sheets.plain import by_row  # noqa: PLC0415  pandas, once there is a frame to read

            self._plain[sheet] = by_row(self.frames[sheet])
        return self._plain[sheet]

    def cell(self, sheet: str, row: int, column: str) -> str:
        """Return the cell of a value, like ``H7``; empty where the workbook has no such column.

        For *Program* the row is ignored: a setting has one cell.
        """
        if sheet == "Program":
            return self.program_cells.get(column, "")
        letter = self.letters.get(sheet, {}).get(column, "")
        return f"{letter}{row}" if letter else ""

    def setting(self, name: str) -> object:
        """Return a setting of the Program sheet; ``None`` where it is blank."""
        value = self.frames["Program"][name].iloc[0]
        return None if str(value) in {"nan", "NaT", "None", "<NA>"} else value
