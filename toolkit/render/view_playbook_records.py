"""What a playbook consists of, finished to the last word; one Markdown template walks through it."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.render.view_records import Link, Mark, Table


@dataclass(frozen=True)
class Written:
    """What a person wrote: about what, the text, and by whom, when, in which cell."""

    title: str
    text: str
    source: str


@dataclass(frozen=True)
class Blank:
    """What a person still has to write, and who."""

    who: str
    what: str


@dataclass(frozen=True)
class Part:
    """A section: its conclusion, then notes, what people wrote, a list, tables, and what is still to be written.

    ``anchor`` names it for a template that leaves sections out or puts them in another order.
    """

    anchor: str
    title: str
    says: str
    notes: tuple[str, ...] = ()
    written: tuple[Written, ...] = ()
    items: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    blanks: tuple[Blank, ...] = ()


@dataclass(frozen=True)
class PlaybookPage:
    """Everything that the playbook of one workflow says. Empty parts leave no hole.

    ``kind`` is *plan* (a candidate) or *record* (a workflow that has an agent); ``block`` holds names and values,
    ``sign`` what is filled in by hand. ``blanks_say`` counts what people still have to write.
    """

    kind: str
    title: str
    organisation: str
    assessed: str
    block: tuple[tuple[str, str], ...]
    sign: tuple[str, ...]
    mark: Mark
    conclusion: str
    blanks_say: str
    parts: tuple[Part, ...]
    beside: tuple[Link, ...]


@dataclass(frozen=True)
class PlaybookEntry:
    """A playbook in the list: the page, the same as text, and its conclusion."""

    link: Link
    text: Link
    mark: Mark
    conclusion: str


@dataclass(frozen=True)
class PlaybookGroup:
    """The plans, or the records."""

    anchor: str
    title: str
    entries: tuple[PlaybookEntry, ...]


@dataclass(frozen=True)
class PlaybookList:
    """Everything that the list of playbooks says; ``more`` tells how those that a report leaves out are made."""

    title: str
    assessed: str
    conclusion: str
    groups: tuple[PlaybookGroup, ...]
    more: str
    beside: tuple[Link, ...]
