"""The pictures of candidates in a real browser: nothing outside, no text over another, on a phone and on a desk."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.render.altered import firm
from tests.render.test_chromium import (  # noqa: F401  the fixture is used by name
    OPEN_ALL,
    OUTSIDE,
    OVERFLOW,
    OVERLAP,
    browser,
    opened,
    pytestmark,
)
from tests.render.test_pictures import VIEWS
from toolkit.render.html import render_notebook, render_part
from toolkit.render.view_parts import candidates_head, of_section
from toolkit.render.view_reading import Reading


@pytest.fixture(scope="module", params=["firm", "many", "all lose", "hostile"])
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    assessment = firm(request.param)
    body = "".join(render_part(of_section(view(Reading(assessment)), "")) for view in VIEWS.values())
    path = tmp_path_factory.mktemp("page") / "candidates.html"
    # A notebook's output brings its style along; the page has it already and refuses any other.
    body = "".join(piece.partition("</style>")[2] or piece for piece in body.split("<style>"))
    path.write_text(render_notebook(candidates_head(assessment, ()), body), encoding="utf-8")
    return path


@pytest.mark.parametrize("width", [360, 1200])
def test_texts_stay_inside_and_apart(browser, file: Path, width: int) -> None:  # type: ignore[no-untyped-def] # noqa: F811
    page = opened(browser, file, width, "light")
    try:
        page.evaluate(OPEN_ALL)
        assert page.evaluate(OVERFLOW) == []
        assert page.evaluate(OUTSIDE) == []
        assert page.evaluate(OVERLAP) == []
        assert page.locator("svg.chart").count() >= 3
    finally:
        page.context.close()
