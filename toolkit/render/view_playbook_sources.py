"""Reads the sheets the way playbooks need them: what stands about one workflow and its agents, each with its cell."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from toolkit.render.view_claims import Claims, fold
from toolkit.render.view_evidence import NOBODY
from toolkit.render.view_playbook_records import Blank, Written
from toolkit.render.view_reading import Reading
from toolkit.render.view_words import clean, date, name_of, shorten, value_text
from toolkit.results.admission import ABOUT_CLAIMS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolkit.model import Finding, Value
    from toolkit.results import AgentHealth, AgentVerdict, AssessmentData, InputSheet, Tier, WorkflowResult

TEXT_SHOWN = 2_000
"""Signs of a text that somebody wrote for the playbook; the rest is said to stand in its cell."""

TEXTS_SHOWN = 4
"""Texts shown on one subject, the latest first."""


@dataclass(frozen=True)
class Row:
    """A row of a sheet, or of none where nobody wrote one: then every cell is blank."""

    sheet: str
    number: int
    values: Mapping[str, Value]
    letters: Mapping[str, str]

    def value(self, column: str) -> Value:
        """Return a cell, ``None`` where it is blank."""
        return self.values.get(column)

    def text(self, column: str, length: int = 0) -> str:
        """Return a cell as it stands in a sentence, empty where it is blank; shortened unless given a length."""
        found = self.values.get(column)
        if found is None:
            return ""
        said = value_text(found)
        return shorten(found, length) if length and isinstance(found, str) and said.endswith("…") else said

    def name(self, column: str) -> str:
        """Return who is named in a cell, empty for nobody."""
        found = self.values.get(column)
        return "" if found is None else name_of(str(found))

    def place(self, column: str) -> str:
        """Return ``Workflows!H7``; the sheet alone where there is no such row or column."""
        letter = self.letters.get(column, "")
        return f"{self.sheet}!{letter}{self.number}" if letter and self.number else self.sheet


class Sources:
    """An assessment with the look-ups of all playbooks made once."""

    def __init__(self, assessment: AssessmentData) -> None:
        self.assessment = assessment
        self.reading = Reading(assessment)
        self.claims = Claims(self.reading)
        self.workflows = {one.workflow_id: one for one in assessment.workflows}
        self.rows = {sheet: rows_of(assessment, sheet) for sheet in ("Workflows", "Agents", "Systems", "Governance")}
        self.by_workflow = {str(row.value("workflow_id")): row for row in self.rows["Workflows"]}
        self.platform = rows_of(assessment, "Platform")

    @cached_property
    def agents(self) -> dict[str, list[Row]]:
        """The rows of *Agents* by the workflow that they work on."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows["Agents"]:
            found[str(row.value("workflow"))].append(row)
        return found

    @cached_property
    def governance(self) -> dict[str, list[Row]]:
        """The rows of *Governance* by whom they are about, folded; those about all under the empty name."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows["Governance"]:
            found[fold(str(row.value("about") or ""))].append(row)
        return found

    @cached_property
    def systems(self) -> dict[str, Row]:
        """The rows of *Systems* by id."""
        return {str(row.value("system_id")): row for row in self.rows["Systems"]}

    @cached_property
    def data(self) -> dict[str, Row]:
        """The rows of *Data sources* by id."""
        return {str(row.value("source_id")): row for row in rows_of(self.assessment, "Data sources")}

    @cached_property
    def findings(self) -> dict[str, list[Finding]]:
        """The findings by subject, those about a part of it (``intake: monitoring``) among them."""
        found: dict[str, list[Finding]] = defaultdict(list)
        for one in self.assessment.findings:
            found[one.subject.partition(": ")[0]].append(one)
        return found

    @cached_property
    def about_claims(self) -> tuple[Finding, ...]:
        """The findings of checks about what agents claim; their subject may be a resource."""
        return tuple(one for one in self.assessment.findings if one.check.partition(".")[0] in ABOUT_CLAIMS)

    @cached_property
    def health(self) -> dict[str, tuple[AgentHealth, AgentVerdict]]:
        """The agents in production with their verdicts, by id."""
        verdicts = {one.agent: one for one in self.assessment.verdicts}
        return {one.agent: (one, verdicts[one.agent]) for one in self.assessment.health if one.agent in verdicts}

    @cached_property
    def tiers(self) -> dict[str, Tier]:
        """The tier of each agent, by id."""
        return {one.agent: one for one in self.assessment.tiers}

    def blank_row(self, sheet: str) -> Row:
        """Return what stands for a row that nobody wrote."""
        return Row(sheet, 0, {}, {})


def rows_of(assessment: AssessmentData, sheet: str) -> list[Row]:
    """Return the rows of a sheet in their order; none where the workbook has no such sheet."""
    found: InputSheet | None = assessment.inputs.get(sheet)
    return [Row(sheet, row.row, row.values, found.letters) for row in found.rows] if found else []


class Subject:
    """One workflow with its row, its agents, and the people who can write about it."""

    def __init__(self, sources: Sources, one: WorkflowResult) -> None:
        self.sources, self.one = sources, one
        self.reading, self.terms = sources.reading, sources.reading.terms
        self.name = name_of(one.name)
        self.row = sources.by_workflow.get(one.workflow_id) or sources.blank_row("Workflows")
        agents = sources.agents.get(one.workflow_id, [])
        self.ideas = [row for row in agents if row.value("status") == "idea"]
        self.at_work = [row for row in agents if row.value("status") not in ("idea", None)]

    @property
    def owner(self) -> str:
        """Who writes what nobody else is named for: the process owner, else the program lead."""
        lead = self.sources.assessment.program.lead
        return self.row.name("process_owner") or (name_of(lead) if lead else NOBODY)

    @property
    def lead(self) -> str:
        """The program lead, else the process owner."""
        lead = self.sources.assessment.program.lead
        return name_of(lead) if lead else self.owner

    @property
    def expert(self) -> str:
        """The process expert, else the owner."""
        return self.row.name("process_expert") or self.owner

    def of(self, agent: Row) -> str:
        """Return the id of an agent."""
        return str(agent.value("agent_id"))

    def written(self, *subjects: str) -> tuple[Written, ...]:
        """Return what people wrote on these subjects, in their order, the latest first; general texts are marked."""
        own = [row for name in self._names for row in self.sources.governance.get(name, ())]
        both = [(row, "") for row in own]
        both += [(row, ", for all agents") for row in self.sources.governance.get("", ())]
        found = [
            (row, more) for row, more in both if row.value("subject") in subjects and row.value("text") is not None
        ]
        latest = sorted(found, key=lambda each: str(each[0].value("date") or ""), reverse=True)
        by_subject = [[each for each in latest if each[0].value("subject") == name] for name in subjects]
        ordered = [each for group in by_subject for each in group[:TEXTS_SHOWN]]
        return tuple(_written(row, more) for row, more in ordered)

    @cached_property
    def _names(self) -> tuple[str, ...]:
        """What *about* may say of the workflow: its id, its name, an agent's id or name; folded."""
        agents = [agent.value(name) for agent in (*self.at_work, *self.ideas) for name in ("agent_id", "name")]
        named = [self.one.workflow_id, self.one.name, *agents]
        return tuple(dict.fromkeys(fold(str(name)) for name in named if name))

    def blanks(self, subject: str, who: str, *whats: str) -> tuple[Blank, ...]:
        """Return what is still to be written on a subject; nothing once somebody wrote about this very workflow."""
        own = [row for name in self._names for row in self.sources.governance.get(name, ())]
        if any(row.value("subject") == subject and row.value("text") is not None for row in own):
            return ()
        return tuple(Blank(who or NOBODY, what) for what in whats)


def _written(row: Row, more: str) -> Written:
    text = clean(str(row.value("text")))
    if len(text) > TEXT_SHOWN:
        text = f"{shorten(text, TEXT_SHOWN)} (in full in {row.place('text')})"
    by = row.name("written_by") or row.name("owner")
    when = date(str(row.value("date"))) if row.value("date") else ""
    said: Sequence[str] = [part for part in (by, when, row.place("text")) if part]
    return Written(shorten(str(row.value("subject"))).capitalize() + more, text, ", ".join(said))


def missing(what: str, row: Row, column: str) -> str:
    """Return that nobody wrote something down, and the cell that would answer."""
    return f"{what} ({row.place(column)})."
