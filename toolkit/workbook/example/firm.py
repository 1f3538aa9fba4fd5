"""The firm of the example: Northwind Advisory, 120 people, its settings, persons, decisions and waivers."""

from __future__ import annotations

from toolkit.workbook.example.telling import told

# Tables: a row of a sheet reads as one to three lines.
# fmt: off

SETTINGS = {
    "organisation": "Northwind Advisory", "currency": "EUR", "hourly_cost": 62, "annual_discount_rate": 0.10,
    "horizon_months": 36, "integration_day_rate": 800,
}
"""The same in every state."""

AIMS = {
    "prove": {"chosen_next": "proposal_writing", "claimed_phase": "prove", "claimed_maturity": 1,
        "target_phase": "expand", "target_maturity": 2, "target_date": "2026-06-30"},
    "ready": {"chosen_next": "proposal_writing", "claimed_phase": "platform", "claimed_maturity": 1,
        "target_phase": "expand", "target_maturity": 2, "target_date": "2026-06-30"},
    "compound": {"chosen_next": "invoicing", "claimed_phase": "expand", "claimed_maturity": 2,
        "target_phase": "orchestrate", "target_maturity": 3, "target_date": "2027-06-30"},
}
"""What leadership claims and aims at, per state."""

PEOPLE = (
    told(name="J. Park", role="executive", since="2025-06-02", hours_per_week=1, notes="Managing partner, sponsor"),
    told(
        name="D. Okafor", role="program lead", since="2025-06-02", hours_per_week=20,
        notes="Chief operating officer's office",
    ),
    told(
        name="M. Ortiz", role="process expert", discipline="domain", since="2025-06-02", hours_per_week=4,
        notes="Client intake; partner, business development",
    ),
    told(name="A. Novak", role="agent operator", since="2025-07-14", hours_per_week=12, notes="Client intake"),
    told(
        name="S. Iyer", role="guild member", discipline="platform", since="2025-08-25", hours_per_week=16,
        notes="Head of IT",
    ),
    told("2025-09-01", name="I. Petrova", role="guild member", discipline="platform", since="2025-09-01",
        hours_per_week=12, notes="Data engineer"),
    told(name="N. Sato", role="security", since="2025-07-01", hours_per_week=3),
    told(
        name="H. Weiss", role="legal", discipline="legal", since="2025-07-01", hours_per_week=2,
        notes="General counsel",
    ),
    told(
        name="L. Chen", role="process expert", discipline="domain", since="2025-09-08", hours_per_week=3,
        notes="Invoicing; head of finance",
    ),
    told(
        name="E. Lindqvist", role="process expert", discipline="domain", since="2025-09-15", hours_per_week=6,
        notes="Proposals",
    ),
    told("2025-10-13", name="B. Fischer", role="data protection", since="2025-10-13", hours_per_week=3),
    told(
        "2025-11-03", name="V. Rossi", role="agent operator", since="2025-11-03", hours_per_week=14,
        notes="Proposals and client reporting",
    ),
    told(
        "2025-12-01", name="T. Baptiste", role="process expert", discipline="domain", since="2025-12-01",
        hours_per_week=4, notes="Client reporting; delivery director",
    ),
    told(
        "2026-01-12", name="C. Almeida", role="guild member", discipline="frontline", since="2026-01-12",
        hours_per_week=3, notes="Senior consultant",
    ),
    told("2026-01-12", name="H. Weiss", role="guild member", discipline="legal", since="2026-01-12", hours_per_week=2),
    told(
        "2026-02-16", name="O. Brandt", role="agent operator", since="2026-02-16", hours_per_week=14,
        notes="Timesheets and scheduling",
    ),
    told(
        "2026-02-16", name="K. Moreau", role="process expert", discipline="domain", since="2026-02-16",
        hours_per_week=4, notes="Staffing",
    ),
)

GOVERNANCE = (
    told(
        kind="playbook", subject="workflow selection",
        text="Playbook, chapter 1: why client intake came first, and the four workflows that lost", about="intake",
        owner="D. Okafor", written_by="D. Okafor", date="2025-07-04", tested_by="R. Haddad", test_date="2025-10-17",
        test_result="passed",
    ),
    told(
        "2025-07-21", kind="decision", subject="decision boundaries",
        text="The agent may answer, qualify and book a first call. It never quotes a fee, never declines a "
            "client, never names another client.", about="intake", owner="M. Ortiz", written_by="M. Ortiz",
        date="2025-07-21",
    ),
    told(
        "2025-07-28", kind="decision", subject="who may deploy",
        text="S. Iyer deploys after written approval of the agent's owner and of J. Park", owner="J. Park",
        written_by="D. Okafor", date="2025-07-28", tested_by="N. Sato", test_date="2025-10-20", test_result="passed",
    ),
    told(
        "2025-08-18", kind="playbook", subject="process redesign",
        text="Playbook, chapter 2: intake before and after, with the three hand-offs that were removed",
        about="intake", owner="M. Ortiz", written_by="M. Ortiz", date="2025-08-18", tested_by="R. Haddad",
        test_date="2025-10-17", test_result="passed",
    ),
    told(
        "2025-08-29", kind="playbook", subject="success measures",
        text="Playbook, chapter 3: partner hours saved, qualified pipeline, answers corrected, satisfaction "
            "of enquirers", about="intake", owner="D. Okafor", written_by="A. Novak", date="2025-08-29",
        tested_by="R. Haddad", test_date="2025-10-17", test_result="passed",
    ),
    told(
        "2025-09-08", kind="decision", subject="escalation",
        text="Exceptions go to A. Novak within 8 hours, then to M. Ortiz", about="intake", owner="M. Ortiz",
        written_by="A. Novak", date="2025-09-08", tested_by="C. Almeida", test_date="2025-10-21", test_result="passed",
    ),
    told(
        "2025-09-12", kind="playbook", subject="what went wrong",
        text="Playbook, chapter 5: calendar conflicts in week one, double replies in week three, and what "
            "ended them", about="intake", owner="A. Novak", written_by="A. Novak", date="2025-09-12",
        tested_by="R. Haddad", test_date="2025-10-17", test_result="passed",
    ),
    told(
        "2025-09-19", kind="playbook", subject="what surprised us",
        text="Playbook, chapter 6: referrals answered within the hour close twice as often", about="intake",
        owner="A. Novak", written_by="A. Novak", date="2025-09-19", tested_by="R. Haddad", test_date="2025-10-17",
        test_result="passed",
    ),
    told(
        "2025-09-22", kind="decision", subject="audit log",
        text="Every action is logged with input, output, version and approver for 24 months", owner="S. Iyer",
        written_by="N. Sato", date="2025-09-22", tested_by="H. Weiss", test_date="2025-10-22", test_result="passed",
    ),
    told(
        "2025-10-01", kind="review", subject="agent health",
        text="First eight weeks: keep running; two prompts rewritten", about="intake", owner="D. Okafor",
        written_by="A. Novak", date="2025-10-01",
    ),
    told(
        "2025-10-09", kind="playbook", subject="change management",
        text="Playbook, chapter 4: how partners were won, week by week", about="intake", owner="M. Ortiz",
        written_by="D. Okafor", date="2025-10-09", tested_by="R. Haddad", test_date="2025-10-17", test_result="passed",
    ),
    told(
        "2025-10-10", kind="playbook", subject="what we would do differently",
        text="Playbook, chapter 7: baseline first, calendar last", about="intake", owner="D. Okafor",
        written_by="D. Okafor", date="2025-10-10", tested_by="R. Haddad", test_date="2025-10-17", test_result="passed",
    ),
    told(
        "2025-10-14", kind="decision", subject="conflict resolution",
        text="Two agents on one resource: the older one keeps it; D. Okafor decides within two working days",
        owner="D. Okafor", written_by="D. Okafor", date="2025-10-14", tested_by="S. Iyer", test_date="2025-10-23",
        test_result="passed",
    ),
    told(
        "2025-10-15", kind="playbook", subject="data and integration",
        text="Playbook, chapter 8: CRM clean-up, field by field, and the connector", about="intake", owner="S. Iyer",
        written_by="I. Petrova", date="2025-10-15", tested_by="R. Haddad", test_date="2025-10-17",
        test_result="passed",
    ),
    told(
        "2025-10-16", kind="playbook", subject="roles and hand-over",
        text="Playbook, chapter 9: what the operator does on a Monday, who stands in", about="intake",
        owner="A. Novak", written_by="A. Novak", date="2025-10-16", tested_by="R. Haddad", test_date="2025-10-17",
        test_result="passed",
    ),
    told(
        "2025-10-20", kind="decision", subject="registry", text="No agent runs without a complete row on Agents",
        owner="D. Okafor", written_by="D. Okafor", date="2025-10-20",
    ),
    told(
        "2025-10-20", kind="decision", subject="cost allocation",
        text="Platform by attempted items, model cost to the agent that caused it", owner="L. Chen",
        written_by="L. Chen", date="2025-10-20",
    ),
    told(
        "2025-10-21", kind="decision", subject="decision boundaries",
        text="No agent quotes a fee, declines a client or names another one; what leaves the house is approved until "
            "its owner and J. Park say otherwise", owner="D. Okafor", written_by="D. Okafor", date="2025-10-21",
    ),
    told(
        "2025-10-22", kind="decision", subject="ownership change",
        text="A new owner signs the registry row within five working days", owner="D. Okafor", written_by="D. Okafor",
        date="2025-10-22",
    ),
    told(
        "2025-10-23", kind="decision", subject="audit drill",
        text="From one sent answer back to prompt, sources and approver in 40 minutes", owner="N. Sato",
        written_by="N. Sato", date="2025-10-23", tested_by="H. Weiss", test_date="2025-10-23", test_result="passed",
    ),
    told(
        "2025-10-23", kind="review", subject="ownership map",
        text="Before the build of proposals: one overlapping trigger found and removed", owner="S. Iyer",
        written_by="S. Iyer", date="2025-10-23",
    ),
    told(
        "2025-11-17", kind="decision", subject="change control",
        text="A changed prompt runs a week beside the old one before it replaces it", owner="S. Iyer",
        written_by="S. Iyer", date="2025-11-17",
    ),
    told(
        "2025-12-08", kind="decision", subject="data access",
        text="Agents read through the data access layer only; new sources need the data owner's yes", owner="S. Iyer",
        written_by="B. Fischer", date="2025-12-08",
    ),
    told(
        "2026-01-14", kind="review", subject="ownership map", text="Before the go-live of status: clean",
        owner="S. Iyer", written_by="S. Iyer", date="2026-01-14",
    ),
    told(
        "2026-01-15", kind="review", subject="portfolio",
        text="Order confirmed: status now, timesheets and scheduling in spring, invoicing after the ERP connector",
        owner="J. Park", written_by="D. Okafor", date="2026-01-15",
    ),
    told(
        "2026-03-11", kind="review", subject="ownership map", text="Before the go-live of timesheets: clean",
        owner="S. Iyer", written_by="S. Iyer", date="2026-03-11",
    ),
    told(
        "2026-04-14", kind="review", subject="agent health",
        text="Completion, fallback, satisfaction and cost per action of four agents: all within their bands",
        owner="D. Okafor", written_by="C. Almeida", date="2026-04-14",
    ),
    told(
        "2026-04-20", kind="decision", subject="retirement",
        text="An agent that two quarters in a row costs more than it returns is switched off", owner="J. Park",
        written_by="D. Okafor", date="2026-04-20",
    ),
    told(
        "2026-05-06", kind="review", subject="ownership map", text="Before the go-live of scheduling: clean",
        owner="S. Iyer", written_by="S. Iyer", date="2026-05-06",
    ),
    told(
        "2026-05-28", kind="decision", subject="audit drill", text="Second drill, on a staffing proposal: 25 minutes",
        owner="N. Sato", written_by="N. Sato", date="2026-05-28", tested_by="H. Weiss", test_date="2026-05-28",
        test_result="passed",
    ),
    told(
        "2026-06-18", kind="review", subject="guild rotation", text="C. Almeida stays, L. Chen joins in August",
        owner="D. Okafor", written_by="D. Okafor", date="2026-06-18",
    ),
)

EXCEPTIONS = (
    told(
        "2025-09-26", kind="waiver", target="playbook.tried",
        reason="R. Haddad, who is to try it, is on leave until 13 October", owner="J. Park", decided_on="2025-09-26",
        expires_on="2025-10-31",
    ),
    told(
        "2026-06-15", kind="waiver", target="production.outcomes_measured", subject="intake",
        reason="A. Novak on leave; the deputy writes outcomes down every second week", owner="M. Ortiz",
        decided_on="2026-06-15", expires_on="2026-07-31",
    ),
    told(
        "2026-06-17", kind="override", target="rank_score", subject="candidate_screening", value=0.1,
        reason="The works council has not agreed to screening by an agent", owner="J. Park", decided_on="2026-06-17",
        expires_on="2026-12-31",
    ),
)
