"""The first page and the report in a real browser, the network cut: three widths, light and dark, paper."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

import toolkit
from tests.render import firms
from toolkit.app.assessment import Assessment

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

pytestmark = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"), reason="no Chromium on the path: the page is not looked at"
)

ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
INDEX, REPORT = "index.html", "portfolio.html"
FIRMS: dict[str, Callable[[], Assessment]] = {
    "prove": lambda: toolkit.assess(toolkit.load_example("prove")),
    "firm": firms.firm,
    "nobody-ranked": firms.nobody_ranked,
    "empty": firms.empty,
    "hostile": firms.hostile,
    "many": lambda: firms.many(60),
}
OPEN_ALL = "document.querySelectorAll('details').forEach(one => one.open = true)"
OVERFLOW = """() => [...document.querySelectorAll('body *')]
    .filter(one => { const box = one.getBoundingClientRect(); const style = getComputedStyle(one)
        return box.width > 1 && box.right > innerWidth + 1 && !one.closest('.skip, thead, svg') })
    .map(one => one.tagName + '.' + one.className + ' ' + one.textContent.slice(0, 60)).slice(0, 5)"""
OUTSIDE = """() => [...document.querySelectorAll('svg.chart text')]
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1 || one.getBoundingClientRect().left < -1)
    .map(one => one.textContent)"""
OVERLAP = """() => [...document.querySelectorAll('svg.chart')].flatMap(svg => {
    const texts = [...svg.querySelectorAll('text')].map(one => [one.textContent, one.getBoundingClientRect()])
    return texts.flatMap(([text, a], i) => texts.slice(i + 1).filter(([_, b]) =>
        Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
        Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4).map(([other]) => text + ' / ' + other)) })"""


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    from playwright.sync_api import sync_playwright

    assert CHROMIUM is not None, "CI needs a Chromium on the path"
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield found
        found.close()


@cache
def assessed(firm: str) -> Assessment:
    return FIRMS[firm]()


def written(folder: Path, firm: str, name: str) -> Path:
    path = folder / name
    make = firms.page if name == INDEX else firms.report
    path.write_text(make(assessed(firm)), encoding="utf-8")
    return path


@pytest.fixture(scope="module", params=[(firm, name) for firm in FIRMS for name in (INDEX, REPORT)], ids="-".join)
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("page"), *request.param)


def opened(browser, file: Path, width: int, scheme: str):  # type: ignore[no-untyped-def]
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True)
    page = context.new_page()
    page.seen = []
    page.on("console", lambda message: page.seen.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: page.seen.append(f"error: {error}"))
    page.on("dialog", lambda dialog: page.seen.append(f"dialog: {dialog.message}"))
    page.on("request", lambda request: page.seen.append(f"request: {request.url[:80]}"))
    page.goto(file.as_uri())
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1200])
def test_nothing_runs_over_and_nothing_is_asked_for(browser, file: Path, width: int, scheme: str) -> None:  # type: ignore[no-untyped-def]
    page = opened(browser, file, width, scheme)
    try:
        page.evaluate(OPEN_ALL)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(OVERFLOW) == []
        assert page.evaluate(OUTSIDE) == []
        assert page.seen == [f"request: {file.as_uri()[:80]}"]
        assert page.locator("h1").count() == 1
        assert page.locator("h1").is_visible()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == (
            "rgb(255, 255, 255)" if scheme == "light" else "rgb(20, 24, 28)"
        )
    finally:
        page.context.close()


def test_the_check_for_overflow_can_fail(browser, file: Path) -> None:  # type: ignore[no-untyped-def]
    page = opened(browser, file, 360, "light")
    try:
        page.evaluate("document.querySelector('h1').style.minWidth = '400px'")
        assert page.evaluate("document.documentElement.scrollWidth") > 360
        assert page.evaluate(OVERFLOW)
    finally:
        page.context.close()


def test_tables_become_cards_on_a_phone(browser, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    file = written(tmp_path, "firm", REPORT)
    for width, display in ((360, "block"), (1200, "table-row")):
        page = opened(browser, file, width, "light")
        try:
            row = page.locator("section[aria-labelledby=candidates] table.cards tbody tr").first
            assert row.evaluate("one => getComputedStyle(one).display") == display
            label = row.locator("td").first.evaluate("one => getComputedStyle(one, '::before').content")
            assert ("Score" in label) == (width == 360)
        finally:
            page.context.close()


def test_the_keyboard_walks_from_the_skip_link_to_the_details(browser, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    file = written(tmp_path, "firm", REPORT)
    page = opened(browser, file, 1200, "light")
    try:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        assert page.locator(".skip").bounding_box()["x"] >= 0
        page.locator("details.trace summary").first.focus()
        page.keyboard.press("Enter")
        assert page.locator("details.trace").first.get_attribute("open") is not None
        assert page.get_by_text("Net present value (NPV)").first.is_visible()
    finally:
        page.context.close()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_paper_shows_the_evidence_and_cuts_nothing(browser, tmp_path: Path, paper: str) -> None:  # type: ignore[no-untyped-def]
    file = written(tmp_path, "firm", REPORT)
    width = 718 if paper == "A4" else 726
    page = opened(browser, file, width, "dark")
    try:
        page.emulate_media(media="print")
        trace = page.locator("details.trace li").first
        assert trace.bounding_box()["height"] > 0
        assert trace.is_visible()
        assert page.locator("nav.contents a").first.is_visible()
        assert page.locator("dl.sign").is_visible()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.evaluate("getComputedStyle(document.body).fontSize") == "13.3333px"
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(OVERFLOW) == []
        assert len(page.pdf(format=paper)) > 20_000
    finally:
        page.context.close()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("firm", ["prove", "firm", "nobody-ranked"])
def test_the_first_page_is_one_sheet_of_paper(browser, tmp_path: Path, firm: str, paper: str) -> None:  # type: ignore[no-untyped-def]
    page = opened(browser, written(tmp_path, firm, INDEX), 718, "dark")
    try:
        pdf = page.pdf(format=paper)
        assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
        page.emulate_media(media="print")
        assert page.get_by_text("Read on").is_visible()
        assert page.evaluate(OVERFLOW) == []
    finally:
        page.context.close()


def test_the_first_page_has_its_parts_side_by_side_only_where_there_is_room(browser, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    file = written(tmp_path, "prove", INDEX)
    for width, beside in ((360, False), (1200, True)):
        page = opened(browser, file, width, "light")
        try:
            six, ranges = page.locator("section.six").bounding_box(), page.locator("section.ranges").bounding_box()
            assert (six["x"] + six["width"] <= ranges["x"]) == beside
            assert (six["y"] + six["height"] <= ranges["y"]) != beside
        finally:
            page.context.close()
