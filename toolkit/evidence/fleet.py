"""What the weeks of all agents say, in the order in which it is judged."""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from toolkit.evidence.flywheel import judge_flywheel
from toolkit.evidence.golive import judge_go_lives
from toolkit.evidence.health import judge_health
from toolkit.evidence.measures import measure, window
from toolkit.evidence.money import layers_used
from toolkit.evidence.pace import judge_pace
from toolkit.evidence.retirement import judge_verdicts
from toolkit.evidence.running import Running
from toolkit.evidence.telemetry import read_telemetry
from toolkit.evidence.value import measured_value
from toolkit.results import Fleet, Program

if TYPE_CHECKING:
    from toolkit.policy import Policy
    from toolkit.sheets import Portfolio


def judge_fleet(
    portfolio: Portfolio,
    policy: Policy,
    program: Program | dt.date,
    *,
    collisions: Collection[str] | None = frozenset(),
) -> Fleet:
    """Return health, verdicts, pace, flywheel and measured value of the agents as of the program's date.

    Pure, whatever the order of rows; agents stand in the order of the registry. ``collisions`` names those in an open
    collision; ``None`` says that nobody has looked, and leaves stability unknown. For a date alone the policy's horizon
    counts. Work is linear in the rows of *Metrics*.
    """
    as_of = program.as_of if isinstance(program, Program) else program
    horizon = program.horizon_months if isinstance(program, Program) else int(policy.number("program.horizon_months"))
    with _collector_paused():
        return _judge(portfolio, policy, as_of, horizon, collisions)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the garbage collector from walking the growing records again and again: a quarter of the time otherwise.

    What has been made meanwhile is moved to its oldest generation, unless the caller has frozen objects of its own.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if not gc.get_freeze_count():
            gc.freeze()
            gc.unfreeze()
        if was_enabled:
            gc.enable()


def _judge(
    portfolio: Portfolio, policy: Policy, as_of: dt.date, horizon: int, collisions: Collection[str] | None
) -> Fleet:
    telemetry = read_telemetry(portfolio, as_of)
    seen = window(telemetry, int(policy.number("health.trend_weeks")))
    measured = measure(telemetry, seen, policy)
    used = layers_used(telemetry.rows())
    health = judge_health(telemetry, measured, policy, collisions)
    running = Running(portfolio, telemetry, measured, health, seen, used, as_of, policy)
    return Fleet(
        as_of.isoformat(),
        telemetry.last_week.isoformat(),
        health,
        judge_verdicts(running),
        judge_pace(running),
        judge_flywheel(telemetry, portfolio["Platform"], horizon, policy),
        measured_value(telemetry, portfolio, used, as_of),
        judge_go_lives(telemetry, as_of, policy),
    )
