"""Turns our Markdown into the body of a page that reads as our others do: anchors, captions, scoped headers, cards.

HTML in the Markdown stays text, pictures are none, links lead where CommonMark lets them; text of a workbook is escaped
before it gets here (:mod:`toolkit.render.markdown`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from toolkit.render.view_words import SPACE

BLANK_SIGN = "✎"
"""How a quotation begins that asks a person to write something."""

NARROW_COLUMNS = 4
_RIGHT = "text-align:right"
_PER_CENT = re.compile(r"(?<=\d) %")
"""Markdown has no space that holds a line together; a page keeps a number and its sign on one."""


@dataclass(frozen=True)
class Body:
    """The body of a page, and its sections: anchor and title of each heading of the second level.

    ``head`` is what stands before the first of them, ``rest`` what follows.
    """

    head: str
    rest: str
    contents: tuple[tuple[str, str], ...]

    @property
    def html(self) -> str:
        """The whole body."""
        return self.head + self.rest


def page_body(text: str) -> Body:
    """Return Markdown (CommonMark with tables) as HTML without scripts, styles or anything that loads.

    A paragraph in bold right before a table becomes its caption, the first cell of a row its header; a quotation that
    begins with ✎ is marked as blank.

    >>> page_body("## Now\\n\\n**All**\\n\\n| a | b |\\n|---|--:|\\n| <i> | 2 |").contents
    (('now', 'Now'),)
    """
    parser = _parser()
    tokens = _with_tables(parser.parse(text))
    contents = _with_anchors(tokens)
    _with_blanks(tokens)
    at = next((i for i, token in enumerate(tokens) if token.type == "heading_open" and token.tag == "h2"), len(tokens))
    head, rest = (parser.renderer.render(part, parser.options, {}) for part in (tokens[:at], tokens[at:]))
    return Body(_PER_CENT.sub(f"{SPACE}%", head), _PER_CENT.sub(f"{SPACE}%", rest), contents)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


def _with_anchors(tokens: list[Token]) -> tuple[tuple[str, str], ...]:
    """Give every heading an anchor of its own; return those of the second level."""
    found: list[tuple[str, str]] = []
    taken: set[str] = set()
    for token, inside in pairwise(tokens):
        if token.type != "heading_open":
            continue
        title = _plain(inside)
        wanted = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "part"
        anchor, number = wanted, 1
        while anchor in taken:
            number += 1
            anchor = f"{wanted}-{number}"
        taken.add(anchor)
        token.attrSet("id", anchor)
        if token.tag == "h2":
            found.append((anchor, title))
    return tuple(found)


def _plain(inline: Token) -> str:
    return "".join(child.content for child in inline.children or [])


def _with_blanks(tokens: list[Token]) -> None:
    for position, token in enumerate(tokens):
        # A quotation opens, its paragraph opens, then comes the text.
        inside = tokens[position + 2] if position + 2 < len(tokens) else token
        if token.type == "blockquote_open" and inside.type == "inline" and inside.content.startswith(BLANK_SIGN):
            token.attrSet("class", "blank")


def _with_tables(tokens: list[Token]) -> list[Token]:
    found: list[Token] = []
    heads: list[Token] = []
    column, is_narrow = 0, True
    table = Token("table_open", "table", 1)
    for token in tokens:
        if token.type == "table_open":
            caption = _take_caption(found)
            heads, table, is_narrow = [], token, True
            found += [_set(token, role="table", **{"class": "cards"}), *caption]
            continue
        if token.type in ("thead_open", "tbody_open"):
            _set(token, role="rowgroup")
        elif token.type == "tr_open":
            column = 0
            _set(token, role="row")
        elif token.type == "th_open":
            _set(token, scope="col", role="columnheader")
            _aligned(token)
            is_narrow = is_narrow and (not heads or "class" in token.attrs)
        elif token.type == "thead_close" and is_narrow and len(heads) <= NARROW_COLUMNS:
            # Numbers alone fit a phone as they are; any other table becomes cards there.
            table.attrSet("class", "narrow")
        elif token.type == "inline" and found and found[-1].type == "th_open":
            heads.append(token)
        elif token.type == "td_open":
            _cell(token, heads, column)
        found.append(token)
        if token.type == "td_open" and column:
            found.append(Token("span_open", "span", 1))
        elif token.type == "td_close":
            if column:
                found.insert(-1, Token("span_close", "span", -1))
            else:
                token.tag = "th"
            column += 1
    return found


def _take_caption(before: list[Token]) -> list[Token]:
    """Remove a paragraph that is bold throughout from the end, and return it as a caption; nothing where none is."""
    if len(before) < 3 or before[-1].type != "paragraph_close":
        return []
    inline = before[-2]
    children = [child for child in inline.children or [] if child.type != "text" or child.content]
    is_bold = len(children) > 2 and children[0].type == "strong_open" and children[-1].type == "strong_close"
    if not is_bold or sum(child.type == "strong_open" for child in children) != 1:
        return []
    del before[-3:]
    inline.children = children[1:-1]
    return [Token("caption_open", "caption", 1), inline, Token("caption_close", "caption", -1)]


def _cell(token: Token, heads: list[Token], column: int) -> None:
    if column == 0:
        token.tag = "th"
        token.attrs = {"scope": "row", "role": "rowheader"}
        return
    _aligned(token)
    _set(token, role="cell", **{"data-label": _plain(heads[column]) if column < len(heads) else ""})


def _aligned(token: Token) -> None:
    """Say alignment by a class: the page refuses styles of elements."""
    if token.attrs.pop("style", "") == _RIGHT:
        token.attrSet("class", "n")


def _set(token: Token, **attributes: str) -> Token:
    for name, value in attributes.items():
        token.attrSet(name, value)
    return token
