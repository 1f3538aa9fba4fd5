"""All that a page says, from an assessment: one plain record for the template, one screen for the terminal.

Rounding and wording live here and in the files beside it (``view_…``), and nowhere else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.render.view_answers import blockers, cards, verdict_says
from toolkit.render.view_candidates import (
    CASES_SHOWN,
    candidates_say,
    left_out,
    npv_chart,
    ranking_table,
    scores,
    set_apart,
)
from toolkit.render.view_case import case
from toolkit.render.view_evidence import assumed, fill_next, findings, method, origin
from toolkit.render.view_head import breath, five_numbers, headline
from toolkit.render.view_portfolio import portfolio
from toolkit.render.view_reading import Reading
from toolkit.render.view_records import IndexPage
from toolkit.render.view_screen import screen
from toolkit.render.view_words import count, date, name_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolkit.model import Trace
    from toolkit.results import AssessmentData

TRACES_SHOWN = 10
"""Candidates whose trace is on the page; the business cases after them are folded up and brief."""

BESIDE = {
    "readiness.html": "Ready or not: the six questions in full",
    "candidates.html": "Candidates in full",
    "summary.xlsx": "Excel workbook: summary.xlsx",
    "assessment.json": "All data: assessment.json",
}
"""Files of a report and how the first page calls them, in the order in which it names them."""

__all__ = ["CASES_SHOWN", "TRACES_SHOWN", "beside", "index_page", "screen"]


def beside(files: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return file and title of those files beside the page that it leads to, in the order of :data:`BESIDE`."""
    return tuple((file, title) for file, title in BESIDE.items() if file in files)


def index_page(assessment: AssessmentData, traces: Mapping[str, Trace]) -> IndexPage:
    """Return everything that ``index.html`` says, in its order.

    ``traces`` hold the trace of the NPV by workflow id; those of the first ten candidates are shown, a missing one
    is left out. At most fifty business cases are told; the page says where the rest is.
    """
    reading = Reading(assessment)
    numbers_of, numbers = five_numbers(reading)
    apart_says, apart, apart_more = set_apart(reading)
    number, of = reading.assumed_of_all()
    shown = reading.ranked[:CASES_SHOWN]
    in_the_way = blockers(reading)
    return IndexPage(
        organisation=name_of(assessment.program.organisation),
        assessed=f"assessed {date(assessment.program.as_of)}",
        currency=f"amounts in {reading.terms.currency}",
        assumed_share=f"{number:,} of {of:,} figures assumed" if of else "",
        verdict=verdict_says(assessment.readiness),
        stands=in_the_way.says,
        questions=cards(reading),
        blockers=in_the_way.tables[0] if in_the_way.tables else None,
        headline=headline(reading),
        breath=breath(reading),
        numbers_of=numbers_of,
        numbers=numbers,
        candidates_say=candidates_say(reading),
        chart=npv_chart(reading),
        ranking=ranking_table(reading),
        set_apart_says=apart_says,
        set_apart=apart,
        set_apart_more=apart_more,
        fill_next=fill_next(reading),
        scores=scores(reading),
        cases_say=_cases_say(len(reading.ranked)),
        cases=tuple(
            case(
                reading,
                one,
                traces.get(one.workflow_id) if position < TRACES_SHOWN else None,
                is_brief=position >= TRACES_SHOWN,
            )
            for position, one in enumerate(shown)
        ),
        cases_more=left_out(len(reading.ranked) - CASES_SHOWN),
        portfolio=portfolio(reading),
        findings=findings(reading),
        assumed=assumed(reading),
        method=method(reading),
        origin=origin(reading),
    )


def _cases_say(ranked: int) -> str:
    if not ranked:
        return ""
    return f"{count(ranked, 'business case').capitalize()}, each with what it rests on."
