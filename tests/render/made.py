"""Single pages of assessments that no example is: nobody ranked, fifteen agents, everything in each other's way."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tests.render import altered, crews, firms, fleets_of, reviewed
from tests.render.test_fleet_words import PARTS
from tests.render.test_pictures import VIEWS
from toolkit.app.assessment import Assessment
from toolkit.render.html import parts_style, render_health_review, render_notebook, render_ownership, render_part
from toolkit.render.view_parts import candidates_head, of_section
from toolkit.render.view_parts_fleet import fleet_head
from toolkit.render.view_reading import Reading


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


FIRMS = ("firm", "nobody ranked", "empty", "hostile", "sixty")
MADE: dict[str, Callable[[], str]] = {
    **{f"index of {name}": partial(_page, firms.page, altered.firm, name) for name in FIRMS},
    **{f"report of {name}": partial(_page, firms.report, altered.firm, name) for name in FIRMS},
    **{f"candidates of {name}": partial(candidates, name) for name in ("firm", "many", "all lose", "hostile")},
    **{f"fleet of {name}": partial(fleet, name) for name in ("fifteen", "unknown", "hostile")},
    **{
        f"map of {name}": partial(_page, render_ownership, fleets_of.named, name)
        for name in ("everything", "hostile", "many")
    },
    **{f"review of {name}": partial(_page, render_health_review, reviewed.named, name) for name in ("every kind", "hostile")},
}
