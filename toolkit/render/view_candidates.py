"""The head of the page and the ranking: conclusion, five numbers, chart, table, what the scores are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.render.charts import BarChart, bar_chart
from toolkit.render.view_head import by_override, none_of
from toolkit.render.view_reading import Reading, earns, place_of
from toolkit.render.view_records import Cell, Column, Section, SetApart, Table
from toolkit.render.view_words import (
    UNKNOWN,
    capital,
    count,
    date,
    decimal,
    exact,
    name_of,
    number_word,
    percent,
    shorten,
    times,
)

if TYPE_CHECKING:
    from toolkit.results import Contribution, WorkflowResult

ROWS_SHOWN = 10
CASES_SHOWN = 50
NAMES_IN_CHART = 34
DATA_FILE = "assessment.json"
ON_RANKING = "Excel, sheet Ranking"
"""Where every workflow stands, with and without a rank."""


def candidates_say(reading: Reading) -> str:
    """Return how many candidates earn and lose, and how many workflows have no rank."""
    ranked, earning, apart = len(reading.ranked), len(reading.earning), len(reading.set_apart)
    if not ranked:
        said = "the one workflow" if apart == 1 else f"none of the {number_word(apart)} workflows"
        return capital(f"{said} {'cannot' if apart == 1 else 'can'} be ranked.") if apart else ""
    if not earning:
        said = f"{none_of(ranked)} returns its cost"
    elif ranked == 1:
        said = "the one candidate earns more than it costs"
    elif earning == ranked:
        said = f"all {number_word(ranked)} candidates earn more than they cost"
    else:
        verbs = "earns more than it costs" if earning == 1 else "earn more than they cost"
        said = f"{number_word(earning)} of {number_word(ranked)} candidates {verbs}"
    return " ".join(part for part in (capital(f"{said}."), _without_rank(reading)) if part)


def _without_rank(reading: Reading) -> str:
    """Return how many workflows have no rank: something holds them back, or they have their agent."""
    apart = len(reading.set_apart)
    if not apart:
        return ""
    working = sum(one.workflow_id in reading.with_agent for one in reading.set_apart)
    back = apart - working
    held = f"{'is' if back == 1 else 'are'} held back"
    has = "has its agent already" if working == 1 else "have their agents already"
    why = f"{'it' if apart == 1 else 'they'} {has if working else held}"
    if working and back:
        why = f"{number_word(back)} {held}, {number_word(working)} {has}"
    return capital(f"{number_word(apart)} more {'has' if apart == 1 else 'have'} no rank: {why}.")


def ranking_says(reading: Reading) -> str:
    """Return who ranks first and second with how many points; empty without candidates."""
    if not reading.ranked:
        return ""
    first, *rest = reading.ranked
    by = by_override(reading, first)
    said = f"{name_of(first.name)} ranks first{by}{',' if by else ''} with {_final_points(first)} of 100 points"
    if not rest:
        return f"{said}: it is the only candidate."
    return f"{said}; {name_of(rest[0].name)} is second with {_final_points(rest[0])}."


def _final_points(one: WorkflowResult) -> str:
    score = one.score if one.final_score is None else one.final_score
    return UNKNOWN if score is None else points(score)


def npv_chart(reading: Reading) -> BarChart | None:
    """Return the NPV of the first candidates as bars; nothing without candidates."""
    shown = reading.ranked[:ROWS_SHOWN]
    if not shown:
        return None
    values = [one.base.npv or 0.0 for one in shown]
    texts = [exact(value) for value in values]
    names = [f"{place_of(one)}  {shorten(one.name, NAMES_IN_CHART)}" for one in shown]
    best = max(reading.ranked, key=lambda one: one.base.npv or 0.0)
    title = f"{name_of(best.name)} is worth most: {reading.terms.amount(best.base.npv)}"
    if not earns(best):
        title = "No bar reaches beyond zero: none returns its cost"
    elif best is not reading.ranked[0]:
        title += f", but ranks {place_word(place_of(best))}"
    left = len(reading.ranked) - len(shown)
    caption = (
        f"What each candidate returns beyond its cost over {reading.terms.horizon}, in today’s money "
        f"(net present value, {reading.terms.currency}), best rank first. The upright line is zero."
        + (f" The first {number_word(len(shown))} of {len(reading.ranked):,}." if left else "")
    )
    said = "; ".join(f"{shorten(one.name, NAMES_IN_CHART)} {text}" for one, text in zip(shown, texts, strict=True))
    alternative = f"Bar chart of net present value in {reading.terms.currency}, in order of rank: {said}."
    return bar_chart(names, values, texts, title=title, caption=caption, alternative=alternative)


def place_word(rank: int) -> str:
    """Return a rank as a word up to the fifth."""
    ordinals = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth"}
    return ordinals.get(rank, f"number {rank:,}")


def ranking_table(reading: Reading) -> Table | None:
    """Return the ranking: ten rows, then up to fifty; nothing without candidates."""
    if not reading.ranked:
        return None
    currency = reading.terms.currency
    doubtful = any(not part.known for one in reading.ranked for part in one.contributions)
    columns = [
        *(Column("Candidate"), Column("Score of 100", True), Column(f"NPV, {currency}", True)),
        *(Column("Payback, months", True), Column("Return multiple", True), Column(f"Investment, {currency}", True)),
        *(Column("Integration, days", True), Column("Data readiness", True)),
        *((Column("Rank at best", True),) if doubtful else ()),
    ]
    rows = [_ranking_row(one, doubtful) for one in reading.ranked[:CASES_SHOWN]]
    caption = "Candidates by rank, figures at likely values"
    if doubtful:
        caption += "; rank at best: if everything unknown of it, and of it alone, turned out at its best"
    return Table(
        *(caption, tuple(columns), tuple(rows[:ROWS_SHOWN]), tuple(rows[ROWS_SHOWN:])),
        more=left_out(len(reading.ranked) - CASES_SHOWN, ON_RANKING),
    )


def left_out(number: int, where: str = DATA_FILE) -> str:
    """Return where the rest is; empty where there is none."""
    return f"and {number:,} more in {where}" if number > 0 else ""


def _ranking_row(one: WorkflowResult, doubtful: bool) -> tuple[Cell, ...]:
    base, ready = one.base, one.data_readiness
    payback = Cell("never", is_missing=True) if base.payback_months is None else Cell(decimal(base.payback_months))
    anchor = f"#case-{place_of(one)}"
    band = ready.band or "too little known"
    row = [
        Cell(f"{place_of(one)}. {name_of(one.name)}", overridden(one), href=anchor),
        _score_cell(one),
        money(base.npv),
        payback,
        Cell(times(base.return_multiple), is_missing=base.return_multiple is None),
        money(base.investment),
        Cell(UNKNOWN, is_missing=True) if one.integration.days is None else Cell(decimal(one.integration.days)),
        Cell(UNKNOWN, is_missing=True) if ready.score is None else Cell(percent(ready.score), note=band),
    ]
    return (*row, Cell(str(one.best_case_rank))) if doubtful else tuple(row)


def _score_cell(one: WorkflowResult) -> Cell:
    """Return the score that ranks, and the computed one below it where an override set another."""
    if one.score is None or one.final_score is None:
        return Cell(UNKNOWN)
    same = one.final_score == one.score
    return Cell(points(one.final_score), note="" if same else f"computed {points(one.score)}")


def overridden(one: WorkflowResult) -> str:
    """Return what a candidate's place was before an override, by whom, when and why; empty where nothing changes."""
    if one.override is None:
        return "" if one.final_rank == one.rank else f"computed rank {one.rank}; another was overridden"
    by = one.override
    final = f"computed rank {one.rank}; score set to {points(one.final_score or 0.0)} by {name_of(by.owner)}"
    return f"{final}, {date(by.decided_on)}: {shorten(by.reason)}"


def money(value: float | None, note: str = "", *, is_assumed: bool = False) -> Cell:
    """Return an amount as a cell of a table."""
    if value is None:
        return Cell(UNKNOWN, note, is_missing=True)
    return Cell(exact(value), note, is_assumed=is_assumed, is_loss=value < 0)


def points(score: float) -> str:
    """Return a score of 0 to 1 as points of 100, one decimal."""
    return decimal(score * 100)


def set_apart(reading: Reading) -> tuple[str, tuple[SetApart, ...], str]:
    """Return what is said of the workflows without a rank, the first of them with their reasons, and the rest."""
    found = reading.set_apart
    if not found:
        return "", (), ""
    says = f"Without a rank, and why: {count(len(found), 'workflow')}"
    shown = tuple(SetApart(name_of(one.name), shorten(one.set_apart_because)) for one in found[:ROWS_SHOWN])
    return says, shown, left_out(len(found) - ROWS_SHOWN, ON_RANKING)


def scores(reading: Reading) -> Section | None:
    """Return what each candidate's score is made of; nothing without candidates."""
    if not reading.ranked:
        return None
    first, shown = reading.ranked[0], reading.ranked[:ROWS_SHOWN]
    columns = (
        Column("Candidate"),
        Column("Score", True),
        *(Column(f"{capital(part.title)}, of {points_of(part)}", True) for part in first.contributions),
    )
    rows = tuple((Cell(f"{place_of(one)}. {name_of(one.name)}"), *_score_cells(one)) for one in shown)
    says = f"{name_of(first.name)} has {points(first.score or 0.0)} of 100 points"
    best = max(first.contributions, key=lambda part: part.points, default=None)
    worst = max(first.contributions, key=_lost, default=None)
    if best and worst:
        says += f": {_of_criterion(best.title, best.points, best)}"
        says += f"; the most it lacks is {_of_criterion(worst.title, _lost(worst), worst)}"
        says += "" if worst.known else ", which is unknown"
    table = Table(
        "Points by criterion; an unknown criterion counts nothing",
        columns,
        rows,
        more=left_out(len(reading.ranked) - ROWS_SHOWN, ON_RANKING),
    )
    return Section(f"{says}.", (table,))


def _lost(part: Contribution) -> float:
    return part.weight - part.points


def _of_criterion(title: str, reached: float, part: Contribution) -> str:
    return f"{points(reached)} of {points_of(part)} for {title}"


def points_of(part: Contribution) -> str:
    """Return the most that a criterion can give, in points of 100."""
    return decimal(part.weight * 100, 0)


def _score_cells(one: WorkflowResult) -> list[Cell]:
    cells = [Cell(points(one.score or 0.0), bar=_bar(one.score or 0.0))]
    for part in one.contributions:
        if part.known:
            cells.append(Cell(points(part.points), bar=_bar(part.score)))
        else:
            cells.append(Cell(UNKNOWN, is_missing=True, bar="0"))
    return cells


def _bar(share: float) -> str:
    return decimal(min(max(share, 0.0), 1.0) * 100, 0)
