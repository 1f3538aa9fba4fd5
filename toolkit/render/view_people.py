"""Who holds which role, and what is decided: what the sheets People and Governance say, as a report tells it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.render.view_records import Cell, Section
from toolkit.render.view_routing import table
from toolkit.render.view_words import capital, count, date, listed, name_of, number_word, plain, shorten

if TYPE_CHECKING:
    from toolkit.model import Value
    from toolkit.render.view_reading import Reading

PEOPLE, GOVERNANCE = "People", "Governance"
IN_INPUTS = "in Excel, on the sheet Inputs"
DECISION = "decision"


def roles(reading: Reading) -> Section | None:
    """Return who is in office in which role on the as-of date, and which roles nobody holds; nothing without people."""
    from toolkit.sheets import PEOPLE as SHEET  # noqa: PLC0415  pandas, which drawing a page does not need

    rows = _rows(reading, PEOPLE)
    if not rows:
        return None
    choices = SHEET.column("role").choices
    today = reading.assessment.program.as_of
    held = [row for row in rows if _in_office(row, today)]
    people = {str(row.get("name")) for row in held}
    open_roles = [role for role in choices if role not in {row.get("role") for row in held}]
    said = f"{count(len(people), 'person', 'people')} {_hold(len(people))} {count(len(held), 'role')}"
    tail = f"; nobody is in office as {listed(open_roles)}" if open_roles else ", and every role is filled"
    order = {role: place for place, role in enumerate(choices)}
    ordered = sorted(held, key=lambda row: order.get(str(row.get("role")), len(order)))
    cells = [
        (Cell(name_of(str(row.get("name") or "")), _when(row)), Cell(shorten(str(row.get("role") or "not said"))))
        for row in ordered
    ]
    told = table("Roles in office", ("Person", "Role"), cells, IN_INPUTS)
    left = len(rows) - len(held)
    notes = (
        (f"{capital(count(left, 'further row'))} of People {_is(left)} of nobody in office that day.",) if left else ()
    )
    return Section(capital(f"{said} on {date(today)}{tail}."), (replace(told, narrow=True),), notes)


def decided(reading: Reading) -> Section | None:
    """Return which decisions of governance are written down, by whom, and what a try of them showed."""
    found = [row for row in _rows(reading, GOVERNANCE) if row.get("kind") == DECISION]
    if not found:
        return None
    tried = [row for row in found if row.get("test_result") == "passed"]
    for_all = sum(not row.get("about") for row in found)
    of_them = number_word(for_all) if for_all else "none"
    said = f"{count(len(found), 'decision')} {_is(len(found))} written down, {of_them} of them for all agents"
    tail = f", and {number_word(len(tried))} passed a try" if tried else ", and none was tried yet"
    heads = ("Decision", "What was decided", "Tried")
    cells = [
        (
            Cell(capital(shorten(str(row.get("subject") or "not said"))), _whose(reading, row)),
            Cell(shorten(str(row.get("text") or "")) or "nothing written", is_missing=not row.get("text")),
            Cell(_tried(row)),
        )
        for row in found
    ]
    return Section(capital(f"{said}{tail}."), (table("Decisions of governance", heads, cells, IN_INPUTS),))


def _rows(reading: Reading, sheet: str) -> list[dict[str, Value]]:
    found = reading.assessment.inputs.get(sheet)
    return [dict(row.values) for row in found.rows] if found else []


def _in_office(row: dict[str, Value], today: str | dt.date) -> bool:
    """Dates stand in ISO form, and so compare as text."""
    since, until, day = str(row.get("since") or ""), str(row.get("until") or ""), str(today)
    return since <= day and (not until or until >= day)


def _whose(reading: Reading, row: dict[str, Value]) -> str:
    """Return for whom a decision holds, whose it is, and of which day."""
    about, of = str(row.get("about") or ""), "for all agents"
    if about:
        name = reading.name("Agents", about)
        of = f"for {name if name != shorten(about) else reading.name('Workflows', about)} alone"
    return f"{of}; {name_of(str(row.get('owner') or ''), 'nobody named')}, {_day(row.get('date'))}"


def _tried(row: dict[str, Value]) -> str:
    if not row.get("test_result"):
        return "not yet"
    by = f" by {name_of(str(row['tested_by']))}" if row.get("tested_by") else ""
    when = f" on {_day(row['test_date'])}" if row.get("test_date") else ""
    return f"{row['test_result']}{by}{when}"


def _day(value: Value) -> str:
    return date(str(value)) if value else "not said"


def _when(row: dict[str, Value]) -> str:
    hours = row.get("hours_per_week")
    said = f"{plain(float(hours))} hours a week" if isinstance(hours, int | float) else "hours not said"
    return ", ".join(
        part for part in (shorten(str(row.get("discipline") or "")), f"since {_day(row.get('since'))}", said) if part
    )


def _hold(number: int) -> str:
    return "holds" if number == 1 else "hold"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"
