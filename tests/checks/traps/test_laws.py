"""What holds of the traps whatever the workbook: bounds, order, monotonicity; and twins against all pairs."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.checks.traps.fleets import Sheets, agent, component, facts, policy, system, week
from tests.portfolios import workflow
from toolkit.checks.traps import judge_traps
from toolkit.checks.traps.duplicates import Limits, _are_alike, find_twins
from toolkit.results import Trap, Traps

PROFILE = settings(deadline=None, derandomize=True, max_examples=15)
_IDS = ("a1", "b2", "c3", "d4")
_SYSTEMS = ("crm", "mail", "erp")
_PURPOSES = (None, "Answers client enquiries", "Answers enquiries of clients by mail", "Books supplier invoices")
_RESOURCES = ("watch", "data model of its own", "model", "crm-connector", "memory")
_PLATFORM = [
    {"component_id": "watch", "kind": "monitoring", "status": "live", "covers": ("a1",)},
    {"component_id": "model", "kind": "data model", "status": "live"},
]


def maybe(*values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from((None, *values))


agents = st.tuples(
    *(
        st.fixed_dictionaries(
            {
                "agent_id": st.just(name),
                "purpose": st.sampled_from(_PURPOSES),
                "vendor": maybe("Acme", "Bolt"),
                "status": st.sampled_from(("production", "production", "build", "idea", "retired")),
                "workflow": st.just(f"{name}_flow"),
            }
        )
        for name in _IDS
    )
).map(list)


def flows_of(name: str) -> st.SearchStrategy[Any]:
    used = st.sets(st.sampled_from(_SYSTEMS))
    return used.map(lambda systems: workflow(f"{name}_flow", systems_read=tuple(sorted(systems)) or None))


flows = st.tuples(*map(flows_of, _IDS)).map(list)
claims = st.lists(
    st.builds(component, st.sampled_from(_IDS), st.sampled_from(_RESOURCES), maybe("private", "shared")), max_size=8
)
systems = st.tuples(
    *(
        st.builds(
            system,
            st.just(name),
            interface=maybe("REST", "MCP", "screen only"),
            people_who_know=maybe(1, 3),
            shared_connector=maybe(True, False),
            record_for=maybe((), ("contact",), ("contact", "invoice")),
        )
        for name in _SYSTEMS
    )
).map(list)
weeks = st.tuples(*(st.builds(week, st.just(name), cost=maybe(0, 100), time_value=maybe(0, 50)) for name in _IDS)).map(
    list
)
fields = st.lists(
    st.fixed_dictionaries(
        {
            "agent": st.sampled_from(_IDS),
            "kind": st.just("field"),
            "resource": st.sampled_from(("crm.contact.name", "erp.invoice.status", "crm.*.*")),
            "access": maybe("read", "write"),
        }
    ),
    max_size=4,
)
workbooks = st.builds(
    lambda a, f, c, o, s, m: {
        **{"Agents": a, "Workflows": f, "Ownership": [*c, *o], "Systems": s, "Metrics": m, "Platform": _PLATFORM}
    },
    *(agents, flows, claims, fields, systems, weeks),
)


def judged(sheets: Sheets, least: float = 0.0) -> Traps:
    return judge_traps(facts(sheets, policy(least_coverage=least)), ())


def all_of(found: Traps) -> tuple[Trap, ...]:
    return found.sprawl, found.governance_debt, found.integration_tax


@PROFILE
@given(workbooks)
def test_everything_lies_between_0_and_1(sheets: Sheets) -> None:
    for found in all_of(judged(sheets)):
        assert found.index is None or 0 <= found.index <= 1 + 1e-12
        assert found.coverage is None or 0 <= found.coverage <= 1 + 1e-12
        for cause in found.causes:
            assert cause.share is None or 0 <= cause.share <= 1
            assert 0 <= cause.known <= 1
            assert cause.message[0].isupper() or cause.message[0].isdigit()
            assert cause.message.endswith(".")
            assert "None" not in cause.message.replace("None of", "")
        shares = [cause.share for cause in found.causes if cause.share is not None]
        assert found.index is None or min(shares) - 1e-12 <= found.index <= max(shares) + 1e-12


@PROFILE
@given(workbooks, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(sheets: Sheets, rng: random.Random) -> None:
    shuffled = {name: rng.sample(rows, len(rows)) for name, rows in sheets.items()}
    for one, other in zip(all_of(judged(sheets)), all_of(judged(shuffled)), strict=True):
        assert (one.index, one.level, one.coverage) == (other.index, other.level, other.coverage)
        assert one.costs == other.costs
        for cause, same in zip(one.causes, other.causes, strict=True):
            assert (cause.name, cause.share, cause.known, cause.amount) == (
                *(same.name, same.share, same.known, same.amount),
            )
            assert cause.details == same.details


@PROFILE
@given(workbooks, st.sampled_from(_IDS), st.sampled_from((*_RESOURCES, "one more runtime")))
def test_one_more_private_component_never_lowers_sprawl(sheets: Sheets, name: str, resource: str) -> None:
    more = {**sheets, "Ownership": [*sheets["Ownership"], component(name, resource, "private")]}
    before, after = judged(sheets).sprawl, judged(more).sprawl
    assert before.index is None or (after.index is not None and after.index >= before.index - 1e-12)
    assert (after.coverage or 0) >= (before.coverage or 0) - 1e-12


@PROFILE
@given(workbooks, st.sampled_from(_SYSTEMS))
def test_a_shared_connector_never_raises_the_tax(sheets: Sheets, name: str) -> None:
    shared = [{**row, "shared_connector": True} if row["system_id"] == name else row for row in sheets["Systems"]]
    before, after = judged(sheets).integration_tax, judged({**sheets, "Systems": shared}).integration_tax
    assert before.index is None or (after.index is not None and after.index <= before.index + 1e-12)
    for one, other in zip(before.costs, after.costs, strict=True):
        assert one.amount is None or (other.amount is not None and other.amount <= one.amount + 1e-9)


@PROFILE
@given(workbooks)
def test_a_blank_lowers_coverage_and_nothing_else_hides(sheets: Sheets) -> None:
    """Where the policy asks for everything to be known, an index stands on everything."""
    for found in all_of(judged(sheets, least=1.0)):
        assert (found.index is None) == bool(found.why_missing)
        if found.index is not None:
            assert all(cause.share is not None and cause.known > 1 - 1e-9 for cause in found.causes if cause.weight)


@PROFILE
@given(
    st.lists(
        st.tuples(
            st.frozensets(st.sampled_from("abcdefgh"), min_size=1, max_size=6),
            st.frozensets(st.sampled_from("xyz"), max_size=3),
        ),
        max_size=12,
    ),
    st.sampled_from((0.4, 0.6, 1.0)),
    st.sampled_from((0.3, 0.5, 1.0)),
)
def test_twins_are_those_of_all_pairs(said: list[Any], same_purpose: float, same_systems: float) -> None:
    limits = Limits(same_purpose, same_systems, 2, 1000)
    signatures = {f"{number:02}": one for number, one in enumerate(said)}
    found = find_twins(
        {name: one[0] for name, one in signatures.items()}, {name: one[1] for name, one in signatures.items()}, limits
    )
    pairs = {
        name
        for name, one in signatures.items()
        for other, two in signatures.items()
        if name != other and one[1] | two[1] and one[1] & two[1] and _are_alike(one, two, limits)
    }
    assert found.alike == pairs
    assert not found.undecided
    assert {name for pair in found.pairs for name in pair.agents} <= pairs


def test_who_runs_out_of_comparisons_is_undecided() -> None:
    names = [f"{number:03}" for number in range(60)]
    purposes = {name: frozenset({"common", "word", f"own{name}", f"more{name}"}) for name in names}
    used = {name: frozenset({"crm"}) for name in names}
    assert len(find_twins(purposes, used, Limits(0.5, 0.5, 2, 1000)).alike) == 60
    few = find_twins(purposes, used, Limits(0.75, 0.5, 2, 10))
    assert not few.alike
    assert few.undecided <= set(names)


@pytest.mark.parametrize("shared", [True, False], ids=["common words", "the same words"])
def test_ten_thousand_agents_in_seconds(shared: bool) -> None:
    count = 10_000
    said = [
        "Handles requests of customers about orders" + (f" in region{n} team{n}" if shared else "")
        for n in range(count)
    ]
    sheets: Sheets = {
        "Agents": [agent(f"a{n}", purpose=said[n], vendor=f"v{n % 7}", workflow="w") for n in range(count)],
        "Workflows": [workflow("w", systems_read=("crm", "mail"))],
        "Ownership": [component(f"a{n}", f"monitoring of {n}", "private") for n in range(count)],
        "Systems": [system("crm"), system("mail")],
    }
    seen = facts(sheets)
    begun = dt.datetime.now(tz=dt.UTC)
    found = judge_traps(seen, ())
    assert (dt.datetime.now(tz=dt.UTC) - begun).total_seconds() < 20
    assert found.sprawl.cause("duplicates").share == 1.0
