"""How texts of a workbook compare."""

from __future__ import annotations

import unicodedata


def folded(text: str) -> str:
    """Return a text as channels, fields, destinations, terms and messages compare: trimmed, NFC, case-folded.

    >>> folded("  Cafe\\u0301 ") == folded("CAFÉ")
    True
    """
    return unicodedata.normalize("NFC", text.strip()).casefold()
