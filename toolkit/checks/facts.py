"""What the checks see: cells with their grade, nothing else."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from toolkit.checks.answers import Fact, Lack
from toolkit.checks.people import People
from toolkit.checks.weeks import Weeks
from toolkit.model import Evidence, Grade, Value
from toolkit.sheets import SHEETS, Kind
from toolkit.sheets.plain import by_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.checks.claimed import Claimed
    from toolkit.policy import Policy
    from toolkit.results import AgentMaturity, Fleet, Gate, Program, RoutingResult, SourceReadiness, WorkflowResult
    from toolkit.sheets import Portfolio

Groups = tuple[tuple[str, ...], ...]

RECORDED_BY: dict[str, Groups] = {
    "Agents": (("approved_on",), ("approved_by",)),
    "Data sources": (("owner",), ("observed_age",), ("sample_file",)),
    "Governance": (("date",), ("written_by", "owner")),
    "Ownership": (("written_on",), ("written_by",)),
    "Platform": (("since",), ("owner",)),
    "Workflows": (("criteria_agreed_on",), ("approver",)),
}
"""Per sheet, what makes a row *recorded* instead of *claimed*: of each group one cell, no date of them in the future.

A data source has no date of its own: the age that somebody observed, and the sample to look into, stand for it."""

TITLES = {(sheet.name, column.name): column.title for sheet in SHEETS for column in sheet.columns}
DATES = {(sheet.name, column.name) for sheet in SHEETS for column in sheet.columns if column.kind is Kind.DATE}


@dataclass(frozen=True, eq=False)
class Row:
    """One row of a sheet; its cells are facts, graded by what the row says about itself."""

    portfolio: Portfolio
    sheet: str
    number: int
    cells: dict[str, Value]
    as_of: dt.date

    def __getitem__(self, column: str) -> Fact:
        """Return a cell; a blank one is a fact without a value. Kept, for many checks ask for the same cells."""
        fact = self._facts.get(column)
        if fact is None:
            evidence = Evidence(self.grade, self.sheet, self._cell(column))
            fact = self._facts[column] = Fact(self.cells.get(column), evidence, self._lacks)
        return fact

    @cached_property
    def _facts(self) -> dict[str, Fact]:
        return {}

    @property
    def grade(self) -> Grade:
        """Measured on Metrics; recorded where date and person stand behind the row; else claimed."""
        if self.sheet == "Metrics":
            return Grade.MEASURED
        return Grade.CLAIMED if self._lacks or self.sheet not in RECORDED_BY else Grade.RECORDED

    @cached_property
    def _lacks(self) -> tuple[Lack, ...]:
        return self._missing(RECORDED_BY.get(self.sheet, ()))

    def recorded(self, column: str, *groups: tuple[str, ...]) -> Fact:
        """Return a cell, recorded by these groups of columns instead of those of its sheet."""
        lacks = self._missing(groups)
        grade = Grade.CLAIMED if lacks else Grade.RECORDED
        return Fact(self.cells.get(column), Evidence(grade, self.sheet, self._cell(column)), lacks)

    def graded(self, column: str, grade: Grade) -> Fact:
        """Return a cell under another grade than its row's."""
        return Fact(self.cells.get(column), Evidence(grade, self.sheet, self._cell(column)))

    def _missing(self, groups: Groups) -> tuple[Lack, ...]:
        return tuple(
            Lack(self._title(group[0]), Evidence(Grade.CLAIMED, self.sheet, self._cell(group[0])))
            for group in groups
            if not any(self._stands(column) for column in group)
        )

    def _title(self, column: str) -> str:
        title = TITLES[self.sheet, column]
        return title if self.cells.get(column) is None else f"{title}, a day still to come"

    def _stands(self, column: str) -> bool:
        value = self.cells.get(column)
        lies_ahead = (self.sheet, column) in DATES and str(value) > self.as_of.isoformat()
        return value is not None and not lies_ahead

    def _cell(self, column: str) -> str:
        return self.portfolio.cell(self.sheet, self.number, column)

    def date(self, column: str) -> dt.date | None:
        """Return a date cell as a date."""
        value = self.cells.get(column)
        return None if value is None else dt.date.fromisoformat(str(value))

    @property
    def last(self) -> dt.date:
        """The last day of somebody who left: *until*."""
        return self.date("until") or self.as_of

    @property
    def first(self) -> dt.date:
        """The first day of somebody who is still to come: *since*."""
        return self.date("since") or self.as_of

    def ids(self, column: str) -> tuple[str, ...]:
        """Return a cell of ids; empty for a blank and for *none*."""
        value = self.cells.get(column)
        return () if value in (None, "none") else tuple(str(value).split("; "))

    @property
    def owner(self) -> str:
        """Who can mend it: the owner of the row (of a workflow, its process owner), empty for nobody."""
        return self["process_owner" if self.sheet == "Workflows" else "owner"].text


@dataclass(frozen=True, eq=False)
class Facts:
    """Everything a check may ask for by parameter name."""

    portfolio: Portfolio
    policy: Policy
    program: Program
    workflows: Sequence[WorkflowResult]
    sources: dict[str, SourceReadiness]
    routing: RoutingResult
    fleet: Fleet

    @cached_property
    def as_of(self) -> dt.date:
        """The day the assessment speaks of."""
        return self.program.as_of

    def rows(self, sheet: str) -> list[Row]:
        """Return the rows of a sheet in their order."""
        return [
            Row(self.portfolio, sheet, number, cells, self.as_of)
            for number, cells in self.portfolio.cells(sheet).items()
        ]

    @cached_property
    def agents(self) -> list[Row]:
        """The registry."""
        return self.rows("Agents")

    @cached_property
    def running(self) -> list[Row]:
        """Agents in production, the earliest first, those without a date last."""
        found = [agent for agent in self.agents if agent["status"].value == "production"]
        return sorted(found, key=lambda agent: (str(agent["production_since"].value or "~"), agent.number))

    @cached_property
    def people(self) -> People:
        """Persons and their roles."""
        return People(tuple(self.rows("People")), self.as_of)

    @cached_property
    def systems(self) -> list[Row]:
        """Business systems."""
        return self.rows("Systems")

    @cached_property
    def waivers(self) -> list[Row]:
        """Waivers of checks, in force or not."""
        return [row for row in self.rows("Exceptions") if row["kind"].value == "waiver"]

    @cached_property
    def platform(self) -> list[Row]:
        """Shared components."""
        return self.rows("Platform")

    @cached_property
    def ownership(self) -> list[Row]:
        """Claims of agents on resources."""
        return self.rows("Ownership")

    @cached_property
    def claimed(self) -> Claimed:
        """The claims of the agents that count."""
        from toolkit.checks.claimed import Claimed  # noqa: PLC0415  it reads this module

        return Claimed(self.agents, self.ownership, self.routing)

    @property
    def shown(self) -> int:
        """How many cells stand behind an answer about claims at most."""
        return int(self.policy.number("routing.witnesses"))

    @cached_property
    def data_sources(self) -> dict[str, Row]:
        """Data sources by id."""
        return {row["source_id"].text: row for row in self.rows("Data sources")}

    @cached_property
    def governance(self) -> list[Row]:
        """Decisions, sections of the playbook, reviews."""
        return self.rows("Governance")

    def setting(self, name: str) -> Fact:
        """Return a setting of the Program sheet, as somebody claims it; a date as ISO text."""
        value = self.portfolio.cells("Program")[int(self.portfolio["Program"].index[0])][name]
        return Fact(value, Evidence(Grade.CLAIMED, "Program", self.portfolio.cell("Program", 0, name)))

    @cached_property
    def chosen(self) -> Fact:
        """The workflow that leadership means to automate next."""
        cell = self.portfolio.cell("Program", 0, "chosen_next")
        value = self.portfolio.setting("chosen_next")
        return Fact(None if value is None else str(value), Evidence(Grade.CLAIMED, "Program", cell))

    @cached_property
    def at_work(self) -> list[Row]:
        """Agents in build, pilot or production, in the order of the registry."""
        return [agent for agent in self.agents if agent["status"].value in ("build", "pilot", "production")]

    @cached_property
    def gates(self) -> tuple[Gate, ...]:
        """The gates of the phases, from the findings of their checks; none of those asks for the gates."""
        from toolkit.checks.catalogue import catalogue  # noqa: PLC0415  the engine reads this module
        from toolkit.checks.engine import run  # noqa: PLC0415
        from toolkit.checks.gates import asked, judge_gates  # noqa: PLC0415

        wanted = {check for gate in asked("gates").values() for check in gate.checks}
        return judge_gates(run(self, [check for check in catalogue() if check.id in wanted]))

    @cached_property
    def levels(self) -> tuple[AgentMaturity, ...]:
        """The maturity of each agent in production, in the order of *running*."""
        from toolkit.checks.levels import judge_levels  # noqa: PLC0415  it reads this module

        return judge_levels(self)

    @cached_property
    def claims(self) -> dict[str, Fact]:
        """What the Program sheet claims, by setting: phase and level."""
        return {name: self.setting(name) for name in ("claimed_phase", "claimed_maturity")}

    @cached_property
    def first_ranked(self) -> WorkflowResult | None:
        """The candidate that ranks first, overrides counted; ``None`` where there is none."""
        return next((workflow for workflow in self.workflows if workflow.final_rank == 1), None)

    @cached_property
    def next_workflow(self) -> WorkflowResult | None:
        """The workflow that questions 3 and 6 are about: the chosen one, else the first-ranked."""
        by_id = {workflow.workflow_id: workflow for workflow in self.workflows}
        return by_id.get(str(self.chosen.value)) if self.chosen.value is not None else self.first_ranked

    @cached_property
    def workflow_rows(self) -> dict[str, Row]:
        """The rows of Workflows by id."""
        return {row["workflow_id"].text: row for row in self.rows("Workflows")}

    @cached_property
    def next_row(self) -> Row | None:
        """The row of the next workflow."""
        return None if self.next_workflow is None else self.workflow_rows[self.next_workflow.workflow_id]

    @cached_property
    def weeks(self) -> Weeks:
        """The weeks of the earliest agent in production; none where there is no such agent."""
        days = int(self.policy.number("readiness.days_in_production"))
        if not self.running:
            return Weeks((), self.as_of, days)
        frame = self.portfolio["Metrics"]
        own = by_row(frame[frame["agent"] == self.running[0]["agent_id"].value])
        rows = (Row(self.portfolio, "Metrics", number, cells, self.as_of) for number, cells in own.items())
        return Weeks(tuple(rows), self.as_of, days)

    @cached_property
    def weekly_volume(self) -> Fact:
        """Items a week that the earliest agent in production should meet: the monthly volume × 12 / 52."""
        works_on = self.running[0]["workflow"] if self.running else nowhere("Agents")
        row = self.workflow_rows.get(works_on.text)
        if row is None:
            return Fact(None, works_on.evidence)
        fact = row["volume_likely"]
        items = None if fact.value is None else float(fact.value) * MONTHS_PER_YEAR / WEEKS_PER_YEAR
        return Fact(items, fact.evidence)


MONTHS_PER_YEAR, WEEKS_PER_YEAR = 12, 52


def best(rows: list[Row]) -> list[Row]:
    """Return the rows that are recorded; where none is, the first."""
    return [row for row in rows if row.grade is not Grade.CLAIMED] or rows[:1]


def nowhere(sheet: str) -> Fact:
    """Return a fact without value and cell: a sheet that would answer."""
    return Fact(None, Evidence(Grade.CLAIMED, sheet))


def day(date: dt.date) -> str:
    """Return a date as people write it: 30 June 2026."""
    return f"{date.day} {date:%B %Y}"
