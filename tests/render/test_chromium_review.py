"""The health review in a real browser: nothing outside, no text over another, on a phone, on a desk, on paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.render.reviewed import named
from tests.render.test_chromium import (  # noqa: F401  the fixture is used by name
    OPEN_ALL,
    OVERFLOW,
    OVERLAP,
    browser,
    opened,
    pytestmark,
)
from toolkit.render.html import render_health_review


@pytest.fixture(scope="module", params=["compound", "every kind", "hostile"])
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "health-review.html"
    path.write_text(render_health_review(named(request.param)), encoding="utf-8")
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1200])
def test_everything_stays_inside_and_apart(browser, file: Path, width: int, scheme: str) -> None:  # type: ignore[no-untyped-def] # noqa: F811
    page = opened(browser, file, width, scheme)
    try:
        page.evaluate(OPEN_ALL)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(OVERFLOW) == []
        assert page.evaluate(OVERLAP) == []
        assert page.seen == [f"request: {file.as_uri()[:80]}"]
    finally:
        page.context.close()


def test_on_paper_there_is_room_for_minutes_and_to_sign(browser, file: Path) -> None:  # type: ignore[no-untyped-def] # noqa: F811
    page = opened(browser, file, 718, "dark")
    try:
        page.emulate_media(media="print")
        assert page.locator("dl.sign").is_visible()
        assert page.locator("dl.blanks dd").first.bounding_box()["height"] > 10
        assert page.evaluate(OVERFLOW) == []
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    finally:
        page.context.close()
