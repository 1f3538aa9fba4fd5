"""Who owns which trigger, field, output and exception, and where two agents do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from toolkit.model import Evidence, Outcome, brief


@dataclass(frozen=True)
class Witness:
    """A message that starts both of two agents; ``agents`` are ids in alphabetical order."""

    agents: tuple[str, str]
    text: str


@dataclass(frozen=True)
class Collision:
    """Two or more agents on one resource without a rule that settles it.

    ``kind``: *trigger* (one message starts both), *schedule* (one of them by the clock), *field* (both write it),
    *object* (both write fields of it), *stale read* (one reads on schedule what the other writes on events), *output*
    (both write to it), *exception* (both wait for one person), *handoff* (work goes round in a circle).
    ``severity``: *collision*, *warning*, or *unknown* (a blank cell decides; ``message`` says which).

    ``agents`` are ids in alphabetical order, ``more`` the number of further ones that they leave out. ``resource`` is
    spelled as its first claimant typed it. ``witness`` is the proof: a message, a field, a circle. ``witnesses`` holds
    the first messages of a *trigger* or *schedule*, at most ``routing.witnesses`` of the policy; ``evidence`` as many
    cells at most.
    """

    kind: str
    agents: tuple[str, ...]
    resource: str
    witness: str
    resolution: str
    message: str = ""
    severity: str = "collision"
    evidence: tuple[Evidence, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    more: int = 0


@dataclass(frozen=True)
class DoubleFire:
    """A sample event that starts two or more agents; a text that stands on *Events* twice is there twice."""

    channel: str
    text: str
    agents: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Disjoint:
    """Two triggers on one channel that no message starts both of, and why."""

    channel: str
    agents: tuple[str, str]
    why: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Settled:
    """A resource that several agents share under a rule: a *dispatch queue* or a *sequence*."""

    kind: str
    resource: str
    agents: tuple[str, ...]
    rule: str
    owner: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Silent:
    """A trigger that no message starts: every text that it asks for contains one that it excludes."""

    agent: str
    channel: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Gap:
    """What is wrong (``fail``) or not known (``unknown``) about one agent; ``what`` is a short code."""

    what: str
    outcome: Outcome
    message: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class ExceptionRoute:
    """Where an agent's exceptions go. Hours and priority are missing where blank.

    ``role`` is a role in which the person is in office on the as-of date, empty for none. ``shares_with`` is how many
    other agents are behind the same person. ``gaps`` say *nobody*, *several people*, *no role*, *left*, *deadline* or
    *priority*.
    """

    agent: str
    person: str
    role: str
    hours: float | None
    priority: int | None
    shares_with: int
    gaps: tuple[Gap, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Handoff:
    """Work that goes from an agent to another, or to a person.

    ``to`` is the agent's id, else what was typed. ``leads_to``: *agent*, *person*, *idea* (not built yet), *retired*,
    *left* (a person without a role in office), *nobody* (neither agent nor person). ``stop_condition`` is missing where
    the row carries no such rule, empty where it carries one that nobody wrote down.
    """

    agent: str
    to: str
    leads_to: str
    stop_condition: str | None
    evidence: tuple[Evidence, ...]

    @property
    def is_dangling(self) -> bool:
        """Whether nobody takes the work."""
        return self.leads_to not in {"agent", "person"}


@dataclass(frozen=True)
class SinglePoint:
    """An agent without which others are cut off from each other; its direct neighbours, before and after it."""

    agent: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class VerbalClaim:
    """A claim that nobody has written down: ``lacks`` names who, when, or that the day is still to come."""

    agent: str
    kind: str
    resource: str
    lacks: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class GoLive:
    """An agent's first day in production, and the last review of the ownership map that belongs to it.

    A review belongs to the go-live if it lies on or before that day and after the previous agent's; else missing.
    """

    agent: str
    date: dt.date
    review: dt.date | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class ClaimsInWriting:
    """How many claims there are, which are verbal, and when the ownership map was and will be reviewed.

    ``reviews`` are days up to the as-of date, in order; ``next_review`` is missing where there is none yet.
    """

    total: int
    verbal: tuple[VerbalClaim, ...]
    reviews: tuple[dt.date, ...]
    next_review: dt.date | None
    go_lives: tuple[GoLive, ...]
    evidence: tuple[Evidence, ...]

    @property
    def last_review(self) -> dt.date | None:
        """The latest review, missing for none."""
        return self.reviews[-1] if self.reviews else None


@dataclass(frozen=True)
class RoutingResult:
    """What the race detector found, each list in an order that does not depend on the order of rows.

    ``collisions``, ``warnings`` and ``unknown`` hold :class:`Collision` by severity. ``agents`` are those considered:
    build, pilot, production, and ideas that are simulated. ``unknown_agents`` are in production without any trigger
    row. ``disjoint`` is cut off at ``routing.disjoint_shown`` of the policy.
    """

    agents: tuple[str, ...]
    collisions: tuple[Collision, ...]
    warnings: tuple[Collision, ...]
    unknown: tuple[Collision, ...]
    double_fires: tuple[DoubleFire, ...]
    disjoint: tuple[Disjoint, ...]
    settled: tuple[Settled, ...]
    silent: tuple[Silent, ...]
    unknown_agents: tuple[str, ...]
    exceptions: tuple[ExceptionRoute, ...]
    handoffs: tuple[Handoff, ...]
    single_points: tuple[SinglePoint, ...]
    claims: ClaimsInWriting

    __repr__ = brief
