"""What a candidate stands on: the systems it must be connected to and the data it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.model import Grade
from toolkit.render.view_records import Cell, Column, Table
from toolkit.render.view_words import UNKNOWN, days, decimal, listed, percent, shorten

if TYPE_CHECKING:
    from toolkit.render.view_reading import Reading
    from toolkit.results import SourceReadiness, WorkflowResult


def integration_says(reading: Reading, one: WorkflowResult) -> str:
    """Return what integration takes, and what it would if every connector were shared."""
    found = one.integration
    if found.days is None or found.days_if_all_shared is None:
        return "Integration is not known: no system is named."
    if not found.system_days:
        return "It reads and writes no system, so there is nothing to integrate."
    said = f"Integration takes {days(found.days)} and costs {reading.terms.amount(found.cost)}"
    if found.days - found.days_if_all_shared < 0.05:
        return f"{said}; every connector it uses is shared already."
    return f"{said}; if every connector were shared it would take {days(found.days_if_all_shared)}."


def integration(reading: Reading, one: WorkflowResult) -> Table | None:
    """Return the days by system; nothing where none is named."""
    found = one.integration
    if not found.system_days or found.days is None:
        return None
    figures = {figure.name: figure for figure in one.inputs}
    rows = []
    for system, taken in found.system_days.items():
        assumed = sum(evidence.policy != "" for evidence in figures[f"system:{system}"].evidence)
        note = f"{assumed} of its figures assumed" if assumed else ""
        rows.append((Cell(reading.name("Systems", system)), Cell(decimal(taken), note)))
    rest = found.days - sum(found.system_days.values())
    pairs = f"{found.pairs} {'pair' if found.pairs == 1 else 'pairs'} to agree, {found.written} written"
    rows += [
        (Cell("Making them work together", pairs), Cell(decimal(rest))),
        (Cell("Together"), Cell(decimal(found.days))),
    ]
    columns = (Column("System"), Column("Days", True))
    return Table("Integration days", columns, tuple(rows), narrow=True, total=(len(rows) - 1,))


def data_says(reading: Reading, one: WorkflowResult) -> str:
    """Return how ready the data is, its weakest source and how much of it is known."""
    ready = one.data_readiness
    if ready.weakest is None:
        required = one.figure("data_sources").value
        return (
            "It needs no data source." if required == "none" else "Data readiness is unknown: no data source is named."
        )
    name = reading.name("Data sources", ready.weakest)
    if ready.score is None:
        return f"Data readiness is unknown: nothing is known of {name}. Its row on Data sources would answer it."
    known = f"{percent(ready.coverage or 0.0)} of what is asked about its data is known"
    if not ready.band:
        scored = f"The weakest source, {name}, scores {percent(ready.score)}"
        return f"{scored}, but only {known}: too little to call it ready or not."
    source = next(source for source in reading.assessment.sources if source.source_id == ready.weakest)
    claimed = _claimed(source)
    if claimed:
        bare = f"nothing shows {'any of it' if len(claimed) == len(_known(source)) else f'its {listed(claimed)}'}"
        said = f"Data counts as {ready.band} by what is typed"
        return f"{said}: the weakest source, {name}, scores {percent(ready.score)}; {known}, but {bare}."
    return f"Data is {ready.band}: the weakest source, {name}, scores {percent(ready.score)}; {known}."


def _known(source: SourceReadiness) -> list[str]:
    return [name for name, value in source.dimensions.items() if value is not None]


def _claimed(source: SourceReadiness) -> list[str]:
    """Return the dimensions that somebody typed and nothing shows."""
    bare = (Grade.CLAIMED, Grade.ASSUMED)
    return [name for name in _known(source) if all(one.grade in bare for one in source.evidence[name])]


def data(reading: Reading, one: WorkflowResult) -> Table | None:
    """Return the readiness of each source the agent needs; nothing where none is named."""
    required = one.figure("data_sources").value
    if required in (None, "none"):
        return None
    sources = {source.source_id: source for source in reading.assessment.sources}
    rows = []
    for identifier in str(required).split("; "):
        source = sources.get(identifier)
        score = Cell(UNKNOWN, is_missing=True)
        if source is None:
            rows.append((Cell(reading.name("Data sources", identifier)), score, Cell(percent(0)), Cell("everything")))
            continue
        if source.score is not None:
            score = Cell(percent(source.score))
        unknown = [name for name, value in source.dimensions.items() if value is None]
        blank, claimed = Cell(shorten(", ".join(unknown)) or "nothing"), len(_claimed(source))
        known = Cell(percent(source.coverage), f"{claimed} of {len(_known(source))} only typed" if claimed else "")
        rows.append((Cell(reading.name("Data sources", identifier)), score, known, blank))
    columns = (Column("Data source"), Column("Score", True), Column("Known", True), Column("Not known yet"))
    return Table("Data the agent needs", columns, tuple(rows))
