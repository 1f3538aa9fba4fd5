"""What is said about the agents that share a channel: proof, sentence, and who should own it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from toolkit.checks.routing.conditions import condition
from toolkit.checks.routing.words import others
from toolkit.results import Collision, Witness

if TYPE_CHECKING:
    from toolkit.checks.routing.channels import Meeting
    from toolkit.checks.routing.registry import Claim, Registry


@dataclass(frozen=True, eq=False)
class Clash:
    """Agents on one channel; ``queues`` are the triggers that dispatch it, where there are several.

    ``meetings`` are the first of the pairs that share a message, none where only the queues are in each other's way.
    """

    channel: str
    agents: tuple[str, ...]
    meetings: list[Meeting]
    queues: list[Claim]
    by_clock: bool
    registry: Registry

    def collision(self, limit: int) -> Collision:
        """Return the record, its evidence cut off at ``limit``."""
        claims = [*self.queues, *(claim for one in self.meetings for claim in (one.first, one.second))]
        return Collision(
            kind="schedule" if self.by_clock else "trigger",
            agents=self.agents,
            resource=self.channel,
            witness=self.witnesses[0].text if self.witnesses else "",
            resolution=self.resolution,
            message=self.message,
            evidence=self.registry.evidence(claims, limit),
            witnesses=self.witnesses,
        )

    @cached_property
    def owner(self) -> str:
        """Who should own the channel; of dispatch queues one of them."""
        return self.registry.owner({claim.agent for claim in self.queues} or self.agents)

    @cached_property
    def witnesses(self) -> tuple[Witness, ...]:
        """One message per meeting; for two that the clock alone starts, the channel that names it."""
        return tuple(Witness((one.first.agent, one.second.agent), self._text(one)) for one in self.meetings)

    def _text(self, meeting: Meeting) -> str:
        takes_any = not meeting.first.contains and not meeting.second.contains
        return self.channel if self.by_clock and takes_any else meeting.text

    @property
    def message(self) -> str:
        """What is the matter, in one to three sentences."""
        parts = []
        if self.witnesses:
            first, second = (self.registry.name(agent) for agent in self.witnesses[0].agents)
            text = self.witnesses[0].text
            what = self.channel if text == self.channel else f"“{text}” on {self.channel}"
            how = f"act on {what}, at least one of them on schedule" if self.by_clock else f"start on {what}"
            parts.append(f"{first} and {second} both {how}.")
            if len(self.agents) > len(self.witnesses[0].agents):
                parts.append(f"In all, {len(self.agents)} agents share that channel without a rule.")
        if self.queues:
            parts.append(f"{len(self.queues)} triggers on {self.channel} carry the rule dispatch queue.")
        return " ".join(parts)

    @property
    def resolution(self) -> str:
        """What would settle it."""
        name, channel = self.registry.name(self.owner), self.channel
        if self.agents == (self.owner,):
            return f"{name} keeps the rule dispatch queue on one trigger of {channel}."
        rest = others(self.agents, self.owner, self.registry)
        them = "it" if len(self.agents[1:]) == 1 else "them"
        if self.queues:
            return f"{name} alone dispatches {channel} and hands {rest} what is for {them}."
        if self.by_clock:
            act = others(self.agents, self.owner, self.registry, "acts", "act")
            return f"{name} keeps {channel}; {act} at another time or on other texts."
        if self._left_to_owner:
            excludes = f"{rest} excludes {self._left_to_owner}"
            return f"{name} owns what both start on; {excludes}, or one dispatch queue owns {channel}."
        return f"{name} owns {channel} as its dispatch queue and hands {rest} what is for {them}."

    @cached_property
    def _left_to_owner(self) -> str:
        """The owner's terms, quoted, if a single other agent that excludes them still has something to start on."""
        if len(self.meetings) != 1:
            return ""
        (meeting,) = self.meetings
        one, other = sorted((meeting.first, meeting.second), key=lambda claim: claim.agent != self.owner)
        left = condition(other.contains, (*other.excludes, *one.contains))
        return ", ".join(f"“{text.strip()}”" for text in one.contains) if left.clean() else ""
