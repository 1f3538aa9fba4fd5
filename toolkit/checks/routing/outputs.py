"""One destination, one writer; several only in a sequence, each with its own order number.

An output is written unless its access says *read*. Destinations compare trimmed, NFC and case-folded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.checks.routing.sequences import Holders, Standing, standing
from toolkit.checks.routing.words import others
from toolkit.results import Collision, Settled

if TYPE_CHECKING:
    from toolkit.checks.routing.registry import Registry


def find_outputs(registry: Registry, limit: int) -> tuple[list[Collision], list[Settled]]:
    """Return destinations with several writers, by destination: collisions (or unknown ones), then settled ones."""
    by_destination: dict[str, Holders] = {}
    for claim in registry.of("output"):
        if claim.access != "read":
            by_destination.setdefault(claim.key, {}).setdefault(claim.agent, []).append(claim)
    collisions, settled = [], []
    for _, holders in sorted(by_destination.items()):
        state, agents = standing(holders)
        if not agents:
            continue
        if state is Standing.SETTLED:
            claims = [claim for agent in agents for claim in holders[agent]]
            evidence, owner = registry.evidence(claims, limit), registry.owner(agents)
            settled.append(Settled("output", claims[0].resource, agents, "sequence", owner, evidence))
        else:
            collisions.append(_collision(registry, holders, agents, state, limit))
    return collisions, settled


def _collision(registry: Registry, holders: Holders, agents: tuple[str, ...], state: Standing, limit: int) -> Collision:
    claims = [claim for agent in agents for claim in holders[agent]]
    resource, owner = claims[0].resource, registry.owner(agents)
    name, rest = registry.name(owner), others(agents, owner, registry)
    resolution = f"{name} owns {resource}; {others(agents, owner, registry, 'hands', 'hand')} its part to {name}, "
    resolution += "or each carries a sequence with its own order number."
    message = f"{name} and {rest} write to {resource} without a sequence."
    if state is Standing.UNKNOWN:
        message = f"{name} and {rest} write to {resource} in a sequence; nothing says the order number of each."
        resolution = "Write down the order number of each (rule detail)."
    evidence = registry.evidence(claims, limit)
    return Collision("output", agents, resource, resource, resolution, message, state.value, evidence)
