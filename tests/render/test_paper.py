"""Pages on A4 and Letter: the first one on a single sheet, charts whole, type that can be read, evidence opened."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

import toolkit
from tests.render import altered, firms
from tests.render.browsing import OVERFLOW, opened
from tests.render.reports import pages_of

pytestmark = pytest.mark.chromium
Exported = Callable[[str], Path]
PAPERS = {"A4": (718, 1045), "Letter": (740, 978)}
"""What a page may fill within its margins, in pixels."""
MARKS = ("Read on", "Six questions")
FIGURES = """() => [...document.querySelectorAll('figure')].filter(one => one.checkVisibility()).map(one => ({
    cut: getComputedStyle(one).breakInside !== 'avoid', height: one.getBoundingClientRect().height,
    said: one.textContent.trim().slice(0, 60) }))"""
SMALLEST = """selector => Math.min(...[...document.querySelectorAll(selector)]
    .filter(one => one.checkVisibility() && one.textContent.trim() && !one.closest('svg'))
    .map(one => parseFloat(getComputedStyle(one).fontSize) * 0.75))"""
HEADINGS = """() => [...document.querySelectorAll('h2, h3, h4, caption, figcaption')]
    .filter(one => one.checkVisibility()).map(one => one.innerText.replace(/\\s+/g, ' ').trim())"""


@pytest.fixture(params=["prove", "compound"])
def report(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def pdf_of(page: Any, paper: str) -> PdfReader:
    return PdfReader(io.BytesIO(page.pdf(format=paper, print_background=True)))


INDEX: dict[str, Callable[[], Any]] = {
    **{name: lambda name=name: altered.firm(name) for name in ("firm", "nobody ranked", "empty", "hostile", "sixty")},
    **{
        state: lambda state=state: toolkit.assess(toolkit.load_example(state))
        for state in ("prove", "ready", "compound")
    },
}


@pytest.mark.parametrize("name", INDEX)
def test_the_first_page_is_one_sheet_of_paper(name: str, browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "index.html"
    file.write_text(firms.page(INDEX[name]()), encoding="utf-8")
    for paper, (width, _) in PAPERS.items():
        with opened(browser, file, width, "dark") as page:
            pdf = pdf_of(page, paper)
            assert len(pdf.pages) == 1, paper
            assert all(mark in pdf.pages[0].extract_text() for mark in MARKS)
            page.emulate_media(media="print")
            assert page.evaluate(OVERFLOW) == []


def test_an_index_of_nothing_but_long_names_takes_two(browser: Any, exported: Exported) -> None:
    with opened(browser, exported("hostile") / "index.html") as page:
        assert len(pdf_of(page, "A4").pages) <= 2


@pytest.mark.parametrize("paper", PAPERS)
def test_charts_stay_whole_and_type_can_be_read(report: str, paper: str, browser: Any, exported: Exported) -> None:
    width, height = PAPERS[paper]
    for file in pages_of(exported(report)):
        with opened(browser, file, width, "dark") as page:
            page.emulate_media(media="print")
            figures = page.evaluate(FIGURES)
            assert [one["said"] for one in figures if one["cut"] or one["height"] > height] == [], file.name
            assert page.evaluate("getComputedStyle(document.body).fontSize") == "13.3333px"
            assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
            assert page.evaluate(SMALLEST, "td, th, caption") >= 8.49, file.name
            assert page.evaluate(SMALLEST, "p, li, dd, small") >= 7.99, file.name
            assert page.evaluate(OVERFLOW) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_evidence_is_opened_and_figures_behind_charts_are_not(browser: Any, exported: Exported) -> None:
    with opened(browser, exported("prove") / "portfolio.html", 718) as page:
        page.emulate_media(media="print")
        assert page.locator("details.trace li").first.is_visible()
        assert page.locator("details.rest table").first.is_visible()
        assert not page.locator("details.figures").first.is_visible()
        assert page.locator("nav.contents a").first.is_visible()
        assert page.locator("dl.sign").is_visible()


@pytest.mark.parametrize("name", ["ownership-map.html", "health-review.html"])
def test_there_is_room_to_sign_and_for_minutes(name: str, browser: Any, exported: Exported) -> None:
    with opened(browser, exported("compound") / name, 718) as page:
        page.emulate_media(media="print")
        assert page.locator("dl.sign").is_visible()
        assert all(box.bounding_box()["height"] > 10 for box in page.locator("dl.blanks dd").all())


def lines_of(pdf: PdfReader) -> list[list[str]]:
    """Return the lines of each page as they lie, the contents before and the end after them left out."""
    sheets = [sheet.extract_text(extraction_mode="layout").splitlines() for sheet in pdf.pages[2:-1]]
    return [[" ".join(line.split()) for line in lines if line.strip()] for lines in sheets]


@pytest.mark.parametrize("paper", PAPERS)
def test_no_heading_stands_alone_at_the_foot_of_a_page(
    report: str, paper: str, browser: Any, exported: Exported
) -> None:
    found, read = [], 0
    for name in ("portfolio.html", "candidates.html", "health-review.html"):
        with opened(browser, exported(report) / name, PAPERS[paper][0]) as page:
            pdf = pdf_of(page, paper)
            page.emulate_media(media="print")
            headings = [one for one in page.evaluate(HEADINGS) if one]
            sheets = lines_of(pdf)
            feet = [" ".join(lines[-3:]) for lines in sheets]
            found += [(name, foot) for foot in feet if any(foot.endswith(one) for one in headings)]
            lines = {line for sheet in sheets for line in sheet}
            read += sum(one in lines for one in headings)
            assert len(pdf.pages) > 2
    assert found == []
    assert read > 20, "headings are read as they are written"
