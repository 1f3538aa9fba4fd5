"""Sprawl: vendors, private data models, components that nobody shares, likely duplicates, spend without value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from toolkit.checks.people import person
from toolkit.checks.traps.duplicates import Likeness, Limits, Twins, find_twins, words
from toolkit.checks.traps.fleet import PRIVATE, UNKNOWN, FleetAtWork, Use
from toolkit.checks.traps.folding import counted, named, nothing, part, trap, verb
from toolkit.kernels.books import VALUES
from toolkit.kernels.weeks import WEEK, last_complete
from toolkit.model import Evidence, Grade
from toolkit.results import Trap, TrapCause

if TYPE_CHECKING:
    from toolkit.checks.facts import Row

NAME = "sprawl"
DATA_MODEL = "data model"
WEEKS_PER_QUARTER = 13


def sprawl(fleet: FleetAtWork) -> Trap:
    """Return how far the fleet grows apart: each agent its vendor, its data model, its components, its own copy."""
    if not fleet.agents:
        return nothing(NAME)
    weights = fleet.policy.group("traps.sprawl.weights")
    models = [use for use in fleet.uses if use.kind == DATA_MODEL]
    others = [use for use in fleet.uses if use.kind != DATA_MODEL]
    causes = (
        _vendors(fleet, weights["vendors"]),
        _data_models(fleet, models, weights["data_models"]),
        _components(fleet, others, weights["components"]),
        _duplicates(fleet, weights["duplicates"]),
        _spend(fleet, weights["unmeasured_spend"]),
    )
    return trap(NAME, causes, fleet.policy)


def _vendors(fleet: FleetAtWork, weight: float) -> TrapCause:
    """Share: (vendors − 1) / (agents − 1) over agents whose vendor is known; 0 for a single agent at work."""
    cells = {agent: row["vendor"] for agent, row in fleet.agents.items()}
    typed = {agent: cell for agent, cell in cells.items() if person(cell.value)}
    vendors = {person(cell.value): cell.text for cell in reversed(typed.values())}
    known = len(typed) / len(cells)
    is_alone = len(cells) == 1
    share = None if len(typed) < 1 or (len(typed) == 1 and not is_alone) else part(len(vendors) - 1, len(typed) - 1)
    message = "Nobody has written down who supplies the agents at work."
    if typed:
        count = counted(len(typed), "agent")
        message = f"{count} at work, from {counted(len(vendors), 'vendor')}."
    message += _blank([cells[agent].place for agent in cells if agent not in typed], fleet.shown)
    return TrapCause(
        *("vendors", "vendors per agent at work", share, weight, known),
        amount=part(len(vendors), len(typed)) if typed else None,
        unit="vendors per agent",
        message=message,
        details=tuple(sorted(vendors.values()))[: fleet.shown],
        evidence=tuple(cell.evidence for cell in list((typed or cells).values())[: fleet.shown]),
    )


def _data_models(fleet: FleetAtWork, uses: Sequence[Use], weight: float) -> TrapCause:
    """Share: data models that an agent keeps for itself / data models that agents have."""
    missing = "Nobody has written down which data models the agents at work use."
    return _private(fleet, uses, weight, ("data_models", "private data models"), missing)


def _components(fleet: FleetAtWork, uses: Sequence[Use], weight: float) -> TrapCause:
    """Share: components that an agent keeps for itself / components that agents have, data models apart."""
    missing = "Nobody has written down which components the agents at work use."
    return _private(fleet, uses, weight, ("components", "components that are not shared"), missing)


def _private(
    fleet: FleetAtWork, uses: Sequence[Use], weight: float, named_as: tuple[str, str], missing: str
) -> TrapCause:
    sure = [use for use in uses if use.standing != UNKNOWN]
    private = [use for use in sure if use.standing == PRIVATE]
    heard = {use.agent for use in sure}
    silent = [agent for agent in fleet.agents if agent not in heard]
    known = part(len(sure), len(uses)) * (1 - len(silent) / len(fleet.agents))
    kinds = {
        kind: (len([use for use in private if use.kind == kind]), len([use for use in sure if use.kind == kind]))
        for kind in sorted({use.kind for use in sure})
    }
    worst = sorted(kinds, key=lambda kind: (-kinds[kind][0], kind))
    message = (
        f"{len(private)} of {counted(len(sure), 'component')} in use {verb(len(private), len(sure))} an agent's own."
        if sure
        else missing
    )
    if silent and sure:
        message += f" Not known of {named(map(fleet.name, silent), fleet.shown)}."
    return TrapCause(
        *(*named_as, part(len(private), len(sure)) if sure else None, weight, known),
        amount=float(len(private)) if sure else None,
        unit="private components",
        message=message,
        details=tuple(f"{kind}: {kinds[kind][0]} of {kinds[kind][1]} not shared" for kind in worst)[: fleet.shown],
        evidence=tuple(use.evidence for use in (private or sure)[: fleet.shown]) or _sheet("Ownership"),
    )


def _duplicates(fleet: FleetAtWork, weight: float) -> TrapCause:
    """Share: agents with a likely twin / agents whose purpose and systems are known; 0 for a single agent at work."""
    limits = Limits(
        fleet.policy.number("traps.sprawl.same_purpose"),
        fleet.policy.number("traps.sprawl.same_systems"),
        int(fleet.policy.number("traps.sprawl.least_words")),
        int(fleet.policy.number("traps.sprawl.compared")),
    )
    said = {agent: words(row["purpose"].text) for agent, row in fleet.agents.items()}
    judged = [agent for agent in fleet.agents if said[agent] and agent in fleet.systems]
    twins = find_twins({a: said[a] for a in judged}, {a: fleet.systems[a] for a in judged}, limits)
    sure = len(judged) - len(twins.undecided)
    is_alone = len(fleet.agents) == 1
    told = set(judged) - twins.undecided
    unknown = [agent for agent in fleet.agents if agent not in told]
    return TrapCause(
        *("duplicates", "likely duplicates"),
        share=part(len(twins.alike), sure) if sure > 1 or is_alone else None,
        weight=weight,
        known=1.0 if is_alone else sure / len(fleet.agents),
        amount=float(len(twins.alike)) if sure > 1 or is_alone else None,
        unit="agents with a likely twin",
        message=_twins_message(fleet, twins, sure, unknown),
        details=tuple(_pair(fleet, pair) for pair in twins.pairs[: fleet.shown]),
        evidence=_purposes(fleet, [agent for pair in twins.pairs for agent in pair.agents] or unknown or judged),
    )


def _twins_message(fleet: FleetAtWork, twins: Twins, sure: int, unknown: list[str]) -> str:
    if len(fleet.agents) == 1:
        return "A single agent is at work, and has no twin."
    missing = f" Purpose or systems are not known of {named(map(fleet.name, unknown), fleet.shown)}." if unknown else ""
    if sure <= 1:
        return f"Too little is written down to tell which agents do the same work.{missing}"
    if not twins.alike:
        return f"None of {sure} agents seems to do the work of another one.{missing}"
    return f"{len(twins.alike)} of {sure} agents probably do work that another one does, too.{missing}"


def _pair(fleet: FleetAtWork, pair: Likeness) -> str:
    one, other = (fleet.name(agent) for agent in pair.agents)
    return (
        f"{one} and {other}: their purposes have {', '.join(pair.words)} in common ({pair.same_purpose:.0%}), "
        f"and both use {', '.join(pair.systems)} ({pair.same_systems:.0%} of their systems)"
    )


def _purposes(fleet: FleetAtWork, agents: Sequence[str]) -> tuple[Evidence, ...]:
    return tuple(fleet.agents[agent]["purpose"].evidence for agent in dict.fromkeys(agents))[: fleet.shown]


def _spend(fleet: FleetAtWork, weight: float) -> TrapCause:
    """Share: cost of agent weeks without any value cell / cost of all agent weeks of the last complete quarter.

    Of agents in production, weeks by their Monday, since they went live; a blank cost is not known.
    """
    live = {agent: row for agent, row in fleet.agents.items() if row["status"].value == "production"}
    rows = _quarter(fleet, live)
    spent = rows["cost"].notna().to_numpy()
    cost = rows["cost"].to_numpy(dtype=float)[spent]
    is_valued = rows[list(VALUES)].notna().any(axis=1).to_numpy()[spent]
    total, without = float(cost.sum()), float(cost[~is_valued].sum())
    counted_in = rows["agent"][spent].nunique()
    known = part(counted_in, len(live)) * part(float(spent.sum()), len(rows))
    share = part(without, total) if len(cost) else None
    if not live:
        message = "No agent is in production, so nothing is spent on running one."
        return TrapCause(
            *("unmeasured_spend", "spend without measured value", 0.0, weight, 1.0), 0.0, "per quarter", message
        )
    by_agent = pd.Series(np.where(is_valued, 0.0, cost)).groupby(rows["agent"][spent].to_numpy()).sum()
    worst = sorted(((float(by_agent[a]), str(a)) for a in by_agent.index if by_agent[a] > 0), reverse=True)
    message = (
        f"Of {total:,.0f} spent on running agents in the last quarter, {without:,.0f} "
        "fell on weeks whose value nobody measured."
        if len(cost)
        else "Nobody has written down what the agents in production cost in the last quarter."
    )
    return TrapCause(
        *("unmeasured_spend", "spend without measured value", share, weight, known),
        amount=without if len(cost) else None,
        unit="per quarter",
        message=message,
        details=tuple(f"{fleet.name(agent)}: {amount:,.0f}" for amount, agent in worst)[: fleet.shown],
        evidence=_cells(fleet, rows[spent][~is_valued] if without else rows[spent]),
    )


def _quarter(fleet: FleetAtWork, live: dict[str, Row]) -> pd.DataFrame:
    """Return the rows of Metrics of the last 13 complete weeks, of agents in production since they went live."""
    metrics, last = fleet.facts.portfolio["Metrics"], last_complete(fleet.facts.as_of)
    since = {agent: row.date("production_since") or dt.date.min for agent, row in live.items()}
    first = pd.Timestamp(last - (WEEKS_PER_QUARTER - 1) * WEEK)
    lies_inside = (metrics["week"] >= first) & (metrics["week"] <= pd.Timestamp(last))
    rows = metrics[lies_inside & metrics["agent"].isin(list(live))]
    begun = [week.date() >= since[agent] for agent, week in zip(rows["agent"], rows["week"], strict=True)]
    return rows[np.array(begun, dtype=bool)]


def _cells(fleet: FleetAtWork, rows: pd.DataFrame) -> tuple[Evidence, ...]:
    portfolio = fleet.facts.portfolio
    ordered = rows.sort_values(["week", "agent"]).index[-fleet.shown :]
    found = [Evidence(Grade.MEASURED, "Metrics", portfolio.cell("Metrics", int(row), "cost")) for row in ordered]
    return tuple(found) or _sheet("Metrics")


def _sheet(name: str) -> tuple[Evidence, ...]:
    return (Evidence(Grade.CLAIMED, name),)


def _blank(places: Sequence[str], shown: int) -> str:
    return f" Not known: {named(places, shown)}." if places else ""
