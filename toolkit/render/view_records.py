"""What a page consists of, finished to the last word: plain records that a template only walks through."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.render.charts import BarChart, CashChart


@dataclass(frozen=True)
class Cell:
    """One cell of a table. ``note`` stands in small type below; ``bar`` is a share of 100 drawn behind it."""

    text: str
    note: str = ""
    href: str = ""
    bar: str = ""
    is_assumed: bool = False
    is_missing: bool = False
    is_loss: bool = False


@dataclass(frozen=True)
class Column:
    """The head of a column; numbers stand to the right."""

    title: str
    is_number: bool = False


@dataclass(frozen=True)
class Table:
    """A table whose first cell heads its row. ``rest`` are rows after the first ten; ``more`` says what is left out.

    A ``narrow`` table fits a phone as it is; any other becomes cards there. ``total`` rows are set in bold.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    rest: tuple[tuple[Cell, ...], ...] = ()
    more: str = ""
    narrow: bool = False
    total: tuple[int, ...] = ()


@dataclass(frozen=True)
class Number:
    """One of the five numbers: what, how much, and what it is made of."""

    title: str
    text: str
    unit: str
    note: str
    is_missing: bool = False


@dataclass(frozen=True)
class Node:
    """One line of a trace: a figure, what it says, and the lines below it."""

    title: str
    text: str
    says: str
    is_assumed: bool
    branches: tuple[Node, ...]


@dataclass(frozen=True)
class SetApart:
    """A workflow without a rank, and why."""

    name: str
    reason: str


@dataclass(frozen=True)
class Case:
    """The business case of one candidate."""

    anchor: str
    rank: str
    name: str
    full_name: str
    about: str
    conclusion: str
    sure: str
    results: Table
    value: Table
    strategic: str
    costs: Table
    chart: CashChart | None
    months: Table | None
    conditions_say: str
    conditions: Table
    integration_says: str
    integration: Table | None
    data_says: str
    data: Table | None
    trace: Node | None
    is_brief: bool


@dataclass(frozen=True)
class Section:
    """A section that is a conclusion and tables."""

    says: str
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mark:
    """An outcome as a shape and a word; ``kind`` names its colour, which never stands alone."""

    shape: str
    word: str
    kind: str


@dataclass(frozen=True)
class Card:
    """One question at a glance; ``strip`` holds a mark per check, ``strip_says`` the same in words."""

    title: str
    mark: Mark
    note: str
    coverage: str
    strip: tuple[Mark, ...]
    strip_says: str


@dataclass(frozen=True)
class IndexPage:
    """Everything that ``index.html`` says, in its order. Empty parts leave no hole."""

    organisation: str
    assessed: str
    currency: str
    assumed_share: str
    verdict: str
    stands: str
    questions: tuple[Card, ...]
    blockers: Table | None
    headline: str
    breath: tuple[str, ...]
    numbers_of: str
    numbers: tuple[Number, ...]
    candidates_say: str
    chart: BarChart | None
    ranking: Table | None
    set_apart_says: str
    set_apart: tuple[SetApart, ...]
    set_apart_more: str
    fill_next: Section | None
    scores: Section | None
    cases_say: str
    cases: tuple[Case, ...]
    cases_more: str
    portfolio: Section
    findings: Section | None
    assumed: Section | None
    method: Section
    origin: tuple[tuple[str, str], ...]
