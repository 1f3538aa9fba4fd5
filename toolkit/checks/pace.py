"""Go, hold or slow down, and whether the flywheel turns: what the fleet as a whole says about the next agent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.checks.answers import Answer, Answers, Fact, fails, not_applicable, passes, unknown
from toolkit.checks.facts import nowhere
from toolkit.checks.fleet import filled, lowered
from toolkit.checks.holding import MINUS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.checks.facts import Row
    from toolkit.policy import Policy
    from toolkit.results import Fleet, Flywheel, LearningCurve, PaceRule

ADVICE = {"go": "Go on", "hold": "Hold", "slow_down": "Slow down"}
WHERE = {"infrastructure_cost": "Platform", "first_quarter_errors": "Metrics"}
"""The sheets of curves that are not typed on *Agents*."""
CURVES = {
    "build_weeks": "build weeks",
    "integration_weeks": "integration weeks",
    "build_cost": "build cost",
    "infrastructure_cost": "infrastructure cost per agent",
    "first_quarter_errors": "errors in the first quarter",
}


def may_go_on(agents: list[Row], fleet: Fleet, policy: Policy) -> Answers:
    """Answer about the fleet. Pass: no rule of pace asks to hold or to slow down.

    Fail: a rule does, and knows why; unknown: rules ask to hold because nobody knows. Each says what ends it.
    """
    absent = _absent(agents, fleet)
    if absent is not None:
        return absent
    pace, most = fleet.pace, policy.number("pace.hold_share")
    strict = [rule for rule in pace.rules if _is_known(rule, most)]
    blind = [rule for rule in pace.rules if rule.advice != "go" and rule not in strict]
    if strict:
        said = f"{ADVICE[pace.advice]}: {lowered(' '.join(f'{rule.message} {_ends(rule)}' for rule in strict))}"
        return fails(f"{said}{_also(blind)}", *_behind(strict))
    if blind:
        return unknown(f"{ADVICE[pace.advice]}, for what decides is not known: {_messages(blind)}", *_behind(blind))
    return passes(f"Go on: {_messages(pace.rules)}", *_behind(pace.rules))


def _is_known(rule: PaceRule, most: float) -> bool:
    """Say whether a rule stands in the way because of what is known, not because nobody knows."""
    return rule.advice == "slow_down" or (rule.advice == "hold" and rule.numbers.get("share", 0.0) > most)


def _messages(rules: Sequence[PaceRule]) -> str:
    return lowered(" ".join(rule.message for rule in rules))


def _ends(rule: PaceRule) -> str:
    return f"What ends it: {lowered(rule.exit)}"


def _also(blind: Sequence[PaceRule]) -> str:
    return f" Not known besides: {_messages(blind)}" if blind else ""


def _behind(rules: Sequence[PaceRule]) -> list[Fact]:
    return filled([place for rule in rules for place in rule.evidence]) or [nowhere("Metrics")]


def _absent(agents: list[Row], fleet: Fleet) -> Answer | None:
    if not agents:
        return unknown("Nobody has listed any agent. One row on Agents would answer it.", nowhere("Agents"))
    return None if fleet.health else not_applicable("No agent is in production.")


def newer_not_worse(agents: list[Row], fleet: Fleet) -> Answers:
    """Answer about the fleet. Pass: at the same age, the newest agents are on the whole no worse than the older ones.

    Not applicable where there are no older ones; too few weeks of age in common, or a blank date: unknown.
    """
    absent = _absent(agents, fleet)
    if absent is not None:
        return absent
    rule = _rule(fleet, "newer_worse")
    if rule.advice == "slow_down":
        return fails(f"{rule.message} {_ends(rule)}", *_behind([rule]))
    if rule.advice == "hold":
        return unknown(rule.message, *_behind([rule]))
    return passes(rule.message, *_behind([rule])) if rule.evidence else not_applicable(rule.message)


def queues_not_growing(agents: list[Row], fleet: Fleet, policy: Policy) -> Answers:
    """Answer about the fleet. Pass: open escalations do not clearly pile up behind more agents than tolerated."""
    return _by_rule(agents, fleet, "escalation_queues", policy.number("pace.hold_share"))


def requests_not_growing(agents: list[Row], fleet: Fleet, policy: Policy) -> Answers:
    """Answer about the fleet. Pass: open requests do not clearly pile up behind more agents than tolerated."""
    return _by_rule(agents, fleet, "requests", policy.number("pace.hold_share"))


def trust_holding(agents: list[Row], fleet: Fleet, policy: Policy) -> Answers:
    """Answer about the fleet. Pass: neither edits nor satisfaction clearly worsen for more agents than tolerated."""
    return _by_rule(agents, fleet, "trust", policy.number("pace.hold_share"))


def _by_rule(agents: list[Row], fleet: Fleet, name: str, most: float) -> Answer:
    absent = _absent(agents, fleet)
    if absent is not None:
        return absent
    rule = _rule(fleet, name)
    if _is_known(rule, most):
        return fails(f"{rule.message} {_ends(rule)}", *_behind([rule]))
    return (passes if rule.advice == "go" else unknown)(rule.message, *_behind([rule]))


def _rule(fleet: Fleet, name: str) -> PaceRule:
    return next(rule for rule in fleet.pace.rules if rule.rule == name)


def flywheel_turns(agents: list[Row], fleet: Fleet) -> Answers:
    """Answer about the fleet. Pass: more than half of what is measured of each deployment falls from agent to agent.

    Fail: it does not, and the platform is where to mend it. Unknown: too few agents to say. Where one agent alone ever
    went live, the question does not arise.
    """
    if not agents:
        return unknown("Nobody has listed any agent. One row on Agents would answer it.", nowhere("Agents"))
    live = [agent for agent in agents if agent["status"].value in ("production", "retired")]
    if len(live) <= 1:
        many = "Only one agent" if live else "No agent"
        return not_applicable(f"{many} ever went live; a flywheel takes a second turn.")
    wheel = fleet.flywheel
    known = [curve for curve in wheel.curves if curve.state != "too_few"]
    because = lowered(wheel.because)
    if wheel.verdict == "compounding":
        return passes(f"The flywheel turns: {because} {_rates(known)}", *_points(live, known))
    if wheel.verdict == "not_compounding":
        message = f"The flywheel does not turn, so back to the platform: {because} {_rates(known)}"
        return fails(message, *_points(live, known))
    return unknown(f"Nobody can say yet whether the flywheel turns: {because}", *_missing(live, wheel))


def _rates(curves: Sequence[LearningCurve]) -> str:
    said = [
        f"{CURVES[one.measure]} {_saved(one.rate)} ({_saved(one.low)} to {_saved(one.high)})"
        for one in curves
        if one.rate is not None and one.low is not None and one.high is not None
    ]
    return f"Saved by each doubling: {', '.join(said)}."


def _saved(rate: float) -> str:
    """Return a learning rate in words; what each doubling costs more is below 0.

    >>> _saved(0.2), _saved(-0.231), _saved(-1e-16)
    ('20 %', '−23 %', '0 %')
    """
    return f"{rate:z.0%}".replace("-", MINUS).replace("%", " %")


def _points(live: list[Row], curves: Sequence[LearningCurve]) -> list[Fact]:
    rows, found = {agent["agent_id"].text: agent for agent in live}, []
    for curve in curves:
        if curve.measure in WHERE:
            found.append(nowhere(WHERE[curve.measure]))
        else:
            found += [rows[point.agent][curve.measure] for point in curve.points if point.agent in rows]
    return found


def _missing(live: list[Row], wheel: Flywheel) -> list[Fact]:
    typed = [curve.measure for curve in wheel.curves if curve.measure not in WHERE]
    blank = [agent[name] for agent in live for name in typed if agent[name].value is None]
    return blank or [nowhere("Agents")]
