"""The same workflow counted otherwise: by a finance director, and by hiring people instead."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ReconciliationLine:
    """One line between the sponsor's NPV and the CFO's: ``amount`` is money, ``policy`` the keys that make it.

    The first and the last line are the two NPVs; those between are steps and add up to the difference.
    """

    id: str
    title: str
    amount: float
    because: str
    policy: tuple[str, ...]


@dataclass(frozen=True)
class CfoCase:
    """The NPV of the conservative case, and how it comes about from the sponsor's, line by line."""

    npv: float
    lines: tuple[ReconciliationLine, ...]


@dataclass(frozen=True)
class Flip:
    """The value of one input nearest to now at which the best way to get the work done changes, all else as it is.

    ``becomes`` is the answer beyond ``value``; both are missing (``becomes`` empty) where it never changes.
    ``reachable`` says whether the input may lie beyond that value.
    """

    input: str
    title: str
    unit: str
    now: float
    value: float | None
    becomes: str
    reachable: bool


@dataclass(frozen=True)
class Alternatives:
    """Automate, hire or leave: net worth today of each against leaving the work as it is, which is 0.

    ``answer`` is the largest (leave before hire before automate where equal). ``people_cost`` and ``agent_cost`` are
    what the same finished items cost today either way; ``handled_items`` are those of the whole horizon, undiscounted.
    """

    answer: str
    automate: float
    hire: float
    leave: float
    people_cost: float
    agent_cost: float
    handled_items: float
    flips: tuple[Flip, ...]

    @property
    def people_cost_per_item(self) -> float | None:
        """Cost today of one finished item by people; missing where none is finished."""
        return self.people_cost / self.handled_items if self.handled_items else None

    @property
    def agent_cost_per_item(self) -> float | None:
        """Cost today of one finished item by the agent; missing where none is finished."""
        return self.agent_cost / self.handled_items if self.handled_items else None
