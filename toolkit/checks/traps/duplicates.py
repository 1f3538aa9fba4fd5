"""Agents that probably do the same work: by the words of their purposes, and by the systems they use."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain
from math import ceil

_WORD = re.compile(r"[a-z0-9]+")
_EMPTY = frozenset(
    {"a", "all", "an", "and", "any", "are", "as", "at", "be", "by", "each", "every", "for", "from", "in", "into", "is"}
    | {"it", "its", "new", "of", "on", "or", "our", "out", "that", "the", "their", "them", "these", "this", "to"}
    | {"what", "when", "who", "with"}
)
"""Words that say nothing about what an agent is for."""


@dataclass(frozen=True)
class Likeness:
    """Two agents in alphabetical order, the words and the systems they share, and how much of theirs that is."""

    agents: tuple[str, str]
    words: tuple[str, ...]
    same_purpose: float
    systems: tuple[str, ...]
    same_systems: float


@dataclass(frozen=True)
class Limits:
    """When two agents are alike, and with how many an agent is compared at most."""

    same_purpose: float
    same_systems: float
    least_words: int
    compared: int


@dataclass
class Twins:
    """Agents with a likely twin, those that were compared with too many to say, and one pair for each twin."""

    alike: set[str] = field(default_factory=set)
    undecided: set[str] = field(default_factory=set)
    pairs: list[Likeness] = field(default_factory=list)


def words(purpose: str) -> frozenset[str]:
    """Return the words of a purpose that say something: folded, without accents, plurals as singulars.

    >>> sorted(words("Answers enquiries from the clients' inbox"))
    ['answer', 'client', 'enquiry', 'inbox']
    """
    plain = unicodedata.normalize("NFKD", purpose).casefold()
    text = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return frozenset(_singular(word) for word in _WORD.findall(text) if word not in _EMPTY and word[1:])


def _singular(word: str) -> str:
    if word.endswith("ies") and word[4:]:
        return word.removesuffix("ies") + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and word[3:] else word


def likeness(
    agents: tuple[str, str], purposes: tuple[frozenset[str], frozenset[str]], systems: tuple[frozenset[str], ...]
) -> Likeness:
    """Return how alike two agents are: overlap of words (of the shorter purpose), Jaccard of systems (of both)."""
    common, shared = purposes[0] & purposes[1], systems[0] & systems[1]
    return Likeness(
        agents,
        tuple(sorted(common)),
        len(common) / min(len(purposes[0]), len(purposes[1])),
        tuple(sorted(shared)),
        len(shared) / len(systems[0] | systems[1]) if systems[0] | systems[1] else 0.0,
    )


def find_twins(purposes: Mapping[str, frozenset[str]], systems: Mapping[str, frozenset[str]], limits: Limits) -> Twins:
    """Return the agents that have a likely twin; both mappings have the same agents, with at least one word each.

    Alike: words in common at least ``same_purpose`` of the shorter purpose and ``least_words`` in number (or the very
    same words), systems in common at least ``same_systems`` of those of both. Agents that say the same are looked at
    once; of the others only those are compared that share a rare word and a system, so that time is near linear.
    """
    groups: dict[tuple[frozenset[str], frozenset[str]], list[str]] = defaultdict(list)
    for agent in sorted(purposes):
        groups[purposes[agent], systems[agent]].append(agent)
    found = Twins()
    for (purpose, used), members in groups.items():
        if members[1:] and used:
            found.alike.update(members)
            found.pairs += [likeness((members[0], one), (purpose, purpose), (used, used)) for one in members[1:]]
    firsts = {members[0]: key for key, members in groups.items() if key[1]}
    for one, other in _across(firsts, limits, found.undecided):
        pair = likeness(
            (min(one, other), max(one, other)),
            (firsts[one][0], firsts[other][0]),
            (firsts[one][1], firsts[other][1]),
        )
        found.alike.update(groups[firsts[one]], groups[firsts[other]])
        found.pairs.append(pair)
    found.undecided = {member for one in found.undecided for member in groups[firsts[one]]} - found.alike
    found.pairs.sort(key=lambda pair: (-pair.same_purpose - pair.same_systems, pair.agents))
    return found


Signature = tuple[frozenset[str], frozenset[str]]
"""The words of a purpose and the systems of an agent."""


def _across(signatures: Mapping[str, Signature], limits: Limits, undecided: set[str]) -> list[tuple[str, str]]:
    """Return for each agent without a pair the first other one that it is like; agents come in alphabetical order.

    Of two that are alike, the shorter purpose has one of its rarest words in common with the longer one: of n words of
    which k must agree, one of the n − k + 1 rarest. So words are looked up among all words of longer purposes, and
    among the rarest of shorter ones. Whoever runs out of comparisons is added to ``undecided``.
    """
    frequency = Counter(word for purpose, _ in signatures.values() for word in purpose)
    rarest = {agent: _rarest(purpose, frequency, limits.same_purpose) for agent, (purpose, _) in signatures.items()}
    of_all = _index({agent: (purpose, used) for agent, (purpose, used) in signatures.items()})
    of_rare = _index({agent: (rarest[agent], used) for agent, (_, used) in signatures.items()})
    pairs, has_twin = [], set()
    for agent, (purpose, used) in signatures.items():
        if agent in has_twin:
            continue
        longer = (one for word in sorted(rarest[agent]) for system in sorted(used) for one in of_all[word, system])
        shorter = (one for word in sorted(purpose) for system in sorted(used) for one in of_rare[word, system])
        seen, left = {agent}, limits.compared
        for other in chain(longer, shorter):
            if other in seen:
                continue
            if not left:
                undecided.add(agent)
                break
            seen.add(other)
            left -= 1
            if _are_alike(signatures[agent], signatures[other], limits):
                pairs.append((agent, other))
                has_twin |= {agent, other}
                break
    return pairs


def _rarest(purpose: frozenset[str], frequency: Mapping[str, int], same_purpose: float) -> frozenset[str]:
    ordered = sorted(purpose, key=lambda word: (frequency[word], word))
    return frozenset(ordered[: len(ordered) - ceil(same_purpose * len(ordered)) + 1])


def _index(signatures: Mapping[str, Signature]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for agent, (purpose, used) in signatures.items():
        for word in purpose:
            for system in used:
                found[word, system].append(agent)
    return found


def _are_alike(one: Signature, other: Signature, limits: Limits) -> bool:
    common = len(one[0] & other[0])
    enough = common >= limits.least_words or one[0] == other[0]
    if not enough or common < limits.same_purpose * min(len(one[0]), len(other[0])):
        return False
    return len(one[1] & other[1]) >= limits.same_systems * len(one[1] | other[1])
