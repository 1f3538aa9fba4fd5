"""What governance shows beside its findings: the tier of every agent, and what retiring ones leave behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.checks.governance import AT_WORK
from toolkit.checks.risk import is_retired, name_of
from toolkit.checks.routing.texts import folded
from toolkit.checks.tiers import ROLES, approvers, higher, risk_of
from toolkit.model import Outcome
from toolkit.results import Decommission, Tier

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.checks.answers import Fact
    from toolkit.checks.facts import Facts, Row
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
        name=name_of(agent),
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

    A trigger, a field that is written (or may be) and an output needs a new owner unless another agent at work claims
    the same resource. Agents at work that hand over to it need somebody else to hand over to.
    """
    leaving = {verdict.agent: " ".join(verdict.reasons) for verdict in facts.fleet.retire}
    gone = {agent["agent_id"].text for agent in facts.agents if is_retired(agent, facts.as_of)}
    stays = {agent["agent_id"].text for agent in facts.agents if agent["status"].value in AT_WORK} - gone - {*leaving}
    claims: dict[str, list[Row]] = {}
    held: dict[tuple[str, str], set[str]] = {}
    for row in facts.ownership:
        claims.setdefault(row["agent"].text, []).append(row)
        if row["agent"].text in stays and _is_kept(row):
            held.setdefault(_key(row), set()).add(row["agent"].text)
    found = []
    for agent in facts.agents:
        name = agent["agent_id"].text
        if name in gone or name in leaving:
            found.append(_leaves(agent, claims.get(name, []), held, leaving.get(name, ""), is_gone=name in gone))
    return tuple(found)


def _leaves(
    agent: Row, claims: list[Row], held: dict[tuple[str, str], set[str]], reasons: str, *, is_gone: bool
) -> Decommission:
    kept = [row for row in claims if _is_kept(row)]
    free = [row for row in kept if _key(row) not in held]
    givers = held.get(("handoff", folded(agent["agent_id"].text)), set())
    on = agent["retired_on"].text
    return Decommission(
        agent=agent["agent_id"].text,
        name=name_of(agent),
        state="retired" if is_gone else "to retire",
        because=reasons or (f"Retired on {on}." if on else "The registry calls it retired."),
        triggers=_resources(row for row in free if row["kind"].value == "trigger"),
        fields=_resources(row for row in free if row["kind"].value == "field"),
        outputs=_resources(row for row in free if row["kind"].value == "output"),
        handoffs=tuple(sorted(givers)),
        already_owned=_resources(row for row in kept if _key(row) in held),
        evidence=tuple(row["resource"].evidence for row in free),
    )


def _is_kept(row: Row) -> bool:
    """Say whether a claim binds others: reading a field takes it from nobody, a component is not one agent's."""
    kind = row["kind"].value
    return kind in ("trigger", "output", "handoff") or (kind == "field" and row["access"].value != "read")


def _key(row: Row) -> tuple[str, str]:
    return row["kind"].text, folded(row["resource"].text)


def _resources(rows: Iterable[Row]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row["resource"].text for row in rows if row["kind"].value != "handoff"))
