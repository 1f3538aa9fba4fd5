"""Programs that some tests meet: their marker, their name, and what they are called on the path."""

from __future__ import annotations

import shutil

PROGRAMS = {
    "chromium": ("Chromium", ("chromium", "chromium-browser", "google-chrome")),
    "libreoffice": ("LibreOffice", ("soffice",)),
}


def program(marker: str) -> str:
    """Return where a program is, empty where it is not on the path."""
    return next((place for name in PROGRAMS[marker][1] if (place := shutil.which(name))), "")
