"""What ``index.html`` says: the one page for leadership, its conclusion first, on one sheet of paper."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.model import Outcome
from toolkit.render.charts_ranges import RangeChart, range_chart
from toolkit.render.view_alternatives import cfo_short
from toolkit.render.view_answers import MARKS, cards, places, verdict_says
from toolkit.render.view_blockers import blockers, blocking
from toolkit.render.view_candidates import ON_RANKING, candidates_say, left_out, money, place_word, set_apart
from toolkit.render.view_evidence import NOBODY, fill_next
from toolkit.render.view_futures import measure_says, middle, of_futures
from toolkit.render.view_head import breath, five_numbers, headline, numbers_note, subject, takes
from toolkit.render.view_ranges import range_text
from toolkit.render.view_reading import Reading
from toolkit.render.view_records import Cell, Column, IndexPage, Link, Section, Table
from toolkit.render.view_traps import where_you_stand
from toolkit.render.view_words import (
    SPACE,
    date,
    days,
    decimal,
    name_of,
    number_word,
    percent,
    shorten,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.model import Finding
    from toolkit.render.view_records import Mark, SetApart
    from toolkit.results import AssessmentData, Readiness, WorkflowResult

RANGES_SHOWN = 5
APART_SHOWN = 4
ROWS_SHOWN = 5
NAMES_IN_CHART = 30
SUMMARY = "index.html"
REPORT = "portfolio.html"
BESIDE = {
    REPORT: "The full report",
    "candidates.html": "Candidates",
    "readiness.html": "Ready or not",
    "fleet.html": "The fleet",
    "routing.html": "Who owns what",
    "ownership-map.html": "Ownership map, to sign",
    "health-review.html": "Health review, to sign",
    "playbooks/index.html": "Playbooks",
    "summary.xlsx": "Excel workbook",
    "assessment.json": "All data",
}
"""Files of a report and how its pages call them, in the order in which they are named."""


def index_page(assessment: AssessmentData, files: Sequence[str]) -> IndexPage:
    """Return everything that ``index.html`` says; ``files`` are those beside it, and only to them it leads."""
    reading = Reading(assessment)
    one, (numbers_of, numbers) = subject(reading), five_numbers(reading)
    number, of = reading.assumed_of_all()
    apart_says, apart, apart_more = _set_apart(reading)
    in_the_way, more = _in_the_way(reading, files)
    in_the_way_of_all = blockers(reading)
    sure, rest = _sure(reading, one)
    return IndexPage(
        organisation=name_of(assessment.program.organisation),
        assessed=f"assessed {date(assessment.program.as_of)}",
        coverage=_coverage(assessment.readiness.coverage),
        currency=f"amounts in {reading.terms.currency}",
        assumed=f"{number:,} of {of:,} figures assumed" if of else "",
        assumed_href=f"{REPORT}#assumed" if REPORT in files and assessment.assumed else "",
        mark=verdict_mark(assessment.readiness),
        verdict=verdict_says(assessment.readiness),
        takes=" ".join((in_the_way_of_all.says, *in_the_way_of_all.notes)),
        numbers_of=numbers_of,
        # What a number is made of stands in the report; here its range does, where there is one.
        numbers=tuple(replace(each, note="") if each.range else each for each in numbers),
        numbers_note=numbers_note(reading),
        headline=headline(reading),
        sure=sure,
        breath=rest,
        questions=cards(reading),
        candidates_say=candidates_say(reading),
        chart=_chart(reading),
        figures=_figures(reading),
        apart_says=apart_says,
        apart=apart,
        apart_more=apart_more,
        in_the_way=in_the_way,
        in_the_way_more=more,
        standing=where_you_stand(reading),
        fill_next=fill_next(reading),
        read_on=beside(files),
    )


def beside(files: Sequence[str]) -> tuple[Link, ...]:
    """Return those files beside a page that it leads to, in the order of :data:`BESIDE`."""
    return tuple(Link(file, title) for file, title in BESIDE.items() if file in files)


def around_summary(page: str, files: Sequence[str]) -> tuple[Link, ...]:
    """Return those files that a page beside the summary leads to: the summary first, never the page itself."""
    summary = (Link(SUMMARY, "Summary on one page"),) if SUMMARY in files else ()
    return (*summary, *beside([file for file in files if file != page]))


def _sure(reading: Reading, one: WorkflowResult | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return how sure the headline is and what to measure first; then how much of it is assumed.

    What it takes is left out: the five numbers say it.
    """
    if one is None:
        return (), breath(reading)
    *said, assumed = [part for part in breath(reading) if part != takes(reading, one)]
    said += [part for part in (cfo_short(reading, one), measure_says(reading, one)) if part]
    return tuple(said), (assumed,)


def verdict_mark(readiness: Readiness) -> Mark:
    """Return the shape and colour of the verdict."""
    outcomes = {"ready": Outcome.PASS, "not_ready": Outcome.FAIL}
    return MARKS[outcomes.get(readiness.verdict, Outcome.UNKNOWN)]


def _coverage(share: float | None) -> str:
    return "nothing can be judged yet" if share is None else f"coverage {percent(share)}"


def _set_apart(reading: Reading) -> tuple[str, tuple[SetApart, ...], str]:
    says, shown, _ = set_apart(reading)
    return says, shown[:APART_SHOWN], left_out(len(reading.set_apart) - APART_SHOWN, ON_RANKING)


def _shown(reading: Reading) -> tuple[WorkflowResult, ...]:
    return tuple(one for one in reading.ranked[:RANGES_SHOWN] if one.npv is not None)


def _chart(reading: Reading) -> RangeChart | None:
    """Return the range of NPV of the first candidates, best final rank first; nothing without candidates."""
    shown, terms = _shown(reading), reading.terms
    ranges = [one.npv for one in shown if one.npv is not None]
    if not ranges:
        return None
    texts = [range_text(found) for found in ranges]
    names = [shorten(one.name, NAMES_IN_CHART) for one in shown]
    left = len(reading.ranked) - len(shown)
    caption = (
        f"Net present value over {terms.horizon}, {terms.currency}: the tick is the middle future, "
        "the bar holds eight of ten, the upright line is zero."
        + (f" The first {number_word(len(shown))} of {len(reading.ranked):,}." if left > 0 else "")
    )
    said = "; ".join(f"{name} {text}" for name, text in zip(names, texts, strict=True))
    alternative = (
        f"Ranges of net present value in {terms.currency}, the middle future and in brackets eight of ten, "
        f"best rank first: {said}."
    )
    return range_chart(
        [f"{one.final_rank}  {name}{_computed(one)}" for one, name in zip(shown, names, strict=True)],
        *(ranges, texts),
        title=_chart_title(reading),
        caption=caption,
        alternative=alternative,
    )


def _computed(one: WorkflowResult) -> str:
    return "" if one.final_rank == one.rank else f" (computed rank {one.rank})"


def _chart_title(reading: Reading) -> str:
    best = max(reading.ranked, key=lambda one: middle(one) or 0.0)
    most = middle(best) or 0.0
    if most <= 0:
        return "No middle lies beyond zero: none returns its cost"
    title = f"{name_of(best.name)} is worth most: {reading.terms.amount(most)} in the middle"
    place = best.final_rank or 0
    return title if place == 1 else f"{title}, but ranks {place_word(place)}"


def _figures(reading: Reading) -> Table | None:
    """Return the figures of the chart, and in how many of the futures each loses and ranks first."""
    rows = []
    for one in _shown(reading):
        found = one.npv
        ends = (found.p10, found.p50, found.p90) if found else (None, None, None)
        cells = [money(end) for end in ends]
        shares = [
            Cell("unknown" if part is None else of_futures(part)) for part in (one.chance_of_loss, one.first_share)
        ]
        rows.append((Cell(name_of(one.name)), *cells, *shares))
    if not rows:
        return None
    heads = ("Lower (P10)", "Middle (P50)", "Upper (P90)", "Loses in", "First in")
    columns = (Column("Candidate"), *(Column(head, True) for head in heads))
    return Table(f"Net present value over all futures, {reading.terms.currency}", columns, tuple(rows))


def _in_the_way(reading: Reading, files: Sequence[str]) -> tuple[Section | None, Link | None]:
    """Return what stands in the way, least effort first, and where the rest is.

    What one check asks of one owner is one row.
    """
    groups: dict[tuple[str, str, Outcome], list[Finding]] = defaultdict(list)
    for found in blocking(reading):
        groups[found.check, found.owner, found.outcome].append(found)
    ordered = sorted(groups.values(), key=lambda group: (_days(group), group[0].outcome is not Outcome.FAIL))
    if not ordered:
        return None, None
    heads = ("What stands in the way", "Outcome", "How to settle it", "Owner")
    columns = (*(Column(head) for head in heads), Column("Days", True))
    rows = tuple(_row(group) for group in ordered[:ROWS_SHOWN])
    left = sum(len(group) for group in ordered[ROWS_SHOWN:])
    more = Link(f"{REPORT}#blockers", f"and {left:,} more in the full report") if left and REPORT in files else None
    table = Table("What stands in the way, least effort first", columns, rows)
    return Section(_effort_says(ordered), (table,)), more


def _effort_says(ordered: Sequence[Sequence[Finding]]) -> str:
    """Return how much of the work the rows that are shown take."""
    taken = [_days(group) for group in ordered]
    if len(ordered) <= ROWS_SHOWN:
        return f"Least effort first: {days(sum(taken))} of work."
    shown = f"the first {number_word(ROWS_SHOWN)} take {decimal(sum(taken[:ROWS_SHOWN]), 0)}"
    return f"Least effort first: {shown} of the {days(sum(taken))} of work."


def _row(group: Sequence[Finding]) -> tuple[Cell, ...]:
    first, more = group[0], len(group) - 1
    mark, where = MARKS[first.outcome], places(first.evidence[:1])
    said = shorten(first.message)
    return (
        Cell(
            said + (f" And {number_word(more)} more of the kind." if more else ""),
            where if where and where not in said else "",
        ),
        Cell(f"{mark.shape}{SPACE}{mark.word}"),
        Cell(shorten(first.fix) or "–"),
        Cell(name_of(first.owner, NOBODY), is_missing=not first.owner),
        Cell(_effort(_days(group)), is_missing=not _days(group)),
    )


def _days(group: Sequence[Finding]) -> float:
    return sum(one.effort_days or 0.0 for one in group)


def _effort(taken: float) -> str:
    if not taken:
        return "unknown"
    return decimal(taken, 0 if taken >= 1 else 1)
