"""The base case once more, slowly: one loop per sum, written from section 4 of the design alone.

Nothing here comes from ``toolkit/``: plain dictionaries and lists go in, plain numbers come out, and
``None`` stands for *missing*. Rows bear the field names of the sheets, the policy is a flat table of
dotted keys and plain values. Where this file and the toolkit differ, one of the two is wrong.
"""

from __future__ import annotations

import calendar
import math
from collections.abc import Callable
from datetime import date
from typing import Any

Row = dict[str, Any]
Sheets = dict[str, list[Row]]

QUANTITIES = {
    "volume": ("volume_likely", None),
    "minutes": ("minutes_likely", None),
    "automation": ("automation_likely", None),
    "build_cost": ("build_cost_likely", None),
    "realised_as": ("realised_as", "defaults.realised_as"),
    "realisation": ("realisation_likely", "defaults.realisation"),
    "review_minutes": ("review_minutes", "defaults.review_minutes"),
    "hand_back_minutes": ("hand_back_minutes", "defaults.hand_back_minutes"),
    "error_now": ("error_now", "defaults.error_now"),
    "cost_per_error": ("cost_per_error", "defaults.cost_per_error"),
    "revenue": ("revenue_likely", "defaults.revenue"),
    "win_rate": ("win_rate", "defaults.win_rate"),
    "margin": ("margin", "defaults.margin"),
    "build_months": ("build_months_likely", "defaults.build_months"),
    "ramp_months": ("ramp_months", "defaults.ramp_months"),
    "change_cost": ("change_cost", "defaults.change_cost"),
    "run_cost_per_item": ("run_cost_likely", "defaults.run_cost"),
    "fixed_run": ("fixed_run", "defaults.fixed_run"),
    "care_hours": ("care_hours", "defaults.care_hours"),
    "decommissioning_cost": ("decommissioning_cost", "defaults.decommissioning_cost"),
}
"""Name in the formulas: field of the Workflows sheet, policy key that stands in for a blank."""

SETTINGS = {
    "hourly_cost": "program.default_hourly_cost",
    "annual_discount_rate": "program.annual_discount_rate",
    "horizon_months": "program.horizon_months",
    "integration_day_rate": "program.integration_day_rate",
}


# --- blanks ---------------------------------------------------------------------------------------


def flat_policy(table: Row, prefix: str = "") -> Row:
    """Dotted key: value, from a policy file as TOML reads it."""
    found: Row = {}
    for name, node in table.items():
        if "value" in node:
            found[prefix + name] = node["value"]
        else:
            found.update(flat_policy(node, prefix + name + "."))
    return found


def filled_program(settings: Row, policy: Row) -> Row:
    """The four settings that formulas read; a blank one comes from the policy."""
    program: Row = {"as_of": settings["as_of"]}
    for name, key in SETTINGS.items():
        given = settings.get(name)
        program[name] = policy[key] if given is None else given
    return program


def filled_workflow(row: Row, program: Row, policy: Row) -> Row:
    """What the cash flow reads; a blank comes from the policy, an essential blank stays ``None``."""
    inputs: Row = {}
    for name, (column, key) in QUANTITIES.items():
        given = row.get(column)
        inputs[name] = policy[key] if given is None and key else given
    hourly = row.get("hourly_cost")
    inputs["hourly_cost"] = program["hourly_cost"] if hourly is None else hourly
    with_agent = row.get("error_agent")
    if with_agent is None:
        with_agent = inputs["error_now"] * policy["defaults.error_agent_relative_to_now"]
    inputs["error_agent"] = with_agent
    return inputs


# --- integration ----------------------------------------------------------------------------------


def system_days(system: Row, policy: Row, *, shared: bool) -> float:
    """Days for one system: base(interface) × shared fraction × 1.15 per unknown × person factor.

    Blank counts against: no interface known is the worst one, not known to be standard is not
    standard, an unknown number of people is one person.
    """
    interface = system.get("interface") or policy["integration.worst_interface"]
    days = float(policy[f"integration.base_days.{interface}"])
    if shared:
        days = days * policy["integration.shared_fraction"]
    for question in ("standard_authentication", "rate_limits_documented", "standard_data_format"):
        if system.get(question) is not True:
            days = days * policy["integration.nonstandard_factor"]
    people = system.get("people_who_know")
    if people is None or people <= 1:
        days = days * policy["integration.person_factor"]
    return days


def connected_systems(platform: list[Row], as_of: date) -> set[str]:
    """Systems that a connector of the platform covers: a live one, or one without status in place by now."""
    found: set[str] = set()
    for part in platform:
        status, since = part.get("status"), part.get("since")
        live = status == "live" and (since is None or since <= as_of)
        usable = live or (status is None and since is not None and since <= as_of)
        if part["kind"] == "connector" and usable:
            for system_id in part.get("covers") or ():
                found.add(system_id)
    return found


def integration(
    systems: dict[str, Row], shared: set[str], read: tuple[str, ...], written: tuple[str, ...], policy: Row
) -> Row:
    """Days of one workflow, per system and in sum, and the same with every connector shared.

    ``shared`` are the systems whose connector is shared; a system without a row is blank throughout.
    """
    used: list[str] = []
    for system_id in [*read, *written]:
        if system_id not in used:
            used.append(system_id)
    writes: list[str] = []
    for system_id in written:
        if system_id not in writes:
            writes.append(system_id)
    pairs = 0
    for first in range(len(used)):
        for _second in range(first + 1, len(used)):
            pairs += 1
    per_system: dict[str, float] = {}
    if_shared = 0.0
    for system_id in used:
        system = systems.get(system_id, {})
        per_system[system_id] = system_days(system, policy, shared=system_id in shared)
        if_shared += system_days(system, policy, shared=True)
    rest = pairs * policy["integration.pair_days"] + len(writes) * policy["integration.write_days"]
    days = rest
    for system_id in used:
        days += per_system[system_id]
    return {
        "system_days": per_system,
        "pairs": pairs,
        "written": len(writes),
        "days": days,
        "days_if_all_shared": rest + if_shared,
    }


def missing_connectors(systems: dict[str, Row], shared: set[str], used: set[str], policy: Row) -> float:
    """Days for building the connectors of the used, unshared systems once for everybody."""
    days = 0.0
    for system_id in used:
        if system_id not in shared:
            days += system_days(systems.get(system_id, {}), policy, shared=False)
    return days


# --- one workflow's months ------------------------------------------------------------------------


def go_live_month(build_months: float, days: float, policy: Row) -> int:
    """g = ceil(build months + integration days / integration days per month), rounding errors aside."""
    return math.ceil(round(build_months + days / policy["integration.days_per_month"], 9))


def month_layers(inputs: Row, adoption: float) -> Row:
    """What one operating month brings and costs, by layer, at a share ``adoption`` of full use."""
    attempted = inputs["volume"] * adoption
    handled = attempted * inputs["automation"]
    net_minutes = inputs["minutes"] - inputs["review_minutes"]
    realised = inputs["realisation"] if net_minutes >= 0 else 1.0
    time = handled * net_minutes / 60 * inputs["hourly_cost"] * realised
    if inputs["realised_as"] == "capacity only" and net_minutes >= 0:
        time = 0.0
    quality = handled * (inputs["error_now"] - inputs["error_agent"]) * inputs["cost_per_error"]
    revenue = inputs["revenue"] * inputs["win_rate"] * inputs["margin"] * adoption
    running = (
        attempted * inputs["run_cost_per_item"]
        + (attempted - handled) * inputs["hand_back_minutes"] / 60 * inputs["hourly_cost"]
        + inputs["fixed_run"]
        + inputs["care_hours"] * inputs["hourly_cost"]
    )
    return {
        "attempted": attempted,
        "time": time,
        "quality": quality,
        "revenue": revenue,
        "running": running,
        "hours": handled * net_minutes / 60,
    }


def monthly(inputs: Row, one_off: float, go_live: int, horizon: int) -> list[Row]:
    """Month by month, t = 0 … H: one-off, layers, running, decommissioning, and their sum."""
    months: list[Row] = []
    for _t in range(horizon + 1):
        months.append(
            {
                "one_off": 0.0,
                "time": 0.0,
                "quality": 0.0,
                "revenue": 0.0,
                "running": 0.0,
                "attempted": 0.0,
                "decommissioning": 0.0,
            }
        )
    spread = max(go_live, 1)
    for t in range(spread):  # beyond H: what is unspent falls on H
        months[min(t, horizon)]["one_off"] += one_off / spread
    k = 1
    while spread + k - 1 <= horizon:
        ramp = inputs["ramp_months"]
        adoption = 1.0 if ramp == 0 else min(1.0, k / ramp)
        layers = month_layers(inputs, adoption)
        for name in ("time", "quality", "revenue", "running", "attempted"):
            months[spread + k - 1][name] += layers[name]
        k += 1
    months[horizon]["decommissioning"] += inputs["decommissioning_cost"]
    for month in months:
        month["value"] = month["time"] + month["quality"] + month["revenue"]
        month["cost"] = month["one_off"] + month["running"] + month["decommissioning"]
        month["flow"] = month["value"] - month["cost"]
    return months


# --- results of a list of flows -------------------------------------------------------------------


def npv(flows: list[float], annual_rate: float) -> float:
    """Σ flow(t) × (1 + annual rate)^(−t/12)."""
    total = 0.0
    for t, flow in enumerate(flows):
        total += flow * (1 + annual_rate) ** (-t / 12)
    return total


def payback(flows: list[float]) -> float | None:
    """Months to the last upward crossing of the undiscounted cumulative flow."""
    cumulative: list[float] = []
    running = 0.0
    for flow in flows:
        running += flow
        cumulative.append(running)
    if cumulative[-1] < 0:
        return None
    last_below = None
    for t, level in enumerate(cumulative):
        if level < 0:
            last_below = t
    if last_below is None:
        return 0.0
    below = -cumulative[last_below]
    return last_below + below / (cumulative[last_below + 1] + below)


def scan_rates(flows: list[float], steps: int = 2800) -> list[float]:
    """Monthly rates above −1 at which NPV changes sign, found by walking a grid and halving.

    The walk is over u = ln of the discount factor 1 / (1 + rate), from −14 to +14. Roots that touch zero
    without crossing, and pairs closer than a step, are not seen: tests stay away from those.
    """

    def value(u: float) -> float:
        # Horner's rule, from the end that shrinks; NPV times a positive number, so that neither end overflows
        total, factor = 0.0, math.exp(-abs(u))
        for flow in flows if u > 0 else reversed(flows):
            total = total * factor + flow
        return total

    roots: list[float] = []
    left = -14.0
    at_left = value(left)
    for step in range(1, steps + 1):
        right = -14.0 + 28.0 * step / steps
        at_right = value(right)
        if at_right == 0 and at_left != 0:
            roots.append(math.expm1(-right))
        elif (at_left < 0 < at_right) or (at_right < 0 < at_left):
            a, b = left, right
            for _ in range(80):
                middle = (a + b) / 2
                if (value(middle) > 0) == (at_left > 0):
                    a = middle
                else:
                    b = middle
            roots.append(math.expm1(-(a + b) / 2))
        left, at_left = right, at_right
    return roots


def irr_annual(flows: list[float]) -> float | None:
    """(1 + monthly)^12 − 1, missing unless exactly one monthly rate above −1 makes NPV zero."""
    rates = scan_rates(flows)
    return (1 + rates[0]) ** 12 - 1 if len(rates) == 1 else None


def bisect(function: Callable[[float], float]) -> float | None:
    """Where a straight line crosses zero, by halving; ``None`` where nothing changes it."""
    reach = 1.0
    while (function(-reach) > 0) == (function(reach) > 0):
        reach *= 4
        if reach > 1e12:
            return None
    low, high = -reach, reach
    below = function(low) > 0
    while high - low > 1e-13 * max(abs(low), abs(high)):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if (function(middle) > 0) == below:
            low = middle
        else:
            high = middle
    return (low + high) / 2


# --- the business case of one workflow ------------------------------------------------------------


def business_case(inputs: Row, work: Row, policy: Row, program: Row) -> Row:
    """Everything section 4 says about one workflow with its integration, likely values only."""
    horizon = program["horizon_months"]
    go_live = go_live_month(inputs["build_months"], work["days"], policy)
    investment = inputs["build_cost"] + work["days"] * program["integration_day_rate"] + inputs["change_cost"]
    months = monthly(inputs, investment, go_live, horizon)
    flows = [month["flow"] for month in months]
    cumulative: list[float] = []
    level = 0.0
    for flow in flows:
        level += flow
        cumulative.append(level)
    value = cost = first_value = first_cost = 0.0
    for t, month in enumerate(months):
        value += month["value"]
        cost += month["cost"]
        if t <= 12:
            first_value += month["value"]
            first_cost += month["cost"]
    full = month_layers(inputs, 1.0)
    return {
        "go_live_month": go_live,
        "investment": investment,
        "annual_value": 12 * (full["time"] + full["quality"] + full["revenue"]),
        "annual_running_cost": 12 * full["running"],
        "hours_freed_per_year": 12 * full["hours"],
        "monthly_at_full_adoption": full,
        "months": months,
        "flows": flows,
        "cumulative": cumulative,
        "npv": npv(flows, program["annual_discount_rate"]),
        "payback_months": payback(flows),
        "return_multiple": value / cost if cost else None,
        "return_multiple_first_year": first_value / first_cost if first_cost else None,
    }


def must_be_true(inputs: Row, case: Row, program: Row, name: str) -> float | None:
    """The value of one input at which NPV is zero, all else as it is."""

    def npv_at(value: float) -> float:
        changed = {**inputs, name: value}
        months = monthly(changed, case["investment"], case["go_live_month"], program["horizon_months"])
        return npv([month["flow"] for month in months], program["annual_discount_rate"])

    return bisect(npv_at)


# --- the portfolio --------------------------------------------------------------------------------


def months_later(day: date, months: int) -> date:
    """The same day some months on, or the last of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def whole_months(start: date, end: date) -> int:
    """How many whole months fit between two days."""
    count = 0
    while months_later(start, count + 1) <= end:
        count += 1
    return count


def month_of(day: date, as_of: date) -> int:
    """The month t at whose end a payment of that day counts: 0 up to the as-of date."""
    month = 0
    while months_later(as_of, month) < day:
        month += 1
    return month


def measured_first_year(agents: list[Row], platform: list[Row], metrics: list[Row], as_of: date) -> Row | None:
    """Cost and value of the 12 months from the earliest *build started*, half-open."""
    starts = [agent["build_started"] for agent in agents if agent.get("build_started")]
    if not starts:
        return None
    start = min(starts)
    end = months_later(start, 12)
    if as_of < end:
        return None
    cost = value = 0.0
    live: dict[str, date | None] = {}
    for agent in agents:
        live[agent["agent_id"]] = agent.get("production_since")
        began = agent.get("build_started")
        if began is not None and start <= began < end:
            if agent.get("build_cost") is None:
                return None  # what is not known must not make the year look cheaper
            cost += agent["build_cost"]
    for part in platform:
        since = part.get("since")
        if since is None or part.get("status") == "planned":
            continue
        if start <= since < end:
            cost += part.get("one_off_cost") or 0.0
        if since < end:
            cost += (part.get("monthly_cost") or 0.0) * whole_months(max(since, start), end)
    for week in metrics:
        if not start <= week["week"] < end:
            continue
        if week.get("cost") is None:
            return None
        cost += week["cost"]
        since = live.get(week["agent"])
        if since is not None and week["week"] >= since:
            for layer in ("time_value", "quality_value", "revenue_value"):
                value += week.get(layer) or 0.0
    return {"cost": cost, "value": value, "return_multiple": value / cost if cost else None}


def platform_cost(platform: list[Row], program: Row) -> Row:
    """Present value of the platform from the as-of date on, and what was spent on it before."""
    as_of, horizon = program["as_of"], program["horizon_months"]
    flows = [0.0] * (horizon + 1)
    sunk = 0.0
    for part in platform:
        since, status = part.get("since"), part.get("status")
        if status == "retired":
            continue
        one_off = part.get("one_off_cost") or 0.0
        spent = since < as_of if since is not None else status != "planned"
        month = 0 if since is None else month_of(since, as_of)
        if spent:
            sunk += one_off
        elif month <= horizon:
            flows[month] += one_off
        for t in range(max(month, 1), horizon + 1):  # the first month still to come ends at t = 1
            flows[t] += part.get("monthly_cost") or 0.0
    return {"cost": npv(flows, program["annual_discount_rate"]), "sunk": sunk}


# --- data readiness -------------------------------------------------------------------------------


def source_dimensions(source: Row, policy: Row) -> Row:
    """The eight dimensions of a source from what is declared; ``None`` where nothing is said."""
    known: Row = {}
    for name in ("completeness", "uniqueness", "validity", "consistency"):
        known[name] = source.get(name)
    target, age = source.get("freshness_target"), source.get("observed_age")
    if target is None or age is None:
        known["timeliness"] = None
    else:
        known["timeliness"] = 1.0 if age <= target else target / age
    access = source.get("access")
    known["accessibility"] = None if access is None else policy[f"data_readiness.access.{access}"]
    known["ownership"] = None if source.get("owner") is None else 1.0
    reusable = source.get("reusable")
    known["reusability"] = None if reusable is None else float(reusable)
    return known


def source_readiness(source: Row, policy: Row) -> Row:
    """Score = weighted mean of the known; coverage = known weight / all."""
    weighted = known = whole = 0.0
    for name, score in source_dimensions(source, policy).items():
        weight = policy[f"data_readiness.weights.{name}"]
        whole += weight
        if score is not None:
            known += weight
            weighted += weight * score
    return {"score": weighted / known if known else None, "coverage": known / whole}


def workflow_readiness(required: tuple[str, ...] | None, sources: dict[str, Row], policy: Row) -> float | None:
    """The weakest required source; unknown where nothing is known of one of them, or none is named."""
    scores: list[float] = []
    for source_id in required or ():
        score = source_readiness(sources.get(source_id, {}), policy)["score"]
        if score is None:
            return None
        scores.append(score)
    return min(scores) if scores else None


# --- all of it ------------------------------------------------------------------------------------


def set_apart(row: Row, agents: list[Row], policy: Row) -> bool:
    """Whether a workflow has no rank."""
    in_production = 0
    for agent in agents:
        if agent.get("workflow") == row["workflow_id"] and agent["status"] != "idea":
            return True
        if agent["status"] == "production":
            in_production += 1
    for name in ("volume", "minutes", "automation", "build_cost"):
        if row.get(f"{name}_likely") is None:
            return True
    if row.get("systems_read") is None and row.get("systems_written") is None:
        return True
    extended = row.get("extends_agent")
    if extended is not None:
        for agent in agents:
            if agent["agent_id"] == extended and agent["status"] == "production":
                break
        else:
            return True
    orchestrates = row.get("category") == "orchestration"
    return orchestrates and in_production < policy["rules.proven_foundations"]


def assess(settings: Row, sheets: Sheets, policy: Row) -> Row:
    """The base case of a whole workbook: a record per workflow, and the portfolio."""
    program = filled_program(settings, policy)
    platform, agents = sheets.get("Platform", []), sheets.get("Agents", [])
    systems = {row["system_id"]: row for row in sheets.get("Systems", [])}
    sources = {row["source_id"]: row for row in sheets.get("Data_sources", [])}
    shared = connected_systems(platform, program["as_of"])
    for system_id, row in systems.items():
        if row.get("shared_connector") is True:
            shared.add(system_id)

    workflows: dict[str, Row] = {}
    needed: set[str] = set()
    together = 0.0
    for row in sheets["Workflows"]:
        read, written = row.get("systems_read"), row.get("systems_written")
        found: Row = {
            "inputs": filled_workflow(row, program, policy),
            "is_candidate": not set_apart(row, agents, policy),
            "data_readiness": workflow_readiness(row.get("data_sources"), sources, policy),
            "integration": None,
            "case": None,
        }
        if read is not None or written is not None:
            found["integration"] = integration(systems, shared, read or (), written or (), policy)
        if found["integration"] and None not in found["inputs"].values():
            found["case"] = business_case(found["inputs"], found["integration"], policy, program)
        if found["is_candidate"]:
            needed.update(found["integration"]["system_days"])
            if found["case"]["npv"] > 0:
                together += found["case"]["npv"]
        workflows[row["workflow_id"]] = found

    cost = platform_cost(platform, program)
    missing_days = missing_connectors(systems, shared, needed, policy)
    return {
        "program": program,
        "workflows": workflows,
        "candidates_npv": together,
        "platform_cost": cost["cost"],
        "platform_sunk": cost["sunk"],
        "npv": together - cost["cost"],
        "shared_connectors_cost": missing_days * program["integration_day_rate"],
        "measured_first_year": measured_first_year(agents, platform, sheets.get("Metrics", []), program["as_of"]),
    }
