"""Which charts are written as files, and what is said on them beside their title and caption."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING

from toolkit.render.charts import CashChart
from toolkit.render.view_health import health_page
from toolkit.render.view_ownership import ownership_page
from toolkit.render.view_parts import cases
from toolkit.render.view_parts_fleet import fleet_value, flywheel, health, mix, standing
from toolkit.render.view_reading import Reading
from toolkit.render.view_records import Case, Chart
from toolkit.render.view_report import portfolio_page
from toolkit.render.view_words import capital, count, date, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.results import AssessmentData

OF_NOTEBOOKS = {
    **{"cases": cases, "standing": standing, "health": health, "learning": flywheel},
    **{"value": fleet_value, "mix": mix},
}
"""Parts of pages that are made from notebooks; the report has most of their charts too."""


@dataclass(frozen=True)
class Figure:
    """A chart, the name of its file without ending, and the line that says whose it is and of which day."""

    name: str
    chart: Chart | CashChart
    source: str


def figures(assessment: AssessmentData) -> tuple[Figure, ...]:
    """Return every chart that the pages show, once, in their order: those of the report first.

    The first page shows the first rows of a chart of the report, which stands for both. Names are made of our own
    words: number, place in the report, and a number of its own where a place has several.
    """
    reading, program = Reading(assessment), assessment.program
    told = (
        ("", portfolio_page(assessment, {}, ())),
        *((place, tell(reading)) for place, tell in OF_NOTEBOOKS.items()),
        ("", ownership_page(assessment, ())),
        ("", health_page(assessment, ())),
    )
    found: dict[Chart | CashChart, str] = {}
    for place, record in told:
        for own, chart in _charts(record, place):
            found.setdefault(chart, own)
    source = f"{name_of(program.organisation)}, assessed {date(program.as_of)}"
    of_place, seen = Counter(found.values()), Counter[str]()
    drawn = []
    for number, (chart, place) in enumerate(found.items(), start=1):
        seen[place] += 1
        several = f"-{seen[place]}" if of_place[place] > 1 else ""
        drawn.append(Figure(f"{number:02d}-{place}{several}", chart, source))
    return tuple(drawn)


def _charts(record: object, place: str) -> Iterator[tuple[str, Chart | CashChart]]:
    """Yield the charts in a record and in all that it holds, each with the place that it stands at."""
    if isinstance(record, (Chart, CashChart)):
        yield place, record
    elif isinstance(record, tuple):
        for one in record:
            yield from _charts(one, place)
    elif isinstance(record, Case) and record.chart:
        title = record.chart.title
        # On its page the name stands above the chart.
        yield place, replace(record.chart, title=f"{record.name} – {title[:1].lower()}{title[1:]}")
    elif is_dataclass(record):
        own = getattr(record, "anchor", place)
        for field in fields(record):
            yield from _charts(getattr(record, field.name), own)


def left_out_says(rows: int) -> str:
    """Return what is said of rows that a slide has no room for; nothing where there are none."""
    return f" {capital(count(rows, 'more row'))} {'stands' if rows == 1 else 'stand'} on its page." if rows else ""
