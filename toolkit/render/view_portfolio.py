"""What the candidates are worth together, and what the agents so far have cost and returned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.render.view_candidates import left_out, money
from toolkit.render.view_reading import Reading
from toolkit.render.view_records import Cell, Column, Section, Table
from toolkit.render.view_words import UNKNOWN, capital, count, date, days, name_of, number_word, shorten, times

if TYPE_CHECKING:
    from toolkit.results import MeasuredFirstYear

ROWS_SHOWN = 10
PARTS = {
    "build": "Building the agents",
    "platform": "The platform",
    "running": "Running the agents",
    "time_value": "Time saved, as money",
    "quality_value": "Fewer errors",
    "revenue_value": "Added revenue, margin only",
}


def portfolio(reading: Reading) -> Section:
    """Return the portfolio: its worth with the platform paid once, shared connectors, the measured first year."""
    found = reading.assessment.portfolio
    tables = [_together(reading)] if reading.ranked else []
    loaded = _loaded(reading)
    tables += [loaded] if loaded else []
    year = found.measured_first_year
    if year.return_multiple is not None:
        tables.append(_measured(reading, year))
    notes = (_connectors(reading), measured_says(reading))
    return Section(_says(reading), tuple(tables), tuple(note for note in notes if note))


def _says(reading: Reading) -> str:
    found, terms, earning = reading.assessment.portfolio, reading.terms, len(reading.earning)
    if not reading.ranked or found.likely_npv is None:
        return "There is no portfolio yet: no candidate is ranked."
    if not earning:
        return "No candidate returns its cost, so nothing would pay for the platform."
    head = "The one candidate that earns" if earning == 1 else f"The {number_word(earning)} candidates that earn"
    verb = "is" if earning == 1 else "are"
    platform = "the platform paid once" if found.platform_cost else "with no platform cost to come"
    if found.likely_npv < 0:
        missing = terms.amount(-found.likely_npv)
        return f"{head} would not pay for the platform: {missing} are missing over {terms.horizon}."
    worth = terms.amount(found.likely_npv) + ("" if earning == 1 else " together")
    return f"{head} {verb} worth {worth} over {terms.horizon}, in today’s money, {platform}."


def _together(reading: Reading) -> Table:
    found = reading.assessment.portfolio
    cost = -found.platform_cost if found.platform_cost else found.platform_cost
    today = date(reading.assessment.program.as_of)
    rows = (
        (Cell("Candidates that earn, NPV"), money(found.candidates_npv)),
        (Cell(f"Platform from {today} on, counted once"), money(cost)),
        (Cell("Portfolio, NPV"), money(found.likely_npv)),
        (Cell("Spent on the platform before that", "shown, not subtracted"), money(found.platform_sunk)),
    )
    columns = (Column("Together"), Column(reading.terms.currency, True))
    return Table("What the portfolio is worth", columns, rows, narrow=True, total=(2,))


def _loaded(reading: Reading) -> Table | None:
    found = reading.assessment.portfolio
    if not found.platform_cost or not found.loaded_npv:
        return None
    shown = [one for one in reading.ranked if one.workflow_id in found.loaded_npv]
    rows = tuple(
        (Cell(name_of(one.name)), money(one.base.npv), money(found.loaded_npv[one.workflow_id]))
        for one in shown[:ROWS_SHOWN]
    )
    columns = (Column("Candidate"), Column("NPV", True), Column("With its share of the platform", True))
    caption = f"The platform’s cost shared out by items handled, {reading.terms.currency}"
    return Table(caption, columns, rows, more=left_out(len(shown) - ROWS_SHOWN), narrow=True)


def _connectors(reading: Reading) -> str:
    found, terms = reading.assessment.portfolio, reading.terms
    if not found.shared_connectors_days:
        return "Every connector that the candidates need is shared already." if reading.ranked else ""
    pairs = [(one.integration.days, one.integration.days_if_all_shared) for one in reading.ranked]
    saved = sum(now - shared for now, shared in pairs if now is not None and shared is not None)
    said = (
        f"Building the missing shared connectors once takes {days(found.shared_connectors_days)} "
        f"({terms.amount(found.shared_connectors_cost)}) and saves {days(saved)} over {count(len(pairs), 'candidate')}"
    )
    gain = saved - found.shared_connectors_days
    if gain > 0.05:
        return f"{said}: it pays if all of them are built."
    return f"{said}: it does not pay for these candidates alone."


def measured_says(reading: Reading) -> str:
    """Return what the first year of agents cost and returned, or why that is not known."""
    year, terms = reading.assessment.portfolio.measured_first_year, reading.terms
    if year.cost is None or year.value is None:
        return f"What the first year of agents returned is not known: {shorten(year.why_missing) or UNKNOWN}."
    said = (
        f"In their first year, from {date(year.starts)}, the agents cost {terms.amount(year.cost)}, the platform "
        f"included, and returned {terms.amount(year.value)}, measured"
    )
    if year.return_multiple is None:
        return f"{said}; {shorten(year.why_missing)}."
    return f"{said}: {times(year.return_multiple)}."


def _measured(reading: Reading, year: MeasuredFirstYear) -> Table:
    rows = [(Cell(title), money(year.parts[name])) for name, title in PARTS.items() if name in year.parts]
    rows.insert(3, (Cell("Cost"), money(year.cost)))
    rows.append((Cell("Value measured"), money(year.value)))
    rows.append((Cell("Return multiple"), Cell(times(year.return_multiple))))
    caption = f"The measured first year, {date(year.starts)} until {date(year.ends)}, that day not included"
    columns = (Column(capital("cost and value")), Column(reading.terms.currency, True))
    return Table(caption, columns, tuple(rows), narrow=True, total=(3, 7, 8))
