"""Weeks as the books know them: Monday to Sunday, named after their Monday, complete once their Sunday is over."""

from __future__ import annotations

import datetime as dt

WEEK = dt.timedelta(days=7)

RUNS = ("completed", "fallbacks", "escalations")
"""What counts as work: an item finished, given up or handed over."""

PARTS = {
    "completed": (("eligible",), "more items completed than were eligible"),
    "errors": (("completed",), "more errors than completed items"),
    "approved_unedited": (("approvals",), "more approved without edits than approved"),
    "hallucinations": (RUNS, "more hallucinations flagged than there were runs"),
    "intent_drift": (RUNS, "more drift flagged than there were runs"),
}
"""Columns of *Metrics* that count a part of others: of which, and what a week says in which the part is the larger.

Such a week cannot be right, and nobody knows which of its counts is wrong: the part counts as blank."""

WEEKS_PER_QUARTER = 13


def next_monday(day: dt.date) -> dt.date:
    """Return the first Monday on or after a day: where the first whole week from that day on starts.

    >>> next_monday(dt.date(2026, 6, 30)), next_monday(dt.date(2026, 6, 29))
    (datetime.date(2026, 7, 6), datetime.date(2026, 6, 29))
    """
    return day + dt.timedelta(days=-day.weekday() % WEEK.days)


def last_complete(as_of: dt.date) -> dt.date:
    """Return the Monday of the last complete week before a day.

    The day itself does not count, it is not over: on a Sunday, the week that ends then is not complete.

    >>> last_complete(dt.date(2026, 6, 30)), last_complete(dt.date(2026, 6, 28)), last_complete(dt.date(2026, 6, 29))
    (datetime.date(2026, 6, 22), datetime.date(2026, 6, 15), datetime.date(2026, 6, 22))
    """
    return as_of - dt.timedelta(days=as_of.weekday()) - WEEK


def complete_mondays(start: dt.date, as_of: dt.date) -> list[dt.date]:
    """Return the Mondays of the whole weeks from ``start`` that are complete before ``as_of``, in order; maybe none.

    >>> complete_mondays(dt.date(2026, 6, 10), dt.date(2026, 6, 30))
    [datetime.date(2026, 6, 15), datetime.date(2026, 6, 22)]
    """
    first = next_monday(start)
    return [first + index * WEEK for index in range((last_complete(as_of) - first) // WEEK + 1)]
