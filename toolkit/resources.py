"""Finds notebooks and templates, in a checkout of the repository and inside an installed wheel alike."""

from __future__ import annotations

from pathlib import Path

from toolkit.errors import ToolkitError

_PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """Return the folder ``notebooks`` or ``templates``; raises ``ToolkitError`` where the installation lacks it.

    A wheel carries them inside the package, a checkout beside it (an editable install has no copy inside).
    """
    for place in (_PACKAGE / "_shipped" / name, _PACKAGE.parent / name):
        if place.is_dir():
            return place
    raise ToolkitError(f"the folder {name} is missing from this installation of the toolkit: install it again")
