"""One field, one writer: fields, wildcards, objects, stale reads; and destinations, which follow the same rule."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.checks.routing.claims import Rows, agent, claim, kinds, look, nth, output, reads, trigger, writes
from toolkit.checks.routing.patterns import ALL, covering, crossings, meet, pattern

EMAIL = "crm.contact.email"


def collision(*agents: str, at: str = EMAIL, kind: str = "field", severity: str = "collision") -> Any:
    return severity, kind, agents, at


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        pytest.param([writes("a", EMAIL), writes("b", EMAIL)], [collision("a", "b")], id="two writers"),
        pytest.param([writes("a", EMAIL), writes("b", " CRM.Contact. eMail ")], [collision("a", "b")], id="two cases"),
        pytest.param([writes("a", EMAIL), writes("a", EMAIL)], [], id="one agent twice"),
        pytest.param([writes("a", EMAIL), reads("b", EMAIL)], [], id="a writer and a reader"),
        pytest.param([writes("a", EMAIL), writes("b", "erp.contact.email")], [], id="two systems"),
        pytest.param([writes("a", EMAIL), writes("b", "crm.contact.*")], [collision("a", "b")], id="a whole object"),
        pytest.param([writes("a", EMAIL), writes("b", "crm.*")], [collision("a", "b")], id="a whole system"),
        pytest.param([writes("a", EMAIL), writes("b", "crm.contact")], [collision("a", "b")], id="no field named"),
        pytest.param([writes("a", EMAIL), writes("b", "*")], [collision("a", "b")], id="everything"),
        pytest.param([writes("a", EMAIL), writes("b", "crm.*.email")], [collision("a", "b")], id="a field everywhere"),
        pytest.param([writes("a", EMAIL), writes("b", "crm.account.*")], [], id="another object"),
        pytest.param([writes("a", EMAIL), writes("b", "crm.*.phone")], [], id="another field everywhere"),
        pytest.param(
            [writes("a", "crm.contact.*"), writes("b", "crm.*")], [collision("a", "b", at="crm.contact.*")], id="nested"
        ),
        pytest.param([writes("a", "crm.contact.*"), writes("b", "crm.*.email")], [collision("a", "b")], id="crossing"),
        pytest.param(
            [writes("a", EMAIL), writes("b", EMAIL), writes("c", EMAIL)], [collision("a", "b", "c")], id="three writers"
        ),
        pytest.param(
            [writes("a", EMAIL), writes("b", "crm.contact.phone")],
            [collision("a", "b", at="crm.contact", kind="object", severity="warning")],
            id="two fields of one object",
        ),
        pytest.param(
            [writes("a", EMAIL), writes("b", EMAIL), writes("b", "crm.contact.phone")],
            [collision("a", "b")],
            id="the collision says it, no warning beside it",
        ),
        pytest.param(
            [writes("a", EMAIL), writes("b", EMAIL), writes("c", "crm.contact.phone")],
            [
                collision("a", "b"),
                collision("a", "b", "c", at="crm.contact", kind="object", severity="warning"),
            ],
            id="a third one on the object",
        ),
        pytest.param(
            [writes("a", EMAIL), writes("b", EMAIL, access=None)],
            [collision("a", "b", severity="unknown")],
            id="nothing says whether it writes",
        ),
        pytest.param(
            [writes("a", EMAIL), writes("b", EMAIL), writes("c", EMAIL, access="shared")],
            [collision("a", "b")],
            id="what is sure comes first",
        ),
    ],
)  # fmt: skip
def test_writers(claims: Rows, expected: list[Any]) -> None:
    assert kinds(look(claims)) == expected
    assert [one[:3] for one in kinds(look(claims[::-1]))] == [one[:3] for one in expected]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param(nth("1"), nth("2"), "", id="in order"),
        pytest.param(nth("first: 1"), nth("then 2, after it"), "", id="numbers among words"),
        pytest.param(nth("1"), {}, "collision", id="one of them only"),
        pytest.param(nth("1"), nth("1"), "collision", id="the same number"),
        pytest.param(nth("0"), nth("0.0"), "collision", id="both zero"),
        pytest.param(nth("1"), nth(None), "unknown", id="without a number"),
        pytest.param(nth("1"), nth("after it"), "unknown", id="words alone"),
        pytest.param(nth("1"), {"rule": "stop condition", "rule_detail": "2"}, "collision", id="another rule"),
    ],
)
def test_sequences_settle_fields_and_outputs(first: dict[str, Any], second: dict[str, Any], expected: str) -> None:
    for kind, row in (("field", writes), ("output", output)):
        found = look([row("a", EMAIL, **first), row("b", EMAIL, **second)])
        assert kinds(found) == ([collision("a", "b", kind=kind, severity=expected)] if expected else [])
        assert [(one.kind, one.agents, one.rule) for one in found.settled] == (
            [] if expected else [(kind, ("a", "b"), "sequence")]
        )


def test_the_resolution_names_an_owner_and_a_task_for_it() -> None:
    agents = [
        agent("sync", name="CRM sync", production_since="2025-01-06"),
        agent("aid", name="Support agent", production_since="2025-09-01"),
    ]
    (found,) = look([writes("aid", EMAIL), writes("sync", EMAIL)], agents).collisions
    assert found.resolution == (
        "CRM sync owns crm.contact.email; Support agent creates a task for it instead of writing."
    )
    assert (found.witness, [cell.place for cell in found.evidence]) == (EMAIL, ["Ownership!C2", "Ownership!C3"])


def test_a_claim_of_an_idea_counts_in_a_simulation_only() -> None:
    claims, agents = [writes("a", EMAIL), writes("b", EMAIL)], [agent("b", status="idea")]
    assert kinds(look(claims, agents)) == []
    assert kinds(look(claims, agents, ("b",))) == [collision("a", "b")]


# --- stale reads ----------------------------------------------------------------------------------

LATE, SOON = {"timing": "schedule"}, {"timing": "on event"}
STALE = [collision("a", "b", kind="stale read", severity="warning")]


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        pytest.param([reads("a", EMAIL, **LATE), writes("b", EMAIL, **SOON)], STALE, id="stale"),
        pytest.param([reads("a", EMAIL, **LATE), writes("b", "crm.*", **SOON)], STALE, id="under a wider writer"),
        pytest.param([reads("a", EMAIL, **SOON), writes("b", EMAIL, **SOON)], [], id="read on event"),
        pytest.param([reads("a", EMAIL, **LATE), writes("b", EMAIL, **LATE)], [], id="both by the clock"),
        pytest.param([reads("a", EMAIL, **LATE), writes("a", EMAIL, **SOON)], [], id="its own field"),
        pytest.param([reads("a", EMAIL), writes("b", EMAIL)], [], id="no timing known"),
        pytest.param([reads("a", EMAIL, **LATE, **nth("2")), writes("b", EMAIL, **SOON, **nth("1"))], [], id="ordered"),
        pytest.param(
            [trigger("a", channel="s", timing="schedule"), trigger("b"), reads("a", EMAIL), writes("b", EMAIL)],
            STALE,
            id="timing of the triggers",
        ),
        pytest.param(
            [*(trigger("a", channel=x, timing=x) for x in ("schedule", "on event")), trigger("b", "x", channel="y"),
             reads("a", EMAIL), writes("b", EMAIL)],
            [],
            id="triggers of both kinds",
        ),
    ],
)  # fmt: skip
def test_stale_reads(claims: Rows, expected: list[Any]) -> None:
    assert kinds(look([{**one} for one in claims])) == expected


@pytest.mark.parametrize("wide", ["crm.contact.*", "crm.*", "*", "crm.*.email"])
def test_a_wide_reader_of_a_single_field(wide: str) -> None:
    found = look([reads("a", wide, **LATE), writes("b", EMAIL, **SOON)])
    assert kinds(found) == [collision("a", "b", at=wide, kind="stale read", severity="warning")]


# --- wildcards against brute force ----------------------------------------------------------------

PARTS = ("x", "y", ALL)
SMALL = list(product("xyz", repeat=3))
ANY_PATTERN = st.tuples(*[st.sampled_from(PARTS)] * 3).map(".".join)


def names(resource: str) -> set[tuple[str, ...]]:
    return {one for one in SMALL if all(p in (ALL, q) for p, q in zip(resource.split("."), one, strict=True))}


@settings(deadline=None, derandomize=True, max_examples=150)
@given(ANY_PATTERN, ANY_PATTERN)
def test_meeting_and_covering(one: str, other: str) -> None:
    first, second = pattern(one), pattern(other)
    both = meet(first, second)
    assert (set() if both is None else names(".".join(both))) == names(one) & names(other)
    assert (second in covering(first)) == (names(one) < names(other))
    crossing = bool(names(one) & names(other)) and not (names(one) <= names(other) or names(other) <= names(one))
    assert crossings([first, second]) == ({both} if crossing else set())


@settings(deadline=None, derandomize=True, max_examples=40)
@given(st.lists(st.tuples(st.sampled_from("abc"), ANY_PATTERN), min_size=1, max_size=5))
def test_every_field_with_two_writers_is_named(claims: list[tuple[str, str]]) -> None:
    """Whoever shares a field stands together in a collision, and nobody else does."""
    found = look([writes(name, resource) for name, resource in claims])
    pairs = {tuple(sorted((a, b))) for a, one in claims for b, other in claims if a != b and names(one) & names(other)}
    told = {
        (a, b) for one in found.collisions for a, b in product(one.agents, repeat=2) if a < b and one.kind == "field"
    }
    assert told >= pairs
    assert {name for one in found.collisions for name in one.agents} == {name for pair in pairs for name in pair}


def test_many_wide_writers_do_not_multiply() -> None:
    """A field under a pattern that many share names the first of them, and how many more there are."""
    crowd = [writes(f"w{i:02}", "crm.*") for i in range(30)]
    wide, narrow = look([*crowd, writes("a", EMAIL)]).collisions
    assert (wide.resource, len(wide.agents), wide.more) == ("crm.*", 30, 0)
    assert (narrow.resource, len(narrow.agents), narrow.more) == (EMAIL, 21, 10)


# --- outputs --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claims", "count"),
    [
        pytest.param([output("a", "mail:weekly"), output("b", " Mail:Weekly")], 1, id="two writers"),
        pytest.param([output("a", "mail:weekly"), claim("b", "output", "mail:weekly")], 1, id="an output is written"),
        pytest.param([output("a", "mail:weekly"), output("b", "mail:weekly", access="read")], 0, id="unless read"),
        pytest.param([output("a", "mail:weekly"), output("b", "mail:daily")], 0, id="two destinations"),
        pytest.param([output("a", "mail:weekly"), writes("b", "mail:weekly")], 0, id="a field is no destination"),
    ],
)
def test_outputs(claims: Rows, count: int) -> None:
    expected = [collision("a", "b", at="mail:weekly", kind="output")]
    assert kinds(look(claims)) == expected[:count]
