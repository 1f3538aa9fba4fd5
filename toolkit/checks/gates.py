"""The gates of the phases: what each asks for, from the findings of its checks (DESIGN, Phases)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.checks.catalogue import catalogue
from toolkit.checks.verdicts import verdict
from toolkit.model import Outcome, Severity
from toolkit.results import Gate, Requirement
from toolkit.results.standing import PHASES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.model import Finding

OPEN = (Outcome.FAIL, Outcome.ERROR, Outcome.UNKNOWN)
"""What stands in the way, the clearest first."""


@dataclass(frozen=True)
class Asked:
    """What a gate or a stage asks for, as standing.toml words it."""

    text: str
    requires: tuple[tuple[str, tuple[str, ...]], ...]

    @cached_property
    def checks(self) -> frozenset[str]:
        """The ids of all its checks."""
        return frozenset(check for _, checks in self.requires for check in checks)


@cache
def asked(kind: str) -> dict[str, Asked]:
    """Return the ``gates`` by phase or the ``stages`` by name, in their order, from standing.toml."""
    table = tomllib.loads((Path(__file__).parent / "standing.toml").read_text(encoding="utf-8"))
    return {name: _asked(entry) for name, entry in table[kind].items()}


def _asked(entry: dict[str, Any]) -> Asked:
    requires = tuple((one["name"], tuple(one["checks"])) for one in entry["requires"])
    return Asked(str(entry.get("asks") or entry["risk"]), requires)


def requirement(name: str, checks: tuple[str, ...], findings: Iterable[Finding]) -> Requirement:
    """Return what the findings of these checks add up to, warnings among them, as a verdict does."""
    own = [one for one in findings if one.check in checks]
    outcome = verdict(replace(one, severity=Severity.BLOCKER) for one in own).outcome
    in_the_way = sorted((one for one in own if one.outcome in OPEN), key=lambda one: OPEN.index(one.outcome))
    first = next(iter(in_the_way or [one for one in own if one.outcome is outcome] or own), None)
    return Requirement(
        name=name,
        checks=checks,
        outcome=outcome,
        message=_said(first, len(in_the_way)),
        findings=len(in_the_way),
        effort_days=sum(one.effort_days or 0.0 for one in in_the_way) if in_the_way else None,
        owner=first.owner if first else "",
        evidence=first.evidence if first else (),
    )


def _said(first: Finding | None, count: int) -> str:
    if first is None:
        return "Nobody has asked yet."
    more = f" {count - 1} more {'finding stands' if count - 1 == 1 else 'findings stand'} in the way."
    return first.message + more if count > 1 else first.message


def judge_gates(findings: Iterable[Finding]) -> tuple[Gate, ...]:
    """Return the four gates in order; each is the verdict over the blocker findings of its checks.

    A gate is solid where it passes and every earlier one is solid; one that does not apply has not begun.
    """
    held, gates, is_solid = list(findings), [], True
    for phase, wanted in asked("gates").items():
        whole = verdict(one for one in held if one.check in wanted.checks)
        is_solid = is_solid and whole.outcome is Outcome.PASS
        parts = [requirement(name, checks, held) for name, checks in wanted.requires]
        begun = whole.outcome is not Outcome.NOT_APPLICABLE
        gates.append(
            Gate(
                phase=phase,
                asks=wanted.text,
                outcome=whole.outcome,
                is_solid=is_solid,
                solid=_with(parts, Outcome.PASS),
                missing=_with(parts, Outcome.FAIL) if begun else (_to_begin(parts[0]),),
                unknown=_with(parts, Outcome.UNKNOWN),
                coverage=whole.coverage,
            )
        )
    return tuple(gates)


def _to_begin(first: Requirement) -> Requirement:
    """Return the requirement that begins a phase, with the work that its checks name: nothing of it is done yet."""
    return replace(first, effort_days=sum(one.effort_days for one in catalogue() if one.id in first.checks))


def _with(parts: list[Requirement], outcome: Outcome) -> tuple[Requirement, ...]:
    return tuple(part for part in parts if part.outcome is outcome)


def current_phase(gates: Iterable[Gate]) -> str:
    """Return the first phase whose gate is not solid; *orchestrate* where all are."""
    return next((gate.phase for gate in gates if not gate.is_solid), PHASES[-1])


def before(gates: Iterable[Gate], phase: str) -> list[Gate]:
    """Return the gates that lie before a phase and are not solid."""
    return [gate for gate in gates if PHASES.index(gate.phase) < PHASES.index(phase) and not gate.is_solid]
