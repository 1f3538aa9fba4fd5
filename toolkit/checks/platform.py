"""Question 4: are monitoring, cost tracking and connectors shared, and used by every agent in production?"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from toolkit.checks.answers import Answer, Answers, fails, not_applicable, passes, unknown
from toolkit.checks.facts import best, day, nowhere

if TYPE_CHECKING:
    import datetime as dt

    from toolkit.checks.answers import Fact
    from toolkit.checks.facts import Row
    from toolkit.checks.people import People
    from toolkit.model import Value

KINDS = {"monitoring": "monitoring", "cost tracking": "cost tracking", "connector": "connectors"}
"""Kind on Platform → how people call it."""
COMPONENT = ("status", "since", "owner")
CLAIM = ("access", "resource", "written_by", "written_on")


def shared(platform: list[Row], people: People, as_of: dt.date) -> dict[str, Answer]:
    """Answer per kind: a live component passes, one that is only planned or retired fails, none is unknown."""
    return {
        word: _shared(word, [row for row in platform if row["kind"].value == kind], people, as_of)
        for kind, word in KINDS.items()
    }


def _shared(word: str, rows: list[Row], people: People, as_of: dt.date) -> Answer:
    live = [row for row in rows if row["status"].value == "live" and not _not_live(row, as_of)]
    kept = best([row for row in live if people.left(row.owner) is None])
    if kept:
        names = ", ".join(row["component_id"].text for row in kept)
        message = f"Shared {word}: {names} {'is' if len(kept) == 1 else 'are'} in operation."
        return passes(message, *_facts(kept, COMPONENT), owner=kept[0].owner)
    if live:
        row, owner, left = live[0], live[0]["owner"], people.left(live[0].owner) or live[0]
        message = f"Shared {word}: the owner of {row['component_id'].text}, {owner.text} ({owner.place}), left on "
        return fails(f"{message}{day(left.last)} ({left['until'].place}).", owner, left["until"])
    stated = [row for row in rows if _not_live(row, as_of)]
    if stated:
        message = f"Shared {word}: {stated[0]['component_id'].text} {_why_not(stated[0])}."
        return fails(message, *_not_live(stated[0], as_of), owner=stated[0].owner)
    cell = rows[0]["status"] if rows else nowhere("Platform")
    return unknown(f"Nobody has written down whether there is shared {word} ({cell.place}).", cell)


def used(running: list[Row], platform: list[Row], ownership: list[Row], as_of: dt.date) -> dict[str, Answer]:
    """Answer per agent in production and kind: a live component it names passes; private or not yet live fails."""
    components = {row["component_id"].text.casefold(): row for row in platform}
    claims: dict[tuple[Value, Value], list[tuple[Row, Row]]] = defaultdict(list)
    for row in ownership:
        component = components.get(row["resource"].text.casefold()) if row.cells["kind"] == "component" else None
        if component is not None:
            claims[row.cells["agent"], component.cells["kind"]].append((row, component))
    return {
        f"{agent['agent_id'].text}: {word}": _used(agent, word, claims[agent.cells["agent_id"], kind], as_of)
        for agent in running
        for kind, word in KINDS.items()
    }


def _used(agent: Row, word: str, claims: list[tuple[Row, Row]], as_of: dt.date) -> Answer:
    name, owner = agent["name"].text or agent["agent_id"].text, agent.owner
    for claim, component in claims:
        access, resource, against = claim["access"], claim["resource"], _not_live(component, as_of)
        if access.value == "private":
            return fails(f"{name} keeps {word} of its own ({access.place}).", access, owner=owner)
        if against:
            message = f"{name} is said to use {resource.text} ({resource.place}), but it {_why_not(component)}."
            return fails(message, resource, *against, owner=owner)
    sure = [one for one in claims if one[0]["access"].value is not None and one[1]["status"].value == "live"]
    if sure:
        facts = _facts(best([claim for claim, _ in sure]), CLAIM)
        statuses = [component["status"] for _, component in sure]
        return passes(f"{name} uses the shared {word}.", *facts, beside=statuses, owner=owner)
    blank = [fact for one in claims for fact in (one[0]["access"], one[1]["status"]) if fact.value is None]
    cell = blank[0] if blank else nowhere("Ownership")
    return unknown(f"Nobody has written down whether {name} uses the shared {word} ({cell.place}).", cell, owner=owner)


def connectors_agree(systems: list[Row], platform: list[Row], as_of: dt.date) -> Answers:
    """Answer per system whose connector is said to be shared and that a connector of Platform covers."""
    claimed = {row["system_id"].text: row for row in systems if row["shared_connector"].value is True}
    covering: dict[str, list[Row]] = {}
    for row in platform:
        for system in row.ids("covers") if row["kind"].value == "connector" else ():
            covering.setdefault(system, []).append(row)
    both = {name: _agrees(row, covering[name], as_of) for name, row in claimed.items() if name in covering}
    return both or not_applicable("Systems and Platform do not speak of the same connector.")


def _agrees(system: Row, connectors: list[Row], as_of: dt.date) -> Answer:
    name, said = system["name"].text or system["system_id"].text, system["shared_connector"]
    live = [row for row in connectors if row["status"].value == "live" and not _not_live(row, as_of)]
    if live:
        message = f"The connector of {name} is shared: {best(live)[0]['component_id'].text} is in operation."
        return passes(message, *_facts(best(live), COMPONENT), beside=(said,), owner=best(live)[0].owner)
    stated = [row for row in connectors if _not_live(row, as_of)]
    if stated:
        message = f"The connector of {name} is said to be shared ({said.place}), but {_called(stated[0])}."
        return fails(message, said, *_not_live(stated[0], as_of), owner=stated[0].owner)
    status = connectors[0]["status"]
    message = f"Nobody has written down whether the connector of {name} is in operation ({status.place})."
    return unknown(message, status, owner=connectors[0].owner)


def _not_live(row: Row, as_of: dt.date) -> list[Fact]:
    """Return the cells that say a component is not in operation; none where it is, or where nobody knows."""
    since = row.date("since")
    if row["status"].value in ("planned", "retired"):
        return [row["status"]]
    return [row["status"], row["since"]] if since is not None and since > as_of else []


def _facts(rows: list[Row], columns: tuple[str, ...]) -> list[Fact]:
    return [row[column] for row in rows for column in columns]


def _called(row: Row) -> str:
    return f"{row['component_id'].text} {_why_not(row)}"


def _why_not(row: Row) -> str:
    since, status = row.date("since"), row["status"]
    if status.value in ("planned", "retired"):
        return f"is {status.text} ({status.place})"
    return f"is in operation only from {day(since)} ({row['since'].place})" if since else "is not in operation"
