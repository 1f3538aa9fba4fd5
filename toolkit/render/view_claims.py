"""Who claims what, as it stands on *Ownership*, with what the race detector found about each claim.

Only what the assessment holds is read: the sheets as they were read, and its routing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from toolkit.render.view_words import date, listed, shorten
from toolkit.sheets.folding import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from toolkit.model import Value
    from toolkit.render.view_reading import Reading
    from toolkit.results import Collision, Settled

KINDS = ("trigger", "field", "output", "handoff", "component")
RESOURCE_LENGTH = 120
TERMS_SHOWN = 6
PARTS = 3
"""Of a field: system, object, name."""


@dataclass(frozen=True)
class Claim:
    """A row of *Ownership*; blanks are empty. ``key`` is the resource as claims compare: trimmed, NFC, case-folded."""

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
    written_on: str
    place: str

    @property
    def owns(self) -> bool:
        """Whether it is a claim to own: a trigger, or a field or an output that is not only read."""
        return self.kind == "trigger" or (self.kind in ("field", "output") and self.access != "read")

    @property
    def does(self) -> str:
        """What the agent does with the resource, as a word."""
        if self.kind == "field":
            return {"write": "writes", "read": "reads"}.get(self.access, "claims")
        if self.kind == "output" and self.access == "read":
            return "reads"
        return {"trigger": "starts", "output": "sends", "handoff": "hands over"}.get(self.kind, "uses")

    @property
    def when(self) -> str:
        """Under which condition, by which rule; empty where nothing of the kind is said."""
        said = [self._condition()] if self.kind == "trigger" else []
        said += ["on schedule"] if self.timing == "schedule" else []
        detail = shorten(self.detail)
        if self.rule == "sequence":
            said.append(f"in sequence, number {detail}" if detail else "in sequence, no number said")
        elif self.rule:
            said.append(f"{self.rule}: {detail}" if detail else self.rule)
        said += ["read or write not said"] if self.kind == "field" and not self.access else []
        said += [self.access] if self.kind == "component" and self.access else []
        return "; ".join(part for part in said if part)

    def _condition(self) -> str:
        asks, without = _quoted(self.contains, "or"), _quoted(self.excludes, "or")
        if not asks:
            anything = "" if self.timing == "schedule" else "anything"
            return f"{anything or 'always'}, but not {without}" if without else anything
        return f"{asks}, but not {without}" if without else asks

    @property
    def written(self) -> str:
        """Who wrote it down and when, as far as that is said."""
        by, on = shorten(self.written_by), date(self.written_on) if self.written_on else ""
        return ", ".join(part for part in (by, on) if part)


def _quoted(terms: tuple[str, ...], word: str) -> str:
    shown = [f"“{shorten(term, RESOURCE_LENGTH)}”" for term in terms[:TERMS_SHOWN]]
    left = len(terms) - len(shown)
    if left > 0:
        return f"{', '.join(shown)} {word} {left:,} more"
    return listed(shown) if len(shown) <= 1 else f"{', '.join(shown[:-1])} {word} {shown[-1]}"


class Claims:
    """The claims of an assessment, and what is found about each."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.routing = reading.assessment.routing
        sheets = reading.assessment.inputs
        agents = sheets["Agents"].rows if "Agents" in sheets else ()
        self.agents: dict[str, Mapping[str, Value]] = {str(row.values["agent_id"]): row.values for row in agents}
        self.all = tuple(_claims(reading))
        self.by_agent: dict[str, list[Claim]] = defaultdict(list)
        for claim in sorted(self.all, key=lambda one: (KINDS.index(one.kind), one.key, one.row)):
            self.by_agent[claim.agent].append(claim)

    def name(self, agent: str) -> str:
        """Return how people call an agent."""
        return self.reading.name("Agents", agent)

    def status(self, agent: str) -> str:
        """Return where an agent is in its life."""
        return str(self.agents.get(agent, {}).get("status") or "")

    @cached_property
    def planned(self) -> tuple[str, ...]:
        """The agents that are ideas and were not simulated, by id."""
        at_work = set(self.routing.agents)
        return tuple(sorted(one for one in self.agents if self.status(one) == "idea" and one not in at_work))

    @cached_property
    def at_work(self) -> tuple[Claim, ...]:
        """The claims of the agents that count."""
        return tuple(claim for agent in self.routing.agents for claim in self.by_agent.get(agent, ()))

    @cached_property
    def owned(self) -> int:
        """How many different resources the agents that count own."""
        return len({(claim.kind, claim.key) for claim in self.at_work if claim.owns})

    def already(self, claim: Claim) -> tuple[str, ...]:
        """Return who at work owns the very resource that another agent, planned or not, claims to own, by id."""
        return self._owners.get((claim.kind, claim.key), ()) if claim.owns else ()

    @cached_property
    def _owners(self) -> dict[tuple[str, str], tuple[str, ...]]:
        owners: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        for claim in self.at_work:
            if claim.owns:
                owners[claim.kind, claim.key][claim.agent] = None
        return {at: tuple(agents) for at, agents in owners.items()}

    def found(self, claim: Claim) -> tuple[Collision, ...]:
        """Return what is found about a claim, conflicts first, then warnings, then what is not known."""
        return tuple(self._found.get(claim.row, ()))

    def settled(self, claim: Claim) -> Settled | None:
        """Return the rule that settles a shared resource, for those who share it."""
        return self._settled.get((claim.kind, claim.key, claim.agent))

    @cached_property
    def verbal(self) -> frozenset[str]:
        """The cells of the claims that are only verbal."""
        return frozenset(one.place for claim in self.routing.claims.verbal for one in claim.evidence)

    @cached_property
    def _settled(self) -> dict[tuple[str, str, str], Settled]:
        return {(one.kind, fold(one.resource), agent): one for one in self.routing.settled for agent in one.agents}

    @cached_property
    def _found(self) -> dict[int, list[Collision]]:
        """What is found by row: by the cells it names, and for agents beyond those it shows, by the resource."""
        rows = {claim.place: claim for claim in self.at_work}
        same: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
        for claim in self.at_work:
            same[claim.agent, claim.kind, claim.key].append(claim)
        found: dict[int, list[Collision]] = defaultdict(list)
        for one in (*self.routing.collisions, *self.routing.warnings, *self.routing.unknown):
            named = [rows[cell.place] for cell in one.evidence if cell.place in rows]
            missing = set(one.agents) - {claim.agent for claim in named}
            kind, key = _KIND_OF.get(one.kind, one.kind), fold(one.resource)
            for agent in missing:
                exact = same.get((agent, kind, key), [])
                named += exact or [c for c in self.by_agent.get(agent, ()) if _meets(c, kind, key)]
            for row in dict.fromkeys(claim.row for claim in named):
                found[row].append(one)
        return found


_KIND_OF = {"schedule": "trigger", "object": "field", "stale read": "field"}
"""The kind of claim that a collision is about, where it is called otherwise."""


def _claims(reading: Reading) -> Iterable[Claim]:
    sheet = reading.assessment.inputs.get("Ownership")
    for row in sheet.rows if sheet else ():
        said = {name: str(value) for name, value in row.values.items() if value is not None}
        resource = said.get("resource", "")
        if said.get("kind") not in KINDS:
            continue
        letter = sheet.letters.get("resource", "") if sheet else ""
        yield Claim(
            row=row.row,
            agent=said.get("agent", ""),
            kind=said["kind"],
            resource=shorten(resource, RESOURCE_LENGTH) or "unnamed",
            key=fold(resource),
            access=said.get("access", ""),
            contains=_items(said.get("contains_any", "")),
            excludes=_items(said.get("excludes_any", "")),
            timing=said.get("timing", ""),
            rule=said.get("rule", ""),
            detail=said.get("rule_detail", ""),
            written_by=said.get("written_by", ""),
            written_on=said.get("written_on", ""),
            place=f"Ownership!{letter}{row.row}",
        )


def _items(text: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in text.split(";") if item.strip())


fold = folded


def _meets(claim: Claim, kind: str, key: str) -> bool:
    """Whether a claim on fields, wildcards included, has a field in common with another one."""
    if claim.kind != kind or kind != "field":
        return False
    own, other = (part.split(".", PARTS - 1) for part in (claim.key, key))
    return all(a == b or "*" in (a, b) for a, b in zip(own, other, strict=False))
