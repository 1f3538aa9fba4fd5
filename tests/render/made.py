"""Single pages of assessments that no example is: nobody ranked, fifteen agents, everything in each other's way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from tests.render import altered, crews, firms, fleets_of, reviewed
from tests.render.test_fleet_words import PARTS
from tests.render.test_pictures import VIEWS
from toolkit.app.assessment import Assessment
from toolkit.render.html import parts_style, render_health_review, render_notebook, render_ownership, render_part
from toolkit.render.view_parts import candidates_head, of_section
from toolkit.render.view_parts_fleet import fleet_head
from toolkit.render.view_reading import Reading

Makers = dict[str, Callable[[], str]]


def candidates(name: str) -> str:
    """Return a page of every view of candidates."""
    assessment = altered.firm(name)
    parts = (of_section(view(Reading(assessment)), "") for view in VIEWS.values())
    return render_notebook(candidates_head(assessment, ()), "".join(map(bare, map(render_part, parts))))


def fleet(name: str) -> str:
    """Return a page of every view of the fleet."""
    assessment = crews.of(name)
    parts = (part(Reading(assessment)) for part in PARTS.values())
    return render_notebook(fleet_head(assessment, ()), "".join(map(bare, map(render_part, parts))))


def bare(part: str) -> str:
    """Return what a cell shows without its style: a page has it already and refuses any other."""
    return part.replace(parts_style(), "")


def _page(make: Callable[[Assessment], str], of: Callable[[str], Assessment], name: str) -> str:
    return make(of(name))


def _named(
    kind: str, make: Callable[[Assessment], str], of: Callable[[str], Assessment], names: Iterable[str]
) -> Makers:
    return {f"{kind} of {name}": partial(_page, make, of, name) for name in names}


FIRMS = ("firm", "nobody ranked", "empty", "hostile", "sixty")
MADE: Makers = {
    **_named("index", firms.page, altered.firm, FIRMS),
    **_named("report", firms.report, altered.firm, FIRMS),
    **{f"candidates of {name}": partial(candidates, name) for name in ("firm", "many", "all lose", "hostile")},
    **{f"fleet of {name}": partial(fleet, name) for name in ("fifteen", "unknown", "hostile")},
    **_named("map", render_ownership, fleets_of.named, ("everything", "hostile", "many")),
    **_named("review", render_health_review, reviewed.named, ("every kind", "hostile")),
}
"""Those that are looked at in a browser."""

EVERY: Makers = {
    **MADE,
    **_named("index", firms.page, altered.firm, ("first loses", "all lose", "one")),
    **_named("report", firms.report, altered.firm, ("first loses", "all lose", "one")),
    **_named("map", render_ownership, fleets_of.named, fleets_of.FLEETS),
    **_named("review", render_health_review, reviewed.named, reviewed.FLEETS),
}
