"""The map as a picture: agents against resources, conflicts marked; with many, only what several claim."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.render.charts_matrix import (
    MOST_COLUMNS,
    Claimed,
    Line,
    MatrixChart,
    has_columns,
    matrix_chart,
    name_letters,
)
from toolkit.render.view_claims import KINDS, Claim, Claims
from toolkit.render.view_ownership_words import SEVERITIES, names
from toolkit.render.view_records import Cell, Column, Picture, Section, Table
from toolkit.render.view_words import SPACE, capital, count, listed, number_word, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from toolkit.results import Collision

ROWS_EACH = 25
"""Resources that are shown one by one."""

ROWS_SHARED = 30
"""Rows that are shown of those which several agents claim."""

ROWS_SHOWN = 10
NAME_LENGTH = 22
TEXT_LENGTH = 44
OWNS, READS = "■", "□"
GROUPS = {
    "trigger": "Starts on",
    "field": "Fields",
    "output": "Writes to",
    "handoff": "Hands over to",
    "component": "Uses",
}
"""The groups of the rows, by kind of claim."""


@dataclass(frozen=True)
class Resource:
    """A resource, or a group of them, with all claims on it."""

    kind: str
    name: str
    claims: tuple[Claim, ...]
    collisions: tuple[Collision, ...]
    rule: str

    @property
    def agents(self) -> tuple[str, ...]:
        """Who claims it, by id."""
        return tuple(sorted({claim.agent for claim in self.claims}))

    @property
    def state(self) -> str:
        """The gravest thing that is found about it: a severity, *settled*, or nothing."""
        severities = {one.severity for one in self.collisions}
        return next((one for one in SEVERITIES if one in severities), "settled" if self.rule else "")

    @property
    def rank(self) -> tuple[int, int, int]:
        """What is graver, and then what more agents claim, comes first; shared components, meant so, come last."""
        order = (*SEVERITIES, "settled", "")
        return order.index(self.state), self.kind == "component", -len(self.agents)


def picture(claims: Claims) -> Section | None:
    """Return the map of the agents at work; nothing where nobody claims anything."""
    if not claims.at_work:
        return None
    shown, left, title = _chosen(claims)
    if not shown:
        return Section(left, ())
    agents = sorted({agent for one in shown for agent in one.agents})
    columns = agents if has_columns(len(agents)) else []
    lines = [_line(claims, one, columns) for one in shown]
    chart = _chart(claims, shown, lines, columns, title)
    return Section(left, (), (), (Picture(chart, _table(claims, shown)),))


def _chosen(claims: Claims) -> tuple[list[Resource], str, str]:
    """Return the rows, as fine as they still can be read, what is left out as a sentence, and the title over all."""
    each, together = (_resources(claims, by_object=by_object) for by_object in (False, True))
    title = _title(each)
    if len(claims.routing.agents) <= MOST_COLUMNS:
        if len(each) <= ROWS_EACH:
            return each, "Every resource that an agent at work claims has a row.", title
        if len(together) <= ROWS_EACH:
            return together, "Fields stand together by the record that they belong to; each is listed below.", title
        owned = [one for one in together if one.kind != "component"]
        if len(owned) <= ROWS_EACH:
            said = "Fields stand together by the record that they belong to; components are listed below."
            return owned, said, title
    shared = sorted((one for one in together if one.state or len(one.agents) > 1), key=lambda one: one.rank)
    shown = shared[:ROWS_SHARED]
    alone, beyond = len(together) - len(shared), len(shared) - len(shown)
    without = [f"{count(alone, 'resource')} that one agent alone claims"] if alone else []
    without += [f"{count(beyond, 'other')} that several share"] if beyond else []
    verb = "is" if alone + beyond == 1 else "are"
    tail = (
        f" Left out {verb} {listed(without)}; every claim stands in Excel, on the sheet Ownership." if without else ""
    )
    order = list(GROUPS)
    first = "Shown is what more than one agent claims, conflicts first." if shown else "No two agents claim the same."
    # A heading is set where the kind changes: the kind of the gravest row leads.
    kinds = dict.fromkeys(one.kind for one in shown)
    grouped = sorted(shown, key=lambda one: (list(kinds).index(one.kind), order.index(one.kind)))
    return grouped, first + tail, title


def _resources(claims: Claims, *, by_object: bool) -> list[Resource]:
    """Return the resources in the order of kinds and names; fields by the record they belong to, if wanted."""
    groups: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims.at_work:
        groups[claim.kind, _group(claim.key) if by_object and claim.kind == "field" else claim.key].append(claim)
    found = []
    for (kind, key), group in sorted(groups.items(), key=lambda item: (KINDS.index(item[0][0]), item[0][1])):
        fields = {claim.key for claim in group}
        name = group[0].resource if len(fields) == 1 else f"{_group(group[0].resource)}: {count(len(fields), 'field')}"
        if kind == "handoff":
            name = claims.name(group[0].resource)
        collisions = dict.fromkeys(one for claim in group for one in claims.found(claim))
        rules = [one.rule for claim in group if (one := claims.settled(claim))]
        rule = rules[0] if rules else ""
        found.append(Resource(kind, name if key else "unnamed", tuple(group), tuple(collisions), rule))
    return found


def _group(field: str) -> str:
    return ".".join(field.split(".")[:2])


def _line(claims: Claims, one: Resource, columns: Sequence[str]) -> Line:
    kind = SEVERITIES[one.state].kind if one.state in SEVERITIES else ""
    by_agent: dict[str, list[Claim]] = defaultdict(list)
    for claim in one.claims:
        by_agent[claim.agent].append(claim)
    gravest_first = sorted(by_agent, key=lambda agent: (not _severity(claims, by_agent[agent]), agent))
    order = sorted(by_agent) if columns else gravest_first
    return Line(
        group=GROUPS[one.kind],
        name=shorten(one.name, name_letters()),
        word=_word(one),
        kind=kind,
        claims=tuple(_claimed(claims, by_agent[agent], columns.index(agent) if columns else 0) for agent in order),
        text=shorten(_first_names(claims, order), TEXT_LENGTH),
    )


def _word(one: Resource) -> str:
    if one.state in SEVERITIES:
        return f"{SEVERITIES[one.state].shape}{SPACE}{SEVERITIES[one.state].word}"
    if one.state == "settled":
        return "settled"
    return "apart" if one.kind == "trigger" and len(one.agents) > 1 else ""


def _severity(claims: Claims, own: Iterable[Claim]) -> str:
    found = {one.severity for claim in own for one in claims.found(claim)}
    return next((one for one in SEVERITIES if one in found), "")


def _claimed(claims: Claims, own: Sequence[Claim], column: int) -> Claimed:
    severity = _severity(claims, own)
    strongest = next((claim for claim in own if claim.owns), own[0])
    owns = strongest.owns or strongest.kind == "handoff"
    sign = SEVERITIES[severity].shape if severity else OWNS if owns else READS
    kind = SEVERITIES[severity].kind if severity else "owns" if owns else "reads"
    return Claimed(column, sign, strongest.does.split()[0], kind)


def _first_names(claims: Claims, agents: Sequence[str]) -> str:
    shown = [shorten(claims.name(agent), NAME_LENGTH) for agent in agents[:2]]
    left = len(agents) - len(shown)
    return f"{', '.join(shown)} and {left:,} more" if left > 0 else listed(shown)


def _chart(
    claims: Claims, shown: Sequence[Resource], lines: Sequence[Line], columns: Sequence[str], title: str
) -> MatrixChart:
    in_conflict = [one for one in shown if one.state == "collision"]
    signs = f"{OWNS} starts on it, writes it or hands over, {READS} reads or uses it, "
    signs += ", ".join(f"{mark.shape} {mark.word}" for mark in SEVERITIES.values())
    marked = sorted((one for one in shown if one.state in SEVERITIES), key=lambda one: one.rank)
    said = [f"{SEVERITIES[one.state].word} {one.name}: {names(claims, one.agents)}" for one in marked[:ROWS_SHOWN]]
    alternative = "; ".join(
        [
            f"Agents against resources: {count(len(shown), 'row')}, {_agents(shown)}, "
            f"{count(len(in_conflict), 'row')} with a conflict",
            *said,
        ]
    )
    return matrix_chart(
        lines,
        [claims.name(agent) for agent in columns],
        title=title,
        caption=f"{signs}; a dot is no claim." if columns else f"One sign per agent: {signs}.",
        alternative=f"{alternative}.",
    )


def _agents(shown: Sequence[Resource]) -> str:
    return count(len({agent for one in shown for agent in one.agents}), "agent")


def _title(each: Sequence[Resource]) -> str:
    in_conflict = sum(one.state == "collision" for one in each)
    if in_conflict:
        of = f"{capital(number_word(in_conflict))} of {count(len(each), 'resource')}"
        return f"{of} {'is' if in_conflict == 1 else 'are'} in conflict"
    if any(one.state == "unknown" for one in each):
        return "Whether every resource has one owner is not known"
    return "No resource has two owners without a rule"


def _table(claims: Claims, shown: Sequence[Resource]) -> Table:
    rows = tuple(
        (
            Cell(one.name, GROUPS[one.kind].lower()),
            Cell(names(claims, one.agents)),
            Cell(_state(one)),
            Cell(_cells(one.claims)),
        )
        for one in shown
    )
    columns = tuple(Column(title) for title in ("Resource", "Agents", "State", "Cells"))
    return Table("Who claims what", columns, rows[:ROWS_SHOWN], rows[ROWS_SHOWN:])


def _state(one: Resource) -> str:
    return f"settled: {one.rule}" if one.state == "settled" else _word(one) or "–"


def _cells(own: Sequence[Claim]) -> str:
    shown = [claim.place.partition("!")[2] for claim in own[:4]]
    left = len(own) - len(shown)
    return f"Ownership!{', '.join(shown)}" + (f" and {left:,} more" if left > 0 else "")
