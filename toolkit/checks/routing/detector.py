"""The race detector as a whole."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from toolkit.checks.routing.claims import claims_in_writing
from toolkit.checks.routing.exceptions import find_exceptions
from toolkit.checks.routing.fields import find_fields
from toolkit.checks.routing.handoffs import find_handoffs
from toolkit.checks.routing.outputs import find_outputs
from toolkit.checks.routing.registry import Registry, read_registry
from toolkit.checks.routing.replay import replay
from toolkit.checks.routing.triggers import find_triggers
from toolkit.results import Collision, RoutingResult

if TYPE_CHECKING:
    from toolkit.policy import Policy
    from toolkit.sheets import Portfolio

KINDS = ("trigger", "schedule", "field", "object", "stale read", "output", "exception", "handoff")
"""Kinds of collisions, in the order in which they are listed."""


def find_collisions(
    portfolio: Portfolio, policy: Policy, as_of: dt.date, *, simulate: frozenset[str] = frozenset()
) -> RoutingResult:
    """Find where two agents claim one resource and no rule settles it, with a proof and a proposed owner.

    Counts the agents in build, pilot and production, and those ideas that ``simulate`` names by id; names of other
    agents in it change nothing. Pure: reads the portfolio, and nothing found depends on the order of its rows but the
    cells it points to. Collisions come by kind (:data:`KINDS`), then by resource and agents. The time is near linear in
    the number of claims: triggers are looked up by channel, term and exclusion, fields by system, object and name.

    Uses ``routing.witnesses``, ``routing.disjoint_shown``, ``routing.exception_hours`` and ``routing.review_days`` of
    the policy.
    """
    registry = read_registry(portfolio, as_of, simulate)
    limit, shown = int(policy.number("routing.witnesses")), int(policy.number("routing.disjoint_shown"))
    triggers, fields = find_triggers(registry, limit, shown), find_fields(registry, limit)
    outputs, sequenced = find_outputs(registry, limit)
    routes, unordered = find_exceptions(registry, policy.number("routing.exception_hours"))
    handoffs, circles, single_points = find_handoffs(registry, limit)
    collisions = [*triggers.collisions, *fields.collisions, *outputs, *unordered, *circles]
    collisions.sort(key=lambda one: (KINDS.index(one.kind), one.resource, one.agents))
    return RoutingResult(
        agents=tuple(registry.agents),
        collisions=_of(collisions, "collision"),
        warnings=_of(collisions, "warning"),
        unknown=_of(collisions, "unknown"),
        double_fires=tuple(replay(portfolio, triggers.channels)),
        disjoint=tuple(triggers.disjoint),
        settled=(*triggers.settled, *fields.settled, *sequenced),
        silent=tuple(triggers.silent),
        unknown_agents=_without_triggers(registry),
        exceptions=tuple(routes),
        handoffs=tuple(handoffs),
        single_points=tuple(single_points),
        claims=claims_in_writing(registry, int(policy.number("routing.review_days"))),
    )


def colliding(routing: RoutingResult) -> frozenset[str]:
    """Return the agents in an open collision; warnings and what is not known do not count."""
    return frozenset(agent for one in routing.collisions for agent in one.agents)


def _of(collisions: list[Collision], severity: str) -> tuple[Collision, ...]:
    return tuple(one for one in collisions if one.severity == severity)


def _without_triggers(registry: Registry) -> tuple[str, ...]:
    started = {claim.agent for claim in registry.of("trigger")}
    return tuple(name for name, one in registry.agents.items() if one.status == "production" and name not in started)
