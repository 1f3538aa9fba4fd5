"""Page, report, workbook and terminal say the same figures to the digit: those of ``assessment.json``, rounded here."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from functools import cache
from typing import Any

import pytest

from tests.render import firms
from tests.render.documents import Document
from tests.render.excel.books import book, example
from toolkit.render import view_parts
from toolkit.render.html import render_notebook, render_part
from toolkit.render.view import screen
from toolkit.render.view_reading import Reading

EXAMPLES = ("prove", "ready", "compound")
WORDS = ("no", "one", "two", "three", "four", "five", "six")


def three_digits(value: float) -> str:
    """Money in sentences: 277,953.4 is 278,000."""
    return f"{float(f'{value:.3g}'):,.0f}".replace("-", "−")


def share(value: float, *, of_futures: bool = False) -> str:
    if of_futures and value in (0.0, 1.0):
        return "all" if value else "none"
    if of_futures and value >= 0.995:
        return "more than 99 %"
    digits = 1 if value < 0.0995 else 0
    text = f"{value * 100:.{digits}f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text} %"


@cache
def data(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(example(name).to_json())
    return found


def subject(name: str) -> dict[str, Any]:
    """The highest final rank that earns."""
    ranked = [one for one in data(name)["workflows"] if one["rank"] is not None]
    found: dict[str, Any] = min((one for one in ranked if one["base"]["npv"] > 0), key=lambda one: one["final_rank"])
    return found


@cache
def said(name: str) -> dict[str, str]:
    """The text of each page, and of the terminal with its wrapped lines joined."""
    assessment = example(name)
    reading = Reading(assessment)
    parts = (view_parts.conclusion, view_parts.ranking, view_parts.ranges, view_parts.certainty, view_parts.cash)
    body = "".join(render_part(tell(reading)) for tell in parts)
    pages = {
        "index": firms.page(assessment),
        "report": firms.report(assessment),
        "candidates": render_notebook(view_parts.candidates_head(assessment, ()), body),
        "readiness": render_notebook(
            view_parts.readiness_head(assessment, ()), render_part(view_parts.questions(reading))
        ),
    }
    texts = {
        page: Document(re.sub("<style>.*?</style>", "", html, flags=re.DOTALL)).text for page, html in pages.items()
    }
    texts["terminal"] = " ".join(screen(assessment, "report").split())
    texts["workbook"] = " ".join(str(cell.value) for cell in sheet_cells(name, "Summary") if cell.value is not None)
    return {place: " ".join(text.split()).replace("\N{NO-BREAK SPACE}", " ") for place, text in texts.items()}


def sheet_cells(name: str, sheet: str) -> list[Any]:
    return [cell for row in book(name)[sheet].iter_rows() for cell in row]


def everywhere(name: str, text: str, *places: str) -> None:
    found = said(name)
    for place in places:
        # The terminal knows no minus sign of its own.
        wanted = text.replace("−", "-") if place == "terminal" else text
        assert wanted in found[place], (place, wanted)


def in_workbook(name: str, sheet: str, value: float) -> Any:
    """The cell that holds this number, as a number and not as text."""
    cells = [cell for cell in sheet_cells(name, sheet) if isinstance(cell.value, int | float)]
    found = [cell for cell in cells if math.isclose(cell.value, value, rel_tol=1e-9, abs_tol=1e-9)]
    assert found, (sheet, value)
    return found[0]


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_five_numbers(name: str) -> None:
    base = subject(name)["base"]
    for key in ("investment", "annual_value", "annual_running_cost"):
        everywhere(name, three_digits(base[key]), "index", "report", "candidates", "terminal")
        assert in_workbook(name, "Summary", base[key]).number_format == "#,##0"
    everywhere(name, f"{base['return_multiple']:.2f} ×", "index", "report", "candidates", "terminal")
    assert in_workbook(name, "Summary", base["return_multiple"]).number_format.startswith("0.00")
    everywhere(name, f"{round(base['payback_months'])} months", "index", "report", "candidates", "terminal")
    assert in_workbook(name, "Summary", base["payback_months"]).number_format == "#,##0.0"


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_range_of_the_next_workflow(name: str) -> None:
    one = subject(name)
    low, middle, high = (one["npv"][end] for end in ("p10", "p50", "p90"))
    sentence = f"It returns EUR {three_digits(middle)} more than it costs"
    between = f"({three_digits(low)} to {three_digits(high)} in eight of ten)"
    for text in (f"Next: {one['name']}. {sentence}", between):
        everywhere(name, text, "index", "report", "candidates", "terminal", "workbook")
    for end in (low, middle, high):
        assert in_workbook(name, "Ranges", end).number_format == "#,##0"
        everywhere(name, f"{end:,.0f}".replace("-", "−"), "index", "report", "candidates")


@pytest.mark.parametrize("name", EXAMPLES)
def test_how_sure_it_is(name: str) -> None:
    one = subject(name)
    first, loss = (share(one[key], of_futures=True) for key in ("first_share", "chance_of_loss"))
    places = ("index", "report", "candidates", "workbook")
    everywhere(name, f"First in {first} of them; loses money in {loss}.", *places)
    in_workbook(name, "Ranges", one["chance_of_loss"])
    in_workbook(name, "Certainty", one["first_share"])


@pytest.mark.parametrize("name", EXAMPLES)
def test_coverage_and_the_counts_of_outcomes(name: str) -> None:
    readiness = data(name)["readiness"]
    covered = share(readiness["coverage"])
    everywhere(name, f"coverage {covered}", "index")
    everywhere(name, f"{covered} of the checks that decide could be answered", "report", "readiness", "workbook")
    counts = Counter(one["outcome"] for one in readiness["questions"])
    verdict = "all six questions pass" if counts["pass"] == 6 else f"{WORDS[counts['pass']]} of six questions pass"
    everywhere(name, verdict, "index", "report", "readiness", "terminal", "workbook")
    if counts["unknown"]:
        number = counts["unknown"]
        text = f"{WORDS[number]} {'is' if number == 1 else 'are'} not known"
        everywhere(name, text, "index", "report", "readiness", "terminal", "workbook")
    for one in readiness["questions"]:
        if one["coverage"] is not None:
            everywhere(name, f"coverage {share(one['coverage'])}", "index", "report")
            in_workbook(name, "Summary", one["coverage"])


@pytest.mark.parametrize("name", EXAMPLES)
def test_how_much_is_assumed(name: str) -> None:
    assumed = len(data(name)["assumed"])
    text = re.search(r"([\d,]+) of ([\d,]+) figures assumed", said(name)["index"])
    assert text is not None
    assert text[1] == f"{assumed:,}"
    everywhere(name, text[0], "index", "workbook")
    everywhere(name, f"{text[1]} of {text[2]} figures", "report", "terminal")


def test_another_rounding_would_be_noticed() -> None:
    with pytest.raises(AssertionError):
        everywhere("prove", three_digits(subject("prove")["base"]["investment"] * 1.01), "index")
    with pytest.raises(AssertionError):
        in_workbook("prove", "Summary", subject("prove")["base"]["investment"] * 1.001)
