"""Builds portfolios from plain rows, so that a test says only what it is about."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

import pandas as pd

from toolkit.sheets import NUMERIC, SHEETS, Kind, Portfolio, Sheet
from toolkit.sheets.schemas import dtype, empty_frame, schema

SETTINGS: dict[str, Any] = {
    "organisation": "Northwind Advisory",
    "as_of": dt.date(2026, 6, 30),
    "currency": "EUR",
    "hourly_cost": 62,
    "annual_discount_rate": 0.1,
    "horizon_months": 36,
    "integration_day_rate": 800,
}

WORKFLOW: dict[str, Any] = {
    "name": "Invoicing",
    "volume_likely": 900,
    "minutes_likely": 14,
    "automation_likely": 0.6,
    "build_cost_likely": 24000,
    "systems_read": ("crm",),
    "data_sources": ("invoices",),
}


def workflow(workflow_id: str, **changed: Any) -> dict[str, Any]:
    """Return the row of a candidate with the essential figures, some of them changed."""
    return {"workflow_id": workflow_id, **WORKFLOW, **changed}


def portfolio(settings: dict[str, Any] | None = None, /, **sheets: list[dict[str, Any]]) -> Portfolio:
    """Return a portfolio of these rows, from Excel row 2 on; ``Data_sources`` stands for *Data sources*.

    Settings are the usual ones where they are not given; ``None`` blanks one.
    """
    given = {name.replace("_", " "): rows for name, rows in sheets.items()}
    frames = {sheet.name: _frame(sheet, given.get(sheet.name, [])) for sheet in SHEETS[1:]}
    frames["Program"] = _frame(SHEETS[0], [{**SETTINGS, **(settings or {})}])
    letters = {sheet.name: {c.name: _letter(i) for i, c in enumerate(sheet.columns)} for sheet in SHEETS[1:]}
    cells = {column.name: f"B{i}" for i, column in enumerate(SHEETS[0].columns, start=2)}
    return Portfolio(frames, letters, cells, "test.xlsx", "0" * 64)


def _letter(index: int) -> str:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return letters[index] if index < 26 else letters[index // 26 - 1] + letters[index % 26]


_empty = cache(empty_frame)  # frames are read, never written to


def _frame(sheet: Sheet, rows: list[dict[str, Any]]) -> pd.DataFrame:
    if not rows:
        return _empty(sheet)
    index = pd.Index(range(2, len(rows) + 2), dtype="int64", name="row")
    columns = {}
    for column in sheet.columns:
        values = [row.get(column.name) for row in rows]
        if column.kind in NUMERIC:
            values = [float("nan") if value is None else float(value) for value in values]
        if column.kind is Kind.DATE:
            values = [pd.NaT if value is None else pd.Timestamp(value) for value in values]
        columns[column.name] = pd.Series(values, index=index, dtype=dtype(column))
    unknown = {name for row in rows for name in row} - set(columns)
    assert not unknown, f"{sheet.name} has no {unknown}"
    return schema(sheet).validate(pd.DataFrame(columns, index=index))
