"""Integration days of workflows, from Systems and Platform (docs/method.md, Integration)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toolkit.kernels.integration import system_days, workflow_days
from toolkit.model import Evidence, Figure, Grade
from toolkit.results import Assumed, Integration
from toolkit.sheets import SYSTEMS

if TYPE_CHECKING:
    from toolkit.policy import Policy
    from toolkit.results import Program
    from toolkit.sheets import Portfolio

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

STANDARDS = ("standard_authentication", "rate_limits_documented", "standard_data_format")
ATTRIBUTES = ("interface", *STANDARDS, "people_who_know")


@dataclass(frozen=True, eq=False)
class Systems:
    """The systems that workflows name, in the order of the sheet, unknown ones behind.

    ``table`` has one row per system id with the attributes filled from the policy, ``is_shared`` and the Excel row
    (missing where the sheet has none). ``assumed`` tells which attributes were filled. ``connectors`` gives the
    Platform row of the connector that covers a system.
    """

    portfolio: Portfolio
    policy: Policy
    table: pd.DataFrame
    assumed: pd.DataFrame
    connectors: dict[str, int]

    def days(self, table: pd.DataFrame | None = None) -> Floats:
        """Return days per system, with another table where one is given."""
        table = self.table if table is None else table
        base = self.policy.group("integration.base_days")
        return system_days(
            table["interface"].map(base).to_numpy(dtype=float),
            table["is_shared"].to_numpy(dtype=bool),
            (~table[list(STANDARDS)].astype(bool)).sum(axis=1).to_numpy(dtype=float),
            (table["people_who_know"] <= self.policy.number("integration.few_people")).to_numpy(dtype=bool),
            shared_fraction=self.policy.number("integration.shared_fraction"),
            nonstandard_factor=self.policy.number("integration.nonstandard_factor"),
            person_factor=self.policy.number("integration.person_factor"),
        )

    def best(self, system: str, attribute: str) -> pd.DataFrame:
        """Return the table with one attribute at its best: what an assumed cell could turn out to be."""
        table = self.table.copy()
        base = self.policy.group("integration.base_days")
        better: object = True
        if attribute == "interface":
            better = min(base, key=lambda interface: base[interface])
        elif attribute == "people_who_know":
            better = self.policy.number("integration.few_people") + 1
        table.at[system, attribute] = better
        return table

    def evidence(self, system: str) -> tuple[Evidence, ...]:
        """Return where each attribute of a system comes from, in the order of :data:`ATTRIBUTES`, then its sharing."""
        own = tuple(self._evidence(system, attribute) for attribute in ATTRIBUTES)
        row, connector = self.table.at[system, "row"], self.connectors.get(system)
        if connector is not None:
            cell = self.portfolio.cell("Platform", connector, "covers")
            return (*own, Evidence(Grade.CLAIMED, "Platform", cell))
        cell = "" if pd.isna(row) else self.portfolio.cell("Systems", int(row), "shared_connector")
        return (*own, Evidence(Grade.CLAIMED, "Systems", cell))

    def _evidence(self, system: str, attribute: str) -> Evidence:
        row = self.table.at[system, "row"]
        cell = "" if pd.isna(row) else self.portfolio.cell("Systems", int(row), attribute)
        if self.assumed.at[system, attribute]:
            return Evidence(Grade.ASSUMED, "Systems", cell, SYSTEMS.column(attribute).default)
        return Evidence(Grade.CLAIMED, "Systems", cell)

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """The days of each system with the cells behind them."""
        return {
            system: Figure(f"system:{system}", f"integration days of {system}", days, "days", self.evidence(system))
            for system, days in zip(self.table.index, self.days().tolist(), strict=True)
        }

    def assumed_cells(self) -> list[Assumed]:
        """Return every attribute of a named system for which a default stood in, in sheet order."""
        found = []
        for system in self.table.index:
            for attribute in ATTRIBUTES:
                if self.assumed.at[system, attribute]:
                    evidence, column = self._evidence(system, attribute), SYSTEMS.column(attribute)
                    entry = self.policy.entry(column.default)
                    found.append(
                        Assumed(
                            *("Systems", evidence.cell, column.title, str(system)),
                            *(entry.value, entry.unit, column.default),
                        )
                    )
        return found


def read_systems(portfolio: Portfolio, policy: Policy, program: Program) -> Systems:
    """Read the attributes of every system that a workflow names; blanks count against it."""
    frame = portfolio["Systems"].reset_index().set_index("system_id")
    workflows = portfolio["Workflows"]
    named = {
        system
        for column in ("systems_read", "systems_written")
        for cell in workflows[column]
        if isinstance(cell, tuple)
        for system in cell
    }
    order = [system for system in frame.index if system in named] + sorted(named - set(frame.index))
    frame = frame.reindex(pd.Index(order, name="system_id"))
    table, assumed = frame[["row"]].copy(), pd.DataFrame(index=frame.index)
    for attribute in ATTRIBUTES:
        assumed[attribute] = frame[attribute].isna()
        default = policy.entry(SYSTEMS.column(attribute).default).value
        table[attribute] = [default if pd.isna(value) else value for value in frame[attribute]]
    connected = _connected(portfolio, program)
    declared = frame["shared_connector"].astype("boolean").fillna(False).astype(bool)
    table["is_shared"] = declared | frame.index.isin(list(connected))
    return Systems(portfolio, policy, table, assumed, connected)


def _connected(portfolio: Portfolio, program: Program) -> dict[str, int]:
    """Return the systems that a usable connector of the Platform sheet covers, with the connector's row.

    Usable: live, or without a status but dated; not dated after the as-of date. Planned and retired ones connect
    nothing.
    """
    platform, as_of = portfolio["Platform"], pd.Timestamp(program.as_of)
    in_place = (platform["status"] == "live") | (platform["status"].isna() & platform["since"].notna())
    usable = (platform["kind"] == "connector") & in_place & ~(platform["since"] > as_of)
    covers = platform.loc[usable, "covers"]
    return {system: int(row) for row, cell in covers.items() if isinstance(cell, tuple) for system in cell}


@dataclass(frozen=True, eq=False)
class Connections:
    """Which workflow (in workbook order) uses and writes which system; ``is_known`` is false where none is named."""

    systems: Systems
    uses: Flags
    writes: Flags
    is_known: Flags
    day_rate: float

    def days(self, table: pd.DataFrame | None = None) -> Floats:
        """Return integration days per workflow; NaN where no system is named."""
        policy = self.systems.policy
        found = workflow_days(
            *(self.systems.days(table), self.uses, self.writes),
            pair_days=policy.number("integration.pair_days"),
            write_days=policy.number("integration.write_days"),
        )
        return np.where(self.is_known, found, np.nan)

    def results(self) -> list[Integration]:
        """Return the integration of every workflow, with its counterfactual of shared connectors."""
        days, all_shared = self.days(), self.days(self.systems.table.assign(is_shared=True))
        by_system = dict(zip(self.systems.table.index, self.systems.days().tolist(), strict=True))
        names = self.systems.table.index.to_numpy()
        results = []
        for position, known in enumerate(self.is_known):
            used = names[self.uses[position]]
            results.append(
                Integration(
                    days=float(days[position]) if known else None,
                    cost=float(days[position] * self.day_rate) if known else None,
                    days_if_all_shared=float(all_shared[position]) if known else None,
                    system_days={str(name): by_system[name] for name in used},
                    pairs=len(used) * (len(used) - 1) // 2,
                    written=int(self.writes[position].sum()),
                )
            )
        return results

    def missing_connectors_days(self, candidates: Flags) -> float:
        """Return the days of building, once, every connector that these workflows need and that is not shared."""
        table = self.systems.table
        needed = self.uses[candidates].any(axis=0) & ~table["is_shared"].to_numpy(dtype=bool)
        return float(self.systems.days()[needed].sum())


def connect(portfolio: Portfolio, policy: Policy, program: Program) -> Connections:
    """Read who uses what; a workflow with both system cells blank is not known, *none* is a known nothing."""
    systems = read_systems(portfolio, policy, program)
    frame = portfolio["Workflows"]
    position = {system: index for index, system in enumerate(systems.table.index)}
    reads, writes = (_incidence(frame[column], position) for column in ("systems_read", "systems_written"))
    known = frame["systems_read"].notna() | frame["systems_written"].notna()
    return Connections(systems, reads | writes, writes, known.to_numpy(dtype=bool), program.integration_day_rate)


def _incidence(cells: pd.Series, position: dict[str, int]) -> Flags:
    found = np.zeros((len(cells), len(position)), dtype=bool)
    for row, cell in enumerate(cells):
        for system in cell if isinstance(cell, tuple) else ():
            found[row, position[system]] = True
    return found
