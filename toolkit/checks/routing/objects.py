"""Two writers on different fields of one object: no race on a field, but one record that two agents change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.checks.routing.patterns import ALL, Pattern
from toolkit.checks.routing.sequences import Holders, Standing, standing
from toolkit.checks.routing.words import others
from toolkit.results import Collision

if TYPE_CHECKING:
    from toolkit.checks.routing.field_claims import Fields

Parts = list[tuple[Pattern, Holders]]


def find_objects(fields: Fields, collided: dict[tuple[str, str], list[set[str]]]) -> list[Collision]:
    """Return a warning per object that several agents write, unless all carry a sequence.

    ``collided`` are the agents of each field collision by system and object: where one names all who write the object,
    it says everything, and no warning is added.
    """
    by_object: dict[tuple[str, str], Parts] = {}
    for at, holders in fields.writes.items():
        if ALL not in at[:2]:
            by_object.setdefault(at[:2], []).append((at, holders))
    found = []
    for key, parts in sorted(by_object.items()):
        together = _merged(parts)
        state, agents = standing(together)
        if state is Standing.COLLISION and not any(set(agents) <= one for one in collided.get(key, ())):
            found.append(_warning(fields, key, sorted(parts, key=lambda part: part[0]), agents, together))
    return found


def _merged(parts: Parts) -> Holders:
    together: Holders = {}
    for _, holders in parts:
        for agent, claims in holders.items():
            together.setdefault(agent, []).extend(claims)
    return together


def _warning(
    fields: Fields, key: tuple[str, str], parts: Parts, agents: tuple[str, ...], together: Holders
) -> Collision:
    registry, owner = fields.registry, fields.registry.owner(agents)
    resource = ".".join(fields.name(parts[0][0]).split(".")[: len(key)])
    name, rest = registry.name(owner), others(agents, owner, registry)
    later = others(agents, owner, registry, "writes", "write")
    return Collision(
        kind="object",
        agents=agents,
        resource=resource,
        witness="; ".join(fields.name(at) for at, _ in parts[: fields.limit]),
        resolution=f"{name} owns {resource}; {later} after it, each with an order number (sequence).",
        message=f"{name} and {rest} write different fields of {resource}.",
        severity="warning",
        evidence=fields.evidence(agents, together),
    )
