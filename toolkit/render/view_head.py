"""The head of the page: the conclusion, what it takes, how sure it is, and five numbers.

Sentences lead with the middle one of all futures (P50) and say so; the five numbers are those at likely values, which
decompose and trace, with their ranges beside them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.render.view_futures import loses, number_ranges, sure_says, worth, worth_beside
from toolkit.render.view_reading import LAYERS, Reading, earns
from toolkit.render.view_records import Number
from toolkit.render.view_words import (
    UNKNOWN,
    article,
    capital,
    date,
    listed,
    months,
    name_of,
    number_word,
    percent,
    rounded,
    times,
    title_of,
)

if TYPE_CHECKING:
    from toolkit.results import WorkflowResult


def subject(reading: Reading) -> WorkflowResult | None:
    """Return whom the head of the page speaks of: the highest-ranked that earns, else the first; none at all.

    Ranks are final ones, so that the head and question six name the same workflow.
    """
    return next((one for one in reading.ranked if earns(one)), reading.ranked[0] if reading.ranked else None)


def by_override(reading: Reading, one: WorkflowResult) -> str:
    """Return whose override put a workflow where it is, after a comma; empty where its place is the computed one."""
    if one.final_rank == one.rank:
        return ""
    others = [other for other in reading.ranked if other.override and other.final_rank != other.rank]
    by = one.override or next((other.override for other in others), None)
    return f", by an override of {name_of(by.owner)} (computed rank {one.rank})" if by else ""


def headline(reading: Reading) -> str:
    """Return the conclusion in a sentence or two; nothing that loses money is recommended."""
    terms, one = reading.terms, subject(reading)
    if not reading.assessment.workflows:
        return "Nothing to rank yet: no workflow is described."
    if one is None:
        return f"No candidate can be ranked yet: {_why_none(reading)}."
    if not reading.earning:
        return capital(f"{none_of(len(reading.ranked))} returns its cost over {terms.horizon}.")
    first = reading.ranked[0]
    by = by_override(reading, first)
    if first is one:
        return f"Next: {name_of(one.name)}{by}. It {worth(reading, one)}."
    return f"{name_of(first.name)} ranks first{by}{',' if by else ''} but {loses(reading, first)}: not recommended."


def _why_none(reading: Reading) -> str:
    apart = reading.set_apart
    if all(one.workflow_id in reading.with_agent for one in apart):
        return "the only workflow has its agent already" if len(apart) == 1 else "each workflow has its agent already"
    return "the only workflow is held back" if len(apart) == 1 else "each workflow is held back or has its agent"


def none_of(number: int) -> str:
    """Return the subject of a sentence about what no candidate does."""
    if number == 1:
        return "not even the only candidate"
    return "neither of the two candidates" if number == 2 else f"none of the {number_word(number)} candidates"


def breath(reading: Reading) -> tuple[str, ...]:
    """Return how often it is first and loses, what it takes, and how much of it is assumed."""
    one = subject(reading)
    if not reading.assessment.workflows:
        return ("One row on the sheet Workflows starts the ranking; its ten bold columns are enough.",)
    if one is None:
        return ("What keeps each of them from a rank stands below, with the cell that would answer it.",)
    if not earns(one):
        return (_nearest(reading), sureness(reading, one))
    sure = sure_says(one)
    said = (*((sure,) if sure else ()), takes(reading, one), sureness(reading, one))
    if one is reading.ranked[0]:
        return said
    return (f"The highest-ranked that earns is {name_of(one.name)}: {worth_beside(reading, one)}.", *said)


def takes(reading: Reading, one: WorkflowResult) -> str:
    """Return what a workflow takes, when it goes live and when it has paid for itself, at likely values."""
    base, parts = one.base, []
    if base.go_live_month is not None:
        parts.append("goes live at once" if base.go_live_month < 1 else f"goes live after {months(base.go_live_month)}")
    parts.append(paid_back(reading, one))
    return f"It takes {reading.terms.amount(base.investment)}, {listed(parts)}."


def paid_back(reading: Reading, one: WorkflowResult) -> str:
    """Return when it has paid for itself, as the end of a sentence."""
    payback = one.base.payback_months
    if payback is None:
        return f"does not pay back within {reading.terms.horizon}"
    if payback <= 0:
        return "needs no payback"
    said = f"has paid for itself after {months(payback)}"
    return said if earns(one) else f"{said} only as long as waiting costs nothing"


def _nearest(reading: Reading) -> str:
    nearest = max(reading.ranked, key=lambda one: one.base.npv or 0.0)
    short = f"{reading.terms.amount(-(nearest.base.npv or 0.0))} short at likely values"
    alone = len(reading.ranked) == 1
    said = f"{name_of(nearest.name)} is {short}" if alone else f"Nearest is {name_of(nearest.name)}, {short}"
    verdict = "It is not recommended." if alone else "None is recommended."
    for even in nearest.break_even:
        if even.reachable and even.value is not None and even.now is not None and even.unit == "share":
            now, then = percent(even.now), percent(even.value)
            return f"{said}: it would return its cost at {article(even.title)} of {then} instead of {now}. {verdict}"
    return f"{said}. {verdict}"


def sureness(reading: Reading, one: WorkflowResult) -> str:
    """Return how many figures behind a business case are assumed, and which of them moves it most."""
    assumed, of = reading.assumed_of(one)
    if not assumed:
        return f"How sure: none of the {of} figures behind it is assumed."
    said = f"How sure: {assumed} of the {of} figures behind it {'is' if assumed == 1 else 'are'} assumed"
    swings = [cell for cell in reading.assessment.fill_next if cell.subject == one.workflow_id and cell.swing]
    if not swings:
        return f"{said}."
    most = swings[0]
    return f"{said}; the {title_of(most.title)} alone could move the result by {reading.terms.amount(most.swing)}."


def five_numbers(reading: Reading) -> tuple[str, tuple[Number, ...]]:
    """Return the heading and the five numbers of the one the page speaks of; nothing without candidates."""
    one = subject(reading)
    if one is None:
        return "", ()
    base, terms, today = one.base, reading.terms, date(reading.assessment.program.as_of)
    name = name_of(one.name)
    heading = f"{name} in five numbers" if earns(one) else f"{name}, first in rank but not recommended, in five numbers"
    layers = [
        f"{LAYERS[layer].lower()} {rounded(value)}"
        for layer in list(LAYERS)[:3]
        if (value := reading.annual_layer(one, layer))
    ]
    payback = base.payback_months
    ends = number_ranges(one)
    return heading, (
        Number(
            *("Investment", _money(base.investment), terms.currency, _investment_note(one)),
            base.investment is None,
            ends[0],
        ),
        Number(
            *("Value a year", _money(base.annual_value), terms.currency, listed(layers)),
            base.annual_value is None,
            ends[1],
        ),
        Number(
            *("Running cost a year", _money(base.annual_running_cost), terms.currency, "at full adoption"),
            base.annual_running_cost is None,
            ends[2],
        ),
        Number(
            "Payback",
            "never" if payback is None else months(payback),
            "",
            f"within {terms.horizon}" if payback is None else f"from {today}, ramp-up included",
            payback is None,
            ends[3],
        ),
        Number(
            "Return multiple",
            times(base.return_multiple),
            "",
            f"over {terms.horizon}; {times(base.return_multiple_first_year)} in the first 12 months",
            base.return_multiple is None,
            ends[4],
        ),
    )


def numbers_note(reading: Reading) -> str:
    """Return how large and small type are to be read below the five numbers; empty without ranges."""
    one = subject(reading)
    return "Large: at likely values. Small type: eight futures of ten." if one and one.outlook else ""


def _money(value: float | None) -> str:
    return UNKNOWN if value is None else rounded(value)


def _investment_note(one: WorkflowResult) -> str:
    parts = [("build", one.figure("build_cost").value), ("integration", one.integration.cost)]
    parts.append(("training", one.figure("change_cost").value))
    said = [f"{title} {rounded(float(value))}" for title, value in parts if value]
    return listed(said)
