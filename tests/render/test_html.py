"""The first page and the report: escaping, size, what leads where, fragments as snapshots."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.render import firms
from tests.render.documents import Document
from toolkit.app.assessment import Assessment
from toolkit.model import Outcome
from toolkit.render import view
from toolkit.render.html import render_index, render_portfolio
from toolkit.render.view_answers import MARKS
from toolkit.render.view_records import Sign, Standing, Step
from toolkit.resources import folder

FIRMS: dict[str, Callable[[], Assessment]] = {
    "firm": firms.firm,
    "first loses": firms.first_loses,
    "nobody earns": firms.nobody_earns,
    "nobody ranked": firms.nobody_ranked,
    "empty": firms.empty,
    "hostile": firms.hostile,
    "many": lambda: firms.many(60),
}


@cache
def assessed(firm: str) -> Assessment:
    return FIRMS[firm]()


def test_no_address_stands_in_a_page_without_hostile_text() -> None:
    for html in (firms.page(assessed("firm")), firms.report(assessed("firm"))):
        assert not re.search(r"https?:|//|www\.", html)
        assert "<script" not in html


def test_hostile_text_is_text() -> None:
    html = firms.report(assessed("hostile"))
    found = Document(html)
    assert not {"script", "img"} & {tag for tag, _ in found.elements}
    for text in ("<script>alert(1)</script>", '=HYPERLINK("evil","x")', "{{ 7*7 }}{% for %}", "🦄 emoji ünïcode"):
        assert text in found.text
    assert "x" * 5000 in found.text
    assert not set("\u202e\u2066\x1b\x00\x07") & set(html)
    assert "�gnirts" in found.text


def test_the_same_assessment_gives_the_same_page() -> None:
    assert firms.page(firms.firm()) == firms.page(assessed("firm"))
    assert firms.report(firms.firm()) == firms.report(assessed("firm"))


def test_sizes() -> None:
    assert len(firms.page(assessed("firm")).encode()) < 60_000
    assert len(firms.report(assessed("firm")).encode()) < 400_000


def test_traces_are_shown_where_they_are_handed_in() -> None:
    assessment = assessed("firm")
    with_traces, without = firms.report(assessment), render_portfolio(assessment, {})
    assert with_traces.count('<details class="trace">') == len(assessment.candidates)
    assert '<details class="trace">' not in without
    text = Document(with_traces).text
    assert "volume per month, likely 1,900 items per month recorded: Workflows!F2" in text
    assert "Workflows!AQ2 is blank, policy defaults.run_cost" in text or "policy defaults.run_cost" in text
    assert text.count("Integration days") >= len(assessment.candidates)


def test_assumed_figures_are_marked_alike() -> None:
    html = firms.report(assessed("firm"))
    marked = re.findall(r'<span class="assumed">[^<]*</span> <small>(\w+)', html)
    assert marked
    assert set(marked) == {"assumed"}


def test_importing_the_page_needs_no_pandas() -> None:
    code = "import sys, toolkit.render.html; print([m for m in ('pandas', 'numpy', 'pandera') if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def fragment(html: str, start: str, end: str) -> str:
    found = re.search(f"{re.escape(start)}.*?{re.escape(end)}", html, re.DOTALL)
    assert found is not None, start
    return found[0]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ('<header class="top">', "</header>"),
        ('<section class="conclusion', "</section>"),
        ('<dl class="numbers">', "</dl>"),
        ('<section class="next"', "</section>"),
        ('<section class="six"', "</section>"),
        ('<section class="ranges"', "</section>"),
        ('<div class="apart">', "</div>"),
        ('<section aria-labelledby="blockers"', "</section>"),
        ('<section aria-labelledby="fill"', "</section>"),
        ("<nav", "</nav>"),
    ],
    ids=[
        *("header", "conclusion", "five numbers", "next", "six questions", "ranges", "set apart"),
        *("in the way", "not known", "read on"),
    ],
)
def test_fragments(start: str, end: str, snapshot: SnapshotAssertion) -> None:
    assert fragment(firms.page(assessed("firm")), start, end) == snapshot


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ('<header class="top titled">', "</header>"),
        ("<nav", "</nav>"),
        ('<section aria-labelledby="questions"', "</section>"),
        ('<section aria-labelledby="ranking"', "</table>"),
        ('<article class="case"', "<h4>Integration"),
        ('<section aria-labelledby="portfolio"', "</section>"),
    ],
    ids=["title block", "contents", "questions", "ranking", "business case", "portfolio"],
)
def test_fragments_of_the_report(start: str, end: str, snapshot: SnapshotAssertion) -> None:
    html = re.sub(r'<div class="months">.*?</div>', "", firms.report(assessed("firm")), flags=re.DOTALL)
    assert fragment(html, start, end) == snapshot


def test_links_between_the_pages_lead_somewhere() -> None:
    index, report = firms.page(assessed("firm")), Document(firms.report(assessed("firm")))
    ids = {attributes["id"] for _, attributes in report.elements if "id" in attributes}
    deep = {attributes["href"] for attributes in Document(index).all("a") if "portfolio.html#" in attributes["href"]}
    assert deep == {"portfolio.html#assumed", "portfolio.html#blockers"}
    assert {href.partition("#")[2] for href in deep} <= ids
    assert {"index.html"} == {one["href"] for one in report.all("a") if one["href"].startswith("index")}


def test_a_page_alone_leads_to_no_file() -> None:
    for html in (render_index(assessed("firm")), render_portfolio(assessed("firm"), {})):
        assert all(attributes["href"].startswith("#") for attributes in Document(html).all("a"))


def test_where_the_organisation_stands_has_its_place_and_leaves_no_hole(monkeypatch: pytest.MonkeyPatch) -> None:
    made = view.index_page
    monkeypatch.setattr("toolkit.render.html.index_page", lambda *given: replace(made(*given), standing=None))
    assert "Where you stand" not in Document(firms.page(assessed("firm"))).text
    standing = Standing(
        "Platform is the phase: three of five of its gates pass.",
        (Step("prove", MARKS[Outcome.PASS], is_here=False), Step("platform", MARKS[Outcome.UNKNOWN], is_here=True)),
        (Sign("Pace", MARKS[Outcome.FAIL], "Slow down: two agents are live and not yet stable."),),
    )
    monkeypatch.setattr(
        "toolkit.render.html.index_page", lambda *given: replace(view.index_page(*given), standing=standing)
    )
    found = Document(firms.page(assessed("firm")))
    assert found.errors == []
    assert "Where you stand Platform is the phase: three of five of its gates pass. ● pass prove" in found.text
    assert "✕ fail Pace Slow down" in found.text
    assert [one for one in found.all("li") if one.get("aria-current") == "step"]


def contrast(one: str, other: str) -> float:
    lights = []
    for colour in (one, other):
        digits = colour.lstrip("#")
        full = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
        parts = [int(full[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        lights.append(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])
    low, high = sorted(lights)
    return (high + 0.05) / (low + 0.05)


def test_every_colour_of_text_stands_out_in_both_schemes_and_on_paper() -> None:
    assert contrast("#fff", "#000") == pytest.approx(21)
    style = (folder("templates") / "style.css").read_text(encoding="utf-8")
    schemes = [dict(re.findall(r"--([\w-]+): (#\w+)", block)) for block in re.findall(r":root \{[^}]*\}", style)]
    assert len(schemes) == 3
    for scheme in schemes:
        for name in ("ink", "soft", "accent", "loss", "assumed", "gain"):
            for ground in ("paper", "band"):
                assert contrast(scheme[name], scheme[ground]) >= 4.5, (name, ground, scheme)
        for fill in ("fill-gain", "fill-loss"):
            assert contrast(scheme["ink"], scheme[fill]) >= 4.5
