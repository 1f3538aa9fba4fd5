"""Numbers as people type them into text cells: decimal commas, thousands, percent signs, currencies.

Pure functions on text. None of them raises.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass

CURRENCIES = frozenset(
    "AED ARS AUD BGN BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR ISK JPY KES KRW MAD MXN MYR NGN "  # noqa: SIM905
    "NOK NZD PHP PKR PLN QAR RON RSD RUB SAR SEK SGD THB TRY TWD UAH USD VND ZAR".split()
)
_SYMBOLS = {"€": {"EUR"}, "£": {"GBP", "EGP"}, "¥": {"JPY", "CNY"}, "₹": {"INR"}, "₺": {"TRY"}, "₩": {"KRW"}}
_DOLLARS = frozenset("ARS AUD CAD CLP COP HKD MXN NZD SGD TWD USD".split())  # noqa: SIM905

_SPACE = r"[ '’]"
_GROUPED_BY_SPACE = re.compile(rf"[0-9]{{1,3}}(?:{_SPACE}[0-9]{{3}})+(?:[.,][0-9]+)?")
_SCIENTIFIC = re.compile(r"[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]{1,3}")
_PLAIN = re.compile(r"[0-9]*(?:[.,][0-9]+)?|[0-9]+[.,]?")
_GROUPED = {
    ",": re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?"),
    ".": re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]*)?"),
}
_AMBIGUOUS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")


@dataclass(frozen=True)
class TypedNumber:
    """A number found in text.

    ``readings`` holds one value, two where the separator may mean thousands or decimals (thousands first), none
    where the text is no number. ``currency`` is the symbol or code that stood beside it.
    """

    readings: tuple[float, ...]
    is_percent: bool = False
    currency: str = ""


def typed_number(text: str) -> TypedNumber:
    """Read the number in a text; percentages are returned as shares.

    >>> typed_number("1.220,50 EUR")
    TypedNumber(readings=(1220.5,), is_percent=False, currency='EUR')
    >>> typed_number("85 %")
    TypedNumber(readings=(0.85,), is_percent=True, currency='')
    >>> typed_number("1,220").readings
    (1220.0, 1.22)
    >>> typed_number("a lot").readings
    ()
    """
    if any(unicodedata.category(letter) == "No" for letter in text):
        return TypedNumber(())  # the usual forms of ² and ½ would read as 2 and 1/2
    rest = " ".join(unicodedata.normalize("NFKC", text).replace("\N{MINUS SIGN}", "-").split())
    sign, rest = _sign(rest)
    rest, currency = _without_currency(rest)
    if not sign:
        sign, rest = _sign(rest)
    is_percent = rest.endswith("%")
    rest = rest.removesuffix("%").rstrip()
    scale = 100 if is_percent else 1
    factor = -1 if sign == "-" else 1
    readings = tuple(factor * value / scale for value in _readings(rest))
    if not all(math.isfinite(value) for value in readings):
        readings = ()
    return TypedNumber(readings, is_percent, currency)


def is_other_currency(typed: str, expected: str) -> bool:
    """Tell whether a typed symbol or code certainly names another currency than the expected code or symbol.

    >>> is_other_currency("USD", "EUR"), is_other_currency("$", "EUR"), is_other_currency("€", "EUR")
    (True, True, False)
    >>> is_other_currency("$", "CAD"), is_other_currency("USD", "our own points")
    (False, False)
    """
    ours, theirs = _codes(expected), _codes(typed)
    return bool(ours and theirs and not ours & theirs)


def _codes(name: str) -> frozenset[str]:
    code = name.strip().upper()
    if code in CURRENCIES:
        return frozenset({code})
    if code.endswith("$"):
        return frozenset({"USD"}) if code == "US$" else _DOLLARS
    return frozenset(_SYMBOLS.get(code, ()))


def _sign(text: str) -> tuple[str, str]:
    return (text[0], text[1:].lstrip()) if text[:1] in {"+", "-"} else ("", text)


def _without_currency(text: str) -> tuple[str, str]:
    for name in (text[:3], text[:1]):
        if _is_currency(name):
            return text[len(name) :].lstrip(), name.upper()
    for name in (text[-3:], text[-1:]):
        if _is_currency(name):
            return text[: -len(name)].rstrip(), name.upper()
    return text, ""


def _is_currency(name: str) -> bool:
    return name.upper() in CURRENCIES | {"US$"} or (len(name) == 1 and unicodedata.category(name) == "Sc")


def _readings(text: str) -> tuple[float, ...]:
    if _AMBIGUOUS.fullmatch(text):
        return float(re.sub("[.,]", "", text)), float(text.replace(",", "."))
    if _SCIENTIFIC.fullmatch(text):
        return (float(text),)
    if _GROUPED_BY_SPACE.fullmatch(text):
        return (float(re.sub(_SPACE, "", text).replace(",", ".")),)
    if text and _PLAIN.fullmatch(text):
        return (float(text.replace(",", ".")),)
    for mark, pattern in _GROUPED.items():
        if pattern.fullmatch(text):
            return (float(text.replace(mark, "").replace(",", ".")),)
    return ()
