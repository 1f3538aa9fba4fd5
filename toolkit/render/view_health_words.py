"""Measures and trends of an agent in words: the last weeks beside all earlier ones, and how it moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.render.view_records import Cell, Column, Table
from toolkit.render.view_words import MINUS, capital, decimal, exact, number_word, percent, plain, shorten

if TYPE_CHECKING:
    from toolkit.render.view_reading import Reading
    from toolkit.results import AgentHealth, Measure

SHARE, AMOUNT, NUMBER = "share", "amount", "number"
MEASURES = {
    "completion": ("Completed, of runs", SHARE),
    "fallback": ("Given up, of runs", SHARE),
    "escalation": ("Handed to a person, of runs", SHARE),
    "unedited": ("Approved without edits", SHARE),
    "error": ("Wrong, of completed items", SHARE),
    "csat": ("Satisfaction", NUMBER),
    "cost_per_action": ("Cost of a run, {currency}", AMOUNT),
    "automation": ("Finished alone, of eligible items", SHARE),
    "p95_latency": ("Seconds for 95 % of items, worst week", NUMBER),
    "hallucinations": ("Flagged as invented, of runs", SHARE),
    "intent_drift": ("Flagged as outside its purpose, of runs", SHARE),
    "open_escalations": ("Escalations open at the end", NUMBER),
    "open_requests": ("Requests open at the end", NUMBER),
}
"""What the review calls each measure, and how its numbers are written."""

FIRST = 8
"""Measures in sight; the others are folded below them."""


def measures_table(reading: Reading, one: AgentHealth) -> Table:
    """Return every measure of an agent: last weeks with interval and counts, all weeks before, trend in words."""
    weeks = number_word(one.recent.complete)
    since = f"Before, {one.weeks.complete - one.recent.complete} weeks"
    heads = ("Measure", f"Last {weeks} weeks", since, "Trend")
    columns = tuple(Column(head, head in heads[1:3]) for head in heads)
    rows = tuple(_row(reading, one.measure(name)) for name in MEASURES)
    return Table("Measures", columns, rows[:FIRST], rows[FIRST:])


def _row(reading: Reading, measure: Measure) -> tuple[Cell, ...]:
    title, kind = MEASURES[measure.name]
    value = Cell("unknown", shorten(measure.why_missing), is_missing=True)
    if measure.value is not None:
        value = Cell(written(measure.value, kind), _made_of(measure))
    before = Cell("unknown", is_missing=True) if measure.earlier is None else Cell(written(measure.earlier, kind))
    trend = Cell(trend_says(reading, measure), is_missing=measure.trend.direction == "unknown")
    return (Cell(title.format(currency=reading.terms.currency)), value, before, trend)


def written(value: float, kind: str) -> str:
    """Return a measure as text by its kind.

    >>> written(0.7669, "share"), written(2.4356, "amount"), written(4.5, "number"), written(12.0, "number")
    ('76.7\\xa0%', '2.44', '4.50', '12')
    """
    if kind == SHARE:
        return percent(value, 1)
    if kind == AMOUNT:
        return exact(value)
    return plain(value) if value == round(value) else decimal(value, 2)


def _made_of(measure: Measure) -> str:
    """Return the counts of a share and its interval; empty for what is no share."""
    if measure.low is None or measure.high is None:
        return ""
    counts = f"{plain(measure.numerator or 0.0)} of {plain(measure.denominator or 0.0)}"
    return f"{counts}; {percent(measure.low, 1)} to {percent(measure.high, 1)}"


def trend_says(reading: Reading, measure: Measure) -> str:
    """Return where a measure is going, per month, with its interval; *no clear trend* is not *no change*."""
    trend = measure.trend
    if trend.slope is None or trend.low is None or trend.high is None:
        least = plain(reading.policy("health.least_trend_weeks"))
        return f"not known: {trend.weeks} {'week' if trend.weeks == 1 else 'weeks'} with runs, a trend needs {least}"
    kind = MEASURES[measure.name][1]
    slope, low, high = (_step(value, kind) for value in (trend.slope, trend.low, trend.high))
    unit = " points" if kind == SHARE else ""
    if trend.direction == "unclear":
        return f"no clear trend: {low} to {high}{unit} a month"
    word = "worse" if measure.is_worsening else "better"
    return f"{word}: {trend.direction}, {slope}{unit} a month ({low} to {high})"


def _step(value: float, kind: str) -> str:
    """Return a change a month with its sign; of shares in points."""
    amount = 100 * value if kind == SHARE else value
    text = f"{amount:+.2f}"
    return text[1:] if float(text) == 0 else text.replace("-", MINUS)


CRITERIA = {
    "unedited": "Approvals without edits",
    "error": "Error rate where it usually is",
    "fallback": "Fallback rate where it usually is",
    "collisions": "No open collision",
    "plateau": "Ground to retire it: it stays at a low rate",
    "process": "Ground to retire it: its process has changed",
    "value": "Ground to retire it: it costs more than it returns",
}
"""What the verdict on an agent rests on, as the review calls it."""


def criterion_title(name: str) -> str:
    """Return what the review calls a criterion."""
    return CRITERIA.get(name, capital(name.replace("_", " ")))
