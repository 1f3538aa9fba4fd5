"""*Ranking*: every workflow, the ranked ones first, their NPV as bars, and what their scores are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolkit.render.excel_looks import BAND, GAIN, INK, LINE_HEIGHT, LOSS, QUIET, RULE, Formats, label, lines
from toolkit.render.excel_page import MOST_ROWS, Column, Page, widths
from toolkit.render.view_candidates import candidates_say, npv_chart, overridden, scores
from toolkit.render.view_evidence import NOBODY
from toolkit.render.view_head import headline
from toolkit.render.view_reading import Reading
from toolkit.render.view_words import capital, count, name_of, shorten

if TYPE_CHECKING:
    from toolkit.model import Value
    from toolkit.results import WorkflowResult

BARS = 10
RANK, NAME, NPV, REASON = 0, 1, 5, 6
LONG = 25
"""With more workflows than this, the chart stands beside the table instead of below it."""


def write_ranking(book: Any, formats: Formats, reading: Reading) -> None:
    """Write the sheet *Ranking*."""
    columns = _columns(reading)
    page = Page(book, formats, "Ranking", reading.assessment, widths(columns))
    page.head(
        candidates_say(reading) or headline(reading),
        "Rank at best: if everything unknown of it, and of it alone, turned out at its best.",
    )
    head = page.row
    final = _final if _is_overridden(reading) else lambda _: []
    rows = page.table(columns, [[*_figures(one), *final(one)] for one in reading.ranked])
    page.colour_losses(rows, NPV)
    _set_apart(page, columns, reading)
    page.row += 1
    if reading.ranked:
        _bars(book, page, reading, rows[0])
    _points(page, reading)
    page.finish(head, NAME + 1, rows)


def _columns(reading: Reading) -> list[Column]:
    currency, horizon = reading.terms.currency, reading.terms.horizon
    return [
        Column("Rank", 7, "rank"),
        Column("Candidate", 26, "wrapped"),
        Column("Department", 17, "wrapped"),
        Column("Process owner", 14, "wrapped"),
        Column("Score of 100", 9, "decimal"),
        Column(f"NPV, {currency}", 11, "money"),
        Column("Payback, months", 10, "decimal"),
        Column(f"Return multiple over {horizon}, times", 13, "multiple"),
        Column("IRR a year, %", 9, "rate"),
        Column(f"Investment, {currency}", 12, "money"),
        Column(f"Value a year, {currency}", 11, "money"),
        Column(f"Running cost a year, {currency}", 12, "money"),
        Column("Integration, days", 12, "decimal"),
        Column("Data readiness, %", 11, "share"),
        Column("Rank at best", 8, "rank"),
        *(_FINAL if _is_overridden(reading) else ()),
    ]


_FINAL = (
    Column("Final rank", 8, "rank"),
    Column("Final score of 100", 9, "decimal"),
    Column("What an override made of it", 40, "wrapped"),
)


def _is_overridden(reading: Reading) -> bool:
    return any(one.override for one in reading.ranked)


def _final(one: WorkflowResult) -> list[Value]:
    final = one.final_score
    return [one.final_rank, None if final is None else final * 100, overridden(one) or "as computed"]


def _who(one: WorkflowResult) -> tuple[Value, ...]:
    return name_of(one.name), name_of(one.department, "not stated"), name_of(one.owner, NOBODY)


def _figures(one: WorkflowResult) -> list[Value]:
    base, score = one.base, one.score
    return [
        *(one.rank, *_who(one), None if score is None else score * 100, base.npv),
        "never" if base.payback_months is None else base.payback_months,
        "no cost" if base.return_multiple is None else base.return_multiple,
        "none" if base.irr_annual is None else base.irr_annual,
        *(base.investment, base.annual_value, base.annual_running_cost, one.integration.days),
        *(one.data_readiness.score, one.best_case_rank),
    ]


def _set_apart(page: Page, columns: list[Column], reading: Reading) -> None:
    found = reading.set_apart
    if not found:
        return
    page.band(f"Set apart, without a rank: {count(len(found), 'workflow')}, each with the reason")
    for one in found[:MOST_ROWS]:
        reason = capital(shorten(one.set_apart_because))
        row = page.row
        page.cells(columns[:REASON], ("none", *_who(one), "none", one.base.npv))
        page.across(row, REASON, page.last, reason, **RULE, italic=True, indent=1, text_wrap=True)
        room = sum(widths(columns[REASON:]))
        if lines(reason, room) > 1:
            page.height(row, lines(reason, room) * LINE_HEIGHT + 3)


def _points(page: Page, reading: Reading) -> None:
    """Write what each score is made of: points by criterion, the most it can give in its head."""
    if not reading.ranked:
        return
    said = scores(reading)
    page.band(said.says if said else "")
    parts = reading.ranked[0].contributions
    # The columns stand below those of the ranking and bear their widths.
    page.heads(
        [
            *(
                Column("Rank", 7, "rank"),
                Column("Candidate", 26),
                Column("Department", 17),
                Column("Process owner", 14),
            ),
            Column("Score of 100", 9, "decimal"),
            *(Column(f"{capital(part.title)}, points of {part.weight * 100:.0f}", 11, "decimal") for part in parts),
        ]
    )
    kinds = [Column("", 1, kind) for kind in ("rank", "text", "text", "text", *("decimal",) * (len(parts) + 1))]
    for one in reading.ranked[:MOST_ROWS]:
        points = [part.points * 100 if part.known else None for part in one.contributions]
        page.cells(kinds, (one.rank, *_who(one), None if one.score is None else one.score * 100, *points))
    page.line("An unknown criterion counts nothing.", font_color=QUIET)


def _bars(book: Any, page: Page, reading: Reading, first: int) -> None:
    said = npv_chart(reading)
    if said is None:
        return
    shown = reading.ranked[:BARS]
    values = [one.base.npv or 0.0 for one in shown]
    chart = book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": "Net present value (NPV)",
            "categories": [page.name, first, NAME, first + len(shown) - 1, NAME],
            "values": [page.name, first, NPV, first + len(shown) - 1, NPV],
            "points": [{"fill": {"color": GAIN if value >= 0 else LOSS}} for value in values],
            "gap": 45,
            "data_labels": {"value": True, "num_format": "#,##0", "font": {"color": INK, "size": 9}},
        }
    )
    chart.set_title({"name": label(said.title), "overlay": False, "name_font": {"size": 12, "color": INK}})
    chart.set_legend({"none": True})
    # Zero is always on the axis, and the axis of the names stands there.
    bounds = {**({"min": 0} if min(values) >= 0 else {}), **({"max": 0} if max(values) <= 0 else {})}
    money = f"{reading.terms.currency}, over {reading.terms.horizon}, in today’s money"
    chart.set_x_axis(
        {
            **({} if not any(values) else bounds),
            **{
                "num_format": "#,##0",
                "crossing": 0,
                "label_position": "high",
                "name": label(money),
                "name_font": {"bold": False, "size": 9},
            },
            **{"major_gridlines": {"visible": True, "line": {"color": BAND}}, "num_font": {"color": QUIET}},
        }
    )
    chart.set_y_axis({"reverse": True, "label_position": "low", "line": {"color": INK}, "num_font": {"color": INK}})
    chart.set_size({"width": 860, "height": 130 + 34 * len(shown)})
    beside = len(reading.assessment.workflows) > LONG
    place = (first, page.last + 2) if beside else (page.row, NAME)
    page.sheet.insert_chart(*place, chart, {"description": label(said.alternative)[:2000]})
    page.row += 0 if beside else 8 + 2 * len(shown)
