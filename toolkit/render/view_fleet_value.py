"""Measured value by layer, of the programme and of each agent, in the first and second year, beside what was projected.

What was projected is the value of a month at full adoption and likely values, of the workflow that the agent works on,
for as many weeks as were measured; so a ramp-up counts against what is measured.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.render.view_fleet import ROWS_SHOWN, more
from toolkit.render.view_reading import LAYERS
from toolkit.render.view_records import Cell, Column, Section, Table
from toolkit.render.view_words import (
    MONTHS_A_YEAR,
    UNKNOWN,
    capital,
    count,
    date,
    decimal,
    exact,
    name_of,
    number_word,
    percent,
    shorten,
    times,
)

if TYPE_CHECKING:
    from toolkit.render.view_reading import Reading
    from toolkit.results import ValueYear, WorkflowResult

WEEKS_A_YEAR = 52
SCORES = tuple(LAYERS)[:3]
YEARS = ("first", "second")
HOW = (
    "Projected is what the workflow would bring in as many weeks at full adoption and likely values; weeks of ramp-up "
    "count as whole ones. The platform is counted once, in the programme."
)


@dataclass(frozen=True)
class AgentYear:
    """A year of an agent: what was measured, and what was projected for as many weeks; missing for no candidate."""

    agent: str
    name: str
    year: ValueYear
    projected: tuple[float | None, ...]

    @property
    def aim(self) -> float | None:
        """All layers together; missing where one is."""
        known = [layer for layer in self.projected if layer is not None]
        return sum(known) if known and len(known) == len(self.projected) else None


def measured_value(reading: Reading) -> Section:
    """Return what the programme returned and cost by layer and year, then each agent beside what was projected."""
    program = reading.assessment.measured.program
    years = agent_years(reading)
    if not program and not years:
        return Section("No value is measured yet: no agent has a date on which its build started.", ())
    tables = ((_program(reading),) if program else ()) + ((_agents(reading, years),) if years else ())
    return Section(" ".join(part for part in (_program_says(reading), projection_says(years)) if part), tables, (HOW,))


def agent_years(reading: Reading) -> tuple[AgentYear, ...]:
    """Return the years of every agent that went live, in the order of the registry."""
    by_id = {one.workflow_id: one for one in reading.assessment.workflows}
    sheet = reading.assessment.inputs.get("Agents")
    rows = [row.values for row in sheet.rows] if sheet else []
    works_on = {str(row.get("agent_id")): by_id.get(str(row.get("workflow"))) for row in rows}
    return tuple(
        AgentYear(one.agent, reading.name("Agents", one.agent), year, _projected(works_on.get(one.agent), year))
        for one in reading.assessment.measured.agents
        for year in one.years
    )


def _projected(workflow: WorkflowResult | None, year: ValueYear) -> tuple[float | None, ...]:
    if workflow is None:
        return (None,) * len(SCORES)
    monthly = {one.formula: one.value for one in workflow.scores}
    values = [monthly.get(score) for score in SCORES]
    return tuple(None if value is None else value * MONTHS_A_YEAR * year.weeks / WEEKS_A_YEAR for value in values)


def projection_says(years: tuple[AgentYear, ...]) -> str:
    """Return how much of what was projected came, over all agents of which both are known; empty for none."""
    known = [(one.year.value, one.aim) for one in years if one.year.value is not None and one.aim]
    aim = sum(aim for _, aim in known if aim is not None)
    if aim <= 0:
        return ""
    share = sum(value for value, _ in known if value is not None) / aim
    agents = len({one.agent for one in years if one.year.value is not None and one.aim})
    who = "The one agent whose workflow has a business case has"
    if agents > 1:
        who = f"The {number_word(agents)} agents whose workflows have a business case have"
    return f"{who} returned {percent(share)} of what was projected for as many weeks."


def _program_says(reading: Reading) -> str:
    program = reading.assessment.measured.program
    if not program:
        return "What the programme returned is not known: nobody wrote down when a build started."
    year, terms = program[-1], reading.terms
    when = f"In its {YEARS[year.year - 1]} year" if year.complete else f"In its {YEARS[year.year - 1]} year so far"
    if year.value is None or year.cost is None:
        return f"{when}, what the programme returned against its cost is not known: {shorten(year.why_missing)}."
    multiple = f", {times(year.return_multiple)}" if year.return_multiple is not None else ""
    return f"{when}, the programme returned {terms.amount(year.value)} for {terms.amount(year.cost)}{multiple}."


def _program(reading: Reading) -> Table:
    currency = reading.terms.currency
    heads = ("Time", "Quality", "Revenue", "Value", "Build", "Platform", "Running", "Cost", "Value ÷ cost")
    years = reading.assessment.measured.program
    rows = tuple((_when(capital(YEARS[one.year - 1]), one, " of agents"), *_amounts(one)) for one in years)
    columns = (Column("Year"), *(Column(head, True) for head in heads))
    return Table(f"The programme by year, {currency}, the platform once", columns, rows)


def _when(title: str, year: ValueYear, of: str = "") -> Cell:
    last = dt.date.fromisoformat(year.ends) - dt.timedelta(days=1)
    span, weeks = f"{date(year.starts)} to {date(last)}", f"{count(year.weeks, 'week')}{of}"
    state = weeks if year.complete else f"{weeks} so far"
    blank = f"; {count(year.blank, 'blank cell')}" if year.blank else ""
    return Cell(title, f"{span}; {state}{blank}")


def _amounts(year: ValueYear) -> tuple[Cell, ...]:
    parts = (year.time, year.quality, year.revenue, year.value, year.build, year.platform, year.running, year.cost)
    multiple = year.return_multiple
    ratio = Cell("–", shorten(year.why_missing)) if multiple is None else Cell(decimal(multiple, 2))
    return (*(_money(part) for part in parts), ratio)


def _agents(reading: Reading, years: tuple[AgentYear, ...]) -> Table:
    heads = ("Time", "Quality", "Revenue", "Value", "Of what was projected", "Build", "Running")
    rows = tuple(_agent_row(one) for one in years)
    columns = (Column("Agent"), *(Column(head, True) for head in heads))
    caption = f"Each agent by year of its own, {reading.terms.currency}, what was projected in small type"
    return Table(caption, columns, rows[:ROWS_SHOWN], more=more(len(rows) - ROWS_SHOWN))


def _agent_row(one: AgentYear) -> tuple[Cell, ...]:
    year = one.year
    layers = zip((year.time, year.quality, year.revenue, year.value), (*one.projected, one.aim), strict=True)
    share = Cell(UNKNOWN, "never a candidate, or figures are blank", is_missing=True)
    if one.aim is not None and one.aim <= 0:
        share = Cell("–", "nothing was projected")
    elif one.aim is not None and year.value is not None:
        share = Cell(percent(year.value / one.aim))
    return (
        _when(f"{name_of(one.name)}, {YEARS[year.year - 1]} year", year),
        *(_money(measured, projected) for measured, projected in layers),
        share,
        *(_money(part) for part in (year.build, year.running)),
    )


def _money(value: float | None, projected: float | None = None) -> Cell:
    note = "" if projected is None else f"projected {exact(projected)}"
    if value is None:
        return Cell(UNKNOWN, note, is_missing=True)
    return Cell(exact(value), note, is_loss=value < 0)
