"""Every check on its fixtures."""

from __future__ import annotations

import re

import pytest

from tests.checks.cases import CASES, Case
from tests.checks.world import check, findings, world
from toolkit.model import Outcome
from toolkit.policy import load_policy


@pytest.mark.parametrize("case", CASES, ids=str)
def test_answers(case: Case) -> None:
    sheets = world()
    case.change(sheets)
    found = findings(sheets, case.check)
    assert case.subject in found
    finding = found[case.subject]
    assert (finding.outcome, finding.message) == (Outcome(case.outcome), finding.message)
    assert case.says in finding.message
    assert finding.message[0].isupper() or finding.message[0] in "“"
    assert finding.message.rstrip("”")[-1] in ".?"
    assert not re.search(r"\bNone\b|\bnan\b|\(\)|  ", finding.message)
    if finding.outcome in (Outcome.FAIL, Outcome.UNKNOWN):
        # What is true and not shown needs showing, not doing once more.
        is_bare = "o evidence: " in finding.message and " Missing: " in finding.message
        effort = check(case.check).effort_days
        assert finding.fix.startswith("Add what shows it: ") if is_bare else finding.fix == check(case.check).fix
        assert finding.effort_days == (
            min(effort, load_policy().number("readiness.evidence_days")) if is_bare else effort
        )
        assert finding.evidence or "nothing yet" in finding.message
    if finding.outcome is Outcome.PASS:
        assert not finding.fix


def test_a_contradicted_claim_cites_both_cells() -> None:
    said = {
        ("production.long_enough", "but its first week"): ("Agents!J2", "Metrics!B"),
        ("production.long_enough", "but only from"): ("Agents!H2", "Agents!J2"),
        ("platform.used", "is planned"): ("Ownership!C2", "Platform!D2"),
        ("platform.connectors_agree", "planned"): ("Systems!H2", "Platform!D4"),
        ("platform.shared", "only from"): ("Platform!D2", "Platform!E2"),
        ("governance.owned", "left on"): ("Agents!E2", "People!E2"),
        ("playbook.tried", "involved"): ("Governance!H2", "Governance!"),
    }
    for (name, words), cells in said.items():
        cases = [one for one in CASES if one.check == name and one.outcome == "fail"]
        found = []
        for case in cases:
            sheets = world()
            case.change(sheets)
            found += [one for one in findings(sheets, name).values() if words in one.message]
        assert found, (name, words)
        places = [one.place for one in found[0].evidence]
        assert all(any(place.startswith(cell) for place in places) for cell in cells), (name, places)
