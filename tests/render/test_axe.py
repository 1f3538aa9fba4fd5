"""axe on every page: each of its rules, best practices included, must find nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.render.browsing import OPEN_ALL, opened, shown_at
from tests.render.reports import pages_of

pytestmark = pytest.mark.chromium
REPORTS = {"compound": [(1200, "light"), (360, "dark")], "prove": [(360, "light")], "hostile": [(1200, "dark")]}
"""The screens on which each page of a report is looked at, its folded parts open."""
RULES = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
"""All that axe looks at by itself, and the size of targets, which it would leave out."""
SMALL = """document.querySelectorAll('nav ul, nav a').forEach(
    one => one.style.cssText = 'gap: 0; font-size: 8px; min-height: 0; line-height: 1')"""


def violations(page: Any) -> list[str]:
    """Return each rule that is broken and where. The page's own policy is bypassed, so that axe may run in it."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize(("report", "screens"), REPORTS.items(), ids=REPORTS)
def test_axe_finds_nothing(
    report: str, screens: list[tuple[int, str]], browser: Any, exported: Callable[[str], Path]
) -> None:
    files, found = pages_of(exported(report)), {}
    for file in files:
        with opened(browser, file, bypass_csp=True) as page:
            for width, scheme in screens:
                shown_at(page, width, scheme)
                if file.name == "index.html":
                    found[file.name, width, scheme, "folded"] = violations(page)
                page.evaluate(OPEN_ALL)  # what is seen folded is seen open, too
                found[file.name, width, scheme] = violations(page)
    assert {where: said for where, said in found.items() if said} == {}
    assert len(files) >= 10


@pytest.mark.parametrize(
    ("spoil", "rule"),
    [
        ("document.querySelector('.questions small').style.color = '#ccc'", "color-contrast"),
        ("document.querySelector('svg[role=img]').removeAttribute('aria-label')", "svg-img-alt"),
        ("document.querySelector('main').outerHTML = document.querySelector('main').innerHTML", "region"),
        (SMALL, "target-size"),
        ("document.documentElement.lang = ''", "html-has-lang"),
        ("document.querySelector('h2').outerHTML = '<h5>x</h5>'", "heading-order"),
    ],
)
def test_axe_can_find_something(spoil: str, rule: str, browser: Any, exported: Callable[[str], Path]) -> None:
    with opened(browser, exported("prove") / "index.html", 360, bypass_csp=True) as page:
        page.evaluate(spoil)
        assert any(found.startswith(rule) for found in violations(page))
