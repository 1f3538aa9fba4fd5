"""The method of the full report: how figures come about, how futures are drawn, how evidence decides."""

from __future__ import annotations

import platform
from collections import defaultdict
from importlib import metadata
from typing import TYPE_CHECKING

from toolkit.model import Grade
from toolkit.render.view_evidence import FORMULA_LENGTH, ROWS_SHOWN, method, origin, score_title
from toolkit.render.view_futures_words import GLOSSARY
from toolkit.render.view_parts import Part
from toolkit.render.view_records import Cell, Column, Table
from toolkit.render.view_report_records import ReportPart, numbered
from toolkit.render.view_words import capital, clean, count, listed, percent, shorten, value_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.model import PolicyValue
    from toolkit.render.view_reading import Reading

LIBRARIES = ("numpy", "scipy", "pandas", "pandera", "networkx", "pyxirr", "openpyxl")
"""What computes and reads; what only draws pages is left out."""

GRADES = {
    Grade.MEASURED: "computed from data",
    Grade.RECORDED: "dated, with a named person, a link or a tester",
    Grade.CLAIMED: "typed, with nothing behind it",
    Grade.ASSUMED: "a value of the policy stands in for a blank cell",
}
OUTCOMES = (
    ("Fails", "at least one check that decides fails, whatever the others say"),
    ("Not known", "none fails, and at least one is not known or broke"),
    ("Passes", "none fails or is not known, and at least one passes or is waived; waivers are said"),
    ("Does not apply", "no check that decides applies"),
)
"""How findings add up to the answer of a question, in the order in which it is looked for."""


def policy_says(reading: Reading) -> str:
    """Return how many values the policy has, and how many the client's file replaces."""
    found = reading.assessment.policy
    changed = len(replaced(reading))
    own = f"{changed:,} of them the client’s own" if changed else "all as shipped"
    return f"{len(found):,} values, {own}"


def replaced(reading: Reading) -> tuple[PolicyValue, ...]:
    """Return the policy values that the client's file replaces."""
    return tuple(value for value in reading.assessment.policy if value.overridden)


def method_part(reading: Reading) -> ReportPart:
    """Return part eight, the method."""
    said = method(reading)
    chapters = (
        ("figures", "How the figures come about", _figures(reading)),
        ("draws", "How the futures are drawn", _draws(reading)),
        ("evidence", "How evidence decides", _evidence(reading)),
        ("policy", "Policy values", _policy(reading)),
        ("origin", "What the report is made from", _origin(reading)),
    )
    return ReportPart("8", "method", "Method", said.says, numbered("8", chapters), is_small=True)


def _figures(reading: Reading) -> Part:
    said = method(reading)
    formulas = tuple(
        (Cell(score_title(one.id), reading.terms.unit(one.unit)), Cell(shorten(one.text, FORMULA_LENGTH)))
        for one in reading.assessment.formulas
    )
    columns = (Column("Figure and its unit"), Column("Formula"))
    words = Table("Formulas in words", columns, formulas[:ROWS_SHOWN], formulas[ROWS_SHOWN:], narrow=True)
    says = f"{capital(count(len(formulas), 'formula'))} make every figure, over {reading.terms.horizon}."
    return Part(says, said.notes, tables=(said.tables[0], words))


def _draws(reading: Reading) -> Part:
    found, origin_of = reading.assessment.certainty, reading.assessment.origin
    terms = tuple((Cell(word), Cell(capital(says))) for word, says in GLOSSARY)
    says = (
        f"Each candidate is computed in {found.draws:,} futures; the seed {origin_of.seed} draws the same ones again."
    )
    notes = (
        "Low, likely and high values become a PERT distribution. Where only a likely value is typed, the policy’s "
        "spread for its confidence makes the other two, marked assumed.",
        "Futures are drawn from scrambled Sobol sequences, one per workflow; how well delivery goes is common to all.",
        "Sentences lead with the middle future, and give the range that eight of ten futures keep.",
    )
    table = Table("Words of the ranges", (Column("Word"), Column("What it is")), terms, narrow=True)
    return Part(says, notes, tables=(table,))


def _evidence(reading: Reading) -> Part:
    assessment = reading.assessment
    grades = tuple((Cell(capital(grade)), Cell(says)) for grade, says in GRADES.items())
    answers = tuple((Cell(word), Cell(says)) for word, says in OUTCOMES)
    coverage = assessment.readiness.coverage
    known = "" if coverage is None else f"; here it is {percent(coverage)}"
    checks = count(len(assessment.checks), "check")
    return Part(
        f"{capital(checks)} were asked, and missing evidence counts in nobody’s favour.",
        (
            "A check passes only on evidence as good as it asks for. An assumed value feeds numbers, never a pass; a "
            "waiver covers a failure until it expires, never what is not known.",
            f"Coverage is the share of the checks that decide which could be answered with yes or no{known}.",
        ),
        tables=(
            Table("Grades of evidence, best first", (Column("Grade"), Column("What it means")), grades, narrow=True),
            Table("How checks add up to an answer", (Column("Answer"), Column("Where")), answers, narrow=True),
        ),
    )


def _policy(reading: Reading) -> Part:
    found = reading.assessment.policy
    rows = policy_rows(reading, found)
    return Part(
        f"The policy holds {policy_says(reading)}; each has a unit and a source.",
        tables=(policy_table("Every policy value in force", rows),) if rows else (),
    )


def policy_table(caption: str, rows: Sequence[tuple[Cell, ...]]) -> Table:
    """Return policy values as a table that fits a phone, the first ten in sight."""
    columns = (Column("Policy key and source"), Column("Value", True))
    return Table(caption, columns, tuple(rows[:ROWS_SHOWN]), tuple(rows[ROWS_SHOWN:]), narrow=True)


def policy_rows(reading: Reading, values: Sequence[PolicyValue]) -> tuple[tuple[Cell, ...], ...]:
    """Return policy values, those of one table together: the key, the sources in small type, the values with units."""
    groups: dict[str, list[PolicyValue]] = defaultdict(list)
    for one in values:
        table, _, _ = one.key.rpartition(".")
        groups[table if "." in table else one.key].append(one)
    return tuple(_policy_row(reading, key, group) for key, group in groups.items())


def _policy_row(reading: Reading, key: str, group: Sequence[PolicyValue]) -> tuple[Cell, ...]:
    sources = "; ".join(dict.fromkeys(shorten(one.source) for one in group))
    texts = [value_text(one.value, reading.terms.unit(one.unit)) for one in group]
    if len(group) == 1:
        return (Cell(group[0].key, sources), Cell(texts[0]))
    names = [one.key.removeprefix(f"{key}.") for one in group]
    return (Cell(key, sources), Cell("; ".join(f"{name}: {text}" for name, text in zip(names, texts, strict=True))))


def _origin(reading: Reading) -> Part:
    made = reading.assessment.origin
    named = shorten(made.workbook) or "a table that is not named"
    rows = (*origin(reading), ("Python", platform.python_version()), ("Libraries", _libraries()))
    table = Table(
        "Made from",
        (Column("What"), Column("Which")),
        tuple((Cell(name), Cell(clean(value))) for name, value in rows),
        narrow=True,
    )
    read = sum(len(sheet.rows) for sheet in reading.assessment.inputs.values())
    says = f"The report is made from {named}: {count(read, 'row')} read, by toolkit {made.toolkit_version}."
    notes = ("The same workbook, policy, as-of date, seed and versions give the same figures to the digit.",)
    return Part(says, notes, tables=(table,))


def _libraries() -> str:
    return listed([f"{name} {metadata.version(name)}" for name in LIBRARIES])
