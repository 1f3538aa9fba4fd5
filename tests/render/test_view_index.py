"""What the first page says of ranges, of certainty, of overrides, and of what stands in the way."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

import toolkit
from tests.portfolios import SETTINGS, portfolio, workflow
from tests.render import firms
from toolkit.app.assessment import Assessment
from toolkit.app.pipeline import assess
from toolkit.model import Outcome
from toolkit.render.view import index_page, portfolio_page, screen
from toolkit.render.view_futures import measure_says, number_ranges, of_futures, sure_says
from toolkit.render.view_head import headline, subject
from toolkit.render.view_index import ROWS_SHOWN
from toolkit.render.view_pace import ASKS
from toolkit.render.view_reading import Reading
from toolkit.render.view_words import MINUS, SPACE
from toolkit.results import MeasureChoice, MeasureNext, Range

AS_OF: dt.date = SETTINGS["as_of"]
DAY = dt.timedelta(days=1)
OVERRIDE: dict[str, Any] = {
    **{"kind": "override", "target": "rank_score", "subject": "second", "value": 0.99},
    **{"reason": "A client pays for it", "owner": "J. Park", "decided_on": AS_OF - 10 * DAY},
    "expires_on": AS_OF + 90 * DAY,
}


def plain(text: str) -> str:
    return text.replace(SPACE, " ").replace(MINUS, "-")


def two(*exceptions: dict[str, Any]) -> Assessment:
    """Two candidates that earn, the first before the second."""
    rows = [
        workflow(name, name=name.capitalize(), volume_likely=volume)
        for name, volume in (("first", 3000), ("second", 2400))
    ]
    return assess(portfolio(Workflows=rows, Exceptions=[*exceptions]))


def test_the_headline_leads_with_the_middle_future_and_says_so() -> None:
    assessment = firms.firm()
    one = assessment.workflow("invoicing")
    assert one.npv is not None
    assert one.npv.p50 is not None
    said = plain(headline(Reading(assessment)))
    assert said.startswith(f"Next: Invoicing. It returns EUR {float(f'{one.npv.p50:.3g}'):,.0f} more than it costs")
    assert "over three years in the middle one of 8,192 futures (" in said
    assert said.endswith("in eight of ten).")


def test_the_numbers_are_those_at_likely_values_with_their_range_below() -> None:
    assessment = firms.firm()
    page, base = index_page(assessment, ()), assessment.workflow("invoicing").base
    assert page.numbers[0].text == f"{float(f'{base.investment:.3g}'):,.0f}"
    assert page.numbers_note == "Large: at likely values. Small type: eight futures of ten."
    assert all(" to " in number.range and not number.note for number in page.numbers)
    told = portfolio_page(assessment, {}, ()).told("next")
    assert told is not None
    assert told.numbers
    assert all(number.note for number in told.numbers)


@pytest.mark.parametrize(
    ("payback", "said"),
    [
        (Range(4.2, 5.2, 6.8), "4 to 7 months"),
        (Range(4.6, 5.0, 5.4), "5 months"),
        (Range(0.0, 0.2, 0.4), "less than a month"),
        (Range(0.2, 0.9, 3.4), "0 to 3 months"),
        (Range(8.1, 14.0, None), "8 months to never"),
        (Range(30.0, None, None), "30 months to never"),
        (Range(None, None, None), "never in nine of ten"),
    ],
)
def test_a_payback_may_come_late_or_never(payback: Range, said: str) -> None:
    one = firms.firm().workflow("invoicing")
    assert one.outlook is not None
    assert number_ranges(replace(one, outlook=replace(one.outlook, payback=payback)))[3] == said


def test_what_is_typed_as_certain_has_one_figure_and_what_is_blank_none() -> None:
    one = firms.firm().workflow("invoicing")
    assert one.outlook is not None
    certain = replace(one, outlook=replace(one.outlook, investment=Range(5.0, 5.0, 5.0)))
    assert number_ranges(certain)[0] == "5"
    assert number_ranges(replace(one, outlook=None)) == ("", "", "", "", "")


@pytest.mark.parametrize(
    ("share", "said"),
    [(0.0, "none"), (0.0001, "fewer than 0.1 %"), (0.04, "4 %"), (0.9999, "more than 99 %"), (1.0, "all")],
)
def test_a_share_never_rounds_to_none_or_all(share: float, said: str) -> None:
    assert plain(of_futures(share)) == said


def test_how_sure_it_is_and_what_nobody_knows() -> None:
    one = firms.firm().workflow("invoicing")
    found = replace(one, first_share=0.71, chance_of_loss=0.04)
    assert plain(sure_says(found)) == "First in 71 % of them; loses money in 4 %."
    assert plain(sure_says(replace(found, first_share=None))) == "Loses money in 4 % of them."
    assert sure_says(replace(found, chance_of_loss=None)) == ""


def test_what_to_measure_before_building_before_choosing_or_not_at_all() -> None:
    assessment = two()
    first = assessment.candidates[0]
    what = MeasureNext("automation", "automation rate, likely", "K2", 14234.0, 100.0, 171)
    bare = replace(first, measure_next=())
    none = replace(assessment, certainty=replace(assessment.certainty, measure_next=()))
    choice = MeasureChoice("first", "second", replace(what, items=None, worth=568.4))
    chosen = replace(none, certainty=replace(none.certainty, measure_next=(choice,)))
    alone = replace(none, certainty=replace(none.certainty, measure_next=(replace(choice, against=""),)))
    for given, one, said in (
        (
            *(none, replace(first, measure_next=(what,))),
            "Before building it, measure its automation rate: worth up to EUR 14,200; about 170 items would do.",
        ),
        (
            *(chosen, bare),
            "Before choosing between First and Second, find out automation rate of First: worth up to EUR 568.",
        ),
        (alone, bare, "Before choosing First or none, find out automation rate of First: worth up to EUR 568."),
        (none, bare, "Measuring one figure alone would not change the decision."),
        (none, replace(bare, outlook=None), ""),
    ):
        assert plain(measure_says(Reading(given), one)) == said


def test_the_head_follows_an_override_and_says_whose_it_is() -> None:
    assessment = two(OVERRIDE)
    reading = Reading(assessment)
    assert [one.name for one in reading.ranked] == ["Second", "First"]
    one = subject(reading)
    assert one is not None
    assert one.final_rank == 1
    page = index_page(assessment, ())
    assert page.headline.startswith("Next: Second, by an override of J. Park (computed rank 2). It returns")
    assert ", overrides left out; " in page.sure[0]
    assert page.numbers_of == "Second in five numbers"
    assert page.chart is not None
    assert [row.name for row in page.chart.rows] == ["1  Second (computed rank 2)", "2  First (computed rank 1)"]
    assert "Next: Second, by an override of J. Park" in screen(assessment, "x")
    told = portfolio_page(assessment, {}, ()).told("ranking")
    assert told is not None
    assert told.says.startswith("Second ranks first, by an override of J. Park (computed rank 2), with 99.0 of 100")
    first, second = told.tables[0].rows
    assert (first[0].text, second[0].text) == ("1. Second", "2. First")
    assert first[0].note.startswith("computed rank 2; score set to 99.0 by J. Park")
    assert second[0].note == "computed rank 1; another was overridden"


def test_an_override_that_puts_the_first_last_moves_the_other_up() -> None:
    page = index_page(two({**OVERRIDE, "subject": "first", "value": 0.0}), ())
    assert page.headline.startswith("Next: Second, by an override of J. Park (computed rank 2).")
    assert "override" not in index_page(two(), ()).headline
    assert "override" not in index_page(two({**OVERRIDE, "subject": "first"}), ()).headline


def test_a_middle_below_zero_is_told_though_likely_values_earn() -> None:
    assessment = firms.firm()
    one = assessment.workflow("invoicing")
    gloomy = replace(one, npv=Range(-9000.0, -2000.0, 8000.0))
    found = replace(assessment, workflows=(gloomy, *assessment.workflows[1:]))
    assert "at likely values, but loses EUR 2,000 in the middle one of 8,192 futures (-9,000 to 8,000" in plain(
        headline(Reading(found))
    )


def test_what_stands_in_the_way_is_one_row_for_what_one_owner_is_asked_again_and_again() -> None:
    assessment = toolkit.assess(toolkit.load_example("prove"))
    # Little work, so that they are among the first rows.
    found = (replace(one, effort_days=0.1) if one.check == "playbook.written" else one for one in assessment.findings)
    assessment = replace(assessment, findings=tuple(found))
    page = index_page(assessment, firms.FILES)
    assert page.in_the_way is not None
    (table,) = page.in_the_way.tables
    days = [float(row[4].text) for row in table.rows]
    assert days == sorted(days)
    assert len(table.rows) <= ROWS_SHOWN
    assert any("more of the kind" in row[0].text for row in table.rows)
    assert any("And" not in row[0].text for row in table.rows), "what is asked once is told alone"
    assert page.in_the_way_more is not None
    assert page.in_the_way_more.href == "portfolio.html#blockers"
    assert index_page(assessment, ()).in_the_way_more is None


def test_where_nothing_stands_in_the_way_nothing_is_told() -> None:
    assessment = firms.firm()
    passing = tuple(replace(one, outcome=Outcome.PASS) for one in assessment.findings)
    page = index_page(replace(assessment, findings=passing, pace=replace(assessment.pace, advice="go")), firms.FILES)
    assert (page.in_the_way, page.in_the_way_more) == (None, None)
    assert page.takes == "Nothing stands in the way of another agent."


@pytest.mark.parametrize("advice", ["hold", "slow_down"])
def test_where_the_agents_at_work_ask_to_wait_the_first_breath_says_so(advice: str) -> None:
    assessment = firms.firm()
    page = index_page(replace(assessment, pace=replace(assessment.pace, advice=advice)), firms.FILES)
    assert f"{ASKS[advice]}." in page.takes


@pytest.mark.parametrize(("verdict", "kind"), [("ready", "pass"), ("not_ready", "fail"), ("not_known", "unknown")])
def test_the_verdict_has_a_shape_and_a_colour(verdict: str, kind: str) -> None:
    assessment = firms.firm()
    found = replace(assessment, readiness=replace(assessment.readiness, verdict=verdict))
    assert index_page(found, ()).mark.kind == kind


def test_pages_lead_only_to_files_that_are_there() -> None:
    assessment = firms.firm()
    assert [one.href for one in index_page(assessment, ("summary.xlsx", "portfolio.html")).read_on] == [
        "portfolio.html",
        "summary.xlsx",
    ]
    assert index_page(assessment, ()).read_on == ()
    assert index_page(assessment, ()).assumed_href == ""
    assert portfolio_page(assessment, {}, firms.FILES).beside[0].href == "index.html"
