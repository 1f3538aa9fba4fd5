"""What the agents of the example stand on: systems, data sources, shared platform."""

from __future__ import annotations

from toolkit.workbook.example.telling import told

# Tables: a row of a sheet reads as one to three lines.
# fmt: off

SYSTEMS = (
    told(
        system_id="crm", name="Customer records", owner="M. Ortiz", interface="REST", standard_authentication="yes",
        rate_limits_documented="yes", standard_data_format="yes", people_who_know=3,
        record_for="contact; account; opportunity", notes="Shared through Platform",
    ),
    told(
        system_id="mail", name="Mail and messages", owner="S. Iyer", interface="MCP", standard_authentication="yes",
        rate_limits_documented="yes", standard_data_format="yes", shared_connector="yes", people_who_know=4,
        record_for="message",
    ),
    told(
        system_id="calendar", name="Calendar", owner="S. Iyer", interface="REST", standard_authentication="yes",
        rate_limits_documented="yes", standard_data_format="yes", shared_connector="no", people_who_know=3,
        record_for="appointment",
    ),
    told(
        "2025-09-08", system_id="dms", name="Document store", owner="P. Doyle", interface="GraphQL",
        standard_authentication="yes", rate_limits_documented="no", standard_data_format="yes", people_who_know=2,
        record_for="document",
    ),
    told(
        "2025-09-08", ("2025-10-20", {"rate_limits_documented": "yes"}), ("2025-12-08", {"people_who_know": 2}),
        system_id="psa", name="Project and time system",
        owner="T. Baptiste", interface="REST", standard_authentication="yes", standard_data_format="yes",
        people_who_know=1, record_for="project; assignment; time entry",
    ),
    told(
        "2025-09-08", system_id="erp", name="Accounting", owner="L. Chen", interface="database",
        standard_authentication="yes", rate_limits_documented="no", standard_data_format="yes", shared_connector="no",
        people_who_know=1, record_for="invoice; ledger entry",
    ),
    told(
        "2025-09-08", system_id="wiki", name="Intranet wiki", owner="P. Doyle", shared_connector="no",
        notes="Supplier has not answered how to reach it other than by the browser",
    ),
    told(
        "2026-03-23", system_id="ats", name="Applicant tracking", owner="G. Marsh", interface="REST",
        standard_authentication="yes", shared_connector="no", record_for="application",
    ),
)

DATA_SOURCES = (
    told(
        source_id="enquiries", name="Enquiries", system="mail", owner="M. Ortiz", access="governed", reusable="yes",
        freshness_target=0.1, observed_age=0.1, completeness=0.97, uniqueness=0.96, validity=0.98, consistency=0.94,
        key_columns="message_id", timestamp_column="received_at",
    ),
    told(
        "2025-06-01", ("2025-10-20", {"sample_file": "clients.csv"}),
        source_id="clients", name="Clients and contacts", system="crm", owner="M. Ortiz", access="governed",
        reusable="yes", freshness_target=1, observed_age=1, completeness=0.93, uniqueness=0.95, validity=0.96,
        consistency=0.91, key_columns="account_id", timestamp_column="changed_at",
        patterns="vat_no=[A-Z]{2}[0-9A-Z]{8,12}",
    ),
    told(
        "2025-09-08",
        ("2025-10-20", {"reusable": "yes", "completeness": 0.92, "consistency": 0.88, "observed_age": 2,
            "sample_file": "proposals.csv"}),
        source_id="proposals", name="Past proposals", system="dms", owner="E. Lindqvist", access="governed",
        reusable="no", freshness_target=7, observed_age=9, completeness=0.88, uniqueness=0.84, validity=0.93,
        consistency=0.81, key_columns="proposal_no", timestamp_column="released_at", patterns="proposal_no=P[0-9]{5}",
        reference="account=clients.account_id",
    ),
    told(
        "2025-09-08", ("2025-10-20", {"sample_file": "rate_card.csv"}),
        source_id="rate_card", name="Rate card", system="psa", owner="L. Chen", access="governed",
        reusable="yes", freshness_target=30, observed_age=12, completeness=1, uniqueness=1, validity=0.99,
        consistency=0.97, key_columns="role; grade",
    ),
    told(
        "2025-09-08",
        ("2025-12-08", {"access": "governed", "completeness": 0.94, "observed_age": 1, "reusable": "yes"}),
        source_id="timesheets", name="Timesheets", system="psa", owner="L. Chen", access="ad hoc", reusable="no",
        freshness_target=1, observed_age=3, completeness=0.86, uniqueness=0.97, validity=0.91, consistency=0.89,
        key_columns="person; day; project", timestamp_column="entered_at",
    ),
    told(
        "2025-09-08", ("2025-12-08", {"validity": 0.92, "consistency": 0.86, "reusable": "yes"}),
        source_id="project_plans", name="Project plans", system="dms", owner="T. Baptiste", access="governed",
        freshness_target=7, observed_age=6, completeness=0.90, validity=0.84,
    ),
    told(
        "2025-09-08",
        ("2026-02-16", {
            "access": "governed", "owner": "K. Moreau", "observed_age": 14, "completeness": 0.91, "validity": 0.93,
            "uniqueness": 0.98,
        }),
        source_id="skills", name="Skills and certificates", system="psa", access="none", reusable="no",
        freshness_target=30, observed_age=210, completeness=0.55,
        notes="A spreadsheet on one person's drive until February 2026",
    ),
    told(
        "2025-09-08", source_id="assignments", name="Assignments", system="psa", owner="K. Moreau", access="governed",
        reusable="yes", freshness_target=1, observed_age=1, completeness=0.95, uniqueness=0.98, validity=0.96,
        consistency=0.90, key_columns="person; project; week", timestamp_column="changed_at",
    ),
    told(
        "2025-09-08", source_id="lessons", name="Lessons learned", system="wiki", owner="P. Doyle", access="ad hoc",
        reusable="no", freshness_target=90, observed_age=400, completeness=0.40, notes="Duplicates never counted",
    ),
    told(
        "2025-09-08", source_id="invoices", name="Supplier invoices", system="erp", owner="L. Chen", access="governed",
        reusable="yes", freshness_target=1, observed_age=1, completeness=0.96, uniqueness=0.99, validity=0.95,
        consistency=0.92, key_columns="invoice_no", timestamp_column="booked_at",
        patterns="invoice_no=[A-Z]{2}[0-9]{6}", reference="supplier=clients.account_id",
    ),
    told(
        "2026-02-16", source_id="contracts", name="Client contracts", system="dms", owner="H. Weiss",
        access="governed", reusable="no", freshness_target=7, observed_age=7, completeness=0.89, uniqueness=0.93,
        validity=0.90,
    ),
    told(
        "2026-03-23", source_id="applications", name="Applications", system="ats", owner="G. Marsh", access="ad hoc",
        freshness_target=1, observed_age=1, completeness=0.92,
    ),
)

COMPONENTS = (
    told(
        "2025-09-01", component_id="crm-connector", kind="connector", owner="S. Iyer", since="2025-09-15",
        one_off_cost=6400, monthly_cost=180, covers="crm",
    ),
    told(
        "2025-09-01", component_id="monitoring", kind="monitoring", owner="S. Iyer", since="2025-09-22",
        one_off_cost=4200, monthly_cost=240, covers="intake",
    ),
    told(
        "2025-09-01", component_id="cost-tracking", kind="cost tracking", owner="L. Chen", since="2025-09-29",
        one_off_cost=2900, monthly_cost=90, covers="intake",
    ),
    told(
        "2025-09-01", component_id="data-access", kind="data access", owner="I. Petrova", since="2025-10-13",
        one_off_cost=5900, monthly_cost=260,
    ),
    told(
        "2025-09-01", component_id="dms-connector", kind="connector", owner="S. Iyer", since="2025-10-20",
        one_off_cost=4700, monthly_cost=150, covers="dms",
    ),
    told(
        "2025-09-01", component_id="psa-connector", kind="connector", owner="S. Iyer", since="2025-10-22",
        one_off_cost=4300, monthly_cost=150, covers="psa",
    ),
    told(
        "2025-09-15", component_id="decision-log", kind="decision log", owner="N. Sato", since="2025-10-24",
        one_off_cost=2200, monthly_cost=70,
    ),
    told(
        "2025-09-15", component_id="tool-registry", kind="tool registry", owner="S. Iyer", since="2025-10-24",
        one_off_cost=1000, monthly_cost=30,
    ),
    told(
        "2026-06-01", component_id="erp-connector", kind="connector", owner="S. Iyer", since="2026-07-20",
        one_off_cost=6900, monthly_cost=180, covers="erp",
    ),
)
"""Two months of platform work, 25 August to 24 October 2025; a component is planned until its day has come."""

PLATFORM_SERVES = ("monitoring", "cost-tracking", "data-access", "decision-log", "tool-registry")
"""Components that cover every agent in production."""
