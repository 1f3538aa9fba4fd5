"""The sheets a candidate is described on: Program, Workflows, Systems, Data sources."""

from __future__ import annotations

from dataclasses import replace

from toolkit.sheets.declare import Column, Kind, Sheet, notes, spread

# These are tables: a declaration reads as one to three lines.
# fmt: off

PROGRAM = Sheet(
    "Program",
    "a setting of the whole assessment",
    (
        Column("organisation", "organisation", Kind.TEXT, "Name shown on every report.", example="Northwind Advisory",
            required=True),
        Column("as_of", "as-of date", Kind.DATE, "The day the assessment speaks of; every age is counted to it.",
            example="2026-06-30", required=True),
        Column("currency", "currency", Kind.TEXT, "Currency of every amount in the workbook.", example="EUR",
            required=True),
        Column("hourly_cost", "default hourly cost", Kind.MONEY,
            "Loaded cost of an hour of work where a workflow names none.", "per hour", "62", low=0,
            default="program.default_hourly_cost"),
        Column("annual_discount_rate", "annual discount rate", Kind.SHARE,
            "What a year of waiting costs; nominal, before tax.", "share per year", "0.10", low=0, high=1,
            default="program.annual_discount_rate"),
        Column("horizon_months", "horizon", Kind.INTEGER, "Months over which a business case is counted.", "months",
            "36", low=1, high=120, default="program.horizon_months"),
        Column("integration_day_rate", "integration day rate", Kind.MONEY, "Cost of one day of integration work.",
            "per day", "800", low=0, default="program.integration_day_rate"),
        Column("chosen_next", "chosen next workflow", Kind.ID, "The workflow leadership means to automate next.",
            example="invoicing", refers_to="Workflows"),
        Column("claimed_phase", "claimed phase", Kind.CHOICE, "The phase the organisation says it is in.",
            example="prove", choices=("prove", "platform", "expand", "orchestrate")),
        Column("claimed_maturity", "claimed maturity level", Kind.INTEGER,
            "The maturity level the organisation says it has reached.", "level", "2", low=1, high=4),
        Column("target_phase", "target phase", Kind.CHOICE, "The phase aimed at.", example="expand",
            choices=("prove", "platform", "expand", "orchestrate")),
        Column("target_maturity", "target level", Kind.INTEGER, "The maturity level aimed at.", "level", "3", low=1,
            high=4),
        Column("target_date", "target date", Kind.DATE, "By when the target is to be reached.", example="2027-06-30"),
    ),
    required=True,
    is_form=True,
)

_ESSENTIAL = (
    Column("workflow_id", "workflow id", Kind.ID, "Short name used to refer to the workflow.", example="invoicing",
        required=True),
    Column("name", "name", Kind.TEXT, "Name shown on reports.", example="Invoicing", required=True),
    Column("department", "department", Kind.TEXT, "Team whose work it is.", example="Finance"),
    Column("process_owner", "process owner", Kind.TEXT, "Person who answers for the process today.",
        example="M. Ortiz"),
    *spread(Column("volume", "volume per month", Kind.NUMBER, "Items that arrive in a month.", "items per month",
        "900", low=0, essential=True)),
    *spread(Column("minutes", "minutes per item", Kind.NUMBER, "Work on one item today, by people.",
        "minutes per item", "14", low=0, essential=True)),
    *spread(Column("automation", "automation rate", Kind.SHARE,
        "Share of attempted items that the agent finishes without handing back.", "share", "0.60", low=0, high=1,
        essential=True)),
    *spread(Column("build_cost", "build cost", Kind.MONEY,
        "One-off cost to build the agent, without integration and training.", "", "24000", low=0, essential=True)),
    Column("systems_read", "systems read", Kind.IDS, "Systems the agent reads; write none if there are none.",
        example="crm; erp", refers_to="Systems"),
    Column("systems_written", "systems written", Kind.IDS, "Systems the agent writes; write none if there are none.",
        example="erp", refers_to="Systems"),
    Column("data_sources", "data sources", Kind.IDS, "Data the agent needs; write none if there is none.",
        example="invoices; clients", refers_to="Data sources"),
)

REALISED_AS = ("headcount", "avoided hire", "overtime", "capacity only")

_VALUE = (
    Column("realised_as", "realised as", Kind.CHOICE, "How saved time becomes money; capacity only never does.",
        example="avoided hire", choices=REALISED_AS, default="defaults.realised_as"),
    *spread(Column("realisation", "realisation rate", Kind.SHARE, "Share of the saved time that becomes money.",
        "share", "0.70", low=0, high=1, default="defaults.realisation")),
    Column("review_minutes", "review minutes per item", Kind.NUMBER, "Checking one item that the agent finished.",
        "minutes per item", "2", low=0, default="defaults.review_minutes"),
    Column("hand_back_minutes", "hand-back minutes per item", Kind.NUMBER,
        "Extra work on one item that the agent hands back, beside doing it.", "minutes per item", "1", low=0,
        default="defaults.hand_back_minutes"),
    Column("hourly_cost", "hourly cost", Kind.MONEY, "Loaded cost of an hour of the people who do it now.",
        "per hour", "62", low=0, default="program.default_hourly_cost"),
    Column("error_now", "error rate now", Kind.SHARE, "Share of items done wrong today.", "share", "0.04", low=0,
        high=1, default="defaults.error_now"),
    Column("error_agent", "error rate with agent", Kind.SHARE,
        "Share of the agent's items that are wrong after review; blank: as many as now.", "share", "0.015", low=0,
        high=1, default="defaults.error_agent_relative_to_now"),
    Column("cost_per_error", "cost per error", Kind.MONEY,
        "What one error costs, without labour already counted in minutes.", "per error", "85", low=0,
        default="defaults.cost_per_error"),
    *spread(Column("revenue", "revenue per month at full adoption", Kind.MONEY,
        "Sales or pipeline the agent brings in a month; pipeline needs a win rate.", "per month", "18000", low=0,
        default="defaults.revenue")),
    Column("win_rate", "win rate", Kind.SHARE, "Share of that pipeline which is won; 1 for sales.", "share", "0.20",
        low=0, high=1, default="defaults.win_rate"),
    Column("margin", "margin", Kind.SHARE, "Contribution margin on that revenue.", "share", "0.35", low=0, high=1,
        default="defaults.margin"),
    Column("strategic_value", "strategic value", Kind.NUMBER,
        "0 none to 5 decisive; ranks candidates, never turned into money.", "points", "3", low=0, high=5),
)

_COST = (
    *spread(Column("build_months", "build months", Kind.NUMBER, "Calendar months to build, without integration.",
        "months", "1.5", low=0, high=120, default="defaults.build_months")),
    Column("ramp_months", "ramp months", Kind.NUMBER, "Months from go-live to full adoption.", "months", "3", low=0,
        high=120, default="defaults.ramp_months"),
    Column("change_cost", "change and training cost", Kind.MONEY, "One-off cost of training and changing the work.",
        "", "4000", low=0, default="defaults.change_cost"),
    *spread(Column("run_cost", "run cost per item", Kind.MONEY, "Model and tool cost of one attempted item.",
        "per item", "0.35", low=0, default="defaults.run_cost")),
    Column("fixed_run", "fixed run cost per month", Kind.MONEY, "Licences and hosting, whatever the volume.",
        "per month", "600", low=0, default="defaults.fixed_run"),
    Column("care_hours", "care hours per month", Kind.NUMBER, "Hours a person spends on keeping the agent right.",
        "hours per month", "6", low=0, default="defaults.care_hours"),
    Column("decommissioning_cost", "decommissioning cost", Kind.MONEY, "Cost of switching it off at the end.", "",
        "2500", low=0, default="defaults.decommissioning_cost"),
)

LOW_MEDIUM_HIGH = ("low", "medium", "high")

_READINESS = (
    Column("work_type", "work type", Kind.TEXT, "Kind of work, to tell second projects apart.",
        example="document processing"),
    Column("category", "category", Kind.CHOICE, "What the agent adds to the portfolio.", example="capability",
        choices=("foundation", "capability", "orchestration")),
    Column("extends_agent", "extends agent", Kind.ID, "The agent whose work this one builds on.", example="intake",
        refers_to="Agents"),
    Column("documented_on", "process documented on", Kind.DATE, "When the process was last written down.",
        example="2026-03-02"),
    Column("process_expert", "process expert", Kind.TEXT, "Person who knows the exceptions.", example="L. Chen"),
    Column("operator", "operator", Kind.TEXT, "Person who will run the agent day to day.", example="A. Novak"),
    Column("success_criteria", "success criteria", Kind.TEXT, "What must be measured for it to count as a success.",
        example="60 % without hand-back, errors below 1.5 %"),
    Column("criteria_agreed_on", "criteria agreed on", Kind.DATE, "When owner and sponsor agreed the criteria.",
        example="2026-04-10"),
    Column("baseline_on", "baseline measured on", Kind.DATE, "When today's volume, minutes and errors were measured.",
        example="2026-04-20"),
    Column("baseline_source", "baseline source", Kind.TEXT, "Where the measurement can be looked up.",
        example="ERP export, April 2026"),
    Column("confidence", "confidence", Kind.CHOICE, "How sure the figures of this row are.", example="medium",
        choices=("high", "medium", "low"), default="defaults.confidence"),
    Column("approver", "approver", Kind.TEXT, "Person who stands for the figures of this row.", example="J. Park"),
)

_RISK = (
    Column("data_sensitivity", "data sensitivity", Kind.CHOICE, "How sensitive the data is.", example="medium",
        choices=LOW_MEDIUM_HIGH),
    Column("external_visibility", "external visibility", Kind.CHOICE, "How visible its work is outside.",
        example="high", choices=LOW_MEDIUM_HIGH),
    Column("financial_impact", "financial impact", Kind.CHOICE, "How much money one mistake may move.",
        example="medium", choices=LOW_MEDIUM_HIGH),
    Column("autonomous_actions", "autonomous actions", Kind.TERMS, "What it may do alone.",
        example="match invoice to order"),
    Column("approval_actions", "approval actions", Kind.TERMS, "What it may do once a person approves.",
        example="release payment"),
    Column("never_actions", "never actions", Kind.TERMS, "What it must never do.", example="change bank details"),
)


def _grouped(group: str, columns: tuple[Column, ...]) -> tuple[Column, ...]:
    return tuple(replace(column, group=group) for column in columns)


WORKFLOWS = Sheet(
    "Workflows",
    "a candidate for an agent",
    (
        *_ESSENTIAL,
        *_grouped("value", _VALUE),
        *_grouped("cost", _COST),
        *_grouped("readiness", _READINESS),
        *_grouped("risk", _RISK),
        notes(),
    ),
    key=("workflow_id",),
    required=True,
)

INTERFACES = ("MCP", "REST", "GraphQL", "SDK", "database", "file", "screen only")

SYSTEMS = Sheet(
    "Systems",
    "a business system that agents read or write",
    (
        Column("system_id", "system id", Kind.ID, "Short name used to refer to the system.", example="crm",
            required=True),
        Column("name", "name", Kind.TEXT, "Name shown on reports.", example="Customer records"),
        Column("owner", "owner", Kind.TEXT, "Person who answers for the system.", example="S. Iyer"),
        Column("interface", "interface", Kind.CHOICE, "Best way in; blank counts as the worst.", example="REST",
            choices=INTERFACES, default="integration.worst_interface"),
        Column("standard_authentication", "standard authentication", Kind.YES_NO,
            "OAuth, OpenID or an equal; blank counts as no.", example="yes",
            default="defaults.standard_authentication"),
        Column("rate_limits_documented", "rate limits documented", Kind.YES_NO, "Blank counts as no.", example="yes",
            default="defaults.rate_limits_documented"),
        Column("standard_data_format", "standard data format", Kind.YES_NO,
            "JSON, XML, CSV with a schema; blank counts as no.", example="yes",
            default="defaults.standard_data_format"),
        Column("shared_connector", "shared connector", Kind.YES_NO,
            "A connector exists that every agent may use; blank: only if Platform has one.", example="no"),
        Column("people_who_know", "people who know it", Kind.INTEGER,
            "How many people could mend the integration; blank counts as one.", "people", "3", low=0,
            default="defaults.people_who_know"),
        Column("record_for", "system of record for", Kind.TERMS, "Objects whose truth lives here.",
            example="contact; account"),
        notes(),
    ),
    key=("system_id",),
)


def _declared(name: str, meaning: str) -> Column:
    return Column(name, f"declared {name}", Kind.SHARE, meaning, "share", "0.95", low=0, high=1)


DATA_SOURCES = Sheet(
    "Data sources",
    "a set of data that agents need",
    (
        Column("source_id", "data source id", Kind.ID, "Short name used to refer to the source.", example="invoices",
            required=True),
        Column("name", "name", Kind.TEXT, "Name shown on reports.", example="Supplier invoices"),
        Column("system", "system", Kind.ID, "System it lives in.", example="erp", refers_to="Systems"),
        Column("owner", "owner", Kind.TEXT, "Person who answers for the data.", example="M. Ortiz"),
        Column("access", "access", Kind.CHOICE, "How an agent would get at it.", example="governed",
            choices=("governed", "ad hoc", "none")),
        Column("reusable", "searchable and reusable", Kind.YES_NO, "Whether the next agent could use it as it is.",
            example="yes"),
        Column("freshness_target", "freshness target", Kind.NUMBER, "How old the data may be.", "days", "1", low=0),
        Column("observed_age", "observed age", Kind.NUMBER, "How old the newest data is.", "days", "2", low=0),
        _declared("completeness", "Share of required values that are filled."),
        _declared("uniqueness", "Share of rows that are no duplicates."),
        _declared("validity", "Share of values of the right form."),
        _declared("consistency", "Share of values that agree with other sources."),
        Column("sample_file", "sample file", Kind.TEXT, "File name of an extract beside the workbook.",
            example="invoices.csv"),
        Column("key_columns", "key columns", Kind.TERMS, "Columns that identify a row of the sample.",
            example="invoice_no"),
        Column("timestamp_column", "timestamp column", Kind.TEXT, "Column with the time of a row.",
            example="booked_at"),
        Column("patterns", "patterns", Kind.TERMS, "Column = pattern, for validity.",
            example="invoice_no=[A-Z]{2}[0-9]{6}"),
        Column("reference", "reference to another source's key", Kind.TERMS, "Column = source.column.",
            example="client=clients.client_id"),
        notes(),
    ),
    key=("source_id",),
)
