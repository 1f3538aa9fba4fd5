"""Phases, maturity and stage on small worlds made for them, and on the example."""

from __future__ import annotations

import datetime as dt
from functools import cache
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.checks.cases_people import GUILD
from tests.checks.cases_standing import APPROVED, NO_CHAPTER, NO_DECISION, NO_PLATFORM, handing, many, second, third
from tests.checks.spoiling import Change, adding, as_is, both, everywhere, setting, weeks, without
from tests.checks.spoiling_fleet import LAST
from tests.checks.world import AGENT, facts, read, world
from toolkit import load_example
from toolkit.app.assessment import Assessment
from toolkit.app.pipeline import assess
from toolkit.checks.catalogue import catalogue
from toolkit.checks.engine import run
from toolkit.checks.gates import asked, current_phase, judge_gates
from toolkit.checks.levels import LEVELS
from toolkit.checks.standing import maturity_result, phase_result, programme_level, stage
from toolkit.model import Finding, Outcome, Severity
from toolkit.policy import load_policy
from toolkit.results import AgentMaturity, MaturityResult, PhaseResult, Stage
from toolkit.results.standing import PHASES

GATES = asked("gates")
CHECKS = sorted({check for gate in GATES.values() for check in gate.checks})
STABLE = everywhere("Metrics", **APPROVED)


def standing(*changes: Change) -> tuple[PhaseResult, MaturityResult, Stage]:
    sheets = world()
    both(*changes)(sheets)
    seen = facts(read(sheets))
    found = run(seen)
    maturity = maturity_result(seen)
    return phase_result(seen, found, maturity), maturity, stage(seen, found)


@cache
def example(state: str) -> Assessment:
    return assess(load_example(state))


def outcomes(phase: PhaseResult) -> dict[str, Outcome]:
    return {gate.phase: gate.outcome for gate in phase.gates}


def finding(check: str, outcome: Outcome) -> Finding:
    return Finding(check, "A", outcome, Severity.BLOCKER, f"{check} {outcome}.", effort_days=1.0)


def weeks_of(agent: str, since: dt.date, **values: Any) -> Change:
    """Weeks of an agent from its first day to the as-of date of the world; constant figures, ready to be stable."""
    figures = {"completed": 90, "fallbacks": 15, "escalations": 10, "errors": 3, "time_value": 900, **APPROVED}
    count = (dt.date(2026, 6, 22) - since).days // 7 + 1
    return both(
        *(
            adding("Metrics", agent=agent, week=since + index * dt.timedelta(days=7), **{**figures, **values})
            for index in range(count)
        )
    )


# -- the gates -------------------------------------------------------------------------------------------------------


def test_every_requirement_names_checks_that_exist_and_gates_only_blockers() -> None:
    known = {one.id: one for one in catalogue()}
    for kind in ("gates", "stages"):
        for wanted in asked(kind).values():
            assert wanted.text
            assert wanted.checks <= set(known)
    assert {known[name].severity for name in CHECKS} == {Severity.BLOCKER}
    assert list(GATES) == list(PHASES)


@given(st.lists(st.sampled_from(list(Outcome)), min_size=len(CHECKS), max_size=len(CHECKS)))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_no_phase_is_skipped(given_outcomes: list[Outcome]) -> None:
    gates = judge_gates(finding(check, one) for check, one in zip(CHECKS, given_outcomes, strict=True))
    solid = [gate.is_solid for gate in gates]
    assert solid == sorted(solid, reverse=True), "solid gates come first"
    assert all(gate.outcome is Outcome.PASS for gate in gates if gate.is_solid)
    current = current_phase(gates)
    assert current == next((gate.phase for gate in gates if not gate.is_solid), "orchestrate")
    for gate in gates:
        parts = {name for kind in (gate.solid, gate.missing, gate.unknown) for name in (one.name for one in kind)}
        assert parts <= {name for name, _ in GATES[gate.phase].requires}
        assert bool(gate.missing) == (gate.outcome in (Outcome.FAIL, Outcome.NOT_APPLICABLE))
        assert gate.outcome is not Outcome.UNKNOWN or gate.unknown


@given(st.lists(st.sampled_from(list(Outcome)), min_size=len(CHECKS), max_size=len(CHECKS)), st.data())
@settings(max_examples=100, deadline=None, derandomize=True)
def test_losing_evidence_never_raises_the_phase(given_outcomes: list[Outcome], data: st.DataObject) -> None:
    whole = dict(zip(CHECKS, given_outcomes, strict=True))
    lost = data.draw(st.sampled_from(CHECKS))
    before = current_phase(judge_gates(finding(*one) for one in whole.items()))
    after = current_phase(judge_gates(finding(*one) for one in {**whole, lost: Outcome.UNKNOWN}.items()))
    assert PHASES.index(after) <= PHASES.index(before) or whole[lost] in (Outcome.NOT_APPLICABLE,)


def test_nothing_known_is_the_first_phase() -> None:
    phase, maturity, here = standing(*(without(sheet) for sheet in world() if sheet not in ("Program", "Workflows")))
    assert phase.current == "prove"
    assert outcomes(phase)["prove"] is Outcome.UNKNOWN
    assert not phase.acting_ahead
    assert (maturity.level, maturity.agents, here.name, here.agents) == (0, (), "single", 0)


# -- skipped phases, claims ------------------------------------------------------------------------------------------


def test_skipped_phases_are_named_and_the_claim_is_capped() -> None:
    phase, _, _ = standing(third(status="production", production_since=dt.date(2026, 6, 15)), NO_CHAPTER, NO_PLATFORM,
        setting("Program", 0, claimed_phase="orchestrate"))  # fmt: skip
    assert (phase.current, phase.claimed, phase.is_capped) == ("prove", "orchestrate", True)
    ahead = {(one.check, one.subject): one for one in phase.acting_ahead}
    assert ahead["phases.platform_before_three", "Northwind Advisory"].severity is Severity.BLOCKER
    assert ahead["phases.platform_before_three", "Northwind Advisory"].outcome is Outcome.FAIL
    assert ahead["phases.not_ahead", "a second agent"].outcome is Outcome.UNKNOWN
    assert not phase.gate("platform").is_solid


@pytest.mark.parametrize(
    ("agents", "severity"),
    [(as_is, None), (second(), Severity.WARNING), (third(), Severity.BLOCKER)],
    ids=["one", "two", "three"],
)
def test_a_missing_platform_weighs_more_with_each_agent(agents: Change, severity: Severity | None) -> None:
    phase, _, _ = standing(agents, NO_PLATFORM)
    found = [one for one in phase.acting_ahead if one.check.startswith("phases.platform_before")]
    assert [one.severity for one in found] == ([] if severity is None else [severity])


def test_a_gate_that_passes_before_an_open_one_is_not_solid() -> None:
    phase, _, _ = standing(NO_CHAPTER)
    platform = phase.gate("platform")
    assert (platform.outcome, platform.is_solid, phase.current) == (Outcome.PASS, False, "prove")


def test_a_waiver_holds_a_gate() -> None:
    waiver = {"kind": "waiver", "target": "platform.shared", "reason": "Arrives in July", "owner": "J. Park"}
    dates = {"decided_on": dt.date(2026, 6, 1), "expires_on": dt.date(2026, 8, 31)}
    used = {**waiver, "target": "platform.used"}
    phase, _, _ = standing(NO_PLATFORM, adding("Exceptions", **waiver, **dates), adding("Exceptions", **used, **dates))
    assert phase.gate("platform").outcome is Outcome.PASS
    phase, _, _ = standing(NO_DECISION, adding("Exceptions", **{**waiver, "target": "governance.decided"}, **dates))
    assert phase.gate("platform").outcome is Outcome.UNKNOWN, "a waiver covers a fail, never an unknown"


def test_the_distance_to_the_target() -> None:
    target = setting("Program", 0, target_phase="expand", target_maturity=3, target_date=dt.date(2026, 7, 30))
    phase, maturity, _ = standing(target, NO_PLATFORM, NO_CHAPTER)
    far = phase.distance
    assert (far.phase, far.phase_reached, far.level, far.level_reached, far.days_left) == (
        "expand",
        False,
        3,
        False,
        30,
    )
    efforts = [one.effort_days or 0.0 for one in far.missing]
    assert efforts == sorted(efforts)
    assert sum(efforts) == far.effort_days
    assert {one.name for one in far.missing} == {
        *("A documented playbook", "Shared monitoring, cost tracking and connectors"),
        "Shared components used by every agent in production",
    }
    assert maturity.level < 3
    reached, _, _ = standing(target)
    assert (reached.current, reached.distance.phase_reached, reached.distance.missing) == ("expand", True, ())
    assert standing()[0].distance.phase_reached is None


# -- one at a time ---------------------------------------------------------------------------------------------------


def test_agents_calibrated_together() -> None:
    phase, _, _ = standing(STABLE, second(production_since=dt.date(2026, 4, 13)),
        weeks_of("billing", dt.date(2026, 4, 13)))  # fmt: skip
    missing = {one.name: one for one in phase.gate("expand").missing}
    assert "1 complete week behind it" in missing["No go-live before the running agents were stable"].message
    assert "One agent settling in at a time" not in missing, "both have been stable since"


def test_fifteen_agents_with_five_limping() -> None:
    rows: list[Change] = []
    for number in range(2, 16):
        since = dt.date(2026, 2, 2)
        limps = {"approved_unedited": 30} if number > 10 else {}
        person = {"owner": f"P{number}", "exception_owner": f"P{number}", "approved_on": dt.date(2026, 1, 26)}
        name = {"agent_id": f"agent-{number:02}", "name": f"Agent {number}", "production_since": since}
        rows += [adding("Agents", **{**AGENT, **name, **person}), weeks_of(f"agent-{number:02}", since, **limps)]
    phase, maturity, here = standing(STABLE, *rows)
    missing = {one.name: one for one in phase.gate("expand").missing}
    settling = missing["One agent settling in at a time"]
    assert "There are 5 agents live and not yet stable at once: Agent 11" in settling.message
    assert "on the same day as" in missing["No go-live before the running agents were stable"].message
    assert {one.subject for one in phase.acting_ahead} >= {"more than 5 agents"}
    assert (here.name, here.agents, len(maturity.agents)) == ("full", 15, 15)


# -- maturity --------------------------------------------------------------------------------------------------------


def agent(level: int) -> AgentMaturity:
    return AgentMaturity(f"a{level}", "", "", level, None, (), (), (), ())


@pytest.mark.parametrize(
    ("levels", "expected"),
    [((), 0), ((3,), 3), ((3, 1), 3), ((3, 1, 1), 1), ((2, 2, 3, 3, 2), 2), ((0, 0, 4), 0), ((1, 2, 3, 4), 3)],
)
def test_the_programme_is_where_half_of_its_agents_are(levels: tuple[int, ...], expected: int) -> None:
    assert programme_level([agent(level) for level in levels], load_policy()) == expected


GOAL = setting("Agents", 0, goal="Enquiries", target=5, adjusts_itself=True)
UNTOLD = weeks(LAST[:1], approvals=None)
ALONE_UNSTATED = setting("Workflows", 0, autonomous_actions=None)
SYSTEMS = setting("Workflows", 0, systems_read=("erp", "crm"), systems_written=("erp",))


@pytest.mark.parametrize(
    ("changes", "level"),
    [
        ((everywhere("Metrics", approvals=None),), 0),
        ((everywhere("Metrics", approvals=90),), 1),
        ((STABLE, setting("Workflows", 0, never_actions=None)), 1),
        ((STABLE, setting("Workflows", 0, autonomous_actions=None)), 0),
        ((STABLE,), 2),
        ((STABLE, handing()), 2),
        ((STABLE, handing(), SYSTEMS), 3),
        ((STABLE, handing(rule_detail=None), SYSTEMS), 2),
        ((STABLE, handing(), SYSTEMS, GOAL), 3),
        ((STABLE, handing(), SYSTEMS, GOAL, everywhere("Metrics", goal_measure=6)), 4),
        ((STABLE, GOAL, everywhere("Metrics", goal_measure=6)), 2),
        # one of the last four weeks says nothing: what it might say counts in nobody's favour
        ((everywhere("Metrics", approvals=90), UNTOLD, ALONE_UNSTATED), 0),
        ((everywhere("Metrics", approvals=90), UNTOLD), 1),
        ((STABLE, UNTOLD), 2),
        ((STABLE, handing(), SYSTEMS, GOAL, everywhere("Metrics", goal_measure=6), weeks(LAST[:1])), 3),
    ],
)
def test_levels_are_climbed_one_by_one(changes: tuple[Change, ...], level: int) -> None:
    _, maturity, _ = standing(*changes, setting("Agents", 0, claimed_maturity=4))
    first = next(one for one in maturity.agents if one.agent == "intake")
    assert first.level == level
    assert first.is_capped == (level < 4)
    criteria = (*first.met, *first.missing, *first.unknown)
    assert {one.level for one in criteria} == set(LEVELS)
    open_levels = [one.level for one in (*first.missing, *first.unknown)]
    assert min(open_levels, default=5) == level + 1, "the first level with an open criterion stops the climb"
    assert bool(first.next_needs) == (level < 4)


# -- stages ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "name"), [(1, "single"), (2, "small"), (3, "small"), (4, "operating"), (6, "operating"), (7, "full")]
)
def test_the_stage_follows_the_number_of_agents(count: int, name: str) -> None:
    _, _, here = standing(many(count), GUILD)
    assert (here.name, here.agents) == (name, count)
    assert here.risk.endswith(".")
    assert all(one.outcome in Outcome and one.message for one in here.requires)


# -- the example -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "phase", "level", "name"),
    [("prove", "prove", 2, "single"), ("ready", "expand", 2, "single"), ("compound", "orchestrate", 2, "operating")],
)
def test_the_example_stands_where_its_story_is(state: str, phase: str, level: int, name: str) -> None:
    found = example(state)
    assert (found.phase.current, found.maturity.level, found.stage.name) == (phase, level, name)
    assert not found.phase.is_capped
    assert not found.maturity.is_capped
    assert not found.phase.acting_ahead
    assert Assessment.from_json(found.to_json()) == found


def test_the_sentences_are_sentences() -> None:
    for state, part in product(("prove", "compound"), ("solid", "missing", "unknown")):
        for gate in example(state).phase.gates:
            for one in getattr(gate, part):
                assert one.message[0].isupper() or one.message[0] == "“"
                assert one.message.endswith(".")
                assert "None" not in one.message
