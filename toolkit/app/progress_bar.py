"""A tqdm bar as one output of a notebook's cell, gone when it is wiped off.

On standard output a wiped bar leaves an empty line, and JupyterLab mixes it with what is printed after it.
"""

from __future__ import annotations

import io
from typing import Any

from IPython.display import display
from tqdm.std import tqdm

_DISPLAY: Any = display  # it has no types


class CellBar(tqdm):  # type: ignore[misc]  # tqdm has no types
    """A bar that replaces its own output; nothing is written to any stream."""

    def __init__(self, **given: Any) -> None:
        self._handle: Any = None
        super().__init__(file=io.StringIO(), ascii=False, **given)

    def display(self, msg: str | None = None, pos: int | None = None) -> None:  # noqa: ARG002  tqdm's own signature
        """Show the bar as text; an empty ``msg`` wipes it off."""
        text = str(self) if msg is None else msg
        data = {"text/plain": text} if text else {"text/html": ""}
        if self._handle is None:
            self._handle = _DISPLAY(data, raw=True, display_id=True)
        else:
            self._handle.update(data, raw=True)
