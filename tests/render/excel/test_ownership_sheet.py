"""The sheet *Ownership*: every claim once, what is in its way, and who wrote it down."""

from __future__ import annotations

import pytest

from tests.render.excel.books import cells, made, opened, table
from tests.render.fleets_of import HOSTILE, named
from toolkit.render.excel_ownership import SAID
from toolkit.render.view_claims import Claims
from toolkit.render.view_ownership_words import conclusion
from toolkit.render.view_reading import Reading


@pytest.mark.parametrize("name", ["nobody", "one", "everything", "prove", "compound", "hostile"])
def test_every_claim_has_a_row(name: str) -> None:
    assessment = named(name)
    sheet = opened(made(assessment))["Ownership"]
    rows = table(sheet, "Agent")
    written = assessment.inputs["Ownership"].rows if "Ownership" in assessment.inputs else ()
    assert sorted(row["Cell"] for row in rows) == sorted(f"Ownership!C{one.row}" for one in written)
    assert sheet["A2"].value == conclusion(Claims(Reading(assessment)))
    assert sheet.freeze_panes == "E6"
    assert not [cell.coordinate for cell in cells(sheet) if cell.data_type == "f" or cell.hyperlink]


def test_what_is_in_the_way_comes_first_with_a_resolution() -> None:
    rows = table(opened(made(named("everything")))["Ownership"], "Agent")
    answers = [row["Conflict?"] for row in rows]
    assert answers[:8] == [SAID["collision"]] * 8
    assert not {SAID["collision"]} & set(answers[8:])
    by_cell = {row["Cell"]: row for row in rows}
    first = by_cell["Ownership!C2"]
    assert (first["Agent"], first["Kind"], first["Condition"]) == (
        "Payments agent",
        "trigger",
        "“payment” or “remittance”",
    )
    assert "one dispatch queue owns" in first["Proposed resolution"]
    assert (first["Written by"], first["Written on"]) == ("S. Iyer", "2026-05-04")
    verbal = by_cell["Ownership!C8"]
    assert (verbal["Written by"], verbal["Written on"]) == ("nobody", "never")
    assert by_cell["Ownership!C13"]["Conflict?"] == "no: settled"
    assert by_cell["Ownership!C19"]["Conflict?"] == "not judged", "an idea"
    assert by_cell["Ownership!C9"]["Conflict?"] == "no"


def test_hostile_text_is_kept_as_text() -> None:
    kept = {cell.value for cell in cells(opened(made(named("hostile")))["Ownership"])}
    assert HOSTILE[0] in kept
    assert HOSTILE[1] in kept
