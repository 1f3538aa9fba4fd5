"""Draws pages: Jinja templates over the records of :mod:`toolkit.render.view`, into one file that loads nothing."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from toolkit.render.view import index_page
from toolkit.resources import folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.model import Trace
    from toolkit.results import AssessmentData

STYLE = "style.css"


def render_index(assessment: AssessmentData, traces: Mapping[str, Trace]) -> str:
    """Return ``index.html``: one file without scripts that loads nothing, the same text for the same assessment.

    ``traces`` hold the trace of the NPV by workflow id; those of the first candidates are shown, missing ones left
    out. Every text of the client's is escaped. Raises ``ToolkitError`` where the templates are missing.
    """
    templates = folder("templates")
    style = (templates / STYLE).read_text(encoding="utf-8")
    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("index.html.j2").render(
        page=index_page(assessment, traces),
        # Our own file, not a client's text; the hash lets the page refuse any other style.
        style=Markup(style),  # noqa: S704
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    )
