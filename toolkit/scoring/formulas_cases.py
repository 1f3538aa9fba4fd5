"""Formulas of the same workflow counted otherwise: the CFO's case, and people in the agent's place."""

from __future__ import annotations

from toolkit.model import Formula

_METHOD = "docs/method.md"

CASES: tuple[Formula, ...] = (
    Formula(
        "cfo_npv",
        "NPV once more with the conservative case (toolkit/cfo.toml) in place of the policy's, less the share of the "
        "platform by attempted items; in this order: time that is no cash, benefits down, one-off and running costs up",
        "money",
        ("score:npv",),
        f"{_METHOD}, Cases",
    ),
    Formula(
        "hire_npv",
        "PV of: handled × minutes / 60 × hourly cost × realisation rate × share counted as cash × value factor of the "
        "case + adoption × revenue value − what the people cost; handled = volume × adoption × automation rate, in the "
        "agent's months; leaving the work as it is is worth 0",
        "money",
        (
            "score:people_cost",
            "input:realised_as",
            "input:realisation",
            "policy:case.time_counted.*",
            "policy:case.value_factor",
            "score:monthly_revenue_value",
        ),
        f"{_METHOD}, Hire, automate or leave",
    ),
    Formula(
        "people_cost",
        "PV of: handled × minutes / 60 × hourly cost + hires × cost per hire × hourly cost × yearly hours of a person; "
        "people = handled × minutes / 60 / (yearly hours of a person / 12); hires = max(0, people − people of the "
        "month before × (1 − attrition / 12))",
        "money",
        (
            "input:volume",
            "input:automation",
            "input:minutes",
            "input:hourly_cost",
            "score:go_live_month",
            "input:ramp_months",
            "policy:ranking.hours_per_person_year",
            "policy:hiring.cost_per_hire",
            "policy:hiring.attrition",
            "program:horizon_months",
            "program:annual_discount_rate",
        ),
        f"{_METHOD}, Hire, automate or leave",
    ),
    Formula(
        "agent_cost",
        "PV of: one-off cost + running cost + decommissioning cost + handled × review minutes / 60 × hourly cost",
        "money",
        (
            "score:net_flow",
            "input:volume",
            "input:automation",
            "input:review_minutes",
            "input:hourly_cost",
            "program:annual_discount_rate",
        ),
        f"{_METHOD}, Hire, automate or leave",
    ),
)
