"""What stands behind the figures: traces, findings, what is assumed, what to fill next, the method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.model import Grade, Outcome, Severity
from toolkit.render.view_reading import Reading
from toolkit.render.view_records import Cell, Column, Node, Section, Table
from toolkit.render.view_words import (
    Terms,
    capital,
    clean,
    count,
    date,
    listed,
    name_of,
    shorten,
    title_of,
    value_text,
)

if TYPE_CHECKING:
    from toolkit.model import Trace
    from toolkit.results import Assumed, FillNext

ROWS_SHOWN = 10
GROUPS_SHOWN = 80
CELLS_SHOWN = 6
FINDINGS_SHOWN = 50
WARNINGS_SHOWN = 20
FORMULA_LENGTH = 1000
FIRST_LENGTH = 120

SCORE_TITLES = {
    "integration_days": "Integration days",
    "integration_cost": "Integration cost",
    "go_live_month": "Go-live month",
    "investment": "Investment",
    "monthly_time_value": "Time value of a month",
    "monthly_quality_value": "Quality value of a month",
    "monthly_revenue_value": "Revenue value of a month",
    "monthly_running_cost": "Running cost of a month",
    "annual_value": "Value of a year",
    "annual_running_cost": "Running cost of a year",
    "hours_freed_per_year": "Hours freed in a year",
    "net_flow": "Net flow, month by month",
    "npv": "Net present value (NPV)",
    "cfo_npv": "NPV, the CFO's case",
    "hire_npv": "NPV of hiring people instead",
    "people_cost": "Cost of the work by people",
    "agent_cost": "Cost of the work by the agent",
    "irr_annual": "Internal rate of return a year",
    "payback_months": "Payback",
    "return_multiple": "Return multiple",
    "return_multiple_first_year": "Return multiple, first 12 months",
    "data_readiness": "Data readiness",
    "operational_readiness": "Operational readiness",
    "person_years": "NPV in person-years",
    "difference": "Difference from running agents",
    "npv_p10": "NPV, P10",
    "npv_p50": "NPV, P50",
    "npv_p90": "NPV, P90",
    "chance_of_loss": "Chance of loss",
    "evpi": "Worth of knowing everything (EVPI)",
    "first_share": "First in rank, share of futures",
    "top_three_share": "Among the first three, share of futures",
    "rank_score": "Score",
}
"""What a page calls each formula."""


def score_title(formula: str) -> str:
    """Return what a page calls a formula."""
    return SCORE_TITLES.get(formula, capital(formula.replace("_", " ")))


def trace_node(trace: Trace, reading: Reading) -> Node:
    """Return a trace as lines of text, branch by branch; a figure that a default stands in for is marked.

    Such a figure and the policy value behind it are one line.
    """
    formula = reading.formulas.get(trace.name)
    title, says = shorten(trace.name), trace.says
    if formula is not None:
        title, says = score_title(trace.name), says.removesuffix(f"; {formula.source}")
    is_assumed, branches = says.startswith(Grade.ASSUMED), trace.branches
    if is_assumed and len(branches) == 1 and branches[0].value == trace.value and not branches[0].branches:
        says, branches = f"{says}: {branches[0].says}", ()
    text = value_text(trace.value, reading.terms.unit(trace.unit))
    return Node(
        title=title,
        text="listed by month above" if trace.name == MONTHLY else text,
        says=shorten(says, FORMULA_LENGTH),
        is_assumed=is_assumed,
        branches=tuple(trace_node(branch, reading) for branch in branches),
    )


MONTHLY = "net_flow"
"""The one score that is a row of months."""


def fill_next(reading: Reading) -> Section | None:
    """Return the cells worth filling, best first; nothing where every cell that matters is filled."""
    cells = reading.assessment.fill_next
    if not cells:
        return None
    says = _first_says(reading, cells[0])
    heads = ("Cell", "What", "About", "Who can answer", "Why")
    rows = tuple(
        (
            Cell(place(cell)),
            Cell(shorten(title_of(cell.title))),
            Cell(about(reading, cell)),
            Cell(name_of(cell.owner, NOBODY), is_missing=cell.owner in ("", NOBODY)),
            Cell(why(reading.terms, cell)),
        )
        for cell in cells
    )
    return Section(says, (Table("Cells worth filling next", tuple(Column(head) for head in heads), rows),))


NOBODY = "nobody named"


def place(cell: FillNext | Assumed) -> str:
    """Return ``Workflows!H7``, or the sheet where it has no such cell."""
    return f"{cell.sheet}!{cell.cell}" if cell.cell else f"{cell.sheet}, no such cell yet"


def about(reading: Reading, cell: FillNext | Assumed) -> str:
    """Return the name of what a cell is about."""
    if cell.sheet == "Program":
        return "the whole program"
    return reading.name(cell.sheet, cell.subject)


def why(terms: Terms, cell: FillNext) -> str:
    """Return what filling a cell would settle."""
    said = capital(shorten(cell.because))
    return said if cell.swing is None else f"{said} by up to {terms.amount(cell.swing)}"


def _first_says(reading: Reading, cell: FillNext) -> str:
    """Return which cell to fill first, what that would settle, and whom to ask."""
    ask = "nobody is named who could answer" if cell.owner in ("", NOBODY) else f"ask {name_of(cell.owner)}"
    settles = why(reading.terms, cell)
    if not cell.cell and cell.swing is None:
        return f"Fill first the sheet {cell.sheet}: it would answer {title_of(cell.title)} ({settles}); {ask}."
    said = f"Fill first the {title_of(cell.title)} of {about(reading, cell)} ({place(cell)})"
    return f"{said}: {'' if cell.swing is None else 'it '}{settles[:1].lower()}{settles[1:]}; {ask}."


def findings(reading: Reading) -> Section | None:
    """Return what is odd in the figures and what was told while reading; nothing where nothing is."""
    # Checks of agents, claims and people have places of their own; here stands what no page else would say.
    elsewhere = {check.id for check in reading.assessment.checks if not check.question} - {"exceptions.in_force"}
    found = [
        one
        for one in reading.assessment.findings
        if one.outcome is Outcome.FAIL and one.severity is not Severity.BLOCKER and one.check not in elsewhere
    ]
    warnings = reading.assessment.warnings
    if not found and not warnings:
        return None
    tables, parts = [], []
    if found:
        rows = tuple(
            (
                Cell(shorten(one.message)),
                Cell(shorten(one.fix)),
                Cell(listed([evidence.place for evidence in one.evidence])),
            )
            for one in found[:FINDINGS_SHOWN]
        )
        columns = (Column("What"), Column("How to mend it"), Column("Cells"))
        more = f"and {len(found) - FINDINGS_SHOWN:,} more in assessment.json" if len(found) > FINDINGS_SHOWN else ""
        tables.append(Table("Odd figures and entries", columns, rows[:ROWS_SHOWN], rows[ROWS_SHOWN:], more))
        odd = f"{count(len(found), 'thing')} in the workbook {'looks' if len(found) == 1 else 'look'} odd"
        parts.append(f"{odd} (first: {shorten(found[0].message, FIRST_LENGTH).rstrip('.')})")
    notes: tuple[str, ...] = ()
    if warnings:
        shown = [shorten(warning) for warning in warnings[:WARNINGS_SHOWN]]
        left = len(warnings) - len(shown)
        notes = (*shown, f"and {left:,} more") if left > 0 else tuple(shown)
        parts.append(f"the workbook was read with {count(len(warnings), 'warning')}")
    return Section(f"{capital(listed(parts))}.", tuple(tables), notes)


def assumed(reading: Reading) -> Section | None:
    """Return what stands in for blank cells, one row per column and value; nothing where nothing is assumed."""
    found = reading.assessment.assumed
    if not found:
        return None
    groups: dict[tuple[object, ...], list[Assumed]] = {}
    for one in found:
        groups.setdefault((one.sheet, one.title, one.policy, one.value), []).append(one)
    rows = [_assumed_row(reading, group) for group in groups.values()]
    heads = ("What", "Assumed", "For", "Cells", "Policy key")
    more = f"and {len(rows) - GROUPS_SHOWN:,} more in assessment.json" if len(rows) > GROUPS_SHOWN else ""
    columns = tuple(Column(head, head == "Assumed") for head in heads)
    table = Table(
        "Policy values that stand in for blank cells",
        columns,
        tuple(rows[:ROWS_SHOWN]),
        tuple(rows[ROWS_SHOWN:GROUPS_SHOWN]),
        more,
    )
    number, of = reading.assumed_of_all()
    says = (
        f"{number:,} of the {of:,} figures read for the workflows {'is' if number == 1 else 'are'} assumed: "
        "the cell is blank, and a value of the policy stands in. "
        "Typing the client’s own figure into the cell replaces it."
    )
    return Section(says, (table,))


def _assumed_row(reading: Reading, group: list[Assumed]) -> tuple[Cell, ...]:
    first = group[0]
    unit = reading.terms.unit(first.unit)
    subjects = [about(reading, one) for one in group[:CELLS_SHOWN]]
    cells = [one.cell for one in group if one.cell][:CELLS_SHOWN]
    where = f"{first.sheet}!{', '.join(cells)}" if cells else f"{first.sheet}, no such cell yet"
    left = len(group) - CELLS_SHOWN
    more = f" and {left:,} more" if left > 0 else ""
    return (
        Cell(capital(title_of(first.title))),
        Cell(value_text(first.value, unit), is_assumed=True),
        Cell((", ".join(subjects) if more else listed(subjects)) + more),
        Cell(where + more),
        Cell(first.policy),
    )


def method(reading: Reading) -> Section:
    """Return how the figures are computed: settings, policy values a client replaced, formulas in words."""
    assessment, terms = reading.assessment, reading.terms
    settings = tuple(
        (
            Cell(capital(figure.title)),
            Cell(value_text(figure.value, figure.unit), is_assumed=figure.is_assumed),
            Cell(figure.evidence[0].place),
        )
        for figure in assessment.program.inputs
    )
    tables = [
        Table(
            "Settings that every business case shares",
            (Column("Setting"), Column("Value", True), Column("Cell")),
            settings,
        )
    ]
    changed = [value for value in assessment.policy if value.overridden]
    says = "Every figure can be followed to a cell of the workbook, a value of the policy and a formula."
    if changed:
        says += f" The client’s policy file replaces {count(len(changed), 'value')}."
        rows = tuple((Cell(v.key), Cell(value_text(v.value, v.unit)), Cell(shorten(v.source))) for v in changed)
        columns = (Column("Policy key"), Column("Value", True), Column("Source"))
        tables.append(
            Table("Policy values that the client’s file replaces", columns, rows[:ROWS_SHOWN], rows[ROWS_SHOWN:])
        )
    formulas = tuple(
        (Cell(score_title(one.id)), Cell(shorten(one.text, FORMULA_LENGTH)), Cell(terms.unit(one.unit)))
        for one in assessment.formulas
    )
    tables.append(Table("Formulas in words", (Column("Figure"), Column("Formula"), Column("Unit")), formulas))
    notes = (
        "Money is nominal, before tax, without a terminal value; a flow of a month counts at its end.",
        "A candidate’s figures bear no platform cost: the platform is subtracted once, from the portfolio.",
        f"The base case at likely values over {terms.horizon}; low and high values are not used in it.",
    )
    return Section(says, tuple(tables), notes)


def origin(reading: Reading) -> tuple[tuple[str, str], ...]:
    """Return what the assessment was made from, as names and values."""
    found = reading.assessment.origin
    return (
        ("Workbook", shorten(found.workbook) or "not named"),
        ("Workbook, SHA-256", clean(found.workbook_sha256)),
        ("Policy, SHA-256", clean(found.policy_sha256)),
        ("As of", date(found.as_of)),
        ("Toolkit", found.toolkit_version),
        ("Seed", str(found.seed)),
    )
