"""An otherwise good workbook with hostile text in every text cell: the example after a year, its ids left alone."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

from toolkit.sheets import SHEETS, Kind
from toolkit.workbook.blank import write_workbook
from toolkit.workbook.example import rows, settings

TEXTS = (
    "<script>alert(1)</script>",
    '=HYPERLINK("http://x","y")',
    "{{ 7*7 }}",
    "{% raw %}",
    "\u202egnirts \u2066x\u2069",
    "x" * 5000,
    "🦄👩‍👩‍👧‍👦 emoji",
    "zero\u200bwidth\u200d\ufeffend",
    "</style></script><style>*{display:none}",
    "]]> --> <![CDATA[",
    '"><img src=x onerror=alert(1)>',
    "@SUM(1+1)*cmd|' /C calc'!A0",
)
SHOWN = ("<script>alert(1)</script>", "{{ 7*7 }}", "{% raw %}", "🦄", "]]>")
"""What must stand on a page as it was typed; directions and zero widths are taken out or replaced."""


def hostile_workbook(path: Path) -> Path:
    """Write it, each text cell with the next of the texts, cells that were blank among them; return the path."""
    given, texts = rows("compound"), itertools.cycle(TEXTS)
    for sheet in SHEETS:
        for row in given.get(sheet.name, []):
            row.update(_texts(sheet.columns, texts))
    write_workbook(path, given, settings("compound") | _texts(SHEETS[0].columns, texts))
    return path


def _texts(columns: Any, texts: Any) -> dict[str, Any]:
    kinds = {Kind.TEXT: lambda: next(texts), Kind.TERMS: lambda: (next(texts).replace(";", ","),)}
    return {one.name: kinds[one.kind]() for one in columns if one.kind in kinds and not one.refers_to}
