"""The same work counted otherwise: as a finance director would, done by people, or by the more telling project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.render.view_candidates import money
from toolkit.render.view_head import subject
from toolkit.render.view_ranges import BLANK, ROWS_SHOWN, left_in_excel
from toolkit.render.view_reading import Reading, place_of
from toolkit.render.view_records import Cell, Column, Section, Table
from toolkit.render.view_words import (
    UNKNOWN,
    capital,
    clean,
    decimal,
    exact,
    listed,
    name_of,
    percent,
    plain,
    rounded,
    shorten,
    value_text,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.results import Alternatives, CfoCase, Flip, WorkflowResult

SIDE_BY_SIDE = 3
ANSWERS = {"automate": "automate it", "hire": "hire people", "leave": "leave it as it is"}


def cfo(reading: Reading) -> Section:
    """Return what remains of the first candidates counted as a finance director would, line by line."""
    one, shown = subject(reading), [one for one in reading.ranked if one.cfo]
    if one is None:
        return Section("There is nothing for a finance director to count: no candidate is ranked.", ())
    tables = [_reconciliation(reading, shown[:SIDE_BY_SIDE])] if shown else []
    tables += [_both(reading, shown)] if len(shown) > SIDE_BY_SIDE else []
    return Section(cfo_says(reading, one), tuple(tables), _largest(one))


def cfo_says(reading: Reading, one: WorkflowResult) -> str:
    """Return what remains of a workflow counted as a finance director would."""
    name, terms, sponsor = name_of(one.name), reading.terms, one.base.npv
    if one.cfo is None or sponsor is None:
        return f"How a CFO would count {name} is not known: {BLANK}."
    npv = one.cfo.npv
    if sponsor < 0:
        more = "loses" if npv < 0 else "returns"
        said = f"{name} {more} {terms.amount(abs(npv))} instead of losing {rounded(-sponsor)}"
    elif npv < 0:
        said = f"nothing remains of the {terms.amount(sponsor)} that {name} returns: it loses {rounded(-npv)}"
    elif npv > sponsor:
        said = f"{name} returns {terms.amount(npv)}, no less than the sponsor’s {rounded(sponsor)}"
    else:
        said = f"{rounded(npv)} remain of the {terms.amount(sponsor)} that {name} returns"
    return f"Counted as a CFO would, at likely values, {said}."


def cfo_short(reading: Reading, one: WorkflowResult) -> str:
    """Return what remains of a workflow that earns, for a line; empty where a CFO counts no less, or nobody can."""
    npv, sponsor = one.cfo.npv if one.cfo else None, one.base.npv
    if npv is None or sponsor is None or sponsor < 0 or npv >= sponsor:
        return ""
    return f"Counted as a CFO would, it {'loses' if npv < 0 else 'returns'} {reading.terms.amount(abs(npv))}."


def _largest(one: WorkflowResult) -> tuple[str, ...]:
    steps = one.cfo.lines[1:-1] if one.cfo else ()
    largest = min(steps, key=lambda line: line.amount, default=None)
    if largest is None or largest.amount >= 0:
        return ()
    return (
        f"The largest step is {clean(largest.title).lower()}: {rounded(largest.amount)}. {_sentence(largest.because)}",
    )


def _sentence(text: str) -> str:
    found = capital(_typeset(text))
    return f"{found}." if found and not found.endswith((".", "…")) else found


def _typeset(text: str) -> str:
    return shorten(text).replace("'", "’")


def _reconciliation(reading: Reading, shown: Sequence[WorkflowResult]) -> Table:
    """Return the lines of the first candidates side by side; every one has the same lines in the same order."""
    cases: list[CfoCase] = [one.cfo for one in shown if one.cfo]
    columns = (Column("Line"), *(Column(f"{name_of(one.name)}, {reading.terms.currency}", True) for one in shown))
    rows = []
    for i, line in enumerate(cases[0].lines):
        because = [_sentence(case.lines[i].because) for case in cases]
        same = because[0] if len(set(because)) == 1 else ""
        cells = [money(case.lines[i].amount, "" if same else text) for case, text in zip(cases, because, strict=True)]
        rows.append((Cell(capital(_typeset(line.title)), same), *cells))
    caption = "From the sponsor’s net present value to the CFO’s, at likely values"
    return Table(caption, columns, tuple(rows), total=(0, len(rows) - 1))


def _both(reading: Reading, shown: Sequence[WorkflowResult]) -> Table:
    currency = reading.terms.currency
    rows = tuple(
        (Cell(f"{place_of(one)}. {name_of(one.name)}"), money(one.base.npv), money(one.cfo.npv if one.cfo else None))
        for one in shown[:ROWS_SHOWN]
    )
    columns = (Column("Candidate"), Column(f"Sponsor, {currency}", True), Column(f"CFO, {currency}", True))
    more = left_in_excel(len(shown) - ROWS_SHOWN)
    return Table("Net present value in both cases", columns, rows, more=more, narrow=True)


def alternatives(reading: Reading) -> Section:
    """Return whether to hire, automate or leave the first candidates, and where that answer flips."""
    one, shown = subject(reading), [one for one in reading.ranked if one.alternatives]
    if one is None:
        return Section("There is nothing to hire for or to automate: no candidate is ranked.", ())
    tables = (_worths(reading, shown), _flips(shown)) if shown else ()
    return Section(alternatives_say(reading, one), tables, _per_item(reading, one))


def alternatives_say(reading: Reading, one: WorkflowResult) -> str:
    """Return the best way to get the work of a workflow done, against the other two, and where that changes."""
    name, terms, found = name_of(one.name), reading.terms, one.alternatives
    if found is None:
        return f"Whether to hire, automate or leave {name} is not known: {BLANK}."
    if found.answer == "leave":
        said = (
            f"{name}: {ANSWERS['leave']}. Automating it would lose {terms.amount(-found.automate)} over "
            f"{terms.horizon}, hiring people for it {rounded(-found.hire)}"
        )
        return f"{said}.{_flip_says(found)}"
    other = "hire" if found.answer == "automate" else "automate"
    worth = {"automate": found.automate, "hire": found.hire}
    what = {"automate": "automating it", "hire": "hiring people"}[other]
    against = f"{what} would {'return' if worth[other] >= 0 else 'lose'} {rounded(abs(worth[other]))}"
    best = f"That returns {terms.amount(worth[found.answer])} over {terms.horizon}"
    return f"{name}: {ANSWERS[found.answer]}. {best}; {against}.{_flip_says(found)}"


def _flip_says(found: Alternatives) -> str:
    """Return where the answer flips, as a sentence; empty where nothing was looked for."""
    if not found.flips:
        return ""
    turns: dict[str, list[str]] = {}
    for flip in found.flips:
        if flip.value is not None and flip.reachable:
            turns.setdefault(flip.becomes, []).append(_turn(flip))
    if not turns:
        return " Neither its volume nor its automation rate alone changes that."
    said = [f"{' or '.join(parts)}, {ANSWERS.get(answer, answer)}" for answer, parts in turns.items()]
    return f" {capital('; '.join(said))}."


def _turn(flip: Flip) -> str:
    value = flip.value or 0.0
    way = "below" if value < flip.now else "above"
    unit = clean(flip.unit)
    text = percent(value) if flip.unit == "share" else f"{rounded(value)} {unit}".rstrip()
    return f"{way} {'an automation rate of ' if flip.input == 'automation' else ''}{text}"


def _per_item(reading: Reading, one: WorkflowResult) -> tuple[str, ...]:
    found = one.alternatives
    if found is None or found.people_cost_per_item is None or found.agent_cost_per_item is None:
        return ()
    terms = reading.terms
    return (
        f"A finished item costs {terms.amount(found.agent_cost_per_item)} by the agent and "
        f"{terms.amount(found.people_cost_per_item)} by people, in today’s money.",
    )


def _worths(reading: Reading, shown: Sequence[WorkflowResult]) -> Table:
    currency = reading.terms.currency
    columns = (
        *(Column("Candidate"), Column("Answer"), Column(f"Automate, {currency}", True)),
        *(Column(f"Hire, {currency}", True), Column(f"Leave, {currency}", True)),
        *(Column("Agent, per finished item", True), Column("People, per finished item", True)),
    )
    rows = tuple(_worth(one, one.alternatives) for one in shown[:ROWS_SHOWN] if one.alternatives)
    caption = "Net worth today against leaving the work as it is, at likely values"
    return Table(caption, columns, rows, more=left_in_excel(len(shown) - ROWS_SHOWN))


def _worth(one: WorkflowResult, found: Alternatives) -> tuple[Cell, ...]:
    per_item = [
        Cell("none finished", is_missing=True) if cost is None else Cell(exact(cost))
        for cost in (found.agent_cost_per_item, found.people_cost_per_item)
    ]
    worth = [money(value) for value in (found.automate, found.hire, found.leave)]
    return (Cell(f"{place_of(one)}. {name_of(one.name)}"), Cell(found.answer), *worth, *per_item)


def _flips(shown: Sequence[WorkflowResult]) -> Table:
    columns = (Column("Candidate"), Column("Input"), Column("Now", True), Column("Flips at", True), Column("Then"))
    found = [(one, flip) for one in shown[:ROWS_SHOWN] if one.alternatives for flip in one.alternatives.flips]
    rows = tuple((Cell(name_of(one.name)), *_flip_cells(flip)) for one, flip in found)
    more = left_in_excel(len(found) - ROWS_SHOWN)
    return Table("Where the answer flips, one input at a time", columns, rows[:ROWS_SHOWN], more=more)


def _flip_cells(flip: Flip) -> tuple[Cell, ...]:
    head = (Cell(capital(clean(flip.title))), Cell(value_text(flip.now, "share" if flip.unit == "share" else "")))
    if flip.value is None:
        return (*head, Cell("nowhere", is_missing=True), Cell("the same answer"))
    at = percent(flip.value, 1) if flip.unit == "share" else plain(float(decimal(flip.value).replace(",", "")))
    note = "" if flip.reachable else "no possible value"
    return (*head, Cell(at, note, is_missing=not flip.reachable), Cell(flip.becomes))


def second_project(reading: Reading) -> Section:
    """Return what choosing the more telling project costs; a sentence only where the criterion does not count."""
    found, terms = reading.assessment.certainty.second_project, reading.terms
    if found is None:
        return Section(
            "Difference from running agents counts for the second and third agent only: here it decides nothing.", ()
        )
    telling, valuable = (reading.name("Workflows", one) for one in (found.telling, found.otherwise))
    if found.telling == found.otherwise:
        says = f"Choosing the more telling project costs nothing: {telling} is first with and without that criterion."
    elif found.cost > 0:
        cost = terms.amount(found.cost)
        says = f"Choosing {telling}, which tells more, instead of {valuable} costs {cost} in the middle future."
    else:
        gain = f"it is worth {terms.amount(-found.cost)} more than {valuable} in the middle future"
        why = gain if found.cost < 0 else f"{valuable} is worth the same"
        says = f"Choosing {telling}, which tells more, costs nothing: {why}."
    pairs = {found.telling: found.difference, found.otherwise: found.difference_of_otherwise}
    known = [
        f"{reading.name('Workflows', one)} {UNKNOWN if value is None else percent(value)}"
        for one, value in pairs.items()
    ]
    return Section(says, (), (f"Different from the running agents in team, work and systems: {listed(known)}.",))
