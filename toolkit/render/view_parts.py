"""The parts that notebooks show: a sentence made from the data, then cards, a chart, tables, a business case, a trace.

One plain record for the template; the same as text for a terminal.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit.render import (
    view_alternatives,
    view_answers,
    view_blockers,
    view_cash,
    view_certainty,
    view_evidence,
    view_measure,
    view_ranges,
    view_tornado,
)
from toolkit.render.view_candidates import candidates_say, ranking_table, scores, set_apart
from toolkit.render.view_case import case
from toolkit.render.view_evidence import trace_node
from toolkit.render.view_head import breath, five_numbers, headline, sureness
from toolkit.render.view_portfolio import portfolio
from toolkit.render.view_reading import Reading
from toolkit.render.view_records import Cell, Column, Section, Table
from toolkit.render.view_words import date, listed, name_of, shorten

if TYPE_CHECKING:
    from toolkit.model import Trace
    from toolkit.render.view_records import Card, Case, Node, Number, Picture
    from toolkit.results import AssessmentData, WorkflowResult

CASES_SHOWN = 3
MONTHS_ABOVE = "listed by month above"


@dataclass(frozen=True)
class Part:
    """What one cell of a notebook shows; empty fields leave no hole. ``notes`` follow the sentence ``says``.

    ``go_on`` are calls that show more, each with what it shows.
    """

    says: str
    notes: tuple[str, ...] = ()
    cards: tuple[Card, ...] = ()
    numbers_of: str = ""
    numbers: tuple[Number, ...] = ()
    pictures: tuple[Picture, ...] = ()
    tables: tuple[Table, ...] = ()
    cases: tuple[Case, ...] = ()
    trace_of: str = ""
    trace: Node | None = None
    go_on: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Head:
    """The head of a page made from a notebook, and the pages that it leads to."""

    title: str
    organisation: str
    assessed: str
    currency: str
    headline: str
    breath: tuple[str, ...]
    links: tuple[tuple[str, str], ...]


def of_section(section: Section | None, otherwise: str) -> Part:
    """Return a section of the page as a part; ``otherwise`` is said where there is none."""
    if section is None:
        return Part(otherwise)
    return Part(section.says, section.notes, pictures=section.pictures, tables=section.tables)


def origin(reading: Reading) -> Part:
    """Return whose assessment it is and what it was made from."""
    program, made = reading.assessment.program, reading.assessment.origin
    number, of = reading.assumed_of_all()
    says = (
        f"{name_of(program.organisation)}, assessed {date(program.as_of)} from {shorten(made.workbook) or 'a table'}."
    )
    return Part(says, (f"{number:,} of the {of:,} figures read are assumed." if of else "No figure is read yet.",))


def conclusion(reading: Reading) -> Part:
    """Return which workflow is next, what it takes and five numbers."""
    numbers_of, numbers = five_numbers(reading)
    return Part(headline(reading), breath(reading), numbers_of=numbers_of, numbers=numbers)


def verdict(reading: Reading) -> Part:
    """Return whether the organisation is ready for another agent, and what it takes."""
    found = view_blockers.blockers(reading)
    return Part(view_answers.verdict_says(reading.assessment.readiness), (found.says, *found.notes))


def questions(reading: Reading) -> Part:
    """Return the six questions at a glance, and how much of what decides is known."""
    says = view_answers.coverage_says(reading.assessment.readiness.coverage)
    return Part(says, cards=view_answers.cards(reading))


def ranking(reading: Reading) -> Part:
    """Return the candidates, best first, then those set apart with the reason."""
    table = ranking_table(reading)
    says, apart, more = set_apart(reading)
    rows = tuple((Cell(one.name), Cell(one.reason)) for one in apart)
    tables = [_without_links(table)] if table else []
    if rows:
        tables.append(Table(says, (Column("Workflow"), Column("Why it has no rank")), rows, more=more))
    said = candidates_say(reading) or "No workflow is described yet."
    return Part(said, tables=tuple(tables))


def cases(reading: Reading, number: int = CASES_SHOWN) -> Part:
    """Return the business cases of the first candidates."""
    shown = reading.ranked[:number]
    if not shown:
        return Part("No candidate has a business case yet: none is ranked.")
    names = listed([f"{name_of(one.name)} {reading.terms.amount(one.base.npv)}" for one in shown])
    of = f", of {len(reading.ranked):,} candidates" if len(reading.ranked) > len(shown) else ""
    says = f"Net present value over {reading.terms.horizon}: {names}{of}."
    return Part(says, cases=tuple(case(reading, one, None, is_brief=False) for one in shown))


def one_case(reading: Reading, one: WorkflowResult) -> Part:
    """Return the business case of one workflow; a sentence where it has no rank."""
    if one.rank is None:
        reason = shorten(one.set_apart_because) or "it is set apart"
        return Part(f"{name_of(one.name)} has no business case to show: {reason}.")
    told = case(reading, one, None, is_brief=False)
    return Part(told.conclusion, cases=(told,))


def score_parts(reading: Reading) -> Part:
    """Return what the scores are made of."""
    return of_section(scores(reading), "No candidate has a score yet.")


def together(reading: Reading) -> Part:
    """Return what the candidates are worth together, the platform paid once."""
    return of_section(portfolio(reading), "")


def ranges(reading: Reading) -> Part:
    """Return what each candidate may bring over all futures."""
    return of_section(view_ranges.ranges(reading), "")


def causes(reading: Reading) -> Part:
    """Return what moves the first three candidates."""
    return of_section(view_tornado.causes(reading), "")


def tornado(reading: Reading, one: WorkflowResult) -> Part:
    """Return what moves one workflow."""
    return of_section(view_tornado.tornado(reading, one), "")


def certainty(reading: Reading) -> Part:
    """Return how sure the ranking is, and what would change it."""
    return of_section(view_certainty.certainty(reading), "")


def measure(reading: Reading) -> Part:
    """Return what is worth measuring before a decision."""
    return of_section(view_measure.measure(reading), "")


def cash(reading: Reading) -> Part:
    """Return cash over time of the first three candidates, with its band."""
    return of_section(view_cash.cash(reading), "")


def spread(reading: Reading) -> Part:
    """Return what building all that earn brings, and how that ranges."""
    return of_section(view_cash.spread(reading), "")


def cfo(reading: Reading) -> Part:
    """Return the CFO's case beside the sponsor's, reconciled."""
    return of_section(view_alternatives.cfo(reading), "")


def alternatives(reading: Reading) -> Part:
    """Return whether to hire, automate or leave, and where that flips."""
    return of_section(view_alternatives.alternatives(reading), "")


def second_project(reading: Reading) -> Part:
    """Return what choosing the more telling project costs."""
    return of_section(view_alternatives.second_project(reading), "")


def odd(reading: Reading) -> Part:
    """Return the findings about figures, each with its cell and how to mend it."""
    return of_section(
        view_evidence.findings(reading), "No figure looks odd, and the workbook was read without warning."
    )


def fill(reading: Reading) -> Part:
    """Return the five cells worth filling next, with who can answer."""
    return of_section(view_evidence.fill_next(reading), "Every cell that would move the result is filled.")


def assumed(reading: Reading) -> Part:
    """Return what stands in for blank cells."""
    return of_section(view_evidence.assumed(reading), "Nothing is assumed.")


def question(reading: Reading, question_id: str) -> Part:
    """Return one of the six questions with its findings; raises ``KeyError``."""
    return of_section(view_answers.question(reading, question_id), "")


def blockers(reading: Reading) -> Part:
    """Return what stands in the way, least effort first."""
    return of_section(view_blockers.blockers(reading), "")


def answering(reading: Reading) -> Part:
    """Return which sheet would answer what is not known."""
    return of_section(view_blockers.answering(reading), "")


def traced(reading: Reading, one: WorkflowResult, tree: Trace) -> Part:
    """Return the tree behind a figure as nested details, opened one level."""
    node = standing_alone(trace_node(tree, reading))
    says = f"{node.title} of {name_of(one.name)}: {node.text}."
    notes = (sureness(reading, one),) if tree.name == "npv" else ()
    return Part(says, notes, trace_of=f"{node.title}: formula, cells and policy values", trace=node)


def standing_alone(node: Node) -> Node:
    """Return a tree as it reads on its own: it has no table above it."""
    text = "listed in the business case" if node.text == MONTHS_ABOVE else node.text
    return replace(node, text=text, branches=tuple(standing_alone(branch) for branch in node.branches))


def no_trace() -> Part:
    """Return the sentence that stands where no workflow has a figure to follow."""
    return Part("There is no figure to follow yet: no workflow is ranked.")


def _without_links(table: Table) -> Table:
    """A notebook has no place that the links of ``index.html`` lead to."""
    rows, rest = (
        tuple(tuple(replace(cell, href="") for cell in row) for row in part) for part in (table.rows, table.rest)
    )
    return replace(table, rows=rows, rest=rest)


def candidates_head(assessment: AssessmentData, links: tuple[tuple[str, str], ...]) -> Head:
    """Return the head of the page of the candidates."""
    reading = Reading(assessment)
    return page_head(reading, "the candidates", headline(reading), breath(reading), links)


def readiness_head(assessment: AssessmentData, links: tuple[tuple[str, str], ...]) -> Head:
    """Return the head of the page of the six questions."""
    reading = Reading(assessment)
    says, found = view_answers.verdict_says(assessment.readiness), view_blockers.blockers(reading)
    return page_head(reading, "ready or not", says, (found.says, *found.notes), links)


def page_head(
    reading: Reading, title: str, headline: str, breath: tuple[str, ...], links: tuple[tuple[str, str], ...]
) -> Head:
    """Return the head of a page made from a notebook."""
    program = reading.assessment.program
    return Head(
        title=title,
        organisation=name_of(program.organisation),
        assessed=f"assessed {date(program.as_of)}",
        currency=f"amounts in {reading.terms.currency}",
        headline=headline,
        breath=breath,
        links=links,
    )
