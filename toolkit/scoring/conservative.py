"""The CFO's case beside the sponsor's, reconciled line by line (docs/method.md, Cases)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from toolkit.policy import Policy
from toolkit.results.cases import CfoCase, ReconciliationLine
from toolkit.scoring.value import CAPACITY_ONLY, cash_share, net_present_value

if TYPE_CHECKING:
    from toolkit.scoring.value import BaseCases

Floats = NDArray[np.float64]

TIME, PLATFORM = "time", "platform"
TIME_COUNTED = "case.time_counted."
STEPS = (
    (TIME, "Time that is no cash", TIME_COUNTED),
    ("benefits", "Benefits down", "case.value_factor"),
    ("one_off", "One-off costs up", "case.one_off_factor"),
    ("running", "Running costs up", "case.running_factor"),
)
"""What changes after what: id of the line, its title, the policy keys it takes from the conservative case."""


@dataclass(frozen=True, eq=False)
class _Step:
    id: str
    title: str
    keys: tuple[str, ...]
    amounts: Floats


def cfo_cases(
    cases: BaseCases, conservative: Policy, is_candidate: NDArray[np.bool_], *, platform_cost: float
) -> list[CfoCase | None]:
    """Return the CFO's case of every workflow in workbook order; ``None`` where essential figures are blank.

    ``conservative`` is the policy of the CFO (:func:`toolkit.policy.conservative_policy`). Its case replaces the
    sponsor's one step after the other, in the order of :data:`STEPS`; the amount of a step is what NPV changes by. The
    platform (``platform_cost``, worth today) comes last, by attempted items over the horizon: the share of the
    portfolio's loaded view, that is among the candidates of positive NPV in the sponsor's case, and for a workflow that
    is not one of them its share as if it joined. Steps add up to the difference of the two NPVs.
    """
    cost = platform_cost if conservative.flag("case.platform_loaded") else 0.0
    steps = [*_recounted(cases, conservative), _platform(cases, is_candidate, cost)]
    return [None if np.isnan(npv) else _case(cases, conservative, steps, i) for i, npv in enumerate(cases.npv)]


def _recounted(cases: BaseCases, conservative: Policy) -> list[_Step]:
    inputs, before, policy = cases.inputs, cases.npv, cases.inputs.policy
    found = []
    for name, title, prefix in STEPS:
        keys = tuple(key for key in policy.values if key.startswith(prefix))
        policy = Policy({**policy.values, **{key: conservative.entry(key) for key in keys}})
        changed = replace(cases.quantities, hours_are_cash=cash_share(inputs, policy))
        after = net_present_value(inputs.program, policy, changed)
        found.append(_Step(name, title, keys, after - before))
        before = after
    return found


def _platform(cases: BaseCases, is_candidate: NDArray[np.bool_], cost: float) -> _Step:
    attempted = cases.flow.attempted.sum(axis=1)
    counted = is_candidate & (np.nan_to_num(cases.npv) > 0)
    items = np.where(counted, 0.0, attempted) + attempted[counted].sum()
    share = np.divide(attempted, items, out=np.zeros_like(attempted), where=items > 0)
    return _Step(PLATFORM, "Share of the platform", ("case.platform_loaded",), 0.0 - cost * share)


def _case(cases: BaseCases, conservative: Policy, steps: list[_Step], i: int) -> CfoCase:
    realised_as = str(cases.inputs.values["realised_as"].iloc[i])
    npv = float(cases.npv[i] + sum(step.amounts[i] for step in steps))
    lines = [ReconciliationLine("sponsor", "NPV, the sponsor's case", float(cases.npv[i]), "", ())]
    for step in steps:
        keys = step.keys
        if step.id == TIME:
            keys = () if realised_as == CAPACITY_ONLY else (TIME_COUNTED + realised_as,)
        because = "; ".join(conservative.entry(key).source for key in keys) or "Capacity only is no cash in either case"
        lines.append(ReconciliationLine(step.id, step.title, float(step.amounts[i]), because, keys))
    return CfoCase(npv, (*lines, ReconciliationLine("cfo", "NPV, the CFO's case", npv, "", ())))
