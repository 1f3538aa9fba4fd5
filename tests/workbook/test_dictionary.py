"""The data dictionary in the documentation is the declaration."""

from __future__ import annotations

from pathlib import Path

from toolkit.sheets import SHEETS
from toolkit.workbook.dictionary import COMMAND, data_dictionary

WRITTEN = Path(__file__).parents[2] / "docs" / "data_dictionary.md"


def test_is_up_to_date() -> None:
    assert WRITTEN.read_text(encoding="utf-8") == data_dictionary(), f"out of date, run: {COMMAND}"


def test_has_every_column_of_every_sheet() -> None:
    text = data_dictionary()
    parts = text.split("\n## ")[1:]
    assert [part.split("\n")[0] for part in parts] == [sheet.name for sheet in SHEETS]
    for part, sheet in zip(parts, SHEETS, strict=True):
        lines = [line for line in part.split("\n") if line.startswith("| ")]
        titles = [line.split(" | ")[0].strip("| *") for line in lines]
        assert [title for title in titles if title not in {"column", "setting"}] == [c.title for c in sheet.columns]
        assert {line.replace("\\|", "").count("|") for line in lines} == {8}
    assert "50 % (`defaults.realisation`)" in text
