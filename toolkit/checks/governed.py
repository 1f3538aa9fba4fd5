"""What governance shows beside its findings: the tier of every agent, and what retiring ones leave behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.checks.facts import day
from toolkit.checks.governance import AT_WORK
from toolkit.checks.naming import called
from toolkit.checks.risk import is_retired
from toolkit.checks.routing.conditions import condition, take_over
from toolkit.checks.routing.patterns import covering, pattern
from toolkit.checks.routing.triggers import QUEUE
from toolkit.checks.tiers import ROLES, approvers, higher, risk_of
from toolkit.model import Outcome
from toolkit.results import Decommission, Tier
from toolkit.sheets.folding import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.checks.answers import Fact
    from toolkit.checks.facts import Facts, Row
    from toolkit.checks.routing.conditions import Condition
    from toolkit.checks.routing.patterns import Pattern
    from toolkit.model import Finding

TIER_CHECKS = ("risk.tier_named", "risk.tier_approved")
_WORST = (Outcome.FAIL, Outcome.ERROR, Outcome.UNKNOWN, Outcome.WAIVED, Outcome.PASS)


def judge_tiers(facts: Facts, findings: Iterable[Finding]) -> tuple[Tier, ...]:
    """Return the tier of every agent that is not retired, in the order of the registry; ideas have no outcome yet."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.check in TIER_CHECKS:
            found.setdefault(finding.subject, []).append(finding)
    agents = [agent for agent in facts.agents if not is_retired(agent, facts.as_of)]
    return tuple(_tier(agent, facts, found.get(agent["agent_id"].text, [])) for agent in agents)


def _tier(agent: Row, facts: Facts, findings: list[Finding]) -> Tier:
    risk, typed = risk_of(agent, facts.workflow_rows), agent["tier"]
    tier = higher(typed.text or None, risk.at_least)
    worst = min(findings, key=lambda one: _WORST.index(one.outcome), default=None)
    cells: list[Fact] = [fact for fact in (typed, *risk.known.values(), agent["approved_by"]) if fact.value is not None]
    return Tier(
        agent=agent["agent_id"].text,
        name=called(agent),
        status=agent["status"].text,
        tier=typed.text or None,
        computed=risk.tier,
        needs=f"the approval of {ROLES[approvers(facts.policy)[tier]]}" if tier else "",
        approver=agent["approved_by"].text,
        outcome=worst.outcome if worst else Outcome.NOT_APPLICABLE,
        because=_because(findings, worst, risk.decides, risk.blank),
        evidence=tuple(fact.evidence for fact in cells),
    )


def _because(findings: list[Finding], worst: Finding | None, decides: dict[str, Fact], blank: tuple[Fact, ...]) -> str:
    """Return what stands in the way; where nothing does, which risks decide."""
    if worst is not None and worst.outcome is not Outcome.PASS:
        return " ".join(one.message for one in findings if one.outcome is worst.outcome)
    known = ", ".join(f"{title} is {fact.text} ({fact.place})" for title, fact in decides.items())
    missing = f"blank: {', '.join(fact.place for fact in blank)}" if blank else ""
    said = "; ".join(part for part in (known, missing) if part)
    return f"{said[:1].upper()}{said[1:]}."


def decommission_list(facts: Facts) -> tuple[Decommission, ...]:
    """Return what agents that are retired, or that their verdict retires, still claim; in the order of the registry.

    A trigger, a field that is written (or may be) and an output needs a new owner unless agents that stay at work have
    it: triggers that start on all that it started on, the dispatch queue of its channel, a field by this name or a
    wider one. Agents that stay and hand over to it need somebody else to hand over to.
    """
    leaving = {verdict.agent: " ".join(verdict.reasons) for verdict in facts.fleet.retire}
    gone = {agent["agent_id"].text for agent in facts.agents if is_retired(agent, facts.as_of)}
    stays = {agent["agent_id"].text for agent in facts.agents if agent["status"].value in AT_WORK} - gone - {*leaving}
    claims: dict[str, list[Row]] = {}
    for row in facts.ownership:
        if _is_kept(row):
            claims.setdefault(row["agent"].text, []).append(row)
    heirs = _Heirs(row for agent in sorted(stays) for row in claims.get(agent, ()))
    givers: dict[str, set[str]] = {}
    for one in facts.routing.handoffs:
        if one.agent in stays:
            givers.setdefault(one.to, set()).add(one.agent)
    found = []
    for agent in facts.agents:
        name = agent["agent_id"].text
        if name in gone or name in leaving:
            because, handed = ("" if name in gone else leaving[name]), tuple(sorted(givers.get(name, ())))
            found.append(_leaves(agent, claims.get(name, []), heirs, because, handed))
    return tuple(found)


def _leaves(agent: Row, kept: list[Row], heirs: _Heirs, to_retire: str, handed: tuple[str, ...]) -> Decommission:
    free = [row for row in kept if not heirs.have(row)]
    on = agent.date("retired_on")
    return Decommission(
        agent=agent["agent_id"].text,
        name=called(agent),
        state="to retire" if to_retire else "retired",
        because=to_retire or (f"Retired on {day(on)}." if on else "The registry calls it retired."),
        triggers=_resources(row for row in free if row["kind"].value == "trigger"),
        fields=_resources(row for row in free if row["kind"].value == "field"),
        outputs=_resources(row for row in free if row["kind"].value == "output"),
        handoffs=handed,
        already_owned=_resources(row for row in kept if heirs.have(row)),
        evidence=tuple(row["resource"].evidence for row in free),
    )


def _is_kept(row: Row) -> bool:
    """Say whether a claim needs an owner: reading takes a field from nobody, a component is not one agent's."""
    kind = row["kind"].value
    return kind in ("trigger", "output") or (kind == "field" and row["access"].value != "read")


class _Heirs:
    """What the agents that stay claim."""

    def __init__(self, claims: Iterable[Row]) -> None:
        self._triggers: dict[str, list[Condition]] = {}
        self._fields: set[Pattern] = set()
        self._outputs: set[str] = set()
        for row in claims:
            key = folded(row["resource"].text)
            if row["kind"].value == "trigger":
                takes = condition((), ()) if row["rule"].value == QUEUE else _condition(row)
                self._triggers.setdefault(key, []).append(takes)
            elif row["kind"].value == "field":
                self._fields.add(pattern(row["resource"].text))
            else:
                self._outputs.add(key)

    def have(self, row: Row) -> bool:
        """Whether what a leaving agent claims is theirs, too."""
        key, at = folded(row["resource"].text), pattern(row["resource"].text)
        if row["kind"].value == "trigger":
            return take_over(self._triggers.get(key, ()), _condition(row))
        if row["kind"].value == "field":
            return not self._fields.isdisjoint([at, *covering(at)])
        return key in self._outputs


def _condition(row: Row) -> Condition:
    return condition(row.ids("contains_any"), row.ids("excludes_any"))


def _resources(rows: Iterable[Row]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row["resource"].text for row in rows))
