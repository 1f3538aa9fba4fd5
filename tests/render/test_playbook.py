"""Playbooks: what they say of a workflow in each state, what is blank, and names of files."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.portfolios import portfolio, workflow
from tests.render.playbooks_of import named, page_of, part_of, text_of
from toolkit.app.pipeline import assess
from toolkit.render.view_playbook import PLANS_SHOWN, RESERVED, SLUG_LENGTH, file_names, in_report
from toolkit.render.view_playbook_list import playbook_list
from toolkit.render.view_playbook_past import Compared, difference
from toolkit.render.view_playbook_sources import Sources

PLAN = (
    *("selection", "criteria", "process", "systems", "claims", "exceptions", "tier", "platform", "people"),
    *("measures", "gate", "weeks", "retirement"),
)
RUNNING = (
    *("estimate", "standing", "lessons", "criteria", "claims", "exceptions", "tier", "systems", "process", "people"),
    "retirement",
)
BUILT = (*RUNNING[:4], "gate", *RUNNING[4:])


@pytest.mark.parametrize(
    ("workflow_id", "kind", "anchors"),
    [
        ("bare", "plan", PLAN),
        ("blank", "plan", PLAN),
        ("planned", "plan", PLAN),
        ("built", "record", BUILT),
        ("tried", "record", BUILT),
        ("runs", "record", RUNNING),
        ("gone", "record", ("retired", "estimate", "lessons", "criteria", "systems", "process", "people")),
    ],
)
def test_sections_by_state(workflow_id: str, kind: str, anchors: tuple[str, ...]) -> None:
    page = page_of("states", workflow_id)
    assert page.kind == kind
    assert tuple(part.anchor for part in page.parts) == anchors
    for part in page.parts:
        assert part.says.endswith((".", "?")), part
        assert part.says[0].isupper(), part


@pytest.mark.parametrize(
    ("workflow_id", "says"),
    [
        ("blank", "Blank is no candidate yet:"),
        ("built", "Builder is in build; this is what is known so far."),
        ("runs", "Runner is in production. Fix: a collision"),
        ("gone", "Gone is retired; this is what it returned, and what it taught."),
        ("twice", "Second is in production."),
    ],
)
def test_conclusions(workflow_id: str, says: str) -> None:
    assert page_of("states", workflow_id).conclusion.startswith(says)


def test_two_agents_of_one_workflow_are_told_one_after_the_other() -> None:
    parts = page_of("states", "twice").parts
    assert [part.title for part in parts[:4]] == [
        *("Estimate against result: Second", "How it does today: Second"),
        *("Why it was retired, and what it left: First", "Estimate against result: First"),
    ]
    assert parts[0].notes[0] == "Two agents work on it: Second and First."
    assert len({part.anchor for part in parts}) == len(parts)


def test_a_plan_of_the_example_is_filled_from_its_cells() -> None:
    assert part_of("prove", "invoicing", "selection").says == (
        "Invoicing ranks number three of four candidates, with 55.9 of 100 points: most from data readiness, "
        "most lost on value."
    )
    process = part_of("prove", "invoicing", "process")
    assert process.says.startswith("Today 900 items a month take 14 minutes each in Finance (Workflows!F7, I7).")
    assert "automation rate 60\xa0% (Workflows!L7)" in process.notes[0]
    assert [blank.who for blank in process.blanks] == ["L. Chen", "L. Chen"]
    claims = part_of("prove", "proposal_writing", "claims")
    assert "claimed by Client intake already" in text_of(claims)
    platform = part_of("prove", "invoicing", "platform")
    assert platform.says.endswith("missing: a connector for Accounting and data access.")
    assert part_of("prove", "invoicing", "exceptions").says == "Nobody is named to whom exceptions go (Agents!Q6)."
    tier = part_of("prove", "invoicing", "tier").says
    assert tier == "Its tier is high, the highest of its three risks: it needs the approval of an executive."


def test_every_assumed_figure_is_marked() -> None:
    figures = part_of("prove", "knowledge_management", "selection").tables[-1]
    marked = {row[0].text for row in figures.rows if row[1].is_assumed}
    known = {one.name: one for one in named("prove").workflow("knowledge_management").inputs}
    assert "Ramp months" in marked
    assert known["ramp_months"].is_assumed
    assert "Volume per month" not in marked


def test_rules_quote_the_policy_under_which_it_was_made() -> None:
    found = named("prove")
    said = text_of(part_of("prove", "invoicing", "retirement"))
    assert "at most 35 %" in said
    assert "at least 12 weeks" in said
    strict = tuple(
        replace(one, value={"retirement.automation_at_most": 0.5, "health.least_approvals": 77}.get(one.key, one.value))
        for one in found.policy
    )
    from toolkit.render.view_playbook import playbook_page

    page = playbook_page(Sources(replace(found, policy=strict)), "invoicing", ())
    parts = {part.anchor: text_of(part) for part in page.parts}
    assert "at most 50 %" in parts["retirement"]
    assert "at least 77 approvals" in parts["weeks"]


def test_a_record_sets_estimates_beside_results() -> None:
    estimate = part_of("compound", "client_intake", "estimate")
    rows = {row[0].text: [cell.text for cell in row[1:4]] for row in estimate.tables[0].rows}
    assert rows["Build with integration"] == ["42,960", "44,000", "2.4\xa0% above the estimate"]
    assert rows["Finished without hand-back"] == ["72\xa0%", "78.1\xa0%", "6.1 points above the estimate"]
    unknown = part_of("states", "built", "estimate")
    assert unknown.says.startswith("What came of the estimates is not known yet")
    assert unknown.notes[0].startswith("Not known: build with integration, weeks to build")


@pytest.mark.parametrize(
    ("kind", "before", "after", "says"),
    [
        ("money", 100.0, 100.04, "as estimated"),
        ("money", 100.0, 75.0, "25\xa0% below the estimate"),
        ("money", 100.0, 350.0, "3.5 times the estimate"),
        ("money", 0.0, 5.0, "nothing was estimated"),
        ("weeks", 0.0, 0.0, "as estimated"),
        ("share", 0.5, 0.5004, "as estimated"),
        ("share", 0.5, 0.4, "10.0 points below the estimate"),
        ("share", None, 0.4, ""),
        ("money", 3.0, None, ""),
    ],
)
def test_differences_in_words(kind: str, before: float | None, after: float | None, says: str) -> None:
    assert difference(Compared("x", kind, before, after, "")) == says


def test_what_people_wrote_stands_there_and_leaves_no_blank() -> None:
    lessons = part_of("states", "runs", "lessons")
    assert [one.text for one in lessons.written] == ["It | broke on Monday"]
    assert [blank.what for blank in lessons.blanks] == [
        "what nobody expected, good or bad",
        "what the next build should do from its first day",
    ]
    assert lessons.says == "Of three lessons, one is written down."
    people = part_of("states", "runs", "people")
    assert [one.text for one in people.written] == ["Everybody was told"], "about may be typed in capitals"
    process = part_of("states", "runs", "process")
    assert [one.title for one in process.written] == ["Process redesign, for all agents"]
    assert process.blanks, "a text for all agents says nothing of this process"


def test_an_agent_in_build_is_judged_by_its_findings_and_an_idea_by_its_blank_cells() -> None:
    built, planned = text_of(part_of("states", "built", "gate")), text_of(part_of("states", "planned", "gate"))
    assert "✕ fail" in built, "its trigger is another one's"
    assert "✕ fail" not in planned.partition("The running agents")[0]
    assert "Asked once it is in build" in planned
    assert "Runner" in text_of(part_of("states", "bare", "gate")), "the running agents must be stable first"
    assert "no agent is planned" in text_of(part_of("states", "bare", "gate")).lower()


def test_what_a_retired_agent_left_needs_an_owner() -> None:
    retired = part_of("states", "gone", "retired")
    assert retired.says == "It was retired on 31 March 2026 (Agents!K6)."
    assert "erp.invoice.status" in text_of(retired)
    assert retired.blanks[0].who == "M. Ortiz"


@settings(deadline=None, derandomize=True)
@given(st.lists(st.text(max_size=90), unique=True, max_size=12))
def test_file_names_are_safe_and_differ(ids: list[str]) -> None:
    names = file_names(ids)
    assert list(names) == sorted(ids)
    assert len(set(names.values())) == len(ids)
    for name in names.values():
        assert name
        assert len(name) <= SLUG_LENGTH
        assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
        assert name not in RESERVED
    assert file_names(reversed(ids)) == names


def test_long_and_like_ids_get_numbers() -> None:
    ids = ["a" * 80, "a" * 70, "a!", "a?", "a-2", "CON", "index"]
    assert file_names(ids) == {
        **{"a" * 70: "a" * 60, "a" * 80: "a" * 58 + "-2", "a!": "a", "a-2": "a-2", "a?": "a-3"},
        **{"CON": "workflow-con", "index": "workflow-index"},
    }


def test_a_report_holds_the_first_candidates_and_all_that_have_agents() -> None:
    agents = [
        {"agent_id": "x", "workflow": "w59", "status": "pilot"},
        {"agent_id": "i", "workflow": "w0", "status": "idea"},
    ]
    many = assess(portfolio(Workflows=[workflow(f"w{i}") for i in range(60)], Agents=agents))
    shown = in_report(many)
    assert len(shown) == PLANS_SHOWN + 1
    assert shown[-1] == "w59"
    listed = playbook_list(Sources(many), shown, ())
    assert listed.conclusion == "50 plans of what to do and one record of what happened."
    assert (
        listed.more == "Nine further workflows have their playbooks made by: toolkit playbook FILE.xlsx --workflow ID"
    )
    assert [len(group.entries) for group in listed.groups] == [50, 1]
