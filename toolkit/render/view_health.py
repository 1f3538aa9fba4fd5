"""The quarterly health review as a document: what to do with each agent, what it rests on, what is to be decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.kernels.weeks import WEEK, last_complete
from toolkit.model import Outcome
from toolkit.render import view_governance, view_pace, view_verdicts
from toolkit.render.view_answers import MARKS, OPEN
from toolkit.render.view_decisions import both_work, decisions
from toolkit.render.view_evidence import NOBODY
from toolkit.render.view_fleet import STATES, VERDICTS, by_urgency, named
from toolkit.render.view_fleet_value import measured_value
from toolkit.render.view_health_records import AgentReview, HealthPage
from toolkit.render.view_health_words import criterion_title, measures_table
from toolkit.render.view_index import beside
from toolkit.render.view_reading import Reading
from toolkit.render.view_records import Cell, Chapter, Column, Link, Mark, Section, Table
from toolkit.render.view_words import SPACE, capital, count, date, listed, name_of, number_word, percent, shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.results import AgentHealth, AgentVerdict, AssessmentData, Criterion

REVIEW, REVIEW_TEXT = "health-review.html", "health-review.md"
AGENTS_SHOWN = 50
DECISIONS_SHOWN = 30
ITEMS_SHOWN = 6
IN_JSON = "in assessment.json"
TOLD = ("health", "worth", "pace")
"""Modules of checks whose findings the review tells in its own words; those of the others are open items."""

DONE = {"retire": "retired", "fix": "mended", "merge": "merged", "keep": "kept"}
NOTHING = Mark("–", "nothing to review", "none")
GROUNDS = {
    Outcome.PASS: Mark("●", "does not hold", "pass"),
    Outcome.FAIL: Mark("✕", "holds", "fail"),
}


def health_page(assessment: AssessmentData, files: Sequence[str]) -> HealthPage:
    """Return everything that ``health-review.html`` and ``.md`` say; ``files`` are those beside them."""
    reading = Reading(assessment)
    found = by_urgency(reading)
    asked = decisions(reading)
    first = _chapters(
        ("glance", "At a glance", view_verdicts.verdicts(reading) if found else None),
        ("pace", "Pace", view_pace.pace(reading)),
    )
    agents = tuple(agent_review(reading, *one) for one in found[:AGENTS_SHOWN])
    then = _chapters(
        ("decommission", "What needs a new owner", view_governance.decommission(reading)),
        ("value", "Measured value", measured_value(reading) if found else None),
    )
    return HealthPage(
        title=f"Health review: {name_of(assessment.program.organisation)}",
        assessed=f"quarter to {_until(assessment)}",
        block=_block(reading),
        sign=("Reviewed by", "Date and signature"),
        mark=_mark([verdict for _, verdict in found]),
        conclusion=conclusion(reading),
        breath=_breath(reading),
        contents=_contents(first, agents, then),
        decisions=asked[:DECISIONS_SHOWN],
        decisions_more=_left(len(asked) - DECISIONS_SHOWN, "decision"),
        blanks=("Present", "Held on", "Next review on"),
        first=first,
        agents_say=_agents_say(reading) if agents else "",
        agents=agents,
        agents_more=_left(len(found) - AGENTS_SHOWN, "agent"),
        then=then,
        beside=_beside(files),
    )


def _until(assessment: AssessmentData) -> str:
    return date(last_complete(assessment.program.as_of) + WEEK - (WEEK / WEEK.days))


def _chapters(*given: tuple[str, str, Section | None]) -> tuple[Chapter, ...]:
    return tuple(Chapter(anchor, title, section) for anchor, title, section in given if section)


def _contents(first: Sequence[Chapter], agents: Sequence[AgentReview], then: Sequence[Chapter]) -> tuple[Link, ...]:
    parts = [("decisions", "To decide"), *((one.anchor, one.title) for one in first)]
    parts += [("agents", "Agent by agent")] if agents else []
    parts += [(one.anchor, one.title) for one in then]
    return tuple(Link(f"#{anchor}", title) for anchor, title in parts)


def _beside(files: Sequence[str]) -> tuple[Link, ...]:
    summary = (Link("index.html", "Summary on one page"),) if "index.html" in files else ()
    text = (Link(REVIEW_TEXT, "This review as text"),) if REVIEW_TEXT in files else ()
    return (*summary, *text, *beside([file for file in files if file != REVIEW]))


def _left(number: int, one: str) -> str:
    return f"and {count(number, f'more {one}')} {IN_JSON}" if number > 0 else ""


def _block(reading: Reading) -> tuple[tuple[str, str], ...]:
    program, made = reading.assessment.program, reading.assessment.origin
    return (
        ("As of", date(program.as_of)),
        ("Made from", shorten(made.workbook) or "a table that is not named"),
        ("Program lead", name_of(program.lead, NOBODY)),
        ("Agents in production", f"{len(reading.assessment.health):,}"),
        ("Toolkit", made.toolkit_version),
    )


def _mark(verdicts: Sequence[AgentVerdict]) -> Mark:
    """Return the mark of the most urgent verdict."""
    return next((mark for word, mark in VERDICTS.items() if any(one.verdict == word for one in verdicts)), NOTHING)


def conclusion(reading: Reading) -> str:
    """Return what is to become of the agents, as a sentence for a board."""
    found = by_urgency(reading)
    if not found:
        return "No agent is in production, so there is no health to review."
    groups = {word: [health for health, one in found if one.verdict == word] for word in VERDICTS}
    names = {word: [name_of(one.name, one.agent) for one in group] for word, group in groups.items()}
    total = len(found)
    if total == 1:
        return _of_one(*found[0])
    if len(names["keep"]) == total:
        return f"All {number_word(total)} agents in production are to be kept."
    parts = [_part(DONE[word], names[word]) for word in ("retire", "fix", "merge") if names[word]]
    parts += [_part(DONE["keep"], names["keep"], with_names=False)] if names["keep"] else []
    if unknown := names["not_known"]:
        parts.append(f"of {number_word(len(unknown))} nobody can say yet ({named(unknown)})")
    return f"Of {number_word(total)} agents in production, {listed(parts)}."


def _part(done: str, names: Sequence[str], *, with_names: bool = True) -> str:
    said = f"{number_word(len(names))} {'is' if len(names) == 1 else 'are'} to be {done}"
    return f"{said} ({named(names)})" if with_names else said


def _of_one(health: AgentHealth, verdict: AgentVerdict) -> str:
    who = f"The one agent in production, {name_of(health.name, health.agent)},"
    if verdict.verdict == "not_known":
        return f"Of the one agent in production, {name_of(health.name, health.agent)}, nobody can say yet what to do."
    return f"{who} is to be {DONE[verdict.verdict]}."


def _breath(reading: Reading) -> tuple[str, ...]:
    """Return the advice on pace, what keeping the retiring ones costs and returns, which weeks nobody wrote down."""
    assessment = reading.assessment
    said = [f"{view_pace.ASKS[assessment.pace.advice]}."] if assessment.health else []
    said += _keeping(reading)
    silent = [one for one in assessment.health if one.weeks.without_data]
    if silent:
        weeks = sum(one.weeks.without_data for one in silent)
        names = named([name_of(one.name, one.agent) for one in silent])
        said.append(f"{capital(count(weeks, 'week'))} of {names} {_is(weeks)} not written down, and count for nobody.")
    return tuple(said)


def _keeping(reading: Reading) -> list[str]:
    """Return what the agents to retire cost and return a month, those of which it is known."""
    leaving = [one for one in reading.assessment.retire if one.cost_per_month is not None]
    if not leaving:
        return []
    names, many = named([reading.name("Agents", one.agent) for one in leaving]), "it" if len(leaving) == 1 else "them"
    costs = reading.terms.amount(sum(one.cost_per_month or 0.0 for one in leaving))
    known = [one.value_per_month for one in leaving if one.value_per_month is not None]
    returns = (
        f"returns {reading.terms.amount(sum(known))}" if len(known) == len(leaving) else "returns nobody knows what"
    )
    return [f"Keeping {names} instead of retiring {many} costs {costs} a month and {returns}."]


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def agent_review(reading: Reading, health: AgentHealth, verdict: AgentVerdict) -> AgentReview:
    """Return one agent: what to do with it, why, its measures, what the verdict rests on, what else is open."""
    name = name_of(health.name, health.agent)
    known_as = [shorten(health.agent)] if shorten(health.agent) != name else []
    since = f"in production since {date(health.production_since)}" if health.production_since else "since when: unknown"
    about = " · ".join([*known_as, f"owner {name_of(health.owner, NOBODY)}", since])
    return AgentReview(
        anchor=f"agent-{health.row}",
        name=name,
        about=about,
        mark=VERDICTS[verdict.verdict],
        conclusion=_verdict_says(reading, verdict),
        measures=measures_table(reading, health),
        rests_on=_rests_on(health, verdict),
        weeks=_weeks_say(health),
        open_items=_open_items(reading, health.agent),
    )


def _verdict_says(reading: Reading, verdict: AgentVerdict) -> str:
    reasons = [shorten(one) for one in verdict.reasons[:ITEMS_SHOWN]]
    if verdict.verdict == "merge":
        reasons = [both_work(reading, verdict)]
    into = f" into {reading.name('Agents', verdict.merge_with)}" if verdict.verdict == "merge" else ""
    head = {"not_known": "Not known"}.get(verdict.verdict, capital(verdict.verdict))
    returned = ""
    if verdict.cost_per_month is not None and verdict.value_per_month is not None:
        amounts = (reading.terms.amount(verdict.value_per_month), reading.terms.amount(verdict.cost_per_month))
        returned = f" It returns {amounts[0]} a month and costs {amounts[1]} to run."
    because = " ".join(reasons)
    because = because if verdict.verdict == "merge" else f"{because[:1].lower()}{because[1:]}"
    return f"{head}{into}: {because}{returned}"


def _agents_say(reading: Reading) -> str:
    confidence = percent(reading.policy("health.confidence"))
    return (
        f"Shares stand beside the counts they are made of and their interval at {confidence} confidence. Each trend is "
        "told by itself; a verdict counts only those that stand out among all measures of the agent together."
    )


def _weeks_say(health: AgentHealth) -> str:
    weeks, parts = health.weeks, []
    if weeks.without_runs:
        parts.append(f"in {number_word(weeks.without_runs)} nothing ran")
    if weeks.without_data:
        parts.append(f"of {number_word(weeks.without_data)} nobody wrote anything down")
    said = f": {listed(parts)}" if parts else ""
    return f"{capital(count(weeks.complete, 'complete week'))} in production{said}."


def _rests_on(health: AgentHealth, verdict: AgentVerdict) -> Table:
    """Return the conditions of stability and the grounds to retire it, each with its outcome and its numbers."""
    state = STATES.get(health.stability.outcome, STATES[Outcome.UNKNOWN])
    rows = [_criterion(one, MARKS[one.outcome]) for one in health.stability.criteria]
    rows += [_criterion(one, GROUNDS.get(one.outcome, MARKS[one.outcome])) for one in verdict.criteria]
    columns = tuple(Column(head) for head in ("Condition", "Outcome", "Why"))
    return Table(f"What the verdict rests on: {state.word}", columns, tuple(rows))


def _criterion(one: Criterion, mark: Mark) -> tuple[Cell, ...]:
    return (Cell(criterion_title(one.name)), Cell(f"{mark.shape}{SPACE}{mark.word}"), Cell(shorten(one.reason)))


def _open_items(reading: Reading, agent: str) -> tuple[str, ...]:
    """Return what else is open about an agent, overdue care first."""
    found = [
        one
        for one in reading.assessment.findings
        if one.outcome in OPEN
        and one.check.partition(".")[0] not in TOLD
        and (one.subject == agent or one.subject.startswith(f"{agent}: "))
    ]
    ordered = sorted(found, key=lambda one: (not one.check.startswith("care."), one.outcome is not Outcome.FAIL))
    left = len(ordered) - ITEMS_SHOWN
    said = [shorten(one.message) for one in ordered[:ITEMS_SHOWN]]
    return (*said, f"and {number_word(left)} more {IN_JSON}") if left > 0 else tuple(said)
