"""The triggers of one channel: which agents share messages, found without comparing all pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from toolkit.checks.routing.conditions import Condition, condition, overlap
from toolkit.checks.routing.registry import SCHEDULE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from toolkit.checks.routing.registry import Claim

Partners = Callable[[int], list[int]]
"""Which groups share a message with a group, by position, in order."""


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Triggers with one and the same condition and timing: one claim per agent, agents by id."""

    condition: Condition
    is_scheduled: bool
    claims: dict[str, Claim]

    def may_meet(self, other: Group, *, by_clock: bool) -> bool:
        """Whether a pair of different agents lies between them, of the timing looked for.

        ``by_clock``: at least one of the two acts on schedule; else both act on events.
        """
        if by_clock is not (self.is_scheduled or other.is_scheduled):
            return False
        return len(self.claims) > 1 or len(other.claims) > 1 or self.claims.keys() != other.claims.keys()

    def shares_within(self, *, by_clock: bool) -> bool:
        """Whether two agents have this very condition, which some message meets."""
        return by_clock is self.is_scheduled and len(self.claims) > 1


def groups_of(claims: Iterable[Claim]) -> tuple[list[Group], list[Claim]]:
    """Group the triggers of a channel by condition and timing; second, those that no message starts.

    Claims must be in the registry's order; groups come by their first agent, then by condition.
    """
    found: dict[tuple[object, ...], Group] = {}
    silent = []
    for claim in claims:
        own = condition(claim.contains, claim.excludes)
        if not own.clean():
            silent.append(claim)
            continue
        key = (tuple(sorted(own.terms)), tuple(sorted(own.exclusions)), claim.timing == SCHEDULE)
        found.setdefault(key, Group(own, claim.timing == SCHEDULE, {})).claims.setdefault(claim.agent, claim)
    return list(found.values()), silent


@dataclass(frozen=True, eq=False)
class Meeting:
    """Two claims of different agents on one channel, agents by id, and a message that starts both."""

    first: Claim
    second: Claim
    text: str


class Search:
    """Finds out who meets whom among the groups of a channel.

    ``limit`` bounds the meetings and disjoint pairs that are returned, never the agents. Up to that many groups are
    compared in pairs; more of them through an index of terms and exclusions.
    """

    def __init__(self, groups: Sequence[Group], limit: int, *, by_clock: bool) -> None:
        self.groups, self.limit, self.by_clock = groups, limit, by_clock
        self.partners: Partners = self._compared() if len(groups) <= limit else self._indexed()

    def _compared(self) -> Partners:
        groups, by_clock = self.groups, self.by_clock

        @cache
        def meets(i: int, j: int) -> bool:
            if not groups[i].may_meet(groups[j], by_clock=by_clock):
                return False
            first, second = groups[i].condition, groups[j].condition
            return bool(first.clean(second)) and bool(second.clean(first))

        return lambda i: [j for j in range(len(groups)) if j != i and meets(min(i, j), max(i, j))]

    def _indexed(self) -> Partners:
        from toolkit.checks.routing.index import GroupIndex  # noqa: PLC0415  NumPy, for large channels alone

        return GroupIndex(self.groups, by_clock=self.by_clock).partners

    def agents(self) -> set[str]:
        """Return all agents that share a message with another one.

        A group is asked for its partners only while one of its agents is not found yet: where most triggers overlap, a
        few groups answer for all.
        """
        found: set[str] = set()
        for group in self.groups:
            if group.shares_within(by_clock=self.by_clock):
                found |= group.claims.keys()
        for i, group in enumerate(self.groups):
            if group.claims.keys() <= found:
                continue
            for j in self.partners(i):
                found |= group.claims.keys() | self.groups[j].claims.keys()
        return found

    def meetings(self, agents: int) -> list[Meeting]:
        """Return the first pairs of agents that share a message, one message each; ``agents`` is how many do."""
        enough = min(self.limit, agents * (agents - 1) // 2)
        found: dict[tuple[str, str], Meeting] = {}
        for i, group in enumerate(self.groups if enough else ()):
            if len(found) >= enough:
                break
            own = [i] if group.shares_within(by_clock=self.by_clock) else []
            for j in own + [j for j in self.partners(i) if j > i]:
                self._meet(group, self.groups[j], found, enough)
                if len(found) >= enough:
                    break
        return [found[pair] for pair in sorted(found)]

    @staticmethod
    def _meet(first: Group, second: Group, found: dict[tuple[str, str], Meeting], enough: int) -> None:
        text: str | None = None
        for one, other in pairs(first, second):
            pair = (min(one, other), max(one, other))
            if pair in found:
                continue
            if len(found) >= enough:
                return
            text = overlap(first.condition, second.condition) if text is None else text
            if text is not None:
                ours, theirs = first.claims[one], second.claims[other]
                found[pair] = Meeting(ours, theirs, text) if one < other else Meeting(theirs, ours, text)

    def apart(self, limit: int) -> list[tuple[Group, Group]]:
        """Return the first pairs of groups of different agents that share no message, looked for in a few groups."""
        found: list[tuple[Group, Group]] = []
        for i, group in enumerate(self.groups[: self.limit] if limit > 0 else ()):
            if len(found) >= limit:
                break
            met = set(self.partners(i))
            for j in range(i + 1, len(self.groups)):
                if j not in met and group.may_meet(self.groups[j], by_clock=self.by_clock):
                    found.append((group, self.groups[j]))
        return found[: max(limit, 0)]


def pairs(first: Group, second: Group) -> Iterator[tuple[str, str]]:
    """Yield the pairs of different agents between two groups, or within one, the first group's agent first."""
    if first is second:
        agents = list(first.claims)
        yield from ((one, other) for i, one in enumerate(agents) for other in agents[i + 1 :])
        return
    for one in first.claims:
        for other in second.claims:
            if one != other:
                yield one, other
