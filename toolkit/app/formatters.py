"""How the library's objects show themselves in a notebook, told to IPython by their names.

Nothing is loaded for it: what draws an object is imported when the first one is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toolkit.render.view_parts import Part


def _assessment(found: Any) -> Part:
    from toolkit.render.view_objects import assessment  # noqa: PLC0415

    return assessment(found)


def _readiness(found: Any) -> Part:
    from toolkit.render.view_objects import readiness  # noqa: PLC0415

    return readiness(found)


def _portfolio(found: Any) -> Part:
    from toolkit.render.view_objects import portfolio  # noqa: PLC0415

    return portfolio(found)


def _policy(found: Any) -> Part:
    from toolkit.render.view_objects import policy  # noqa: PLC0415

    return policy(list(found.values.values()))


def _trace(found: Any) -> Part:
    from toolkit.render.view_objects import trace  # noqa: PLC0415
    from toolkit.scoring.formulas import FORMULAS  # noqa: PLC0415

    return trace(found, FORMULAS)


def _gate(found: Any) -> Part:
    from toolkit.render.view_objects_gate import gate  # noqa: PLC0415

    return gate(found)


def _admission(found: Any) -> Part:
    from toolkit.render.view_objects_gate import admission  # noqa: PLC0415

    return admission(found)


def _finding(found: Any) -> Part:
    from toolkit.render.view_objects_gate import finding  # noqa: PLC0415

    return finding(found)


PARTS = {
    ("toolkit.app.assessment", "Assessment"): _assessment,
    ("toolkit.results.readiness", "Readiness"): _readiness,
    ("toolkit.sheets.portfolio", "Portfolio"): _portfolio,
    ("toolkit.policy", "Policy"): _policy,
    ("toolkit.model", "Finding"): _finding,
    ("toolkit.model", "Trace"): _trace,
    ("toolkit.results.admission", "AgentGate"): _gate,
    ("toolkit.results.admission", "Admission"): _admission,
}
"""By module and name: what makes the part that an object shows."""


def register(shell: Any) -> None:
    """Tell IPython how the objects show themselves as HTML; as text, their ``repr`` stands."""
    html = shell.display_formatter.formatters["text/html"]
    for (module, name), part in PARTS.items():
        html.for_type_by_name(module, name, lambda found, part=part: _shown(part(found)))


def _shown(part: Part) -> str:
    from toolkit.app.shown import Shown  # noqa: PLC0415

    return Shown(part)._repr_html_()
