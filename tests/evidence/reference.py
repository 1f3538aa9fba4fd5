"""Health once more, slowly: one loop per sum over plain rows; nothing here comes from ``toolkit/``."""

from __future__ import annotations

import datetime as dt
from itertools import combinations
from statistics import median
from typing import Any

Row = dict[str, Any]

RATES = {
    "completion": ("completed", "runs"),
    "automation": ("completed", "eligible"),
    "fallback": ("fallbacks", "runs"),
    "escalation": ("escalations", "runs"),
    "error": ("errors", "completed"),
    "unedited": ("approved_unedited", "approvals"),
    "csat": ("csat_sum", "csat_count"),
    "cost_per_action": ("cost", "runs"),
    "hallucinations": ("hallucinations", "runs"),
    "intent_drift": ("intent_drift", "runs"),
}
SHARES = set(RATES) - {"csat", "cost_per_action"}


WHOLES = {
    "completed": "eligible",
    "errors": "completed",
    "approved_unedited": "approvals",
    "hallucinations": "runs",
    "intent_drift": "runs",
}


def typed(row: Row, name: str) -> float | None:
    if name != "runs":
        return row.get(name)
    parts = [row.get(part) for part in ("completed", "fallbacks", "escalations")]
    return None if None in parts else sum(parts)


def cell(row: Row, name: str) -> float | None:
    """A cell, missing where it is a part larger than its whole."""
    if name != "runs":
        value, whole = typed(row, name), typed(row, WHOLES.get(name, name))
        return None if value is None or (whole is not None and value > whole) else value
    parts = [cell(row, part) for part in ("completed", "fallbacks", "escalations")]
    return None if None in parts else sum(parts)


def contradicts(rows: list[Row], name: str) -> bool:
    """Whether a column that the rate rests on is missing for being larger than its whole."""
    columns = {one for part in RATES[name] for one in (RUNS if part == "runs" else (part,))}
    return any(typed(row, one) is not None and cell(row, one) is None for row in rows for one in columns)


RUNS = ("completed", "fallbacks", "escalations")


def in_production(agent: Row, rows: list[Row], as_of: dt.date) -> list[Row]:
    """Complete weeks of an agent from its first day in production on, oldest first."""
    since = agent.get("production_since")
    own = [row for row in rows if row["agent"] == agent["agent_id"] and since is not None]
    chosen = [row for row in own if row["week"] >= since and row["week"] + dt.timedelta(days=7) <= as_of]
    return sorted(chosen, key=lambda row: row["week"])


def pooled(rows: list[Row], name: str) -> tuple[float | None, int]:
    """The rate of sums over rows in which both cells are filled, and how many of them say something."""
    top, bottom = RATES[name]
    pairs = [(cell(row, top), cell(row, bottom)) for row in rows]
    known = [(k, n) for k, n in pairs if k is not None and n is not None]
    total = sum(n for _, n in known)
    return (sum(k for k, _ in known) / total if total else None), sum(n > 0 for _, n in known)


def wilson(k: float, n: float, z: float = 1.959963984540054) -> tuple[float, float]:
    centre, half = k + z * z / 2, z * (k * (n - k) / n + z * z / 4) ** 0.5
    return (centre - half) / (n + z * z), (centre + half) / (n + z * z)


def slope(rows: list[Row], name: str, last: dt.date, window: int = 26) -> float | None:
    """Theil–Sen per week over the last weeks; missing below eight weeks with runs."""
    top, bottom = RATES[name]
    points = []
    for row in rows:
        k, n, back = cell(row, top), cell(row, bottom), (last - row["week"]).days // 7
        if back < window and k is not None and n:
            points.append((-back, k / n))
    if len(points) < 8:
        return None
    return median((b - a) / (j - i) for (i, a), (j, b) in combinations(points, 2))
