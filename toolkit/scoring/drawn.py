"""The futures of one workflow at a time: its drawn inputs, and what it is worth in each (docs/method.md)."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from toolkit.kernels import pert, returns
from toolkit.kernels.cashflow import Quantities
from toolkit.kernels.drawing import Factor, Strata, common_strata, normal_scores, own_strata
from toolkit.kernels.futures import Futures, futures
from toolkit.scoring.spreads import UNCERTAIN, Spread, spreads
from toolkit.scoring.value import counted

if TYPE_CHECKING:
    from toolkit.scoring.value import BaseCases

Floats = NDArray[np.float64]

_FIELDS = tuple(field.name for field in fields(Quantities))


@dataclass(frozen=True, eq=False)
class Drawn:
    """One workflow in every future.

    ``names`` are the inputs that vary, in the order of :data:`UNCERTAIN`; ``strata`` (inputs, draws) are their own,
    ``scores`` (inputs, draws) those mixed with the delivery factor by ``loadings`` (inputs,).
    """

    names: tuple[str, ...]
    strata: Strata
    scores: Floats
    loadings: Floats
    quantities: Quantities
    futures: Futures


class Simulation:
    """Draws the futures of workflows, one at a time, the same for the same seed and workflow id.

    ``spreads`` are the ranges of all workflows by input; what is drawn is the typed quantity, and the policy's case
    counts it afterwards.
    """

    def __init__(self, cases: BaseCases, seed: int) -> None:
        policy, program = cases.inputs.policy, cases.inputs.program
        self.cases, self.seed = cases, seed
        self.draws = int(policy.number("uncertainty.draws"))
        self.spreads: dict[str, Spread] = spreads(cases.inputs)
        self.common = common_strata(seed, self.draws)
        self.normal = normal_scores(self.draws)
        self.factor = Factor(self.normal[self.common])
        strength = policy.number("uncertainty.factor_strength")
        loadings = policy.group("uncertainty.loadings")
        self.loadings = np.array([loadings[name] * strength for name in UNCERTAIN])
        self.ids = [str(name) for name in cases.inputs.frame["workflow_id"]]
        self._factors = returns.monthly_factor(program.annual_discount_rate, program.horizon_months)
        self._days_per_month = policy.number("integration.days_per_month")
        self._arrays = {name: getattr(cases.quantities, name) for name in _FIELDS}

    def drawn(self, position: int) -> Drawn:
        """Return the futures of the workflow at this position of the sheet; its figures must be known."""
        own = own_strata(self.seed, self.ids[position], self.draws)
        given = {name: array[position] for name, array in self._arrays.items()}
        varies = np.array([self.spreads[name].high[position] > self.spreads[name].low[position] for name in UNCERTAIN])
        rows = np.flatnonzero(varies)
        scores = np.empty((len(rows), self.draws))
        for place, row in enumerate(rows):
            name = UNCERTAIN[row]
            spread = self.spreads[name]
            scores[place] = self.factor.mix(self.normal[own[row]], float(self.loadings[row]))
            ends = (spread.low[position], spread.likely[position], spread.high[position])
            given[name] = pert.at_scores(scores[place], *(float(end) for end in ends))
        if not len(rows):
            given["build_cost"] = np.full(self.draws, given["build_cost"])
        typed = Quantities(**given)
        found = self._futures(typed)
        return Drawn(tuple(UNCERTAIN[row] for row in rows), own[rows], scores, self.loadings[rows], typed, found)

    def _futures(self, typed: Quantities) -> Futures:
        return futures(
            counted(self.cases.inputs.policy, typed),
            self._factors,
            days_per_month=self._days_per_month,
            months_per_year=returns.MONTHS_PER_YEAR,
        )

    def is_idle(self, position: int, drawn: Drawn, name: str) -> bool:
        """Whether no future of a workflow depends on an input, as on revenue without a margin."""
        likely = float(self.spreads[name].likely[position])
        still = self._futures(replace(drawn.quantities, **{name: np.full(self.draws, likely)}))
        return bool(np.array_equal(still.npv, drawn.futures.npv))
