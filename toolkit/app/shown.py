"""A part of an assessment as an object that shows itself."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from toolkit.render.html import render_part
from toolkit.render.look import TEMPLATES_VARIABLE, load_look
from toolkit.render.view_plain import part_text

if TYPE_CHECKING:
    from toolkit.render.view_parts import Part


class Shown:
    """A part of an assessment that shows itself: as HTML in a notebook, as plain text in a terminal.

    ``says`` is its sentence. Every text of the client's is escaped; nothing is loaded. The templates are those of the
    folder that the kernel or ``toolkit lab`` was started with, read anew each time, so that an edit of them shows.
    """

    def __init__(self, part: Part) -> None:
        self._part = part

    @property
    def says(self) -> str:
        """The sentence that it begins with."""
        return self._part.says

    def __repr__(self) -> str:
        """Return it as plain text."""
        return part_text(self._part)

    def _repr_html_(self) -> str:
        return render_part(self._part, look=load_look(os.environ.get(TEMPLATES_VARIABLE) or None))
