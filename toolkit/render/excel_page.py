"""One sheet of the workbook that is handed over: sentences, tables and where they stand.

Text is only ever written as text: nothing that a client typed becomes a formula or a link.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.render.excel_looks import (
    BAND,
    DARK,
    FORMATS,
    LINE_HEIGHT,
    LOSS,
    PAPER,
    QUIET,
    RULE,
    Formats,
    Style,
    cell_text,
    footer,
    is_number,
    lines,
    number_format,
)
from toolkit.render.view_words import CURRENCY_LENGTH, UNKNOWN, date, name_of, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from toolkit.model import Value
    from toolkit.results import AssessmentData

A4 = 9
TALLEST = 400
MOST_WRAPPED = 2_000
"""Characters of a text that is broken into lines: more than the tallest row shows, and slow to break."""

MOST_ROWS = 100_000
"""Rows of one table; what is beyond stands in ``assessment.json``, and the table says so."""


@dataclass(frozen=True)
class Column:
    """A column of a table: its head with the unit, its width in characters, and the kind of what it holds.

    A kind of :data:`~toolkit.render.excel_looks.FORMATS` holds numbers, and words where a number is missing;
    ``wrapped`` text grows the row, ``text`` is cut off at the next cell, ``aside`` stands clear of the number before.
    """

    title: str
    width: float
    kind: str = "text"


@dataclass(frozen=True)
class Amount:
    """A value whose unit decides how it looks: a share as per cent, any other number as it is, to that side."""

    value: Value
    unit: str
    align: str = "left"


@dataclass(frozen=True)
class Live:
    """A number that Excel computes: a formula of ours, made of cell addresses alone, and the value that it has."""

    formula: str
    value: float | None


class Page:
    """A worksheet that is filled from the top; ``row`` is the next free row, counted from 0."""

    def __init__(self, book: Any, formats: Formats, name: str, assessment: AssessmentData, widths: Sequence[float]):
        self.sheet, self.name, self.formats, self.row = book.add_worksheet(name), name, formats, 0
        self.last, self.width = len(widths) - 1, sum(widths)
        for index, wide in enumerate(widths):
            self.sheet.set_column(index, index, wide)
        self.sheet.hide_gridlines(2)
        self.sheet.set_default_row(15)
        self.sheet.set_paper(A4)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        program = assessment.program
        organisation, day = name_of(program.organisation), date(program.as_of)
        self.sheet.set_footer(footer(organisation, day, name))
        self.when = f"assessed {day} · amounts in {shorten(program.currency, CURRENCY_LENGTH)}"
        self.about = f"{organisation} · {self.when}"

    def head(self, says: str, *notes: str) -> None:
        """Write what every sheet begins with: its name, the conclusion as a sentence, and notes."""
        self.line(f"{self.name} · {self.about}", font_color=QUIET)
        self.line(says, bold=True, font_size=13, font_color=DARK)
        for note in notes:
            self.line(note, font_color=QUIET)
        self.row += 1

    def line(self, text: str, first: int = 0, last: int | None = None, **style: Any) -> None:
        """Write a text across the page, as high as it needs, and go to the next row."""
        last = self.last if last is None else last
        size = float(style.get("font_size", 9))
        room = self.width * 9 / size
        self.height(self.row, lines(cell_text(text), room) * LINE_HEIGHT * size / 9 + 3)
        self.across(self.row, first, last, text, **{"text_wrap": True, **style})
        self.row += 1

    def across(self, row: int, first: int, last: int, value: Value, kind: str = "text", **style: Any) -> None:
        """Write a value into cells that become one."""
        if last > first:
            self.sheet.merge_range(row, first, row, last, "", self.formats(**style))
        self.put(row, first, value, kind, **style)

    def put(self, row: int, column: int, value: Value | Amount | Live, kind: str = "text", **style: Any) -> None:
        """Write one cell: a number as such, anything else as text; what is missing is a word."""
        if isinstance(value, Amount):
            if is_number(value.value):
                kind = "rate" if value.unit.startswith("share") else "plain"
            style = {**style, "align": value.align}
        formula = value.formula if isinstance(value, Live) else ""
        value = value.value if isinstance(value, Amount | Live) else value
        if kind in FORMATS:
            if is_number(value):
                look = self.formats(**{"align": _align(kind), "num_format": number_format(kind, value), **style})
                self._number(row, column, value, look, formula)
                return
            style = {"align": _align(kind), "italic": True, "font_color": QUIET, **style}
        text = _as_text(value)
        if len(text) > MOST_WRAPPED:
            style = {**style, "text_wrap": False}
        if text:
            self.sheet.write_string(row, column, text, self.formats(**style))
        else:
            self.sheet.write_blank(row, column, None, self.formats(**style))

    def _number(self, row: int, column: int, value: float, look: Any, formula: str) -> None:
        if formula:
            # Not every program computes at once: it shows the value that is stored beside the formula.
            self.sheet.write_formula(row, column, formula, look, value)
        else:
            self.sheet.write_number(row, column, value, look)

    def height(self, row: int, points: float) -> None:
        """Set the height of a row, since not every program grows rows by itself."""
        self.sheet.set_row(row, min(points, TALLEST))

    def heads(self, columns: Sequence[Column], first: int = 0) -> None:
        """Write the heads of a table and go to the next row."""
        style: Style = {"bold": True, "bg_color": DARK, "font_color": PAPER, "text_wrap": True, "valign": "vcenter"}
        for index, column in enumerate(columns, start=first):
            aside: Style = {"indent": 1} if column.kind == "aside" else {}
            self.put(self.row, index, column.title, **style, **aside, align=_align(column.kind))
        self.height(self.row, max(lines(column.title, column.width - 1) for column in columns) * LINE_HEIGHT + 6)
        self.row += 1

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[Value | Amount | Live]]) -> tuple[int, int]:
        """Write heads and rows; return the first and the last row of the rows."""
        self.heads(columns)
        first = self.row
        for row in rows[:MOST_ROWS]:
            self.cells(columns, row)
        last = max(self.row - 1, first)
        if len(rows) > MOST_ROWS:
            self.line(f"and {len(rows) - MOST_ROWS:,} more in assessment.json", italic=True)
        return first, last

    def cells(self, columns: Sequence[Column], row: Sequence[Value | Amount | Live], **style: Any) -> None:
        """Write one row below its heads, as high as its longest text, and go to the next."""
        most = 1
        for index, (column, value) in enumerate(zip(columns, row, strict=True)):
            look = {**RULE, **style}
            if column.kind == "aside":
                look["indent"] = 1
            if column.kind == "wrapped":
                look["text_wrap"] = True
                most = max(most, lines(_as_text(value), column.width - 1))
            self.put(self.row, index, value, column.kind, **look)
        if most > 1:
            self.height(self.row, most * LINE_HEIGHT + 3)
        self.row += 1

    def band(self, text: str, **style: Any) -> None:
        """Write a heading across the page and go to the next row."""
        self.across(self.row, 0, self.last, text, **{"bold": True, "bg_color": BAND, "valign": "vcenter", **style})
        self.height(self.row, 19)
        self.row += 1

    def finish(self, head: int, columns: int, filtered: tuple[int, int] | None = None) -> None:
        """Keep the rows down to ``head`` and the first columns in sight, repeat that row on paper, filter below it."""
        self.sheet.freeze_panes(head + 1, columns)
        self.sheet.repeat_rows(head)
        self.sheet.print_area(0, 0, max(self.row - 1, head), self.last)
        if filtered:
            self.sheet.autofilter(head, 0, filtered[1], self.last)

    def colour_losses(self, rows: tuple[int, int], column: int) -> None:
        """Colour the numbers below zero of a column; their sign says it too."""
        style = self.formats.book.add_format({"font_color": LOSS})
        self.sheet.conditional_format(
            rows[0], column, rows[1], column, {"type": "cell", "criteria": "<", "value": 0, "format": style}
        )

    def colour(self, rows: tuple[int, int], column: int, words: Iterable[tuple[str, Style]]) -> None:
        """Colour the cells of a column by the words in them, also after somebody changed one."""
        for word, style in words:
            rule = {
                "type": "cell",
                "criteria": "==",
                "value": f'"{word}"',
                "format": self.formats.book.add_format(style),
            }
            self.sheet.conditional_format(rows[0], column, rows[1], column, rule)


def _align(kind: str) -> str:
    return "center" if kind == "rank" else "right" if kind in FORMATS else "left"


def columns_of(titles: Sequence[str], wide: Sequence[float]) -> list[Column]:
    """Return columns of text that grows its row."""
    return [Column(title, width, "wrapped") for title, width in zip(titles, wide, strict=False)]


def widths(columns: Sequence[Column]) -> list[float]:
    """Return the widths of a table's columns."""
    return [column.width for column in columns]


def _as_text(value: Value | Amount | Live) -> str:
    if isinstance(value, Amount | Live):
        return _as_text(value.value)
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return cell_text(value)
    return UNKNOWN if not is_number(value) else f"{value:.15g}"
