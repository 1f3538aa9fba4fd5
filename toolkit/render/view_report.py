"""What ``portfolio.html`` says: the full readiness report that a consultant hands over, evidence and method with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.render import view_alternatives, view_cash, view_certainty, view_measure, view_ranges, view_tornado
from toolkit.render.view_answers import MARKS, blockers, cards, coverage_says, question, verdict_says
from toolkit.render.view_candidates import (
    CASES_SHOWN,
    candidates_say,
    left_out,
    ranking_table,
    scores,
    set_apart,
)
from toolkit.render.view_case import case
from toolkit.render.view_evidence import assumed, fill_next, findings, method, origin
from toolkit.render.view_futures import measure_says
from toolkit.render.view_head import breath, five_numbers, headline, numbers_note, subject
from toolkit.render.view_index import REPORT, beside, verdict_mark
from toolkit.render.view_portfolio import portfolio
from toolkit.render.view_reading import Reading
from toolkit.render.view_records import Chapter, Link, PortfolioPage, Question, Section
from toolkit.render.view_words import capital, clean, count, date, name_of, shorten

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolkit.model import Trace
    from toolkit.results import AssessmentData

TRACES_SHOWN = 10
"""Candidates whose trace is in the report; the business cases after them are folded up and brief."""

CHAPTERS: tuple[tuple[str, str, Callable[[Reading], Section]], ...] = (
    ("ranges", "What each may bring", view_ranges.ranges),
    ("causes", "What moves the result", view_tornado.causes),
    ("certainty", "How sure the ranking is", view_certainty.certainty),
    ("measure", "What to measure first", view_measure.measure),
    ("cash", "Cash over time", view_cash.cash),
    ("together", "All that earn, together", view_cash.spread),
    ("cfo", "As a finance director counts", view_alternatives.cfo),
    ("alternatives", "Hire, automate or leave", view_alternatives.alternatives),
    ("second", "The second project", view_alternatives.second_project),
)
"""What is told of the futures of all candidates: anchor, title, and who tells it."""

INDEX = Link("index.html", "Summary on one page")


def portfolio_page(assessment: AssessmentData, traces: Mapping[str, Trace], files: Sequence[str]) -> PortfolioPage:
    """Return everything that ``portfolio.html`` says, in its order.

    ``traces`` hold the trace of the NPV by workflow id; those of the first ten candidates are shown, a missing one
    is left out. At most fifty business cases are told; the page says where the rest is. ``files`` are those beside it.
    """
    reading = Reading(assessment)
    one, (numbers_of, numbers) = subject(reading), five_numbers(reading)
    measure = measure_says(reading, one) if one else ""
    apart_says, apart, apart_more = set_apart(reading)
    page = PortfolioPage(
        title=f"Readiness report: {name_of(assessment.program.organisation)}",
        assessed=f"assessed {date(assessment.program.as_of)}",
        block=_block(reading),
        sign=("Assessed by", "Date and signature"),
        contents=(),
        mark=verdict_mark(assessment.readiness),
        verdict=verdict_says(assessment.readiness),
        coverage=coverage_says(assessment.readiness.coverage),
        questions=cards(reading),
        headline=headline(reading),
        breath=(*breath(reading), measure) if measure else breath(reading),
        numbers_of=numbers_of,
        numbers=numbers,
        numbers_note=numbers_note(reading),
        candidates_say=candidates_say(reading),
        ranking=ranking_table(reading),
        set_apart_says=apart_says,
        set_apart=apart,
        set_apart_more=apart_more,
        scores=scores(reading),
        futures=tuple(
            Chapter(anchor, title, section)
            for anchor, title, tell in CHAPTERS
            if reading.ranked and (section := tell(reading))
        ),
        cases_say=_cases_say(len(reading.ranked)),
        cases=tuple(
            case(
                reading,
                one,
                traces.get(one.workflow_id) if position < TRACES_SHOWN else None,
                is_brief=position >= TRACES_SHOWN,
            )
            for position, one in enumerate(reading.ranked[:CASES_SHOWN])
        ),
        cases_more=left_out(len(reading.ranked) - CASES_SHOWN, "Excel and in assessment.json"),
        portfolio=portfolio(reading),
        blockers=blockers(reading),
        findings=findings(reading),
        assumed=assumed(reading),
        fill_next=fill_next(reading),
        method=method(reading),
        origin=origin(reading),
        in_full=_in_full(reading),
        beside=(*((INDEX,) if INDEX.href in files else ()), *beside([file for file in files if file != REPORT])),
    )
    return _with_contents(page)


def _block(reading: Reading) -> tuple[tuple[str, str], ...]:
    program, made = reading.assessment.program, reading.assessment.origin
    number, of = reading.assumed_of_all()
    block = (
        ("As of", date(program.as_of)),
        ("Made from", shorten(made.workbook) or "a table that is not named"),
        ("Program lead", name_of(program.lead, "nobody named")),
        ("Amounts in", reading.terms.currency),
        ("Assumed", f"{number:,} of {of:,} figures" if of else ""),
        ("Toolkit", made.toolkit_version),
    )
    return tuple((name, text) for name, text in block if text)


def _in_full(reading: Reading) -> tuple[Question, ...]:
    return tuple(
        Question(
            anchor=f"question-{number}",
            title=f"{number}. {clean(one.title)}",
            mark=MARKS[one.outcome],
            section=question(reading, one.question_id),
        )
        for number, one in enumerate(reading.assessment.readiness.questions, start=1)
    )


def _with_contents(page: PortfolioPage) -> PortfolioPage:
    """Return the page with its contents: the sections it has, in their order."""
    sections = (
        ("questions", "Verdict and six questions", True),
        ("next", "The next workflow", True),
        ("candidates", "Candidates", page.candidates_say),
        ("scores", "What the scores are made of", page.scores),
        *((one.anchor, one.title, True) for one in page.futures),
        ("cases", "Business cases", page.cases),
        ("portfolio", "The portfolio", True),
        ("blockers", "What stands in the way", True),
        ("findings", "Odd figures and entries", page.findings),
        ("assumed", "What is assumed", page.assumed),
        ("fill", "What to fill next", page.fill_next),
        ("method", "Method and origin", True),
        ("in-full", "Appendix: every check, question by question", page.in_full),
    )
    return replace(page, contents=tuple(Link(f"#{anchor}", title) for anchor, title, there in sections if there))


def _cases_say(ranked: int) -> str:
    if not ranked:
        return ""
    return f"{capital(count(ranked, 'business case'))}, each with what it rests on."
