"""The plan of a candidate, second half: measures and targets, the gate before go-live, first weeks, retirement.

Every number of the rules is that of the policy under which the assessment was made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.model import Outcome, Severity
from toolkit.render.view_answers import MARKS, OPEN, places
from toolkit.render.view_candidates import money
from toolkit.render.view_claims import fold
from toolkit.render.view_fleet import stable_says
from toolkit.render.view_playbook_plan import figure_cell, plain_of
from toolkit.render.view_playbook_records import Blank, Part
from toolkit.render.view_playbook_sources import missing
from toolkit.render.view_records import Cell, Column, Table
from toolkit.render.view_routing import table
from toolkit.render.view_words import (
    MONTHS_A_YEAR,
    SPACE,
    capital,
    count,
    listed,
    number_word,
    percent,
    plain,
    rounded,
    shorten,
    value_text,
)
from toolkit.results.admission import ABOUT_AGENTS, STABLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.model import Check, Finding
    from toolkit.render.view_playbook_sources import Row, Subject

WEEKS_A_YEAR = 52
BLANKS_SHOWN = 4
ONLY_AT_WORK = ("health", "worth", "care")
"""Modules of checks that ask nothing of an agent before it is in production."""


def measures(subject: Subject) -> Part:
    """Return what is measured from the first week on: today’s figure, the target, and where each comes from."""
    reading, found = subject.reading, {figure.name: figure for figure in subject.one.inputs}
    base, automation = subject.one.base, found["automation"]
    ranges = {part.input: part for part in subject.one.outlook.inputs} if subject.one.outlook else {}
    between = ranges.get("automation")
    ends = [plain_of(part, automation) for part in (between.low, between.high)] if between else []
    note = " to ".join(ends)
    target = figure_cell(subject, automation)
    unedited, hours = percent(reading.policy("health.unedited_above")), plain(reading.policy("routing.exception_hours"))
    rows = (
        (
            *(Cell("Finished without hand-back", "of attempted items"), Cell("–")),
            Cell(target.text, note, is_assumed=target.is_assumed, is_missing=target.is_missing),
            Cell(places(automation.evidence) or "–"),
        ),
        (
            *(Cell("Items that are wrong"), figure_cell(subject, found["error_now"])),
            figure_cell(subject, found["error_agent"]),
            Cell(places((*found["error_now"].evidence, *found["error_agent"].evidence)) or "–"),
        ),
        (
            *(
                Cell("Minutes of people per item", "then: reviewing a finished one"),
                figure_cell(subject, found["minutes"]),
            ),
            figure_cell(subject, found["review_minutes"]),
            Cell(places((*found["minutes"].evidence, *found["review_minutes"].evidence)) or "–"),
        ),
        _computed("Value a year at full adoption", base.annual_value),
        _computed("Running cost a year", base.annual_running_cost),
        (Cell("Approved without edits"), Cell("–"), Cell(f"above {unedited}"), Cell("policy health.unedited_above")),
        (
            Cell("Exceptions dealt with"),
            Cell("–"),
            Cell(f"within {hours} hours"),
            Cell("policy routing.exception_hours"),
        ),
    )
    aim = value_text(automation.value, "share")
    says = (
        f"It has to finish {aim} of its items without handing them back{' (assumed)' if automation.is_assumed else ''}"
    )
    says += f"; {ends[0]} at the low end, {ends[1]} at the high end." if ends else "."
    if automation.value is None:
        says = missing(
            "What it has to reach is not known: its automation rate is blank", subject.row, "automation_likely"
        )
    columns = (Column("Measure"), Column("Today", True), Column("Target", True), Column("Where from"))
    return Part(
        "measures",
        "Measures and targets",
        says,
        written=subject.written("success measures"),
        tables=(Table(f"Measures, amounts in {subject.terms.currency}", columns, rows),),
        blanks=subject.blanks("success measures", subject.owner, "who reads these measures each week, and where"),
    )


def _computed(title: str, value: float | None) -> tuple[Cell, ...]:
    return Cell(title), Cell("–"), money(value), Cell("computed, at likely values")


def gate(subject: Subject, agents: Sequence[Row]) -> Part:
    """Return the checks that must pass before go-live, each with its present outcome or what is blank yet."""
    stable = [one for one in subject.sources.assessment.findings if one.check == STABLE]
    checks = [check for check in subject.sources.assessment.checks if _is_asked(check)]
    about, rows, states = _findings_about(subject, agents), [], []
    for check in checks:
        found = [one for one in about if one.check == check.id]
        state, row = _judged(check, found) if found else _not_yet(subject, check, agents)
        rows.append(row)
        states.append(state)
    rows += [_judged_row("The running agents are stable", one) for one in stable]
    health = [one for one, _ in subject.sources.health.values()]
    says = _gate_says([*states, *(one.outcome for one in stable)])
    notes = [stable_says(health)] if health else ["No agent is in production, so none has to be stable first."]
    if not agents:
        notes.append("No agent is planned for it yet (sheet Agents), so no check can be asked of it.")
    else:
        names = listed([subject.of(agent) for agent in agents])
        notes.append(f"The gate itself is judged by: toolkit gate FILE.xlsx --agent {shorten(names)}.")
    heads = ("Must pass before go-live", "Now", "Why", "Cells")
    return Part("gate", "Go-live gate", says, tuple(notes), tables=(table("Checks of the gate", heads, rows),))


def _findings_about(subject: Subject, agents: Sequence[Row]) -> list[Finding]:
    """Return the findings about these agents, and those about a resource on which they meet another one."""
    routing, of = subject.sources.claims.routing, set(map(subject.of, agents))
    meets = [one for one in (*routing.collisions, *routing.warnings, *routing.unknown) if of & set(one.agents)]
    resources = {fold(one.resource) for one in meets}
    own = [one for agent in sorted(of) for one in subject.sources.findings.get(agent, ())]
    return [*own, *(one for one in subject.sources.about_claims if fold(one.subject) in resources)]


def _gate_says(states: Sequence[Outcome]) -> str:
    total, passing = len(states), sum(state not in OPEN for state in states)
    if passing == total:
        return f"Nothing of the {count(total, 'answer')} that must pass before it goes live stands in the way."
    few = number_word(passing) if passing else "none"
    says = (
        f"Of {count(total, 'answer')} that must pass before it goes live, {few} {'does' if passing == 1 else 'do'} so"
    )
    failing = sum(state in (Outcome.FAIL, Outcome.ERROR) for state in states)
    parts = [f"{number_word(failing)} {'fails' if failing == 1 else 'fail'}"] if failing else []
    left = total - passing - failing
    parts += [f"{number_word(left)} {'is' if left == 1 else 'are'} not known yet"] if left else []
    return f"{says}; {listed(parts)}."


def _is_asked(check: Check) -> bool:
    module, is_about_agents = check.id.partition(".")[0], {"Agents", "Ownership"} & set(check.sheets)
    is_due = module in ABOUT_AGENTS and module not in ONLY_AT_WORK
    return check.severity is Severity.BLOCKER and is_due and bool(is_about_agents)


def _judged(check: Check, found: Sequence[Finding]) -> tuple[Outcome, tuple[Cell, ...]]:
    order = list(OPEN)
    worst = min(found, key=lambda one: order.index(one.outcome) if one.outcome in OPEN else len(order))
    return worst.outcome, _judged_row(check.asks, worst)


def _judged_row(asks: str, one: Finding) -> tuple[Cell, ...]:
    mark = MARKS[one.outcome]
    return (
        Cell(asks),
        Cell(f"{mark.shape}{SPACE}{mark.word}"),
        Cell(shorten(one.message)),
        Cell(places(one.evidence) or "–"),
    )


def _not_yet(subject: Subject, check: Check, agents: Sequence[Row]) -> tuple[Outcome, tuple[Cell, ...]]:
    """Return a check that nobody asked of an idea yet: unknown, with the cells of it that are blank."""
    asked = {"Agents": agents[0] if agents else None, "Workflows": subject.row}
    cells = [
        (asked[sheet], name) for sheet, _, name in (column.partition(".") for column in check.columns) if sheet in asked
    ]
    blank = list(dict.fromkeys(row.place(name) for row, name in cells if row is not None and row.value(name) is None))
    mark = MARKS[Outcome.UNKNOWN]
    left = len(blank) - BLANKS_SHOWN
    more = f" and {number_word(left)} more" if left > 0 else ""
    why = (
        f"{count(len(blank), 'cell')} {'is' if len(blank) == 1 else 'are'} blank"
        if blank
        else "asked once it is in build"
    )
    if not agents:
        why = "no agent is planned for it yet"
    where = f"{', '.join(blank[:BLANKS_SHOWN])}{more}" if blank else listed(list(check.sheets)[:2])
    return Outcome.UNKNOWN, (Cell(check.asks), Cell(f"{mark.shape}{SPACE}{mark.word}"), Cell(capital(why)), Cell(where))


def first_weeks(subject: Subject, agents: Sequence[Row]) -> Part:
    """Return what to look at in each of the first weeks, with the policy’s numbers; the dates stay open."""
    policy = subject.reading.policy
    weeks, approvals = round(policy("health.stable_weeks")), plain(policy("health.least_approvals"))
    unedited, share = percent(policy("health.unedited_above")), percent(policy("health.band_share"))
    spread, earlier = (
        plain(100 * policy("health.band_points")),
        number_word(round(policy("health.least_earlier_weeks"))),
    )
    flags, drift = plain(policy("health.hallucinations_at_most")), plain(policy("health.intent_drift_at_most"))
    sla = (agents[0].text("exception_sla") if agents else "") or plain(policy("routing.exception_hours"))
    volume = subject.one.figure("volume").value
    expected = ""
    if volume is not None:
        expected = (
            f"At full volume about {rounded(float(volume) * MONTHS_A_YEAR / WEEKS_A_YEAR)} items a week reach it. "
        )
    rows = (
        (
            *("1", f"Every item, by a person. Exceptions reach their owner within {sla} hours."),
            "A never-action was tried, or an exception waited longer: stop, mend, start again.",
        ),
        (
            *("2", "Approvals: how many were given without a change. Invented answers, items outside its purpose."),
            f"More than {flags} invented answers or {drift} items outside its purpose in 1,000 runs: mend the prompts.",
        ),
        (
            *(
                "3",
                "Errors and fallbacks beside weeks one and two; cost of a run; what the people who work with it say.",
            ),
            f"A rate leaves its band ({share} of its mean, at least {spread} points): find the cause before going on.",
        ),
        (
            *(
                "4",
                f"All {number_word(weeks)} weeks together: over {unedited} of at least {approvals} approvals unedited.",
            ),
            "Below it: keep approving every item, and no other agent goes live beside it.",
        ),
    )
    cells = tuple((Cell(week), Cell(""), Cell(look), Cell(act)) for week, look, act in rows)
    says = (
        f"It counts as stable once {number_word(weeks)} complete weeks in a row show more than {unedited} of at least "
    )
    says += f"{approvals} approvals without an edit, and no collision is open."
    note = f"{expected}Error and fallback rates are judged against all earlier weeks, once there are {earlier} of them."
    columns = tuple(Column(head) for head in ("Week", "From", "Look at", "Act when"))
    blanks = (Blank(subject.lead, "the date of go-live, and who looks each week"),)
    return Part(
        "weeks", "The first four weeks", says, (note,), tables=(Table("Week by week", columns, cells),), blanks=blanks
    )


def retirement(subject: Subject) -> Part:
    """Return on which grounds it is retired, with the policy’s numbers, and what switching it off costs."""
    policy, figure = subject.reading.policy, subject.one.figure("decommissioning_cost")
    rate, flat = percent(policy("retirement.automation_at_most")), plain(100 * policy("retirement.flat_within"))
    weeks, quarters = (
        number_word(round(policy("retirement.least_weeks"))),
        number_word(round(policy("retirement.quarters"))),
    )
    cost = value_text(figure.value, subject.terms.unit(figure.unit))
    assumed = ", assumed" if figure.is_assumed else ""
    items = (
        f"It stays at a low rate: it finishes at most {rate} of the eligible items, and the trend over at least "
        f"{weeks} weeks lies within {flat} {'point' if flat == '1' else 'points'} a month, up or down.",
        "Its process has changed since it was last retrained.",
        f"It cost more than it returned in {quarters} quarters in a row.",
    )
    return Part(
        "retirement",
        "When to retire it",
        "Any one of three grounds is enough to retire it; each health review asks for them.",
        (f"Switching it off costs {cost}{assumed} ({places(figure.evidence) or 'Workflows'}).",),
        items=items,
    )
