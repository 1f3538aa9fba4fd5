"""Sample events, tried on the triggers of their channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.checks.routing.texts import Lexicon
from toolkit.model import Evidence, Grade
from toolkit.results import DoubleFire
from toolkit.sheets.folding import folded

if TYPE_CHECKING:
    from toolkit.checks.routing.channels import Group
    from toolkit.checks.routing.triggers import Channel
    from toolkit.sheets import Portfolio


class Replay:
    """Tells which agents a message starts on one channel; schedules are not started by messages."""

    def __init__(self, groups: list[Group]) -> None:
        self._groups = [group for group in groups if not group.is_scheduled]
        self._terms = Lexicon({term for group in self._groups for term in group.condition.terms if term})
        self._exclusions = Lexicon({text for group in self._groups for text in group.condition.exclusions})
        self._waiting_for: dict[str, list[Group]] = {}
        for group in self._groups:
            for term in group.condition.terms:
                self._waiting_for.setdefault(term, []).append(group)

    def starts(self, message: str) -> tuple[str, ...]:
        """Return the agents that a folded message starts, by id."""
        met = self._terms.inside(message) | {""}
        excluded = self._exclusions.inside(message)
        groups = {group for term in met for group in self._waiting_for.get(term, ())}
        fired = (group for group in groups if excluded.isdisjoint(group.condition.exclusions))
        return tuple(sorted({agent for group in fired for agent in group.claims}))


def replay(portfolio: Portfolio, channels: dict[str, Channel]) -> list[DoubleFire]:
    """Return the sample events that start two or more agents, by channel and text; settled channels are left out."""
    found = []
    tried: dict[str, Replay] = {}
    for row, cells in portfolio.cells("Events").items():
        key = folded(str(cells["channel"]))
        channel = channels.get(key)
        if channel is None or channel.is_settled:
            continue
        if key not in tried:
            tried[key] = Replay(channel.groups)
        text = str(cells["text"])
        agents = tried[key].starts(folded(text))
        if len(agents) > 1:
            cell = Evidence(Grade.CLAIMED, "Events", portfolio.cell("Events", row, "text"))
            found.append(DoubleFire(channel.name, text, agents, (cell,)))
    return sorted(found, key=lambda one: (one.channel, one.text))
