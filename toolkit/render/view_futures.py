"""What is said of the futures: the middle one, eight of ten of them, how many lose, what is worth measuring first.

Sentences lead with the middle one (P50) and say so; the exact terms stand in heads of tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.render.view_reading import Reading, earns
from toolkit.render.view_words import SPACE, capital, decimal, months, percent, rounded, title_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolkit.results import MeasureChoice, MeasureNext, Range, WorkflowResult

ALL_BUT = 0.995
HARDLY = 0.0005
"""Shares of futures that would round to all or to none of them."""


def worth(reading: Reading, one: WorkflowResult) -> str:
    """Return what a workflow that earns returns, as the end of a sentence: the middle one of the futures first."""
    terms, found = reading.terms, middle(one)
    likely = f"returns {terms.amount(one.base.npv)} more than it costs over {terms.horizon}"
    if found is None:
        return f"{likely}, at likely values"
    if found <= 0:
        return f"{likely} at likely values, but loses {terms.amount(-found)} {in_the_middle(one)}"
    return f"returns {terms.amount(found)} more than it costs over {terms.horizon} {in_the_middle(one)}"


def worth_beside(reading: Reading, one: WorkflowResult) -> str:
    """Return the same without a verb, for a sentence beside another one."""
    found = middle(one)
    if found is None:
        return f"{reading.terms.amount(one.base.npv)} at likely values"
    return f"{reading.terms.amount(found)} {in_the_middle(one)}"


def loses(reading: Reading, one: WorkflowResult) -> str:
    """Return what a workflow that does not earn would lose, as the end of a sentence."""
    npv, found = one.base.npv or 0.0, middle(one)
    if found is not None and found < 0:
        return f"would lose {reading.terms.amount(-found)} {in_the_middle(one)}"
    return f"would lose {reading.terms.amount(-npv)} at likely values" if npv < 0 else "returns no more than its cost"


def middle(one: WorkflowResult) -> float | None:
    """Return the NPV below which half of the futures lie; missing where figures are blank."""
    return None if one.npv is None or one.outlook is None else one.npv.p50


def in_the_middle(one: WorkflowResult) -> str:
    """Return the future that a sentence speaks of, and what most of the others bring."""
    draws = one.outlook.draws if one.outlook else 0
    return f"in the middle one of {draws:,} futures ({between(one.npv, rounded)} in eight of ten)"


def between(found: Range | None, say: Callable[[float], str]) -> str:
    """Return the two ends of a range in words, one figure where they read the same; empty where they are missing.

    >>> from toolkit.results import Range
    >>> between(Range(31049.0, 38000.0, 45551.0), rounded), between(Range(5.0, 5.0, 5.0), rounded)
    ('31,000 to 45,600', '5')
    """
    if found is None or found.p10 is None or found.p90 is None:
        return ""
    low, high = say(found.p10), say(found.p90)
    return low if low == high else f"{low} to {high}"


def of_futures(share: float) -> str:
    """Return a share of the futures in words that never round to none or to all of them.

    >>> of_futures(0.0), of_futures(0.0001), of_futures(0.71), of_futures(0.9999), of_futures(1.0)
    ('none', 'fewer than 0.1\\xa0%', '71\\xa0%', 'more than 99\\xa0%', 'all')
    """
    if share <= 0 or share >= 1:
        return "all" if share >= 1 else "none"
    if share < HARDLY:
        return f"fewer than {percent(0.001)}"
    return f"more than {percent(0.99)}" if share >= ALL_BUT else percent(share)


def sure_says(one: WorkflowResult) -> str:
    """Return in how many of the futures a workflow is first and loses money; empty where that is not known."""
    if one.chance_of_loss is None:
        return ""
    said = f"loses money in {of_futures(one.chance_of_loss)}"
    if one.first_share is None:
        return capital(f"{said} of them.")
    computed = ", overrides left out" if one.final_rank != one.rank else ""
    return f"First in {of_futures(one.first_share)} of them{computed}; {said}."


def measure_says(reading: Reading, one: WorkflowResult) -> str:
    """Return the one figure worth measuring before deciding on a workflow, and what that is worth at most.

    What costs as much as it is worth is said to, not advised; go or leave comes before the choice among all.
    """
    if one.outlook is None:
        return ""
    before = "Before building it" if earns(one) else "Before leaving it"
    own = [(before, what, "its ", "") for what in one.measure_next]
    choices = [_of_choice(reading, choice) for choice in reading.assessment.certainty.measure_next]
    found = [*own, *choices]
    if not found:
        return "Measuring one figure alone would not change the decision."
    before, what, whose, of = next((each for each in found if each[1].pays), found[0])
    return advised(reading, before, what, whose, of)


def _of_choice(reading: Reading, choice: MeasureChoice) -> tuple[str, MeasureNext, str, str]:
    first = reading.name("Workflows", choice.workflow_id)
    other = f"between {first} and {reading.name('Workflows', choice.against)}" if choice.against else f"{first} or none"
    return f"Before choosing {other}", choice.measure, "", f" of {first}"


def advised(reading: Reading, before: str, what: MeasureNext, whose: str, of: str = "") -> str:
    """Return the advice to measure a figure before something is decided, or that not even that one pays."""
    terms, figure = reading.terms, f"{whose}{title_of(what.title)}{of}"
    worth = f"worth up to {terms.amount(what.worth)}"
    if what.items is None:
        return f"{before}, find out {figure}: {worth}."
    items = f"about {items_text(what.items)} items"
    cost = "" if what.cost is None else f"about {items_text(round(what.cost))}"
    if not what.pays:
        return f"{before}, no figure is worth measuring: even {figure} is {worth}, and looking at {items} costs {cost}."
    return f"{before}, measure {figure}: {worth}; {items} would do{f', which costs {cost}' if cost else ''}."


def items_text(items: int) -> str:
    """Return a number of items with two digits: it is an order of magnitude.

    >>> items_text(672), items_text(7), items_text(14523)
    ('670', '7', '15,000')
    """
    return f"{float(f'{items:.2g}'):,.0f}"


def number_ranges(one: WorkflowResult) -> tuple[str, str, str, str, str]:
    """Return the range of each of the five numbers in their order, empty where there is none."""
    found = one.outlook
    if found is None:
        return ("", "", "", "", "")
    investment, value, running = (
        between(part, rounded) for part in (found.investment, found.annual_value, found.annual_running_cost)
    )
    multiple = between(found.return_multiple, _multiple)
    return investment, value, running, _payback(found.payback), f"{multiple}{SPACE}×" if multiple else ""


def _multiple(value: float) -> str:
    return decimal(value, 2)


def _payback(found: Range) -> str:
    """A payback may come early in some futures and never in others."""
    if found.p10 is None:
        return "never in nine of ten"
    if found.p90 is None:
        return f"{months(found.p10)} to never"
    low, high = round(found.p10), round(found.p90)
    return months(found.p90) if low == high or high < 1 else f"{low} to {months(found.p90)}"
