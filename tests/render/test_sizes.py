"""How large pages are, and that none refers to anything that would load or that is not in the folder."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.render.reports import ASSESSMENTS

Exported = Callable[[str], Path]
KILOBYTE = 1000
LOADING = {"src", "srcset", "data", "poster", "background", "action", "formaction", "xlink:href", "ping", "manifest"}
SILENT = {"script", "link", "iframe", "object", "embed", "base", "form", "audio", "video", "source", "template"}


class References(HTMLParser):
    """What a page refers to: its links, its ids, attributes and elements that would load, its style."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.loading: list[str] = []
        self.styles: list[str] = []
        self._in_style = False
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_style = tag == "style"
        given = {name: value or "" for name, value in attrs}
        self.loading += [tag] if tag in SILENT else []
        self.loading += [
            f"{tag} {name}" for name, value in given.items() if name in LOADING and not value.startswith("data:")
        ]
        self.loading += [f"{tag} {name}" for name in given if name.startswith("on") or name == "style"]
        if "href" in given:
            self.links.append(given["href"])
        if "id" in given:
            self.ids.append(given["id"])

    def handle_endtag(self, tag: str) -> None:
        self._in_style = False

    def handle_data(self, data: str) -> None:
        if self._in_style:
            self.styles.append(data)


@pytest.fixture(params=ASSESSMENTS)
def report(request: pytest.FixtureRequest, exported: Exported) -> Path:
    return exported(request.param)


def test_pages_are_small(report: Path) -> None:
    is_example = report.name in ("prove", "compound")
    limits = {"index.html": 150 if is_example else 1000}
    sizes = {page.relative_to(report).as_posix(): page.stat().st_size / KILOBYTE for page in report.rglob("*.html")}
    assert {name: size for name, size in sizes.items() if size >= limits.get(name, 400 if is_example else 1000)} == {}
    assert sizes["portfolio.html"] > 100


def test_a_thousand_candidates_are_fifty_on_the_page_and_all_in_excel(exported: Exported) -> None:
    text = (exported("thousand") / "portfolio.html").read_text(encoding="utf-8")
    assert 10 <= text.count('<article class="case"') <= 50
    assert "950 more in Excel, sheet Ranking" in " ".join(text.split())
    assert (exported("thousand") / "index.html").stat().st_size < 60 * KILOBYTE


def test_nothing_loads_anything(report: Path) -> None:
    for page in report.rglob("*.html"):
        found = References(page)
        assert found.loading == [], page.name
        assert len(found.styles) == 1
        assert not re.search(r"url\(\s*['\"]?(?!data:)|@import|https?:|//", "".join(found.styles))
        assert "Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-" in page.read_text("utf-8")


def test_every_link_leads_to_a_place_in_the_folder(report: Path) -> None:
    pages = {page: References(page) for page in report.rglob("*.html")}
    lost = []
    for page, found in pages.items():
        assert len(found.ids) == len(set(found.ids)), page.name
        for link in found.links:
            name, _, anchor = link.partition("#")
            target = (page.parent / name).resolve() if name else page
            is_there = target.is_file() and target.is_relative_to(report.resolve())
            if not is_there or (anchor and anchor not in pages[target].ids):
                lost.append((page.name, link))
    assert lost == []
    assert sum(len(found.links) for found in pages.values()) > 50


def test_the_checks_see_what_would_load_and_what_is_lost(tmp_path: Path) -> None:
    page = tmp_path / "x.html"
    page.write_text('<script src="x"></script><a href="none.html#x" id="a">x</a><p style="x" onclick="x">', "utf-8")
    found = References(page)
    assert found.loading == ["script", "script src", "p style", "p onclick"]
    assert (found.links, found.ids) == (["none.html#x"], ["a"])
