"""What the page and the screen say, and that both say the same."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

import pytest

from tests.render import firms
from toolkit.app.assessment import Assessment
from toolkit.render.view import CASES_SHOWN, TRACES_SHOWN, index_page, portfolio_page, screen
from toolkit.render.view_evidence import SCORE_TITLES
from toolkit.render.view_index import RANGES_SHOWN
from toolkit.render.view_parts import Part
from toolkit.render.view_reading import Reading
from toolkit.render.view_records import Case
from toolkit.render.view_words import MINUS, SPACE
from toolkit.scoring.formulas import BY_ID


def told(assessment: Assessment, anchor: str) -> Part:
    found = portfolio_page(assessment, {}, ()).told(anchor)
    assert found is not None
    return found


def cases_of(assessment: Assessment) -> tuple[Case, ...]:
    return told(assessment, "cases").cases


FIRMS = {
    "firm": firms.firm,
    "first loses": firms.first_loses,
    "nobody earns": firms.nobody_earns,
    "nobody ranked": firms.nobody_ranked,
    "empty": firms.empty,
    "hostile": firms.hostile,
    "many": lambda: firms.many(120),
}


def plain(text: str) -> str:
    return text.replace(SPACE, " ").replace(MINUS, "-")


def columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)


@pytest.fixture(scope="module", params=FIRMS)
def any_firm(request: pytest.FixtureRequest) -> Assessment:
    return FIRMS[request.param]()


def test_the_screen_fits_and_ends_with_the_report(any_firm: Assessment) -> None:
    lines = screen(any_firm, "out/index.html").splitlines()
    assert len(lines) <= 24
    assert max(columns(line) for line in lines) <= 80
    assert lines[-1] == "Report: out/index.html"


def test_the_screen_is_plain_text_that_an_old_terminal_shows(any_firm: Assessment) -> None:
    said = screen(any_firm, "index.html").replace("🦄", "").replace("\ufffd", "")
    said.encode("cp1252")
    assert "\x1b" not in said
    assert not re.search(r"\b(nan|NaN|inf)\b|\bNone(?! of the| is recommended)", " ".join(said.split()))


def test_screen_and_page_agree(any_firm: Assessment) -> None:
    page, said = index_page(any_firm, ()), " ".join(screen(any_firm, "x").split())
    assert " ".join(plain(page.headline).split())[:60] in said
    for number in page.numbers:
        assert plain(number.text) in said


def test_a_candidate_that_earns_is_recommended() -> None:
    page = index_page(firms.firm(), ())
    assert page.headline.startswith("Next: Invoicing. It returns EUR")
    assert plain(page.sure[0]).startswith("First in ")
    assert "figures behind it are assumed" in page.breath[0]
    report = portfolio_page(firms.firm(), {}, ())
    told = report.told("next")
    assert told is not None
    assert (told.says, told.notes[0]) == (page.headline, page.sure[0])
    assert plain(told.notes[1]).startswith("It takes EUR ")


def test_a_first_in_rank_that_loses_money_is_not_recommended() -> None:
    assessment = firms.first_loses()
    assert assessment.candidates[0].name == "Strategic darling"
    page, said = index_page(assessment, ()), " ".join(screen(assessment, "x").split())
    assert page.headline.startswith("Strategic darling ranks first but would lose")
    assert "not recommended" in page.headline
    assert page.numbers_of == "Plain earner in five numbers"
    for text in ("not recommended", "highest-ranked that earns is Plain earner", "1 Strategic darling: NPV -"):
        assert text in said
    assert "Next:" not in said


@pytest.mark.parametrize(
    ("number", "headline"), [(1, "Not even the only"), (2, "Neither of the two"), (3, "None of the three")]
)
def test_where_nobody_earns_nobody_is_recommended(number: int, headline: str) -> None:
    assessment = firms.nobody_earns(number)
    page = index_page(assessment, ())
    assert page.headline.startswith(headline)
    assert "recommended" in page.sure[0]
    assert "not recommended" in page.numbers_of
    assert "Next:" not in screen(assessment, "x")


def test_without_candidates_the_page_says_what_is_missing() -> None:
    page, report = index_page(firms.nobody_ranked(), ()), portfolio_page(firms.nobody_ranked(), {}, ())
    assert page.headline == "No candidate can be ranked yet: the only workflow is held back."
    assert (page.chart, page.figures, page.numbers, page.numbers_note, page.sure) == (None, None, (), "", ())
    assert [report.told(anchor) for anchor in ("scores", "ranges", "causes", "cash", "cases")] == [None] * 5
    ranking = report.told("ranking")
    assert ranking is not None
    assert [table.caption for table in ranking.tables] == ["Without a rank, and why: one workflow"]
    assert page.apart[0].reason == "not known yet: volume per month, likely (Workflows!F2)"
    assert index_page(firms.empty(), ()).headline.startswith("Nothing to rank yet")


def test_the_share_that_is_assumed_counts_each_cell_once() -> None:
    for build in (firms.firm, firms.nobody_earns, firms.first_loses):
        assessment = build()
        number, of = Reading(assessment).assumed_of_all()
        assert number == len(assessment.assumed)
        assert number < of


def test_assumed_figures_behind_a_case_are_those_its_npv_reads() -> None:
    assessment = firms.firm()
    reading = Reading(assessment)
    one = assessment.workflow("invoicing")
    names = {figure.name for figure in reading.figures(one)}
    assert {"volume", "automation", "system:ledger", "annual_discount_rate"} <= names
    assert not names & {"strategic_value", "operator", "documented_on", "data_sources"}
    number, of = reading.assumed_of(one)
    assert number == sum(evidence.grade == "assumed" for figure in reading.figures(one) for evidence in figure.evidence)
    assert number < of


def test_what_an_agent_already_does_is_told_apart_from_what_is_blocked() -> None:
    page = index_page(firms.firm(), ())
    assert page.candidates_say == (
        "One of three candidates earns more than it costs. "
        "Two more have no rank: one is held back, one has its agent already."
    )
    assert [one.name for one in page.apart] == ["Client reporting", "Client intake"]


def test_capacity_that_is_only_freed_is_never_money() -> None:
    case = next(case for case in cases_of(firms.firm()) if case.name == "Proposal writing")
    assert "none of it counted as money" in case.strategic
    assert case.value.rows[0][1].text == "0"


def test_negative_hours_are_told() -> None:
    case = next(case for case in cases_of(firms.firm()) if case.name == "Mail sorting")
    assert case.strategic.startswith("Takes, instead of freeing,")


def test_conditions_say_which_way_and_whether_reachable() -> None:
    cases = {case.name: case for case in cases_of(firms.firm())}
    assert "at least" in cases["Invoicing"].conditions_say
    assert cases["Invoicing"].conditions_say.startswith("It returns its cost as long as")
    rows = cases["Mail sorting"].conditions.rows
    assert {row[2].text for row in rows} <= {"no possible value", "any value"} | {row[2].text for row in rows}
    assert any(row[2].text == "no possible value" for row in rows)
    even = {one.input: one for one in firms.firm().workflow("invoicing").break_even}["automation"]
    assert even.value is not None
    assert f"{even.value * 100:.0f} % of the items" in plain(cases["Invoicing"].conditions_say)


def test_unknown_data_says_what_would_answer() -> None:
    cases = {case.name: case for case in cases_of(firms.firm())}
    assert "of what is asked about its data is known" in cases["Invoicing"].data_says
    assert cases["Mail sorting"].data_says == "It needs no data source."
    assert "too little to call it ready or not" in cases["Proposal writing"].data_says
    lone = cases_of(firms.nobody_earns(1))[0]
    assert lone.data_says.startswith("Data readiness is unknown: nothing is known of invoices.")


def test_the_first_year_is_told_or_why_it_is_missing() -> None:
    said = plain(" ".join(told(firms.firm(), "portfolio").notes))
    assert "from 2 June 2025" in said
    assert "2.14 ×" in said
    missing = told(firms.first_loses(), "portfolio").notes
    assert "What the first year of agents returned is not known: no agent has a date in build started." in missing


def test_platform_is_subtracted_once() -> None:
    assessment = firms.firm()
    section = told(assessment, "portfolio")
    figures = {row[0].text: row[1].text for row in section.tables[0].rows}
    assert figures["Portfolio, NPV"] == f"{assessment.portfolio.likely_npv:,.0f}"
    assert figures["Platform from 30 June 2026 on, counted once"] == f"−{assessment.portfolio.platform_cost:,.0f}"


def test_many_candidates_are_folded_and_cut() -> None:
    assessment = firms.many(120)
    traces = {one.workflow_id: assessment.trace(one.workflow_id, "npv") for one in assessment.candidates}
    page = portfolio_page(assessment, traces, ())
    ranking, cases = page.told("ranking"), page.told("cases")
    assert ranking is not None
    assert cases is not None
    table = ranking.tables[0]
    assert (len(table.rows), len(table.rest)) == (10, CASES_SHOWN - 10)
    assert table.more == "and 70 more in Excel, sheet Ranking"
    assert cases.notes == (f"Shown are {CASES_SHOWN}, and 70 more in Excel and in assessment.json.",)
    assert [case.trace is not None for case in cases.cases] == [i < TRACES_SHOWN for i in range(CASES_SHOWN)]
    chart = index_page(assessment, ()).chart
    assert chart is not None
    assert len(chart.rows) == RANGES_SHOWN


def test_every_formula_has_a_title() -> None:
    assert set(SCORE_TITLES) == set(BY_ID)


def test_missing_results_are_words() -> None:
    assessment = firms.firm()
    first = assessment.workflows[0]
    blank = replace(
        first.base, npv=None, irr_annual=None, payback_months=None, return_multiple=None, investment=None,
        annual_value=None, annual_running_cost=None, go_live_month=None, hours_freed_per_year=None, fte_freed=None,
    )  # fmt: skip
    bare = replace(first, base=blank, flows=None, break_even=())
    odd = replace(assessment, workflows=(bare, *assessment.workflows[1:]))
    for html in (firms.page(odd), firms.report(odd)):
        assert not re.search(r"\b(nan|NaN|inf)\b", html)
        assert ">None<" not in html
    assert screen(odd, "x")
