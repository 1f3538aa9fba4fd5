"""What a client typed stays text: no formula, no link, no code of a footer, no reference of a chart."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from tests.render.excel.books import HOSTILE, cells, hostile, opened, texts
from toolkit.render.excel_looks import cell_text, footer, label

OURS = re.compile(r"(SUM|ABS)\([A-Z]{1,2}\d+[:-][A-Z]{1,2}\d+\)|(1-)?[A-Z]{1,2}\d+-[A-Z]{1,2}\d+")
"""The formulas that the workbook has: addresses of cells of the same sheet, and two functions."""


def package() -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(hostile())) as found:
        return {name: found.read(name).decode() for name in found.namelist() if not name.endswith("/")}


def test_hostile_text_is_neither_formula_nor_link() -> None:
    for name, xml in package().items():
        assert "TargetMode" not in xml, name
        assert not re.search(r"<(\w+:)?(hyperlink|hlinkClick)", xml), name
        if name.endswith(".rels"):
            assert "hyperlink" not in xml, name
        for formula in re.findall(r"<f[^>]*>(.*?)</f>", xml) if name.startswith("xl/worksheets/") else ():
            assert OURS.fullmatch(formula), formula
        for formula in re.findall(r"<c:f>(.*?)</c:f>", xml):
            assert max((len(said) for said in re.findall(r"<c:v>(.*?)</c:v>", xml)), default=0) < 500, "drawn at once"
            assert re.fullmatch(
                r"('Business cases'|'CFO case'|Ranking|Ranges|Certainty|Programme)!\$[A-Z]+\$\d+:\$[A-Z]+\$\d+", formula
            ), formula


def test_hostile_text_is_kept_as_text() -> None:
    found = opened(hostile())
    kept = {value for sheet in found for value in texts(sheet)}
    for text in HOSTILE[:9]:
        assert text in kept
    formulas = [cell.value for sheet in found for cell in cells(sheet) if cell.data_type == "f"]
    assert all(OURS.fullmatch(formula.removeprefix("=")) for formula in formulas), "nothing but addresses"
    assert all(cell.hyperlink is None for sheet in found for cell in cells(sheet))
    assert HOSTILE[10] in kept, "5,000 characters are kept whole"
    assert any(value.startswith("y" * 32_000) and value.endswith("…") for value in kept)
    assert all(len(value.encode("utf-16-le")) // 2 <= 32_767 for value in kept)


def test_a_chart_calls_nothing_that_a_name_says() -> None:
    looks_like_a_reference = re.compile(r"^=?[^!]+!\$?[A-Z]+\$?\d+")
    for text in ("=Ranking!A1", "to do!A1", "internal:Method!A1"):
        assert not looks_like_a_reference.match(label(text))
        assert not label(text).startswith("=")
    assert label("Plain") == "Plain"


@pytest.mark.parametrize("text", HOSTILE)
def test_text_fits_a_cell(text: str) -> None:
    found = cell_text(text)
    assert len(found.encode("utf-16-le")) // 2 <= 32_767
    assert not re.search("[\x00-\x1f\ufffe\uffff\ud800-\udfff\u202e]", found)


def test_a_footer_calls_no_code() -> None:
    assert footer("R&G &[Picture]", "1 May 2026", "Summary").count("&G") == 0
    assert "&[" not in footer("R&G &[Picture]", "1 May 2026", "Summary")
    assert "A && B" in footer("A & B", "1 May 2026", "Summary")
