"""What the full report consists of: numbered parts, each with its conclusion, and in them numbered chapters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolkit.render.view_parts import Part
    from toolkit.render.view_records import Link, Mark


@dataclass(frozen=True)
class ReportChapter:
    """A chapter: its number (``2.3``), its place, its title, the outcome where it has one, and what it tells."""

    number: str
    anchor: str
    title: str
    part: Part
    mark: Mark | None = None


@dataclass(frozen=True)
class ReportPart:
    """A part: its number (``2``, of an appendix ``A``), its place, its title, its conclusion, and its chapters.

    ``is_small`` sets tables of evidence in smaller type.
    """

    number: str
    anchor: str
    title: str
    says: str
    chapters: tuple[ReportChapter, ...]
    mark: Mark | None = None
    is_small: bool = False


@dataclass(frozen=True)
class PortfolioPage:
    """Everything that ``portfolio.html`` says, in its order. Empty parts leave no hole.

    ``block`` are names and values of the title block, ``sign`` what a person writes by hand below it, on paper.
    """

    title: str
    assessed: str
    block: tuple[tuple[str, str], ...]
    sign: tuple[str, ...]
    parts: tuple[ReportPart, ...]
    beside: tuple[Link, ...]

    def told(self, anchor: str) -> Part | None:
        """Return what the chapter at this place tells; nothing where the report has none."""
        chapters = (one for part in self.parts for one in part.chapters)
        return next((one.part for one in chapters if one.anchor == anchor), None)


def numbered(
    number: str, given: Sequence[tuple[str, str, Part | None]], marks: Mapping[str, Mark] | None = None
) -> tuple[ReportChapter, ...]:
    """Return the chapters that say something, numbered on from one; ``marks`` are outcomes by anchor.

    ``given`` are anchor, title and what is told; ``None`` stands for nothing to tell.
    """
    there = [(anchor, title, part) for anchor, title, part in given if part is not None and part.says]
    of_anchor = marks or {}
    return tuple(
        ReportChapter(f"{number}.{place}", anchor, title, part, of_anchor.get(anchor))
        for place, (anchor, title, part) in enumerate(there, start=1)
    )
