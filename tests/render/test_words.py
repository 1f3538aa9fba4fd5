"""Rounding and wording: one table per rule."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model import Value
from toolkit.render import view_words as words

S = words.SPACE


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (81440.88, "81,400"),
        (81450.0, "81,400"),  # halves go to the even digit, as in Python
        (-7989.03, "−7,990"),
        (999.5, "1,000"),
        (0.012345, "0.0123"),
        (12.0, "12"),
        (-0.0, "0"),
        (1e12, "1,000,000,000,000"),
        (math.nan, "unknown"),
        (math.inf, "unknown"),
    ],
)
def test_money_in_sentences_has_three_significant_digits(value: float, said: str) -> None:
    assert words.rounded(value) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [(81440.88, "81,441"), (-0.001, "0.00"), (99.5, "99.50"), (0.0, "0"), (-0.4, "−0.40"), (math.nan, "unknown")],
)
def test_money_in_tables_is_exact(value: float, said: str) -> None:
    assert words.exact(value) == said


@pytest.mark.parametrize(
    ("share", "digits", "said"),
    [
        (0.338, 0, f"34{S}%"),
        (0.338, 1, f"33.8{S}%"),
        (0.5, 1, f"50{S}%"),
        (0.0994, 0, f"9.9{S}%"),
        (0.0996, 0, f"10{S}%"),
        (0.0, 0, f"0{S}%"),
        (-0.2, 0, f"−20{S}%"),
        (18.0, 0, f"1,800{S}%"),
    ],
)
def test_shares_are_per_cent(share: float, digits: int, said: str) -> None:
    assert words.percent(share, digits) == said


@pytest.mark.parametrize(
    ("value", "said"), [(11.3, "11 months"), (1.4, "1 month"), (0.3, "less than a month"), (0.0, "at once")]
)
def test_months_are_whole_in_sentences(value: float, said: str) -> None:
    assert words.months(value) == said


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (None, "days", "unknown"),
        (True, "", "yes"),
        (False, "", "no"),
        (0, "days", "0 days"),
        (0.1, "share per year", f"10{S}% a year"),
        ("2026-06-30", "", "30 June 2026"),
        ("", "", "blank"),
        (0.0001234567, "per item", "0.000123457 per item"),
        (900.0, "items per month", "900 items per month"),
    ],
)
def test_any_value_has_words(value: Value, unit: str, said: str) -> None:
    assert words.value_text(value, unit) == said


@given(st.floats())
def test_no_number_is_ever_written_as_nan_or_with_an_exponent(value: float) -> None:
    for said in (words.rounded(value), words.exact(value), words.decimal(value), words.plain(value)):
        assert "nan" not in said
        assert "inf" not in said
        assert "e" not in said
        assert "-" not in said
        assert not said.startswith("−0.0") or said.strip("−0.,")


@given(st.text())
def test_cleaned_text_steers_neither_page_nor_terminal(text: str) -> None:
    cleaned = words.clean(text)
    assert not set(cleaned) & set("\x00\x1b\x07\n\r\t\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert len(words.shorten(text, 20)) <= 20


def test_a_date_that_is_none_stays_text() -> None:
    assert words.date("soon") == "soon"
    assert words.date("") == "unknown"


def test_lengths_of_time() -> None:
    assert [words.span(months) for months in (12, 36, 30, 1, 120)] == [
        *("one year", "three years", "30 months", "one month", "ten years")
    ]
