"""The overlap of two triggers against brute force: every message over a small alphabet, and every pasting of terms."""

from __future__ import annotations

import unicodedata
from itertools import permutations, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.checks.routing.claims import kinds, look, trigger
from toolkit.checks.routing.channels import Group, Search, groups_of
from toolkit.checks.routing.conditions import condition, overlap, why_disjoint
from toolkit.checks.routing.registry import Claim
from toolkit.checks.routing.texts import Lexicon, separator
from toolkit.sheets.folding import folded

quietly = settings(deadline=None, derandomize=True, max_examples=300)

WORDS = st.text("ab ", min_size=1, max_size=3)
TERMS = st.lists(WORDS, max_size=3).map(tuple)
ROW = st.tuples(TERMS, TERMS)
MESSAGES = ["".join(letters) for size in range(7) for letters in product("ab c", repeat=size)]

Row = tuple[tuple[str, ...], tuple[str, ...]]


def plain_fires(row: Row, message: str) -> bool:
    """The rule in the words of the method, without any of the code under test."""
    contains, excludes = ([word.strip().casefold() for word in words if word.strip()] for words in row)
    text = unicodedata.normalize("NFC", message).casefold()
    return (not contains or any(word in text for word in contains)) and not any(word in text for word in excludes)


def some_message(first: Row, second: Row) -> str | None:
    """Try every short message, then every order of all terms with every letter between them."""
    terms = [word.strip() for word in (*first[0], *second[0])]
    pasted = (between.join(order) for between in "ab c" for size in (1, 2) for order in permutations(terms, size))
    for message in (*pasted, *MESSAGES):
        if plain_fires(first, message) and plain_fires(second, message):
            return message
    return None


@quietly
@given(ROW, ROW)
def test_against_brute_force(first: Row, second: Row) -> None:
    found, message = overlap(condition(*first), condition(*second)), some_message(first, second)
    assert (found is None) == (message is None), f"brute force says {message!r}"
    if found is not None:
        assert plain_fires(first, found)
        assert plain_fires(second, found)


@quietly
@given(ROW, ROW, WORDS)
def test_another_exclusion_never_makes_a_collision(first: Row, second: Row, word: str) -> None:
    if overlap(condition(*first), condition(*second)) is None:
        assert overlap(condition(first[0], (*first[1], word)), condition(*second)) is None


@quietly
@given(ROW, ROW)
def test_both_sides_agree(first: Row, second: Row) -> None:
    one, other = condition(*first), condition(*second)
    assert (overlap(one, other) is None) == (overlap(other, one) is None)


LETTERS = st.text(st.sampled_from("aAéÉe\u0301\u0327ßſİıǰΣςK각ᄀ\u1161ﬁ =<\u0338-/|"), min_size=1, max_size=4)


@quietly
@given(*[st.lists(LETTERS, max_size=2).map(tuple)] * 4)
def test_witnesses_hold_in_any_script(a: Any, b: Any, c: Any, d: Any) -> None:
    found = overlap(condition(a, b), condition(c, d))
    if found is not None:
        assert condition(a, b).fires(folded(found))
        assert condition(c, d).fires(folded(found))


@quietly
@given(ROW, ROW)
def test_every_disjoint_pair_has_a_reason(first: Row, second: Row) -> None:
    one, other = condition(*first), condition(*second)
    if one.clean() and other.clean() and overlap(one, other) is None:
        assert "excludes" in why_disjoint(one, other, "One", "Other")


def test_a_separator_is_always_found() -> None:
    taken = " /|,-_+&#" + "".join(map(chr, range(ord("─"), ord("⯿"))))
    assert separator([taken]) == "一"
    assert separator(["a b/c"]) == "|"


@quietly
@given(st.sets(WORDS, max_size=6), st.text("ab ", max_size=9), st.sets(st.text("xyz", min_size=4, max_size=5)))
def test_words_inside_a_text(words: set[str], text: str, more: set[str]) -> None:
    """Both ways of looking, by word and by piece, find the same."""
    assert Lexicon(words | more).inside(text) == {word for word in words | more if word in text}
    assert Lexicon({f"{word}{i}" for word in words for i in range(99)} | words).inside(text) == {
        word for word in words if word in text
    }


# --- the index of large channels against comparing all pairs --------------------------------------


def channel(rows: list[tuple[str, Row, bool]]) -> list[Group]:
    said = [
        Claim(i, agent, "trigger", "x", "x", "", *row, "schedule" if late else "", "", "", "", None)
        for i, (agent, row, late) in enumerate(sorted(rows))
    ]
    return groups_of(said)[0]


CHANNEL = st.lists(st.tuples(st.sampled_from("ABCDE"), ROW, st.booleans()), min_size=1, max_size=8).map(channel)


@quietly
@given(CHANNEL, st.booleans())
def test_the_index_finds_what_comparing_finds(groups: list[Group], by_clock: bool) -> None:
    compared, indexed = Search(groups, len(groups), by_clock=by_clock), Search(groups, 0, by_clock=by_clock)
    for i in range(len(groups)):
        assert compared.partners(i) == indexed.partners(i)
    assert compared.agents() == indexed.agents() == by_hand(groups, by_clock)


def by_hand(groups: list[Group], by_clock: bool) -> set[str]:
    rows = [(agent, group) for group in groups for agent in group.claims]
    return {
        name
        for i, (one, first) in enumerate(rows)
        for other, second in rows[i + 1 :]
        for name in (one, other)
        if one != other
        and by_clock is (first.is_scheduled or second.is_scheduled)
        and overlap(first.condition, second.condition) is not None
    }


@quietly
@given(CHANNEL)
def test_meetings_are_pairs_that_meet(groups: list[Group]) -> None:
    search = Search(groups, 3, by_clock=False)
    meetings = search.meetings(len(search.agents()))
    pairs = [(one.first.agent, one.second.agent) for one in meetings]
    assert len(set(pairs)) == len(pairs) <= 3
    for one in meetings:
        assert one.first.agent < one.second.agent
        for claim in (one.first, one.second):
            assert plain_fires((claim.contains, claim.excludes), one.text)
    assert bool(pairs) == bool(search.agents())


@pytest.mark.parametrize("by_clock", [False, True])
def test_an_empty_channel(by_clock: bool) -> None:
    assert Search([], 20, by_clock=by_clock).agents() == set()


@settings(deadline=None, derandomize=True, max_examples=25)
@given(st.lists(st.tuples(st.sampled_from("ABC"), ROW), min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows: list[tuple[str, Row]], random: Any) -> None:
    claims = [trigger(name, **{"contains_any": a or None, "excludes_any": b or None}) for name, (a, b) in rows]
    shuffled = random.sample(claims, len(claims))
    first, second = look(claims), look(shuffled)
    assert kinds(first) == kinds(second)
    assert [(one.witness, one.resolution, one.message) for one in first.collisions] == [
        (one.witness, one.resolution, one.message) for one in second.collisions
    ]
    assert [(one.agents, one.why) for one in first.disjoint] == [(one.agents, one.why) for one in second.disjoint]
