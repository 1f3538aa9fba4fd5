"""Whether an agent has been stable over its last complete weeks (DESIGN, Routing: *Stable*), with reasons."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.model import Outcome
from toolkit.results import Criterion, Measure, Stability

if TYPE_CHECKING:
    from toolkit.policy import Policy


@dataclass(frozen=True)
class Bar:
    """What an agent must reach to count as stable, from the policy."""

    weeks: int
    unedited_above: float
    least_approvals: float
    band_share: float
    band_points: float
    least_earlier: float


def bar_of(policy: Policy) -> Bar:
    """Read the bar from the policy."""
    return Bar(
        int(policy.number("health.stable_weeks")),
        policy.number("health.unedited_above"),
        policy.number("health.least_approvals"),
        policy.number("health.band_share"),
        policy.number("health.band_points"),
        policy.number("health.least_earlier_weeks"),
    )


def judge_stability(
    agent: str,
    weeks: int,
    measures: tuple[Measure, Measure, Measure],
    collisions: Collection[str] | None,
    bar: Bar,
) -> Stability:
    """Return whether an agent is stable: approvals without edits, errors, fallbacks, collisions, in this order.

    ``weeks`` is how many complete weeks it has been in production; ``measures`` are *unedited*, *error*, *fallback*.
    ``collisions`` names the agents in an open collision, ``None`` where nobody has looked. Any fail is a fail, else any
    unknown is unknown, else it passes; what does not apply counts neither way.
    """
    unedited, error, fallback = measures
    if weeks < bar.weeks:
        short = f"{weeks} of {bar.weeks} complete weeks in production"
        known = tuple(criterion(name, Outcome.UNKNOWN, short) for name in ("unedited", "error", "fallback"))
    else:
        known = (_unedited(unedited, bar), _within_band(error, bar), _within_band(fallback, bar))
    criteria = (*known, _collisions(agent, collisions))
    return Stability(overall([one.outcome for one in criteria]), criteria)


def overall(outcomes: Collection[Outcome]) -> Outcome:
    """Return what outcomes add up to, as verdicts do: fail, else unknown, else pass, else not applicable."""
    for outcome in (Outcome.FAIL, Outcome.UNKNOWN, Outcome.PASS):
        if outcome in outcomes:
            return outcome
    return Outcome.NOT_APPLICABLE if outcomes else Outcome.UNKNOWN


def criterion(name: str, outcome: Outcome, reason: str) -> Criterion:
    """Return a criterion whose reason is a sentence."""
    return Criterion(name, outcome, f"{reason[0].upper()}{reason[1:]}.")


def percent(share: float, *beside: float) -> str:
    """Return a share in words with one decimal, with more where it would read like one of those beside it.

    >>> percent(0.85), percent(0.8504, 0.85), percent(0.84996, 0.85)
    ('85.0 %', '85.04 %', '84.996 %')
    """
    if not beside:
        return f"{100 * share:.1f} %"
    for digits in range(1, _MOST_DIGITS):
        text = f"{100 * share:.{digits}f}"
        if all(text != f"{100 * other:.{digits}f}" for other in beside if other != share):
            break
    return f"{text} %"


_MOST_DIGITS = 9


def _unedited(found: Measure, bar: Bar) -> Criterion:
    gap = _gap(found, bar)
    if gap:
        return criterion("unedited", Outcome.UNKNOWN, f"approvals without edits are not known: {gap}")
    approvals, share = found.denominator or 0.0, found.value
    if not approvals or share is None:
        return criterion("unedited", Outcome.NOT_APPLICABLE, f"no approvals in the last {bar.weeks} complete weeks")
    if approvals < bar.least_approvals:
        few = f"{approvals:g} approvals in the last {bar.weeks} complete weeks, {bar.least_approvals:g} are needed"
        return criterion("unedited", Outcome.UNKNOWN, few)
    is_above = share > bar.unedited_above
    says = f"{percent(share, bar.unedited_above)} of {approvals:,.0f} approvals without edits{_between(found)}"
    needed = f"more than {percent(bar.unedited_above)} are needed"
    return criterion("unedited", Outcome.PASS if is_above else Outcome.FAIL, f"{says}; {needed}")


def _within_band(found: Measure, bar: Bar) -> Criterion:
    name, rate = found.name, f"the {found.name} rate"
    gap = _gap(found, bar)
    if gap:
        return criterion(name, Outcome.UNKNOWN, f"{rate} is not known: {gap}")
    if found.value is None:
        return criterion(
            name, Outcome.UNKNOWN, f"{rate} is not known: nothing ran in the last {bar.weeks} complete weeks"
        )
    if found.earlier is None or found.earlier_weeks < bar.least_earlier:
        weeks = (
            "one earlier complete week" if found.earlier_weeks == 1 else f"{found.earlier_weeks} earlier complete weeks"
        )
        before = f"{weeks} to compare with, {bar.least_earlier:g} are needed"
        return criterion(name, Outcome.UNKNOWN, f"{rate} has {before}")
    band = max(bar.band_share * found.earlier, bar.band_points)
    low, high = max(found.earlier - band, 0.0), found.earlier + band
    is_within = abs(found.value - found.earlier) <= band + _ROUNDING
    if is_within:
        says = f"within {percent(low)} to {percent(high)}"
    else:
        is_better = found.value < found.earlier
        says = f"below {percent(low)}: better, but not settled yet" if is_better else f"above {percent(high)}"
    mean = f"its mean of {found.earlier_weeks} earlier weeks is {percent(found.earlier)}"
    shown = percent(found.value) if is_within else percent(found.value, low, high)
    reason = f"{rate} is {shown}, {says}; {mean}"
    return criterion(name, Outcome.PASS if is_within else Outcome.FAIL, reason)


_ROUNDING = 1e-12


def _collisions(agent: str, collisions: Collection[str] | None) -> Criterion:
    if collisions is None:
        return criterion("collisions", Outcome.UNKNOWN, "nobody has looked for collisions")
    if agent in collisions:
        return criterion("collisions", Outcome.FAIL, "a collision with another agent is open")
    return criterion("collisions", Outcome.PASS, "no collision is open")


def _gap(found: Measure, bar: Bar) -> str:
    """Say what is missing in the last weeks; empty where nothing is."""
    if found.why_missing:
        return found.why_missing
    missing = bar.weeks - found.weeks
    return f"blank in {missing} of the last {bar.weeks} complete weeks" if missing > 0 else ""


def _between(found: Measure) -> str:
    if found.low is None or found.high is None:
        return ""
    return f" (interval {percent(found.low)} to {percent(found.high)})"
