"""Makes workbooks on disk: blank or filled with the example, never over a file that is there."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import OutputRefused
from toolkit.workbook.blank import write_workbook
from toolkit.workbook.example import write_example
from toolkit.workbook.reading import load

if TYPE_CHECKING:
    from toolkit.sheets import Portfolio


def make_workbook(file: Path, example: str | None = None, *, force: bool = False) -> None:
    """Write a blank workbook, or the example in a state; written beside and renamed.

    Raises ``OutputRefused`` where the file exists (unless ``force``) or cannot be written.
    """
    if file.exists() and (not force or file.is_dir()):
        raise OutputRefused(f"{file}: exists already: give another name" + ("" if file.is_dir() else ", or --force"))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{file.stem}-", suffix=".xlsx", dir=file.parent)
        os.close(handle)
        beside = Path(name)
        try:
            if example is None:
                write_workbook(beside)
            else:
                write_example(beside, example)
            beside.chmod(0o644)
            beside.replace(file)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise OutputRefused(f"{file}: cannot be written: {error.strerror or error}") from error


def load_example(state: str = "prove") -> Portfolio:
    """Return the shipped example as a portfolio: ``prove`` (month 3), ``ready`` or ``compound`` (month 12)."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{state}.xlsx"
        write_example(file, state)
        return load(file)
