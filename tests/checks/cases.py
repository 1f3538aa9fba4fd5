"""The fixtures of every check, gathered: what is spoiled in the small organisation, and what it must then answer."""

from __future__ import annotations

from tests.checks import (
    cases_fleet,
    cases_governing,
    cases_ownership,
    cases_pace,
    cases_people,
    cases_readiness,
    cases_standing,
)
from tests.checks.spoiling import Case

TABLES = (cases_readiness, cases_ownership, cases_governing, cases_fleet, cases_pace, cases_standing, cases_people)

CASES = [
    Case(name, *row, str(number))
    for part in TABLES
    for name, rows in part.table().items()
    for number, row in enumerate(rows)
]
NEVER = {
    "production.outcomes_measured": "fail",
    "playbook.written": "fail",
    "governance.decided": "fail",
    "ownership_map.claims_written": "fail",
    "phases.cost_model": "fail",
    "phases.several_agents": "fail",
}
"""An outcome that a check cannot have: what nobody wrote down is unknown, and nothing else could contradict it."""
