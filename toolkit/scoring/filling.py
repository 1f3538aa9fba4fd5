"""Which blank cells matter most: the swing of NPV over the policy's spread (docs/method.md)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toolkit.model import NOBODY
from toolkit.results import FillNext
from toolkit.scoring.connecting import ATTRIBUTES
from toolkit.scoring.inputs import QUANTITIES, column_of
from toolkit.scoring.value import net_present_value
from toolkit.sheets import PROGRAM, SYSTEMS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toolkit.kernels.cashflow import Quantities
    from toolkit.scoring.connecting import Connections
    from toolkit.scoring.value import BaseCases

Floats = NDArray[np.float64]

HOW_MANY = 5
CONVENTIONS = frozenset({"annual_discount_rate", "horizon_months"})
"""Settings that somebody agrees on rather than finds out: they are asked for after every fact."""


@dataclass(frozen=True, eq=False)
class _Candidates:
    """The base cases of the candidates alone, to try other values on."""

    cases: BaseCases
    connections: Connections
    positions: NDArray[np.int64]
    quantities: Quantities

    @property
    def rows(self) -> list[int]:
        return [int(row) for row in self.cases.inputs.frame.index[self.positions]]

    def npv(self, changed: Quantities, **settings: Any) -> Floats:
        return net_present_value(replace(self.cases.inputs.program, **settings), self.cases.inputs.policy, changed)

    def spreads(self) -> Floats:
        """Return the policy's spread for the confidence of each row; a blank confidence is the policy's default."""
        policy = self.cases.inputs.policy
        confidence = (
            self.cases.inputs.frame["confidence"].iloc[self.positions].fillna(policy.word("defaults.confidence"))
        )
        return confidence.map(policy.group("uncertainty.spread")).to_numpy(dtype=float)


def fill_next(
    cases: BaseCases, connections: Connections, is_candidate: NDArray[np.bool_], reasons: Sequence[str]
) -> tuple[FillNext, ...]:
    """Return the five cells worth filling next, best first.

    First essential cells that keep a candidate from having a business case, then assumed cells by how far the NPV of
    the candidates that use them moves over the policy's spread; settings that are conventions come after facts. The
    owner is the row's, else the program lead.
    """
    essentials = list(_essentials(cases, is_candidate, reasons))
    if len(essentials) >= HOW_MANY:
        return tuple(essentials[:HOW_MANY])
    positions = np.flatnonzero(is_candidate)
    chosen = _Candidates(cases, connections, positions, cases.quantities.take(positions))
    settings = dict(_settings(chosen))
    conventions = [cell for name, cell in settings.items() if name in CONVENTIONS]
    facts = [cell for name, cell in settings.items() if name not in CONVENTIONS]
    facts += [*_workflow_cells(chosen), *_system_cells(chosen)]
    return tuple([*essentials, *_most_moving(facts), *_most_moving(conventions)][:HOW_MANY])


def _most_moving(cells: Sequence[FillNext]) -> list[FillNext]:
    moving = [cell for cell in cells if cell.swing]
    return sorted(moving, key=lambda cell: (-(cell.swing or 0), cell.sheet, cell.subject, cell.title))


def _owner(cases: BaseCases, owner: object) -> str:
    return str(owner) if isinstance(owner, str) else cases.inputs.program.lead or NOBODY


def _essentials(cases: BaseCases, is_candidate: NDArray[np.bool_], reasons: Sequence[str]) -> Iterator[FillNext]:
    for position, (row, workflow) in enumerate(cases.inputs.cells.items()):
        if is_candidate[position] or not reasons[position].startswith("not known yet"):
            continue
        for title, cell in cases.inputs.blank_essentials(row):
            yield FillNext(
                *("Workflows", cell, title, str(workflow["workflow_id"])),
                owner=_owner(cases, workflow["process_owner"]),
                swing=None,
                because=f"without it {workflow['name']} has no business case",
            )


def _workflow_cells(chosen: _Candidates) -> Iterator[FillNext]:
    inputs = chosen.cases.inputs
    spreads = chosen.spreads()
    for name in QUANTITIES:
        column = column_of(name)
        is_assumed = inputs.assumed[name].to_numpy(dtype=bool)[chosen.positions]
        if name == "hourly_cost" or not is_assumed.any():
            continue
        swing = _quantity_swing(chosen, name, spreads)
        for i, row in enumerate(chosen.rows):
            workflow = inputs.cells[row]
            if is_assumed[i]:
                yield FillNext(
                    *("Workflows", inputs.portfolio.cell("Workflows", row, column.name), column.title),
                    subject=str(workflow["workflow_id"]),
                    owner=_owner(chosen.cases, workflow["process_owner"]),
                    swing=float(swing[i]),
                    because=f"moves the NPV of {workflow['name']}",
                )


def _quantity_swing(chosen: _Candidates, name: str, spreads: Floats) -> Floats:
    found = chosen.quantities
    if name == "realised_as":
        # The other answer that matters: time that never becomes money, or money where it does not now.
        other = replace(found, hours_are_cash=(found.hours_are_cash == 0).astype(float))
        return np.abs(chosen.npv(found) - chosen.npv(other))
    column, likely = column_of(name), getattr(found, name)
    low, high = (np.clip(likely * (1 + sign * spreads), column.low, column.high) for sign in (-1, 1))
    return np.abs(chosen.npv(replace(found, **{name: high})) - chosen.npv(replace(found, **{name: low})))


def _settings(chosen: _Candidates) -> Iterator[tuple[str, FillNext]]:
    inputs = chosen.cases.inputs
    spread = inputs.policy.number(f"uncertainty.spread.{inputs.policy.word('defaults.confidence')}")
    for figure in inputs.program.inputs:
        if not figure.is_assumed:
            continue
        column, likely = PROGRAM.column(figure.name), float(figure.value or 0)
        ends = [float(np.clip(likely * (1 + sign * spread), column.low, column.high)) for sign in (-1, 1)]
        low, high = (_npv_of_setting(chosen, figure.name, end) for end in ends)
        yield (
            figure.name,
            FillNext(
                *("Program", figure.evidence[0].cell, figure.title, inputs.program.organisation),
                owner=inputs.program.lead or NOBODY,
                swing=float(np.abs(high - low).sum()),
                because="moves the NPV of every candidate that uses it",
            ),
        )


def _npv_of_setting(chosen: _Candidates, name: str, value: float) -> Floats:
    found, inputs = chosen.quantities, chosen.cases.inputs
    if name == "hourly_cost":
        from_program = inputs.frame["hourly_cost"].isna().to_numpy(dtype=bool)[chosen.positions]
        return chosen.npv(replace(found, hourly_cost=np.where(from_program, value, found.hourly_cost)))
    if name == "integration_day_rate":
        return chosen.npv(replace(found, integration_cost=found.integration_days * value))
    if name == "horizon_months":
        return chosen.npv(found, horizon_months=round(value))
    return chosen.npv(found, **{name: value})


def _system_cells(chosen: _Candidates) -> Iterator[FillNext]:
    systems, inputs = chosen.connections.systems, chosen.cases.inputs
    owners = inputs.portfolio["Systems"].set_index("system_id")["owner"]
    now = chosen.npv(chosen.quantities)
    for j, system in enumerate(systems.table.index):
        uses = chosen.connections.uses[chosen.positions, j]
        for attribute in ATTRIBUTES:
            if not uses.any() or not systems.assumed.at[system, attribute]:
                continue
            days = chosen.connections.days(systems.best(system, attribute))[chosen.positions]
            better = replace(
                chosen.quantities, integration_days=days, integration_cost=days * inputs.program.integration_day_rate
            )
            row = systems.table.at[system, "row"]
            used_by = int(uses.sum())
            yield FillNext(
                *("Systems", "" if pd.isna(row) else inputs.portfolio.cell("Systems", int(row), attribute)),
                title=SYSTEMS.column(attribute).title,
                subject=str(system),
                owner=_owner(chosen.cases, owners.get(system)),
                swing=float(np.abs(chosen.npv(better) - now).sum()),
                because=f"moves the integration of {used_by} {'candidate' if used_by == 1 else 'candidates'}",
            )
