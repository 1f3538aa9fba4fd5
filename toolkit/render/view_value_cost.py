"""What each agent has returned beside what it has cost, and what kinds of agents there are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.model import Outcome
from toolkit.render.charts_ladder import mix_chart
from toolkit.render.charts_scatter import Point, ScatterChart, scatter_chart
from toolkit.render.view_fleet import ROWS_SHOWN, all_of, more, named
from toolkit.render.view_records import Cell, Column, Picture, Section, Table
from toolkit.render.view_standing import be
from toolkit.render.view_words import capital, decimal, exact, listed, name_of, number_word, rounded, shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.render.view_reading import Reading
    from toolkit.results import AgentValue

AGENTS_SHOWN = 15
CATEGORIES = ("foundation", "capability", "orchestration")
AT_WORK = ("build", "pilot", "production")
MIX_CHECK = "portfolio.mix_against_phase"


@dataclass(frozen=True)
class SoFar:
    """What one agent has returned and cost since its first day in production, its build included."""

    agent: str
    name: str
    value: float | None
    cost: float | None
    weeks: int

    @property
    def returns(self) -> bool:
        """Whether it is known to have returned at least what it cost."""
        return self.value is not None and self.cost is not None and self.value >= self.cost


def so_far(reading: Reading) -> tuple[SoFar, ...]:
    """Return every agent with measured years, in order of the registry; missing where a year is."""
    return tuple(_total(reading, one) for one in reading.assessment.measured.agents if one.years)


def _total(reading: Reading, one: AgentValue) -> SoFar:
    values, costs = [year.value for year in one.years], [year.cost for year in one.years]
    known = [value for value in values if value is not None]
    spent = [cost for cost in costs if cost is not None]
    return SoFar(
        one.agent,
        reading.name("Agents", one.agent),
        sum(known) if len(known) == len(values) else None,
        sum(spent) if len(spent) == len(costs) else None,
        sum(year.weeks for year in one.years),
    )


def value_against_cost(reading: Reading) -> Section:
    """Return how many agents have returned what they cost, as points around break-even, the figures beside."""
    found = so_far(reading)
    known = [one for one in found if one.value is not None and one.cost is not None]
    if not known:
        why = "no agent has weeks in production" if not found else "a cost or a value is blank on Agents or Metrics"
        return Section(f"What agents have returned beside what they cost is not known: {why}.", ())
    unknown = [one.name for one in found if one not in known]
    notes = (f"Not known of {named(unknown)}: a cost or a value is blank on Agents or Metrics.",) if unknown else ()
    return Section(
        _returned_says(known, reading), (), notes, (Picture(_scatter(reading, known), _figures(reading, found)),)
    )


def _returned_says(known: Sequence[SoFar], reading: Reading) -> str:
    value, cost = sum(one.value or 0.0 for one in known), sum(one.cost or 0.0 for one in known)
    back = sum(one.returns for one in known)
    if len(known) == 1:
        verb = "has returned what it cost" if back else "has not yet returned what it cost"
        who = known[0].name
    else:
        verb = f"{'has' if back == 1 else 'have'} returned what {'it' if back == 1 else 'they'} cost"
        who = (
            all_of(back) if back == len(known) else f"{number_word(back) if back else 'none'} of {len(known):,} agents"
        )
        if not back:
            verb = "has returned what it cost"
    amounts = f"{reading.terms.amount(value)} of measured value for {reading.terms.amount(cost)} of cost"
    return f"{capital(who)} {verb}: {amounts}, build included, the platform apart."


def _scatter(reading: Reading, known: Sequence[SoFar]) -> ScatterChart:
    shown = sorted(known, key=lambda one: -(one.value or 0.0))[:AGENTS_SHOWN]
    currency, back = reading.terms.currency, sum(one.returns for one in known)
    points = [Point(one.cost or 0.0, one.value or 0.0, one.name, _multiple(one)) for one in shown]
    said = "; ".join(f"{one.name} returned {rounded(one.value or 0.0)} for {rounded(one.cost or 0.0)}" for one in shown)
    left = f" The first {number_word(len(shown))} of {len(known):,}." if len(known) > len(shown) else ""
    most = max(one.value or 0.0 for one in shown), max(one.cost or 0.0 for one in shown)
    return scatter_chart(
        points,
        ends=(f"value {rounded(most[0])}", f"cost {rounded(most[1])}"),
        even="dashed: value equals cost",
        title=_below_says(len(known) - back, len(known)),
        caption=f"Measured value upwards, cost to the right, {currency}, since the first day in production; beside the "
        f"names value ÷ cost. Whoever lies below the dashed line has not yet returned its cost.{left}",
        alternative=f"Measured value against cost in {currency}: {said}.",
    )


def _below_says(below: int, of: int) -> str:
    if not below:
        return "No agent lies below break-even" if of > 1 else "The one agent lies above break-even"
    if of == 1:
        return "The one agent lies below break-even"
    verb = "lies" if below == 1 else "lie"
    return capital(f"{number_word(below)} of {number_word(of)} agents {verb} below break-even")


def _multiple(one: SoFar) -> str:
    return f"{decimal((one.value or 0.0) / one.cost)} ×" if one.cost else ""


def _figures(reading: Reading, found: Sequence[SoFar]) -> Table:
    currency = reading.terms.currency
    columns = (
        *(Column("Agent"), Column(f"Value, {currency}", True), Column(f"Cost, {currency}", True)),
        *(Column("Value ÷ cost", True), Column("Weeks", True)),
    )
    rows = tuple(
        (
            Cell(name_of(one.name)),
            *(_money(amount) for amount in (one.value, one.cost)),
            Cell(decimal(one.value / one.cost, 2) if one.value is not None and one.cost else "unknown"),
            Cell(f"{one.weeks:,}"),
        )
        for one in found[:ROWS_SHOWN]
    )
    return Table("Measured since the first day in production", columns, rows, more=more(len(found) - len(rows)))


def _money(value: float | None) -> Cell:
    return Cell("unknown", is_missing=True) if value is None else Cell(exact(value), is_loss=value < 0)


def mix(reading: Reading) -> Section:
    """Return how many agents at work are foundations, capabilities, orchestration, and what the phase expects."""
    sheet = reading.assessment.inputs.get("Agents")
    rows = [row.values for row in sheet.rows] if sheet else []
    counted = Counter(str(row.get("category") or "") for row in rows if row.get("status") in AT_WORK)
    total = sum(counted.values())
    if not total:
        return Section("No agent is in build, pilot or production, so there is no mix to show.", ())
    says = _mix_says(counted, total)
    expects = [one for one in reading.assessment.findings if one.check == MIX_CHECK]
    notes = tuple(shorten(one.message) for one in expects if one.outcome is not Outcome.NOT_APPLICABLE)
    amounts = [float(counted[name]) for name in CATEGORIES]
    if not sum(amounts):
        return Section(says, (), notes)
    text = ", ".join(f"{name} {counted[name]}" for name in CATEGORIES)
    chart = mix_chart(
        ["Agents at work"],
        [amounts],
        [text],
        title=_mix_title(counted),
        caption="Agents in build, pilot and production by category, from left to right: dark foundation, light "
        "capability, outlined orchestration.",
        alternative=f"Agents at work by category: {text}.",
    )
    columns = (Column("Category"), Column("Agents", True))
    cells = tuple((Cell(capital(name)), Cell(str(counted[name]))) for name in CATEGORIES)
    return Section(says, (), notes, (Picture(chart, Table("Agents at work by category", columns, cells, narrow=True)),))


def _mix_says(counted: Counter[str], total: int) -> str:
    parts = [f"{number_word(counted[name])} {name}" for name in CATEGORIES if counted[name]]
    if not parts:
        return f"Nobody wrote down of what kind {'the one agent' if total == 1 else 'the agents'} at work {be(total)}."
    if total == 1:
        return f"The one agent at work is of the kind {next(name for name in CATEGORIES if counted[name])}."
    if counted[""]:
        parts.append(f"{number_word(counted[''])} whose kind nobody wrote down")
    return f"{capital(number_word(total))} agents are at work: {listed(parts)}."


def _mix_title(counted: Counter[str]) -> str:
    known = sum(counted[name] for name in CATEGORIES)
    first = counted[CATEGORIES[0]]
    if first == known:
        return "Every agent at work is a foundation" if known > 1 else "The one agent at work is a foundation"
    of = f"of {number_word(known)} agents at work"
    return capital(f"{number_word(first) if first else 'none'} {of} {be(max(first, 1))} foundations")
