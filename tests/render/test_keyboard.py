"""Pages without a mouse: the skip link first, then every link and fold in the order of reading, each seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.render.browsing import opened

pytestmark = pytest.mark.chromium
Exported = Callable[[str], Path]
MARKED = """() => {
    const all = [...document.querySelectorAll('a[href], summary, [tabindex]')]
    const reachable = all.filter(one => one.checkVisibility() && one.tabIndex >= 0)
    reachable.forEach((one, place) => one.dataset.place = place)
    return reachable.length }"""
HERE = """() => {
    const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect()
    const seen = box.left >= 0 && box.right <= innerWidth && box.top > -1 && box.bottom < innerHeight + 1
    return {place: one.dataset.place, outline: style.outlineStyle + ' ' + style.outlineWidth, seen,
        color: style.outlineColor, accent: getComputedStyle(document.querySelector('a')).color} }"""
SCROLLS = """() => [...document.querySelectorAll('body *')].filter(one => {
    const style = getComputedStyle(one)
    return ['auto', 'scroll'].includes(style.overflowX) && one.scrollWidth > one.clientWidth && one.tabIndex < 0 })
    .map(one => one.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["index.html", "portfolio.html", "health-review.html", "candidates.html"])
def test_tab_walks_through_everything_in_order(name: str, scheme: str, browser: Any, exported: Exported) -> None:
    with opened(browser, exported("compound") / name, 1200, scheme) as page:
        number = page.evaluate(MARKED)
        assert number > 10
        for place in range(number):
            page.keyboard.press("Tab")
            here = page.evaluate(HERE)
            assert here["place"] == str(place)
            assert here["outline"] == "solid 3px"
            assert here["color"] == here["accent"], "the accent, which stands out from every ground"
            assert here["seen"], place
        assert page.evaluate(SCROLLS) == []


def test_the_skip_link_leads_to_the_conclusion(browser: Any, exported: Exported) -> None:
    with opened(browser, exported("prove") / "portfolio.html") as page:
        assert page.locator(".skip").bounding_box()["x"] < 0
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        assert page.locator(".skip").bounding_box()["x"] >= 0
        page.keyboard.press("Enter")
        assert page.url.endswith("#main")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")


def test_enter_opens_what_is_folded(browser: Any, exported: Exported) -> None:
    with opened(browser, exported("prove") / "portfolio.html") as page:
        fold = page.locator("details.trace").first
        assert fold.get_attribute("open") is None
        fold.locator("summary").focus()
        page.keyboard.press("Enter")
        assert fold.get_attribute("open") is not None
        assert fold.locator("li").first.is_visible()
        page.keyboard.press("Enter")
        assert fold.get_attribute("open") is None
