"""Every score can be followed back to cells, policy values and formulas, and nothing it depends on is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.portfolios import portfolio, workflow
from toolkit.app.assessment import Assessment
from toolkit.app.pipeline import assess
from toolkit.errors import UnknownName
from toolkit.model import Trace
from toolkit.policy import load_policy
from toolkit.scoring.formulas import FORMULAS
from toolkit.sheets import NUMERIC, PROGRAM, SYSTEMS, WORKFLOWS, Column, Kind, Portfolio

CELL = re.compile(r"(?:measured|recorded|claimed|assumed): (?P<place>[A-Z][A-Za-z ]+(?:![A-Z]+[0-9]+)?)")

ROW: dict[str, Any] = {
    **{"department": "Finance", "work_type": "documents", "strategic_value": 3, "error_now": 0.04},
    **{"error_agent": 0.01, "cost_per_error": 85, "revenue_likely": 900, "win_rate": 0.3, "margin": 0.4},
    **{"systems_read": ("crm", "erp", "hr"), "systems_written": ("erp",), "data_sources": ("invoices", "clients")},
    **{"realised_as": "overtime", "realisation_likely": 0.7, "review_minutes": 1, "hand_back_minutes": 1},
    **{"hourly_cost": 62, "build_months_likely": 1.5, "ramp_months": 3, "change_cost": 4000},
    **{"run_cost_likely": 0.35, "fixed_run": 600, "care_hours": 6, "decommissioning_cost": 2500},
    **{"confidence": "medium", "process_expert": "L. Chen", "operator": "A. Novak"},
}
STANDARD = dict.fromkeys(("standard_authentication", "rate_limits_documented", "standard_data_format"), True)


@cache
def example() -> Portfolio:
    return portfolio(
        Workflows=[workflow("invoicing", **ROW), workflow("first", department="Sales", work_type="intake")],
        Systems=[
            {"system_id": "crm", "interface": "REST", "people_who_know": 3, "shared_connector": False, **STANDARD},
            {"system_id": "erp", "interface": "file", "people_who_know": 2, **STANDARD},
            {"system_id": "hr", "interface": "SDK", "people_who_know": 1, **STANDARD, "rate_limits_documented": False},
        ],
        Data_sources=[{"source_id": "invoices", "completeness": 0.9}, {"source_id": "clients", "access": "governed"}],
        Platform=[{"component_id": "c", "kind": "connector", "status": "live", "covers": ("erp",)}],
        Agents=[{"agent_id": "a", "status": "production", "workflow": "first"}],
    )


@cache
def assessment() -> Assessment:
    return assess(example())


def nodes(tree: Trace) -> Iterator[Trace]:
    yield tree
    for branch in tree.branches:
        yield from nodes(branch)


def places(tree: Trace) -> set[str]:
    return {found["place"] for node in nodes(tree) for found in CELL.finditer(node.says)}


# --- nothing is left out --------------------------------------------------------------------------


def another(column: Column, value: Any) -> list[Any]:
    """Other values that the cell may hold."""
    if column.kind is Kind.CHOICE:
        return [choice for choice in column.choices if choice != value]
    if column.kind is Kind.YES_NO:
        return [value is not True]
    if column.kind is Kind.IDS:
        return [("mail",)]
    if column.kind in NUMERIC:
        known = 0.0 if pd.isna(value) else float(value)
        return [known / 2 + 0.1] if column.kind is not Kind.INTEGER else [1.0, known + 5]
    return []


def changed(sheet: str, column: Column, position: int, value: Any) -> Portfolio:
    frame = example()[sheet].copy()
    cells = frame[column.name].tolist()
    cells[position] = value
    frame[column.name] = pd.Series(cells, index=frame.index, dtype=frame[column.name].dtype)
    return replace(example(), frames={**example().frames, sheet: frame})


INPUTS = [
    *(("Workflows", 0, column) for column in WORKFLOWS.columns if column.name != "workflow_id"),
    *(("Program", 0, column) for column in PROGRAM.columns if column.kind in NUMERIC),
    *(("Systems", row, column) for row in (0, 1) for column in SYSTEMS.columns if column.name != "system_id"),
]


@pytest.mark.parametrize(
    ("sheet", "position", "column"), INPUTS, ids=[f"{sheet} {row} {column.name}" for sheet, row, column in INPUTS]
)
def test_a_cell_that_moves_npv_stands_in_its_trace(sheet: str, position: int, column: Column) -> None:
    before = assessment().workflow("invoicing")
    row = int(example()[sheet].index[position])
    for value in another(column, example()[sheet][column.name].iloc[position]):
        after = assess(changed(sheet, column, position, value)).workflow("invoicing")
        if after.base.npv != before.base.npv:
            place = f"{sheet}!{example().cell(sheet, row, column.name)}"
            assert place in places(assessment().trace("invoicing", "npv"))
            return


def test_the_cells_that_must_move_npv_do() -> None:
    """The test above would pass if nothing moved: these quantities do, each alone."""
    found = places(assessment().trace("invoicing", "npv"))
    moving = {name for name in ROW if name.removesuffix("_likely") in QUANTITIES} | {"systems_read", "systems_written"}
    for name in moving:
        assert f"Workflows!{example().cell('Workflows', 2, name)}" in found, name
    assert {"Program!B6", "Program!B7", "Program!B8"} <= found
    assert "Platform!" + example().cell("Platform", 2, "covers") in found, "the connector that covers erp"
    assert "Systems!" + example().cell("Systems", 2, "shared_connector") in found, "the column that says crm has none"


def test_a_blank_hourly_cost_is_that_of_the_program() -> None:
    found = assess(portfolio(Workflows=[workflow("w")]))
    assert "Program!B5" in places(found.trace("w", "npv"))


QUANTITIES = {
    *("volume", "minutes", "automation", "build_cost", "realised_as", "realisation", "review_minutes"),
    *("hand_back_minutes", "hourly_cost", "error_now", "error_agent", "cost_per_error", "revenue", "win_rate"),
    *("margin", "build_months", "ramp_months", "change_cost", "run_cost", "fixed_run", "care_hours"),
    "decommissioning_cost",
}


@pytest.mark.parametrize(
    ("key", "other"),
    [
        ("integration.base_days.REST", 9),
        ("integration.shared_fraction", 0.9),
        ("integration.nonstandard_factor", 2),
        ("integration.person_factor", 3),
        ("integration.few_people", 2),
        ("integration.pair_days", 3),
        ("integration.write_days", 5),
        ("integration.days_per_month", 5),
    ],
)
def test_a_policy_value_that_moves_npv_stands_in_its_trace(key: str, other: float, tmp_path: Path) -> None:
    table, _, name = key.rpartition(".")
    (tmp_path / "policy.toml").write_text(f"[{table}]\n{name} = {other}\n", encoding="utf-8")
    moved = assess(example(), load_policy(tmp_path / "policy.toml")).workflow("invoicing").base.npv
    assert moved != assessment().workflow("invoicing").base.npv
    tree = assessment().trace("invoicing", "npv")
    assert f"policy {key}" in {node.name for node in nodes(tree)}


def test_a_default_that_stands_in_is_named_under_the_blank_cell() -> None:
    found = assess(portfolio(Workflows=[workflow("w")]))
    tree = found.trace("w", "npv")
    (blank,) = [node for node in nodes(tree) if node.name == "change and training cost"]
    place = portfolio().cell("Workflows", 2, "change_cost")
    assert blank.says == f"assumed: Workflows!{place} is blank, policy defaults.change_cost"
    (policy,) = blank.branches
    assert (policy.name, policy.value) == ("policy defaults.change_cost", 5000)
    assert policy.says == load_policy().entry("defaults.change_cost").source


# --- every formula --------------------------------------------------------------------------------


@pytest.mark.parametrize("score", [formula.id for formula in FORMULAS])
@pytest.mark.parametrize("workflow_id", ["invoicing", "first"])
def test_every_score_is_traceable(score: str, workflow_id: str) -> None:
    """A candidate's, and those of a workflow that is set apart; missing values are said, not guessed."""
    tree = assessment().trace(workflow_id, score)
    assert tree.name == score
    assert "docs/method.md" in tree.says
    assert str(tree)


@pytest.mark.parametrize("score", [formula.id for formula in FORMULAS])
def test_every_leaf_is_a_cell_a_policy_value_or_a_known_end(score: str) -> None:
    tree = assessment().trace("invoicing", score)
    sheets = set(assessment().inputs)
    for leaf in (node for node in nodes(tree) if not node.branches):
        if leaf.name.startswith("policy "):
            assert leaf.says, f"{leaf.name} has no source"
        elif leaf.says == "as above":
            assert len([node for node in nodes(tree) if node.name == leaf.name]) > 1
        elif leaf.value in (None, "blank") or leaf.name in CRITERION_TITLES:
            continue  # nothing typed, or the reading of a criterion whose score stands beside it
        else:
            cells = [part.split(": ")[-1] for part in leaf.says.split(", ")]
            assert all(cell.split("!")[0] in sheets for cell in cells), f"{leaf.name}: {leaf.says}"


CRITERION_TITLES = {contribution.title for contribution in assessment().workflow("invoicing").contributions}


def test_the_value_of_a_node_is_the_value_of_the_score() -> None:
    found = assessment().workflow("invoicing")
    values = {score.formula: score.value for score in found.scores}
    assert values["npv"] == found.base.npv
    for name, value in values.items():
        assert assessment().trace("invoicing", name).value == value
    assert assessment().trace("invoicing", "integration_days").value == found.integration.days


def test_a_score_stands_in_a_tree_once() -> None:
    """The second time it says so, and is not drawn again."""
    tree = assessment().trace("invoicing", "npv")
    drawn = [node.name for node in nodes(tree) if node.branches and node.name in {one.id for one in FORMULAS}]
    assert len(drawn) == len(set(drawn))
    assert "as above" in {node.says for node in nodes(tree)}


def test_every_input_of_a_formula_exists() -> None:
    ids = {formula.id for formula in FORMULAS}
    figures = {figure.name for figure in assessment().workflow("invoicing").inputs}
    settings = {figure.name for figure in assessment().program.inputs}
    policy = load_policy()
    for formula in FORMULAS:
        assert formula.inputs, formula.id
        for item in formula.inputs:
            kind, _, name = item.partition(":")
            if kind == "policy":
                assert policy.group(name[:-2]) if name.endswith(".*") else policy.entry(name)
            else:
                assert name in {"score": ids, "input": figures, "program": settings}.get(kind, {"*"}), item


def test_what_does_not_exist_is_refused_by_name() -> None:
    with pytest.raises(UnknownName, match="there is no score 'nvp'; did you mean \"npv\""):
        assessment().trace("invoicing", "nvp")
    with pytest.raises(UnknownName, match="there is no workflow 'invoices'; did you mean \"invoicing\""):
        assessment().trace("invoices", "npv")


def test_a_missing_score_says_why() -> None:
    found = assess(portfolio(Workflows=[workflow("idle", volume_likely=0)]))
    assert found.trace("idle", "irr_annual").says.startswith("no rate makes NPV zero; ")


def test_a_system_shows_its_cells_and_the_policy_behind_a_blank() -> None:
    found = assess(portfolio(Workflows=[workflow("w")], Systems=[{"system_id": "crm", "interface": "REST"}]))
    (system,) = [node for node in nodes(found.trace("w", "npv")) if node.name == "integration days of crm"]
    cells = {node.name: (node.value, node.says, [branch.name for branch in node.branches]) for node in system.branches}
    assert cells["interface"] == ("REST", "claimed: Systems!D2", [])
    assert cells["people who know it"][0] == "blank"
    assert cells["people who know it"][2] == ["policy defaults.people_who_know"]
    assert set(cells) >= {"standard authentication", "rate limits documented", "standard data format"}
