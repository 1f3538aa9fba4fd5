"""The data dictionary as Markdown: every sheet and column of the workbook, generated from their declaration.

Written to ``docs/data_dictionary.md`` by ``uv run python -m toolkit.workbook.dictionary > docs/data_dictionary.md``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from toolkit.policy import Policy, load_policy
from toolkit.sheets import SHEETS, Column, Kind, Sheet
from toolkit.workbook.hints import default_value, range_part
from toolkit.workbook.looks import GROUP_MEANS, is_essential

COMMAND = "uv run python -m toolkit.workbook.dictionary > docs/data_dictionary.md"

_INTRODUCTION = f"""# Data dictionary

<!-- Generated. Do not edit: `{COMMAND}` -->

The assessment workbook has twelve sheets. Only *Program* and *Workflows* are required. Columns are found by their title
in row 1, in any order; data stands from row 2 on.

- **Blank**: where a default exists, it stands in and is marked *assumed*; the column below names the policy key and its
  shipped value. Where none exists, the answer is *unknown*.
- **Low, likely, high**: three columns of one quantity. Where low or high is blank, it is the likely value × (1 ± the
  policy's spread for the row's confidence), marked *assumed*.
- **Lists** are separated by `;`. Write `none` where there are none; a blank means that nobody has looked.
- **Shares** are 0 to 1, written 0.85 or 85%. **Money** is in the currency of the Program sheet. **Dates** are Excel
  dates or text like 2026-06-30.
"""


def data_dictionary() -> str:
    """Return the data dictionary: per sheet what a row is, and a table of its columns in declared order.

    Defaults are those of the shipped policy. Ends with a line break.
    """
    policy = load_policy()
    parts = [_INTRODUCTION, _contents()]
    for sheet in SHEETS:
        parts.append("\n".join(_sheet(sheet, policy)))
    return "\n".join(parts) + "\n"


def _contents() -> str:
    head = ["| sheet | a row is | filled |", "|---|---|---|"]
    lines = [
        f"| [{sheet.name}](#{sheet.name.lower().replace(' ', '-')}) | {sheet.row_is} | "
        f"{'required' if sheet.required else 'as far as known'} |"
        for sheet in SHEETS
    ]
    return "\n".join([*head, *lines, ""])


def _sheet(sheet: Sheet, policy: Policy) -> Iterator[str]:
    yield f"## {sheet.name}"
    yield ""
    keys = " and ".join(f"*{sheet.column(name).title}*" for name in sheet.key)
    yield f"A row is {sheet.row_is}." + (f" {keys} may not repeat." if keys else "")
    group = None
    for column in sheet.columns:
        if column.group != group:
            group = column.group
            yield ""
            if group:
                yield f"Group *{group}*: {GROUP_MEANS[group]}."
                yield ""
            title = "setting" if sheet.is_form else "column"
            yield f"| {title} | allowed | unit | needed | default | meaning | example |"
            yield "|---|---|---|---|---|---|---|"
        yield _row(_cells(sheet, column, policy))
    yield ""


def _cells(sheet: Sheet, column: Column, policy: Policy) -> Iterator[str]:
    title = column.title
    yield f"**{title}**" if column.required or is_essential(sheet, column) else title
    yield column.allowed if column.kind is not Kind.MONEY else f"money, {column.allowed}"
    yield column.unit or ("currency" if column.kind is Kind.MONEY else "")
    yield "required" if column.required else "essential" if is_essential(sheet, column) else ""
    yield f"{default_value(column, policy)} (`{column.default}`)" if column.default else _spread(column)
    yield column.meaning
    yield column.example


def _spread(column: Column) -> str:
    return "likely × (1 ± spread)" if range_part(column) in {"low", "high"} else ""


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    sys.stdout.buffer.write(data_dictionary().encode())
