"""Parts of an assessment as plain text, for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.render.view_words import capital, clean, shorten

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolkit.render.view_parts import Part
    from toolkit.render.view_records import Node, Table

CELL_WIDTH = 44
TEXT_ROWS = 10


def part_text(part: Part) -> str:
    """Return a part as plain text: its sentences, then its tables, a line per row."""
    lines = [part.says, *part.notes]
    for card in part.cards:
        lines.append(f"  {card.mark.shape} {card.mark.word:8} {card.title} {card.coverage}".rstrip())
    lines += [f"  {number.title}: {number.text} {number.unit}".rstrip() for number in part.numbers]
    for one in part.cases:
        lines += ["", f"{one.rank}. {one.name}: {one.conclusion}", *_table_lines(one.results)]
    for picture in part.pictures:
        lines += ["", f"{picture.chart.title}.", *_table_lines(picture.table)]
    for table in part.tables:
        lines += ["", *_table_lines(table)]
    if part.trace:
        lines += ["", *_node_lines(part.trace, "")]
    if part.go_on:
        lines += ["", "Go on with", *(f"  {code}: {what}" for code, what in part.go_on)]
    return "\n".join(lines)


def _table_lines(table: Table) -> list[str]:
    rows = [[shorten(cell.text, CELL_WIDTH) for cell in row] for row in (*table.rows, *table.rest)[:TEXT_ROWS]]
    grid = [[column.title for column in table.columns], *rows]
    widths = [min(CELL_WIDTH, max(len(row[i]) for row in grid)) for i in range(len(table.columns))]
    fit: list[Callable[[str, int], str]] = [str.rjust if column.is_number else str.ljust for column in table.columns]
    lines = [
        "  ".join(fit[i](shorten(text, widths[i]), widths[i]) for i, text in enumerate(row)).rstrip() for row in grid
    ]
    left = len(table.rows) + len(table.rest) - TEXT_ROWS
    more = [f"and {left:,} more"] if left > 0 else [table.more] if table.more else []
    return [capital(table.caption), *(f"  {line}" for line in (*lines, *more))]


def _node_lines(node: Node, indent: str) -> list[str]:
    says = f"  [{clean(node.says)}]" if node.says else ""
    lines = [f"{indent}{node.title}: {node.text}{says}"]
    return lines + [line for branch in node.branches for line in _node_lines(branch, indent + "  ")]
