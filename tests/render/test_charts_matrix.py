"""Geometry of who claims what: inside the box, nothing over another, columns while they fit, then signs."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from toolkit.render.charts_matrix import (
    FLAT,
    HEAD_LETTERS,
    MOST_COLUMNS,
    SIGNS,
    WORD_LETTERS,
    Claimed,
    Line,
    MatrixChart,
    matrix_chart,
    name_letters,
)
from toolkit.render.charts_ranges import LETTER, NARROWEST
from toolkit.render.html import render_part
from toolkit.render.view_parts import Part
from toolkit.render.view_records import Cell, Column, Picture, Table

WORDS = {"title": "What it shows", "caption": "How to read it", "alternative": "What is in it"}
GROUPS = ("Starts on", "Fields", "Writes to")


@st.composite
def matrices(draw: st.DrawFn) -> tuple[list[Line], list[str]]:
    agents = draw(st.integers(1, 40))
    names = [draw(st.text("Agent éß ", min_size=1, max_size=60)) for _ in range(agents)]
    lines = []
    for i in range(draw(st.integers(1, 30))):
        who = sorted(draw(st.sets(st.integers(0, agents - 1), min_size=1)))
        claims = tuple(Claimed(one, "■", "writes", "owns") for one in who)
        lines.append(Line(GROUPS[min(i // 10, 2)], f"r{i}", "✕ conflict", "fail", claims, "first and 2 more"))
    return lines, names


@settings(deadline=None, derandomize=True, max_examples=60)
@given(matrices())
def test_everything_stays_inside_in_the_order_given(given_one: tuple[list[Line], list[str]]) -> None:
    lines, agents = given_one
    chart = matrix_chart(lines, agents, **WORDS)
    assert [row.name.text for row in chart.rows] == [line.name for line in lines]
    assert [group.text for group in chart.groups] == list(dict.fromkeys(line.group for line in lines))
    ys = [row.name.y for row in chart.rows]
    assert all(before < after for before, after in pairwise(ys))
    for row in chart.rows:
        below = [row.name.y, *(mark.y for mark in row.marks), *([row.text.y] if row.text else []), row.line_y]
        assert all(before <= after for before, after in pairwise(below))
        assert below[-1] < chart.height
        assert all(0 <= float(mark.x) <= 100 for mark in row.marks)
        across = [float(mark.x) for mark in row.marks]
        assert all(after > before for before, after in pairwise(across))
    assert all(row.line_y < other.name.y for row, other in pairwise(chart.rows))
    if chart.heads:
        assert max(head.y for head in chart.heads) < chart.groups[0].y < chart.rows[0].name.y


@settings(deadline=None, derandomize=True, max_examples=60)
@given(matrices())
def test_a_sign_stands_below_its_agent_or_is_counted(given_one: tuple[list[Line], list[str]]) -> None:
    lines, agents = given_one
    chart = matrix_chart(lines, agents, **WORDS)
    for line, row in zip(lines, chart.rows, strict=True):
        if len(agents) <= MOST_COLUMNS:
            assert row.text is None
            assert len(row.marks) == len(line.claims)
            assert len(row.slots) == len(agents) - len(line.claims)
            centres = {round((i + 0.5) / len(agents) * 100, 2) for i in range(len(agents))}
            assert {float(one.x) for one in (*row.marks, *row.slots)} == centres
        else:
            assert row.text is not None
            assert chart.heads == ()
            counted = sum(int(mark.text[1:].replace(",", "")) if mark.kind == "more" else 1 for mark in row.marks)
            assert counted == len(line.claims)
            assert len(row.marks) <= SIGNS + 1


@pytest.mark.parametrize("agents", range(1, MOST_COLUMNS + 1))
def test_names_fit_above_their_columns_on_a_phone(agents: int) -> None:
    line = Line("Fields", "r", "", "", (Claimed(0, "■", "hands over", "owns"),))
    chart = matrix_chart([line], ["Resource scheduling for consultants"] * agents, **WORDS)
    assert chart.is_upright == (agents > FLAT)
    room = NARROWEST / agents
    for head in chart.heads:
        assert len(head.text) > 1
        if chart.is_upright:
            assert len(head.text) <= HEAD_LETTERS
            assert head.y >= len(head.text) * LETTER
        else:
            assert len(head.text) * LETTER <= room
    assert len(chart.rows[0].marks[0].text) * LETTER <= room + LETTER * 2


def test_a_name_leaves_room_for_its_word() -> None:
    assert (name_letters() + WORD_LETTERS) * LETTER <= NARROWEST
    assert len("✕ conflict") <= WORD_LETTERS


def chart_of(agents: int) -> MatrixChart:
    shared = (Claimed(0, "✕", "starts", "fail"), Claimed(agents - 1, "✕", "starts", "fail"))
    lines = [
        Line("Starts on", "inbox:ap@firm.example", "✕ conflict", "fail", shared, "Billing and Support"),
        Line("Fields", "crm.contact.email", "", "", (Claimed(0, "□", "reads", "reads"),), "Billing"),
    ]
    return matrix_chart(lines, [f"Agent {i}" for i in range(agents)], **WORDS)


@pytest.mark.parametrize("agents", [2, 6, 20], ids=["level", "upright", "signs"])
def test_drawn_with_its_words(agents: int, snapshot: SnapshotAssertion) -> None:
    table = Table("Figures", (Column("Name"),), ((Cell("A"),),))
    html = render_part(Part("It is so.", pictures=(Picture(chart_of(agents), table),))).partition("</style>")[2]
    assert 'role="img" aria-label="What is in it"' in html
    assert '<details class="figures"><summary>The chart’s figures</summary>' in html
    assert html == snapshot
