"""The declared sheets as pandera schemas: the last look at typed frames before anything is computed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pandas as pd
import pandera.pandas as pa

from toolkit.sheets.declare import LISTS, NUMERIC, Column, Kind

if TYPE_CHECKING:
    from toolkit.sheets.declare import Sheet


def dtype(column: Column) -> str:
    """Return the pandas dtype of a column: ``float64``, ``datetime64[us]``, ``boolean``, ``object`` or ``str``."""
    if column.kind in NUMERIC:
        return "float64"
    if column.kind is Kind.DATE:
        return "datetime64[us]"
    if column.kind is Kind.YES_NO:
        return "boolean"
    return "object" if column.kind in LISTS else "str"


def empty_frame(sheet: Sheet) -> pd.DataFrame:
    """Return the frame of a sheet without rows: declared columns, declared dtypes, integer index ``row``."""
    return pd.DataFrame(
        {column.name: pd.Series(dtype=dtype(column)) for column in sheet.columns},
        index=pd.Index([], dtype="int64", name="row"),
    )


@cache
def schema(sheet: Sheet) -> pa.DataFrameSchema:
    """Return the schema of a sheet's frame: dtypes, bounds, choices, required values and unique keys.

    Validate with ``lazy=True``; ``SchemaErrors.failure_cases`` then names column, Excel row and value.
    """
    return pa.DataFrameSchema(
        {
            column.name: pa.Column(
                dtype(column), _checks(column), nullable=not column.required, required=True, coerce=False
            )
            for column in sheet.columns
        },
        index=pa.Index("int64", name="row", unique=True),
        unique=list(sheet.key) or None,
        strict=True,
        ordered=True,
    )


def failures(sheet: Sheet, frame: pd.DataFrame) -> list[dict[str, object]]:
    """Return what the schema finds in a frame: column, index (Excel row), check and failure_case of each."""
    try:
        schema(sheet).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        return error.failure_cases.to_dict("records")
    return []


def _checks(column: Column) -> list[pa.Check]:
    checks = []
    if column.low is not None:
        checks.append(pa.Check.ge(column.low))
    if column.high is not None:
        checks.append(pa.Check.le(column.high))
    if column.kind is Kind.CHOICE:
        checks.append(pa.Check.isin(column.choices))
    if column.kind is Kind.INTEGER:
        checks.append(pa.Check(lambda values: values.dropna() % 1 == 0, name="whole number"))
    return checks
