"""What is concluded of who owns what: in a sentence, on how good a footing, and how each finding is marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.model import Outcome
from toolkit.render.view_answers import MARKS
from toolkit.render.view_records import Mark
from toolkit.render.view_words import capital, count, date, listed, name_of, number_word, shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.render.view_claims import Claims
    from toolkit.results import Collision

NAMED = 3
WITNESS_LENGTH = 90

SEVERITIES = {
    "collision": Mark("✕", "conflict", "fail"),
    "warning": Mark("▲", "warning", "waived"),
    "unknown": Mark("?", "not known", "unknown"),
}
"""How a finding of the race detector is marked, by its severity."""

KIND_WORDS = {
    "trigger": "one message starts both",
    "schedule": "at least one of them on schedule",
    "field": "both write it",
    "object": "different fields of one record",
    "stale read": "read on schedule, written on events",
    "output": "both write to it",
    "exception": "one person, no order",
    "handoff": "work goes round",
}


def conclusion(claims: Claims) -> str:
    """Return who owns how much, and whether any two are in each other's way, as one sentence or two."""
    routing, agents = claims.routing, len(claims.routing.agents)
    if not agents:
        return "No agent is at work yet: there is nothing to own."
    if not claims.at_work:
        nothing = "nothing is written down about what it owns" if agents == 1 else "nobody wrote down what they own"
        return f"{_who(claims)} {_is(agents)} at work and {nothing}: whether {_they(agents)} not known."
    head = f"{_who(claims)} {'owns' if agents == 1 else 'own'} {count(claims.owned, 'resource')}"
    found = routing.collisions
    if found:
        worst = clash_says(claims, gravest(found))
        return (
            f"{head}; {worst}."
            if len(found) == 1
            else f"{head}; {count(len(found), 'conflict') + ' are open'}. {capital(worst)}."
        )
    blind = _blind(claims)
    if blind:
        return f"{head}, and no conflict is found, but {blind}."
    if agents == 1:
        return f"{head}; with a single agent at work, no two can collide."
    warnings = len(routing.warnings)
    tail = f"; {count(warnings, 'warning')} {_is(warnings)} worth a look" if warnings else ""
    return f"{head}, and no two of them collide{tail}."


def gravest(found: Sequence[Collision]) -> Collision:
    """Return the conflict that the conclusion speaks of: of the first kind, the one with most agents."""
    return max((one for one in found if one.kind == found[0].kind), key=lambda one: len(one.agents) + one.more)


def _who(claims: Claims) -> str:
    agents = claims.routing.agents
    return claims.name(agents[0]) if len(agents) == 1 else capital(count(len(agents), "agent"))


def _is(agents: int) -> str:
    return "is" if agents == 1 else "are"


def _they(agents: int) -> str:
    return "it collides with anything is" if agents == 1 else "they collide is"


def _blind(claims: Claims) -> str:
    """Return what keeps anyone from saying that nothing collides; empty where all is known."""
    unknown = claims.routing.unknown
    said = [f"{count(len(unknown), 'pair of claims', 'pairs of claims')} cannot be told apart"] if unknown else []
    return listed([*said, *_unsaid(claims)])


def _unsaid(claims: Claims) -> list[str]:
    """Return of whom nobody wrote down what they own, or what starts them."""
    mute = _mute(claims)
    silent = [agent for agent in claims.routing.unknown_agents if agent not in mute]
    owns = "owns" if len(mute) == 1 else "own"
    said = [f"nothing is written down about what {names(claims, mute)} {owns}"] if mute else []
    return [*said, *([f"what starts {names(claims, silent)} is not written down"] if silent else [])]


def _mute(claims: Claims) -> tuple[str, ...]:
    """Return the agents at work that claim nothing at all."""
    return tuple(agent for agent in claims.routing.agents if not claims.by_agent.get(agent))


def clash_says(claims: Claims, one: Collision) -> str:
    """Return an open conflict as the middle of a sentence, with its proof."""
    who, both = names(claims, one.agents, one.more), _both(claims, one)
    resource, witness = shorten(one.resource, WITNESS_LENGTH), shorten(one.witness, WITNESS_LENGTH)
    if one.kind == "trigger":
        if not witness:
            return f"{who} both dispatch {resource}" if len(one.agents) > 1 else f"{who} dispatches {resource} twice"
        share = len(one.agents) + one.more
        all_of_them = f", and {count(share, 'agent')} share {resource}" if share > 2 else ""
        return f"one message would start {both}: “{witness}”{all_of_them}"
    if one.kind == "field":
        return f"{who} {_all(one)}write {resource}"
    if one.kind == "output":
        return f"{who} {_all(one)}write to {resource}"
    if one.kind == "exception":
        return f"{resource} gets the exceptions of {who} in no order"
    if one.kind == "handoff":
        return f"work can go round for ever: {witness}"
    return f"{who} are in each other’s way on {resource}"


def _all(one: Collision) -> str:
    return "both " if len(one.agents) + one.more <= 2 else "all "


def _both(claims: Claims, one: Collision) -> str:
    """Return whom a message starts: the two agents there are as *both*, others by name."""
    first = one.witnesses[0].agents if one.witnesses else one.agents
    return "both" if len(claims.routing.agents) <= 2 else names(claims, first)


def names(claims: Claims, agents: Sequence[str], more: int = 0) -> str:
    """Return the first agents by name and how many there are beyond them."""
    shown = [claims.name(agent) for agent in agents[:NAMED]]
    left = len(agents) - len(shown) + more
    return f"{', '.join(shown)} and {left:,} more" if left > 0 else listed(shown)


def verdict_mark(claims: Claims) -> Mark:
    """Return the outcome that the conclusion comes to; what is not known counts in nobody's favour."""
    routing = claims.routing
    if not routing.agents:
        return MARKS[Outcome.NOT_APPLICABLE]
    if routing.collisions:
        return MARKS[Outcome.FAIL]
    return MARKS[Outcome.UNKNOWN if _blind(claims) else Outcome.PASS]


def writing_says(claims: Claims) -> str:
    """Return how many claims are in writing."""
    found = claims.routing.claims
    if not found.total:
        return "No claim of an agent at work stands on the sheet Ownership."
    verbal = len(found.verbal)
    if not verbal:
        alone = found.total == 1
        return "The one claim is in writing." if alone else f"All {number_word(found.total)} claims are in writing."
    if verbal == found.total:
        return f"No claim is in writing: {count(verbal, 'claim')} {'is' if verbal == 1 else 'are'} only verbal."
    return f"{capital(number_word(verbal))} of {number_word(found.total)} claims {_is(verbal)} only verbal."


def review_says(claims: Claims) -> str:
    """Return when the map was last reviewed and when it is due again."""
    found = claims.routing.claims
    if found.last_review is None or found.next_review is None:
        return "No review of the map is recorded; one is due now."
    due = found.next_review
    tail = "it has been due since" if due < claims.reading.assessment.program.as_of else "the next one is due on"
    return f"Last reviewed on {date(found.last_review)}; {tail} {date(due)}."


def planned_says(claims: Claims) -> str:
    """Return how many agents are planned; empty for none."""
    number = len(claims.planned)
    if not number:
        return ""
    who = "it" if number == 1 else "they"
    return f"{capital(count(number, 'agent'))} {_is(number)} planned: what {who} would claim is shown apart."


def open_says(claims: Claims) -> str:
    """Return how many findings there are of each severity."""
    routing = claims.routing
    parts = []
    if routing.collisions:
        parts.append(f"{count(len(routing.collisions), 'conflict')} {_is(len(routing.collisions))} open")
    if routing.warnings:
        parts.append(f"{count(len(routing.warnings), 'warning')} {_is(len(routing.warnings))} worth a look")
    if routing.unknown:
        parts.append(f"{count(len(routing.unknown), 'pair of claims', 'pairs of claims')} cannot be told apart")
    blind = _blind(claims)
    if not parts:
        return f"No conflict is found, but {blind}." if blind else "No conflict is open, and there is no warning."
    if not routing.collisions:
        parts.insert(0, "no conflict is found" if blind else "no conflict is open")
    unsaid = f" {capital(listed(_unsaid(claims)))}." if _unsaid(claims) else ""
    return f"{capital(listed(parts))}.{unsaid}"


def agent_name(claims: Claims, agent: str) -> str:
    """Return an agent's name, or the text itself where it is no agent."""
    return claims.name(agent) if agent in claims.agents else name_of(agent)
