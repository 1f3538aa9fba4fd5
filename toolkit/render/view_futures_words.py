"""What only the workbook says of the futures: terms of its tables, and titles of charts that no page has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.render.view_head import none_of
from toolkit.render.view_reading import Reading
from toolkit.render.view_words import capital, number_word

if TYPE_CHECKING:
    from toolkit.results import WorkflowResult

GLOSSARY = (
    ("Future", "one draw of every uncertain input, and the business case that follows from it"),
    (
        "P10, P50, P90",
        "a tenth, half and nine tenths of the futures lie below; eight futures of ten lie between P10 and P90",
    ),
    (
        "PERT",
        "how a value between low and high is drawn: a beta distribution with the mean (low + 4 × likely + high) / 6",
    ),
    (
        "Loading",
        "the correlation of an input with how well delivery goes, which all workflows share; its square is the share "
        "of variance in common",
    ),
    ("Chance of loss", "the share of futures in which the NPV is below zero"),
    (
        "EVPI",
        "expected value of perfect information: what knowing everything before deciding is worth on average, and so "
        "the most that finding out may cost",
    ),
    (
        "Worth of measuring",
        "the same for one input alone, estimated from the futures; its standard error stands beside it",
    ),
    ("Swing", "how far the NPV moves while one input goes from its low to its high end, all others likely"),
    ("Share of variance", "how much of the variance of the NPV one input explains by itself"),
)
"""Terms of the tables, a line each."""


def known(reading: Reading) -> tuple[WorkflowResult, ...]:
    """Return the workflows whose range is known: candidates by rank, then those set apart."""
    both = (*reading.ranked, *reading.set_apart)
    return tuple(one for one in both if one.npv is not None and one.outlook is not None)


def cfo_title(reading: Reading) -> str:
    """Return how many candidates return their cost counted as a finance director would."""
    npvs = [one.cfo.npv for one in reading.ranked if one.cfo is not None]
    earning = sum(npv > 0 for npv in npvs)
    if not earning:
        return capital(f"{none_of(len(npvs))} returns its cost as a CFO would count it")
    if len(npvs) == 1:
        return "The one candidate returns its cost as a CFO would count it, too"
    verb = "returns its cost" if earning == 1 else "return their cost"
    return capital(f"{number_word(earning)} of {number_word(len(npvs))} candidates {verb} as a CFO would count it")
