"""The health review: its sentences, its decisions, its two forms from one record, hostile text, measured value."""

from __future__ import annotations

from dataclasses import replace

import mistune
import pytest
from syrupy.assertion import SnapshotAssertion

from tests.render.altered import said
from tests.render.documents import Document
from tests.render.reviewed import FLEETS, named
from tests.render.test_markdown import PLUGINS, tokens
from toolkit.app.assessment import Assessment
from toolkit.render.html import render_health_review, render_health_review_text
from toolkit.render.view_decisions import decisions
from toolkit.render.view_fleet_value import agent_years, measured_value, projection_says
from toolkit.render.view_health import AGENTS_SHOWN, conclusion, health_page
from toolkit.render.view_health_words import MEASURES, trend_says, written
from toolkit.render.view_reading import Reading
from toolkit.results import Measure, Trend

FILES = ("index.html", "health-review.md", "summary.xlsx")


def judged(*words: str) -> Reading:
    """A fleet with these verdicts."""
    found = named("many")
    health = tuple(replace(found.health[i], name=f"Agent {i}") for i in range(len(words)))
    verdicts = tuple(
        replace(one, verdict=word, merge_with="a59" if word == "merge" else "")
        for one, word in zip(found.verdicts, words, strict=False)
    )
    return Reading(replace(found, health=health, verdicts=verdicts, retire=()))


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "No agent is in production, so there is no health to review."),
        (("keep",), "The one agent in production, Agent 0, is to be kept."),
        (("retire",), "The one agent in production, Agent 0, is to be retired."),
        (("fix",), "The one agent in production, Agent 0, is to be mended."),
        (("not_known",), "Of the one agent in production, Agent 0, nobody can say yet what to do."),
        (("keep", "keep"), "All two agents in production are to be kept."),
        (("keep", "retire"), "Of two agents in production, one is to be retired (Agent 1) and one is to be kept."),
        (
            ("keep", "not_known", "not_known"),
            "Of three agents in production, one is to be kept and of two nobody can say yet (Agent 1 and Agent 2).",
        ),
        (
            ("keep", "fix", "merge", "retire", "not_known", "keep"),
            "Of six agents in production, one is to be retired (Agent 3), one is to be mended (Agent 1), one is to be "
            "merged (Agent 2), two are to be kept and of one nobody can say yet (Agent 4).",
        ),
        (
            ("fix",) * 5,
            "Of five agents in production, five are to be mended (Agent 0, Agent 1, Agent 2 and two more).",
        ),
    ],
)
def test_the_conclusion(words: tuple[str, ...], says: str) -> None:
    assert conclusion(judged(*words)) == says


def measure(name: str, trend: Trend, better: str = "higher") -> Measure:
    return Measure(name, better, 0.7, None, None, None, None, 4, 0.7, 10, trend)


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (
            measure("completion", Trend("unknown", None, None, None, None, 1)),
            "not known: 1 week with runs, a trend needs 8",
        ),
        (
            measure("completion", Trend("unclear", 0.0, -0.01, 0.0123, 0.4, 12)),
            "no clear trend: −1.00 to +1.23 points a month",
        ),
        (
            measure("completion", Trend("falling", -0.02, -0.03, -0.01, 0.01, 12)),
            "worse: falling, −2.00 points a month (−3.00 to −1.00)",
        ),
        (
            measure("error", Trend("falling", -0.02, -0.03, -0.01, 0.01, 12), "lower"),
            "better: falling, −2.00 points a month (−3.00 to −1.00)",
        ),
        (measure("csat", Trend("rising", 0.1, 0.05, 0.15, 0.01, 12)), "better: rising, +0.10 a month (+0.05 to +0.15)"),
        (
            measure("cost_per_action", Trend("rising", 0.1, 0.0, 0.15, 0.01, 12), "lower"),
            "worse: rising, +0.10 a month (0.00 to +0.15)",
        ),
    ],
)
def test_a_trend_in_words(found: Measure, says: str) -> None:
    assert said(trend_says(Reading(named("one")), found)) == says


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (0.849, "share", "84.9 %"),
        (0.851, "share", "85.1 %"),
        (1240.4, "amount", "1,240"),
        (3.0, "number", "3"),
        (4.256, "number", "4.26"),
    ],
)
def test_a_measure_in_words(value: float, kind: str, text: str) -> None:
    assert said(written(value, kind)) == text


def test_every_measure_has_a_row() -> None:
    for one in named("one").health:
        assert {each.name for each in one.measures} == set(MEASURES)


def test_what_is_to_be_decided_and_who_decides() -> None:
    found = {one.what: one.who for one in decisions(Reading(named("every kind")))}
    assert found == {
        "Retire Low, and name a new owner for two things that it alone holds.": "J. Park",
        "Mend Falls: who does it, and until when.": "A. Novak",
        "Merge Twin into Well.": "D. Okafor",
        "Find out about Young before the next review.": "nobody named",
        "Keep Well until the next review.": "D. Okafor",
        "Hold: start no further agent yet.": "D. Okafor",
        "Go back to the platform before the next agent.": "D. Okafor",
    }
    assert not decisions(Reading(named("nobody")))


def test_the_platform_is_a_decision_where_the_flywheel_does_not_turn() -> None:
    whole = named("one")
    stuck = replace(whole, flywheel=replace(whole.flywheel, verdict="not_compounding", because="None of 2 falls."))
    last = decisions(Reading(stuck))[-1]
    assert (last.what, last.because) == ("Go back to the platform before the next agent.", "None of 2 falls.")


def test_agents_stand_by_urgency_with_what_else_is_open() -> None:
    page = health_page(named("every kind"), ())
    assert [one.name for one in page.agents] == ["Low", "Falls", "Twin", "Young", "Well"]
    low, falls = page.agents[:2]
    assert low.conclusion.startswith("Retire: it finishes 20.0 % of eligible items alone")
    assert any("last retrained on 3 November 2025" in item for item in falls.open_items)
    assert [row[1].text[2:] for row in low.rests_on.rows][-3:] == ["holds", "does not hold", "does not hold"]
    assert [one.anchor for one in page.then] == ["decommission", "value"]
    assert page.breath[1].startswith("Keeping Low instead of retiring it costs")


def test_weeks_that_nobody_wrote_down_are_said() -> None:
    page = health_page(named("many"), ())
    assert "are not written down, and count for nobody." in page.breath[-1]
    assert len(page.agents) == AGENTS_SHOWN
    assert page.agents_more == "and ten more agents in assessment.json"
    assert page.agents[0].weeks == "21 complete weeks in production: of 21 nobody wrote anything down."


def test_the_page_leads_to_what_lies_beside_it() -> None:
    html = render_health_review(named("compound"), links=FILES)
    links = [attributes["href"] for attributes in Document(html).all("a")]
    assert {link for link in links if not link.startswith("#")} == set(FILES)
    assert render_health_review(named("compound"), links=FILES) == html


@pytest.mark.parametrize("name", FLEETS)
def test_both_forms_say_the_same(name: str) -> None:
    page, text = health_page(named(name), ()), render_health_review_text(named(name))
    parse = mistune.create_markdown(renderer="ast", plugins=PLUGINS)
    found = [one["type"] for one in tokens(parse(text))]
    chapters = (*page.first, *page.then)
    headings = 2 + len(chapters) + bool(page.agents) + len(page.agents)
    tables = 1 + 2 * len(page.agents) + sum(len(one.section.tables) for one in chapters)
    assert (found.count("heading"), found.count("table")) == (headings, tables)
    assert not {"link", "image", "block_html", "inline_html", "block_code", "block_quote", "thematic_break"} & set(
        found
    )
    assert not {"emphasis", "footnote_ref", "strikethrough", "inline_math"} & set(found)
    shown = Document(render_health_review(named(name))).text
    assert page.conclusion in shown
    for one in page.decisions:
        assert one.what in shown
        assert one.because in shown
    assert text.count("Decided: \\_\\_\\_\\_") == len(page.decisions)
    assert "\n\n\n" not in text


def test_the_review_as_text(snapshot: SnapshotAssertion) -> None:
    assert render_health_review_text(named("every kind")) == snapshot


def value_of(assessment: Assessment) -> str:
    return said(measured_value(Reading(assessment)).says)


def test_value_stands_beside_what_was_projected() -> None:
    found = named("compound")
    says = value_of(found)
    assert says.startswith("In its first year, the programme returned EUR 520,000 for EUR 180,000, 2.89 ×.")
    years = agent_years(Reading(found))
    first = years[0]
    annual = found.workflow("client_intake").base.annual_value
    assert annual is not None
    assert first.aim == pytest.approx(annual * first.year.weeks / 52)
    whole = sum(one.year.value or 0 for one in years) / sum(one.aim or 0 for one in years)
    assert said(projection_says(years)).endswith(
        f"returned {whole:.0%} of what was projected for as many weeks.".replace("%", " %")
    )
    program = measured_value(Reading(found)).tables[0]
    assert [cell.text for cell in program.rows[0]][1:] == [
        *("403,011", "65,009", "51,980", "520,000", "103,600", "41,470", "34,930", "180,000", "2.89"),
    ]


def test_value_says_what_is_not_known() -> None:
    assert value_of(named("nobody")) == "No value is measured yet: no agent has a date on which its build started."
    found = measured_value(Reading(named("one")))
    assert "so far" in said(found.says)
    row = found.tables[1].rows[0]
    assert row[5].text == "unknown"
    assert row[5].note == "never a candidate, or figures are blank"


def test_value_of_the_second_year_stands_below_the_first() -> None:
    found = named("one")
    (agent,) = found.measured.agents
    (first,) = agent.years
    second = replace(first, year=2, starts=first.ends, ends="2027-12-01", build=0.0)
    whole = replace(found, measured=replace(found.measured, agents=(replace(agent, years=(first, second)),)))
    rows = measured_value(Reading(whole)).tables[1].rows
    assert [row[0].text for row in rows] == ["Intake, first year", "Intake, second year"]
