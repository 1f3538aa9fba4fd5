"""What the objects of the library show when a notebook evaluates them: the same parts that pages are made of."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from toolkit.render.view_answers import MARKS, cards, coverage_says, verdict_says
from toolkit.render.view_blockers import blockers
from toolkit.render.view_evidence import trace_node
from toolkit.render.view_head import breath, five_numbers, headline, subject
from toolkit.render.view_parts import Part, standing_alone
from toolkit.render.view_reading import Reading
from toolkit.render.view_records import Card, Cell, Column, Table
from toolkit.render.view_words import Terms, capital, clean, count, listed, percent, shorten, value_text
from toolkit.sheets import SHEETS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.model import Formula, PolicyValue, Trace
    from toolkit.results import AssessmentData, Readiness
    from toolkit.sheets import Portfolio, Sheet

ROWS_SHOWN = 10
WARNINGS_SHOWN = 50


def assessment(found: AssessmentData) -> Part:
    """Return the whole assessment as a card: verdict, conclusion, five numbers, six questions, and how to go on."""
    reading = Reading(found)
    numbers_of, numbers = five_numbers(reading)
    first = subject(reading)
    on = [
        ("toolkit.show(assessment).blockers", "what stands in the way, least effort first, with owners"),
        ("toolkit.show(assessment).ranges", "what each candidate may bring"),
        ("assessment.ranking", "the candidates as a frame"),
    ]
    if first is not None:
        said = json.dumps(clean(first.workflow_id), ensure_ascii=False)
        on.append((f'assessment.trace({said}, "npv")', "where its value comes from, down to the cell"))
    on += [
        ("toolkit.show(assessment)", "all that there is to show"),
        ('toolkit.export(assessment, "report")', "pages and a workbook to hand over"),
    ]
    return Part(
        verdict_says(found.readiness),
        (blockers(reading).says, headline(reading), *breath(reading)),
        cards=cards(reading),
        numbers_of=numbers_of,
        numbers=numbers,
        go_on=tuple(on),
    )


def views(named: Sequence[tuple[str, str]]) -> Part:
    """Return what there is to show: a line per view, each with what it shows."""
    rows = tuple((Cell(f"show.{name}"), Cell(what)) for name, what in named)
    says = f"{capital(count(len(rows), 'view'))} of the assessment, each a sentence and what it rests on."
    return Part(says, tables=(Table("After show = toolkit.show(assessment)", (Column("Call"), Column("Shows")), rows),))


def readiness(found: Readiness) -> Part:
    """Return the verdict and the six questions."""
    return Part(
        verdict_says(found),
        (coverage_says(found.coverage),),
        cards=tuple(
            Card(
                title=one.title,
                mark=MARKS[one.outcome],
                note=f"with {count(one.waivers, 'waiver')}" if one.waivers else "",
                coverage="" if one.coverage is None else f"coverage {percent(one.coverage)}",
                strip=(),
                strip_says="",
            )
            for one in found.questions
        ),
        go_on=(("toolkit.show(assessment).questions", "the same with what keeps each from a pass"),),
    )


def portfolio(found: Portfolio) -> Part:
    """Return what was read: sheets with their rows, and what was told while reading."""
    filled = [sheet for sheet in SHEETS if len(found.frames[sheet.name])]
    empty = [sheet.name for sheet in SHEETS if sheet not in filled]
    says = f"{shorten(found.name) or 'A table'}: {count(len(found.frames['Workflows']), 'workflow')}; "
    says += f"{count(len(filled), 'sheet holds', 'sheets hold')} rows, {count(len(found.warnings), 'warning')}."
    note = f"Nothing stands on {listed(empty)}: what they would answer is unknown." if empty else ""
    rows = tuple((Cell(sheet.name), Cell(_rows(found, sheet)), Cell(sheet.row_is)) for sheet in filled)
    tables = [Table("Sheets with rows", (Column("Sheet"), Column("Rows", True), Column("A row is")), rows, more=note)]
    if found.warnings:
        told = tuple(
            (Cell(one.place), Cell(shorten(" ".join(filter(None, (one.title, one.found))))), Cell(shorten(one.mend)))
            for one in found.warnings[:WARNINGS_SHOWN]
        )
        left = len(found.warnings) - len(told)
        heads = (Column("Where"), Column("What"), Column("What was done, or how to mend it"))
        more = f"and {left:,} more" if left > 0 else ""
        tables.append(Table("Read all the same", heads, told[:ROWS_SHOWN], told[ROWS_SHOWN:], more=more))
    on = (
        ("toolkit.assess(portfolio)", "the assessment"),
        ('portfolio["Workflows"]', "a sheet as a frame, indexed by Excel row"),
    )
    return Part(says, tables=tuple(tables), go_on=on)


def _rows(found: Portfolio, sheet: Sheet) -> str:
    return "settings" if sheet.is_form else f"{len(found.frames[sheet.name]):,}"


def policy(values: Sequence[PolicyValue]) -> Part:
    """Return the values of a policy, those of the client's file first."""
    own = [one for one in values if one.overridden]
    ordered = [*own, *(one for one in values if not one.overridden)]
    rows = tuple((Cell(one.key), Cell(value_text(one.value, one.unit)), Cell(shorten(one.source))) for one in ordered)
    first = max(ROWS_SHOWN, len(own))
    replaced = f"the client’s file replaces {count(len(own), 'value')}, first below" if own else "the shipped policy"
    heads = (Column("Key"), Column("Value"), Column("Source"))
    return Part(
        f"{capital(count(len(values), 'value'))}: {replaced}.",
        tables=(Table("Policy values", heads, rows[:first], rows[first:]),),
    )


@dataclass(frozen=True)
class _Alone:
    """What a trace is read with where no assessment is at hand."""

    formulas: dict[str, Formula]
    terms: Terms


def trace(found: Trace, formulas: Sequence[Formula]) -> Part:
    """Return the tree behind a figure as nested details, opened one level; money bears no currency."""
    alone = _Alone({one.id: one for one in formulas}, Terms("", 0))
    node = standing_alone(trace_node(found, cast("Reading", alone)))
    says = f"{node.title}: {node.text}."
    return Part(says, trace_of=f"{node.title}: formula, cells and policy values", trace=node)
