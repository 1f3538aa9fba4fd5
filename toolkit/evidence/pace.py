"""Go, hold or slow down: the rules of pace, what each rests on, and what ends it (DESIGN, Pace).

A rule asks for *slow down* where more than the policy's share of agents is affected, for *hold* where some are or where
nobody knows; what is not known never asks for *go*. The strictest rule decides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from toolkit.evidence.cohorts import COMPARED, Cohorts, Difference, compare_cohorts
from toolkit.evidence.measures import WEEKS_PER_MONTH
from toolkit.evidence.running import Running, cells
from toolkit.model import Evidence, Grade, Outcome
from toolkit.results import Pace, PaceRule, Trend

ADVICE = ("go", "hold", "slow_down")
"""From the mildest to the strictest."""


def judge_pace(running: Running) -> Pace:
    """Return the advice, the rules that bear it, and all rules; *hold* where no agent runs, for nothing is measured."""
    if not running.health:
        nothing = "No agent is in production, so nothing is measured yet."
        rule = PaceRule(
            "nothing_runs", "hold", nothing, "A first agent is in production, and its weeks are written down."
        )
        return Pace("hold", (rule,), (rule,))
    rules = tuple(judge(running) for judge in RULES)
    advice = max((rule.advice for rule in rules), key=ADVICE.index)
    return Pace(advice, tuple(rule for rule in rules if rule.advice == advice), rules)


def _newer_worse(running: Running) -> PaceRule:
    """Slow down: newer agents are clearly worse at the same age on more measures than they are better."""
    policy, telemetry = running.policy, running.telemetry
    undated = [k for k, one in enumerate(running.health) if not one.production_since]
    cohorts = compare_cohorts(telemetry, policy)
    numbers = {f"{one.measure}_worse_by": one.worse for one in cohorts.differences if one.worse == one.worse}
    agents = tuple(telemetry.ids[i] for i in cohorts.newer)
    if undated:
        missing = f"Nobody wrote down since when these are in production: {running.names(undated)}."
        return PaceRule(
            "newer_worse", "hold", missing, "The dates are written down.", (), running.ids(undated), numbers
        )
    if not cohorts.differences:
        one_age = "There are no older agents to compare the newest ones with."
        return PaceRule("newer_worse", "go", one_age, "", agents)
    known = [one for one in cohorts.differences if one.ages >= policy.number("pace.least_ages")]
    margin = policy.number("pace.worse_by")
    worse = [one for one in known if one.worse >= margin and one.low > 0]
    better = [one for one in known if -one.worse >= margin and one.high < 0]
    evidence = (Evidence(Grade.MEASURED, "Metrics"),)
    if len(worse) > len(better):
        ends = f"At the same age they are within {_points(margin)} of the older ones."
        return PaceRule("newer_worse", "slow_down", _worse(worse, cohorts), ends, agents, (), numbers, evidence)
    unknown = [one.measure for one in cohorts.differences if one not in known]
    if unknown and len(unknown) == len(COMPARED):
        least = policy.number("pace.least_ages")
        missing = f"Newest and older agents have fewer than {least:g} weeks of age in common that are written down."
        ends = f"{least:g} weeks of the newest are written down."
        return PaceRule("newer_worse", "hold", missing, ends, (), agents, numbers, evidence)
    beside = f" Not known: {', '.join(unknown)}." if unknown else ""
    said = f"On the whole no worse at the same age: {_sides(cohorts)}.{beside}"
    return PaceRule("newer_worse", "go", said, "", agents, (), numbers, evidence)


def _worse(worse: Sequence[Difference], cohorts: Cohorts) -> str:
    by = ", ".join(
        f"{one.measure} by {_points(one.worse)} ({_points(one.low)} to {_points(one.high)})" for one in worse
    )
    return f"Worse at the same age, {_sides(cohorts)}: {by}."


def _queue(rule: str, column: str, noun: str) -> Callable[[Running], PaceRule]:
    def judge(running: Running) -> PaceRule:
        """Affected: the stock clearly rises, by at least the policy's number of items over the weeks seen."""
        moving, unknown = running.clear(column, "rising")
        least, numbers = running.policy.number("pace.least_rise"), running.telemetry.running
        rises = {k: _rise(running.measured[column].trends[numbers[k]]) for k in moving}
        affected = [k for k, rise in rises.items() if rise >= least]
        total = float(sum(rises[k] for k in affected))
        return _graded(
            *(running, rule, affected, unknown),
            says=f"{noun} grow, together by {total:.0f} items over the weeks seen: {{}}.",
            ends=f"{noun} do not rise: {{}}.",
            missing=f"{noun} are not known for enough weeks: {{}}.",
            fine=f"{noun} do not pile up.",
            evidence=running.weeks_of(affected or unknown, column),
            numbers={"rise": total},
        )

    return judge


def _rise(trend: Trend) -> float:
    return 0.0 if trend.slope is None else trend.slope * trend.weeks / WEEKS_PER_MONTH


def _dashboards(running: Running) -> PaceRule:
    """Affected: nobody has looked at the dashboard for longer than the policy's days. A day to come is no look."""
    days, agents = int(running.policy.number("pace.dashboard_days")), running.telemetry.agents
    checked = agents["dashboard_checked"].iloc[running.telemetry.running].tolist()
    today = pd.Timestamp(running.as_of)
    before = today - pd.Timedelta(days=days)
    unknown = [k for k, day in enumerate(checked) if pd.isna(day) or day > today]
    affected = [k for k, day in enumerate(checked) if pd.notna(day) and day < before]
    rows = [running.health[k].row for k in affected or unknown]
    return _graded(
        *(running, "dashboards", affected, unknown),
        says=f"Dashboards that nobody has looked at for more than {days} days: {{}}.",
        ends=f"Somebody has looked at these dashboards within {days} days: {{}}.",
        missing="Nobody wrote down when these dashboards were last checked: {}.",
        fine=f"Every dashboard was checked within {days} days.",
        evidence=cells(running.portfolio, "Agents", rows, "dashboard_checked", Grade.CLAIMED),
        numbers={"agents": float(len(affected))},
    )


def _trust(running: Running) -> PaceRule:
    """Affected: clearly fewer approvals without edits, or lower satisfaction. No approvals, no ratings: neither way."""
    edits, edits_unknown = running.clear("unedited", "falling")
    csat, csat_unknown = running.clear("csat", "falling")
    affected = sorted({*edits, *csat})
    unknown = {*_applicable(running, edits_unknown, "approvals"), *_applicable(running, csat_unknown, "csat_count")}
    shown = (*(edits and running.weeks_of(edits, "approved_unedited")), *(csat and running.weeks_of(csat, "csat_sum")))
    signs = (("approvals are edited more often", edits), ("satisfaction falls", csat))
    return _graded(
        *(running, "trust", affected, sorted(unknown - {*affected})),
        says=f"Trust falls ({', '.join(word for word, found in signs if found)}): {{}}.",
        ends="Edits and satisfaction do not worsen: {}.",
        missing="Edits or satisfaction are not known for enough weeks: {}.",
        fine="Neither edits nor satisfaction worsen.",
        evidence=shown or running.weeks_of(sorted(unknown), "approved_unedited"),
        numbers={"edits_up": float(len(edits)), "csat_down": float(len(csat))},
    )


def _applicable(running: Running, places: list[int], column: str) -> list[int]:
    """Leave out agents for which every week of the window says that there were none."""
    rows = running.seen.rows
    typed = rows.pair(column, column)
    none = (typed.filled == rows.count()) & (typed.filled > 0) & (typed.numerator == 0)
    numbers = running.telemetry.running
    return [k for k in places if not none[numbers[k]]]


def _unstable(running: Running) -> PaceRule:
    """Affected: agents that fail the four weeks of stability; no agent goes live before the running ones are stable."""
    outcomes = [one.stability.outcome for one in running.health]
    affected = [k for k, outcome in enumerate(outcomes) if outcome is Outcome.FAIL]
    unknown = [k for k, outcome in enumerate(outcomes) if outcome is Outcome.UNKNOWN]
    weeks = int(running.policy.number("health.stable_weeks"))
    return _graded(
        *(running, "not_stable", affected, unknown),
        says=f"Not stable over the last {weeks} complete weeks: {{}}.",
        ends=f"Stable for {weeks} complete weeks: {{}}.",
        missing="Nobody can say yet whether these are stable: {}.",
        fine="Every agent in production is stable.",
        evidence=running.weeks_of(affected or unknown, "approved_unedited"),
        numbers={"agents": float(len(affected))},
    )


def _graded(
    running: Running,
    rule: str,
    affected: list[int],
    unknown: list[int],
    *,
    says: str,
    ends: str,
    missing: str,
    fine: str,
    evidence: tuple[Evidence, ...],
    numbers: dict[str, float],
) -> PaceRule:
    """Return a rule by the share of agents affected, then by the share nobody knows about."""
    count, few = len(running.health), running.policy.number("pace.hold_share")
    many = running.policy.number("pace.slow_share")
    numbers = {**numbers, "share": len(affected) / count, "share_unknown": len(unknown) / count}
    if len(affected) > few * count:
        advice = "slow_down" if len(affected) > many * count else "hold"
        names = running.names(affected)
        message, ends = says.format(names), ends.format(names)
    elif len(unknown) > few * count:
        names = running.names(unknown)
        advice, message, ends = "hold", missing.format(names), ends.format(names)
    else:
        some = f"{len(affected)} of {count} agents affected, {len(unknown)} not known: within the share tolerated."
        advice, message, ends = "go", some if affected or unknown else fine, ""
    return PaceRule(rule, advice, message, ends, running.ids(affected), running.ids(unknown), numbers, evidence)


def _sides(cohorts: Cohorts) -> str:
    return f"the {_agents(len(cohorts.newer), 'newest')} against the {_agents(len(cohorts.older), 'older')}"


def _agents(count: int, which: str) -> str:
    return f"{count} {which} agent{'' if count == 1 else 's'}"


def _points(share: float) -> str:
    return f"{100 * share:.1f} points"


RULES: tuple[Callable[[Running], PaceRule], ...] = (
    _newer_worse,
    _queue("escalation_queues", "open_escalations", "Open escalations"),
    _dashboards,
    _queue("requests", "open_requests", "Open requests"),
    _trust,
    _unstable,
)
