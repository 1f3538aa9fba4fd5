"""Hire, automate or leave: the same work by people, by the agent, or as it is (docs/method.md)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from toolkit.kernels.cashflow import MINUTES_PER_HOUR
from toolkit.kernels.people import People, best, crossings, hired_people, nearest_change
from toolkit.results.cases import Alternatives, Flip
from toolkit.scoring.inputs import column_of

if TYPE_CHECKING:
    from toolkit.kernels.cashflow import CashFlow
    from toolkit.scoring.value import BaseCases

Floats = NDArray[np.float64]
Ends = tuple[Floats, Floats]

FLIPPING = ("volume", "automation")
"""Inputs in which all three net worths are linear."""


def alternatives(cases: BaseCases) -> list[Alternatives | None]:
    """Return, per workflow in workbook order, what is best against leaving the work as it is; ``None`` where blank.

    Net worth of automating is the NPV of the agent, of leaving 0, of hiring that of people who finish the items which
    the agent would, in the same months (:func:`toolkit.kernels.people.hired_people`), under the policy's realisation
    and cash rule; wages are known and take no factor of a case. The agent's cost is its one-off, running and switching
    off, and the review of what it finishes. The answer is the largest net worth; equal: leave, then hire.
    """
    found = cases.quantities
    people = _people(cases, cases.flow)
    review = people.handled * (found.review_minutes / MINUTES_PER_HOUR * found.hourly_cost)[:, None]
    hire, people_cost, agent_cost = (
        cases.present_value(flows) for flows in (people.net, people.cost, cases.flow.cost + review)
    )
    items = people.handled.sum(axis=1)
    flips = [_flips(cases, name) for name in FLIPPING]
    return [
        None
        if np.isnan(npv)
        else Alternatives(
            answer=best(float(npv), float(hire[i])),
            automate=float(npv),
            hire=float(hire[i]),
            leave=0.0,
            people_cost=float(people_cost[i]),
            agent_cost=float(agent_cost[i]),
            handled_items=float(items[i]),
            flips=tuple(of_input[i] for of_input in flips),
        )
        for i, npv in enumerate(cases.npv)
    ]


def _people(cases: BaseCases, flow: CashFlow, **changed: Floats) -> People:
    """Return the people who would be hired in place of the agent with these flows, its inputs changed or as typed."""
    policy = cases.inputs.policy
    # All as typed but for the realisation rate: where the case counts review as a loss, it lengthens the minutes.
    return hired_people(
        replace(cases.quantities, realisation=cases.counted.realisation, **changed),
        flow,
        hours_per_year=policy.number("ranking.hours_per_person_year"),
        attrition=policy.number("hiring.attrition"),
        cost_per_hire=policy.number("hiring.cost_per_hire"),
    )


def _flips(cases: BaseCases, name: str) -> list[Flip]:
    """Return, per workflow, where the answer changes with this input."""
    now = getattr(cases.quantities, name)
    lines = [_nets(cases, **{name: np.full_like(now, x)}) for x in (0.0, 1.0)]
    automate: Ends = (lines[0][0], lines[1][0])
    hire: Ends = (lines[0][1], lines[1][1])
    places = crossings(automate, hire)
    return [_flip(name, float(now[i]), _line(automate, i), _line(hire, i), places[i].tolist()) for i in range(len(now))]


def _nets(cases: BaseCases, **changed: Floats) -> tuple[Floats, Floats]:
    """Return net worth today of automating and of hiring, with these inputs changed."""
    flow = cases.flow_with(replace(cases.quantities, **changed))
    return cases.present_value(flow.net), cases.present_value(_people(cases, flow, **changed).net)


def _line(ends: Ends, position: int) -> tuple[float, float]:
    return float(ends[0][position]), float(ends[1][position])


def _flip(name: str, now: float, automate: tuple[float, float], hire: tuple[float, float], places: list[float]) -> Flip:
    column = column_of(name)
    low, high = column.low or 0.0, float("inf") if column.high is None else column.high
    title = column.title.removesuffix(", likely")
    change = nearest_change(now, automate, hire, places, low=low, high=high)
    if change is None:
        return Flip(name, title, column.unit, now, None, "", reachable=False)
    return Flip(name, title, column.unit, now, change.value, change.becomes, change.reachable)
