"""The pictures of the fleet in a real browser: nothing outside, no text over another, on a phone and on a desk."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.render import crews
from tests.render.test_chromium import (  # noqa: F401  the fixture is used by name
    OPEN_ALL,
    OUTSIDE,
    OVERFLOW,
    OVERLAP,
    browser,
    opened,
    pytestmark,
)
from tests.render.test_fleet_words import PARTS
from toolkit.render.html import render_notebook, render_part
from toolkit.render.view_parts_fleet import fleet_head
from toolkit.render.view_reading import Reading


@pytest.fixture(scope="module", params=["prove", "compound", "fifteen", "unknown", "hostile"])
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    assessment = crews.of(request.param)
    body = "".join(render_part(part(Reading(assessment))) for part in PARTS.values())
    # A notebook's output brings its style along; the page has it already and refuses any other.
    body = "".join(piece.partition("</style>")[2] or piece for piece in body.split("<style>"))
    path = tmp_path_factory.mktemp("page") / "fleet.html"
    path.write_text(render_notebook(fleet_head(assessment, ()), body), encoding="utf-8")
    return path


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1200, "dark")])
def test_texts_stay_inside_and_apart(browser, file: Path, width: int, scheme: str) -> None:  # type: ignore[no-untyped-def] # noqa: F811
    page = opened(browser, file, width, scheme)
    try:
        page.evaluate(OPEN_ALL)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(OVERFLOW) == []
        assert page.evaluate(OUTSIDE) == []
        assert page.evaluate(OVERLAP) == []
        assert page.locator("svg.chart").count() >= 2
    finally:
        page.context.close()
