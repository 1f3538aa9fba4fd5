"""Frames of an assessment: ordinary pandas frames that read well in a notebook."""

from __future__ import annotations

from typing import Any

import pandas as pd

from toolkit.app.shown import Shown
from toolkit.render.view_frames import ROWS_MOST, frame


class Frame(pd.DataFrame):  # type: ignore[misc]  # pandas has no types
    """A pandas frame; in a notebook its headers bear units and its numbers are written for people.

    What is computed from it stays one. ``currency`` is what its money is in.
    """

    _metadata = ["currency"]  # noqa: RUF012  how pandas is told what travels with a frame
    currency = ""

    @property
    def _constructor(self) -> Any:
        return Frame

    def _repr_html_(self) -> str | None:
        plain = self.astype(object).where(self.notna(), None)
        if self.columns.nlevels > 1 or self.index.nlevels > 1:
            return super()._repr_html_()
        columns, rows = [str(name) for name in plain.columns], plain.head(ROWS_MOST).to_numpy().tolist()
        if self.index.name is not None:
            columns = [str(self.index.name), *columns]
            rows = [[label, *row] for label, row in zip(self.index, rows, strict=False)]
        return Shown(frame(columns, rows, len(self), self.currency))._repr_html_()
