"""The three traps together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from toolkit.checks.traps.debt import governance_debt
from toolkit.checks.traps.fleet import read_fleet
from toolkit.checks.traps.sprawl import sprawl
from toolkit.checks.traps.tax import integration_tax
from toolkit.results import Traps

if TYPE_CHECKING:
    from toolkit.checks.facts import Facts
    from toolkit.model import Finding


def judge_traps(facts: Facts, findings: Iterable[Finding]) -> Traps:
    """Return sprawl, governance debt and integration tax of the agents in build, pilot and production.

    Pure, and the same whatever the order of rows but for the cells it points to. ``findings`` are those of all checks:
    governance debt adds up what they answered. What nobody knows lowers the coverage of a trap, never its index; where
    no agent is at work there is no index.
    """
    fleet = read_fleet(facts)
    return Traps(sprawl(fleet), governance_debt(fleet, tuple(findings)), integration_tax(fleet))
