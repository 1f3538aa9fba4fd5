"""What governance shows beside its findings: tiers, what a retiring agent leaves behind, and the three traps.

Shares, weights' shares and indices are 0 to 1; money is in the currency of the Program sheet.
"""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.model import Evidence, Outcome, brief


@dataclass(frozen=True)
class Tier:
    """The risk tier of an agent, and whether the right person approved it.

    ``tier`` is what the registry says, missing where blank; ``computed`` the highest of the workflow's three risks,
    missing where a blank one could still be higher. ``needs`` names the approval that the higher of the two asks for,
    empty where neither is known. ``outcome`` adds up the findings of both checks; not applicable to an idea.
    """

    agent: str
    name: str
    status: str
    tier: str | None
    computed: str | None
    needs: str
    approver: str
    outcome: Outcome
    because: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Decommission:
    """What an agent that is retired, or to be, still claims and nobody else does: each needs a new owner.

    ``state``: *retired* or *to retire*. ``fields`` are those that it writes, or may write. ``handoffs`` are agents that
    hand their work to it. ``already_owned`` are resources of it that agents which stay at work have, too.
    """

    agent: str
    name: str
    state: str
    because: str
    triggers: tuple[str, ...]
    fields: tuple[str, ...]
    outputs: tuple[str, ...]
    handoffs: tuple[str, ...]
    already_owned: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()

    @property
    def is_released(self) -> bool:
        """Whether nothing is left that needs a new owner."""
        return not (self.triggers or self.fields or self.outputs or self.handoffs)


@dataclass(frozen=True)
class TrapCause:
    """One cause of a trap: ``share`` from 0 (none) to 1 (all), missing where nobody knows, and its ``weight``.

    ``known`` is the share of what it is asked of (agents, systems, claims) about which something is known. ``amount``
    is the same told in ``unit``; ``details`` name single cases, as many as the policy shows.
    """

    name: str
    title: str
    share: float | None
    weight: float
    known: float
    amount: float | None
    unit: str
    message: str
    details: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class TrapCost:
    """What a trap costs, and the formula in words; missing where it cannot be said."""

    name: str
    title: str
    amount: float | None
    unit: str
    formula: str


@dataclass(frozen=True)
class Trap:
    """``index`` = Σ weight × share / Σ weight over known causes; ``level``: *low*, *watch*, *high* or *not_known*.

    ``coverage`` = Σ weight × known / Σ weight over all causes; below the policy's there is no index, and
    ``why_missing`` says so. ``causes`` come by what they add to the index, unknown ones last.
    """

    name: str
    index: float | None
    level: str
    coverage: float | None
    causes: tuple[TrapCause, ...]
    costs: tuple[TrapCost, ...] = ()
    why_missing: str = ""

    __repr__ = brief

    def cause(self, name: str) -> TrapCause:
        """Return the cause of that name; raises ``KeyError``."""
        return {cause.name: cause for cause in self.causes}[name]


@dataclass(frozen=True)
class Traps:
    """The three traps of a growing fleet."""

    sprawl: Trap
    governance_debt: Trap
    integration_tax: Trap

    __repr__ = brief
