"""The simulation once more, plainly: NumPy's own random numbers and a loop over the months.

Written from section 4 of the design; nothing here comes from ``toolkit/``. Each input has its beta distribution from
``rng.beta``; inputs that share the delivery factor get the order of correlated normal scores (a Gaussian copula by
ranks). Everything is drawn at random, not evenly, so results agree with the toolkit's within the sum of both Monte
Carlo errors.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from tests import reference

Row = dict[str, Any]
Floats = np.ndarray

INPUTS = {
    "volume": ("volume", None),
    "minutes": ("minutes", None),
    "automation": ("automation", 1.0),
    "build_cost": ("build_cost", None),
    "realisation": ("realisation", 1.0),
    "revenue": ("revenue", None),
    "build_months": ("build_months", 120.0),
    "run_cost": ("run_cost_per_item", None),
}
"""Uncertain input: its name in the formulas, and the most that its column allows; the least is always 0."""


def ends(row: Row, inputs: Row, name: str, policy: Row) -> tuple[float, float, float]:
    """Low, likely, high: typed, or likely × (1 ± the spread of the row's confidence) within what is allowed."""
    key, most = INPUTS[name]
    likely = float(inputs[key])
    spread = policy[f"uncertainty.spread.{row.get('confidence') or policy['defaults.confidence']}"]
    low, high = row.get(f"{name}_low"), row.get(f"{name}_high")
    if low is None:
        low = max(likely * (1 - spread), 0.0)
    if high is None:
        high = likely * (1 + spread)
        high = high if most is None else min(high, most)
    return float(low), likely, float(high)


def draw(rng: np.random.Generator, range_: tuple[float, float, float], loading: float, factor: Floats) -> Floats:
    """PERT values in the order of scores that correlate with the factor by the loading."""
    low, likely, high = range_
    if high <= low:
        return np.full(len(factor), likely)
    alpha = 1 + 4 * (likely - low) / (high - low)
    beta = 1 + 4 * (high - likely) / (high - low)
    values = low + (high - low) * np.sort(rng.beta(alpha, beta, len(factor)))
    scores = loading * factor + math.sqrt(1 - loading**2) * rng.standard_normal(len(factor))
    placed = np.empty(len(factor))
    placed[np.argsort(scores)] = values
    return placed


def months(drawn: Row, inputs: Row, work: Row, program: Row, policy: Row) -> tuple[list[Floats], list[Floats]]:
    """Value and cost of every month t = 0 … H, in every future."""
    x = {**inputs, **{INPUTS[name][0]: values for name, values in drawn.items()}}
    horizon = program["horizon_months"]
    waiting = x["build_months"] + work["days"] / policy["integration.days_per_month"]
    start = np.maximum(np.ceil(np.round(waiting, 9)), 1)
    investment = x["build_cost"] + work["days"] * program["integration_day_rate"] + x["change_cost"]
    net_minutes = x["minutes"] - x["review_minutes"]
    realised = np.where(net_minutes >= 0, x["realisation"], 1.0)
    if x["realised_as"] == "capacity only":
        realised = np.where(net_minutes >= 0, 0.0, 1.0)
    hourly = x["hourly_cost"]
    values, costs = [], []
    for t in range(horizon + 1):
        k = t - start + 1
        adoption = np.where(k >= 1, 1.0 if x["ramp_months"] == 0 else np.minimum(1.0, k / (x["ramp_months"] or 1)), 0.0)
        attempted = x["volume"] * adoption
        handled = attempted * x["automation"]
        value = handled * net_minutes / 60 * hourly * realised
        value = value + handled * (x["error_now"] - x["error_agent"]) * x["cost_per_error"]
        value = value + x["revenue"] * x["win_rate"] * x["margin"] * adoption
        cost = attempted * x["run_cost_per_item"] + (attempted - handled) * x["hand_back_minutes"] / 60 * hourly
        cost = cost + np.where(k >= 1, x["fixed_run"] + x["care_hours"] * hourly, 0.0)
        cost = cost + np.where(t < start, investment / start, 0.0)
        if t == horizon:
            cost = cost + x["decommissioning_cost"] + investment / start * np.maximum(start - horizon - 1, 0)
        values.append(value)
        costs.append(cost)
    return values, costs


def workflow(rng: np.random.Generator, row: Row, found: Row, program: Row, policy: Row, factor: Floats) -> Row:
    """One workflow in every future: its drawn inputs, NPV, payback (infinite where never) and return multiple."""
    strength = policy["uncertainty.factor_strength"]
    drawn = {
        name: draw(
            *(rng, ends(row, found["inputs"], name, policy)),
            *(policy[f"uncertainty.loadings.{name}"] * strength, factor),
        )
        for name in INPUTS
    }
    values, costs = months(drawn, found["inputs"], found["integration"], program, policy)
    npv, level = np.zeros(len(factor)), np.zeros(len(factor))
    payback, before = np.zeros(len(factor)), np.zeros(len(factor))
    for t, (value, cost) in enumerate(zip(values, costs, strict=True)):
        flow = value - cost
        npv += flow / (1 + program["annual_discount_rate"]) ** (t / 12)
        before, level = level, level + flow
        with np.errstate(divide="ignore", invalid="ignore"):
            payback = np.where((before < 0) & (level >= 0), t - 1 - before / flow, payback)
    payback = np.where(level < 0, np.inf, payback)
    with np.errstate(divide="ignore", invalid="ignore"):
        multiple = sum(values) / sum(costs)
    return {"drawn": drawn, "npv": npv, "payback": payback, "return_multiple": multiple}


def simulate(settings: Row, sheets: reference.Sheets, policy: Row, *, seed: int, draws: int) -> Row:
    """Every workflow whose figures are known, one factor for all, and the candidates that earn together."""
    rng = np.random.default_rng(seed)
    base = reference.assess(settings, sheets, policy)
    factor = rng.standard_normal(draws)
    workflows: dict[str, Row] = {}
    together = np.full(draws, -base["platform_cost"])
    best, best_mean = np.zeros(draws), 0.0
    for row in sheets["Workflows"]:
        found = base["workflows"][row["workflow_id"]]
        if not found["case"]:
            continue
        one = workflow(rng, row, found, base["program"], policy, factor)
        workflows[row["workflow_id"]] = one
        if found["is_candidate"]:
            best, best_mean = np.maximum(best, one["npv"]), max(best_mean, float(one["npv"].mean()))
            if found["case"]["npv"] > 0:
                together = together + one["npv"]
    return {
        "base": base,
        "workflows": workflows,
        "together": together,
        "regret": best,
        "choice_evpi": float(best.mean()) - best_mean,
    }


def value_function(value: Floats, worst: float, best: float) -> Floats:
    """0 at worst, 1 at best, linear between and flat beyond; a value that is missing counts 0."""
    return np.nan_to_num(np.clip((value - worst) / (best - worst), 0, 1))


def places(rng: np.random.Generator, scored: dict[str, Row], weights: dict[str, float], policy: Row) -> Row:
    """In how many futures each candidate is first, and among the first three.

    ``scored`` has, per candidate, its futures and ``given``: the scores of the criteria that do not vary. Weights are
    Dirichlet around those given, shares of their sum, with the policy's concentration.
    """
    names, ids = [name for name in weights if weights[name] > 0], sorted(scored)
    whole = sum(weights.values())
    draws = len(next(iter(scored.values()))["npv"])
    drawn = rng.dirichlet(
        [weights[name] / whole * policy["ranking.weight_concentration"] for name in names], size=draws
    )
    totals = np.zeros((len(ids), draws))
    for i, name in enumerate(ids):
        for j, criterion in enumerate(names):
            worst, best = policy[f"ranking.worst.{criterion}"], policy[f"ranking.best.{criterion}"]
            score = scored[name]["given"].get(criterion)
            if score is None:
                score = value_function(scored[name][criterion], worst, best)
            totals[i] += drawn[:, j] * score
    position = np.argsort(-totals, axis=0, kind="stable")  # ties go by id
    return {name: ((position[0] == i).mean(), (position[:3] == i).any(axis=0).mean()) for i, name in enumerate(ids)}
