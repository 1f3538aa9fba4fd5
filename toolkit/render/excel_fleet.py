"""*Agents*, *Health*, *Standing*: the registry with verdicts, every measure, where the organisation stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolkit.model import Outcome
from toolkit.render.excel_looks import OUTCOME_LOOKS, SHAPES, Style
from toolkit.render.excel_page import Column, Page, widths
from toolkit.render.view_answers import places
from toolkit.render.view_fleet import NOBODY_RUNS, SHARES, STATES, VERDICTS, stable_says
from toolkit.render.view_flywheel import CURVES, flywheel
from toolkit.render.view_pace import ADVICE, RULES, pace
from toolkit.render.view_standing import GATES, SOLID, gate_mark, phase_says, title
from toolkit.render.view_traps import LEVEL_MARKS, TITLES, tax_says, three, traps_say
from toolkit.render.view_verdicts import verdicts
from toolkit.render.view_words import capital, clean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolkit.model import Value
    from toolkit.render.excel_looks import Formats
    from toolkit.render.view_reading import Reading
    from toolkit.render.view_records import Mark
    from toolkit.results import AgentHealth, Measure, Requirement

NAMES = {
    **{"completion": "completed of runs", "automation": "completed of eligible", "fallback": "fallbacks of runs"},
    **{"escalation": "escalations of runs", "error": "errors of completed", "unedited": "approved without edits"},
    **{"csat": "satisfaction", "cost_per_action": "cost per action", "p95_latency": "p95 latency, highest week, s"},
    **{"hallucinations": "hallucinations of runs", "intent_drift": "intent drift of runs"},
    **{"open_escalations": "open escalations", "open_requests": "open requests"},
}
"""What a measure is called in full."""

BLANK = "blank"


def said(mark: Mark) -> str:
    """Return a mark as it stands in a cell: its shape and its word."""
    return f"{mark.shape} {mark.word}"


def _looks(marks: Mapping[Any, Mark]) -> list[tuple[str, Style]]:
    kinds = {
        **{"pass": Outcome.PASS, "fail": Outcome.FAIL, "unknown": Outcome.UNKNOWN, "waived": Outcome.WAIVED},
        "none": Outcome.NOT_APPLICABLE,
    }
    return list({said(mark): OUTCOME_LOOKS[kinds[mark.kind]] for mark in marks.values()}.items())


def write_agents(book: Any, formats: Formats, reading: Reading) -> None:
    """Write the sheet *Agents*: a row per agent of the registry, in its order."""
    money = reading.terms.currency
    columns = (
        *(Column("Agent", 24, "wrapped"), Column("Status", 11), Column("Owner", 16, "wrapped")),
        *(
            Column("Category", 13),
            Column("In production since", 12),
            Column("Tier", 9),
            Column("Tier by its risks", 10),
        ),
        *(Column("Approval", 15), Column("Level", 7, "rank"), Column("Claimed", 8, "rank")),
        *(Column("What the next level needs", 34, "wrapped"), Column("Verdict", 13), Column("Why", 40, "wrapped")),
        Column("Where", 13),
        *(Column(f"Costs a month, {money}", 11, "money"), Column(f"Returned a month, {money}", 11, "money")),
    )
    page = Page(book, formats, "Agents", reading.assessment, widths(columns))
    found = verdicts(reading)
    page.head(
        found.says, *found.notes, "Levels are those that the evidence bears out; a claim above them does not count."
    )
    head = page.row
    rows = page.table(columns, _agents(reading))
    page.colour(rows, 11, _looks(VERDICTS))
    page.colour(rows, 7, [(SHAPES[one], look) for one, look in OUTCOME_LOOKS.items()])
    page.finish(head, 1, rows)


def _agents(reading: Reading) -> list[list[Value]]:
    assessment = reading.assessment
    tiers = {one.agent: one for one in assessment.tiers}
    levels = {one.agent: one for one in assessment.maturity.agents}
    judged = {one.agent: one for one in assessment.verdicts}
    sheet = assessment.inputs.get("Agents")
    found: list[list[Value]] = []
    for row in sheet.rows if sheet else ():
        agent, tier = str(row.values.get("agent_id") or ""), tiers.get(str(row.values.get("agent_id") or ""))
        level, verdict = levels.get(agent), judged.get(agent)
        typed = [_typed(row.values.get(name)) for name in ("status", "owner", "category", "production_since")]
        found.append(
            [
                *(clean(str(row.values.get("name") or agent)) or "unnamed", *typed),
                *((tier.tier or BLANK, tier.computed or "unknown", SHAPES[tier.outcome]) if tier else (BLANK,) * 3),
                *((level.level, "none" if level.claimed is None else level.claimed) if level else ("none", "none")),
                " ".join(clean(need) for need in level.next_needs) if level else "not in production",
                said(VERDICTS[verdict.verdict]) if verdict else "not judged",
                " ".join(clean(reason) for reason in verdict.reasons) if verdict else "not in production",
                f"Agents, row {row.row}",
                *((verdict.cost_per_month, verdict.value_per_month) if verdict else ("none", "none")),
            ]
        )
    return found


def _typed(value: Value) -> Value:
    return BLANK if value in (None, "") else clean(str(value))


def write_health(book: Any, formats: Formats, reading: Reading) -> None:
    """Write the sheet *Health*: a row per agent in production and measure."""
    columns = (
        *(Column("Agent", 24, "wrapped"), Column("Stable", 13), Column("Measure", 26), Column("Better", 8)),
        *(Column("Last weeks", 10, "plain"), Column("Interval from", 10, "plain"), Column("to", 10, "plain")),
        *(Column("Above the line", 10, "plain"), Column("Below the line", 10, "plain"), Column("Weeks", 7, "count")),
        *(
            Column("Earlier weeks together", 11, "plain"),
            Column("Earlier weeks", 8, "count"),
            Column("Trend", 10, "aside"),
        ),
        *(Column("Slope a month", 10, "plain"), Column("p", 8, "plain"), Column("Weeks of the trend", 8, "count")),
        *(Column("Weeks in production", 10, "count"), Column("of them without data", 9, "count")),
        Column("Why there is no value", 34, "aside"),
    )
    page = Page(book, formats, "Health", reading.assessment, widths(columns))
    agents = reading.assessment.health
    page.head(
        stable_says(agents) if agents else NOBODY_RUNS,
        "Sums first: above the line divided by below the line over the last complete weeks. Intervals are Wilson’s, "
        "slopes Theil–Sen’s, p is Mann–Kendall’s. Shares are between 0 and 1.",
    )
    head = page.row
    rows = page.table(columns, [_measure(one, measure) for one in agents for measure in one.measures])
    page.colour(rows, 1, _looks(STATES))
    page.finish(head, 3, rows)


def _measure(one: AgentHealth, measure: Measure) -> list[Value]:
    trend, digits = measure.trend, 4 if measure.name in SHARES or measure.low is not None else 2
    limits = (measure.low, measure.high) if measure.low is not None else ("none", "none")
    counts = (measure.numerator, measure.denominator)
    return [
        *(clean(one.name) or one.agent, said(STATES[one.stability.outcome]), NAMES.get(measure.name, measure.name)),
        *(measure.better, _short(measure.value, digits), *(_short(limit, digits) for limit in limits)),
        *("none" if count is None else count for count in counts),
        *(measure.weeks, _short(measure.earlier, digits), measure.earlier_weeks, trend.direction),
        *(_short(trend.slope, digits + 1), _short(trend.p, 4), trend.weeks),
        *(one.weeks.complete, one.weeks.without_data, clean(measure.why_missing) or "–"),
    ]


def _short(value: Value, digits: int) -> Value:
    return round(value, digits) if isinstance(value, float) else value


def write_standing(book: Any, formats: Formats, reading: Reading) -> None:
    """Write the sheet *Standing*: pace, the gates of the phases, the stage, the traps with causes, learning."""
    columns = (
        *(Column("What", 34, "wrapped"), Column("Of", 22, "wrapped"), Column("Outcome", 15)),
        *(Column("What was found", 60, "wrapped"), Column("What ends or mends it", 34, "wrapped")),
        *(Column("Owner", 16, "wrapped"), Column("Where", 26, "wrapped")),
        *(Column("Share", 9, "rate"), Column("Effort, days", 9, "plain")),
    )
    page = Page(book, formats, "Standing", reading.assessment, widths(columns))
    told = pace(reading)
    page.head(phase_says(reading), " ".join((told.says, *told.notes)), traps_say(reading), *tax_says(reading))
    head = page.row
    page.heads(columns)
    first = page.row
    for band, rows in (
        ("Pace", _pace_rows(reading)),
        ("Phases", _gate_rows(reading)),
        ("Stage of coordination", _stage_rows(reading)),
        ("Traps", _trap_rows(reading)),
        (flywheel(reading).says, _curve_rows(reading)),
    ):
        page.band(band)
        for row in rows:
            page.cells(columns, row)
    all_rows = (first, max(page.row - 1, first))
    marks = {**ADVICE, **{f"level {name}": mark for name, mark in LEVEL_MARKS.items()}}
    page.colour(all_rows, 2, _looks({**marks, **GATES, "solid": SOLID}))
    page.colour(all_rows, 2, [(SHAPES[one], look) for one, look in OUTCOME_LOOKS.items()])
    page.finish(head, 1)


def _pace_rows(reading: Reading) -> list[list[Value]]:
    return [
        [
            *(RULES.get(rule.rule, rule.rule), "pace", said(ADVICE[rule.advice]), clean(rule.message)),
            *(clean(rule.exit) or "–", "–", places(rule.evidence) or "–", "–", "–"),
        ]
        for rule in reading.assessment.pace.rules
    ]


def _gate_rows(reading: Reading) -> list[list[Value]]:
    found: list[list[Value]] = []
    for gate in reading.assessment.phase.gates:
        name = title(gate.phase)
        found.append(
            [f"Gate of {name}", name, said(gate_mark(gate)), clean(gate.asks), "–", "–", "–", gate.coverage, "–"]
        )
        found += _requirements((*gate.missing, *gate.unknown, *gate.solid), name)
    return found


def _requirements(requirements: Sequence[Requirement], of: str) -> list[list[Value]]:
    return [
        [
            *(clean(one.name), of, SHAPES[one.outcome or Outcome.UNKNOWN]),
            *(clean(one.message) or "No check asks about it.", "–", clean(one.owner) or "nobody named"),
            *(places(one.evidence) or "–", "–", "none left" if one.effort_days is None else one.effort_days),
        ]
        for one in requirements
    ]


def _stage_rows(reading: Reading) -> list[list[Value]]:
    found = reading.assessment.stage
    risk: list[Value] = ["Main risk", capital(found.name), "–", clean(found.risk), *("–",) * 5]
    return [*_requirements(found.requires, capital(found.name)), risk]


def _trap_rows(reading: Reading) -> list[list[Value]]:
    found: list[list[Value]] = []
    for trap in three(reading):
        name = TITLES[trap.name]
        why = clean(trap.why_missing) or "Weighted mean of the shares of its causes that are known."
        found.append([name, name, said(LEVEL_MARKS[trap.level]), why, "–", "–", "–", trap.index, "–"])
        for cause in trap.causes:
            details = "; ".join(clean(detail).rstrip(".") for detail in cause.details)
            message = f"{clean(cause.message)} {details}".strip()
            cells = places(cause.evidence) or "–"
            found.append([capital(cause.title), name, "cause", message, "–", "–", cells, cause.share, "–"])
    return found


def _curve_rows(reading: Reading) -> list[list[Value]]:
    found: list[list[Value]] = []
    for curve in reading.assessment.flywheel.curves:
        ends = "" if curve.low is None or curve.high is None else f"Interval {curve.low:.0%} to {curve.high:.0%}."
        points = "; ".join(f"{reading.name('Agents', one.agent)} {one.amount:,.4g}" for one in curve.points)
        message = " ".join(part for part in (ends, clean(curve.why_missing), points) if part)
        what = CURVES[curve.measure][0]
        found.append([what, "saved per doubling", curve.state.replace("_", " "), message, *("–",) * 3, curve.rate, "–"])
    return found
