"""The agents of the example, what each claims, and mails to try their triggers on."""

from __future__ import annotations

from toolkit.workbook.example.telling import told

# Tables: a row of a sheet reads as a few lines.
# fmt: off

AGENTS = (
    told(
        "2025-06-16", agent_id="intake", name="Client intake", purpose="Answers, qualifies and books new enquiries",
        workflow="client_intake", owner="M. Ortiz", department="Business development", vendor="in-house",
        build_started="2025-06-30", production_since="2025-08-04", category="foundation", claimed_maturity=1,
        tier="high", approved_by="J. Park", approved_on="2025-07-28", exception_owner="A. Novak", exception_sla=8,
        exception_priority=1, build_cost=44000, build_weeks=5, integration_weeks=3,
        last_retrained="2025-08-25|2025-11-10|2026-02-09|2026-05-18",
        last_toolset_update="2025-09-15|2026-01-26|2026-05-18", last_incident="2025-08-20",
        goal="Qualified pipeline per week, EUR", target=9231, adjusts_itself="no",
    ),
    told(
        "2025-09-15", ("2025-11-10", {"exception_owner": "V. Rossi", "exception_sla": 12, "exception_priority": 1}),
        agent_id="proposals", name="Proposals",
        purpose="Drafts proposals and statements of work from approved passages", workflow="proposal_writing",
        owner="E. Lindqvist", department="Business development", vendor="in-house", build_started="2025-10-27",
        production_since="2025-11-24", category="capability", claimed_maturity=1, tier="high", approved_by="J. Park",
        approved_on="2025-11-19", build_cost=25500, build_weeks=4, integration_weeks=1.6,
        last_retrained="2025-12-15|2026-03-02|2026-06-01", last_toolset_update="2026-02-23|2026-06-01",
        last_incident="2026-02-03", goal="Working days from brief to draft", target=2, adjusts_itself="no",
    ),
    told(
        "2025-09-15", ("2026-01-12", {"exception_owner": "V. Rossi", "exception_sla": 24, "exception_priority": 2}),
        agent_id="status", name="Status reports", purpose="Drafts the weekly report of each engagement",
        workflow="client_reporting", owner="T. Baptiste", department="Delivery", vendor="in-house",
        build_started="2025-12-29", production_since="2026-01-19", category="capability", claimed_maturity=2,
        tier="medium", approved_by="D. Okafor", approved_on="2026-01-15", build_cost=15600, build_weeks=3,
        integration_weeks=1, last_retrained="2026-03-16|2026-06-08", last_toolset_update="2026-04-20",
        goal="Hours after Friday noon until the last report", target=2, adjusts_itself="no",
    ),
    told(
        "2025-12-08", ("2026-03-09", {"exception_owner": "O. Brandt", "exception_sla": 24, "exception_priority": 1}),
        agent_id="timesheets", name="Timesheet checking", purpose="Asks for missing hours and corrects project codes",
        workflow="timesheet_checking", owner="L. Chen", department="Finance", vendor="in-house",
        build_started="2026-03-02", production_since="2026-03-16", category="foundation", claimed_maturity=2,
        tier="medium", approved_by="D. Okafor", approved_on="2026-03-12", build_cost=9800, build_weeks=2,
        integration_weeks=0.6, last_retrained="2026-05-25", last_toolset_update="2026-05-25",
        goal="Share of sheets closed on Monday, %", target=90, adjusts_itself="no",
    ),
    told(
        "2025-09-22", ("2026-05-04", {"exception_owner": "O. Brandt", "exception_sla": 12, "exception_priority": 2}),
        agent_id="scheduling", name="Resource scheduling",
        purpose="Proposes who works on what, and finds conflicts early", workflow="resource_scheduling",
        owner="K. Moreau", department="Delivery", vendor="in-house", build_started="2026-04-27",
        production_since="2026-05-11", category="orchestration", claimed_maturity=2, tier="medium",
        approved_by="D. Okafor", approved_on="2026-05-07", build_cost=8700, build_weeks=2, integration_weeks=0.5,
        last_retrained="2026-06-15", goal="Conflicts still open on Friday", target=3, adjusts_itself="no",
    ),
    told(
        "2025-09-22", agent_id="billing", name="Invoicing", purpose="Matches and books supplier invoices",
        workflow="invoicing", owner="L. Chen", department="Finance", category="capability",
    ),
    told(
        "2025-09-22", agent_id="knowledge", name="Knowledge search",
        purpose="Answers from lessons of past engagements", workflow="knowledge_management", department="Delivery",
        category="foundation", notes="Nobody has agreed to own it",
    ),
    told(
        "2026-02-16", agent_id="contracts", name="Contract review", purpose="Marks deviations from our terms",
        workflow="contract_review", owner="H. Weiss", department="Legal", category="capability",
    ),
    told(
        "2026-03-23", agent_id="screening", name="Candidate screening", purpose="Sorts and answers applications",
        workflow="candidate_screening", owner="G. Marsh", department="People", category="capability",
    ),
)

_BY_IYER = {"written_by": "S. Iyer"}
_MAIL = "inbox:hello@northwind.example"
_TEAM = "channel:proposals"

OWNERSHIP = (
    told(
        agent="intake", kind="trigger", resource=_MAIL, access="read",
        contains_any="enquiry; proposal; referral; consultation", excludes_any="invoice; application",
        timing="on event", written_by="A. Novak", written_on="2025-07-21",
    ),
    told(
        agent="intake", kind="field", resource="crm.contact.source", access="write", written_by="A. Novak",
        written_on="2025-07-21",
    ),
    told(
        agent="intake", kind="field", resource="crm.opportunity.qualification", access="write", written_by="A. Novak",
        written_on="2025-07-21",
    ),
    told(
        agent="intake", kind="field", resource="crm.account.history", access="read", written_by="A. Novak",
        written_on="2025-07-21",
    ),
    told(
        agent="intake", kind="field", resource="calendar.appointment.first_call", access="write",
        written_by="A. Novak", written_on="2025-07-21",
    ),
    told(
        agent="intake", kind="output", resource="mail:first answer to the enquirer", access="write",
        written_by="A. Novak", written_on="2025-07-21",
    ),
    told(
        "2025-09-22", agent="intake", kind="component", resource="monitoring", access="shared", **_BY_IYER,
        written_on="2025-09-22",
    ),
    told(
        "2025-09-29", agent="intake", kind="component", resource="cost-tracking", access="shared", **_BY_IYER,
        written_on="2025-09-29",
    ),
    told(
        "2025-09-15", agent="intake", kind="component", resource="crm-connector", access="shared", **_BY_IYER,
        written_on="2025-09-15",
    ),
    told(
        "2025-10-24", agent="intake", kind="component", resource="decision-log", access="shared", **_BY_IYER,
        written_on="2025-10-24",
    ),
    told(
        "2025-11-24", agent="intake", kind="handoff", resource="proposals", rule="stop condition",
        rule_detail="One hand-over per opportunity; a second one goes to V. Rossi", written_by="A. Novak",
        written_on="2025-11-24",
    ),
    told(
        "2025-09-15",
        ("2025-10-23", {
            "resource": _TEAM, "contains_any": "brief", "written_by": "S. Iyer", "written_on": "2025-10-23",
            "notes": "Moved from the intake inbox by the review of 23 October 2025",
        }),
        agent="proposals", kind="trigger", resource=_MAIL, access="read", contains_any="proposal; tender",
        timing="on event", written_by="E. Lindqvist", written_on="2025-09-19",
        notes="To be settled before the build: intake answers there too",
    ),
    told(
        "2025-09-15", agent="proposals", kind="field", resource="dms.document.draft", access="write",
        written_by="E. Lindqvist", written_on="2025-09-19",
    ),
    told(
        "2025-09-15", agent="proposals", kind="field", resource="crm.opportunity.scope", access="read",
        written_by="E. Lindqvist", written_on="2025-09-19",
    ),
    told(
        "2025-09-15", agent="proposals", kind="output", resource="dms:proposals/drafts", access="write",
        written_by="E. Lindqvist", written_on="2025-09-19",
    ),
    told(
        "2025-11-24", agent="proposals", kind="component", resource="crm-connector", access="shared", **_BY_IYER,
        written_on="2025-11-24",
    ),
    told(
        "2025-11-24", agent="proposals", kind="component", resource="dms-connector", access="shared", **_BY_IYER,
        written_on="2025-11-24",
    ),
    told(
        "2025-11-24", agent="proposals", kind="component", resource="monitoring", access="shared", **_BY_IYER,
        written_on="2025-11-24",
    ),
    told(
        "2025-11-24", agent="proposals", kind="component", resource="cost-tracking", access="shared", **_BY_IYER,
        written_on="2025-11-24",
    ),
    told(
        "2025-09-15", agent="status", kind="trigger", resource="schedule:friday 06:00", access="read",
        timing="schedule", written_by="T. Baptiste", written_on="2025-09-24",
    ),
    told(
        "2025-09-15", agent="status", kind="field", resource="psa.project.status", access="read",
        written_by="T. Baptiste", written_on="2025-09-24",
    ),
    told(
        "2025-09-15", agent="status", kind="output", resource="dms:reports/weekly", access="write",
        written_by="T. Baptiste", written_on="2025-09-24",
    ),
    told(
        "2026-01-19", agent="status", kind="field", resource="dms.report.text", access="write", **_BY_IYER,
        written_on="2026-01-14",
    ),
    told(
        "2026-01-19", agent="status", kind="component", resource="psa-connector", access="shared", **_BY_IYER,
        written_on="2026-01-14",
    ),
    told(
        "2026-01-19", agent="status", kind="component", resource="dms-connector", access="shared", **_BY_IYER,
        written_on="2026-01-14",
    ),
    told(
        "2026-01-19", agent="status", kind="component", resource="monitoring", access="shared", **_BY_IYER,
        written_on="2026-01-14",
    ),
    told(
        "2026-01-19", agent="status", kind="component", resource="cost-tracking", access="shared", **_BY_IYER,
        written_on="2026-01-14",
    ),
    told(
        "2026-03-11", agent="timesheets", kind="trigger", resource="schedule:monday 07:00", access="read",
        timing="schedule", **_BY_IYER, written_on="2026-03-11",
    ),
    told(
        "2026-03-11", agent="timesheets", kind="field", resource="psa.time_entry.project_code", access="write",
        **_BY_IYER, written_on="2026-03-11",
    ),
    told(
        "2026-03-11", agent="timesheets", kind="output", resource="mail:reminder to the author of the sheet",
        access="write", **_BY_IYER, written_on="2026-03-11",
    ),
    told(
        "2026-03-16", agent="timesheets", kind="component", resource="psa-connector", access="shared", **_BY_IYER,
        written_on="2026-03-11",
    ),
    told(
        "2026-03-16", agent="timesheets", kind="component", resource="monitoring", access="shared", **_BY_IYER,
        written_on="2026-03-11",
    ),
    told(
        "2026-03-16", agent="timesheets", kind="component", resource="cost-tracking", access="shared", **_BY_IYER,
        written_on="2026-03-11",
    ),
    told(
        "2025-09-22", agent="scheduling", kind="trigger", resource="channel:staffing", access="read",
        contains_any="staffing request; swap; leave", timing="on event", written_by="K. Moreau",
        written_on="2025-09-30",
    ),
    told(
        "2025-09-22", agent="scheduling", kind="field", resource="psa.assignment.person", access="write",
        written_by="K. Moreau", written_on="2025-09-30",
    ),
    told(
        "2026-05-06", agent="scheduling", kind="field", resource="calendar.appointment.assignment", access="write",
        **_BY_IYER, written_on="2026-05-06", notes="Same object as intake, another field",
    ),
    told(
        "2026-05-06", agent="scheduling", kind="output", resource="psa:staffing proposal", access="write", **_BY_IYER,
        written_on="2026-05-06",
    ),
    told(
        "2026-05-06", agent="scheduling", kind="handoff", resource="timesheets", rule="stop condition",
        rule_detail="At most one correction a day and person; then O. Brandt", **_BY_IYER, written_on="2026-05-06",
    ),
    told(
        "2026-05-11", agent="scheduling", kind="component", resource="psa-connector", access="shared", **_BY_IYER,
        written_on="2026-05-06",
    ),
    told(
        "2026-05-11", agent="scheduling", kind="component", resource="monitoring", access="shared", **_BY_IYER,
        written_on="2026-05-06",
    ),
    told(
        "2026-05-11", agent="scheduling", kind="component", resource="cost-tracking", access="shared", **_BY_IYER,
        written_on="2026-05-06",
    ),
    told(
        "2025-09-22", agent="billing", kind="trigger", resource="inbox:accounts@northwind.example", access="read",
        contains_any="invoice; expense claim", timing="on event", written_by="L. Chen", written_on="2025-09-30",
    ),
    told(
        "2025-09-22", agent="billing", kind="field", resource="erp.invoice.status", access="write",
        written_by="L. Chen", written_on="2025-09-30",
    ),
    told(
        "2025-09-22", agent="billing", kind="output", resource="erp:booking journal", access="write",
        written_by="L. Chen", written_on="2025-09-30",
    ),
    told(
        "2026-02-16", agent="contracts", kind="trigger", resource="folder:dms/contracts/incoming", access="read",
        timing="on event",
    ),
    told("2026-02-16", agent="contracts", kind="field", resource="dms.contract.comment", access="write"),
    told(
        "2026-03-23", agent="screening", kind="trigger", resource="inbox:jobs@northwind.example", access="read",
        contains_any="application; vacancy", timing="on event", written_by="G. Marsh", written_on="2026-04-13",
    ),
)

EVENTS = (
    told(channel=_MAIL, text="Enquiry: strategy review for a mid-sized hospital group, could we talk next week?"),
    told(channel=_MAIL, text="A referral from Dr. Keller: she said you helped her team with the merger"),
    told(channel=_MAIL, text="Could you send us a proposal for the second phase by the end of the month?"),
    told(
        channel=_MAIL, text="Invoice 2025-1183 attached, payable within 30 days",
        notes="Belongs to accounts; intake must leave it alone",
    ),
    told(channel=_MAIL, text="Unsubscribe me from your newsletter", notes="Nobody's"),
    told(
        "2025-09-22", channel="inbox:accounts@northwind.example",
        text="Expense claim, Lisbon workshop, 412.60 EUR, receipts attached",
    ),
    told(
        "2025-09-22", channel="channel:staffing",
        text="Staffing request: two analysts for the Harbour engagement from week 42",
    ),
    told("2025-11-24", channel=_TEAM, text="Brief: Harbour engagement, extension by four months, same team"),
    told(
        "2026-04-13", channel="inbox:jobs@northwind.example",
        text="Application as consultant, please find my résumé attached",
    ),
)
