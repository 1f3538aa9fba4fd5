"""How pages look: the shipped templates and colours, or a client's own over them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from toolkit.resources import folder


@dataclass(frozen=True)
class Look:
    """Where templates and styles are looked for first, and what a brand adds to every page.

    ``place`` is the client's folder, missing where the shipped look is wanted; ``name`` and ``logo`` (a data URI)
    stand at the head of every page, empty ones leave no hole; ``colours`` is a style that follows the others.
    """

    place: Path | None = None
    name: str = ""
    logo: str = ""
    colours: str = ""

    @property
    def places(self) -> tuple[Path, ...]:
        """The folders that hold templates and styles, the first that has a file wins."""
        shipped = folder("templates")
        return (shipped,) if self.place is None else (self.place, shipped)


SHIPPED = Look()


def load_look(place: Path | str | None) -> Look:
    """Return the look of a client's folder, the shipped one where there is none."""
    return SHIPPED if place is None else Look(Path(place))
