"""Draws pages: Jinja templates over the records of :mod:`toolkit.render.view`, into one file that loads nothing."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

from markupsafe import Markup

from toolkit.errors import TemplateFailed
from toolkit.render.html_templates import drawn
from toolkit.render.look import SHIPPED, Look
from toolkit.render.markdown_page import page_body
from toolkit.render.view import index_page, portfolio_page
from toolkit.render.view_health import health_page
from toolkit.render.view_ownership import ownership_page
from toolkit.render.view_playbook import file_names, playbook_page
from toolkit.render.view_playbook_list import playbook_list
from toolkit.render.view_playbook_sources import Sources

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolkit.model import Trace
    from toolkit.render.figures_slide import Slide
    from toolkit.render.view_health_records import HealthPage
    from toolkit.render.view_ownership_records import OwnershipPage
    from toolkit.render.view_parts import Head, Part
    from toolkit.render.view_records import IndexPage
    from toolkit.render.view_report_records import PortfolioPage
    from toolkit.results import AssessmentData

STYLE = "style.css"
PARTS_STYLE = "parts.css"

_PICTURE = re.compile(r"url\(\s*['\"]?data:image", re.IGNORECASE)
_FONT = re.compile(r"url\(\s*['\"]?data:(?:font|application)", re.IGNORECASE)
"""What a client's style may embed; the shipped ones hold neither."""


def render_index(assessment: AssessmentData, *, links: Sequence[str] = (), look: Look = SHIPPED) -> str:
    """Return ``index.html``: one file without scripts that loads nothing, the same text for the same assessment.

    ``links`` name the files beside the page; it leads to none but those. Every text of the client's is escaped. Raises
    ``ToolkitError`` where the templates are missing.
    """
    return _page("index.html.j2", index_page(assessment, links), look)


def render_portfolio(
    assessment: AssessmentData, traces: Mapping[str, Trace], *, links: Sequence[str] = (), look: Look = SHIPPED
) -> str:
    """Return ``portfolio.html``, the full report, on the same terms as :func:`render_index`.

    ``traces`` hold the trace of the NPV by workflow id; those of the first candidates are shown, missing ones left
    out.
    """
    return _page("portfolio.html.j2", portfolio_page(assessment, traces, links), look)


def render_ownership(assessment: AssessmentData, *, links: Sequence[str] = (), look: Look = SHIPPED) -> str:
    """Return ``ownership-map.html``, on the same terms as :func:`render_index`."""
    return _page("ownership-map.html.j2", ownership_page(assessment, links), look)


def render_ownership_text(assessment: AssessmentData, *, look: Look = SHIPPED) -> str:
    """Return ``ownership-map.md``: the same map as Markdown, in which every text of the client's stays text."""
    page = ownership_page(assessment, ())
    return drawn(look, "ownership-map.md.j2", {"page": page}, as_markdown=True)


def render_health_review(assessment: AssessmentData, *, links: Sequence[str] = (), look: Look = SHIPPED) -> str:
    """Return ``health-review.html``, on the same terms as :func:`render_index`."""
    return _page("health-review.html.j2", health_page(assessment, links), look)


def render_health_review_text(assessment: AssessmentData, *, look: Look = SHIPPED) -> str:
    """Return ``health-review.md``: the same review as Markdown, in which every text of the client's stays text."""
    page = health_page(assessment, ())
    return drawn(look, "health-review.md.j2", {"page": page}, as_markdown=True)


def render_playbooks(
    assessment: AssessmentData, workflows: Sequence[str], *, links: Sequence[str] = (), look: Look = SHIPPED
) -> dict[str, str]:
    """Return the playbooks of these workflows, each as ``<name>.html`` and ``<name>.md``, by file name.

    Both are made from the one template ``playbook.md.j2``: the page is that Markdown as HTML, on the same terms as
    :func:`render_index`, for a folder below that of the ``links``. Names come from the ids of all workflows, so that
    one has the same name whichever are made. Raises ``KeyError`` for a workflow that does not exist.
    """
    sources, made = Sources(assessment), {}
    names = file_names(one.workflow_id for one in assessment.workflows)
    for workflow in workflows:
        page = playbook_page(sources, workflow, links)
        text = drawn(look, "playbook.md.j2", {"page": page}, as_markdown=True)
        body = page_body(text)
        made[f"{names[workflow]}.html"] = _around(
            look,
            "playbook.html.j2",
            page=page,
            # Our Markdown, in which text of a workbook is escaped.
            head=Markup(body.head),  # noqa: S704
            body=Markup(body.rest),  # noqa: S704
            contents=body.contents,
        )
        made[f"{names[workflow]}.md"] = text
    return made


def render_playbook_list(
    assessment: AssessmentData, workflows: Sequence[str], *, links: Sequence[str] = (), look: Look = SHIPPED
) -> str:
    """Return the page that leads to the playbooks of these workflows, for the folder in which they are."""
    page = playbook_list(Sources(assessment), workflows, links)
    return _around(look, "playbooks.html.j2", page=page)


def _page(template: str, page: IndexPage | PortfolioPage | OwnershipPage | HealthPage, look: Look) -> str:
    return _around(look, template, page=page)


def _around(look: Look, template: str, **context: object) -> str:
    """Return a page with its style, the policy by which it refuses any other and loads nothing, and the brand."""
    style = figure_style(look)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    pictures = _PICTURE.search(style) or (look.brand and look.brand.logo)
    around: dict[str, object] = {
        "style": Markup(style),  # noqa: S704  files of ours or of the client's folder, no text of a workbook
        "style_hash": digest,
        "embeds": ("img-src data:; " if pictures else "") + ("font-src data:; " if _FONT.search(style) else ""),
        "brand": look.brand,
    }
    html = drawn(look, template, {**around, **context})
    if f"style-src 'sha256-{digest}'" not in html:
        said = "the page has lost its Content-Security-Policy: take the line over from the shipped layout.html.j2"
        raise TemplateFailed(str(look.places[0] / template), 0, said)
    return html


def render_part(part: Part, *, look: Look = SHIPPED) -> str:
    """Return what a cell of a notebook shows, with the style that makes it readable in JupyterLab.

    No script, nothing loaded; every text of the client's is escaped.
    """
    return drawn(look, "part.html.j2", {"part": part, "style": Markup(parts_style(look))})  # noqa: S704  as in _around


def render_figure(slide: Slide, *, look: Look = SHIPPED) -> str:
    """Return a chart as a slide: SVG that :func:`figure_style` makes readable, for ``figures_plain`` to make plain."""
    return drawn(look, "figure.svg.j2", {"slide": slide})


def figure_style(look: Look = SHIPPED) -> str:
    """Return the rules of every page, by which a chart alone looks as it does there."""
    return look.text(PARTS_STYLE) + look.text(STYLE) + look.colours


def parts_style(look: Look = SHIPPED) -> str:
    """Return the style element that :func:`render_part` puts first; a page has the same rules in its own."""
    return f"<style>{look.text(PARTS_STYLE)}{look.colours_in_lab}</style>"


def render_notebook(head: Head, body: str, *, look: Look = SHIPPED) -> str:
    """Return a page around the body of an executed notebook: one file without scripts that loads nothing.

    ``body`` is HTML that a notebook's cells made; the page's policy refuses scripts, styles and loads in it.
    """
    # Cells render through templates that escape.
    return _around(look, "notebook.html.j2", head=head, body=Markup(body))  # noqa: S704
