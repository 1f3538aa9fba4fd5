"""Whether a measure of an agent holds: its trend in words, judged together with the agent's other measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.checks.answers import Answer, fails, not_applicable, passes, unknown
from toolkit.checks.fleet import COLUMNS, Running, raised, share
from toolkit.kernels.trends import discoveries

if TYPE_CHECKING:
    from toolkit.results import Measure

JUDGED_TOGETHER = ("completion", "fallback", "error", "unedited", "csat", "cost_per_action")
"""The measures of one verdict: six trends raise more false alarms than one, so they are judged together."""

NAMES = {
    "completion": "the share of runs that {} completes",
    "csat": "satisfaction with {}",
    "cost_per_action": "the cost of a run of {}",
}


def holding(agent: Running, name: str, level: float, currency: str = "") -> Answer:
    """Answer whether a measure holds: fail where its trend clearly goes the wrong way, unknown where it has none.

    ``level`` is the share of false alarms allowed (0 to 1). Nothing to measure, typed as zeros, is not applicable.
    """
    found, subject, owner = agent.health.measure(name), NAMES[name].format(agent.name), agent.row.owner
    if found.denominator == 0 and found.earlier is None:
        return not_applicable(f"Nothing says how {subject} moves: there is nothing to measure in any week.")
    if found.value is None or found.trend.direction == "unknown":
        weeks, few = found.trend.weeks, found.trend.direction == "unknown"
        told = f"{weeks} weeks with runs say so, which is too few for a trend"
        why = told if few else found.why_missing or "its last complete weeks do not tell"
        message = f"Nobody can say yet how {subject} moves: {why}."
        return unknown(message, *agent.blanks(COLUMNS[name]), owner=owner)
    says = raised(f"{subject} is {_level(found, found.value, currency)}, {_before(found, currency)}")
    if found.is_worsening and _stands_out(agent, name, level):
        verb = "falls" if found.better == "higher" else "rises"
        message = f"{says}; over {found.trend.weeks} weeks it {verb}, {_moves(found, currency)}."
        return fails(message, *agent.cited(name), owner=owner)
    message = f"{says}; over {found.trend.weeks} weeks it does not clearly get worse, {_moves(found, currency)}."
    return passes(message, *agent.cited(name), owner=owner)


def _stands_out(agent: Running, name: str, level: float) -> bool:
    """Say whether a trend stands out among the six, as the verdict on the agent judges it."""
    p = [agent.health.measure(one).trend.p for one in JUDGED_TOGETHER]
    found = discoveries([float("nan") if one is None else one for one in p], level)
    return bool(found[JUDGED_TOGETHER.index(name)])


def _level(measure: Measure, value: float, currency: str) -> str:
    if measure.name == "cost_per_action":
        return f"{value:,.2f} {currency}"
    return f"{value:.2f}" if measure.name == "csat" else share(value)


def _before(measure: Measure, currency: str) -> str:
    if measure.earlier is None:
        return "with nothing before it to compare"
    return f"{_level(measure, measure.earlier, currency)} in the {measure.earlier_weeks} weeks before"


def _moves(measure: Measure, currency: str) -> str:
    """Return the slope with its interval, in the unit of the measure a month."""
    slope, low, high = (value or 0.0 for value in (measure.trend.slope, measure.trend.low, measure.trend.high))
    if measure.name == "csat":
        said = f"by {slope:+.3f} a month (interval {low:+.3f} to {high:+.3f})"
    elif measure.name == "cost_per_action":
        said = f"by {slope:+.3f} {currency} a month (interval {low:+.3f} to {high:+.3f})"
    else:
        said = f"by {slope:+.2%} points a month (interval {low:+.2%} to {high:+.2%})".replace("%", "")
    return said.replace("-", MINUS)


MINUS = "\N{MINUS SIGN}"
