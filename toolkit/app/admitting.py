"""What would change if a workflow got its agent: a dry run that writes nothing."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from toolkit.app.gating import OPEN, findings_about, with_status
from toolkit.app.pipeline import assess
from toolkit.checks.gates import asked
from toolkit.checks.people import person
from toolkit.checks.routing import find_collisions
from toolkit.errors import UnknownName
from toolkit.model import Outcome, Severity
from toolkit.policy import Policy, load_policy
from toolkit.results import Admission, AnswerChange, Load, StageChange

if TYPE_CHECKING:
    from toolkit.app.assessment import Assessment
    from toolkit.model import Finding, Value
    from toolkit.results import Collision, RoutingResult
    from toolkit.sheets import Portfolio

AT_WORK = ("build", "pilot", "production")
ROLES = {"owner": "owner", "exception_owner": "exception owner"}
"""Columns of *Agents* that name a person behind an agent."""
STAGES = ("small", "operating", "full")
"""Stages of coordination after *single*, in order."""
_SHOWN = 3

Cells = dict[str, "Value"]


def admit(portfolio: Portfolio, policy: Policy | None, workflow_id: str) -> Admission:
    """Return what would change if a workflow got its agent, under a policy (``None``: the shipped one).

    The new agent is the idea (or ideas) on *Agents* for this workflow, with its rows on *Ownership*. Collisions are the
    difference of the race detector with and without it; the six questions are asked again with it in build, when the
    workflow is no candidate any more; the stage is that with it in production. Pure: writes nothing, and the portfolio
    stays as it is. Without an idea the outcome is unknown, and ``missing`` says which rows would answer. Raises
    ``UnknownName`` for a workflow that does not exist.
    """
    policy = policy or load_policy()
    names = {str(row["workflow_id"]): str(row["name"]) for row in portfolio.cells("Workflows").values()}
    if workflow_id not in names:
        raise UnknownName("workflow", workflow_id, names)
    on_it = {row: cells for row, cells in portfolio.cells("Agents").items() if cells["workflow"] == workflow_id}
    ideas = {row: cells for row, cells in on_it.items() if cells["status"] == "idea"}
    ids = tuple(str(cells["agent_id"]) for cells in ideas.values())
    before = assess(portfolio, policy)
    as_of = before.program.as_of
    routing = find_collisions(portfolio, policy, as_of, simulate=frozenset(ids))
    with_them = with_status(portfolio, ids, "build")
    after = assess(with_them, policy) if ids else before
    missing = _missing(portfolio, workflow_id, routing)
    opened, loads = _opened(before.routing, routing), _loads(portfolio, policy, ideas)
    return Admission(
        organisation=before.program.organisation,
        as_of=as_of.isoformat(),
        workflow_id=workflow_id,
        name=names[workflow_id],
        agents=ids,
        names=tuple(str(cells["name"] or cells["agent_id"]) for cells in ideas.values()),
        outcome=_outcome(opened, loads, missing),
        missing=missing,
        collisions=tuple(one for one in opened if one.severity == "collision"),
        warnings=tuple(one for one in opened if one.severity == "warning"),
        undecided=tuple(one for one in opened if one.severity == "unknown"),
        double_fires=tuple(one for one in routing.double_fires if one not in before.routing.double_fires),
        loads=loads,
        answers=_answers(before, after),
        no_candidate_any_more=_is_ranked(before, workflow_id) and not _is_ranked(after, workflow_id),
        stage=_stage(policy, len(before.health), len(ids)),
        unsettled=tuple(one for agent in ids for one in _unsettled(with_them, after, agent)),
    )


def _opened(before: RoutingResult, after: RoutingResult) -> list[Collision]:
    """Return the collisions that are not there without the new agents; one that they join counts as well."""

    def all_of(routing: RoutingResult) -> list[Collision]:
        return [*routing.collisions, *routing.warnings, *routing.unknown]

    def key(one: Collision) -> tuple[object, ...]:
        return one.severity, one.kind, one.resource, one.agents, one.more

    known = {key(one) for one in all_of(before)}
    return [one for one in all_of(after) if key(one) not in known]


def _outcome(opened: list[Collision], loads: tuple[Load, ...], missing: tuple[str, ...]) -> Outcome:
    if any(one.severity == "collision" for one in opened) or any(load.is_over for load in loads):
        return Outcome.FAIL
    is_open = missing or any(one.severity == "unknown" for one in opened)
    return Outcome.UNKNOWN if is_open else Outcome.PASS


def _missing(portfolio: Portfolio, workflow_id: str, routing: RoutingResult) -> tuple[str, ...]:
    """Return what nobody has written down and the simulation would need, as sentences with sheet and cell."""
    agents = portfolio.cells("Agents")
    ideas = {
        row: cells for row, cells in agents.items() if cells["workflow"] == workflow_id and cells["status"] == "idea"
    }
    if not ideas:
        agent = f"Agents: a row for the agent of {workflow_id}, with status idea, workflow {workflow_id} and an owner."
        claims = "Ownership: a row for each trigger, field, output and handoff that it would claim."
        return agent, claims
    kinds: dict[str, set[str]] = defaultdict(set)
    for claim in portfolio.cells("Ownership").values():
        kinds[str(claim["agent"])].add(str(claim["kind"]))
    found = []
    for row, cells in ideas.items():
        name, held = cells["name"] or cells["agent_id"], kinds.get(str(cells["agent_id"]), set())
        if not held:
            found.append(f"Ownership: rows for what {name} would claim; it has none.")
        elif "trigger" not in held:
            found.append(f"Ownership: a row for what starts {name}.")
        blank = [column for column in ROLES if cells[column] is None]
        found += [f"Agents!{portfolio.cell('Agents', row, one)}: the {ROLES[one]} of {name}." for one in blank]
    called = {str(cells["agent_id"]): str(cells["name"] or cells["agent_id"]) for cells in agents.values()}
    found += [f"Ownership: a row for what starts {called[one]}, in production." for one in routing.unknown_agents]
    return tuple(found)


def _loads(portfolio: Portfolio, policy: Policy, ideas: dict[int, Cells]) -> tuple[Load, ...]:
    """Return the persons behind the new agents, by name, with the number of agents at work that each is behind."""
    most = int(policy.number("people.agents_per_person"))
    at_work = [cells for cells in portfolio.cells("Agents").values() if cells["status"] in AT_WORK]
    named: dict[str, tuple[str, list[str], set[str]]] = {}
    for cells in ideas.values():
        for column, role in ROLES.items():
            if cells[column] is not None:
                key = person(cells[column])
                _, roles, agents = named.setdefault(key, (str(cells[column]), [], set()))
                agents.add(str(cells["agent_id"]))
                if role not in roles:
                    roles.append(role)
    found = []
    for key, (name, roles, agents) in sorted(named.items()):
        before = sum(key in {person(cells[column]) for column in ROLES} for cells in at_work)
        found.append(Load(name, tuple(roles), before, before + len(agents), most))
    return tuple(found)


def _answers(before: Assessment, after: Assessment) -> tuple[AnswerChange, ...]:
    known = {(one.check, one.subject, one.outcome) for one in before.findings}
    found = []
    for one, other in zip(before.readiness.questions, after.readiness.questions, strict=True):
        if one.outcome is not other.outcome:
            turning = [
                finding.message
                for finding in after.findings
                if finding.question == one.question_id
                and finding.severity is Severity.BLOCKER
                and finding.outcome is other.outcome
                and (finding.check, finding.subject, finding.outcome) not in known
            ]
            found.append(AnswerChange(one.question_id, one.title, one.outcome, other.outcome, tuple(turning[:_SHOWN])))
    return tuple(found)


def _is_ranked(assessment: Assessment, workflow_id: str) -> bool:
    return assessment.workflow(workflow_id).rank is not None


def _stage(policy: Policy, agents: int, more: int) -> StageChange:
    before, after = (_stage_of(policy, count) for count in (agents, agents + more))
    wanted = asked("stages")[after]
    requires = tuple(name for name, _ in wanted.requires)
    return StageChange(before, after, agents, agents + more, requires, wanted.text)


def _stage_of(policy: Policy, agents: int) -> str:
    entered = [name for name in STAGES if agents >= policy.number(f"stage.{name}_from")]
    return entered[-1] if entered else "single"


def _unsettled(portfolio: Portfolio, after: Assessment, agent: str) -> list[Finding]:
    """Return the open blockers about the agent alone; those about what it shares are told as collisions."""
    deciding, _ = findings_about(portfolio, after, agent)
    own = (agent, f"{agent}: ")
    return [
        one for one in deciding if one.outcome in OPEN and (one.subject == own[0] or one.subject.startswith(own[1]))
    ]
