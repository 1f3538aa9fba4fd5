"""*Programme*: the distribution of all that earn, diversification, and cash over time with its band."""

from __future__ import annotations

import pytest

from tests.render import firms
from tests.render.excel.books import book, cells, example, head_row, made, opened, ranked
from toolkit.render.view_cash import cash, spread
from toolkit.render.view_reading import Reading


@pytest.mark.parametrize("name", ["prove", "compound"])
def test_the_programme_and_its_distribution(name: str) -> None:
    assessment, sheet = example(name), book(name)["Programme"]
    whole, together = assessment.portfolio, assessment.portfolio.together
    facts = {row[0]: row[1] for row in sheet.iter_rows(max_col=2, values_only=True)}
    assert sheet["A2"].value == spread(Reading(assessment)).says.replace("\xa0", " ")
    for end in ("p10", "p50", "p90"):
        assert facts[f"NPV {end.upper()}, EUR"] == pytest.approx(getattr(whole.npv, end))
    assert facts["NPV at likely values, EUR"] == pytest.approx(whole.likely_npv)
    assert facts["Chance of loss, % of futures"] == pytest.approx(together.chance_of_loss)
    assert facts["Platform, paid once, EUR"] == pytest.approx(-whole.platform_cost)
    assert facts["Candidates in it"] == len(together.workflows)
    for share, npv in together.quantiles:
        assert facts[share] == pytest.approx(npv)


def test_diversification_is_the_difference_of_the_two_above_it() -> None:
    sheet = book()["Programme"]
    formulas = [cell for cell in cells(sheet) if cell.data_type == "f"]
    assert len(formulas) == 1
    row = formulas[0].row
    assert formulas[0].value == f"=B{row - 2}-B{row - 1}"
    together = example().portfolio.together
    above = (sheet.cell(row - 2, 2).value, sheet.cell(row - 1, 2).value)
    assert above == pytest.approx((together.spread_apart, together.spread_together))


@pytest.mark.parametrize("name", ["prove", "compound"])
def test_cash_of_the_first_three_by_month(name: str) -> None:
    assessment, sheet = example(name), book(name)["Programme"]
    top = head_row(sheet, "Month")
    for position, one in enumerate(ranked(assessment)[:3]):
        band = one.outlook.cash
        for month, expected in enumerate(zip(band.p10, band.p50, band.p90, strict=True)):
            row = [cell.value for cell in sheet[top + 1 + month]]
            assert row[0] == month
            assert row[1 + 3 * position : 4 + 3 * position] == pytest.approx(expected)
        assert sheet.cell(top, 2 + 3 * position).value == f"{one.name}: cumulative cash P10, EUR"


def test_charts_of_cash_share_a_scale() -> None:
    found = book()["Programme"]._charts
    scales = {(chart.y_axis.scaling.min, chart.y_axis.scaling.max) for chart in found[1:]}
    assert len(found) == 1 + 3
    assert len(scales) == 1
    assert len(cash(Reading(example())).pictures) == 3


def test_without_anything_that_earns_there_is_a_sentence() -> None:
    sheet = opened(made(firms.nobody_earns()))["Programme"]
    assert sheet["A2"].value.endswith(".")
    assert not [cell for cell in cells(sheet) if cell.data_type == "f"]
