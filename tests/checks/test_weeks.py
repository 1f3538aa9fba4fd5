"""Which weeks count, at the edges of the sixty days."""

from __future__ import annotations

import datetime as dt

import pytest

from toolkit.checks.weeks import Weeks


@pytest.mark.parametrize(
    ("as_of", "first", "last"),
    [
        (dt.date(2026, 6, 30), dt.date(2026, 5, 4), dt.date(2026, 6, 22)),  # a Tuesday
        (dt.date(2026, 6, 28), dt.date(2026, 5, 4), dt.date(2026, 6, 15)),  # a Sunday: its week is not over
        (dt.date(2026, 6, 29), dt.date(2026, 5, 4), dt.date(2026, 6, 22)),  # the Monday after
        (dt.date(2026, 7, 3), dt.date(2026, 5, 4), dt.date(2026, 6, 22)),  # sixty days before it is a Monday
        (dt.date(2026, 7, 4), dt.date(2026, 5, 11), dt.date(2026, 6, 22)),
    ],
)
def test_complete_weeks(as_of: dt.date, first: dt.date, last: dt.date) -> None:
    weeks = Weeks((), as_of, 60).complete
    assert [weeks[0].monday, weeks[-1].monday] == [first, last]
    assert all(week.monday.weekday() == 0 for week in weeks)
    assert as_of - dt.timedelta(days=60) <= first
    assert last + dt.timedelta(days=6) < as_of


def test_no_complete_week_in_a_few_days() -> None:
    assert Weeks((), dt.date(2026, 6, 30), 6).complete == []
