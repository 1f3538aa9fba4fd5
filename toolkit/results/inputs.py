"""What an assessment was made from, and what is missing from it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from toolkit.model import Figure, Value, brief


@dataclass(frozen=True)
class Assumed:
    """A cell that was blank and for which a policy default stood in."""

    sheet: str
    cell: str
    title: str
    subject: str
    value: Value
    unit: str
    policy: str


@dataclass(frozen=True)
class FillNext:
    """A cell worth filling: what it would settle and who can. ``swing`` is money of NPV, missing if not known."""

    sheet: str
    cell: str
    title: str
    subject: str
    owner: str
    swing: float | None
    because: str


@dataclass(frozen=True)
class InputRow:
    """One row of a sheet as it was read; lists joined by ``;``, dates in ISO form."""

    row: int
    values: dict[str, Value]

    __repr__ = brief


@dataclass(frozen=True)
class InputSheet:
    """A sheet as it was read: the letter of each column, then its rows."""

    letters: dict[str, str]
    rows: tuple[InputRow, ...]

    __repr__ = brief


@dataclass(frozen=True)
class Origin:
    """What an assessment was made from: same origin, same assessment."""

    toolkit_version: str
    workbook: str
    workbook_sha256: str
    policy_sha256: str
    as_of: dt.date
    seed: int


@dataclass(frozen=True)
class Program:
    """The settings of the organisation, blanks filled from the policy."""

    organisation: str
    as_of: dt.date
    currency: str
    hourly_cost: float
    annual_discount_rate: float
    horizon_months: int
    integration_day_rate: float
    lead: str
    inputs: tuple[Figure, ...]
