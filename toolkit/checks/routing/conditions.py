"""The condition of a trigger, and whether one message can meet two of them: decided exactly, with a proof."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.checks.routing.texts import separator
from toolkit.sheets.folding import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

ANY = ("",)
"""The terms of a condition that asks for nothing: the empty text occurs in every message."""

ANY_MESSAGE = "any message"
"""Shown as the proof where two conditions ask for nothing, unless one of them excludes a part of it."""


@dataclass(frozen=True, slots=True)
class Condition:
    """*Contains any of* and *excludes any of*: folded, in order, without repeats; ``spelled`` has the terms as typed.

    ``terms`` are never empty: :data:`ANY` stands for none.
    """

    terms: tuple[str, ...]
    exclusions: tuple[str, ...]
    spelled: tuple[str, ...]

    @property
    def takes_any(self) -> bool:
        """Whether it asks for no text."""
        return self.terms == ANY

    def fires(self, message: str) -> bool:
        """Whether a folded message contains a term and no exclusion."""
        return any(term in message for term in self.terms) and not any(text in message for text in self.exclusions)

    def clean(self, *others: Condition) -> list[int]:
        """Return which terms contain no exclusion of this condition or of the others, in their order."""
        exclusions = [text for one in (self, *others) for text in one.exclusions]
        if not exclusions:
            return list(range(len(self.terms)))
        return [i for i, term in enumerate(self.terms) if not any(text in term for text in exclusions)]


def take_over(heirs: Iterable[Condition], gone: Condition) -> bool:
    """Whether every message that started ``gone`` starts one of its heirs, term by term.

    >>> take_over([condition(["voice"], [])], condition(["invoice"], ["draft"]))
    True
    >>> take_over([condition(["invoice"], ["urgent"])], condition(["invoice"], ["draft"]))
    False
    """
    held = [heir for heir in heirs if all(any(own in text for own in gone.exclusions) for text in heir.exclusions)]
    return bool(held) and all(any(text in gone.terms[i] for heir in held for text in heir.terms) for i in gone.clean())


def condition(contains: Iterable[str], excludes: Iterable[str]) -> Condition:
    """Build a condition from the items as typed; empty items are dropped, no term left means any message."""
    spelled = _items(contains) or {"": ""}
    return Condition(tuple(spelled), tuple(_items(excludes)), tuple(spelled.values()))


def _items(texts: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for text in texts:
        found.setdefault(folded(text), text.strip())
    found.pop("", None)
    return found


def overlap(first: Condition, second: Condition) -> str | None:
    """Return a message that meets both conditions, in the terms' own spelling; ``None`` where there is none.

    Both are met by some message if and only if each has a term that contains no exclusion of either. *If*: the two
    terms, with one character between them that occurs in no exclusion, make such a message, for an exclusion in it
    would lie within one of the terms. *Only if*: a message that meets both contains a term of each, and no exclusion.

    Where one such term contains another, it alone is the message.
    """
    ours, theirs = first.clean(second), second.clean(first)
    if not ours or not theirs:
        return None
    for i in ours:
        for j in theirs:
            if second.terms[j] in first.terms[i]:
                return first.spelled[i] or _any_message(first, second)
            if first.terms[i] in second.terms[j]:
                return second.spelled[j]
    between = separator((*first.terms, *second.terms, *first.exclusions, *second.exclusions))
    return first.spelled[ours[0]] + between + second.spelled[theirs[0]]


def _any_message(first: Condition, second: Condition) -> str:
    if first.fires(ANY_MESSAGE) and second.fires(ANY_MESSAGE):
        return ANY_MESSAGE
    return separator((*first.exclusions, *second.exclusions))


def why_disjoint(first: Condition, second: Condition, name: str, other: str) -> str:
    """Say why no message meets both conditions, in one sentence with the names of their agents.

    Both conditions must be met by some message each, and not by one and the same.

    >>> why_disjoint(condition(["Invoice"], []), condition(["payment"], ["invoice"]), "Invoices", "Payments")
    'Every message for Invoices contains “Invoice”; Payments excludes “invoice”.'
    """
    if first.clean(second):
        return why_disjoint(second, first, other, name)
    alive = first.clean()
    excluded = dict.fromkeys(next(text for text in second.exclusions if text in first.terms[i]) for i in alive)
    asked = _listed([first.spelled[i] for i in alive], "or")
    return f"Every message for {name} contains {asked}; {other} excludes {_listed(list(excluded), 'and')}."


def _listed(texts: list[str], word: str) -> str:
    quoted = [f"“{text}”" for text in texts]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} {word} {quoted[-1]}"
