"""Two agents on one channel: what shares a message, what excludes each other, what a queue settles."""

from __future__ import annotations

import pytest

from tests.checks.routing.claims import INBOX, agent, kinds, look, trigger
from toolkit.checks.routing.conditions import Condition, condition
from toolkit.results import Witness
from toolkit.sheets.folding import folded

INVOICES, PAYMENTS = trigger("invoices", "invoice"), trigger("payments", "payment")
COLLIDE = [("collision", "trigger", ("invoices", "payments"), INBOX)]


def fires(row: dict[str, object], message: str) -> bool:
    return as_condition(row).fires(folded(message))


def as_condition(row: dict[str, object]) -> Condition:
    return condition(row["contains_any"] or (), row["excludes_any"] or ())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "second", "witness"),
    [
        pytest.param(INVOICES, PAYMENTS, "invoice payment", id="invoices and payments in one inbox"),
        pytest.param(trigger("invoices"), PAYMENTS, "payment", id="one takes any message"),
        pytest.param(trigger("invoices"), trigger("payments"), "any message", id="both take any"),
        pytest.param(trigger("invoices", "", "any"), trigger("payments"), " ", id="any but any"),
        pytest.param(trigger("invoices", "Invoice"), trigger("payments", "INVOICE"), "Invoice", id="one text twice"),
        pytest.param(trigger("invoices", "voice"), trigger("payments", "Invoice"), "Invoice", id="a text in another"),
        pytest.param(trigger("invoices", "bill; invoice", "bill"), PAYMENTS, "invoice payment", id="a dead term"),
        pytest.param(
            trigger("invoices", "invoice", "payment due"), PAYMENTS, "invoice/payment", id="an exclusion with a space"
        ),
        pytest.param(
            INVOICES, trigger("payments", "payment", "invoice pay"), "invoice/payment", id="the other's, too"
        ),
        pytest.param(
            trigger("invoices", "expense claim"), PAYMENTS, "expense claim/payment", id="a term with a space"
        ),
        pytest.param(
            trigger("invoices", "invoice", "payment; urgent"),
            trigger("payments", "payment; remittance"),
            "invoice remittance",
            id="one of two terms is left",
        ),
        pytest.param(
            trigger("invoices", " invoice ;;", "; ", channel=f" {INBOX.upper()} "), PAYMENTS, "invoice payment",
            id="spaces, empty items and case do not count",
        ),
        pytest.param(
            trigger("invoices", "re\u0301sume\u0301"), trigger("payments", "RÉSUMÉ"), "re\u0301sume\u0301",
            id="composed or not",
        ),
    ],
)  # fmt: skip
def test_shared_messages(first: dict[str, object], second: dict[str, object], witness: str) -> None:
    found = look([first, second])
    assert [one[:3] for one in kinds(found)] == [one[:3] for one in COLLIDE]
    (collision,) = found.collisions
    assert collision.witness == witness
    assert collision.witnesses == (Witness(("invoices", "payments"), witness),)
    assert fires(first, witness)
    assert fires(second, witness)
    assert collision.resolution
    assert [cell.place for cell in collision.evidence] == ["Ownership!C2", "Ownership!C3"]


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        pytest.param(
            INVOICES,
            trigger("payments", "payment", "invoice"),
            "Every message for invoices contains “invoice”; payments excludes “invoice”.",
            id="one leaves the other's to it",
        ),
        pytest.param(
            trigger("invoices", "invoice", "payment"),
            trigger("payments", "payment", "INVOICE"),
            "Every message for invoices contains “invoice”; payments excludes “invoice”.",
            id="each leaves the other's",
        ),
        pytest.param(
            trigger("invoices", "Invoice; bill"),
            trigger("payments", "", "voice; bill"),
            "Every message for invoices contains “Invoice” or “bill”; payments excludes “voice” and “bill”.",
            id="everything but these",
        ),
        pytest.param(
            trigger("invoices", "invoice; note", "note"),
            trigger("payments", "payment", "invoice"),
            "Every message for invoices contains “invoice”; payments excludes “invoice”.",
            id="its other term never starts it",
        ),
    ],
)
def test_exclusive_conditions_pass_and_say_why(first: dict[str, object], second: dict[str, object], why: str) -> None:
    for claims in ([first, second], [second, first]):
        found = look(claims)
        assert kinds(found) == []
        (pair,) = found.disjoint
        assert (pair.channel, pair.agents, pair.why) == (INBOX, ("invoices", "payments"), why)


@pytest.mark.parametrize(
    "claims",
    [
        pytest.param([INVOICES, trigger("payments", "payment", channel="inbox:other")], id="two channels"),
        pytest.param([INVOICES, trigger("invoices", "invoice")], id="one agent, two rows"),
        pytest.param([INVOICES], id="one agent"),
        pytest.param([], id="nobody"),
    ],
)
def test_nobody_to_share_with(claims: list[dict[str, object]]) -> None:
    found = look(claims)
    assert kinds(found) == []
    assert found.disjoint == ()


@pytest.mark.parametrize(
    ("status", "simulate", "counts"),
    [
        *(pytest.param(name, (), True, id=name) for name in ("build", "pilot", "production")),
        *(pytest.param(name, (), False, id=name) for name in ("idea", "retired")),
        pytest.param("idea", ("payments",), True, id="a simulated idea"),
        pytest.param("retired", ("payments",), False, id="the retired do not come back"),
        pytest.param("idea", ("elsewhere",), False, id="another idea"),
    ],
)
def test_who_counts(status: str, simulate: tuple[str, ...], *, counts: bool) -> None:
    found = look([INVOICES, PAYMENTS], [agent("payments", status=status)], simulate)
    assert kinds(found) == (COLLIDE if counts else [])
    assert ("payments" in found.agents) is counts


def test_a_silent_trigger() -> None:
    found = look([trigger("invoices", "invoice", "voice"), trigger("payments")])
    assert kinds(found) == []
    assert [(one.agent, one.channel) for one in found.silent] == [("invoices", INBOX)]
    assert found.disjoint == ()


# --- dispatch queues and sequences ----------------------------------------------------------------


def test_a_dispatch_queue_settles_its_channel() -> None:
    queue = trigger("dispatcher", rule="dispatch queue")
    found = look([INVOICES, PAYMENTS, queue], Events=[{"channel": INBOX, "text": "Invoice payment due"}])
    assert kinds(found) == []
    assert found.double_fires == ()
    (settled,) = found.settled
    assert (settled.rule, settled.owner, settled.agents) == (
        "dispatch queue", "dispatcher", ("dispatcher", "invoices", "payments")
    )  # fmt: skip


def test_a_queue_settles_no_other_channel() -> None:
    queue = trigger("dispatcher", channel="inbox:other", rule="dispatch queue")
    assert kinds(look([INVOICES, PAYMENTS, queue])) == COLLIDE


def test_a_queue_that_is_only_an_idea_settles_nothing() -> None:
    queue = trigger("dispatcher", rule="dispatch queue")
    assert kinds(look([INVOICES, PAYMENTS, queue], [agent("dispatcher", status="idea")])) == COLLIDE


@pytest.mark.parametrize("contains", ["", "nothing in common"])
def test_two_queues_on_one_channel_collide(contains: str) -> None:
    """Even where their conditions exclude each other; and then nothing else is settled either."""
    first = trigger("first", "a", contains, rule="dispatch queue")
    second = trigger("second", contains, "a", rule="dispatch queue")
    (collision,) = look([first, second]).collisions
    assert (collision.kind, collision.agents, collision.resource) == ("trigger", ("first", "second"), INBOX)
    assert "2 triggers" in collision.message


def test_a_queue_typed_twice_is_one() -> None:
    queue = trigger("dispatcher", rule="dispatch queue")
    assert kinds(look([queue, dict(queue), INVOICES])) == []


def test_a_sequence_settles_no_trigger() -> None:
    first = trigger("invoices", "invoice", rule="sequence", rule_detail="1")
    second = trigger("payments", "payment", rule="sequence", rule_detail="2")
    assert kinds(look([first, second])) == COLLIDE


# --- schedules ------------------------------------------------------------------------------------

FRIDAY = "schedule:friday 06:00"


def test_two_on_one_schedule_collide_as_a_kind_of_their_own() -> None:
    found = look([trigger(name, channel=FRIDAY, timing="schedule") for name in ("status", "billing")])
    assert kinds(found) == [("collision", "schedule", ("billing", "status"), FRIDAY)]
    assert found.collisions[0].witness == FRIDAY
    assert found.collisions[0].message == f"billing and status both act on {FRIDAY}, at least one of them on schedule."
    (queue,) = look(
        [
            trigger("status", channel=FRIDAY, timing="schedule", rule="dispatch queue"),
            trigger("billing", channel=FRIDAY, timing="schedule"),
        ]
    ).settled
    assert queue.owner == "status"


def test_schedules_do_not_mix_with_events() -> None:
    """Who works through an inbox by the clock meets what another one answers at once: not by message, but by clock."""
    claims = [INVOICES, PAYMENTS, trigger("night", "invoice", timing="schedule")]
    found = look(claims, Events=[{"channel": INBOX, "text": "Invoice"}])
    assert kinds(found) == [*COLLIDE, ("collision", "schedule", ("invoices", "night", "payments"), INBOX)]
    assert found.double_fires == ()


def test_exclusive_schedules_and_different_times_pass() -> None:
    found = look([trigger("status", "x", "y", timing="schedule"), trigger("billing", "y", "x", timing="schedule")])
    assert kinds(found) == []
    assert len(found.disjoint) == 1
    assert (
        kinds(look([trigger(day, channel=f"schedule:{day}", timing="schedule") for day in ("monday", "friday")])) == []
    )


def test_a_blank_timing_is_on_event() -> None:
    assert kinds(look([trigger("invoices", "invoice", timing=None), PAYMENTS])) == COLLIDE


# --- replay, unknown, resolutions -----------------------------------------------------------------


def test_sample_events_that_fire_twice_are_counted_with_their_texts() -> None:
    texts = ["Re: invoice payment due", "Invoice 7", "PAYMENT of InVoice 8", "Hello", "Re: invoice payment due"]
    events = [{"channel": INBOX.upper(), "text": text} for text in texts]
    events.append({"channel": "inbox:other", "text": texts[0]})
    found = look([INVOICES, PAYMENTS, trigger("fraud", "8", "7")], Events=events)
    assert [(one.text, one.agents) for one in found.double_fires] == [
        ("PAYMENT of InVoice 8", ("fraud", "invoices", "payments")),
        ("Re: invoice payment due", ("invoices", "payments")),
        ("Re: invoice payment due", ("invoices", "payments")),
    ]
    assert [one.evidence[0].place for one in found.double_fires] == ["Events!B4", "Events!B2", "Events!B6"]


def test_a_production_agent_without_triggers_is_unknown() -> None:
    agents = [agent("idle"), agent("new", status="pilot"), agent("gone", status="retired")]
    assert look([INVOICES], agents).unknown_agents == ("idle",)


def test_the_agent_in_production_longest_is_the_owner() -> None:
    since = {"payments": "2025-03-01", "invoices": "2026-01-01"}
    agents = [agent(name, production_since=day, name=name.title()) for name, day in since.items()]
    (collision,) = look([INVOICES, PAYMENTS], agents).collisions
    assert collision.resolution == (
        f"Payments owns what both start on; Invoices excludes “payment”, or one dispatch queue owns {INBOX}."
    )
    (first,) = look([INVOICES, PAYMENTS]).collisions
    assert first.resolution.startswith("invoices owns"), "by id, where nobody is known to be there longest"


def test_an_owner_from_tomorrow_on_is_none_yet() -> None:
    agents = [agent("payments", production_since="2026-07-01"), agent("invoices")]
    (collision,) = look([INVOICES, PAYMENTS], agents).collisions
    assert collision.resolution.startswith("invoices owns")


def test_where_nothing_would_be_left_a_queue_is_proposed() -> None:
    (collision,) = look([trigger("invoices", "invoice"), trigger("payments", "invoice")]).collisions
    assert collision.resolution == f"invoices owns {INBOX} as its dispatch queue and hands payments what is for it."


def test_a_shared_inbox_of_two_hundred_agents_is_one_finding() -> None:
    names = [f"agent{i:03}" for i in range(200)]
    found = look([trigger(name, f"topic {name}; urgent", f"only {i % 7}") for i, name in enumerate(names)])
    (collision,) = found.collisions
    assert collision.agents == tuple(names)
    assert len(collision.witnesses) == 20
    assert len({one.agents for one in collision.witnesses}) == 20
    assert len(collision.evidence) <= 20
    assert "the other 199 agents" in collision.resolution


def test_in_a_large_inbox_those_who_exclude_each_other_are_left_out() -> None:
    names = [f"agent{i:03}" for i in range(30)]
    apart = [trigger(name, f"[{i:03}]", "[") for i, name in enumerate(names)]
    apart = [trigger(name, "x" * (i + 1), "x" * (i + 2)) for i, name in enumerate(names)]
    found = look(apart)
    assert kinds(found) == []
    assert len(found.disjoint) == 20
    both = look([*apart, trigger("other", "yy", "x" * 29)])
    assert kinds(both) == [("collision", "trigger", (*names[:28], "other"), INBOX)]
