"""The ownership map: its sentences, its two forms from one record, hostile text, size, the picture's rows."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import mistune
import pytest
from syrupy.assertion import SnapshotAssertion

from tests.checks.routing.claims import agent, claim, hands, output, reads, trigger, writes
from tests.render.documents import Document
from tests.render.fleets_of import BOTH, FLEETS, INV, PAY, WRITTEN, fleet, named
from tests.render.test_markdown import PLUGINS, tokens
from toolkit.app.assessment import Assessment
from toolkit.render.charts_matrix import MOST_COLUMNS, MatrixChart
from toolkit.render.html import render_ownership, render_ownership_text
from toolkit.render.view_claims import Claims
from toolkit.render.view_matrix import ROWS_EACH, ROWS_SHARED, picture
from toolkit.render.view_ownership import ownership_page
from toolkit.render.view_ownership_words import conclusion, review_says, verdict_mark, writing_says
from toolkit.render.view_reading import Reading
from toolkit.render.view_routing import conflict_row, in_writing

INBOX = "inbox:ap"
FILES = ("index.html", "ownership-map.md", "summary.xlsx")
THIRD = agent("zeta", name="Zeta", exception_owner="A. Novak", exception_sla=8, exception_priority=3)


def claims_of(assessment: Assessment) -> Claims:
    return Claims(Reading(assessment))


def both(one: str, other: str = "", **cells: Any) -> list[dict[str, Any]]:
    return [
        trigger("pay", one, channel=INBOX, **{**WRITTEN, **cells}),
        trigger("inv", other, channel=INBOX, **WRITTEN),
    ]


NOBODY_DESK: list[dict[str, Any]] = [
    {**PAY, "exception_priority": None},
    {**INV, "exception_priority": None},
]
CONCLUSIONS: dict[str, tuple[list[dict[str, Any]], list[dict[str, Any]], str, str]] = {
    "nobody": ([], [], "none", "No agent is at work yet: there is nothing to own."),
    "one, nothing": (
        [],
        [PAY],
        "unknown",
        "Payments agent is at work and nothing is written down about what it owns: whether it collides with anything "
        "is not known.",
    ),
    "two, nothing": (
        [],
        BOTH,
        "unknown",
        "Two agents are at work and nobody wrote down what they own: whether they collide is not known.",
    ),
    "one": (
        [trigger("pay", "a", **WRITTEN)],
        [PAY],
        "pass",
        "Payments agent owns one resource; with a single agent at work, no two can collide.",
    ),
    "one without a trigger": (
        [writes("pay", "erp.a.b", **WRITTEN)],
        [PAY],
        "unknown",
        "Payments agent owns one resource, and no conflict is found, but what starts Payments agent is not written "
        "down.",
    ),
    "one of two says nothing": (
        [trigger("pay", "a", **WRITTEN)],
        [PAY, {**INV, "status": "build"}],
        "unknown",
        "Two agents own one resource, and no conflict is found, but nothing is written down about what Supplier "
        "invoices owns.",
    ),
    "apart": (
        both("a", "b", excludes_any=("b",)),
        BOTH,
        "pass",
        "Two agents own one resource, and no two of them collide.",
    ),
    "trigger": (
        both("invoice", "payment"),
        BOTH,
        "fail",
        "Two agents own one resource; one message would start both: “payment invoice”.",
    ),
    "trigger of three": (
        [*both("a", "b"), trigger("zeta", "c", channel=INBOX)],
        [*BOTH, THIRD],
        "fail",
        "Three agents own one resource; one message would start Supplier invoices and Payments agent: “b a”, and three "
        "agents share inbox:ap.",
    ),
    "field": (
        [*both("a", "b", excludes_any=("b",)), writes("pay", "erp.a.b"), writes("inv", "erp.a.b ")],
        BOTH,
        "fail",
        "Two agents own two resources; Supplier invoices and Payments agent both write erp.a.b.",
    ),
    "output": (
        [*both("a", "b", excludes_any=("b",)), output("pay", "mail:x"), output("inv", "mail:x")],
        BOTH,
        "fail",
        "Two agents own two resources; Supplier invoices and Payments agent both write to mail:x.",
    ),
    "exception": (
        both("a", "b", excludes_any=("b",)),
        NOBODY_DESK,
        "fail",
        "Two agents own one resource; A. Novak gets the exceptions of Supplier invoices and Payments agent in no "
        "order.",
    ),
    "handoff": (
        [*both("a", "b", excludes_any=("b",)), hands("pay", "inv"), hands("inv", "pay")],
        BOTH,
        "fail",
        "Two agents own one resource; work can go round for ever: Supplier invoices → Payments agent → Supplier "
        "invoices.",
    ),
    "several": (
        [*both("a", "b"), output("pay", "mail:x"), output("inv", "mail:x")],
        BOTH,
        "fail",
        "Two agents own two resources; two conflicts are open. One message would start both: “b a”.",
    ),
    "warning": (
        [*both("a", "b", excludes_any=("b",)), writes("pay", "erp.a.b"), writes("inv", "erp.a.c")],
        BOTH,
        "pass",
        "Two agents own three resources, and no two of them collide; one warning is worth a look.",
    ),
    "not known": (
        [*both("a", "b", excludes_any=("b",)), writes("pay", "erp.a.b"), claim("inv", "field", "erp.a.b")],
        BOTH,
        "unknown",
        "Two agents own two resources, and no conflict is found, but one pair of claims cannot be told apart.",
    ),
}


@pytest.mark.parametrize("name", CONCLUSIONS)
def test_the_conclusion(name: str) -> None:
    claims, agents, mark, says = CONCLUSIONS[name]
    found = claims_of(fleet(claims, agents))
    assert conclusion(found) == says
    assert verdict_mark(found).kind == mark


def test_reading_is_not_owning_and_owning_twice_is_once() -> None:
    rows = [
        trigger("pay", "a", **WRITTEN),
        trigger("pay", "b"),
        reads("pay", "erp.a.b"),
        output("pay", "x", access="read"),
    ]
    assert claims_of(fleet(rows, [PAY])).owned == 1


def test_writing_and_reviews() -> None:
    def says(claims: list[dict[str, Any]], **sheets: list[dict[str, Any]]) -> tuple[str, str]:
        found = claims_of(fleet(claims, BOTH, **sheets))
        return writing_says(found), review_says(found)

    never = "No review of the map is recorded; one is due now."
    assert says([]) == ("No claim of an agent at work stands on the sheet Ownership.", never)
    assert says([trigger("pay")])[0] == "No claim is in writing: one claim is only verbal."
    assert says([trigger("pay", **WRITTEN)])[0] == "The one claim is in writing."
    assert says(both("a", "b"))[0] == "All two claims are in writing."
    assert says([*both("a", "b"), writes("pay", "erp.a.b")])[0] == "One of three claims is only verbal."
    review = {"kind": "review", "subject": "ownership map", "owner": "S. Iyer", "text": "clean"}
    for day, then in (("2026-05-06", "the next one is due on 6 August 2026"), ("2025-05-06", "it has been due since")):
        assert then in says([], Governance=[{**review, "date": day}])[1]


def test_the_first_agent_needed_no_review_and_the_next_one_did() -> None:
    crew = [{**PAY, "production_since": "2026-01-05"}, {**INV, "production_since": "2026-03-02"}]
    (*_, reviews) = in_writing(claims_of(fleet(both("a"), crew))).tables
    assert [(row[0].text, row[2].text, row[2].note, row[2].is_missing) for row in (*reviews.rows, *reviews.rest)] == [
        ("Payments agent", "not needed", "the first agent", False),
        ("Supplier invoices", "none", "", True),
    ]


@pytest.mark.parametrize(
    ("terms", "proof"),
    [((), INBOX), (("a", "b"), "“b a”")],
)
def test_a_schedule_is_proved_by_a_message_or_by_its_clock(terms: tuple[str, ...], proof: str) -> None:
    found = fleet(both(*terms or ("", ""), timing="schedule"), BOTH).routing.collisions
    assert [conflict_row(one)[1].text for one in found] == [proof]
    assert "at least one of them on schedule" in conflict_row(found[0])[0].note


def test_marks_stand_at_the_claims_that_collide_and_nowhere_else() -> None:
    claims = claims_of(named("everything"))
    marked = {(claim.agent, claim.kind, claim.resource) for claim in claims.all if claims.found(claim)}
    inbox = "inbox:ap@northwind.example"
    assert marked == {
        *((one, "trigger", inbox) for one in ("pay", "inv")),
        *((one, "field", "erp.invoice.status") for one in ("pay", "inv")),
        *((one, "output", "mail:remittance") for one in ("pay", "inv")),
        *(("pay", "handoff", "inv"), ("inv", "handoff", "pay")),
    }
    # Each cell that a collision names is the cell of a claim that is marked.
    cells = {cell.place for one in claims.routing.collisions for cell in one.evidence if cell.sheet == "Ownership"}
    assert cells == {claim.place for claim in claims.all if claims.found(claim)}


def test_agents_beyond_the_witnesses_are_marked_too() -> None:
    claims = claims_of(named("many"))
    (shared,) = [one for one in claims.routing.collisions if one.resource == "inbox:shared"]
    assert len(shared.evidence) < len(shared.agents) == 200
    on_it = [claim for claim in claims.all if claim.key == "inbox:shared"]
    assert len(on_it) == 200
    assert all(shared in claims.found(claim) for claim in on_it)


def test_a_wildcard_beyond_the_cells_shown_is_marked() -> None:
    assessment = fleet([writes("pay", "crm.*"), writes("inv", "CRM.contact.email")], BOTH)
    (one,) = assessment.routing.collisions
    routing = replace(assessment.routing, collisions=(replace(one, evidence=()),))
    found = claims_of(replace(assessment, routing=routing))
    assert [bool(found.found(claim)) for claim in found.all] == [True, True]


def chart_of(assessment: Assessment) -> MatrixChart:
    section = picture(claims_of(assessment))
    assert section is not None
    (found,) = section.pictures
    assert isinstance(found.chart, MatrixChart)
    assert len(found.table.rows) + len(found.table.rest) == len(found.chart.rows)
    return found.chart


def one_by_one(resources: int, agents: int) -> Assessment:
    names = [agent(f"a{i:02}", name=f"Agent {i}") for i in range(agents)]
    rows = [writes(f"a{i % agents:02}", f"s.o{i}.f", **WRITTEN) for i in range(resources)]
    return fleet([*rows, *(trigger(f"a{i:02}", channel=f"c{i}") for i in range(agents))], names)


def test_few_are_shown_one_by_one() -> None:
    chart = chart_of(one_by_one(ROWS_EACH - 5, 5))
    assert len(chart.rows) == ROWS_EACH
    assert len(chart.heads) == 5
    assert chart.title == "No resource has two owners without a rule"


def test_fields_of_a_record_stand_together_where_there_are_many() -> None:
    rows = [writes("pay", f"crm.contact.f{i}", **WRITTEN) for i in range(40)]
    chart = chart_of(fleet([*rows, trigger("pay", "a", **WRITTEN)], [PAY]))
    assert [row.name.text for row in chart.rows] == ["inbox:ap@northwind.example", "crm.contact: 40 fields"]


def test_many_show_what_several_claim_and_say_what_is_left_out() -> None:
    section = picture(claims_of(named("many")))
    chart = chart_of(named("many"))
    assert section is not None
    assert len(chart.rows) == ROWS_SHARED
    assert chart.heads == ()
    assert chart.rows[0].name.text == "inbox:shared"
    assert chart.rows[0].marks[-1].text.startswith("+")
    assert re.search(r"Left out are [\d,]+ resources that one agent alone claims and \d+ others", section.says)
    assert "in Excel" in section.says
    assert all(row.word.text for row in chart.rows), "what is in conflict comes first"


def test_many_without_anything_shared_have_no_picture() -> None:
    section = picture(claims_of(one_by_one(60, MOST_COLUMNS + 3)))
    assert section is not None
    assert section.pictures == ()
    assert section.says.startswith("No two agents claim the same. Left out are 75 resources")


def test_states_have_a_shape_and_a_word() -> None:
    chart = chart_of(named("everything"))
    words = {row.name.text: row.word.text.replace("\N{NO-BREAK SPACE}", " ") for row in chart.rows}
    assert words["inbox:ap@northwind.example"] == "✕ conflict"
    assert words["channel:x"] == "apart"
    assert words["erp:journal"] == "settled"
    assert words["inbox:refunds@northwind.example"] == ""
    assert "conflict" in chart.alternative
    assert chart.title == "Five of 12 resources are in conflict"


def test_the_page_leads_to_what_lies_beside_it() -> None:
    html = render_ownership(named("compound"), links=FILES)
    links = [attributes["href"] for attributes in Document(html).all("a")]
    assert {link for link in links if not link.startswith("#")} == set(FILES)
    assert render_ownership(named("compound"), links=FILES) == html


@pytest.mark.parametrize("name", FLEETS)
def test_both_forms_say_the_same(name: str) -> None:
    """Every sentence of the record is in the page and, unescaped, in the text; headings and tables are ours alone."""
    page = ownership_page(named(name), ())
    text = render_ownership_text(named(name))
    parse = mistune.create_markdown(renderer="ast", plugins=PLUGINS)
    found = list(tokens(parse(text)))
    kinds = [one["type"] for one in found]
    chapters = (*page.first, *page.then)
    entries = [one for one in (page.owners, page.planned) if one.agents or one.says]
    tables = sum(len(one.section.tables) + len(one.section.pictures) for one in chapters)
    assert kinds.count("heading") == 1 + len(chapters) + len(entries) + sum(len(one.agents) for one in entries)
    assert kinds.count("table") == 1 + tables
    assert not {"link", "image", "block_html", "inline_html", "block_code", "block_quote", "thematic_break"} & set(
        kinds
    )
    assert not {"emphasis", "footnote_ref", "strikethrough", "inline_math"} & set(kinds)
    html = Document(render_ownership(named(name))).text
    assert page.conclusion in html
    for chapter in chapters:
        assert chapter.title in html
        assert f"## {chapter.title}\n" in text
    for entry in entries:
        cells = [item.place for one in entry.agents for each in one.owns for item in each.items]
        assert all(cell in html for cell in cells)
        assert all(f"({cell})" in text for cell in cells)
    assert "\n\n\n" not in text


def test_ideas_stand_apart_and_name_who_is_there_already() -> None:
    page = ownership_page(named("everything"), ())
    assert [one.name for one in page.planned.agents] == ["Reminders"]
    assert "Reminders" not in [one.name for one in page.owners.agents]
    (owning,) = page.planned.agents[0].owns
    assert owning.items[0].note == "claimed by Supplier invoices and Payments agent already"


def test_a_very_large_registry_leaves_the_rest_to_excel() -> None:
    page = ownership_page(one_by_one(3000, 300), ())
    assert 0 < len(page.owners.agents) < 300
    assert page.owners.more == f"and {300 - len(page.owners.agents)} more agents in Excel, on the sheet Ownership"


def test_the_text_of_two_agents_in_each_others_way(snapshot: SnapshotAssertion) -> None:
    assert render_ownership_text(named("everything")) == snapshot


def test_the_entry_of_an_agent(snapshot: SnapshotAssertion) -> None:
    html = render_ownership(named("everything"))
    start = html.index('<article class="agent">')
    assert html[start : html.index("</article>", start)] == snapshot
