"""Integration tax: connectors that nobody shares, several protocols, no map of records, knowledge in one head.

What it costs at ten agents: agents × days that one agent pays because a connector is not shared × day rate.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from toolkit.checks.traps.fleet import FleetAtWork
from toolkit.checks.traps.folding import counted, named, nothing, part, trap, verb
from toolkit.kernels.integration import system_days
from toolkit.results import Trap, TrapCause, TrapCost
from toolkit.sheets import SYSTEMS
from toolkit.sheets.folding import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.checks.facts import Row
    from toolkit.model import Evidence

NAME = "integration_tax"
STANDARDS = ("standard_authentication", "rate_limits_documented", "standard_data_format")


def integration_tax(fleet: FleetAtWork) -> Trap:
    """Return what each further agent pays again for being connected, and what that comes to."""
    if not fleet.agents:
        return nothing(NAME)
    weights = fleet.policy.group("traps.integration_tax.weights")
    causes = (
        _connectors(fleet, weights["connectors"]),
        _protocol(fleet, weights["protocol"]),
        _record(fleet, weights["system_of_record"]),
        _one_head(fleet, weights["one_head"]),
    )
    return trap(NAME, causes, fleet.policy, _costs(fleet))


def _connectors(fleet: FleetAtWork, weight: float) -> TrapCause:
    """Share: systems in use without a shared connector / systems in use that Systems or Platform knows."""
    listed = [system for system, row in fleet.in_use.items() if row is not None or system in fleet.connected]
    private = [system for system in listed if not fleet.has_shared_connector(system)]
    pays = sum(1 for used in fleet.systems.values() for system in used if system in private)
    message = (
        f"{len(listed) - len(private)} of {counted(len(listed), 'system')} in use "
        f"{verb(len(listed) - len(private), len(listed), 'has', 'have')} a shared connector"
        + (f"; not shared: {named(private, fleet.shown)} ({counted(pays, 'connection')})." if private else ".")
    )
    return TrapCause(
        *("connectors", "connectors that are not shared", part(len(private), len(listed)) if listed else None, weight),
        known=_known(fleet, len(listed)),
        amount=float(len(private)) if listed else None,
        unit="systems without a shared connector",
        message=message if listed else _NO_SYSTEMS,
        details=tuple(f"{_called(fleet, system)}: no shared connector" for system in private)[: fleet.shown],
        evidence=_evidence(fleet, private or listed, "shared_connector"),
    )


def _protocol(fleet: FleetAtWork, weight: float) -> TrapCause:
    """Share: systems in use that do not speak the most common protocol; the worst interface is none."""
    spoken = {system: row["interface"].text for system, row in _rows(fleet) if row["interface"].value is not None}
    worst = fleet.policy.word("integration.worst_interface")
    counts = Counter(protocol for protocol in spoken.values() if protocol != worst)
    standard = min(counts, key=lambda protocol: (-counts[protocol], protocol), default="")
    others = [system for system, protocol in spoken.items() if protocol != standard]
    message = "No system in use has a protocol of its own." if spoken else _NO_SYSTEMS
    if standard:
        count = f"{counts[standard]} of {counted(len(spoken), 'system')} in use"
        ways = ", ".join(sorted(set(spoken.values())))
        message = f"{count} {verb(counts[standard], len(spoken), 'speaks', 'speak')} {standard}; ways in: {ways}."
    return TrapCause(
        *("protocol", "several protocols", part(len(others), len(spoken)) if spoken else None, weight),
        known=_known(fleet, len(spoken)),
        amount=float(len(set(spoken.values()))) if spoken else None,
        unit="protocols",
        message=message,
        details=tuple(f"{_called(fleet, system)}: {spoken[system]}" for system in others)[: fleet.shown],
        evidence=_evidence(fleet, others or list(fleet.in_use), "interface"),
    )


def _record(fleet: FleetAtWork, weight: float) -> TrapCause:
    """Share: objects that agents claim and for which not exactly one system is the record / objects that they claim."""
    keepers: Counter[str] = Counter(_object(name) for row in fleet.facts.systems for name in set(row.ids("record_for")))
    claims: dict[tuple[str, str], Row] = {}
    for claim in fleet.claims["field"]:
        parts = claim["resource"].text.split(".")
        if parts[1:] and "*" not in parts[1]:
            claims.setdefault((folded(parts[0]), _object(parts[1])), claim)
    objects = sorted({name for _, name in claims})
    without = [name for name in objects if keepers[name] != 1]
    agents = {claim["agent"].text for claim in fleet.claims["field"]}
    told = bool(keepers) and bool(objects)
    message = (
        f"{len(objects) - len(without)} of {counted(len(objects), 'object')} that agents claim "
        f"{verb(len(objects) - len(without), len(objects), 'has', 'have')} one system of record"
        + (f"; without one: {named(without, fleet.shown)}." if without else ".")
    )
    nobody = "Nobody has written down which system is the record for what, or which objects agents claim."
    cells = {name: claim["resource"].evidence for (_, name), claim in sorted(claims.items())}
    return TrapCause(
        *("system_of_record", "objects without a system of record"),
        share=part(len(without), len(objects)) if told else None,
        weight=weight,
        known=len(agents) / len(fleet.agents) if told else 0.0,
        amount=float(len(without)) if told else None,
        unit="objects without one system of record",
        message=message if told else nobody,
        details=tuple(f"{name}: {_keepers(keepers[name])}" for name in without)[: fleet.shown],
        evidence=tuple(cells[name] for name in (without or objects))[: fleet.shown],
    )


def _keepers(count: int) -> str:
    return f"{count} systems of record" if count else "no system of record"


def _object(name: str) -> str:
    return " ".join(folded(name).replace("_", " ").replace("-", " ").split())


def _one_head(fleet: FleetAtWork, weight: float) -> TrapCause:
    """Share: systems in use that at most the policy's few people know / systems in use of which that is written."""
    few = fleet.policy.number("integration.few_people")
    heads = {s: float(row.cells["people_who_know"] or 0) for s, row in _rows(fleet) if _is_filled(row)}
    alone = [system for system, people in heads.items() if people <= few]
    message = (
        f"{len(alone)} of {counted(len(heads), 'system')} in use {verb(len(alone), len(heads))} known to "
        f"{counted(few, 'person', 'people')} at most" + (f": {named(alone, fleet.shown)}." if alone else ".")
    )
    return TrapCause(
        *("one_head", "knowledge in one head", part(len(alone), len(heads)) if heads else None, weight),
        known=_known(fleet, len(heads)),
        amount=float(len(alone)) if heads else None,
        unit="systems known to too few",
        message=message if heads else "Nobody has written down how many people know the systems in use.",
        details=tuple(f"{_called(fleet, system)}: {heads[system]:g}" for system in alone)[: fleet.shown],
        evidence=_evidence(fleet, alone or list(fleet.in_use), "people_who_know"),
    )


def _is_filled(row: Row) -> bool:
    return row.cells["people_who_know"] is not None


def _costs(fleet: FleetAtWork) -> tuple[TrapCost, ...]:
    """Return days and money at the policy's number of agents that use systems as today's do, and the way out."""
    agents, rate = int(fleet.policy.number("traps.integration_tax.at_agents")), fleet.facts.program.integration_day_rate
    private = [system for system in fleet.in_use if not fleet.has_shared_connector(system)]
    days = dict(zip(private, _days(fleet, private), strict=True))
    saved = 1 - fleet.policy.number("integration.shared_fraction")
    used = list(fleet.systems.values())
    each = sum(days.get(system, 0.0) * saved for one in used for system in one) / len(used) if used else None
    build = sum(days.values()) if used else None
    per_agent = (
        "Σ over agents at work and the systems they use without a shared connector, of system days × (1 − shared "
        "fraction), / agents at work whose systems are known"
    )
    return (
        TrapCost("days_per_agent", "what one agent pays for connectors not shared", each, "days", per_agent),
        TrapCost(
            *("days", f"the same at {agents} agents", None if each is None else agents * each, "days"),
            formula=f"{agents} agents × days per agent, if they use systems as today's agents do",
        ),
        TrapCost(
            *("cost", f"the same in money at {agents} agents", None if each is None else agents * each * rate, "money"),
            formula=f"{agents} agents × days per agent × integration day rate ({rate:,.0f})",
        ),
        TrapCost(
            *("build_once", "building the missing connectors once", None if build is None else build * rate, "money"),
            formula="Σ over systems in use without a shared connector of system days × integration day rate",
        ),
    )


def _days(fleet: FleetAtWork, systems: list[str]) -> list[float]:
    """Return the days that each of these systems costs one agent; a blank counts against, as in business cases."""
    policy = fleet.policy
    base = policy.group("integration.base_days")
    told = [{name: _attribute(fleet, system, name) for name in _ATTRIBUTES} for system in systems]
    found = system_days(
        [base[str(one["interface"])] for one in told],
        [False for _ in told],
        [sum(1 for name in STANDARDS if not one[name]) for one in told],
        [float(str(one["people_who_know"])) <= policy.number("integration.few_people") for one in told],
        shared_fraction=policy.number("integration.shared_fraction"),
        nonstandard_factor=policy.number("integration.nonstandard_factor"),
        person_factor=policy.number("integration.person_factor"),
    )
    return [float(days) for days in found]


_ATTRIBUTES = ("interface", "people_who_know", *STANDARDS)


def _attribute(fleet: FleetAtWork, system: str, name: str) -> object:
    row = fleet.in_use[system]
    typed = None if row is None else row.cells[name]
    return fleet.policy.entry(SYSTEMS.column(name).default).value if typed is None else typed


_NO_SYSTEMS = "Nobody has written down which systems the agents at work use, or how to reach these."


def _rows(fleet: FleetAtWork) -> list[tuple[str, Row]]:
    return [(system, row) for system, row in fleet.in_use.items() if row is not None]


def _known(fleet: FleetAtWork, told: int) -> float:
    """Return the share of systems in use of which it is told, times the share of agents whose systems are known."""
    return part(told, len(fleet.in_use)) * len(fleet.systems) / len(fleet.agents)


def _called(fleet: FleetAtWork, system: str) -> str:
    row = fleet.in_use[system]
    return system if row is None else row["name"].text or row["system_id"].text


def _evidence(fleet: FleetAtWork, systems: Iterable[str], column: str) -> tuple[Evidence, ...]:
    rows = (fleet.in_use[system] for system in systems)
    return tuple(row[column].evidence for row in rows if row is not None)[: fleet.shown]
