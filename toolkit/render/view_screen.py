"""The one screen in the terminal with which an assessment ends."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from toolkit.render.view_answers import verdict_says
from toolkit.render.view_candidates import DATA_FILE, candidates_say
from toolkit.render.view_evidence import NOBODY, about
from toolkit.render.view_head import breath, five_numbers, headline, subject
from toolkit.render.view_reading import Reading, earns, place_of, weakest
from toolkit.render.view_words import MINUS, SPACE, capital, date, exact, name_of, rounded, shorten, title_of

if TYPE_CHECKING:
    from toolkit.results import AssessmentData, FillNext, WorkflowResult

WIDTH = 80
HEIGHT = 24
OTHERS_SHOWN = 6
LEAST_NAME = 8


def screen(assessment: AssessmentData, report: str) -> str:
    """Return the closing screen: at most 24 lines of 80 columns, only the path of the report may be longer.

    First the verdict, the next workflow and its five numbers, then what holds back the others, the cells worth
    filling, the report.
    """
    reading = Reading(assessment)
    assumed, of = reading.assumed_of_all()
    program = assessment.program
    said = breath(reading)
    lines = [
        _cut(f"{name_of(program.organisation)}, {date(program.as_of)}. {assumed:,} of {of:,} figures are assumed."),
        *_wrap(verdict_says(assessment.readiness), 2),
        "",
        *_wrap(headline(reading), 3),
        *([] if _recommends_first(reading) else _wrap(said[0], 3)),
        *_numbers(reading),
        *(_wrap(said[-1], 2 if _recommends_first(reading) else 1) if len(said) > 1 else []),
    ]
    cells = _cells(reading)
    lines += _others(reading, HEIGHT - len(lines) - len(cells) - 1)
    lines += [*cells, f"Report: {report}"]
    return "\n".join(lines).replace(MINUS, "-").replace(SPACE, " ")


def _numbers(reading: Reading) -> list[str]:
    heading, numbers = five_numbers(reading)
    said = [" ".join(part for part in (one.title.lower(), one.unit, one.text) if part) for one in numbers]
    lines = [_cut(f"  {' · '.join(part)}") for part in (said[:2], said[2:]) if part]
    return lines if _recommends_first(reading) or not lines else [_cut(f"{heading}:"), *lines]


def _recommends_first(reading: Reading) -> bool:
    return bool(reading.ranked) and earns(reading.ranked[0])


def _others(reading: Reading, room: int) -> list[str]:
    shown = subject(reading)
    others = [one for one in reading.ranked if one is not shown]
    waiting = [*others, *reading.set_apart]
    if not waiting:
        return []
    head = ["", *_wrap(candidates_say(reading), 2)]
    room = min(room - len(head), OTHERS_SHOWN)
    if room < 1:
        return []
    # At least a third of the room goes to those set apart: what blocks them is what somebody can change.
    apart = min(len(reading.set_apart), max(room // 3, room - len(others)))
    kept = [*others[: room - apart], *reading.set_apart[:apart]]
    if len(kept) < len(waiting):
        kept = kept[:-1] if len(kept) == room else kept
        left = f"  and {len(waiting) - len(kept):,} more in the report and in {DATA_FILE}"
        return [*head, *(_cut(_other(one)) for one in kept), left]
    return [*head, *(_cut(_other(one)) for one in kept)]


def _other(one: WorkflowResult) -> str:
    if one.rank is None:
        return f"  - {shorten(one.name, 28)}: {shorten(one.set_apart_because)}"
    weak = weakest(one)
    said = f"  {place_of(one)} {shorten(one.name, 28)}: NPV {exact(one.base.npv or 0.0)}"
    if weak is None:
        return said
    return f"{said}, weakest in {weak.title}" + ("" if weak.known else " (unknown)")


def _cells(reading: Reading) -> list[str]:
    cells = reading.assessment.fill_next
    if not cells:
        return [""]
    head = _cut(f"Worth filling next: cell, who can answer, how far it moves the result ({reading.terms.currency})")
    return ["", head, *(_cut(_cell(reading, cell)) for cell in cells), ""]


def _cell(reading: Reading, cell: FillNext) -> str:
    place = f"{cell.sheet}!{cell.cell}" if cell.cell else cell.sheet
    head = f"  {place} {shorten(title_of(cell.title), 30)}"
    owner = shorten(cell.owner, 18) or NOBODY
    if not cell.swing:
        return f"{head}: {owner}; {shorten(cell.because)}"
    tail = f": {owner}, {rounded(cell.swing)}"
    room = WIDTH - _columns(head) - _columns(tail) - len(" ()")
    return f"{head} ({shorten(about(reading, cell), room)}){tail}" if room >= LEAST_NAME else head + tail


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _cut(line: str) -> str:
    if _columns(line) <= WIDTH:
        return line
    kept = line
    while _columns(kept) >= WIDTH:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def _wrap(text: str, most: int) -> list[str]:
    lines, line = [], ""
    for word in capital(text).split(" "):
        longer = f"{line} {word}" if line else word
        if line and _columns(longer) > WIDTH:
            lines.append(line)
            longer = word
        line = longer
    lines.append(line)
    kept = [_cut(one) for one in lines[:most]]
    if len(lines) > most:
        kept[-1] = _cut(kept[-1] + " …")
    return kept
