"""What each candidate may bring over all futures: a sentence, ranges on one axis, their figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.model import Grade
from toolkit.render.charts_ranges import RangeChart, range_chart
from toolkit.render.view_candidates import money
from toolkit.render.view_futures import between, of_futures
from toolkit.render.view_head import subject
from toolkit.render.view_reading import Reading, place_of
from toolkit.render.view_records import Cell, Column, Picture, Section, Table
from toolkit.render.view_words import (
    UNKNOWN,
    capital,
    count,
    decimal,
    listed,
    name_of,
    number_word,
    percent,
    rounded,
    shorten,
)
from toolkit.results import Range

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.results import InputRange, Outlook, WorkflowResult

ROWS_SHOWN = 10
NAMES_NAMED = 3
NAMES_IN_CHART = 34
BLANK = "figures it rests on are blank"


def ranges(reading: Reading) -> Section:
    """Return the ranges of the candidates: the sentence speaks of the one that the head of the page speaks of."""
    one, shown = subject(reading), known_of(reading)[:ROWS_SHOWN]
    if one is None:
        return Section("There is no range to show: no candidate is ranked.", ())
    says = returns_says(reading, one)
    if not shown:
        return Section(says, ())
    notes = (outcomes_say(reading), assumed_say(one))
    table = _table(reading, shown)
    return Section(says, (), tuple(note for note in notes if note), (Picture(_chart(reading, shown), table),))


def known_of(reading: Reading) -> tuple[WorkflowResult, ...]:
    """Return the candidates whose range is known, best rank first."""
    return tuple(one for one in reading.ranked if one.npv is not None and one.outlook is not None)


def returns_says(reading: Reading, one: WorkflowResult) -> str:
    """Return what a workflow brings in the middle future and in eight of ten, and how often it loses money."""
    name, found, outlook = name_of(one.name), one.npv, one.outlook
    if found is None or found.p50 is None or outlook is None or one.chance_of_loss is None:
        return f"{name} has no range: {BLANK}."
    more = "loses" if found.p50 < 0 else "returns"
    than = "" if found.p50 < 0 else " more than it costs"
    middle = reading.terms.amount(abs(found.p50))
    said = f"{name} {more} {middle}{than} over {reading.terms.horizon} in the middle future"
    return f"{said}, {_eight(found)} in eight of ten; {losing(one.chance_of_loss, outlook.draws)}."


def _eight(found: Range) -> str:
    """Return the two ends; after *loses* as losses where both are, as loss and gain where they differ in sign."""
    low, high = found.p10 or 0.0, found.p90 or 0.0
    if high < 0:
        return between(Range(-high, None, -low), rounded)
    if low < 0:
        return f"from a loss of {rounded(-low)} to a gain of {rounded(high)}"
    return between(found, rounded)


def losing(chance: float, draws: int) -> str:
    """Return how often it loses money.

    >>> losing(0.0, 8192), losing(0.26, 8192), losing(1.0, 8192)
    ('it loses money in none of 8,192', 'it loses money in 26\\xa0% of 8,192', 'it loses money in all 8,192')
    """
    share = of_futures(chance)
    return f"it loses money in {share} {draws:,}" if share == "all" else f"it loses money in {share} of {draws:,}"


def who(found: Sequence[WorkflowResult]) -> str:
    """Return workflows by name, or their number where there are many."""
    if len(found) > NAMES_NAMED:
        return f"{number_word(len(found))} candidates"
    return listed([name_of(one.name) for one in found])


def outcomes_say(reading: Reading) -> str:
    """Return which candidates earn in every future, which lose in every one, which in some; empty for a single one."""
    known = known_of(reading)
    if len(known) <= 1:
        return ""
    always = [one for one in known if one.chance_of_loss == 0]
    never = [one for one in known if one.chance_of_loss == 1]
    some = [one for one in known if one not in always and one not in never]
    parts = [
        f"{who(found)} {_verb(found, verb)} in every future"
        for found, verb in ((always, "earn"), (never, "lose"))
        if found
    ]
    if len(some) > NAMES_NAMED:
        parts.append(f"{who(some)} lose in some futures and earn in others")
    else:
        parts += [f"{name_of(one.name)} loses in {of_futures(one.chance_of_loss or 0.0)}" for one in some]
    return capital(f"{'; '.join(parts)}.")


def _verb(found: Sequence[WorkflowResult], verb: str) -> str:
    return f"{verb}s" if len(found) == 1 else verb


def assumed_say(one: WorkflowResult) -> str:
    """Return how many of the ranges behind a workflow are the policy's; empty where none is."""
    inputs = one.outlook.inputs if one.outlook else ()
    number = sum(given.assumed for given in inputs)
    if not number:
        return ""
    of = (
        f"{capital(number_word(number))} of the {number_word(len(inputs))} ranges"
        if len(inputs) > 1
        else "The one range"
    )
    verb = "is" if number == 1 else "are"
    return f"{of} behind {name_of(one.name)} {verb} assumed: the policy’s spread stands in for ends that nobody typed."


def end_is_assumed(one: InputRange, position: int) -> bool:
    """Whether the low (0), likely (1) or high (2) value of an input is assumed."""
    if len(one.evidence) <= position:
        return one.assumed
    return one.evidence[position].grade is Grade.ASSUMED


def range_text(found: Range | None) -> str:
    """Return a range as it stands in a chart: the middle, the ends in brackets.

    >>> from toolkit.results import Range
    >>> range_text(Range(46694.3, 79341.9, 117304.5)), range_text(Range(5, 5, 5))
    ('79,300 (46,700 to 117,000)', '5')
    """
    if found is None or found.p50 is None:
        return "not known"
    middle, ends = rounded(found.p50), between(found, rounded)
    return middle if ends in ("", middle) else f"{middle} ({ends})"


def _chart(reading: Reading, shown: Sequence[WorkflowResult]) -> RangeChart:
    found = [one.npv for one in shown if one.npv is not None]
    texts = [range_text(one) for one in found]
    names = [f"{place_of(one)}  {shorten(one.name, NAMES_IN_CHART)}" for one in shown]
    below, left = sum((one.p10 or 0.0) < 0 for one in found), len(known_of(reading)) - len(shown)
    currency, draws = reading.terms.currency, _draws(shown)
    reach = "reaches" if below == 1 else "reach"
    title = f"{capital(number_word(below))} of {number_word(len(found))} ranges {reach} below zero"
    if below in (0, len(found)):
        title = ("No range reaches" if not below else "Every range reaches") + " below zero"
    caption = (
        f"Net present value over {reading.terms.horizon}, {currency}, best rank first: each bar holds eight of ten of "
        f"{draws:,} futures (P10 to P90), the tick is the middle one (P50). The upright line is zero."
        + (f" The first {number_word(len(shown))} of {len(shown) + left:,}." if left else "")
    )
    said = "; ".join(f"{shorten(one.name, NAMES_IN_CHART)} {text}" for one, text in zip(shown, texts, strict=True))
    alternative = (
        f"Ranges of net present value in {currency}, middle and eight of ten futures, in order of rank: {said}."
    )
    return range_chart(names, found, texts, title=title, caption=caption, alternative=alternative)


def _draws(shown: Sequence[WorkflowResult]) -> int:
    return next((one.outlook.draws for one in shown if one.outlook), 0)


def _table(reading: Reading, shown: Sequence[WorkflowResult]) -> Table:
    currency = reading.terms.currency
    columns = (
        *(Column("Candidate"), Column(f"P10, {currency}", True), Column(f"P50, {currency}", True)),
        *(Column(f"P90, {currency}", True), Column(f"At likely values, {currency}", True)),
        *(Column("Chance of loss", True), Column("Payback, months (P50)", True), Column("Ranges assumed", True)),
    )
    rows = tuple(_row(one) for one in shown)
    caption = f"Net present value over {reading.terms.horizon} in {_draws(shown):,} futures"
    return Table(caption, columns, rows, more=left_in_excel(len(known_of(reading)) - len(shown)))


def _row(one: WorkflowResult) -> tuple[Cell, ...]:
    found, outlook = one.npv, one.outlook
    if found is None or outlook is None:
        return (Cell(name_of(one.name)), *(Cell(UNKNOWN, is_missing=True) for _ in range(7)))
    assumed = sum(given.assumed for given in outlook.inputs)
    return (
        Cell(f"{place_of(one)}. {name_of(one.name)}"),
        *(money(value) for value in (found.p10, found.p50, found.p90)),
        money(one.base.npv),
        Cell(percent(one.chance_of_loss or 0.0, 1)),
        payback_cell(outlook),
        Cell(f"{assumed} of {len(outlook.inputs)}"),
    )


def payback_cell(outlook: Outlook) -> Cell:
    """Return the middle payback with its range below; *never* where it does not come in half of the futures."""
    middle, low, high = outlook.payback.p50, outlook.payback.p10, outlook.payback.p90
    never = f"never in {of_futures(1 - outlook.payback_share)}"
    if middle is None or low is None:
        return Cell("never", "" if outlook.payback_share <= 0 else never, is_missing=True)
    note = f"{decimal(low)} to {decimal(high)}" if high is not None else f"from {decimal(low)}; {never}"
    return Cell(decimal(middle), note)


def left_in_excel(number: int) -> str:
    """Return where the rest of a table is; empty where there is none."""
    return f"and {count(number, 'more', 'more')} in Excel" if number > 0 else ""
