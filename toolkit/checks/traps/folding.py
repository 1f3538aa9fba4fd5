"""Causes added up to an index, with the coverage of what is known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import fsum
from typing import TYPE_CHECKING

from toolkit.results import Trap, TrapCause, TrapCost

if TYPE_CHECKING:
    from toolkit.policy import Policy

NOT_KNOWN = "not_known"


def trap(name: str, causes: Sequence[TrapCause], policy: Policy, costs: Sequence[TrapCost] = ()) -> Trap:
    """Return a trap: index = Σ weight × share / Σ weight over known causes, coverage = Σ weight × known / Σ weight.

    Below the policy's coverage, or without any weight, there is no index. Causes come by weight × share, those that
    nobody knows last, equal ones as given.
    """
    known = [cause for cause in causes if cause.share is not None]
    whole, weight = fsum(cause.weight for cause in causes), fsum(cause.weight for cause in known)
    coverage = fsum(cause.weight * cause.known for cause in known) / whole if whole else None
    index = fsum(cause.weight * (cause.share or 0.0) for cause in known) / weight if weight else None
    least, missing = policy.number("traps.least_coverage"), ""
    if coverage is None or index is None or coverage < least:
        unknown = ", ".join(cause.title for cause in causes if cause.share is None or cause.known < 1)
        missing = f"Only {coverage or 0.0:.0%} of what the index rests on is known, {least:.0%} are needed"
        missing, index = f"{missing}; open: {unknown}." if unknown else f"{missing}.", None
    ordered = sorted(causes, key=lambda cause: (cause.share is None, -cause.weight * (cause.share or 0.0)))
    return Trap(name, index, level(index, policy), coverage, tuple(ordered), tuple(costs), missing)


def level(index: float | None, policy: Policy) -> str:
    """Return the level of an index: *high* and *watch* from the policy's values on, else *low*."""
    if index is None:
        return NOT_KNOWN
    if index >= policy.number("traps.high_from"):
        return "high"
    return "watch" if index >= policy.number("traps.watch_from") else "low"


def nothing(name: str) -> Trap:
    """Return the trap of an organisation in which no agent is at work."""
    missing = "No agent is in build, pilot or production, as far as Agents says."
    return Trap(name, None, NOT_KNOWN, None, (), (), missing)


def part(some: float, every: float) -> float:
    """Return a share, 0 of nothing."""
    return some / every if every else 0.0


def counted(number: float, one: str, many: str = "") -> str:
    """Return a number with its noun.

    >>> counted(1, "agent"), counted(2, "agent"), counted(0, "body", "bodies")
    ('1 agent', '2 agents', '0 bodies')
    """
    return f"{number:g} {one if number == 1 else many or one + 's'}"


def verb(number: float, of: float, one: str = "is", many: str = "are") -> str:
    """Return the verb that goes with so many of so many.

    >>> verb(0, 1), verb(1, 5), verb(0, 5)
    ('is', 'is', 'are')
    """
    return one if 1 in (number, of) else many


def named(names: Iterable[str], shown: int) -> str:
    """Return names in alphabetical order, so many of them, and how many more.

    >>> named(["b", "a", "c"], 2)
    'a, b and 1 more'
    """
    ordered = sorted(names)
    more = f" and {len(ordered[shown:])} more" if ordered[shown:] else ""
    return ", ".join(ordered[:shown]) + more
