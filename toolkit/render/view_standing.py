"""The phase: its ladder, what each gate has solid, missing and unknown, claim and evidence, the way to the target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.model import Outcome
from toolkit.render.charts_ladder import LadderChart, ladder_chart
from toolkit.render.view_answers import MARKS
from toolkit.render.view_evidence import NOBODY
from toolkit.render.view_fleet import ROWS_SHOWN, marked, more
from toolkit.render.view_records import Cell, Column, Mark, Picture, Section, Table
from toolkit.render.view_words import capital, count, date, days, decimal, listed, name_of, number_word, shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.render.view_reading import Reading
    from toolkit.results import Gate, Requirement

SOLID, PASSES = Mark("●", "solid", "pass"), Mark("●", "passes", "pass")
GATES = {
    Outcome.PASS: PASSES,
    Outcome.WAIVED: Mark("◐", "waived", "waived"),
    Outcome.FAIL: Mark("✕", "missing", "fail"),
    Outcome.ERROR: Mark("!", "check broke", "fail"),
    Outcome.UNKNOWN: Mark("○", "unknown", "unknown"),
    Outcome.NOT_APPLICABLE: Mark("–", "not begun", "none"),
}


def title(phase: str) -> str:
    """Return how a phase is called."""
    return capital(phase)


def gate_mark(gate: Gate) -> Mark:
    """Return the outcome of a gate; *solid* only where every earlier one is, too."""
    return SOLID if gate.is_solid else GATES[gate.outcome]


def phase(reading: Reading) -> Section:
    """Return the phase, the four gates, what the current one still asks for, claim, acting ahead, distance."""
    found = reading.assessment.phase
    columns = tuple(Column(head) for head in ("Phase", "Gate", "Solid", "Missing", "Unknown"))
    rows = tuple(
        (
            Cell(title(gate.phase), shorten(gate.asks)),
            marked(gate_mark(gate)),
            *(_names(part) for part in (gate.solid, gate.missing, gate.unknown)),
        )
        for gate in found.gates
    )
    needed = found.distance.missing or _open(found.gate(found.current))
    tables = (Table("What each gate asks for", columns, rows), *wanted(needed, "What is still asked for"))
    notes = (claim_says(reading), *_ahead(reading), distance_says(reading))
    return Section(phase_says(reading), tables, tuple(note for note in notes if note))


def _names(part: Sequence[Requirement]) -> Cell:
    return Cell("; ".join(one.name for one in part) or "–")


def _open(gate: Gate) -> tuple[Requirement, ...]:
    return (*gate.missing, *gate.unknown)


def phase_says(reading: Reading) -> str:
    """Return the current phase and how much of its gate is solid, missing, unknown."""
    found = reading.assessment.phase
    gate, name = found.gate(found.current), title(found.current)
    if all(one.is_solid for one in found.gates):
        return f"You stand in the phase {name}, and all {number_word(len(found.gates))} gates are solid."
    before = [title(one.phase) for one in found.gates if one.is_solid]
    solid = f"{listed(before)} {'is' if len(before) == 1 else 'are'} solid; " if before else ""
    if gate.outcome is Outcome.NOT_APPLICABLE:
        why = f": {lower(gate.missing[0].message)}" if gate.missing and gate.missing[0].message else "."
        return f"You stand in the phase {name}: {solid}its own work has not begun{why}"
    total = len(gate.solid) + len(gate.missing) + len(gate.unknown)
    parts = [
        f"{number_word(len(part)) if part else 'none'} {'is' if len(part) <= 1 else 'are'} {word}"
        for part, word in ((gate.solid, "solid"), (gate.missing, "missing"), (gate.unknown, "unknown"))
        if part or word == "solid"
    ]
    asked = "one thing" if total == 1 else f"{number_word(total)} things"
    return f"You stand in the phase {name}: {solid}of {asked} its gate asks for, {listed(parts)}."


def lower(sentence: str) -> str:
    """Return the sentence with its first letter lowered, to go on after a colon."""
    return sentence[:1].lower() + sentence[1:]


def claim_says(reading: Reading) -> str:
    """Return what is claimed beside what the evidence bears out; empty where nothing is claimed."""
    found = reading.assessment.phase
    if found.claimed is None:
        return ""
    if found.is_capped:
        ends = f"the evidence ends at {title(found.current)}"
        return f"{title(found.claimed)} is claimed, but {ends}: the claim does not count."
    if found.claimed == found.current:
        return f"{title(found.claimed)} is claimed, and the evidence bears it out."
    return f"{title(found.claimed)} is claimed; the evidence bears out more."


def _ahead(reading: Reading) -> tuple[str, ...]:
    """Return what is done ahead of the phase."""
    found = reading.assessment.phase.acting_ahead
    return tuple(f"Ahead of the phase: {shorten(one.message)}" for one in found[:3])


def distance_says(reading: Reading) -> str:
    """Return how far the target is; empty where there is none."""
    found = reading.assessment.phase.distance
    aims = [title(found.phase)] if found.phase else []
    aims += [f"level {found.level}"] if found.level is not None else []
    if not aims:
        return ""
    until = ""
    if found.date and found.days_left is not None:
        left = f"{found.days_left:,} days left" if found.days_left >= 0 else f"{-found.days_left:,} days ago"
        until = f" by {date(found.date)} ({left})"
    open_ones = [found.phase_reached, found.level_reached]
    reached = [one for one in open_ones if one is not None]
    if all(reached):
        return f"The target, {listed(aims)}{until}, is reached."
    work = ""
    if found.missing:
        taken = f", about {days(found.effort_days)} of work" if found.effort_days else ""
        work = (
            f": {count(len(found.missing), 'requirement')} of the gates before it {be(len(found.missing))} open{taken}"
        )
    if found.phase_reached and found.level_reached is False:
        now = reading.assessment.maturity.level
        work = f": {title(found.phase or '')} is, but the level of maturity is {now}"
    return f"The target, {listed(aims)}{until}, is not reached{work}."


def be(number: int) -> str:
    """Return the verb for so many."""
    return "is" if number == 1 else "are"


def wanted(requirements: Sequence[Requirement], caption: str) -> tuple[Table, ...]:
    """Return requirements as a table, a row each; none without any."""
    if not requirements:
        return ()
    columns = (*(Column(head) for head in ("What", "Outcome", "Why", "Owner")), Column("Days", True))
    rows = tuple(_requirement(one) for one in requirements[:ROWS_SHOWN])
    return (Table(caption, columns, rows, more=more(len(requirements) - len(rows))),)


def _requirement(one: Requirement) -> tuple[Cell, ...]:
    mark = MARKS[one.outcome] if one.outcome is not None else MARKS[Outcome.UNKNOWN]
    effort = one.effort_days
    return (
        Cell(one.name),
        marked(mark),
        Cell(shorten(one.message) or "No check asks about it."),
        Cell(name_of(one.owner, NOBODY), is_missing=not one.owner),
        Cell("–" if not effort else decimal(effort, 0 if effort >= 1 else 1)),
    )


def ladder(reading: Reading) -> Picture:
    """Return the four phases as a ladder, and their gates as a table."""
    found = reading.assessment.phase
    places = [gate.phase for gate in found.gates]
    steps = [(title(gate.phase), gate_mark(gate), _above(reading, gate.phase)) for gate in found.gates]
    said = "; ".join(f"{name} {mark.word}" for name, mark, _ in steps)
    rows = tuple(
        (Cell(name), marked(mark), Cell(shorten(gate.asks)))
        for (name, mark, _), gate in zip(steps, found.gates, strict=True)
    )
    columns = tuple(Column(head) for head in ("Phase", "Gate", "What it asks for"))
    return Picture(_chart(steps, places.index(found.current), said), Table("The gates of the phases", columns, rows))


def _chart(steps: Sequence[tuple[str, Mark, str]], here: int, said: str) -> LadderChart:
    solid = sum(mark is SOLID for _, mark, _ in steps)
    all_of = number_word(len(steps))
    return ladder_chart(
        steps,
        here,
        title=f"All {all_of} gates are solid" if solid == len(steps) else
        f"{capital(number_word(solid)) if solid else 'None'} of {all_of} gates {'is' if solid <= 1 else 'are'} solid",
        caption=("The outlined step is the last phase." if solid == len(steps) else
        "The outlined step is the current phase, the first whose gate is not solid.")
        + " A gate is solid only where every earlier one is.",
        alternative=f"Ladder of phases, the current one is {steps[here][0]}: {said}.",
    )  # fmt: skip


def _above(reading: Reading, name: str) -> str:
    found = reading.assessment.phase
    if name == found.current:
        return "▼ here"
    return "claimed" if name == found.claimed else ""
