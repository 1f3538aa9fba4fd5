"""Writes each chart as a slide of its own: SVG for slide programs, PNG for everything else.

PNG is drawn by vl-convert, which brings fonts (Liberation Sans, as wide as Arial), so that letters are there, and the
same, on a machine that has none; the signs that those fonts lack are drawn from the fonts of the machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from toolkit.errors import TemplateFailed
from toolkit.render.figures_plain import plain
from toolkit.render.figures_slide import HEIGHT, slide
from toolkit.render.html import figure_style, render_figure
from toolkit.render.look import SHIPPED, Look
from toolkit.render.view_figures import figures

if TYPE_CHECKING:
    from toolkit.render.view_figures import Figure
    from toolkit.results import AssessmentData

FOLDER = "figures"
SIGNS = str.maketrans({"✕": "×"})
"""One that few fonts have, and for which a whole line would change its font."""

PIXELS_DOWN = 1080
POINTS = 72
"""Points to the inch at which vl-convert takes a unit of the drawing for a pixel."""


def figure_files(assessment: AssessmentData, look: Look = SHIPPED) -> dict[str, bytes]:
    """Return SVG (1,280 × 720 units) and PNG (1,920 × 1,080 pixels) of every chart, by file name.

    The SVG needs no style and loads nothing; every text of the client's stays text. The same assessment gives the
    same SVG everywhere, and the same PNG on the same machine. ``TemplateFailed`` is raised where a template of the
    client's draws what is no SVG.
    """
    import vl_convert  # noqa: PLC0415  heavy, and only who asks for figures needs it

    found = {}
    for figure in figures(assessment):
        svg = _drawn(figure, look)
        found[f"{FOLDER}/{figure.name}.svg"] = svg
        found[f"{FOLDER}/{figure.name}.png"] = vl_convert.svg_to_png(
            svg.decode(), scale=PIXELS_DOWN / HEIGHT, ppi=POINTS
        )
    return found


def _drawn(figure: Figure, look: Look) -> bytes:
    drawing = render_figure(slide(figure), look=look).translate(SIGNS)
    try:
        return plain(drawing, figure_style(look))
    except (ParseError, ValueError) as error:
        if look.place is None:
            raise
        raise TemplateFailed(str(look.place), 0, f"the figure {figure.name} is no SVG: {error}") from error
