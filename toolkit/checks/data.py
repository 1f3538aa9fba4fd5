"""Question 3: is the data ready for the next workflow? Judged for that one alone."""

from __future__ import annotations

from math import isclose
from typing import TYPE_CHECKING

from toolkit.checks.answers import Answer, Answers, fails, not_applicable, passes, unknown
from toolkit.checks.facts import day, nowhere

if TYPE_CHECKING:
    from toolkit.checks.answers import Fact
    from toolkit.checks.facts import Row
    from toolkit.checks.people import People
    from toolkit.policy import Policy
    from toolkit.results import SourceReadiness

DIMENSIONS = (
    *("completeness", "uniqueness", "validity", "consistency", "observed_age", "freshness_target"),
    *("access", "owner", "reusable"),
)


def ready(
    next_row: Row | None,
    data_sources: dict[str, Row],
    sources: dict[str, SourceReadiness],
    people: People,
    policy: Policy,
) -> Answers:
    """Answer per required source: its score against the policy's, unknown below the policy's coverage."""
    if next_row is None or next_row["data_sources"].value in (None, "none"):
        return _not_named(next_row)
    return {
        name: _source(name, data_sources.get(name), sources.get(name), people, policy)
        for name in next_row.ids("data_sources")
    }


def reachable(next_row: Row | None, data_sources: dict[str, Row]) -> Answers:
    """Answer per required source: governed passes, ad hoc and none fail, blank is unknown."""
    if next_row is None or next_row["data_sources"].value in (None, "none"):
        return _not_named(next_row)
    return {name: _access(name, data_sources.get(name)) for name in next_row.ids("data_sources")}


def _not_named(next_row: Row | None) -> Answer:
    if next_row is None:
        return unknown("No workflow is next, so nobody can say which data it needs.", nowhere("Workflows"))
    named: Fact = next_row["data_sources"]
    if named.value is None:
        message = f"Nobody has written down which data {next_row['name'].text} needs ({named.place})."
        return unknown(message, named, owner=next_row.owner)
    return not_applicable(f"{next_row['name'].text} needs no data ({named.place}).")


def _source(name: str, row: Row | None, found: SourceReadiness | None, people: People, policy: Policy) -> Answer:
    if row is None or found is None or found.score is None:
        cell = row["completeness"] if row else nowhere("Data sources")
        return unknown(f"Nothing is known of the data source {name} ({cell.place}).", cell)
    least, coverage = policy.number("data_readiness.ready_from"), policy.number("data_readiness.least_coverage")
    label, owner, left = row["name"].text or name, row.owner, people.left(row.owner)
    facts = [row[column] for column in (*DIMENSIONS, "sample_file") if row[column].value is not None]
    if left is not None:
        message = f"The owner of {label}, {owner} ({row['owner'].place}), left on {day(left.last)}"
        return fails(f"{message} ({left['until'].place}).", row["owner"], left["until"])
    if not _reaches(found.coverage, coverage):
        blank = [row[column] for column in DIMENSIONS if row[column].value is None]
        message = f"Only {found.coverage:.0%} of what is asked about {label} is known; {coverage:.0%} are needed"
        return unknown(f"{message} (first {blank[0].place}).", *blank, owner=owner)
    if not _reaches(found.score, least):
        weakest = min((value, name) for name, value in found.dimensions.items() if value is not None)[1]
        message = f"{label} scores {found.score:.0%}; {least:.0%} are needed. Weakest is its {weakest} "
        message = f"{message}({found.evidence[weakest][0].place})."
        return fails(message, *facts, owner=owner)
    return passes(f"{label} scores {found.score:.0%}, with {found.coverage:.0%} of it known.", *facts, owner=owner)


def _reaches(value: float, threshold: float) -> bool:
    """Whether a value is at or above a threshold; a mean that is 0.8 but for a rounding error is 0.8."""
    return value > threshold or isclose(value, threshold)


def _access(name: str, row: Row | None) -> Answer:
    if row is None or row["access"].value is None:
        cell = row["access"] if row else nowhere("Data sources")
        message = f"Nobody has written down how an agent would get at {name} ({cell.place})."
        return unknown(message, cell, owner=row.owner if row else "")
    access, label = row["access"], row["name"].text or name
    if access.value == "governed":
        behind = [row[column] for column in ("owner", "observed_age", "sample_file")]
        return passes(f"{label} is reached in a governed way.", access, *behind, owner=row.owner)
    how = "cannot be reached" if access.value == "none" else "is reached ad hoc only"
    return fails(f"{label} {how} ({access.place}).", access, owner=row.owner)
