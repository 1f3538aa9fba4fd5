"""What the ownership map consists of, finished to the last word; page and Markdown file are made from the same."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.render.view_records import Chapter, Link, Mark


@dataclass(frozen=True)
class Owned:
    """One thing that an agent claims: what, under which condition, where it is written, and how it is marked.

    ``mark`` is a conflict, a warning or what is not known; ``note`` says *only verbal* and the like.
    """

    text: str
    when: str
    place: str
    mark: Mark | None = None
    note: str = ""


@dataclass(frozen=True)
class Owning:
    """What an agent does with several things: a verb and the things."""

    title: str
    items: tuple[Owned, ...]
    more: str = ""


@dataclass(frozen=True)
class AgentEntry:
    """An agent and everything that it claims; ``missing`` says what nobody wrote down."""

    name: str
    about: str
    owns: tuple[Owning, ...]
    missing: str = ""


@dataclass(frozen=True)
class Entries:
    """Agents one after another, with a sentence before and a word on what is left out; none leaves no hole."""

    anchor: str
    title: str
    says: str
    agents: tuple[AgentEntry, ...]
    more: str = ""


@dataclass(frozen=True)
class OwnershipPage:
    """Everything that the ownership map says, in its order. Empty parts leave no hole.

    ``first`` are the chapters before who owns what, ``then`` those after. ``block`` and ``sign`` are as in the report.
    """

    title: str
    assessed: str
    block: tuple[tuple[str, str], ...]
    sign: tuple[str, ...]
    mark: Mark
    conclusion: str
    breath: tuple[str, ...]
    contents: tuple[Link, ...]
    first: tuple[Chapter, ...]
    owners: Entries
    then: tuple[Chapter, ...]
    planned: Entries
    beside: tuple[Link, ...]
