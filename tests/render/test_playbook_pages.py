"""Playbooks as files: page and Markdown from one template, hostile text, tables that are accessible, a client's own."""

from __future__ import annotations

import re
from pathlib import Path

import mistune
import pytest
from syrupy.assertion import SnapshotAssertion

from tests.render import playbooks_of
from tests.render.documents import LOADING, Document
from tests.render.hostile import SHOWN
from tests.render.test_markdown import PLUGINS, tokens
from toolkit.app.assessment import Assessment
from toolkit.render.html import render_playbook_list, render_playbooks
from toolkit.render.look import load_look
from toolkit.render.markdown_page import page_body
from toolkit.render.view_playbook import in_report

MOST_BYTES = 100_000
TAGS = {
    *(
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "a",
        "header",
        "p",
        "b",
        "bdi",
        "main",
        "nav",
        "ol",
        "ul",
        "li",
    ),
    *("h1", "h2", "table", "caption", "thead", "tbody", "tr", "th", "td", "span", "strong", "blockquote", "code"),
}


@pytest.fixture(scope="module", params=["prove", "compound", "states", "hostile"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    name = request.param
    if name != "hostile":
        return playbooks_of.made(playbooks_of.named(name))
    return playbooks_of.made(playbooks_of.hostile(tmp_path_factory.mktemp("hostile")))


def pages(made: dict[str, str]) -> list[tuple[str, Document]]:
    return [(html, Document(html)) for name, html in made.items() if name.endswith(".html")]


def test_pages_are_well_formed_small_and_load_nothing(made: dict[str, str]) -> None:
    for html, found in pages(made):
        assert (found.errors, found.open) == ([], [])
        assert {tag for tag, _ in found.elements} <= TAGS
        assert len(html.encode()) < MOST_BYTES
        assert html.count("Content-Security-Policy") == 1
        for tag, attributes in found.elements:
            assert not LOADING & set(attributes), (tag, attributes)
            assert not [name for name in attributes if name.startswith("on") or name == "style"], (tag, attributes)
        ids = [attributes["id"] for _, attributes in found.elements if "id" in attributes]
        assert len(ids) == len(set(ids))
        links = {attributes["href"] for attributes in found.all("a")}
        assert links - {"#main", "../index.html"} <= {f"#{one}" for one in ids}


def test_tables_have_captions_scoped_headers_and_labels(made: dict[str, str]) -> None:
    for html, found in pages(made):
        tables = re.findall(r"<table.*?</table>", html, flags=re.DOTALL)
        assert tables
        for table in tables:
            assert re.search(r"<caption>[^<]*\S", table), table[:200]
            assert len(re.findall(r"<caption>", table)) == 1
            columns = table.count('scope="col"')
            rows = table.count('scope="row"')
            assert columns > 1
            assert table.count("<td") == rows * (columns - 1), "no cell has broken out of its row"
            assert table.count("data-label=") == table.count("<td")
        assert len(found.all("caption")) == len(tables)


def test_page_and_markdown_say_the_same(made: dict[str, str]) -> None:
    for name, html in made.items():
        if not name.endswith(".html"):
            continue
        text = made[name.removesuffix("html") + "md"]
        heads = re.findall(r"^## (.*)$", text, flags=re.MULTILINE)
        assert [title for _, title in page_body(text).contents] == [
            re.sub(r"\\(.)", r"\1", head).replace("`", "") for head in heads
        ]
        blanks = len(re.findall(r"^> ✎ \*\*To write, ", text, flags=re.MULTILINE))
        assert html.count('<blockquote class="blank">') == blanks == html.count("<blockquote")
        wanted = re.search(r"^People still have to write (?:(\d+)|\w+) thing", text, flags=re.MULTILINE)
        assert bool(wanted) == bool(blanks)
        if wanted and wanted.group(1):
            assert int(wanted.group(1)) == blanks


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    made = playbooks_of.made(playbooks_of.hostile(tmp_path))
    parse = mistune.create_markdown(renderer="ast", plugins=PLUGINS)
    ours = {"heading", "strong", "list", "list_item", "block_quote", "text", "paragraph", "block_text", "blank_line"}
    ours |= {"codespan", "table", "table_head", "table_body", "table_row", "table_cell"}
    for name, text in made.items():
        if name.endswith(".md"):
            assert {one["type"] for one in tokens(parse(text))} <= ours, name
            assert "49" not in re.findall(r"\{\{|49\}\}", text)
    for typed in SHOWN:
        assert any(typed in found.text for _, found in pages(made)), typed
    assert not any("\u202e" in text or "\x00" in text for text in made.values())
    assert max(len(word) for text in made.values() for word in re.findall(r"x+", text)) < 2100


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"),
        ("![x](http://a/b.png)", '<p>!<a href="http://a/b.png">x</a></p>\n'),
        ("[x](javascript:alert)", "<p>[x](javascript:alert)</p>\n"),
        (
            "> ✎ **To write, A:** it",
            '<blockquote class="blank">\n<p>✎ <strong>To write, A:</strong> it</p>\n</blockquote>\n',
        ),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>\n"),
        ("## A\n\n## A", '<h2 id="a">A</h2>\n<h2 id="a-2">A</h2>\n'),
        ("## 请求", '<h2 id="part">请求</h2>\n'),
    ],
)
def test_markdown_becomes_safe_html(text: str, html: str) -> None:
    assert page_body(text).html == html


def test_a_table_takes_the_bold_line_before_it_as_caption() -> None:
    html = page_body("**All of** it\n\n**What *is* known**\n\n| a | b \\| c |\n|---|--:|\n| x | 1 |\n").html
    assert html.startswith("<p><strong>All of</strong> it</p>\n<table")
    assert "<caption>What <em>is</em> known</caption>" in html
    assert '<th scope="row" role="rowheader">x</th>' in html
    assert 'class="n" role="cell" data-label="b | c"' in html
    assert '<table role="table" class="narrow">' in html
    assert "<caption>" not in page_body("**a** and **b**\n\n| a | b |\n|---|---|\n| x | y |\n").html
    assert 'class="cards"' in page_body("| a | b |\n|---|---|\n| x | y |\n").html


def test_a_client_who_overrides_the_one_template_changes_both(tmp_path: Path) -> None:
    (tmp_path / "playbook.md.j2").write_text("# Ours: {{ page.title }}\n\n{{ page.parts[0].says }}\n", encoding="utf-8")
    made = render_playbooks(playbooks_of.named("prove"), ["invoicing"], look=load_look(tmp_path))
    assert made["invoicing.md"].startswith("# Ours: Playbook: Invoicing\n\nInvoicing ranks ")
    assert '<h1 id="ours-playbook-invoicing">Ours: Playbook: Invoicing</h1>' in made["invoicing.html"]
    assert "<h2 id=" not in made["invoicing.html"].partition("<main")[2]


def test_the_list_leads_to_every_playbook() -> None:
    found: Assessment = playbooks_of.named("states")
    html = render_playbook_list(found, in_report(found), links=("index.html", "playbooks/index.html"))
    links = {one["href"] for one in Document(html).all("a")} - {"#main"}
    assert links == {"../index.html", *playbooks_of.made(found)}
    assert Document(html).errors == []


@pytest.mark.parametrize(("name", "workflow_id"), [("prove", "invoicing"), ("compound", "client_intake")])
def test_fragments(name: str, workflow_id: str, snapshot: SnapshotAssertion) -> None:
    made = render_playbooks(playbooks_of.named(name), [workflow_id])
    text = next(text for file, text in made.items() if file.endswith(".md"))
    html = next(html for file, html in made.items() if file.endswith(".html"))
    assert "\n".join(text.splitlines()[:40]) == snapshot(name="text")
    assert html.partition("<main")[2].partition("</blockquote>")[0] == snapshot(name="page")
