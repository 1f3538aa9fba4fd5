"""Agents and their claims as the race detector reads them: those that count, folded, in one order."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.model import Evidence, Grade, Value
from toolkit.sheets.folding import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from toolkit.sheets import Portfolio

AT_WORK = ("build", "pilot", "production")
"""The statuses that count; ideas count only in a simulation."""

EVENT, SCHEDULE = "on event", "schedule"


@dataclass(frozen=True, slots=True)
class Agent:
    """A row of *Agents*; ``since`` is missing unless it is in production on the as-of date."""

    id: str
    name: str
    status: str
    since: dt.date | None
    row: int
    cells: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Claim:
    """A row of *Ownership*; blanks are empty texts, lists as typed, ``key`` the folded resource."""

    row: int
    agent: str
    kind: str
    resource: str
    key: str
    access: str
    contains: tuple[str, ...]
    excludes: tuple[str, ...]
    timing: str
    rule: str
    detail: str
    written_by: str
    written_on: dt.date | None

    @property
    def order(self) -> tuple[object, ...]:
        """What claims are sorted by: all that they say; the row last, for two that say the same."""
        said = (self.agent, self.key, self.resource, self.contains, self.excludes, self.access, self.timing)
        return (*said, self.rule, self.detail, self.row)


@dataclass(frozen=True, eq=False)
class Registry:
    """``agents`` are those considered, ``everyone`` all of the sheet, by id; ``claims`` of those considered, by kind.

    Claims come by agent, then by what they say, so that nothing found depends on the order of rows.
    """

    portfolio: Portfolio
    as_of: dt.date
    agents: dict[str, Agent]
    everyone: dict[str, Agent]
    claims: dict[str, list[Claim]]

    def of(self, kind: str) -> list[Claim]:
        """Return the claims of a kind."""
        return self.claims.get(kind, [])

    def name(self, agent: str) -> str:
        """Return how people call an agent."""
        return self.everyone[agent].name

    def owner(self, agents: Iterable[str]) -> str:
        """Return who keeps a resource that several claim: in production longest, else first by id."""
        return min(agents, key=self._seniority)

    def _seniority(self, agent: str) -> tuple[dt.date, str]:
        return self.agents[agent].since or dt.date.max, agent

    def evidence(self, claims: Iterable[Claim], limit: int) -> tuple[Evidence, ...]:
        """Return the cells of the resources of these claims, in order, each once, so many at most."""
        rows = {claim.row: claim for claim in claims}
        return tuple(self._cell(claim) for claim in list(rows.values())[:limit])

    def _cell(self, claim: Claim) -> Evidence:
        is_recorded = claim.written_by and claim.written_on is not None and claim.written_on <= self.as_of
        grade = Grade.RECORDED if is_recorded else Grade.CLAIMED
        return Evidence(grade, "Ownership", self.portfolio.cell("Ownership", claim.row, "resource"))


def read_registry(portfolio: Portfolio, as_of: dt.date, simulate: frozenset[str]) -> Registry:
    """Read *Agents* and *Ownership*; claims of agents that do not count are left out."""
    everyone = {}
    for row, cells in portfolio.cells("Agents").items():
        agent = _agent(row, cells, as_of)
        everyone[agent.id] = agent
    counts = {a.id for a in everyone.values() if a.status in AT_WORK or (a.status == "idea" and a.id in simulate)}
    agents = {name: everyone[name] for name in sorted(counts)}
    claims: dict[str, list[Claim]] = {}
    for claim in sorted((c for c in _claims(portfolio["Ownership"]) if c.agent in agents), key=lambda c: c.order):
        claims.setdefault(claim.kind, []).append(claim)
    return Registry(portfolio, as_of, agents, everyone, claims)


def _agent(row: int, cells: dict[str, Value], as_of: dt.date) -> Agent:
    name, status, typed = str(cells["agent_id"]), str(cells["status"]), cells["production_since"]
    since = dt.date.fromisoformat(str(typed)) if typed is not None and status == "production" else None
    return Agent(name, str(cells["name"] or name), status, since if since and since <= as_of else None, row, cells)


def _claims(frame: pd.DataFrame) -> Iterable[Claim]:
    texts = [[value if isinstance(value, str) else "" for value in frame[name].tolist()] for name in _TEXTS]
    lists = [[value if isinstance(value, tuple) else () for value in frame[name].tolist()] for name in _LISTS]
    days = [value.date() if value == value else None for value in frame["written_on"].tolist()]  # noqa: PLR0124  blank
    keys = {text: folded(text) for text in set(texts[_TEXTS.index("resource")])}
    for row, agent, kind, resource, access, timing, rule, detail, by, contains, excludes, day in zip(
        frame.index.tolist(), *texts, *lists, days, strict=True
    ):
        said = (resource, keys[resource], access, contains, excludes, timing, rule, detail, by, day)
        yield Claim(row, agent, kind, *said)


_TEXTS = ("agent", "kind", "resource", "access", "timing", "rule", "rule_detail", "written_by")
_LISTS = ("contains_any", "excludes_any")
