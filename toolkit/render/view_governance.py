"""Tiers with their approvals, what a retiring agent leaves behind, and the traps of a growing fleet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.model import Outcome
from toolkit.render.view_answers import MARKS, places
from toolkit.render.view_evidence import NOBODY
from toolkit.render.view_records import Cell, Section
from toolkit.render.view_routing import table
from toolkit.render.view_words import (
    SPACE,
    UNKNOWN,
    capital,
    count,
    listed,
    name_of,
    number_word,
    percent,
    plain,
    shorten,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.render.view_reading import Reading
    from toolkit.render.view_records import Table
    from toolkit.results import Decommission, Tier, Trap

ITEMS_SHOWN = 6
TRAPS = {
    "sprawl": "Sprawl",
    "governance_debt": "Governance debt",
    "integration_tax": "Integration tax",
}
TIER_HEADS = ("Agent", "Tier written down", "Tier by its risks", "Needs", "Approved by", "Answer", "Cells")
LEFT_HEADS = ("Agent", "Triggers", "Fields", "Outputs", "Handoffs to it", "Owned already by others", "Cells")
LEVELS = {"low": "low", "watch": "to watch", "high": "high", "not_known": "not known"}


def tiers(reading: Reading) -> Section | None:
    """Return the tier of every agent, the approval that it needs, and whether it has that."""
    asked = [one for one in reading.assessment.tiers if one.outcome is not Outcome.NOT_APPLICABLE]
    if not asked:
        return None
    approved = [one for one in asked if one.outcome in (Outcome.PASS, Outcome.WAIVED)]
    agents = count(len(asked), "agent")
    if len(approved) == len(asked):
        who = "The one agent at work has" if len(asked) == 1 else f"All {agents} at work have"
        says = f"{who} the approval that the tier needs."
    else:
        few = number_word(len(approved)) if approved else "none"
        says = f"Of {agents} at work, {few} {'has' if len(approved) == 1 else 'have'} the approval that the tier needs."
    rows = [tier_row(one) for one in sorted(asked, key=lambda one: one.outcome is Outcome.PASS)]
    return Section(says, (table("Tiers and approvals", TIER_HEADS, rows),))


def tier_row(one: Tier) -> tuple[Cell, ...]:
    """Return an agent with its tier, the approval that it needs, and whether it has that; as :data:`TIER_HEADS`."""
    mark = MARKS[one.outcome]
    return (
        Cell(name_of(one.name), shorten(one.status)),
        Cell(one.tier or UNKNOWN, is_missing=not one.tier),
        Cell(one.computed or UNKNOWN, is_missing=not one.computed),
        *(Cell(shorten(one.needs) or UNKNOWN), Cell(name_of(one.approver, NOBODY), is_missing=not one.approver)),
        *(Cell(f"{mark.shape}{SPACE}{mark.word}", shorten(one.because)), Cell(places(one.evidence) or "–")),
    )


def decommission(reading: Reading) -> Section | None:
    """Return what agents that are retired, or to be, still claim alone: each needs a new owner."""
    found = reading.assessment.decommission
    if not found:
        return None
    held = [one for one in found if not one.is_released]
    if not held:
        says = f"{capital(count(len(found), 'agent'))} retired or to retire {_leaves(found)} nothing behind."
    else:
        says = f"{capital(count(len(held), 'agent'))} retired or to retire {_leaves(held)} something without an owner."
    rows = [left_row(reading, one) for one in sorted(found, key=lambda one: one.is_released)]
    return Section(says, (table("What needs a new owner", LEFT_HEADS, rows),))


def _leaves(found: Sequence[Decommission]) -> str:
    return "leaves" if len(found) == 1 else "leave"


def left_row(reading: Reading, one: Decommission) -> tuple[Cell, ...]:
    """Return what an agent leaves without an owner; as :data:`LEFT_HEADS`."""
    handed = [reading.name("Agents", agent) for agent in one.handoffs]
    parts = (one.triggers, one.fields, one.outputs, handed, one.already_owned)
    return (
        Cell(name_of(one.name), f"{one.state}: {shorten(one.because)}" if one.because else one.state),
        *(Cell(_few(part)) for part in parts),
        Cell(places(one.evidence) or "–"),
    )


def _few(items: Sequence[str]) -> str:
    shown = [shorten(item) for item in items[:ITEMS_SHOWN]]
    left = len(items) - len(shown)
    return (f"{', '.join(shown)} and {left:,} more" if left else listed(shown)) or "none"


def traps(reading: Reading) -> Section:
    """Return the three traps, each an index with its causes; the highest one is the sentence."""
    found = reading.assessment.traps
    all_three = (found.sprawl, found.governance_debt, found.integration_tax)
    known = sorted((one for one in all_three if one.index is not None), key=lambda one: -(one.index or 0.0))
    if not known:
        says = "None of the three traps can be told yet: too little is known of what they are made of."
    else:
        rest = [f"{_title(one).lower()} {_index(one)}" for one in known[1:]]
        says = f"{_title(known[0])} stands highest, {_index(known[0])}{f'; {listed(rest)}' if rest else ''}."
    return Section(says, tuple(_causes(one) for one in all_three if one.causes), tuple(_costs(all_three)))


def _title(one: Trap) -> str:
    return TRAPS.get(one.name, capital(one.name.replace("_", " ")))


def _index(one: Trap) -> str:
    if one.index is None:
        return "not known"
    return f"at {percent(one.index)} of the worst ({LEVELS.get(one.level, one.level)})"


def _causes(one: Trap) -> Table:
    rows = [
        (
            Cell(shorten(cause.title), shorten(cause.message)),
            Cell(UNKNOWN if cause.share is None else percent(cause.share), is_missing=cause.share is None),
            *(Cell(percent(cause.known)), Cell(_few(cause.details)), Cell(places(cause.evidence) or "–")),
        )
        for cause in one.causes
    ]
    said = shorten(one.why_missing) if one.index is None else _index(one)
    heads = ("Cause", "Share", "Known of", "For example", "Cells")
    return table(f"{_title(one)}: {said or 'not known'}", heads, rows)


def _costs(found: Sequence[Trap]) -> list[str]:
    said = []
    for trap in found:
        for cost in trap.costs:
            amount = UNKNOWN if cost.amount is None else f"{plain(cost.amount)} {shorten(cost.unit)}".rstrip()
            said.append(f"{_title(trap)} costs, {shorten(cost.title)}: {amount} ({shorten(cost.formula)}).")
    return said
