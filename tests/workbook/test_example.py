"""The example tells the story it is meant to tell, and every sheet of it agrees with the others."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from pathlib import Path
from statistics import mean
from typing import Any

import pandas as pd
import pytest

from toolkit.checks.catalogue import catalogue
from toolkit.errors import UnknownName
from toolkit.sheets import LISTS, SHEETS, Kind
from toolkit.workbook.example import STATES, rows, settings, write_example
from toolkit.workbook.example.metrics import FIRST_YEAR, FIRST_YEAR_COST, FIRST_YEAR_VALUE
from toolkit.workbook.reading import load

Row = dict[str, Any]
WEEK = dt.timedelta(days=7)
BAND, POINT = 0.20, 0.01
"""How far a rate of the last four weeks may lie from its mean before them."""


@pytest.fixture(params=STATES)
def state(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def year() -> dict[str, list[Row]]:
    return rows("compound")


def _by(key: str, found: list[Row]) -> dict[str, Row]:
    return {row[key]: row for row in found}


def _live(year: dict[str, list[Row]]) -> list[Row]:
    return [agent for agent in year["Agents"] if agent["status"] == "production"]


def _weeks(year: dict[str, list[Row]], agent: str, before: dt.date = dt.date.max) -> list[Row]:
    return [row for row in year["Metrics"] if row["agent"] == agent and row["week"] + dt.timedelta(days=6) < before]


def test_reads_back_as_it_was_told(state: str, tmp_path: Path) -> None:
    write_example(tmp_path / "x.xlsx", state)
    portfolio = load(tmp_path / "x.xlsx")
    assert portfolio.warnings == ()
    for name, told in rows(state).items():
        frame = portfolio[name]
        assert len(frame) == len(told), name
        assert list(frame.index) == list(range(2, len(told) + 2))
        sheet = next(sheet for sheet in SHEETS if sheet.name == name)
        for number, row in zip(frame.index, told, strict=True):
            for column in sheet.columns:
                _same(frame.at[number, column.name], row.get(column.name), column.kind)
    for name, value in settings(state).items():
        _same(portfolio.setting(name), value, next(c.kind for c in SHEETS[0].columns if c.name == name))


def _same(read: Any, told: Any, kind: Kind) -> None:
    if told is None:
        assert (kind in LISTS and read is None) or pd.isna(read)
    elif kind is Kind.DATE:
        assert read.date() == told
    else:
        assert read == told


def test_same_bytes_twice(state: str, tmp_path: Path) -> None:
    for name in "ab":
        write_example(tmp_path / name, state)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_every_sheet_has_rows(state: str) -> None:
    told = rows(state)
    assert list(told) == [sheet.name for sheet in SHEETS if not sheet.is_form]
    assert all(told.values())


def test_unknown_state_is_refused() -> None:
    for ask in (rows, settings, lambda state: write_example("x.xlsx", state)):
        with pytest.raises(UnknownName, match='did you mean "prove"'):
            ask("proove")


def test_nothing_is_dated_after_its_day(state: str) -> None:
    for name, told in rows(state).items():
        for row in told:
            for field, value in row.items():
                ahead = (name, field) in {("Platform", "since"), ("Exceptions", "expires_on")}
                assert ahead or not isinstance(value, dt.date) or value <= STATES[state], (name, field, value)


def test_persons_who_run_agents_are_in_people(state: str) -> None:
    told = rows(state)
    people = {row["name"] for row in told["People"]}
    for agent in told["Agents"]:
        if agent["status"] == "production":
            assert agent["exception_owner"] in people
            assert {agent["owner"], agent["approved_by"]} <= people


def test_prove_is_the_day_on_which_sixty_days_have_passed() -> None:
    told = rows("prove")
    (agent,) = (agent for agent in told["Agents"] if agent["status"] == "production")
    assert (STATES["prove"] - agent["production_since"]).days == 60
    candidates = {row["workflow_id"] for row in told["Workflows"]}
    asked = {"proposal_writing", "resource_scheduling", "client_reporting", "knowledge_management", "invoicing"}
    assert candidates == {"client_intake", *asked}
    assert {component["status"] for component in told["Platform"]} == {"live", "planned"}
    assert {row["access"] for row in told["Data sources"]} == {"governed", "ad hoc", "none"}
    assert {row["confidence"] for row in told["Workflows"] if "confidence" in row} == {"high", "medium", "low"}


def test_ready_is_between_the_first_and_the_second_agent() -> None:
    told, later = rows("ready"), rows("compound")
    (agent,) = (agent for agent in told["Agents"] if agent["status"] != "idea")
    assert agent["agent_id"] == "intake"
    second = _by("agent_id", later["Agents"])["proposals"]
    assert agent["production_since"] < STATES["ready"] < second["build_started"]
    assert settings("ready")["chosen_next"] == second["workflow"]
    assert {component["status"] for component in told["Platform"]} == {"live"}
    needed = _by("workflow_id", told["Workflows"])[second["workflow"]]["data_sources"]
    sources = _by("source_id", told["Data sources"])
    assert all({"owner", "observed_age", "sample_file"} <= set(sources[name]) for name in needed)
    sections = [row for row in told["Governance"] if row["kind"] == "playbook"]
    assert {row["tested_by"] for row in sections} == {"R. Haddad"}
    assert "R. Haddad" not in {row[name] for row in sections for name in ("owner", "written_by")}


def test_exceptions_name_what_there_is() -> None:
    checks = {check.id for check in catalogue()}
    for told in map(rows, STATES):
        for row in told["Exceptions"]:
            assert row["target"] in (checks if row["kind"] == "waiver" else {"rank_score"})


def test_states_tell_one_story() -> None:
    original = {"volume_likely", "minutes_likely", "automation_likely", "build_cost_likely"}
    told = sorted(STATES, key=lambda state: STATES[state])
    for early, late in pairwise(map(rows, told)):
        assert late["Metrics"][: len(early["Metrics"])] == early["Metrics"]
        for workflow_id, row in _by("workflow_id", early["Workflows"]).items():
            now = _by("workflow_id", late["Workflows"])[workflow_id]
            assert {name: row[name] for name in original} == {name: now[name] for name in original}


def test_measured_first_year_is_exact(year: dict[str, list[Row]]) -> None:
    start, end = FIRST_YEAR
    agents = _by("agent_id", year["Agents"])
    assert min(agent["build_started"] for agent in _live(year)) == start
    assert settings("compound")["as_of"] == end
    weeks = [row for row in year["Metrics"] if start <= row["week"] < end]
    cost = sum(a["build_cost"] for a in agents.values() if start <= a.get("build_started", end) < end)
    for component in year["Platform"]:
        if component["status"] == "live":
            since = max(component["since"], start)
            months = (end.year - since.year) * 12 + end.month - since.month - (since.day > end.day)
            cost += component["one_off_cost"] * (start <= component["since"] < end) + component["monthly_cost"] * months
    cost += sum(row["cost"] for row in weeks)
    value = sum(
        row["time_value"] + row["quality_value"] + row["revenue_value"]
        for row in weeks
        if row["week"] >= agents[row["agent"]]["production_since"]
    )
    assert (cost, value) == (180_000, 520_000) == (FIRST_YEAR_COST, FIRST_YEAR_VALUE)


def test_builds_take_five_four_three_two_two_weeks(year: dict[str, list[Row]]) -> None:
    agents = _live(year)
    assert [agent["agent_id"] for agent in agents] == ["intake", "proposals", "status", "timesheets", "scheduling"]
    assert [(a["production_since"] - a["build_started"]).days / 7 for a in agents] == [5, 4, 3, 2, 2]
    assert [agent["build_weeks"] for agent in agents] == [5, 4, 3, 2, 2]
    assert all(agent["production_since"].weekday() == 0 for agent in agents)
    for name in ("build_cost", "integration_weeks"):
        values = [agent[name] for agent in agents]
        assert values == sorted(values, reverse=True)
        assert len(set(values)) == len(values)
    assert agents[-1]["production_since"] == dt.date(2026, 5, 11)
    between = (agents[0]["production_since"], agents[1]["build_started"])
    built = [component["since"] for component in year["Platform"] if component["status"] == "live"]
    assert all(between[0] < since < between[1] for since in built)


def test_no_agent_goes_live_before_the_running_ones_are_stable(year: dict[str, list[Row]]) -> None:
    agents = _live(year)
    for position, newcomer in enumerate(agents[1:], start=1):
        for agent in agents[:position]:
            weeks = _weeks(year, agent["agent_id"], newcomer["production_since"])
            earlier, last = weeks[:-4], weeks[-4:]
            assert len(earlier) >= 4
            assert _share(last, ("approved_unedited",), ("approvals",)) > 0.85
            runs = ("completed", "fallbacks", "escalations")
            for count, of in (("errors", ("completed",)), ("errors", runs), ("fallbacks", runs)):
                now = _share(last, (count,), of)
                means = (_share(earlier, (count,), of), mean(_share([week], (count,), of) for week in earlier))
                for before in means:
                    assert abs(now - before) <= min(BAND * before, POINT), (newcomer["agent_id"], agent["agent_id"])


def _share(weeks: list[Row], parts: tuple[str, ...], whole: tuple[str, ...]) -> float:
    return float(sum(week[n] for week in weeks for n in parts) / sum(week[n] for week in weeks for n in whole))


def test_one_row_per_agent_and_complete_week(state: str) -> None:
    told = rows(state)
    for agent in told["Agents"]:
        weeks = [row["week"] for row in told["Metrics"] if row["agent"] == agent["agent_id"]]
        if agent["status"] != "production":
            assert not weeks
            continue
        since = agent["production_since"]
        assert weeks == [since + index * WEEK for index in range((STATES[state] - since).days // 7)]


def test_counts_agree_with_each_other(year: dict[str, list[Row]]) -> None:
    filled = {column.name for column in SHEETS[6].columns} - {"notes"}
    for row in year["Metrics"]:
        assert set(row) == filled
        assert row["completed"] + row["fallbacks"] + row["escalations"] <= row["eligible"]
        assert 0 <= row["approved_unedited"] <= row["approvals"] <= row["completed"]
        assert row["errors"] + row["hallucinations"] <= row["completed"]
        assert row["open_escalations"] <= row["escalations"]
        assert row["csat_count"] <= row["csat_sum"] <= 5 * row["csat_count"]
        assert min(value for value in row.values() if isinstance(value, int | float)) >= 0


def test_values_follow_from_counts_and_the_workflows_figures(year: dict[str, list[Row]]) -> None:
    workflows, agents = _by("workflow_id", year["Workflows"]), _by("agent_id", year["Agents"])
    for agent_id in ("intake", "proposals", "status", "timesheets", "scheduling"):
        weeks, w = _weeks(year, agent_id), workflows[agents[agent_id]["workflow"]]
        hours = sum(week["completed"] for week in weeks) * (w["minutes_likely"] - w["review_minutes"]) / 60
        assert sum(week["time_value"] for week in weeks) == pytest.approx(
            hours * w["hourly_cost"] * w["realisation_likely"], abs=1
        )
        avoided = sum(week["completed"] * w["error_now"] - week["errors"] for week in weeks)
        assert sum(week["quality_value"] for week in weeks) == pytest.approx(avoided * w["cost_per_error"], abs=1)
        for week in weeks:
            assert bool(week["revenue_value"]) == bool(w["revenue_likely"])
            if agent_id == "intake":
                assert week["goal_measure"] * w["win_rate"] * w["margin"] == pytest.approx(week["revenue_value"])


def test_first_agent_saves_25_partner_hours_and_adds_40000_of_pipeline(year: dict[str, list[Row]]) -> None:
    intake = _by("workflow_id", year["Workflows"])["client_intake"]
    minutes = intake["minutes_likely"] - intake["review_minutes"]
    hours = [week["completed"] * minutes / 60 for week in rows("prove")["Metrics"]]
    assert mean(hours) == pytest.approx(25, abs=0.5)
    assert all(23 < value < 27 for value in hours)
    pipeline = [week["goal_measure"] for week in _weeks(year, "intake")]
    assert mean(pipeline) * 52 / 12 == pytest.approx(40_000, rel=0.01)


def test_each_agent_is_better_than_the_last_at_the_same_age(year: dict[str, list[Row]]) -> None:
    first = [_weeks(year, agent["agent_id"])[:7] for agent in _live(year)]
    rising = {
        "completion": [_share(weeks, ("completed",), ("eligible",)) for weeks in first],
        "unedited": [_share(weeks, ("approved_unedited",), ("approvals",)) for weeks in first],
        "csat": [_share(weeks, ("csat_sum",), ("csat_count",)) for weeks in first],
    }
    falling = {name: [_share(w, (name,), ("completed",)) for w in first] for name in ("errors", "fallbacks")}
    for name, values in {**rising, **{name: [-v for v in values] for name, values in falling.items()}}.items():
        assert values == sorted(values), name
        assert len(set(values)) == len(values), name
