"""How sure the ranking is: shares of futures in which each candidate is first, and what would change that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.render.charts_certainty import ShareChart, share_chart
from toolkit.render.view_futures import ALL_BUT, HARDLY, of_futures
from toolkit.render.view_head import by_override
from toolkit.render.view_ranges import NAMES_IN_CHART, ROWS_SHOWN, left_in_excel
from toolkit.render.view_reading import Reading, place_of
from toolkit.render.view_records import Cell, Column, Picture, Section, Table
from toolkit.render.view_words import capital, clean, name_of, number_word, percent, shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.results import WorkflowResult

EVEN = 0.5
NOT_FIRST = 0.005
"""A share of being first that would read as less than one per cent."""


def certainty(reading: Reading) -> Section:
    """Return how sure the ranking is; a sentence only where there is nothing to compare."""
    known = tuple(one for one in reading.ranked if one.first_share is not None)
    says = first_says(reading)
    if len(known) <= 1:
        return Section(says, ())
    shown = known[:ROWS_SHOWN]
    return Section(says, (), _notes(reading), (Picture(_chart(reading, shown, len(known)), _table(shown, len(known))),))


def first_says(reading: Reading) -> str:
    """Return in how many futures the first stays first, and the smallest change of a weight that would change it."""
    found, known = reading.assessment.certainty, [one for one in reading.ranked if one.first_share is not None]
    if not known or found.first_share is None:
        return "Nothing can be first: no candidate is ranked."
    name = name_of_id(reading, found.first)
    if len(known) == 1:
        return f"{name} is first because it is the only candidate."
    share = of_futures(found.first_share)
    of = f"{share} {found.draws:,}" if share == "all" else f"{share} of {found.draws:,}"
    first = reading.ranked[0]
    computed = "overrides left out, " if first.final_rank != first.rank else ""
    said = f"{capital(computed)}{name} ranks first in {of} futures"
    change = found.weight_change
    if change is None:
        return f"{said}; no change of a single weight would put another first."
    now, then = percent(change.now), percent(change.then)
    weight = f"a weight of {then} instead of {now} on {clean(change.title)}"
    return f"{said}; it would take {weight} to put {name_of_id(reading, change.first)} first."


def name_of_id(reading: Reading, workflow_id: str) -> str:
    """Return the client's name of a workflow."""
    return reading.name("Workflows", workflow_id)


def _notes(reading: Reading) -> tuple[str, ...]:
    notes = ["Each future draws the uncertain figures and the weights of the criteria anew, these around the policy’s."]
    first = reading.ranked[0]
    by = by_override(reading, first)
    if by:
        notes.append(f"The shares are those of computed ranks: {name_of(first.name)} comes first{by}.")
    return tuple(notes)


def _chart(reading: Reading, shown: Sequence[WorkflowResult], known: int) -> ShareChart:
    shares = [(one.first_share or 0.0, max(one.top_three_share or 0.0, one.first_share or 0.0)) for one in shown]
    texts = [_shares_text(*share) for share in shares]
    names = [f"{place_of(one)}  {shorten(one.name, NAMES_IN_CHART)}" for one in shown]
    caption = (
        "Share of the futures in which each candidate ranks first (solid), second or third (faint), "
        "or below (outlined)." + (f" The first {number_word(len(shown))} of {known:,}." if known > len(shown) else "")
    )
    said = "; ".join(f"{shorten(one.name, NAMES_IN_CHART)} {text}" for one, text in zip(shown, texts, strict=True))
    alternative = f"Shares of {reading.assessment.certainty.draws:,} futures by rank: {said}."
    return share_chart(names, shares, texts, title=_title(shown), caption=caption, alternative=alternative)


def _title(shown: Sequence[WorkflowResult]) -> str:
    first = max(shown, key=lambda one: one.first_share or 0.0)
    share = first.first_share or 0.0
    if share >= EVEN:
        rivals = sum((one.first_share or 0.0) >= NOT_FIRST for one in shown if one is not first)
        against = {0: "nobody comes close", 1: "one other comes first at times"}.get(
            rivals, f"{number_word(rivals)} others come first at times"
        )
        return f"{name_of(first.name)} stays first in {of_futures(share)}; {against}"
    return f"No candidate is first in half of the futures: {name_of(first.name)} leads with {of_futures(share)}"


def _shares_text(first: float, among: float) -> str:
    """Return the parts of a bar in words, those that are nothing left out.

    >>> _shares_text(0.95, 1.0), _shares_text(0.0001, 1.0)
    ('first 95\\xa0%, second or third 5\\xa0%', 'first under 0.1\\xa0%, second or third over 99\\xa0%')
    """
    parts = (("first", first), ("second or third", among - first), ("below", 1 - among))
    return ", ".join(f"{name} {_share(share)}" for name, share in parts if share > 0)


def _share(share: float) -> str:
    """Return a share so short that three of them fit a phone."""
    if share < HARDLY:
        return f"under {percent(0.001)}"
    return f"over {percent(0.99)}" if ALL_BUT <= share < 1 else percent(share)


def _table(shown: Sequence[WorkflowResult], known: int) -> Table:
    columns = (
        *(Column("Candidate"), Column("First", True), Column("Second or third", True), Column("Below", True)),
        Column("Among the first three", True),
    )
    rows = []
    for one in shown:
        first, among = one.first_share or 0.0, one.top_three_share or 0.0
        parts = (first, among - first, 1 - among, among)
        rows.append(
            (Cell(f"{place_of(one)}. {name_of(one.name)}"), *(Cell(percent(max(part, 0.0), 1)) for part in parts))
        )
    return Table("Share of the futures by rank", columns, tuple(rows), more=left_in_excel(known - len(shown)))
