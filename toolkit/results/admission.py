"""What a pipeline asks about one agent, and what would change if one more were built."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.model import Finding, Outcome, brief
from toolkit.results.routing import Collision, DoubleFire

ABOUT_CLAIMS = ("ownership", "handovers")
"""Modules of checks about what agents claim; their findings about the organisation are about every agent."""
ABOUT_AGENTS = (*ABOUT_CLAIMS, "ownership_map", "governance", "risk", "care", "health", "worth")
"""Modules whose findings about an agent count for its gate, or stand beside it; how it once went live does not."""
STABLE = "health.stable"
"""The check of which the running agents decide, too, whether another one goes live."""


@dataclass(frozen=True)
class AgentGate:
    """Whether one agent may go on: the verdict over the blocker findings about it and about what it claims.

    ``findings`` are those that decide, the worst first; ``beside`` the warnings and notes that are open. ``counts``
    says how many of ``findings`` have which outcome, ``coverage`` is missing where none can be known. ``judged_as`` is
    the status that the agent was judged in: *build* for an idea, else its own.
    """

    organisation: str
    as_of: str
    agent: str
    name: str
    status: str
    judged_as: str
    outcome: Outcome
    coverage: float | None
    counts: dict[Outcome, int]
    findings: tuple[Finding, ...]
    beside: tuple[Finding, ...]

    __repr__ = brief


@dataclass(frozen=True)
class Load:
    """A person behind the new agents: how many agents at work before and after, and how many the policy allows.

    ``roles`` are *owner* and *exception owner* of the new agents. The person is overloaded where ``after`` > ``most``.
    """

    person: str
    roles: tuple[str, ...]
    before: int
    after: int
    most: int

    @property
    def is_over(self) -> bool:
        """Whether the person would be behind more agents than the policy allows."""
        return self.after > self.most


@dataclass(frozen=True)
class AnswerChange:
    """One of the six questions whose answer would change; ``because`` are the findings that turn it."""

    question_id: str
    title: str
    before: Outcome
    after: Outcome
    because: tuple[str, ...]


@dataclass(frozen=True)
class StageChange:
    """The stage of coordination now, and with the new agents in production; ``requires`` and ``risk`` are then's."""

    before: str
    after: str
    agents_before: int
    agents_after: int
    requires: tuple[str, ...]
    risk: str

    @property
    def is_entered(self) -> bool:
        """Whether the stage is another one."""
        return self.before != self.after


@dataclass(frozen=True)
class Admission:
    """What would change if a workflow got its agent, simulated from the ideas that stand on *Agents* for it.

    ``agents`` are the ids of those ideas, ``names`` what people call them. ``outcome``: *fail* where a collision would
    open or a person would be overloaded; else *unknown* where a blank decides, where there is no idea, or one without
    claims; else *pass*. ``missing`` says what to write down then, in sentences with sheet and cell. ``collisions``,
    ``warnings`` and ``undecided`` would open, by severity; ``unsettled`` are the blocker findings about the new agents
    alone, as if they were in build. ``no_candidate_any_more`` tells whether the workflow would leave the ranking.
    """

    organisation: str
    as_of: str
    workflow_id: str
    name: str
    agents: tuple[str, ...]
    names: tuple[str, ...]
    outcome: Outcome
    missing: tuple[str, ...]
    collisions: tuple[Collision, ...]
    warnings: tuple[Collision, ...]
    undecided: tuple[Collision, ...]
    double_fires: tuple[DoubleFire, ...]
    loads: tuple[Load, ...]
    answers: tuple[AnswerChange, ...]
    no_candidate_any_more: bool
    stage: StageChange
    unsettled: tuple[Finding, ...]

    __repr__ = brief

    @property
    def overloaded(self) -> tuple[Load, ...]:
        """The persons who would be behind too many agents."""
        return tuple(load for load in self.loads if load.is_over)
