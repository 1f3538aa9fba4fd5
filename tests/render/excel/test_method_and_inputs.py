"""*Method* and *Inputs*: formulas, words, policy values, cells."""

from __future__ import annotations

import dataclasses

import pytest

from tests.render.excel.books import book, example, made, opened, table, texts


def test_method_has_every_formula_policy_value_and_the_origin() -> None:
    assessment, sheet = example(), book()["Method"]
    said, values = texts(sheet), {row[0]: row for row in sheet.iter_rows(values_only=True)}
    for formula in assessment.formulas:
        row = next(row for name, row in values.items() if str(name).endswith(f"({formula.id})"))
        assert row[1] == formula.text
        assert row[3] == ", ".join(formula.inputs)
        assert row[4] == formula.source
    for one in assessment.policy:
        expected = one.value if isinstance(one.value, str) else "yes" if one.value is True else one.value
        expected = "no" if one.value is False else expected
        assert values[one.key][1] == (expected if isinstance(expected, str) else pytest.approx(expected))
        assert values[one.key][3] == one.source
        assert values[one.key][4] == "shipped"
    assert {assessment.origin.workbook_sha256, assessment.origin.policy_sha256} <= set(said)


def test_a_value_of_the_client_is_marked() -> None:
    one = dataclasses.replace(example().policy[0], value=75, overridden=True)
    changed = dataclasses.replace(example(), policy=(one, *example().policy[1:]))
    row = next(row for row in opened(made(changed))["Method"].iter_rows(values_only=True) if row[0] == one.key)
    assert (row[1], row[4]) == (75, "the client’s own")


def test_inputs_hold_every_cell_and_mark_what_is_assumed() -> None:
    assessment = example()
    rows = table(book()["Inputs"], "Sheet")
    read = sum(len(row.values) for sheet in assessment.inputs.values() for row in sheet.rows)
    blank = [row for row in rows if row["Value"] == "blank"]
    assert len(rows) - len(blank) == read + len(assessment.assumed)
    by_place = {(row["Sheet"], row["Cell"]): row for row in rows}
    for one in assessment.assumed:
        row = by_place[(one.sheet, one.cell)]
        assert (row["Grade of evidence"], row["Policy key, where assumed"]) == ("assumed", one.policy)
    first = assessment.candidates[0]
    for figure in first.inputs:
        for evidence in figure.evidence:
            row = by_place[(evidence.sheet, evidence.cell)]
            if len(figure.evidence) == 1 and isinstance(figure.value, float):
                assert row["Value"] == pytest.approx(figure.value)
            assert "business cases" in row["Rests on it"]
    assert by_place[("Workflows", "L3")]["Column"] == "automation rate, likely"
    assert by_place[("Workflows", "L3")]["Row"] == "proposal_writing"


@pytest.mark.parametrize("word", ["Future", "P10, P50, P90", "PERT", "Loading", "EVPI", "Worth of measuring"])
def test_method_explains_the_words_of_the_ranges(word: str) -> None:
    found = [row for row in book()["Method"].iter_rows(max_col=2, values_only=True) if row[0] == word]
    assert len(found) == 1
    assert found[0][1]
