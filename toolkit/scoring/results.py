"""Gathers what was computed for each workflow into one record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.model import Evidence, Figure, Grade, Score
from toolkit.results import WorkflowResult
from toolkit.scoring.formulas import BY_ID
from toolkit.scoring.inputs import column_of
from toolkit.scoring.value import break_evens, flow_records, scores

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.results import Base, DataReadiness, Integration
    from toolkit.scoring.connecting import Connections
    from toolkit.scoring.inputs import WorkflowInputs
    from toolkit.scoring.overriding import Overriding
    from toolkit.scoring.ranking import Ranking
    from toolkit.scoring.value import BaseCases

BESIDE_QUANTITIES = (
    *("systems_read", "systems_written", "data_sources", "department", "work_type", "strategic_value"),
    *("documented_on", "process_expert", "operator", "criteria_agreed_on", "baseline_on"),
)
"""Cells that scores read without a default: blank is unknown."""


def workflow_results(
    cases: BaseCases,
    connections: Connections,
    *,
    bases: Sequence[Base],
    integrations: Sequence[Integration],
    readiness: Sequence[DataReadiness],
    ranking: Ranking,
    overriding: Overriding,
    reasons: Sequence[str],
) -> tuple[WorkflowResult, ...]:
    """Return one record per workflow: the ranked ones best first, then those set apart in the order of the sheet."""
    inputs = cases.inputs
    flows, evens = flow_records(cases), break_evens(cases)
    found = []
    for i, (row, workflow) in enumerate(inputs.cells.items()):
        ranked = not reasons[i]
        contributions = ranking.contributions(i)
        total = float(ranking.total[i]) if ranked else None
        readings = {one.criterion: one.value for one in contributions}
        found.append(
            WorkflowResult(
                workflow_id=str(workflow["workflow_id"]),
                name=str(workflow["name"]),
                department=str(workflow["department"] or ""),
                owner=str(workflow["process_owner"] or ""),
                row=row,
                rank=int(ranking.rank[i]) if ranked else None,
                best_case_rank=int(ranking.best_case_rank[i]) if ranked else None,
                set_apart_because=reasons[i],
                score=total,
                final_rank=int(overriding.final_rank[i]) if ranked else None,
                final_score=float(overriding.final[i]) if ranked else None,
                override=overriding.by_workflow.get(str(workflow["workflow_id"])),
                base=bases[i],
                integration=integrations[i],
                data_readiness=readiness[i],
                contributions=contributions,
                break_even=evens[i],
                flows=flows[i],
                inputs=(
                    *inputs.figures(int(row)),
                    *_figures(inputs, int(row)),
                    *_systems(connections, integrations[i]),
                ),
                scores=(
                    *scores(cases, bases[i], i),
                    *(Score(name, readings.get(name), BY_ID[name].unit) for name in _READ if name in readings),
                    Score("rank_score", total, BY_ID["rank_score"].unit, "" if ranked else reasons[i]),
                ),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.rank is None, one.rank or 0)))


_READ = ("data_readiness", "operational_readiness", "person_years", "difference")


def _figures(inputs: WorkflowInputs, row: int) -> tuple[Figure, ...]:
    columns = [column_of(name) for name in BESIDE_QUANTITIES]
    return tuple(
        Figure(one.name, one.title, inputs.cells[row][one.name], one.unit, _evidence(inputs, row, one.name))
        for one in columns
    )


def _evidence(inputs: WorkflowInputs, row: int, name: str) -> tuple[Evidence, ...]:
    if inputs.cells[row][name] is None:
        return ()
    return (Evidence(Grade.CLAIMED, "Workflows", inputs.portfolio.cell("Workflows", row, name)),)


def _systems(connections: Connections, integration: Integration) -> tuple[Figure, ...]:
    return tuple(connections.systems.figures[name] for name in integration.system_days)
