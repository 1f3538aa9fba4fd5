"""What the first year of agents cost and returned, from the books (docs/method.md, Measured first year)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pandas as pd

from toolkit.kernels.books import VALUES, platform_cost
from toolkit.results import MeasuredFirstYear

if TYPE_CHECKING:
    from toolkit.results import Program
    from toolkit.sheets import Portfolio


def measured_first_year(portfolio: Portfolio, program: Program) -> MeasuredFirstYear:
    """Return cost, value and multiple of the 12 months from the earliest *build started*, half-open.

    Cost = build cost of agents whose build started in it + platform (one-off by *since*, monthly per whole month)
    + cost of the weeks in it. Value = time, quality and revenue value of its weeks from *in production since* on. A
    week belongs to the day of its Monday. Planned components cost nothing yet. Everything is missing before a year
    has passed, and where a cost is blank that would count against the agents.
    """
    agents = portfolio["Agents"]
    start = agents["build_started"].min()
    if pd.isna(start):
        return MeasuredFirstYear(None, None, None, "", "", {}, "no agent has a date in build started")
    end = start + pd.DateOffset(years=1)
    starts, ends = start.date().isoformat(), end.date().isoformat()
    if pd.Timestamp(program.as_of) < end:
        return MeasuredFirstYear(None, None, None, starts, ends, {}, f"the first year ends on {_day(end)}")
    built = agents[(agents["build_started"] >= start) & (agents["build_started"] < end)]
    weeks = portfolio["Metrics"]
    weeks = weeks[(weeks["week"] >= start) & (weeks["week"] < end)]
    blank = [
        portfolio.cell(sheet, int(row), column)
        for sheet, frame, column in (("Agents", built, "build_cost"), ("Metrics", weeks, "cost"))
        for row in frame.index[frame[column].isna()]
    ]
    if blank:
        sheet = "Agents" if built["build_cost"].isna().any() else "Metrics"
        more = f" and {len(blank) - 1} more" if len(blank) > 1 else ""
        return MeasuredFirstYear(None, None, None, starts, ends, {}, f"a cost is blank ({sheet}!{blank[0]}{more})")
    live = weeks["week"] >= weeks["agent"].map(agents.set_index("agent_id")["production_since"])
    parts = {
        "build": float(built["build_cost"].sum()),
        "platform": platform_cost(portfolio["Platform"], start, end),
        "running": float(weeks["cost"].sum()),
        **{name: float(weeks.loc[live, name].sum()) for name in VALUES},
    }
    cost = parts["build"] + parts["platform"] + parts["running"]
    value = sum(parts[name] for name in VALUES)
    why = "" if cost else "no cost is recorded"
    return MeasuredFirstYear(cost, value, value / cost if cost else None, starts, ends, parts, why)


def _day(moment: dt.datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"
