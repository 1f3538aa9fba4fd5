"""One candidate with six uncertain inputs, to be simulated by two libraries."""

from __future__ import annotations

from typing import Any

RANGES = {
    "volume": (700, 900, 1200),
    "minutes": (10, 14, 19),
    "automation": (0.4, 0.6, 0.75),
    "build_cost": (18_000, 24_000, 36_000),
    "build_months": (1, 1.5, 3),
    "run_cost": (0.2, 0.35, 0.6),
}
"""The six; realisation and revenue are certain."""

ROW: dict[str, Any] = {
    **{"review_minutes": 2, "hand_back_minutes": 1, "hourly_cost": 62, "error_now": 0.04, "error_agent": 0.015},
    **{"cost_per_error": 85, "win_rate": 1, "margin": 1, "ramp_months": 3, "change_cost": 4000, "fixed_run": 600},
    **{"care_hours": 6, "decommissioning_cost": 2500, "integration_days": 0, "integration_cost": 0},
}
