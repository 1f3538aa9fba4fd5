"""Geometry of the charts."""

from __future__ import annotations

import pytest

from toolkit.render.charts import CASH_PLOT, CASH_TOP, PLOT_SHARE, bar_chart, cash_chart

TEXTS = ("lowest", "paid back", "end")


def bars(*values: float) -> list[tuple[float, float, bool]]:
    names = [str(value) for value in values]
    chart = bar_chart(names, values, names, title="t", caption="c", alternative="a")
    return [(float(bar.x), float(bar.width), bar.is_loss) for bar in chart.bars]


def test_bars_share_an_axis_with_zero() -> None:
    assert bars(100, -50, 0) == [
        (pytest.approx(PLOT_SHARE / 3, abs=0.01), pytest.approx(PLOT_SHARE * 2 / 3, abs=0.01), False),
        (0, pytest.approx(PLOT_SHARE / 3, abs=0.01), True),
        (pytest.approx(PLOT_SHARE / 3, abs=0.01), pytest.approx(0.15), False),
    ]


@pytest.mark.parametrize("values", [(0.0,), (5.0,), (-5.0, -1.0), (1e-9, 1e12), (-1e12, 3.0)])
def test_bars_and_labels_stay_inside(values: tuple[float, ...]) -> None:
    for x, width, _ in bars(*values):
        assert x >= 0
        assert x + width <= PLOT_SHARE + 0.2


def test_cash_is_drawn_from_bottom_to_top_and_marks_payback() -> None:
    found = cash_chart([-100, -50, 50, 100], 1.5, texts=TEXTS, title="t", caption="c", alternative="a")
    assert found.line == "0,100 1,75 1.5,50 2,25 3,0"
    assert found.zero_y == CASH_TOP + CASH_PLOT // 2
    assert found.below.startswith("0,100 1,75 1.5,50")
    assert [label.text for label in found.labels] == ["paid back", "lowest", "end"]
    assert found.labels[0].x == "50"


def test_cash_that_never_pays_back_has_no_mark_and_its_end_below_the_line() -> None:
    found = cash_chart([-10, -20, -30], None, texts=("lowest", "", "end"), title="t", caption="c", alternative="a")
    assert [label.text for label in found.labels] == ["end"]
    assert found.labels[0].y > CASH_TOP + CASH_PLOT
    assert found.above == ""


@pytest.mark.parametrize("cumulative", [[0.0, 0.0], [1.0, 2.0, 3.0], [-1.0, 1e9], [-5.0] * 121])
def test_odd_flows_draw_within_the_box(cumulative: list[float]) -> None:
    found = cash_chart(cumulative, None, texts=TEXTS, title="t", caption="c", alternative="a")
    points = [tuple(map(float, point.split(","))) for point in found.line.split()]
    assert all(0 <= x <= len(cumulative) - 1 and -0.01 <= y <= 100.01 for x, y in points)
    assert all(0 < label.y < found.height for label in (*found.labels, *found.ticks))
