"""How the agents in production do: a sentence, their weeks as strips, their measures, what is not stable and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.model import Outcome
from toolkit.render.view_answers import MARKS
from toolkit.render.view_records import Cell, Column, Mark, Picture, Section, Table
from toolkit.render.view_strips import strips
from toolkit.render.view_words import (
    SPACE,
    capital,
    decimal,
    exact,
    listed,
    name_of,
    number_word,
    percent,
    shorten,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from toolkit.render.view_reading import Reading
    from toolkit.results import AgentHealth, AgentVerdict, Measure

VERDICTS = {
    "retire": Mark("✕", "retire", "fail"),
    "fix": Mark("✕", "fix", "fail"),
    "merge": Mark("◐", "merge", "waived"),
    "not_known": Mark("○", "not known", "unknown"),
    "keep": Mark("●", "keep", "pass"),
}
"""In the order in which something is to be done."""

STATES = {
    Outcome.FAIL: Mark("✕", "not stable", "fail"),
    Outcome.UNKNOWN: Mark("○", "not known", "unknown"),
    Outcome.NOT_APPLICABLE: Mark("○", "not known", "unknown"),
    Outcome.PASS: Mark("●", "stable", "pass"),
}
MEASURES = {
    "completion": "Completed",
    "unedited": "Approved unedited",
    "error": "Errors",
    "fallback": "Fallbacks",
    "csat": "Satisfaction",
    "cost_per_action": "Cost per action",
}
"""What the table shows of each agent; the rest stands in Excel."""

SHARES = ("completion", "unedited", "error", "fallback")
NAMED = 3
ROWS_SHOWN = 10
NOBODY_RUNS = "No agent is in production; one on Agents and its weeks on Metrics would show how agents do."


def named(names: Sequence[str], most: int = NAMED) -> str:
    """Return names in a sentence, or the first and how many more.

    >>> named(["A", "B"]), named(["A", "B", "C", "D", "E"])
    ('A and B', 'A, B, C and two more')
    """
    if len(names) <= most:
        return listed(names)
    return f"{', '.join(names[:most])} and {number_word(len(names) - most)} more"


def all_of(number: int) -> str:
    """Return so many agents, all of them.

    >>> all_of(1), all_of(2), all_of(5)
    ('the one agent', 'both agents', 'all five agents')
    """
    return {1: "the one agent", 2: "both agents"}.get(number, f"all {number_word(number)} agents")


def by_urgency(reading: Reading) -> tuple[tuple[AgentHealth, AgentVerdict], ...]:
    """Return the agents in production with their verdicts, those to act upon first, else in order of the registry."""
    verdicts = {one.agent: one for one in reading.assessment.verdicts}
    both = [(one, verdicts[one.agent]) for one in reading.assessment.health if one.agent in verdicts]
    order, states = list(VERDICTS), list(STATES)
    return tuple(sorted(both, key=lambda one: (order.index(one[1].verdict), states.index(one[0].stability.outcome))))


def health(reading: Reading) -> Section:
    """Return how many agents are stable, their weeks as strips, their measures, and why some are not stable."""
    found = by_urgency(reading)
    if not found:
        return Section(NOBODY_RUNS, ())
    agents = [one for one, _ in found]
    open_ones = [one for one in agents if one.stability.outcome is not Outcome.PASS]
    tables = (_reasons(open_ones),) if open_ones else ()
    return Section(stable_says(agents), tables, _silent(agents), (Picture(strips(reading, agents), _measures(agents)),))


def stable_says(agents: Sequence[AgentHealth]) -> str:
    """Return how many agents are stable, which are not, and of which nobody knows."""
    total, groups = len(agents), {outcome: _of(agents, outcome) for outcome in (Outcome.FAIL, Outcome.UNKNOWN)}
    stable = _of(agents, Outcome.PASS)
    if len(stable) == total:
        return f"{capital(all_of(total))} in production {_is(total)} stable."
    if total == 1:
        state = "is not stable" if groups[Outcome.FAIL] else "may be stable or not: nobody can say yet"
        return f"The one agent in production, {name_of(agents[0].name, agents[0].agent)}, {state}."
    if len(groups[Outcome.UNKNOWN]) == total:
        who = f"any of the {number_word(total)} agents in production ({named(groups[Outcome.UNKNOWN])})"
        return f"Whether {who} is stable, nobody can say yet."
    parts = [f"{number_word(len(stable)) if stable else 'none'} {_is(max(len(stable), 1))} stable"]
    if fails := groups[Outcome.FAIL]:
        parts.append(f"{number_word(len(fails))} {_is(len(fails))} not ({named(fails)})")
    if unknown := groups[Outcome.UNKNOWN]:
        parts.append(f"of {number_word(len(unknown))} nobody can say yet ({named(unknown)})")
    return f"Of {number_word(total)} agents in production, {listed(parts)}."


def _of(agents: Iterable[AgentHealth], outcome: Outcome) -> list[str]:
    alike = (outcome, Outcome.NOT_APPLICABLE) if outcome is Outcome.UNKNOWN else (outcome,)
    return [name_of(one.name, one.agent) for one in agents if one.stability.outcome in alike]


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _silent(agents: Sequence[AgentHealth]) -> tuple[str, ...]:
    """Return which agents have weeks that nobody wrote down, apart from weeks in which nothing ran."""
    blank = [one for one in agents if one.weeks.without_data]
    idle = [one for one in agents if one.weeks.without_runs]
    notes = []
    if blank:
        said = [f"{name_of(one.name, one.agent)} {one.weeks.without_data} of {one.weeks.complete}" for one in blank]
        notes.append(
            f"Weeks that nobody wrote down: {named(said)}. They count for nobody; rows on Metrics would answer."
        )
    if idle:
        said = [f"{name_of(one.name, one.agent)} {one.weeks.without_runs} of {one.weeks.complete}" for one in idle]
        notes.append(f"Weeks in which nothing ran: {named(said)}.")
    return tuple(notes)


def measure_text(measure: Measure) -> str:
    """Return a measure as text: a share as per cent, an amount with two decimals; *unknown* where missing."""
    if measure.value is None:
        return "unknown"
    if measure.name in SHARES or measure.low is not None:
        return percent(measure.value, 1)
    return exact(measure.value) if abs(measure.value) >= 100 else decimal(measure.value, 2)


def _measure_cell(measure: Measure) -> Cell:
    note = ""
    if measure.low is not None and measure.high is not None:
        note = f"{percent(measure.low)} to {percent(measure.high)}"
    if measure.is_worsening:
        note = f"{note}; {measure.trend.direction}".strip("; ")
    return Cell(measure_text(measure), note or shorten(measure.why_missing), is_missing=measure.value is None)


def _measures(agents: Sequence[AgentHealth]) -> Table:
    columns = (Column("Agent"), Column("Stable"), *(Column(title, True) for title in MEASURES.values()))
    rows = []
    for one in agents[:ROWS_SHOWN]:
        mark = STATES.get(one.stability.outcome, STATES[Outcome.UNKNOWN])
        cells = (_measure_cell(one.measure(name)) for name in MEASURES)
        rows.append((Cell(name_of(one.name, one.agent), f"{one.weeks.complete} weeks"), marked(mark), *cells))
    caption = "Measures over the last complete weeks that decide, shares with their interval"
    return Table(caption, columns, tuple(rows), more=more(len(agents) - len(rows)))


def marked(mark: Mark) -> Cell:
    """Return a shape and a word as a cell."""
    return Cell(f"{mark.shape}{SPACE}{mark.word}")


def more(left: int) -> str:
    """Return where the rest of a table is; empty where there is none."""
    return f"and {left:,} more in Excel" if left > 0 else ""


def _reasons(agents: Sequence[AgentHealth]) -> Table:
    """Return what keeps agents from being stable, failures before what is not known."""
    order = (Outcome.FAIL, Outcome.UNKNOWN)
    found = [
        (one, criterion)
        for outcome in order
        for one in agents
        for criterion in one.stability.criteria
        if criterion.outcome is outcome
    ]
    rows = tuple(
        (
            Cell(name_of(one.name, one.agent), name_of(one.owner, "no owner")),
            Cell(f"{MARKS[criterion.outcome].shape}{SPACE}{MARKS[criterion.outcome].word}"),
            Cell(shorten(criterion.reason)),
            Cell(_metric_rows(one)),
        )
        for one, criterion in found[:ROWS_SHOWN]
    )
    columns = tuple(Column(title) for title in ("Agent", "Outcome", "Why it is not known to be stable", "Where"))
    return Table("What stands between these agents and stability", columns, rows, more=more(len(found) - len(rows)))


def _metric_rows(one: AgentHealth) -> str:
    if not one.rows:
        return "Metrics"
    return f"Metrics, row {one.rows[0]}" if len(one.rows) == 1 else f"Metrics, rows {one.rows[0]} to {one.rows[-1]}"
