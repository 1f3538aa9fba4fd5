"""Gathers what was computed for each workflow into one record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.model import Evidence, Figure, Grade, Score
from toolkit.results import WorkflowResult
from toolkit.scoring.formulas import BY_ID
from toolkit.scoring.inputs import column_of
from toolkit.scoring.value import break_evens, flow_records, scores

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toolkit.results import Alternatives, Base, CfoCase, DataReadiness, Integration
    from toolkit.scoring.certainty import RankingFutures
    from toolkit.scoring.connecting import Connections
    from toolkit.scoring.foresight import Foresight
    from toolkit.scoring.inputs import WorkflowInputs
    from toolkit.scoring.overriding import Overriding
    from toolkit.scoring.ranking import Ranking
    from toolkit.scoring.uncertainty import Prospect
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
    foresight: Foresight,
    cfo: Sequence[CfoCase | None],
    alternatives: Sequence[Alternatives | None],
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
        prospect, shares = foresight.prospects[i], foresight.ranking
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
                npv=prospect.npv if prospect else None,
                chance_of_loss=prospect.chance_of_loss if prospect else None,
                evpi=prospect.evpi if prospect else None,
                measure_next=prospect.measure_next if prospect else (),
                first_share=float(shares.first[i]) if ranked else None,
                top_three_share=float(shares.top_three[i]) if ranked else None,
                outlook=prospect.outlook if prospect else None,
                integration=integrations[i],
                data_readiness=readiness[i],
                contributions=contributions,
                break_even=evens[i],
                flows=flows[i],
                cfo=cfo[i],
                alternatives=alternatives[i],
                inputs=(
                    *inputs.figures(int(row)),
                    *_figures(inputs, int(row)),
                    *_systems(connections, integrations[i]),
                ),
                scores=(
                    *scores(cases, bases[i], i),
                    *_otherwise(cfo[i], alternatives[i]),
                    *(Score(name, readings.get(name), BY_ID[name].unit) for name in _READ if name in readings),
                    *_futures(prospect, shares, i, reasons[i]),
                    Score("rank_score", total, BY_ID["rank_score"].unit, "" if ranked else reasons[i]),
                ),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.rank is None, one.rank or 0)))


def _otherwise(cfo: CfoCase | None, alternatives: Alternatives | None) -> tuple[Score, ...]:
    """Return the scores of the same workflow counted otherwise."""
    values = {
        "cfo_npv": cfo.npv if cfo else None,
        "hire_npv": alternatives.hire if alternatives else None,
        "people_cost": alternatives.people_cost if alternatives else None,
        "agent_cost": alternatives.agent_cost if alternatives else None,
    }
    return tuple(Score(name, value, BY_ID[name].unit) for name, value in values.items())


def _futures(prospect: Prospect | None, shares: RankingFutures, i: int, why_no_rank: str) -> Iterator[Score]:
    """Yield the scores that come from the futures; shares of ranks are missing where there is no rank."""
    missing = "" if prospect else "essential figures are blank"
    values = {
        "npv_p10": prospect.npv.p10 if prospect else None,
        "npv_p50": prospect.npv.p50 if prospect else None,
        "npv_p90": prospect.npv.p90 if prospect else None,
        "chance_of_loss": prospect.chance_of_loss if prospect else None,
        "evpi": prospect.evpi if prospect else None,
    }
    yield from (Score(name, value, BY_ID[name].unit, missing) for name, value in values.items())
    for name, share in (("first_share", shares.first[i]), ("top_three_share", shares.top_three[i])):
        yield Score(name, None if why_no_rank else float(share), BY_ID[name].unit, why_no_rank)


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
