"""Hostile text in every text cell of a workbook that is otherwise good: it stays text, on every page and in Excel."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import toolkit
from tests.render.browsing import OPEN_ALL, opened
from tests.render.hostile import SHOWN, TEXTS, hostile_workbook
from tests.render.reports import pages_of
from toolkit.sheets import SHEETS, Kind

Exported = Callable[[str], Path]
CONTROLS = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\x00\x1b"


def test_every_text_cell_holds_one_of_the_texts(tmp_path: Path) -> None:
    portfolio = toolkit.load(hostile_workbook(tmp_path / "x.xlsx"))
    found: set[str] = set()
    for sheet in SHEETS:
        for one in sheet.columns:
            if one.kind is Kind.TEXT and not one.refers_to:
                assert portfolio[sheet.name][one.name].notna().all(), (sheet.name, one.name)
                found |= set(portfolio[sheet.name][one.name])
    assert {re.sub(r"\W", "", text) for text in TEXTS} == {re.sub(r"\W", "", text) for text in found}
    assert len(portfolio["Agents"]) > 5


@pytest.mark.chromium
def test_no_script_runs_nothing_is_asked_for_and_all_of_it_is_text(browser: Any, exported: Exported) -> None:
    texts = []
    for file in pages_of(exported("hostile")):
        with opened(browser, file, 360) as page:
            page.evaluate(OPEN_ALL)
            page.wait_for_timeout(20)
            assert page.seen == [], file.name
            assert page.evaluate("document.documentElement.scrollWidth") <= 360
            assert page.locator("script, img, iframe, a[href^=http], a[href^=javascript]").count() == 0
            assert page.locator("style").count() == 1
            texts.append(page.evaluate("document.body.textContent"))
    for text in SHOWN:
        assert sum(text in one for one in texts) >= 3, text
    for text in texts:
        assert not re.search(r"(?<![\d,.])49(?![\d,.%]|\s%)", text), "7*7 is not computed"
        assert not set(CONTROLS) & set(text)


def test_markdown_holds_no_markup_of_theirs(exported: Exported) -> None:
    for file in exported("hostile").rglob("*.md"):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"(?<!\\)<(script|img|style)", text)
        assert not set(CONTROLS) & set(text)


def test_no_formula_of_the_workbook_is_made_of_it(exported: Exported) -> None:
    file = exported("hostile") / "summary.xlsx"
    book = openpyxl.load_workbook(file)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    formulas = [str(cell.value) for cell in cells if cell.data_type == "f"]
    assert formulas, "the workbook has formulas of its own"
    assert not [one for one in formulas if any(word in one for word in ("HYPERLINK", "cmd", "{{", "http"))]
    texts = [str(cell.value) for cell in cells if cell.data_type != "f"]
    assert any('=HYPERLINK("http://x","y")' in text for text in texts)
    with zipfile.ZipFile(file) as parts:
        assert not [name for name in parts.namelist() if "externalLink" in name or "vba" in name]
        links = [name for name in parts.namelist() if name.endswith(".rels") and b"http://x" in parts.read(name)]
    assert links == []
