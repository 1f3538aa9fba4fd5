"""*Readiness* and *Findings*: every check and every answer."""

from __future__ import annotations

from tests.render.excel.books import book, example, head_row, table
from toolkit.model import Outcome, Severity
from toolkit.render.excel_looks import MARKS, SHAPES


def test_readiness_asks_every_check_and_says_why() -> None:
    assessment, sheet = example(), book()["Readiness"]
    top = head_row(sheet, "Outcome")
    rows = {row[1]: row for row in sheet.iter_rows(min_row=top + 1, values_only=True) if row[1]}
    assert set(rows) == {check.asks for check in assessment.checks}
    for check in assessment.checks:
        outcomes = {one.outcome for one in assessment.findings if one.check == check.id}
        assert rows[check.asks][5] == check.why
        if outcomes == {Outcome.PASS}:
            assert rows[check.asks][0] == "● pass"
        if Outcome.UNKNOWN in outcomes and not outcomes & {Outcome.FAIL, Outcome.ERROR}:
            assert rows[check.asks][0] == "○ unknown"


def test_findings_are_all_there_blockers_first() -> None:
    assessment, sheet = example(), book()["Findings"]
    rows = table(sheet, "Outcome")
    assert len(rows) == len(assessment.findings)
    severities = [row["Severity"] for row in rows]
    assert severities == sorted(severities, key=[one.value for one in Severity].index)
    first = [row["Outcome"] for row in rows if row["Severity"] == "blocker"]
    assert first == sorted(first, key=lambda said: "pass" in said or "not applicable" in said)
    assert sheet.auto_filter.ref == f"A{head_row(sheet, 'Outcome')}:K{head_row(sheet, 'Outcome') + len(rows)}"
    for one in assessment.findings:
        row = next(row for row in rows if (row["Check"], row["Subject"]) == (one.check, one.subject))
        assert row["Message"] == one.message
        assert row["Fix"] == (one.fix or "none needed")
        for evidence in one.evidence:
            assert evidence.cell in row["Evidence cells"]
        if one.outcome in (Outcome.UNKNOWN, Outcome.FAIL):
            assert row["Effort, days"] == one.effort_days
            assert row["Owner"] == one.owner


def test_outcomes_are_coloured_by_their_words() -> None:
    rules = {
        rule.formula[0].strip('"')
        for ranges in book()["Findings"].conditional_formatting
        for rule in ranges.rules
        if rule.formula
    }
    assert {*SHAPES.values(), *(one.value for one in Severity)} <= rules
    assert set(MARKS) == set(Outcome)
