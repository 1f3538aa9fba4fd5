"""The first page of the workbook: what it is for, what to fill first, what blanks and colours mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from toolkit.policy import Policy
from toolkit.sheets import SHEETS, Column, Kind
from toolkit.workbook.hints import default_value, range_part
from toolkit.workbook.looks import (
    ESSENTIAL,
    ESSENTIAL_RANGE,
    FONT,
    GROUP_MEANS,
    GROUPS,
    INK,
    LINE,
    LINE_HEIGHT,
    OPTIONAL,
    PAPER,
    QUIET,
    REQUIRED,
    Formats,
    is_essential,
    lines,
)
from toolkit.workbook.validations import long_lists

TITLE = "Start here"

_LISTS_COLUMN = 25
"""Column Z, hidden: lists too long for a cell's own rule stand there."""

_WIDTHS = (2.5, 4, 25, 52, 28, 26, 2.5)

_PURPOSE = (
    "This workbook describes the work of an organisation that could be given to AI agents, and the agents it already "
    "runs. From it the toolkit computes which workflow to automate next, what that is worth, and what stands in the "
    "way. Every figure in the report can be followed back to a cell of this workbook."
)

_ORDER = (
    ("Program", "Three settings are required: organisation, as-of date, currency. The others have defaults."),
    ("Workflows", "One row per candidate. Fill the ten blue columns first; they are explained below."),
    ("Systems, Data sources", "One row for every id that a workflow names. A blank here counts against the workflow."),
    ("Agents, Ownership", "What already runs or is being planned, and which channels, fields and outputs it claims."),
    ("Metrics", "One row per agent and week, from the first week in production. Nothing proves value but this."),
    ("Platform, People", "Shared components with their cost and date; the persons who run and oversee the agents."),
    ("Governance, Exceptions", "Decisions, sections of the playbook and reviews; waivers with a reason and an expiry."),
    ("Events", "A few sample mails or requests, to try out which agent each of them would start."),
)

_BLANKS = (
    ("A blank is allowed", "almost everywhere. Nothing is ever guessed silently: the report lists each blank that "
        "mattered, and the five cells worth filling next with the person who can."),
    ("Where a default exists", "it stands in and is marked assumed in every report. The note on each header names the "
        "default. An assumed value feeds numbers; it never counts as proof that something is in order."),
    ("Where none exists", "the answer is unknown. Missing evidence counts in nobody's favour."),
    ("Low, likely, high", "are the least it can reasonably be, the usual, and the most. With "
        "the likely value alone the range follows from the row's confidence (high ± {high}, medium ± {medium}, low or "
        "blank ± {low}). If you are certain, type the same value three times."),
    ("Several in one cell", "are separated by a semicolon: crm; erp. If there are none, write none; a blank means that "
        "nobody has looked yet."),
    ("Shares, money, dates", "Shares are 0 to 1 (0.85 or 85%). Money is in the one currency of the Program sheet, "
        "without sign. Dates are best written 2026-06-30."),
    ("Columns", "may be moved or left out; they are found by their title in row 1. Rename none of them."),
)  # fmt: skip


def write_start_here(book: Any, page: Any, formats: Formats, policy: Policy) -> None:
    """Fill the page, and on it, out of sight, the lists that are too long for a cell's own rule."""
    page.hide_gridlines(2)
    for index, width in enumerate(_WIDTHS):
        page.set_column(index, index, width)
    text = formats(**_TEXT)
    title = formats(**_TEXT | {"font_size": 22, "bold": True, "font_color": REQUIRED, "text_wrap": False})
    page.set_row(0, 12)
    page.set_row(1, 34)
    page.write_string(1, 1, "Agent assessment workbook", title)
    _merge(page, 2, _PURPOSE, formats(**_TEXT | {"font_size": 10, "font_color": QUIET}), tall=3)

    row = _heading(page, formats, 4, "In which order")
    for number, (name, what) in enumerate(_ORDER, start=1):
        row = _row(page, formats, row, (str(number), name, what), bold=1)

    row = _heading(page, formats, row + 1, "The ten essential columns of Workflows")
    row = _row(page, formats, row, ("", "column", "what it means", "allowed", "example"), header=True)
    for number, column in enumerate(essential_columns(), start=1):
        cells = (str(number), _title(column), _meaning(column), column.allowed, column.example)
        row = _row(page, formats, row, cells, bold=1)

    row = _heading(page, formats, row + 1, "Blanks, lists and numbers")
    spread = {name: f"{value * 100:g} %" for name, value in policy.group("uncertainty.spread").items()}
    for number, (name, what) in enumerate(_BLANKS, start=1):
        row = _row(page, formats, row, (str(number), name, what.format(**spread)), bold=1)

    row = _heading(page, formats, row + 1, "Colours")
    for colour, ink, name, what in _colours():
        swatch = formats(**_TEXT | {"bg_color": colour, "font_color": ink, "bold": ink == PAPER, "indent": 1})
        page.merge_range(row, 1, row, 2, "", swatch)
        page.write_string(row, 1, name, swatch)
        page.merge_range(row, 3, row, 5, "", text)
        page.set_row(row, 17)
        page.write_string(row, 3, what, formats(**_TEXT | {"indent": 1}))
        row += 1

    row = _heading(page, formats, row + 1, "The twelve sheets")
    row = _row(page, formats, row, ("", "sheet", "one row is", "filled", "columns"), header=True)
    for number, sheet in enumerate(SHEETS, start=1):
        filled = "required" if sheet.required else "as far as known"
        count = f"{len(sheet.columns)} {'settings' if sheet.is_form else 'columns'}"
        row = _row(page, formats, row, (str(number), sheet.name, sheet.row_is, filled, count), bold=1)

    page.set_row(row + 1, 30)
    policy_note = (
        f"Defaults come from the policy that is shipped with the toolkit (for example an hour of work: "
        f"{default_value(SHEETS[0].column('hourly_cost'), policy)}). A client's own policy file may replace them."
    )
    _merge(page, row + 1, policy_note, formats(**_TEXT | {"font_color": QUIET, "italic": True}), tall=2)
    _hidden_lists(book, page)
    page.print_area(0, 0, row + 1, len(_WIDTHS) - 1)


_TEXT: dict[str, Any] = {
    "font_name": FONT, "font_size": 9, "font_color": INK, "text_wrap": True, "valign": "vcenter", "num_format": "@",
}  # fmt: skip


def essential_columns() -> tuple[Column, ...]:
    """Return the ten essential columns of *Workflows* in order, one of each low, likely, high triple."""
    workflows = SHEETS[1]
    return tuple(c for c in workflows.columns if is_essential(workflows, c) and range_part(c) in {"", "likely"})


def _title(column: Column) -> str:
    return column.title.removesuffix(", likely") + (" (low, likely, high)" if range_part(column) else "")


def _meaning(column: Column) -> str:
    unit = f" Unit: {column.unit}." if column.unit and column.kind is not Kind.SHARE else ""
    return column.meaning + unit + (" No default: without it there is no business case." if column.essential else "")


def _colours() -> Sequence[tuple[str, str, str, str]]:
    return (
        (REQUIRED, PAPER, "required", "must be filled in every row"),
        (ESSENTIAL, PAPER, "essential", "the ten columns that carry the business case; fill these first"),
        (ESSENTIAL_RANGE, INK, "low, high", "the ends of an essential range; filled if you can"),
        (OPTIONAL, INK, "ordinary", "filled as far as known"),
        *(
            (colour, INK, f"group: {name}", f"{GROUP_MEANS[name]}; folded away, open with the + above the column")
            for name, colour in GROUPS.items()
        ),
    )


def _heading(page: Any, formats: Formats, row: int, words: str) -> int:
    style = _TEXT | {"font_size": 13, "bold": True, "font_color": ESSENTIAL, "text_wrap": False, "valign": "bottom"}
    page.set_row(row, 24)
    for column in range(1, 6):
        page.write_blank(row, column, None, formats(**style | {"bottom": 2, "bottom_color": ESSENTIAL}))
    page.write_string(row, 1, words, formats(**style | {"bottom": 2, "bottom_color": ESSENTIAL}))
    return row + 1


def _row(page: Any, formats: Formats, row: int, cells: Sequence[str], *, bold: int = -1, header: bool = False) -> int:
    """Write one line of a table; a line of three cells lets the last run to the edge. Returns the next row."""
    base = _TEXT | {"bottom": 1, "bottom_color": LINE}
    if header:
        base |= {"bold": True, "font_color": QUIET}
    if len(cells) == _RUN_ON:
        page.merge_range(row, 3, row, 5, "", formats(**base))
    for index, cell in enumerate(cells):
        quiet = {"font_color": QUIET, "align": "center"} if index == 0 else {}
        page.write_string(row, index + 1, cell, formats(**base | quiet | ({"bold": True} if index == bold else {})))
    widths = (*_WIDTHS[1:3], sum(_WIDTHS[3:6])) if len(cells) == _RUN_ON else _WIDTHS[1:6]
    most = max(lines(cell, width) for cell, width in zip(cells, widths, strict=True))
    page.set_row(row, 6 + LINE_HEIGHT * most)
    return row + 1


_RUN_ON = 3


def _merge(page: Any, row: int, text: str, style: Any, *, tall: int) -> None:
    page.merge_range(row, 1, row, 5, "", style)
    page.write_string(row, 1, text, style)
    page.set_row(row, 4 + 15 * tall)


def _hidden_lists(book: Any, page: Any) -> None:
    for offset, (name, choices) in enumerate(long_lists().items()):
        column = _LISTS_COLUMN + offset
        for row, choice in enumerate(choices):
            page.write_string(row, column, choice)
        letter = chr(ord("A") + column)
        book.define_name(name, f"='{TITLE}'!${letter}$1:${letter}${len(choices)}")
        page.set_column(column, column, None, None, {"hidden": True})
