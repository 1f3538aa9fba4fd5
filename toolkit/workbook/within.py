"""What must hold between the cells of one sheet: ranges in order, keys once, subjects of their kind, Mondays."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from toolkit.sheets import GOVERNANCE, METRICS, ranged
from toolkit.sheets.operations import DECISIONS, PLAYBOOK, REVIEWS
from toolkit.workbook.cells import Fault, folded

if TYPE_CHECKING:
    from toolkit.workbook.problems import Problems
    from toolkit.workbook.tables import Table

_SUBJECTS = {"decision": DECISIONS, "playbook": PLAYBOOK, "review": REVIEWS}


def check_within(table: Table, problems: Problems) -> None:
    """Add the problems between the cells of a sheet's rows; faulty cells are passed over."""
    for quantity in ranged(table.sheet.columns):
        _check_range(table, quantity, problems)
    if table.sheet is GOVERNANCE:
        _check_subjects(table, problems)
    if table.sheet is METRICS:
        _check_mondays(table, problems)
    if table.sheet.key:
        _check_keys(table, problems)


def _fault(table: Table, position: int, name: str, fault: Fault, problems: Problems) -> None:
    problems.add_fault(table.sheet.name, table.cell(position, name), table.sheet.column(name), fault)


def _check_range(table: Table, quantity: str, problems: Problems) -> None:
    names = {part: f"{quantity}_{part}" for part in ("low", "likely", "high")}
    columns = {part: table.values.get(name) for part, name in names.items()}
    for position in range(len(table.rows)):
        low, likely, high = (values[position] if values else None for values in columns.values())
        if likely is None:
            if low is None and high is None:
                continue
            fault = Fault("a blank cell beside a low or high value", "fill in the likely value, or clear low and high")
            # without a likely column the problem stands at the value that is there
            there = names["likely"] if columns["likely"] else names["low" if low is not None else "high"]
            _fault(table, position, there, fault, problems)
            continue
        for part, value in (("low", low), ("high", high)):
            if not isinstance(value, float) or not isinstance(likely, float):
                continue
            if value > likely if part == "low" else value < likely:
                beyond = "above" if part == "low" else "below"
                found = f'"{value:g}", {beyond} the likely value {likely:g}'
                allowed = f"{'at most' if part == 'low' else 'at least'} the likely value"
                mend = "write low, likely and high in ascending order"
                _fault(table, position, names[part], Fault(found, mend, allowed), problems)


def _check_subjects(table: Table, problems: Problems) -> None:
    kinds, subjects = table.values.get("kind"), table.values.get("subject")
    if not kinds or not subjects:
        return
    for position, (kind, subject) in enumerate(zip(kinds, subjects, strict=True)):
        own = _SUBJECTS.get(str(kind))
        if own is None or subject is None or subject in own:
            continue
        home = next(name for name, listed in _SUBJECTS.items() if subject in listed)
        mend = f'make the kind "{home}", or choose a subject of the kind "{kind}"'
        fault = Fault(f'"{subject}", a subject of the kind "{home}"', mend, ", ".join(own))
        _fault(table, position, "subject", fault, problems)


def _check_mondays(table: Table, problems: Problems) -> None:
    for position, week in enumerate(table.values.get("week", ())):
        if isinstance(week, dt.date) and week.weekday():
            monday = week - dt.timedelta(days=week.weekday())
            mend = f"write {monday}, the Monday of that week"
            fault = Fault(f'"{week}", a {week:%A}', mend, "the Monday of the week")
            _fault(table, position, "week", fault, problems)


def _check_keys(table: Table, problems: Problems) -> None:
    """A later row with the key of an earlier one is a problem that names both."""
    key = table.sheet.key
    if any(name not in table.values for name in key):
        return
    first: dict[tuple[str, ...], int] = {}
    for position, parts in enumerate(zip(*(table.values[name] for name in key), strict=True)):
        if any(part is None for part in parts):
            continue
        same = tuple(folded(str(part)) for part in parts)
        if same not in first:
            first[same] = position
            continue
        what = ", ".join(str(part) for part in parts)
        found = f'"{what}" in row {table.rows[position]} as in row {table.rows[first[same]]}'
        mend = "give it a name of its own, or delete the row" if len(key) == 1 else "keep one of the two rows"
        allowed = f"each {' and '.join(table.sheet.column(name).title for name in key)} once"
        _fault(table, position, key[0], Fault(found, mend, allowed), problems)
