"""What a column asks of the person who fills it, in words: for header notes, the form and the data dictionary."""

from __future__ import annotations

from toolkit.policy import Policy
from toolkit.sheets import RANGE, Column, Kind


def default_value(column: Column, policy: Policy) -> str:
    """Say the policy value that stands in for a blank, with its unit; empty where the column has none.

    >>> from toolkit.policy import load_policy
    >>> from toolkit.sheets import SHEETS
    >>> default_value(SHEETS[1].column("review_minutes"), load_policy())
    '2 minutes per item'
    >>> default_value(SHEETS[1].column("realisation_likely"), load_policy())
    '50 %'
    """
    if not column.default:
        return ""
    entry = policy.entry(column.default)
    value, unit = entry.value, entry.unit
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    if unit.startswith("share"):
        return f"{float(value or 0) * 100:g} %" + unit.removeprefix("share").rstrip()
    return f"{value:,g} {unit}".strip()


def range_part(column: Column) -> str:
    """Return ``low``, ``likely`` or ``high`` for a column that is one of three, else an empty text."""
    part = column.title.rpartition(", ")[2]
    return part if column.name.endswith(f"_{part}") and part in RANGE else ""


def when_blank(column: Column, policy: Policy) -> str:
    """Say what happens where a cell of this column is blank, as a sentence without full stop."""
    if column.required:
        return "not allowed, this is required"
    if column.essential:
        return "no business case for this row: there is no default"
    if column.default:
        return f"{default_value(column, policy)}, marked assumed (policy {column.default})"
    if range_part(column):
        return "likely value × (1 ± the spread for the row's confidence), marked assumed"
    return "unknown" if column.name != "notes" else "fine"


def note(column: Column, policy: Policy) -> str:
    """Return the note on a header: title, meaning, unit, what is allowed, what a blank means, an example."""
    part = range_part(column)
    meaning = {
        "low": "As low as it can reasonably be. ",
        "likely": "The most likely value. ",
        "high": "As high as it can reasonably be. ",
    }.get(part, "")
    lines = [
        column.title.upper(),
        meaning + column.meaning,
        f"Unit: {column.unit or 'currency of the Program sheet'}" if column.unit or column.kind is Kind.MONEY else "",
        f"Allowed: {column.allowed}" if len(column.allowed) <= _LONGEST_LIST else "Allowed: see the drop-down",
        f"Blank: {when_blank(column, policy)}",
        f"Example: {column.example}" if column.example else "",
    ]
    return "\n".join(line for line in lines if line)


_LONGEST_LIST = 230
