"""Colours, number formats and widths of the workbook: everything that is looks, in one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from toolkit.sheets import LISTS, NUMERIC, Column, Kind, Sheet
from toolkit.workbook.hints import range_part

FONT = "Arial"
INK, QUIET, LINE, PAPER = "#1B2733", "#5B6B7B", "#C9D2DB", "#FFFFFF"
REQUIRED, ESSENTIAL, ESSENTIAL_RANGE, OPTIONAL = "#12304F", "#1F6FB2", "#CFE3F5", "#E6EAEE"
GROUPS = {"value": "#CDE9DF", "cost": "#F8E3C5", "readiness": "#DFDAF2", "risk": "#F6D5D5"}
"""Header colour of each optional group of columns on *Workflows*."""

GROUP_MEANS = {
    "value": "what the saved time, avoided errors and revenue are worth",
    "cost": "what building and running it costs beside the build cost",
    "readiness": "who knows it, who will run it, how success is measured",
    "risk": "how much harm it could do, and what it may and may not do",
}
_TINTS = {"value": "#F4FBF8", "cost": "#FEF9F1", "readiness": "#F8F7FD", "risk": "#FDF6F6"}
_ESSENTIAL_TINT = "#F5FAFF"

SIZE, LINE_HEIGHT = 9, 12
NARROWEST, WIDEST = 10, 46


def is_essential(sheet: Sheet, column: Column) -> bool:
    """Whether it is one of the ten columns that come first on *Workflows* (their low and high ends included)."""
    return sheet.name == "Workflows" and not column.group and column.name not in {sheet.id_column, "notes"}


def header_style(sheet: Sheet, column: Column) -> dict[str, Any]:
    """Return the look of a header: required darkest, essential blue, a group in its tint, others grey."""
    style: dict[str, Any] = {
        "font_name": FONT, "font_size": SIZE, "text_wrap": True, "valign": "vcenter", "border": 1,
        "border_color": PAPER, "bottom": 2, "bottom_color": LINE, **_placed(column),
    }  # fmt: skip
    if is_essential(sheet, column):
        end_of_range = range_part(column) in {"low", "high"}
        colours = (ESSENTIAL_RANGE, INK) if end_of_range else (ESSENTIAL, PAPER)
        return style | {"bg_color": colours[0], "font_color": colours[1], "bold": True}
    if column.required:
        return style | {"bg_color": REQUIRED, "font_color": PAPER, "bold": True}
    return style | {"bg_color": GROUPS.get(column.group, OPTIONAL), "font_color": INK}


def number_format(column: Column, values: Sequence[object] = ()) -> str:
    """Return the number format of a column, with as many decimals as its values (or else its example) need."""
    if column.kind is Kind.DATE:
        return "yyyy-mm-dd"
    if column.kind is Kind.SHARE:
        return "0.0%" if _decimals(column, values) > _DECIMALS_OF_A_PERCENT else "0%"
    if column.kind is Kind.MONEY:
        return "#,##0.00" if _decimals(column, values) else "#,##0"
    if column.kind is Kind.INTEGER:
        return "0"
    return "@" if column.kind not in {Kind.NUMBER} else "General"


_DECIMALS_OF_A_PERCENT = 2


def _decimals(column: Column, values: Sequence[object]) -> int:
    numbers = [value for value in values if isinstance(value, int | float) and not isinstance(value, bool)]
    texts = [f"{number:.6g}" for number in numbers] or [column.example]
    return max(len(text.partition(".")[2].rstrip("0")) for text in texts)


_WRAPPED = frozenset({Kind.TEXT, *LISTS})


def _placed(column: Column) -> dict[str, Any]:
    centred = column.kind in {*NUMERIC, Kind.DATE, Kind.YES_NO}
    return {"align": "center"} if centred else {"align": "left", "indent": 1}


def cell_style(sheet: Sheet, column: Column, values: Sequence[object] = ()) -> dict[str, Any]:
    """Return the look of a column's cells below the header."""
    tint = _ESSENTIAL_TINT if is_essential(sheet, column) else _TINTS.get(column.group)
    style: dict[str, Any] = {
        "font_name": FONT, "font_size": SIZE, "font_color": INK, "valign": "vcenter", "border": 1, "border_color": LINE,
        "num_format": number_format(column, values), **({} if column.kind in NUMERIC else _placed(column)),
    }  # fmt: skip
    if column.kind in _WRAPPED and sheet.name != "Workflows":
        style["text_wrap"] = True
    return style | ({"bg_color": tint} if tint else {})


def width(sheet: Sheet, column: Column, texts: Sequence[str]) -> float:
    """Return the width of a column in characters: its longest word in the header, its example, its values."""
    longest_word = max(len(word) for word in column.title.split())
    if column.kind is Kind.DATE:
        return max(longest_word + 3, 12)
    if column.kind not in {Kind.TEXT, Kind.ID, Kind.CHOICE, *LISTS}:
        return max(longest_word + 3, NARROWEST)
    longest_text = max((len(text) for text in (*texts, column.example, *column.choices)), default=0)
    widest = WIDEST if sheet.name != "Workflows" or column.name == "notes" else WIDEST - 14
    return min(max(longest_word + 4, longest_text + 4, NARROWEST), widest)


def row_height(sheet: Sheet, texts: Mapping[str, str], widths: Mapping[str, float]) -> float:
    """Return the height of a row, since not every program grows rows by itself to show wrapped text."""
    wrapped = [c.name for c in sheet.columns if c.kind in _WRAPPED and sheet.name != "Workflows"]
    return 4 + LINE_HEIGHT * max((lines(texts[name], widths[name] - 2) for name in wrapped if texts[name]), default=1)


def lines(text: str, wide: float) -> int:
    """Count the lines that a text takes in a column."""
    count, used = 1, 0
    for word in text.split():
        if used and used + 1 + len(word) > wide * _CHARACTERS_PER_WIDTH:
            count, used = count + 1, 0
        used += len(word) + (1 if used else 0)
    return count


_CHARACTERS_PER_WIDTH = 1.12
"""Letters of running text are narrower than the digits in which Excel counts a width."""


@dataclass
class Formats:
    """The formats of one XlsxWriter workbook, each made once."""

    book: Any
    _made: dict[str, Any] = field(default_factory=dict)

    def __call__(self, **style: Any) -> Any:
        """Return the format of that style."""
        key = repr(sorted(style.items()))
        if key not in self._made:
            self._made[key] = self.book.add_format(style)
        return self._made[key]
