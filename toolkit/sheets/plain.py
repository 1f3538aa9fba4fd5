"""Frames as plain cells: what JSON knows, and fast to read one at a time."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from toolkit.model import Value


def plain(value: object) -> Value:
    """Return a cell of a frame as JSON knows it: ``None`` for missing, ISO text for dates, ``a; b`` for lists."""
    if isinstance(value, tuple):
        return "; ".join(str(item) for item in value) if value else "none"
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and np.isnan(value)):
        return None
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, bool | np.bool_):
        return bool(value)
    return value if isinstance(value, str | int) else float(value)  # type: ignore[arg-type]


def by_row(frame: pd.DataFrame) -> dict[int, dict[str, Value]]:
    """Return a frame as plain cells by Excel row and column, in the frame's order."""
    if not len(frame):
        return {}
    columns = {str(name): [plain(value) for value in frame[name]] for name in frame.columns}
    return {int(row): {name: cells[i] for name, cells in columns.items()} for i, row in enumerate(frame.index)}
