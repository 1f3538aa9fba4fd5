"""Low, likely and high of every uncertain input; the policy's spread stands in for blank ends (docs/method.md)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from toolkit.model import Evidence, Grade
from toolkit.scoring.inputs import column_of

if TYPE_CHECKING:
    from toolkit.scoring.inputs import WorkflowInputs

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

UNCERTAIN = ("volume", "minutes", "automation", "build_cost", "realisation", "revenue", "build_months", "run_cost")
"""The inputs with a low, a likely and a high column; their order is that of the draws and must not change."""


@dataclass(frozen=True, eq=False)
class Spread:
    """One uncertain input of every workflow, in workbook order: arrays of shape (workflows,).

    ``assumed_low`` and ``assumed_high`` tell where the policy's spread stands in, ``assumed_likely`` where its default
    does.
    """

    name: str
    low: Floats
    likely: Floats
    high: Floats
    assumed_low: Flags
    assumed_likely: Flags
    assumed_high: Flags


def spreads(inputs: WorkflowInputs) -> dict[str, Spread]:
    """Return the range of every uncertain input by name; NaN where the likely value is not known.

    A blank end is likely × (1 ± the policy's spread for the row's confidence), clipped to what the column allows.
    A default that stands in for a blank likely value outside typed ends widens them; an end it moved is assumed too.
    """
    policy, frame = inputs.policy, inputs.frame
    confidence = frame["confidence"].fillna(policy.word("defaults.confidence"))
    spread = confidence.map(policy.group("uncertainty.spread")).to_numpy(dtype=float)
    found = {}
    for name in UNCERTAIN:
        column, likely = column_of(name), inputs.array(name)
        ends, assumed = [], []
        for end, sign in (("low", -1), ("high", 1)):
            given = frame[f"{name}_{end}"].to_numpy(dtype=float)
            blank = np.isnan(given)
            spread_out = np.clip(likely * (1 + sign * spread), column.low, column.high)
            typed = np.where(blank, spread_out, given)
            widened = np.fmin(typed, likely) if sign < 0 else np.fmax(typed, likely)
            ends.append(widened)
            assumed.append(blank | (widened != typed))
        low, high = ends
        found[name] = Spread(
            *(name, low, likely, high),
            *(assumed[0], inputs.assumed[name].to_numpy(dtype=bool), assumed[1]),
        )
    return found


def evidence(inputs: WorkflowInputs, row: int, spread: Spread, position: int) -> tuple[Evidence, ...]:
    """Return where the low, likely and high value of one input come from, in this order."""
    cell = inputs.portfolio.cell
    confidence = inputs.cells[row]["confidence"] or inputs.policy.word("defaults.confidence")
    assumed = (spread.assumed_low[position], spread.assumed_likely[position], spread.assumed_high[position])
    found = []
    for end, is_assumed in zip(("low", "likely", "high"), assumed, strict=True):
        field = f"{spread.name}_{end}"
        is_default = end == "likely" or inputs.cells[row][field] is not None
        key = column_of(spread.name).default if is_default else f"uncertainty.spread.{confidence}"
        known = inputs.grade(row, spread.name) if end == "likely" else Grade.CLAIMED
        grade = Grade.ASSUMED if is_assumed else known
        found.append(Evidence(grade, "Workflows", cell("Workflows", row, field), key if is_assumed else ""))
    return tuple(found)
