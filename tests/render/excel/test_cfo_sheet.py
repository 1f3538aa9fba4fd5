"""*CFO case*: lines that add up, why each is counted so, and hire, automate or leave."""

from __future__ import annotations

import pytest

from tests.render.excel.books import book, cells, example, head_row, table, texts
from toolkit.render.view_alternatives import alternatives, cfo
from toolkit.render.view_futures_words import cfo_title, known
from toolkit.render.view_reading import Reading

EXAMPLES = ["prove", "compound"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_lines_add_up_to_the_npv_of_the_cfo(name: str) -> None:
    reading, sheet = Reading(example(name)), book(name)["CFO case"]
    rows, found = table(sheet, "Rank"), known(reading)
    top = head_row(sheet, "Rank")
    assert len(rows) == len(found)
    for offset, (row, one) in enumerate(zip(rows, found, strict=True), start=1):
        amounts = list(row.values())[2:-1]
        assert amounts == pytest.approx([line.amount for line in one.cfo.lines[:-1]])
        assert sum(amounts) == pytest.approx(one.cfo.npv)
        assert row["NPV, the CFO’s case, EUR"] == f"=SUM(C{top + offset}:H{top + offset})"
    assert len([cell for cell in cells(sheet) if cell.data_type == "f"]) == len(rows)
    assert sheet.auto_filter.ref == f"A{top}:I{top + len(rows)}"


@pytest.mark.parametrize("name", EXAMPLES)
def test_it_says_what_the_page_says_and_why(name: str) -> None:
    reading, sheet = Reading(example(name)), book(name)["CFO case"]
    said = texts(sheet)
    assert sheet["A2"].value == cfo(reading).says.replace("\xa0", " ")
    assert any(alternatives(reading).says.replace("\xa0", " ") in text for text in said)
    for one in known(reading):
        for line in one.cfo.lines[1:-1]:
            assert line.because in said
    assert cfo_title(reading) == "None of the four candidates returns its cost as a CFO would count it"


@pytest.mark.parametrize("name", EXAMPLES)
def test_hire_automate_or_leave(name: str) -> None:
    reading, sheet = Reading(example(name)), book(name)["CFO case"]
    top = next(row[2].row for row in sheet.iter_rows(max_col=3) if row[2].value == "Best way")
    for offset, one in enumerate(known(reading), start=1):
        row = [cell.value for cell in sheet[top + offset]]
        found = one.alternatives
        assert row[:3] == [one.rank or "none", one.name, found.answer]
        assert row[3:9] == pytest.approx(
            [found.automate, found.hire, found.leave, found.people_cost, found.agent_cost, found.handled_items]
        )
        for position, flip in enumerate(found.flips):
            now, at, becomes = row[11 + 3 * position : 14 + 3 * position]
            assert now == pytest.approx(flip.now)
            if flip.value is not None and flip.reachable:
                assert (at, becomes) == (pytest.approx(flip.value), flip.becomes)
            else:
                assert (at, becomes) == ("none possible", "as it is")
