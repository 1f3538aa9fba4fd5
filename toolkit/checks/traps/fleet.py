"""The agents at work as the traps read them: what each is for, which systems it uses, which components it has."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from toolkit.checks.governance import AT_WORK
from toolkit.sheets.folding import folded
from toolkit.sheets.operations import PLATFORM

if TYPE_CHECKING:
    from toolkit.checks.facts import Facts, Row
    from toolkit.model import Evidence
    from toolkit.policy import Policy

PRIVATE, SHARED, UNKNOWN = "private", "shared", "unknown"
KINDS = PLATFORM.column("kind").choices or ()


@dataclass(frozen=True)
class Use:
    """An agent that has a component: of which kind, and whether it is shared; evidence is the cell that says so."""

    agent: str
    component: str
    kind: str
    standing: str
    evidence: Evidence


@dataclass(frozen=True, eq=False)
class FleetAtWork:
    """Agents in build, pilot and production by id, in alphabetical order, with their claims by kind."""

    facts: Facts
    agents: dict[str, Row]
    claims: dict[str, list[Row]]

    @property
    def policy(self) -> Policy:
        """The policy."""
        return self.facts.policy

    @cached_property
    def shown(self) -> int:
        """How many cases a sentence names."""
        return int(self.policy.number("traps.shown"))

    def name(self, agent: str) -> str:
        """Return how people call an agent."""
        return self.agents[agent]["name"].text or agent

    @cached_property
    def systems(self) -> dict[str, frozenset[str]]:
        """The systems of each agent of which they are known: of its workflow, and of the fields it claims."""
        found: dict[str, set[str]] = {}
        for agent, row in self.agents.items():
            workflow = self.facts.workflow_rows.get(row["workflow"].text)
            cells = [] if workflow is None else [workflow[name] for name in ("systems_read", "systems_written")]
            if workflow is not None and any(cell.value is not None for cell in cells):
                named = (*workflow.ids("systems_read"), *workflow.ids("systems_written"))
                found[agent] = {folded(system) for system in named}
        for claim in self.claims["field"]:
            found.setdefault(claim["agent"].text, set()).add(folded(claim["resource"].text.partition(".")[0]))
        return {agent: frozenset(found[agent]) for agent in sorted(found)}

    @cached_property
    def in_use(self) -> dict[str, Row | None]:
        """The systems that any agent at work uses, in alphabetical order, with their rows on Systems."""
        rows = {folded(row["system_id"].text): row for row in self.facts.systems}
        return {system: rows.get(system) for system in sorted(set().union(*self.systems.values()))}

    @cached_property
    def connected(self) -> dict[str, bool]:
        """Systems that connectors of Platform cover, and whether one of these is live."""
        found: dict[str, bool] = {}
        for row in self.facts.platform:
            for system in row.ids("covers") if row["kind"].value == "connector" else ():
                found[folded(system)] = found.get(folded(system), False) or self._is_live(row)
        return found

    def has_shared_connector(self, system: str) -> bool:
        """Say whether every agent may use one connector: a live one of Platform, or Systems says so unopposed."""
        row = self.in_use.get(system)
        says = row is not None and row["shared_connector"].value is True
        return self.connected.get(system, says)

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        """Which agent has which component, each once; a private claim counts before any other.

        Claims of *Ownership*, and agents that a live component of *Platform* covers. Shared is what Platform has live;
        what it has planned or retired is not shared yet, so every agent has its own; what it does not list is unknown.
        """
        components = {folded(row["component_id"].text): row for row in self.facts.platform}
        found: dict[tuple[str, str], Use] = {}
        for claim in self.claims["component"]:
            key = folded(claim["resource"].text)
            use = self._use(claim, key, components.get(key))
            before = found.get((use.agent, key))
            if before is None or _COUNTS_FIRST.index(use.standing) < _COUNTS_FIRST.index(before.standing):
                found[use.agent, key] = use
        by_fold = {folded(agent): agent for agent in self.agents}
        for key, row in components.items():
            if row["kind"].value != "connector" and self._is_live(row):
                for agent in (by_fold[folded(name)] for name in row.ids("covers") if folded(name) in by_fold):
                    use = Use(agent, row["component_id"].text, row["kind"].text, SHARED, row["covers"].evidence)
                    found.setdefault((agent, key), use)
        return tuple(found[key] for key in sorted(found))

    def _use(self, claim: Row, key: str, component: Row | None) -> Use:
        access = claim["access"]
        standing = UNKNOWN
        if access.value == PRIVATE or (component is not None and component["status"].value in ("planned", "retired")):
            standing = PRIVATE
        elif access.value == SHARED and component is not None and self._is_live(component):
            standing = SHARED
        kind = component["kind"].text if component is not None else _kind(key)
        return Use(claim["agent"].text, claim["resource"].text, kind, standing, claim["resource"].evidence)

    def _is_live(self, row: Row) -> bool:
        since = row.date("since")
        return row["status"].value == "live" and (since is None or since <= self.facts.as_of)


_COUNTS_FIRST = (PRIVATE, SHARED, UNKNOWN)


def _kind(text: str) -> str:
    """Return the kind that a component's name speaks of; *other* for none."""
    plain = " ".join(text.replace("-", " ").replace("_", " ").split())
    return next((kind for kind in sorted(KINDS, key=len, reverse=True) if kind.casefold() in plain), "other")


def read_fleet(facts: Facts) -> FleetAtWork:
    """Read the agents at work and their claims."""
    at_work = {row["agent_id"].text: row for row in facts.agents if row["status"].value in AT_WORK}
    agents = {name: at_work[name] for name in sorted(at_work)}
    claims: dict[str, list[Row]] = defaultdict(list)
    for row in facts.ownership:
        if row.cells["agent"] in agents:
            claims[str(row.cells["kind"])].append(row)
    return FleetAtWork(facts, agents, claims)
