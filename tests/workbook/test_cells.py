"""One raw cell: read right or named. Tables of what people type."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.sheets import LISTS, NUMERIC, SHEETS, Column, Kind
from toolkit.workbook.cell_numbers import is_other_currency
from toolkit.workbook.cells import Broken, ErrorCode, Fault, clean, read_cell

NUMBER = Column("n", "number", Kind.NUMBER, "")
MONEY = Column("m", "money", Kind.MONEY, "", low=0)
SHARE = Column("s", "share", Kind.SHARE, "", low=0, high=1)
WHOLE = Column("i", "whole", Kind.INTEGER, "", "months", low=1, high=120)
DATE = Column("d", "date", Kind.DATE, "")
TEXT = Column("t", "text", Kind.TEXT, "")
YES_NO = Column("y", "yes", Kind.YES_NO, "")
LEVEL = Column("c", "level", Kind.CHOICE, "", choices=("low", "medium", "high", "ad hoc"))
ID = Column("id", "id", Kind.ID, "")
REFERENCE = Column("r", "reference", Kind.ID, "", refers_to="Agents")
IDS = Column("ids", "ids", Kind.IDS, "", refers_to="Systems")
TERMS = Column("terms", "terms", Kind.TERMS, "")

DAY = dt.date(2026, 6, 30)

READ: list[tuple[Column, Any, Any]] = [
    (NUMBER, 3, 3.0),
    (NUMBER, -2.5, -2.5),
    (NUMBER, "0,85", 0.85),
    (NUMBER, "0.85", 0.85),
    (NUMBER, ".5", 0.5),
    (NUMBER, "12.", 12.0),
    (NUMBER, "0.125", 0.125),
    (NUMBER, "0,125", 0.125),
    (NUMBER, "1220.500", 1220.5),
    (NUMBER, "1 200", 1200.0),
    (NUMBER, "1\u00a0200", 1200.0),
    (NUMBER, "1\u202f200,5", 1200.5),
    (NUMBER, "1'200.50", 1200.5),
    (NUMBER, "1’200", 1200.0),
    (NUMBER, "1.220,50", 1220.5),
    (NUMBER, "1,220.50", 1220.5),
    (NUMBER, "1,234,567", 1234567.0),
    (NUMBER, "1.234.567,8", 1234567.8),
    (NUMBER, " 42 ", 42.0),
    (NUMBER, "+7", 7.0),
    (NUMBER, "-7", -7.0),
    (NUMBER, "\N{MINUS SIGN}7,5", -7.5),
    (NUMBER, "1e3", 1000.0),
    (NUMBER, "1２3", 123.0),
    (NUMBER, "", None),
    (NUMBER, " \u00a0\u200b", None),
    (NUMBER, None, None),
    (MONEY, "€ 24000", 24000.0),
    (MONEY, "24000 EUR", 24000.0),
    (MONEY, "24.000,00 €", 24000.0),
    (MONEY, "EUR24 000", 24000.0),
    (MONEY, "24000 eur", 24000.0),
    (SHARE, 0.85, 0.85),
    (SHARE, 0, 0.0),
    (SHARE, 1, 1.0),
    (SHARE, "85%", 0.85),
    (SHARE, "85 %", 0.85),
    (SHARE, "8,5%", 0.085),
    (SHARE, "0,85", 0.85),
    (WHOLE, 36.0, 36.0),
    (WHOLE, 2.9999999999999996, 3.0),
    (WHOLE, "36", 36.0),
    (DATE, dt.datetime(2026, 6, 30, 14, 5), DAY),
    (DATE, DAY, DAY),
    (DATE, "2026-06-30", DAY),
    (DATE, "2026-06-30T10:15:00Z", DAY),
    (DATE, "2026-06-30 10:15", DAY),
    (DATE, "2026/6/30", DAY),
    (DATE, "20260630", DAY),
    (DATE, 20260630, DAY),
    (DATE, "30.06.2026", DAY),
    (DATE, "30.6.2026 08:00", DAY),
    (DATE, "3.4.2026", dt.date(2026, 4, 3)),
    (DATE, "30/06/2026", DAY),
    (DATE, "06/30/2026", DAY),
    (DATE, "30-06-2026", DAY),
    (DATE, "04/04/2026", dt.date(2026, 4, 4)),
    (DATE, "30 June 2026", DAY),
    (DATE, "30. Juni 2026", DAY),
    (DATE, "30-Jun-2026", DAY),
    (DATE, "30th June, 2026", DAY),
    (DATE, "June 30, 2026", DAY),
    (DATE, "Jun. 30th 2026", DAY),
    (DATE, "JUNE 30 2026", DAY),
    (DATE, " 2026-06-30\n", DAY),
    (DATE, "", None),
    (TEXT, "  Client\u00a0", "Client"),
    (TEXT, 7.0, "7"),
    (TEXT, 7.25, "7.25"),
    (TEXT, True, "TRUE"),
    (TEXT, dt.datetime(2026, 6, 30), "2026-06-30"),
    (TEXT, dt.datetime(2026, 6, 30, 8, 30), "2026-06-30 08:30:00"),
    (TEXT, "=SUM of all", "=SUM of all"),
    (TEXT, "e\u0301", "\u00e9"),
    (TEXT, "a\x0bb_x000B_\x1fc", "abc"),
    (TEXT, "one\r\ntwo_x000D_\rthree", "one\ntwo\nthree"),
    (TEXT, "#TODO", "#TODO"),
    (YES_NO, True, True),
    (YES_NO, 0, False),
    (YES_NO, 1.0, True),
    (YES_NO, " Yes ", True),
    (YES_NO, "Y", True),
    (YES_NO, "x", True),
    (YES_NO, "ja", True),
    (YES_NO, "TRUE", True),
    (YES_NO, "Nein", False),
    (YES_NO, "n", False),
    (YES_NO, "", None),
    (LEVEL, " HIGH", "high"),
    (LEVEL, "ad_hoc", "ad hoc"),
    (LEVEL, "Ad-Hoc", "ad hoc"),
    (LEVEL, "", None),
    (ID, 7.0, "7"),
    (ID, "  Client \n intake ", "Client intake"),
    (REFERENCE, "none", None),
    (REFERENCE, "-", None),
    (REFERENCE, "intake", "intake"),
    (IDS, "crm; erp", ("crm", "erp")),
    (IDS, ";;crm ;\n erp;", ("crm", "erp")),
    (IDS, "crm\nerp", ("crm", "erp")),
    (IDS, "crm; CRM; erp", ("crm", "erp")),
    (IDS, "None", ()),
    (IDS, "-", ()),
    (IDS, "–", ()),
    (IDS, "; none ;", ()),
    (IDS, "", None),
    (IDS, " ; ; ", None),
    (IDS, 7, ("7",)),
    (TERMS, "match, then file; release", ("match, then file", "release")),
    (TERMS, "a[A-Z]; a[a-z]", ("a[A-Z]", "a[a-z]")),
]

NAMED: list[tuple[Column, Any, str, str]] = [
    (SHARE, 85, '"85"', "write 0.85 or 85%"),
    (SHARE, "85", '"85"', "write 0.85 or 85%"),
    (SHARE, 850, '"850"', "write a share, such as 0.85 or 85%"),
    (SHARE, -0.1, '"-0.1"', "write a share, such as 0.85 or 85%"),
    (SHARE, "120%", '"120%"', "write 0.012 or 1.2%"),
    (NUMBER, "1,220", '"1,220"', "write 1220 or 1.22, whichever is meant, without a thousands mark"),
    (NUMBER, "1.220", '"1.220"', "write 1220 or 1.22, whichever is meant, without a thousands mark"),
    (NUMBER, "-12.500", '"-12.500"', "write -12500 or -12.5, whichever is meant, without a thousands mark"),
    (SHARE, "12,345%", '"12,345%"', "write 12345% or 12.345%, whichever is meant, without a thousands mark"),
    (NUMBER, "24k", '"24k"', "write the number in full, such as 24000"),
    (NUMBER, "14 min", '"14 min"', "write the number alone"),
    (NUMBER, "1,22,0", '"1,22,0"', "write the number alone"),
    (NUMBER, "12 00", '"12 00"', "write the number alone"),
    (NUMBER, "1/2", '"1/2"', "write the number alone"),
    (NUMBER, "10 - 20", '"10 - 20"', "write the number alone"),
    (NUMBER, "5²", '"5²"', "write the number alone"),
    (NUMBER, "n/a", '"n/a"', "write a number, or leave the cell blank"),
    (NUMBER, "nan", '"nan"', "write a number, or leave the cell blank"),
    (NUMBER, "inf", '"inf"', "write a number, or leave the cell blank"),
    (NUMBER, math.nan, '"nan"', "write a number, or leave the cell blank"),
    (NUMBER, math.inf, '"inf"', "write a number, or leave the cell blank"),
    (NUMBER, "1e999", '"1e999"', "write the number alone"),
    (NUMBER, True, '"TRUE"', "write a number"),
    (NUMBER, "85%", '"85%"', "write the number without %"),
    (NUMBER, "14 EUR", '"14 EUR"', "write the number alone, it is no amount of money"),
    (NUMBER, dt.datetime(2026, 6, 30), '"2026-06-30"',
     "format the cell as a number, not as a date or time, and write the number"),
    (NUMBER, dt.timedelta(hours=30), '"1 day, 6:00:00"',
     "format the cell as a number, not as a date or time, and write the number"),
    (MONEY, -1, '"-1"', "write 0 or more"),
    (MONEY, "24000 USD", '"24000 USD"', "convert it, and write the amount in EUR"),
    (MONEY, "$24000", '"$24000"', "convert it, and write the amount in EUR"),
    (WHOLE, 2.5, '"2.5"', "write 2 or 3, or another whole number"),
    (WHOLE, 121, '"121"', "write 120 or less"),
    (DATE, "03/04/2026", '"03/04/2026"', "write 2026-04-03 (3 April) or 2026-03-04 (4 March), whichever is meant"),
    (DATE, "3-4-2026", '"3-4-2026"', "write 2026-04-03 (3 April) or 2026-03-04 (4 March), whichever is meant"),
    (DATE, "30.06.26", '"30.06.26"', "write year (four digits), month and day, as in 2026-06-30"),
    (DATE, "06.30.2026", '"06.30.2026"', "write year (four digits), month and day, as in 2026-06-30"),
    (DATE, "June 2026", '"June 2026"', "write year (four digits), month and day, as in 2026-06-30"),
    (DATE, "31.02.2026", '"31.02.2026"', "write year (four digits), month and day, as in 2026-06-30"),
    (DATE, "2026-6", '"2026-6"', "write year (four digits), month and day, as in 2026-06-30"),
    (DATE, 46203, '"46203"', "format the cell as a date, or write year, month and day as in 2026-06-30"),
    (DATE, 2026, '"2026"', "format the cell as a date, or write year, month and day as in 2026-06-30"),
    (DATE, True, '"TRUE"', "write year (four digits), month and day, as in 2026-06-30"),
    (DATE, dt.time(8, 30), '"08:30:00"', "write year (four digits), month and day, as in 2026-06-30"),
    (DATE, dt.datetime(1899, 12, 31), '"1899-12-31"', "write a day from 1900 on"),
    (YES_NO, "maybe", '"maybe"', "write yes or no"),
    (YES_NO, 2, '"2"', "write yes or no"),
    (LEVEL, "hgih", '"hgih"', 'did you mean "high"?'),
    (LEVEL, "adhoc", '"adhoc"', 'did you mean "ad hoc"?'),
    (LEVEL, "42", '"42"', "write one of these"),
    (ID, "crm; erp", '"crm; erp"', "choose a short name without ; and other than none"),
    (ID, "none", '"none"', "choose a short name without ; and other than none"),
    (IDS, "none; crm", '"none; crm"', "write either none or the list"),
    (TEXT, "#REF!", '"#REF!"', "repair the formula, or write the value"),
    (NUMBER, ErrorCode("#DIV/0!"), '"#DIV/0!"', "repair the formula, or write the value"),
    (TEXT, ErrorCode("#NEW!"), '"#NEW!"', "repair the formula, or write the value"),
    (TEXT, Broken.UNCACHED, "a formula without a value", "open it in Excel or LibreOffice and save it once"),
    (TEXT, Broken.DAMAGED, "a damaged cell", "write the value again"),
    (LEVEL, "x" * 80, '"' + "x" * 59 + '…"', "write one of these"),
]  # fmt: skip


@pytest.mark.parametrize(("column", "raw", "value"), READ, ids=lambda item: getattr(item, "kind", repr(item)))
def test_what_is_read(column: Column, raw: Any, value: Any) -> None:
    read = read_cell(raw, column, "EUR")
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("column", "raw", "found", "mend"), NAMED, ids=lambda item: getattr(item, "kind", repr(item)[:40])
)
def test_what_is_named(column: Column, raw: Any, found: str, mend: str) -> None:
    fault = read_cell(raw, column, "EUR")
    assert isinstance(fault, Fault), fault
    assert (fault.found, fault.mend) == (found, mend)


@pytest.mark.parametrize("raw", [-0.0, "-0", "-0,0"])
def test_there_is_no_negative_zero(raw: Any) -> None:
    assert str(read_cell(raw, NUMBER)) == "0.0"


def test_an_integer_of_thousands_of_digits_is_named() -> None:
    fault = read_cell(10**5000, NUMBER)
    assert isinstance(fault, Fault)
    assert fault.mend == "write a number that Excel can hold"


@pytest.mark.parametrize(
    ("typed", "expected", "is_other"),
    [
        ("USD", "EUR", True), ("EUR", "EUR", False), ("€", "eur", False), ("€", "€", False), ("$", "CAD", False),
        ("US$", "CAD", True), ("¥", "CNY", False), ("£", "EUR", True), ("USD", "", False), ("₿", "EUR", False),
    ],
)  # fmt: skip
def test_other_currencies_are_told_only_where_it_is_certain(typed: str, expected: str, is_other: bool) -> None:
    assert is_other_currency(typed, expected) is is_other


ALL_COLUMNS = [column for sheet in SHEETS for column in sheet.columns]
CURIOUS = "0123456789.,'-+%€$/;:=#()eE \n\u00a0\u202fÄß١x_\x00\x0b\ud800"
RAW = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.text(alphabet=CURIOUS),
    st.datetimes(), st.dates(), st.times(), st.timedeltas(), st.sampled_from(Broken), st.just(ErrorCode("#N/A")),
    st.dates().map(lambda day: f"{day.day}/{day.month}/{day.year}"),
    st.dates().map(lambda day: f"{day:%d %B %Y}"),
    st.floats(allow_nan=False).map(str), st.integers().map(lambda n: f"{n:,}"),
)  # fmt: skip


@settings(max_examples=600, deadline=None)
@given(raw=RAW, column=st.sampled_from(ALL_COLUMNS), currency=st.sampled_from(["", "EUR", "$", "points"]))
def test_every_cell_is_read_or_named(raw: Any, column: Column, currency: str) -> None:
    read = read_cell(raw, column, currency)
    if read is None:
        return
    if isinstance(read, Fault):
        assert read.found
        assert read.mend
        assert "\n" not in read.found + read.mend
        return
    if column.kind in NUMERIC:
        assert isinstance(read, float)
        assert math.isfinite(read)
        assert column.low is None or read >= column.low
        assert column.high is None or read <= column.high
        assert column.kind is not Kind.INTEGER or read.is_integer()
    elif column.kind is Kind.DATE:
        assert type(read) is dt.date
        assert read.year >= 1900
    elif column.kind is Kind.YES_NO:
        assert isinstance(read, bool)
    elif column.kind in LISTS:
        assert isinstance(read, tuple)
        assert all(part and part == part.strip() for part in read)
        assert len(set(read)) == len(read)
    else:
        assert isinstance(read, str)
        assert read
        assert read == clean(read)
        assert not column.choices or read in column.choices


@settings(max_examples=200, deadline=None)
@given(number=st.floats(allow_nan=False, allow_infinity=False, width=32))
def test_a_number_means_the_same_as_its_text(number: float) -> None:
    typed = f"{number:.6f}"
    read = read_cell(typed, NUMBER)
    assert read == float(typed)
    assert read_cell(typed.replace(".", ","), NUMBER) == float(typed)


@settings(max_examples=200, deadline=None)
@given(day=st.dates(min_value=dt.date(1900, 1, 1)))
def test_a_date_means_the_same_in_every_spelling(day: dt.date) -> None:
    for text in (day.isoformat(), f"{day.day}.{day.month}.{day.year}", f"{day.day} {day:%B} {day.year:04}"):
        assert read_cell(text, DATE) == day
    slashed = read_cell(f"{day.day:02}/{day.month:02}/{day.year:04}", DATE)
    assert slashed == day or (isinstance(slashed, Fault) and day.isoformat() in slashed.mend)
