"""The simulation as one would write it in an afternoon: ``rng.beta`` draws and a loop over the months, one core.

The yardstick of ``test_simulation.py``: it gives the same results per workflow and for the ranking (without the common
delivery factor, which ``rng.beta`` cannot have), on plain arrays that are handed to it ready.
"""

from __future__ import annotations

from typing import Any

import numpy as np

DRAWN = ("volume", "minutes", "automation", "build_cost", "realisation", "revenue", "build_months", "run_cost")
Row = dict[str, Any]


def draw(rng: np.random.Generator, row: Row, draws: int) -> dict[str, np.ndarray]:
    found = {}
    for name in DRAWN:
        low, likely, high = row[name]
        if high > low:
            alpha = 1 + 4 * (likely - low) / (high - low)
            found[name] = low + (high - low) * rng.beta(alpha, 6 - alpha, draws)
        else:
            found[name] = np.full(draws, likely)
    return found


def results(x: dict[str, np.ndarray], row: Row, horizon: int, annual_rate: float) -> dict[str, np.ndarray]:
    """Month by month: NPV, payback, multiple, and the yearly figures."""
    draws = len(x["volume"])
    start = np.maximum(np.ceil(x["build_months"] + row["integration_days"] / 42.0 - 1e-9), 1)
    investment = x["build_cost"] + row["integration_cost"] + row["change_cost"]
    handled = x["volume"] * x["automation"]
    net = x["minutes"] - row["review_minutes"]
    time = handled * net / 60 * row["hourly_cost"] * np.where(net >= 0, x["realisation"], 1.0)
    quality = handled * (row["error_now"] - row["error_agent"]) * row["cost_per_error"]
    value = time + quality + x["revenue"] * row["win_rate"] * row["margin"]
    by_item = x["volume"] * x["run_cost"]
    by_item = by_item + (x["volume"] - handled) * row["hand_back_minutes"] / 60 * row["hourly_cost"]
    fixed = row["fixed_run"] + row["care_hours"] * row["hourly_cost"]
    npv, total = np.zeros(draws), np.zeros(draws)
    values, costs = np.zeros(draws), np.zeros(draws)
    payback, was = np.full(draws, np.nan), np.zeros(draws)
    for t in range(horizon + 1):
        k = t - start + 1
        adoption = np.where(k >= 1, np.minimum(k / row["ramp_months"], 1.0), 0.0)
        spent = np.where(t < start, investment / start, 0.0)
        cost = spent + by_item * adoption + np.where(k >= 1, fixed, 0.0)
        if t == horizon:
            cost = cost + row["decommissioning_cost"]
        flow = value * adoption - cost
        npv += flow / (1 + annual_rate) ** (t / 12)
        values += value * adoption
        costs += cost
        was, total = total, total + flow
        crosses = (was < 0) & (total >= 0)
        payback = np.where(crosses, t - 1 - was / np.where(flow == 0, 1, flow), payback)
    payback = np.where(total < 0, np.inf, payback)
    return {
        "npv": npv,
        "payback": payback,
        "return_multiple": values / costs,
        "investment": investment,
        "annual_value": value * 12,
        "annual_running": (by_item + fixed) * 12,
    }


def worth(npv: np.ndarray, x: np.ndarray) -> tuple[float, float]:
    """What knowing one input is worth, and the share of variance it explains: a polynomial regression."""
    spread = x.std()
    if spread == 0:
        return 0.0, 0.0
    fitted = np.polyval(np.polyfit((x - x.mean()) / spread, npv, 4), (x - x.mean()) / spread)
    return float(np.maximum(fitted, 0).mean() - max(fitted.mean(), 0)), float(fitted.var() / npv.var())


def simulate(
    rows: list[Row], weights: np.ndarray, fixed_scores: np.ndarray, *, seed: int, draws: int, horizon: int, rate: float
) -> dict[str, Any]:
    """Everything that the toolkit reports of the futures; ``fixed_scores`` (workflows, criteria) are given."""
    rng = np.random.default_rng(seed)
    drawn_weights = rng.dirichlet(weights * 50, draws)
    found, scores = [], np.empty((len(rows), draws))
    best, together, best_mean = np.zeros(draws), np.zeros(draws), 0.0
    for i, row in enumerate(rows):
        x = draw(rng, row, draws)
        result = results(x, row, horizon, rate)
        npv = result["npv"]
        with np.errstate(invalid="ignore"):
            one = {name: np.quantile(value, [0.1, 0.5, 0.9]) for name, value in result.items()}
        one["chance_of_loss"] = (npv < 0).mean()
        one["evpi"] = np.maximum(npv, 0).mean() - max(npv.mean(), 0)
        one["inputs"] = [worth(npv, x[name]) for name in DRAWN]
        found.append(one)
        best, best_mean = np.maximum(best, npv), max(best_mean, npv.mean())
        together += np.where(npv.mean() > 0, npv, 0)
        own = (
            np.clip(npv / (62 * 1600) / 4, 0, 1),
            np.clip((result["return_multiple"] - 0.5) / 3.5, 0, 1),
            np.clip((36 - np.minimum(result["payback"], 36)) / 33, 0, 1),
        )
        scores[i] = sum(drawn_weights[:, j] * score for j, score in enumerate(own))
        scores[i] += drawn_weights[:, 3:] @ fixed_scores[i]
    top = np.argsort(-scores, axis=0)[:3]
    return {
        "workflows": found,
        "first_share": np.bincount(top[0], minlength=len(rows)) / draws,
        "top_three_share": np.bincount(top.ravel(), minlength=len(rows)) / draws,
        "choice_evpi": best.mean() - best_mean,
        "together": np.quantile(together, [0.1, 0.5, 0.9]),
    }
