"""What the quarterly health review consists of, finished to the last word; page and Markdown file are made from it."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.render.view_records import Chapter, Link, Mark, Table


@dataclass(frozen=True)
class AgentReview:
    """One agent in the review: what to do with it, why, its measures, what the verdict rests on, what else is open."""

    anchor: str
    name: str
    about: str
    mark: Mark
    conclusion: str
    measures: Table
    rests_on: Table
    weeks: str = ""
    open_items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decision:
    """Something to decide in the meeting: what, why, and who decides; the page leaves a line for the minutes."""

    what: str
    because: str
    who: str


@dataclass(frozen=True)
class HealthPage:
    """Everything that the health review says, in its order. Empty parts leave no hole.

    ``blanks`` are lines to be filled in by hand: who was there, when the next review is. ``block`` and ``sign`` are as
    in the report.
    """

    title: str
    assessed: str
    block: tuple[tuple[str, str], ...]
    sign: tuple[str, ...]
    mark: Mark
    conclusion: str
    breath: tuple[str, ...]
    contents: tuple[Link, ...]
    decisions: tuple[Decision, ...]
    decisions_more: str
    blanks: tuple[str, ...]
    first: tuple[Chapter, ...]
    agents_say: str
    agents: tuple[AgentReview, ...]
    agents_more: str
    then: tuple[Chapter, ...]
    beside: tuple[Link, ...]
