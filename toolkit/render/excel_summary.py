"""*Summary*: the conclusion, five numbers, readiness and what to fill next, on one page of paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolkit.render.excel_looks import ACCENT, DARK, LINE_HEIGHT, OUTCOME_LOOKS, QUIET, RULE, SHAPES, TINT, Style, lines
from toolkit.render.excel_page import Page
from toolkit.render.excel_readiness import opens
from toolkit.render.view_answers import coverage_says, verdict_says
from toolkit.render.view_evidence import NOBODY, about, fill_next, place, why
from toolkit.render.view_futures import measure_says
from toolkit.render.view_head import breath, five_numbers, headline, numbers_note, subject
from toolkit.render.view_words import capital, clean, name_of, title_of

if TYPE_CHECKING:
    from toolkit.model import Value
    from toolkit.render.excel_looks import Formats
    from toolkit.render.view_reading import Reading
    from toolkit.results import WorkflowResult

_HEAD: dict[int, Style] = {6: {"align": "right"}, 7: {"indent": 1}}
WIDTHS = (18,) * 10
GUIDE = (
    ("Ranking", "every workflow, what its score is made of, the reason where it has no rank"),
    ("Ranges", "what each workflow may bring in eight futures of ten, and how often it loses money"),
    ("Causes", "which uncertain input moves each result, and what measuring it would be worth"),
    ("Certainty", "how often each candidate comes first, and what would turn the order"),
    ("Programme", "all candidates that earn, together, and cash over time with its band"),
    ("CFO case", "the conservative case line by line, and hire, automate or leave"),
    ("Business cases", "each candidate month by month, and what must be true for it to pay"),
    ("Readiness", "the six questions, check by check"),
    ("Findings", "every answer with its cells, fix and owner; filter it"),
    ("Standing", "pace, the gates of the phases, the stage, the traps with their causes, learning"),
    ("Agents", "the registry with tier, level and verdict: keep, fix, merge or retire"),
    ("Health", "every measure of every agent in production, with interval and trend"),
    ("Method", "formulas, policy values with their sources, how the first figures came about"),
    ("Inputs", "every cell that was read, and what was assumed for blank ones"),
)


def write_summary(book: Any, formats: Formats, reading: Reading) -> None:
    """Write the sheet *Summary*."""
    page = Page(book, formats, "Summary", reading.assessment, WIDTHS)
    number, of = reading.assumed_of_all()
    assumed = f" · {number:,} of {of:,} figures assumed" if of else ""
    page.line(name_of(reading.assessment.program.organisation), bold=True, font_size=11, font_color=QUIET)
    page.line(capital(page.when) + assumed, font_color=QUIET)
    page.row += 1
    page.line(headline(reading), bold=True, font_size=17, font_color=DARK)
    page.line(verdict_says(reading.assessment.readiness), bold=True, font_size=12, font_color=ACCENT)
    one = subject(reading)
    for said in (*breath(reading), measure_says(reading, one) if one else ""):
        if said:
            page.line(said, font_size=10)
    page.row += 1
    _numbers(page, reading)
    _readiness(page, reading)
    _fill_next(page, reading)
    _guide(page)
    page.sheet.fit_to_pages(1, 1)
    page.sheet.print_area(0, 0, page.row - 1, page.last)
    page.sheet.freeze_panes(2, 0)
    page.sheet.activate()
    page.sheet.set_first_sheet()


def _numbers(page: Page, reading: Reading) -> None:
    """Write the five numbers as cards, two columns each; the figures themselves, not their wording."""
    heading, said = five_numbers(reading)
    one = subject(reading)
    if one is None:
        return
    page.band(heading)
    notes = max((lines(number.note, 34) for number in said), default=1)
    for offset, high in enumerate((16, 30, 16, notes * LINE_HEIGHT + 4)):
        page.height(page.row + offset, high)
    for card, (number, (value, kind)) in enumerate(zip(said, _values(one), strict=True)):
        left, right = 2 * card, 2 * card + 1
        edge: Style = {"bg_color": TINT, "align": "left", "indent": 1}
        unit = f", {number.unit}" if number.unit else {"decimal": ", months", "multiple": ", times"}[kind]
        page.across(page.row, left, right, f"{number.title}{unit}", **edge, font_color=QUIET)
        big: Style = {"font_size": 20, "bold": True, "font_color": DARK, "italic": False, "valign": "vcenter"}
        page.across(page.row + 1, left, right, value, kind, **edge, **big)
        page.across(page.row + 2, left, right, number.range and f"{number.range} in eight of ten", **edge)
        page.across(page.row + 3, left, right, number.note, **edge, font_color=QUIET, text_wrap=True)
    page.row += 4
    if numbers_note(reading):
        page.line(numbers_note(reading), font_color=QUIET)
    page.row += 1


def _values(one: WorkflowResult) -> tuple[tuple[Value, str], ...]:
    base = one.base
    return (
        (base.investment, "money"),
        (base.annual_value, "money"),
        (base.annual_running_cost, "money"),
        ("never" if base.payback_months is None else base.payback_months, "decimal"),
        ("no cost" if base.return_multiple is None else base.return_multiple, "multiple"),
    )


def _readiness(page: Page, reading: Reading) -> None:
    found = reading.assessment.readiness
    page.band(f"Six questions: are you ready for another agent? {coverage_says(found.coverage)}")
    heads = {0: "Outcome", 1: "Question", 6: "Coverage, %", 7: "What stands in the way"}
    for column, title in heads.items():
        page.put(page.row, column, title, bold=True, font_color=QUIET, **_HEAD.get(column, {}))
    page.row += 1
    rule: Style = {**RULE, "valign": "vcenter"}
    for question in found.questions:
        page.put(page.row, 0, SHAPES[question.outcome], **rule, **{"bold": True, **OUTCOME_LOOKS[question.outcome]})
        page.across(page.row, 1, 5, clean(question.title), **rule)
        page.put(page.row, 6, "none asked" if question.coverage is None else question.coverage, "share", **rule)
        page.across(page.row, 7, 9, opens(reading, question.question_id), **rule, text_wrap=True, indent=1)
        page.height(page.row, max(16, lines(opens(reading, question.question_id), 52) * LINE_HEIGHT + 3))
        page.row += 1
    page.row += 1


def _fill_next(page: Page, reading: Reading) -> None:
    said = fill_next(reading)
    if said is None:
        return
    page.band(said.says)
    columns = ((0, 1, "Cell"), (2, 3, "What"), (4, 5, "About"), (6, 6, "Who can answer"), (7, 9, "Why"))
    for first, _, title in columns:
        page.put(page.row, first, title, bold=True, font_color=QUIET)
    page.row += 1
    for cell in reading.assessment.fill_next:
        texts = (
            *(place(cell), capital(title_of(cell.title)), about(reading, cell)),
            *(name_of(cell.owner, NOBODY), why(reading.terms, cell)),
        )
        most = 1
        for (first, last, _), text in zip(columns, texts, strict=True):
            page.across(page.row, first, last, text, **RULE, text_wrap=True, valign="vcenter")
            most = max(most, lines(text, sum(WIDTHS[first : last + 1]) - 1))
        page.height(page.row, max(16, most * LINE_HEIGHT + 3))
        page.row += 1
    page.row += 1


def _guide(page: Page) -> None:
    page.band("The other sheets")
    for name, says in GUIDE:
        page.put(page.row, 0, name, bold=True)
        page.across(page.row, 1, page.last, says)
        page.row += 1
