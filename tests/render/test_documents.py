"""Every page is a document in good form, whatever the assessment."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.render import firms
from tests.render.documents import faults_of
from tests.render.made import EVERY


@pytest.mark.parametrize("name", EVERY)
def test_pages_of_single_assessments(name: str) -> None:
    html = EVERY[name]()
    assert faults_of(html) == []
    assert len(html.encode()) < 1_000_000


@pytest.mark.parametrize("report", ["prove", "compound", "hostile"])
def test_pages_of_whole_reports(report: str, exported: Callable[[str], Path]) -> None:
    pages = sorted(exported(report).rglob("*.html"))
    found = {page.name: faults_of(page.read_text(encoding="utf-8")) for page in pages}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert len(found) >= 10


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("<main", "<main><main", "not well formed"),
        ("</main>", "<script></script></main>", "elements"),
        ("<main", '<main onclick="x"', "attributes"),
        ("default-src 'none'", "default-src *", "policy"),
        ("<style>", "<style>@import 'x';", "style"),
        ('id="main"', 'id="main" data-x="x"><i id="next"></i', "ids"),
        ('href="#main"', 'href="#nowhere"', "anchors"),
        ('aria-labelledby="next"', 'aria-labelledby="nothing"', "labels"),
        ('href="portfolio.html', 'href="https://x', "addresses"),
        ("<h2", "<h4></h4><h2", "outline"),
        ("<main", "<h1></h1><main", "one of each"),
        ('lang="en"', "", "language"),
        ("<caption>", "<p>", "captions"),
        ('scope="col"', "", "scopes"),
        ('role="img" aria-label="', 'role="img" aria-label="" title="', "pictures"),
        ("</main>", "nan</main>", "missing values"),
        ("</main>", "\u202e</main>", "controls"),
    ],
)
def test_each_fault_is_seen(old: str, new: str, said: str) -> None:
    html = firms.page(firms.firm())
    assert faults_of(html) == []
    assert old in html
    assert any(one.startswith(said) for one in faults_of(html.replace(old, new, 1)))
