"""Everything the toolkit refuses, and whose fault it is.

Each class carries fields, so that a caller can sort, count or show them; ``str()`` is the finished message.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from linecache import getline
from traceback import walk_tb
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class ToolkitError(Exception):
    """The base of all errors that the toolkit raises on purpose."""

    def _render_traceback_(self) -> list[str]:
        """Return what a notebook shows instead of a traceback: the message, and the line of the cell that asked."""
        steps = walk_tb(self.__traceback__)
        asked = next(((frame, line) for frame, line in steps if frame.f_globals.get("__name__") == "__main__"), None)
        if asked is None:
            return [str(self)]
        frame, line = asked
        return [str(self), "", f"In line {line} of the cell: {getline(frame.f_code.co_filename, line).strip()}"]


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong with one place of a workbook.

    ``cell`` is empty where the place is a whole sheet or file. ``title`` is the column's or setting's title.
    A warning is told and survived; anything else stops the assessment.
    """

    sheet: str
    cell: str
    title: str
    found: str
    allowed: str
    mend: str
    is_warning: bool = False

    @property
    def place(self) -> str:
        """``Workflows!H7``, or the sheet alone."""
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet

    def __str__(self) -> str:
        """One line: place, title, what was found, what is allowed, how to mend it."""
        head = " ".join(part for part in (self.place, self.title) if part)
        body = ", ".join(
            part
            for part in (
                f"found {self.found}" if self.found else "",
                f"allowed {self.allowed}" if self.allowed else "",
            )
            if part
        )
        return f"{head}: {body}: {self.mend}" if body else f"{head}: {self.mend}"


class UnreadableWorkbook(ToolkitError):
    """The file is no workbook that can be read: the fault of the file as a whole."""

    def __init__(self, path: str, found: str, mend: str) -> None:
        self.path, self.found, self.mend = path, found, mend
        super().__init__(f"{path}: {found}: {mend}")


class WorkbookProblems(ToolkitError):
    """The workbook was read and holds problems: the fault of its author, all of them at once.

    ``problems`` stand in the order of sheets, rows and columns.
    """

    def __init__(self, path: str, problems: Sequence[Problem]) -> None:
        self.path, self.problems = path, tuple(problems)
        count = len(self.problems)
        head = f"{path}: {count} {'problem' if count == 1 else 'problems'}"
        super().__init__("\n".join([head, *(f"  {problem}" for problem in self.problems)]))


class PolicyProblems(ToolkitError):
    """A policy file has unknown keys or impossible values: the fault of its author, all of them at once."""

    def __init__(self, path: str, problems: Sequence[str]) -> None:
        self.path, self.problems = path, tuple(problems)
        count = len(self.problems)
        head = f"{path}: {count} {'problem' if count == 1 else 'problems'}"
        super().__init__("\n".join([head, *(f"  {problem}" for problem in self.problems)]))


class LookProblems(ToolkitError):
    """A client's folder of templates, colours and logo holds problems: the fault of its author, all of them at once.

    In each problem ``sheet`` is the file and ``title`` the key. They stand in the order of files, then of keys.
    """

    def __init__(self, path: str, problems: Sequence[Problem]) -> None:
        self.path, self.problems = path, tuple(problems)
        count = len(self.problems)
        head = f"{path}: {count} {'problem' if count == 1 else 'problems'}"
        super().__init__("\n".join([head, *(f"  {problem}" for problem in self.problems)]))


class TemplateFailed(ToolkitError):
    """A template in a client's folder cannot be drawn: the fault of its author.

    ``line`` counts from 1, 0 where none is to blame; ``variable`` is what was asked for and is not there, empty where
    it is something else; ``message`` says what is wrong without the place.
    """

    def __init__(self, file: str, line: int, message: str, variable: str = "") -> None:
        self.file, self.line, self.message, self.variable = file, line, message, variable
        super().__init__(f"{file}, line {line}: {message}" if line else f"{file}: {message}")


class OutputRefused(ToolkitError):
    """Writing would destroy something the toolkit did not make: the fault of the call."""


class WrongArgument(ToolkitError):
    """A function of the library was given another thing than it takes: the fault of the call."""

    def __init__(self, name: str, found: object, allowed: str, mend: str) -> None:
        self.name, self.found, self.allowed, self.mend = name, found, allowed, mend
        super().__init__(f"{name}: found {found!r:.80}, allowed {allowed}: {mend}")


def check_type(name: str, found: object, kind: type | tuple[type, ...], allowed: str, mend: str) -> None:
    """Raise ``WrongArgument`` unless an argument is of its kind."""
    if not isinstance(found, kind):
        raise WrongArgument(name, found, allowed, mend)


class UnknownName(ToolkitError):
    """A name that the caller gave (a workflow, a score, a policy key) does not exist."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        self.kind, self.name, self.known = kind, name, tuple(known)
        super().__init__(f"there is no {kind} {name!r}{did_you_mean(name, self.known)}")


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Name the nearest known name, as the end of a sentence; empty where nothing is near.

    >>> did_you_mean("Workflow", ["Workflows", "Systems"])
    '; did you mean "Workflows"?'
    >>> did_you_mean("zzz", ["Workflows"])
    ''
    """
    folded = {candidate.casefold(): candidate for candidate in known}
    near = get_close_matches(name.casefold(), folded, n=1, cutoff=0.6)
    return f'; did you mean "{folded[near[0]]}"?' if near else ""
