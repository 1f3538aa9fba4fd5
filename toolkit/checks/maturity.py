"""Maturity: claims of a level, for an agent and for the programme, beside what the evidence bears out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.checks.answers import Answer, Answers, Fact, fails, not_applicable, passes, unknown
from toolkit.checks.facts import nowhere
from toolkit.checks.standing import programme_level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.checks.facts import Row
    from toolkit.policy import Policy
    from toolkit.results import AgentMaturity


def agents_as_claimed(running: list[Row], levels: Sequence[AgentMaturity]) -> Answers:
    """Answer per agent in production: a claim up to its level passes; above it, what is missing fails it."""
    return {one.agent: _as_claimed(row, one) for row, one in zip(running, levels, strict=True)}


def _as_claimed(row: Row, one: AgentMaturity) -> Answer:
    claim = row["claimed_maturity"]
    if one.claimed is None:
        return not_applicable(f"Nobody claims a level for {one.name}.")
    said = f"{one.name} is said to have reached level {one.claimed} ({claim.place})"
    if one.claimed <= one.level:
        return passes(f"{said}; the evidence bears out level {one.level}.", claim, owner=one.owner)
    missing, blank = (
        [part for part in parts if one.level < part.level <= one.claimed] for parts in (one.missing, one.unknown)
    )
    said = f"{said}; the evidence ends at level {one.level}, which counts"
    facts = [Fact(part.name, evidence) for part in missing or blank for evidence in part.evidence[:1]]
    reasons = " ".join(part.reason for part in missing or blank)
    if missing:
        return fails(f"{said}. {reasons}", claim, *facts, owner=one.owner)
    return unknown(f"{said}. {reasons}", *facts, claim, owner=one.owner)


def programme_as_claimed(claims: dict[str, Fact], levels: Sequence[AgentMaturity], policy: Policy) -> Answer:
    """Pass: the claim is at most the level that the policy's share of the agents in production has reached."""
    claim = claims["claimed_maturity"]
    if claim.value is None:
        return not_applicable("Nobody claims a level for the programme.")
    claimed, level, share = int(float(claim.value)), programme_level(levels, policy), f"{_share(policy):.0%}"
    said = f"The organisation says that it has reached level {claimed} ({claim.place})"
    if claimed <= level:
        return passes(f"{said}; the evidence bears out level {level}.", claim)
    if not levels:
        return unknown(f"{said}, but no agent is in production, as far as Agents says.", nowhere("Agents"), claim)
    reached = sum(one.level >= claimed for one in levels)
    said = f"{said}; the evidence ends at level {level}, which counts. {reached} of {len(levels)} agents in production "
    said = f"{said}have reached level {claimed}, and {share} of them must."
    may = sum(all(part.level > claimed for part in one.missing) for one in levels)
    if may >= _share(policy) * len(levels):
        blank = [part for one in levels for part in one.unknown if part.level <= claimed]
        return unknown(said, *(Fact(part.name, one) for part in blank for one in part.evidence[:1]), claim)
    short = [part for one in levels for part in one.missing if part.level <= claimed]
    return fails(said, claim, *(Fact(part.name, one) for part in short for one in part.evidence[:1]))


def _share(policy: Policy) -> float:
    return policy.number("maturity.programme_share")
