"""Stale reads: who reads on schedule what another agent writes on events acts on yesterday's value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.checks.routing.field_claims import wild
from toolkit.checks.routing.patterns import covering, is_crosswise, is_wild, meet
from toolkit.checks.routing.registry import EVENT, SCHEDULE
from toolkit.checks.routing.sequences import Standing, standing
from toolkit.checks.routing.words import others
from toolkit.results import Collision

if TYPE_CHECKING:
    from toolkit.checks.routing.field_claims import Fields, Index
    from toolkit.checks.routing.patterns import Pattern
    from toolkit.checks.routing.registry import Registry
    from toolkit.checks.routing.sequences import Holders


def find_stale_reads(fields: Fields) -> list[Collision]:
    """Return a warning per pattern that is read on schedule and written, in part or whole, on events by another agent.

    A blank timing of a field is that of the agent's triggers: on schedule if all of them are, else on event; an agent
    without triggers and timing is left out. Reader and writer with a sequence, each its own number, are settled.
    """
    usual = _usual_timing(fields.registry)
    reads = (claim for claim in fields.registry.of("field") if claim.access == "read")
    readers = fields.index(claim for claim in reads if (claim.timing or usual.get(claim.agent)) == SCHEDULE)
    written = (claim for claim in fields.registry.of("field") if claim.access == "write")
    writers = fields.index(claim for claim in written if (claim.timing or usual.get(claim.agent)) == EVENT)
    lookup = _Writers(writers, readers)
    found = []
    for at, reading in sorted(readers.items()):
        writing = lookup.within(at)
        agents = _late(reading, writing)
        if agents:
            found.append(_warning(fields, at, reading, writing, agents))
    return found


def _usual_timing(registry: Registry) -> dict[str, str]:
    found: dict[str, str] = {}
    for claim in registry.of("trigger"):
        found[claim.agent] = SCHEDULE if claim.timing == SCHEDULE and found.get(claim.agent) != EVENT else EVENT
    return found


class _Writers:
    """Writers by everything that covers their fields, as far as somebody reads it."""

    def __init__(self, writers: Index, readers: Index) -> None:
        self._writers, self._wide = writers, wild(writers)
        self._crosswise = [one for one in self._wide if is_crosswise(one)]
        wanted = {at for at in readers if is_wild(at)}
        self._under: dict[Pattern, list[Pattern]] = {}
        for at in writers if wanted else ():
            for wider in covering(at):
                if wider in wanted:
                    self._under.setdefault(wider, []).append(at)

    def within(self, at: Pattern) -> Holders:
        """Return who writes any of these fields."""
        wider = [one for one in covering(at) if one in self._wide]
        crossing = [one for one in (self._wide if is_crosswise(at) else self._crosswise) if meet(one, at)]
        found: Holders = {}
        for one in dict.fromkeys([at, *wider, *self._under.get(at, ()), *crossing]):
            for agent, claims in self._writers.get(one, {}).items():
                found.setdefault(agent, []).extend(claims)
        return found


def _late(reading: Holders, writing: Holders) -> tuple[str, ...]:
    """Return readers and writers that are not one and the same agent, nor in sequence."""
    late = [agent for agent in reading if writing.keys() - {agent}]
    early = [agent for agent in writing if reading.keys() - {agent}]
    everybody = {agent: [*reading.get(agent, ()), *writing.get(agent, ())] for agent in (*late, *early)}
    return () if standing(everybody)[0] is Standing.SETTLED else tuple(sorted(everybody))


def _warning(fields: Fields, at: Pattern, reading: Holders, writing: Holders, agents: tuple[str, ...]) -> Collision:
    registry, resource = fields.registry, fields.name(at)
    owner = registry.owner(agent for agent in agents if agent in writing)
    reader = min(agent for agent in reading if writing.keys() - {agent})
    name, late = registry.name(owner), registry.name(reader)
    return Collision(
        kind="stale read",
        agents=agents,
        resource=resource,
        witness=resource,
        resolution=f"{name} owns {resource} and tells {others(agents, owner, registry)} of each change, "
        "or it is read again right before it is used.",
        message=f"{late} reads {resource} on schedule, while {name} writes it on events.",
        severity="warning",
        evidence=fields.evidence(agents, reading, writing),
    )
