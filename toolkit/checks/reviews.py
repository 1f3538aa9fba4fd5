"""Reviews that come round: the health of each agent, and the portfolio."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from toolkit.checks.answers import Answer, Answers, fails, not_applicable, passes, unknown
from toolkit.checks.facts import day, nowhere
from toolkit.checks.naming import called

if TYPE_CHECKING:
    from toolkit.checks.facts import Row
    from toolkit.policy import Policy


def agent_health(running: list[Row], governance: list[Row], policy: Policy, as_of: dt.date) -> Answers:
    """Answer per agent in production: a review of its health, or of all agents', within the policy's days passes.

    An older one fails. An agent younger than that, and not reviewed yet, is not due; else unknown.
    """
    days = int(policy.number("governance.health_review_days"))
    rows = _reviews(governance, "agent health")
    return {row["agent_id"].text: _reviewed(row, rows, days, as_of) for row in running}


def _reviewed(agent: Row, reviews: list[Row], days: int, as_of: dt.date) -> Answer:
    name, since = called(agent), agent.date("production_since")
    about = {"", agent["agent_id"].text.casefold(), agent["name"].text.casefold(), agent["workflow"].text.casefold()}
    own = [row for row in reviews if row["about"].text.casefold() in about]
    start = as_of - dt.timedelta(days=days)
    due = since is None or since < start
    return _judged(f"The health of {name}", own, start, as_of, due=due, days=days, owner=agent.owner)


def portfolio(at_work: list[Row], governance: list[Row], policy: Policy, as_of: dt.date) -> Answers:
    """Pass, from the second agent at work on: a review within the policy's days. An older one fails."""
    if not at_work:
        return unknown("No agent is in build, pilot or production, as far as Agents says.", nowhere("Agents"))
    if len(at_work) == 1:
        return not_applicable(f"{called(at_work[0])} is the only agent at work, and one is no portfolio.")
    days = int(policy.number("portfolio.review_days"))
    rows, start = _reviews(governance, "portfolio"), as_of - dt.timedelta(days=days)
    return _judged("The portfolio of agents", rows, start, as_of, due=True, days=days, owner="")


def _reviews(governance: list[Row], subject: str) -> list[Row]:
    return [row for row in governance if (row["kind"].value, row["subject"].value) == ("review", subject)]


def _judged(what: str, rows: list[Row], start: dt.date, as_of: dt.date, *, due: bool, days: int, owner: str) -> Answer:
    dated = sorted((on, row.number, row) for row in rows if (on := row.date("date")) is not None and on <= as_of)
    if dated:
        on, _, row = dated[-1]
        said = f"{what} was last reviewed on {day(on)} ({row['date'].place})"
        if on >= start:
            return passes(f"{said}.", row["date"], owner=owner)
        if due:
            return fails(f"{said}; it is due every {days} days.", row["date"], owner=owner)
    if not due:
        return not_applicable(f"{what} is not due for review yet.")
    cell = rows[0]["date"] if rows else nowhere("Governance")
    return unknown(
        f"Nobody has written down when {what[0].lower()}{what[1:]} was reviewed ({cell.place}).", cell, owner=owner
    )
