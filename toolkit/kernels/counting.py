"""How a business case is counted: the same quantities read with less hope (docs/method.md, Cases)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from toolkit.kernels.cashflow import Quantities


def conservative(
    q: Quantities, *, value_factor: float = 1.0, one_off_factor: float = 1.0, running_factor: float = 1.0
) -> Quantities:
    """Return the quantities of the same workflows with benefits down and costs up; unchanged for factors of 1.

    One-off factor (times) on build, integration, change and decommissioning cost; running factor (times) on run cost,
    hand-back minutes, fixed run cost and care hours; value factor (0 to 1) on realisation rate, cost per error and
    revenue. A value layer that costs money is never made better: it grows by the share by which a gain shrinks,
    times 1 + (1 − value factor). The sign of a layer depends on neither volume nor automation rate, so NPV stays
    linear in each; volume, automation rate, months and days are as typed, and NaN stays NaN. What share of time is
    cash is no factor but stands in ``hours_are_cash``. Shapes and order are those of ``q``.

    Source: reference-class practice of appraisal (HM Treasury Green Book, supplementary guidance on optimism bias).
    """
    if value_factor == one_off_factor == running_factor == 1:
        return q
    loss_factor = 1.0 + (1.0 - value_factor)
    # Review that outlasts the work is a loss of minutes, which no realisation rate touches.
    minutes_factor = np.where(q.net_minutes < 0, loss_factor, 1.0)
    return replace(
        q,
        minutes=q.minutes * minutes_factor,
        review_minutes=q.review_minutes * minutes_factor,
        realisation=q.realisation * value_factor,
        cost_per_error=q.cost_per_error * np.where(q.error_now < q.error_agent, loss_factor, value_factor),
        revenue=q.revenue * np.where(q.revenue * q.win_rate * q.margin < 0, loss_factor, value_factor),
        build_cost=q.build_cost * one_off_factor,
        integration_cost=q.integration_cost * one_off_factor,
        change_cost=q.change_cost * one_off_factor,
        decommissioning_cost=q.decommissioning_cost * one_off_factor,
        run_cost=q.run_cost * running_factor,
        hand_back_minutes=q.hand_back_minutes * running_factor,
        fixed_run=q.fixed_run * running_factor,
        care_hours=q.care_hours * running_factor,
    )
