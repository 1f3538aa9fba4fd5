"""The plan of a candidate, first half: why this workflow, what counts as success, the process, the people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.render.view_alternatives import cfo_says
from toolkit.render.view_answers import places
from toolkit.render.view_candidates import overridden, points, points_of
from toolkit.render.view_case import case
from toolkit.render.view_evidence import NOBODY
from toolkit.render.view_futures import loses, measure_says, sure_says, worth
from toolkit.render.view_head import takes
from toolkit.render.view_playbook_records import Blank, Part
from toolkit.render.view_playbook_sources import missing
from toolkit.render.view_reading import earns
from toolkit.render.view_records import Cell, Column, Table
from toolkit.render.view_words import (
    UNKNOWN,
    capital,
    listed,
    number_word,
    plain,
    rounded,
    shorten,
    title_of,
    unit_of,
    value_text,
)

if TYPE_CHECKING:
    from toolkit.model import Figure
    from toolkit.render.view_playbook_sources import Subject
    from toolkit.results import Contribution

CASE_FIGURES = (
    *("volume", "minutes", "automation", "build_cost", "review_minutes", "hand_back_minutes", "hourly_cost"),
    *("realised_as", "realisation", "error_now", "error_agent", "cost_per_error", "revenue", "build_months"),
    *("ramp_months", "change_cost", "run_cost", "fixed_run", "care_hours"),
)
THEN = ("automation", "review_minutes", "hand_back_minutes", "error_now", "error_agent")
"""Figures that say how the work changes."""

CRITERIA_LENGTH = 1_000

CRITERIA = (
    ("success_criteria", "Success criteria", "What must be measured for it to count as a success is not written down"),
    ("criteria_agreed_on", "Criteria agreed on", "Nobody wrote down when owner and sponsor agreed the criteria"),
    ("baseline_on", "Baseline measured on", "Nobody wrote down when today’s figures were measured"),
    ("baseline_source", "Baseline source", "Nobody wrote down where the measurement can be looked up"),
    ("documented_on", "Process documented on", "Nobody wrote down when the process was last described"),
)
PEOPLE = (
    ("process_owner", "Process owner", "answers for the process"),
    ("process_expert", "Process expert", "knows the exceptions"),
    ("operator", "Operator", "will run the agent day to day"),
    ("approver", "Approver", "stands for the figures of this plan"),
)


def selection(subject: Subject) -> Part:
    """Return why this workflow: its rank, what it is worth and how sure that is, points by criterion, its figures."""
    one, reading = subject.one, subject.reading
    told = case(reading, one, None, is_brief=True)
    notes = [
        *(takes(reading, one), cfo_says(reading, one) if one.cfo else ""),
        measure_says(reading, one) if one.measure_next else "",
        *(told.sure, overridden(one), told.strategic, told.conditions_say),
    ]
    tables = [_points(one.contributions)] if one.rank is not None else []
    return Part(
        "selection",
        "Selection and why",
        _rank_says(subject),
        tuple(capital(note) for note in notes if note),
        subject.written("workflow selection"),
        tables=(*tables, _figures(subject)),
        blanks=subject.blanks("workflow selection", subject.lead, "why this workflow, and which others lost and why"),
    )


def worth_says(subject: Subject) -> str:
    """Return what it is worth in the futures and how sure that is; at likely values where there are none."""
    one = subject.one
    if one.outlook is None or one.base.npv is None:
        return case(subject.reading, one, None, is_brief=True).conclusion
    said = worth(subject.reading, one) if earns(one) else loses(subject.reading, one)
    return f"It {said}. {sure_says(one)}"


def _rank_says(subject: Subject) -> str:
    one, ranked = subject.one, len(subject.reading.ranked)
    if one.rank is None:
        return f"{subject.name} is set apart and has no rank: {shorten(one.set_apart_because)}."
    rank = one.final_rank or one.rank
    if ranked == 1:
        return f"{subject.name} is the only candidate, with {points(one.score or 0.0)} of 100 points."
    place = "ranks first" if rank == 1 else f"ranks number {number_word(rank)}"
    said = f"{subject.name} {place} of {number_word(ranked)} candidates, with {points(one.final_score or 0.0)} of 100"
    if not one.contributions or one.override is not None:
        return f"{said} points."
    best = max(one.contributions, key=lambda part: part.points)
    worst = max(one.contributions, key=lambda part: part.weight - part.points)
    lost = f"most lost on {worst.title}{'' if worst.known else ', which is unknown'}"
    return f"{said} points: most from {best.title}, {lost}."


def _points(parts: tuple[Contribution, ...]) -> Table:
    rows = []
    for part in parts:
        value = Cell(UNKNOWN, "counts nothing until it is known", is_missing=True)
        if part.known and part.value is not None:
            value = Cell(f"{rounded(part.value)} {unit_of(part.value, part.unit)}".strip())
        rows.append((Cell(capital(part.title)), value, Cell(points(part.points)), Cell(points_of(part))))
    columns = (Column("Criterion"), Column("Here", True), Column("Points", True), Column("Of", True))
    return Table("Points by criterion", columns, tuple(rows))


def _figures(subject: Subject) -> Table:
    """Return the figures behind the business case, each with its range and its cell or *assumed*."""
    found = {figure.name: figure for figure in subject.one.inputs}
    ranges = {part.input: part for part in subject.one.outlook.inputs} if subject.one.outlook else {}
    rows = []
    for figure in (found[name] for name in CASE_FIGURES if name in found):
        part = ranges.get(figure.name)
        between = "–" if part is None else f"{plain_of(part.low, figure)} to {plain_of(part.high, figure)}"
        note = "assumed" if part is not None and part.assumed and between != "–" else ""
        title, where = capital(title_of(figure.title)), places(figure.evidence) or "–"
        rows.append((Cell(title), figure_cell(subject, figure), Cell(between, note), Cell(where)))
    columns = (Column("Figure"), Column("Likely", True), Column("Low to high", True), Column("Cell"))
    return Table(f"What the business case rests on, amounts in {subject.terms.currency}", columns, tuple(rows))


def plain_of(value: float, figure: Figure) -> str:
    """Return an end of a range: per cent where the figure is a share."""
    return value_text(value, "share") if figure.unit == "share" else plain(value)


def figure_cell(subject: Subject, figure: Figure) -> Cell:
    """Return a figure with its unit, marked where a policy default stands in for it."""
    text = value_text(figure.value, subject.terms.unit(figure.unit))
    return Cell(text, is_assumed=figure.is_assumed, is_missing=figure.value is None)


def criteria(subject: Subject) -> Part:
    """Return what counts as success, who agreed it and what it is measured against; a blank per missing one."""
    row = subject.row
    text, agreed = row.text("success_criteria", CRITERIA_LENGTH), row.text("criteria_agreed_on")
    if text and agreed:
        says = f"It counts as a success if: {text} ({row.place('success_criteria')}); agreed on {agreed}."
    elif text:
        says = f"It counts as a success if: {text} ({row.place('success_criteria')}); nobody agreed that yet"
        says = missing(says, row, "criteria_agreed_on")
    else:
        says = missing(CRITERIA[0][2], row, "success_criteria")
    unsaid = [(column, gap) for column, _, gap in CRITERIA if row.value(column) is None]
    rows = tuple(_said(subject, column, title) for column, title, _ in CRITERIA)
    columns = (Column("What"), Column("Answer"), Column("Cell"))
    blanks = [
        Blank(subject.owner, f"what must be measured, how much of it, and by when ({row.place('success_criteria')})")
    ]
    return Part(
        "criteria",
        "What counts as success",
        says,
        tuple(missing(gap, row, column) for column, gap in unsaid if column not in ("success_criteria",)),
        tables=(Table("Criteria and baseline", columns, rows),),
        blanks=() if text else tuple(blanks),
    )


def _said(subject: Subject, column: str, title: str) -> tuple[Cell, ...]:
    text = subject.row.text(column, CRITERIA_LENGTH)
    return Cell(title), Cell(text or UNKNOWN, is_missing=not text), Cell(subject.row.place(column))


def process(subject: Subject) -> Part:
    """Return the process as it is now and with the agent, as far as figures tell; how it runs, people must write."""
    one, found = subject.one, {figure.name: figure for figure in subject.one.inputs}
    volume, minutes = found["volume"].value, found["minutes"].value
    who = f" in {shorten(one.department)}" if one.department else ""
    if volume is None or minutes is None:
        says = "How much work it is today is not known: volume or minutes per item is blank"
        says = missing(says, subject.row, "volume_likely" if volume is None else "minutes_likely")
    else:
        cells = places((*found["volume"].evidence, *found["minutes"].evidence))
        says = (
            f"Today {rounded(float(volume))} items a month take {rounded(float(minutes))} minutes each{who} ({cells})."
        )
        hours, fte = one.base.hours_freed_per_year, one.base.fte_freed
        if hours is not None and fte is not None:
            verb = "would free" if hours >= 0 else "would take"
            says += f" The agent {verb} {rounded(abs(hours))} hours a year."
    then_is = "; ".join(_told(found[name]) for name in THEN if name in found)
    documented = subject.row.text("documented_on")
    now = Blank(subject.expert, "how the process runs today: each step, who does it, where it waits")
    then = "how it runs after the redesign: which steps go, which the agent takes, which stay with people"
    described = f"The process was last written down on {documented} ({subject.row.place('documented_on')})."
    if not documented:
        described = missing(CRITERIA[-1][2], subject.row, "documented_on")
    return Part(
        "process",
        "The process, now and redesigned",
        says,
        (f"With the agent, at likely values: {then_is}.", described),
        subject.written("process redesign"),
        blanks=(*(() if documented else (now,)), *subject.blanks("process redesign", subject.owner, then)),
    )


def _told(figure: Figure) -> str:
    """Return a figure in a sentence, with its cell, and whether it is assumed."""
    where = ", ".join(part for part in ("assumed" if figure.is_assumed else "", places(figure.evidence)) if part)
    value = value_text(figure.value, "share" if figure.unit == "share" else "")
    return f"{title_of(figure.title)} {value} ({where or 'Workflows'})"


def people(subject: Subject) -> Part:
    """Return who stands behind it and how the people are won; nobody is said as such, with the cell."""
    row = subject.row
    unnamed = [(column, title) for column, title, _ in PEOPLE if not row.name(column)]
    rows = tuple(
        (Cell(title), Cell(row.name(column) or NOBODY, does, is_missing=not row.name(column)), Cell(row.place(column)))
        for column, title, does in PEOPLE
    )
    says = f"All {number_word(len(PEOPLE))} people it needs are named."
    if unnamed:
        roles = listed([title.lower() for _, title in unnamed])
        cells = listed([row.place(column) for column, _ in unnamed])
        says = f"Nobody is named as {roles} ({cells})."
    change = subject.one.figure("change_cost")
    cost = value_text(change.value, subject.terms.unit(change.unit))
    assumed = ", assumed" if change.is_assumed else ""
    return Part(
        "people",
        "People and change",
        says,
        (f"Change and training are planned at {cost}{assumed} ({places(change.evidence) or 'Workflows'}).",),
        subject.written("change management", "roles and hand-over"),
        tables=(Table("People", (Column("Role"), Column("Who"), Column("Cell")), rows),),
        blanks=(
            *subject.blanks("change management", subject.owner, "whose work changes, what each is told, and when"),
            *subject.blanks("roles and hand-over", subject.owner, "what the operator does, and who stands in"),
        ),
    )
