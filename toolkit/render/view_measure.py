"""What is worth measuring before a decision, and how much of it would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.render.charts import BarChart, bar_chart
from toolkit.render.view_certainty import name_of_id
from toolkit.render.view_futures import advised, items_text
from toolkit.render.view_head import subject
from toolkit.render.view_ranges import ROWS_SHOWN, known_of, left_in_excel
from toolkit.render.view_reading import Reading, earns
from toolkit.render.view_records import Cell, Column, Picture, Section, Table
from toolkit.render.view_words import count, name_of, rounded, shorten, title_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.results import MeasureChoice, MeasureNext, WorkflowResult

NAME_IN_CHART = 40

Measured = tuple["WorkflowResult", "MeasureNext"]


def measure(reading: Reading) -> Section:
    """Return what to measure before going or leaving, candidate by candidate, and before choosing among all."""
    one, found = subject(reading), _before_go(reading)
    if one is None:
        return Section("There is nothing to measure yet: no candidate is ranked.", ())
    choices = reading.assessment.certainty.measure_next
    pictures = (Picture(_chart(reading, found), _table(reading, found)),) if found else ()
    tables = (_choices(reading, choices),) if choices else ()
    return Section(
        before_go_says(reading, one), tables, (*_others(reading, found, one), choice_says(reading)), pictures
    )


def _before_go(reading: Reading) -> tuple[Measured, ...]:
    """Return every input worth measuring before go or leave, whoever’s it is, the most valuable first."""
    found = [(one, what) for one in known_of(reading) for what in one.measure_next]
    return tuple(sorted(found, key=lambda pair: (-pair[1].worth, pair[0].rank or 0, pair[1].input)))


def before_go_says(reading: Reading, one: WorkflowResult) -> str:
    """Return what to measure before building or leaving one workflow, or why nothing is worth it."""
    if one.chance_of_loss is None:
        return f"What to measure before building {name_of(one.name)} is not known: figures it rests on are blank."
    if one.measure_next:
        return advised(reading, _before(one), first_that_pays(one.measure_next), "its ")
    why = {0.0: "earns in every future", 1.0: "loses in every future"}.get(
        one.chance_of_loss, "stays the better choice whatever any one of them turned out to be"
    )
    if 0 < one.chance_of_loss < 1 and not earns(one):
        why = "stays the worse choice whatever any one of them turned out to be"
    return f"No single input is worth measuring before go or leave: {name_of(one.name)} {why}."


def first_that_pays(found: Sequence[MeasureNext]) -> MeasureNext:
    """Return the one worth most of those that cost less than they are worth; of all where none does."""
    return next((what for what in found if what.pays), found[0])


def _before(one: WorkflowResult) -> str:
    return f"Before {'building' if earns(one) else 'leaving'} {name_of(one.name)}"


def _others(reading: Reading, found: Sequence[Measured], one: WorkflowResult) -> tuple[str, ...]:
    """Say the same of the other candidate whose decision is most worth a measurement."""
    others = [other for other, _ in found if other is not one]
    if not others:
        return ()
    said = before_go_says(reading, others[0])
    rest = len({other.workflow_id for other in others}) - 1
    return (f"{said[:-1]}; {count(rest, 'other')} could be turned too." if rest else said,)


def choice_says(reading: Reading) -> str:
    """Return what knowing everything would be worth for the choice of one candidate or none, and one input of it."""
    found, terms = reading.assessment.certainty, reading.terms
    if len(known_of(reading)) <= 1:
        return "There is no choice among candidates to learn for: there is only one."
    if found.choice_evpi < 1:
        return "For the choice of one candidate or none, knowing everything would be worth nothing: it is clear."
    said = (
        f"For the choice of one candidate or none, knowing everything would be worth {terms.amount(found.choice_evpi)}"
    )
    if not found.measure_next:
        return f"{said}, and no single input would turn it."
    first = next((each for each in found.measure_next if each.measure.pays), found.measure_next[0])
    name = name_of_id(reading, first.workflow_id)
    between = f"between {name} and {name_of_id(reading, first.against)}" if first.against else f"{name} or none"
    return f"{said}. {advised(reading, f'Before choosing {between}', first.measure, '', f' of {name}')}"


def _against(reading: Reading, choice: MeasureChoice) -> str:
    if not choice.against:
        return "towards leaving all as it is"
    return f"between it and {name_of_id(reading, choice.against)}"


def _chart(reading: Reading, found: Sequence[Measured]) -> BarChart:
    shown, currency = found[:ROWS_SHOWN], reading.terms.currency
    names = [shorten(f"{name_of(one.name)}: {title_of(what.title)}", NAME_IN_CHART) for one, what in shown]
    texts = [rounded(what.worth) for _, what in shown]
    one, first = shown[0]
    title = f"The {title_of(first.title)} of {name_of(one.name)} is most worth measuring: up to {texts[0]}"
    caption = (
        f"What knowing one input exactly before go or leave would be worth at most, {currency}. "
        "A measurement that costs more is not worth making."
    )
    said = "; ".join(f"{name} {text}" for name, text in zip(names, texts, strict=True))
    alternative = f"Bars of what measuring is worth in {currency}: {said}."
    values = [what.worth for _, what in shown]
    return bar_chart(names, values, texts, title=title, caption=caption, alternative=alternative)


def _table(reading: Reading, found: Sequence[Measured]) -> Table:
    currency = reading.terms.currency
    columns = (
        *(Column("Candidate"), Column("Input"), Column("Cell"), Column(f"Worth at most, {currency}", True)),
        *(Column("Standard error", True), Column("Items", True), Column(f"They cost, {currency}", True)),
    )
    rows = tuple((Cell(name_of(one.name)), *_cells(what)) for one, what in found[:ROWS_SHOWN])
    return Table("Worth measuring before go or leave", columns, rows, more=left_in_excel(len(found) - ROWS_SHOWN))


def _choices(reading: Reading, choices: Sequence[MeasureChoice]) -> Table:
    columns = (
        *(
            Column("Candidate"),
            Column("Input"),
            Column("Cell"),
            Column(f"Worth at most, {reading.terms.currency}", True),
        ),
        *(Column("Standard error", True), Column("Items", True)),
        *(Column(f"They cost, {reading.terms.currency}", True), Column("May turn the choice")),
    )
    rows = tuple(
        (Cell(name_of_id(reading, one.workflow_id)), *_cells(one.measure), Cell(_against(reading, one)))
        for one in choices[:ROWS_SHOWN]
    )
    return Table("Worth measuring before choosing", columns, rows, more=left_in_excel(len(choices) - ROWS_SHOWN))


def _cells(what: MeasureNext) -> tuple[Cell, ...]:
    items = Cell("not by item", is_missing=True) if what.items is None else Cell(items_text(what.items))
    cell = f"Workflows!{what.cell}" if what.cell else "Workflows"
    return (
        Cell(title_of(what.title)),
        Cell(cell),
        Cell(rounded(what.worth)),
        Cell(rounded(what.standard_error)),
        items,
        Cell("–", is_missing=True) if what.cost is None else Cell(rounded(what.cost)),
    )
