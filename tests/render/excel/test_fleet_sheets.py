"""*Standing*, *Agents* and *Health*: sentences first, every agent and measure, text never a formula."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from tests.render import crews
from tests.render.excel.books import cells, made, opened, table, texts
from toolkit.render.view_fleet import STATES, VERDICTS
from toolkit.render.view_pace import pace
from toolkit.render.view_reading import Reading

SHEETS = ("Standing", "Agents", "Health")


@cache
def book(crew: str) -> Any:
    return opened(made(crews.of(crew)))


@pytest.mark.parametrize("crew", crews.CREWS)
@pytest.mark.parametrize("name", SHEETS)
def test_a_sentence_first_heads_in_sight_and_no_formula(name: str, crew: str) -> None:
    sheet = book(crew)[name]
    assert sheet["A2"].value.endswith(".")
    assert sheet.freeze_panes
    assert not [cell.coordinate for cell in cells(sheet) if cell.data_type == "f" or cell.hyperlink]
    assert not [text for text in texts(sheet) if text.startswith("nan") or " None " in text.replace("None of", "")]


@pytest.mark.parametrize("crew", ["prove", "compound", "fifteen"])
def test_every_agent_of_the_registry_with_its_verdict(crew: str) -> None:
    assessment = crews.of(crew)
    rows = table(book(crew)["Agents"], "Agent")
    assert len(rows) == len(assessment.inputs["Agents"].rows)
    verdicts = {one.agent: one for one in assessment.verdicts}
    for given, row in zip(assessment.inputs["Agents"].rows, rows, strict=True):
        verdict = verdicts.get(str(given.values["agent_id"]))
        mark = VERDICTS[verdict.verdict] if verdict else None
        assert row["Verdict"] == (f"{mark.shape} {mark.word}" if mark else "not judged")
        assert row["Status"] == given.values["status"]
        if verdict:
            assert row["Costs a month, EUR"] == pytest.approx(verdict.cost_per_month)
    levels = {one.name: one.level for one in assessment.maturity.agents}
    assert {row["Agent"]: row["Level"] for row in rows if row["Agent"] in levels} == levels


@pytest.mark.parametrize("crew", ["prove", "compound", "fifteen"])
def test_every_measure_of_every_agent_in_production(crew: str) -> None:
    agents = crews.of(crew).health
    rows = table(book(crew)["Health"], "Agent")
    assert len(rows) == sum(len(one.measures) for one in agents)
    first = agents[0]
    for row, measure in zip(rows, first.measures, strict=False):
        assert row["Stable"][2:] == STATES[first.stability.outcome].word
        assert row["Last weeks"] == ("unknown" if measure.value is None else pytest.approx(measure.value, abs=0.006))
        assert row["Trend"] == measure.trend.direction
        assert row["Weeks"] == measure.weeks


@pytest.mark.parametrize("crew", ["prove", "compound", "unknown"])
def test_standing_holds_pace_gates_stage_and_traps(crew: str) -> None:
    assessment, sheet = crews.of(crew), book(crew)["Standing"]
    said = texts(sheet)
    told = pace(Reading(assessment)).says.replace("\xa0", " ")
    assert any(text.startswith(told) for text in said)
    for gate in assessment.phase.gates:
        for one in (*gate.solid, *gate.missing, *gate.unknown):
            assert one.name in said
    assert {"Pace", "Phases", "Stage of coordination", "Traps", "Sprawl", "Governance debt", "Integration tax"} <= {
        *said
    }
    for trap in (assessment.traps.sprawl, assessment.traps.governance_debt, assessment.traps.integration_tax):
        assert {cause.title[:1].upper() + cause.title[1:] for cause in trap.causes} <= {*said}
