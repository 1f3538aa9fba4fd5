"""Go, hold or slow down: one paragraph with the rules that fired and what ends it, then every rule."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from toolkit.render.view_answers import places, verdict_says
from toolkit.render.view_records import Cell, Column, Mark, Section, Table
from toolkit.render.view_words import (
    SPACE,
    capital,
    count,
    listed,
    number_word,
    plain,
    shorten,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.render.view_reading import Reading
    from toolkit.results import PaceRule

ADVICE = {
    "go": Mark("●", "go", "pass"),
    "hold": Mark("◐", "hold", "waived"),
    "slow_down": Mark("✕", "slow down", "fail"),
}
ASKS = {
    "go": "Go: nothing that is measured asks you to wait",
    "hold": "Hold: start no further agent yet",
    "slow_down": "Slow down: start nothing new, and mend what runs first",
}
RULES = {
    "nothing_runs": "An agent in production",
    "newer_worse": "Newer agents beside older ones at the same age",
    "escalation_queues": "Open escalations",
    "dashboards": "Dashboards looked at",
    "requests": "Open requests",
    "trust": "Trust: edits and satisfaction",
    "not_stable": "Stability",
}
"""What a rule looks at."""

FINE = "no queue grows, trust holds, every agent is stable"
SHOWN = 3


def pace(reading: Reading) -> Section:
    """Return the advice with the rules that fired, and what ends it; then all rules with their cells."""
    found = reading.assessment.pace
    because, ends = _because(reading), _ends(reading)
    says = " ".join((f"{ASKS[found.advice]}.", *because))
    columns = (*(Column(title) for title in ("Looked at", "Asks to", "What was found", "What ends it", "Where")),)
    rows = tuple(_rule_row(rule) for rule in sorted(found.rules, key=lambda rule: -list(ADVICE).index(rule.advice)))
    return Section(says, (Table("The rules of pace, the strictest first", columns, rows),), ends)


def pace_short(reading: Reading) -> str:
    """Return the first reason for the advice, for a line."""
    because = _because(reading)
    if reading.assessment.pace.advice == "go":
        return f"{capital(FINE)}." if FINE in because[0] else because[0]
    left = len(because) - 1
    return because[0] + (f" And {number_word(left)} more." if left > 0 else "")


def _because(reading: Reading) -> tuple[str, ...]:
    """Return what the rules that bear the advice say; those that only do not know are one sentence per agent."""
    found = reading.assessment.pace
    if found.advice == "go":
        some = [rule for rule in found.rules if rule.rule != "newer_worse" and (rule.agents or rule.unknown)]
        said = [shorten(rule.message) for rule in found.rules if rule.rule == "newer_worse"]
        said += [f"{RULES[rule.rule]}: {shorten(rule.message)}" for rule in some[:SHOWN]]
        fine = "" if some else f": {FINE}"
        return (f"None of the {count(len(found.rules), 'rule')} fired{fine}.", *said, *readiness_first(reading))
    fired = [rule for rule in found.because if rule.agents or not rule.unknown]
    said = [shorten(rule.message) for rule in fired[:SHOWN]]
    if len(fired) > SHOWN:
        said.append(f"{capital(count(len(fired) - SHOWN, 'more rule'))} asked for it, too.")
    return (*said, *_not_known(reading))


def readiness_first(reading: Reading) -> tuple[str, ...]:
    """Return what the six questions say where they do not say ready: pace looks only at what runs."""
    readiness = reading.assessment.readiness
    if readiness.verdict == "ready":
        return ()
    said = verdict_says(readiness)
    return (f"But pace looks only at what runs, and the six questions come first: {said[:1].lower()}{said[1:]}",)


def _not_known(reading: Reading) -> tuple[str, ...]:
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for rule in reading.assessment.pace.because:
        if rule.unknown and not rule.agents:
            groups[rule.unknown].append(_short(rule))
    return tuple(
        f"Not known yet of {_named(reading, agents)}: {listed(what)}." for agents, what in list(groups.items())[:SHOWN]
    )


def _short(rule: PaceRule) -> str:
    title = RULES.get(rule.rule, rule.rule)
    return (title[:1].lower() + title[1:]).partition(":")[0]


def _named(reading: Reading, agents: Sequence[str]) -> str:
    names = [reading.name("Agents", agent) for agent in agents]
    if len(names) <= SHOWN:
        return listed(names)
    return f"{', '.join(names[:SHOWN])} and {number_word(len(names) - SHOWN)} more"


def _ends(reading: Reading) -> tuple[str, ...]:
    """Return what ends the advice: the exit of each rule that fired, then what would answer what is not known."""
    found = reading.assessment.pace
    if found.advice == "go":
        return ("Any rule that fires turns this into hold or slow down; all of them are looked at again each week.",)
    ends = [rule.exit for rule in found.because if rule.exit and (rule.agents or not rule.unknown)]
    notes = [f"This ends when: {'; '.join(_until(end) for end in ends[:SHOWN])}."] if ends else []
    unknown = list(dict.fromkeys(agent for rule in found.because if not rule.agents for agent in rule.unknown))
    if unknown:
        notes.append(_answering(reading, unknown))
    return tuple(notes)


def _until(end: str) -> str:
    """Return an exit condition as part of a sentence, the agents in brackets."""
    said, _, agents = shorten(end).rstrip(".").partition(": ")
    return f"{said[:1].lower()}{said[1:]}{f' ({agents})' if agents else ''}"


def _answering(reading: Reading, agents: Sequence[str]) -> str:
    """Return what would make known what is not: further weeks where there are too few, else the blank cells."""
    least = reading.policy("health.least_trend_weeks")
    weeks = {one.agent: one.weeks for one in reading.assessment.health}
    young = [agent for agent in agents if agent in weeks and weeks[agent].complete < least]
    if len(young) == len(agents):
        most = max(int(least) - weeks[agent].complete for agent in young)
        more = count(most, "more complete week")
        return f"{capital(more)} of {_named(reading, young)} will answer it: a trend needs {plain(least)}."
    cells = [one for rule in reading.assessment.pace.because if rule.unknown for one in rule.evidence]
    return f"What would answer it: {places(cells) or 'Metrics'}."


def _rule_row(rule: PaceRule) -> tuple[Cell, ...]:
    mark = ADVICE[rule.advice]
    cells = places(rule.evidence[:SHOWN])
    return (
        Cell(RULES.get(rule.rule, rule.rule)),
        Cell(f"{mark.shape}{SPACE}{mark.word}"),
        Cell(shorten(rule.message)),
        Cell(shorten(rule.exit) or "–"),
        Cell(cells or "–"),
    )
