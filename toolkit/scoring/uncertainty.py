"""Ranges of every workflow and what knowing more is worth, streamed over workflows (docs/method.md, Uncertainty)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isfinite
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from toolkit.kernels import information, pert
from toolkit.kernels.cashflow import MINUTES_PER_HOUR
from toolkit.kernels.futures import cumulative
from toolkit.results import CashBand, InputRange, MeasureNext, Outlook, Range
from toolkit.scoring.drawn import Drawn, Simulation
from toolkit.scoring.inputs import column_of
from toolkit.scoring.spreads import evidence
from toolkit.scoring.value import counted, net_present_value

if TYPE_CHECKING:
    from toolkit.kernels.information import Causes
    from toolkit.scoring.value import BaseCases

Floats = NDArray[np.float64]

QUANTILES = (0.1, 0.5, 0.9)
"""Eight futures of ten lie between the outer two; the middle one leads."""


_SMOOTH = 0.01
"""What a polynomial may leave unexplained before steps are looked for."""


@dataclass(frozen=True, eq=False)
class Prospect:
    """One workflow over all futures, as it goes into its record."""

    npv: Range
    chance_of_loss: float
    evpi: float
    measure_next: tuple[MeasureNext, ...]
    outlook: Outlook


def ranged(values: Floats) -> Range:
    """Return P10, P50 and P90 of an array, interpolated linearly; missing where infinite."""
    places = np.array(QUANTILES) * (len(values) - 1)
    below = np.floor(places).astype(np.int64)
    above = np.minimum(below + 1, len(values) - 1)
    parted = np.partition(values, np.unique(np.concatenate([below, above])))
    low, high = parted[below], parted[above]
    return Range(
        *(
            a + share * (b - a) if isfinite(b) else None
            for a, b, share in zip(low.tolist(), high.tolist(), (places - below).tolist(), strict=True)
        )
    )


def constant_or_range(values: Floats, draws: int) -> Range:
    """Return the range of a result that may be a single number."""
    return ranged(np.broadcast_to(np.asarray(values, dtype=float), (draws,)))


def tornado(cases: BaseCases, simulation: Simulation) -> dict[str, tuple[Floats, Floats]]:
    """Return, by input, the NPV of every workflow with that input at its low and at its high end, all else likely."""
    program, policy, found = cases.inputs.program, cases.inputs.policy, cases.quantities
    ends = {}
    for name, spread in simulation.spreads.items():
        low, high = (
            net_present_value(program, policy, replace(found, **{name: end})) for end in (spread.low, spread.high)
        )
        ends[name] = (low, high)
    return ends


class Prospects:
    """Turns the futures of a workflow into its record."""

    def __init__(self, cases: BaseCases, simulation: Simulation) -> None:
        self.cases, self.simulation = cases, simulation
        self.tornado = tornado(cases, simulation)
        self._deviation = {
            name: pert.standard_deviation(spread.low, spread.likely, spread.high)
            for name, spread in simulation.spreads.items()
        }
        policy = cases.inputs.policy
        self._resolved = policy.number("information.share_resolved")
        self._variation = policy.group("information.item_variation")
        self._look_cost = policy.number("information.look_minutes") / MINUTES_PER_HOUR * cases.quantities.hourly_cost

    def of(self, position: int, drawn: Drawn, *, with_cash: bool) -> Prospect:
        """Return the record of the workflow at this position."""
        found, draws = drawn.futures, self.simulation.draws
        causes = information.causes(found.npv, drawn.strata, self.simulation.common)
        evpi = information.perfect_information(found.npv)
        inputs = self._inputs(position, drawn, causes, self._worth(position, drawn, found.npv, causes, evpi=evpi))
        comes = np.isfinite(found.payback)
        outlook = Outlook(
            draws=draws,
            mean_npv=float(found.npv.mean()),
            payback=ranged(found.payback),
            payback_share=float(comes.mean()),
            return_multiple=constant_or_range(found.multiple, draws),
            investment=constant_or_range(found.investment, draws),
            annual_value=constant_or_range(found.annual_value, draws),
            annual_running_cost=constant_or_range(found.annual_running, draws),
            delivery_share=_known(causes.common_share),
            inputs=inputs,
            cash=self._cash(drawn) if with_cash else None,
        )
        return Prospect(
            npv=ranged(found.npv),
            chance_of_loss=float((found.npv < 0).mean()),
            evpi=evpi,
            measure_next=self._measure_next(position, inputs),
            outlook=outlook,
        )

    def _inputs(
        self, position: int, drawn: Drawn, causes: Causes, known: tuple[Floats, Floats, Floats]
    ) -> tuple[InputRange, ...]:
        """Return the inputs that vary, the widest swing first."""
        inputs = self.cases.inputs
        row = int(inputs.frame.index[position])
        found, (worth, error, index) = [], known
        for i, name in enumerate(drawn.names):
            spread, (low, high), column = self.simulation.spreads[name], self.tornado[name], column_of(name)
            found.append(
                InputRange(
                    input=name,
                    title=column.title.removesuffix(", likely"),
                    unit=column.unit or inputs.program.currency,
                    low=float(spread.low[position]),
                    likely=float(spread.likely[position]),
                    high=float(spread.high[position]),
                    assumed=bool(spread.assumed_low[position] or spread.assumed_high[position]),
                    npv_low=float(low[position]),
                    npv_high=float(high[position]),
                    variance_share=_known(index[i]),
                    own_share=_known(causes.own_shares[i]),
                    worth=float(worth[i]),
                    worth_error=float(error[i]),
                    evidence=evidence(inputs, row, spread, position),
                )
            )
        return tuple(sorted(found, key=lambda one: (-one.swing, one.input)))

    def choice(self, position: int, drawn: Drawn, against: Floats) -> tuple[MeasureNext, ...]:
        """Return what measuring each input is worth for choosing this workflow over another with that NPV (draws,)."""
        lead = drawn.futures.npv - against
        evpi = information.perfect_information(lead)
        if evpi <= 0:
            return ()
        causes = information.causes(lead, drawn.strata, self.simulation.common)
        inputs = self._inputs(position, drawn, causes, self._worth(position, drawn, lead, causes, evpi=evpi))
        return self._measure_next(position, inputs)

    def _worth(
        self, position: int, drawn: Drawn, value: Floats, causes: Causes, *, evpi: float
    ) -> tuple[Floats, Floats, Floats]:
        """Return what knowing each input is worth, its error, and its index; nothing where no future depends on it.

        An input that does nothing could still tell about the delivery factor; nobody should measure it for that.
        """
        worth, error, index = np.zeros(len(drawn.names)), np.zeros(len(drawn.names)), causes.shares(drawn.loadings)
        if evpi > 0 and drawn.names:
            worth, error = information.partial_information(value, causes, drawn.scores, drawn.loadings)
        for place, name in enumerate(drawn.names):
            low, high = self.tornado[name]
            if worth[place] and low[position] == high[position] and self.simulation.is_idle(position, drawn, name):
                worth[place] = error[place] = 0.0
            elif name == "build_months" and causes.unexplained > _SMOOTH:
                step = np.broadcast_to(drawn.futures.go_live, value.shape)
                worth[place], index[place] = information.stepwise_information(
                    value, causes, drawn.strata, place=place, scores=drawn.scores[place], step=step
                )
        return worth, error, index

    def _measure_next(self, position: int, inputs: tuple[InputRange, ...]) -> tuple[MeasureNext, ...]:
        """Return the inputs worth measuring, best first: worth a unit of money, and more than twice its error."""
        telling = [one for one in inputs if one.worth >= 1 and one.worth > one.worth_error + one.worth_error]
        found = []
        for one in telling:
            items = self._items(position, one)
            cost = None if items is None else float(items * self._look_cost[position])
            place = one.evidence[1].cell
            found.append(MeasureNext(one.input, one.title, place, one.worth, one.worth_error, items, cost))
        return tuple(sorted(found, key=lambda one: (-one.worth, one.input)))

    def _items(self, position: int, one: InputRange) -> int | None:
        """Return how many items to look at; missing for what is not measured item by item."""
        mean = float(pert.mean(one.low, one.likely, one.high))
        if one.input == "automation":
            variation = float(np.sqrt(mean * (1 - mean)))
        elif one.input in self._variation:
            variation = self._variation[one.input] * mean
        else:
            return None
        items = information.items_to_measure(variation, self._deviation[one.input][position], self._resolved)
        return max(int(np.ceil(items)), 1)

    def _cash(self, drawn: Drawn) -> CashBand:
        case = counted(self.cases.inputs.policy, drawn.quantities)
        cash = cumulative(drawn.futures, case.decommissioning_cost)
        months = [ranged(month) for month in np.ascontiguousarray(cash.T)]
        lines = [[getattr(month, name) for month in months] for name in ("p10", "p50", "p90")]
        return CashBand(*(tuple(line) for line in lines))


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
