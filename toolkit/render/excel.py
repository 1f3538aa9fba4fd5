"""``summary.xlsx``: the whole assessment as a workbook to hand over."""

from __future__ import annotations

import copy
import datetime as dt
import io
from typing import TYPE_CHECKING

import xlsxwriter

from toolkit.render.excel_cases import write_cases
from toolkit.render.excel_certainty import write_certainty
from toolkit.render.excel_cfo import write_cfo
from toolkit.render.excel_fleet import write_agents, write_health, write_standing
from toolkit.render.excel_inputs import write_inputs
from toolkit.render.excel_looks import FONT, Formats, cell_text
from toolkit.render.excel_method import write_method
from toolkit.render.excel_ownership import write_ownership
from toolkit.render.excel_programme import write_programme
from toolkit.render.excel_ranges import write_causes, write_ranges
from toolkit.render.excel_ranking import write_ranking
from toolkit.render.excel_readiness import write_findings, write_readiness
from toolkit.render.excel_summary import write_summary
from toolkit.render.view_reading import Reading
from toolkit.render.view_words import name_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.model import Trace
    from toolkit.results import AssessmentData

_OPTIONS = {
    "in_memory": True,
    # Whatever a client typed stays text.
    **dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False),
    # Excel counts the widths of columns in digits of this font.
    "default_format_properties": {"font_name": FONT, "font_size": 10},
}


def summary_workbook(assessment: AssessmentData, traces: Mapping[str, Trace]) -> bytes:
    """Return ``summary.xlsx``: from summary and ranking over readiness, standing and agents to method and inputs.

    ``traces`` hold the trace of the NPV by workflow id; *Method* shows those of the first three candidates, and leaves
    out a missing one. Missing numbers are words. The same arguments give the same bytes.
    """
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, copy.deepcopy(_OPTIONS))  # it writes into what it is given
    organisation = name_of(assessment.program.organisation)
    book.set_properties(
        {
            "title": "Where else? An assessment of agents",
            "subject": cell_text(organisation),
            "author": "agent scaling toolkit",
            # Fixed, so that the same inputs give the same bytes.
            "created": dt.datetime.combine(assessment.origin.as_of, dt.time()),
        }
    )
    reading, formats = Reading(assessment), Formats(book)
    write_summary(book, formats, reading)
    write_ranking(book, formats, reading)
    write_ranges(book, formats, reading)
    write_causes(book, formats, reading)
    write_certainty(book, formats, reading)
    write_programme(book, formats, reading)
    write_cfo(book, formats, reading)
    write_cases(book, formats, reading)
    write_readiness(book, formats, reading)
    write_findings(book, formats, reading)
    write_standing(book, formats, reading)
    write_agents(book, formats, reading)
    write_health(book, formats, reading)
    write_ownership(book, formats, reading)
    write_method(book, formats, reading, traces)
    write_inputs(book, formats, reading)
    book.close()
    return stream.getvalue()
