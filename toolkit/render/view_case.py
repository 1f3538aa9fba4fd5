"""The business case of a candidate: conclusion, value by layer, costs, cash, what must be true, trace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.render.charts import CashChart, cash_chart
from toolkit.render.view_candidates import money, points
from toolkit.render.view_evidence import trace_node
from toolkit.render.view_grounds import data, data_says, integration, integration_says
from toolkit.render.view_head import paid_back, sureness
from toolkit.render.view_reading import LAYERS, Reading, earns, place_of
from toolkit.render.view_records import Case, Cell, Column, Table
from toolkit.render.view_words import (
    UNKNOWN,
    capital,
    clean,
    days,
    decimal,
    exact,
    months,
    name_of,
    percent,
    plain,
    rounded,
    times,
    title_of,
    value_text,
)

if TYPE_CHECKING:
    from toolkit.model import Figure, Trace
    from toolkit.results import BreakEven, Flows, WorkflowResult

CAPACITY_ONLY = "capacity only"
STRATEGIC_SCALE = 5


def case(reading: Reading, one: WorkflowResult, trace: Trace | None, *, is_brief: bool) -> Case:
    """Return the business case of a ranked workflow; a brief one is folded up and says less by month."""
    flows = one.flows
    return Case(
        anchor=f"case-{place_of(one)}",
        rank=str(place_of(one)),
        name=name_of(one.name),
        full_name=clean(one.name) if name_of(one.name) != clean(one.name) else "",
        about=_about(one),
        conclusion=_conclusion(reading, one),
        sure=sureness(reading, one),
        results=_results(reading, one),
        value=_value(reading, one),
        strategic=_strategic(one),
        costs=_costs(reading, one),
        chart=_chart(reading, one, flows) if flows and len(flows.cumulative) > 1 else None,
        months=_months(reading, flows, is_brief=is_brief) if flows else None,
        conditions_say=_conditions_say(one),
        conditions=_conditions(one),
        integration_says=integration_says(reading, one),
        integration=integration(reading, one),
        data_says=data_says(reading, one),
        data=data(reading, one),
        trace=trace_node(trace, reading) if trace else None,
        is_brief=is_brief,
    )


def _about(one: WorkflowResult) -> str:
    owner = f"process owner {name_of(one.owner)}" if one.owner else "no process owner named"
    parts = [name_of(one.department) if one.department else "", owner, f"id {name_of(one.workflow_id)}"]
    return " · ".join(part for part in (*parts, f"Workflows, row {one.row}") if part)


def _conclusion(reading: Reading, one: WorkflowResult) -> str:
    terms, base = reading.terms, one.base
    if base.npv is None:
        return "There is no business case yet: figures it rests on are blank."
    if base.npv == 0:
        worth = f"It returns exactly its cost over {terms.horizon}"
    else:
        sides = ("returns", "than it costs") if base.npv > 0 else ("costs", "than it returns")
        worth = f"It {sides[0]} {terms.amount(abs(base.npv))} more {sides[1]} over {terms.horizon}, at likely values"
    return (
        f"{worth}: {rounded(base.investment or 0.0)} to invest, then {rounded(base.annual_value or 0.0)} of value "
        f"against {rounded(base.annual_running_cost or 0.0)} of running cost a year. It {paid_back(reading, one)}."
    )


def _results(reading: Reading, one: WorkflowResult) -> Table:
    base, horizon = one.base, reading.terms.horizon
    payback = (
        Cell("never", f"not within {horizon}", is_missing=True)
        if base.payback_months is None
        else Cell(decimal(base.payback_months))
    )
    irr = (
        Cell("none", base.irr_why_missing, is_missing=True)
        if base.irr_annual is None
        else Cell(percent(base.irr_annual, 1))
    )
    live = Cell(UNKNOWN, is_missing=True) if base.go_live_month is None else Cell(str(base.go_live_month))
    rows = (
        (Cell(f"Net present value (NPV), {reading.terms.currency}"), money(base.npv)),
        (Cell("Internal rate of return (IRR), a year"), irr),
        (Cell("Payback, months"), payback),
        (Cell(f"Return multiple over {horizon}"), Cell(times(base.return_multiple))),
        (Cell("Return multiple, first 12 months"), Cell(times(base.return_multiple_first_year))),
        (Cell("Go-live, month"), live),
        (Cell("Score of 100"), Cell(points(one.score or 0.0))),
    )
    return Table("Results", (Column("Result"), Column("Figure", True)), rows, narrow=True)


def _value(reading: Reading, one: WorkflowResult) -> Table:
    base = one.base
    rows = [
        (Cell(title), money(reading.annual_layer(one, layer), _layer_note(reading, one, layer)))
        for layer, title in list(LAYERS.items())[:3]
    ]
    left = (
        None
        if base.annual_value is None or base.annual_running_cost is None
        else base.annual_value - base.annual_running_cost
    )
    cost = money(base.annual_running_cost, _layer_note(reading, one, "monthly_running_cost"))
    rows += [
        (Cell("Value"), money(base.annual_value)),
        (Cell("Running cost"), cost),
        (Cell("Left each year"), money(left)),
    ]
    columns = (Column("A year at full adoption"), Column(reading.terms.currency, True))
    return Table("Value by layer, and what running it costs", columns, tuple(rows), narrow=True, total=(3, 5))


def _layer_note(reading: Reading, one: WorkflowResult, layer: str) -> str:
    """Name what is assumed in a layer; where nothing was entered at all, say just that."""
    assumed = [title_of(figure.title) for figure in reading.figures(one, layer) if figure.is_assumed]
    return f"assumed: {', '.join(assumed)}" if assumed else ""


def _strategic(one: WorkflowResult) -> str:
    base, value = one.base, one.figure("strategic_value").value
    said = []
    hours, fte = base.hours_freed_per_year, base.fte_freed
    if hours is not None and fte is not None:
        counted = "none of it counted as money: it frees capacity only"
        if one.figure("realised_as").value != CAPACITY_ONLY:
            share = one.figure("realisation").value
            word = " (assumed)" if one.figure("realisation").is_assumed else ""
            counted = f"{percent(float(share or 0))}{word} of it counted as money"
            if hours < 0:
                counted = "counted in full"
        verb = "Frees" if hours >= 0 else "Takes, instead of freeing,"
        said.append(f"{verb} {rounded(abs(hours))} hours a year, {decimal(abs(fte))} full-time people, {counted}.")
    if value is None:
        said.append("Strategic value: not stated.")
    else:
        said.append(f"Strategic value: {plain(float(value))} of {STRATEGIC_SCALE}, ranked but never turned into money.")
    return " ".join(said)


def _given(figure: Figure, note: str = "") -> Cell:
    value = figure.value
    return money(None if value is None else float(value), note, is_assumed=figure.is_assumed)


def _costs(reading: Reading, one: WorkflowResult) -> Table:
    rate = reading.assessment.program.integration_day_rate
    setting = {figure.name: figure for figure in reading.assessment.program.inputs}["integration_day_rate"]
    assumed = " (assumed)" if setting.is_assumed else ""
    note = "" if one.integration.days is None else f"{days(one.integration.days)} at {exact(rate)}{assumed} a day"
    rows = (
        (Cell("Build"), _given(one.figure("build_cost"))),
        (Cell("Integration"), money(one.integration.cost, note)),
        (Cell("Change and training"), _given(one.figure("change_cost"))),
        (Cell("Investment"), money(one.base.investment)),
        (Cell("Switching off, at the end"), _given(one.figure("decommissioning_cost"))),
    )
    return Table(
        "What it costs, once", (Column("Cost"), Column(reading.terms.currency, True)), rows, narrow=True, total=(3,)
    )


def _chart(reading: Reading, one: WorkflowResult, flows: Flows) -> CashChart:
    cumulative, payback, currency = flows.cumulative, one.base.payback_months, reading.terms.currency
    lowest = min(range(len(cumulative)), key=lambda month: cumulative[month])
    end, horizon = cumulative[-1], reading.terms.horizon
    if payback is None:
        title = f"Not paid back: {rounded(abs(end))} missing after {horizon}"
    elif payback <= 0:
        title = f"Never below zero; {rounded(end)} ahead after {horizon}"
    else:
        title = f"Paid back after {months(payback)}; {rounded(end)} ahead after {horizon}"
    low = f"{rounded(cumulative[lowest])} in month {lowest}"
    caption = f"Cash in and out added up month by month, {currency}, not discounted. The level line is zero."
    alternative = (
        f"Line of cumulative cash over {len(cumulative) - 1} months: lowest {low}, "
        + ("not paid back, " if payback is None else f"zero again in month {decimal(payback)}, " if payback > 0 else "")
        + f"{rounded(end)} at the end."
    )
    texts = (low, "" if payback is None else f"paid back: month {decimal(payback)}", rounded(end))
    return cash_chart(cumulative, payback, texts=texts, title=title, caption=caption, alternative=alternative)


def _months(reading: Reading, flows: Flows, *, is_brief: bool) -> Table:
    heads = ["Added up"] if is_brief else ["Value", "Cost", "Net", "Added up"]
    rows = []
    for month, total in enumerate(flows.cumulative):
        value = flows.time[month] + flows.quality[month] + flows.revenue[month]
        cost = flows.one_off[month] + flows.running[month] + flows.decommissioning[month]
        figures = [total] if is_brief else [value, cost, flows.net[month], total]
        rows.append((Cell(str(month)), *(Cell(exact(figure)) for figure in figures)))
    columns = (Column("Month"), *(Column(head, True) for head in heads))
    return Table(f"Cash by month, {reading.terms.currency}", columns, tuple(rows), narrow=True)


def _conditions_say(one: WorkflowResult) -> str:
    if one.base.npv is None:
        return ""
    parts = []
    for even in one.break_even:
        if even.value is None or even.now is None or not even.reachable:
            continue
        bound = "at least" if (even.value <= even.now) == earns(one) else "at most"
        if not earns(one):
            bound = "at least" if even.value >= even.now else "at most"
        parts.append(f"{bound} {_amount_of(even, even.value)} {_said(even)}")
    if not parts:
        return "No single one of these figures decides whether it returns its cost."
    if earns(one):
        return f"It returns its cost as long as each of these holds, all else as it is: {'; '.join(parts)}."
    return f"Any one of these would make it return its cost, all else as it is: {'; '.join(parts)}."


def _amount_of(even: BreakEven, value: float) -> str:
    return percent(value) if even.unit == "share" else rounded(round(value) if abs(value) >= 10 else value)


def _said(even: BreakEven) -> str:
    return {
        "automation": "of the items are finished without being handed back",
        "volume": "items arrive a month",
        "realisation": "of the saved time becomes money",
    }.get(even.input, clean(even.title))


def _conditions(one: WorkflowResult) -> Table:
    rows = tuple(_condition(one, even) for even in one.break_even)
    columns = (
        Column("What must be true"),
        Column("Now", True),
        Column("Returns its cost at", True),
        Column("That means"),
    )
    return Table("Where the business case turns, one figure at a time", columns, rows)


def _condition(one: WorkflowResult, even: BreakEven) -> tuple[Cell, ...]:
    figure = one.figure(even.input)
    now = Cell(value_text(even.now, even.unit), is_assumed=figure.is_assumed, is_missing=even.now is None)
    head = Cell(capital(clean(even.title)))
    if even.value is None:
        return (head, now, Cell("any value", is_missing=True), Cell("It makes no difference here."))
    if not even.reachable:
        means = "It holds whatever this turns out to be." if earns(one) else "No possible value of it is enough."
        return (head, now, Cell("no possible value", is_missing=True), Cell(means))
    at = Cell(_amount_of(even, even.value) + ("" if even.unit == "share" else f" {even.unit}"))
    if not even.now:
        return (head, now, at, Cell("It is zero now."))
    change = even.value / even.now - 1
    way = "lower" if change < 0 else "higher"
    if earns(one):
        return (head, now, at, Cell(f"There is room for it to be {percent(abs(change))} {way}."))
    return (head, now, at, Cell(f"It would have to be {percent(abs(change))} {way}."))
