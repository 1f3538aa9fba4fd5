"""Fleets for the traps: agents at work with claims, systems and weeks, and what the traps say of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from tests.portfolios import portfolio, workflow
from toolkit.checks.engine import run
from toolkit.checks.facts import Facts
from toolkit.checks.routing import colliding, find_collisions
from toolkit.checks.traps import judge_traps
from toolkit.evidence.fleet import judge_fleet
from toolkit.model import Check, Finding
from toolkit.policy import Policy, load_policy
from toolkit.results import Traps
from toolkit.scoring.inputs import read_program

Row = dict[str, Any]
Sheets = dict[str, list[Row]]
AS_OF = dt.date(2026, 6, 30)
LAST = dt.date(2026, 6, 22)


def agent(name: str, **cells: Any) -> Row:
    return {"agent_id": name, "name": name.title(), "status": "production", "workflow": f"{name}_flow", **cells}


def flow(name: str, *systems: str) -> Row:
    """The workflow of an agent, with the systems that it reads."""
    return workflow(f"{name}_flow", systems_read=systems)


def component(of: str, resource: str, access: str | None) -> Row:
    return {"agent": of, "kind": "component", "resource": resource, "access": access}


def system(name: str, **cells: Any) -> Row:
    return {"system_id": name, "interface": "REST", "people_who_know": 3, "shared_connector": False, **cells}


def week(of: str, back: int = 0, **cells: Any) -> Row:
    return {"agent": of, "week": LAST - back * dt.timedelta(days=7), **cells}


def policy(**changed: float) -> Policy:
    """The shipped policy with numbers of the traps replaced: ``least_coverage=0``."""
    shipped = load_policy()
    keys = {f"traps.{key}": value for key, value in changed.items()}
    return replace(
        shipped, values={**shipped.values, **{k: replace(shipped.values[k], value=v) for k, v in keys.items()}}
    )


def facts(sheets: Sheets, rules: Policy | None = None) -> Facts:
    """What the checks see, without business cases."""
    rules = rules or load_policy()
    read = portfolio({"as_of": AS_OF}, **{name.replace(" ", "_"): rows for name, rows in sheets.items()})
    program = read_program(read, rules)
    routing = find_collisions(read, rules, program.as_of)
    fleet = judge_fleet(read, rules, program, collisions=colliding(routing))
    return Facts(read, rules, program, (), {}, routing, fleet)


def traps(sheets: Sheets, rules: Policy | None = None, checks: list[Check] | None = None) -> Traps:
    """The three traps; without ``checks`` on no findings at all."""
    seen = facts(sheets, rules)
    found: tuple[Finding, ...] = run(seen, checks) if checks else ()
    return judge_traps(seen, found)
