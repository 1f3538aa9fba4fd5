"""The appendices of the full report: every finding with its evidence, and the policy values that a client replaced."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.model import Outcome, Severity
from toolkit.render.view_answers import MARKS, OPEN, outcomes_say, places
from toolkit.render.view_candidates import left_out
from toolkit.render.view_evidence import NOBODY, ROWS_SHOWN
from toolkit.render.view_parts import Part
from toolkit.render.view_records import Cell, Column, Table
from toolkit.render.view_report_method import policy_rows, policy_table, replaced
from toolkit.render.view_report_records import ReportPart, numbered
from toolkit.render.view_words import SPACE, capital, count, date, listed, name_of, number_word, shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.model import Finding
    from toolkit.render.view_reading import Reading

FINDINGS_SHOWN = 400
"""Findings of one kind that are listed; the others stand in Excel."""

KEYS_SAID = 5
SUBJECT = 40
MESSAGE_LENGTH = 1000
IN_EXCEL = "Excel, sheet Findings"
HEADS = ("What was found, how to mend it, who can", "Outcome and cells")
DECIDES = {Severity.BLOCKER: "decides", Severity.WARNING: "warning", Severity.NOTE: "note"}


def appendices(reading: Reading) -> tuple[ReportPart, ...]:
    """Return the appendices that there is something to put into."""
    found = reading.assessment.findings
    chapters = (
        ("open-findings", "What is open", _open(_of(found, *OPEN))),
        ("waived-findings", "What is waived", _waived(reading, _of(found, Outcome.WAIVED))),
        ("passed-findings", "What passed", _settled(_of(found, Outcome.PASS), "What passed")),
        ("other-findings", "What does not apply", _settled(_of(found, Outcome.NOT_APPLICABLE), "Not asked")),
    )
    told = numbered("A", chapters)
    every = ReportPart("A", "every-finding", "Appendix: every finding", outcomes_say(found), told, is_small=True)
    return tuple(part for part in (every, _own_policy(reading)) if part.chapters)


def _own_policy(reading: Reading) -> ReportPart:
    changed = replaced(reading)
    says = f"The client’s policy file replaces {count(len(changed), 'value')}."
    rows = policy_rows(reading, changed)
    keys = listed([one.key for one in changed[:KEYS_SAID]]) + (" and others" if len(changed) > KEYS_SAID else "")
    part = (
        Part(f"Replaced: {keys}.", tables=(policy_table("Policy values of the client’s own", rows),))
        if changed
        else None
    )
    chapters = numbered("B", (("own-values", "What the client’s file replaces", part),))
    title = "Appendix: policy values of the client’s own"
    return ReportPart("B", "own-policy", title, says, chapters, is_small=True)


def _of(found: Sequence[Finding], *outcomes: Outcome) -> list[Finding]:
    return [one for one in found if one.outcome in outcomes]


def _open(found: Sequence[Finding]) -> Part | None:
    """Return what fails, broke or is not known, what decides first."""
    if not found:
        return None
    severities, outcomes = list(DECIDES), [Outcome.FAIL, Outcome.ERROR, Outcome.UNKNOWN]
    ordered = sorted(found, key=lambda one: (severities.index(one.severity), outcomes.index(one.outcome)))
    decide = sum(one.severity is Severity.BLOCKER for one in found)
    few = number_word(decide) if decide else "none"
    says = f"{capital(count(len(found), 'finding'))} {_is(found)} open, and {few} of them {_decides(decide)}."
    rows = [
        (Cell(shorten(one.message, MESSAGE_LENGTH), _mend(one)), Cell(_outcome(one), places(one.evidence)))
        for one in ordered
    ]
    return Part(says, tables=(_table("Open findings, those that decide first", HEADS, rows),))


def _is(found: Sequence[Finding]) -> str:
    return "is" if len(found) == 1 else "are"


def _decides(number: int) -> str:
    return "decides" if number <= 1 else "decide"


def _mend(one: Finding) -> str:
    return f"{_sentence(one.fix)} Owner: {name_of(one.owner, NOBODY)}. {_asked(one)}".strip()


def _sentence(text: str) -> str:
    said = shorten(text)
    return said if not said or said.endswith(".") else f"{said}."


def _waived(reading: Reading, found: Sequence[Finding]) -> Part | None:
    """Return what is waived, by whom, why, and until when."""
    if not found:
        return None
    says = f"{capital(count(len(found), 'finding'))} {_is(found)} waived; each waiver ends on a day."
    rows = [
        (
            Cell(shorten(one.message, MESSAGE_LENGTH), f"{_waiver(reading, one)}. {_asked(one)}"),
            Cell(_outcome(one), places(one.evidence)),
        )
        for one in found
    ]
    return Part(says, tables=(_table("Waived findings", HEADS, rows),))


def _waiver(reading: Reading, found: Finding) -> str:
    """Return the row of Exceptions behind a waiver; the one of this subject before one of all."""
    sheet = reading.assessment.inputs.get("Exceptions")
    rows = [row.values for row in sheet.rows] if sheet else []
    of_check = [row for row in rows if row.get("kind") == "waiver" and row.get("target") == found.check]
    mine = [row for row in of_check if row.get("subject") in (found.subject, None)]
    if not mine:
        return "not said on Exceptions"
    row = max(mine, key=lambda one: (one.get("subject") is not None, str(one.get("expires_on") or "")))
    until = f", until {date(str(row['expires_on']))}" if row.get("expires_on") else ""
    owner = name_of(str(row.get("owner") or ""), NOBODY)
    return f"{shorten(str(row.get('reason') or 'no reason given'))} ({owner}{until})"


def _settled(found: Sequence[Finding], caption: str) -> Part | None:
    """Return what passed or does not apply, a row per check, each finding with its cells."""
    if not found:
        return None
    by_check: dict[str, list[Finding]] = defaultdict(list)
    for one in found[:FINDINGS_SHOWN]:
        by_check[one.check].append(one)
    rows = [(Cell(check, DECIDES[of[0].severity]), Cell(_all_of(of))) for check, of in by_check.items()]
    left = len(found) - FINDINGS_SHOWN
    verb = "passed" if found[0].outcome is Outcome.PASS else "does not apply" if len(found) == 1 else "do not apply"
    says = f"{capital(count(len(found), 'finding'))} of {count(len({one.check for one in found}), 'check')} {verb}."
    told = _table(caption, ("Check", "What was found, and in which cells"), rows)
    return Part(says, tables=(replace(told, more=left_out(left, IN_EXCEL)),))


def _all_of(found: Sequence[Finding]) -> str:
    return " ".join(f"{shorten(one.message, MESSAGE_LENGTH)}{_cells(one)}" for one in found)


def _cells(one: Finding) -> str:
    said = ", ".join(part for part in (places(one.evidence), one.grade or "") if part)
    return f" ({said})" if said else ""


def _asked(one: Finding) -> str:
    return ", ".join(
        part for part in (shorten(one.check), shorten(one.subject, SUBJECT), DECIDES[one.severity]) if part
    )


def _outcome(one: Finding) -> str:
    mark = MARKS[one.outcome]
    return f"{mark.shape}{SPACE}{mark.word}"


def _table(caption: str, heads: Sequence[str], rows: Sequence[tuple[Cell, ...]]) -> Table:
    more = left_out(len(rows) - FINDINGS_SHOWN, IN_EXCEL)
    columns = tuple(Column(head) for head in heads)
    return Table(caption, columns, tuple(rows[:ROWS_SHOWN]), tuple(rows[ROWS_SHOWN:FINDINGS_SHOWN]), more, narrow=True)
