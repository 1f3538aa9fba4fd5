"""The records that travel between the parts of the toolkit: frozen, plain, standard library only.

A missing number is ``None``, never a sentinel. Money is in the currency of the Program sheet, shares and scores
are 0 to 1, dates are ISO text wherever a record is written to ``assessment.json``.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import Any

Value = str | float | int | bool | None
"""A cell, a policy value or a result as JSON knows it."""


NOBODY = "nobody named"
"""Shown where an owner is asked for and nobody is one."""


TEXT_SHOWN = 80


def brief(record: Any) -> str:
    """Return a record as one short line: texts cut off, records inside and collections as how many there are.

    It is the ``repr`` of records that hold many others, which would fill a screen else.
    """
    shown = ((field.name, getattr(record, field.name)) for field in fields(record))
    return f"{type(record).__name__}({', '.join(f'{name}={_short(value)}' for name, value in shown)})"


def _short(value: Any) -> str:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple | dict):
        return _few(value) or f"{len(value):,} × {type(next(iter(_values(value)))).__name__}"
    text = repr(value)
    if len(text) <= TEXT_SHOWN:
        return text
    return f"{text[: TEXT_SHOWN - 2]}…{text[0]}" if isinstance(value, str) else f"{type(value).__name__}(…)"


def _values(value: Any) -> Any:
    return value.values() if isinstance(value, dict) else value


def _few(value: Any) -> str:
    """Return a collection of few plain values as it stands; empty where it is of records, or long."""
    if any(is_dataclass(one) for one in _values(value)):
        return ""
    items = value.items() if isinstance(value, dict) else ()
    text = f"{{{', '.join(f'{key}: {_short(one)}' for key, one in items)}}}" if items else repr(value)
    return text if len(text) <= TEXT_SHOWN else ""


class Grade(StrEnum):
    """How good evidence is, best first."""

    MEASURED = "measured"
    """computed from data"""
    RECORDED = "recorded"
    """dated, with a named person, a link or a tester"""
    CLAIMED = "claimed"
    """typed, nothing behind it"""
    ASSUMED = "assumed"
    """a policy default stood in"""


class Outcome(StrEnum):
    """What a check answers about one subject: never a boolean."""

    PASS = "pass"  # noqa: S105  the word of the design, not a password
    FAIL = "fail"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    WAIVED = "waived"
    ERROR = "error"


class Severity(StrEnum):
    """What a finding weighs: only blockers enter a verdict."""

    BLOCKER = "blocker"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Evidence:
    """Where a fact comes from and how good that is.

    ``cell`` is empty where the sheet has no such column or row; ``policy`` names the default that stood in.
    """

    grade: Grade
    sheet: str
    cell: str = ""
    policy: str = ""

    @property
    def place(self) -> str:
        """``Workflows!H7``, or the sheet alone."""
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet


@dataclass(frozen=True)
class Finding:
    """A check's answer about one subject.

    ``grade`` is the weakest evidence that the answer rests on, missing where there is none. ``owner`` is who can mend
    it, ``effort_days`` how much work that is (missing where nothing is left to do); ``question`` is the readiness
    question it belongs to, empty for none.
    """

    check: str
    subject: str
    outcome: Outcome
    severity: Severity
    message: str
    evidence: tuple[Evidence, ...] = ()
    fix: str = ""
    grade: Grade | None = None
    owner: str = ""
    effort_days: float | None = None
    question: str = ""

    __repr__ = brief


@dataclass(frozen=True)
class Check:
    """One question about facts, as the catalogue declares it.

    ``least_grade`` is the weakest evidence on which it may pass. ``after`` names checks of the same subject (or of the
    organisation) that must pass first. ``columns`` are the columns that answer it, like ``Agents.status``; ``policy``
    the keys it reads.
    """

    id: str
    question: str
    asks: str
    why: str
    fix: str
    effort_days: float
    severity: Severity
    least_grade: Grade
    source: str
    columns: tuple[str, ...]
    after: tuple[str, ...] = ()
    policy: tuple[str, ...] = ()

    @property
    def sheets(self) -> tuple[str, ...]:
        """The sheets that answer it, in the order of ``columns``."""
        return tuple(dict.fromkeys(column.split(".")[0] for column in self.columns))


@dataclass(frozen=True)
class Verdict:
    """What findings add up to: outcome, coverage (0 to 1, missing for 0 / 0), and how many blocker checks had which.

    ``counts`` holds outcomes that occurred, in the order of :class:`Outcome`.
    """

    outcome: Outcome
    coverage: float | None
    counts: dict[Outcome, int]

    __repr__ = brief

    @property
    def waivers(self) -> int:
        """How many failing checks are waived."""
        return self.counts.get(Outcome.WAIVED, 0)


@dataclass(frozen=True)
class Formula:
    """How a score is computed, in words; the kernel computes the same.

    ``inputs`` name what it reads: ``input:…`` (a cell of the subject's row), ``program:…`` (a setting),
    ``policy:…`` (a policy key, or a group of them ending in ``.*``), ``score:…`` (another formula).
    """

    id: str
    text: str
    unit: str
    inputs: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Figure:
    """A number or word that a formula reads, with its evidence."""

    name: str
    title: str
    value: Value
    unit: str
    evidence: tuple[Evidence, ...]

    @property
    def is_assumed(self) -> bool:
        """Whether a policy default stands in for any part of it."""
        return any(evidence.grade is Grade.ASSUMED for evidence in self.evidence)


@dataclass(frozen=True)
class Score:
    """The result of a formula for one subject; ``why_missing`` says why ``value`` is ``None``."""

    formula: str
    value: float | None
    unit: str
    why_missing: str = ""


@dataclass(frozen=True)
class PolicyValue:
    """One value of the policy; ``overridden`` tells whether a client's file replaced the shipped one."""

    key: str
    value: Value
    unit: str
    source: str
    overridden: bool = False


@dataclass(frozen=True, repr=False)
class Trace:
    """A figure and, as branches, everything it was computed from."""

    name: str
    value: Value
    unit: str
    says: str
    branches: tuple[Trace, ...] = ()

    def __repr__(self) -> str:
        """Draw the tree as text, one line per node."""
        return "\n".join(self._lines("", ""))

    def _lines(self, head: str, indent: str) -> list[str]:
        value = "missing" if self.value is None else f"{self.value:,.6g}" if _is_number(self.value) else self.value
        lines = [f"{head}{self.name} = {value} {self.unit}".rstrip() + (f"  [{self.says}]" if self.says else "")]
        for position, branch in enumerate(self.branches, start=1):
            last = position == len(self.branches)
            tail, below = ("└─ ", "   ") if last else ("├─ ", "│  ")
            lines += branch._lines(indent + tail, indent + below)
        return lines


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
