"""The six questions on the example: what each state answers, and that every pass falls with its evidence."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest

from tests.checks.world import facts
from toolkit import load_example
from toolkit.checks.catalogue import questions
from toolkit.checks.engine import run, six_questions
from toolkit.model import Evidence, Finding, Outcome, Severity
from toolkit.sheets import LISTS, NUMERIC, SHEETS, Kind, Portfolio
from toolkit.sheets.schemas import empty_frame

OPTIONAL = [sheet.name for sheet in SHEETS if not sheet.required]
NEEDED = {
    "Data sources": {"data"},
    "Agents": {"production", "platform", "governance", "next_agent"},
    "Metrics": {"production"},
    "Ownership": {"platform"},
    "Platform": {"platform"},
    "People": {"governance"},
    "Governance": {"playbook", "governance"},
    "Systems": {"next_agent"},
}
"""The questions that are open without a sheet; the other sheets answer none."""

NOT_ALONE = {
    "production.used_every_week": ("completed", "fallbacks", "escalations"),
    "production.long_enough": ("week", "completed", "fallbacks", "escalations"),
    "production.outcomes_measured": ("time_value", "quality_value", "revenue_value", "errors", "csat_sum"),
    "playbook.written": ("written_by", "owner"),
    "data.ready": (
        *("completeness", "uniqueness", "validity", "consistency", "freshness_target", "reusable", "access"),
    ),
    "platform.shared": ("status", "since", "owner"),
    "governance.decided": ("written_by", "owner"),
}
"""Cells of which another one may take the place: any of three counts of work, of five outcomes, of two persons, of the
dimensions of a data source, of several connectors. All of them together a pass cannot do without."""


@cache
def ready() -> Portfolio:
    return load_example("ready")


def answered(portfolio: Portfolio) -> tuple[Finding, ...]:
    return run(facts(portfolio))


@cache
def passing() -> tuple[Finding, ...]:
    held = (one for one in answered(ready()) if one.outcome is Outcome.PASS and one.question)
    return tuple(one for one in held if one.severity is Severity.BLOCKER)


def without(portfolio: Portfolio, cells: list[Evidence]) -> Portfolio:
    """Return the portfolio with these cells blank."""
    frames = dict(portfolio.frames)
    for one in cells:
        frame = frames[one.sheet] = frames[one.sheet].copy()
        row, name = place(portfolio, one)
        kind = next(s for s in SHEETS if s.name == one.sheet).column(name).kind
        blank: object = float("nan") if kind in NUMERIC else pd.NaT if kind is Kind.DATE else None
        if kind in LISTS:
            frame[name] = [None if number == row else value for number, value in frame[name].items()]
        else:
            frame.loc[row, name] = blank
    return replace(portfolio, frames=frames)


def place(portfolio: Portfolio, one: Evidence) -> tuple[int, str]:
    """The row and the column of a cell."""
    if one.sheet == "Program":
        names = {cell: name for name, cell in portfolio.program_cells.items()}
        return int(portfolio["Program"].index[0]), names[one.cell]
    letters, row = re.fullmatch(r"([A-Z]+)(\d+)", one.cell).groups()  # type: ignore[union-attr]
    names = {letter: name for name, letter in portfolio.letters[one.sheet].items()}
    return int(row), names[letters]


def cells(finding: Finding) -> list[Evidence]:
    return [one for one in finding.evidence if one.cell]


def question(found: tuple[Finding, ...], name: str) -> Outcome:
    return next(one.outcome for one in six_questions(found).questions if one.question_id == name)


def test_ready_is_ready() -> None:
    found = answered(ready())
    answer = six_questions(found)
    assert (answer.verdict, answer.coverage) == ("ready", 1.0)
    assert {one.question_id: one.outcome for one in answer.questions} == dict.fromkeys(questions(), Outcome.PASS)
    assert not any(one.waivers for one in answer.questions)
    assert {one.outcome for one in found} <= {Outcome.PASS, Outcome.NOT_APPLICABLE}


@pytest.mark.parametrize(
    ("state", "passes"),
    [
        ("prove", {"production", "platform"}),
        ("compound", {"production", "playbook", "platform", "governance", "next_agent"}),
    ],
)
def test_the_other_states_are_not_known(state: str, passes: set[str]) -> None:
    found = answered(load_example(state))
    answer = six_questions(found)
    assert answer.verdict == "not_known"
    assert {one.question_id for one in answer.questions if one.outcome is Outcome.PASS} == passes
    assert {one.outcome for one in answer.questions if one.question_id not in passes} == {Outcome.UNKNOWN}
    assert not [one for one in found if one.outcome is Outcome.ERROR]


def test_the_waiver_of_the_playbook_runs_out() -> None:
    said = {
        state: {one.outcome for one in answered(load_example(state)) if one.subject.startswith("playbook.tried")}
        for state in ("prove", "compound")
    }
    assert said == {"prove": {Outcome.PASS}, "compound": {Outcome.FAIL}}


@pytest.mark.parametrize("name", questions())
def test_a_pass_without_its_evidence_falls(name: str) -> None:
    held = [one for one in passing() if one.question == name]
    assert held
    for one in held:
        found = answered(without(ready(), cells(one)))
        assert question(found, name) is not Outcome.PASS, (one.check, one.subject)
        assert six_questions(found).verdict != "ready"
        same = [two.outcome for two in found if (two.check, two.subject) == (one.check, one.subject)]
        assert Outcome.PASS not in same, (one.check, one.subject)


@pytest.mark.parametrize("name", questions())
def test_each_required_cell_alone_unseats_its_question(name: str) -> None:
    seen, alone = set(), 0
    for one in passing():
        if one.question != name:
            continue
        for cell in cells(one):
            column = place(ready(), cell)[1]
            if column in NOT_ALONE.get(one.check, ()) or (one.check, cell.place) in seen:
                continue
            seen.add((one.check, cell.place))
            found = answered(without(ready(), [cell]))
            assert question(found, name) is not Outcome.PASS, (one.check, one.subject, cell.place)
            assert not [two for two in found if two.outcome is Outcome.ERROR]
            alone += 1
    assert alone


def test_required_rows_removed_leave_the_question_open() -> None:
    weeks = ready()["Metrics"]
    for row in weeks.index[-8:]:
        found = answered(replace(ready(), frames={**ready().frames, "Metrics": weeks.drop(row)}))
        assert question(found, "production") is Outcome.UNKNOWN
        assert not [one for one in found if one.outcome is Outcome.FAIL]


@pytest.mark.parametrize("name", OPTIONAL)
def test_every_optional_sheet_may_be_missing(name: str) -> None:
    sheet = next(one for one in SHEETS if one.name == name)
    gone = replace(ready(), frames={**ready().frames, name: empty_frame(sheet)}, letters={**ready().letters, name: {}})
    found = answered(gone)
    outcomes = {one.question_id: one.outcome for one in six_questions(found).questions}
    assert {key for key, one in outcomes.items() if one is not Outcome.PASS} == NEEDED.get(name, set())
    assert not [one for one in found if one.outcome is Outcome.ERROR]
    opened = [one for one in found if one.outcome is Outcome.UNKNOWN and one.severity is Severity.BLOCKER]
    assert not NEEDED.get(name) or any(name in (place.sheet for place in one.evidence) for one in opened)
    if name != "Platform":  # a claim on a component that Platform no longer lists is open, not contradicted
        assert not [one for one in found if one.outcome is Outcome.FAIL]


def test_all_optional_sheets_missing_is_not_known() -> None:
    empty = {sheet.name: empty_frame(sheet) for sheet in SHEETS if not sheet.required}
    bare = replace(
        ready(), frames={**ready().frames, **empty}, letters={**ready().letters, **{key: {} for key in empty}}
    )
    found = answered(bare)
    assert six_questions(found).verdict == "not_known"
    assert {one.outcome for one in found} <= {Outcome.UNKNOWN, Outcome.NOT_APPLICABLE, Outcome.PASS}
    for name in ("production", "playbook", "data", "platform", "governance"):
        assert question(found, name) is Outcome.UNKNOWN


def test_adding_evidence_never_lowers_coverage() -> None:
    """Row by row, the sheets that answer come back; subjects that exist stay, and what is known only grows."""
    whole = ready()
    for name in ("Metrics", "Governance", "Platform", "Data sources"):
        before = -1.0
        frame = whole[name]
        for count in range(0, len(frame) + 1, max(1, len(frame) // 6)):
            part = replace(whole, frames={**whole.frames, name: frame.iloc[:count]})
            coverage = six_questions(answered(part)).coverage
            assert coverage is not None
            assert coverage >= before, (name, count)
            before = coverage
