"""How numbers, dates, names and missing values are written, once, for page, workbook and terminal alike.

Money has three significant digits in sentences (:func:`rounded`) and stands to the unit in tables (:func:`exact`);
months are whole in sentences; shares are per cent. Nothing here ever writes ``nan`` or ``None``.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.model import Value
    from toolkit.results import Program

MINUS = "\N{MINUS SIGN}"
SPACE = "\N{NO-BREAK SPACE}"
UNKNOWN = "unknown"
NAME_LENGTH = 60
TEXT_LENGTH = 300
CURRENCY_LENGTH = 8
MONTHS_A_YEAR = 12
MOST_DECIMALS = 12

_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]")
_SPACES = re.compile(r"\s+")


def clean(text: str) -> str:
    """Return a client's text fit to stand in a line: white space single, controls and direction overrides as �.

    An override would turn the rest of the page around, an escape sequence would steer the terminal.

    >>> clean(" Order\\n to\\u202e cash ")
    'Order to� cash'
    """
    if text.isprintable() and "  " not in text:  # nearly every text, and several times as fast
        return text.strip()
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", _SPACES.sub(" ", text)).strip()


def shorten(text: str, length: int = TEXT_LENGTH) -> str:
    """Return cleaned text of at most ``length`` characters, the end cut off with an ellipsis.

    >>> shorten("Client reporting", 10)
    'Client re…'
    """
    found = clean(text)
    return found if len(found) <= length else found[: length - 1].rstrip() + "…"


def name_of(text: str, fallback: str = "unnamed") -> str:
    """Return a name as it stands in sentences and tables; ``fallback`` where there is none."""
    return shorten(text, NAME_LENGTH) or fallback


def count(number: int, one: str, many: str = "") -> str:
    """Return a number of things in words up to ten, the plural with ``s`` unless given.

    >>> count(1, "candidate"), count(3, "candidate"), count(14, "cell"), count(0, "agency", "agencies")
    ('one candidate', 'three candidates', '14 cells', 'no agencies')
    """
    return f"{number_word(number)} {one if number == 1 else many or one + 's'}"


def number_word(number: int) -> str:
    """Return a whole number in words up to ten, then in digits."""
    return _COUNTS[number] if 0 <= number < len(_COUNTS) else f"{number:,}"


def capital(sentence: str) -> str:
    """Return the sentence with its first letter raised."""
    return sentence[:1].upper() + sentence[1:]


def article(noun: str) -> str:
    """Return a noun of ours with its article.

    >>> article("automation rate"), article("realisation rate")
    ('an automation rate', 'a realisation rate')
    """
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"


def listed(parts: Sequence[str]) -> str:
    """Return parts as a list in a sentence.

    >>> listed(["a"]), listed(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1] if parts else ""


def _signed(text: str) -> str:
    digits = text.lstrip("-")
    return MINUS + digits if text.startswith("-") and digits.strip("0.,") else digits


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(value: float) -> str:
    """Return a number with three significant digits, for sentences.

    >>> rounded(81440.88), rounded(-7989.0), rounded(1234567), rounded(45.678), rounded(0.0), rounded(99960)
    ('81,400', '−7,990', '1,230,000', '45.7', '0', '100,000')
    """
    if value == 0 or not math.isfinite(value):
        return "0" if value == 0 else UNKNOWN
    kept = float(f"{value:.3g}")
    if math.isinf(kept):
        kept = value
    digits = min(MOST_DECIMALS, max(0, 2 - math.floor(math.log10(abs(kept)))))
    return _signed(_trimmed(f"{kept:,.{digits}f}"))


def exact(value: float) -> str:
    """Return an amount as it stands in tables: to the unit, small ones that are not whole to the cent.

    >>> exact(81440.88), exact(-0.2), exact(0.35), exact(-88008.257)
    ('81,441', '−0.20', '0.35', '−88,008')
    """
    if not math.isfinite(value):
        return UNKNOWN
    return _signed(f"{value:,.0f}" if abs(value) >= 100 or value == round(value) else f"{value:,.2f}")


def decimal(value: float, digits: int = 1) -> str:
    """Return a number with a fixed number of decimals.

    >>> decimal(12.325), decimal(2.8889, 2), decimal(-0.04)
    ('12.3', '2.89', '0.0')
    """
    return _signed(f"{value:,.{digits}f}") if math.isfinite(value) else UNKNOWN


def plain(value: float) -> str:
    """Return a number as it was typed, near enough: six significant digits, no exponent.

    >>> plain(900.0), plain(0.0035), plain(1234567.25), plain(0.81)
    ('900', '0.0035', '1,234,567', '0.81')
    """
    if value == 0 or not math.isfinite(value):
        return "0" if value == 0 else UNKNOWN
    digits = min(MOST_DECIMALS, max(0, 5 - math.floor(math.log10(abs(value)))))
    return _signed(_trimmed(f"{value:,.{digits}f}"))


def percent(share: float, digits: int = 0) -> str:
    """Return a share as per cent; below 10 % with one decimal where it has one.

    >>> percent(0.338), percent(0.015), percent(0.338, 1), percent(1.2)
    ('34\\xa0%', '1.5\\xa0%', '33.8\\xa0%', '120\\xa0%')
    """
    if not math.isfinite(share):
        return UNKNOWN
    digits = max(digits, 1 if abs(share) < 0.0995 else 0)
    return f"{_signed(_trimmed(f'{share * 100:,.{digits}f}'))}{SPACE}%"


def times(multiple: float | None) -> str:
    """Return a return multiple, two decimals everywhere; a word where it is missing."""
    return "no cost to divide by" if multiple is None else f"{decimal(multiple, 2)}{SPACE}×"


def months(value: float) -> str:
    """Return a number of months, whole, for sentences.

    >>> months(11.3), months(0.7), months(0.2), months(0.0)
    ('11 months', '1 month', 'less than a month', 'at once')
    """
    whole = round(value)
    if whole < 1:
        return "at once" if value <= 0 else "less than a month"
    return f"{whole:,} {'month' if whole == 1 else 'months'}"


def days(value: float) -> str:
    """Return a number of days: whole from ten on, one decimal below.

    >>> days(12.3), days(0.8), days(1.0), days(0.0)
    ('12 days', '0.8 days', '1 day', '0 days')
    """
    text = decimal(value, 0) if value >= 10 else _trimmed(decimal(value))
    return f"{text} {'day' if text == '1' else 'days'}"


def span(number_of_months: int) -> str:
    """Return a length of time in words.

    >>> span(36), span(12), span(30)
    ('three years', 'one year', '30 months')
    """
    years, rest = divmod(number_of_months, MONTHS_A_YEAR)
    return count(number_of_months, "month") if rest or not years else count(years, "year")


def date(day: dt.date | str) -> str:
    """Return a date, given as such or in ISO form; the text itself where it is no date.

    >>> date("2026-06-30"), date(dt.date(2026, 5, 1))
    ('30 June 2026', '1 May 2026')
    """
    if isinstance(day, str):
        try:
            day = dt.date.fromisoformat(day)
        except ValueError:
            return shorten(str(day)) or UNKNOWN
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


# Not strftime: its names follow the language of the system.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def value_text(value: Value, unit: str = "") -> str:
    """Return any cell, policy value or result with its unit; *unknown* where it is missing.

    >>> value_text(0.6, "share"), value_text(True), value_text(2.0, "minutes per item"), value_text(None, "days")
    ('60\\xa0%', 'yes', '2 minutes per item', 'unknown')
    >>> value_text(1.0, "months"), value_text(0.82, "score")
    ('1 month', '0.82 of 1')
    """
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return date(value) if _ISO.fullmatch(value) else shorten(value) or "blank"
    if unit == "share" or unit.startswith("share per"):
        return percent(value, 1) + unit.removeprefix("share").replace(" per ", " a ")
    return f"{plain(value)} {unit_of(value, shorten(unit))}".rstrip()


_PLURALS = ("years", "months", "weeks", "days", "hours", "minutes", "items", "points", "times", "agents", "quarters")


def unit_of(value: float, unit: str) -> str:
    """Return a unit as it reads after its number: a score is one *of 1*, and one of anything is singular."""
    if unit == "score":
        return "of 1"
    first, space, rest = unit.partition(" ")
    return f"{first[:-1]}{space}{rest}" if value == 1 and first in _PLURALS else unit


_ISO = re.compile(r"\d{4}-\d\d-\d\d")


def title_of(title: str) -> str:
    """Return a column's title as it reads in a sentence: without the part of its range."""
    return clean(title).removesuffix(", likely")


@dataclass(frozen=True)
class Terms:
    """What every sentence of one assessment shares: its currency and its horizon."""

    currency: str
    horizon_months: int

    @classmethod
    def of(cls, program: Program) -> Terms:
        """Return the terms of a program."""
        return cls(shorten(program.currency, CURRENCY_LENGTH), program.horizon_months)

    @property
    def horizon(self) -> str:
        """The horizon in words."""
        return span(self.horizon_months)

    def amount(self, value: float | None) -> str:
        """Return money for a sentence, the currency before it; *unknown* where missing."""
        return UNKNOWN if value is None else f"{self.currency}{SPACE}{rounded(value)}"

    def unit(self, unit: str) -> str:
        """Return a unit with the currency in place of the word for it."""
        return self.currency if unit in ("currency", "money") else unit.replace("money", self.currency)
