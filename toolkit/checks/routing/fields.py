"""One field, one writer.

A claim with *write* access writes; with *read* access it reads; with any other access, or none, it may write, and what
depends on it is unknown. Writers may share a field if all carry a sequence, each with its own order number. Who owns a
field is proposed by one rule: the agent in production longest, else the first by id.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.checks.routing.field_claims import Fields, wild
from toolkit.checks.routing.objects import find_objects
from toolkit.checks.routing.patterns import Pattern, crossings, pattern
from toolkit.checks.routing.sequences import Standing, surely_and_possibly
from toolkit.checks.routing.stale import find_stale_reads
from toolkit.checks.routing.words import others
from toolkit.results import Collision, Settled

if TYPE_CHECKING:
    from toolkit.checks.routing.registry import Registry
    from toolkit.checks.routing.sequences import Holders


@dataclass
class FieldFindings:
    """What is found about fields; collisions of every severity."""

    collisions: list[Collision] = field(default_factory=list)
    settled: list[Settled] = field(default_factory=list)


def find_fields(registry: Registry, limit: int) -> FieldFindings:
    """Look at every pattern that an agent writes, then at every object, then at every scheduled reader."""
    patterns = {claim.key: pattern(claim.resource) for claim in registry.of("field")}
    fields, found = Fields(registry, limit, patterns), FieldFindings()
    collided = _writers(fields, found)
    found.collisions += find_objects(fields, collided)
    found.collisions += find_stale_reads(fields)
    return found


def _writers(fields: Fields, found: FieldFindings) -> dict[tuple[str, str], list[set[str]]]:
    """Add two writers of one field; return who collides, by system and object."""
    sure, possible = fields.writes, fields.possible
    wide_sure, wide_possible = wild(sure), wild(possible)
    collided: dict[tuple[str, str], list[set[str]]] = {}
    for at in sorted({*sure, *possible} | crossings({**wide_sure, **wide_possible})):
        writers, more = fields.holders(sure, wide_sure, at)
        perhaps, unsure = fields.holders(possible, wide_possible, at)
        if len({*writers, *perhaps}) <= 1:
            continue
        standing, agents = surely_and_possibly(writers, perhaps)
        if standing is not Standing.SETTLED:
            found.collisions.append(_collision(fields, at, agents, (writers, perhaps), standing, more=more + unsure))
            collided.setdefault(at[:2], []).append(set(agents))
        elif agents:
            evidence, owner = fields.evidence(agents, writers), fields.registry.owner(agents)
            found.settled.append(Settled("field", fields.name(at), agents, "sequence", owner, evidence))
    return collided


def _collision(
    fields: Fields,
    at: Pattern,
    agents: tuple[str, ...],
    holders: tuple[Holders, Holders],
    standing: Standing,
    *,
    more: int,
) -> Collision:
    registry, resource, owner = fields.registry, fields.name(at), fields.registry.owner(agents)
    name, rest = registry.name(owner), others(agents, owner, registry)
    instead = f"{others(agents, owner, registry, 'creates', 'create')} a task for it instead of writing"
    resolution, message = f"{name} owns {resource}; {instead}.", f"{name} and {rest} write {resource}."
    if standing is Standing.UNKNOWN:
        unsaid = any(claim.access != "write" for one in holders for agent in agents for claim in one.get(agent, ()))
        what = "whether all of them write it (access)" if unsaid else "the order number of each (rule detail)"
        message = f"{name} and {rest} claim {resource}; nothing says {what}."
        resolution = f"Write down {what}; where two write it without an order: {resolution}"
    return Collision(
        kind="field",
        agents=agents,
        resource=resource,
        witness=resource,
        resolution=resolution,
        message=message,
        severity=standing.value,
        evidence=fields.evidence(agents, *holders),
        more=more,
    )
