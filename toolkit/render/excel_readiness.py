"""*Readiness* and *Findings*: the six questions check by check, and every answer with cells, fix and owner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolkit.model import Finding, Outcome, Severity
from toolkit.render.excel_looks import OUTCOME_LOOKS, SEVERITY_LOOKS, SHAPES
from toolkit.render.excel_page import Column, Page, widths
from toolkit.render.view_answers import OPEN, coverage_says, verdict_says
from toolkit.render.view_blockers import blockers
from toolkit.render.view_evidence import NOBODY
from toolkit.render.view_words import capital, clean, listed, name_of, number_word, percent, shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.model import Check, Evidence, Value
    from toolkit.render.excel_looks import Formats
    from toolkit.render.view_reading import Reading

_ORDER = (*OPEN, Outcome.WAIVED, Outcome.PASS, Outcome.NOT_APPLICABLE)
_SEVERITIES = tuple(Severity)
_NAMED = 3
LONGEST = 160

_VERBS = {
    Outcome.PASS: ("passes", "pass"),
    Outcome.FAIL: ("fails", "fail"),
    Outcome.UNKNOWN: ("is unknown", "are unknown"),
    Outcome.ERROR: ("broke", "broke"),
    Outcome.WAIVED: ("is waived", "are waived"),
    Outcome.NOT_APPLICABLE: ("does not apply", "do not apply"),
}


def opens(reading: Reading, question: str) -> str:
    """Return what stands in the way of a question: the first answer that does not pass, and how many more."""
    found = sorted((one for one in reading.assessment.findings if one.question == question and _stands(one)), key=_rank)
    if not found:
        return "nothing"
    more = f" And {number_word(len(found) - 1)} more on Readiness." if len(found) > 1 else ""
    return shorten(found[0].message, LONGEST) + more


def _stands(one: Finding) -> bool:
    return one.severity is Severity.BLOCKER and one.outcome in OPEN


def write_readiness(book: Any, formats: Formats, reading: Reading) -> None:
    """Write the sheet *Readiness*: a band for each question, a row for each check."""
    columns = (
        Column("Outcome", 14),
        Column("What it asks", 30, "wrapped"),
        Column("What was found", 34, "wrapped"),
        Column("Grade of evidence", 10),
        Column("Least grade to pass", 10),
        Column("Why it is asked", 28, "wrapped"),
        Column("How to mend it", 30, "wrapped"),
        Column("Severity", 10),
        Column("Source", 22, "wrapped"),
    )
    found = reading.assessment.readiness
    page = Page(book, formats, "Readiness", reading.assessment, widths(columns))
    page.head(
        verdict_says(found),
        f"{coverage_says(found.coverage)} Grades of evidence, best first: measured, recorded, claimed, assumed. "
        "What is claimed or assumed alone passes only where the check says so; missing evidence counts in nobody’s "
        "favour.",
    )
    head = page.row
    page.heads(columns)
    by_check: dict[str, list[Finding]] = {}
    for one in reading.assessment.findings:
        by_check.setdefault(one.check, []).append(one)
    start = page.row
    for question in found.questions:
        covered = "nothing to answer" if question.coverage is None else f"{percent(question.coverage)} answered"
        page.band(f"{SHAPES[question.outcome]} · {clean(question.title)} {capital(covered)}.")
        page.put(page.row - 1, 0, f"{SHAPES[question.outcome]} · {clean(question.title)} {capital(covered)}.",
                 bold=True, valign="vcenter", **OUTCOME_LOOKS[question.outcome])  # fmt: skip
        for check in reading.assessment.checks:
            if check.question == question.question_id:
                page.cells(columns, _check_row(check, by_check.get(check.id, [])))
    asked = {question.question_id for question in found.questions}
    beside = [check for check in reading.assessment.checks if check.question not in asked]
    if beside:
        page.band("Beside the questions")
        for check in beside:
            page.cells(columns, _check_row(check, by_check.get(check.id, [])))
    _colour(page, (start, max(page.row - 1, start)), 0, 7)
    page.finish(head, 2)


def _check_row(check: Check, found: Sequence[Finding]) -> list[Value]:
    outcome = min((one.outcome for one in found), key=_ORDER.index, default=Outcome.UNKNOWN)
    deciding = [one for one in found if one.outcome is outcome]
    grades = [one.grade for one in deciding if one.grade is not None]
    weakest = max(grades, key=list(type(grades[0])).index).value if grades else "none"
    return [
        *(SHAPES[outcome], clean(check.asks), _found(found, deciding, outcome), weakest, check.least_grade.value),
        *(clean(check.why), clean(check.fix), check.severity.value, clean(check.source)),
    ]


def _found(found: Sequence[Finding], deciding: Sequence[Finding], outcome: Outcome) -> str:
    if not found:
        return "There was nothing to ask it of."
    if len(found) == 1:
        return clean(found[0].message)
    if len(deciding) == len(found):
        said = f"All {number_word(len(found))} {_VERBS[outcome][1]}"
    else:
        said = (
            f"{capital(number_word(len(deciding)))} of {number_word(len(found))} {_VERBS[outcome][len(deciding) > 1]}"
        )
    if outcome in (Outcome.PASS, Outcome.NOT_APPLICABLE):
        return f"{said}."
    names = [name_of(one.subject) for one in deciding[:_NAMED]]
    left = len(deciding) - len(names)
    return f"{said}: {', '.join(names)} and {left:,} more." if left else f"{said}: {listed(names)}."


def write_findings(book: Any, formats: Formats, reading: Reading) -> None:
    """Write the sheet *Findings*: one row per answer, blockers first, what stands in the way before what passes."""
    columns = (
        Column("Outcome", 15),
        Column("Severity", 10),
        Column("Check", 25),
        Column("Question", 11),
        Column("Subject", 20, "wrapped"),
        Column("Message", 38, "wrapped"),
        Column("Grade of evidence", 11),
        Column("Evidence cells", 22, "wrapped"),
        Column("Fix", 32, "wrapped"),
        Column("Owner", 14, "wrapped"),
        Column("Effort, days", 8, "plain"),
    )
    page = Page(book, formats, "Findings", reading.assessment, widths(columns))
    found = sorted(reading.assessment.findings, key=_rank)
    page.head(
        blockers(reading).says,
        "Filter by owner to see who has what to do; effort is days of work, where any is left.",
    )
    head = page.row
    rows = page.table(columns, [_finding_row(one) for one in found])
    _colour(page, rows, 0, 1)
    page.finish(head, 3, rows)


def _rank(one: Finding) -> tuple[int, int, float]:
    effort = float("inf") if one.effort_days is None else one.effort_days
    return (_SEVERITIES.index(one.severity), _ORDER.index(one.outcome), effort)


def _finding_row(one: Finding) -> list[Value]:
    effort: Value = one.effort_days if one.outcome in OPEN else "none left"
    return [
        *(SHAPES[one.outcome], one.severity.value, clean(one.check), one.question or "none", clean(one.subject)),
        *(clean(one.message), "none" if one.grade is None else one.grade.value, cells_of(one.evidence) or "none"),
        *(clean(one.fix) or "none needed", clean(one.owner) or NOBODY, effort),
    ]


def cells_of(evidence: Sequence[Evidence]) -> str:
    """Return every cell, those of one sheet together; empty without any."""
    sheets: dict[str, list[str]] = {}
    for one in dict.fromkeys(evidence):
        sheets.setdefault(one.sheet, []).append(one.cell)
    named = {sheet: ", ".join(dict.fromkeys(cell for cell in cells if cell)) for sheet, cells in sheets.items()}
    return "; ".join(f"{sheet}!{cells}" if cells else sheet for sheet, cells in named.items())


def _colour(page: Page, rows: tuple[int, int], outcome: int, severity: int) -> None:
    page.colour(rows, outcome, [(SHAPES[one], style) for one, style in OUTCOME_LOOKS.items()])
    page.colour(rows, severity, [(one.value, style) for one, style in SEVERITY_LOOKS.items()])
