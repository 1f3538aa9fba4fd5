"""*CFO case*: the NPV counted conservatively, reconciled line by line; and hire, automate or leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_rowcol_to_cell

from toolkit.render.excel_charts import HIGH, described, money_axis, titled
from toolkit.render.excel_looks import INK, LINE_HEIGHT, LOSS, QUIET, RULE, SERIES, lines
from toolkit.render.excel_page import Column, Live, Page
from toolkit.render.excel_ranges import BARS, LONG, NOT_RANKED
from toolkit.render.view_alternatives import alternatives, cfo
from toolkit.render.view_futures_words import cfo_title, known
from toolkit.render.view_words import capital, clean, listed, name_of, rounded, title_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.model import Value
    from toolkit.render.excel_looks import Formats
    from toolkit.render.view_reading import Reading
    from toolkit.results import Alternatives, CfoCase, Flip, ReconciliationLine, WorkflowResult

NAME, SPONSOR = 1, 2
_WIDTHS = (6, 26, *(11.5,) * 15)


def write_cfo(book: Any, formats: Formats, reading: Reading) -> None:
    """Write the sheet *CFO case*: candidates by rank, then the others with figures."""
    page = Page(book, formats, "CFO case", reading.assessment, _WIDTHS)
    found, said, other = [each for each in known(reading) if each.cfo], cfo(reading), alternatives(reading)
    page.head(said.says, *said.notes, " ".join((other.says, *other.notes)))
    head = page.row
    steps = [line.title for line in _steps(found[0].cfo)] if found and found[0].cfo else []
    columns = [
        *(Column("Rank", 6, "rank"), Column("Workflow", 26, "wrapped")),
        Column(f"NPV, the sponsor’s case, {reading.terms.currency}", 11.5, "money"),
        *(Column(f"{capital(clean(title))}, {reading.terms.currency}", 11.5, "money") for title in steps),
        Column(f"NPV, the CFO’s case, {reading.terms.currency}", 11.5, "money"),
    ]
    page.heads(columns)
    first, result = page.row, len(columns) - 1
    for each in found:
        if each.cfo:
            page.cells(columns, _reconciliation(each, each.cfo, page.row, result))
    rows = (first, max(page.row - 1, first))
    page.colour_losses(rows, SPONSOR)
    page.colour_losses(rows, result)
    shown = [each for each in reading.ranked if each.cfo][:BARS]
    if shown:
        _both(book, page, reading, shown, first=first, result=result, beside=len(found) > LONG)
    _reasons(page, [each.cfo for each in found if each.cfo])
    _alternatives(page, reading, [each for each in found if each.alternatives])
    page.finish(head, 2)
    page.sheet.autofilter(head, 0, rows[1], result)


def _steps(case: CfoCase) -> tuple[ReconciliationLine, ...]:
    """Return the lines between the two NPVs."""
    return case.lines[1:-1]


def _reconciliation(one: WorkflowResult, case: CfoCase, row: int, result: int) -> list[Value | Live]:
    first, last = xl_rowcol_to_cell(row, SPONSOR), xl_rowcol_to_cell(row, result - 1)
    amounts = [case.lines[0].amount, *(line.amount for line in _steps(case))]
    # Lines add up to the NPV of the CFO but for rounding in the last digit.
    total = Live(f"=SUM({first}:{last})", sum(amounts))
    return [one.rank or NOT_RANKED, name_of(one.name), *amounts, total]


def _both(
    book: Any, page: Page, reading: Reading, shown: Sequence[WorkflowResult], *, first: int, result: int, beside: bool
) -> None:
    """Draw the two NPVs of the first candidates as bars, one below the other."""
    last = first + len(shown) - 1
    chart = book.add_chart({"type": "bar"})
    for name, column, colour in (("Sponsor’s case", SPONSOR, SERIES[0]), ("CFO’s case", result, LOSS)):
        chart.add_series(
            {
                "name": name,
                "categories": [page.name, first, NAME, last, NAME],
                "values": [page.name, first, column, last, column],
                **{"fill": {"color": colour}, "gap": 60},
                "data_labels": {"value": True, "num_format": "#,##0", "font": {"color": INK, "size": 8}},
            }
        )
    titled(chart, cfo_title(reading))
    chart.set_legend({"position": "bottom", "font": {"size": 9, "color": INK}})
    axis = f"NPV, {reading.terms.currency}, over {reading.terms.horizon}"
    chart.set_x_axis(money_axis(label_position="high", name=axis, name_font={"bold": False, "size": 9, "color": INK}))
    chart.set_y_axis({"reverse": True, "label_position": "low", "line": {"color": INK}, "num_font": {"color": INK}})
    high = 140 + 44 * len(shown)
    chart.set_size({"width": 860, "height": high})
    row, column = (first, page.last + 2) if beside else (page.row + 1, NAME)
    ends = [f"{name_of(one.name)} {rounded(one.base.npv or 0)} and {rounded(one.cfo.npv)}" for one in shown if one.cfo]
    said = f"Bars of net present value, sponsor’s and CFO’s case: {'; '.join(ends)}."
    page.sheet.insert_chart(row, column, chart, {"description": described(said), "object_position": 2})
    page.row += 0 if beside else high // HIGH + 2


def _reasons(page: Page, cases: Sequence[CfoCase]) -> None:
    """Write why each line is counted so, and the policy values that make it."""
    by_step = zip(*(_steps(case) for case in cases), strict=True)
    found = [one for step in by_step for one in dict.fromkeys((x.title, x.because, listed(x.policy)) for x in step)]
    if not found:
        return
    page.row += 1
    page.band("Why each line is counted so: a policy file of its own, whose values stand beside the sponsor’s")
    for title, because, keys in found:
        look = {**RULE, "text_wrap": True}
        page.across(page.row, 0, 1, capital(clean(title)), **look)
        page.across(page.row, 2, 10, capital(clean(because)), **look)
        page.across(page.row, 11, page.last, keys, **{**look, "font_color": QUIET})
        most = max(lines(clean(because), sum(_WIDTHS[2:11])), lines(keys, sum(_WIDTHS[11:])))
        page.height(page.row, most * LINE_HEIGHT + 3)
        page.row += 1


def _alternatives(page: Page, reading: Reading, found: Sequence[WorkflowResult]) -> None:
    """Write what the same work is worth by the agent, by people hired for it, or left as it is."""
    if not found or found[0].alternatives is None:
        return
    money = reading.terms.currency
    page.row += 1
    page.band("Hire, automate or leave: the same work by people hired for it, by the agent, or as it is")
    heads = [
        *(Column("Rank", 6, "rank"), Column("Workflow", 26, "wrapped"), Column("Best way", 11.5)),
        *(Column(f"NPV: {way}, {money}", 11.5, "money") for way in ("automate", "hire", "leave")),
        *(Column(f"Cost by {who}, today’s money, {money}", 11.5, "money") for who in ("people", "the agent")),
        Column("Finished items over the horizon", 11.5, "count"),
        *(Column(f"An item by {who}, {money}", 11.5, "money") for who in ("people", "the agent")),
        *(column for flip in found[0].alternatives.flips for column in _flip_heads(flip)),
    ]
    page.heads(heads)
    first = page.row
    for one in found:
        if one.alternatives:
            page.cells(heads, _alternative(one, one.alternatives))
    for column in (3, 4):
        page.colour_losses((first, page.row - 1), column)
    page.line(
        "NPV against leaving the work as it is, which is 0. “None possible”: no allowed value changes the answer.",
        font_color=QUIET,
    )


def _flip_heads(flip: Flip) -> list[Column]:
    title, kind = capital(title_of(flip.title)), "rate" if flip.unit == "share" else "decimal"
    unit = "%" if flip.unit == "share" else clean(flip.unit)
    return [
        Column(f"{title} now, {unit}", 11.5, kind),
        Column(f"Answer changes at, {unit}", 11.5, kind),
        Column("It becomes", 11.5, "aside"),
    ]


def _alternative(one: WorkflowResult, found: Alternatives) -> list[Value]:
    people, agent = found.people_cost_per_item, found.agent_cost_per_item
    return [
        *(one.rank or NOT_RANKED, name_of(one.name), found.answer, found.automate, found.hire, found.leave),
        *(found.people_cost, found.agent_cost, found.handled_items),
        *("no item" if people is None else people, "no item" if agent is None else agent),
        *(value for flip in found.flips for value in _flip(flip)),
    ]


def _flip(flip: Flip) -> tuple[Value, Value, Value]:
    if flip.value is None or not flip.reachable:
        return flip.now, "none possible", "as it is"
    return flip.now, flip.value, flip.becomes
