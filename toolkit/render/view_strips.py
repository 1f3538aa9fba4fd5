"""The weeks of agents as strips: completion, approvals without edits and errors, the weeks that decide marked."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from toolkit.model import Outcome
from toolkit.render.charts_strips import Scale, Strip, StripChart, strip_chart
from toolkit.render.view_weeks import STRIPS, Series, Weeks, weekly
from toolkit.render.view_words import SPACE, capital, date, name_of, number_word, percent, plain, shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from toolkit.render.view_reading import Reading
    from toolkit.results import AgentHealth

TITLES = {"completion": "Completed", "unedited": "Unedited", "error": "Errors"}
AGENTS_SHOWN = 15
NAMES_IN_CHART = 24
STEP = 0.1
"""Scales begin and end at whole tenths."""

STATES = {
    Outcome.PASS: ("● stable", "pass"),
    Outcome.FAIL: ("✕ not stable", "fail"),
}
NOT_KNOWN = ("○ not known", "unknown")


def strips(reading: Reading, agents: Sequence[AgentHealth]) -> StripChart:
    """Return the strips of the first fifteen agents, in the order given."""
    shown = agents[:AGENTS_SHOWN]
    recent = int(reading.policy("health.stable_weeks"))
    weeks = weekly(
        reading, {one.agent: one.production_since for one in shown}, int(reading.policy("health.trend_weeks"))
    )
    scales = tuple(_scale(reading, weeks, place) for place in range(len(STRIPS)))
    rows = [_strip(one, weeks.shares[one.agent]) for one in shown]
    number, bar = len(weeks.mondays), percent(reading.policy("health.unedited_above"))
    left = f" The first {number_word(len(shown))} of {len(agents):,}." if len(agents) > len(shown) else ""
    said = "; ".join(f"{row.name} {row.state[2:]}, {_said(row.texts)}" for row in rows)
    return strip_chart(
        scales,
        rows,
        weeks=number,
        recent=recent,
        dates=(date(weeks.mondays[0]), f"week of {date(weeks.mondays[-1])}"),
        title=_title(agents),
        caption=f"Shares week by week over {plain(number)} {'week' if number == 1 else 'weeks'}, each measure on one "
        f"scale; beside them the last {number_word(recent)} complete weeks together, which are shaded and decide. The "
        f"dashed line is {bar} approved without edits, which an agent must exceed. A gap is a week that says "
        f"nothing.{left}",
        alternative=f"Completed, approved without edits and errors by agent, last {number_word(recent)} weeks: {said}.",
    )


def _strip(one: AgentHealth, shares: Sequence[Series]) -> Strip:
    state, kind = STATES.get(one.stability.outcome, NOT_KNOWN)
    texts = []
    for name, _, _ in STRIPS:
        value = one.measure(name).value
        texts.append("–" if value is None else percent(value))
    return Strip(shorten(name_of(one.name, one.agent), NAMES_IN_CHART), state, kind, shares, texts)


def _said(texts: Sequence[str]) -> str:
    titles = TITLES.values()
    return ", ".join(f"{title.lower()} {text}" for title, text in zip(titles, texts, strict=True))


def _scale(reading: Reading, weeks: Weeks, place: int) -> Scale:
    """Return the scale that all agents share: to zero for errors, for the others no lower than a tenth is needed."""
    name = STRIPS[place][0]
    values = [value for series in weeks.shares.values() for value in series[place] if value is not None]
    if name == "error":
        high = _tenths(max(values, default=0.0), math.ceil)
        return Scale(TITLES[name], _ends(0.0, high), 0.0, high)
    bar = reading.policy("health.unedited_above") if name == "unedited" else None
    low = min(_tenths(min([*values, 1.0 if bar is None else bar]), math.floor), 1 - STEP)
    return Scale(TITLES[name], _ends(low, 1.0), low, 1.0, bar)


def _tenths(value: float, whole: Callable[[float], int]) -> float:
    return min(max(whole(round(value / STEP, 9)) * STEP, 0.0), 1.0)


def _ends(low: float, high: float) -> str:
    return f"{percent(low).partition(SPACE)[0]} to {percent(high)}"


def _title(agents: Sequence[AgentHealth]) -> str:
    fails = sum(one.stability.outcome is Outcome.FAIL for one in agents)
    unknown = sum(one.stability.outcome not in (Outcome.FAIL, Outcome.PASS) for one in agents)
    total = number_word(len(agents))
    if fails == len(agents) == 1:
        return "The one agent is not stable"
    if fails:
        return capital(f"{number_word(fails)} of {total} {'agents' if len(agents) > 1 else 'agent'} not stable")
    if unknown == len(agents) == 1:
        return "Whether the one agent is stable nobody can say yet"
    if unknown == len(agents):
        return "Of no agent can anybody say yet whether it is stable"
    if unknown:
        return capital(f"{number_word(len(agents) - unknown)} of {total} agents stable, the rest not known yet")
    return "Every agent is stable" if len(agents) > 1 else "The one agent is stable"
