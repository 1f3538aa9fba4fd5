"""What ``portfolio.html`` says: the full readiness report that a consultant hands over, evidence and method with it.

Parts and chapters are told by the functions that tell the pages, so that report and pages cannot disagree.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.model import Grade
from toolkit.render import view_parts, view_report_more
from toolkit.render.view_answers import MARKS, answered_says, question, verdict_says
from toolkit.render.view_candidates import CASES_SHOWN, candidates_say, left_out, ranking_says, ranking_table, set_apart
from toolkit.render.view_case import case
from toolkit.render.view_futures import measure_says
from toolkit.render.view_head import headline, numbers_note, subject
from toolkit.render.view_index import REPORT, beside, verdict_mark
from toolkit.render.view_parts import Part, of_section
from toolkit.render.view_reading import Reading
from toolkit.render.view_records import Cell, Column, Link, Table
from toolkit.render.view_report_appendix import appendices
from toolkit.render.view_report_method import method_part, policy_says
from toolkit.render.view_report_records import PortfolioPage, ReportPart, numbered
from toolkit.render.view_words import clean, date, name_of, shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from toolkit.model import Trace
    from toolkit.render.view_records import Case, Node
    from toolkit.results import AssessmentData, QuestionResult, WorkflowResult

TRACES_SHOWN = 10
"""Candidates whose trace is in the report; the business cases after them are folded up and brief."""

FUTURES: tuple[tuple[str, str, Callable[[Reading], Part]], ...] = (
    ("scores", "What the scores are made of", view_parts.score_parts),
    ("ranges", "What each may bring", view_parts.ranges),
    ("causes", "What moves the result", view_parts.causes),
    ("certainty", "How sure the ranking is", view_parts.certainty),
    ("measure", "What to measure first", view_parts.measure),
    ("cash", "Cash over time", view_parts.cash),
    ("together", "All that earn, together", view_parts.spread),
    ("cfo", "As a finance director counts", view_parts.cfo),
    ("alternatives", "Hire, automate or leave", view_parts.alternatives),
    ("second", "The second project", view_parts.second_project),
    ("portfolio", "The portfolio and its platform", view_parts.together),
)
"""What is told of all candidates: anchor, title, and who tells it."""

PLACED = tuple(Grade)
"""Grades of evidence: what a line of a trace begins with that names a cell."""

APPENDED = ("What passed", "What does not apply")
"""Tables of a question that the appendix of findings holds."""

INDEX = Link("index.html", "Summary on one page")


def portfolio_page(assessment: AssessmentData, traces: Mapping[str, Trace], files: Sequence[str]) -> PortfolioPage:
    """Return everything that ``portfolio.html`` says, in its order.

    ``traces`` hold the trace of the NPV by workflow id; those of the first ten candidates are shown, a missing one
    is left out. At most fifty business cases are told; the page says where the rest is. ``files`` are those beside it.
    """
    reading = Reading(assessment)
    return PortfolioPage(
        title=f"Readiness report: {name_of(assessment.program.organisation)}",
        assessed=f"assessed {date(assessment.program.as_of)}",
        block=_block(reading),
        sign=("Assessed by", "Date and signature"),
        parts=(
            _verdict(reading),
            _candidates(reading, traces),
            _readiness(reading),
            *view_report_more.parts(reading),
            method_part(reading),
            *appendices(reading),
        ),
        beside=(*((INDEX,) if INDEX.href in files else ()), *beside([file for file in files if file != REPORT])),
    )


def _block(reading: Reading) -> tuple[tuple[str, str], ...]:
    program, made = reading.assessment.program, reading.assessment.origin
    number, of = reading.assumed_of_all()
    block = (
        ("As of", date(program.as_of)),
        ("Made from", shorten(made.workbook) or "a table that is not named"),
        ("Its SHA-256", clean(made.workbook_sha256)),
        ("Program lead", name_of(program.lead, "nobody named")),
        ("Amounts in", reading.terms.currency),
        ("Assumed", f"{number:,} of {of:,} figures" if of else ""),
        ("Policy", policy_says(reading)),
        ("Toolkit", made.toolkit_version),
    )
    return tuple((name, text) for name, text in block if text)


def _verdict(reading: Reading) -> ReportPart:
    assessment, one = reading.assessment, subject(reading)
    said = view_parts.conclusion(reading)
    measure = measure_says(reading, one) if one else ""
    notes = (*said.notes, *((measure,) if measure else ()))
    numbers_of = " · ".join(part for part in (said.numbers_of, numbers_note(reading)) if part)
    six = view_parts.questions(reading)
    in_the_way = view_parts.blockers(reading)
    chapters = (
        ("questions", "The six questions", Part(in_the_way.says, (six.says, *in_the_way.notes), cards=six.cards)),
        ("next", "The next workflow", Part(said.says, notes, numbers_of=numbers_of, numbers=said.numbers)),
    )
    says, mark = verdict_says(assessment.readiness), verdict_mark(assessment.readiness)
    return ReportPart("1", "verdict", "Verdict and summary", says, numbered("1", chapters), mark)


def _candidates(reading: Reading, traces: Mapping[str, Trace]) -> ReportPart:
    chapters: list[tuple[str, str, Part | None]] = [("ranking", "The ranking", _ranking(reading))]
    if reading.ranked:
        chapters += [(anchor, title, tell(reading)) for anchor, title, tell in FUTURES]
        chapters.append(("cases", "Business cases", _cases(reading, traces)))
    says = candidates_say(reading) or headline(reading)
    return ReportPart("2", "candidates", "The next workflow and the candidates", says, numbered("2", chapters))


def _ranking(reading: Reading) -> Part | None:
    apart_says, apart, more = set_apart(reading)
    found = ranking_table(reading)
    tables = [found] if found else []
    if apart:
        rows = tuple((Cell(one.name), Cell(one.reason)) for one in apart)
        tables.append(Table(apart_says, (Column("Workflow"), Column("Why it has no rank")), rows, more=more))
    return Part(ranking_says(reading) or f"{apart_says}.", tables=tuple(tables)) if tables else None


def _cases(reading: Reading, traces: Mapping[str, Trace]) -> Part:
    shown = reading.ranked[:CASES_SHOWN]
    says = view_parts.cases(reading, len(shown)).says if len(shown) <= TRACES_SHOWN else view_parts.cases(reading).says
    more = left_out(len(reading.ranked) - CASES_SHOWN, "Excel and in assessment.json")
    told = tuple(_case(reading, one, traces.get(one.workflow_id), place) for place, one in enumerate(shown, start=1))
    return Part(says, (f"Shown are {len(shown)}, {more}.",) if more else (), cases=told)


def _case(reading: Reading, one: WorkflowResult, trace: Trace | None, place: int) -> Case:
    """Return a business case; cash over time has a chapter of its own, and stands by month in Excel."""
    is_brief = place > TRACES_SHOWN
    told = case(reading, one, None if is_brief else trace, is_brief=is_brief)
    return replace(told, chart=None, months=None, trace=told.trace and named_only(told.trace))


def named_only(node: Node) -> Node:
    """Return a trace without formulas and sources in full: they stand once, in chapters 8.1 and 8.4."""
    is_place = node.says.partition(":")[0] in PLACED or node.is_assumed
    branches = tuple(named_only(branch) for branch in node.branches)
    return replace(node, says=node.says if is_place else "", branches=branches)


def _readiness(reading: Reading) -> ReportPart:
    asked = reading.assessment.readiness.questions
    of_anchor = {f"question-{place}": one for place, one in enumerate(asked, start=1)}
    given = [(anchor, clean(one.title), _question(reading, one)) for anchor, one in of_anchor.items()]
    chapters = numbered("3", given, {anchor: MARKS[one.outcome] for anchor, one in of_anchor.items()})
    return ReportPart("3", "readiness", "Readiness, question by question", answered_says(reading), chapters)


def _question(reading: Reading, one: QuestionResult) -> Part:
    section = question(reading, one.question_id)
    told = of_section(section, "")
    kept = tuple(table for table in told.tables if table.caption not in APPENDED)
    notes = ("What passed or does not apply stands in Appendix A, with its evidence.",)
    return Part(told.says, (*told.notes, *(notes if len(kept) < len(told.tables) else ())), tables=kept)
