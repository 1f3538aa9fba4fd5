"""Whether each agent comes cheaper than the last: a sentence, the clearest curve with its band, all measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.render.charts_learning import Deployment, LearningChart, fit_of, learning_chart
from toolkit.render.view_records import Cell, Column, Picture, Section, Table
from toolkit.render.view_words import (
    capital,
    count,
    exact,
    listed,
    name_of,
    number_word,
    percent,
    plain,
    rounded,
    shorten,
)

if TYPE_CHECKING:
    from toolkit.render.view_reading import Reading
    from toolkit.results import LearningCurve

CURVES = {
    "build_weeks": ("Build weeks", "build weeks"),
    "integration_weeks": ("Integration weeks", "integration weeks"),
    "build_cost": ("Build cost", "the cost of building"),
    "infrastructure_cost": ("Infrastructure cost per agent and month", "infrastructure cost per agent"),
    "first_quarter_errors": ("Errors per item in the first quarter", "errors in the first quarter"),
}
STATES = {
    "learning": "clearly falls",
    "worsening": "rises with each agent",
    "not_learning": "does not fall",
    "unclear": "seems to fall, but too few agents bear it out",
    "too_few": "too few agents to say",
}
ROWS_SHOWN = 10


def flywheel(reading: Reading) -> Section:
    """Return whether each agent comes cheaper than the last, the clearest curve, and all curves."""
    found = reading.assessment.flywheel
    known = [curve for curve in found.curves if curve.rate is not None]
    says = f"{_flywheel_head(reading)} {_rate_says(known[0], _confidence(reading)) if known else ''}".rstrip()
    shown = [curve for curve in known if len({point.order for point in curve.points}) > 1][:1]
    pictures = tuple(Picture(_curve_chart(reading, curve), _points(reading, curve)) for curve in shown)
    unknown = [f"{CURVES[one.measure][1]} ({shorten(one.why_missing)})" for one in found.curves if one.why_missing]
    notes = (f"Not known yet: {listed(unknown)}.",) if unknown and known else ()
    return Section(says, (_curves(reading),), notes, pictures)


def _flywheel_head(reading: Reading) -> str:
    found = reading.assessment.flywheel
    if found.verdict == "too_few":
        if any(curve.rate is not None for curve in found.curves):
            return f"Too few agents to say whether each one comes cheaper than the last: {_lower(found.because)}"
        fullest = max(found.curves, key=lambda curve: len(curve.points))
        most, least = len(fullest.points), plain(reading.policy("flywheel.least_agents"))
        if most >= reading.policy("flywheel.least_agents"):
            return f"Whether each agent comes cheaper than the last cannot be said: {shorten(fullest.why_missing)}."
        have = f"{number_word(most) if most else 'none'} {'has' if most <= 1 else 'have'} figures so far"
        needs = f"a curve needs {count(int(float(least)), 'agent')}, and {have}"
        return f"Too few agents to say whether each one comes cheaper than the last: {needs}."
    if found.verdict == "compounding":
        return f"Compounding: agents come cheaper as there are more of them. {capital(found.because)}"
    return f"Not compounding: back to the platform before the next agent. {capital(found.because)}"


def _confidence(reading: Reading) -> str:
    return percent(reading.policy("health.confidence"))


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _rate_says(curve: LearningCurve, confidence: str) -> str:
    """Return the learning rate with its interval; a rate below zero is what each doubling adds."""
    rate, low, high = curve.rate or 0.0, curve.low, curve.high
    if low is None or high is None:
        return ""
    between = f"(between {percent(low)} and {percent(high)}, at {confidence} confidence)"
    verb = "saves" if rate >= 0 else "adds"
    return f"Each doubling of agents {verb} {percent(abs(rate))} of {CURVES[curve.measure][1]} {between}."


def _curve_chart(reading: Reading, curve: LearningCurve) -> LearningChart:
    title, points = CURVES[curve.measure][0], sorted(curve.points, key=lambda point: point.order)
    unit = _unit(reading, curve)
    shown = [
        Deployment(point.order, point.amount, reading.name("Agents", point.agent), rounded(point.amount))
        for point in points
    ]
    fit = fit_of(shown, curve.rate or 0.0, curve.low or 0.0, curve.high or 0.0)
    said = "; ".join(f"{reading.name('Agents', one.agent)} {rounded(one.amount)}" for one in points)
    head = f"{title}: each doubling of agents saves {percent(curve.rate or 0.0)}"
    if (curve.rate or 0.0) < 0:
        head = f"{title}: each doubling of agents adds {percent(-(curve.rate or 0.0))}"
    return learning_chart(
        shown,
        fit,
        axis="order of going live",
        title=head,
        caption=f"{title} ({unit}) of each agent in the order of going live, zero at the floor. The line is the fitted "
        f"curve, the shaded band holds it with {_confidence(reading)} confidence.",
        alternative=f"{head}. In the order of going live ({unit}): {said}.",
    )


def _points(reading: Reading, curve: LearningCurve) -> Table:
    points = sorted(curve.points, key=lambda point: point.order)
    rows = tuple(
        (Cell(name_of(reading.name("Agents", one.agent))), Cell(plain(one.order)), Cell(_amount(one.amount)))
        for one in points[:ROWS_SHOWN]
    )
    left = len(points) - len(rows)
    columns = (
        Column("Agent"),
        Column("Order", True),
        Column(f"{CURVES[curve.measure][0]}, {_unit(reading, curve)}", True),
    )
    return Table(
        f"{CURVES[curve.measure][0]} by order of going live",
        columns,
        rows,
        more=f"and {left:,} more in Excel" if left else "",
    )


def _unit(reading: Reading, curve: LearningCurve) -> str:
    if curve.measure == "build_weeks":
        return "without integration"
    return curve.unit.replace("currency", reading.terms.currency)


def _amount(value: float) -> str:
    return exact(value) if value >= 1 else plain(value)


def _curves(reading: Reading) -> Table:
    columns = (
        Column("Measure"),
        Column("What it does"),
        Column("Saved per doubling", True),
        Column(f"Interval, {_confidence(reading)}"),
    )
    rows = []
    for curve in reading.assessment.flywheel.curves:
        rate = "unknown" if curve.rate is None else percent(curve.rate)
        ends = "–" if curve.low is None or curve.high is None else f"{percent(curve.low)} to {percent(curve.high)}"
        said = STATES.get(curve.state, curve.state)
        note = shorten(curve.why_missing)
        name = CURVES[curve.measure][0]
        rows.append((Cell(name), Cell(said, note), Cell(rate, is_missing=curve.rate is None), Cell(ends)))
    return Table("Learning by measure; less is better", columns, tuple(rows))
