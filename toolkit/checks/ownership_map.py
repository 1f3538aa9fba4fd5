"""Claims in writing, and the ownership map reviewed every quarter and before each go-live (race detector)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from toolkit.checks.answers import Answer, Answers, Fact, fails, not_applicable, passes, unknown
from toolkit.checks.facts import best, day, nowhere
from toolkit.checks.routing.claims import MAP

if TYPE_CHECKING:
    from toolkit.checks.claimed import Claimed
    from toolkit.checks.facts import Row
    from toolkit.policy import Policy
    from toolkit.results import GoLive, RoutingResult


def claims_written(claimed: Claimed, shown: int) -> Answers:
    """Pass: every claim says who wrote it down and when. Answer per agent with verbal ones: claimed, no evidence."""
    nothing = claimed.nothing()
    if nothing is not None:
        return nothing
    verbal: dict[str, list[Row]] = {}
    for row in claimed.rows:
        if row["resource"].lacks:
            verbal.setdefault(str(row.cells["agent"]), []).append(row)
    found: dict[str, Answer] = {agent: _verbal(claimed, agent, rows, shown) for agent, rows in verbal.items()}
    facts = [row["resource"] for row in claimed.rows[:shown]]
    return found or passes(f"All {len(claimed.rows)} claims are written down.", *facts)


def _verbal(claimed: Claimed, agent: str, rows: list[Row], most: int) -> Answer:
    row, name = rows[0], claimed.name(agent)
    lacks = " and ".join(lack.title for lack in row["resource"].lacks)
    count = "A claim" if len(rows) == 1 else f"{len(rows)} claims"
    first = f"{row['kind'].text} {row['resource'].text}, without {lacks} ({row['resource'].lacks[0].evidence.place})"
    facts = [Fact(None, lack.evidence) for one in rows[:most] for lack in one["resource"].lacks]
    message = f"Claimed, no evidence: {count} of {name} {'is' if len(rows) == 1 else 'are'} verbal; first the {first}."
    return unknown(message, *facts, owner=claimed.owner([agent]))


def map_reviewed(
    agents: list[Row], governance: list[Row], routing: RoutingResult, policy: Policy, as_of: dt.date
) -> Answers:
    """Pass: the ownership map was reviewed within the policy's days; never reviewed is unknown."""
    days, last = int(policy.number("routing.review_days")), routing.claims.last_review
    if not agents:
        return unknown("Nobody has listed any agent.", nowhere("Agents"))
    if not routing.agents:
        return not_applicable("No agent is in build, pilot or production, so there is no ownership map.")
    if last is None:
        return unknown("Nobody has written down a review of the ownership map.", nowhere("Governance"))
    rows = best([row for row in _reviews(governance) if row.date("date") == last])
    facts, due = [row["date"] for row in rows], last + dt.timedelta(days=days)
    said = f"The ownership map was last reviewed on {day(last)}"
    if due < as_of:
        return fails(f"{said} ({facts[0].place}); the next review was due on {day(due)}.", *facts, owner=rows[0].owner)
    return passes(f"{said}; the next review is due on {day(due)}.", *facts, owner=rows[0].owner)


def map_reviewed_before_go_live(claimed: Claimed, governance: list[Row]) -> Answers:
    """Answer per agent in production. Pass: reviewed since the go-live before; no question of the very first agent."""
    if not claimed.agents:
        return unknown("Nobody has listed any agent.", nowhere("Agents"))
    reviews, live = _reviews(governance), {one.agent: one for one in claimed.routing.claims.go_lives}
    running = [row for row in claimed.agents if row["status"].value == "production"]
    first = min((one.date for one in live.values()), default=None)
    firsts = [one.agent for one in live.values() if one.date == first]
    alone = firsts[0] if len(firsts) == 1 and len(live) == len(running) else ""
    found = {
        row["agent_id"].text: _before(claimed, row, live.get(row["agent_id"].text), reviews, alone) for row in running
    }
    return found or not_applicable("No agent is in production, so none has gone live.")


def _before(claimed: Claimed, row: Row, live: GoLive | None, reviews: list[Row], alone: str) -> Answer:
    agent, since = row["agent_id"].text, row["production_since"]
    name = claimed.name(agent)
    if agent == alone:
        return not_applicable(f"{name} was the first agent: there was nothing to overlap with.")
    if live is None:
        message = f"Nobody has written down since when {name} is in production ({since.place})."
        if since.value is not None:
            message = f"{name} is said to be in production from a day still to come ({since.place})."
        return unknown(message, since, owner=row.owner)
    went = f"{name} went live on {day(live.date)} ({since.place})"
    if not reviews:
        message = f"{went}, and nobody has written down a review of the ownership map."
        return unknown(message, nowhere("Governance"), owner=row.owner)
    if live.review is None:
        return fails(f"{went} without a review of the ownership map since the go-live before.", since, owner=row.owner)
    found = best([one for one in reviews if one.date("date") == live.review])
    message = f"{went}, after a review of the ownership map on {day(live.review)}."
    return passes(message, *(one["date"] for one in found), beside=(since,), owner=row.owner)


def _reviews(governance: list[Row]) -> list[Row]:
    rows = [row for row in governance if row["kind"].value == "review" and row["subject"].value == MAP]
    return [row for row in rows if row["date"].value is not None]
