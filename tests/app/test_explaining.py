"""Every check, policy key, column and formula is explained, and a typo is told the nearest name."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.app.explaining import explain, names
from toolkit.checks.catalogue import catalogue, questions
from toolkit.errors import UnknownName
from toolkit.policy import allowed, load_policy
from toolkit.scoring.formulas import FORMULAS
from toolkit.sheets import SHEETS

COLUMNS = [(sheet, column) for sheet in SHEETS for column in sheet.columns]
WIDTH = 88


def words(text: str) -> str:
    """The text as one line, so that it does not matter where a line ends."""
    return " ".join(text.split())


def test_every_name_is_known() -> None:
    assert names() == {
        "check": [check.id for check in catalogue()],
        "policy key": list(load_policy().values),
        "column": [f"{sheet.name}.{column.name}" for sheet, column in COLUMNS],
        "formula": [formula.id for formula in FORMULAS],
    }


@pytest.mark.parametrize("check", catalogue(), ids=lambda check: check.id)
def test_check(check) -> None:  # type: ignore[no-untyped-def]
    said = words(explain(check.id))
    assert said.startswith(f"check {check.id} {words(check.asks)}")
    wanted = [check.why, check.fix, check.source, f"{check.least_grade} evidence", f"({check.severity})"]
    wanted += [*check.columns, *check.after]
    wanted += [questions()[check.question]] if check.question else []
    for key in check.policy:
        value = load_policy().entry(key)
        wanted += [key, f"{value.value:g} {value.unit}" if isinstance(value.value, float | int) else key, value.source]
    wanted += [f"{check.effort_days:g} day"] if check.effort_days else ["only time"]
    assert [one for one in wanted if words(one) not in said] == []


@pytest.mark.parametrize("key", load_policy().values)
def test_policy_key(key: str) -> None:
    said, value = words(explain(key)), load_policy().entry(key)
    assert said.startswith(f"policy key {key}")
    assert words(value.source) in said
    assert words(f"Allowed {allowed(key)}") in said
    assert words(value.unit) in said
    for check in catalogue():
        assert (check.id in said) == (key in check.policy)
    for sheet, column in COLUMNS:
        if column.default == key:
            assert f"a blank {sheet.name}.{column.name} ({column.title})" in said


@pytest.mark.parametrize(("sheet", "column"), COLUMNS, ids=lambda one: one.name)
def test_column(sheet, column) -> None:  # type: ignore[no-untyped-def]
    name = f"{sheet.name}.{column.name}"
    said = words(explain(name))
    assert said.startswith(("column " if not sheet.is_form else "setting ") + f"{name} {words(column.meaning)}")
    wanted = [column.title, column.unit, column.allowed, column.example, column.default]
    wanted += [check.id for check in catalogue() if name in check.columns]
    assert [one for one in wanted if words(one) not in said] == []
    assert name in explain(f"{sheet.name}.{column.title}".upper())


@pytest.mark.parametrize("formula", FORMULAS, ids=lambda formula: formula.id)
def test_formula(formula) -> None:  # type: ignore[no-untyped-def]
    said = words(explain(formula.id))
    assert said.startswith(f"formula {formula.id} {words(formula.text)}")
    assert formula.unit in said
    assert formula.source in said
    for name in formula.inputs:
        kind, _, rest = name.partition(":")
        if kind != "system" and rest != "*":
            assert rest.removesuffix(".*") in said
    assert all(one.id in said for one in FORMULAS if f"score:{formula.id}" in one.inputs)


def test_every_line_fits() -> None:
    for kind in names().values():
        for name in kind:
            assert max(len(line) for line in explain(name).splitlines()) <= WIDTH, name


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("LONG_ENOUGH", "production.long_enough"),
        ("long enough", "production.long_enough"),
        (" Production.Long_Enough ", "production.long_enough"),
        ("automation rate, likely", "Workflows.automation_likely"),
        ("Automation Rate", "Workflows.automation_likely"),
        ("automation", "Workflows.automation_likely"),
        ("Workflows.automation", "Workflows.automation_likely"),
        ("data_sources.owner", "Data sources.owner"),
        ("days in production", "readiness.days_in_production"),
        ("screen only", "integration.base_days.screen only"),
        ("NPV", "npv"),
        ("program.horizon_months", "program.horizon_months"),
        ("Program.horizon_months", "Program.horizon_months"),
    ],
)
def test_other_names(name: str, same: str) -> None:
    assert explain(name) == explain(same)
    assert explain(same).splitlines()[0].endswith(f" {same}")


@pytest.mark.parametrize(
    ("name", "members"),
    [
        ("payback", ["ranking.weights.payback", "ranking.worst.payback", "ranking.best.payback"]),
        ("hourly_cost", ["Program.hourly_cost", "Workflows.hourly_cost"]),
        ("PROGRAM.HORIZON_MONTHS", ["program.horizon_months", "Program.horizon_months"]),
        ("win_rate", ["defaults.win_rate", "Workflows.win_rate"]),
        ("production", [check.id for check in catalogue() if check.question == "production"]),
        ("integration.base_days", [key for key in load_policy().values if key.startswith("integration.base_days.")]),
        ("Agents", [f"Agents.{column.name}" for sheet, column in COLUMNS if sheet.name == "Agents"]),
        ("Data sources", ["Workflows.data_sources", "Data sources.source_id"]),
    ],
)
def test_a_name_that_several_bear_lists_them(name: str, members: list[str]) -> None:
    said = explain(name)
    assert said.startswith(f"{name} names ")
    listed = [line.strip() for line in said.splitlines()[1:]]
    assert all(any(line.startswith(member) for line in listed) for member in members)
    assert all(len(line) <= WIDTH for line in said.splitlines())


@pytest.mark.parametrize(
    ("typo", "near"),
    [
        ("prodction.long_enough", "production.long_enough"),
        ("readines.days_in_production", "readiness.days_in_production"),
        ("Workflow.automation_likely", "Workflows.automation_likely"),
        ("automaton rate", "automation rate"),
        ("npw", "npv"),
    ],
)
def test_a_typo_is_told_the_nearest_name(typo: str, near: str) -> None:
    with pytest.raises(UnknownName, match=f'did you mean "{near}"'):
        explain(typo)


@pytest.mark.parametrize("nothing", ["xyzzy", "", ".", "*"])
def test_nothing_near(nothing: str) -> None:
    with pytest.raises(UnknownName):
        explain(nothing)


def test_a_clients_policy_is_what_counts(tmp_path: Path) -> None:
    file = tmp_path / "client.toml"
    file.write_text("[readiness]\ndays_in_production = { value = 90, source = 'Board, May' }\n", encoding="utf-8")
    policy = load_policy(file)
    assert "90 days, replaced by the client’s file" in explain("days_in_production", policy)
    assert "readiness.days_in_production = 90 days (Board, May)" in words(explain("production.long_enough", policy))
