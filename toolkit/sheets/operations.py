"""The sheets that describe what already runs: agents, claims, metrics, events, platform, people, decisions."""

from __future__ import annotations

from toolkit.sheets.declare import Column, Kind, Sheet, notes

# These are tables: a declaration reads as one to three lines.
# fmt: off

AGENTS = Sheet(
    "Agents",
    "an agent of the registry, from idea to retired",
    (
        Column("agent_id", "agent id", Kind.ID, "Short name used to refer to the agent.", example="intake",
            required=True),
        Column("name", "name", Kind.TEXT, "Name shown on reports.", example="Client intake"),
        Column("purpose", "purpose", Kind.TEXT, "What it is for, in one sentence.",
            example="Answers and qualifies new enquiries"),
        Column("workflow", "workflow", Kind.ID, "The workflow it works on.", example="client_intake",
            refers_to="Workflows"),
        Column("owner", "owner", Kind.TEXT, "The one person who answers for it.", example="M. Ortiz"),
        Column("department", "department", Kind.TEXT, "Team it works for.", example="Business development"),
        Column("vendor", "vendor", Kind.TEXT, "Who supplies it; in-house if nobody does.", example="in-house"),
        Column("status", "status", Kind.CHOICE, "Where it is in its life.", example="production", required=True,
            choices=("idea", "build", "pilot", "production", "retired")),
        Column("build_started", "build started", Kind.DATE, "First day of building.", example="2025-06-30"),
        Column("production_since", "in production since", Kind.DATE, "First day of real work.", example="2025-08-04"),
        Column("retired_on", "retired on", Kind.DATE, "Last day of work."),
        Column("category", "category", Kind.CHOICE, "What it adds to the portfolio.", example="foundation",
            choices=("foundation", "capability", "orchestration")),
        Column("claimed_maturity", "claimed maturity level", Kind.INTEGER, "Level its owner says it has reached.",
            "level", "2", low=1, high=4),
        Column("tier", "tier", Kind.CHOICE, "Risk tier it was approved at.", example="medium",
            choices=("low", "medium", "high")),
        Column("approved_by", "approved by", Kind.TEXT, "Who approved it.", example="J. Park"),
        Column("approved_on", "approved on", Kind.DATE, "When it was approved.", example="2025-07-28"),
        Column("exception_owner", "exception owner", Kind.TEXT, "Person to whom exceptions go.", example="A. Novak"),
        Column("exception_sla", "exception SLA", Kind.NUMBER, "Hours within which that person acts.", "hours", "24",
            low=0),
        Column("exception_priority", "exception priority", Kind.INTEGER,
            "Order among agents that share the exception owner; 1 first.", "order", "1", low=1),
        Column("build_cost", "build cost", Kind.MONEY, "What building it cost, integration included.", "", "45000",
            low=0),
        Column("build_weeks", "build weeks", Kind.NUMBER, "Weeks of building, without integration.", "weeks", "5",
            low=0),
        Column("integration_weeks", "integration weeks", Kind.NUMBER, "Weeks of connecting systems.", "weeks", "3",
            low=0),
        Column("last_retrained", "last retrained", Kind.DATE, "When prompts or models were last retrained.",
            example="2026-05-18"),
        Column("last_toolset_update", "last toolset update", Kind.DATE, "When its tools were last updated.",
            example="2026-05-18"),
        Column("dashboard_checked", "dashboard last checked", Kind.DATE,
            "When somebody last looked at its dashboard.", example="2026-06-22"),
        Column("last_incident", "last incident", Kind.DATE, "When it last did harm.", example="2026-02-03"),
        Column("process_changed_on", "process changed on", Kind.DATE, "When the process under it last changed."),
        Column("goal", "goal", Kind.TEXT, "What a goal-seeking agent pursues."),
        Column("target", "target", Kind.NUMBER, "Value of the goal measure aimed at.", "goal measure"),
        Column("adjusts_itself", "adjusts itself", Kind.YES_NO, "Whether it changes its own plan to meet the goal."),
        notes(),
    ),
    key=("agent_id",),
)

OWNERSHIP = Sheet(
    "Ownership",
    "an agent's claim on a resource",
    (
        Column("agent", "agent", Kind.ID, "The agent that claims it.", example="intake", required=True,
            refers_to="Agents"),
        Column("kind", "kind", Kind.CHOICE, "What is claimed.", example="trigger", required=True,
            choices=("trigger", "field", "output", "handoff", "component")),
        Column("resource", "resource", Kind.TEXT,
            "Channel, field (system.object.field), destination, agent or component.",
            example="inbox:hello@northwind.example", required=True),
        Column("access", "access", Kind.CHOICE, "What it does with it.", example="write",
            choices=("read", "write", "shared", "private")),
        Column("contains_any", "contains any of", Kind.TERMS, "Trigger: texts of which one must occur; blank: any.",
            example="enquiry; proposal"),
        Column("excludes_any", "excludes any of", Kind.TERMS, "Trigger: texts of which none may occur.",
            example="invoice"),
        Column("timing", "timing", Kind.CHOICE, "When it acts.", example="on event", choices=("on event",
            "schedule")),
        Column("rule", "rule", Kind.CHOICE, "What settles a shared claim.", example="dispatch queue",
            choices=("dispatch queue", "sequence", "stop condition")),
        Column("rule_detail", "rule detail", Kind.TEXT, "Order number or condition of the rule.", example="1"),
        Column("written_by", "written by", Kind.TEXT, "Who wrote the claim down.", example="S. Iyer"),
        Column("written_on", "written on", Kind.DATE, "When it was written down.", example="2026-05-04"),
        notes(),
    ),
)


def _count(name: str, title: str, meaning: str) -> Column:
    return Column(name, title, Kind.NUMBER, meaning, "items", low=0)


METRICS = Sheet(
    "Metrics",
    "one agent in one week",
    (
        Column("agent", "agent", Kind.ID, "The agent.", example="intake", required=True, refers_to="Agents"),
        Column("week", "week", Kind.DATE, "Monday of the week.", example="2026-06-22", required=True),
        _count("eligible", "eligible items", "Items it could have worked on."),
        _count("completed", "completed", "Items it finished alone."),
        _count("fallbacks", "fallbacks", "Items it gave up."),
        _count("escalations", "escalations", "Items it handed to a person."),
        _count("approvals", "approvals", "Items a person had to approve."),
        _count("approved_unedited", "approved without edits", "Approvals given without a change."),
        _count("errors", "errors", "Items found to be wrong."),
        Column("csat_sum", "CSAT sum", Kind.NUMBER, "Sum of satisfaction ratings.", "points", low=0),
        _count("csat_count", "CSAT count", "Number of ratings."),
        Column("cost", "cost", Kind.MONEY, "Running cost of the week.", "", low=0),
        Column("time_value", "time value", Kind.MONEY, "Saved time as money, after realisation."),
        Column("quality_value", "quality value", Kind.MONEY, "Errors avoided as money."),
        Column("revenue_value", "revenue value", Kind.MONEY, "Margin on revenue it brought, not pipeline."),
        _count("open_escalations", "open escalations", "Escalations still open on Sunday."),
        Column("p95_latency", "p95 latency", Kind.NUMBER, "Time within which 95 % of items were done.", "s", low=0),
        _count("hallucinations", "hallucinations flagged", "Answers flagged as invented."),
        _count("intent_drift", "intent drift flagged", "Items flagged as outside its purpose."),
        _count("open_requests", "open requests", "Change requests still open on Sunday."),
        Column("goal_measure", "goal measure", Kind.NUMBER, "Value of the goal measure."),
        notes(),
    ),
    key=("agent", "week"),
)

EVENTS = Sheet(
    "Events",
    "a sample event, to try triggers on",
    (
        Column("channel", "channel", Kind.TEXT, "Channel it came in by.", example="inbox:hello@northwind.example",
            required=True),
        Column("text", "text", Kind.TEXT, "What it said.", example="Enquiry about a strategy review", required=True),
        notes(),
    ),
)

PLATFORM = Sheet(
    "Platform",
    "a shared component of the agent platform",
    (
        Column("component_id", "component", Kind.ID, "Short name of the component.", example="crm-connector",
            required=True),
        Column("kind", "kind", Kind.CHOICE, "What it is.", example="connector", required=True,
            choices=("connector", "data access", "monitoring", "cost tracking", "data model", "runtime",
                "tool gateway", "context broker", "memory", "tool registry", "decision log", "model routing",
                "SIEM link", "APM link", "lineage link", "policy as code")),
        Column("owner", "owner", Kind.TEXT, "Person who answers for it.", example="S. Iyer"),
        Column("status", "status", Kind.CHOICE, "Whether it can be used yet.", example="live",
            choices=("planned", "live", "retired")),
        Column("since", "since", Kind.DATE, "When it went or will go live; its one-off cost falls in that month.",
            example="2025-10-20"),
        Column("one_off_cost", "one-off cost", Kind.MONEY, "What building it costs, once.", "", "9000", low=0),
        Column("monthly_cost", "cost per month", Kind.MONEY, "What keeping it costs.", "per month", "400", low=0),
        Column("covers", "covers", Kind.TERMS, "Connector: ids of the systems it connects; else agents that use it.",
            example="crm"),
        notes(),
    ),
    key=("component_id",),
)

PEOPLE = Sheet(
    "People",
    "a person in a role",
    (
        Column("name", "name", Kind.TEXT, "The person.", example="M. Ortiz", required=True),
        Column("role", "role", Kind.CHOICE, "What the person does for the agents.", example="program lead",
            required=True,
            choices=("process expert", "agent operator", "program lead", "guild member", "executive", "legal",
                "security", "data protection")),
        Column("discipline", "discipline", Kind.TEXT, "Guild discipline: platform, domain, legal, frontline.",
            example="platform"),
        Column("since", "since", Kind.DATE, "First day in the role.", example="2025-06-02"),
        Column("until", "until", Kind.DATE, "Last day in the role; blank: still in it."),
        Column("hours_per_week", "hours per week", Kind.NUMBER, "Time given to the role.", "hours per week", "8",
            low=0, high=168),
        notes(),
    ),
)

DECISIONS = (
    "who may deploy",
    "decision boundaries",
    "conflict resolution",
    "audit log",
    "audit drill",
    "escalation",
    "cost allocation",
    "ownership change",
    "registry",
    "data access",
    "change control",
    "retirement",
)
PLAYBOOK = (
    "workflow selection",
    "process redesign",
    "success measures",
    "change management",
    "what went wrong",
    "what surprised us",
    "what we would do differently",
    "data and integration",
    "roles and hand-over",
)
REVIEWS = ("ownership map", "portfolio", "agent health", "guild rotation")

GOVERNANCE = Sheet(
    "Governance",
    "a decision, a section of the playbook, or a review",
    (
        Column("kind", "kind", Kind.CHOICE, "What the row records.", example="decision", required=True,
            choices=("decision", "playbook", "review")),
        Column("subject", "subject", Kind.CHOICE, "What it is about; each kind has its own list.",
            example="who may deploy", required=True, choices=(*DECISIONS, *PLAYBOOK, *REVIEWS)),
        Column("text", "text or link", Kind.TEXT, "What was decided, or where it stands.",
            example="The program lead, after the owner's approval"),
        Column("about", "about", Kind.TEXT, "Agent or workflow it concerns; blank: all.", example="intake"),
        Column("owner", "owner", Kind.TEXT, "Person who answers for it.", example="M. Ortiz"),
        Column("written_by", "written by", Kind.TEXT, "Who wrote it.", example="M. Ortiz"),
        Column("date", "date", Kind.DATE, "When it was decided, written or held.", example="2026-04-07"),
        Column("tested_by", "tested by", Kind.TEXT, "Who tried it.", example="R. Haddad"),
        Column("test_date", "test date", Kind.DATE, "When it was tried.", example="2026-05-12"),
        Column("test_result", "test result", Kind.CHOICE, "How the try ended.", example="passed",
            choices=("passed", "failed")),
        notes(),
    ),
)

EXCEPTIONS = Sheet(
    "Exceptions",
    "a waiver of a check, or an override of a score",
    (
        Column("kind", "kind", Kind.CHOICE, "Waiver or override.", example="waiver", required=True,
            choices=("waiver", "override")),
        Column("target", "check or score", Kind.TEXT, "Which check is waived, or which score is replaced.",
            example="playbook.tried", required=True),
        Column("subject", "subject", Kind.TEXT, "Agent, workflow or organisation it concerns.", example="intake"),
        Column("value", "value", Kind.NUMBER,
            "Override of a rank_score: the score that replaces the computed one, 0 to 1 (0.9, not 90)."),
        Column("reason", "reason", Kind.TEXT, "Why.", example="Tester on leave until August", required=True),
        Column("owner", "owner", Kind.TEXT, "Who stands for it.", example="J. Park"),
        Column("decided_on", "decided on", Kind.DATE, "When it was decided.", example="2026-06-01"),
        Column("expires_on", "expires on", Kind.DATE, "After this day it counts as nothing.", example="2026-08-31"),
        notes(),
    ),
)
