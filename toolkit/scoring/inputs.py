"""What the formulas read: cells of the workbook, blanks filled from the policy and marked *assumed*."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toolkit.model import Evidence, Figure, Grade, Value
from toolkit.results import Assumed, Program
from toolkit.sheets import PROGRAM, WORKFLOWS, Column, Kind
from toolkit.sheets.plain import by_row, plain

if TYPE_CHECKING:
    from toolkit.policy import Policy
    from toolkit.sheets import Portfolio

QUANTITIES = (
    *("volume", "minutes", "automation", "build_cost"),
    *("realised_as", "realisation", "review_minutes", "hand_back_minutes", "hourly_cost"),
    *("error_now", "error_agent", "cost_per_error", "revenue", "win_rate", "margin"),
    *("build_months", "ramp_months", "change_cost", "run_cost", "fixed_run", "care_hours", "decommissioning_cost"),
)
"""What a business case is made of, in the order in which a trace shows it; ranges by their likely value."""

MEASURED_BY_BASELINE = ("volume", "minutes", "error_now")
"""What a dated baseline with a source records; without one it is a claim."""

_SETTINGS = ("hourly_cost", "annual_discount_rate", "horizon_months", "integration_day_rate")


_COLUMNS = {column.name: column for column in WORKFLOWS.columns}


def column_of(name: str) -> Column:
    """Return the column of a quantity on Workflows: the likely one of a range."""
    return _COLUMNS.get(name) or _COLUMNS[f"{name}_likely"]


def read_program(portfolio: Portfolio, policy: Policy) -> Program:
    """Return the settings, blanks filled from the policy."""
    figures = {name: _setting(portfolio, policy, name) for name in _SETTINGS}
    numbers = {name: float(figure.value or 0) for name, figure in figures.items()}
    as_of = portfolio.setting("as_of")
    assert isinstance(as_of, dt.datetime)  # noqa: S101  required by the reading
    return Program(
        organisation=str(portfolio.setting("organisation")),
        as_of=as_of.date(),
        currency=str(portfolio.setting("currency")),
        hourly_cost=numbers["hourly_cost"],
        annual_discount_rate=numbers["annual_discount_rate"],
        horizon_months=int(numbers["horizon_months"]),
        integration_day_rate=numbers["integration_day_rate"],
        lead=_program_lead(portfolio, as_of),
        inputs=tuple(figures.values()),
    )


def _setting(portfolio: Portfolio, policy: Policy, name: str) -> Figure:
    column = PROGRAM.column(name)
    value = plain(portfolio.setting(name))
    cell = portfolio.cell("Program", 0, name)
    if value is None:
        entry = policy.entry(column.default)
        return Figure(
            name, column.title, entry.value, entry.unit, (Evidence(Grade.ASSUMED, "Program", cell, column.default),)
        )
    return Figure(name, column.title, value, column.unit, (Evidence(Grade.CLAIMED, "Program", cell),))


def _program_lead(portfolio: Portfolio, as_of: dt.datetime) -> str:
    """Return the program lead in office on the as-of date; empty where People names none."""
    people = portfolio["People"]
    in_office = (people["role"] == "program lead") & ~(people["since"] > as_of) & ~(people["until"] < as_of)
    names = people.loc[in_office, "name"]
    return str(names.iloc[0]) if len(names) else ""


@dataclass(frozen=True, eq=False)
class WorkflowInputs:
    """The Workflows sheet ready for computing, in workbook order.

    ``values`` has one column per quantity (:data:`QUANTITIES`), indexed by Excel row; NaN only where an essential
    cell is blank. ``assumed`` has the same shape: whether a policy default stands there.
    """

    portfolio: Portfolio
    policy: Policy
    program: Program
    values: pd.DataFrame
    assumed: pd.DataFrame

    @property
    def frame(self) -> pd.DataFrame:
        """The sheet as it was read."""
        return self.portfolio["Workflows"]

    @property
    def cells(self) -> dict[int, dict[str, Value]]:
        """Every cell of the sheet as JSON knows it, by Excel row and field (frames are slow one cell at a time)."""
        return self.portfolio.cells("Workflows")

    @cached_property
    def _values(self) -> dict[int, dict[str, Value]]:
        return by_row(self.values)

    @cached_property
    def _assumed(self) -> dict[int, dict[str, Value]]:
        return by_row(self.assumed)

    def array(self, name: str) -> NDArray[np.float64]:
        """Return a quantity as an array of floats, one value per workflow."""
        return self.values[name].to_numpy(dtype=float)

    def blank_essentials(self, row: int) -> list[tuple[str, str]]:
        """Return title and cell of everything without which this row has no business case and that is blank.

        The essential quantities, in column order, then the systems: without any named there are no integration days.
        """
        cells = self.cells[row]
        blank = [(column.title, column.name) for column in WORKFLOWS.columns if column.essential]
        blank = [(title, name) for title, name in blank if cells[name] is None]
        if cells["systems_read"] is None and cells["systems_written"] is None:
            blank.append(("systems read or written", "systems_read"))
        return [(title, self.portfolio.cell("Workflows", row, name)) for title, name in blank]

    def figures(self, row: int) -> tuple[Figure, ...]:
        """Return every quantity of a workflow with its evidence, in the order of :data:`QUANTITIES`."""
        return tuple(self._figure(row, name) for name in QUANTITIES)

    def _figure(self, row: int, name: str) -> Figure:
        column = column_of(name)
        value = self._values[row][name]
        unit = column.unit or (self.program.currency if column.kind is Kind.MONEY else "")
        cell = self.portfolio.cell("Workflows", row, column.name)
        if name == "hourly_cost" and self.cells[row][column.name] is None:
            return Figure(name, column.title, value, unit, self.program.inputs[0].evidence)
        if self._assumed[row][name]:
            evidence = Evidence(Grade.ASSUMED, "Workflows", cell, column.default)
        else:
            evidence = Evidence(self.grade(row, name), "Workflows", cell)
        return Figure(name, column.title, value, unit, (evidence,))

    def grade(self, row: int, name: str) -> Grade:
        """Return how good a typed figure is: recorded where a baseline measured it, else claimed."""
        if name in MEASURED_BY_BASELINE and self.has_baseline(row):
            return Grade.RECORDED
        return Grade.CLAIMED

    def has_baseline(self, row: int) -> bool:
        """Whether the baseline is dated, not in the future, and says where it can be looked up."""
        measured_on = self.cells[row]["baseline_on"]
        in_time = measured_on is not None and str(measured_on) <= self.program.as_of.isoformat()
        return in_time and self.cells[row]["baseline_source"] is not None

    def assumed_cells(self) -> list[Assumed]:
        """Return every blank cell of Workflows for which a default stood in, in workbook order."""
        found = []
        for row in self.values.index:
            for name in QUANTITIES:
                if self._assumed[row][name] and name != "hourly_cost":
                    figure = self._figure(row, name)
                    evidence = figure.evidence[0]
                    found.append(
                        Assumed(
                            *("Workflows", evidence.cell, figure.title, str(self.cells[row]["workflow_id"])),
                            *(figure.value, figure.unit, evidence.policy),
                        )
                    )
        return found


def read_workflows(portfolio: Portfolio, policy: Policy, program: Program) -> WorkflowInputs:
    """Fill the blanks of Workflows from the policy (the hourly cost from Program first)."""
    frame = portfolio["Workflows"]
    values, assumed = {}, {}
    for name in QUANTITIES:
        column = column_of(name)
        given = frame[column.name]
        assumed[name] = given.isna() & bool(column.default)
        if name == "hourly_cost":
            values[name] = given.fillna(program.hourly_cost)
            assumed[name] &= program.inputs[0].is_assumed
        elif name == "error_agent":
            values[name] = given.fillna(values["error_now"] * policy.number(column.default))
        elif column.default:
            values[name] = given.fillna(policy.entry(column.default).value)
        else:
            values[name] = given
    return WorkflowInputs(portfolio, policy, program, pd.DataFrame(values), pd.DataFrame(assumed))


def assumed_settings(program: Program) -> list[Assumed]:
    """Return every setting of the Program sheet for which a default stood in."""
    return [
        Assumed(
            "Program", evidence.cell, figure.title, program.organisation, figure.value, figure.unit, evidence.policy
        )
        for figure in program.inputs
        for evidence in figure.evidence
        if evidence.grade is Grade.ASSUMED
    ]
