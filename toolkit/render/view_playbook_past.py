"""The record of a workflow that has an agent: estimate against result, how it does, what was learned, what next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.render.view_answers import OPEN, places
from toolkit.render.view_evidence import NOBODY
from toolkit.render.view_fleet_value import YEARS, agent_years
from toolkit.render.view_governance import LEFT_HEADS, left_row
from toolkit.render.view_health import agent_review
from toolkit.render.view_playbook_records import Part
from toolkit.render.view_playbook_sources import missing
from toolkit.render.view_records import Cell, Column, Table
from toolkit.render.view_routing import table
from toolkit.render.view_words import (
    MONTHS_A_YEAR,
    UNKNOWN,
    capital,
    count,
    decimal,
    exact,
    listed,
    number_word,
    percent,
    shorten,
    value_text,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.model import Evidence, Figure
    from toolkit.render.view_fleet_value import AgentYear
    from toolkit.render.view_playbook_sources import Row, Subject

WEEKS_A_YEAR = 52
DAYS_A_WEEK = 5


@dataclass(frozen=True)
class Compared:
    """One figure: estimated before, measured or recorded since, and where both come from; missing where unknown.

    ``kind``: *money*, *weeks* or *share*.
    """

    title: str
    kind: str
    estimate: float | None
    result: float | None
    where: str
    note: str = ""
    is_assumed: bool = False


def estimate(subject: Subject, agent: Row, years: Sequence[AgentYear]) -> Part:
    """Return the estimates of the business case beside what came of them, the difference in words."""
    found = compared(subject, agent, years)
    rows = tuple(_row(one) for one in found)
    heads = (Column("What"), Column("Estimated", True), Column("Result", True), Column("Difference"))
    caption = f"Estimate against result, amounts in {subject.terms.currency}"
    unknown = [one.title.lower() for one in found if one.result is None]
    notes = [f"Not known: {listed(unknown)}."] if unknown else []
    notes.append(
        "Estimates are those that stand on Workflows today; whether somebody changed them since, nobody can say."
    )
    return Part(
        "estimate",
        "Estimate against result",
        _estimate_says(subject, found),
        tuple(notes),
        subject.written("workflow selection", "success measures"),
        tables=(Table(caption, (*heads, Column("Where from")), rows),),
    )


def compared(subject: Subject, agent: Row, years: Sequence[AgentYear]) -> list[Compared]:
    """Return every figure of which an estimate and a result can be set side by side, in their order."""
    one, of = subject.one, subject.of(agent)
    inputs = {figure.name: figure for figure in one.inputs}
    months, days = number(inputs["build_months"]), one.integration.days
    built = [number(inputs["build_cost"]), one.integration.cost]
    health = subject.sources.health.get(of)
    rows = [
        Compared(
            *("Build with integration", "money", None if None in built else sum(part or 0.0 for part in built)),
            *(_cell(agent, "build_cost"), _where(inputs["build_cost"].evidence, agent, "build_cost")),
            is_assumed=inputs["build_cost"].is_assumed,
        ),
        Compared(
            *("Weeks to build", "weeks", None if months is None else months * WEEKS_A_YEAR / MONTHS_A_YEAR),
            *(_cell(agent, "build_weeks"), _where(inputs["build_months"].evidence, agent, "build_weeks")),
            is_assumed=inputs["build_months"].is_assumed,
        ),
        Compared(
            *("Weeks to integrate", "weeks", None if days is None else days / DAYS_A_WEEK),
            *(_cell(agent, "integration_weeks"), f"Systems; {agent.place('integration_weeks')}"),
        ),
    ]
    for year in (year for year in years if year.agent == of):
        when = f"the {YEARS[year.year.year - 1]} year{'' if year.year.complete else ' so far'}"
        note, running = f"{count(year.year.weeks, 'week')}", one.base.annual_running_cost
        projected = None if running is None else running * year.year.weeks / WEEKS_A_YEAR
        rows.append(Compared(f"Value of {when}", "money", year.aim, year.year.value, "Workflows; Metrics", note))
        rows.append(
            Compared(f"Running cost of {when}", "money", projected, year.year.running, "Workflows; Metrics", note)
        )
    for name, title, measure in (
        ("automation", "Finished without hand-back", "completion"),
        ("error_agent", "Items that are wrong", "error"),
    ):
        now = health[0].measure(measure).value if health else None
        weeks = f"last {count(health[0].recent.complete, 'week')}" if health else ""
        where = f"{places(inputs[name].evidence) or 'Workflows'}; Metrics"
        rows.append(Compared(title, "share", number(inputs[name]), now, where, weeks, inputs[name].is_assumed))
    return rows


def number(figure: Figure) -> float | None:
    """Return a figure as a number, missing where it is blank."""
    return None if figure.value is None else float(figure.value)


def _cell(row: Row, column: str) -> float | None:
    value = row.value(column)
    return float(value) if isinstance(value, int | float) else None


def _where(evidence: Sequence[Evidence], agent: Row, column: str) -> str:
    return f"{places(evidence) or 'Workflows'}; {agent.place(column)}"


def _row(one: Compared) -> tuple[Cell, ...]:
    texts = [UNKNOWN if value is None else _text(one.kind, value) for value in (one.estimate, one.result)]
    return (
        Cell(one.title, one.note),
        Cell(texts[0], is_assumed=one.is_assumed, is_missing=one.estimate is None),
        Cell(texts[1], is_missing=one.result is None),
        Cell(capital(difference(one)) or "–"),
        Cell(one.where),
    )


def _text(kind: str, value: float) -> str:
    return {"money": exact, "weeks": decimal}.get(kind, lambda share: percent(share, 1))(value)


def difference(one: Compared) -> str:
    """Return how far a result lies from its estimate, in words; empty where one of them is missing."""
    if one.estimate is None or one.result is None:
        return ""
    if one.kind == "share":
        points = 100 * (one.result - one.estimate)
        if decimal(abs(points)) == "0.0":
            return "as estimated"
        return f"{decimal(abs(points))} points {'above' if points > 0 else 'below'} the estimate"
    if one.estimate <= 0:
        return "nothing was estimated" if one.result else "as estimated"
    share = one.result / one.estimate - 1
    if percent(abs(share)) == percent(0.0):
        return "as estimated"
    if share > 1:
        return f"{decimal(one.result / one.estimate)} times the estimate"
    return f"{percent(abs(share))} {'above' if share > 0 else 'below'} the estimate"


def _estimate_says(subject: Subject, found: Sequence[Compared]) -> str:
    values = [one for one in found if one.title.startswith("Value")]
    known = [one for one in (*values[-1:], found[0]) if difference(one)]
    if not known:
        return "What came of the estimates is not known yet: neither value nor build cost is written down."
    said = []
    for one in known:
        amounts = f"{subject.terms.amount(one.result)} against {subject.terms.amount(one.estimate)}"
        said.append(f"{one.title[:1].lower()}{one.title[1:]} {_was(one)} {difference(one)} ({amounts})")
    return capital(f"{'; '.join(said)}.")


def _was(one: Compared) -> str:
    return "came in" if one.title.startswith("Build") else "was"


def standing(subject: Subject, agent: Row) -> Part:
    """Return how the agent does today: the verdict with its reasons, measures, what is open; or why nobody can say."""
    found, status = subject.sources.health.get(subject.of(agent)), agent.text("status")
    if found is None:
        since = agent.text("build_started")
        when = f" since {since}" if since else ""
        says = f"It is in {status}{when}; nothing is measured before it is in production."
        if status == "production":
            says = missing("It is in production, but since when is not written down", agent, "production_since")
        return Part("standing", "How it does today", says, items=_open(subject, agent))
    review = agent_review(subject.reading, *found)
    return Part(
        "standing",
        "How it does today",
        review.conclusion,
        (review.weeks,),
        items=tuple(f"Open: {item}" for item in review.open_items),
        tables=(review.measures, review.rests_on),
    )


def _open(subject: Subject, agent: Row) -> tuple[str, ...]:
    found = [one for one in subject.sources.findings.get(subject.of(agent), ()) if one.outcome in OPEN]
    return tuple(shorten(one.message) for one in found[:10])


LESSONS = (
    ("what went wrong", "What went wrong", "what went wrong, when, what it cost, and what ended it"),
    ("what surprised us", "What surprised us", "what nobody expected, good or bad"),
    ("what we would do differently", "What to do differently", "what the next build should do from its first day"),
)


def lessons(subject: Subject, agent: Row) -> Part:
    """Return what people wrote of what went wrong, what surprised them and what to do otherwise; else blanks."""
    writer = agent.name("exception_owner") or agent.name("owner") or subject.owner
    written = subject.written(*(name for name, _, _ in LESSONS))
    blanks = [blank for name, _, what in LESSONS for blank in subject.blanks(name, writer, what)]
    incident = agent.text("last_incident")
    notes = [f"Its last incident was on {incident} ({agent.place('last_incident')})."] if incident else []
    if not incident:
        notes.append(missing("No incident is written down", agent, "last_incident"))
    told = len(LESSONS) - len(blanks)
    says = "What went wrong, what surprised and what to do differently is written down."
    if blanks:
        few = number_word(told) if told else "none"
        says = f"Of {count(len(LESSONS), 'lesson')}, {few} {'are' if told > 1 else 'is'} written down."
    return Part("lessons", "What was learned", says, tuple(notes), written, blanks=tuple(blanks))


def retired(subject: Subject, agent: Row) -> Part:
    """Return why and when an agent was retired, and what still has no new owner."""
    on = agent.text("retired_on")
    says = f"It was retired on {on} ({agent.place('retired_on')})."
    if not on:
        says = missing("It is retired, but since when is not written down", agent, "retired_on")
    left = [one for one in subject.sources.assessment.decommission if one.agent == subject.of(agent)]
    held = [one for one in left if not one.is_released]
    notes = ["Nothing that it claimed is left without an owner."] if not held else []
    written = subject.written("retirement")
    changed = agent.text("process_changed_on")
    notes += [f"Its process changed on {changed} ({agent.place('process_changed_on')})."] if changed else []
    return Part(
        "retired",
        "Why it was retired, and what it left",
        says,
        tuple(notes),
        written,
        tables=(table("What needs a new owner", LEFT_HEADS, [left_row(subject.reading, one) for one in left]),)
        if left
        else (),
        blanks=subject.blanks(
            "retirement", agent.name("owner") or subject.owner, "why it was retired, and who decided"
        ),
    )


def years_of(subject: Subject) -> tuple[AgentYear, ...]:
    """Return the measured years of every agent."""
    return agent_years(subject.reading)


def registered(agent: Row) -> tuple[tuple[str, str], ...]:
    """Return what the registry says of an agent, for the head of its record."""
    said = (
        ("Agent", agent.name("name") or agent.name("agent_id")),
        ("Owner", agent.name("owner") or NOBODY),
        ("Status", value_text(agent.value("status"))),
        ("In production since", agent.text("production_since")),
    )
    return tuple((name, text) for name, text in said if text)
