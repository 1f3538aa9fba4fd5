"""The whole assessment, in the order in which it happens."""

from __future__ import annotations

import numpy as np

from toolkit.app.assessment import Assessment
from toolkit.app.progress import STEPS_OF_ASSESSING, Tell, told
from toolkit.checks.answering import cells_that_answer
from toolkit.checks.catalogue import catalogue
from toolkit.checks.engine import run, six_questions
from toolkit.checks.facts import Facts
from toolkit.checks.governed import decommission_list, judge_tiers
from toolkit.checks.routing import colliding, find_collisions
from toolkit.checks.standing import maturity_result, phase_result, stage
from toolkit.checks.traps import judge_traps
from toolkit.errors import check_type
from toolkit.evidence.fleet import judge_fleet
from toolkit.policy import Policy, conservative_policy, load_policy
from toolkit.results import InputRow, InputSheet, Origin
from toolkit.scoring.candidates import set_apart
from toolkit.scoring.connecting import connect
from toolkit.scoring.conservative import cfo_cases
from toolkit.scoring.data import source_readiness, workflow_readiness
from toolkit.scoring.filling import HOW_MANY, fill_next
from toolkit.scoring.foresight import foresee
from toolkit.scoring.formulas import FORMULAS
from toolkit.scoring.hiring import alternatives
from toolkit.scoring.inputs import assumed_settings, read_program, read_workflows
from toolkit.scoring.overriding import override
from toolkit.scoring.portfolio import platform_cost, portfolio_result
from toolkit.scoring.ranking import criteria_values, rank
from toolkit.scoring.results import workflow_results
from toolkit.scoring.value import base_cases, base_results, value_findings
from toolkit.sheets import Portfolio
from toolkit.version import VERSION

SEED = 0


def assess(
    portfolio: Portfolio,
    policy: Policy | None = None,
    *,
    seed: int = SEED,
    progress: Tell | None = None,
) -> Assessment:
    """Return the assessment of a portfolio under a policy (the shipped one by default).

    Pure: the same portfolio, policy and seed give the same assessment; the clock is the workbook's as-of date.
    ``progress`` is told the name of each step as it begins; without one, a notebook shows a bar. Raises
    ``WrongArgument`` where something else is given.
    """
    check_type("portfolio", portfolio, Portfolio, "what load returns", 'write assess(load("client.xlsx"))')
    check_type("policy", policy, (Policy, type(None)), "what load_policy returns", 'write load_policy("client.toml")')
    check_type("seed", seed, int, "a whole number", "leave it out for the usual one")
    with told(progress, STEPS_OF_ASSESSING) as tell:
        return _assess(portfolio, policy or load_policy(), seed, tell)


def _assess(portfolio: Portfolio, policy: Policy, seed: int, progress: Tell) -> Assessment:
    progress("reading settings, workflows and systems")
    program = read_program(portfolio, policy)
    inputs = read_workflows(portfolio, policy, program)
    connections = connect(portfolio, policy, program)

    progress("computing business cases")
    cases = base_cases(inputs, connections)
    bases, integrations = base_results(cases), connections.results()
    sources = source_readiness(portfolio, policy)
    data_readiness = [workflow_readiness(required, sources, policy) for required in inputs.frame["data_sources"]]

    progress("ranking candidates")
    reasons = set_apart(inputs)
    is_candidate = np.array([not reason for reason in reasons], dtype=bool)
    ranking = rank(inputs, criteria_values(inputs, bases, integrations, data_readiness, connections.uses), is_candidate)
    overriding = override(inputs, ranking, is_candidate)

    foresight = foresee(
        cases,
        ranking,
        is_candidate,
        platform_cost=platform_cost(portfolio, program),
        seed=seed,
        progress=progress,
    )

    workflows = workflow_results(
        *(cases, connections),
        bases=bases,
        integrations=integrations,
        readiness=data_readiness,
        ranking=ranking,
        overriding=overriding,
        foresight=foresight,
        cfo=cfo_cases(
            cases, conservative_policy(policy), is_candidate, platform_cost=platform_cost(portfolio, program)
        ),
        alternatives=alternatives(cases),
        reasons=reasons,
    )

    progress("looking for collisions and at the fleet")
    routing = find_collisions(portfolio, policy, program.as_of)
    fleet = judge_fleet(portfolio, policy, program, collisions=colliding(routing))

    progress("answering the six questions")
    facts = Facts(portfolio, policy, program, workflows, sources, routing, fleet)
    findings = run(facts)
    maturity = maturity_result(facts)

    progress("looking for the cells worth filling")
    cells = (*fill_next(cases, connections, is_candidate, reasons), *cells_that_answer(findings, catalogue()))
    return Assessment(
        origin=Origin(VERSION, portfolio.name, portfolio.sha256, policy.sha256, program.as_of, seed),
        program=program,
        readiness=six_questions(findings),
        workflows=workflows,
        portfolio=portfolio_result(cases, connections, is_candidate, foresight),
        certainty=foresight.ranking.certainty,
        sources=tuple(sources.values()),
        routing=routing,
        phase=phase_result(facts, findings, maturity),
        maturity=maturity,
        stage=stage(facts, findings),
        health=fleet.health,
        verdicts=fleet.verdicts,
        retire=fleet.retire,
        pace=fleet.pace,
        flywheel=fleet.flywheel,
        measured=fleet.value,
        tiers=judge_tiers(facts, findings),
        decommission=decommission_list(facts),
        traps=judge_traps(facts, findings),
        findings=(*findings, *overriding.findings, *value_findings(cases)),
        checks=catalogue(),
        assumed=(*assumed_settings(program), *inputs.assumed_cells(), *connections.systems.assumed_cells()),
        fill_next=cells[:HOW_MANY],
        formulas=FORMULAS,
        policy=tuple(policy.values.values()),
        warnings=tuple(str(warning) for warning in portfolio.warnings),
        inputs={name: _sheet(portfolio, name) for name in portfolio.frames},
    )


def _sheet(portfolio: Portfolio, name: str) -> InputSheet:
    letters = portfolio.program_cells if name == "Program" else portfolio.letters.get(name, {})
    rows = portfolio.cells(name).items()
    return InputSheet(
        dict(letters),
        tuple(
            InputRow(row, {field: value for field, value in cells.items() if value is not None}) for row, cells in rows
        ),
    )
