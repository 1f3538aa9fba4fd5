"""What moves a candidate: NPV with one input at its low and at its high end, all others likely."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.render.charts_tornado import Swing, TornadoChart, tornado_chart
from toolkit.render.view_candidates import money
from toolkit.render.view_ranges import BLANK, end_is_assumed, known_of
from toolkit.render.view_reading import Reading
from toolkit.render.view_records import Cell, Column, Picture, Section, Table
from toolkit.render.view_words import UNKNOWN, capital, clean, listed, name_of, percent, plain, rounded, title_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.results import InputRange, WorkflowResult

SHOWN = 3
ROWS_SHOWN = 8
LEAST_SWING = 0.5
"""What moves NPV by less than a unit of money has no bar."""


def causes(reading: Reading) -> Section:
    """Return what moves the first three candidates."""
    shown = known_of(reading)[:SHOWN]
    if not shown:
        return Section("There is no range whose causes could be shown: no candidate is ranked.", ())
    return Section(_all_say(shown), (), (), tuple(found for one in shown if (found := _picture(reading, one))))


def tornado(reading: Reading, one: WorkflowResult) -> Section:
    """Return what moves one workflow, ranked or not."""
    found = _picture(reading, one)
    return Section(moves_says(one), (), (), (found,) if found else ())


def moves_says(one: WorkflowResult) -> str:
    """Return which input moves a workflow most, and from where to where."""
    name, moving = name_of(one.name), moving_of(one)
    if one.outlook is None:
        return f"What moves {name} is not known: {BLANK}."
    if not moving:
        return f"Nothing moves {name}: each of its figures is typed as certain."
    return capital(f"{_title(moving[0])} moves {name} most: {_moves(moving[0])}{_turns(moving[0])}.")


def _moves(first: InputRange) -> str:
    low, high = (rounded(value) for value in (first.npv_low, first.npv_high))
    return f"from {low} at {input_text(first, first.low)} to {high} at {input_text(first, first.high)}"


def _turns(first: InputRange) -> str:
    turns = (first.npv_low < 0) != (first.npv_high < 0)
    return ", and decides alone between gain and loss" if turns else ""


def _all_say(shown: Sequence[WorkflowResult]) -> str:
    """Return what moves each of several workflows most, in one sentence."""
    if len(shown) == 1:
        return moves_says(shown[0])
    groups: dict[str, list[str]] = {}
    for one in shown:
        moving = moving_of(one)
        groups.setdefault(_title(moving[0]) if moving else "", []).append(name_of(one.name))
    still = groups.pop("", [])
    parts = [f"{title} moves {listed(names)} most" for title, names in groups.items()]
    parts += [f"nothing moves {listed(still)}"] if still else []
    return capital(f"{'; '.join(parts)}.")


def moving_of(one: WorkflowResult) -> tuple[InputRange, ...]:
    """Return the inputs that move a workflow by a unit of money or more, the widest first."""
    inputs = one.outlook.inputs if one.outlook else ()
    return tuple(given for given in inputs if given.swing >= LEAST_SWING)


def _title(one: InputRange) -> str:
    return title_of(one.title)


def input_text(one: InputRange, value: float) -> str:
    """Return a value of an input; its unit is said by its title, except for shares."""
    return percent(value) if one.unit == "share" else plain(float(f"{value:.4g}"))


def _picture(reading: Reading, one: WorkflowResult) -> Picture | None:
    moving = moving_of(one)[:ROWS_SHOWN]
    return Picture(_chart(reading, one, moving), _table(reading, one)) if moving else None


def _chart(reading: Reading, one: WorkflowResult, moving: Sequence[InputRange]) -> TornadoChart:
    likely, currency = one.base.npv or 0.0, reading.terms.currency
    swings = [
        Swing(
            capital(_title(given)),
            given.npv_low,
            given.npv_high,
            input_text(given, given.low),
            input_text(given, given.high),
            *(end_is_assumed(given, 0), end_is_assumed(given, 2)),
        )
        for given in moving
    ]
    first = moving[0]
    title = f"{name_of(one.name)}: {_title(first)} moves it most, {_moves(first)}"
    left = len(moving_of(one)) - len(moving)
    caption = (
        f"Net present value over {reading.terms.horizon}, {currency}, with one input at its low and at its high end; "
        "the ends stand beside the bar. The dashed line is the result at likely values, the full line zero."
        + (" A dotted underline marks an end that is assumed." if any(given.assumed for given in moving) else "")
        + (f" The first {len(moving)} of {len(moving) + left}." if left else "")
    )
    said = "; ".join(f"{_title(given)} {_moves(given)}" for given in moving)
    alternative = f"Bars of net present value in {currency} around {rounded(likely)} at likely values: {said}."
    return tornado_chart(
        *(swings, likely, f"likely {rounded(likely)}"), title=title, caption=caption, alternative=alternative
    )


def _table(reading: Reading, one: WorkflowResult) -> Table:
    currency = reading.terms.currency
    columns = (
        *(Column("Input"), Column("Low", True), Column("Likely", True), Column("High", True)),
        *(Column(f"NPV at low, {currency}", True), Column(f"NPV at high, {currency}", True)),
        *(Column("Share of variance", True), Column(f"Worth of knowing, {currency}", True)),
    )
    rows = tuple(_row(reading, given) for given in (one.outlook.inputs if one.outlook else ())[:ROWS_SHOWN])
    delivery = one.outlook.delivery_share if one.outlook else None
    caption = f"What moves {name_of(one.name)}"
    if delivery is not None:
        caption += (
            f"; how well delivery goes, which moves several of them at once, explains {percent(delivery)} by itself"
        )
    return Table(caption, columns, rows)


def _row(reading: Reading, given: InputRange) -> tuple[Cell, ...]:
    values = (given.low, given.likely, given.high)
    unit = "" if given.unit == "share" else clean(reading.terms.unit(given.unit))
    share = given.own_share
    return (
        Cell(capital(_title(given)), unit),
        *(Cell(input_text(given, value), is_assumed=end_is_assumed(given, i)) for i, value in enumerate(values)),
        *(money(given.npv_low), money(given.npv_high)),
        Cell(UNKNOWN, is_missing=True) if share is None else Cell(percent(max(share, 0.0), 1)),
        Cell(rounded(given.worth), f"± {rounded(given.worth_error)}" if given.worth_error else ""),
    )
