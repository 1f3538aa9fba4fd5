"""One raw cell into one typed value, or into what is wrong with it, by the declaration of its column.

Pure functions; none of them raises. A blank cell is ``None``.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from toolkit.errors import did_you_mean
from toolkit.sheets import LISTS, NUMERIC, Kind
from toolkit.workbook.cell_dates import EARLIEST, typed_dates
from toolkit.workbook.cell_numbers import is_other_currency, typed_number

if TYPE_CHECKING:
    from toolkit.sheets import Column

CellValue = str | float | bool | dt.date | tuple[str, ...] | None


@dataclass(frozen=True)
class Fault:
    """What is wrong with a cell: what was found, how to mend it, and what is allowed (empty: as declared)."""

    found: str
    mend: str
    allowed: str = ""
    is_warning: bool = False


class Broken(Enum):
    """What stands in a cell from which no value can be had."""

    UNCACHED = "a formula without a value"
    DAMAGED = "a damaged cell"


class ErrorCode(str):
    """The error that a cell shows, such as ``#DIV/0!``."""

    __slots__ = ()


_ERRORS = frozenset(
    "#NULL! #DIV/0! #VALUE! #REF! #NAME? #NUM! #N/A #GETTING_DATA #SPILL! #CALC! #FIELD! #BLOCKED! #UNKNOWN! "  # noqa: SIM905
    "#CONNECT! #BUSY! #EXTERNAL! #PYTHON!".split()
)
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff\u200b\u2060\ufeff]"
    "|_x00(?:0[0-8BCDEF]|1[0-9A-F])_"
)
_YES = frozenset({"yes", "y", "true", "ja", "x", "1"})
_NO = frozenset({"no", "n", "false", "nein", "0"})
_NONE = frozenset({"none", "-", "–", "—"})
_LONGEST_QUOTE = 60
_WHOLE_WITHIN = 1e-9


def read_cell(raw: object, column: Column, currency: str = "") -> CellValue | Fault:
    """Return the value of a cell, ``None`` where it is blank, or its fault.

    Numbers come as ``float``, dates as ``date``, yes/no as ``bool``, lists as tuples (empty where ``none`` was
    typed), all else as trimmed NFC text. ``currency`` is that of the Program sheet: a typed amount in another one
    is a fault.
    """
    if isinstance(raw, Broken):
        return _broken(raw)
    if isinstance(raw, ErrorCode) or (isinstance(raw, str) and raw.strip() in _ERRORS):
        return Fault(_quote(raw), "repair the formula, or write the value")
    if is_blank(raw):
        return None
    if column.kind in NUMERIC:
        return _number(raw, column, currency)
    if column.kind is Kind.DATE:
        return _date(raw)
    if column.kind is Kind.YES_NO:
        return _yes_no(raw)
    if column.kind is Kind.CHOICE:
        return choice(text_of(raw), column.choices)
    if column.kind in LISTS:
        return _list(text_of(raw), column)
    if column.kind is Kind.ID:
        return _id(" ".join(text_of(raw).split()), column)
    return text_of(raw)


def is_blank(raw: object) -> bool:
    """Whether a cell holds nothing that can be seen.

    >>> is_blank(None), is_blank(" \\u00a0"), is_blank(0)
    (True, True, False)
    """
    return raw is None or (isinstance(raw, str) and not isinstance(raw, ErrorCode) and not clean(raw))


def clean(text: str) -> str:
    """Return a text in NFC, trimmed, without what XML forbids or nobody sees; line breaks become ``\\n``.

    >>> clean(" a\\x07b_x000D_\\r\\n c\\u200b")
    'ab\\n c'
    """
    visible = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", visible).strip()


def text_of(raw: object) -> str:
    """Return any raw cell as clean text: 7.0 as ``7``, dates in ISO form, truth values as ``TRUE`` or ``FALSE``.

    >>> text_of(7.0), text_of(dt.datetime(2026, 6, 30)), text_of(True)
    ('7', '2026-06-30', 'TRUE')
    """
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e15:
        return str(int(raw))
    if isinstance(raw, float):
        return f"{raw:.15g}"
    if isinstance(raw, dt.datetime):
        return raw.date().isoformat() if raw.time() == dt.time() else raw.isoformat(" ")
    if isinstance(raw, dt.date | dt.time):
        return raw.isoformat()
    try:
        return clean(str(raw))
    except ValueError:  # an integer of thousands of digits
        return "a number too long to show"


def folded(text: str) -> str:
    """Return the form in which ids and words are compared: case and runs of white space do not count.

    >>> folded("Client  Intake") == folded("client intake")
    True
    """
    return " ".join(unicodedata.normalize("NFC", text.casefold()).split())


def split_list(text: str) -> tuple[str, ...]:
    """Split at ``;`` and line breaks; parts are trimmed, empty and repeated ones dropped, order kept.

    >>> split_list("; crm;erp;;\\nCRM ;")
    ('crm', 'erp', 'CRM')
    """
    parts = (" ".join(part.split()) for part in re.split(r"[;；\n]", text))
    return tuple(dict.fromkeys(part for part in parts if part))


def choice(text: str, choices: tuple[str, ...]) -> str | Fault:
    """Return the choice that a text means, whatever its case, spaces, hyphens and underscores.

    >>> choice("Avoided_Hire", ("headcount", "avoided hire"))
    'avoided hire'
    >>> choice("hedcount", ("headcount", "avoided hire")).mend
    'did you mean "headcount"?'
    """
    plain = {_plain(option): option for option in choices}
    if _plain(text) in plain:
        return plain[_plain(text)]
    near = did_you_mean(_plain(text), plain)
    for form, option in plain.items():
        near = near.replace(f'"{form}"', f'"{option}"')
    return Fault(_quote(text), near.removeprefix("; ") or "write one of these", ", ".join(choices))


def _plain(text: str) -> str:
    return folded(re.sub(r"[-_\s]+", " ", text))


def _quote(raw: object) -> str:
    text = " ".join(text_of(raw).split())
    return f'"{text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"}"'


def _broken(raw: Broken) -> Fault:
    if raw is Broken.UNCACHED:
        return Fault(raw.value, "open it in Excel or LibreOffice and save it once")
    return Fault(raw.value, "write the value again")


def _number(raw: object, column: Column, currency: str) -> float | Fault:
    if isinstance(raw, bool):
        return Fault(_quote(raw), "write a number")
    if isinstance(raw, int | float):
        try:
            value = float(raw)
        except OverflowError:
            return Fault(_quote(raw), "write a number that Excel can hold")
        return _bounded(value, raw, column)
    if isinstance(raw, dt.date | dt.time | dt.timedelta):
        return Fault(_quote(raw), "format the cell as a number, not as a date or time, and write the number")
    return _number_in_text(text_of(raw), column, currency)


def _number_in_text(text: str, column: Column, currency: str) -> float | Fault:
    typed = typed_number(text)
    if not typed.readings:
        return Fault(_quote(text), _no_number(text))
    if len(typed.readings) > 1:
        thousands, decimal = (f"{value * 100:g}%" if typed.is_percent else f"{value:.15g}" for value in typed.readings)
        return Fault(_quote(text), f"write {thousands} or {decimal}, whichever is meant, without a thousands mark")
    if typed.is_percent and column.kind is not Kind.SHARE:
        return Fault(_quote(text), "write the number without %")
    if typed.currency and column.kind is not Kind.MONEY:
        return Fault(_quote(text), "write the number alone, it is no amount of money")
    if typed.currency and is_other_currency(typed.currency, currency):
        return Fault(_quote(text), f"convert it, and write the amount in {currency}", f"an amount in {currency}")
    return _bounded(typed.readings[0], text, column)


def _no_number(text: str) -> str:
    if re.search(r"[0-9]\s*[kKmM]$", text):
        return "write the number in full, such as 24000"
    return "write the number alone" if re.search("[0-9]", text) else "write a number, or leave the cell blank"


def _bounded(value: float, raw: object, column: Column) -> float | Fault:
    if not math.isfinite(value):
        return Fault(_quote(raw), "write a number, or leave the cell blank")
    low = -math.inf if column.low is None else column.low
    high = math.inf if column.high is None else column.high
    if not low <= value <= high:
        return Fault(_quote(raw), _within(value, column))
    if column.kind is Kind.INTEGER:
        if abs(value - round(value)) > _WHOLE_WITHIN:
            return Fault(_quote(raw), f"write {math.floor(value)} or {math.ceil(value)}, or another whole number")
        value = float(round(value))
    return value + 0.0  # a negative zero becomes zero


def _within(value: float, column: Column) -> str:
    if column.kind is Kind.SHARE and (column.low, column.high) == (0, 1):
        return f"write {value / 100:g} or {value:g}%" if 1 < value <= 100 else "write a share, such as 0.85 or 85%"
    if column.low is not None and value < column.low:
        return f"write {column.low:g} or more"
    return f"write {column.high:g} or less"


def _date(raw: object) -> dt.date | Fault:
    if isinstance(raw, dt.date):
        day = raw.date() if isinstance(raw, dt.datetime) else raw
        return day if day >= EARLIEST else Fault(_quote(raw), "write a day from 1900 on")
    readings: tuple[dt.date, ...] = ()
    if not isinstance(raw, bool | dt.time | dt.timedelta):
        readings = typed_dates(text_of(raw))
    if len(readings) == 1:
        return readings[0]
    if readings:
        first, second = (f"{day.isoformat()} ({day.day} {day:%B})" for day in readings)
        return Fault(_quote(raw), f"write {first} or {second}, whichever is meant")
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return Fault(_quote(raw), "format the cell as a date, or write year, month and day as in 2026-06-30")
    return Fault(_quote(raw), "write year (four digits), month and day, as in 2026-06-30")


def _yes_no(raw: object) -> bool | Fault:
    if isinstance(raw, bool):
        return raw
    text = folded(text_of(raw))
    if text in _YES:
        return True
    return False if text in _NO else Fault(_quote(raw), "write yes or no")


def _list(text: str, column: Column) -> tuple[str, ...] | Fault | None:
    parts = split_list(text)
    if column.kind is Kind.IDS:
        parts = tuple({folded(part): part for part in reversed(parts)}.values())[::-1]
    if len(parts) == 1 and folded(parts[0]) in _NONE:
        return ()
    if any(folded(part) in _NONE for part in parts):
        return Fault(_quote(text), "write either none or the list")
    return parts or None


def _id(text: str, column: Column) -> str | Fault | None:
    if column.refers_to and folded(text) in _NONE:
        return None
    if not column.refers_to and (folded(text) in _NONE or re.search("[;；]", text)):
        return Fault(_quote(text), "choose a short name without ; and other than none", "a short name")
    return text
