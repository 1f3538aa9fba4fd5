"""The agents together: one at a time, the mix against the phase, how they are owned, and the reviews."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from toolkit.checks.answers import Answer, Answers, fails, not_applicable, passes, unknown
from toolkit.checks.facts import day, nowhere
from toolkit.checks.gates import current_phase
from toolkit.checks.naming import NAMED, called, counted, listing, there_are
from toolkit.model import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolkit.checks.facts import Row
    from toolkit.policy import Policy
    from toolkit.results import AgentHealth, BeforeGoLive, Criterion, Fleet, Gate


def one_build(agents: list[Row], policy: Policy, as_of: dt.date) -> Answers:
    """Answer per agent whose build began after another's, within the policy's days: one still under way then fails.

    A build ends with *in production since*, and goes on where the status is build. Without a date: unknown.
    """
    if not agents:
        return _nobody()
    start = (as_of - dt.timedelta(days=int(policy.number("portfolio.looks_back_days")))).isoformat()
    built = [row for row in agents if row["status"].value not in ("idea", None)]
    if len(built) == 1:
        return not_applicable(f"{called(built[0])} is the only agent that has been built.")
    in_build = [row for row in built if row["status"].value == "build"]
    found, longest = {}, None
    for agent in sorted(built, key=lambda row: (row["build_started"].text, row.number)):
        started = agent["build_started"]
        if len(in_build) > 1 and agent["status"].value == "build":
            found[agent["agent_id"].text] = _in_build_at_once(agent, in_build)
        elif started.value is None:
            message = f"Nobody has written down when the build of {called(agent)} began ({started.place})."
            found[agent["agent_id"].text] = unknown(message, started, owner=agent.owner)
        elif longest is not None and started.text >= start:
            found[agent["agent_id"].text] = _built_alone(agent, longest)
        if started.value is not None and (longest is None or _end_of_build(agent) > _end_of_build(longest)):
            longest = agent
    return found or not_applicable("No agent has been built beside another in the time looked back upon.")


def _end_of_build(row: Row) -> str:
    """Return the day as ISO text; after all days where it goes on, before all where nobody wrote it down."""
    return "~" if row["status"].value == "build" else row["production_since"].text


def _in_build_at_once(agent: Row, in_build: list[Row]) -> Answer:
    others = [row for row in in_build[: NAMED + 1] if row is not agent][:NAMED]
    names, status = listing(map(called, others), len(in_build) - 1), agent["status"]
    message = f"{called(agent)} and {names} are in build at once ({status.place})."
    return fails(message, status, *(row["status"] for row in others), owner=agent.owner)


def _built_alone(agent: Row, longest: Row) -> Answer:
    """Compare a build with the one that lasts longest of those begun before it."""
    name, started, ended = called(agent), agent["build_started"], longest["production_since"]
    if _end_of_build(longest) <= started.text:
        return passes(f"{name} was built without another build beside it.", started, owner=agent.owner)
    goes_on = longest["status"].value == "build"
    until = "is still under way" if goes_on else f"went on until {day(dt.date.fromisoformat(ended.text))}"
    message = f"The build of {name} began on {day(dt.date.fromisoformat(started.text))} ({started.place}), while that "
    shown = longest["status"] if goes_on else ended
    message = f"{message}of {called(longest)} {until} ({shown.place})."
    return fails(message, started, shown, beside=(longest["build_started"],), owner=agent.owner)


def one_settling(running: list[Row], fleet: Fleet, policy: Policy) -> Answers:
    """Pass: at most one agent in production is not stable. Two or more fail; agents that nobody measured may be."""
    if not running:
        return unknown("No agent is in production, as far as Agents says.", nowhere("Agents"))
    if len(running) == 1:
        return not_applicable(f"{called(running[0])} is the only agent in production.")
    takes = policy.number("health.stable_weeks") + policy.number("health.least_earlier_weeks")
    names = {row["agent_id"].text: row for row in running}
    settling = [names[one.agent] for one in fleet.health if _settles(one, takes)]
    open_ones = [names[one.agent] for one in fleet.health if _is_open(one) and not _settles(one, takes)]
    facts = [row["production_since"] for row in settling[:NAMED]]
    if len(settling) > 1:
        which = listing(map(called, settling[:NAMED]), len(settling))
        return fails(f"{there_are(settling, 'agent')} live and not yet stable at once: {which}.", *facts)
    if len(settling) + len(open_ones) > 1:
        message = f"Metrics does not say whether {listing(map(called, open_ones))} {_is(open_ones)} stable."
        return unknown(message, nowhere("Metrics"), *(row["production_since"] for row in (*settling, *open_ones)))
    one = f"Only {called(settling[0])} is" if settling else "No agent is"
    return passes(f"{one} live and not yet stable.", *(row["production_since"] for row in running))


def _is(rows: Sequence[Row]) -> str:
    return "is" if len(rows) == 1 else "are"


def _settles(one: AgentHealth, takes: float) -> bool:
    """Whether an agent is known not to be stable, be it for being young."""
    young = bool(one.production_since) and one.weeks.complete < takes
    return one.stability.outcome is Outcome.FAIL or (_is_open(one) and young)


def _is_open(one: AgentHealth) -> bool:
    return one.stability.outcome is Outcome.UNKNOWN


def golive_after_stable(agents: list[Row], running: list[Row], fleet: Fleet, policy: Policy) -> Answers:
    """Answer per agent that went live beside running ones: one of those not stable on that day fails.

    Weeks that Metrics does not tell of, and a go-live without a date, are unknown. Agents live on one day fail alike.
    """
    if not agents:
        return _nobody()
    rows = {row["agent_id"].text: row for row in agents}
    found = {agent: _settled(rows[agent], live, rows) for live in fleet.go_lives for agent in live.agents}
    for row in running if len(running) > 1 else ():
        since = row["production_since"]
        if since.value is None:
            message = f"Nobody has written down since when {called(row)} is in production ({since.place})."
            found[row["agent_id"].text] = unknown(message, since, owner=row.owner)
    days = policy.number("portfolio.looks_back_days")
    return found or not_applicable(f"No agent went live beside another in {days:g} days.")


def _settled(agent: Row, live: BeforeGoLive, rows: dict[str, Row]) -> Answer:
    name, since, owner = called(agent), agent["production_since"], agent.owner
    went = f"{name} went live on {day(dt.date.fromisoformat(live.day))} ({since.place})"
    if len(live.agents) > 1:
        others = [rows[one] for one in live.agents[: NAMED + 1] if rows[one] is not agent][:NAMED]
        message = f"{went}, on the same day as {listing(map(called, others), len(live.agents) - 1)}."
        return fails(message, since, *(row["production_since"] for row in others), owner=owner)
    unstable = [one for one in live.running if one.outcome is Outcome.FAIL]
    blank = [one for one in live.running if one.outcome is Outcome.UNKNOWN]
    told = unstable or blank
    facts = [rows[one.name]["production_since"] for one in told[:NAMED]]
    names = (
        f"{listing((called(rows[one.name]) for one in told[:NAMED]), len(told))} {'was' if len(told) == 1 else 'were'}"
    )
    if unstable:
        message = f"{went} while {names} not stable. {_about(unstable[0], rows)}"
        return fails(message, since, *facts, owner=owner)
    if blank:
        message = f"{went}; whether {names} stable then is not known. {_about(blank[0], rows)}"
        return unknown(message, nowhere("Metrics"), since, *facts, owner=owner)
    return passes(f"{went}; every agent running then was stable.", since, owner=owner)


def _about(one: Criterion, rows: dict[str, Row]) -> str:
    return f"Of {called(rows[one.name])} on that day: {one.reason[0].lower()}{one.reason[1:]}"


def mix_against_phase(running: list[Row], gates: Sequence[Gate], policy: Policy) -> Answers:
    """Pass: foundations are at least the policy's share of the agents in production; in *orchestrate* any mix does."""
    if not running:
        return unknown("No agent is in production, as far as Agents says.", nowhere("Agents"))
    phase = current_phase(gates)
    if phase == "orchestrate":
        return not_applicable("Every phase before orchestration is solid: any mix does.")
    first, later = policy.number("portfolio.foundations_at_first"), policy.number("portfolio.foundations_in_expand")
    least = later if phase == "expand" else first
    cells = [row["category"] for row in running]
    foundations, blank = [c for c in cells if c.value == "foundation"], [c for c in cells if c.value is None]
    said = f"Of {counted(running, 'agent')} in production {len(foundations)} {_is_number(len(foundations))} of the "
    said = f"{said}category foundation; the phase {phase} asks for {least:.0%}"
    if len(foundations) >= least * len(running):
        return passes(f"{said}.", *foundations, beside=[c for c in cells if c not in foundations])
    if len(foundations) + len(blank) >= least * len(running):
        return unknown(f"{said}. The category of {counted(blank, 'agent')} is blank ({blank[0].place}).", *blank)
    return fails(f"{said}.", *cells)


def _is_number(count: int) -> str:
    return "is" if count == 1 else "are"


def orchestration_on_foundations(agents: list[Row], at_work: list[Row], policy: Policy) -> Answers:
    """Answer per orchestrating agent at work: the policy's number of others were in production before it went live.

    One that is not live yet is compared with today. A blank category of an agent at work may be orchestration: unknown.
    """
    if not agents:
        return _nobody()
    least, found = int(policy.number("rules.proven_foundations")), {}
    for agent in at_work:
        category = agent["category"]
        if category.value is None:
            message = f"Nobody has written down whether {called(agent)} orchestrates ({category.place})."
            found[agent["agent_id"].text] = unknown(message, category, owner=agent.owner)
        elif category.value == "orchestration":
            others = [row for row in agents if row is not agent and row["status"].value in ("production", "retired")]
            found[agent["agent_id"].text] = _on_foundations(agent, others, least)
    return found or not_applicable("No agent at work orchestrates.")


def _on_foundations(agent: Row, others: list[Row], least: int) -> Answer:
    name, since, owner = called(agent), agent["production_since"], agent.owner
    if since.value is None and agent["status"].value == "production":
        return unknown(f"Nobody has written down since when {name} orchestrates ({since.place}).", since, owner=owner)
    until = since.text or agent.as_of.isoformat()
    before = [row["production_since"] for row in others if _ran(row, until)]
    verb = ("was" if len(before) == 1 else "were") if since.value is not None else _is_number(len(before))
    when = "when it went live" if since.value is not None else "today"
    said = f"{name} orchestrates; {counted(before, 'other agent')} {verb} in production {when}"
    if len(before) >= least:
        return passes(f"{said}.", agent["category"], *before[:NAMED], owner=owner)
    undated = [row["production_since"] for row in others if row["production_since"].value is None]
    if len(before) + len(undated) >= least:
        return unknown(f"{said}, and of {len(undated)} more nobody knows.", *undated[:NAMED], owner=owner)
    return fails(f"{said}; {least} are needed ({since.place}).", agent["category"], since, *before[:NAMED], owner=owner)


def _ran(row: Row, on: str) -> bool:
    """Whether an agent was in production on the day before a day in ISO form."""
    since, gone = row["production_since"].text, row["retired_on"].text
    return bool(since) and since < on and (not gone or gone >= on)


def second_differs(running: list[Row], workflow_rows: Mapping[str, Row], policy: Policy) -> Answers:
    """Pass: the second agent's workflow differs from the first's in team, systems or kind of work, as often as asked.

    Cells that are blank may hide a difference: unknown where they decide.
    """
    if len(running) <= 1:
        return not_applicable("There is no second agent in production yet.") if running else _nobody()
    first, second = running[:2]
    rows = [workflow_rows.get(row["workflow"].text) for row in (first, second)]
    if rows[0] is None or rows[1] is None:
        cell = (first if rows[0] is None else second)["workflow"]
        return unknown(f"Nobody has written down which workflow the agent works on ({cell.place}).", cell)
    parts = {name: _differ(rows[0], rows[1], columns) for name, columns in DIFFERENCES.items()}
    differs = [name for name, part in parts.items() if part is True]
    blank = [name for name, part in parts.items() if part is None]
    least, facts = int(policy.number("portfolio.least_differences")), [row["workflow"] for row in (first, second)]
    said = f"The second agent, {called(second)}, differs from the first, {called(first)}, in "
    said = f"{said}{listing(differs) or 'nothing'}"
    if len(differs) >= least:
        return passes(f"{said}.", *facts, owner=second.owner)
    if len(differs) + len(blank) >= least:
        cells = [
            row[c] for name in blank for c in DIFFERENCES[name] for row in (rows[1], rows[0]) if row[c].value is None
        ]
        return unknown(f"{said} that is written down. Blank: {listing(blank)} ({cells[0].place}).", *cells)
    return fails(f"{said}.", *facts, owner=second.owner)


DIFFERENCES = {
    "team": ("department",),
    "systems": ("systems_read", "systems_written"),
    "kind of work": ("work_type",),
}
"""In what a second project can differ from the first, with the columns of Workflows that tell."""


def _differ(first: Row, second: Row, columns: tuple[str, ...]) -> bool | None:
    """Whether two workflows differ in columns; ``None`` where all of one's are blank."""
    if any(all(row[column].value is None for column in columns) for row in (first, second)):
        return None
    if len(columns) > 1:
        return {name for c in columns for name in first.ids(c)} != {name for c in columns for name in second.ids(c)}
    return first[columns[0]].text.casefold() != second[columns[0]].text.casefold()


def _nobody() -> Answer:
    return unknown("Nobody has listed any agent.", nowhere("Agents"))
