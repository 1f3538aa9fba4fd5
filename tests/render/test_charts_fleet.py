"""The geometry of strips, learning, value against cost and the ladder: inside, in order, nothing over another."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from toolkit.kernels.learning import learning
from toolkit.render.charts_ladder import ladder_chart, mix_chart
from toolkit.render.charts_learning import Deployment, LearningChart, fit_of, learning_chart
from toolkit.render.charts_ranges import LETTER, NARROWEST
from toolkit.render.charts_scatter import LABEL_ROW, Point, ScatterChart, scatter_chart
from toolkit.render.charts_strips import Scale, Strip, StripChart, strip_chart
from toolkit.render.html import render_part
from toolkit.render.view_parts import Part
from toolkit.render.view_records import Cell, Chart, Column, Mark, Picture, Table

WORDS = {"title": "What it shows", "caption": "How to read it", "alternative": "What is in it"}
TOLERANCE = 0.02
modest = settings(deadline=None, derandomize=True, max_examples=60)

SHARES = st.floats(0, 1)
SERIES = st.lists(st.one_of(st.none(), SHARES), min_size=6, max_size=6)
SCALES = (Scale("Completed", "0 to 100 %", 0.0, 1.0), Scale("Unedited", "80 to 100 %", 0.8, 1.0, 0.85))


def strips(*series: list[float | None], weeks: int = 6) -> StripChart:
    rows = [Strip(f"Agent {i}", "● stable", "pass", [one, one], ["5 %", "6 %"]) for i, one in enumerate(series)]
    return strip_chart(SCALES, rows, weeks=weeks, recent=4, dates=("first", "last"), **WORDS)


def pairs(points: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in (point.split(",") for point in points.split())]


@modest
@given(st.lists(SERIES, min_size=1, max_size=15))
def test_strips_stay_in_their_panels_in_the_order_given(series: list[list[float | None]]) -> None:
    chart = strips(*series)
    assert [row.name for row in chart.rows] == [f"Agent {i}" for i in range(len(series))]
    assert all(one.plot_y + chart.plot < other.name_y for one, other in pairwise(chart.rows))
    assert chart.rows[-1].plot_y + chart.plot < chart.height
    for row, values in zip(chart.rows, series, strict=True):
        for panel in row.panels:
            drawn = [point for line in panel.lines for point in pairs(line)]
            assert all(0 <= x <= chart.weeks and 0 <= y <= 100 for x, y in drawn)
            assert {x for x, _ in drawn} == {week for week, value in enumerate(values) if value is not None}
            assert float(panel.x) + float(chart.width) < float(panel.text_x) < 100


def test_a_missing_week_parts_the_line_and_a_single_one_is_a_dot() -> None:
    first, _ = strips([0.5, 0.6, None, 0.7, None, 0.8]).rows[0].panels
    assert [len(pairs(line)) for line in first.lines] == [2, 2, 2]
    assert pairs(first.lines[1]) == [(3.0, 30.0)] * 2


def test_the_line_to_exceed_and_the_weeks_that_decide() -> None:
    chart = strips([0.9] * 6)
    plain, unedited = chart.rows[0].panels
    assert (plain.bar, unedited.bar) == ("", "75")
    assert (chart.weeks, chart.since) == (5, 2)
    assert strips([0.9], weeks=1).since == 0


AMOUNTS = st.lists(st.floats(0.1, 1e6), min_size=1, max_size=20)


def curve(amounts: list[float]) -> tuple[list[Deployment], LearningChart]:
    points = [Deployment(i + 1.0, one, f"Agent number {i + 1}", f"{one:.3g}") for i, one in enumerate(amounts)]
    fitted = learning([one.order for one in points], amounts, confidence=0.95)
    fit = None if math.isnan(fitted.rate) else fit_of(points, fitted.rate, fitted.low, fitted.high)
    return points, learning_chart(points, fit, axis="order", **WORDS)


@modest
@given(AMOUNTS)
def test_a_learning_curve_stays_inside_and_names_do_not_meet(amounts: list[float]) -> None:
    points, chart = curve(amounts)
    assert len(chart.dots) == len(points)
    assert len(chart.names) == min(len(points), 15)
    for shape in (chart.line, chart.band):
        assert all(-TOLERANCE <= x <= 100 + TOLERANCE and -0.1 <= y <= 100.1 for x, y in pairs(shape))
    for x, y in chart.dots:
        assert 0 <= float(x) <= 100
        assert chart.top <= y <= chart.top + chart.plot
    assert all(other.text_y - one.text_y >= 16 for one, other in pairwise(chart.names))
    for name in chart.names:
        assert name.text_y < chart.top
        assert float(name.x) / 100 * NARROWEST + len(name.text) * LETTER <= NARROWEST + LETTER


@modest
@given(st.lists(st.floats(0.5, 100), min_size=4, max_size=12))
def test_the_drawn_curve_is_the_fitted_one_and_its_band_that_of_the_mean(amounts: list[float]) -> None:
    orders = [float(i + 1) for i in range(len(amounts))]
    fitted = learning(orders, amounts, confidence=0.95)
    points = [Deployment(order, one, "", "") for order, one in zip(orders, amounts, strict=True)]
    fit = fit_of(points, fitted.rate, fitted.low, fitted.high)
    if fit is None:  # an end of the interval saves everything
        return
    xs, ys = [math.log(order) for order in orders], [math.log(one) for one in amounts]
    middle, spread = sum(xs) / len(xs), sum((x - sum(xs) / len(xs)) ** 2 for x in xs)
    residual = sum((y - math.log(fitted.first) - fitted.exponent * x) ** 2 for x, y in zip(xs, ys, strict=True))
    t = (math.log2(1 - fitted.low) - math.log2(1 - fitted.high)) / 2
    for order in (1.0, 2.5, orders[-1]):
        low, line, high = fit.at(order)
        assert line == pytest.approx(fitted.first * order**fitted.exponent, rel=1e-6)
        half = t * math.sqrt(spread / len(xs) + (math.log(order) - middle) ** 2)
        assert math.log(high / line) == pytest.approx(half, rel=1e-6, abs=1e-9)
        assert math.log(line / low) == pytest.approx(half, rel=1e-6, abs=1e-9)
    assert residual >= 0


@pytest.mark.parametrize(
    ("rate", "low", "high"), [(0.5, 0.2, 1.0), (1.0, 0.2, 1.0)], ids=["saves everything at best", "saves everything"]
)
def test_no_curve_where_it_would_reach_nothing(rate: float, low: float, high: float) -> None:
    points = [Deployment(1.0, 5.0, "a", "5"), Deployment(2.0, 3.0, "b", "3")]
    assert fit_of(points, rate, low, high) is None
    assert fit_of(points[:1], 0.1, 0.0, 0.2) is None
    assert learning_chart(points, None, axis="order", **WORDS).line == ""


POINTS = st.lists(st.tuples(st.floats(0, 1e9), st.floats(-1e6, 1e9)), min_size=1, max_size=20)


def scatter(found: list[tuple[float, float]]) -> ScatterChart:
    points = [Point(cost, value, f"Agent number {i}", "1.5 ×") for i, (cost, value) in enumerate(found)]
    return scatter_chart(points, ends=("value", "cost"), even="even", **WORDS)


@modest
@given(POINTS)
def test_points_stay_inside_and_names_do_not_meet(found: list[tuple[float, float]]) -> None:
    chart = scatter(found)
    assert len(chart.spots) == len(found)
    assert all(other.text_y - one.text_y >= LABEL_ROW for one, other in pairwise(chart.spots))
    for spot in chart.spots:
        assert 0 <= float(spot.x) <= float(chart.right)
        assert chart.top <= spot.y <= chart.foot
        assert spot.text_y < chart.height
        assert float(chart.names_x) / 100 * NARROWEST + len(spot.text) * LETTER <= NARROWEST
    assert chart.top <= chart.zero_y <= chart.foot
    assert sum(spot.is_loss for spot in chart.spots) == sum(value < cost for cost, value in found)


def test_break_even_is_where_value_equals_cost() -> None:
    chart = scatter([(100.0, 200.0), (50.0, 0.0)])
    x1, y1, x2, y2 = chart.even
    assert (x1, y1) == ("0", chart.zero_y)
    assert float(x2) == float(chart.right)  # cost 100 is the right end, value 100 half of the height
    assert y2 == pytest.approx((chart.top + chart.foot) / 2, abs=1)


MARK = Mark("●", "solid", "pass")


def test_steps_rise_to_the_right_and_one_is_here() -> None:
    names = ("Prove", "Platform", "Expand", "Orchestrate")
    chart = ladder_chart([(name, MARK, "") for name in names], 2, **WORDS)
    assert [step.is_here for step in chart.steps] == [False, False, True, False]
    assert all(one.y > other.y for one, other in pairwise(chart.steps))
    assert all(float(one.x) + float(one.width) < float(other.x) for one, other in pairwise(chart.steps))
    assert {step.y + step.height for step in chart.steps} == {chart.height - 1}


@pytest.mark.parametrize(
    ("amounts", "parts"),
    [
        ((1.0, 1.0, 2.0), [("first", "0", "25"), ("among", "25", "25"), ("lower", "50", "50")]),
        ((0.0, 3.0, 0.0), [("among", "0", "100")]),
        ((0.0, 0.0, 0.0), []),
    ],
)
def test_a_mix_fills_its_bar(amounts: tuple[float, ...], parts: list[tuple[str, str, str]]) -> None:
    (row,) = mix_chart(["a"], [amounts], ["text"], **WORDS).rows
    assert [(one.kind, one.x, one.width) for one in row.parts] == parts


def charts() -> dict[str, Chart]:
    steps = [("Prove", MARK, "▼ here"), ("Platform", Mark("✕", "missing", "fail"), "")]
    return {
        "strips": strips([0.9, 0.8, None, 0.85, 0.9, 0.95], [None] * 6),
        "learning": curve([8.0, 6.0, 5.5, 4.0, 4.0])[1],
        "scatter": scatter([(100.0, 200.0), (50.0, 20.0)]),
        "ladder": ladder_chart(steps, 0, **WORDS),
    }


@pytest.mark.parametrize("kind", charts())
def test_each_kind_is_drawn_with_its_words(kind: str, snapshot: SnapshotAssertion) -> None:
    chart = charts()[kind]
    assert chart.kind == kind
    table = Table("Figures", (Column("Name"), Column("Share", True)), ((Cell("A"), Cell("10")),))
    html = render_part(Part("It is so.", pictures=(Picture(chart, table),))).partition("</style>")[2]
    assert 'role="img" aria-label="What is in it"' in html
    assert html.index("What it shows") < html.index("<svg") < html.index("How to read it") < html.index("<table")
    assert html == snapshot
