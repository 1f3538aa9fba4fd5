"""The list of playbooks in a report: each with its conclusion in a sentence, and how any other one is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.render.view_playbook import PLAYBOOKS, around, conclusion, file_names, in_order, mark
from toolkit.render.view_playbook_records import PlaybookEntry, PlaybookGroup, PlaybookList
from toolkit.render.view_playbook_sources import Subject
from toolkit.render.view_records import Link
from toolkit.render.view_words import capital, count, date, name_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.render.view_playbook_sources import Sources

LIST = f"{PLAYBOOKS}/index.html"
"""The file of the list, in a report."""


def playbook_list(sources: Sources, workflows: Sequence[str], files: Sequence[str]) -> PlaybookList:
    """Return what the list of these playbooks says, plans before records; ``files`` are those of the report."""
    assessment = sources.assessment
    names = file_names(one.workflow_id for one in assessment.workflows)
    plans: list[PlaybookEntry] = []
    records: list[PlaybookEntry] = []
    for workflow in workflows:
        subject = Subject(sources, sources.workflows[workflow])
        agents = in_order(subject)
        link = Link(f"{names[workflow]}.html", subject.name)
        text = Link(f"{names[workflow]}.md", "as text")
        entry = PlaybookEntry(link, text, mark(subject, agents), conclusion(subject, agents))
        (records if agents else plans).append(entry)
    groups = (
        PlaybookGroup("plans", "Plans: workflows without an agent", tuple(plans)),
        PlaybookGroup("records", "Records: workflows that have an agent", tuple(records)),
    )
    return PlaybookList(
        title=f"Playbooks: {name_of(assessment.program.organisation)}",
        assessed=f"assessed {date(assessment.program.as_of)}",
        conclusion=_says(len(plans), len(records)),
        groups=tuple(group for group in groups if group.entries),
        more=_more(len(assessment.workflows) - len(workflows)),
        beside=around(files, LIST),
    )


def _says(plans: int, records: int) -> str:
    parts = [f"{count(plans, 'plan')} of what to do"] if plans else []
    parts += [f"{count(records, 'record')} of what happened"] if records else []
    return capital(f"{' and '.join(parts)}.") if parts else "No workflow is described, so there is no playbook."


def _more(left: int) -> str:
    if left <= 0:
        return ""
    has = "has its playbook" if left == 1 else "have their playbooks"
    return f"{capital(count(left, 'further workflow'))} {has} made by: toolkit playbook FILE.xlsx --workflow ID"
