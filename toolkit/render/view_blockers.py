"""What stands in the way of another agent: what fails, what is not known, who owns it, which sheet would answer."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from toolkit.model import Outcome, Severity
from toolkit.render.view_answers import (
    MARKS,
    OPEN,
    SETTLED,
    effort_text,
    owner_cell,
    table_of,
    what_and_why,
)
from toolkit.render.view_evidence import NOBODY
from toolkit.render.view_pace import ASKS, pace_short
from toolkit.render.view_records import Cell, Section
from toolkit.render.view_words import SPACE, capital, count, days, listed, name_of, number_word, shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.model import Finding
    from toolkit.render.view_reading import Reading

ROWS_SHOWN = 10
OWNERS_SHOWN = 3
OUTSIDE_LENGTH = 160
OUTSIDE_SHOWN = 2


def blockers(reading: Reading) -> Section:
    """Return what keeps a question from a pass, least effort first, and who owns it.

    A check that waits for another one is left out: it is asked once that one is settled.
    """
    found = sorted(blocking(reading), key=lambda one: (one.effort_days or 0.0, one.outcome is not Outcome.FAIL))
    beside = (*pace_says(reading), *outside_says(reading))
    if not found:
        return Section("Nothing stands in the way of another agent.", (), beside)
    failed = sum(one.outcome is not Outcome.UNKNOWN for one in found)
    unknown = len(found) - failed
    effort = f"up to {days(sum(one.effort_days or 0.0 for one in found))} of work"
    if not failed:
        said = f"no question fails, but {count(unknown, 'thing')} {'is' if unknown == 1 else 'are'} not known"
    else:
        said = f"{count(failed, 'thing')} {'stands' if failed == 1 else 'stand'} in the way"
        if unknown:
            said += f", and {number_word(unknown)} {'is' if unknown == 1 else 'are'} not known"
    says = f"{capital(said)}: {effort}. {_owners(found)}"
    checks = {check.id: check for check in reading.assessment.checks}
    heads = ("What stands in the way", "Outcome", "Cell", "How to settle it", "Owner", "Days of work")
    rows = [
        (
            *(Cell(shorten(one.message)), Cell(f"{MARKS[one.outcome].shape}{SPACE}{MARKS[one.outcome].word}")),
            *(what_and_why(one, checks)[1], Cell(shorten(one.fix) or "–"), owner_cell(one), Cell(effort_text(one))),
        )
        for one in found
    ]
    table = table_of("What stands in the way, least effort first", heads, rows, numbers=("Days of work",))
    return Section(says, (table,) if table else (), beside)


def outside_says(reading: Reading) -> tuple[str, ...]:
    """Return what fails outside the six questions, though it decides elsewhere; nothing where nothing does."""
    found = [
        one
        for one in reading.assessment.findings
        if not one.question and one.severity is Severity.BLOCKER and one.outcome in (Outcome.FAIL, Outcome.ERROR)
    ]
    if not found:
        return ()
    said = f"Outside the six questions {count(len(found), 'thing')} {'fails' if len(found) == 1 else 'fail'}"
    rest = len(found) - OUTSIDE_SHOWN
    more = [f"And {number_word(rest)} more."] if rest > 0 else []
    return (" ".join([f"{said}:", *(shorten(one.message, OUTSIDE_LENGTH) for one in found[:OUTSIDE_SHOWN]), *more]),)


def pace_says(reading: Reading) -> tuple[str, ...]:
    """Return that the agents at work ask to wait, and why; nothing where they do not."""
    advice = reading.assessment.pace.advice
    return () if advice == "go" else (f"{ASKS[advice]}. {pace_short(reading)}",)


def blocking(reading: Reading) -> list[Finding]:
    """Return the findings that keep a question from a pass and wait for no other check, in their order."""
    findings = reading.assessment.findings
    after = {check.id: check.after for check in reading.assessment.checks}
    unsettled = {one.check for one in findings if one.outcome not in SETTLED}
    return [
        one
        for one in findings
        if one.question
        and one.severity is Severity.BLOCKER
        and one.outcome in OPEN
        and not unsettled.intersection(after.get(one.check, ()))
    ]


def _owners(found: Sequence[Finding]) -> str:
    named = Counter(name_of(one.owner) for one in found if one.owner)
    if not named:
        return "Nobody is named who owns any of it."
    if len(named) == 1 and len(found) == sum(named.values()):
        return f"{next(iter(named))} owns {({1: 'it', 2: 'both'}).get(len(found), 'all of them')}."
    said = [
        f"{name} {'owns' if position == 0 else ''} {number_word(number)}".replace("  ", " ")
        for position, (name, number) in enumerate(named.most_common(OWNERS_SHOWN))
    ]
    rest = sum(number for _, number in named.most_common()[OWNERS_SHOWN:])
    said += [f"others {number_word(rest)}"] if rest else []
    nobody = len(found) - sum(named.values())
    said += [f"{number_word(nobody)} {'has' if nobody == 1 else 'have'} no owner"] if nobody else []
    return f"{capital(listed(said))}."


def answering(reading: Reading) -> Section:
    """Return which sheet would answer how many open checks, the sheet that answers most first."""
    checks = {check.id: check for check in reading.assessment.checks}
    sheets: dict[str, list[Finding]] = defaultdict(list)
    for one in blocking(reading):
        if one.outcome is Outcome.UNKNOWN:
            check = checks.get(one.check)
            sheets[one.evidence[0].sheet if one.evidence else check.sheets[0] if check else "–"].append(one)
    if not sheets:
        return Section("Every check that decides has an answer.", ())
    order = sorted(sheets.items(), key=lambda item: -len(item[1]))
    sheet, first = order[0]
    says = f"The sheet {sheet} would answer most: {number_word(len(first))} of {_open(sheets)}."
    if len(sheets) == 1:
        says = f"The sheet {sheet} alone would answer {_open(sheets)}."
    rows = [
        (
            Cell(name),
            Cell(f"{len(found):,}"),
            Cell(" ".join(dict.fromkeys(checks[one.check].asks for one in found if one.check in checks))),
            Cell(listed(list(dict.fromkeys(name_of(one.owner, NOBODY) for one in found))[:ROWS_SHOWN])),
        )
        for name, found in order
    ]
    heads = ("Sheet", "Open checks", "What it would answer", "Who can")
    table = table_of("What is not known, and the sheet that would answer", heads, rows, numbers=("Open checks",))
    return Section(says, (table,) if table else ())


def _open(sheets: dict[str, list[Finding]]) -> str:
    return count(sum(len(found) for found in sheets.values()), "open check")
