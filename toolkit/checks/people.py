"""Persons: the same one under several spellings, in office or gone."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from toolkit.checks.facts import Row


def person(name: object) -> str:
    """Return a name as it is compared: without case, accents, spaces and dots; empty for none.

    >>> person("  m.ortiz") == person("M. Ortiz"), person(None)
    (True, '')
    """
    plain = unicodedata.normalize("NFKD", "" if name is None else str(name)).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


@dataclass(frozen=True, eq=False)
class People:
    """The rows of *People* on a day; somebody may have several roles, and so several rows."""

    rows: tuple[Row, ...]
    as_of: dt.date

    @cached_property
    def _by_name(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for row in self.rows:
            found.setdefault(person(row["name"].value), []).append(row)
        return found

    def named(self, name: object) -> list[Row]:
        """Return the rows of a person; none for a blank name."""
        return self._by_name.get(person(name), []) if person(name) else []

    def in_office(self, name: object) -> Row | None:
        """Return a row of that person whose time has come and has not ended; a blank date does not limit it."""
        return next((row for row in self.named(name) if not self._has_ended(row) and not self._lies_ahead(row)), None)

    def left(self, name: object) -> Row | None:
        """Return the last row of a person who is listed and whose every role has ended."""
        rows = self.named(name)
        gone = bool(rows) and all(self._has_ended(row) for row in rows)
        return max(rows, key=lambda row: str(row["until"].value)) if gone else None

    def coming(self, name: object) -> Row | None:
        """Return the first row still to come of a person who is listed and in no role yet."""
        ahead = [row for row in self.named(name) if self._lies_ahead(row)]
        return min(ahead, key=lambda row: str(row["since"].value), default=None) if not self.in_office(name) else None

    def _has_ended(self, row: Row) -> bool:
        until = row.date("until")
        return until is not None and until < self.as_of

    def _lies_ahead(self, row: Row) -> bool:
        since = row.date("since")
        return since is not None and since > self.as_of
