"""Geometry of the charts of ranges: inside the box, zero always shown, in the order given."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from toolkit.render.charts_band import LEAST_APART, PLOT_WIDTH, BandChart, band_chart
from toolkit.render.charts_certainty import ShareChart, share_chart
from toolkit.render.charts_ranges import LETTER, NARROWEST, RangeChart, Scale, range_chart
from toolkit.render.charts_tornado import MARGIN, Swing, TornadoChart, tornado_chart
from toolkit.render.html import render_part
from toolkit.render.view_parts import Part
from toolkit.render.view_records import Cell, Column, Picture, Table
from toolkit.results import Range

MONEY = st.floats(-1e12, 1e12, allow_nan=False)
WORDS = {"title": "What it shows", "caption": "How to read it", "alternative": "What is in it"}
TOLERANCE = 0.02
"""Positions are written with two decimals."""

modest = settings(deadline=None, derandomize=True, max_examples=60)


def ranges(*found: tuple[float, float, float] | None, text: str = "5 (1 to 9)") -> RangeChart:
    given_ones = [Range(*one) if one else Range(None, None, None) for one in found]
    names = [str(i) for i in range(len(found))]
    return range_chart(names, given_ones, [text] * len(found), **WORDS)


def edges(chart: RangeChart | TornadoChart, row: int) -> tuple[float, float]:
    pieces = chart.rows[row].pieces
    return float(pieces[0].x), float(pieces[-1].x) + float(pieces[-1].width)


@modest
@given(st.lists(st.tuples(MONEY, MONEY, MONEY).map(lambda ends: tuple(sorted(ends))), max_size=12))
def test_ranges_stay_inside_in_the_order_given(found: list[tuple[float, float, float]]) -> None:
    chart = ranges(*found)
    assert 0 <= float(chart.zero) <= 100
    for i in range(len(found)):
        left, right = edges(chart, i)
        assert -TOLERANCE <= left <= right <= 100 + TOLERANCE
        assert left - 0.2 <= float(chart.rows[i].middle) <= right + 0.2
        assert chart.rows[i].text_y < chart.height
    assert all(one.text_y < other.name_y for one, other in pairwise(chart.rows))


@modest
@given(st.tuples(MONEY, MONEY, MONEY).map(lambda ends: tuple(sorted(ends))), MONEY, st.integers(1, 40))
def test_the_text_of_a_range_fits_a_phone(ends: tuple[float, float, float], other: float, letters: int) -> None:
    row = ranges(ends, (other, other, other), text="x" * letters).rows[0]
    width, x = letters * LETTER / NARROWEST * 100, float(row.text_x)
    left, right = (x, x + width) if row.anchor == "start" else (x - width, x)
    assert left >= -TOLERANCE
    assert right <= 100 + TOLERANCE


@pytest.mark.parametrize(
    ("ends", "pieces", "zero"),
    [
        ((10.0, 20.0, 40.0), [("25", "75", False)], "0"),
        ((-40.0, -20.0, -10.0), [("0", "75", True)], "100"),
        ((-50.0, 10.0, 50.0), [("0", "50", True), ("50", "50", False)], "50"),
        ((0.0, 0.0, 0.0), [("0", "0.15", False)], "0"),
        ((7.0, 7.0, 7.0), [("99.85", "0.15", False)], "0"),
    ],
    ids=["earns", "loses", "either", "nothing", "certain"],
)
def test_a_range_is_split_at_zero(
    ends: tuple[float, float, float], pieces: list[tuple[str, str, bool]], zero: str
) -> None:
    chart = ranges(ends)
    assert [(one.x, one.width, one.is_loss) for one in chart.rows[0].pieces] == pieces
    assert (chart.zero, chart.zero_label.text) == (zero, "0")


def test_a_range_that_is_not_known_has_its_name_and_text_only() -> None:
    chart = ranges((1.0, 2.0, 3.0), None)
    assert (chart.rows[1].pieces, chart.rows[1].middle, chart.rows[1].text_x) == ((), "", "0")
    assert chart.rows[1].name == "1"
    assert ranges().rows == ()


@modest
@given(st.lists(st.tuples(MONEY, MONEY), min_size=1, max_size=8), MONEY)
def test_a_tornado_keeps_its_margins(ends: list[tuple[float, float]], likely: float) -> None:
    swings = [Swing(str(i), low, high, "low", "high") for i, (low, high) in enumerate(ends)]
    chart = tornado_chart(swings, likely, "likely", **WORDS)
    for i, row in enumerate(chart.rows):
        left, right = edges(chart, i)
        assert MARGIN - TOLERANCE <= left <= right <= 100 - MARGIN + 0.2
        assert float(row.left_x) <= float(row.right_x)
        assert {row.left, row.right} == {"low", "high"}
    for position in (chart.zero, chart.likely):
        assert MARGIN - TOLERANCE <= float(position) <= 100 - MARGIN + TOLERANCE
    assert all(one.text_y < other.name_y for one, other in pairwise(chart.rows))


def test_what_gives_less_stands_left_whichever_end_it_is() -> None:
    swings = [Swing("cost", 90.0, 70.0, "3", "5", high_assumed=True), Swing("rate", 60.0, 100.0, "0.4", "0.6")]
    cost, rate = tornado_chart(swings, 80.0, "likely 80", **WORDS).rows
    assert (cost.left, cost.left_assumed, cost.right, cost.right_assumed) == ("5", True, "3", False)
    assert (rate.left, rate.right) == ("0.4", "0.6")


@pytest.mark.parametrize(
    ("share", "parts"),
    [
        ((0.6, 0.9), [("first", "0", "60"), ("among", "60", "30"), ("lower", "90", "10")]),
        ((1.0, 1.0), [("first", "0", "100")]),
        ((0.0, 0.0), [("lower", "0", "100")]),
        ((0.0, 1.0), [("among", "0", "100")]),
    ],
)
def test_shares_fill_their_bar(share: tuple[float, float], parts: list[tuple[str, str, str]]) -> None:
    (row,) = share_chart(["a"], [share], ["text"], **WORDS).rows
    assert [(one.kind, one.x, one.width) for one in row.parts] == parts


LINES = {
    "rising": ([-10.0, -5.0, 5.0], [-9.0, 0.0, 20.0], [-8.0, 5.0, 40.0], 1.0),
    "falling": ([-10.0, -20.0], [-9.0, -15.0], [-8.0, -10.0], None),
    "flat": ([0.0, 0.0], [0.0, 0.0], [0.0, 0.0], None),
    "certain": ([-5.0, 5.0], [-5.0, 5.0], [-5.0, 5.0], 0.5),
    "too late": ([-5.0, 5.0], [-5.0, 5.0], [-5.0, 5.0], 7.0),
    "long": ([-1e9] * 121, [0.0] * 121, [1e12] * 121, 60.0),
}


@pytest.mark.parametrize("lines", LINES.values(), ids=LINES)
def test_a_band_draws_within_its_box(lines: tuple[list[float], list[float], list[float], float | None]) -> None:
    low, middle, high, payback = lines
    chart = band_chart(low, middle, high, payback, texts=("low", "middle", "high"), **WORDS)
    last = len(middle) - 1
    for shape in (chart.band, chart.line):
        points = [tuple(map(float, point.split(","))) for point in shape.split()]
        assert all(0 <= x <= last and -0.01 <= y <= 100.01 for x, y in points)
    assert chart.top <= chart.zero_y <= chart.top + chart.plot
    assert [label.text for label in chart.labels] == ["high", "middle", "low"]
    ys = [label.y for label in chart.labels]
    assert all(after - before >= LEAST_APART for before, after in pairwise(ys))
    assert 0 < ys[0] < ys[-1] < chart.height
    assert bool(chart.payback) == (payback is not None and payback <= last)
    assert float(chart.payback or 0) <= PLOT_WIDTH


def test_a_scale_of_nothing_but_zero_has_a_place_for_it() -> None:
    assert Scale.over([]).across(0.0) == 0
    assert Scale.over([0.0], margin=10).across(0.0) == pytest.approx(10)


def charts() -> dict[str, RangeChart | TornadoChart | ShareChart | BandChart]:
    swings = [Swing("Minutes per item", 20.0, 90.0, "9", "14"), Swing("Build cost", 60.0, -10.0, "5", "9", True, True)]
    return {
        "ranges": range_chart(["1  A", "2  B"], [Range(-5, 10, 30), Range(None, None, None)], ["10", "?"], **WORDS),
        "tornado": tornado_chart(swings, 50.0, "likely 50", **WORDS),
        "shares": share_chart(["1  A", "2  B"], [(0.7, 0.9), (0.3, 0.9)], ["first 70", "first 30"], **WORDS),
        "cash_band": band_chart([-9, -4], [-8, 4], [-7, 9], 0.5, texts=("−4", "4", "9"), **WORDS),
    }


@pytest.mark.parametrize("kind", charts())
def test_each_kind_is_drawn_with_its_words(kind: str, snapshot: SnapshotAssertion) -> None:
    chart = charts()[kind]
    assert chart.kind == kind
    table = Table("Figures", (Column("Name"), Column("EUR", True)), ((Cell("A"), Cell("10", is_assumed=True)),))
    html = render_part(Part("It is so.", pictures=(Picture(chart, table),))).partition("</style>")[2]
    assert 'role="img" aria-label="What is in it"' in html
    assert html.index("What it shows") < html.index("<svg") < html.index("How to read it") < html.index("<table")
    assert '<details class="figures"><summary>The chart’s figures</summary>' in html
    assert html == snapshot
