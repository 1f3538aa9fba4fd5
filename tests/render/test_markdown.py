"""Text from a workbook stays text in Markdown: seen by two parsers, in every place where a template puts one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import mistune
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.render.firms import HOSTILE
from tests.render.fleets_of import MARKDOWN
from toolkit.render.markdown import escaped
from toolkit.render.view_words import clean

PLUGINS = ["table", "url", "strikethrough", "footnotes", "task_lists", "math", "def_list"]
PLACES = ("# {}", "{}", "**{}**", "- {}", "- **x**\n  - {} (A1)", "| x | y |\n|---|---|\n| {} | z |", "x: {}; y")
PLAIN = {"text", "paragraph", "block_text", "blank_line", "codespan"}
OURS = {
    *("heading", "strong", "list", "list_item"),
    *("table", "table_head", "table_body", "table_row", "table_cell"),
}


def tokens(found: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for one in found:
        yield one
        yield from tokens(one.get("children", []))


def kinds(text: str) -> list[str]:
    parse = mistune.create_markdown(renderer="ast", plugins=PLUGINS)
    return [one["type"] for one in tokens(parse(text)) if one["type"] not in PLAIN]


def shown(text: str) -> str:
    """Return the text that a reader sees, by another parser."""
    found = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    said = [child.content for one in found for child in one.children or [] if child.type != "softbreak"]
    return "".join(said)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("text", [*HOSTILE, *MARKDOWN])
def test_hostile_text_changes_nothing(place: str, text: str) -> None:
    holds(place, text)


@pytest.mark.parametrize("place", PLACES)
@settings(deadline=None, derandomize=True, max_examples=150)
@given(st.text(st.sampled_from("#*_`~[]()<>!|\\&$@:/.-+={}\"' \n\t1ax\u00a0é"), max_size=12))
def test_any_text_changes_nothing(place: str, text: str) -> None:
    holds(place, text)


def holds(place: str, text: str) -> None:
    made = place.format(escaped(text) or "x")
    assert kinds(made) == kinds(place.format("x")), made
    assert set(kinds(made)) <= OURS
    said = shown(made).replace("\N{WORD JOINER}", "")
    assert (clean(text) or "x") in said.replace("\N{NO-BREAK SPACE}", " "), (made, said)


def test_an_address_stands_as_code_and_readable() -> None:
    assert escaped("see http://a.example/x_y, or write to b@c.example.") == (
        "see `http://a.example/x_y`, or write to `b@c.example`."
    )
    assert escaped("snake_case stays, _this_ does not") == "snake_case stays, \\_this\\_ does not"
    assert escaped("0.1.0") == "0.1.0"
    assert escaped("1. first") == "1\\. first"
