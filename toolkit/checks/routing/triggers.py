"""One trigger, one owner: the triggers of different agents on one channel, and sample events tried on them.

Two triggers on one channel collide if one message starts both (:func:`~toolkit.checks.routing.conditions.overlap`),
unless a dispatch queue owns the channel: exactly one trigger row on it carries that rule. A *sequence* settles fields
and outputs, never a trigger: two agents would still start. A blank timing counts as *on event*.

An agent on schedule is not started by a message: it works through what its channel holds, or is started by the
clock that the channel names. Scheduled triggers are not to overlap either, so a pair of which at least one acts on
schedule is told apart from those that a message starts: as a *schedule*, never as a *trigger*. Its conditions decide
alike: agents that work through one inbox by exclusive conditions are not in each other's way.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.checks.routing.channels import Group, Search, groups_of, pairs
from toolkit.checks.routing.clash import Clash
from toolkit.checks.routing.conditions import why_disjoint
from toolkit.results import Disjoint, Settled, Silent

if TYPE_CHECKING:
    from toolkit.checks.routing.registry import Claim, Registry
    from toolkit.results import Collision

QUEUE = "dispatch queue"


@dataclass(frozen=True, eq=False)
class Channel:
    """One channel: its triggers as groups, who dispatches, and whether that settles it. ``name`` is as first typed."""

    name: str
    groups: list[Group]
    queues: list[Claim]

    @property
    def is_settled(self) -> bool:
        """Whether exactly one trigger dispatches."""
        return len(self.queues) == 1


@dataclass
class Triggers:
    """What is found about triggers."""

    channels: dict[str, Channel] = field(default_factory=dict)
    collisions: list[Collision] = field(default_factory=list)
    disjoint: list[Disjoint] = field(default_factory=list)
    settled: list[Settled] = field(default_factory=list)
    silent: list[Silent] = field(default_factory=list)


def find_triggers(registry: Registry, limit: int, disjoint_shown: int) -> Triggers:
    """Look at every channel once; ``limit`` bounds the witnesses of a channel, ``disjoint_shown`` the pairs in all."""
    found = Triggers()
    by_channel: dict[str, list[Claim]] = {}
    for claim in registry.of("trigger"):
        by_channel.setdefault(claim.key, []).append(claim)
    for key, claims in sorted(by_channel.items()):
        groups, silent = groups_of(claims)
        channel = Channel(claims[0].resource, groups, _queues(claims))
        found.channels[key] = channel
        found.silent += [Silent(one.agent, channel.name, registry.evidence([one], limit)) for one in silent]
        agents = tuple(sorted({claim.agent for claim in claims}))
        if channel.is_settled and len(agents) > 1:
            owner, evidence = channel.queues[0].agent, registry.evidence([*channel.queues, *claims], limit)
            found.settled.append(Settled("trigger", channel.name, agents, QUEUE, owner, evidence))
        elif len(agents) > 1:
            _judge(channel, registry, limit, disjoint_shown, found)
    return found


def _queues(claims: list[Claim]) -> list[Claim]:
    """Return the triggers that dispatch; a row that says the same as another one counts once."""
    return list({claim.order[:-1]: claim for claim in claims if claim.rule == QUEUE}.values())


def _judge(channel: Channel, registry: Registry, limit: int, disjoint_shown: int, found: Triggers) -> None:
    """Add at most one clash of triggers that a message starts, and one that the clock has a part in."""
    on_events = [group for group in channel.groups if not group.is_scheduled]
    for by_clock, groups, queues in ((False, on_events, channel.queues), (True, channel.groups, [])):
        if by_clock and len(groups) == len(on_events):
            continue
        search = Search(groups, limit, by_clock=by_clock)
        agents = search.agents()
        if agents or queues:
            meetings = search.meetings(len(agents))
            everybody = tuple(sorted(agents | {claim.agent for claim in queues}))
            found.collisions.append(
                Clash(channel.name, everybody, meetings, queues, by_clock, registry).collision(limit)
            )
        room = min(limit, disjoint_shown - len(found.disjoint))
        found.disjoint += [_disjoint(channel, pair, registry) for pair in search.apart(room)]


def _disjoint(channel: Channel, pair: tuple[Group, Group], registry: Registry) -> Disjoint:
    first, second = pair
    one, other = next(pairs(first, second))
    why = why_disjoint(first.condition, second.condition, registry.name(one), registry.name(other))
    claims = sorted((first.claims[one], second.claims[other]), key=lambda claim: claim.agent)
    return Disjoint(channel.name, (claims[0].agent, claims[1].agent), why, registry.evidence(claims, len(claims)))
