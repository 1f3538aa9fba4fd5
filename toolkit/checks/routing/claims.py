"""Claims in writing: who wrote them and when, and when the ownership map was reviewed."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from typing import TYPE_CHECKING

from toolkit.model import Evidence, Grade
from toolkit.results import ClaimsInWriting, GoLive, VerbalClaim

if TYPE_CHECKING:
    from toolkit.checks.routing.registry import Claim, Registry

MAP = "ownership map"


def claims_in_writing(registry: Registry, review_days: int) -> ClaimsInWriting:
    """Return which claims of the agents that count are verbal, by agent, and the reviews up to the as-of date.

    A claim is written down by a named person on a day that is not still to come. The next review is due ``review_days``
    after the last one. A review about a single agent is one of the map, too.
    """
    claims = [claim for kind in sorted(registry.claims) for claim in registry.claims[kind]]
    verbal = [
        VerbalClaim(claim.agent, claim.kind, claim.resource, lacks, registry.evidence([claim], 1))
        for claim in claims
        if (lacks := _lacks(claim, registry.as_of))
    ]
    reviews, evidence = _reviews(registry)
    return ClaimsInWriting(
        total=len(claims),
        verbal=tuple(sorted(verbal, key=lambda one: (one.agent, one.kind, one.resource))),
        reviews=reviews,
        next_review=reviews[-1] + dt.timedelta(days=review_days) if reviews else None,
        go_lives=_go_lives(registry, reviews),
        evidence=evidence,
    )


def _lacks(claim: Claim, as_of: dt.date) -> tuple[str, ...]:
    lacks = [] if claim.written_by else ["written by"]
    if claim.written_on is None:
        lacks.append("written on")
    elif claim.written_on > as_of:
        lacks.append("written on, a day still to come")
    return tuple(lacks)


def _reviews(registry: Registry) -> tuple[tuple[dt.date, ...], tuple[Evidence, ...]]:
    found: dict[dt.date, Evidence] = {}
    for row, cells in registry.portfolio.cells("Governance").items():
        if cells["kind"] != "review" or cells["subject"] != MAP or cells["date"] is None:
            continue
        date = dt.date.fromisoformat(str(cells["date"]))
        grade = Grade.RECORDED if cells["written_by"] or cells["owner"] else Grade.CLAIMED
        if date <= registry.as_of:
            found.setdefault(date, Evidence(grade, "Governance", registry.portfolio.cell("Governance", row, "date")))
    days = tuple(sorted(found))
    return days, tuple(found[date] for date in days)


def _go_lives(registry: Registry, reviews: tuple[dt.date, ...]) -> tuple[GoLive, ...]:
    """Return the agents in production by the day they went live, each with the last review since the previous one."""
    live = sorted((one.since, one.id, one.row) for one in registry.agents.values() if one.since is not None)
    found, before, previous = [], dt.date.min, dt.date.min
    for date, agent, row in live:
        if date > previous:
            before, previous = previous, date
        position = bisect_right(reviews, date)
        last = reviews[position - 1] if position else None
        cell = registry.portfolio.cell("Agents", row, "production_since")
        evidence = (Evidence(Grade.CLAIMED, "Agents", cell),)
        found.append(GoLive(agent, date, last if last is not None and last > before else None, evidence))
    return tuple(found)
