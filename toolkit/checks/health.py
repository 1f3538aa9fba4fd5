"""Is each agent in production well: written down, stable, and not getting worse (Health of agents)?"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from toolkit.checks.answers import Answer, Answers, Fact, fails, not_applicable, passes, unknown
from toolkit.checks.facts import day, nowhere
from toolkit.checks.fleet import COLUMNS, Running, each, filled, lowered
from toolkit.checks.gaps import find_contradictions, find_gaps
from toolkit.checks.holding import holding
from toolkit.checks.naming import counted
from toolkit.kernels.weeks import RUNS
from toolkit.model import Evidence, Grade, Outcome

if TYPE_CHECKING:
    import datetime as dt

    from toolkit.checks.facts import Row
    from toolkit.checks.gaps import Contradiction, Gap
    from toolkit.policy import Policy
    from toolkit.results import Criterion, Fleet, Measure, Program, RoutingResult
    from toolkit.sheets import Portfolio

RUNS_COUNTED = 1000
FLAGGED = {"hallucinations": "answers flagged as invented", "intent_drift": "items flagged as outside its purpose"}
JUDGED = ("unedited", "error", "fallback")
"""The measures that stability rests on."""


def metrics_complete(agents: list[Row], fleet: Fleet, portfolio: Portfolio, policy: Policy, as_of: dt.date) -> Answers:
    """Answer per agent in production. Pass: every complete week of the last half year is written down, and adds up.

    A week of which nobody wrote down the runs is unknown, a week without work (zeros) is written down; one with more
    errors than completed items, and the like, fails: wherever it is judged, the larger part counts as blank.
    """
    weeks = int(policy.number("health.trend_weeks"))
    gaps = find_gaps(portfolio, fleet.health, as_of, weeks)
    wrong = find_contradictions(portfolio, fleet.health, as_of, weeks)

    def judge(agent: Running) -> Answer:
        if agent.health.agent in wrong:
            return _impossible(agent, wrong[agent.health.agent])
        return _complete(agent, gaps.get(agent.health.agent, ()), weeks)

    return each(agents, fleet, portfolio, judge)


def _impossible(agent: Running, wrong: list[Contradiction]) -> Answer:
    cells = [agent.portfolio.cell("Metrics", one.row, one.column) for one in wrong]
    facts = [Fact(one.says, Evidence(Grade.MEASURED, "Metrics", cell)) for one, cell in zip(wrong, cells, strict=True)]
    message = f"Metrics of {agent.name} cannot be right: {wrong[0].says}, in the week of {day(wrong[0].monday)}"
    more = f"; {len(wrong) - 1} more like it" if len(wrong) > 1 else ""
    return fails(f"{message} ({facts[0].place}){more}.", *facts, owner=agent.row.owner)


def weeks_have_begun(portfolio: Portfolio, as_of: dt.date) -> Answers:
    """Answer about the sheet. Pass: no week on Metrics begins after the as-of date. Those that do count for nothing."""
    weeks = portfolio["Metrics"]["week"]
    if not len(weeks):
        return unknown("Nobody has written down any week. Rows on Metrics would answer it.", nowhere("Metrics"))
    ahead = weeks[weeks > str(as_of)].sort_values()
    if not len(ahead):
        whole = Fact(len(weeks), Evidence(Grade.MEASURED, "Metrics"))
        return passes(f"No week on Metrics begins after {day(as_of)}.", whole)
    facts = [
        Fact(str(week.date()), Evidence(Grade.MEASURED, "Metrics", portfolio.cell("Metrics", int(row), "week")))
        for row, week in ahead.items()
    ]
    said = f"Metrics has {counted(len(ahead), 'row')} of weeks that begin after {day(as_of)}, first that of "
    return fails(f"{said}{day(ahead.iloc[0].date())} ({facts[0].place}); they count for nothing.", *facts)


def _complete(agent: Running, gaps: tuple[Gap, ...], weeks: int) -> Answer:
    counted, name = agent.health.weeks, agent.name
    of = min(counted.complete, weeks)
    if gaps:
        facts = [_cell(agent.portfolio, gap) for gap in gaps]
        many = f"{len(gaps)} of {agent.over(of)}" if of > 1 else "its only complete week"
        message = f"Nobody has written down what {name} did in {many}, first in that of {day(gaps[0].monday)}"
        return unknown(f"{message} ({facts[0].place}).", *facts, owner=agent.row.owner)
    idle = f", {counted.without_runs} of all {counted.complete} without any work" if counted.without_runs else ""
    earlier = f"; {counted.without_data} earlier ones are not" if counted.without_data else ""
    message = f"Every week of {name} is written down for {agent.over(of)}{idle}{earlier}."
    return passes(message, *agent.cited("completion"), owner=agent.row.owner)


def _cell(portfolio: Portfolio, gap: Gap) -> Fact:
    cell = "" if gap.row is None else portfolio.cell("Metrics", gap.row, RUNS[0])
    return Fact(None, Evidence(Grade.MEASURED, "Metrics", cell))


def stable(agents: list[Row], fleet: Fleet, portfolio: Portfolio, policy: Policy, routing: RoutingResult) -> Answers:
    """Answer per agent in production. Pass: approvals, errors and fallbacks steady, and no open collision.

    The outcome is that of its stability over the policy's last complete weeks; each condition says its numbers.
    """
    weeks, colliding = int(policy.number("health.stable_weeks")), _colliding(routing)

    def judge(agent: Running) -> Answer:
        found, over = agent.health.stability, f"over {agent.over(weeks)}"
        if found.outcome is Outcome.PASS:
            message = f"{agent.name} is stable {over}: {_said(found.criteria, Outcome.PASS)}"
            return passes(message, *_steady(agent), owner=agent.row.owner)
        said = _said(found.criteria, found.outcome)
        if found.outcome is Outcome.FAIL:
            failing = [one.name for one in found.criteria if one.outcome is Outcome.FAIL]
            facts = agent.cited(*(name for name in failing if name in JUDGED))
            if "collisions" in failing:
                facts += filled(colliding[agent.health.agent]) or [nowhere("Ownership")]
            return fails(f"{agent.name} is not stable {over}: {said}", *facts, owner=agent.row.owner)
        return unknown(
            f"Nobody can say yet whether {agent.name} is stable {over}: {said}",
            *_open(agent, [one.name for one in found.criteria if one.outcome is Outcome.UNKNOWN]),
            owner=agent.row.owner,
        )

    return each(agents, fleet, portfolio, judge)


def _said(criteria: tuple[Criterion, ...], outcome: Outcome) -> str:
    first, *rest = dict.fromkeys(one.reason for one in criteria if one.outcome is outcome)
    return " ".join((lowered(first), *rest))


def _steady(agent: Running) -> list[Fact]:
    applies = [one.name for one in agent.health.stability.criteria if one.outcome is Outcome.PASS]
    return agent.cited(*(name for name in JUDGED if name in applies))


def _colliding(routing: RoutingResult) -> dict[str, list[Evidence]]:
    """Return the cells of open collisions by agent; none for the others."""
    found: dict[str, list[Evidence]] = defaultdict(list)
    for one in routing.collisions:
        for agent in one.agents:
            found[agent] += one.evidence
    return found


def _open(agent: Running, names: list[str]) -> list[Fact]:
    return agent.blanks(column for name in names for column in COLUMNS.get(name, ()))


def approvals_unedited(agents: list[Row], fleet: Fleet, portfolio: Portfolio, policy: Policy) -> Answers:
    """Answer per agent in production. Pass: the share approved without edits lies above the policy's, strictly.

    No approvals in the last weeks, typed as zeros: not applicable. Too few of them, or a blank: unknown.
    """
    weeks = int(policy.number("health.stable_weeks"))
    return each(agents, fleet, portfolio, lambda agent: _criterion(agent, "unedited", weeks))


def errors_in_band(agents: list[Row], fleet: Fleet, portfolio: Portfolio, policy: Policy) -> Answers:
    """Answer per agent in production. Pass: its error rate lies within the policy's band of its earlier mean."""
    weeks = int(policy.number("health.stable_weeks"))
    return each(agents, fleet, portfolio, lambda agent: _criterion(agent, "error", weeks))


def fallbacks_in_band(agents: list[Row], fleet: Fleet, portfolio: Portfolio, policy: Policy) -> Answers:
    """Answer per agent in production. Pass: its fallback rate lies within the policy's band of its earlier mean."""
    weeks = int(policy.number("health.stable_weeks"))
    return each(agents, fleet, portfolio, lambda agent: _criterion(agent, "fallback", weeks))


def _criterion(agent: Running, name: str, weeks: int) -> Answer:
    found = next(one for one in agent.health.stability.criteria if one.name == name)
    if found.outcome is Outcome.NOT_APPLICABLE:
        return not_applicable(agent.by(found))
    if found.outcome is Outcome.UNKNOWN:
        return unknown(agent.by(found), *_open(agent, [name]), owner=agent.row.owner)
    message, owner = f"{agent.name}, in {agent.over(weeks)}: {lowered(found.reason)}", agent.row.owner
    return (passes if found.outcome is Outcome.PASS else fails)(message, *agent.cited(name), owner=owner)


def completion_holding(agents: list[Row], fleet: Fleet, portfolio: Portfolio, policy: Policy) -> Answers:
    """Answer per agent in production. Pass: the share of runs that it completes does not clearly fall."""
    level = 1 - policy.number("health.confidence")
    return each(agents, fleet, portfolio, lambda agent: holding(agent, "completion", level))


def csat_holding(agents: list[Row], fleet: Fleet, portfolio: Portfolio, policy: Policy) -> Answers:
    """Answer per agent in production. Pass: satisfaction does not clearly fall; without ratings it does not apply."""
    level = 1 - policy.number("health.confidence")
    return each(agents, fleet, portfolio, lambda agent: holding(agent, "csat", level))


def cost_per_action_holding(
    agents: list[Row], fleet: Fleet, portfolio: Portfolio, policy: Policy, program: Program
) -> Answers:
    """Answer per agent in production. Pass: what one run costs does not clearly rise."""
    level = 1 - policy.number("health.confidence")
    return each(agents, fleet, portfolio, lambda agent: holding(agent, "cost_per_action", level, program.currency))


def flags_reviewed(agents: list[Row], fleet: Fleet, portfolio: Portfolio, policy: Policy) -> Answers:
    """Answer per agent in production. Pass: invented answers and drift flagged per 1,000 runs within the policy's.

    Judged over the last weeks; one kind above its limit fails, whatever the other; a blank is unknown.
    """
    most = {
        "hallucinations": policy.number("health.hallucinations_at_most"),
        "intent_drift": policy.number("health.intent_drift_at_most"),
    }
    weeks = int(policy.number("health.stable_weeks"))
    return each(agents, fleet, portfolio, lambda agent: _flagged(agent, most, weeks))


def _flagged(agent: Running, most: dict[str, float], weeks: int) -> Answer:
    found = {name: agent.health.measure(name) for name in most}
    owner, needed = agent.row.owner, min(weeks, agent.health.weeks.complete)
    if all(one.denominator == 0 and one.weeks == needed for one in found.values()):
        return not_applicable(f"{agent.name} had nothing to do in {agent.over(weeks)}.")
    above = [name for name, one in found.items() if one.value is not None and RUNS_COUNTED * one.value > most[name]]
    if above:
        said = " and ".join(_rate(found[name], most[name]) for name in above)
        message = f"{agent.name} has {said}, in {agent.over(weeks)}."
        return fails(message, *agent.cited(*above), owner=owner)
    missing = [name for name, one in found.items() if one.value is None or one.weeks < needed]
    if missing:
        what = " and ".join(FLAGGED[name] for name in missing)
        message = f"Nobody has written down, for all of {agent.over(weeks)}, how many {what} {agent.name} has"
        facts = agent.blanks(COLUMNS[name][0] for name in missing)
        return unknown(f"{message} ({facts[0].place}).", *facts, owner=owner)
    said = " and ".join(_rate(found[name], most[name]) for name in most)
    return passes(f"{agent.name} has {said}, in {agent.over(weeks)}.", *agent.cited(*most), owner=owner)


def _rate(one: Measure, most: float) -> str:
    rate, low, high = (RUNS_COUNTED * (value or 0.0) for value in (one.value, one.low, one.high))
    said = f"{rate:.1f} {FLAGGED[one.name]} per {RUNS_COUNTED:,} runs (interval {low:.1f} to {high:.1f})"
    return f"{said} where {most:g} are allowed"
