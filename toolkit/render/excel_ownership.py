"""*Ownership*: every claim with its condition, who wrote it down, and whether another agent's is in its way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolkit.model import Outcome
from toolkit.render.excel_looks import OUTCOME_LOOKS, Style
from toolkit.render.excel_page import Column, Page, widths
from toolkit.render.view_claims import Claim, Claims
from toolkit.render.view_ownership_words import SEVERITIES, agent_name, conclusion, review_says, writing_says
from toolkit.render.view_words import clean

if TYPE_CHECKING:
    from toolkit.model import Value
    from toolkit.render.excel_looks import Formats
    from toolkit.render.view_reading import Reading

NO, SETTLED, NOT_JUDGED = "no", "no: settled", "not judged"
SAID = {name: f"{mark.shape} {mark.word}" for name, mark in SEVERITIES.items()}
LOOKS: dict[str, Style] = {
    SAID["collision"]: OUTCOME_LOOKS[Outcome.FAIL],
    SAID["warning"]: OUTCOME_LOOKS[Outcome.WAIVED],
    SAID["unknown"]: OUTCOME_LOOKS[Outcome.UNKNOWN],
}
"""How the answer to *Conflict?* looks, by what it says."""


def write_ownership(book: Any, formats: Formats, reading: Reading) -> None:
    """Write the sheet *Ownership*: a row per claim, in the order of conflicts, then of the workbook."""
    columns = (
        Column("Agent", 20, "wrapped"),
        Column("Status", 11),
        Column("Kind", 11),
        Column("Resource", 34, "wrapped"),
        Column("Access", 9),
        Column("Condition", 34, "wrapped"),
        Column("Written by", 14, "wrapped"),
        Column("Written on", 11),
        Column("Conflict?", 13),
        Column("What is found", 38, "wrapped"),
        Column("Proposed resolution", 38, "wrapped"),
        Column("Cell", 16),
    )
    claims = Claims(reading)
    page = Page(book, formats, "Ownership", reading.assessment, widths(columns))
    page.head(
        conclusion(claims),
        f"{writing_says(claims)} {review_says(claims)} Claims count for agents in build, pilot and production; those "
        "of ideas and of retired agents are not judged.",
    )
    head = page.row
    ordered = sorted(claims.all, key=lambda claim: (_order(claims, claim), claim.row))
    rows = page.table(columns, [_row(claims, claim) for claim in ordered])
    page.colour(rows, 8, LOOKS.items())
    page.finish(head, 4, rows)


def _order(claims: Claims, claim: Claim) -> int:
    found = claims.found(claim)
    return list(SEVERITIES).index(found[0].severity) if found else len(SEVERITIES)


def _row(claims: Claims, claim: Claim) -> list[Value]:
    found, rule = claims.found(claim), claims.settled(claim)
    if found:
        answer = SAID[found[0].severity]
    elif claim.agent not in claims.routing.agents:
        answer = NOT_JUDGED
    else:
        answer = SETTLED if rule else NO
    what = " ".join(clean(one.message) for one in found)
    if rule and not found:
        what = f"{agent_name(claims, rule.owner)} owns it: {rule.rule}."
    return [
        *(claims.name(claim.agent), claims.status(claim.agent) or "not said", claim.kind, claim.resource),
        *(claim.access or "not said", claim.when or "none", clean(claim.written_by) or "nobody"),
        *(claim.written_on or "never", answer, what or "none"),
        *(" ".join(clean(one.resolution) for one in found) or "none needed", claim.place),
    ]
