"""Worth and pace of the fleet: what is spoiled in the small organisation, and what must then be answered."""

from __future__ import annotations

import datetime as dt

from tests.checks.spoiling import ORGANISATION, Table, as_is, both, setting, weeks, without
from tests.checks.spoiling_fleet import ALL, FIRST, LAST, NOBODY, NOT_YET, fleet, lasting, moving, second
from tests.checks.world import MONDAYS


def table() -> Table:
    return {**_worth(), **_pace(), **_flywheel()}


def _worth() -> Table:
    half = lasting(26)
    flat = both(half, moving(completed=lambda week: 30, errors=lambda week: 1))
    unclear = both(half, moving(completed=lambda week: (35, 12, 50, 9, 41, 22, 55, 8, 30)[week % 9] + week % 4))
    poor = both(half, moving(time_value=lambda week: 150))
    return {
        "worth.not_for_retirement": [
            ("pass", "intake", "finishes 72.0 % of eligible items alone", as_is),
            ("fail", "intake", "24.0 % of eligible items alone, at most 35.0 %, and that is where it stays", flat),
            ("fail", "intake", "Keeping it costs 867 a month.", flat),
            ("fail", "intake", "it cost more than it returned", poor),
            ("fail", "intake", "it has not been retrained since",
                setting("Agents", 0, process_changed_on=dt.date(2026, 6, 1))),
            ("unknown", "intake", "nobody can say yet", unclear),
            ("unknown", "intake", "0 weeks of the last 12", weeks(ALL, eligible=None)),
            *NOT_YET,
        ],
        "worth.not_duplicated": [
            ("pass", "intake", "No other agent", as_is),
            ("pass", "intake", "No other agent", second(workflow="client_intake", weekly={"completed": 80})),
            ("fail", "billing", "both work on client_intake (Agents!D3); Client intake stays",
                second(workflow="client_intake", weekly={"completed": 80})),
            ("unknown", "intake", "which workflow Client intake works on (Agents!D2)",
                setting("Agents", 0, workflow=None)),
            *NOT_YET,
        ],
        "worth.cost_covered": [
            ("pass", "intake", "it returned at least what it cost", half),
            ("fail", "intake", "1,950 returned for 2,600, 1,950 returned for 2,600", poor),
            ("unknown", "intake", "not known for every week",
                both(half, moving(cost=lambda week: 200 if week % 13 else None))),
            ("unknown", "intake", "not known for every week", both(half, moving(time_value=lambda week: None))),
            ("not_applicable", "intake", "12 complete weeks, which is less than 2 quarters", as_is),
            *NOT_YET,
        ],
        "worth.as_projected": [
            ("pass", "intake", "projected for Client intake; 80.0 % are asked",
                both(half, moving(time_value=lambda week: 3000))),
            ("fail", "intake", "31,200 EUR a year at the pace of its last quarter",
                both(half, moving(time_value=lambda week: 600))),
            ("unknown", "intake", "all that Client intake returned", both(half, weeks(LAST[:1], time_value=None))),
            ("unknown", "intake", "never computed", both(half, setting("Workflows", 0, minutes_likely=None))),
            ("unknown", "intake", "which workflow", setting("Agents", 0, workflow=None)),
            ("not_applicable", "intake", "less than a quarter", as_is),
            ("not_applicable", "intake", "never was a candidate", setting("Agents", 0, workflow="elsewhere")),
            *NOT_YET,
        ],
    }  # fmt: skip


def _pace() -> Table:
    worse = second(MONDAYS[0], weekly={"completed": 40, "errors": 12, "fallbacks": 60})
    return {
        "pace.may_go_on": [
            ("pass", ORGANISATION, "Go on: there are no older agents", as_is),
            ("fail", ORGANISATION, "Slow down: open escalations grow, together by",
                moving(open_escalations=lambda week: 2 + week)),
            ("fail", ORGANISATION, "What ends it: somebody has looked", setting("Agents", 0, dashboard_checked=FIRST)),
            ("fail", ORGANISATION, "Not known besides: open requests are not known",
                both(moving(open_escalations=lambda week: 2 + week), weeks(ALL, open_requests=None))),
            ("unknown", ORGANISATION, "Hold, for what decides is not known: nobody wrote down when these dashboards",
                setting("Agents", 0, dashboard_checked=None)),
            ("unknown", ORGANISATION, "Hold", without("Metrics")),
            *NOBODY,
        ],
        "pace.newer_not_worse": [
            ("pass", ORGANISATION, "On the whole no worse at the same age", second(MONDAYS[0])),
            ("fail", ORGANISATION, "Worse at the same age, the 1 newest agent against the 1 older agent", worse),
            ("unknown", ORGANISATION, "since when these are in production: Billing", second(production_since=None)),
            ("unknown", ORGANISATION, "fewer than 4 weeks of age", second(MONDAYS[-1])),
            ("not_applicable", ORGANISATION, "no older agents", as_is),
            *NOBODY,
        ],
        "pace.queues_not_growing": [
            ("pass", ORGANISATION, "do not pile up", as_is),
            ("fail", ORGANISATION, "Open escalations grow, together by 12 items",
                moving(open_escalations=lambda week: week)),
            ("unknown", ORGANISATION, "not known for enough weeks: Client intake", weeks(ALL, open_escalations=None)),
            *NOBODY,
        ],
        "pace.requests_not_growing": [
            ("pass", ORGANISATION, "do not pile up", as_is),
            ("fail", ORGANISATION, "Open requests grow, together by 12 items", moving(open_requests=lambda week: week)),
            ("unknown", ORGANISATION, "not known for enough weeks: Client intake", weeks(ALL, open_requests=None)),
            *NOBODY,
        ],
        "pace.trust_holding": [
            ("pass", ORGANISATION, "Neither edits nor satisfaction", as_is),
            ("fail", ORGANISATION, "Trust falls (approvals are edited more often)",
                moving(approved_unedited=lambda week: 39 - week)),
            ("fail", ORGANISATION, "Trust falls (satisfaction falls)", moving(csat_sum=lambda week: 70 - week)),
            ("unknown", ORGANISATION, "not known for enough weeks", weeks(ALL, csat_sum=None)),
            *NOBODY,
        ],
    }  # fmt: skip


def _flywheel() -> Table:
    return {
        "pace.flywheel_turns": [
            ("pass", ORGANISATION, "The flywheel turns: 2 of 2 measures", fleet(6, 5, 4, 3.6)),
            ("fail", ORGANISATION, "does not turn, so back to the platform: 0 of 2", fleet(8, 8, 8, 8)),
            ("unknown", ORGANISATION, "too few agents to say: a curve needs 5", fleet(6, 5)),
            ("unknown", ORGANISATION, "too few agents", fleet(6, 5, None, None)),
            ("not_applicable", ORGANISATION, "Only one agent ever went live", as_is),
            NOBODY[0],
        ],
    }  # fmt: skip
