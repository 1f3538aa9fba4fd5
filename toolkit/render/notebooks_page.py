"""Makes a page of an executed notebook: its markdown and outputs inside our own layout."""

from __future__ import annotations

import toolkit.render.notebooks_format  # noqa: F401  before anything that loads nbformat

# isort: split
import json
from functools import cache
from typing import TYPE_CHECKING, Any

import nbformat

from toolkit.render.html import parts_style, render_notebook
from toolkit.render.look import SHIPPED, Look
from toolkit.render.view_index import around_summary
from toolkit.render.view_parts import candidates_head, readiness_head
from toolkit.render.view_parts_fleet import fleet_head
from toolkit.render.view_parts_routing import routing_head
from toolkit.render.view_words import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nbformat import NotebookNode

    from toolkit.results import AssessmentData

PARAMETERS, INJECTED, FAILED, NOT_ON_PAGE = "parameters", "injected-parameters", "failed", "not-on-page"
"""Tags of cells; the first two as papermill has them."""

PAGES = {
    **{"01_candidates": "candidates.html", "02_readiness": "readiness.html"},
    **{"03_fleet": "fleet.html", "04_routing": "routing.html"},
}
"""Which notebook becomes which page."""

_FORMAT: Any = nbformat  # its functions have no types
_HEADS = {
    **{"01_candidates": candidates_head, "02_readiness": readiness_head},
    **{"03_fleet": fleet_head, "04_routing": routing_head},
}


def notebook_page(
    name: str,
    notebook: NotebookNode,
    assessment: AssessmentData,
    *,
    links: Sequence[str] = (),
    look: Look = SHIPPED,
) -> str:
    """Return an executed notebook as a page: its markdown and outputs, the code hidden, inside our own layout.

    One file without scripts that loads nothing. Only nbconvert's ``basic`` body is used; its full templates load
    scripts from the network.
    """
    around = tuple((link.href, link.title) for link in around_summary(PAGES[name], links))
    body, _ = exporter().from_notebook_node(_for_page(notebook, look))
    return render_notebook(_HEADS[name](assessment, around), body, look=look)


@cache
def exporter() -> Any:
    """Return what turns the cells of a notebook into HTML."""
    from nbconvert import HTMLExporter  # noqa: PLC0415  half a second that only an export needs
    from traitlets.config import Config  # noqa: PLC0415

    html: Any = HTMLExporter
    hidden = {"remove_cell_tags": {NOT_ON_PAGE, PARAMETERS, INJECTED}, "enabled": True}
    return html(
        config=Config({"TagRemovePreprocessor": hidden}),
        template_name="basic",
        exclude_input=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        exclude_anchor_links=True,
    )


def _for_page(notebook: NotebookNode, look: Look) -> NotebookNode:
    """Return a copy without what a page must not hold: styles that it has itself, pictures without true alternative.

    nbconvert would write a placeholder as the alternative of a picture; the output's own text is true.
    """
    copy = _FORMAT.from_dict(json.loads(json.dumps(notebook)))
    style = parts_style(look)
    for cell in copy.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "text/html" in data:
                data["text/html"] = data["text/html"].replace(style, "")
            for kind in ("image/png", "image/jpeg"):
                if kind in data:
                    said = shorten(data.get("text/plain", ""))
                    output.metadata.setdefault(kind, {}).setdefault("alt", said)
    return copy
