"""The policy: every value with unit and source, overridden strictly, and every key put to use."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

import toolkit
from toolkit.errors import PolicyProblems, UnknownName
from toolkit.policy import load_policy
from toolkit.sheets import SHEETS

PACKAGE = Path(toolkit.__file__).parent
SHIPPED = tomllib.loads((PACKAGE / "policy.toml").read_text("utf-8"))
KEYS = tuple(load_policy().values)

WITHOUT_UNIT = {"defaults.realised_as", "defaults.confidence", "integration.worst_interface"}
"""Words have no unit; neither have yes and no."""


def client(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "client.toml"
    file.write_text(text, encoding="utf-8")
    return file


def refused(tmp_path: Path, text: str) -> tuple[str, ...]:
    """The problems, without the file's name, which stands in front of them."""
    with pytest.raises(PolicyProblems) as caught:
        load_policy(client(tmp_path, text))
    assert "client.toml" in str(caught.value)
    assert str(len(caught.value.problems)) in str(caught.value).splitlines()[0]
    return caught.value.problems


# --- the shipped file -----------------------------------------------------------------------------


def test_the_shipped_policy_was_read_whole() -> None:
    assert len(KEYS) > 80
    assert len(KEYS) == sum(1 for _ in entries(SHIPPED))


def entries(table: dict[str, Any]) -> Any:
    for node in table.values():
        if "value" in node:
            yield node
        else:
            yield from entries(node)


@pytest.mark.parametrize("key", KEYS)
def test_every_value_has_unit_and_source(key: str) -> None:
    entry = load_policy().entry(key)
    assert entry.source.strip(), "why this number"
    assert entry.value is not None
    is_number = isinstance(entry.value, int | float) and not isinstance(entry.value, bool)
    assert bool(entry.unit) == is_number or key in WITHOUT_UNIT
    assert not entry.overridden


@pytest.mark.parametrize("key", KEYS)
def test_every_value_may_be_overridden_by_itself(key: str, tmp_path: Path) -> None:
    """So the shipped values are possible values, and a client may restate any one of them."""
    value = load_policy().entry(key).value
    written = f"'{value}'" if isinstance(value, str) else str(value).lower()
    path = ".".join(f'"{part}"' for part in key.split("."))
    found = load_policy(client(tmp_path, f"{path} = {written}\n"))
    assert found.entry(key).overridden
    assert found.entry(key).value == value
    assert found.sha256 == load_policy().sha256


def test_the_essential_bounds_of_numbers_are_declared() -> None:
    """Every number has bounds, but for the ends of value functions, which any number may be."""
    for table, names in SHIPPED.items():
        for key, node in leaves(names, table):
            if isinstance(node["value"], int | float) and not isinstance(node["value"], bool):
                assert "allowed" in node or key.startswith(("ranking.worst.", "ranking.best.")), key


def leaves(table: dict[str, Any], prefix: str) -> Any:
    for name, node in table.items():
        key = f"{prefix}.{name}"
        if "value" in node:
            yield key, node
        else:
            yield from leaves(node, key)


# --- overriding -----------------------------------------------------------------------------------


def test_a_clients_file_replaces_single_values(tmp_path: Path) -> None:
    text = """
    [integration]
    shared_fraction = 0.3
    days_per_month = 21
    [integration.base_days]
    "screen only" = 25
    [defaults]
    realised_as = "headcount"
    standard_authentication = true
    build_months = 1.5
    [program]
    """
    policy = load_policy(client(tmp_path, text))
    assert policy.number("integration.shared_fraction") == 0.3
    assert policy.number("integration.days_per_month") == 21
    assert policy.number("integration.base_days.screen only") == 25
    assert policy.word("defaults.realised_as") == "headcount"
    assert policy.flag("defaults.standard_authentication") is True
    assert policy.number("defaults.build_months") == 1.5
    overridden = {key for key, item in policy.values.items() if item.overridden}
    assert len(overridden) == 6
    assert policy.number("integration.base_days.REST") == 4, "the rest is as shipped"
    assert policy.entry("integration.shared_fraction").source == "client.toml, no source given"
    assert policy.entry("integration.shared_fraction").unit == "share of the days"
    assert policy.sha256 != load_policy().sha256


def test_a_client_may_say_why(tmp_path: Path) -> None:
    text = '[integration]\nshared_fraction = { value = 0.3, source = "Our last three projects" }\n'
    entry = load_policy(client(tmp_path, text)).entry("integration.shared_fraction")
    assert (entry.value, entry.source, entry.overridden) == (0.3, "Our last three projects", True)


def test_an_empty_file_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    assert load_policy(client(tmp_path, "")).sha256 == load_policy().sha256
    marked = client(tmp_path, "\ufeff[integration]\nshared_fraction = 0.3\n")
    assert load_policy(marked).number("integration.shared_fraction") == 0.3


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param(
            "[integration]\nshared_fractoin = 0.3",
            'integration.shared_fractoin: no such key; did you mean "integration.shared_fraction"?',
            id="unknown key",
        ),
        pytest.param("[nonsense]\nx = 1", "nonsense.x: no such key", id="unknown table"),
        pytest.param("[nonsense]", "nonsense: no such key", id="unknown empty table"),
        pytest.param("x = 1", "x: no such key", id="a key outside tables"),
        pytest.param(
            '[integration]\nshared_fraction = "0.3"',
            'integration.shared_fraction: found "0.3", allowed a number (share of the days)',
            id="text for a number",
        ),
        pytest.param(
            "[integration]\nshared_fraction = true",
            "integration.shared_fraction: found true, allowed a number (share of the days)",
            id="yes or no for a number",
        ),
        pytest.param(
            "[integration]\nshared_fraction = nan",
            "integration.shared_fraction: found NaN, allowed a number (share of the days)",
            id="NaN",
        ),
        pytest.param(
            "[ranking.worst]\npayback = inf",
            "ranking.worst.payback: found Infinity, allowed a number (months)",
            id="infinity where no bounds are declared",
        ),
        pytest.param(
            "[integration]\nshared_fraction = 1.01",
            "integration.shared_fraction: found 1.01, allowed 0 to 1 (share of the days)",
            id="impossible value",
        ),
        pytest.param(
            "[integration]\nshared_fraction = [0.3]",
            "integration.shared_fraction: found [0.3], allowed a number (share of the days)",
            id="a list",
        ),
        pytest.param(
            "[integration]\nshared_fraction = 2026-06-30",
            'integration.shared_fraction: found "2026-06-30", allowed a number (share of the days)',
            id="a date",
        ),
        pytest.param(
            "[integration]\nshared_fraction = {}",
            "integration.shared_fraction: found {}, allowed a number (share of the days)",
            id="an empty table where a value belongs",
        ),
        pytest.param(
            "[integration.shared_fraction]\nx = 1",
            'integration.shared_fraction.x: no such key; did you mean "integration.shared_fraction"?',
            id="a table where a value belongs",
        ),
        pytest.param(
            "integration = 3",
            'integration: no such key; did you mean "integration.pair_days"?',
            id="a value where a table belongs",
        ),
        pytest.param(
            "[integration]\nshared_fraction = { value = 0.3, unit = 'days' }",
            "integration.shared_fraction: only value and source may be given, found unit",
            id="another unit",
        ),
        pytest.param(
            "[defaults]\nrealised_as = 'cash'",
            'defaults.realised_as: found "cash", allowed headcount, avoided hire, overtime, capacity only',
            id="a word that is no choice",
        ),
        pytest.param(
            "[defaults]\nrealised_as = 1",
            "defaults.realised_as: found 1, allowed headcount, avoided hire, overtime, capacity only",
            id="a number for a word",
        ),
        pytest.param(
            "[defaults]\nstandard_data_format = 'yes'",
            'defaults.standard_data_format: found "yes", allowed true or false',
            id="a word for yes or no",
        ),
        pytest.param(
            "[defaults]\nstandard_data_format = 1",
            "defaults.standard_data_format: found 1, allowed true or false",
            id="a number for yes or no",
        ),
        pytest.param(
            "[program]\nhorizon_months = 36.5",
            "program.horizon_months: found 36.5, allowed a whole number (months)",
            id="half a month",
        ),
        pytest.param(
            "[ranking.best]\npayback = 36",
            "ranking.worst.payback: worst and best are both 36; they must differ",
            id="a value function without a slope",
        ),
        pytest.param(
            "[data_readiness]\nready_from = 0.5",
            "data_readiness.partly_from: must not exceed data_readiness.ready_from",
            id="bands the wrong way round",
        ),
        pytest.param(
            "[data_readiness.weights]\n" + "\n".join(f"{name} = 0" for name in SHIPPED["data_readiness"]["weights"]),
            "data_readiness.weights: all weights are 0; at least one must be above 0",
            id="nothing weighs",
        ),
    ],
)
def test_refused(text: str, problem: str, tmp_path: Path) -> None:
    assert refused(tmp_path, text) == (problem,)


@pytest.mark.parametrize("text", ["[integration", "shared = = 1", "x = 1\nx = 2", "\x00", f"x = {'1' * 5000}"])
def test_what_is_not_toml_is_said_in_one_line(text: str, tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, text)
    assert problem.startswith("is not TOML: ")
    assert "\n" not in problem


def test_a_number_beyond_all_numbers(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, f"[ranking.worst]\npayback = 1{'0' * 400}")
    assert problem.startswith("ranking.worst.payback: found 1000")


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "client.toml").write_bytes(b"\xff\xfe\x00x")
    with pytest.raises(PolicyProblems, match="is not TOML"):
        load_policy(tmp_path / "client.toml")


@pytest.mark.parametrize("name", ["missing.toml", "."])
def test_a_file_that_cannot_be_read(name: str, tmp_path: Path) -> None:
    with pytest.raises(PolicyProblems, match="cannot be read"):
        load_policy(tmp_path / name)


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    text = """
    [integration]
    shared_fraction = 7
    pair_day = 1
    [defaults]
    realised_as = 3
    [program]
    horizon_months = 0
    """
    problems = refused(tmp_path, text)
    assert [problem.split(":")[0] for problem in problems] == [
        "integration.shared_fraction",
        "integration.pair_day",
        "defaults.realised_as",
        "program.horizon_months",
    ]


# --- asking ---------------------------------------------------------------------------------------


def test_asking_for_what_is_not_there() -> None:
    policy = load_policy()
    with pytest.raises(UnknownName, match=r'did you mean "integration\.pair_days"'):
        policy.number("integration.pair_day")
    with pytest.raises(UnknownName, match="there is no policy table"):
        policy.group("integration.base")
    with pytest.raises(TypeError, match="'avoided hire', not a number"):
        policy.number("defaults.realised_as")


# --- no dead keys ---------------------------------------------------------------------------------

READS = {"number", "word", "flag", "entry"}


def keys_read(source: str) -> tuple[set[str], set[str]]:
    """Patterns of the keys, and of the tables, that a file asks a policy for; ``{…}`` in a text matches a name."""
    keys, tables = set(), set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            patterns = {pattern for pattern in map(pattern_of, ast.walk(node.args[0])) if pattern}
            if node.func.attr == "group":
                tables |= patterns
            elif node.func.attr in READS:
                keys |= patterns
    return keys, tables


def pattern_of(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.escape(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(re.escape(part.value) if isinstance(part, ast.Constant) else "[^.]+" for part in node.values)
    return ""


def unused(keys: tuple[str, ...], sources: list[str]) -> list[str]:
    asked, tables = set(), set()
    for source in sources:
        more_keys, more_tables = keys_read(source)
        asked |= {pattern for pattern in more_keys if "\\." in pattern}
        tables |= {pattern for pattern in more_tables if re.fullmatch(r"[a-z_\\.\[\]^+]+", pattern)}
    defaults = {column.default for sheet in SHEETS for column in sheet.columns}
    return [
        key
        for key in keys
        if key not in defaults
        and not any(re.fullmatch(pattern, key) for pattern in asked)
        and not any(re.fullmatch(pattern, key.rpartition(".")[0]) for pattern in tables)
    ]


def test_every_key_is_used() -> None:
    """By a call like ``policy.number(...)``, or as the default of a declared column."""
    files = [path for path in PACKAGE.rglob("*.py") if path.name not in ("policy.py", "formulas.py")]
    sources = [path.read_text("utf-8") for path in files]
    assert len(sources) > 30
    assert unused(KEYS, sources) == []


def test_a_dead_key_is_noticed() -> None:
    sources = [
        "policy.number('rules.proven_foundations')",
        "policy.group('uncertainty.spread')",
        "policy.number(f'ranking.{end}.{name}')",
        "print('integration.pair_days'); other.get('integration.write_days')",
    ]
    keys = ("rules.proven_foundations", "uncertainty.spread.low", "ranking.best.payback")
    assert unused(keys, sources) == []
    assert unused(("integration.pair_days", "integration.write_days", "ranking.weights"), sources) == [
        "integration.pair_days",
        "integration.write_days",
        "ranking.weights",
    ]
