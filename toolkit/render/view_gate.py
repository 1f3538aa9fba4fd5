"""What the terminal says about the gate of an agent, and about admitting one more: the answer first, then why."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from toolkit.model import NOBODY, Outcome
from toolkit.render.view_words import capital, clean, count, date, listed, name_of, number_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from toolkit.model import Evidence, Finding
    from toolkit.results import Admission, AgentGate, AnswerChange, Collision, Load

WIDTH = 88
CELLS_SHOWN = 8
LABEL = 7
"""Columns that *Cells:*, *Fix:* and *Owner:* take."""
OPEN = (Outcome.FAIL, Outcome.ERROR, Outcome.UNKNOWN)
WORDS = {
    Outcome.PASS: "pass",
    Outcome.FAIL: "fail",
    Outcome.UNKNOWN: "unknown",
    Outcome.NOT_APPLICABLE: "not applicable",
    Outcome.WAIVED: "waived",
    Outcome.ERROR: "broken",
}
STANDS = {
    Outcome.FAIL: "Fail: it may not go on",
    Outcome.UNKNOWN: "Unknown: nothing shows yet that it may go on",
    Outcome.PASS: "Pass: it may go on",
    Outcome.NOT_APPLICABLE: "Not applicable: nothing stands in its way",
}
WOULD = {
    Outcome.FAIL: "Not as it stands",
    Outcome.UNKNOWN: "Not known yet",
    Outcome.PASS: "Nothing stands in the way",
}
STAGES = {"single": "a single agent", "small": "small", "operating": "operating", "full": "full"}


def gate_screen(gate: AgentGate) -> str:
    """Return the gate as text: the outcome with its counts, then every finding that stands in the way."""
    named = _named(gate.name, gate.agent)
    as_if = "" if gate.judged_as == gate.status else f", judged as if it were in {gate.judged_as}"
    head = f"{name_of(gate.organisation)}, {date(gate.as_of)}: the gate of {named}, in status {gate.status}{as_if}."
    in_the_way = [one for one in gate.findings if one.outcome in OPEN]
    blocks = [_wrapped(head), _wrapped(f"{STANDS[gate.outcome]}. {gate_says(gate)}")]
    blocks += [_finding(number, one) for number, one in enumerate(in_the_way, start=1)]
    if gate.beside:
        said = [_item(f"{WORDS[one.outcome]}, {one.check}: {clean(one.message)}") for one in gate.beside]
        blocks.append("\n".join([f"Beside it, without deciding: {count(len(gate.beside), 'finding')}", *said]))
    return "\n\n".join(blocks)


def gate_says(gate: AgentGate) -> str:
    """Return how many checks decide about an agent, and how they came out."""
    if not gate.findings:
        return f"No check asks about an agent in status {gate.status}."
    counts = [f"{number} {WORDS[outcome]}" for outcome, number in gate.counts.items()]
    asked = len(gate.findings)
    return f"{capital(count(asked, 'check'))} {'decides' if asked == 1 else 'decide'}: {', '.join(counts)}."


def _finding(number: int, one: Finding) -> str:
    subject = clean(one.subject)
    lines = [f"{number}. {capital(WORDS[one.outcome])}: {one.check} ({subject})", _indented(clean(one.message))]
    work = "" if one.effort_days is None else f" ({one.effort_days:g} {'day' if one.effort_days == 1 else 'days'})"
    said = {
        "Cells": places(one.evidence),
        "Fix": f"{one.fix}{work}" if one.fix else "",
        "Owner": clean(one.owner) or NOBODY,
    }
    return "\n".join([*lines, *(_labelled(label, text) for label, text in said.items() if text)])


def places(evidence: Sequence[Evidence]) -> str:
    """Return the cells behind a finding, the first few of many."""
    found = list(dict.fromkeys(one.place for one in evidence))
    more = f" and {len(found) - CELLS_SHOWN} more" if len(found) > CELLS_SHOWN else ""
    return ", ".join(found[:CELLS_SHOWN]) + more


def admission_screen(admission: Admission) -> str:
    """Return what would change as text: whether anything stands in the way, then collisions, people, answers, stage."""
    named = listed([_named(*pair) for pair in zip(admission.names, admission.agents, strict=True)])
    head = f"{name_of(admission.organisation)}, {date(admission.as_of)}: what if {name_of(admission.name)}"
    what = f"{head} ({admission.workflow_id}) got its agent" + (f", {named}?" if named else "?")
    parts = [_wrapped(f"{what} A dry run; nothing is written."), _wrapped(admission_says(admission))]
    if admission.missing:
        parts.append(_list("To be written down first:", admission.missing))
    if admission.agents:
        parts += [_opened(admission), _people(admission), _questions(admission), _stage(admission), *_to_do(admission)]
    return "\n\n".join(part for part in parts if part)


def admission_says(admission: Admission) -> str:
    """Return whether anything stands in the way of one more agent, with the counts."""
    stands = WOULD[admission.outcome]
    if not admission.agents:
        return f"{stands}: no agent on Agents has the status idea and works on {name_of(admission.name)}."
    said = [f"{count(len(admission.collisions), 'collision')} would open"]
    over = admission.overloaded
    said.append(f"{count(len(over), 'person', 'people') if over else 'nobody'} would be behind too many agents")
    if admission.undecided:
        said.append(f"{count(len(admission.undecided), 'shared claim')} would be undecided")
    if admission.missing:
        said.append(f"{count(len(admission.missing), 'thing is', 'things are')} not written down")
    return f"{stands}: {listed(said)}."


def _opened(admission: Admission) -> str:
    groups = (
        ("Collisions that would open:", admission.collisions),
        ("Undecided, because a cell is blank:", admission.undecided),
        ("Warnings that would be raised:", admission.warnings),
    )
    blocks = ["\n".join([title, *map(_collision, found)]) for title, found in groups if found]
    fires = [
        f"“{clean(one.text)}” ({places(one.evidence)}) would start {listed(one.agents)}."
        for one in admission.double_fires
    ]
    blocks += [_list("Sample events that would start two agents:", fires)] if fires else []
    return "\n\n".join(blocks) or "No collision would open, and no warning would be raised."


def _collision(one: Collision) -> str:
    lines = [_item(f"{one.kind}, {clean(one.resource)}: {clean(one.message)}")]
    said = {"Proof": "" if one.witness == one.resource else f"“{clean(one.witness)}”", "Cells": places(one.evidence)}
    said["Settle"] = clean(one.resolution)
    return "\n".join([*lines, *(_labelled(label, text) for label, text in said.items() if text)])


def _people(admission: Admission) -> str:
    return _list("People behind it:", map(_load, admission.loads)) if admission.loads else ""


def _load(load: Load) -> str:
    agents = count(load.after, "agent")
    allowed = f"more than the {load.most} allowed" if load.is_over else f"{load.most} are allowed"
    now = number_word(load.before) if load.before else "none"
    return f"{clean(load.person)}, {listed(load.roles)}: behind {agents} then, {now} now; {allowed}."


def _questions(admission: Admission) -> str:
    if not admission.answers:
        return "No answer to the six questions would change."
    lines = [_change(one) for one in admission.answers]
    if admission.no_candidate_any_more:
        name = name_of(admission.name)
        why = f"{name} has its agent then and is no candidate any more, so that whatever is said of the next agent is "
        lines.append(_wrapped(f"{why}about the workflow after it: choose that one on Program first."))
    return "\n".join(["Answers to the six questions that would change:", *lines])


def _change(one: AnswerChange) -> str:
    turn = f"{WORDS[one.before]} → {WORDS[one.after]}"
    return _item(" ".join([f"{one.title} {turn}.", *map(clean, one.because)]))


def _stage(admission: Admission) -> str:
    stage = admission.stage
    now = number_word(stage.agents_before) if stage.agents_before else "none"
    numbers = f"{count(stage.agents_after, 'agent')} in production instead of {now}"
    if not stage.is_entered:
        return _wrapped(f"The stage of coordination would stay {STAGES[stage.after]}, with {numbers}.")
    entered = f"The stage of coordination would become {STAGES[stage.after]}, with {numbers}. Main risk: {stage.risk}"
    return "\n".join([_wrapped(entered), _list("It asks for:", stage.requires)])


def _to_do(admission: Admission) -> list[str]:
    if not admission.unsettled:
        return []
    title = f"Before it goes on, {count(len(admission.unsettled), 'finding')} about it alone:"
    return [_list(title, (f"{WORDS[one.outcome]}, {one.check}: {clean(one.message)}" for one in admission.unsettled))]


def _named(name: str, agent: str) -> str:
    return name_of(name) if name == agent else f"{name_of(name)} ({clean(agent)})"


def _list(title: str, said: Iterable[str]) -> str:
    return "\n".join([title, *map(_item, said)])


def _item(text: str) -> str:
    return _wrapped(text, first="- ", rest="  ")


def _indented(text: str) -> str:
    return _wrapped(text, first="   ", rest="   ")


def _labelled(label: str, text: str) -> str:
    return _wrapped(text, first=f"   {label}:".ljust(LABEL + len("   ") + 1), rest=" " * (LABEL + len("   ") + 1))


def _wrapped(text: str, first: str = "", rest: str = "") -> str:
    return textwrap.fill(
        text, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )
