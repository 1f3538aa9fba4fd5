"""What a check answers: an outcome, a sentence, and the evidence that it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.model import Evidence, Grade, Outcome, Value

if TYPE_CHECKING:
    from collections.abc import Iterable

ORDER = tuple(Grade)
"""Grades, best first."""


@dataclass(frozen=True)
class Lack:
    """A blank cell that would turn a claim into a record: a date, a person, a source."""

    title: str
    evidence: Evidence


@dataclass(frozen=True)
class Fact:
    """A value with the cell it was read from; ``None`` is unknown, and its cell the one that would answer.

    ``lacks`` is what keeps it a claim; empty where it is recorded or measured, or where nothing could record it.
    """

    value: Value
    evidence: Evidence
    lacks: tuple[Lack, ...] = ()

    @property
    def place(self) -> str:
        """``Agents!H2``, or the sheet alone."""
        return self.evidence.place

    @property
    def text(self) -> str:
        """The value as text, in a line and single spaces; empty for a blank."""
        return "" if self.value is None else " ".join(str(self.value).split())


@dataclass(frozen=True)
class Answer:
    """The answer of a check about one subject; ``rests_on`` is graded, ``beside`` is only shown."""

    outcome: Outcome
    message: str
    rests_on: tuple[Evidence, ...] = ()
    beside: tuple[Evidence, ...] = ()
    owner: str = ""
    lacks: tuple[Lack, ...] = ()

    @property
    def grade(self) -> Grade | None:
        """The weakest grade that the answer rests on; ``None`` where it rests on nothing."""
        return weakest(evidence.grade for evidence in self.rests_on)


Answers = Answer | dict[str, Answer]
"""What a check returns: an answer about the organisation, or one per subject."""


def weakest(grades: Iterable[Grade]) -> Grade | None:
    """Return the worst grade, ``None`` for none.

    >>> weakest([Grade.MEASURED, Grade.CLAIMED])
    <Grade.CLAIMED: 'claimed'>
    """
    return max(grades, key=ORDER.index, default=None)


def passes(message: str, *rests_on: Fact, beside: Iterable[Fact] = (), owner: str = "") -> Answer:
    """Answer yes; whether the evidence is good enough for it is for the engine to say. Blanks carry nothing."""
    return _answer(Outcome.PASS, message, [fact for fact in rests_on if fact.value is not None], beside, owner)


def fails(message: str, *rests_on: Fact, beside: Iterable[Fact] = (), owner: str = "") -> Answer:
    """Answer no."""
    return _answer(Outcome.FAIL, message, rests_on, beside, owner)


def unknown(message: str, *would_answer: Fact, owner: str = "") -> Answer:
    """Answer that nobody knows; the facts are the cells that would answer."""
    return _answer(Outcome.UNKNOWN, message, (), would_answer, owner)


def not_applicable(message: str) -> Answer:
    """Answer that the question does not arise."""
    return Answer(Outcome.NOT_APPLICABLE, message)


def _answer(outcome: Outcome, message: str, rests_on: Iterable[Fact], beside: Iterable[Fact], owner: str) -> Answer:
    held = list(rests_on)
    graded, shown = (tuple(dict.fromkeys(fact.evidence for fact in facts)) for facts in (held, beside))
    lacks = tuple(dict.fromkeys(cell for fact in held for cell in fact.lacks))
    return Answer(outcome, message, graded, shown, owner, lacks)
