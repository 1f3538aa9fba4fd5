"""How findings name agents and count."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.checks.routing.registry import Registry


def others(agents: Iterable[str], owner: str, registry: Registry, does: str = "", do: str = "") -> str:
    """Return the agents beside the owner and what they do: *Support creates*, or *the other 3 agents create*."""
    rest = [agent for agent in agents if agent != owner]
    if len(rest) == 1:
        return f"{registry.name(rest[0])} {does}".rstrip()
    return f"the other {len(rest)} agents {do}".rstrip()
