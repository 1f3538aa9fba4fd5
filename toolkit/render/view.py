"""All that a page says, from an assessment: one plain record for the template, one screen for the terminal.

Rounding and wording live here and in the files beside it (``view_…``), and nowhere else.
"""

from __future__ import annotations

from toolkit.render.view_candidates import CASES_SHOWN
from toolkit.render.view_health import REVIEW, REVIEW_TEXT
from toolkit.render.view_index import REPORT, index_page
from toolkit.render.view_ownership import MAP, MAP_TEXT
from toolkit.render.view_report import TRACES_SHOWN, portfolio_page
from toolkit.render.view_screen import screen

__all__ = [
    "CASES_SHOWN",
    "MAP",
    "MAP_TEXT",
    "REPORT",
    "REVIEW",
    "REVIEW_TEXT",
    "TRACES_SHOWN",
    "index_page",
    "portfolio_page",
    "screen",
]
