"""People: roles filled and kept apart, load per person, the guild."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from toolkit.checks.answers import Answer, Answers, Fact, fails, not_applicable, passes, unknown
from toolkit.checks.facts import best, day, nowhere
from toolkit.checks.naming import called, counted, listing, there_are
from toolkit.checks.people import person

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.checks.facts import Row
    from toolkit.checks.people import People
    from toolkit.policy import Policy

ROLES = ("process expert", "agent operator", "program lead")
"""The roles that every agent needs and that are to be kept apart."""
GUILD = "guild member"
DISCIPLINES = {
    "platform": ("platform",),
    "domain": ("domain",),
    "legal or compliance": ("legal", "compliance"),
    "frontline": ("frontline",),
}
"""What the guild is made of, with the words of *discipline* that stand for it."""


def filled(running: list[Row], people: People) -> Answers:
    """Answer per role, from the first agent on: somebody in office passes, all gone fails, nobody: unknown."""
    if not running:
        return _no_agent()
    return {role: _filled(role, people) for role in ROLES}


def _filled(role: str, people: People) -> Answer:
    rows = [row for row in people.rows if row["role"].value == role]
    held = _in_office(people, role)
    if held:
        known = [row for row in held if row["since"].value is not None] or held[:1]
        names = listing(dict.fromkeys(row["name"].text for row in held))
        return passes(f"The role of {role} is filled: {names}.", *(_recorded(row) for row in known))
    gone = [row for row in rows if row["until"].value is not None]
    if gone:
        last = max(gone, key=lambda row: row["until"].text)
        said = f"Nobody has the role of {role} any more: {last['name'].text} left it on {day(last.last)}"
        return fails(f"{said} ({last['until'].place}).", last["until"])
    return unknown(f"Nobody has written down who has the role of {role} (People).", nowhere("People"))


def _recorded(row: Row) -> Fact:
    return row.recorded("name", ("since",))


def _in_office(people: People, role: str) -> list[Row]:
    """Return the rows of a role whose time has come and has not ended."""
    held = [row for row in people.rows if row["role"].value == role]
    return [row for row in held if not _ended(row, people.as_of) and not _ahead(row, people.as_of)]


def _ended(row: Row, on: dt.date) -> bool:
    until = row.date("until")
    return until is not None and until < on


def _ahead(row: Row, on: dt.date) -> bool:
    since = row.date("since")
    return since is not None and since > on


def separated(running: list[Row], people: People, policy: Policy) -> Answers:
    """Pass, from the policy's number of agents on: nobody has two of the roles. One without anybody: unknown."""
    least = int(policy.number("people.separate_from"))
    if len(running) < least:
        said = f"{there_are(running, 'agent')} in production; the roles are to be kept apart from {least} on."
        return not_applicable(said)
    by_role = {role: _in_office(people, role) for role in ROLES}
    empty = [role for role, rows in by_role.items() if not rows]
    seen: dict[str, Row] = {}
    for rows in by_role.values():
        for row in rows:
            other = seen.setdefault(person(row["name"].value), row)
            if other["role"].value != row["role"].value:
                said = f"With {len(running)} agents in production, {row['name'].text} is both {other['role'].text}"
                message = f"{said} ({other['role'].place}) and {row['role'].text} ({row['role'].place})."
                return fails(message, other["role"], row["role"], owner="")
    if empty:
        message = (
            f"Nobody has written down who has the role of {listing(empty)}, so nobody can say whether it is apart."
        )
        return unknown(message, nowhere("People"))
    facts = [_recorded(row) for rows in by_role.values() for row in rows if row["since"].value is not None]
    return passes("Process expert, agent operator and program lead are different people.", *facts)


def load_per_person(running: list[Row], workflow_rows: Mapping[str, Row], people: People, policy: Policy) -> Answers:
    """Answer per person whom an agent in production names as owner, exception owner or operator.

    More agents than the policy's fail, and so do fewer hours as operator than they take; blank hours are unknown.
    """
    if not running:
        return _no_agent()
    leaning: dict[str, dict[str, Fact]] = {}
    for agent in running:
        workflow = workflow_rows.get(agent["workflow"].text)
        named = [agent["owner"], agent["exception_owner"], *([workflow["operator"]] if workflow else [])]
        for fact in named:
            if fact.value is not None:
                leaning.setdefault(person(fact.value), {}).setdefault(called(agent), fact)
    most, hours = int(policy.number("people.agents_per_person")), policy.number("people.hours_per_agent")
    found = {next(iter(held.values())).text: _load(held, people, most, hours) for held in leaning.values()}
    cell = running[0]["owner"]
    return found or unknown(f"Nobody has written down whom the agents lean on ({cell.place}).", cell)


def _load(leaning: dict[str, Fact], people: People, most: int, per_agent: float) -> Answer:
    first, count = next(iter(leaning.values())), len(leaning)
    said = f"{first.text} looks after {counted(count, 'agent')}"
    if count > most:
        message = f"{said} ({listing(leaning)}); more than {most} are too many for one person."
        return fails(message, *leaning.values(), owner=first.text)
    roles = [row for row in _in_office(people, ROLES[1]) if person(row["name"].value) == person(first.value)]
    if not roles:
        return passes(f"{said}.", *leaning.values(), owner=first.text)
    cells = [row["hours_per_week"] for row in roles]
    if all(cell.value is None for cell in cells):
        message = f"{said}, with hours a week that nobody has written down ({cells[0].place})."
        return unknown(message, *cells, owner=first.text)
    given, needed = sum(float(cell.value or 0) for cell in cells), count * per_agent
    has = f"{said}, with {given:g} hours a week as operator ({cells[0].place})"
    if given < needed:
        return fails(f"{has}; {needed:g} are needed.", *cells, *leaning.values(), owner=first.text)
    return passes(f"{has}.", *cells, *leaning.values(), owner=first.text)


def guild_composed(running: list[Row], people: People, policy: Policy) -> Answers:
    """Answer per discipline, from the policy's number of agents on: a guild member of it in office passes, none fails.

    Unknown where nobody is listed as a guild member, or where the discipline of one is blank.
    """
    least = int(policy.number("people.guild_from"))
    if len(running) < least:
        return not_applicable(f"{there_are(running, 'agent')} in production; a guild is asked for from {least} on.")
    members = _in_office(people, GUILD)
    if not members:
        return unknown("Nobody is listed on People as a guild member in office.", nowhere("People"))
    return {name: _of_discipline(name, words, members) for name, words in DISCIPLINES.items()}


def _of_discipline(name: str, words: tuple[str, ...], members: list[Row]) -> Answer:
    held = [row for row in members if any(word in person(row["discipline"].value) for word in words)]
    if held:
        known = [row for row in held if row["since"].value is not None] or held[:1]
        names = listing(dict.fromkeys(row["name"].text for row in held))
        facts = [row.recorded("discipline", ("since",)) for row in known]
        return passes(f"The guild has {names} for {name}.", *facts)
    blank = [row["discipline"] for row in members if row["discipline"].value is None]
    if blank:
        message = (
            f"Nobody has written down what each guild member stands for ({blank[0].place}); none is known for {name}."
        )
        return unknown(message, *blank)
    return fails(f"Nobody in the guild stands for {name}.", *(row["discipline"] for row in members))


def guild_rotated(governance: list[Row], people: People, policy: Policy) -> Answers:
    """Pass: a review of the rotation, or somebody joining or leaving, within the policy's days. Later: fail.

    Not applicable while every member has joined within them; unknown without guild or without any date.
    """
    days = int(policy.number("people.rotation_days"))
    start = people.as_of - dt.timedelta(days=days)
    members = [row for row in people.rows if row["role"].value == GUILD and not _ahead(row, people.as_of)]
    reviews = [row for row in governance if (row["kind"].value, row["subject"].value) == ("review", "guild rotation")]
    held = [(row.date("date"), row["date"]) for row in reviews]
    dated = sorted((on, fact) for on, fact in held if on is not None and on <= people.as_of)
    if dated and dated[-1][0] >= start:
        return passes(f"The rotation of the guild was reviewed on {day(dated[-1][0])}.", dated[-1][1])
    if not members:
        return unknown("Nobody is listed on People as a guild member.", nowhere("People"))
    joined = [row.date("since") for row in members]
    if all(since is not None and since >= start for since in joined):
        return not_applicable(f"Nobody has been in the guild for {days} days yet.")
    moved = [
        row.recorded(name, ("since",)) for row in members for name in ("since", "until") if _within(row, name, start)
    ]
    if moved:
        return passes(f"People have joined or left the guild in the last {days} days.", *moved)
    if dated:
        message = f"The rotation of the guild was last reviewed on {day(dated[-1][0])} ({dated[-1][1].place}), "
        return fails(f"{message}more than {days} days ago, and nobody has joined or left since.", dated[-1][1])
    if all(since is None for since in joined):
        cell = members[0]["since"]
        return unknown(f"Nobody has written down since when the guild has its members ({cell.place}).", cell)
    message = f"Nobody has joined or left the guild in the last {days} days, and no review of its rotation is dated."
    return unknown(message, nowhere("Governance"), *(row["since"] for row in members))


def _within(row: Row, column: str, start: dt.date) -> bool:
    on = row.date(column)
    return on is not None and start <= on <= row.as_of


def ownership_model(at_work: list[Row], governance: list[Row]) -> Answers:
    """Pass, from the second agent at work on: each has an owner, and it is decided how ownership changes hands.

    The message says whether ownership is central (one owner) or shared; without the decision it is left to chance, as
    far as anybody knows: unknown. An agent without an owner fails.
    """
    if not at_work:
        return unknown("No agent is in build, pilot or production, as far as Agents says.", nowhere("Agents"))
    if len(at_work) == 1:
        return not_applicable(f"{called(at_work[0])} is the only agent at work.")
    without = [row["owner"] for row in at_work if row["owner"].value is None]
    if without:
        said = f"Ownership is left to chance: {len(without)} of {len(at_work)} agents at work have no owner"
        return fails(f"{said} ({without[0].place}).", *without)
    owners = list({person(row["owner"].value) for row in at_work})
    model = "central, with one owner" if len(owners) == 1 else f"shared among {counted(owners, 'owner')}"
    wanted = ("decision", "ownership change")
    rows = [row for row in governance if (row["kind"].value, row["subject"].value) == wanted]
    decided = best([row for row in rows if row["text"].value is not None and row["about"].value is None])
    said = f"Ownership of {len(at_work)} agents is {model}"
    if decided:
        facts = [decided[0][column] for column in ("text", "date", "owner", "written_by")]
        return passes(f"{said}, and it is decided how it changes hands.", *facts, owner=decided[0].owner)
    cell = rows[0]["text"] if rows else nowhere("Governance")
    message = f"{said}; nobody has written down for all agents how it changes hands, so it is left to chance"
    return unknown(f"{message} ({cell.place}).", cell)


def _no_agent() -> Answer:
    return unknown("No agent is in production, as far as Agents says.", nowhere("Agents"))
