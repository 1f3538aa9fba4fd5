"""Collects problems while a workbook is read: one cell, one problem, in the order of sheets, rows and columns."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.errors import Problem
from toolkit.sheets import SHEETS

if TYPE_CHECKING:
    from toolkit.sheets import Column
    from toolkit.workbook.cells import Fault

_ORDER = {sheet.name: position for position, sheet in enumerate(SHEETS)}
_CELL = re.compile(r"([A-Z]+)([0-9]+)")


def place_of(cell: str) -> tuple[int, int]:
    """Return row and column number of a cell; (0, 0) for the sheet as a whole.

    >>> place_of("AA7"), place_of("")
    ((7, 27), (0, 0))
    """
    match = _CELL.fullmatch(cell)
    if not match:
        return 0, 0
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def letter_of(column: int) -> str:
    """Return the letter of a column number.

    >>> letter_of(1), letter_of(27), letter_of(16384)
    ('A', 'AA', 'XFD')
    """
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass
class Problems:
    """All problems and warnings of one workbook. The first problem of a cell stays, later ones are dropped."""

    _cells: dict[str, dict[str, Problem]] = field(default_factory=dict)
    _sheets: list[Problem] = field(default_factory=list)

    def add(self, problem: Problem) -> None:
        """Add a problem; a warning gives way to a problem of the same cell."""
        if not problem.cell:
            self._sheets.append(problem)
            return
        cells = self._cells.setdefault(problem.sheet, {})
        there = cells.get(problem.cell)
        if there is None or (there.is_warning and not problem.is_warning):
            cells[problem.cell] = problem

    def add_fault(self, sheet: str, cell: str, column: Column, fault: Fault) -> None:
        """Add the fault of a cell of a column."""
        allowed = fault.allowed or column.allowed
        self.add(Problem(sheet, cell, column.title, fault.found, allowed, fault.mend, fault.is_warning))

    def replace_area(self, area: tuple[int, int, int, int], problem: Problem) -> None:
        """Put one problem in the place of all within an area (left, top, right, bottom)."""
        left, top, right, bottom = area
        cells = self._cells.setdefault(problem.sheet, {})
        for cell in list(cells):
            row, column = place_of(cell)
            if top <= row <= bottom and left <= column <= right:
                del cells[cell]
        cells[problem.cell] = problem

    def ordered(self) -> tuple[Problem, ...]:
        """Return everything in the order of sheets (unknown ones last), rows and columns."""
        found = [*self._sheets, *(problem for cells in self._cells.values() for problem in cells.values())]
        return tuple(sorted(found, key=lambda p: (_ORDER.get(p.sheet, len(_ORDER)), place_of(p.cell))))
