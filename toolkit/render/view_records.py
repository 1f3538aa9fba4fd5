"""What a page consists of, finished to the last word: plain records that a template only walks through."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.render.charts import BarChart, CashChart
from toolkit.render.charts_band import BandChart
from toolkit.render.charts_certainty import ShareChart
from toolkit.render.charts_ladder import LadderChart
from toolkit.render.charts_learning import LearningChart
from toolkit.render.charts_matrix import MatrixChart
from toolkit.render.charts_ranges import RangeChart
from toolkit.render.charts_scatter import ScatterChart
from toolkit.render.charts_strips import StripChart
from toolkit.render.charts_tornado import TornadoChart

Chart = (
    BarChart
    | RangeChart
    | TornadoChart
    | ShareChart
    | BandChart
    | StripChart
    | LearningChart
    | ScatterChart
    | LadderChart
    | MatrixChart
)


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
    """One of the five numbers: what, how much, what it is made of, and its range in eight futures of ten."""

    title: str
    text: str
    unit: str
    note: str
    is_missing: bool = False
    range: str = ""


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
class Picture:
    """A chart, and its figures as a table that is folded below it."""

    chart: Chart
    table: Table


@dataclass(frozen=True)
class Section:
    """A section that is a conclusion, pictures and tables."""

    says: str
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()


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
class Step:
    """A step of a ladder: its name, whether it is solid, whether the organisation stands on it."""

    title: str
    mark: Mark
    is_here: bool


@dataclass(frozen=True)
class Sign:
    """A line of where the organisation stands: what (maturity, pace, a trap), how it is, and why."""

    title: str
    mark: Mark
    text: str


@dataclass(frozen=True)
class Standing:
    """Where the organisation stands: a sentence, the ladder of phases, then maturity, pace and traps a line each."""

    says: str
    ladder: tuple[Step, ...] = ()
    signs: tuple[Sign, ...] = ()


@dataclass(frozen=True)
class Link:
    """A place to read on: a file or an anchor, and what it is called."""

    href: str
    title: str


@dataclass(frozen=True)
class IndexPage:
    """Everything that ``index.html`` says, in its order, on one printed page. Empty parts leave no hole."""

    organisation: str
    assessed: str
    coverage: str
    currency: str
    assumed: str
    assumed_href: str
    mark: Mark
    verdict: str
    takes: str
    numbers_of: str
    numbers: tuple[Number, ...]
    numbers_note: str
    headline: str
    sure: tuple[str, ...]
    breath: tuple[str, ...]
    questions: tuple[Card, ...]
    candidates_say: str
    chart: RangeChart | None
    figures: Table | None
    apart_says: str
    apart: tuple[SetApart, ...]
    apart_more: str
    in_the_way: Section | None
    in_the_way_more: Link | None
    standing: Standing | None
    fill_next: Section | None
    read_on: tuple[Link, ...]


@dataclass(frozen=True)
class Chapter:
    """A section with its place and title."""

    anchor: str
    title: str
    section: Section
