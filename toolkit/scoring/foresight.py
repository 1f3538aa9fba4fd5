"""All workflows over all futures, one at a time: nothing is kept but what is reported (docs/method.md, Uncertainty)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from toolkit.results import MeasureChoice
from toolkit.scoring.certainty import DrawnScores, Podium, RankingFutures, Sums, certainty, drawn_weights
from toolkit.scoring.drawn import Simulation
from toolkit.scoring.uncertainty import Prospect, Prospects

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolkit.results import Range, Together
    from toolkit.scoring.ranking import Ranking
    from toolkit.scoring.value import BaseCases

LOOKED_INTO = 10
"""Candidates, best first, whose cash over time is kept, and whose inputs are weighed for the choice."""

_TOLD = 100
"""How often at most the progress is told."""


@dataclass(frozen=True, eq=False)
class Foresight:
    """What the futures say: a prospect per workflow in workbook order (``None`` where figures are blank)."""

    prospects: list[Prospect | None]
    ranking: RankingFutures
    portfolio_npv: Range
    together: Together


def foresee(
    cases: BaseCases,
    ranking: Ranking,
    is_candidate: NDArray[np.bool_],
    *,
    platform_cost: float,
    seed: int,
    progress: Callable[[str], None] = lambda _: None,
) -> Foresight:
    """Simulate every workflow whose figures are known; candidates are ranked in each future too.

    ``platform_cost`` is subtracted from the programme once. Workflows are taken by id, so that neither the order of the
    sheet nor a tie makes a difference.
    """
    simulation = Simulation(cases, seed)
    policy, draws = cases.inputs.policy, simulation.draws
    step = f"simulating {draws:,} futures"
    progress(step)
    prospects: list[Prospect | None] = [None] * len(simulation.ids)
    recorded = Prospects(cases, simulation)
    weights = drawn_weights(ranking.weights, policy.number("ranking.weight_concentration"), seed, draws)
    scores = DrawnScores(ranking, policy, cases.inputs.program, weights)
    podium, sums = Podium(draws), Sums.empty(draws)
    known = np.flatnonzero(~np.isnan(cases.npv)).tolist()
    every = max(1, len(known) // _TOLD)
    for done, position in enumerate(sorted(known, key=lambda i: simulation.ids[i])):
        if done and done % every == 0:
            progress(f"{step}: {done:,} of {len(known):,} workflows")
        drawn = simulation.drawn(position)
        place = int(ranking.rank[position])
        prospect = recorded.of(position, drawn, with_cash=0 < place <= LOOKED_INTO)
        prospects[position] = prospect
        if is_candidate[position]:
            podium.add(position, scores.of(position, drawn.futures))
            earns = bool(cases.npv[position] > 0)
            sums.add(position, simulation.ids[position], drawn.futures.npv, prospect.npv, earns=earns)
    candidates = [i for i in known if is_candidate[i]]
    measures = [
        MeasureChoice(simulation.ids[i], "" if other < 0 else simulation.ids[other], one)
        for i in candidates
        if ranking.rank[i] <= LOOKED_INTO
        for other, npv in [sums.alternative(i)]
        for one in recorded.choice(i, simulation.drawn(i), npv)
    ]
    middle = [None if one is None else one.npv.p50 for one in prospects]
    portfolio_npv, together = sums.distribution(platform_cost)
    gathered = certainty(ranking, candidates, simulation, podium=podium, sums=sums, middle=middle, measures=measures)
    return Foresight(prospects, gathered, portfolio_npv, together)
