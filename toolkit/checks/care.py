"""Continuous care: an agent in production is retrained, its tools are updated, and somebody looks at its dashboard."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from toolkit.checks.answers import Answer, Answers, fails, not_applicable, passes, unknown
from toolkit.checks.facts import day, nowhere

if TYPE_CHECKING:
    from toolkit.checks.facts import Row
    from toolkit.policy import Policy


def retrained_lately(running: list[Row], policy: Policy, as_of: dt.date) -> Answers:
    """Answer per agent in production: retrained within the policy's days; none is due in its first ones."""
    days = int(policy.number("care.retrained_days"))
    return _each(running, "last_retrained", ("{}", "retrained"), days, as_of)


def toolset_updated_lately(running: list[Row], policy: Policy, as_of: dt.date) -> Answers:
    """Answer per agent in production: its tools updated within the policy's days; none is due in its first ones."""
    days = int(policy.number("care.toolset_days"))
    return _each(running, "last_toolset_update", ("The toolset of {}", "updated"), days, as_of)


def dashboard_checked_lately(running: list[Row], policy: Policy, as_of: dt.date) -> Answers:
    """Answer per agent in production: its dashboard checked within the days that the rules of pace allow, too."""
    days = int(policy.number("pace.dashboard_days"))
    return _each(running, "dashboard_checked", ("The dashboard of {}", "checked"), days, as_of)


def _each(running: list[Row], column: str, words: tuple[str, str], days: int, as_of: dt.date) -> Answers:
    found = {}
    for agent in running:
        what = words[0].format(agent["name"].text or agent["agent_id"].text)
        found[agent["agent_id"].text] = _lately(agent, column, (what, words[1]), days, as_of)
    return found or unknown("No agent is in production, as far as Agents says.", nowhere("Agents"))


def _lately(agent: Row, column: str, words: tuple[str, str], days: int, as_of: dt.date) -> Answer:
    (what, done), date, since = words, agent.date(column), agent.date("production_since")
    cell = agent.recorded(column, (column,), ("owner",))
    if date is not None and date > as_of:
        return unknown(f"{what} is to be {done} only on {day(date)} ({cell.place}).", cell, owner=agent.owner)
    if date is None:
        if since is not None and 0 <= (as_of - since).days <= days:
            age = (as_of - since).days
            return not_applicable(f"{what} is to be {done} within {days} days; the agent went live {age} days ago.")
        message = f"{what}: nobody has written down when it was last {done} ({cell.place})."
        return unknown(message, cell, owner=agent.owner)
    age = (as_of - date).days
    if age > days:
        message = f"{what} was last {done} on {day(date)}, {age} days ago ({cell.place}); {days} are allowed."
        return fails(message, cell, owner=agent.owner)
    return passes(f"{what} was last {done} on {day(date)}.", cell, owner=agent.owner)
