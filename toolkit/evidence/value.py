"""What agents returned and cost, by layer and year (docs/method.md, Measured value).

An agent's years start with its first day in production; the programme's with the earliest *build started*, and each
follows the rule of the measured first year. The platform is paid by the programme, once, and by no single agent.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from toolkit.evidence.telemetry import Floats, Ints, Rows, Telemetry, Truths, plain, tally
from toolkit.kernels.books import VALUES, platform_cost
from toolkit.results import AgentValue, FleetValue, ValueYear

if TYPE_CHECKING:
    from toolkit.sheets import Portfolio

YEARS = 2
"""The first and the second."""


def measured_value(telemetry: Telemetry, portfolio: Portfolio, used: Truths, as_of: dt.date) -> FleetValue:
    """Return value and cost of every agent that went live, and of the programme; years that have begun.

    A value cell that is blank adds nothing and is counted; a blank cost makes the year's cost missing. Multiples are
    missing before the year has passed. ``used`` says which layers each agent ever filled.
    """
    return FleetValue(_agents(telemetry, used, as_of), _program(telemetry, portfolio, as_of))


@dataclass(frozen=True)
class _Span:
    """A year: its number from 1, first day, the day after its last, and whether it has passed."""

    year: int
    starts: str
    ends: str
    complete: bool


@dataclass(frozen=True)
class _Sums:
    """What a year's rows add up to; a layer nobody filled, and a cost with a blank in it, are missing."""

    weeks: int
    layers: Sequence[float | None]
    blank: int
    build: float | None
    platform: float | None
    running: float | None


def _agents(telemetry: Telemetry, used: Truths, as_of: dt.date) -> tuple[AgentValue, ...]:
    since, now = telemetry.agents["production_since"], pd.Timestamp(as_of)
    days = [since, *(since + pd.DateOffset(years=year + 1) for year in range(YEARS))]
    texts = [_texts(dates) for dates in days]
    begun, over = [(dates < now).tolist() for dates in days], [(dates <= now).tolist() for dates in days]
    sums = _sums_by_year(telemetry, used, days[1:])
    found = []
    for i in telemetry.went_live.tolist():
        years = range(sum(begun[k][i] for k in range(YEARS)))
        spans = [_Span(k + 1, texts[k][i], texts[k + 1][i], over[k + 1][i]) for k in years]
        found.append(AgentValue(telemetry.ids[i], tuple([_year(span, sums(i, k)) for k, span in enumerate(spans)])))
    return tuple(found)


def _sums_by_year(telemetry: Telemetry, used: Truths, ends: list[pd.Series]) -> Callable[[int, int], _Sums]:
    """Return the sums of agent i in its year k, from 0; the rows are gone through once, later years left aside."""
    size, spans = len(telemetry.agents), len(ends) + 1
    year = np.zeros(len(telemetry.code), dtype=np.int64)
    for end in ends:
        year += telemetry.day >= np.append(_days(end), 0)[telemetry.code]
    rows = Rows(np.minimum(telemetry.code * spans + year, size * spans), size * spans, telemetry.values)
    filled = [_filled_sums(rows, name) for name in VALUES]
    layers = [np.where(np.repeat(has_it, spans), sums, np.nan) for (sums, _), has_it in zip(filled, used, strict=True)]
    blank = sum(np.where(np.repeat(has_it, spans), gaps, 0) for (_, gaps), has_it in zip(filled, used, strict=True))
    by_layer, gaps = list(zip(*(plain(layer) for layer in layers), strict=True)), np.asarray(blank).tolist()
    running, weeks, build = plain(rows.total("cost")), rows.count().tolist(), plain(_typed(telemetry, "build_cost"))

    def sums(i: int, k: int) -> _Sums:
        place = i * spans + k
        return _Sums(weeks[place], by_layer[place], gaps[place], build[i] if k == 0 else 0.0, None, running[place])

    return sums


def _program(telemetry: Telemetry, portfolio: Portfolio, as_of: dt.date) -> tuple[ValueYear, ...]:
    start, now, found = telemetry.agents["build_started"].min(), pd.Timestamp(as_of), []
    if pd.isna(start):
        return ()
    since = np.append(_days(telemetry.agents["production_since"]), np.iinfo(np.int64).max)
    is_live = telemetry.day >= since[telemetry.agent]
    for k in range(YEARS):
        begins, ends = start + pd.DateOffset(years=k), start + pd.DateOffset(years=k + 1)
        if begins >= now:
            break
        sums = _program_sums(telemetry, portfolio, begins, min(ends, now), is_live)
        found.append(_year(_Span(k + 1, begins.date().isoformat(), ends.date().isoformat(), bool(ends <= now)), sums))
    return tuple(found)


def _program_sums(
    telemetry: Telemetry, portfolio: Portfolio, begins: pd.Timestamp, until: pd.Timestamp, is_live: Truths
) -> _Sums:
    inside = (telemetry.day >= _day(begins)) & (telemetry.day < _day(until))
    started = telemetry.agents["build_started"]
    built = _typed(telemetry, "build_cost")[((started >= begins) & (started < until)).to_numpy(dtype=bool)]
    costs = telemetry.values("cost")[inside]
    layers, blank = _layers(telemetry, inside & is_live)
    platform = platform_cost(portfolio["Platform"], begins, until)
    return _Sums(int(inside.sum()), layers, blank, _whole_sum(built), platform, _whole_sum(costs))


def _year(span: _Span, sums: _Sums) -> ValueYear:
    time, quality, revenue = sums.layers
    known = [layer for layer in sums.layers if layer is not None]
    value = sum(known) if known else None
    missing = sums.build is None or sums.running is None
    cost = None if missing else (sums.build or 0.0) + (sums.platform or 0.0) + (sums.running or 0.0)
    return ValueYear(
        *(span.year, span.starts, span.ends, span.complete, sums.weeks),
        time=time,
        quality=quality,
        revenue=revenue,
        value=value,
        build=sums.build,
        platform=sums.platform,
        running=sums.running,
        cost=cost,
        return_multiple=value / cost if span.complete and value is not None and cost else None,
        blank=sums.blank,
        why_missing=_why_missing(span, sums, value),
    )


def _why_missing(span: _Span, sums: _Sums, value: float | None) -> str:
    if sums.build is None:
        return "the build cost is blank"
    if sums.running is None:
        return "the cost of a week is blank"
    if not span.complete:
        return "the year has not passed"
    return "no value is written down" if value is None else ""


def _typed(telemetry: Telemetry, name: str) -> Floats:
    return telemetry.agents[name].to_numpy(dtype=float)


def _whole_sum(values: Floats) -> float | None:
    """Return the sum, missing where a value is."""
    return None if np.isnan(values).any() else float(values.sum())


def _filled_sums(rows: Rows, name: str) -> tuple[Floats, Ints]:
    """Return the sum of the filled cells of a column by agent and year, and how many are blank."""
    if not rows.has_gaps(name):
        return rows.total(name), np.zeros(rows.size, dtype=np.int64)
    blank = np.isnan(rows.column(name))
    return tally(np.where(blank, rows.size, rows.code), rows.column(name), rows.size), rows.count(blank)


def _layers(telemetry: Telemetry, rows: Truths) -> tuple[list[float | None], int]:
    found: list[float | None] = []
    blank = 0
    for name in VALUES:
        values = telemetry.values(name)[rows]
        missing = int(np.isnan(values).sum())
        found.append(float(np.nansum(values)) if missing < len(values) else None)
        blank += missing if missing < len(values) else 0
    return found, blank


def _days(dates: pd.Series) -> Ints:
    days = dates.to_numpy().astype("datetime64[D]")
    return np.where(np.isnat(days), np.iinfo(np.int64).max, days.astype(np.int64))


def _day(moment: pd.Timestamp) -> int:
    return int(np.datetime64(moment, "D").astype(np.int64))


def _texts(dates: pd.Series) -> list[str]:
    return dates.dt.strftime("%Y-%m-%d").fillna("").tolist()
