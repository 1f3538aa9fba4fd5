"""Assessments altered where a test looks: the first candidate of a firm in another form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

from tests.render import firms
from toolkit.app.assessment import Assessment
from toolkit.render.view_reading import Reading
from toolkit.results import WorkflowResult

FIRMS: dict[str, Callable[[], Assessment]] = {
    **{"firm": firms.firm, "nobody ranked": firms.nobody_ranked, "empty": firms.empty, "hostile": firms.hostile},
    **{"all lose": firms.nobody_earns, "one": lambda: firms.nobody_earns(1), "many": lambda: firms.many(25)},
    "first loses": firms.first_loses,
    "sixty": lambda: firms.many(60),
}


@cache
def firm(name: str = "firm") -> Assessment:
    return FIRMS[name]()


def first(**changed: Any) -> WorkflowResult:
    """The first of the firm, some of it changed; ``outlook`` by field."""
    one = firm().candidates[0]
    outlook = changed.pop("outlook", {})
    if isinstance(outlook, dict) and one.outlook:
        changed["outlook"] = replace(one.outlook, **outlook)
    elif outlook is None:
        changed["outlook"] = None
    return replace(one, **changed)


def reading(one: WorkflowResult | None = None, /, **changed: Any) -> Reading:
    """The firm with its first candidate in this form; ``certainty`` and ``portfolio`` changed by field."""
    found = firm()
    if one is not None:
        found = replace(found, workflows=(one, *found.workflows[1:]))
    for part in ("certainty", "portfolio"):
        if part in changed:
            found = replace(found, **{part: replace(getattr(found, part), **changed[part])})
    return Reading(found)


def said(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def alone(one: WorkflowResult) -> Reading:
    """The firm with a single candidate."""
    return Reading(replace(firm(), workflows=(one,)))
