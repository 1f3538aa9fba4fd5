"""What notebooks call: one way to an assessment, and views that show themselves as HTML and as text."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.render import firms
from toolkit.app.assessment import Assessment
from toolkit.app.display import POLICY_VARIABLE, WORKBOOK_VARIABLE, Shown, Views, open_assessment, show
from toolkit.app.pipeline import assess
from toolkit.app.workbooks import load_example, make_workbook
from toolkit.errors import ToolkitError, UnknownName
from toolkit.policy import load_policy
from toolkit.render import view_objects
from toolkit.render.view_objects_gate import finding
from toolkit.scoring.formulas import FORMULAS

VIEWS = [name for name in dir(Views) if isinstance(getattr(Views, name), property)]
FIRMS: dict[str, Callable[[], Assessment]] = {
    **{"example": lambda: assess(load_example("prove")), "firm": firms.firm, "empty": firms.empty},
    **{"ready": lambda: assess(load_example("ready")), "compound": lambda: assess(load_example("compound"))},
    **{"nobody": firms.nobody_ranked, "losing": firms.nobody_earns, "hostile": firms.hostile},
}


@cache
def assessment_of(firm: str) -> Assessment:
    return FIRMS[firm]()


def shown(assessment: Assessment) -> dict[str, Shown]:
    views = show(assessment)
    parts = {name: getattr(views, name) for name in VIEWS}
    parts |= {one.question_id: views.question(one.question_id) for one in assessment.readiness.questions}
    parts |= {f"case {one.workflow_id}": views.case(one.workflow_id) for one in assessment.workflows}
    parts |= {f"tornado {one.workflow_id}": views.tornado(one.workflow_id) for one in assessment.workflows}
    return {**parts, "tornado": views.tornado(), "trace": views.trace()}


@pytest.mark.parametrize("firm", FIRMS)
def test_every_view_says_a_sentence_and_has_both_forms(firm: str) -> None:
    for name, part in shown(assessment_of(firm)).items():
        assert part.says.endswith((".", "!", "?")), (name, part.says)
        text, html = repr(part), part._repr_html_()
        assert text.startswith(part.says), name
        assert 'class="toolkit"' in html
        assert "<script" not in html
        assert not any(char in text for char in "\x00\x07\x1b\u202e\u2066"), name
        assert " nan" not in text
        assert " None" not in text.replace("None is", "").replace("None of", ""), name


def records(found: object) -> Iterator[object]:
    if is_dataclass(found):
        yield found
        yield from (one for field in fields(found) for one in records(getattr(found, field.name)))
    elif isinstance(found, tuple | dict):
        yield from (one for inside in (found.values() if isinstance(found, dict) else found) for one in records(inside))


@pytest.mark.parametrize("firm", ["compound", "ready"])
def test_no_record_fills_a_screen(firm: str) -> None:
    longest = max(records(assessment_of(firm)), key=lambda one: len(repr(one)))
    assert len(repr(longest)) < 2_500, type(longest)
    first = assessment_of(firm).workflows[0]
    assert repr(first).startswith(f"WorkflowResult(workflow_id={first.workflow_id!r}, ")
    assert f"scores={len(first.scores)} × Score" in repr(first)


def test_policy_and_readiness_say_what_they_hold(tmp_path: Path) -> None:
    policy = tmp_path / "client.toml"
    policy.write_text("[readiness]\ndays_in_production = 90\n", encoding="utf-8")
    said = repr(load_policy(policy)).splitlines()
    assert said[0].endswith(" values, 1 of them of a client's file")
    assert said[1] == "  readiness.days_in_production = 90"
    said = repr(assessment_of("ready").readiness).splitlines()
    assert said[0] == "Readiness: ready, coverage 1.00"
    assert len(said) == 7
    assert said[1].startswith("  pass ")


def test_hostile_objects_are_escaped() -> None:
    assessment = assessment_of("hostile")
    first = assessment.candidates[0].workflow_id
    parts = [view_objects.assessment(assessment), view_objects.trace(assessment.trace(first, "npv"), FORMULAS)]
    parts += [finding(one) for one in assessment.findings]
    html = "".join(Shown(part)._repr_html_() for part in parts) + str(assessment.ranking._repr_html_())
    assert "&lt;script&gt;" in html
    assert "<script" not in html
    assert "<img" not in html
    assert "\u202e" not in html


def test_hostile_text_is_escaped() -> None:
    html = "".join(part._repr_html_() for part in shown(assessment_of("hostile")).values())
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<img" not in html
    assert "onerror=alert(1)&gt;" in html
    assert html.count("<style>") == len(shown(assessment_of("hostile"))), "one style element each, the toolkit's own"


def test_verdict_and_blockers_say_what_the_assessment_says() -> None:
    assessment = assessment_of("example")
    views = show(assessment)
    html = views.questions._repr_html_()
    for question in assessment.readiness.questions:
        assert question.title in html
    assert html.count('class="answer ') == 6
    assert "unknown" in html
    assert "○" in html, "a shape beside the colour"
    open_ones = [one for one in assessment.findings if one.question and one.outcome in ("fail", "unknown")]
    text = views.blockers._repr_html_()
    assert all(one.message in text and one.owner in text for one in open_ones)
    in_order = sorted(open_ones, key=lambda one: one.effort_days or 0)
    places = [text.index(one.message) for one in in_order if one.effort_days != in_order[0].effort_days]
    assert min(places) > text.index(in_order[0].message), "least effort first"


PICTURES = {"ranges": "ranges", "certainty": "shares", "cash": "cash-band", "together": "ranges"}


@pytest.mark.parametrize("firm", ["example", "ready", "compound"])
def test_pictures_have_their_figures_beside_them_in_both_forms(firm: str) -> None:
    views = show(assessment_of(firm))
    shows = {**{name: getattr(views, name) for name in PICTURES}, "tornado": views.tornado()}
    for name, part in shows.items():
        html, text = part._repr_html_(), repr(part)
        drawn = html.count(f'<svg class="chart {PICTURES.get(name, name)}" role="img" aria-label="')
        assert drawn == (3 if name in ("cash", "tornado") else 1)
        assert html.count("<summary>The chart’s figures</summary>") == drawn
        assert text.count("\n\n") >= drawn
    assert views.tornado("invoicing")._repr_html_().count("<svg") == 1
    assert "NPV, the CFO’s case" in repr(views.cfo)
    assert "automate" in repr(views.alternatives)


def test_a_workbook_without_workflows_has_no_pictures() -> None:
    views = show(assessment_of("empty"))
    shows = [getattr(views, name) for name in (*PICTURES, "measure", "cfo", "alternatives", "second_project")]
    for part in (*shows, views.tornado()):
        assert "<svg" not in part._repr_html_()
        assert "<table" not in part._repr_html_()
        assert "\n" not in repr(part), "its sentence alone"


def test_trace_is_nested_details() -> None:
    views = show(assessment_of("example"))
    html = views.trace("invoicing", "npv")._repr_html_()
    assert html.count("<details") > 5
    assert "<details open>" in html
    assert "Workflows!" in html
    assert views.trace().says.startswith("Net present value")


def test_names_that_do_not_exist() -> None:
    views = show(assessment_of("example"))
    with pytest.raises(UnknownName, match='did you mean "production"'):
        views.question("prodction")
    with pytest.raises(UnknownName, match='did you mean "invoicing"'):
        views.case("invoicin")
    with pytest.raises(UnknownName):
        views.trace("invoicing", "nvp")
    with pytest.raises(UnknownName, match='did you mean "invoicing"'):
        views.tornado("invoicin")
    assert "questions" in repr(views)


def test_opens_the_assessment_named(tmp_path: Path) -> None:
    assessment = assessment_of("firm")
    file = tmp_path / "assessment.json"
    file.write_text(assessment.to_json(), encoding="utf-8")
    assert open_assessment(str(file), "not-looked-at.xlsx") == assessment


def test_opens_the_workbook_named_then_the_one_of_the_lab_then_the_example(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(WORKBOOK_VARIABLE, raising=False)
    monkeypatch.delenv(POLICY_VARIABLE, raising=False)
    for name, state in (("one.xlsx", "prove"), ("two.xlsx", "compound")):
        make_workbook(tmp_path / name, state)
    policy = tmp_path / "client.toml"
    policy.write_text("[readiness]\ndays_in_production = 90\n", encoding="utf-8")
    example = open_assessment()
    assert example.origin.workbook == "prove.xlsx"
    monkeypatch.setenv(WORKBOOK_VARIABLE, str(tmp_path / "two.xlsx"))
    monkeypatch.setenv(POLICY_VARIABLE, str(policy))
    assert open_assessment().origin.workbook == "two.xlsx"
    opened = open_assessment(workbook=str(tmp_path / "one.xlsx"))
    assert opened.origin.workbook == "one.xlsx"
    assert [one.key for one in opened.policy if one.overridden] == ["readiness.days_in_production"]


@pytest.mark.parametrize("content", [None, "{}", "not json"])
def test_an_assessment_that_cannot_be_read_says_so(content: str | None, tmp_path: Path) -> None:
    file = tmp_path / "assessment.json"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    with pytest.raises(ToolkitError):
        open_assessment(str(file))


def test_reading_an_assessment_loads_no_pandas(tmp_path: Path) -> None:
    file = tmp_path / "assessment.json"
    file.write_text(assessment_of("empty").to_json(), encoding="utf-8")
    code = (
        "import sys; from toolkit.app.display import open_assessment, show; "
        f"show(open_assessment({str(file)!r})).questions._repr_html_(); print('pandas' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert json.loads(done.stdout.lower()) is False
