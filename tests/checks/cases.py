"""The fixtures of every check, gathered: what is spoiled in the small organisation, and what it must then answer."""

from __future__ import annotations

from tests.checks import cases_readiness
from tests.checks.spoiling import Case

TABLES = (cases_readiness,)

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
}
"""An outcome that a check cannot have: what nobody wrote down is unknown, and nothing else could contradict it."""
