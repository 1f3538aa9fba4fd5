"""Figures as files: plain SVG that needs no style, everything on the slide, PNG with letters."""

from __future__ import annotations

import re
import struct
import xml.etree.ElementTree as ET
import zlib
from functools import cache
from pathlib import Path

import pytest
import vl_convert

import toolkit
from tests.render import crews, firms, fleets_of
from toolkit.app.assessment import Assessment
from toolkit.errors import TemplateFailed
from toolkit.render.figures import figure_files
from toolkit.render.figures_plain import plain
from toolkit.render.figures_slide import wrapped
from toolkit.render.html import render_health_review, render_ownership
from toolkit.render.look import load_look
from toolkit.render.view_figures import figures

SVG = "{http://www.w3.org/2000/svg}"
FIRMS = {
    "prove": lambda: toolkit.assess(toolkit.load_example("prove")),
    "compound": lambda: toolkit.assess(toolkit.load_example("compound")),
    "hostile": firms.hostile,
    "hostile-crew": crews.hostile,
    "hostile-fleet": fleets_of.hostile,
    "fifteen-agents": crews.fifteen,
    "many": lambda: firms.many(60),
    "empty": firms.empty,
}
GEOMETRY = {"x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "font-size", "stroke-width"}
LOOKS = {
    *("fill", "stroke", "opacity", "fill-opacity", "stroke-opacity", "stroke-linecap", "stroke-linejoin"),
    *("stroke-dasharray", "font-weight", "font-family", "font-style", "text-anchor", "text-decoration"),
}
OTHERS = {"points", "viewBox", "role", "transform", "aria-hidden"}
COUNTS = ("", "One", "Two", "Three")
OUTSIDE = """() => [...document.querySelectorAll('text, rect, circle, line, polyline, polygon')].filter(one => {
    const box = one.getBoundingClientRect()
    return box.left < -0.5 || box.top < -0.5 || box.right > 1280.5 || box.bottom > 720.5
}).map(one => one.tagName + ' ' + one.textContent)"""
OVERLAP = """() => { const texts = [...document.querySelectorAll('text:not([aria-hidden])')]
    .map(one => [one.textContent, one.getBoundingClientRect()])
    return texts.flatMap(([text, a], i) => texts.slice(i + 1).filter(([_, b]) =>
        Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 &&
        Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 8).map(([other]) => text + ' / ' + other)) }"""


@cache
def assessed(firm: str) -> Assessment:
    return FIRMS[firm]()


@cache
def drawn(firm: str) -> dict[str, bytes]:
    return figure_files(assessed(firm))


def vectors(firm: str) -> dict[str, ET.Element]:
    return {name: ET.fromstring(file) for name, file in drawn(firm).items() if name.endswith(".svg")}


def pixels(png: bytes) -> bytes:
    """The bytes of a PNG's pixels, filters and all."""
    place, data = 8, b""
    while place < len(png):
        size, kind = struct.unpack(">I4s", png[place : place + 8])
        data += png[place + 8 : place + 8 + size] if kind == b"IDAT" else b""
        place += size + 12
    return zlib.decompress(data)


@pytest.mark.parametrize("firm", FIRMS)
def test_a_drawing_is_plain(firm: str) -> None:
    for name, root in vectors(firm).items():
        assert [one.tag for one in root][:2] == [f"{SVG}title", f"{SVG}desc"], name
        assert all(one.text for one in root[:2]), name
        for one in root.iter():
            tag = one.tag.removeprefix(SVG)
            assert tag in {
                *("svg", "g", "title", "desc", "rect", "line", "circle"),
                *("polygon", "polyline", "text", "tspan"),
            }
            assert tag != "svg" or one is root, name
            assert set(one.attrib) <= GEOMETRY | LOOKS | OTHERS, name
            for key in GEOMETRY & set(one.attrib):
                assert re.fullmatch(r"-?\d+(\.\d+)?", one.attrib[key]), (name, key, one.attrib[key])
            assert not any("var(" in value or "%" in value for value in one.attrib.values()), name
            assert tag != "text" or "stroke" not in one.attrib or one.get("aria-hidden"), name


@pytest.mark.parametrize("firm", FIRMS)
@pytest.mark.chromium
def test_everything_is_on_the_slide_and_no_text_on_another(browser, tmp_path: Path, firm: str) -> None:  # type: ignore[no-untyped-def]
    context = browser.new_context(viewport={"width": 1280, "height": 720}, offline=True)
    page, found = context.new_page(), {}
    try:
        for name, file in drawn(firm).items():
            if name.endswith(".svg"):
                (tmp_path / "one.svg").write_bytes(file)
                page.goto((tmp_path / "one.svg").as_uri())
                found[name] = [*page.evaluate(OUTSIDE), *page.evaluate(OVERLAP)]
    finally:
        context.close()
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert firm == "empty" or found


@pytest.mark.chromium
def test_the_check_for_the_slide_can_fail(browser, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    page = browser.new_page()
    try:
        (tmp_path / "one.svg").write_text(
            '<svg xmlns="http://www.w3.org/2000/svg"><text x="1270" y="50">long text</text>'
            '<text x="1271" y="50">b</text></svg>'
        )
        page.goto((tmp_path / "one.svg").as_uri())
        assert page.evaluate(OUTSIDE) == ["text long text", "text b"]
        assert page.evaluate(OVERLAP) == ["long text / b"]
    finally:
        page.close()


@pytest.mark.parametrize("firm", ["prove", "hostile"])
def test_a_picture_has_its_size_and_is_not_blank(firm: str) -> None:
    pictures = {name: file for name, file in drawn(firm).items() if name.endswith(".png")}
    assert {name.removesuffix(".png") for name in pictures} == {name.removesuffix(".svg") for name in vectors(firm)}
    for name, file in pictures.items():
        assert file[:8] == b"\x89PNG\r\n\x1a\n"
        assert struct.unpack(">II", file[16:24]) == (1920, 1080), name
        assert len(set(pixels(file))) > 50, name


def test_a_picture_has_letters() -> None:
    file = drawn("prove")["figures/01-ranges.svg"].decode()
    without = re.sub(r"<text.*?</text>", "", file, flags=re.DOTALL)
    assert pixels(vl_convert.svg_to_png(file)) != pixels(vl_convert.svg_to_png(without))


@pytest.mark.parametrize("state", ["prove", "compound"])
def test_every_chart_of_the_pages_is_a_figure(state: str) -> None:
    assessment = assessed(state)
    pages = firms.report(assessment) + render_ownership(assessment) + render_health_review(assessment)
    pages += "".join(
        shown._repr_html_()
        for name in dir(toolkit.show(assessment))
        if not name.startswith("_") and hasattr(shown := getattr(toolkit.show(assessment), name), "_repr_html_")
    )
    on_pages = set(re.findall(r"<figcaption><b>(.*?)</b>", pages))
    titles = {one.chart.title for one in figures(assessment)}
    cases = {title.partition(" – ")[2].capitalize() for title in titles if " – " in title}
    assert len(cases) == 3
    assert len(titles) > 12
    missing = {title for title in on_pages - titles if title.capitalize() not in cases}
    assert all("aid back" in title or "Never below" in title for title in missing), missing
    assert len(missing) <= max(0, len(assessment.candidates) - 3)


def test_names_are_our_own_words_and_no_chart_stands_twice() -> None:
    for firm in ("compound", "hostile"):
        files = drawn(firm)
        assert all(re.fullmatch(r"figures/\d\d-[a-z]+(-\d)?\.(svg|png)", name) for name in files), list(files)
        assert len(set(files.values())) == len(files)


def test_the_same_twice_is_the_same_bytes() -> None:
    assert figure_files(assessed("prove")) == drawn("prove")


def test_hostile_names_stay_text() -> None:
    texts = "".join("".join(root.itertext()) for root in vectors("hostile").values())
    assert "<script>alert(1)</script>" in texts
    assert "{{ 7*7 }}" in texts
    assert not re.search("[\x00-\x08\x0b-\x1f]", texts)


def test_what_has_no_room_is_left_out_and_said() -> None:
    ranges = vectors("many")["figures/01-ranges.svg"]
    texts = [one for one in ranges.iter(f"{SVG}text") if not one.get("aria-hidden")]
    shown = sum("Work number" in (one.text or "") for one in texts)
    (left,) = re.findall(r"(\w+) more rows? stands? on its page\.", "".join(ranges.itertext()))
    assert shown + COUNTS.index(left) == 10
    assert shown >= 7


def test_a_clients_colours_are_in_the_figures(tmp_path: Path) -> None:
    (tmp_path / "brand.toml").write_text('[colours]\ngain = "#7b2d8b"\n', encoding="utf-8")
    files = figure_files(assessed("prove"), load_look(tmp_path))
    assert files.keys() == drawn("prove").keys()
    assert b"#7b2d8b" in files["figures/01-ranges.svg"]
    assert b"#7b2d8b" not in drawn("prove")["figures/01-ranges.svg"]


def test_a_clients_template_that_draws_no_svg_is_named(tmp_path: Path) -> None:
    (tmp_path / "figure.svg.j2").write_text("<svg>{{ slide.chart.title }}", encoding="utf-8")
    with pytest.raises(TemplateFailed, match="01-ranges is no SVG"):
        figure_files(assessed("prove"), load_look(tmp_path))


STYLE = """:root { --ink: #111; --line: var(--ink) } @media (prefers-color-scheme: dark) { :root { --ink: #eee } }
text { font-size: .5rem; fill: var(--ink) } .name { stroke: #fff; stroke-width: 4px } text.name { font-weight: 650 }
line { stroke: var(--line) } :bogus(a) { fill: red } .soft { fill: red; fill: var(--none, blue) }"""


@pytest.mark.parametrize(
    ("drawing", "expected"),
    [
        (
            '<rect class="soft" x="50%" y="10%" width="25%" height="4"/>',
            '<rect x="100" y="10" width="50" height="4" fill="blue" />',
        ),
        ('<line x1="0" x2="100%" y1="3" y2="3"/>', '<line x1="0" x2="200" y1="3" y2="3" stroke="#111" />'),
        (
            '<svg x="10%" y="5" width="50%" height="20" viewBox="0 0 10 100" preserveAspectRatio="none">'
            '<polyline points="0,0 5,50 10,100"/></svg>',
            '<polyline points="20,5 70,15 120,25" />',
        ),
        (
            '<svg x="0" y="0" width="200" height="100" viewBox="0 0 100 50"><text x="50%" dx="3" y="9">a</text></svg>',
            '<text x="106" y="18" fill="#111" font-size="16">a</text>',
        ),
        (
            '<text class="name" x="1" y="2">a &lt; b</text>',
            '<text x="1" y="2" fill="#fff" stroke="#fff" font-size="8" stroke-width="4" font-weight="bold" '
            'aria-hidden="true">a &lt; b</text>\n'
            '<text x="1" y="2" fill="#111" font-size="8" font-weight="bold">a &lt; b</text>',
        ),
        (
            '<svg x="50%" y="7" width="1" height="1"><text x="0" y="4" transform="rotate(-90)">up</text></svg>',
            '<g transform="translate(100 7) scale(1) rotate(-90)">'
            '<text x="0" y="4" fill="#111" font-size="8">up</text>\n</g>',
        ),
        ('<polyline points="3,4 3,4" stroke="#222" stroke-width="2"/>', '<circle cx="3" cy="4" r="1" fill="#222" />'),
    ],
)
def test_what_becomes_plain(drawing: str, expected: str) -> None:
    found = plain(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100">{drawing}</svg>', STYLE).decode()
    assert (
        found.partition(">\n")[2].partition(">\n")[2].removesuffix("\n</svg>\n").removesuffix("</svg>\n").strip()
        == expected
    )


def test_lines_are_wrapped_and_cut() -> None:
    assert wrapped("one two three", 5.5, 3) == ["one two", "three"]
    assert wrapped("x" * 40, 5.5, 2)[1].endswith("…")
    assert len(wrapped("中文" * 9, 5.5, 9)) > len(wrapped("ab" * 9, 5.5, 9))
