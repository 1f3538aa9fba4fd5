"""The engine: each check alone, prerequisites, grades, waivers."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from tests.checks.world import AGENT, AS_OF, check, facts, findings, read, waiver, world
from toolkit.checks import engine
from toolkit.checks.answering import cells_that_answer
from toolkit.checks.answers import Answer, fails, passes, unknown
from toolkit.checks.catalogue import catalogue
from toolkit.checks.engine import run, six_questions
from toolkit.checks.facts import Facts
from toolkit.model import Evidence, Finding, Grade, Outcome

FIRST = "production.in_production"


@pytest.fixture(scope="module")
def seen() -> Facts:
    return facts(read(world()))


def answering(monkeypatch: pytest.MonkeyPatch, answers: dict[str, Any]) -> None:
    """Let checks answer what a test says; the others as they do."""
    known = engine.function_of

    def function_of(one: Any) -> Any:
        if one.id not in answers:
            return known(one)
        return lambda: answers[one.id]() if callable(answers[one.id]) else answers[one.id]

    monkeypatch.setattr(engine, "function_of", function_of)


def by_place(found: tuple[Finding, ...]) -> dict[tuple[str, str], Finding]:
    return {(one.check, one.subject): one for one in found}


def claim(grade: Grade) -> Any:
    from toolkit.checks.answers import Fact

    return Fact("yes", Evidence(grade, "Agents", "H2"))


def test_all_pass_in_the_small_organisation(seen: Facts) -> None:
    found = run(seen)
    assert {one.outcome for one in found if one.question} == {Outcome.PASS}
    answer = six_questions(found)
    assert (answer.verdict, answer.coverage) == ("ready", 1.0)
    assert [one.outcome for one in answer.questions] == [Outcome.PASS] * 6
    assert run(seen) == found


def test_findings_stand_in_the_order_of_the_catalogue(seen: Facts) -> None:
    ids = [one.id for one in catalogue()]
    order = [ids.index(one.check) for one in run(seen)]
    assert order == sorted(order)


def test_a_check_that_raises_is_an_error_and_the_rest_goes_on(seen: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Answer:
        raise ZeroDivisionError("division by zero")

    usual = [one for one in run(seen) if one.check != "data.ready"]
    answering(monkeypatch, {"data.ready": broken})
    found = run(seen)
    assert [one for one in found if one.check != "data.ready"] == usual
    (error,) = (one for one in found if one.check == "data.ready")
    assert (error.outcome, error.subject) == (Outcome.ERROR, "Northwind Advisory")
    assert error.message == "This check broke (ZeroDivisionError: division by zero)."
    assert error.fix.startswith("Report it")
    assert six_questions(found).verdict == "not_known"


def test_a_check_that_asks_for_no_fact_is_an_error(seen: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "function_of", lambda _: lambda nonsense: nonsense)
    assert run(seen, [check(FIRST)])[0].outcome is Outcome.ERROR


def test_a_check_without_any_subject_is_unknown(seen: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, {"platform.used": {}})
    (found,) = (one for one in run(seen) if one.check == "platform.used")
    assert (found.outcome, found.subject) == (Outcome.UNKNOWN, "Northwind Advisory")


@pytest.mark.parametrize("least", Grade)
@pytest.mark.parametrize("given", [*Grade, None])
def test_a_pass_needs_the_least_grade(
    seen: Facts, monkeypatch: pytest.MonkeyPatch, least: Grade, given: Grade | None
) -> None:
    facts = [claim(Grade.MEASURED), claim(given)] if given else []
    answering(monkeypatch, {FIRST: passes("It is so.", *facts)})
    (found,) = run(seen, [replace(check(FIRST), least_grade=least)])
    order = list(Grade)
    is_enough = given is not None and order.index(given) <= order.index(least)
    assert found.outcome is (Outcome.PASS if is_enough else Outcome.UNKNOWN)
    assert found.grade is given
    if not is_enough:
        assert "o evidence: It is so." in found.message
        assert found.fix
    if given is Grade.CLAIMED and not is_enough:
        assert found.message == "Claimed, no evidence: It is so."


def test_a_fail_needs_no_grade(seen: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, {FIRST: fails("It is not so.", claim(Grade.ASSUMED))})
    assert run(seen, [check(FIRST)])[0].outcome is Outcome.FAIL


def test_an_open_prerequisite_makes_the_organisation_wait(seen: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    for answer in (fails("It is not so."), unknown("Nobody knows."), Answer(Outcome.ERROR, "It broke.")):
        answering(monkeypatch, {FIRST: answer})
        waiting = [one for one in run(seen) if FIRST in check(one.check).after]
        assert {one.check for one in waiting} == {one.id for one in catalogue() if FIRST in one.after}
        assert {(one.subject, one.outcome) for one in waiting} == {("Northwind Advisory", Outcome.UNKNOWN)}
        assert all(one.message == f"Not asked as long as this is open: {answer.message}" for one in waiting)


def test_an_open_prerequisite_of_one_subject_leaves_the_others_alone() -> None:
    sheets = world()
    sheets["Agents"][0]["approved_by"] = None
    sheets["Agents"].append({**AGENT, "agent_id": "later", "production_since": dt.date(2026, 6, 1)})
    found = findings(sheets)
    assert found["platform.used|intake: monitoring"].message.startswith("Not asked as long as")
    assert found["platform.used|later: monitoring"].message.startswith("Nobody has written down")
    assert found["production.long_enough|intake"].outcome is Outcome.UNKNOWN


def test_a_waived_prerequisite_is_settled_but_gives_nothing_to_judge() -> None:
    sheets = world()
    sheets["Agents"][0]["status"] = "pilot"
    sheets["Exceptions"].append(waiver(FIRST))
    found = findings(sheets)
    assert found[f"{FIRST}|Northwind Advisory"].outcome is Outcome.WAIVED
    assert {one.outcome for key, one in found.items() if one.question == "production" and FIRST not in key} == {
        Outcome.UNKNOWN
    }
    assert six_questions(found.values()).verdict == "not_known"


def spoiled(**exception: Any) -> dict[str, Finding]:
    sheets = world()
    sheets["Platform"][0]["status"] = "planned"
    sheets["Exceptions"].append({**waiver("platform.shared"), **exception})
    return findings(sheets)


def test_a_waiver_in_force_turns_a_fail() -> None:
    found = spoiled()
    one = found["platform.shared|monitoring"]
    assert one.outcome is Outcome.WAIVED
    assert one.message.startswith("Waived until 31 August 2026 by J. Park: On leave until August. Shared monitoring")
    assert one.evidence[-1].place == "Exceptions!E2"
    assert one.fix == ""
    assert found["platform.used|intake: monitoring"].outcome is Outcome.FAIL


@pytest.mark.parametrize(
    "changed",
    [
        {"owner": None},
        {"expires_on": None},
        {"expires_on": AS_OF - dt.timedelta(days=1)},
        {"decided_on": AS_OF + dt.timedelta(days=1)},
        {"target": "platform.share"},
        {"target": "platform.used"},
        {"subject": "connectors"},
        {"subject": "intake"},
        {"kind": "override"},
    ],
    ids=str,
)
def test_a_waiver_that_does_not_count_turns_nothing(changed: dict[str, Any]) -> None:
    assert spoiled(**changed)["platform.shared|monitoring"].outcome is Outcome.FAIL


@pytest.mark.parametrize(
    "changed",
    [
        {"expires_on": AS_OF},
        {"decided_on": AS_OF},
        {"decided_on": None},
        {"subject": "Monitoring "},
        {"target": " Platform.Shared"},
    ],
    ids=str,
)
def test_a_waiver_that_counts(changed: dict[str, Any]) -> None:
    assert spoiled(**changed)["platform.shared|monitoring"].outcome is Outcome.WAIVED


def test_a_waiver_about_an_agent_covers_all_of_its_findings() -> None:
    sheets = world()
    for row in sheets["Ownership"]:
        row["access"] = "private"
    sheets["Exceptions"].append(waiver("platform.used", subject="intake"))
    found = findings(sheets)
    assert {one.outcome for key, one in found.items() if key.startswith("platform.used")} == {Outcome.WAIVED}


def test_a_waiver_covers_no_unknown_and_no_error(seen: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    sheets = world()
    sheets["Exceptions"].append(waiver(FIRST))
    waived = facts(read(sheets))
    for answer in (unknown("Nobody knows."), Answer(Outcome.ERROR, "It broke."), passes("It is so.")):
        answering(monkeypatch, {FIRST: answer})
        assert run(waived, [check(FIRST)])[0].outcome in (Outcome.UNKNOWN, Outcome.ERROR)


def test_what_a_claim_lacks_is_worth_filling_next() -> None:
    sheets = world()
    sheets["Agents"][0]["approved_on"] = None
    found = run(facts(read(sheets)))
    first = cells_that_answer(found, catalogue())[0]
    assert (first.sheet, first.cell, first.owner) == ("Agents", "P2", "M. Ortiz")


def test_a_finding_nobody_owns_goes_to_the_program_lead() -> None:
    sheets = world()
    sheets["Agents"].clear()
    assert findings(sheets)[f"{FIRST}|Northwind Advisory"].owner == "D. Okafor"
