"""Many different candidates, for the benchmarks: the same ones for the same number."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.benchmarks.plain_simulation import DRAWN
from tests.portfolios import portfolio
from toolkit.sheets import Portfolio

SYSTEMS = [
    {
        "system_id": f"s{i}",
        "interface": ("REST", "database", "file", "MCP")[i % 4],
        "standard_authentication": True,
        "rate_limits_documented": True,
        "standard_data_format": True,
        "people_who_know": 3,
    }
    for i in range(20)
]


def rows(number: int) -> list[dict[str, Any]]:
    """Rows of the Workflows sheet with every range typed."""
    rng = np.random.default_rng(7)
    found = []
    for i in range(number):
        likely = {
            "volume": rng.uniform(50, 2000),
            "minutes": rng.uniform(5, 40),
            "automation": rng.uniform(0.2, 0.7),
            "build_cost": rng.uniform(10_000, 60_000),
            "realisation": rng.uniform(0.3, 0.7),
            "revenue": rng.uniform(0, 5000),
            "build_months": rng.uniform(1, 6),
            "run_cost": rng.uniform(0.1, 1),
        }
        row: dict[str, Any] = {"workflow_id": f"w{i:05}", "name": f"Workflow {i}", "systems_read": (f"s{i % 20}",)}
        for name in DRAWN:
            down, up = rng.uniform(0.1, 0.5), rng.uniform(0.1, 0.4)
            row |= {f"{name}_low": likely[name] * (1 - down), f"{name}_high": likely[name] * (1 + up)}
            row[f"{name}_likely"] = likely[name]
        row |= {"review_minutes": 2, "hand_back_minutes": 1, "hourly_cost": 62, "realised_as": "overtime"}
        row |= {"error_now": 0.04, "error_agent": 0.02, "cost_per_error": 50, "win_rate": 0.3, "margin": 0.4}
        row |= {"ramp_months": 3, "change_cost": 4000, "fixed_run": 600, "care_hours": 6, "decommissioning_cost": 2500}
        row |= {"data_sources": (), "strategic_value": 3, "confidence": "medium"}
        found.append(row)
    return found


def crowd(number: int) -> Portfolio:
    """A portfolio of that many candidates."""
    return portfolio(Workflows=rows(number), Systems=SYSTEMS)


def plainly(number: int) -> list[dict[str, Any]]:
    """The same candidates as the plain simulation wants them: ranges as triples, integration given."""
    found = []
    for row in rows(number):
        plain = {name: (row[f"{name}_low"], row[f"{name}_likely"], row[f"{name}_high"]) for name in DRAWN}
        rest = {name: row[name] for name in row if not name.endswith(("_low", "_likely", "_high"))}
        found.append({**rest, **plain, "integration_days": 4.0, "integration_cost": 3200.0})
    return found
