"""When several agents may share a field or an output: if all carry a sequence, each its own order number."""

from __future__ import annotations

import re
from collections import Counter
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.checks.routing.registry import Claim

Holders = dict[str, list["Claim"]]
"""Claims on one resource by agent."""


class Standing(Enum):
    """What holds between agents on one resource."""

    SETTLED = "settled"
    UNKNOWN = "unknown"
    COLLISION = "collision"


def order_number(claim: Claim) -> int | None:
    """Return the first whole number of a sequence's detail; ``None`` where there is no sequence or no number."""
    found = re.search(r"\d+", claim.detail, re.ASCII) if claim.rule == "sequence" else None
    return int(found[0]) if found else None


def standing(holders: Mapping[str, list[Claim]]) -> tuple[Standing, tuple[str, ...]]:
    """Return what holds between agents of whom each has at least one claim, and which of them are concerned.

    One agent alone is settled. Whoever carries no sequence collides with everybody, and so do two with one number. A
    sequence without a number leaves it unknown. Agents by id.
    """
    if len(holders) <= 1:
        return Standing.SETTLED, ()
    everybody = tuple(sorted(holders))
    if any(claim.rule != "sequence" for claims in holders.values() for claim in claims):
        return Standing.COLLISION, everybody
    numbers = {agent: {order_number(claim) for claim in claims} for agent, claims in holders.items()}
    held = Counter(number for own in numbers.values() for number in own if number is not None)
    clash = tuple(
        agent for agent in everybody if any(held[number] > 1 for number in numbers[agent] if number is not None)
    )
    if clash:
        return Standing.COLLISION, clash
    if any(None in own for own in numbers.values()):
        return Standing.UNKNOWN, everybody
    return Standing.SETTLED, everybody


def surely_and_possibly(sure: Holders, possible: Holders) -> tuple[Standing, tuple[str, ...]]:
    """Return the standing of those who surely claim; where it is no collision, the others may leave it unknown."""
    found, agents = standing(sure)
    if found is Standing.COLLISION or not possible:
        return found, agents
    together = {agent: [*sure.get(agent, ()), *possible.get(agent, ())] for agent in {**sure, **possible}}
    wider, concerned = standing(together)
    return (found, agents) if wider is Standing.SETTLED else (Standing.UNKNOWN, concerned)
