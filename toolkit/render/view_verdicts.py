"""Keep, fix, merge or retire: the list by name, why, and what keeping each agent costs and returns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.render.view_fleet import NAMED, ROWS_SHOWN, VERDICTS, all_of, by_urgency, marked, more, named
from toolkit.render.view_records import Cell, Column, Section, Table
from toolkit.render.view_words import capital, exact, name_of, number_word, shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.render.view_reading import Reading
    from toolkit.results import AgentHealth, AgentVerdict


def verdicts(reading: Reading) -> Section:
    """Return what to do with each agent, the urgent ones first, why, and what keeping it costs."""
    found = by_urgency(reading)
    if not found:
        return Section("No agent is in production, so there is none to keep, fix, merge or retire.", ())
    currency, rows = reading.terms.currency, tuple(_verdict_row(*one) for one in found[:ROWS_SHOWN])
    columns = (
        *(Column(title) for title in ("Agent", "Verdict", "Why")),
        *(Column(f"Costs a month, {currency}", True), Column(f"Returned a month, {currency}", True)),
    )
    table = Table("What to do with each agent", columns, rows, more=more(len(found) - len(rows)))
    return Section(verdicts_say([one for _, one in found], reading), (table,), _saves(found, reading))


def verdicts_say(found: Sequence[AgentVerdict], reading: Reading) -> str:
    """Return the list to retire, fix and merge by name, and how many to keep."""
    groups: dict[str, list[AgentVerdict]] = {word: [] for word in VERDICTS}
    for one in found:
        groups[one.verdict].append(one)
    names = {word: [reading.name("Agents", one.agent) for one in group] for word, group in groups.items()}
    parts = [f"{word} {named(names[word])}" for word in ("retire", "fix") if names[word]]
    for one in groups["merge"][:NAMED]:
        parts.append(f"merge {reading.name('Agents', one.agent)} into {reading.name('Agents', one.merge_with)}")
    if len(groups["merge"]) > NAMED:
        parts.append(f"merge {number_word(len(groups['merge']) - NAMED)} more")
    if names["keep"]:
        parts.append(f"keep {_kept(names['keep'], len(found))}")
    unknown = f"What to do with {named(names['not_known'])} nobody can say yet." if names["not_known"] else ""
    return " ".join(part for part in (f"{capital('; '.join(parts))}." if parts else "", unknown) if part)


def _kept(names: Sequence[str], of: int) -> str:
    if len(names) == of > 1:
        return all_of(of)
    return named(names) if len(names) <= NAMED else f"{number_word(len(names))} agents"


def _verdict_row(health: AgentHealth, one: AgentVerdict) -> tuple[Cell, ...]:
    reasons = " ".join(shorten(reason) for reason in one.reasons[:NAMED])
    left = len(one.reasons) - NAMED
    return (
        Cell(name_of(health.name, health.agent), name_of(health.owner, "no owner")),
        marked(VERDICTS[one.verdict]),
        Cell(reasons + (f" And {number_word(left)} more." if left > 0 else "")),
        *(_money(value) for value in (one.cost_per_month, one.value_per_month)),
    )


def _money(value: float | None) -> Cell:
    return Cell("unknown", is_missing=True) if value is None else Cell(exact(value), is_loss=value < 0)


def _saves(found: Sequence[tuple[AgentHealth, AgentVerdict]], reading: Reading) -> tuple[str, ...]:
    leaving = [one for _, one in found if one.verdict == "retire"]
    costs = [one.cost_per_month for one in leaving if one.cost_per_month is not None]
    if not leaving:
        return ()
    unknown = len(leaving) - len(costs)
    tail = f"; of {number_word(unknown)} nobody wrote down what it costs" if unknown else ""
    return (f"Keeping {'it' if len(leaving) == 1 else 'them'} costs {reading.terms.amount(sum(costs))} a month{tail}.",)
