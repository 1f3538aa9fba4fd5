"""Question 1: is the first agent in production, used every week, and measured?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.checks.answers import Answer, Answers, Fact, fails, passes, unknown
from toolkit.checks.facts import day, nowhere
from toolkit.kernels.weeks import RUNS
from toolkit.model import Grade

if TYPE_CHECKING:
    import datetime as dt

    from toolkit.checks.facts import Row
    from toolkit.checks.weeks import Week, Weeks
    from toolkit.policy import Policy

OUTCOMES = ("time_value", "quality_value", "revenue_value", "errors", "csat_sum")
APPROVAL = ("approved_by", "approved_on")


def in_production(agents: list[Row], running: list[Row]) -> Answers:
    """Pass: a production agent that a named person approved. Fail: a registry without one. Blank registry: unknown."""
    if not agents:
        return unknown("Nobody has listed any agent. One row on Agents would answer it.", nowhere("Agents"))
    if not running:
        return fails("No agent on the registry is in production.", *(agent["status"] for agent in agents))
    agent = running[0]
    facts = [agent[name] for name in ("status", *APPROVAL)]
    return _of(agent, passes(f"{_name(agent)} is in production.", *facts, owner=agent.owner))


def long_enough(running: list[Row], weeks: Weeks, as_of: dt.date, policy: Policy) -> Answers:
    """Pass from the policy's days on. A date to come, or weeks without work after the date, contradict it."""
    if not running:
        return _nobody()
    agent, days = running[0], int(policy.number("readiness.days_in_production"))
    since, typed, name = agent.date("production_since"), agent["production_since"], _name(agent)
    if since is None:
        message = f"Nobody has written down since when {name} is in production ({typed.place})."
        return _of(agent, unknown(message, typed, owner=agent.owner))
    if since > as_of:
        status = agent["status"]
        message = f"{name} is said to be in production ({status.place}), but only from {day(since)} ({typed.place})."
        return _of(agent, fails(message, status, typed, owner=agent.owner))
    lasts = (as_of - since).days
    if lasts < days:
        lasted = f"{name} has been in production for {lasts} days, since {day(since)}"
        message = f"{lasted}; {days} are needed ({typed.place})."
        return _of(agent, fails(message, typed, owner=agent.owner))
    return _of(agent, _borne_out(agent, since, weeks, days))


def _borne_out(agent: Row, since: dt.date, weeks: Weeks, days: int) -> Answer:
    """Compare the date that was typed with the weeks: idle ones after it contradict it."""
    typed, name, (first, idle) = agent["production_since"], _name(agent), weeks.first_with_work(since)
    said = f"{name} is said to be in production since {day(since)} ({typed.place})"
    if idle and first is None:
        message = f"{said}, but no week since then shows any work, first that of {day(idle[0].monday)}"
        return fails(f"{message} ({idle[0]['week'].place}).", typed, idle[0]["week"], owner=agent.owner)
    if idle and first is not None:
        worked, shown = (weeks.as_of - first.monday).days, first["week"]
        message = f"{said}, but its first week with work is that of {day(first.monday)} ({shown.place})"
        if worked < days:
            return fails(f"{message}; {days} days are needed.", typed, shown, owner=agent.owner)
        return passes(f"{message}, {worked} days ago, which is enough.", shown, beside=(typed,), owner=agent.owner)
    message = f"{name} has been in production for {(weeks.as_of - since).days} days, since {day(since)}."
    if first is not None and first.monday <= since:
        return passes(message, agent.graded("production_since", Grade.MEASURED), *first.filled(RUNS), owner=agent.owner)
    return passes(message, typed, owner=agent.owner)


def used_every_week(running: list[Row], weeks: Weeks, weekly_volume: Fact, policy: Policy) -> Answers:
    """Pass: every complete week at or above the policy's share of the weekly volume. Rows or cells missing: unknown."""
    if not running:
        return _nobody()
    agent, volume, complete = running[0], weekly_volume, weeks.complete
    if volume.value is None:
        message = f"Nobody has written down how many items a month {_name(agent)} should meet ({volume.place})."
        return _of(agent, unknown(message, volume, owner=agent.owner))
    if not complete:
        return _of(agent, _too_early(agent))
    return _of(agent, _used(agent, complete, volume, policy.number("readiness.least_share_of_volume")))


def _used(agent: Row, complete: list[Week], volume: Fact, share: float) -> Answer:
    name, owner, count, least = _name(agent), agent.owner, len(complete), f"{share:.0%} of the weekly volume"
    below = [week for week in complete if not week.reaches(share * float(volume.value or 0))]
    low = [week for week in below if len(week.filled(RUNS)) == len(RUNS)]
    if low:
        message = f"{name} worked on less than {least} in {len(low)} of {count} complete weeks, first in that of "
        facts = [fact for week in low for fact in week.filled(RUNS)]
        message = f"{message}{day(low[0].monday)} ({low[0]['completed'].place})."
        return fails(message, *facts, beside=(volume,), owner=owner)
    if below:
        message = f"Metrics does not say whether {name} was used in {len(below)} of {count} complete weeks, first in "
        facts = [week.blank(RUNS) for week in below]
        return unknown(f"{message}that of {day(below[0].monday)} ({facts[0].place}).", *facts, owner=owner)
    facts = [fact for week in complete for fact in week.filled(RUNS)]
    message = f"{name} worked on at least {least} in all {count} complete weeks."
    return passes(message, *facts, beside=(volume,), owner=owner)


def outcomes_measured(running: list[Row], weeks: Weeks) -> Answers:
    """Pass: each complete week has a value, an error or a satisfaction cell; a zero counts, a blank is unknown."""
    if not running:
        return _nobody()
    agent, complete = running[0], weeks.complete
    name, owner = _name(agent), agent.owner
    if not complete:
        return _of(agent, _too_early(agent))
    empty = [week for week in complete if not week.filled(OUTCOMES)]
    if empty:
        message = f"Nobody has written down an outcome of {name} for {len(empty)} of {len(complete)} complete weeks, "
        facts = [week.blank(("errors", *OUTCOMES)) for week in empty]
        message = f"{message}first for that of {day(empty[0].monday)} ({facts[0].place})."
        return _of(agent, unknown(message, *facts, owner=owner))
    facts = [fact for week in complete for fact in week.filled(OUTCOMES)]
    message = f"The outcomes of {name} are measured in all {len(complete)} complete weeks."
    return _of(agent, passes(message, *facts, owner=owner))


def _of(agent: Row, answer: Answer) -> Answers:
    return {agent["agent_id"].text: answer}


def _nobody() -> Answer:
    return unknown("No agent is in production, so there is nothing to judge yet.", nowhere("Agents"))


def _too_early(agent: Row) -> Answer:
    return unknown("There is no complete week to judge yet.", nowhere("Metrics"), owner=agent.owner)


def _name(agent: Row) -> str:
    return agent["name"].text or agent["agent_id"].text
