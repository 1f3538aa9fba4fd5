"""The triggers of a large channel, indexed by term and exclusion: one condition against all others in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from toolkit.checks.routing.texts import Lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.checks.routing.channels import Group

Positions = np.ndarray[tuple[int], np.dtype[np.intp]]
Mask = np.ndarray[tuple[int], np.dtype[np.bool_]]

_SEVERAL = -1


class GroupIndex:
    """Which exclusions occur in which terms, and whose they are.

    Two conditions overlap unless one excludes every term of the other (those that the other does not exclude itself);
    so only the exclusions that occur in some term matter, and these are few. Every condition must be met by some
    message.
    """

    def __init__(self, groups: Sequence[Group], *, by_clock: bool) -> None:
        conditions = [group.condition for group in groups]
        agents = {agent: code for code, agent in enumerate({agent for group in groups for agent in group.claims})}
        sole = (agents[next(iter(group.claims))] if len(group.claims) == 1 else _SEVERAL for group in groups)
        self._sole = np.fromiter(sole, dtype=np.intp, count=len(groups))
        self._scheduled = np.fromiter((group.is_scheduled for group in groups), dtype=bool, count=len(groups))
        self._by_clock = by_clock
        terms: dict[str, int] = {}
        self._own = [[terms.setdefault(one.terms[k], len(terms)) for k in one.clean()] for one in conditions]
        self._flat = np.array([term for own in self._own for term in own], dtype=np.intp)
        self._starts = np.cumsum([0, *(len(own) for own in self._own[:-1])])
        lexicon = Lexicon({text for one in conditions for text in one.exclusions})
        self._hits = [sorted(lexicon.inside(term)) for term in terms]
        self._hit_terms = _inverse(self._hits)
        self._exclusions = [[text for text in one.exclusions if text in self._hit_terms] for one in conditions]
        self._excluders = _inverse(self._exclusions)

    def partners(self, position: int) -> list[int]:
        """Return the groups of other agents that share a message with this one, of the timing looked for, in order."""
        found = self._may_meet(position) & self._keep_a_term_beside(position) & ~self._exclude_all_terms_of(position)
        found[position] = False
        return [int(other) for other in np.flatnonzero(found)]

    def _may_meet(self, position: int) -> Mask:
        timing = (self._scheduled | self._scheduled[position]) == self._by_clock
        sole = self._sole[position]
        return timing if sole == _SEVERAL else timing & (self._sole != sole)

    def _keep_a_term_beside(self, position: int) -> Mask:
        stands = np.ones(len(self._hits), dtype=bool)
        for text in self._exclusions[position]:
            stands[self._hit_terms[text]] = False
        return np.logical_or.reduceat(stands[self._flat], self._starts)

    def _exclude_all_terms_of(self, position: int) -> Mask:
        found = np.ones(len(self._own), dtype=bool)
        for term in self._own[position]:
            excluders = np.zeros(len(self._own), dtype=bool)
            for text in self._hits[term]:
                excluders[self._excluders[text]] = True
            found &= excluders
        return found


def _inverse(lists: Sequence[Sequence[str]]) -> dict[str, Positions]:
    """Return where each text stands: text to positions of the lists that hold it."""
    found: dict[str, list[int]] = {}
    for position, texts in enumerate(lists):
        for text in texts:
            found.setdefault(text, []).append(position)
    return {text: np.array(positions, dtype=np.intp) for text, positions in found.items()}
