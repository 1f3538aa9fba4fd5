"""The same work by hired people, and where that answer flips (docs/method.md, Hire, automate or leave)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import inf, isfinite
from statistics import fmean
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from toolkit.kernels import returns
from toolkit.kernels.cashflow import MINUTES_PER_HOUR, CashFlow, Quantities

if TYPE_CHECKING:
    from collections.abc import Sequence

Floats = NDArray[np.float64]
Line = tuple[float, float]
"""A straight line by its values at 0 and at 1."""

AUTOMATE, HIRE, LEAVE = "automate", "hire", "leave"


@dataclass(frozen=True)
class People:
    """People hired for the items that the agent would finish, month by month; every field (workflows, H + 1).

    ``handled`` in items, ``full_time`` and ``hires`` in people (fractions count), the rest in money; costs are
    positive. ``work`` is the cost of their hours, ``hiring`` that of finding them, ``value`` what the work is worth.
    """

    handled: Floats
    full_time: Floats
    hires: Floats
    work: Floats
    hiring: Floats
    value: Floats

    @property
    def cost(self) -> Floats:
        """Work and hiring together."""
        return self.work + self.hiring

    @property
    def net(self) -> Floats:
        """Value minus cost."""
        return self.value - self.cost


def hired_people(
    q: Quantities, flow: CashFlow, *, hours_per_year: float, attrition: float, cost_per_hire: float
) -> People:
    """Return people who finish what the agent would, in the months in which it would: ``flow`` is the agent's.

    handled = attempted × automation rate; work = handled × minutes / 60 × hourly cost, without review; its value = work
    × realisation rate × share that is cash, plus the agent's revenue value (not scaled by the automation rate); no
    gain in quality. FTE_t = handled_t × minutes / 60 / (``hours_per_year`` / 12). With ``attrition`` (share per year),
    hires_t = max(0, FTE_t − FTE_(t−1) × (1 − attrition / 12)), nobody before t = 0; a hire costs ``cost_per_hire``
    (share) of a year's cost of the person, hourly cost × ``hours_per_year``. Nobody builds anything, and nobody is paid
    off at the horizon. All amounts are proportional to volume and to automation rate, revenue apart. NaN gives NaN.
    """
    handled = flow.attempted * q.automation[:, None]
    hours = handled * q.minutes[:, None] / MINUTES_PER_HOUR
    full_time = hours * returns.MONTHS_PER_YEAR / hours_per_year
    stay = np.zeros_like(full_time)
    stay[:, 1:] = full_time[:, :-1] * (1.0 - attrition / returns.MONTHS_PER_YEAR)
    hires = np.maximum(full_time - stay, 0.0)
    work = hours * q.hourly_cost[:, None]
    return People(
        handled=handled,
        full_time=full_time,
        hires=hires,
        work=work,
        hiring=hires * cost_per_hire * hours_per_year * q.hourly_cost[:, None],
        value=work * (q.realisation * q.hours_are_cash)[:, None] + flow.revenue,
    )


def best(automate: float, hire: float) -> str:
    """Return the way with the largest net worth against leaving the work (0); equal: leave, then hire.

    >>> best(3.0, 3.0), best(0.0, -1.0)
    ('hire', 'leave')
    """
    if max(automate, hire) <= 0:
        return LEAVE
    return AUTOMATE if automate > hire else HIRE


@dataclass(frozen=True)
class Change:
    """Where the best way changes, to what, and whether values beyond are allowed."""

    value: float
    becomes: str
    reachable: bool


def crossings(automate: tuple[Floats, Floats], hire: tuple[Floats, Floats]) -> Floats:
    """Return where the three lines automate, hire and leave (0) cross each other, shape (workflows, 3).

    Each line is given by its values at 0 and at 1, of shape (workflows,); NaN where two never cross.
    """
    pairs = (automate, hire, (automate[0] - hire[0], automate[1] - hire[1]))
    return np.stack([returns.break_even(zero, one) for zero, one in pairs], axis=1)


def nearest_change(
    now: float, automate: Line, hire: Line, places: Sequence[float], *, low: float = -inf, high: float = inf
) -> Change | None:
    """Return the change of the best way nearest to ``now``; ``None`` where it never changes.

    ``places`` are the :func:`crossings` of the lines. Between two of them the answer is the same, so it is asked once
    in each interval. A change is reachable where values up to ``high`` lie beyond it, and goes before one that is not;
    below ``low`` (items cannot be fewer than none) there is nothing to change to.

    >>> nearest_change(50.0, (-100.0, -96.0), (0.0, -1.0), [25.0, 0.0, 20.0], low=0.0)
    Change(value=25.0, becomes='leave', reachable=True)
    """
    found = sorted({place for place in places if isfinite(place)})
    if not found:
        return None
    inside = [fmean(pair) for pair in pairwise(found)]
    probes = [found[0] - abs(found[0]) - 1.0, *inside, found[-1] + abs(found[-1]) + 1.0]
    answers = [best(_at(automate, x), _at(hire, x)) for x in probes]
    answer_now = best(_at(automate, now), _at(hire, now))
    changes = []
    for place, (below, above) in zip(found, pairwise(answers), strict=True):
        if below != above:
            is_up = place >= now
            if (above if is_up else below) == answer_now:  # standing on it: the other side is the change
                is_up = not is_up
            if is_up or place > low:
                allowed = place < high if is_up else place <= high
                changes.append(Change(place, above if is_up else below, allowed))
    return min(changes, key=lambda one: (not one.reachable, abs(one.value - now)), default=None)


def _at(line: Line, x: float) -> float:
    return line[0] + (line[1] - line[0]) * x
