"""The whole assessment."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.model import Check, Finding, Formula, PolicyValue
from toolkit.results.fleet import AgentHealth, AgentVerdict, FleetValue, Flywheel, Pace
from toolkit.results.governance import Decommission, Tier, Traps
from toolkit.results.inputs import Assumed, FillNext, InputSheet, Origin, Program
from toolkit.results.portfolio import PortfolioResult
from toolkit.results.ranges import Certainty
from toolkit.results.readiness import Readiness, SourceReadiness
from toolkit.results.routing import RoutingResult
from toolkit.results.standing import MaturityResult, PhaseResult, Stage
from toolkit.results.workflow import WorkflowResult


@dataclass(frozen=True)
class AssessmentData:
    """The whole assessment: inputs, policy and everything computed from them, in the order reports show it."""

    origin: Origin
    program: Program
    readiness: Readiness
    workflows: tuple[WorkflowResult, ...]
    portfolio: PortfolioResult
    certainty: Certainty
    sources: tuple[SourceReadiness, ...]
    routing: RoutingResult
    phase: PhaseResult
    maturity: MaturityResult
    stage: Stage
    health: tuple[AgentHealth, ...]
    verdicts: tuple[AgentVerdict, ...]
    retire: tuple[AgentVerdict, ...]
    pace: Pace
    flywheel: Flywheel
    measured: FleetValue
    tiers: tuple[Tier, ...]
    decommission: tuple[Decommission, ...]
    traps: Traps
    findings: tuple[Finding, ...]
    checks: tuple[Check, ...]
    assumed: tuple[Assumed, ...]
    fill_next: tuple[FillNext, ...]
    formulas: tuple[Formula, ...]
    policy: tuple[PolicyValue, ...]
    warnings: tuple[str, ...]
    inputs: dict[str, InputSheet]
