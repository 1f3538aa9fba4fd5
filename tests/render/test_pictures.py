"""What is said beside the pictures of ranges, causes, certainty and what is worth measuring."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.render.altered import FIRMS, firm, first, reading, said
from toolkit.model import Evidence, Grade
from toolkit.render import view_alternatives, view_cash, view_certainty, view_measure, view_ranges, view_tornado
from toolkit.render.view_reading import Reading
from toolkit.render.view_records import Section
from toolkit.results import InputRange, MeasureChoice, MeasureNext, Range, WeightChange

VIEWS: dict[str, Callable[[Reading], Section]] = {
    "ranges": view_ranges.ranges,
    "causes": view_tornado.causes,
    "certainty": view_certainty.certainty,
    "measure": view_measure.measure,
    "cash": view_cash.cash,
    "spread": view_cash.spread,
    "cfo": view_alternatives.cfo,
    "alternatives": view_alternatives.alternatives,
    "second_project": view_alternatives.second_project,
}


@pytest.mark.parametrize("name", FIRMS)
@pytest.mark.parametrize("view", VIEWS)
def test_every_picture_has_its_sentence(view: str, name: str) -> None:
    section = VIEWS[view](Reading(firm(name)))
    assert section.says.endswith(".")
    tables = [*section.tables, *(picture.table for picture in section.pictures)]
    texts = [section.says, *section.notes, *(picture.chart.caption for picture in section.pictures)]
    texts += [cell.text for table in tables for row in table.rows for cell in row]
    assert not [text for text in texts if " nan" in text or " None " in text or " inf" in text]
    for table in tables:
        assert 1 <= len(table.rows) <= 10
        assert {len(row) for row in table.rows} == {len(table.columns)}
    for text in (section.says, *section.notes, *(picture.chart.title for picture in section.pictures)):
        assert not [term for term in ("P10", "P90", "PERT", "EVPI") if term in text]
    assert all(picture.chart.alternative.endswith(".") for picture in section.pictures)


def test_at_most_ten_rows_and_where_the_rest_is() -> None:
    for view in (view_ranges.ranges, view_certainty.certainty):
        (picture,) = view(Reading(firm("many"))).pictures
        assert len(picture.table.rows) == 10
        assert picture.table.more == "and 15 more in Excel"
        assert "The first ten of 25." in picture.chart.caption


def range_of(p10: float | None, p50: float | None, p90: float | None, chance: float) -> dict[str, Any]:
    return {"npv": Range(p10, p50, p90), "chance_of_loss": chance}


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        (
            range_of(46694, 79341, 117304, 0.0),
            "Invoicing returns EUR 79,300 more than it costs over three years in the middle future, 46,700 to 117,000 "
            "in eight of ten; it loses money in none of 8,192.",
        ),
        (
            range_of(-14122, 17214, 58737, 0.26),
            "Invoicing returns EUR 17,200 more than it costs over three years in the middle future, from a loss of "
            "14,100 to a gain of 58,700 in eight of ten; it loses money in 26 % of 8,192.",
        ),
        (
            range_of(-60000, -5000, 12000, 0.8),
            "Invoicing loses EUR 5,000 over three years in the middle future, from a loss of 60,000 to a gain of "
            "12,000 in eight of ten; it loses money in 80 % of 8,192.",
        ),
        (
            range_of(-116514, -108689, -102001, 1.0),
            "Invoicing loses EUR 109,000 over three years in the middle future, 102,000 to 117,000 in eight of ten; it "
            "loses money in all 8,192.",
        ),
        ({"npv": None, "chance_of_loss": None}, "Invoicing has no range: figures it rests on are blank."),
        ({"outlook": None}, "Invoicing has no range: figures it rests on are blank."),
    ],
    ids=["earns", "may lose", "may earn", "loses", "blank", "no outlook"],
)
def test_what_a_range_says(changed: dict[str, Any], says: str) -> None:
    one = first(**changed)
    assert said(view_ranges.returns_says(reading(one), one)) == says


def test_who_earns_in_every_future() -> None:
    assert said(view_ranges.outcomes_say(reading(first(chance_of_loss=0.0)))) == (
        "Invoicing earns in every future; Proposal writing and Mail sorting lose in every future."
    )
    some = said(view_ranges.outcomes_say(reading(first(chance_of_loss=0.083))))
    assert some == "Proposal writing and Mail sorting lose in every future; Invoicing loses in 8.3 %."
    assert view_ranges.outcomes_say(Reading(firm("one"))) == ""


def an_input(**changed: Any) -> InputRange:
    claimed = tuple(Evidence(Grade.CLAIMED, "Workflows", cell) for cell in ("H2", "I2", "J2"))
    return replace(
        InputRange(
            *("minutes", "minutes per item", "minutes per item", 11.0, 14.0, 18.0, False),
            *(47209.0, 127082.0, 0.287, 0.287, 0.0, 0.0, claimed),
        ),
        **changed,
    )


@pytest.mark.parametrize(
    ("inputs", "says"),
    [
        ((an_input(),), "Minutes per item moves Invoicing most: from 47,200 at 11 to 127,000 at 18."),
        (
            (an_input(unit="share", title="automation rate", low=0.4, high=0.65, npv_low=-500.0),),
            "Automation rate moves Invoicing most: from −500 at 40 % to 127,000 at 65 %, and decides alone between "
            "gain and loss.",
        ),
        ((), "Nothing moves Invoicing: each of its figures is typed as certain."),
        ((an_input(npv_low=5.0, npv_high=5.2),), "Nothing moves Invoicing: each of its figures is typed as certain."),
    ],
    ids=["most", "decides", "certain", "moves nothing"],
)
def test_what_moves_it(inputs: tuple[InputRange, ...], says: str) -> None:
    one = first(outlook={"inputs": inputs})
    section = view_tornado.tornado(reading(one), one)
    assert said(section.says) == says
    assert bool(section.pictures) == (not says.startswith("Nothing"))


def test_a_workflow_set_apart_may_have_causes_too() -> None:
    (blank,) = [one for one in firm().workflows if one.workflow_id == "reporting"]
    assert view_tornado.tornado(reading(), blank).says == (
        "What moves Client reporting is not known: figures it rests on are blank."
    )
    (running,) = [one for one in firm().workflows if one.workflow_id == "intake"]
    assert view_tornado.tornado(reading(), running).says.startswith("Automation rate moves Client intake most: ")


def test_assumed_ends_are_marked_one_by_one() -> None:
    claimed, assumed = (
        Evidence(Grade.CLAIMED, "Workflows", "H2"),
        Evidence(Grade.ASSUMED, "Workflows", policy="uncertainty.spread.low"),
    )
    one = first(outlook={"inputs": (an_input(assumed=True, evidence=(claimed, claimed, assumed)),)})
    (picture,) = view_tornado.tornado(reading(one), one).pictures
    assert [cell.is_assumed for cell in picture.table.rows[0]][1:4] == [False, False, True]
    assert "A dotted underline marks an end that is assumed." in picture.chart.caption
    assert view_ranges.assumed_say(one).startswith("The one range behind Invoicing is assumed: ")


SHARE = "Invoicing ranks first in 95 % of 8,192 futures"


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        (
            {"weight_change": WeightChange("difference", "difference from running agents", 0.09, 0.35, "proposals")},
            f"{SHARE}; it would take a weight of 35 % instead of 9 % on difference from running agents to put Proposal "
            "writing first.",
        ),
        ({"weight_change": None}, f"{SHARE}; no change of a single weight would put another first."),
        (
            {"weight_change": None, "first_share": 1.0},
            "Invoicing ranks first in all 8,192 futures; no change of a single weight would put another first.",
        ),
        ({"first": "", "first_share": None}, "Nothing can be first: no candidate is ranked."),
    ],
    ids=["one weight", "no weight", "always", "nobody"],
)
def test_how_sure_the_first_is(changed: dict[str, Any], says: str) -> None:
    certain = {"first": "invoicing", "first_share": 0.95, **changed}
    assert said(view_certainty.first_says(reading(certainty=certain))) == says


def test_the_only_candidate_is_first_without_a_picture() -> None:
    section = view_certainty.certainty(Reading(firm("one")))
    assert section.says == "Work 0 is first because it is the only candidate."
    assert section.pictures == ()


MEASURE = MeasureNext("automation", "automation rate", "L9", 14231.0, 120.0, 168)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        (
            {"measure_next": (MEASURE,), "chance_of_loss": 0.3},
            "Before building Invoicing, measure its automation rate: worth up to EUR 14,200; about 170 items would do.",
        ),
        (
            {"measure_next": (replace(MEASURE, title="build cost", items=None),), "chance_of_loss": 0.3},
            "Before building Invoicing, find out its build cost: worth up to EUR 14,200.",
        ),
        (
            {"measure_next": (), "chance_of_loss": 0.0},
            "No single input is worth measuring before go or leave: Invoicing earns in every future.",
        ),
        (
            {"measure_next": (), "chance_of_loss": 1.0},
            "No single input is worth measuring before go or leave: Invoicing loses in every future.",
        ),
        (
            {"measure_next": (), "chance_of_loss": 0.01},
            "No single input is worth measuring before go or leave: Invoicing stays the better choice whatever any one "
            "of them turned out to be.",
        ),
        (
            {"measure_next": (), "chance_of_loss": None},
            "What to measure before building Invoicing is not known: figures it rests on are blank.",
        ),
    ],
    ids=["by item", "not by item", "earns", "loses", "no single one", "blank"],
)
def test_what_to_measure_before_go(changed: dict[str, Any], says: str) -> None:
    one = first(**changed)
    assert said(view_measure.before_go_says(reading(one), one)) == says


EVERYTHING = "For the choice of one candidate or none, knowing everything would be worth EUR 8,850"


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        (
            {"choice_evpi": 8846.0, "measure_next": (MeasureChoice("proposals", "invoicing", MEASURE),)},
            f"{EVERYTHING}. Before choosing between Proposal writing and Invoicing, measure automation rate of "
            "Proposal writing: worth up to EUR 14,200; about 170 items would do.",
        ),
        (
            {"choice_evpi": 8846.0, "measure_next": (MeasureChoice("proposals", "", MEASURE),)},
            f"{EVERYTHING}. Before choosing Proposal writing or none, measure automation rate of Proposal writing: "
            "worth up to EUR 14,200; about 170 items would do.",
        ),
        ({"choice_evpi": 8846.0, "measure_next": ()}, f"{EVERYTHING}, and no single input would turn it."),
        (
            {"choice_evpi": 0.2, "measure_next": ()},
            "For the choice of one candidate or none, knowing everything would be worth nothing: it is clear.",
        ),
    ],
    ids=["between two", "or none", "no single one", "clear"],
)
def test_what_to_measure_before_choosing(changed: dict[str, Any], says: str) -> None:
    assert said(view_measure.choice_says(reading(certainty=changed))) == says
