"""The three traps of a growing fleet, with their causes; and where the organisation stands, at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.render.view_fleet import marked
from toolkit.render.view_maturity import LEVELS, maturity_says
from toolkit.render.view_pace import ADVICE, pace_short
from toolkit.render.view_records import Card, Cell, Column, Mark, Sign, Standing, Step, Table
from toolkit.render.view_standing import gate_mark, phase_says, title
from toolkit.render.view_words import SPACE, capital, decimal, listed, number_word, percent, shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.render.view_reading import Reading
    from toolkit.results import Trap, TrapCause

LEVEL_MARKS = {
    "low": Mark("●", "low", "pass"),
    "watch": Mark("◐", "watch", "waived"),
    "high": Mark("✕", "high", "fail"),
    "not_known": Mark("○", "unknown", "unknown"),
}
TITLES = {"sprawl": "Sprawl", "governance_debt": "Governance debt", "integration_tax": "Integration tax"}
NOTHING, SOME, UNKNOWN_CAUSE = (
    Mark("●", "none", "pass"),
    Mark("◐", "in part", "waived"),
    Mark("○", "unknown", "unknown"),
)
ALL = Mark("✕", "in full", "fail")


def three(reading: Reading) -> tuple[Trap, Trap, Trap]:
    """Return the traps in the order in which pages name them."""
    found = reading.assessment.traps
    return (found.sprawl, found.governance_debt, found.integration_tax)


def traps_say(reading: Reading) -> str:
    """Return the level of each trap in a sentence, the worst first."""
    groups: dict[str, list[str]] = {level: [] for level in ("high", "watch", "not_known", "low")}
    for trap in three(reading):
        groups[trap.level].append(f"{TITLES[trap.name].lower()}{'' if trap.index is None else f' at {_index(trap)}'}")
    if len(groups["low"]) == len(TITLES):
        return f"None of the three traps is near: {listed(groups['low'])} of the worst."
    if len(groups["not_known"]) == len(TITLES):
        return "How near the three traps are is not known: too little is written down."
    words = {"high": "high", "watch": "to be watched", "not_known": "not known", "low": "low"}
    parts = [
        f"{listed(names)} {'is' if len(names) == 1 else 'are'} {words[level]}"
        for level, names in groups.items()
        if names
    ]
    return f"{capital('; '.join(parts))}. The worst is 100{SPACE}%: everything that could go wrong does."


def _index(trap: Trap) -> str:
    return "" if trap.index is None else percent(trap.index)


def tax_says(reading: Reading) -> tuple[str, ...]:
    """Return what the integration tax will cost with the policy's number of agents, and what would end it."""
    costs = {cost.name: cost.amount for cost in reading.assessment.traps.integration_tax.costs}
    days, money, once = costs.get("days"), costs.get("cost"), costs.get("build_once")
    if days is None or money is None:
        return ()
    at = number_word(int(reading.policy("traps.integration_tax.at_agents")))
    if not days:
        return (f"Every connector in use is shared, so that connecting costs nothing more at {at} agents.",)
    taken = f"{decimal(days, 0)} days, {reading.terms.amount(money)}"
    said = f"At {at} agents, connectors that are not shared will have cost {taken}"
    return (f"{said}; building them once costs {reading.terms.amount(once)}." if once is not None else f"{said}.",)


def trap_cards(reading: Reading) -> tuple[Card, ...]:
    """Return the traps at a glance: level, index, and a mark for each cause."""
    return tuple(_card(trap) for trap in three(reading))


def _card(trap: Trap) -> Card:
    marks = [_cause_mark(cause) for cause in trap.causes]
    said = "; ".join(f"{cause.title}: {mark.word}" for cause, mark in zip(trap.causes, marks, strict=True))
    return Card(
        title=TITLES[trap.name],
        mark=LEVEL_MARKS[trap.level],
        note=_because(trap),
        coverage="" if trap.index is None else f"{_index(trap)} of the worst{_of_known(trap)}",
        strip=tuple(marks),
        strip_says=f"Causes: {said}",
    )


def _of_known(trap: Trap) -> str:
    return f", {percent(trap.coverage)} known" if trap.coverage is not None and trap.coverage < 1 else ""


def _cause_mark(cause: TrapCause) -> Mark:
    if cause.share is None:
        return UNKNOWN_CAUSE
    return NOTHING if cause.share <= 0 else ALL if cause.share >= 1 else SOME


def _because(trap: Trap) -> str:
    """Return the heaviest cause, else that there is none, as far as anybody knows."""
    if trap.index is None:
        return capital(shorten(trap.why_missing)) or "Too little is written down."
    heaviest = max(trap.causes, key=lambda cause: (cause.share or 0.0) * cause.weight, default=None)
    if heaviest is not None and heaviest.share:
        return shorten(heaviest.message, 160)
    unknown = [cause.title for cause in trap.causes if cause.share is None]
    return f"No cause found; not known: {listed(unknown)}." if unknown else "No cause found."


def _in_short(trap: Trap) -> str:
    """Return the same for a line: what is not known without the list of it."""
    said, _, rest = _because(trap).partition("; open: ")
    return f"{said}." if rest else said


def where_you_stand(reading: Reading) -> Standing:
    """Return what the first page says: the phase in a sentence, the ladder, then maturity, pace and traps."""
    assessment = reading.assessment
    ladder = tuple(
        Step(title(gate.phase), gate_mark(gate), gate.phase == assessment.phase.current)
        for gate in assessment.phase.gates
    )
    return Standing(phase_says(reading), ladder, signs(reading))


def signs(reading: Reading) -> tuple[Sign, ...]:
    """Return maturity, pace and the three traps, a line each."""
    pace, found = reading.assessment.pace, reading.assessment.maturity
    kind = "waived" if found.is_capped else "pass" if found.level else "unknown"
    mark = Mark({"waived": "◐", "pass": "●", "unknown": "○"}[kind], f"level {found.level}", kind)
    said = maturity_says(reading) if found.agents else "No agent is in production."
    level = said.partition(": ")[2] if found.level else said
    first = Sign("Maturity", mark, f"{capital(LEVELS[found.level])}: {level}" if found.level else level)
    return (
        first,
        Sign("Pace", ADVICE[pace.advice], pace_short(reading)),
        *(Sign(TITLES[trap.name], LEVEL_MARKS[trap.level], _in_short(trap)) for trap in three(reading)),
    )


def signs_table(found: Sequence[Sign]) -> Table:
    """Return the same as a table, for notebooks."""
    rows = tuple((Cell(one.title), marked(one.mark), Cell(one.text)) for one in found)
    return Table("Maturity, pace and traps at a glance", (Column("What"), Column("How"), Column("Why")), rows)
