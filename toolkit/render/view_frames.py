"""How the frames of the library read in a notebook: titles with units, numbers as people write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.render.view_parts import Part
from toolkit.render.view_records import Cell, Column, Table
from toolkit.render.view_words import count, decimal, exact, percent, plain, shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

ROWS_SHOWN = 10
ROWS_MOST = 60
MISSING = "–"


def _whole(value: float) -> str:
    return exact(round(value))


def _hundredths(value: float) -> str:
    return decimal(value, 2)


TITLES: dict[str, tuple[str, Callable[[float], str]]] = {
    "rank": ("Rank", _whole),
    "score": ("Score, 0 to 1", _hundredths),
    "npv": ("NPV, {currency}", _whole),
    "irr_annual": ("IRR a year", percent),
    "payback_months": ("Payback, months", decimal),
    "return_multiple_first_year": ("Return multiple, first 12 months", _hundredths),
    "return_multiple": ("Return multiple", _hundredths),
    "investment": ("Investment, {currency}", _whole),
    "annual_value": ("Value a year, {currency}", _whole),
    "annual_running_cost": ("Running cost a year, {currency}", _whole),
    "go_live_month": ("Go-live, month", _whole),
    "hours_freed_per_year": ("Hours freed a year", _whole),
    "fte_freed": ("People freed, FTE", _hundredths),
    "integration_days": ("Integration, days", decimal),
    "data_readiness": ("Data readiness", percent),
    "best_case_rank": ("Best-case rank", _whole),
    "one_off": ("One-off, {currency}", _whole),
    "time": ("Time saved, {currency}", _whole),
    "quality": ("Fewer errors, {currency}", _whole),
    "revenue": ("Added revenue, {currency}", _whole),
    "running": ("Running cost, {currency}", _whole),
    "decommissioning": ("Decommissioning, {currency}", _whole),
    "net": ("Net, {currency}", _whole),
    "cumulative": ("Cumulative, {currency}", _whole),
}
"""Of each column of numbers that the library names: title with its unit, and how its numbers are written."""

WORDS = {
    **{"workflow_id": "Id", "name": "Workflow", "set_apart_because": "Set apart because", "month": "Month"},
}


def frame(columns: Sequence[str], rows: Iterable[Sequence[object]], of: int, currency: str) -> Part:
    """Return a frame as a part: ``rows`` are its first ones, ``of`` is how many it has.

    A missing value (``None``) is a dash; columns that the caller added keep their names.
    """
    heads = tuple(_head(name, currency) for name in columns)
    cells = tuple(tuple(_cell(name, value) for name, value in zip(columns, row, strict=True)) for row in rows)
    left = of - len(cells)
    more = f"and {left:,} more rows" if left > 0 else ""
    caption = "As a pandas frame; a dash is a missing value"
    table = Table(caption, heads, cells[:ROWS_SHOWN], cells[ROWS_SHOWN:], more=more)
    return Part(f"{count(of, 'row').capitalize()}, {count(len(columns), 'column')}.", tables=(table,))


def _head(name: str, currency: str) -> Column:
    if name in TITLES:
        return Column(TITLES[name][0].format(currency=currency).removesuffix(", "), is_number=True)
    return Column(WORDS.get(name) or shorten(name))


def _cell(name: str, value: object) -> Cell:
    if value is None:
        return Cell(MISSING, is_missing=True)
    if isinstance(value, int | float) and not isinstance(value, bool):
        write = TITLES[name][1] if name in TITLES else plain
        return Cell(write(value), is_loss=value < 0)
    return Cell(shorten(str(value)))
