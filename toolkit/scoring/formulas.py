"""Every formula in words, once: the trace, the method notes and the documentation read them from here.

``inputs`` name what a formula reads: ``input:`` a quantity of the workflow's row, ``program:`` a setting,
``policy:`` a policy key or table (ending in ``.*``), ``score:`` another formula, ``system:*`` the days of each
system, ``source:*`` the readiness of each data source, ``criterion:*`` the ranking criteria, ``range:*`` the low,
likely and high value of each uncertain input.
"""

from __future__ import annotations

from toolkit.model import Formula
from toolkit.scoring.formulas_cases import CASES
from toolkit.scoring.formulas_futures import FUTURES

_METHOD = "docs/method.md"

FORMULAS: tuple[Formula, ...] = (
    Formula(
        "integration_days",
        "Σ over systems [ base(interface) × shared fraction (if its connector is shared) × nonstandard factor for each "
        "of authentication, rate limits, format not known to be standard × person factor (if at most one person knows "
        "it) ] + n(n−1)/2 × pair days + written systems × write days",
        "days",
        (
            "system:*",
            "policy:integration.base_days.*",
            "policy:integration.shared_fraction",
            "policy:integration.nonstandard_factor",
            "policy:integration.person_factor",
            "policy:integration.few_people",
            "input:systems_read",
            "input:systems_written",
            "policy:integration.pair_days",
            "policy:integration.write_days",
        ),
        f"{_METHOD}, Integration",
    ),
    Formula(
        "integration_cost",
        "integration days × integration day rate",
        "money",
        ("score:integration_days", "program:integration_day_rate"),
        f"{_METHOD}, Integration",
    ),
    Formula(
        "go_live_month",
        "ceil(build months + integration days / integration days per month)",
        "month",
        ("input:build_months", "score:integration_days", "policy:integration.days_per_month"),
        f"{_METHOD}, Cash flow",
    ),
    Formula(
        "investment",
        "(build cost + integration cost + change and training cost) × one-off factor of the case, undiscounted",
        "money",
        ("input:build_cost", "score:integration_cost", "input:change_cost", "policy:case.one_off_factor"),
        f"{_METHOD}, Results",
    ),
    Formula(
        "monthly_time_value",
        "volume × automation rate × (minutes − review minutes) / 60 × hourly cost × realisation rate × share counted "
        "as cash (none where realised as capacity only) × value factor of the case; where review takes longer than the "
        "work, the loss counts in full, × (2 − value factor)",
        "money per month",
        (
            "input:volume",
            "input:automation",
            "input:minutes",
            "input:review_minutes",
            "input:hourly_cost",
            "input:realised_as",
            "input:realisation",
            "policy:case.time_counted.*",
            "policy:case.value_factor",
        ),
        f"{_METHOD}, Cash flow",
    ),
    Formula(
        "monthly_quality_value",
        "volume × automation rate × (error rate now − with agent) × cost per error × value factor of the case; a loss "
        "× (2 − value factor)",
        "money per month",
        (
            "input:volume",
            "input:automation",
            "input:error_now",
            "input:error_agent",
            "input:cost_per_error",
            "policy:case.value_factor",
        ),
        f"{_METHOD}, Cash flow",
    ),
    Formula(
        "monthly_revenue_value",
        "revenue per month × win rate × margin × value factor of the case",
        "money per month",
        ("input:revenue", "input:win_rate", "input:margin", "policy:case.value_factor"),
        f"{_METHOD}, Cash flow",
    ),
    Formula(
        "monthly_running_cost",
        "(volume × run cost per item + volume × (1 − automation rate) × hand-back minutes / 60 × hourly cost + fixed "
        "run cost + care hours × hourly cost) × running factor of the case",
        "money per month",
        (
            "input:volume",
            "input:run_cost",
            "input:automation",
            "input:hand_back_minutes",
            "input:hourly_cost",
            "input:fixed_run",
            "input:care_hours",
            "policy:case.running_factor",
        ),
        f"{_METHOD}, Cash flow",
    ),
    Formula(
        "annual_value",
        "12 × (time + quality + revenue value of a month at full adoption)",
        "money per year",
        ("score:monthly_time_value", "score:monthly_quality_value", "score:monthly_revenue_value"),
        f"{_METHOD}, Results",
    ),
    Formula(
        "annual_running_cost",
        "12 × running cost of a month at full adoption",
        "money per year",
        ("score:monthly_running_cost",),
        f"{_METHOD}, Results",
    ),
    Formula(
        "hours_freed_per_year",
        "12 × volume × automation rate × (minutes − review minutes) / 60, before realisation",
        "hours per year",
        ("input:volume", "input:automation", "input:minutes", "input:review_minutes"),
        f"{_METHOD}, Cash flow",
    ),
    Formula(
        "net_flow",
        "in month t: adoption × (time + quality + revenue value − running cost by item) − fixed running cost − one-off "
        "cost spread evenly over t = 0 … max(go-live month, 1) − 1 − decommissioning cost × one-off factor of the case "
        "at the horizon; adoption = min(1, operating month / ramp months), from t = max(go-live month, 1) on",
        "money per month",
        (
            "score:monthly_time_value",
            "score:monthly_quality_value",
            "score:monthly_revenue_value",
            "score:monthly_running_cost",
            "score:investment",
            "score:go_live_month",
            "input:ramp_months",
            "input:decommissioning_cost",
            "policy:case.one_off_factor",
            "program:horizon_months",
        ),
        f"{_METHOD}, Cash flow",
    ),
    Formula(
        "npv",
        "Σ over t = 0 … horizon of net flow × (1 + annual discount rate)^(−t/12); no platform cost",
        "money",
        ("score:net_flow", "program:annual_discount_rate"),
        f"{_METHOD}, Results",
    ),
    *CASES,
    Formula(
        "irr_annual",
        "(1 + monthly rate at which NPV is zero)^12 − 1, where exactly one such rate above −1 exists",
        "share per year",
        ("score:net_flow",),
        f"{_METHOD}, Results",
    ),
    Formula(
        "payback_months",
        "months from t = 0 to the last upward crossing of the cumulative net flow, undiscounted, linear in between",
        "months",
        ("score:net_flow",),
        f"{_METHOD}, Results",
    ),
    Formula(
        "return_multiple",
        "Σ value / (investment + Σ running cost + decommissioning cost), over the horizon, undiscounted",
        "times",
        ("score:net_flow",),
        f"{_METHOD}, Results",
    ),
    Formula(
        "return_multiple_first_year",
        "the same over t ≤ 12, each cost as it falls; decommissioning only if the horizon is 12 months or less",
        "times",
        ("score:net_flow",),
        f"{_METHOD}, Results",
    ),
    Formula(
        "data_readiness",
        "the weakest required data source; a source = weighted mean of its known dimensions; missing where a source "
        "has none",
        "score 0 to 1",
        ("input:data_sources", "source:*", "policy:data_readiness.weights.*", "policy:data_readiness.access.*"),
        f"{_METHOD}, Data readiness",
    ),
    Formula(
        "operational_readiness",
        "share of five in place by the as-of date: process documented, expert named, operator named, criteria agreed, "
        "baseline measured",
        "score 0 to 1",
        (
            "input:documented_on",
            "input:process_expert",
            "input:operator",
            "input:criteria_agreed_on",
            "input:baseline_on",
        ),
        f"{_METHOD}, Ranking",
    ),
    Formula(
        "person_years",
        "NPV / (default hourly cost × hours of a person-year)",
        "person-years",
        ("score:npv", "program:hourly_cost", "policy:ranking.hours_per_person_year"),
        f"{_METHOD}, Ranking",
    ),
    Formula(
        "difference",
        "mean of: another team than any running agent, another work type, 1 − the largest share of systems in common",
        "score 0 to 1",
        (
            "input:department",
            "input:work_type",
            "input:systems_read",
            "input:systems_written",
            "policy:ranking.second_project_from",
            "policy:ranking.second_project_to",
        ),
        f"{_METHOD}, Ranking",
    ),
    Formula(
        "rank_score",
        "Σ weight × value function / Σ weights; value functions rise linearly from worst (0) to best (1); an unknown "
        "criterion counts as its worst",
        "score 0 to 1",
        ("criterion:*", "policy:ranking.weights.*", "policy:ranking.worst.*", "policy:ranking.best.*"),
        f"{_METHOD}, Ranking",
    ),
    *FUTURES,
)

BY_ID = {formula.id: formula for formula in FORMULAS}
