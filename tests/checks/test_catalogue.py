"""Catalogue and code agree both ways, and what the catalogue names exists: columns, policy keys, fixtures."""

from __future__ import annotations

import ast
import inspect
import re
from collections import defaultdict
from importlib import import_module
from pathlib import Path

import pytest

import toolkit.checks
from tests.checks.cases import CASES, NEVER
from toolkit.checks.answers import Answer
from toolkit.checks.catalogue import catalogue, check_pages, questions
from toolkit.checks.engine import function_of
from toolkit.checks.facts import RECORDED_BY, Facts
from toolkit.model import Check, Severity
from toolkit.policy import load_policy
from toolkit.sheets import SHEETS

FOLDER = Path(toolkit.checks.__file__).parent
COLUMNS = {f"{sheet.name}.{column.name}" for sheet in SHEETS for column in sheet.columns}
ANSWERS = {"Answer", "Answers", "dict[str, Answer]"}
FACTS = {name for name in dir(Facts) if not name.startswith("_")} | set(Facts.__annotations__)


def functions() -> set[str]:
    """Every public function of the package that takes facts alone and answers: a check, by its id."""
    found = set()
    for path in FOLDER.glob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.returns:
                takes = {argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)}
                if ast.unparse(node.returns) in ANSWERS and takes <= FACTS and not node.args.vararg:
                    found.add(f"{path.stem}.{node.name}")
    return found


def by_id(check: Check) -> str:
    return check.id


def test_catalogue_and_code_agree_both_ways() -> None:
    found, listed = functions(), {check.id for check in catalogue()}
    assert len(found) >= 15
    assert len(listed) == len(catalogue()) >= 15
    assert found == listed


@pytest.mark.parametrize("check", catalogue(), ids=by_id)
def test_a_check_asks_for_facts_that_exist(check: Check) -> None:
    assert set(inspect.signature(function_of(check)).parameters) <= FACTS
    assert inspect.getdoc(function_of(check))


@pytest.mark.parametrize("check", catalogue(), ids=by_id)
def test_what_a_check_names_exists(check: Check) -> None:
    assert check.columns
    assert set(check.columns) <= COLUMNS
    assert len(set(check.columns)) == len(check.columns)
    policy = load_policy()
    assert all(policy.entry(key).unit and policy.entry(key).source for key in check.policy)
    ids = [one.id for one in catalogue()]
    assert all(ids.index(other) < ids.index(check.id) for other in check.after)


@pytest.mark.parametrize("check", catalogue(), ids=by_id)
def test_the_policy_keys_a_check_names_are_those_its_module_reads(check: Check) -> None:
    module = import_module(f"toolkit.checks.{check.id.partition('.')[0]}")
    read = set(re.findall(r'policy\.\w+\("([\w. ]+)"\)', inspect.getsource(module)))
    # Facts reads the days for the weeks, and how many cells stand behind an answer about claims
    assert set(check.policy) <= read | {"readiness.days_in_production", "routing.witnesses"}
    listed = {
        key for one in catalogue() if one.id.partition(".")[0] == check.id.partition(".")[0] for key in one.policy
    }
    assert read <= listed


@pytest.mark.parametrize("check", catalogue(), ids=by_id)
def test_texts_are_sentences(check: Check) -> None:
    assert re.fullmatch(r"[A-Z“].+\?", check.asks)
    for text in (check.why, check.fix):
        assert re.fullmatch(r"[A-Z“].+\.", text), text
    assert check.source
    assert check.effort_days >= 0
    assert len(check.asks) <= 120


def test_the_six_questions_have_blockers() -> None:
    assert len(questions()) == 6
    for name, text in questions().items():
        assert text.endswith("?")
        blockers = [one for one in catalogue() if one.question == name and one.severity is Severity.BLOCKER]
        assert blockers, name


def test_every_check_has_fixtures_for_pass_fail_and_unknown() -> None:
    had = defaultdict(set)
    for case in CASES:
        had[case.check].add(case.outcome)
    assert set(had) == {check.id for check in catalogue()}
    gaps = {name: {"pass", "fail", "unknown"} - seen - {NEVER.get(name)} for name, seen in had.items()}
    assert not {name: gap for name, gap in gaps.items() if gap}
    assert not {name for name, never in NEVER.items() if never in had[name]}


def test_what_records_a_row_exists() -> None:
    assert {f"{sheet}.{name}" for sheet, groups in RECORDED_BY.items() for group in groups for name in group} <= COLUMNS


def test_the_page_of_checks_is_up_to_date() -> None:
    page = (FOLDER.parents[1] / "docs" / "checks.md").read_text(encoding="utf-8")
    assert page == check_pages(), "run: uv run python -m toolkit.checks.catalogue > docs/checks.md"
    assert all(f"`{check.id}`" in page for check in catalogue())


def test_an_answer_without_evidence_has_no_grade() -> None:
    from toolkit.model import Outcome

    assert Answer(Outcome.PASS, "Yes.").grade is None
