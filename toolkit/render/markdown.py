"""Text from a workbook in a Markdown file: it stays text, whatever it looks like.

It becomes no heading, list, table, link, picture, HTML, formula or emphasis, in CommonMark and in GitHub's dialect.
"""

from __future__ import annotations

import re

from toolkit.render.view_words import clean

_ADDRESS = re.compile(r"[^\s“”‘’(),;<>]*(?:@|://|\bwww\.)[^\s“”‘’(),;<>]*", re.IGNORECASE)
"""A word that readers of Markdown turn into a link by themselves; within code they do not."""

_SYNTAX = re.compile(r"[\\`*\[\]<|~&${}]|(?<!\w)_|_(?!\w)")
_NOT_IN_CODE = re.compile(r"[`|\\]")
_BREAKS_A_LINK = "\N{WORD JOINER}"


def escaped(text: str) -> str:
    """Return a text as Markdown that shows just that text, on one line; an address stands as code.

    >>> print(escaped("# All [agents](x) <b>| 1"))
    \\# All \\[agents\\](x) \\<b>\\| 1
    >>> print(escaped("Both write crm.contact.first_name on inbox:hello@firm.example."))
    Both write crm.contact.first_name on `inbox:hello@firm.example`.
    """
    parts, at, found = [], 0, clean(text)
    for match in _ADDRESS.finditer(found):
        word = match.group().rstrip(".:!?")
        parts += [_plain(found[at : match.start()]), _address(word)]
        at = match.start() + len(word)
    return _at_the_start("".join([*parts, _plain(found[at:])]))


def _plain(text: str) -> str:
    return _SYNTAX.sub(lambda match: f"\\{match.group()}", text)


def _address(word: str) -> str:
    """Return an address as code; where it holds what would end the code or the table, with a break no reader sees."""
    if not _NOT_IN_CODE.search(word):
        return f"`{word}`"
    for sign in ("@", "://", "."):
        word = word.replace(sign, f"{sign[0]}{_BREAKS_A_LINK}{sign[1:]}")
    return _plain(word)


def _at_the_start(text: str) -> str:
    """Return a line that opens no heading, list, quotation or rule."""
    numbered = re.match(r"\d{1,9}(?=[.)](\s|$))", text)
    if numbered:
        return f"{numbered.group()}\\{text[numbered.end() :]}"
    # A last # would close a heading and be lost.
    text = f"{text[:-1]}\\#" if text.endswith("#") and len(text) > 1 else text
    return f"\\{text}" if text[:1] in tuple("#+-=>:!") else text
