"""Where the organisation stands, from findings: phase, maturity, stage, and how far the target is."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from toolkit.checks.gates import OPEN, asked, before, current_phase, judge_gates, requirement
from toolkit.checks.levels import LEVELS
from toolkit.results import Distance, MaturityResult, PhaseResult, Stage
from toolkit.results.standing import PHASES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from toolkit.checks.facts import Facts
    from toolkit.model import Finding
    from toolkit.policy import Policy
    from toolkit.results import AgentMaturity, Gate, Requirement

AHEAD = ("phases.platform_before_two", "phases.platform_before_three", "phases.not_ahead")
"""The checks that say what is done before the phase for it."""


def phase_result(facts: Facts, findings: Iterable[Finding], maturity: MaturityResult) -> PhaseResult:
    """Return the phases with their gates, what is done ahead of them, and the distance to the target."""
    held = list(findings)
    gates = judge_gates(held)
    claimed = facts.setting("claimed_phase").value
    return PhaseResult(
        current=current_phase(gates),
        claimed=None if claimed is None else str(claimed),
        gates=gates,
        acting_ahead=tuple(one for one in held if one.check in AHEAD and one.outcome in OPEN),
        distance=_distance(facts, gates, maturity.level),
    )


def _distance(facts: Facts, gates: Sequence[Gate], level: int) -> Distance:
    phase, target, date = (facts.setting(f"target_{name}").value for name in ("phase", "maturity", "date"))
    until = None if date is None else dt.date.fromisoformat(str(date))
    missing = [] if phase is None else [one for gate in before(gates, str(phase)) for one in _asked_for(gate)]
    return Distance(
        phase=None if phase is None else str(phase),
        level=None if target is None else int(float(target)),
        date=None if until is None else until.isoformat(),
        days_left=None if until is None else (until - facts.as_of).days,
        phase_reached=None if phase is None else PHASES.index(current_phase(gates)) >= PHASES.index(str(phase)),
        level_reached=None if target is None else level >= int(float(target)),
        missing=tuple(sorted(missing, key=lambda one: one.effort_days or 0.0)),
        effort_days=sum(one.effort_days or 0.0 for one in missing) if missing else None,
    )


def _asked_for(gate: Gate) -> tuple[Requirement, ...]:
    return (*gate.missing, *gate.unknown)


def programme_level(agents: Sequence[AgentMaturity], policy: Policy) -> int:
    """Return the highest level that the policy's share of these agents has reached; 0 for none."""
    least = policy.number("maturity.programme_share") * len(agents)
    return max((level for level in LEVELS if 0 < _at(agents, level) >= least), default=0)


def _at(agents: Sequence[AgentMaturity], level: int) -> int:
    return sum(one.level >= level for one in agents)


def maturity_result(facts: Facts) -> MaturityResult:
    """Return the level of the programme and of each agent in production, beside what is claimed."""
    agents, claimed = facts.levels, facts.setting("claimed_maturity").value
    level = programme_level(agents, facts.policy)
    return MaturityResult(
        level=level,
        claimed=None if claimed is None else int(float(claimed)),
        at_level=tuple(_at(agents, one) for one in LEVELS),
        next_needs=_next_needs(agents, level, facts.policy),
        agents=agents,
    )


def _next_needs(agents: Sequence[AgentMaturity], level: int, policy: Policy) -> tuple[str, ...]:
    if not agents:
        return ("No agent is in production.",)
    if level == LEVELS[-1]:
        return ()
    share = policy.number("maturity.programme_share")
    reached, below = _at(agents, level + 1), [one for one in agents if one.level == level]
    said = (
        f"Level {level + 1} takes {share:.0%} of the agents in production; {reached} of {len(agents)} have reached it."
    )
    return (said, *(need for one in below for need in one.next_needs))


def stage(facts: Facts, findings: Iterable[Finding]) -> Stage:
    """Return the stage of coordination by the number of agents in production, with what it asks for."""
    held, agents = list(findings), len(facts.running)
    name = "single"
    for further in ("small", "operating", "full"):
        if agents >= facts.policy.number(f"stage.{further}_from"):
            name = further
    wanted = asked("stages")[name]
    requires = tuple(requirement(title, checks, held) for title, checks in wanted.requires)
    return Stage(name, agents, requires, wanted.text)
