"""Which cells would answer the most open blocker checks."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from toolkit.model import NOBODY, Outcome, Severity
from toolkit.results import FillNext

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.model import Check, Evidence, Finding


def cells_that_answer(findings: Iterable[Finding], checks: Iterable[Check]) -> list[FillNext]:
    """Return the cells (or whole sheets) that would answer unknown blocker checks, those that answer most first."""
    asks = {check.id: check.asks for check in checks}
    answers: dict[Evidence, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.outcome is Outcome.UNKNOWN and finding.severity is Severity.BLOCKER:
            for evidence in finding.evidence[:1]:
                answers[evidence].append(finding)
    return [
        FillNext(
            *(evidence.sheet, evidence.cell, _title(found), found[0].subject),
            owner=found[0].owner or NOBODY,
            swing=None,
            because=asks[found[0].check],
        )
        for evidence, found in sorted(answers.items(), key=lambda item: (-len(item[1]), item[0].place))
    ]


def _title(found: list[Finding]) -> str:
    return f"{len(found)} open {'question' if len(found) == 1 else 'questions'}"
