"""The playbook of one workflow: the plan of a candidate, or the record of what happened where an agent works."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.model import Outcome
from toolkit.render import view_playbook_past as past
from toolkit.render import view_playbook_plan as plan
from toolkit.render import view_playbook_start as start
from toolkit.render import view_playbook_work as work
from toolkit.render.view_answers import MARKS
from toolkit.render.view_evidence import NOBODY
from toolkit.render.view_fleet import VERDICTS
from toolkit.render.view_health import agent_review
from toolkit.render.view_playbook_records import Part, PlaybookPage
from toolkit.render.view_playbook_sources import Sources, Subject, rows_of
from toolkit.render.view_reading import earns
from toolkit.render.view_records import Link, Mark
from toolkit.render.view_words import count, date, listed, name_of, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from toolkit.render.view_playbook_sources import Row
    from toolkit.results import AssessmentData

PLAYBOOKS = "playbooks"
"""The folder of a report that holds them."""

PLANS_SHOWN = 50
"""Candidates whose playbook is in a report; the command makes any other."""

AGENTS_TOLD = 3
SLUG_LENGTH = 60
STATUSES = ("production", "pilot", "build", "retired")
"""In which order the agents of one workflow are told."""

RESERVED = {
    *("con", "prn", "aux", "nul", "index"),
    *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)),
}
"""What no file on Windows may be called, whatever follows a dot; and the list of playbooks."""


def file_names(workflows: Iterable[str]) -> dict[str, str]:
    """Return a file name without ending for each workflow id: letters, digits and hyphens, no two alike.

    The order in which the ids are given makes no difference.

    >>> list(file_names(["../etc", "Invoicing (EU)", "invoicing eu", "nul", "请求"]).values())
    ['etc', 'invoicing-eu', 'invoicing-eu-2', 'workflow-nul', 'workflow']
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for workflow in sorted(workflows):
        wanted, number = _slug(workflow), 1
        name = wanted
        while name in taken:
            number += 1
            tail = f"-{number}"
            name = f"{wanted[: SLUG_LENGTH - len(tail)].rstrip('-')}{tail}"
        taken.add(name)
        found[workflow] = name
    return found


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:SLUG_LENGTH].rstrip("-")
    return f"workflow-{slug}" if slug in RESERVED else slug or "workflow"


def in_report(assessment: AssessmentData) -> tuple[str, ...]:
    """Return the workflows whose playbook a report holds: the first candidates, then those that have an agent."""
    busy = {row.value("workflow") for row in rows_of(assessment, "Agents") if row.value("status") != "idea"}
    with_agent = [one.workflow_id for one in assessment.workflows if one.workflow_id in busy]
    others = [one.workflow_id for one in assessment.workflows if one.workflow_id not in busy]
    return (*others[:PLANS_SHOWN], *with_agent)


def playbook_page(sources: Sources, workflow_id: str, files: Sequence[str]) -> PlaybookPage:
    """Return everything that the playbook of a workflow says; ``files`` are those of the report around it.

    Raises ``KeyError`` for a workflow that does not exist.
    """
    subject = Subject(sources, sources.workflows[workflow_id])
    agents = in_order(subject)
    parts = tuple(_record(subject, agents) if agents else _plan(subject))
    missing = sum(len(part.blanks) for part in parts)
    return PlaybookPage(
        kind="record" if agents else "plan",
        title=f"Playbook: {subject.name}",
        organisation=name_of(sources.assessment.program.organisation),
        assessed=f"assessed {date(sources.assessment.program.as_of)}",
        block=_block(subject, agents),
        sign=("Agreed by", "Date and signature"),
        mark=mark(subject, agents),
        conclusion=conclusion(subject, agents),
        blanks_say=_blanks_say(missing),
        parts=parts,
        beside=around(files),
    )


def in_order(subject: Subject) -> list[Row]:
    """Return the agents of a workflow as they are told: those in production first, retired ones last."""
    return sorted(subject.at_work, key=lambda row: STATUSES.index(str(row.value("status"))))


def _plan(subject: Subject) -> list[Part]:
    ideas = subject.ideas
    return [
        plan.selection(subject),
        plan.criteria(subject),
        plan.process(subject),
        work.systems(subject),
        work.claims(subject, ideas),
        work.exceptions(subject, ideas),
        work.tier(subject, ideas),
        work.platform(subject),
        plan.people(subject),
        start.measures(subject),
        start.gate(subject, ideas),
        start.first_weeks(subject, ideas),
        start.retirement(subject),
    ]


def _record(subject: Subject, agents: Sequence[Row]) -> list[Part]:
    years, told = past.years_of(subject), agents[:AGENTS_TOLD]
    parts = []
    for agent in told:
        of_this = [past.estimate(subject, agent, years), past.standing(subject, agent)]
        if agent.value("status") == "retired":
            of_this = [past.retired(subject, agent), of_this[0]]
        parts += [_named(part, agent) for part in of_this] if len(agents) > 1 else of_this
    if len(agents) > 1:
        parts[0] = replace(parts[0], notes=(work.agents_say(agents), *parts[0].notes))
    parts += [past.lessons(subject, told[0]), plan.criteria(subject)]
    if any(agent.value("status") in ("build", "pilot") for agent in told):
        parts.append(start.gate(subject, [agent for agent in told if agent.value("status") in ("build", "pilot")]))
    at_work = [agent for agent in told if agent.value("status") != "retired"]
    if at_work:
        parts += [work.claims(subject, at_work), work.exceptions(subject, at_work), work.tier(subject, at_work)]
    parts += [work.systems(subject), plan.process(subject), plan.people(subject)]
    return parts + ([start.retirement(subject)] if at_work else [])


def _named(part: Part, agent: Row) -> Part:
    name = agent.name("name") or agent.name("agent_id")
    return replace(part, anchor=f"{part.anchor}-{agent.number}", title=f"{part.title}: {name}")


def conclusion(subject: Subject, agents: Sequence[Row]) -> str:
    """Return what is concluded of a workflow, for a board: what it would return, or how its agent does."""
    if not agents:
        if subject.one.rank is None:
            return f"{subject.name} is no candidate yet: {shorten(subject.one.set_apart_because)}."
        return plan.worth_says(subject)
    agent = agents[0]
    name = agent.name("name") or agent.name("agent_id")
    status, found = agent.value("status"), subject.sources.health.get(subject.of(agent))
    if status == "retired":
        return f"{name} is retired; this is what it returned, and what it taught."
    if found is None:
        return f"{name} is in {status}; this is what is known so far."
    return f"{name} is in production. {agent_review(subject.reading, *found).conclusion}"


def mark(subject: Subject, agents: Sequence[Row]) -> Mark:
    """Return the mark that goes with the conclusion."""
    if not agents:
        if subject.one.rank is None:
            return MARKS[Outcome.UNKNOWN]
        return Mark("●", "earns", "pass") if earns(subject.one) else Mark("✕", "does not earn", "fail")
    found = subject.sources.health.get(subject.of(agents[0]))
    return VERDICTS[found[1].verdict] if found else Mark("–", str(agents[0].value("status")), "none")


def _blanks_say(missing: int) -> str:
    if not missing:
        return "Everything that people have to write is written."
    return f"People still have to write {count(missing, 'thing')}; each is marked ✎."


def _block(subject: Subject, agents: Sequence[Row]) -> tuple[tuple[str, str], ...]:
    made, one = subject.sources.assessment.origin, subject.one
    said = [
        ("Organisation", name_of(subject.sources.assessment.program.organisation)),
        ("Workflow", f"{subject.name} ({shorten(one.workflow_id)})"),
        ("Department", name_of(one.department) if one.department else ""),
        ("Process owner", subject.row.name("process_owner") or NOBODY),
        ("As of", date(subject.sources.assessment.program.as_of)),
        ("Made from", shorten(made.workbook) or "a table that is not named"),
    ]
    said += past.registered(agents[0]) if agents else []
    if not agents and subject.ideas:
        said.append(("Planned agent", listed([row.name("name") or row.name("agent_id") for row in subject.ideas])))
    return tuple((name, text) for name, text in said if text)


def around(files: Sequence[str], page: str = "") -> tuple[Link, ...]:
    """Return where a page in the folder of playbooks leads to, of the files of the report."""
    titles = {"index.html": "Summary on one page", "portfolio.html": "The full report"}
    found = [Link(f"../{file}", title) for file, title in titles.items() if file in files]
    every = f"{PLAYBOOKS}/index.html"
    return (*found, Link("index.html", "All playbooks")) if every in files and page != every else tuple(found)
