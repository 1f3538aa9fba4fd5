"""Newer agents beside older ones at the same age, so that a young agent is not blamed for being young."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from toolkit.evidence.measures import MEASURES, Asked
from toolkit.evidence.telemetry import Floats, Ints, Rows, Telemetry, tally
from toolkit.kernels.rates import common_difference

if TYPE_CHECKING:
    from toolkit.policy import Policy

COMPARED = ("automation", "fallback", "error", "unedited")


@dataclass(frozen=True)
class Difference:
    """How much worse newer agents are than older ones at the same ages, in shares; NaN where nothing compares.

    ``worse`` above 0 is worse, whichever way the measure counts; ``ages`` is how many weeks of age both have.
    """

    measure: str
    worse: float
    low: float
    high: float
    ages: int


@dataclass(frozen=True)
class Cohorts:
    """The agents that went live last, all others, and the differences between them; numbers of agents."""

    newer: tuple[int, ...]
    older: tuple[int, ...]
    differences: tuple[Difference, ...]


def compare_cohorts(telemetry: Telemetry, policy: Policy) -> Cohorts:
    """Return the newest of the agents that ever went live (the policy's share of them) against all others.

    Agents that went live on one day stand on one side. Each measure is compared at each week of age that both sides
    have reached, up to the policy's, from sums. No differences where one side is empty.
    """
    live = telemetry.went_live
    days = _days(telemetry, live)
    newest = ceil(policy.number("pace.newer_share") * len(live) - _ROUNDING)
    border = np.sort(days)[::-1][min(newest, len(live)) - 1] if len(live) and newest else 0
    newer, older = live[days >= border], live[days < border]
    if not (len(newer) and len(older)):
        return Cohorts(tuple(newer.tolist()), tuple(older.tolist()), ())
    ages = int(policy.number("pace.age_weeks"))
    chosen = telemetry.age < ages
    rows, age = telemetry.part(chosen), telemetry.age[telemetry.places(chosen)]
    side = np.full(len(telemetry.agents), -1)
    side[newer], side[older] = 0, 1
    declared = {asked.name: asked for asked in MEASURES}
    confidence = policy.number("health.confidence")
    aged = _Aged(rows, age, side[rows.code], ages)
    found = [_difference(declared[name], aged, confidence) for name in COMPARED]
    return Cohorts(tuple(newer.tolist()), tuple(older.tolist()), tuple(found))


_ROUNDING = 1e-9


def _days(telemetry: Telemetry, live: Ints) -> Ints:
    return telemetry.agents["production_since"].to_numpy().astype("datetime64[D]").astype(np.int64)[live]


@dataclass(frozen=True, eq=False)
class _Aged:
    """The rows of young agents, with the week of age of each and the side it is on: 0 newer, 1 older, else neither."""

    rows: Rows
    age: Ints
    side: Ints
    ages: int

    def sums(self, asked: Asked, side: int) -> tuple[Floats, Floats]:
        """Return numerator and denominator by week of age, over the rows in which both are filled."""
        top, bottom = self.rows.column(asked.numerator), self.rows.column(asked.denominator)
        chosen = ~np.isnan(top) & ~np.isnan(bottom) & (self.side == side)
        return tally(self.age[chosen], top[chosen], self.ages), tally(self.age[chosen], bottom[chosen], self.ages)


def _difference(asked: Asked, aged: _Aged, confidence: float) -> Difference:
    (newer, newer_of), (older, older_of) = aged.sums(asked, 0), aged.sums(asked, 1)
    both = int(np.count_nonzero((newer_of > 0) & (older_of > 0)))
    difference = common_difference(newer, newer_of, older, older_of, confidence=confidence)
    if asked.better == "higher":
        middle, low, high = (-value for value in difference)
        difference = (middle, high, low)
    return Difference(asked.name, *difference, both)
