"""The maturity of each agent in production, by what is written down and measured of it (DESIGN, Maturity)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.checks.answers import Fact
from toolkit.checks.facts import nowhere
from toolkit.model import Evidence, Grade, Outcome
from toolkit.results import AgentMaturity, LevelCriterion

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from toolkit.checks.facts import Facts, Row
    from toolkit.results import Handoff

LEVEL_NAMES = ("assisted", "autonomous task", "cross-system coordination", "proactive goals")
ASSISTED, AUTONOMOUS, COORDINATING, PROACTIVE = LEVELS = tuple(range(1, len(LEVEL_NAMES) + 1))
STATED = {
    "autonomous_actions": "what it may do alone",
    "approval_actions": "what needs approval",
    "never_actions": "what it must never do",
}


@dataclass(frozen=True)
class _Agent:
    """One agent in production with everything its criteria read; ``handoffs`` go to agents in production.

    ``weeks`` are the rows of its recent complete weeks, ``lived`` how many such weeks there were.
    """

    row: Row
    workflow: Row | None
    claims: bool
    handoffs: tuple[Handoff, ...]
    weeks: tuple[int, ...]
    lived: int
    facts: Facts

    @property
    def name(self) -> str:
        return self.row["name"].text or self.row["agent_id"].text

    def of_workflow(self, column: str) -> Fact:
        """Return a cell of its workflow; where there is none, the cell that would name it."""
        return Fact(None, self.row["workflow"].evidence) if self.workflow is None else self.workflow[column]

    def recent(self, *columns: str) -> tuple[list[float], tuple[Evidence, ...]]:
        """Return the sums of columns over the last complete weeks in which all are filled; no sums for no such week."""
        cells, cell = self.facts.portfolio.cells("Metrics"), self.facts.portfolio.cell
        rows = [row for row in self.weeks if all(cells[row][name] is not None for name in columns)]
        shown = tuple(Evidence(Grade.MEASURED, "Metrics", cell("Metrics", row, columns[0])) for row in rows)
        return ([sum(float(cells[row][name] or 0) for row in rows) for name in columns] if rows else []), shown


def judge_levels(facts: Facts) -> tuple[AgentMaturity, ...]:
    """Return the level of every agent in production, in the order of *Facts.running*."""
    health = {one.agent: one for one in facts.fleet.health}
    running = {row["agent_id"].text for row in facts.running}
    claiming = {row["agent"].text for row in facts.ownership}
    handoffs: dict[str, list[Handoff]] = defaultdict(list)
    for one in facts.routing.handoffs:
        if one.leads_to == "agent" and one.to in running:
            handoffs[one.agent].append(one)
    return tuple(
        _level(
            _Agent(
                row,
                facts.workflow_rows.get(row["workflow"].text),
                row["agent_id"].text in claiming,
                tuple(handoffs[row["agent_id"].text]),
                health[row["agent_id"].text].rows,
                health[row["agent_id"].text].recent.complete,
                facts,
            )
        )
        for row in facts.running
    )


def _level(agent: _Agent) -> AgentMaturity:
    found = [*_assisted(agent), *_autonomous(agent), *_coordinating(agent), *_proactive(agent)]
    below = [level for level in LEVELS if any(one.level == level and one.outcome is not Outcome.PASS for one in found)]
    level = min(below, default=PROACTIVE + 1) - 1
    claimed = agent.row["claimed_maturity"].value
    return AgentMaturity(
        agent=agent.row["agent_id"].text,
        name=agent.name,
        owner=agent.row.owner,
        level=level,
        claimed=None if claimed is None else int(float(claimed)),
        met=_with(found, Outcome.PASS),
        missing=_with(found, Outcome.FAIL),
        unknown=_with(found, Outcome.UNKNOWN),
        next_needs=tuple(one.reason for one in found if one.level == level + 1 and one.outcome is not Outcome.PASS),
    )


def _with(found: Sequence[LevelCriterion], outcome: Outcome) -> tuple[LevelCriterion, ...]:
    return tuple(one for one in found if one.outcome is outcome)


def _criterion(level: int, name: str, outcome: Outcome, reason: str, evidence: Iterable[Evidence]) -> LevelCriterion:
    return LevelCriterion(level, name, outcome, reason, tuple(evidence))


def _assisted(agent: _Agent) -> list[LevelCriterion]:
    """Level 1: a person approves every action, or what the agent does without approval is stated."""
    sums, shown = agent.recent("completed", "approvals")
    name = "a person approves every action, or what it does alone is stated"
    if not sums:
        reason = f"Metrics does not say of any recent week how many items of {agent.name} a person approved."
        return [_criterion(ASSISTED, name, Outcome.UNKNOWN, reason, shown or (nowhere("Metrics").evidence,))]
    completed, approvals = sums
    is_whole = len(shown) == agent.lived
    if approvals >= completed > 0 and is_whole:
        reason = f"A person approved all {completed:,.0f} items that {agent.name} completed in its recent weeks."
        return [_criterion(ASSISTED, name, Outcome.PASS, reason, shown)]
    said = f"{agent.name} completed {completed - approvals:,.0f} of {completed:,.0f} items without approval"
    if approvals >= completed and not is_whole:
        said = f"Metrics does not say of every recent week how many items of {agent.name} a person approved"
    alone = agent.of_workflow("autonomous_actions")
    outcome = Outcome.PASS if alone.text not in ("", "none") else Outcome.UNKNOWN
    if completed == 0 and is_whole:
        outcome, reason = Outcome.FAIL, f"{agent.name} completed nothing in its recent weeks."
    elif outcome is Outcome.PASS:
        reason = f"{said}, and what it may do alone is stated ({alone.place})."
    elif alone.value is not None and (is_whole or completed > approvals):
        outcome, reason = Outcome.FAIL, f"{said}, and it may do nothing alone ({alone.place})."
    elif alone.value is not None:
        reason = f"{said}, and it may do nothing alone ({alone.place})."
    else:
        reason = f"{said}, and nobody has written down what it may do alone ({alone.place})."
    return [_criterion(ASSISTED, name, outcome, reason, (*shown, alone.evidence))]


def _autonomous(agent: _Agent) -> list[LevelCriterion]:
    """Level 2: it acts alone within stated actions."""
    facts = {column: agent.of_workflow(column) for column in STATED}
    blank = [f"{STATED[column]} ({fact.place})" for column, fact in facts.items() if fact.value is None]
    may_nothing = facts["autonomous_actions"].text == "none"
    if blank:
        outcome, reason = Outcome.UNKNOWN, f"Nobody has written down of {agent.name}: {', '.join(blank)}."
    elif may_nothing:
        place = facts["autonomous_actions"].place
        outcome, reason = Outcome.FAIL, f"{agent.name} may do nothing alone ({place})."
    else:
        outcome, reason = Outcome.PASS, f"It is written down what {agent.name} may do alone, with approval, and never."
    stated = _criterion(AUTONOMOUS, "stated actions", outcome, reason, (fact.evidence for fact in facts.values()))
    sums, shown = agent.recent("completed", "approvals")
    if not sums:
        outcome, reason = (
            Outcome.UNKNOWN,
            f"Metrics does not say whether {agent.name} completes items without approval.",
        )
    elif sums[0] <= sums[1] and len(shown) < agent.lived:
        outcome = Outcome.UNKNOWN
        reason = f"Metrics does not say of every recent week whether {agent.name} completes items without approval."
    elif sums[0] > sums[1]:
        outcome = Outcome.PASS
        reason = f"{agent.name} completed {sums[0] - sums[1]:,.0f} of {sums[0]:,.0f} items without approval."
    else:
        outcome, reason = Outcome.FAIL, f"{agent.name} completes nothing without approval."
    evidence = shown or (nowhere("Metrics").evidence,)
    return [stated, _criterion(AUTONOMOUS, "completes work without approval", outcome, reason, evidence)]


def _coordinating(agent: _Agent) -> list[LevelCriterion]:
    """Level 3: handoffs with stop conditions to other agents, on more than one system."""
    listed = {column: agent.of_workflow(column) for column in ("systems_read", "systems_written")}
    systems = {name for column in listed for name in (agent.workflow.ids(column) if agent.workflow else ())}
    blank = [fact.place for fact in listed.values() if fact.value is None]
    if len(systems) > 1:
        outcome, reason = Outcome.PASS, f"{agent.name} works on {len(systems)} systems."
    elif blank:
        outcome, reason = Outcome.UNKNOWN, f"Nobody has written down all systems that {agent.name} uses ({blank[0]})."
    else:
        outcome, reason = Outcome.FAIL, f"{agent.name} works on a single system."
    several = _criterion(
        COORDINATING, "more than one system", outcome, reason, (fact.evidence for fact in listed.values())
    )
    return [*_handoffs(agent), several]


def _handoffs(agent: _Agent) -> list[LevelCriterion]:
    shown = tuple(evidence for one in agent.handoffs for evidence in one.evidence) or (nowhere("Ownership").evidence,)
    to = ", ".join(one.to for one in agent.handoffs)
    if not agent.handoffs:
        outcome = Outcome.FAIL if agent.claims else Outcome.UNKNOWN
        reason = f"{agent.name} hands no work to another agent in production, as far as Ownership says."
    else:
        outcome, reason = Outcome.PASS, f"{agent.name} hands work to {to}."
    hands = _criterion(COORDINATING, "handoffs to other agents", outcome, reason, shown)
    without = [one for one in agent.handoffs if not one.stop_condition]
    if not agent.handoffs:
        return [hands]
    if without:
        outcome = Outcome.UNKNOWN if all(one.stop_condition == "" for one in without) else Outcome.FAIL
        reason = f"Nothing says when the handoff of {agent.name} to {without[0].to} stops."
    else:
        outcome, reason = Outcome.PASS, f"Every handoff of {agent.name} has a stop condition."
    return [hands, _criterion(COORDINATING, "stop conditions", outcome, reason, shown)]


def _proactive(agent: _Agent) -> list[LevelCriterion]:
    """Level 4: goal and target, adjusts itself, and the goal is measured."""
    return [_has(agent, "goal"), _has(agent, "target"), _adjusts(agent), _goal_measured(agent)]


def _has(agent: _Agent, column: str) -> LevelCriterion:
    fact = agent.row[column]
    has = fact.value is not None
    reason = f"{agent.name} has {'a' if has else 'no'} {column} ({fact.place})."
    return _criterion(PROACTIVE, f"a {column}", Outcome.PASS if has else Outcome.UNKNOWN, reason, (fact.evidence,))


def _adjusts(agent: _Agent) -> LevelCriterion:
    fact = agent.row["adjusts_itself"]
    if fact.value is None:
        outcome = Outcome.UNKNOWN
        reason = f"Nobody has written down whether {agent.name} changes its own plan ({fact.place})."
    else:
        outcome = Outcome.PASS if fact.value is True else Outcome.FAIL
        said = "changes its own plan" if fact.value is True else "does not change its own plan"
        reason = f"{agent.name} {said} to meet its goal ({fact.place})."
    return _criterion(PROACTIVE, "adjusts itself", outcome, reason, (fact.evidence,))


def _goal_measured(agent: _Agent) -> LevelCriterion:
    sums, shown = agent.recent("goal_measure")
    measured = bool(sums) and len(shown) == agent.lived
    reason = f"The goal of {agent.name} is {'' if measured else 'not '}measured in every recent week."
    outcome = Outcome.PASS if measured else Outcome.UNKNOWN
    return _criterion(PROACTIVE, "goal measured", outcome, reason, shown or (nowhere("Metrics").evidence,))
