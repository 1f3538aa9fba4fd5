"""Draws pages: Jinja templates over the records of :mod:`toolkit.render.view`, into one file that loads nothing."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from toolkit.render.look import SHIPPED, Look
from toolkit.render.markdown import escaped
from toolkit.render.view import index_page, portfolio_page
from toolkit.render.view_health import health_page
from toolkit.render.view_ownership import ownership_page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolkit.model import Trace
    from toolkit.render.view_health_records import HealthPage
    from toolkit.render.view_ownership_records import OwnershipPage
    from toolkit.render.view_parts import Head, Part
    from toolkit.render.view_records import IndexPage, PortfolioPage
    from toolkit.results import AssessmentData

STYLE = "style.css"
PARTS_STYLE = "parts.css"
MAP_STYLE = "ownership.css"
REVIEW_STYLE = "health-review.css"


def render_index(assessment: AssessmentData, *, links: Sequence[str] = (), look: Look = SHIPPED) -> str:
    """Return ``index.html``: one file without scripts that loads nothing, the same text for the same assessment.

    ``links`` name the files beside the page; it leads to none but those. Every text of the client's is escaped. Raises
    ``ToolkitError`` where the templates are missing.
    """
    return _page("index.html.j2", index_page(assessment, links), look, STYLE)


def render_portfolio(
    assessment: AssessmentData, traces: Mapping[str, Trace], *, links: Sequence[str] = (), look: Look = SHIPPED
) -> str:
    """Return ``portfolio.html``, the full report, on the same terms as :func:`render_index`.

    ``traces`` hold the trace of the NPV by workflow id; those of the first candidates are shown, missing ones left
    out.
    """
    return _page("portfolio.html.j2", portfolio_page(assessment, traces, links), look, STYLE, PARTS_STYLE)


def render_ownership(assessment: AssessmentData, *, links: Sequence[str] = (), look: Look = SHIPPED) -> str:
    """Return ``ownership-map.html``, on the same terms as :func:`render_index`."""
    return _page("ownership-map.html.j2", ownership_page(assessment, links), look, STYLE, PARTS_STYLE, MAP_STYLE)


def render_ownership_text(assessment: AssessmentData, *, look: Look = SHIPPED) -> str:
    """Return ``ownership-map.md``: the same map as Markdown, in which every text of the client's stays text."""
    page = ownership_page(assessment, ())
    return _plain_environment(look).get_template("ownership-map.md.j2").render(page=page)


def render_health_review(assessment: AssessmentData, *, links: Sequence[str] = (), look: Look = SHIPPED) -> str:
    """Return ``health-review.html``, on the same terms as :func:`render_index`."""
    return _page("health-review.html.j2", health_page(assessment, links), look, STYLE, PARTS_STYLE, REVIEW_STYLE)


def render_health_review_text(assessment: AssessmentData, *, look: Look = SHIPPED) -> str:
    """Return ``health-review.md``: the same review as Markdown, in which every text of the client's stays text."""
    page = health_page(assessment, ())
    return _plain_environment(look).get_template("health-review.md.j2").render(page=page)


def _page(template: str, page: IndexPage | PortfolioPage | OwnershipPage | HealthPage, look: Look, *styles: str) -> str:
    return _environment(look).get_template(template).render(page=page, **_around(look, *styles))


def _around(look: Look, *styles: str) -> dict[str, object]:
    """Return what the layout needs: the style, its hash by which the page refuses any other, and the brand."""
    style = "".join(_read(look, name) for name in styles) + look.colours
    return {
        "style": Markup(style),  # noqa: S704  files of ours or of the client's folder, no text of a workbook
        "style_hash": base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        "look": look,
    }


def render_part(part: Part, *, look: Look = SHIPPED) -> str:
    """Return what a cell of a notebook shows, with the style that makes it readable in JupyterLab.

    No script, nothing loaded; every text of the client's is escaped.
    """
    template = _environment(look).get_template("part.html.j2")
    return template.render(part=part, style=Markup(parts_style(look)))  # noqa: S704  as in _around


def parts_style(look: Look = SHIPPED) -> str:
    """Return the style element that :func:`render_part` puts first; a page has the same rules in its own."""
    return f"<style>{_read(look, PARTS_STYLE)}</style>"


def render_notebook(head: Head, body: str, *, look: Look = SHIPPED) -> str:
    """Return a page around the body of an executed notebook: one file without scripts that loads nothing.

    ``body`` is HTML that a notebook's cells made; the page's policy refuses scripts, styles and loads in it.
    """
    template = _environment(look).get_template("notebook.html.j2")
    # Cells render through templates that escape.
    return template.render(head=head, body=Markup(body), **_around(look, STYLE, PARTS_STYLE))  # noqa: S704


@cache
def _environment(look: Look) -> Environment:
    return Environment(
        loader=FileSystemLoader(look.places),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def _plain_environment(look: Look) -> Environment:
    return Environment(
        loader=FileSystemLoader(look.places),
        # Not HTML: whatever a template puts in is escaped as Markdown instead, so that none can be forgotten.
        autoescape=False,  # noqa: S701
        finalize=lambda value: escaped(str(value)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _read(look: Look, name: str) -> str:
    file = next(place / name for place in look.places if (place / name).is_file())
    return file.read_text(encoding="utf-8")
