"""What a trace says: where a figure stands, what a blank stands for, how a score is made of its criteria."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.model import Grade
from toolkit.render.view_words import percent

if TYPE_CHECKING:
    from toolkit.model import Evidence, Figure, Value

SAID_ABOVE = "as above"
NOT_DESCRIBED = "not described on Data sources"
SYSTEM_CELLS = (
    *("interface", "standard authentication", "rate limits documented", "standard data format", "people who know it"),
    "shared connector",
)
"""The cells behind a system's days, in the order of its evidence."""


def flow_says(months: int) -> str:
    """Return what stands for a cash flow, which is too long for a trace."""
    return f"{months} months, see business_case()"


def figure_says(figure: Figure) -> str:
    """Return where a figure stands, how good that is, and which policy value stands in for a blank."""
    return "; ".join(place_says(one) + _blank(one) for one in figure.evidence)


def place_says(evidence: Evidence) -> str:
    """Return how good a cell is as evidence, and where it stands."""
    return f"{evidence.grade}: {evidence.place}"


def _blank(evidence: Evidence) -> str:
    return f" is blank, policy {evidence.policy}" if evidence.grade is Grade.ASSUMED else ""


def cell_says(value: Value) -> Value:
    """Return what a cell holds, as a word where it is blank or a yes or no."""
    return "blank" if value is None else {True: "yes", False: "no"}[value] if isinstance(value, bool) else value


def policy_title(key: str) -> str:
    """Return what a policy value is called."""
    return f"policy {key}"


def source_title(name: str) -> str:
    """Return what a data source is called."""
    return f"data source {name}"


def coverage_says(share: float) -> str:
    """Return how much of a data source is known."""
    return f"coverage {percent(share)}"


def range_says(low: float, likely: float, high: float) -> str:
    """Return the three values of an uncertain input."""
    return f"{low:,.6g} – {likely:,.6g} – {high:,.6g}"


def criterion_says(weight: float, score: float, *, known: bool) -> str:
    """Return how a criterion counts."""
    return f"weight {weight:.3f} × {score:.3f}" + ("" if known else ", unknown: counted as its worst")
