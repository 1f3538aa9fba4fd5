"""The algebra of verdicts, on what Hypothesis can think of."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.checks.verdicts import combine, verdict
from toolkit.model import Finding, Outcome, Severity

outcomes = st.sampled_from(Outcome)
blockers = st.lists(outcomes, max_size=12)
P, F, U, N, W, E = (Outcome(name) for name in ("pass", "fail", "unknown", "not_applicable", "waived", "error"))


def finding(outcome: Outcome, severity: Severity = Severity.BLOCKER) -> Finding:
    return Finding("a.check", "somebody", outcome, severity, "It is so.")


def of(found: list[Outcome]) -> tuple[Outcome, float | None]:
    one = verdict(map(finding, found))
    return one.outcome, one.coverage


@pytest.mark.parametrize(
    ("found", "outcome", "coverage"),
    [
        ([], U, None),
        ([P, P], P, 1.0),
        ([P, F, U, E], F, 0.5),
        ([P, U], U, 0.5),
        ([P, E], U, 0.5),
        ([P, W], P, 1.0),
        ([W], P, None),
        ([W, U], U, 0.0),
        ([N, N], N, None),
        ([N, P], P, 1.0),
        ([N, W], P, None),
        ([N, U], U, 0.0),
    ],
)
def test_by_hand(found: list[Outcome], outcome: Outcome, coverage: float | None) -> None:
    assert of(found) == (outcome, coverage)


@given(blockers, st.randoms(use_true_random=False))
def test_order_does_not_matter(found: list[Outcome], chance: random.Random) -> None:
    mixed = list(found)
    chance.shuffle(mixed)
    assert of(mixed) == of(found)
    assert verdict(map(finding, mixed)) == verdict(map(finding, found))


@given(blockers)
def test_coverage_is_a_share_or_missing(found: list[Outcome]) -> None:
    coverage = of(found)[1]
    countable = [one for one in found if one not in (N, W)]
    assert (coverage is None) == (not countable)
    assert coverage is None or 0 <= coverage <= 1


@given(blockers)
def test_what_is_open_is_never_hidden(found: list[Outcome]) -> None:
    outcome = of(found)[0]
    assert (outcome is F) == (F in found)
    if outcome is P:
        assert not {U, E, F} & set(found)
        assert {P, W} & set(found)


@given(blockers)
def test_a_waiver_turns_a_fail_and_never_hides_an_unknown(found: list[Outcome]) -> None:
    waived = [W if one is F else one for one in found]
    if {U, E} & set(found):
        assert of(waived)[0] is U
    assert verdict(map(finding, waived)).waivers == found.count(F) + found.count(W)


@given(blockers, st.sampled_from([P, F]))
def test_an_answer_to_an_open_question_never_lowers_coverage(found: list[Outcome], answer: Outcome) -> None:
    for index, one in enumerate(found):
        if one in (U, E):
            after = [*found[:index], answer, *found[index + 1 :]]
            assert (of(after)[1] or 0) > (of(found)[1] or 0)


@given(blockers)
def test_taking_an_answer_away_unseats_a_pass(found: list[Outcome]) -> None:
    for index, one in enumerate(found):
        if one is P:
            assert of([*found[:index], U, *found[index + 1 :]])[0] is not P


@given(blockers, st.lists(outcomes), st.sampled_from([Severity.WARNING, Severity.NOTE]))
def test_warnings_and_notes_stand_beside(found: list[Outcome], others: list[Outcome], severity: Severity) -> None:
    both = [*map(finding, found), *(finding(one, severity) for one in others)]
    assert verdict(both) == verdict(map(finding, found))


@given(blockers)
def test_not_applicable_changes_nothing_beside_others(found: list[Outcome]) -> None:
    if found:
        assert of([*found, N]) == of(found)


@given(st.lists(blockers, max_size=6))
def test_verdicts_combine_by_the_same_rule(groups: list[list[Outcome]]) -> None:
    parts = [verdict(map(finding, group)) for group in groups]
    whole = combine(parts)
    assert whole.outcome is of([part.outcome for part in parts])[0]
    assert whole.coverage == of([one for group in groups for one in group])[1]
    assert sum(whole.counts.values()) == sum(map(len, groups))
