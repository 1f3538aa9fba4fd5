"""Every page in a real browser, the network cut: three widths, light and dark."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.render.browsing import OVERFLOW, faults, keep, opened, shown_at
from tests.render.made import MADE
from tests.render.reports import pages_of

pytestmark = pytest.mark.chromium
Exported = Callable[[str], Path]
SCREENS = [(width, scheme) for width in (360, 768, 1200) for scheme in ("light", "dark")]


@pytest.mark.parametrize("report", ["prove", "compound", "hostile"])
def test_nothing_runs_over_and_nothing_is_asked_for(report: str, browser: Any, exported: Exported) -> None:
    files, found = pages_of(exported(report)), {}
    for file in files:
        with opened(browser, file, device_scale_factor=0.5) as page:
            for width, scheme in SCREENS:
                shown_at(page, width, scheme)
                keep(page, report, file, width, scheme)
                found[file.name, width, scheme] = faults(page, width, scheme)
    assert {where: said for where, said in found.items() if said} == {}
    assert len(files) >= 10


@pytest.mark.parametrize("name", MADE)
def test_nothing_runs_over_whatever_the_assessment(name: str, browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(MADE[name](), encoding="utf-8")
    for width, scheme in ((360, "light"), (1200, "dark")):
        with opened(browser, file, width, scheme) as page:
            assert faults(page, width, scheme) == [], (width, scheme)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ("document.querySelector('h1').style.minWidth = '400px'", "runs over: H1"),
        ("document.querySelector('svg text').setAttribute('x', '-40')", "outside: "),
        ("document.querySelectorAll('svg text').forEach(one => one.setAttribute('y', 20))", "overlap: "),
        ("document.body.style.background = 'red'", "not light"),
        ("document.querySelector('h1').remove()", "not one heading"),
        ("fetch('https://example.com').catch(() => null)", "console: Connecting to 'https://example.com/'"),
    ],
)
def test_the_checks_can_fail(spoil: str, said: str, browser: Any, exported: Exported) -> None:
    with opened(browser, exported("prove") / "index.html", 360) as page:
        assert faults(page, 360, "light") == []
        page.evaluate(spoil)
        page.wait_for_timeout(50)
        assert any(fault.startswith(said) for fault in faults(page, 360, "light"))


def test_tables_become_cards_on_a_phone_and_stay_tables_to_a_reader(browser: Any, exported: Exported) -> None:
    roles = {}
    for width, display in ((360, "block"), (1200, "table-row")):
        with opened(browser, exported("prove") / "index.html", width) as page:
            row = page.locator("section.blockers table.cards tbody tr").first
            assert row.evaluate("one => getComputedStyle(one).display") == display
            label = row.locator("td").first.evaluate("one => getComputedStyle(one, '::before').content")
            assert ("Outcome" in label) == (width == 360)
            tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
            said = [node["role"]["value"] for node in tree["nodes"] if not node.get("ignored")]
            kinds = ("table", "row", "rowheader", "columnheader", "cell")
            roles[width] = {kind: said.count(kind) for kind in kinds}
    assert roles[360] == roles[1200]
    assert all(roles[360].values())


def test_the_first_page_has_its_parts_side_by_side_only_where_there_is_room(browser: Any, exported: Exported) -> None:
    for width, beside in ((360, False), (1200, True)):
        with opened(browser, exported("prove") / "index.html", width) as page:
            six, ranges = page.locator("section.six").bounding_box(), page.locator("section.ranges").bounding_box()
            assert (six["x"] + six["width"] <= ranges["x"]) == beside
            assert (six["y"] + six["height"] <= ranges["y"]) != beside
            assert page.evaluate(OVERFLOW) == []
