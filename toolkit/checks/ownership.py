"""One trigger, one field, one output: one owner, and no agent in another one's way (race detector)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from toolkit.checks.answers import Answer, Answers, Fact, fails, not_applicable, passes, unknown
from toolkit.checks.claimed import Claimed, add, agents_of, subject
from toolkit.checks.facts import nowhere
from toolkit.sheets.folding import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.checks.facts import Row
    from toolkit.results import Collision, DoubleFire, Settled, Silent
    from toolkit.sheets import Portfolio

ALONE = "nobody else claims what it claims"
SCHEDULE = "schedule"
WRITES = ("write", "shared", "private", None)
"""Access that writes, or may: nothing says that it only reads."""


def one_trigger_owner(claimed: Claimed, shown: int) -> Answers:
    """Answer per channel that agents share, and per agent whose channels are its own or that has no trigger.

    Pass: conditions that no message meets two of, or one dispatch queue. In production without triggers: unknown.
    """
    nothing = claimed.nothing()
    if nothing is not None:
        return nothing
    collisions = _kinds((*claimed.routing.collisions, *claimed.routing.unknown), "trigger")
    found, shared, own = _collided(claimed, collisions), claimed.shared_channels(), claimed.by_agent("trigger")
    concerned, clashing = claimed.concerned(collisions), {folded(one.resource) for one in collisions}
    queues = {folded(one.resource): one for one in claimed.routing.settled if one.kind == "trigger"}
    reasons = {folded(one.channel): one.why for one in reversed(claimed.routing.disjoint)}
    for key, rows in shared.items():
        if key not in clashing:
            answer = _apart(claimed, rows[:shown], agents_of(rows), queues.get(key), reasons.get(key, ""))
            add(found, subject(rows[0]["resource"].text), answer)
    for agent in claimed.routing.agents:
        rows = own.get(agent, [])
        if agent not in concerned:
            is_shared = any(folded(str(row.cells["resource"])) in shared for row in rows)
            add(found, agent, _started(claimed, agent, rows[:shown], is_shared=is_shared))
    return found


def _apart(claimed: Claimed, rows: list[Row], agents: list[str], queue: Settled | None, why: str) -> Answer:
    channel, facts = rows[0]["resource"].text, [row["resource"] for row in rows]
    if queue is not None:
        message = f"{claimed.name(queue.owner)} dispatches {channel} for the {len(agents)} agents on it."
        return passes(message, *facts, owner=claimed.owner([queue.owner]))
    message = f"No message starts two of the {len(agents)} agents on {channel}. {why}".rstrip()
    return passes(message, *facts, owner=claimed.owner(agents))


def _started(claimed: Claimed, agent: str, rows: list[Row], *, is_shared: bool) -> Answer:
    name, row = claimed.name(agent), claimed.registry[agent]
    status, facts = row["status"], [one["resource"] for one in rows]
    if not rows and (status.value == "production" or agent not in claimed.claimants):
        message = f"Ownership does not say what starts {name}, which is in {status.text} ({status.place})."
        return unknown(message, nowhere("Ownership"), owner=row.owner)
    if not rows:
        return not_applicable(f"{name} is in {status.text}, and nobody has written down yet what starts it.")
    if len(claimed.routing.agents) == 1:
        return not_applicable(f"{name} is the only agent at work, so nothing that starts it starts another one.")
    if is_shared:
        return passes(
            f"What starts {name} starts no other agent, or a dispatch queue decides.", *facts, owner=row.owner
        )
    return passes(f"No other agent has a trigger where {name} has one.", *facts, owner=row.owner)


def triggers_can_start(claimed: Claimed, shown: int) -> Answers:
    """Pass: some message meets every trigger. One whose texts all contain what it excludes fails."""
    triggers = claimed.of("trigger")
    nothing = claimed.nothing()
    if nothing is not None:
        return nothing
    if not triggers:
        return not_applicable("No agent has a trigger on Ownership.")
    found = {f"{one.agent}: {subject(one.channel)}": _silent(claimed, one) for one in claimed.routing.silent}
    return found or passes("Every trigger is started by some message.", *(row["resource"] for row in triggers[:shown]))


def _silent(claimed: Claimed, one: Silent) -> Answer:
    message = f"No message on {one.channel} starts {claimed.name(one.agent)}: "
    message += "every text that its trigger asks for contains one that it excludes."
    facts = [Fact(one.channel, evidence) for evidence in one.evidence]
    return fails(message, *facts, owner=claimed.owner([one.agent]))


def no_double_fires(portfolio: Portfolio, claimed: Claimed, shown: int) -> Answers:
    """Answer per channel that agents share: its sample events are tried on all triggers; none there is unknown."""
    shared = claimed.shared_channels()
    nothing = claimed.nothing(alone="no message starts two")
    if nothing is not None:
        return nothing
    if not shared:
        return not_applicable("No two agents have a trigger on the same channel.")
    events = Counter(folded(str(row["channel"])) for row in portfolio.cells("Events").values())
    if not events:
        return unknown("No sample event stands on Events to try the triggers on.", nowhere("Events"))
    fires: dict[str, list[DoubleFire]] = {}
    for one in claimed.routing.double_fires:
        fires.setdefault(folded(one.channel), []).append(one)
    return {
        subject(rows[0]["resource"].text): _replayed(claimed, rows, events[key], fires.get(key, []), shown)
        for key, rows in shared.items()
    }


def _replayed(claimed: Claimed, rows: list[Row], events: int, fires: list[DoubleFire], most: int) -> Answer:
    channel, owner = rows[0]["resource"].text, claimed.owner(agents_of(rows))
    if not events:
        message = f"No sample event of {channel} stands on Events to try the triggers of its agents on."
        return unknown(message, nowhere("Events"), owner=owner)
    tried = f"{events} sample {'event' if events == 1 else 'events'} on {channel}"
    if fires:
        names = " and ".join(claimed.name(agent) for agent in fires[0].agents)
        message = f"Of {tried}, {len(fires)} would start two agents or more: {names} on “{subject(fires[0].text)}”."
        facts = [Fact(one.text, evidence) for one in fires[:most] for evidence in one.evidence]
        return fails(message, *facts, owner=owner)
    return passes(f"Of {tried}, none would start two agents.", *(row["resource"] for row in rows[:most]), owner=owner)


def scheduled_apart(claimed: Claimed, shown: int) -> Answers:
    """Pass: no agent on schedule works through what another one on its channel works on."""
    scheduled = [row for row in claimed.of("trigger") if row.cells["timing"] == SCHEDULE]
    nothing = claimed.nothing(alone="nothing on schedule is in its way")
    if nothing is not None:
        return nothing
    if not scheduled:
        return not_applicable("No agent at work acts on schedule, as far as Ownership says.")
    return _collided(claimed, _kinds(claimed.routing.collisions, "schedule")) or passes(
        "No agent on schedule works on what another agent works on.", *(row["resource"] for row in scheduled[:shown])
    )


def one_field_writer(claimed: Claimed, shown: int) -> Answers:
    """Answer per field that several write, and per agent that writes alone. Pass: one writer, or a sequence."""
    return _one_writer(claimed, "field", shown)


def one_output_writer(claimed: Claimed, shown: int) -> Answers:
    """Answer per destination that several write to, and per agent that does so alone. Pass: one, or a sequence."""
    return _one_writer(claimed, "output", shown)


def _one_writer(claimed: Claimed, kind: str, most: int) -> Answers:
    nothing = claimed.nothing(alone=ALONE)
    if nothing is not None:
        return nothing
    word, routing = {"field": "field", "output": "destination"}[kind], claimed.routing
    collisions = _kinds((*routing.collisions, *routing.unknown), kind)
    rules = [one for one in routing.settled if one.kind == kind]
    found = _collided(claimed, collisions)
    for rule in rules:
        message = f"The {len(rule.agents)} agents that write {rule.resource} each have their own order number."
        facts = [Fact(rule.resource, evidence) for evidence in rule.evidence]
        add(found, subject(rule.resource), passes(message, *facts, owner=claimed.owner([rule.owner])))
    concerned = claimed.concerned(collisions)
    sequenced = {agent for rule in rules for agent in rule.agents}
    for agent, rows in claimed.by_agent(kind).items():
        writes = [row["resource"] for row in rows if row.cells["access"] in WRITES]
        if writes and agent not in concerned:
            message = f"No other agent writes a {word} that {claimed.name(agent)} writes"
            message += ", unless in a sequence." if agent in sequenced else "."
            add(found, agent, passes(message, *writes[:most], owner=claimed.owner([agent])))
    return found or not_applicable(f"No agent at work writes a {word}, as far as Ownership says.")


def one_object(claimed: Claimed, shown: int) -> Answers:
    """Pass: no two agents write different fields of one object, unless in a sequence."""
    return _fields(claimed, "object", "No two agents write different fields of one object.", shown)


def fresh_reads(claimed: Claimed, shown: int) -> Answers:
    """Pass: no agent reads on schedule what another one writes on events."""
    return _fields(claimed, "stale read", "No agent reads on schedule what another one writes on events.", shown)


def _fields(claimed: Claimed, kind: str, clean: str, most: int) -> Answers:
    nothing = claimed.nothing(alone=ALONE)
    if nothing is not None:
        return nothing
    fields = claimed.of("field")
    if not fields:
        return not_applicable("No agent at work claims a field on Ownership.")
    found = _collided(claimed, _kinds(claimed.routing.warnings, kind))
    return found or passes(clean, *(row["resource"] for row in fields[:most]))


def _collided(claimed: Claimed, collisions: Iterable[Collision]) -> dict[str, Answer]:
    found: dict[str, Answer] = {}
    for one in collisions:
        add(found, subject(one.resource), claimed.collides(one))
    return found


def _kinds(collisions: Iterable[Collision], kind: str) -> list[Collision]:
    return [one for one in collisions if one.kind == kind]
