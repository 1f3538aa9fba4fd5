"""Fonts, colours and number formats of the workbook that is handed over, and text fit for a cell."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import Any, TypeGuard

from toolkit.model import Outcome, Severity
from toolkit.render.view_answers import MARKS
from toolkit.render.view_words import plain, shorten

Style = dict[str, Any]

FONT, SIZE, LINE_HEIGHT = "Arial", 9, 12.5
INK, QUIET, LINE, PAPER, BAND = "#1B2733", "#5B6B7B", "#C9D2DB", "#FFFFFF", "#E6EAEE"
DARK, ACCENT, TINT, ASSUMED_TINT = "#12304F", "#1F6FB2", "#F5FAFF", "#FFF6DD"
GAIN, LOSS = "#0072B2", "#A64500"
SERIES = ("#0072B2", "#D55E00", "#009E73", "#8B5A9B", "#7A5B00")
"""Told apart by the colour-blind; the first five candidates, in order of rank."""

RULE: Style = {"bottom": 1, "bottom_color": LINE}
"""The line below a row of a table."""

SHAPES = {outcome: f"{mark.shape} {mark.word}" for outcome, mark in MARKS.items()}
"""How an outcome is written: its shape and its word, so that colour never carries the meaning alone."""

OUTCOME_LOOKS: dict[Outcome, Style] = {
    Outcome.PASS: {"font_color": "#00583F", "bg_color": "#DDF1EA"},
    Outcome.FAIL: {"font_color": "#8A3300", "bg_color": "#F9E0D2"},
    Outcome.UNKNOWN: {"font_color": "#3D4A57", "bg_color": "#E9EDF1"},
    Outcome.WAIVED: {"font_color": "#5F4700", "bg_color": "#FBEFC9"},
    Outcome.ERROR: {"font_color": "#8A3300", "bg_color": "#F9E0D2"},
    Outcome.NOT_APPLICABLE: {"font_color": QUIET, "bg_color": PAPER},
}
SEVERITY_LOOKS: dict[Severity, Style] = {
    Severity.BLOCKER: {"font_color": INK, "bold": True},
    Severity.WARNING: {"font_color": "#5F4700"},
    Severity.NOTE: {"font_color": QUIET},
}

FORMATS = {
    "money": "#,##0",
    "share": "0%",
    "rate": "0.0%",
    "decimal": "#,##0.0",
    "multiple": "0.00",
    "count": "#,##0",
    "rank": "0",
    "whole": '#,##0;-#,##0;"–"',
    "plain": "General",
}
"""Number format by kind of column; every other kind holds text."""

_CENTS, _SMALL_SHARE = 100, 0.0995
_MOST = 32_767
"""Excel counts the characters of a cell as UTF-16 does: an emoji is two."""

_NOT_IN_XML = re.compile("[\ufffe\uffff]")


def cell_text(text: str) -> str:
    """Return a text as a cell can hold it: no control characters, white space single, the end cut off with ``…``."""
    found = _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", shorten(text, _MOST))
    if 2 * len(found) <= _MOST:
        return found
    while (over := len(found.encode("utf-16-le")) // 2 - _MOST) > 0:
        found = shorten(found, len(found) - (over + 1) // 2)
    return found


def label(text: str) -> str:
    """Return a text fit for a chart, where one like ``=Method!A1`` or ``to do!A1`` would be a reference."""
    found = cell_text(text).replace("!", "!\N{ZERO WIDTH SPACE}")
    return f" {found}" if found.startswith("=") else found


def footer(organisation: str, day: str, sheet: str) -> str:
    """Return the footer; an ampersand would start a code, ``&G`` even call for a picture."""
    name = cell_text(organisation).replace("&", "&&").replace("&&G", "&&\u200bG").replace("&&[", "&&\u200b[")
    font = f'&8&"{FONT},Regular"'
    return f"&L{font}{name}, {day}&C{font}{sheet}&R{font}page &P of &N"


def number_format(kind: str, value: float) -> str:
    """Return the number format of one value: cents and tenths of a per cent are shown only where they matter."""
    if kind == "plain":
        decimals = len(plain(value).partition(".")[2])
        return f"#,##0.{'0' * decimals}" if decimals else "#,##0"
    if kind == "money" and abs(value) < _CENTS and value != round(value):
        return "#,##0.00"
    if kind == "share" and 0 < abs(value) < _SMALL_SHARE:
        return FORMATS["rate"]
    return FORMATS[kind]


def is_number(value: object) -> TypeGuard[float]:
    """Whether a value can stand in a cell as a number."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def lines(text: str, wide: float) -> int:
    """Count the lines that a text takes in a column of that width."""
    room = max(wide * _CHARACTERS_PER_WIDTH, 1)
    if len(text) <= room:
        return 1
    count, used = 1, 0.0
    for word in text.split():
        if used and used + 1 + len(word) > room:
            count, used = count + 1, 0
        used += len(word) + (1 if used else 0)
        count += int(used // room) if used > room else 0
        used = used % room if used > room else used
    return count


_CHARACTERS_PER_WIDTH = 1.22
"""Letters of running text are narrower than the digits in which Excel counts a width."""


@dataclass
class Formats:
    """The formats of one XlsxWriter workbook, each made once."""

    book: Any
    _made: dict[tuple[tuple[str, Any], ...], Any] = field(default_factory=dict)

    def __call__(self, **style: Any) -> Any:
        """Return the format of that style, on top of the usual font."""
        key = tuple(sorted(style.items()))
        if key not in self._made:
            usual = {"font_name": FONT, "font_size": SIZE, "font_color": INK, "valign": "vcenter"}
            self._made[key] = self.book.add_format({**usual, **style})
        return self._made[key]
