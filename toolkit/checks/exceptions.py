"""Waivers of checks: which are in force, and why the others count as nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.checks.answers import Answer, Answers, fails, not_applicable, passes, unknown
from toolkit.checks.catalogue import catalogue
from toolkit.checks.facts import day
from toolkit.errors import did_you_mean

if TYPE_CHECKING:
    import datetime as dt

    from toolkit.checks.facts import Row

NEEDED = {"reason": "reason", "owner": "owner", "expires_on": "expiry"}


def in_force(waivers: list[Row], as_of: dt.date) -> Answers:
    """Answer per waiver: in force passes, incomplete is unknown; expired, to come or of no check fails."""
    found = {f"{row['target'].text} (row {row.number})": standing(row, as_of) for row in waivers}
    return found or not_applicable("No waiver is written down.")


def standing(row: Row, as_of: dt.date) -> Answer:
    """Return whether a waiver counts; only one that passes does."""
    target, decided, expires = row["target"], row.date("decided_on"), row.date("expires_on")
    nothing = f"The waiver of {target.text} ({target.place}) counts as nothing"
    ids = [check.id for check in catalogue()]
    if target.text.strip().casefold() not in ids:
        message = f"{nothing}: there is no such check{did_you_mean(target.text, ids) or '.'}"
        return fails(message, target, owner=row.owner)
    blank = {word: row[column] for column, word in NEEDED.items() if row[column].value is None}
    if blank:
        words = ", ".join(f"{word} ({fact.place})" for word, fact in blank.items())
        return unknown(f"{nothing}: it is incomplete, without {words}.", *blank.values(), owner=row.owner)
    if expires is not None and expires < as_of:
        message = f"{nothing} any more: it expired on {day(expires)} ({row['expires_on'].place})."
        return fails(message, row["expires_on"], owner=row.owner)
    if decided is not None and decided > as_of:
        message = f"{nothing} yet: it is decided only on {day(decided)} ({row['decided_on'].place})."
        return fails(message, row["decided_on"], owner=row.owner)
    facts = [row[column] for column in ("reason", "owner", "expires_on")]
    until = day(expires) if expires else ""
    return passes(f"The waiver of {target.text} is in force until {until}.", *facts, owner=row.owner)


def covers(row: Row, check: str, subject: str) -> bool:
    """Whether a waiver is about this check and subject; a blank subject is about all, an agent about all of its own."""
    named = row["subject"].text.strip().casefold()
    subjects = {"", subject.casefold(), subject.partition(": ")[0].casefold()}
    return row["target"].text.strip().casefold() == check and named in subjects
