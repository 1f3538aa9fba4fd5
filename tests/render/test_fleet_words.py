"""What is said of the fleet: pace, health, verdicts, learning, value, phase, maturity, traps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.evidence.fleets import LAST, WEEK
from tests.render import crews
from tests.render.altered import said
from toolkit.model import Outcome
from toolkit.render import view_parts_fleet
from toolkit.render.view_fleet import by_urgency
from toolkit.render.view_flywheel import flywheel
from toolkit.render.view_index import index_page
from toolkit.render.view_pace import pace, pace_short
from toolkit.render.view_parts import Part
from toolkit.render.view_plain import part_text
from toolkit.render.view_reading import Reading
from toolkit.render.view_standing import claim_says, distance_says, gate_mark, phase_says
from toolkit.render.view_traps import signs, traps_say
from toolkit.render.view_weeks import weekly
from toolkit.results import Distance, Flywheel, LearningCurve, LearningPoint, Pace, PaceRule

PARTS: dict[str, Callable[[Reading], Part]] = {
    name: getattr(view_parts_fleet, name)
    for name in (
        *("standing", "pace", "phase", "maturity", "stage", "health", "verdicts", "flywheel", "traps"),
        *("fleet_value", "mix"),
    )
}


def reading(name: str, **changed: Any) -> Reading:
    return Reading(replace(crews.of(name), **changed))


@pytest.mark.parametrize("crew", crews.CREWS)
@pytest.mark.parametrize("part", PARTS)
def test_every_part_says_a_sentence_and_hides_nothing(part: str, crew: str) -> None:
    found = PARTS[part](reading(crew))
    assert found.says.endswith("."), found.says
    text = part_text(found).replace("None of", "")
    assert not [word for word in (" nan", " None ", " None.", " inf ") if word in text]
    assert all(note.endswith((".", "…")) for note in found.notes), found.notes
    for table in (*found.tables, *(picture.table for picture in found.pictures)):
        assert {len(row) for row in table.rows} <= {len(table.columns)}
        assert len(table.rows) <= 10
    for picture in found.pictures:
        assert picture.chart.alternative.endswith(".")
        assert picture.chart.title
        assert picture.chart.caption.endswith(".")


@pytest.mark.parametrize(
    ("crew", "part", "says"),
    [
        ("nobody", "health", "No agent is in production; one on Agents and its weeks"),
        ("nobody", "verdicts", "No agent is in production, so there is none to keep, fix, merge or retire."),
        ("nobody", "pace", "Hold: start no further agent yet. No agent is in production"),
        ("nobody", "maturity", "No agent is in production, so no level of maturity is shown."),
        ("one", "health", "The one agent in production is stable."),
        ("one", "verdicts", "Keep Solo."),
        ("one", "flywheel", "Too few agents to say whether each one comes cheaper than the last"),
        ("fifteen", "health", "Of 15 agents in production, 11 are stable and four are not (Client intake, Proposals, "),
        ("fifteen", "verdicts", "Retire Resource scheduling; fix Client intake, Proposals, Status reports and one "),
        ("fifteen", "pace", "Slow down: start nothing new, and mend what runs first. Not stable over the last 4 "),
        ("fifteen", "mix", "15 agents are at work: five foundation, five capability and five orchestration."),
        ("unknown", "health", "Whether any of the three agents in production (U0, U1 and U2) is stable, nobody can "),
        ("unknown", "verdicts", "What to do with U0, U1 and U2 nobody can say yet."),
        ("unknown", "fleet_value", "What agents have returned beside what they cost is not known: a cost or a value "),
        ("unknown", "traps", "How near the three traps are is not known: too little is written down."),
        ("prove", "standing", "You stand in the phase Prove: of five things its gate asks for, four are solid and "),
        ("prove", "fleet_value", "Client intake has not yet returned what it cost: EUR 38,300 of measured value for "),
        ("compound", "standing", "You stand in the phase Orchestrate, and all four gates are solid."),
        ("compound", "flywheel", "Compounding: agents come cheaper as there are more of them. 3 of 3 measures"),
        ("compound", "fleet_value", "All five agents have returned what they cost: EUR 520,000 of measured value for"),
    ],
)
def test_it_begins_with_the_conclusion(crew: str, part: str, says: str) -> None:
    assert said(PARTS[part](reading(crew)).says).startswith(says)


def rule(name: str, advice: str, **given: Any) -> PaceRule:
    return PaceRule(name, advice, given.pop("message", "It is so."), given.pop("exit", ""), **given)


def test_hold_says_what_is_not_known_once_and_what_would_answer_it() -> None:
    found = pace(reading("compound"))
    assert said(found.says) == (
        "Hold: start no further agent yet. Not known yet of Resource scheduling: open escalations, open requests, "
        "trust and stability."
    )
    assert found.notes == ("One more complete week of Resource scheduling will answer it: a trend needs 8.",)
    blank = pace(reading("unknown"))
    assert blank.notes == ("What would answer it: Metrics; Agents!Y2, Y3, Y4.",)


def test_the_exit_of_each_rule_that_fired_ends_the_advice() -> None:
    fired = rule("trust", "slow_down", message="Trust falls: A.", exit="Edits no longer worsen: A.", agents=("a",))
    other = rule(
        "requests", "slow_down", message="Open requests grow: B.", exit="They no longer rise: B.", agents=("b",)
    )
    found = pace(reading("one", pace=Pace("slow_down", (fired, other), (fired, other))))
    assert found.says.endswith("Trust falls: A. Open requests grow: B.")
    assert found.notes == ("This ends when: edits no longer worsen (A); they no longer rise (B).",)


def test_go_never_hides_what_the_six_questions_say() -> None:
    assert "the six questions come first: not known whether you are ready" in pace(reading("prove")).says
    assert "six questions" not in pace(reading("compound")).says
    assert pace_short(reading("prove")) == "No queue grows, trust holds, every agent is stable."


def test_go_with_agents_affected_within_the_share_says_so() -> None:
    some = rule(
        "trust", "go", message="1 of 40 agents affected, 0 not known: within the share tolerated.", agents=("a",)
    )
    found = pace(reading("one", pace=Pace("go", (some,), (some,))))
    assert "Trust: edits and satisfaction: 1 of 40 agents affected" in found.says
    assert "every agent is stable" not in found.says


def learnt(verdict: str, rate: float, low: float, high: float, because: str = "1 of 2 measures fall.") -> Flywheel:
    points = tuple(LearningPoint("solo", float(i), 5.0) for i in (1, 2, 3))
    curve = LearningCurve("build_weeks", "weeks", "learning", rate, low, high, points)
    return Flywheel(verdict, rate, because, (curve,))


@pytest.mark.parametrize(
    ("found", "says", "title"),
    [
        (
            learnt("compounding", 0.35, 0.2, 0.5),
            "Compounding: agents come cheaper as there are more of them. 1 of 2 measures fall. Each doubling of "
            "agents saves 35 % of build weeks (between 20 % and 50 %, at 95 % confidence).",
            "Build weeks: each doubling of agents saves 35 %",
        ),
        (
            learnt("not_compounding", -0.1, -0.3, -0.05),
            "Not compounding: back to the platform before the next agent. 1 of 2 measures fall. Each doubling of "
            "agents adds 10 % of build weeks (between −30 % and −5 %, at 95 % confidence).",
            "Build weeks: each doubling of agents adds 10 %",
        ),
        (
            learnt("too_few", 0.3, -0.1, 0.5),
            "Too few agents to say whether each one comes cheaper than the last: 1 of 2 measures fall. Each doubling "
            "of agents saves 30 % of build weeks (between −10 % and 50 %, at 95 % confidence).",
            "Build weeks: each doubling of agents saves 30 %",
        ),
    ],
)
def test_the_flywheel_with_its_rate_and_interval(found: Flywheel, says: str, title: str) -> None:
    section = flywheel(reading("one", flywheel=found))
    assert said(section.says) == says
    assert said(section.pictures[0].chart.title) == title


def test_all_on_one_day_is_no_curve() -> None:
    assert flywheel(reading("hostile")).says.endswith("all agents went live on one day.")


def test_those_to_act_upon_come_first() -> None:
    found = by_urgency(reading("fifteen"))
    assert [one.verdict for _, one in found[:6]] == ["retire", "fix", "fix", "fix", "fix", "keep"]
    assert [one.agent for one, _ in found[1:5]] == ["a00", "a01", "a02", "a03"]


def test_weeks_without_data_are_told_apart_from_weeks_without_runs() -> None:
    notes = PARTS["health"](reading("gaps")).notes
    assert notes[0].startswith("Weeks that nobody wrote down: Gap 3 of 30.")
    assert notes[1] == "Weeks in which nothing ran: Idle 1 of 30."


@pytest.mark.parametrize(
    ("claimed", "says"),
    [
        (None, ""),
        ("prove", "Prove is claimed, and the evidence bears it out."),
        ("expand", "Expand is claimed, but the evidence ends at Prove: the claim does not count."),
    ],
)
def test_claim_beside_evidence(claimed: str | None, says: str) -> None:
    assert claim_says(reading("prove", phase=replace(crews.of("prove").phase, claimed=claimed))) == says
    assert claim_says(reading("compound")) == "Expand is claimed; the evidence bears out more."


NONE = Distance(None, None, None, None, None, None, (), None)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({}, ""),
        ({"phase": "expand", "phase_reached": True}, "The target, Expand, is reached."),
        (
            {"phase": "prove", "phase_reached": True, "date": "2026-06-30", "days_left": -3},
            "The target, Prove by 30 June 2026 (3 days ago), is reached.",
        ),
        (
            {"phase": "prove", "level": 4, "phase_reached": True, "level_reached": False},
            "The target, Prove and level 4, is not reached: Prove is, but the level of maturity is 2.",
        ),
        ({"level": 4, "level_reached": False}, "The target, level 4, is not reached."),
    ],
)
def test_the_way_to_the_target(changed: dict[str, Any], says: str) -> None:
    phase = replace(crews.of("prove").phase, distance=replace(NONE, **changed))
    assert distance_says(reading("prove", phase=phase)) == says


def test_a_phase_that_has_not_begun_says_what_begins_it() -> None:
    found = crews.of("prove").phase
    gates = tuple(
        replace(gate, outcome=Outcome.PASS, is_solid=True) if gate.phase in ("prove", "platform") else gate
        for gate in found.gates
    )
    told = phase_says(reading("prove", phase=replace(found, current="expand", gates=gates)))
    begins = found.gate("expand").missing[0].message
    before = "You stand in the phase Expand: Prove and Platform are solid; its own work has not begun: "
    assert told == f"{before}{begins[:1].lower()}{begins[1:]}"
    assert gate_mark(replace(gates[0], is_solid=False)).word == "passes"


@pytest.mark.parametrize(
    ("levels", "says"),
    [
        (("low", "low", "low"), "None of the three traps is near: sprawl at 30 %, governance debt at 30 % and "),
        (
            ("high", "low", "watch"),
            "Sprawl at 30 % is high; integration tax at 30 % is to be watched; governance debt ",
        ),
        (("high", "high", "not_known"), "Sprawl at 30 % and governance debt at 30 % are high; integration tax is not "),
        (("not_known", "not_known", "not_known"), "How near the three traps are is not known"),
    ],
)
def test_the_worst_trap_comes_first(levels: tuple[str, str, str], says: str) -> None:
    found = crews.of("prove").traps
    names = ("sprawl", "governance_debt", "integration_tax")
    changed = {
        name: replace(getattr(found, name), level=level, index=None if level == "not_known" else 0.3)
        for name, level in zip(names, levels, strict=True)
    }
    assert said(traps_say(reading("prove", traps=replace(found, **changed)))).startswith(says)


def test_the_first_page_says_where_you_stand() -> None:
    standing = index_page(crews.of("prove"), ()).standing
    assert standing is not None
    assert [(step.title, step.mark.word, step.is_here) for step in standing.ladder] == [
        ("Prove", "unknown", True),
        ("Platform", "missing", False),
        ("Expand", "not begun", False),
        ("Orchestrate", "not begun", False),
    ]
    assert [sign.title for sign in standing.signs] == [
        *("Maturity", "Pace", "Sprawl", "Governance debt", "Integration tax")
    ]
    assert [sign.mark.word for sign in standing.signs] == ["level 2", "go", "low", "low", "low"]


def test_a_claim_above_the_evidence_marks_the_level() -> None:
    found = crews.of("prove").maturity
    capped = signs(reading("prove", maturity=replace(found, claimed=4)))[0]
    assert (capped.mark.shape, capped.mark.word) == ("◐", "level 2")


def test_the_weeks_of_strips_are_sums_first_and_only_those_that_count() -> None:
    found = weekly(reading("gaps"), {"gap": "2025-12-01", "idle": "2025-12-01"}, 26)
    assert found.mondays[-1] == LAST
    assert len(found.mondays) == 26
    completion, unedited, _ = found.shares["gap"]
    missing = [i for i, value in enumerate(completion) if value is None]
    assert missing == [1, 2, 8]  # places 5, 6 and 12 of 30 weeks, of which 26 are shown
    assert completion[0] == pytest.approx(70 / 90)
    assert unedited[-1] == pytest.approx(36 / 40)
    assert [i for i, value in enumerate(found.shares["idle"][0]) if value is None] == [16]
    late = weekly(reading("gaps"), {"gap": (LAST - WEEK).isoformat()}, 26)
    assert late.mondays == (LAST - WEEK, LAST)


def test_a_share_of_several_rows_of_a_week_is_that_of_their_sums() -> None:
    assessment = crews.of("one")
    sheet = assessment.inputs["Metrics"]
    last = sheet.rows[-1]
    twice = replace(last, row=999, values={**last.values, "completed": 0, "fallbacks": 110, "escalations": 0})
    inputs = {**assessment.inputs, "Metrics": replace(sheet, rows=(*sheet.rows, twice))}
    found = weekly(Reading(replace(assessment, inputs=inputs)), {"solo": "2025-01-06"}, 26)
    assert found.shares["solo"][0][-1] == pytest.approx(70 / 200)
    assert dt.date.fromisoformat(str(last.values["week"])) == LAST
