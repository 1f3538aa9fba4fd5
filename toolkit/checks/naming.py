"""How checks name agents and count things, in the words of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from toolkit.checks.facts import Row

NAMED = 5
"""As many as a sentence names, and as many cells as stand behind it."""


def called(agent: Row) -> str:
    """Return how people call an agent: its name, else its id."""
    return agent["name"].text or agent["agent_id"].text


def listing(names: Iterable[str], total: int | None = None) -> str:
    """Return names in a sentence, five at most, and how many more there are; ``total`` where not all are given.

    >>> listing(["A"]), listing(["A", "B", "C"]), listing("ABCDEFG"), listing("AB", 9)
    ('A', 'A, B and C', 'A, B, C, D, E and 2 more', 'A, B and 7 more')
    """
    held = list(names)
    shown, whole = held[:NAMED], len(held) if total is None else total
    if whole > len(shown):
        return f"{', '.join(shown)} and {whole - len(shown)} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)


def there_are(things: int | Sequence[object], singular: str) -> str:
    """Return a number with its noun, to begin a sentence with.

    >>> there_are(1, "agent"), there_are([1, 2], "agent")
    ('There is 1 agent', 'There are 2 agents')
    """
    words = counted(things, singular)
    return f"There {'is' if words.startswith('1 ') else 'are'} {words}"


def counted(things: int | Sequence[object], singular: str, plural: str = "") -> str:
    """Return a number with its noun.

    >>> counted(1, "agent"), counted([1, 2], "agent"), counted(0, "person", "people")
    ('1 agent', '2 agents', '0 people')
    """
    number = things if isinstance(things, int) else len(things)
    return f"{number} {singular if number == 1 else plural or singular + 's'}"
