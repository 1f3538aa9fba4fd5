"""*Ranking* and *Business cases* hold the numbers of the assessment."""

from __future__ import annotations

import pytest

from tests.render.excel.books import book, example, ranked, table, texts


@pytest.mark.parametrize("name", ["prove", "compound"])
def test_ranking_holds_the_numbers_of_the_assessment(name: str) -> None:
    assessment, sheet = example(name), book(name)["Ranking"]
    rows = table(sheet, "Rank")[: len(assessment.candidates)]
    for row, one in zip(rows, ranked(assessment), strict=True):
        base = one.base
        assert (row["Rank"], row["Candidate"]) == (one.rank, one.name)
        assert row["Score of 100"] == pytest.approx(one.score * 100)
        assert row["NPV, EUR"] == pytest.approx(base.npv)
        assert row["Payback, months"] == (
            "never" if base.payback_months is None else pytest.approx(base.payback_months)
        )
        assert row["IRR a year, %"] == ("none" if base.irr_annual is None else pytest.approx(base.irr_annual))
        assert row["Investment, EUR"] == pytest.approx(base.investment)
        assert row["Integration, days"] == pytest.approx(one.integration.days)
        assert row["Data readiness, %"] == pytest.approx(one.data_readiness.score)
        if name == "compound":
            assert (row["Final rank"], row["Final score of 100"]) == (
                one.final_rank,
                pytest.approx(one.final_score * 100),
            )
            assert (one.override is None) or one.override.owner in row["What an override made of it"]
    said = texts(sheet)
    apart = [one for one in assessment.workflows if one.rank is None]
    assert apart
    for one in apart:
        assert any(one.set_apart_because.lower() == text.lower() for text in said)
        assert one.name in said
    last = {"prove": "O", "compound": "R"}[name]  # one candidate of compound is overridden
    assert sheet.auto_filter.ref == f"A5:{last}{5 + len(rows)}"


def test_points_add_up_to_the_score() -> None:
    sheet = book()["Ranking"]
    heads = [row[0].row for row in sheet.iter_rows(max_col=1) if row[0].value == "Rank"]
    for offset, one in enumerate(example().candidates, start=1):
        row = [cell.value for cell in sheet[heads[1] + offset]][4:]
        points = [value for value in row[1:] if isinstance(value, int | float)]
        assert sum(points) == pytest.approx(row[0])
        assert row[0] == pytest.approx(one.score * 100)


@pytest.mark.parametrize("name", ["prove", "compound"])
def test_business_cases_hold_every_month(name: str) -> None:
    assessment, sheet = example(name), book(name)["Business cases"]
    tops = [row[0].row for row in sheet.iter_rows(min_col=5, max_col=5) if row[0].value == "Month"]
    assert len(tops) == len(assessment.candidates)
    for top, one in zip(tops, ranked(assessment), strict=True):
        flows = one.flows
        assert flows is not None
        layers = (flows.one_off, flows.time, flows.quality, flows.revenue, flows.running, flows.decommissioning)
        for month, expected in enumerate(zip(*layers, flows.net, flows.cumulative, strict=True)):
            row = [cell.value for cell in sheet[top + 1 + month]][4:13]
            assert row == pytest.approx([month, *expected])
        facts = {sheet.cell(top + i, 1).value: sheet.cell(top + i, 2).value for i in range(1, 30)}
        assert facts["Net present value (NPV), EUR"] == pytest.approx(one.base.npv)
        even = next(even for even in one.break_even if even.input == "automation")
        expected_even = even.value if even.reachable else "no possible value"
        assert facts["NPV is zero at automation rate, %"] == pytest.approx(expected_even)
