"""The risk tier of an agent, from its workflow, and who may approve it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.checks.people import People, person
from toolkit.model import Grade
from toolkit.sheets.candidates import LOW_MEDIUM_HIGH

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from toolkit.checks.answers import Fact
    from toolkit.checks.facts import Row
    from toolkit.policy import Policy

RISKS = {
    "data_sensitivity": "data sensitivity",
    "external_visibility": "external visibility",
    "financial_impact": "financial impact",
}
"""What makes a tier, by column of Workflows."""

OWNER, LEAD, EXECUTIVE = "process owner", "program lead", "executive"
AUTHORITY = (OWNER, LEAD, EXECUTIVE)
"""Who may approve, from the least to the most: whoever stands further right may do so for what stands left."""

ROLES = {OWNER: "the process owner", LEAD: "a program lead", EXECUTIVE: "an executive"}
"""How a sentence calls them."""


def approvers(policy: Policy) -> dict[str, str]:
    """Return who approves an agent of each tier."""
    return {
        "low": policy.word("governance.approver.low"),
        "medium": policy.word("governance.approver.medium"),
        "high": policy.word("governance.approver.high"),
    }


@dataclass(frozen=True)
class Risk:
    """The risks of the workflow of an agent: ``known`` and ``blank`` cells, and what the known ones come to at least.

    ``tier`` is missing where a blank cell could still be higher.
    """

    at_least: str | None
    known: dict[str, Fact]
    blank: tuple[Fact, ...]

    @property
    def tier(self) -> str | None:
        """The highest of the three; missing where it is not known."""
        return self.at_least if not self.blank or self.at_least == LOW_MEDIUM_HIGH[-1] else None

    @property
    def decides(self) -> dict[str, Fact]:
        """The known cells that are as high as any."""
        return {title: fact for title, fact in self.known.items() if fact.value == self.at_least}


def risk_of(agent: Row, workflow_rows: Mapping[str, Row]) -> Risk:
    """Return the risks of the workflow that an agent works on; without one, the blank cell is the workflow's."""
    workflow = workflow_rows.get(agent["workflow"].text)
    if workflow is None:
        return Risk(None, {}, (agent["workflow"],))
    cells = {title: workflow[column] for column, title in RISKS.items()}
    known = {title: fact for title, fact in cells.items() if fact.value is not None}
    highest = max((fact.text for fact in known.values()), key=LOW_MEDIUM_HIGH.index, default=None)
    return Risk(highest, known, tuple(fact for fact in cells.values() if fact.value is None))


def higher(one: str | None, other: str | None) -> str | None:
    """Return the higher of two tiers; a missing one is lower than any.

    >>> higher("low", "medium"), higher(None, "low"), higher(None, None)
    ('medium', 'low', None)
    """
    return max((tier for tier in (one, other) if tier), key=LOW_MEDIUM_HIGH.index, default=None)


def suffices(authority: str | None, needed: str) -> bool:
    """Say whether somebody with this authority may approve what needs another one.

    >>> suffices("executive", "program lead"), suffices("process owner", "program lead"), suffices(None, "executive")
    (True, False, False)
    """
    return authority is not None and AUTHORITY.index(authority) >= AUTHORITY.index(needed)


def authority_of(name: str, workflow: Row | None, people: People, on: dt.date) -> tuple[str | None, Fact | None]:
    """Return the highest authority that a person had on a day, and the cell that says so; both missing for none."""
    held = [row for row in people.named(name) if row["role"].text in (LEAD, EXECUTIVE) and _in_role(row, on)]
    if held:
        row = max(held, key=lambda row: AUTHORITY.index(row["role"].text))
        return row["role"].text, row.graded("role", Grade.RECORDED)
    if workflow is not None and person(name) and person(workflow["process_owner"].value) == person(name):
        return OWNER, workflow["process_owner"]
    return None, None


def _in_role(row: Row, on: dt.date) -> bool:
    since, until = row.date("since"), row.date("until")
    return (since is None or since <= on) and (until is None or until >= on)
