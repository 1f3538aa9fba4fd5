"""*Business cases*: what the candidates are worth together, then a page of paper for each, month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolkit.render.excel_looks import BAND, DARK, INK, PAPER, QUIET, SERIES, label
from toolkit.render.excel_page import Column, Page
from toolkit.render.view_case import STRATEGIC_SCALE, case
from toolkit.render.view_head import subject
from toolkit.render.view_portfolio import portfolio
from toolkit.render.view_reading import LAYERS, Reading
from toolkit.render.view_words import (
    UNKNOWN,
    capital,
    clean,
    count,
    date,
    decimal,
    listed,
    name_of,
    percent,
    rounded,
    title_of,
    value_text,
)

if TYPE_CHECKING:
    from toolkit.model import Value
    from toolkit.render.excel_looks import Formats
    from toolkit.results import BreakEven, Flows, WorkflowResult

MOST_CASES = 100
"""Business cases in the workbook; *Ranking* has every candidate, ``assessment.json`` all months."""
CHARTS = 10
LINES = 5
CHART_HIGH = 13
_WIDTHS = (40, 13, 36, 2, 7, 12, 12, 12, 12, 12, 12, 12, 12)
_MONTH, _ADDED_UP = 4, 12
_HIGH = 20
"""Pixels of a row that nobody has set."""

Fact = tuple[str, str, "Value", str]
"""What it is with its unit, kind, value, and what is said of it."""


def write_cases(book: Any, formats: Formats, reading: Reading) -> None:
    """Write the sheet *Business cases*."""
    page = Page(book, formats, "Business cases", reading.assessment, _WIDTHS)
    together = portfolio(reading)
    page.head(together.says, *together.notes)
    page.sheet.repeat_rows(0)
    cover = page.row
    _together(page, reading)
    breaks: list[int] = []
    charted: list[tuple[WorkflowResult, int]] = []
    for one in reading.ranked[:MOST_CASES]:
        breaks.append(page.row)
        first = _case(book, page, reading, one)
        if one.flows is not None and len(charted) < LINES:
            charted.append((one, first))
    left = len(reading.ranked) - MOST_CASES
    if left > 0:
        page.line(f"and {count(left, 'more candidate')} in assessment.json", italic=True)
    if charted:
        _lines(book, page, reading, cover, charted)
    page.sheet.set_h_pagebreaks(breaks)
    page.sheet.freeze_panes(2, 1)
    page.sheet.print_area(0, 0, max(page.row - 1, 1), page.last)


def _together(page: Page, reading: Reading) -> None:
    """Write the portfolio's few numbers; the lines of the first candidates stand beside them."""
    found, currency = reading.assessment.portfolio, reading.terms.currency
    top = page.row
    page.heads([Column("Together", 40), Column(currency, 13, "money"), Column("", 36)])
    facts: list[Fact] = [
        ("Candidates that earn, NPV", "money", found.candidates_npv, ""),
        ("Platform from now on, once", "money", -found.platform_cost or 0.0, ""),
        ("Portfolio, NPV", "money", found.likely_npv, ""),
        ("Spent on the platform before", "money", found.platform_sunk, "shown, not subtracted"),
        ("Missing shared connectors", "money", found.shared_connectors_cost, "to build once, for all candidates"),
    ]
    year = found.measured_first_year
    if year.cost is not None and year.value is not None:
        said = f"measured, from {date(year.starts)}"
        facts += [
            ("First year of the agents: cost", "money", year.cost, said),
            ("First year of the agents: value", "money", year.value, said),
            ("First year: return multiple, times", "multiple", _multiple(year.return_multiple, True), said),
        ]
    for fact in facts:
        _fact(page, page.row, fact, bold=fact[0] == "Portfolio, NPV")
        page.row += 1
    page.row = max(page.row, top + LINES * 4) + 1


def _case(book: Any, page: Page, reading: Reading, one: WorkflowResult) -> int:
    """Write one business case; return the first row of its months."""
    said = case(reading, one, None, is_brief=True)
    page.band(f"{said.rank}. {said.name}", bg_color=DARK, font_color=PAPER, font_size=12)
    page.line(said.conclusion, bold=True)
    for text in (said.about, said.sure, said.conditions_say, said.integration_says, said.data_says, said.strategic):
        if text:
            page.line(text, font_color=QUIET if text is said.about else INK)
    currency = reading.terms.currency
    page.heads([Column("Figure", 40), Column("Amount", 13, "money"), Column("", 36)])
    page.row -= 1
    layers = ("One-off", *[LAYERS[name] for name in LAYERS], "Switching off", "Net", "Added up")
    page.heads([Column("Month", 7, "count"), *(Column(f"{name}, {currency}", 12, "money") for name in layers)], _MONTH)
    first, facts = page.row, _facts(reading, one)
    for position, fact in enumerate(facts):
        _fact(page, first + position, fact)
    used = len(facts)
    if one.flows is not None:
        _months(page, first, one.flows)
        if said.chart is not None and (one.rank or 0) <= CHARTS:
            _line(book, page, one, said.chart.title, first=first, row=first + used + 1)
            used += CHART_HIGH + 2
        used = max(used, len(one.flows.net))
    page.row = first + used + 1
    return first


def _fact(page: Page, row: int, fact: Fact, **style: Any) -> None:
    title, kind, value, note = fact
    look = {"bottom": 1, "bottom_color": BAND, **style}
    page.put(row, 0, title, **look)
    page.put(row, 1, value, kind, **look)
    page.put(row, 2, note, **{**look, "font_color": QUIET, "indent": 1})


def _facts(reading: Reading, one: WorkflowResult) -> list[Fact]:
    base, currency, horizon = one.base, reading.terms.currency, reading.terms.horizon
    known = base.npv is not None
    facts: list[Fact] = [(f"Net present value (NPV), {currency}", "money", base.npv, "")]
    loaded = reading.assessment.portfolio.loaded_npv
    if one.workflow_id in loaded:
        facts.append((f"NPV with its share of the platform, {currency}", "money", loaded[one.workflow_id], ""))
    irr: Value = "none" if known and base.irr_annual is None else base.irr_annual
    payback: Value = "never" if known and base.payback_months is None else base.payback_months
    facts += [
        ("Internal rate of return (IRR) a year, %", "rate", irr, base.irr_why_missing),
        ("Payback, months", "decimal", payback, f"not within {horizon}" if payback == "never" else ""),
        (f"Return multiple over {horizon}, times", "multiple", _multiple(base.return_multiple, known), ""),
        ("Return multiple, first 12 months, times", "multiple", _multiple(base.return_multiple_first_year, known), ""),
        ("Go-live, month", "count", base.go_live_month, ""),
        _input(one, "build_cost", f"Build, {currency}"),
        (f"Integration, {currency}", "money", one.integration.cost, ""),
        _input(one, "change_cost", f"Change and training, {currency}"),
        (f"Investment, {currency}", "money", base.investment, "the three above"),
        _input(one, "decommissioning_cost", f"Switching off at the end, {currency}"),
    ]
    for layer, title in LAYERS.items():
        facts.append(
            (f"{title} a year, {currency}", "money", reading.annual_layer(one, layer), _assumed(reading, one, layer))
        )
    fte = "" if base.fte_freed is None else f"{decimal(base.fte_freed)} full-time people"
    facts += [
        ("Hours freed a year", "count", base.hours_freed_per_year, fte),
        _input(one, "strategic_value", f"Strategic value, of {STRATEGIC_SCALE}", "decimal"),
        *(_break_even(one, even) for even in one.break_even),
        ("Integration, days", "decimal", one.integration.days, ""),
        ("… if every connector were shared, days", "decimal", one.integration.days_if_all_shared, ""),
        ("Data readiness, %", "share", one.data_readiness.score, _weakest(reading, one)),
    ]
    return facts


def _multiple(value: float | None, known: bool) -> Value:
    return "no cost" if known and value is None else value


def _input(one: WorkflowResult, name: str, title: str, kind: str = "money") -> Fact:
    figure = one.figure(name)
    return title, kind, figure.value, "assumed" if figure.is_assumed else ""


def _assumed(reading: Reading, one: WorkflowResult, layer: str) -> str:
    titles = [title_of(figure.title) for figure in reading.figures(one, layer) if figure.is_assumed]
    return f"assumed: {listed(titles)}" if titles else ""


def _break_even(one: WorkflowResult, even: BreakEven) -> Fact:
    """Return the figure at which NPV is zero; a word where there is none or it is no possible value."""
    kind = "rate" if even.unit == "share" else "decimal"
    unit = "%" if even.unit == "share" else even.unit
    value: Value = "any value" if even.value is None else even.value if even.reachable else "no possible value"
    assumed = " (assumed)" if one.figure(even.input).is_assumed else ""
    now = f"now {value_text(even.now, even.unit)}{assumed}"
    return f"NPV is zero at {clean(even.title)}, {unit}", kind, value, now


def _weakest(reading: Reading, one: WorkflowResult) -> str:
    ready = one.data_readiness
    if ready.weakest is None or ready.score is None:
        return ""
    known = "" if ready.coverage is None else f", {percent(ready.coverage)} known"
    return f"{ready.band or 'too little known'}; weakest: {reading.name('Data sources', ready.weakest)}{known}"


def _months(page: Page, first: int, flows: Flows) -> None:
    layers = (flows.one_off, flows.time, flows.quality, flows.revenue, flows.running, flows.decommissioning)
    rule = {"bottom": 1, "bottom_color": BAND}
    for month, row in enumerate(zip(*layers, flows.net, flows.cumulative, strict=True)):
        page.put(first + month, _MONTH, month, "count", **rule)
        for column, value in enumerate(row, start=_MONTH + 1):
            page.put(first + month, column, value, "whole", **rule)
    if flows.net:
        page.colour_losses((first, first + len(flows.net) - 1), _ADDED_UP)


def _series(page: Page, one: WorkflowResult, first: int, colour: str) -> dict[str, Any]:
    last = first + len(one.flows.net if one.flows else ()) - 1
    return {
        "name": label(name_of(one.name)),
        "categories": [page.name, first, _MONTH, last, _MONTH],
        "values": [page.name, first, _ADDED_UP, last, _ADDED_UP],
        "line": {"color": colour, "width": 2},
    }


def _line(book: Any, page: Page, one: WorkflowResult, title: str, *, first: int, row: int) -> None:
    chart = book.add_chart({"type": "line"})
    chart.add_series(_series(page, one, first, SERIES[0]))
    chart.set_legend({"none": True})
    _axes(chart, title, len(one.flows.net if one.flows else ()), 10)
    chart.set_size({"width": 630, "height": CHART_HIGH * _HIGH})
    said = f"Line of cumulative cash, month by month. {title}."
    page.sheet.insert_chart(row, 0, chart, {"description": label(said), "object_position": 2})


def _lines(book: Any, page: Page, reading: Reading, row: int, charted: list[tuple[WorkflowResult, int]]) -> None:
    chart = book.add_chart({"type": "line"})
    for (one, first), colour in zip(charted, SERIES, strict=False):
        chart.add_series(_series(page, one, first, colour))
    head = subject(reading) or charted[0][0]
    about = case(reading, head, None, is_brief=True).chart
    title = f"{name_of(head.name)}: {about.title if about else UNKNOWN}"
    chart.set_legend({"position": "bottom", "font": {"size": 9, "color": INK}})
    _axes(chart, title, len(charted[0][0].flows.net if charted[0][0].flows else ()), 12)
    chart.set_size({"width": 745, "height": LINES * 4 * _HIGH})
    ends = [f"{name_of(one.name)} {rounded(one.flows.cumulative[-1])}" for one, _ in charted if one.flows]
    said = f"Lines of cumulative cash of the first candidates; at the end: {'; '.join(ends)}."
    page.sheet.insert_chart(row, 3, chart, {"description": label(said)[:2000], "object_position": 2})


def _axes(chart: Any, title: str, months: int, size: int) -> None:
    chart.set_title({"name": label(capital(title)), "name_font": {"size": size, "color": INK}})
    quiet = {"color": QUIET, "size": 8}
    # The axis of months lies at zero, its labels below the lowest point.
    chart.set_x_axis(
        {
            **{"label_position": "low", "num_font": quiet, "line": {"color": INK}},
            **{"interval_unit": 6 if months > 12 else 1, "interval_tick": 6 if months > 12 else 1},
        }
    )
    chart.set_y_axis(
        {"num_format": "#,##0", "num_font": quiet, "line": {"none": True},
         "major_gridlines": {"visible": True, "line": {"color": BAND}}}
    )  # fmt: skip
