"""Stability on the day of a go-live equals what the whole judgement says as of that day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from tests.portfolios import portfolio
from toolkit import load_example
from toolkit.evidence.fleet import judge_fleet
from toolkit.model import Outcome
from toolkit.policy import load_policy
from toolkit.sheets import Portfolio

AS_OF = dt.date(2026, 6, 30)
POLICY = load_policy()


def live(name: str, since: str, **more: Any) -> dict[str, Any]:
    return {"agent_id": name, "status": "production", "production_since": dt.date.fromisoformat(since), **more}


def weeks(name: str, since: str, errors: list[int]) -> list[dict[str, Any]]:
    first = dt.date.fromisoformat(since)
    counts = {"completed": 100, "fallbacks": 10, "escalations": 10, "approvals": 40, "approved_unedited": 38}
    return [
        {"agent": name, "week": first + index * dt.timedelta(days=7), **counts, "errors": count}
        for index, count in enumerate(errors)
    ]


def before(read: Portfolio, as_of: dt.date = AS_OF) -> dict[str, dict[str, Outcome]]:
    return {
        one.day: {other.name: other.outcome for other in one.running}
        for one in judge_fleet(read, POLICY, as_of).go_lives
    }


def test_stable_young_worse_and_unmeasured() -> None:
    read = portfolio(
        Agents=[
            live("old", "2026-01-05"),
            live("young", "2026-04-06"),
            live("bad", "2026-01-05"),
            live("blank", "2026-01-05"),
            live("new", "2026-06-01"),
        ],
        Metrics=[
            *weeks("old", "2026-01-05", [3] * 25),
            *weeks("young", "2026-04-06", [3] * 12),
            *weeks("bad", "2026-01-05", [3] * 17 + [30] * 4 + [3] * 4),
        ],
    )
    found = before(read)
    assert list(found) == ["2026-01-05", "2026-04-06", "2026-06-01"]
    assert found["2026-01-05"] == {}
    assert found["2026-06-01"] == {
        "old": Outcome.PASS,
        "young": Outcome.PASS,
        "bad": Outcome.FAIL,
        "blank": Outcome.UNKNOWN,
    }
    soon = replace(read, frames={**read.frames, "Agents": read["Agents"].copy()})
    soon["Agents"].loc[6, "production_since"] = pd.Timestamp("2026-05-25")
    assert before(soon)["2026-05-25"]["young"] is Outcome.FAIL, "seven complete weeks are not enough"


def test_a_retired_agent_counts_while_it_ran_and_a_first_day_alone_is_no_go_live_beside_others() -> None:
    gone = {"status": "retired", "retired_on": dt.date(2026, 4, 1)}
    read = portfolio(Agents=[live("gone", "2026-01-05", **gone), live("a", "2026-03-02"), live("b", "2026-05-04")])
    assert {day: set(found) for day, found in before(read).items()} == {"2026-03-02": {"gone"}, "2026-05-04": {"a"}}
    assert before(portfolio(Agents=[live("a", "2026-03-02")])) == {}
    assert before(portfolio()) == {}


def test_days_ahead_and_days_long_past_do_not_count() -> None:
    read = portfolio(Agents=[live("a", "2024-01-01"), live("b", "2024-06-03"), live("c", "2026-07-06")])
    assert before(read) == {}


@pytest.mark.parametrize("day", ["2025-11-24", "2026-01-19", "2026-03-16", "2026-05-11"])
def test_the_same_as_the_whole_judgement_as_of_that_day(day: str) -> None:
    read, on = load_example("compound"), dt.date.fromisoformat(day)
    found = before(read)[day]
    as_of_then = {
        one.agent: one.stability.outcome
        for one in judge_fleet(read, POLICY, on).health
        if one.production_since and one.production_since < day
    }
    assert found == as_of_then
