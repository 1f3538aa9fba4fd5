"""The gate of one agent, for a pipeline: may it go on?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from toolkit.app.pipeline import assess
from toolkit.checks.claimed import Claimed, subject
from toolkit.checks.facts import Row
from toolkit.checks.verdicts import verdict
from toolkit.errors import UnknownName
from toolkit.model import Finding, Outcome, Severity
from toolkit.policy import Policy, load_policy
from toolkit.results import Admission, AgentGate
from toolkit.results.admission import ABOUT_AGENTS, ABOUT_CLAIMS, STABLE
from toolkit.sheets.folding import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.app.assessment import Assessment
    from toolkit.sheets import Portfolio

BEFORE_GO_LIVE = ("build", "pilot")
"""No agent goes live before the running ones are stable: their stability counts for its gate."""
WORST_FIRST = (Outcome.FAIL, Outcome.ERROR, Outcome.UNKNOWN, Outcome.WAIVED, Outcome.PASS, Outcome.NOT_APPLICABLE)
OPEN = (Outcome.FAIL, Outcome.ERROR, Outcome.UNKNOWN)


def gate(portfolio: Portfolio, policy: Policy | None, agent_id: str) -> AgentGate:
    """Return whether an agent may go on, under a policy (``None``: the shipped one).

    The verdict over the blocker findings about the agent (exceptions, handoffs, registry, risk), about the resources
    on which it collides with another agent, and about stability: its own in production, else that of the running
    agents, before which no other goes live. An idea is judged as if it were in build, on a copy; of a retired agent
    nothing is asked, so its gate is unknown. Raises ``UnknownName``.
    """
    policy, statuses = policy or load_policy(), statuses_of(portfolio)
    if agent_id not in statuses:
        raise UnknownName("agent", agent_id, statuses)
    status = statuses[agent_id]
    judged_as = "build" if status == "idea" else status
    judged = portfolio if judged_as == status else with_status(portfolio, [agent_id], judged_as)
    assessment = assess(judged, policy)
    deciding, beside = findings_about(judged, assessment, agent_id)
    whole = verdict(deciding)
    return AgentGate(
        organisation=assessment.program.organisation,
        as_of=assessment.program.as_of.isoformat(),
        agent=agent_id,
        name=_claimed(judged, assessment).name(agent_id),
        status=status,
        judged_as=judged_as,
        outcome=whole.outcome,
        coverage=whole.coverage,
        counts=whole.counts,
        findings=deciding,
        beside=beside,
    )


def to_json(result: AgentGate | Admission) -> str:
    """Return a gate or an admission as JSON text, the same bytes for the same inputs."""
    return msgspec.json.format(msgspec.json.encode(result), indent=1).decode()


def statuses_of(portfolio: Portfolio) -> dict[str, str]:
    """Return the status of every agent by id, in the order of the sheet."""
    return {str(row["agent_id"]): str(row["status"]) for row in portfolio.cells("Agents").values()}


def with_status(portfolio: Portfolio, agents: Iterable[str], status: str) -> Portfolio:
    """Return a copy in which these agents have this status; the one given stays as it is."""
    frame = portfolio["Agents"].copy()
    frame.loc[frame["agent_id"].isin(list(agents)), "status"] = status
    return replace(portfolio, frames={**portfolio.frames, "Agents": frame})


def findings_about(
    portfolio: Portfolio, assessment: Assessment, agent_id: str
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return the blocker findings about an agent, the worst first, and beside them the open warnings and notes."""
    claimed = _claimed(portfolio, assessment)
    own = {folded(str(row.cells["resource"])) for row in claimed.rows if row.cells["agent"] == agent_id}
    routing, organisation = claimed.routing, assessment.program.organisation
    is_at_work = agent_id in routing.agents
    everything = (*routing.collisions, *routing.warnings, *routing.unknown)
    collides = {subject(one.resource) for one in everything if agent_id in claimed.concerned([one])}

    goes_live = statuses_of(portfolio)[agent_id] in BEFORE_GO_LIVE

    def is_about(one: Finding) -> bool:
        module = one.check.partition(".")[0]
        if goes_live and one.check == STABLE:
            return True
        if module not in ABOUT_AGENTS:
            return False
        if one.subject == agent_id or one.subject.startswith(f"{agent_id}: "):
            return True
        if not is_at_work or module not in ABOUT_CLAIMS:
            return is_at_work and one.outcome is Outcome.ERROR
        is_clean = one.outcome is Outcome.PASS and one.subject not in claimed.registry and folded(one.subject) in own
        return one.subject in (organisation, *collides) or is_clean

    about = sorted(
        (one for one in assessment.findings if is_about(one)),
        key=lambda one: WORST_FIRST.index(one.outcome),
    )
    deciding = tuple(one for one in about if one.severity is Severity.BLOCKER)
    return deciding, tuple(one for one in about if one not in deciding and one.outcome in OPEN)


def _claimed(portfolio: Portfolio, assessment: Assessment) -> Claimed:
    def rows(sheet: str) -> list[Row]:
        cells = portfolio.cells(sheet).items()
        return [Row(portfolio, sheet, number, one, assessment.program.as_of) for number, one in cells]

    return Claimed(rows("Agents"), rows("Ownership"), assessment.routing)
