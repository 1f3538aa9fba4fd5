"""Exceptions to one person in time, handoffs that end, claims in writing."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.checks.routing.claims import Rows, agent, hands, kinds, look, trigger, writes
from toolkit.model import Grade, Outcome
from toolkit.results import SinglePoint

NOVAK = {"name": "A. Novak", "role": "agent operator", "since": "2025-06-02"}
PEOPLE: Rows = [
    NOVAK,
    {"name": "V. Rossi", "role": "program lead", "since": "2025-06-02", "until": "2026-05-31"},
    {"name": "O. Brandt", "role": "agent operator", "since": "2026-07-01"},
    {"name": "K. Moreau", "role": "process expert"},
]
GOOD: dict[str, Any] = {"exception_owner": "A. Novak", "exception_sla": 24, "exception_priority": 1}


@pytest.mark.parametrize(
    ("cells", "gaps"),
    [
        pytest.param({}, [], id="one person in office, in time"),
        pytest.param({"exception_owner": " a.novak "}, [], id="another spelling"),
        pytest.param({"exception_priority": None}, [], id="no priority needed alone"),
        pytest.param({"exception_owner": None}, [("nobody", Outcome.FAIL)], id="nobody"),
        pytest.param({"exception_owner": "X. Elsewhere"}, [("no role", Outcome.FAIL)], id="in no role"),
        pytest.param({"exception_owner": "V. Rossi"}, [("left", Outcome.FAIL)], id="left"),
        pytest.param({"exception_owner": "O. Brandt"}, [("no role", Outcome.FAIL)], id="not yet in office"),
        pytest.param({"exception_owner": "A. Novak and K. Moreau"}, [("several people", Outcome.FAIL)], id="two"),
        pytest.param({"exception_sla": 25}, [("deadline", Outcome.FAIL)], id="too late"),
        pytest.param({"exception_sla": None}, [("deadline", Outcome.UNKNOWN)], id="no deadline"),
    ],
)
def test_exception_routes(cells: dict[str, Any], gaps: list[Any]) -> None:
    (route,) = look([], [agent("a", **{**GOOD, **cells})], People=PEOPLE).exceptions
    assert [(gap.what, gap.outcome) for gap in route.gaps] == gaps
    assert route.role == ("" if gaps and gaps[0][0] != "deadline" else "agent operator")
    assert all(gap.message and gap.evidence for gap in route.gaps)


def test_nobody_listed_leaves_a_person_unknown() -> None:
    (route,) = look([], [agent("a", **GOOD)]).exceptions
    assert [(gap.what, gap.outcome) for gap in route.gaps] == [("no role", Outcome.UNKNOWN)]


@pytest.mark.parametrize(
    ("priorities", "without"),
    [
        pytest.param((1, 2), "", id="in order"),
        pytest.param((1, 1), "ab", id="one priority twice"),
        pytest.param((None, None), "ab", id="none"),
        pytest.param((1, None), "b", id="one of them"),
    ],
)
def test_two_agents_behind_one_person(priorities: tuple[Any, Any], without: str) -> None:
    names = ("A. Novak", "a novak")
    agents = [
        agent(one, exception_owner=person, exception_sla=8, exception_priority=priority)
        for one, person, priority in zip("ab", names, priorities, strict=True)
    ]
    found = look([], agents, People=PEOPLE)
    assert kinds(found) == ([("collision", "exception", ("a", "b"), "A. Novak")] if without else [])
    assert [one.shares_with for one in found.exceptions] == [1, 1]
    assert "".join(one.agent for one in found.exceptions if one.gaps) == without
    assert kinds(look([], [agents[0], {**agents[1], "status": "retired"}], People=PEOPLE)) == []


# --- handoffs -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        pytest.param([hands("a", "b")], [], id="one way"),
        pytest.param([hands("a", "b"), hands("b", "a")], [("collision", "a → b → a")], id="to and fro"),
        pytest.param([hands("a", "b"), hands("b", "a", "twice at most")], [], id="with a stop condition"),
        pytest.param([hands("a", "b"), hands("b", "a", "")], [("unknown", "a → b → a")], id="a condition nobody wrote"),
        pytest.param(
            [hands("a", "b"), hands("b", "a", "2"), hands("b", "a")], [("collision", "a → b → a")], id="a row without"
        ),
        pytest.param([hands("a", "a")], [("collision", "a → a")], id="to itself"),
        pytest.param(
            [hands("a", "b"), hands("b", "c"), hands("c", "a"), hands("c", "d")],
            [("collision", "a → b → c → a")],
            id="three in a circle",
        ),
        pytest.param(
            [hands("a", "b"), hands("b", "a"), hands("c", "d", ""), hands("d", "c")],
            [("collision", "a → b → a"), ("unknown", "c → d → c")],
            id="two circles",
        ),
    ],
)  # fmt: skip
def test_circles(claims: Rows, expected: list[tuple[str, str]]) -> None:
    agents = [agent(name) for name in "abcd"]
    for rows in (claims, claims[::-1]):
        found = look(rows, agents)
        assert [(severity, resource) for severity, _, _, resource in kinds(found)] == expected


def test_a_circle_proposes_where_to_stop() -> None:
    (circle,) = look([hands("a", "B agent"), hands("b", "A")], [agent("b", name="B agent")]).collisions
    assert (circle.kind, circle.agents, circle.witness) == ("handoff", ("a", "b"), "a → B agent → a")
    assert circle.resolution.startswith("Write a stop condition on the handoff from B agent to a")


@pytest.mark.parametrize(
    ("to", "leads_to"),
    [
        ("b", "agent"),
        (" B ", "agent"),
        ("Agent Bee", "agent"),
        ("plan", "idea"),
        ("gone", "retired"),
        ("A. Novak", "person"),
        ("V. Rossi", "left"),
        ("somebody", "nobody"),
    ],
)
def test_where_a_handoff_leads(to: str, leads_to: str) -> None:
    agents = [agent("b", name="Agent Bee"), agent("plan", status="idea"), agent("gone", status="retired")]
    (handoff,) = look([hands("a", to)], agents, People=PEOPLE).handoffs
    assert handoff.leads_to == leads_to
    assert handoff.is_dangling is (leads_to not in {"agent", "person"})


def test_single_points_of_failure() -> None:
    chain = look([hands("a", "b"), hands("b", "c"), hands("b", "d")], [agent(name) for name in "cd"])
    assert chain.single_points == (SinglePoint("b", ("a",), ("c", "d")),)
    ring = look([hands("a", "b"), hands("b", "c"), hands("a", "c")], [agent("c")])
    assert ring.single_points == ()


def test_a_long_circle_is_cut_off() -> None:
    names = [f"n{i:02}" for i in range(60)]
    (circle,) = look([hands(one, other) for one, other in zip(names, [*names[1:], names[0]], strict=True)]).collisions
    assert len(circle.agents) == 60
    assert circle.resource.count(" → ") == 21
    assert "…" in circle.resource


# --- claims in writing ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "lacks"),
    [
        pytest.param({"written_by": "S. Iyer", "written_on": "2026-05-04"}, None, id="written"),
        pytest.param({}, ("written by", "written on"), id="verbal"),
        pytest.param({"written_by": "S. Iyer"}, ("written on",), id="no day"),
        pytest.param({"written_on": "2026-05-04"}, ("written by",), id="nobody"),
        pytest.param(
            {"written_by": "S. Iyer", "written_on": "2026-07-01"}, ("written on, a day still to come",), id="tomorrow"
        ),
    ],
)
def test_claims_in_writing(cells: dict[str, Any], lacks: tuple[str, ...] | None) -> None:
    found = look([writes("a", "crm.contact.email", **cells), writes("b", "crm.contact.email")])
    assert found.claims.total == 2
    assert [one.lacks for one in found.claims.verbal if one.agent == "a"] == ([] if lacks is None else [lacks])
    grade = Grade.RECORDED if lacks is None else Grade.CLAIMED
    assert found.collisions[0].evidence[0].grade is grade


def review(day: str, **cells: Any) -> dict[str, Any]:
    return {"kind": "review", "subject": "ownership map", "date": day, "owner": "D. Okafor", **cells}


def test_reviews_and_go_lives() -> None:
    agents = [agent(name, production_since=day) for name, day in (("a", "2026-01-05"), ("b", "2026-03-02"))]
    agents += [agent("c", production_since="2026-03-02"), agent("d", production_since="2026-06-01"), agent("e")]
    reviews = [review("2026-03-02"), review("2026-07-02"), review("2026-01-06"), review("2026-04-01")]
    other = [review("2026-06-20", subject="portfolio"), review("2026-06-20", kind="decision")]
    claims = look([], agents, Governance=[*reviews, *other]).claims
    assert claims.reviews == (dt.date(2026, 1, 6), dt.date(2026, 3, 2), dt.date(2026, 4, 1))
    assert claims.last_review == dt.date(2026, 4, 1)
    assert claims.next_review == dt.date(2026, 7, 2)
    assert [(one.agent, one.review and one.review.isoformat()) for one in claims.go_lives] == [
        ("a", None),
        ("b", "2026-03-02"),
        ("c", "2026-03-02"),
        ("d", "2026-04-01"),
    ]


def test_a_review_serves_one_go_live() -> None:
    agents = [agent("a", production_since="2026-01-05"), agent("b", production_since="2026-03-02")]
    claims = look([], agents, Governance=[review("2026-01-05")]).claims
    assert [one.review is not None for one in claims.go_lives] == [True, False]


def test_a_map_that_nobody_reviewed() -> None:
    claims = look([trigger("a")]).claims
    assert (claims.reviews, claims.last_review, claims.next_review) == ((), None, None)
