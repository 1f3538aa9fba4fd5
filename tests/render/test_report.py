"""The full report: what its parts and chapters are, that each begins with its conclusion, and that nothing is lost."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.render import crews, firms
from tests.render.documents import Document
from tests.render.test_html import FIRMS, assessed
from toolkit.app.assessment import Assessment
from toolkit.model import Finding, Grade, Outcome, Severity
from toolkit.render.view import portfolio_page
from toolkit.render.view_people import decided, roles
from toolkit.render.view_reading import Reading
from toolkit.render.view_report_records import PortfolioPage
from toolkit.results import InputRow, InputSheet

PARTS = ("verdict", "candidates", "readiness", "standing", "fleet", "ownership", "open", "method", "every-finding")
ALWAYS = (
    "questions",
    "next",
    "question-1",
    "question-6",
    "phase",
    "stage",
    "blockers",
    "figures",
    "evidence",
    "origin",
)
FLEET = ("pace", "health", "verdicts", "returned", "projected", "flywheel", "traps", "mix")


def page_of(assessment: Assessment) -> PortfolioPage:
    return portfolio_page(assessment, {}, ())


def anchors(page: PortfolioPage) -> list[str]:
    return [one.anchor for part in page.parts for one in part.chapters]


@pytest.mark.parametrize("firm", FIRMS)
def test_parts_and_chapters_stand_in_their_order_and_are_numbered(firm: str) -> None:
    page = page_of(assessed(firm))
    assert tuple(part.anchor for part in page.parts) == PARTS
    assert [part.number for part in page.parts] == [*"12345678", "A"]
    assert set(ALWAYS) <= set(anchors(page))
    assert len(set(anchors(page))) == len(anchors(page))
    for part in page.parts:
        assert [one.number for one in part.chapters] == [f"{part.number}.{i + 1}" for i in range(len(part.chapters))]


@pytest.mark.parametrize("firm", FIRMS)
def test_every_part_and_chapter_begins_with_a_sentence(firm: str) -> None:
    for part in page_of(assessed(firm)).parts:
        assert re.fullmatch(r"[^a-z].*[.?!…]", part.says, re.DOTALL), part.anchor
        for one in part.chapters:
            assert re.fullmatch(r"[^a-z].*[.?!…]", one.part.says, re.DOTALL), (one.anchor, one.part.says)


@pytest.mark.parametrize("firm", FIRMS)
def test_the_contents_lead_to_every_part_and_chapter(firm: str) -> None:
    assessment = assessed(firm)
    found, page = Document(firms.report(assessment)), page_of(assessment)
    ids = {attributes["id"] for _, attributes in found.elements if "id" in attributes}
    hrefs = [attributes["href"] for attributes in found.all("a")]
    for anchor in (*PARTS, *anchors(page)):
        assert anchor in ids
        assert f"#{anchor}" in hrefs


def test_empty_parts_leave_no_hole() -> None:
    bare = anchors(page_of(assessed("empty")))
    absent = {"ranking", "scores", "ranges", "cases", "conflicts", "tiers", "people", "decisions", *FLEET}
    assert not absent & set(bare)
    assert "own-values" not in bare
    assert "assumed" not in bare


@pytest.mark.parametrize("name", ["prove", "compound"])
def test_the_examples_have_every_chapter_and_fit(name: str) -> None:
    assessment = crews.of(name)
    found = anchors(page_of(assessment))
    assert {*FLEET, "conflicts", "exceptions", "tiers", "decisions", "people", "cases", "passed-findings"} <= set(found)
    assert len(firms.report(assessment).encode()) < 400_000


def test_every_finding_stands_in_the_appendix_once() -> None:
    assessment = crews.of("compound")
    appendix = page_of(assessment).parts[-1]
    cells = [cell.text for one in appendix.chapters for table in one.part.tables for row in (*table.rows, *table.rest)
             for cell in row]  # fmt: skip
    text = " ".join(cells)
    for one in assessment.findings:
        said = " ".join(one.message.split())
        alike = sum(" ".join(other.message.split()) == said for other in assessment.findings)
        assert text.count(said) >= alike, one.message
    heads = " ".join(one.part.says for one in appendix.chapters)
    passed = sum(one.outcome is Outcome.PASS for one in assessment.findings)
    assert f"{passed} findings of " in heads


def test_an_open_finding_has_its_check_fix_owner_and_cells() -> None:
    assessment = crews.of("compound")
    one = next(
        found for found in assessment.findings if found.check == "risk.tier_approved" and found.outcome is Outcome.FAIL
    )
    said = page_of(assessment).told("open-findings")
    assert said is not None
    rows = [row for table in said.tables for row in (*table.rows, *table.rest) if row[0].text == one.message]
    assert len(rows) == 1
    first, second = rows[0]
    assert first.note == f"{one.fix} Owner: {one.owner}. risk.tier_approved, status, decides"
    assert (second.text.replace("\N{NO-BREAK SPACE}", " "), second.note) == (
        "✕ fail",
        "Agents!O4; People!B3; Workflows!BL5",
    )


def test_a_waived_finding_has_its_reason_owner_and_day() -> None:
    waived = Finding(
        "playbook.tried", "intake", Outcome.WAIVED, Severity.BLOCKER, "Nobody tried it.", grade=Grade.CLAIMED
    )
    row = {
        **{"kind": "waiver", "target": "playbook.tried", "reason": "On leave", "owner": "J. Park"},
        "expires_on": "2026-08-31",
    }
    assessment = assessed("firm")
    inputs = {**assessment.inputs, "Exceptions": InputSheet({}, (InputRow(2, row),))}
    altered = replace(assessment, findings=(*assessment.findings, waived), inputs=inputs)
    told = page_of(altered).told("waived-findings")
    assert told is not None
    note = told.tables[0].rows[0][0].note
    assert note.startswith("On leave (J. Park, until 31 August 2026). playbook.tried, intake")


def test_values_of_the_client_have_an_appendix() -> None:
    assessment = assessed("firm")
    first, *others = assessment.policy
    altered = replace(assessment, policy=(replace(first, overridden=True), *others))
    page = page_of(altered)
    assert page.parts[-1].anchor == "own-policy"
    assert page.parts[-1].says == "The client’s policy file replaces one value."
    assert dict(page.block)["Policy"].endswith("values, 1 of them the client’s own")
    told = page.told("own-values")
    assert told is not None
    assert told.says == f"Replaced: {first.key}."


def test_what_fails_outside_the_six_questions_is_said_where_no_question_fails() -> None:
    said = page_of(crews.of("compound")).told("questions")
    assert said is not None
    assert said.says.startswith("No question fails, but ")
    assert any(note.startswith("Outside the six questions two things fail: ") for note in said.notes)


def test_people_and_decisions_are_counted_on_the_day() -> None:
    reading = Reading(crews.of("compound"))
    people, decisions = roles(reading), decided(reading)
    assert people is not None
    assert decisions is not None
    assert people.says == "16 people hold 17 roles on 30 June 2026, and every role is filled."
    assert decisions.says == "14 decisions are written down, 12 of them for all agents, and six passed a try."
    lone = roles(Reading(assessed("firm")))
    assert lone is not None
    assert lone.says.startswith("One person holds one role on 30 June 2026; nobody is in office as process expert, ")
