"""The twelve sheets of the assessment workbook, declared once, and the portfolio that is read from them."""

from __future__ import annotations

from toolkit.sheets.candidates import DATA_SOURCES, PROGRAM, SYSTEMS, WORKFLOWS
from toolkit.sheets.declare import LISTS, NUMERIC, RANGE, Column, Kind, Sheet, ranged
from toolkit.sheets.operations import (
    AGENTS,
    EVENTS,
    EXCEPTIONS,
    GOVERNANCE,
    METRICS,
    OWNERSHIP,
    PEOPLE,
    PLATFORM,
)
from toolkit.sheets.portfolio import Portfolio

SHEETS: tuple[Sheet, ...] = (
    PROGRAM,
    WORKFLOWS,
    SYSTEMS,
    DATA_SOURCES,
    AGENTS,
    OWNERSHIP,
    METRICS,
    EVENTS,
    PLATFORM,
    PEOPLE,
    GOVERNANCE,
    EXCEPTIONS,
)
"""In the order in which the workbook shows them."""

__all__ = [
    "AGENTS",
    "DATA_SOURCES",
    "EVENTS",
    "EXCEPTIONS",
    "GOVERNANCE",
    "LISTS",
    "METRICS",
    "NUMERIC",
    "OWNERSHIP",
    "PEOPLE",
    "PLATFORM",
    "PROGRAM",
    "RANGE",
    "SHEETS",
    "SYSTEMS",
    "WORKFLOWS",
    "Column",
    "Kind",
    "Portfolio",
    "Sheet",
    "ranged",
]
