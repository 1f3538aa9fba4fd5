"""The claims on fields, by pattern and agent."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from toolkit.checks.routing.patterns import Pattern, covering, is_wild
from toolkit.checks.routing.sequences import Holders

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.checks.routing.registry import Claim, Registry
    from toolkit.model import Evidence

Index = dict[Pattern, Holders]


@dataclass(frozen=True, eq=False)
class Fields:
    """The claims on fields, by pattern and agent; ``limit`` bounds how many wider claims count beside a field's own."""

    registry: Registry
    limit: int
    patterns: dict[str, Pattern]
    names: dict[Pattern, str] = field(default_factory=dict)

    @cached_property
    def writes(self) -> Index:
        """Claims that write."""
        return self.index(claim for claim in self.registry.of("field") if claim.access == "write")

    @cached_property
    def possible(self) -> Index:
        """Claims that may write: nothing says that they only read."""
        return self.index(claim for claim in self.registry.of("field") if claim.access not in ("write", "read"))

    def index(self, claims: Iterable[Claim]) -> Index:
        """Return claims by pattern and agent."""
        found: Index = {}
        for claim in claims:
            at = self.patterns[claim.key]
            self.names.setdefault(at, claim.resource)
            found.setdefault(at, {}).setdefault(claim.agent, []).append(claim)
        return found

    def evidence(self, agents: Iterable[str], *holders: Holders) -> tuple[Evidence, ...]:
        """Return the first cells of what these agents claim."""
        claims = (claim for agent in agents for one in holders for claim in one.get(agent, ()))
        return self.registry.evidence(claims, self.limit)

    def name(self, at: Pattern) -> str:
        """Return a pattern as its first claimant typed it."""
        return self.names.get(at) or ".".join(at)

    def holders(self, index: Index, wild: Index, at: Pattern) -> tuple[Holders, int]:
        """Return who claims these fields, by this pattern or a wider one, and how many agents are left out.

        Of a wider pattern that more agents claim than the limit, the first count: that they collide stands there.
        """
        own = index.get(at, {})
        wider = [wild[one] for one in covering(at) if one in wild] if wild else []
        if not wider:
            return own, 0
        found, left_out = {agent: list(claims) for agent, claims in own.items()}, 0
        for holders in wider:
            for agent in list(holders)[: self.limit]:
                found.setdefault(agent, []).extend(holders[agent])
            left_out += max(len(holders) - self.limit, 0)
        return found, left_out


def wild(index: Index) -> Index:
    """Return the patterns that name more than a single field."""
    return {at: holders for at, holders in index.items() if is_wild(at)}
