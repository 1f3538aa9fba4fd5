"""What the checks on ownership share: who claims what, whom a collision is about, and what stands against asking."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from toolkit.checks.answers import Answer, Fact, fails, not_applicable, unknown
from toolkit.checks.facts import nowhere
from toolkit.checks.routing.patterns import is_wild, meet, pattern
from toolkit.model import Outcome
from toolkit.sheets.folding import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.checks.facts import Row
    from toolkit.results import Collision, RoutingResult

_WORST = (Outcome.FAIL, Outcome.UNKNOWN)


@dataclass(frozen=True, eq=False)
class Claimed:
    """The claims of the agents that count (those of ``routing``), with the registry to name them and their owners."""

    agents: list[Row]
    ownership: list[Row]
    routing: RoutingResult

    @cached_property
    def registry(self) -> dict[str, Row]:
        """The rows of *Agents* by id."""
        return {row["agent_id"].text: row for row in self.agents}

    @cached_property
    def rows(self) -> list[Row]:
        """The claims of agents that count, in the order of the sheet."""
        counted = frozenset(self.routing.agents)
        return [row for row in self.ownership if row.cells["agent"] in counted]

    @cached_property
    def claimants(self) -> frozenset[str]:
        """The agents that claim anything."""
        return frozenset(str(row.cells["agent"]) for row in self.rows)

    def of(self, kind: str) -> list[Row]:
        """Return the claims of a kind."""
        return [row for row in self.rows if row.cells["kind"] == kind]

    def by_agent(self, kind: str) -> dict[str, list[Row]]:
        """Return the claims of a kind by agent, in the order of the sheet."""
        return _grouped((str(row.cells["agent"]), row) for row in self.of(kind))

    def channels(self) -> dict[str, list[Row]]:
        """Return the triggers by channel, folded; the first of each spells it, as the race detector does."""
        triggers = sorted(self.of("trigger"), key=lambda row: (str(row.cells["agent"]), str(row.cells["resource"])))
        return _grouped((folded(str(row.cells["resource"])), row) for row in triggers)

    def shared_channels(self) -> dict[str, list[Row]]:
        """Return the triggers of the channels on which two agents or more have one."""
        return {key: rows for key, rows in self.channels().items() if len(agents_of(rows)) > 1}

    def name(self, agent: str) -> str:
        """Return how people call an agent."""
        row = self.registry[agent]
        return row["name"].text or agent

    def owner(self, agents: Iterable[str]) -> str:
        """Return the first owner of these agents, empty where none has one."""
        return next((row.owner for row in map(self.registry.get, agents) if row is not None and row.owner), "")

    def concerned(self, found: Iterable[Collision]) -> set[str]:
        """Return the agents that these collisions are about, those too that a crowded field leaves out."""
        crowded, named = [], set()
        for one in found:
            named |= set(one.agents)
            crowded += [pattern(one.resource)] if one.more else []
        for row in self.of("field") if crowded else ():
            claim = pattern(str(row.cells["resource"]))
            if is_wild(claim) and any(meet(claim, at) for at in crowded):
                named.add(str(row.cells["agent"]))
        return named

    def collides(self, one: Collision) -> Answer:
        """Answer about a collision: what is the matter and what would settle it; a blank that decides is unknown."""
        message = f"{one.message} Proposed: {one.resolution}"
        facts = [Fact(one.resource, evidence) for evidence in one.evidence]
        answer = unknown if one.severity == "unknown" else fails
        return answer(message, *facts, owner=self.owner(one.agents))

    def nothing(self, *, alone: str = "") -> Answer | None:
        """Return why the question cannot be asked, or does not arise; ``alone`` says why not of a single agent."""
        if not self.agents:
            return unknown("Nobody has listed any agent.", nowhere("Agents"))
        if not self.routing.agents:
            return not_applicable("No agent is in build, pilot or production, so none claims anything.")
        if not self.rows:
            return unknown("Nobody has written down what the agents claim.", nowhere("Ownership"))
        if alone and len(self.routing.agents) == 1:
            return not_applicable(f"{self.name(self.routing.agents[0])} is the only agent at work; {alone}.")
        return None


def agents_of(rows: Iterable[Row]) -> list[str]:
    """Return the agents of claims, by id, each once."""
    return sorted({str(row.cells["agent"]) for row in rows})


def subject(text: str) -> str:
    """Return a resource as it stands in findings: in one line."""
    return " ".join(text.split())


def add(found: dict[str, Answer], about: str, answer: Answer) -> None:
    """Add an answer; of two about one subject the worse one stays."""
    kept = found.get(about)
    if kept is None or _rank(answer) < _rank(kept):
        found[about] = answer


def _rank(answer: Answer) -> int:
    return _WORST.index(answer.outcome) if answer.outcome in _WORST else len(_WORST)


def _grouped(pairs: Iterable[tuple[str, Row]]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for key, row in pairs:
        found[key].append(row)
    return dict(found)
