"""Health of agents: what is spoiled in the small organisation, and what must then be answered."""

from __future__ import annotations

import datetime as dt

from tests.checks.spoiling import (
    ORGANISATION,
    RUNS,
    Change,
    Table,
    adding,
    as_is,
    blank,
    both,
    setting,
    weeks,
    without,
    zero,
)
from tests.checks.spoiling_fleet import ALL, FIRST, LAST, NOT_YET, WEEK, YOUNG, lasting, moving
from tests.checks.world import MONDAYS


def table() -> Table:
    return {**_complete(), **_stable(), **_holding()}


def _complete() -> Table:
    return {
        "health.metrics_complete": [
            ("pass", "intake", "the last 12 complete weeks, to 28 June 2026", as_is),
            ("pass", "intake", "1 of all 12 without any work",
                weeks(MONDAYS[2:3], **zero(RUNS), errors=0, intent_drift=0)),
            ("pass", "intake", "2 earlier ones are not",
                both(lasting(40), weeks([FIRST - 27 * WEEK, FIRST - 26 * WEEK]))),
            ("fail", "intake", "more errors than completed items, in the week of 1 June 2026 (Metrics!I10).",
                weeks(LAST[:1], errors=1000)),
            ("fail", "intake", "completed than were eligible, in the week of 6 April 2026 (Metrics!D2); 3 more",
                weeks(ALL[:4], eligible=89)),
            ("pass", "intake", "the last 12 complete weeks", weeks(LAST[:1], eligible=90)),
            ("unknown", "intake", "2 of the last 12 complete weeks, to 28 June 2026, first in that of 4 May 2026 (Met",
                weeks(MONDAYS[:2])),
            ("unknown", "intake", "that of 4 May 2026 (Metrics!D6)", weeks(MONDAYS[:1], **blank(RUNS))),
            ("unknown", "intake", "its only complete week",
                both(setting("Agents", 0, production_since=MONDAYS[-1]), weeks(MONDAYS))),
            ("unknown", "intake", "12 of the last 12", without("Metrics")),
            *NOT_YET,
        ],
        "health.weeks_have_begun": [
            ("pass", ORGANISATION, "No week on Metrics begins after 30 June 2026.", as_is),
            ("pass", ORGANISATION, "No week", adding("Metrics", agent="intake", week=LAST[-1] + WEEK, completed=9)),
            ("fail", ORGANISATION, "Metrics has 1 row of weeks that begin after 30 June 2026, first that of 6 July",
                adding("Metrics", agent="intake", week=LAST[-1] + 2 * WEEK, completed=90)),
            ("fail", ORGANISATION, "Metrics has 12 rows of weeks that begin after 1 March 2026, first that of 6 Ap",
                setting("Program", 0, as_of=dt.date(2026, 3, 1))),
            ("unknown", ORGANISATION, "Nobody has written down any week", without("Metrics")),
        ],
    }  # fmt: skip


def _stable() -> Table:
    few = weeks(LAST, approvals=4, approved_unedited=4)
    return {
        "health.stable": [
            ("pass", "intake", "90.0 % of 160 approvals without edits (interval 84.4 % to 93.8 %); more than 85.0 %",
                as_is),
            ("pass", "intake", "the error rate is 3.3 %", weeks(LAST, approvals=0, approved_unedited=0)),
            ("fail", "intake", "over the last 4 complete weeks, to 28 June 2026: 85.0 % of 160",
                weeks(LAST, approved_unedited=34)),
            ("fail", "intake", "the error rate is 10.0 %, above 5.3 %", weeks(LAST, errors=9)),
            ("fail", "intake", "collision with another agent is open", _collision()),
            ("unknown", "intake", "16 approvals in the last 4", few),
            ("unknown", "intake", "blank in 1 of the last 4", weeks(LAST[:1], errors=None)),
            ("unknown", "intake", "3 of 4 complete weeks in production", YOUNG),
            ("unknown", "intake", "Nobody can say yet", without("Metrics")),
            *NOT_YET,
        ],
        "health.approvals_unedited": [
            ("pass", "intake", "Client intake, in the last 4 complete weeks, to 28 June 2026: 90.0 % of 160", as_is),
            ("fail", "intake", "84.4 % of 160", moving(approved_unedited=lambda week: 34 - (week == 11))),
            ("unknown", "intake", "20 are needed", few),
            ("unknown", "intake", "blank in 4 of the last 4", weeks(LAST, approvals=None)),
            ("not_applicable", "intake", "no approvals", weeks(LAST, approvals=0, approved_unedited=0)),
            *NOT_YET,
        ],
        "health.errors_in_band": [
            ("pass", "intake", "within 1.3 % to 5.3 %; its mean of 8 earlier weeks is 3.3 %", as_is),
            ("fail", "intake", "above 5.3 %", weeks(LAST, errors=6)),
            ("fail", "intake", "better, but not settled yet", weeks(LAST, errors=1)),
            ("unknown", "intake", "blank in 4 of the last 4", weeks(LAST, errors=None)),
            ("unknown", "intake", "nothing ran", weeks(LAST, completed=0, errors=0)),
            *NOT_YET,
        ],
        "health.fallbacks_in_band": [
            ("pass", "intake", "the fallback rate is 13.0 %", as_is),
            ("fail", "intake", "above 16.3 %", weeks(LAST, fallbacks=25)),
            ("unknown", "intake", "blank in 4 of the last 4", weeks(LAST, fallbacks=None)),
            *NOT_YET,
        ],
        "health.flags_reviewed": [
            ("pass", "intake", "0.0 answers flagged as invented per 1,000 runs (interval 0.0 to 8.3) where 10", as_is),
            ("fail", "intake", "17.4 answers flagged", weeks(LAST, hallucinations=2)),
            ("fail", "intake", "34.8 items flagged as outside its purpose", weeks(LAST, intent_drift=4)),
            ("fail", "intake", "34.8 items", weeks(LAST, intent_drift=4, hallucinations=None)),
            ("unknown", "intake", "(Metrics!R10)", weeks(LAST[:1], hallucinations=None)),
            ("unknown", "intake", "outside its purpose Client intake has (Metrics)", weeks(LAST[:1])),
            ("not_applicable", "intake", "nothing to do", weeks(LAST, **zero(RUNS), intent_drift=0)),
            *NOT_YET,
        ],
    }  # fmt: skip


def _collision() -> Change:
    rival = adding("Agents", agent_id="billing", name="Billing", status="production", production_since=FIRST)
    return both(
        rival, adding("Ownership", agent="billing", kind="field", resource="crm.contact.source", access="write")
    )


def _holding() -> Table:
    few = setting("Agents", 0, production_since=MONDAYS[2])
    return {
        "health.completion_holding": [
            ("pass", "intake", "is 78.3 %, 78.3 % in the 8 weeks before; over 12 weeks it does not clearly get worse",
                as_is),
            ("pass", "intake", "by +", moving(completed=lambda week: 90 + week)),
            ("fail", "intake", "over 12 weeks it falls, by −", moving(completed=lambda week: 90 - week)),
            ("unknown", "intake", "6 weeks with runs say so", few),
            ("unknown", "intake", "too few for a trend", weeks(ALL, completed=None)),
            ("unknown", "intake", "its last complete weeks do not tell", weeks(LAST, **zero(RUNS), intent_drift=0)),
            ("unknown", "intake", "moves: more items completed than were eligible.", weeks(LAST[:1], eligible=80)),
            *NOT_YET,
        ],
        "health.csat_holding": [
            ("pass", "intake", "Satisfaction with Client intake is 4.00, 4.00 in the 8 weeks before", as_is),
            ("fail", "intake", "it falls, by −", moving(csat_sum=lambda week: 60 - week)),
            ("unknown", "intake", "0 weeks with runs", weeks(ALL, csat_sum=None)),
            ("unknown", "intake", "6 weeks with runs", few),
            ("not_applicable", "intake", "nothing to measure", weeks(ALL, csat_sum=0, csat_count=0)),
            *NOT_YET,
        ],
        "health.cost_per_action_holding": [
            ("pass", "intake", "is 1.74 EUR, 1.74 EUR in the 8 weeks before", as_is),
            ("fail", "intake", "it rises, by +", moving(cost=lambda week: 200 + 5 * week)),
            ("unknown", "intake", "0 weeks with runs", weeks(ALL, cost=None)),
            ("unknown", "intake", "6 weeks with runs", few),
            *NOT_YET,
        ],
    }  # fmt: skip
