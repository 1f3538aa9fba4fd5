"""Overrides of a score: computed and final side by side, ranking by both, and the ones that count as nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.portfolios import SETTINGS, portfolio, workflow
from toolkit import load_example
from toolkit.app.assessment import Assessment
from toolkit.app.pipeline import assess
from toolkit.model import Finding, Outcome, Severity
from toolkit.scoring.overriding import NEEDED

AS_OF: dt.date = SETTINGS["as_of"]
DAY = dt.timedelta(days=1)
OVERRIDE: dict[str, Any] = {
    "kind": "override",
    "target": "rank_score",
    "subject": "last",
    "value": 0.99,
    "reason": "A client pays for it",
    "owner": "J. Park",
    "decided_on": AS_OF - 10 * DAY,
    "expires_on": AS_OF + 90 * DAY,
}


def assessed(*exceptions: dict[str, Any], **settings: Any) -> Assessment:
    """Three candidates, *first* before *middle* before *last*, and one that is set apart."""
    rows = [workflow(name, volume_likely=volume) for name, volume in (("first", 2000), ("middle", 1200), ("last", 700))]
    rows.append(workflow("apart", volume_likely=None))
    return assess(portfolio(settings, Workflows=rows, Exceptions=[*exceptions]))


def notes(found: Assessment) -> list[Finding]:
    return [one for one in found.findings if one.check == "override_in_force"]


def final_ranks(found: Assessment) -> dict[str, int | None]:
    return {one.workflow_id: one.final_rank for one in found.workflows}


def test_without_one_final_is_computed() -> None:
    found = assessed()
    for one in found.workflows:
        assert (one.final_rank, one.final_score, one.override) == (one.rank, one.score, None)
    assert notes(found) == []
    assert final_ranks(found) == {"first": 1, "middle": 2, "last": 3, "apart": None}


def test_computed_and_final_stand_side_by_side() -> None:
    plain, found = assessed(), assessed(OVERRIDE)
    last = found.workflow("last")
    assert last.override is not None
    assert (last.override.computed, last.override.final) == (plain.workflow("last").score, 0.99)
    assert (last.override.owner, last.override.reason) == ("J. Park", "A client pays for it")
    assert (last.override.decided_on, last.override.expires_on) == ("2026-06-20", "2026-09-28")
    assert last.override.cell == "D2"
    assert (last.rank, last.score) == (3, plain.workflow("last").score)
    assert (last.final_rank, last.final_score) == (1, 0.99)
    assert final_ranks(found) == {"last": 1, "first": 2, "middle": 3, "apart": None}
    assert [one.workflow_id for one in found.workflows] == ["first", "middle", "last", "apart"]
    assert [one.override for one in found.workflows if one.workflow_id != "last"] == [None] * 3
    assert notes(found) == []
    assert Assessment.from_json(found.to_json()) == found


def test_zero_and_one_are_scores_too() -> None:
    found = assessed({**OVERRIDE, "subject": "first", "value": 0}, {**OVERRIDE, "value": 1})
    assert final_ranks(found) == {"last": 1, "middle": 2, "first": 3, "apart": None}


def test_ties_go_by_name() -> None:
    found = assessed({**OVERRIDE, "subject": "middle"}, OVERRIDE)
    assert final_ranks(found) == {"last": 1, "middle": 2, "first": 3, "apart": None}


@pytest.mark.parametrize("changed", [{"expires_on": AS_OF}, {"decided_on": AS_OF}, {"subject": " LAST "}], ids=str)
def test_in_force_at_the_edges(changed: dict[str, Any]) -> None:
    assert assessed({**OVERRIDE, **changed}).workflow("last").final_score == 0.99


@pytest.mark.parametrize(
    ("changed", "says", "cell"),
    [
        ({"subject": None}, "without workflow", "C2"),
        ({"value": None}, "without value", "D2"),
        ({"owner": None}, "without owner", "F2"),
        ({"decided_on": None}, "without date of the decision", "G2"),
        ({"expires_on": None}, "without expiry", "H2"),
        ({"owner": None, "expires_on": None}, "without owner, expiry", "F2"),
        ({"expires_on": AS_OF - DAY}, "it expired on 2026-06-29", "H2"),
        ({"decided_on": AS_OF + DAY}, "decided only on 2026-07-01", "G2"),
        ({"value": 1.2}, "between 0 and 1", "D2"),
        ({"value": -0.1}, "between 0 and 1", "D2"),
        ({"subject": "lost"}, "lost is no workflow", "C2"),
        ({"subject": "apart"}, "is set apart", "C2"),
        ({"target": "npv"}, "only rank_score can be replaced", "B2"),
    ],
    ids=str,
)
def test_what_does_not_count_is_said(changed: dict[str, Any], says: str, cell: str) -> None:
    found = assessed({**OVERRIDE, **changed})
    assert [one.override for one in found.workflows] == [None] * 4
    assert all(one.final_rank == one.rank for one in found.workflows)
    (note,) = notes(found)
    assert (note.outcome, note.severity, note.question) == (Outcome.FAIL, Severity.NOTE, "")
    assert note.evidence[0].place == f"Exceptions!{cell}"
    assert note.message.startswith("The override of ")
    assert "counts as nothing" in note.message
    assert says in note.message
    assert note.message.endswith(f"(Exceptions!{cell}).")


def test_reason_is_needed() -> None:
    assert set(NEEDED) == {"subject", "value", "reason", "owner", "decided_on", "expires_on"}


def test_the_one_decided_last_counts() -> None:
    later = {**OVERRIDE, "value": 0.5, "decided_on": AS_OF - DAY}
    for order in ((OVERRIDE, later), (later, OVERRIDE)):
        assert assessed(*order).workflow("last").final_score == 0.5


def test_a_waiver_replaces_nothing() -> None:
    found = assessed({**OVERRIDE, "kind": "waiver"})
    assert found.workflow("last").override is None
    assert notes(found) == []


def test_the_choice_is_judged_by_the_final_ranking() -> None:
    def answer(*exceptions: dict[str, Any], chosen: str) -> Finding:
        found = assess(
            portfolio(
                {"chosen_next": chosen},
                Workflows=[workflow("first", volume_likely=2000), workflow("last", volume_likely=700)],
                Agents=[{"agent_id": "one", "status": "idea"}],
                Exceptions=[*exceptions],
            )
        )
        return next(one for one in found.findings if one.check == "next_agent.first_ranked")

    assert answer(chosen="first").outcome is Outcome.PASS
    assert answer(chosen="last").outcome is Outcome.FAIL
    overridden = answer(OVERRIDE, chosen="last")
    assert overridden.outcome is Outcome.PASS
    assert "by an override of J. Park" in overridden.message
    assert "Exceptions!D2" in [one.place for one in overridden.evidence]
    against = answer(OVERRIDE, chosen="first")
    assert against.outcome is Outcome.FAIL
    assert "ranks 2" in against.message
    assert answer({**OVERRIDE, "expires_on": AS_OF - DAY}, chosen="last").outcome is Outcome.FAIL


def test_in_the_example_the_works_council_holds_screening_back() -> None:
    found = assess(load_example("compound"))
    screening = found.workflow("candidate_screening")
    assert (screening.rank, screening.final_rank, screening.final_score) == (3, 4, 0.1)
    assert [one.workflow_id for one in found.workflows if one.override] == ["candidate_screening"]
