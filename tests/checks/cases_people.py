"""People, portfolio and reviews: what is spoiled in the small organisation, and what each check must then answer."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.checks.cases_standing import APPROVED, NO_CHAPTER, NO_PLATFORM, UNTYPED, many, review, row, second, third
from tests.checks.spoiling import (
    GONE,
    LATER,
    ORGANISATION,
    Change,
    Table,
    adding,
    as_is,
    both,
    everywhere,
    setting,
    weeks,
    without,
)
from tests.checks.world import AGENT, MONDAYS

_ALL = [dt.date(2026, 4, 6) + index * dt.timedelta(days=7) for index in range(12)]


def table() -> Table:
    return {**_people(), **_together(), **_mix(), **_reviews()}


def member(name: str, discipline: str | None, since: dt.date | None = dt.date(2026, 2, 2)) -> Change:
    return adding("People", name=name, role="guild member", discipline=discipline, since=since)


GUILD = both(
    row("People", {"role": "guild member"}, discipline="platform"),
    *(member(f"{part} person", part) for part in ("domain", "legal and compliance", "frontline")),
)


def _people() -> Table:
    operator = {"role": "agent operator"}
    return {
        "roles.filled": [
            ("pass", "agent operator", "A. Novak", as_is),
            ("fail", "agent operator", "A. Novak left it on 15 June 2026", row("People", operator, until=GONE)),
            ("unknown", "agent operator", "Claimed", row("People", operator, since=None)),
            ("unknown", "agent operator", "Nobody", row("People", operator, since=LATER)),
            ("unknown", "program lead", "Nobody", without("People")),
            ("unknown", ORGANISATION, "No agent", without("Agents")),
        ],
        "roles.separated": [
            ("pass", ORGANISATION, "different people", many(6)),
            ("fail", ORGANISATION, "A. Novak is both process expert", both(many(6),
                row("People", {"name": "L. Chen"}, name="a.novak"))),
            ("unknown", ORGANISATION, "program lead", both(many(6),
                row("People", {"role": "program lead"}, until=GONE))),
            ("unknown", ORGANISATION, "Nobody", both(many(6), without("People"))),
            ("not_applicable", ORGANISATION, "from 6 on", many(5)),
        ],
        "roles.load_per_person": [
            ("pass", "A. Novak", "A. Novak looks after 1 agent, with 8 hours", as_is),
            ("pass", "M. Ortiz", "M. Ortiz looks after 1 agent.", as_is),
            ("pass", "A. Novak", "looks after 4 agents", many(4)),
            ("fail", "A. Novak", "10 are needed", many(5)),
            ("fail", "M. Ortiz", "more than 5", many(6)),
            ("unknown", "A. Novak", "hours a week that nobody", row("People", operator, hours_per_week=None)),
            ("unknown", ORGANISATION, "No agent", without("Agents")),
        ],
        "roles.guild_composed": [
            ("pass", "frontline", "The guild has frontline person for frontline.", both(second(), GUILD)),
            ("pass", "frontline", "frontline person", both(second(), GUILD,
                row("People", {"discipline": "frontline"}, discipline="Front-line desk"))),
            ("fail", "domain", "Nobody in the guild stands for domain.", both(second(), GUILD,
                row("People", {"discipline": "domain"}, until=GONE))),
            ("unknown", "frontline", "stands for (People!C4); none is known for frontline", second()),
            ("unknown", "domain", "Claimed", both(second(), GUILD,
                row("People", {"discipline": "domain"}, since=None))),
            ("unknown", ORGANISATION, "Nobody is listed", both(second(), without("People"))),
            ("not_applicable", ORGANISATION, "from 2 on", as_is),
        ],
        "roles.guild_rotated": [
            ("pass", ORGANISATION, "28 December 2025", review("guild rotation", dt.date(2025, 12, 28))),
            ("pass", ORGANISATION, "joined or left", member("New", "domain")),
            ("fail", ORGANISATION, "more than 184 days ago", review("guild rotation", dt.date(2025, 12, 27))),
            ("unknown", ORGANISATION, "no review", as_is),
            ("unknown", ORGANISATION, "since when", row("People", {"role": "guild member"}, since=None)),
            ("unknown", ORGANISATION, "Nobody is listed", without("People")),
            ("not_applicable", ORGANISATION, "184 days yet",
                row("People", {"role": "guild member"}, since=dt.date(2026, 3, 2))),
        ],
        "roles.ownership_model": [
            ("pass", ORGANISATION, "shared among 2 owners", both(second(), decision_on("ownership change"))),
            ("pass", ORGANISATION, "central", both(second(owner="m. ortiz"), decision_on("ownership change"))),
            ("fail", ORGANISATION, "1 of 2 agents at work have no owner", second(owner=None)),
            ("unknown", ORGANISATION, "left to chance", second()),
            ("unknown", ORGANISATION, "Claimed", both(second(), decision_on("ownership change", date=None))),
            ("unknown", ORGANISATION, "No agent", without("Agents")),
            ("not_applicable", ORGANISATION, "only agent", as_is),
        ],
    }  # fmt: skip


def decision_on(subject: str, **values: Any) -> Change:
    given = {"kind": "decision", "subject": subject, "text": "As written", "owner": "J. Park", "written_by": "J. Park"}
    return adding("Governance", **{**given, "date": dt.date(2026, 5, 12), **values})


def _together() -> Table:
    stable = everywhere("Metrics", **APPROVED)
    return {
        "portfolio.one_build": [
            ("pass", "billing", "without another build", second()),
            ("fail", "billing", "went on until 6 April 2026", second(build_started=dt.date(2026, 4, 5))),
            ("fail", "filing", "are in build at once", both(third(), setting("Agents", 1, status="build"))),
            ("fail", "filing", "while that of Client intake", third(build_started=dt.date(2026, 3, 2))),
            ("unknown", "filing", "when the build", third()),
            ("unknown", "intake", "when the build", both(second(), setting("Agents", 0, build_started=None))),
            ("unknown", ORGANISATION, "Nobody has listed", without("Agents")),
            ("not_applicable", ORGANISATION, "only agent", as_is),
        ],
        "portfolio.one_settling": [
            ("pass", ORGANISATION, "Only Billing is", both(second(), stable)),
            ("fail", ORGANISATION, "There are 2 agents live and not yet stable at once: Client intake and Billing",
                both(second(), everywhere("Metrics", approvals=40, approved_unedited=30))),
            ("unknown", ORGANISATION, "whether Client intake is stable", both(second(), UNTYPED)),
            ("unknown", ORGANISATION, "No agent", without("Agents")),
            ("not_applicable", ORGANISATION, "only agent", as_is),
        ],
        "portfolio.golive_after_stable": [
            ("pass", "billing", "every agent running then was stable", both(second(), stable)),
            ("fail", "billing", "0 complete weeks behind it", both(stable,
                second(production_since=dt.date(2026, 4, 7)))),
            ("fail", "billing", "7 complete weeks behind it", both(stable,
                second(production_since=dt.date(2026, 5, 25)))),
            ("pass", "billing", "stable", both(stable, second(production_since=dt.date(2026, 6, 1)))),
            ("fail", "intake", "on the same day as Billing", second(production_since=AGENT["production_since"])),
            ("fail", "billing", "while Client intake was not stable", both(second(), stable,
                weeks(_ALL[5:], errors=40))),
            ("unknown", "billing", "is not known", both(second(), UNTYPED)),
            ("unknown", "billing", "is not known", both(second(), stable, weeks(MONDAYS[2:4]))),
            ("unknown", "billing", "since when", second(production_since=None)),
            ("unknown", ORGANISATION, "Nobody has listed", without("Agents")),
            ("not_applicable", ORGANISATION, "365 days", as_is),
        ],
    }  # fmt: skip


def _mix() -> Table:
    category = {"category": "orchestration"}
    return {
        "portfolio.mix_against_phase": [
            ("pass", ORGANISATION, "the phase expand asks for 33%", as_is),
            ("pass", ORGANISATION, "the phase prove asks for 50%", both(second(), NO_CHAPTER)),
            ("fail", ORGANISATION, "Of 1 agent in production 0 are", setting("Agents", 0, category="capability")),
            ("fail", ORGANISATION, "Of 3 agents in production 1 is", both(NO_PLATFORM,
                third(status="production", category="capability"))),
            ("unknown", ORGANISATION, "is blank", setting("Agents", 0, category=None)),
            ("unknown", ORGANISATION, "No agent", without("Agents")),
        ],
        "portfolio.orchestration_on_foundations": [
            ("pass", "filing", "2 other agents are in production today", third(**category)),
            ("fail", "billing", "1 other agent was in production when", second(**category)),
            ("unknown", "billing", "whether Billing orchestrates", second(category=None)),
            ("unknown", "billing", "since when", second(**category, production_since=None)),
            ("unknown", "filing", "nobody knows", both(third(**category), setting("Agents", 1, production_since=None))),
            ("not_applicable", ORGANISATION, "No agent at work orchestrates", as_is),
        ],
        "portfolio.second_differs": [
            ("pass", ORGANISATION, "in team", both(second(), setting("Workflows", 0, department="Sales"),
                setting("Workflows", 2, department="Finance"))),
            ("pass", ORGANISATION, "in systems", both(second(), setting("Workflows", 2, systems_written=("crm",)))),
            ("fail", ORGANISATION, "in nothing", both(second(),
                everywhere("Workflows", department="Sales", work_type="sorting"))),
            ("unknown", ORGANISATION, "Blank: team", second()),
            ("unknown", ORGANISATION, "which workflow", second(workflow=None)),
            ("not_applicable", ORGANISATION, "no second agent", as_is),
        ],
    }  # fmt: skip


def _reviews() -> Table:
    health = {"subject": "agent health"}
    return {
        "reviews.agent_health": [
            ("pass", "intake", "3 June 2026", as_is),
            ("pass", "intake", "3 June 2026", row("Governance", health, about="client_intake")),
            ("fail", "intake", "every 92 days", both(row("Governance", health, date=dt.date(2026, 1, 5)),
                setting("Agents", 0, production_since=dt.date(2026, 3, 2)))),
            ("unknown", "intake", "Nobody", both(row("Governance", health, date=None),
                setting("Agents", 0, production_since=dt.date(2026, 3, 2)))),
            ("unknown", "intake", "Claimed", row("Governance", health, written_by=None, owner=None)),
            ("not_applicable", "intake", "not due", row("Governance", health, about="billing")),
        ],
        "reviews.portfolio": [
            ("pass", ORGANISATION, "last reviewed on 1 April", both(second(),
                review("portfolio", dt.date(2026, 4, 1)))),
            ("fail", ORGANISATION, "every 184 days", both(second(), review("portfolio", dt.date(2025, 12, 1)))),
            ("unknown", ORGANISATION, "Nobody", second()),
            ("unknown", ORGANISATION, "Claimed", both(second(),
                review("portfolio", dt.date(2026, 4, 1), owner=None, written_by=None))),
            ("not_applicable", ORGANISATION, "one is no portfolio", as_is),
            ("unknown", ORGANISATION, "No agent", without("Agents")),
        ],
    }  # fmt: skip
