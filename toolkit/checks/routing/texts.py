"""Texts as triggers compare them."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_READABLE = " /|,-_+&#"
"""Separators that a reader expects, best first."""

_RARE = (("─", "⯿"), ("一", "鿿"))
"""Ranges of characters that neither fold nor combine with what follows, for terms that hold all the others."""


def separator(texts: Iterable[str]) -> str:
    """Return one character that occurs in none of these folded texts: a space if it can.

    It never merges with its neighbours when a message is folded, so that no text which lacks it can match across it.

    >>> separator(["invoice", "payment"]), separator(["expense claim", "a/b"])
    (' ', '|')
    """
    taken = set().union(*texts)
    rare = (chr(code) for first, last in _RARE for code in range(ord(first), ord(last)))
    return next(character for character in chain(_READABLE, rare) if character not in taken)


class Lexicon:
    """A set of folded words that can be looked for in a text all at once."""

    def __init__(self, words: Collection[str]) -> None:
        self.words = frozenset(words)
        self.lengths = sorted({len(word) for word in self.words})

    def inside(self, text: str) -> set[str]:
        """Return the words that occur in a text: by its pieces where they are fewer than the words.

        >>> sorted(Lexicon(["voice", "pay", "in"]).inside("invoice"))
        ['in', 'voice']
        """
        if len(self.words) <= len(text) * len(self.lengths):
            return {word for word in self.words if word in text}
        pieces = (text[start : start + size] for size in self.lengths for start in range(len(text) - size + 1))
        return {piece for piece in pieces if piece in self.words}
