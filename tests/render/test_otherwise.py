"""What is said beside cash over time, all candidates together, and the other ways of counting the same work."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.render.altered import alone, firm, first, reading, said
from toolkit.render import view_alternatives, view_cash, view_ranges
from toolkit.results import (
    Alternatives,
    CashBand,
    CfoCase,
    Flip,
    Range,
    ReconciliationLine,
    SecondProject,
    Together,
)


@pytest.mark.parametrize(
    ("payback", "share", "says"),
    [
        (
            Range(9.1, 11.8, 15.9),
            1.0,
            "In the middle future Invoicing has paid back after 12 months (9 to 16 in eight of ten).",
        ),
        (Range(11.9, 12.0, 12.1), 1.0, "In the middle future Invoicing has paid back after 12 months."),
        (Range(9.1, 18.7, None), 0.79, "In the middle future Invoicing has paid back after 19 months (never in 21 %)."),
        (Range(20.0, None, None), 0.12, "Invoicing pays back in 12 % of the futures only."),
        (Range(None, None, None), 0.0, "Invoicing never pays back."),
        (Range(0.0, 0.0, 0.0), 1.0, "Invoicing needs no payback."),
    ],
    ids=["range", "narrow", "never in some", "never in most", "never", "at once"],
)
def test_when_it_has_paid_back(payback: Range, share: float, says: str) -> None:
    one = first(outlook={"payback": payback, "payback_share": share})
    assert said(view_cash.paid_back_says([one])) == says
    cell = view_ranges.payback_cell(one.outlook) if one.outlook else None
    assert cell is not None
    assert cell.is_missing == (payback.p50 is None)


def test_cash_of_a_horizon_of_one_month_and_of_ten_years() -> None:
    for months, rows in ((1, 2), (120, 8)):
        line = tuple(float(month) for month in range(months + 1))
        one = first(outlook={"cash": CashBand(line, line, line)})
        picture = view_cash.cash(reading(one)).pictures[0]
        shown = [row[0].text for row in picture.table.rows]
        assert (len(shown), shown[0], shown[-1]) == (rows, "0", str(months))
    none = first(outlook={"cash": None})
    assert [one.chart.title for one in view_cash.cash(reading(none)).pictures if "Invoicing" in one.chart.title] == []


@pytest.mark.parametrize(
    ("workflows", "apart", "together", "says"),
    [
        (
            ("invoicing", "proposals", "mail"),
            *(419713.0, 310093.0),
            "Building all three together ranges less than the sum of its parts: EUR 310,000 instead of EUR 420,000 "
            "between the ends of eight futures of ten.",
        ),
        (
            ("invoicing", "proposals"),
            *(1000.0, 1000.0),
            "Building both together ranges as widely as the sum of its parts: EUR 1,000 between the ends of eight "
            "futures of ten.",
        ),
        (
            ("invoicing",),
            *(1000.0, 1000.0),
            "Only one candidate earns at likely values, so no other evens out what it may lose.",
        ),
        ((), 0.0, 0.0, "Nothing is built together: no candidate earns at likely values."),
    ],
    ids=["three", "no help", "one", "nobody"],
)
def test_what_building_them_together_does(workflows: tuple[str, ...], apart: float, together: float, says: str) -> None:
    found = Together(workflows, 5.0, 0.1, ((0.1, -5.0), (0.5, 5.0)), apart, together)
    section = view_cash.spread(reading(portfolio={"together": found, "npv": Range(-5.0, 5.0, 15.0)}))
    assert said(section.notes[0] if workflows else section.says) == says
    assert bool(section.pictures) == bool(workflows)
    together = {0: "Nothing is built", 1: "The one that earns is worth", 2: "Both that earn are together worth"}
    assert section.says.startswith(together.get(len(workflows), "All three that earn are together worth"))


def case_of(sponsor: float, cfo: float) -> dict[str, Any]:
    lines = (
        ReconciliationLine("sponsor", "NPV, the sponsor's case", sponsor, "", ()),
        ReconciliationLine("time", "Time that is no cash", cfo - sponsor, "never shows in the accounts", ("case.x",)),
        ReconciliationLine("cfo", "NPV, the CFO's case", cfo, "", ()),
    )
    return {"base": replace(firm().candidates[0].base, npv=sponsor), "cfo": CfoCase(cfo, lines)}


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        (case_of(81440.0, 12345.0), "12,300 remain of the EUR 81,400 that Invoicing returns."),
        (case_of(81440.0, -122000.0), "nothing remains of the EUR 81,400 that Invoicing returns: it loses 122,000."),
        (case_of(81440.0, 90000.0), "Invoicing returns EUR 90,000, no less than the sponsor’s 81,400."),
        (case_of(-500.0, -9000.0), "Invoicing loses EUR 9,000 instead of losing 500."),
    ],
    ids=["some remains", "nothing remains", "more", "lost before"],
)
def test_what_a_cfo_leaves(changed: dict[str, Any], says: str) -> None:
    one = first(**changed)
    assert said(view_alternatives.cfo_says(reading(one), one)) == f"Counted as a CFO would, at likely values, {says}"


def test_the_reconciliation_stands_line_by_line() -> None:
    one = first(**case_of(81440.0, 12345.0))
    section = view_alternatives.cfo(alone(one))
    table = section.tables[0]
    assert [row[0].text for row in table.rows] == [
        *("NPV, the sponsor’s case", "Time that is no cash", "NPV, the CFO’s case")
    ]
    assert [row[1].text for row in table.rows] == ["81,440", "−69,095", "12,345"]
    assert table.total == (0, 2)
    assert section.notes == ("The largest step is time that is no cash: −69,100. Never shows in the accounts.",)
    blank = first(cfo=None)
    assert view_alternatives.cfo_says(reading(blank), blank).endswith("is not known: figures it rests on are blank.")


def ways(answer: str, automate: float, hire: float, *flips: Flip) -> Alternatives:
    return Alternatives(answer, automate, hire, 0.0, 259366.0, 121608.0, 18360.0, flips)


VOLUME = Flip("volume", "volume per month", "items per month", 900.0, 412.6, "leave", True)
RATE = Flip("automation", "automation rate", "share", 0.6, 0.338, "leave", True)


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (
            ways("automate", 81440.0, -99619.0, VOLUME, RATE),
            "Invoicing: automate it. That returns EUR 81,400 over three years; hiring people would lose 99,600. Below "
            "413 items per month or below an automation rate of 34 %, leave it as it is.",
        ),
        (
            ways("hire", -5000.0, 9000.0, replace(VOLUME, value=1500.0, becomes="automate"), RATE),
            "Invoicing: hire people. That returns EUR 9,000 over three years; automating it would lose 5,000. Above "
            "1,500 items per month, automate it; below an automation rate of 34 %, leave it as it is.",
        ),
        (
            ways("leave", -5000.0, -9000.0, replace(VOLUME, value=None, becomes="")),
            "Invoicing: leave it as it is. Automating it would lose EUR 5,000 over three years, hiring people for it "
            "9,000. Neither its volume nor its automation rate alone changes that.",
        ),
        (
            ways("leave", -5000.0, -9000.0, replace(RATE, value=1.4, becomes="automate", reachable=False)),
            "Invoicing: leave it as it is. Automating it would lose EUR 5,000 over three years, hiring people for it "
            "9,000. Neither its volume nor its automation rate alone changes that.",
        ),
        (None, "Whether to hire, automate or leave Invoicing is not known: figures it rests on are blank."),
    ],
    ids=["automate", "hire", "leave", "out of reach", "blank"],
)
def test_hire_automate_or_leave(found: Alternatives | None, says: str) -> None:
    one = first(alternatives=found)
    section = view_alternatives.alternatives(alone(one))
    assert said(section.says) == says
    assert bool(section.tables) == (found is not None)


def test_where_nothing_is_finished_an_item_has_no_cost() -> None:
    one = first(alternatives=replace(ways("leave", -1.0, -1.0, VOLUME), handled_items=0.0))
    section = view_alternatives.alternatives(alone(one))
    assert section.notes == ()
    assert [cell.text for cell in section.tables[0].rows[0]][-2:] == ["none finished", "none finished"]


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (
            SecondProject("invoicing", "invoicing", 0.0, 0.6, 0.6),
            "Choosing the more telling project costs nothing: Invoicing is first with and without that criterion.",
        ),
        (
            SecondProject("invoicing", "proposals", 12345.0, 0.6, None),
            "Choosing Invoicing, which tells more, instead of Proposal writing costs EUR 12,300 in the middle future.",
        ),
        (
            SecondProject("invoicing", "proposals", -12345.0, 0.6, 0.1),
            "Choosing Invoicing, which tells more, costs nothing: it is worth EUR 12,300 more than Proposal writing in "
            "the middle future.",
        ),
        (None, "Difference from running agents counts for the second and third agent only: here it decides nothing."),
    ],
    ids=["the same", "costs", "gains", "not now"],
)
def test_what_the_more_telling_project_costs(found: SecondProject | None, says: str) -> None:
    section = view_alternatives.second_project(reading(certainty={"second_project": found}))
    assert said(section.says) == says
    if found and found.difference_of_otherwise is None:
        assert said(section.notes[0]).endswith("Invoicing 60 % and Proposal writing unknown.")
