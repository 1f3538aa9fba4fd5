"""One stylesheet for every page: no rule twice, and none that nothing on any page needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.render import firms
from tests.render.browsing import opened
from tests.render.made import MADE
from tests.render.reports import pages_of
from toolkit.render.html import render_index
from toolkit.render.look import load_look
from toolkit.resources import folder

pytestmark = pytest.mark.chromium
RULES = """() => { const found = []
    const walk = (rules, media) => [...rules].forEach(rule => rule.selectorText
        ? found.push([media, rule.selectorText]) : rule.cssRules && walk(rule.cssRules, media + rule.conditionText))
    walk(document.styleSheets[0].cssRules, '')
    return found }"""
UNUSED = """selectors => selectors.filter(one => {
    const bare = one.replace(/::?(before|after|details-content|-webkit-details-marker|focus-visible|focus)/g, '')
    return !document.querySelector(bare || '*') })"""
NOBODY = {".playbook.waived h1 + p", ".toolkit .answer.waived", ".toolkit .answer.none"}
"""An agent to merge, an answer that is waived or not asked for: none of these firms has them."""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'


def branded(place: Path) -> str:
    place.mkdir()
    (place / "brand.toml").write_text('name = "Acme"\nlogo = "logo.svg"\n', encoding="utf-8")
    (place / "logo.svg").write_text(LOGO, encoding="utf-8")
    return render_index(firms.firm(), look=load_look(place))


def test_no_rule_stands_twice_and_each_is_needed_somewhere(
    browser: Any, exported: Callable[[str], Path], tmp_path: Path
) -> None:
    files = [page for report in ("prove", "compound", "hostile") for page in pages_of(exported(report))]
    for place, make in enumerate([*MADE.values(), lambda: branded(tmp_path / "brand")]):
        files.append(tmp_path / f"{place}.html")
        files[-1].write_text(make(), encoding="utf-8")
    unused: set[str] = set()
    for number, file in enumerate(files):
        with opened(browser, file) as page:
            if number == 0:
                rules = [(media, selector) for media, selector in page.evaluate(RULES) if selector != "one"]
                unused = {part.strip() for _, selector in rules for part in selector.split(",") if "jp-" not in part}
                assert len(unused) > 200
            unused = set(page.evaluate(UNUSED, sorted(unused)))
    assert unused == NOBODY
    assert [rule for rule, times in Counter(rules).items() if times > 1] == []


def test_there_is_one_stylesheet_and_the_part_of_it_that_cells_need() -> None:
    assert sorted(file.name for file in folder("templates").glob("*.css")) == ["parts.css", "style.css"]
