"""How sure the ranking is, over futures and weights; what knowing all would be worth; all candidates together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from toolkit.kernels.drawing import generator
from toolkit.results import Certainty, MeasureChoice, Range, SecondProject, Together, WeightChange
from toolkit.scoring.ranking import CRITERIA, order, weighted_sum
from toolkit.scoring.uncertainty import ranged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.kernels.futures import Futures
    from toolkit.policy import Policy
    from toolkit.results import Program
    from toolkit.scoring.drawn import Simulation
    from toolkit.scoring.ranking import Ranking

Floats = NDArray[np.float64]

PLACES = 3
"""The first three are told apart."""

SHARES = (0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)
"""Where the distribution of the programme is described."""


def drawn_weights(weights: Floats, concentration: float, seed: int, draws: int) -> Floats:
    """Return weights around the policy's, shape (draws, criteria), each row adding up to 1.

    Dirichlet with parameters concentration × weight; a weight of 0 stays 0.
    """
    found = np.zeros((draws, len(weights)))
    positive = weights > 0
    if positive.any():
        found[:, positive] = generator(seed, "weights").dirichlet(weights[positive] * concentration, size=draws)
    return found


class Podium:
    """Who is first, second and third in each future, one candidate at a time; ties go by the order of coming."""

    def __init__(self, draws: int) -> None:
        self.scores = np.full((PLACES, draws), -np.inf)
        self.who = np.full((PLACES, draws), -1, dtype=np.int64)

    def add(self, position: int, score: Floats) -> None:
        """Place one candidate; shape (draws,)."""
        who = np.full(len(score), position, dtype=np.int64)
        better = np.zeros(len(score), dtype=np.bool_)
        for place in range(PLACES):
            # Who is pushed down came before those further down, and goes ahead of them where they tie.
            better |= score > self.scores[place]
            if not better.any():
                continue
            score, self.scores[place] = (
                np.where(better, self.scores[place], score),
                np.where(better, score, self.scores[place]),
            )
            who, self.who[place] = np.where(better, self.who[place], who), np.where(better, who, self.who[place])

    def shares(self, workflows: int) -> tuple[Floats, Floats]:
        """Return the share of futures in which each workflow is first, and among the first three, by position."""
        draws = self.who.shape[1]
        counts = [np.bincount(row[row >= 0], minlength=workflows) for row in self.who]
        return counts[0] / draws, np.sum(counts, axis=0) / draws


DRAWN = ("person_years", "return_multiple", "payback")
"""Criteria that differ from future to future."""


class DrawnScores:
    """The rank score of a candidate in every future, under the weights of that future."""

    def __init__(self, ranking: Ranking, policy: Policy, program: Program, weights: Floats) -> None:
        self.ranking, self.policy, self.weights = ranking, policy, weights
        self._person_year = program.hourly_cost * policy.number("ranking.hours_per_person_year")
        self._column = {name: j for j, name in enumerate(ranking.names)}
        self._given = [j for name, j in self._column.items() if name not in DRAWN]
        self._ends = {name: [policy.number(f"ranking.{end}.{name}") for end in ("worst", "best")] for name in DRAWN}
        self._weights = {name: np.ascontiguousarray(weights[:, self._column[name]]) for name in DRAWN}
        self._given_weights = np.ascontiguousarray(weights[:, self._given])

    def of(self, position: int, found: Futures) -> Floats:
        """Return the scores of the candidate at this position, shape (draws,); an unknown criterion counts 0."""
        score = self._given_weights @ np.nan_to_num(self.ranking.scores[position, self._given])
        for name, value in self._values(found).items():
            worst, best = self._ends[name]
            # As the value function, with a missing multiple at its worst.
            score += self._weights[name] * np.fmin(np.fmax((value - worst) / (best - worst), 0.0), 1.0)
        return score

    def _values(self, found: Futures) -> dict[str, Floats]:
        """Return the value of each drawn criterion; none in person-years where an hour costs nothing."""
        person_years = {"person_years": found.npv / self._person_year} if self._person_year else {}
        return {**person_years, "return_multiple": found.multiple, "payback": found.payback}


def weight_change(ranking: Ranking, candidates: Sequence[int], ids: Sequence[str]) -> WeightChange | None:
    """Return the smallest change of one weight that would put another candidate first; ``None`` where none would.

    With the score as Σ weight × value / Σ weight, changing weight j by δ closes a lead of Σ w (v₁ − v₂) where δ =
    −lead / (v₁ⱼ − v₂ⱼ); the size of a change is the distance of the weight as a share of the sum, before and after.
    """
    if len(candidates) <= 1:
        return None
    scores, weights = np.nan_to_num(ranking.scores[list(candidates)]), ranking.weights
    place = int(np.argmin(ranking.rank[list(candidates)]))
    ahead = scores[place][None, :] - scores
    lead = ahead @ weights
    with np.errstate(divide="ignore", invalid="ignore"):
        changed = weights[None, :] - lead[:, None] / ahead
    possible = np.isfinite(changed) & (changed >= 0)
    possible[place] = False
    whole = 1.0 + changed - weights[None, :]  # 0 where the only weight there is would be taken away
    then = np.divide(changed, whole, out=np.full_like(changed, np.inf), where=possible & (whole > 0))
    size = np.where(possible & np.isfinite(then), np.abs(then - weights[None, :]), np.inf)
    if not np.isfinite(size).any():
        return None
    smallest = size.min()
    rows, columns = np.nonzero(size <= smallest * (1 + _LEVEL))
    row, column = min(zip(rows.tolist(), columns.tolist(), strict=True), key=lambda at: (ids[candidates[at[0]]], at[1]))
    name = ranking.names[column]
    return WeightChange(name, CRITERIA[name][0], float(weights[column]), float(then[row, column]), ids[candidates[row]])


_LEVEL = 1e-9


def second_project(
    ranking: Ranking, candidates: Sequence[int], ids: Sequence[str], middle: Sequence[float | None]
) -> SecondProject | None:
    """Return what the criterion of difference changes and costs; ``None`` where it does not count.

    ``middle`` is the P50 of NPV by position. The most valuable is the first of the ranking without the criterion.
    """
    if "difference" not in ranking.names or not candidates:
        return None
    column = ranking.names.index("difference")
    without = [j for j in range(len(ranking.names)) if j != column]
    weights = ranking.weights[without]
    totals = weighted_sum(ranking.scores[np.ix_(list(candidates), without)], weights / (weights.sum() or 1.0))
    valuable = candidates[int(np.argmin(order(totals, [ids[i] for i in candidates])))]
    telling = candidates[int(np.argmin(ranking.rank[list(candidates)]))]
    cost = (middle[valuable] or 0.0) - (middle[telling] or 0.0)
    return SecondProject(
        ids[telling],
        ids[valuable],
        0.0 if telling == valuable else cost,
        _known(ranking.values[telling, column]),
        _known(ranking.values[valuable, column]),
    )


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


@dataclass
class Sums:
    """What is added up over candidates: the best of each future, and the sum of those that earn.

    ``worthiest`` are the candidates worth most on average, mean, position and NPV (draws,), at most two, then nobody.
    """

    best: Floats
    best_mean: float
    together: Floats
    apart: float
    built: list[str]
    worthiest: list[tuple[float, int, Floats]]

    @classmethod
    def empty(cls, draws: int) -> Sums:
        """Return sums over nobody."""
        return cls(np.zeros(draws), 0.0, np.zeros(draws), 0.0, [], [(0.0, -1, np.zeros(draws))])

    def add(self, position: int, name: str, npv: Floats, spread: Range, *, earns: bool) -> None:
        """Count one candidate."""
        mean = float(npv.mean())
        np.maximum(self.best, npv, out=self.best)
        self.best_mean = max(self.best_mean, mean)
        if mean > self.worthiest[-1][0]:
            # Two are enough to find the best of the others; leaving all, worth 0, comes last.
            self.worthiest = sorted([*self.worthiest, (mean, position, npv)], key=lambda one: -one[0])
            self.worthiest = [*self.worthiest[:2], *(one for one in self.worthiest[2:] if one[1] < 0)]
        if earns:
            self.together += npv
            self.apart += (spread.p90 or 0.0) - (spread.p10 or 0.0)
            self.built.append(name)

    def alternative(self, position: int) -> tuple[int, Floats]:
        """Return the best thing to do instead of a candidate: position (−1 for leaving all) and NPV."""
        return next((other, npv) for _, other, npv in self.worthiest if other != position)

    @property
    def choice_evpi(self) -> float:
        """What knowing everything before choosing one candidate or none is worth."""
        return float(self.best.mean()) - self.best_mean

    def distribution(self, platform: float) -> tuple[Range, Together]:
        """Return the NPV of all that earn, built, the platform paid once."""
        npv = self.together - platform
        found = ranged(npv)
        quantiles = np.quantile(npv, SHARES).tolist()
        return found, Together(
            workflows=tuple(self.built),
            mean_npv=float(npv.mean()),
            chance_of_loss=float((npv < 0).mean()),
            quantiles=tuple(zip(SHARES, quantiles, strict=True)),
            spread_apart=self.apart,
            spread_together=(found.p90 or 0.0) - (found.p10 or 0.0),
        )


@dataclass(frozen=True, eq=False)
class RankingFutures:
    """Shares of futures by position of the sheet, and what follows for the whole ranking."""

    first: Floats
    top_three: Floats
    certainty: Certainty


def certainty(
    ranking: Ranking,
    candidates: Sequence[int],
    simulation: Simulation,
    *,
    podium: Podium,
    sums: Sums,
    middle: Sequence[float | None],
    measures: Sequence[MeasureChoice],
) -> RankingFutures:
    """Gather what was counted over all candidates."""
    ids = simulation.ids
    first, top_three = podium.shares(len(ids))
    leader = candidates[int(np.argmin(ranking.rank[list(candidates)]))] if candidates else None
    return RankingFutures(
        first,
        top_three,
        Certainty(
            draws=simulation.draws,
            first="" if leader is None else ids[leader],
            first_share=None if leader is None else float(first[leader]),
            choice_evpi=sums.choice_evpi,
            measure_next=tuple(sorted(measures, key=lambda one: (-one.measure.worth, one.workflow_id))),
            weight_change=weight_change(ranking, candidates, ids),
            second_project=second_project(ranking, candidates, ids, middle),
        ),
    )
