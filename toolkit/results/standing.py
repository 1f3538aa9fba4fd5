"""Where the organisation stands: phases and their gates, maturity, the stage of coordination.

Phases are ``prove``, ``platform``, ``expand``, ``orchestrate``; levels of maturity 0 (none shown) to 4. Dates are ISO
text; effort is in days of work.
"""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.model import Evidence, Finding, Outcome, brief

PHASES = ("prove", "platform", "expand", "orchestrate")
"""In their order; none is skipped."""


@dataclass(frozen=True)
class Requirement:
    """One thing that a gate or a stage asks for, and what its checks add up to.

    ``outcome`` is missing where no check covers it; ``not_applicable`` where nothing of the kind has begun. ``message``
    is that of the finding that decides, ``findings`` how many stand in the way and ``effort_days`` the work they take
    together (missing where none does); ``owner`` is who can mend the first.
    """

    name: str
    checks: tuple[str, ...]
    outcome: Outcome | None
    message: str
    findings: int = 0
    effort_days: float | None = None
    owner: str = ""
    evidence: tuple[Evidence, ...] = ()

    __repr__ = brief


@dataclass(frozen=True)
class Gate:
    """The gate at the end of a phase: its verdict, and what of it is solid, missing, unknown.

    ``is_solid`` tells whether it passes and so does every earlier one. The outcome ``not_applicable`` says that the
    phase has not begun; what begins it then stands under ``missing``. ``coverage`` is that of the verdict.
    """

    phase: str
    asks: str
    outcome: Outcome
    is_solid: bool
    solid: tuple[Requirement, ...]
    missing: tuple[Requirement, ...]
    unknown: tuple[Requirement, ...]
    coverage: float | None

    __repr__ = brief


@dataclass(frozen=True)
class Distance:
    """What lies between the evidence and the target of the Program sheet; a blank target is missing.

    A phase is reached once every earlier gate is solid. ``missing`` is what those gates still ask for, missing or
    unknown, the least work first; ``effort_days`` all of it. ``days_left`` is negative once the date has passed.
    """

    phase: str | None
    level: int | None
    date: str | None
    days_left: int | None
    phase_reached: bool | None
    level_reached: bool | None
    missing: tuple[Requirement, ...]
    effort_days: float | None


@dataclass(frozen=True)
class PhaseResult:
    """The current phase, which is the first whose gate is not solid, beside the claimed one (missing: none claimed).

    ``acting_ahead`` holds the findings on what is done before the phase for it, those that fail and those unknown.
    """

    current: str
    claimed: str | None
    gates: tuple[Gate, ...]
    acting_ahead: tuple[Finding, ...]
    distance: Distance

    __repr__ = brief

    @property
    def is_capped(self) -> bool:
        """Whether the claim lies above the evidence, and so does not count."""
        return self.claimed is not None and PHASES.index(self.claimed) > PHASES.index(self.current)

    def gate(self, phase: str) -> Gate:
        """Return the gate of a phase; raises ``KeyError``."""
        return {gate.phase: gate for gate in self.gates}[phase]


@dataclass(frozen=True)
class LevelCriterion:
    """One criterion of a level of maturity: whether an agent meets it, and the reason with its numbers and cells."""

    level: int
    name: str
    outcome: Outcome
    reason: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class AgentMaturity:
    """The level that the evidence bears out for one agent in production, 0 to 4, beside the claimed one.

    A level counts where each of its criteria and of those below is met; an unknown one stops the climb.
    ``next_needs`` is what stands between the agent and the next level; empty at the highest.
    """

    agent: str
    name: str
    owner: str
    level: int
    claimed: int | None
    met: tuple[LevelCriterion, ...]
    missing: tuple[LevelCriterion, ...]
    unknown: tuple[LevelCriterion, ...]
    next_needs: tuple[str, ...]

    __repr__ = brief

    @property
    def is_capped(self) -> bool:
        """Whether the claim lies above the evidence, and so does not count."""
        return self.claimed is not None and self.claimed > self.level


@dataclass(frozen=True)
class MaturityResult:
    """The programme's level: the highest that the policy's share of the agents in production has reached; 0 for none.

    ``at_level`` counts the agents at each level or above it, levels 1 to 4 in order.
    """

    level: int
    claimed: int | None
    at_level: tuple[int, ...]
    next_needs: tuple[str, ...]
    agents: tuple[AgentMaturity, ...]

    __repr__ = brief

    @property
    def is_capped(self) -> bool:
        """Whether the claim lies above the evidence, and so does not count."""
        return self.claimed is not None and self.claimed > self.level


@dataclass(frozen=True)
class Stage:
    """The stage of coordination (``single``, ``small``, ``operating``, ``full``) by the number of agents in production.

    ``requires`` is what the stage asks for beyond the earlier ones; ``risk`` its main risk, in a sentence.
    """

    name: str
    agents: int
    requires: tuple[Requirement, ...]
    risk: str
