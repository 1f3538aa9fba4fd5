"""What is said of the six questions: the verdict, how checks came out, each question with its findings.

Used by notebooks and the pages made from them; counts are of blocker checks, lists hold every finding.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from toolkit.model import Outcome, Severity
from toolkit.render.view_evidence import NOBODY
from toolkit.render.view_records import Card, Cell, Column, Mark, Section, Table
from toolkit.render.view_words import (
    capital,
    count,
    decimal,
    listed,
    name_of,
    number_word,
    percent,
    shorten,
    value_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from toolkit.model import Check, Evidence, Finding
    from toolkit.render.view_reading import Reading
    from toolkit.results import QuestionResult, Readiness

ROWS_SHOWN = 10
FINDINGS_SHOWN = 50
PLACES_SHOWN = 4
STRIP_SHOWN = 30
SETTLED = (Outcome.PASS, Outcome.WAIVED, Outcome.NOT_APPLICABLE)
OPEN = (Outcome.FAIL, Outcome.ERROR, Outcome.UNKNOWN)


MARKS = {
    Outcome.PASS: Mark("●", "pass", "pass"),
    Outcome.FAIL: Mark("✕", "fail", "fail"),
    Outcome.UNKNOWN: Mark("○", "unknown", "unknown"),
    Outcome.WAIVED: Mark("◐", "waived", "waived"),
    Outcome.NOT_APPLICABLE: Mark("–", "not applicable", "none"),
    Outcome.ERROR: Mark("!", "check broke", "fail"),
}
_WORDS = {
    Outcome.PASS: ("passes", "pass"),
    Outcome.FAIL: ("fails", "fail"),
    Outcome.ERROR: ("broke", "broke"),
    Outcome.UNKNOWN: ("is not known", "are not known"),
    Outcome.WAIVED: ("is waived", "are waived"),
    Outcome.NOT_APPLICABLE: ("does not apply", "do not apply"),
}
_SAID = {Outcome.PASS: "Yes", Outcome.FAIL: "No", Outcome.NOT_APPLICABLE: "The question does not arise"}


def verdict_says(readiness: Readiness) -> str:
    """Return the verdict in a sentence: the word of the assessment, then how many of the six have which outcome."""
    outcomes = Counter(one.outcome for one in readiness.questions)
    head = {"ready": "Ready for another agent", "not_ready": "Not ready for another agent"}
    said = head.get(readiness.verdict, "Not known whether you are ready for another agent")
    total = sum(outcomes.values())
    if not total:
        return f"{said}: no question is asked."
    waivers = sum(one.waivers for one in readiness.questions)
    tail = f", with {count(waivers, 'waiver')}" if waivers else ""
    if outcomes[Outcome.PASS] == total:
        return f"{said}: all {number_word(total)} questions pass{tail}."
    passing = number_word(outcomes[Outcome.PASS]) if outcomes[Outcome.PASS] else "none"
    first = f"{passing} of {number_word(total)} questions {_verb(Outcome.PASS, outcomes)}"
    others = [_counted(outcome, outcomes) for outcome in _WORDS if outcome is not Outcome.PASS and outcomes[outcome]]
    if len(others) == 1 and not outcomes[Outcome.PASS]:
        return f"{said}: all of the {number_word(total)} questions {_verb(next(iter(outcomes)), outcomes)}{tail}."
    return f"{said}: {listed([first, *others])}{tail}."


def coverage_says(coverage: float | None) -> str:
    """Return how much of what decides is known, as a sentence."""
    if coverage is None:
        return "Nothing that decides can be judged yet."
    return f"{percent(coverage)} of the checks that decide could be answered (coverage)."


def outcomes_say(found: Iterable[Finding], one: str = "finding", many: str = "") -> str:
    """Return how many findings there are of each outcome, as a sentence."""
    counts = Counter(each.outcome for each in found)
    total = sum(counts.values())
    if not total:
        return f"There is no {one}."
    parts = [_counted(outcome, counts) for outcome in _WORDS if counts[outcome]]
    return f"Of {count(total, one, many)}, {listed(parts)}."


def answered_says(reading: Reading) -> str:
    """Return how the checks behind the six questions came out, and how many of them could be answered."""
    asked = [one for one in reading.assessment.findings if one.question and one.severity is Severity.BLOCKER]
    says = outcomes_say(asked, "check that decides", "checks that decide")
    return f"{says} {coverage_says(reading.assessment.readiness.coverage)}"


def cards(reading: Reading) -> tuple[Card, ...]:
    """Return the six questions at a glance, in their order."""
    return tuple(_card(reading, one) for one in reading.assessment.readiness.questions)


def _card(reading: Reading, one: QuestionResult) -> Card:
    found = _of_question(reading, one.question_id)
    deciding = [finding for finding in found if finding.severity is Severity.BLOCKER]
    marks = tuple(MARKS[finding.outcome] for finding in deciding)
    counts = Counter(finding.outcome for finding in deciding)
    says = listed([f"{number_word(counts[outcome])} {MARKS[outcome].word}" for outcome in MARKS if counts[outcome]])
    left = len(marks) - STRIP_SHOWN
    return Card(
        title=one.title,
        mark=MARKS[one.outcome],
        note=_most_important(found) or "No check asks about it.",
        coverage="" if one.coverage is None else f"coverage {percent(one.coverage)}",
        strip=marks[:STRIP_SHOWN],
        strip_says=f"{count(len(marks), 'check')}: {says}" + (f"; {left} not drawn" if left > 0 else ""),
    )


def _most_important(found: Sequence[Finding]) -> str:
    """Return the first thing that keeps a question from a pass, else how much there is behind the pass."""
    for outcome in OPEN:
        messages = [finding.message for finding in found if finding.outcome is outcome]
        if messages:
            more = len(messages) - 1
            return shorten(messages[0], 160) + (f" And {number_word(more)} more." if more else "")
    passed = sum(finding.outcome is Outcome.PASS for finding in found)
    return f"{capital(count(passed, 'check'))} passed." if passed else ""


def question(reading: Reading, question_id: str) -> Section:
    """Return one question: what failed, what is not known, what is waived, what passed; raises ``KeyError``."""
    one = {found.question_id: found for found in reading.assessment.readiness.questions}[question_id]
    found = _of_question(reading, question_id)
    counts = Counter(finding.outcome for finding in found if finding.severity is Severity.BLOCKER)
    parts = [_counted(outcome, counts) for outcome in _WORDS if counts[outcome]]
    said = _SAID.get(one.outcome, "Not known")
    if one.outcome is Outcome.PASS and one.waivers:
        said += f", with {count(one.waivers, 'waiver')}"
    checks = {check.id: check for check in reading.assessment.checks}
    tables = [
        _failed([finding for finding in found if finding.outcome in (Outcome.FAIL, Outcome.ERROR)], checks),
        _unknown([finding for finding in found if finding.outcome is Outcome.UNKNOWN], checks),
        _settled("Waived", [finding for finding in found if finding.outcome is Outcome.WAIVED]),
        _settled("What passed", [finding for finding in found if finding.outcome is Outcome.PASS]),
        _settled("What does not apply", [finding for finding in found if finding.outcome is Outcome.NOT_APPLICABLE]),
    ]
    total = sum(counts.values())
    says = f"{said}: of {count(total, 'check')}, {listed(parts)}." if parts else f"{said}: no check."
    if len(parts) == 1:
        alone = {1: "the one check", 2: "both checks"}.get(total, f"all {number_word(total)} checks")
        says = f"{said}: {alone} {_verb(next(iter(counts)), counts)}."
    known = [] if one.coverage is None else [coverage_says(one.coverage)]
    return Section(" ".join([says, *known]), tuple(table for table in tables if table))


def _failed(found: Sequence[Finding], checks: dict[str, Check]) -> Table | None:
    heads = ("What failed, and why it matters", "Cell", "How to mend it", "Owner", "Days of work")
    rows = [
        (*what_and_why(one, checks), Cell(shorten(one.fix) or "–"), owner_cell(one), Cell(effort_text(one)))
        for one in sorted(found, key=lambda one: (one.severity is not Severity.BLOCKER, one.effort_days or 0.0))
    ]
    return table_of("What failed", heads, rows, numbers=("Days of work",))


def _unknown(found: Sequence[Finding], checks: dict[str, Check]) -> Table | None:
    heads = ("What is not known, and why it matters", "What would answer", "How", "Owner")
    rows = [(*what_and_why(one, checks), Cell(shorten(one.fix) or "–"), owner_cell(one)) for one in found]
    return table_of("What is not known", heads, rows)


def what_and_why(one: Finding, checks: dict[str, Check]) -> tuple[Cell, Cell]:
    """Return what was found with why it matters, and where: its cells, else the sheets that would answer."""
    check = checks.get(one.check)
    why = check.why if check else ""
    if one.severity is not Severity.BLOCKER:
        why = f"{why} ({one.severity}: does not decide)".strip()
    where = places(one.evidence) or (listed(list(check.sheets)) if check else "") or "–"
    return Cell(shorten(one.message), why), Cell(where)


def _settled(caption: str, found: Sequence[Finding]) -> Table | None:
    rows = [(Cell(shorten(one.message)), Cell(places(one.evidence) or "–"), Cell(one.grade or "–")) for one in found]
    return table_of(caption, ("What", "Cell", "Evidence"), rows)


def table_of(
    caption: str, heads: Sequence[str], rows: Sequence[tuple[Cell, ...]], *, numbers: Sequence[str] = ()
) -> Table | None:
    """Return rows as a table of at most fifty, ten in sight; nothing where there is none."""
    if not rows:
        return None
    columns = tuple(Column(head, head in numbers) for head in heads)
    left = len(rows) - FINDINGS_SHOWN
    more = f"and {left:,} more in assessment.json" if left > 0 else ""
    return Table(caption, columns, tuple(rows[:ROWS_SHOWN]), tuple(rows[ROWS_SHOWN:FINDINGS_SHOWN]), more)


def places(evidence: Iterable[Evidence]) -> str:
    """Return cells in a line, those of one sheet together, at most four.

    >>> from toolkit.model import Evidence, Grade
    >>> places([Evidence(Grade.CLAIMED, "Agents", "H2"), Evidence(Grade.CLAIMED, "Agents", "O2")])
    'Agents!H2, O2'
    """
    found = list(dict.fromkeys(evidence))
    sheets: dict[str, list[str]] = defaultdict(list)
    for one in found[:PLACES_SHOWN]:
        sheets[one.sheet].append(one.cell)
    said = [
        f"{sheet}!{', '.join(cell for cell in cells if cell)}" if any(cells) else sheet
        for sheet, cells in sheets.items()
    ]
    left = len(found) - PLACES_SHOWN
    return "; ".join(said) + (f" and {left:,} more" if left > 0 else "")


def _of_question(reading: Reading, question_id: str) -> list[Finding]:
    return [one for one in reading.assessment.findings if one.question == question_id]


def _verb(outcome: Outcome, counts: Counter[Outcome]) -> str:
    one, many = _WORDS[outcome]
    return one if counts[outcome] == 1 else many


def _counted(outcome: Outcome, counts: Counter[Outcome]) -> str:
    return f"{number_word(counts[outcome])} {_verb(outcome, counts)}"


def owner_cell(one: Finding) -> Cell:
    """Return who can mend it."""
    return Cell(name_of(one.owner, NOBODY), is_missing=not one.owner)


def effort_text(one: Finding) -> str:
    """Return the days of work, whole from one on; *unknown* where missing."""
    return value_text(None) if one.effort_days is None else decimal(one.effort_days, 0 if one.effort_days >= 1 else 1)
