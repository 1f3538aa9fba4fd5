"""Which workflows are candidates, and which are set apart with the reason (docs/method.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.scoring.inputs import WorkflowInputs

HAS_AGENT = ("build", "pilot", "production", "retired")
"""Statuses of an agent whose workflow is no candidate any more."""


def set_apart(inputs: WorkflowInputs) -> list[str]:
    """Return, per workflow in workbook order, why it has no rank; empty for a candidate.

    In this order: it has an agent; an essential figure is blank; it extends an agent that is not in production; it
    orchestrates before the policy's number of agents is in production.
    """
    agents = inputs.portfolio["Agents"]
    status = dict(zip(agents["agent_id"], agents["status"], strict=True))
    names = dict(zip(agents["agent_id"], agents["name"].fillna(agents["agent_id"]), strict=True))
    working = agents[agents["status"].isin(HAS_AGENT)].dropna(subset=["workflow"])
    agent_of = dict(zip(working["workflow"], working["agent_id"], strict=True))
    running = sum(one == "production" for one in status.values())
    foundations = int(inputs.policy.number("rules.proven_foundations"))
    reasons = []
    for row, workflow in inputs.cells.items():
        agent, extends = agent_of.get(workflow["workflow_id"]), workflow["extends_agent"]
        blank = _blank(inputs, row)
        if agent is not None:
            reasons.append(f"its agent {names[agent]} is {_IN[status[agent]]}")
        elif blank:
            reasons.append(f"not known yet: {blank}")
        elif extends is not None and status.get(extends) != "production":
            reasons.append(f"it extends {names.get(extends, extends)}, which is not in production")
        elif workflow["category"] == "orchestration" and running < foundations:
            reasons.append(
                f"orchestration needs {foundations} agents in production to stand on; there "
                f"{'is' if running == 1 else 'are'} {running or 'none'}"
            )
        else:
            reasons.append("")
    return reasons


_IN = {
    "build": "being built",
    "pilot": "in pilot",
    "production": "in production",
    "retired": "retired",
}


def _blank(inputs: WorkflowInputs, row: int) -> str:
    found = inputs.blank_essentials(row)
    return "; ".join(f"{title} (Workflows{'!' + cell if cell else ''})" for title, cell in found)
