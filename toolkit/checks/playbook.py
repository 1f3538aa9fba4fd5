"""Question 2: is the playbook complete, and tried by someone who was not involved?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.checks.answers import Answer, Fact, fails, passes, unknown
from toolkit.checks.facts import best, nowhere
from toolkit.checks.people import person
from toolkit.sheets.operations import PLAYBOOK

if TYPE_CHECKING:
    from toolkit.checks.facts import Row

TEST = ("tested_by", "test_date", "test_result")
AUTHORS = ("written_by", "owner")
IN_CHARGE = ("owner", "exception_owner")
"""Who runs an agent in production is involved in it, whoever wrote the playbook."""


def written(governance: list[Row]) -> dict[str, Answer]:
    """Answer per section of the playbook: a text, by whom and when; the best row of a section counts."""
    return {section: _written(section, rows) for section, rows in _sections(governance).items()}


def _written(section: str, rows: list[Row]) -> Answer:
    filled = best([row for row in rows if row["text"].value is not None])
    if not filled:
        cell = rows[0]["text"] if rows else nowhere("Governance")
        return unknown(f"Nobody has written down the section “{section}” ({cell.place}).", cell)
    facts = [row[name] for row in filled for name in ("text", "date", *AUTHORS)]
    return passes(f"The section “{section}” is written down.", *facts, owner=filled[0].owner)


def tried(governance: list[Row], running: list[Row]) -> dict[str, Answer]:
    """Answer per section: the last test of it by somebody who wrote none of the playbook and runs no agent."""
    sections = _sections(governance)
    involved = [row[name] for rows in sections.values() for row in rows for name in AUTHORS]
    involved += [agent[name] for agent in running for name in IN_CHARGE]
    return {section: _tried(section, rows, involved) for section, rows in sections.items()}


def _tried(section: str, rows: list[Row], involved: list[Fact]) -> Answer:
    named = [row for row in rows if row["tested_by"].value is not None]
    if not named:
        cell = rows[0]["tested_by"] if rows else nowhere("Governance")
        return unknown(f"Nobody has written down who tried the section “{section}” ({cell.place}).", cell)
    strangers = [row for row in named if _same(row, involved) is None]
    known = [row for row in strangers if row["test_result"].value is not None]
    if known:
        return _result(section, max(known, key=lambda row: row["test_date"].text))
    if len(strangers) < len(named):
        row = next(row for row in named if row not in strangers)
        tester, same = row["tested_by"], _same(row, involved) or row["tested_by"]
        message = f"The section “{section}” was tried by {tester.text} ({tester.place}), who was involved"
        return fails(f"{message} ({same.place}).", tester, same, owner=row.owner)
    row = strangers[0]
    blank = [fact for fact in _test(row) if fact.value is None]
    message = f"{row['tested_by'].text} is to try the section “{section}”; the result is blank ({blank[0].place})."
    return unknown(message, *blank, owner=row.owner)


def _result(section: str, row: Row) -> Answer:
    tester, facts = row["tested_by"].text, _test(row)
    if facts[-1].value == "failed":
        message = f"{tester} tried the section “{section}”, and it did not work ({facts[-1].place})."
        return fails(message, facts[-1], facts[0], owner=row.owner)
    if not any(row[name].value is not None for name in AUTHORS):
        author = row["written_by"]
        message = f"Nobody has written down who wrote the section “{section}” ({author.place}), so nobody can say "
        return unknown(f"{message}whether {tester} was involved.", author, owner=row.owner)
    return passes(f"{tester} tried the section “{section}”, and it worked.", *facts, owner=row.owner)


def _test(row: Row) -> list[Fact]:
    """Tester, date and result, recorded where all of them are there and the day has come."""
    return [row.recorded(name, *((column,) for column in TEST)) for name in TEST]


def _same(row: Row, involved: list[Fact]) -> Fact | None:
    """Return the cell that shows the tester of a row to be involved."""
    tester = person(row["tested_by"].value)
    return next((fact for fact in involved if person(fact.value) == tester), None)


def _sections(governance: list[Row]) -> dict[str, list[Row]]:
    rows = [row for row in governance if row["kind"].value == "playbook"]
    return {section: [row for row in rows if row["subject"].value == section] for section in PLAYBOOK}
