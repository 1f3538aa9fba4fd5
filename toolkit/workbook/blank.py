"""The assessment workbook, written from the declaration of its sheets: blank, or with rows."""

from __future__ import annotations

import datetime as dt
import io
import os
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from toolkit.errors import UnknownName
from toolkit.policy import Policy, load_policy
from toolkit.sheets import SHEETS, Column, Kind, Sheet
from toolkit.workbook import looks
from toolkit.workbook.hints import note, when_blank
from toolkit.workbook.start_here import TITLE, write_start_here
from toolkit.workbook.validations import LAST_ROW, id_ranges, rule

Cell = str | float | int | bool | dt.date | tuple[str, ...] | None
"""What a cell is given: text, number, date, yes/no, or several texts; ``None`` leaves it blank."""

Rows = Mapping[str, Sequence[Mapping[str, Cell]]]
"""Rows by sheet name; each row by declared field name."""

_CREATED = dt.datetime(2025, 1, 1)
"""Fixed, so that the same rows give the same bytes."""

_FILTERED = frozenset({"Workflows", "Ownership", "Metrics", "Platform", "People", "Governance"})
_WIDE = {"Workflows": 1, "Data sources": 1, "Agents": 2, "Metrics": 1}
"""How many A3 pages side by side they take on paper; the others take one A4 page."""

_A3, _A4 = 8, 9

_FROZEN = {"Workflows": 2, "Systems": 1, "Data sources": 1, "Agents": 1, "Metrics": 2, "Platform": 1}
"""How many columns stay in sight while scrolling to the right."""

_NOTE = {"author": "", "font_name": looks.FONT, "font_size": 9, "color": "#FFFDF0"}


def write_workbook(path: Path | str, rows: Rows | None = None, settings: Mapping[str, Cell] | None = None) -> None:
    """Write the workbook: *Start here* and the twelve declared sheets; blank where no rows are given.

    ``rows`` gives rows by sheet name, each by declared field name; a missing field, ``None`` or an empty text stays
    blank, an empty tuple is written ``none``, several texts are joined by ``; ``. ``settings`` fills the Program
    form the same way. Rows and columns keep their order. The same arguments give the same bytes.

    The file is written beside ``path`` and renamed; an existing file is replaced, so whoever calls must ask first.
    Raises ``UnknownName`` for a sheet, column or setting that is not declared, ``ValueError`` for a text longer than
    Excel holds, ``OSError`` where the folder cannot be written.
    """
    target = Path(path)
    made = workbook_bytes(rows, settings)
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(made)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def workbook_bytes(rows: Rows | None = None, settings: Mapping[str, Cell] | None = None) -> bytes:
    """Return the bytes of the workbook that :func:`write_workbook` writes."""
    rows, settings = rows or {}, settings or {}
    policy = load_policy()
    for name in rows:
        if name not in {sheet.name for sheet in SHEETS if not sheet.is_form}:
            raise UnknownName("sheet", name, [sheet.name for sheet in SHEETS if not sheet.is_form])
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "Agent assessment workbook", "created": _CREATED})
    book.set_calc_mode("auto")
    formats = looks.Formats(book)
    page = _page(book, TITLE, looks.ESSENTIAL)
    write_start_here(book, page, formats, policy)
    page.set_portrait()
    for sheet in SHEETS:
        page = _page(book, sheet.name, looks.REQUIRED if sheet.required else looks.LINE)
        if sheet.is_form:
            _write_form(page, formats, sheet, settings, policy)
        else:
            _write_table(page, formats, sheet, rows.get(sheet.name, ()), policy)
    for name, formula in id_ranges().items():
        book.define_name(name, formula)
    book.get_worksheet_by_name(TITLE).activate()
    book.close()
    return stream.getvalue()


def _page(book: Any, name: str, tab: str) -> Any:
    page = book.add_worksheet(name)
    page.set_tab_color(tab)
    page.set_comments_author("")
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_landscape()
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    page.set_footer("&L&8&A&C&8&F&R&8page &P of &N")
    return page


def _write_table(
    page: Any, formats: looks.Formats, sheet: Sheet, rows: Sequence[Mapping[str, Cell]], policy: Policy
) -> None:
    places = _places(sheet)
    for row in rows:
        _refuse_unknown("column", row, sheet)
    widths: dict[str, float] = {}
    texts: dict[str, list[str]] = {}
    for column in sheet.columns:
        index = places[column.name]
        values = [row.get(column.name) for row in rows]
        texts[column.name] = [_as_text(value) for value in values]
        style = formats(**looks.cell_style(sheet, column, values))
        widths[column.name] = looks.width(sheet, column, texts[column.name])
        page.set_column(index, index, widths[column.name], style, {"level": 1, "hidden": True} if column.group else {})
        page.write_string(0, index, column.title, formats(**looks.header_style(sheet, column)))
        page.write_comment(0, index, *_comment(note(column, policy)))
        if (limits := rule(column)) is not None:
            page.data_validation(1, index, LAST_ROW - 1, index, limits)
        for number, value in enumerate(values, start=1):
            _write(page, number, index, value, style)
    for number in range(len(rows)):
        said = {name: column[number] for name, column in texts.items()}
        page.set_row(number + 1, looks.row_height(sheet, said, widths))
    _write_handles(page, formats, sheet, places)
    last = max(places.values())
    page.set_row(0, 44)
    page.freeze_panes(1, _FROZEN.get(sheet.name, 0))
    page.repeat_rows(0)
    page.print_area(0, 0, max(len(rows), 1), last)
    if sheet.name in _WIDE:
        page.set_paper(_A3)
        page.fit_to_pages(_WIDE[sheet.name], 0)
        page.repeat_columns(0)
    if sheet.name in _FILTERED:
        page.autofilter(0, 0, max(len(rows), 1), last)


def _places(sheet: Sheet) -> dict[str, int]:
    """Return the column of each field; before each group stands an empty one, since adjacent groups would merge."""
    places: dict[str, int] = {}
    group, at = "", 0
    for column in sheet.columns:
        at += 1 if column.group and column.group != group else 0
        places[column.name] = at
        group, at = column.group, at + 1
    return places


def _write_handles(page: Any, formats: looks.Formats, sheet: Sheet, places: Mapping[str, int]) -> None:
    """Mark the empty column before each folded group: its colour, its name and how to open it."""
    if not any(column.group for column in sheet.columns):
        return
    page.outline_settings(symbols_right=False)
    for group, members in groupby(sheet.columns, key=lambda column: column.group):
        if not group:
            continue
        inside = list(members)
        handle = places[inside[0].name] - 1
        colour = looks.GROUPS[group]
        page.set_column(handle, handle, 13, formats(bg_color=colour), {"collapsed": True})
        page.write_blank(0, handle, None, formats(bg_color=colour))
        said = f"{group.upper()}\n{len(inside)} optional columns: {looks.GROUP_MEANS[group]}.\nOpen with the + above."
        page.write_comment(0, handle, *_comment(said))
        page.insert_textbox(
            0, handle, group, {
                "width": 94, "height": 30, "x_offset": 1, "y_offset": 14, "object_position": 2,
                "fill": {"none": True}, "line": {"none": True},
                "font": {"size": looks.SIZE, "bold": True, "name": looks.FONT},
                "align": {"vertical": "middle", "horizontal": "center"},
                "description": f"folded columns: {group}",
            },
        )  # fmt: skip


def _write_form(page: Any, formats: looks.Formats, sheet: Sheet, settings: Mapping[str, Cell], policy: Policy) -> None:
    _refuse_unknown("setting", settings, sheet)
    head = {"font_name": looks.FONT, "font_size": looks.SIZE, "bold": True, "bg_color": looks.REQUIRED,
        "font_color": looks.PAPER, "valign": "vcenter", "indent": 1}  # fmt: skip
    says = ("What is set.", "Fill this column.", "What it means, its unit, and what happens where it is blank.")
    for index, (title, said) in enumerate(zip(("setting", "value", "meaning"), says, strict=True)):
        page.write_string(0, index, title, formats(**head))
        page.write_comment(0, index, *_comment(f"{title.upper()}\n{said}"))
    for number, column in enumerate(sheet.columns, start=1):
        value = settings.get(column.name)
        look = looks.cell_style(sheet, column, [value]) | {"align": "left", "valign": "vcenter", "indent": 1}
        value_style = look | {"bg_color": "#FFFBE6", "bold": column.required}
        name_style = looks.header_style(sheet, column) | {"border": 1, "bottom": 1, "border_color": looks.LINE}
        name_style |= {"align": "left", "indent": 1}
        page.write_string(number, 0, column.title, formats(**name_style))
        page.write_comment(number, 0, *_comment(note(column, policy)))
        _write(page, number, 1, value, formats(**value_style))
        if (limits := rule(column)) is not None:
            page.data_validation(number, 1, number, 1, limits)
        plain = {"num_format": "@", "font_color": looks.QUIET, "text_wrap": True}
        page.write_string(number, 2, _explain(column, policy), formats(**look | plain))
        page.set_row(number, 32)
    for index, wide in enumerate((28, 26, 84)):
        page.set_column(index, index, wide)
    page.hide_gridlines(2)
    page.set_row(0, 24)
    page.freeze_panes(1, 0)


def _explain(column: Column, policy: Policy) -> str:
    parts = (
        column.meaning.rstrip("."),
        f"Unit: {column.unit}" if column.unit else "",
        f"Allowed: {column.allowed}" if column.kind is Kind.CHOICE or column.refers_to else "",
        f"Blank: {when_blank(column, policy)}",
        f"Example: {column.example}" if column.example else "",
    )
    return ". ".join(part for part in parts if part) + "."


def _comment(text: str) -> tuple[str, dict[str, Any]]:
    lines = sum(1 + len(line) // 48 for line in text.split("\n"))
    return text, {**_NOTE, "width": 290, "height": 14 + 16 * lines}


def _refuse_unknown(kind: str, given: Mapping[str, Cell], sheet: Sheet) -> None:
    known = [column.name for column in sheet.columns]
    for name in given:
        if name not in known:
            raise UnknownName(f"{kind} of {sheet.name}", name, known)


def _as_text(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return "; ".join(value) or "none"
    return value if isinstance(value, str) else str(value)


def _write(page: Any, row: int, column: int, value: Cell, style: Any) -> None:
    if isinstance(value, dt.date):
        page.write_datetime(row, column, value, style)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        page.write_number(row, column, value, style)
    else:
        text = _as_text(value)
        # Never plain write: it would turn text that starts with = into a formula, and an address into a link.
        written = page.write_string(row, column, text, style) if text else page.write_blank(row, column, None, style)
        if written:
            place = f"{page.get_name()}!{xl_col_to_name(column)}{row + 1}"
            raise ValueError(f"{place}: a text of {len(text):,} characters is longer than Excel holds")
