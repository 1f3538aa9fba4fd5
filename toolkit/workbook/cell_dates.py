"""Dates as people type them into text cells.

Pure functions on text. None of them raises.
"""

from __future__ import annotations

import re
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january januar jan jän jänner",
            "february februar feb",
            "march märz mar mär maerz mrz",
            "april apr",
            "may mai",
            "june juni jun",
            "july juli jul",
            "august aug",
            "september sep sept",
            "october oktober oct okt",
            "november nov",
            "december dezember dec dez",
        ),
        start=1,
    )
    for name in names.split()
}
_TIME = re.compile(
    r"(?<=[0-9])(?:,?\s+|T)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?"
    r"\s*(?:Z|[+-][0-9]{2}:?[0-9]{2})?$"
)
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.]?)([0-9]{1,2})\2([0-9]{1,2})")
_DOTS = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})")
_EITHER = re.compile(r"([0-9]{1,2})([-/])([0-9]{1,2})\2([0-9]{4})")
_DAY_MONTH = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th|\.)?[\s-]*([^\W\d_]+)\.?,?[\s-]*([0-9]{4})")
_MONTH_DAY = re.compile(r"([^\W\d_]+)\.?\s*([0-9]{1,2})(?:st|nd|rd|th)?,?\s+([0-9]{4})")
EARLIEST = date(1900, 1, 1)
"""Excel knows no earlier day."""


def typed_dates(text: str) -> tuple[date, ...]:
    """Return the readings of a text as a date: one, two where day and month may be swapped, none.

    A time of day is dropped. Dots mean day.month.year; the year has four digits.

    >>> typed_dates("30.06.2026"), typed_dates("June 30, 2026"), typed_dates("2026-06-30 10:15")
    ((datetime.date(2026, 6, 30),), (datetime.date(2026, 6, 30),), (datetime.date(2026, 6, 30),))
    >>> typed_dates("03/04/2026")
    (datetime.date(2026, 4, 3), datetime.date(2026, 3, 4))
    >>> typed_dates("06/2026")
    ()
    """
    rest = _TIME.sub("", " ".join(text.split()))
    if match := _YEAR_FIRST.fullmatch(rest):
        year, mark, month, day = match.groups()
        return () if not mark and len(rest) != 8 else _days((year, month, day))
    if match := _DOTS.fullmatch(rest):
        day, month, year = match.groups()
        return _days((year, month, day))
    if match := _EITHER.fullmatch(rest):
        first, _, second, year = match.groups()
        return _days((year, second, first), (year, first, second))
    if match := _DAY_MONTH.fullmatch(rest):
        day, word, year = match.groups()
        return _days((year, _MONTHS.get(word.casefold(), 0), day))
    if match := _MONTH_DAY.fullmatch(rest):
        word, day, year = match.groups()
        return _days((year, _MONTHS.get(word.casefold(), 0), day))
    return ()


def _days(*parts: tuple[str | int, ...]) -> tuple[date, ...]:
    found: list[date] = []
    for year, month, day in parts:
        try:
            reading = date(int(year), int(month), int(day))
        except ValueError:
            continue
        if reading >= EARLIEST and reading not in found:
            found.append(reading)
    return tuple(found)
