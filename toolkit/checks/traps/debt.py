"""Governance debt: what the checks found undecided, unowned, unapproved, unwritten and overdue, as one index."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from toolkit.checks.facts import day
from toolkit.checks.governed import TIER_CHECKS
from toolkit.checks.traps.folding import counted, nothing, part, trap, verb
from toolkit.model import Evidence, Finding, Outcome
from toolkit.results import Trap, TrapCause

if TYPE_CHECKING:
    from toolkit.checks.traps.fleet import FleetAtWork

NAME = "governance_debt"
CARE = ("care.retrained_lately", "care.toolset_updated_lately", "care.dashboard_checked_lately")
REVIEWS = ("ownership_map.map_reviewed", "reviews.agent_health", "reviews.portfolio")
NOT_KNOWN = (Outcome.UNKNOWN, Outcome.ERROR)


def governance_debt(fleet: FleetAtWork, findings: Sequence[Finding]) -> Trap:
    """Return what is owed to governance; a waived fail is left out, the waiver itself counts once it has expired."""
    if not fleet.agents:
        return nothing(NAME)
    weights = fleet.policy.group("traps.governance_debt.weights")
    causes = (
        _decisions(fleet, findings, weights["decisions"]),
        _orphans(fleet, findings, weights["orphans"]),
        _approvals(fleet, findings, weights["approvals"]),
        _verbal(fleet, weights["verbal_claims"]),
        _reviews(fleet, findings, weights["reviews"]),
        _drill(fleet, findings, weights["drill"]),
        _care(fleet, findings, weights["care"]),
        _waivers(fleet, weights["waivers"]),
    )
    return trap(NAME, causes, fleet.policy)


def _decisions(fleet: FleetAtWork, findings: Sequence[Finding], weight: float) -> TrapCause:
    """Share: decisions not written down for all agents / decisions asked for; unknown while Governance is empty."""
    asked = [one for one in findings if one.check == "governance.decided" and one.outcome is not Outcome.WAIVED]
    missing = [one for one in asked if one.outcome is not Outcome.PASS]
    if not fleet.facts.governance or not asked:
        return _unknown("decisions", "missing decisions", weight, "No decision is written down on Governance.")
    return TrapCause(
        *("decisions", "missing decisions", part(len(missing), len(asked)), weight, 1.0),
        amount=float(len(missing)),
        unit="decisions",
        message=f"{len(missing)} of {counted(len(asked), 'decision')} that agents need "
        f"{verb(len(missing), len(asked))} not written down for all agents by a named person.",
        details=_said(fleet, missing),
        evidence=_cited(fleet, missing or asked),
    )


def _orphans(fleet: FleetAtWork, findings: Sequence[Finding], weight: float) -> TrapCause:
    """Share: agents at work without an owner in office / agents at work of which that is known."""
    return _by_subject(
        *(fleet, _of(findings, ("governance.owned",)), "orphans", "orphans", weight),
        noun="agent",
        says="without an owner in office",
        fine="Every agent at work has an owner in office.",
    )


def _approvals(fleet: FleetAtWork, findings: Sequence[Finding], weight: float) -> TrapCause:
    """Share: agents at work that are above their tier or its approval / agents at work of which that is known."""
    return _by_subject(
        *(fleet, _of(findings, TIER_CHECKS), "approvals", "agents above the approval of their tier", weight),
        noun="agent",
        says="above the tier, or the approval, that the registry shows",
        fine="Every agent at work stands in its tier, approved as that tier needs.",
    )


def _care(fleet: FleetAtWork, findings: Sequence[Finding], weight: float) -> TrapCause:
    """Share: pieces of care overdue / pieces of care of which it is known; those that are not due yet are in time."""
    found = {(one.check, one.subject): [one] for one in findings if one.check in CARE and one.subject in fleet.agents}
    if not found:
        live = [agent for agent in fleet.agents.values() if agent["status"].value == "production"]
        if not live:
            return TrapCause(
                *("care", "overdue care", 0.0, weight, 1.0, 0.0, "pieces of care"),
                message="No agent is in production, so no care is due.",
            )
    return _by_subject(
        *(fleet, found, "care", "overdue care", weight),
        noun="piece of care",
        nouns="pieces of care",
        says="overdue",
        fine="Retraining, toolsets and dashboards are in time.",
    )


def _reviews(fleet: FleetAtWork, findings: Sequence[Finding], weight: float) -> TrapCause:
    """Share: reviews overdue / reviews of which it is known; those that are not due yet are in time."""
    found = {(one.check, one.subject): [one] for one in findings if one.check in REVIEWS}
    return _by_subject(
        *(fleet, found, "reviews", "overdue reviews", weight),
        noun="review",
        says="overdue",
        fine="Ownership map, agent health and portfolio were reviewed in time.",
    )


def _drill(fleet: FleetAtWork, findings: Sequence[Finding], weight: float) -> TrapCause:
    """Share: 1 where the last audit drill is too long ago or failed, 0 where it is not."""
    found = {one.subject: [one] for one in findings if one.check == "risk.audit_drill_held"}
    return _by_subject(
        *(fleet, found, "drill", "overdue audit drill", weight),
        noun="audit drill",
        says="overdue or failed",
        fine="The audit drill is in time.",
    )


def _of(findings: Sequence[Finding], checks: Collection[str]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for one in findings:
        if one.check in checks:
            found.setdefault(one.subject, []).append(one)
    return found


def _by_subject(
    fleet: FleetAtWork,
    found: dict[str, list[Finding]] | dict[tuple[str, str], list[Finding]],
    name: str,
    title: str,
    weight: float,
    *,
    noun: str,
    says: str,
    fine: str,
    nouns: str = "",
) -> TrapCause:
    """Return a cause by subjects: any fail counts, else any unknown is not known; waived ones are left out."""
    every = [group for group in found.values() if not _has(group, Outcome.WAIVED)]
    failing = [group for group in every if _has(group, Outcome.FAIL)]
    unknown = [group for group in every if not _has(group, Outcome.FAIL) and _has(group, *NOT_KNOWN)]
    sure = len(every) - len(unknown)
    if not sure:
        first = [one for group in unknown for one in group if one.outcome in NOT_KNOWN]
        message = min(first, key=_by_name).message if first else "Not asked, or waived."
        return _unknown(name, title, weight, message, _cited(fleet, first))
    fails = [one for group in failing for one in group if one.outcome is Outcome.FAIL]
    missing = f" Not known of {counted(len(unknown), noun, nouns)}." if unknown else ""
    count = f"{len(failing)} of {counted(sure, noun, nouns)}"
    message = f"{count} {verb(len(failing), sure)} {says}." if failing or unknown else fine
    return TrapCause(
        *(name, title, part(len(failing), sure), weight, part(sure, len(every))),
        amount=float(len(failing)),
        unit=nouns or f"{noun}s",
        message=f"{message}{missing}",
        details=_said(fleet, fails),
        evidence=_cited(fleet, fails or [one for group in every for one in group]),
    )


def _has(group: Sequence[Finding], *outcomes: Outcome) -> bool:
    return any(one.outcome in outcomes for one in group)


def _verbal(fleet: FleetAtWork, weight: float) -> TrapCause:
    """Share: claims that nobody wrote down, with a name and a date / claims of agents at work."""
    claims = fleet.facts.routing.claims
    if not claims.total:
        return _unknown("verbal_claims", "verbal claims", weight, "No agent at work has a claim on Ownership.")
    verbal = claims.verbal
    return TrapCause(
        *("verbal_claims", "verbal claims", len(verbal) / claims.total, weight, 1.0),
        amount=float(len(verbal)),
        unit="claims",
        message=f"{len(verbal)} of {counted(claims.total, 'claim')} {verb(len(verbal), claims.total)} "
        "verbal: nobody put a name and a date to it.",
        details=tuple(f"{one.agent}: {one.kind} {one.resource}" for one in verbal[: fleet.shown]),
        evidence=tuple(cell for one in verbal[: fleet.shown] for cell in one.evidence),
    )


def _waivers(fleet: FleetAtWork, weight: float) -> TrapCause:
    """Share: waivers that have expired / waivers with an expiry; none expires where there is none."""
    waivers, as_of = fleet.facts.waivers, fleet.facts.as_of
    dated = [(row, date) for row in waivers if (date := row.date("expires_on")) is not None]
    expired = [(row, date) for row, date in dated if date < as_of]
    if waivers and not dated:
        cell = waivers[0]["expires_on"]
        message = f"No waiver has an expiry ({cell.place})."
        return _unknown("waivers", "expired waivers", weight, message, (cell.evidence,))
    message = (
        f"{len(expired)} of {counted(len(dated), 'waiver')} {verb(len(expired), len(dated), 'has', 'have')} expired."
    )
    return TrapCause(
        *("waivers", "expired waivers", part(len(expired), len(dated)), weight),
        known=len(dated) / len(waivers) if waivers else 1.0,
        amount=float(len(expired)),
        unit="waivers",
        message=message if waivers else "No waiver is written down.",
        details=tuple(sorted(f"{row['target'].text}: expired on {day(date)}" for row, date in expired))[: fleet.shown],
        evidence=tuple(row["expires_on"].evidence for row, _ in (expired or dated))[: fleet.shown],
    )


def _unknown(name: str, title: str, weight: float, message: str, evidence: tuple[Evidence, ...] = ()) -> TrapCause:
    return TrapCause(name, title, None, weight, 0.0, None, "", message, (), evidence)


def _said(fleet: FleetAtWork, findings: Sequence[Finding]) -> tuple[str, ...]:
    return tuple(one.message for one in sorted(findings, key=_by_name)[: fleet.shown])


def _cited(fleet: FleetAtWork, findings: Sequence[Finding]) -> tuple[Evidence, ...]:
    cells = (cell for one in sorted(findings, key=_by_name) for cell in one.evidence[:1])
    return tuple(dict.fromkeys(cells))[: fleet.shown]


def _by_name(finding: Finding) -> tuple[str, str]:
    return finding.subject, finding.check
