"""Runs the checks of the catalogue over the facts: each one alone, none able to stop the others."""

from __future__ import annotations

import inspect
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from toolkit.checks.answers import ORDER, Answer, Answers
from toolkit.checks.catalogue import catalogue, questions
from toolkit.checks.exceptions import covers, standing
from toolkit.checks.facts import day
from toolkit.checks.verdicts import combine, verdict
from toolkit.model import Finding, Grade, Outcome
from toolkit.results import QuestionResult, Readiness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from toolkit.checks.facts import Facts, Row
    from toolkit.model import Check, Evidence

SETTLED = (Outcome.PASS, Outcome.WAIVED, Outcome.NOT_APPLICABLE)
WORDS = {Outcome.PASS: "ready", Outcome.FAIL: "not_ready"}
REPORT_IT = "Report it: the check is at fault, not the workbook."


def run(facts: Facts, checks: Iterable[Check] | None = None) -> tuple[Finding, ...]:
    """Return the findings of all checks, in the order of the catalogue, then of their subjects.

    A check whose prerequisite is open is unknown: about the organisation where that is what the prerequisite was asked
    about, else about the same subject alone. A pass on evidence below the check's least grade is unknown, worded
    *claimed, no evidence*, with the cells that are missing first. A check without any subject is unknown. A check that
    raises is the outcome ``error``, and the rest goes on. A waiver in force turns a fail into waived, nothing else.
    """
    found: list[Finding] = []
    waivers = [row for row in facts.waivers if standing(row, facts.as_of).outcome is Outcome.PASS]
    for check in catalogue() if checks is None else checks:
        for subject, answer in _answers(check, facts, found).items():
            found.append(_waived(_finding(check, subject, answer, facts), waivers))
    return tuple(found)


def six_questions(findings: Iterable[Finding]) -> Readiness:
    """Return the answers to the six questions and what they add up to: any fails → not ready, all pass → ready."""
    held = list(findings)
    verdicts = {name: verdict(one for one in held if one.question == name) for name in questions()}
    whole = combine(verdicts.values())
    return Readiness(
        verdict=WORDS.get(whole.outcome, "not_known"),
        coverage=whole.coverage,
        questions=tuple(
            QuestionResult(name, questions()[name], one.outcome, one.coverage, one.waivers)
            for name, one in verdicts.items()
        ),
    )


def function_of(check: Check) -> Callable[..., Answers]:
    """Return the function that answers a check: the module is the first part of its id."""
    module, _, name = check.id.partition(".")
    function: Callable[..., Answers] = getattr(import_module(f"toolkit.checks.{module}"), name)
    return function


def _answers(check: Check, facts: Facts, found: list[Finding]) -> Mapping[str, Answer]:
    organisation = facts.program.organisation
    asked_before = [one for one in found if one.check in check.after] if check.after else []
    waiting = {one.subject: one for one in reversed(asked_before) if one.outcome not in SETTLED}
    if organisation in waiting:
        return {organisation: _waits(waiting[organisation])}
    given = _asked(check, facts)
    if isinstance(given, Answer):
        return {organisation: _waits(next(iter(waiting.values()))) if waiting else given}
    if not given:
        return {organisation: Answer(Outcome.UNKNOWN, "There is nothing yet that this could be asked of.")}
    return {
        subject: _waits(waiting[about]) if (about := subject.partition(": ")[0]) in waiting else answer
        for subject, answer in given.items()
    }


def _asked(check: Check, facts: Facts) -> Answers:
    try:
        function = function_of(check)
        return function(**{name: getattr(facts, name) for name in inspect.signature(function).parameters})
    except Exception as error:  # a broken check is an outcome, not the end
        return Answer(Outcome.ERROR, f"This check broke ({type(error).__name__}: {error}).")


def _waits(first: Finding) -> Answer:
    message = f"Not asked as long as this is open: {first.message}"
    return Answer(Outcome.UNKNOWN, message, (), first.evidence, first.owner)


def _finding(check: Check, subject: str, answer: Answer, facts: Facts) -> Finding:
    outcome, message, grade, evidence = answer.outcome, answer.message, answer.grade, answer.rests_on
    if outcome is Outcome.PASS and (grade is None or ORDER.index(grade) > ORDER.index(check.least_grade)):
        outcome = Outcome.UNKNOWN
        message = f"{_SAID.get(grade, 'No evidence')}: {message}{_missing(answer)}"
        evidence = (*(lack.evidence for lack in answer.lacks), *evidence)
    fix = "" if outcome in SETTLED else REPORT_IT if outcome is Outcome.ERROR else check.fix
    effort = None if outcome in SETTLED else check.effort_days
    if outcome is not answer.outcome and answer.lacks:
        # It is done, and nothing shows it: what is left to do is to show it.
        fix = f"Add what shows it: {', '.join(lack.title for lack in answer.lacks)}."
        effort = min(check.effort_days, facts.policy.number("readiness.evidence_days"))
    return Finding(
        check=check.id,
        subject=subject,
        outcome=outcome,
        severity=check.severity,
        message=message,
        evidence=_distinct((*evidence, *answer.beside)),
        fix=fix,
        grade=grade,
        owner=answer.owner or facts.program.lead,
        effort_days=effort,
        question=check.question,
    )


_SAID: dict[Grade | None, str] = {Grade.CLAIMED: "Claimed, no evidence", Grade.ASSUMED: "Assumed, no evidence"}


def _distinct(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    places: dict[str, Evidence] = {}
    for one in evidence:
        places.setdefault(one.place, one)
    return tuple(places.values())


def _missing(answer: Answer) -> str:
    missing = ", ".join(f"{lack.title} ({lack.evidence.place})" for lack in answer.lacks)
    return f" Missing: {missing}." if missing else ""


def _waived(finding: Finding, waivers: list[Row]) -> Finding:
    if finding.outcome is not Outcome.FAIL:
        return finding
    for waiver in waivers:
        if covers(waiver, finding.check, finding.subject):
            reason = f"Waived until {day(waiver.date('expires_on') or waiver.as_of)} by {waiver['owner'].text}"
            return replace(
                finding,
                outcome=Outcome.WAIVED,
                message=f"{reason}: {waiver['reason'].text.rstrip('.')}. {finding.message}",
                evidence=(*finding.evidence, waiver["reason"].evidence),
                fix="",
            )
    return finding
