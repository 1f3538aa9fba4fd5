"""The base case of every workflow: likely values, no simulation (docs/method.md, Cash flow and Results)."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from toolkit.kernels import returns
from toolkit.kernels.cashflow import CashFlow, Monthly, Quantities, cash_flow, monthly
from toolkit.kernels.counting import conservative
from toolkit.model import Evidence, Finding, Grade, Outcome, Score, Severity
from toolkit.results import Base, BreakEven, Flows
from toolkit.scoring.formulas import BY_ID
from toolkit.scoring.inputs import column_of

if TYPE_CHECKING:
    from toolkit.policy import Policy
    from toolkit.results import Program
    from toolkit.scoring.connecting import Connections
    from toolkit.scoring.inputs import WorkflowInputs

Floats = NDArray[np.float64]

CAPACITY_ONLY = "capacity only"
BREAK_EVENS = ("automation", "volume", "realisation")


def quantities(inputs: WorkflowInputs, integration_days: Floats) -> Quantities:
    """Return what the cash flow is made of as typed, one value per workflow in workbook order; NaN where not known.

    Before they become a cash flow, :func:`counted` reads them as the policy's case does.
    """
    computed = {
        "hours_are_cash": cash_share(inputs, inputs.policy),
        "integration_days": integration_days,
        "integration_cost": integration_days * inputs.program.integration_day_rate,
    }
    given = {field.name: inputs.array(field.name) for field in fields(Quantities) if field.name not in computed}
    return Quantities(**given, **computed)


def cash_share(inputs: WorkflowInputs, policy: Policy) -> Floats:
    """Return the share of realised time that the policy's case counts as cash; 0 for *capacity only*."""
    shares = {**policy.group("case.time_counted"), CAPACITY_ONLY: 0.0}
    return inputs.values["realised_as"].map(shares).to_numpy(dtype=float)


def counted(policy: Policy, found: Quantities) -> Quantities:
    """Return typed quantities as the policy's case counts them: the same ones under the shipped policy."""
    return conservative(
        found,
        value_factor=policy.number("case.value_factor"),
        one_off_factor=policy.number("case.one_off_factor"),
        running_factor=policy.number("case.running_factor"),
    )


@dataclass(frozen=True, eq=False)
class BaseCases:
    """The base cases of all workflows as arrays, in workbook order.

    ``quantities`` are as typed, ``counted`` as the policy's case counts them; months, flows and NPV rest on the latter.
    """

    inputs: WorkflowInputs
    quantities: Quantities
    counted: Quantities
    month: Monthly
    flow: CashFlow
    npv: Floats

    def npv_with(self, changed: Quantities) -> Floats:
        """Return the NPV of other quantities, as typed, under the same program and policy."""
        return net_present_value(self.inputs.program, self.inputs.policy, changed)

    def flow_with(self, changed: Quantities) -> CashFlow:
        """Return the flows of other quantities, as typed, under the same program and policy."""
        return _flow(self.inputs.program, self.inputs.policy, counted(self.inputs.policy, changed))

    def present_value(self, net: Floats) -> Floats:
        """Return what flows of t = 0 … H, shape (workflows, H + 1), are worth today."""
        return _discount(self.inputs.program, net)


def base_cases(inputs: WorkflowInputs, connections: Connections) -> BaseCases:
    """Compute every workflow at its likely values."""
    found = quantities(inputs, connections.days())
    case = counted(inputs.policy, found)
    flow = _flow(inputs.program, inputs.policy, case)
    return BaseCases(inputs, found, case, monthly(case), flow, _discount(inputs.program, flow.net))


def net_present_value(program: Program, policy: Policy, found: Quantities) -> Floats:
    """Return the NPV of typed quantities, as the policy's case counts them, over the program's horizon.

    NaN where a quantity is not known.
    """
    return _discount(program, _flow(program, policy, counted(policy, found)).net)


def _flow(program: Program, policy: Policy, case: Quantities) -> CashFlow:
    days_per_month = policy.number("integration.days_per_month")
    return cash_flow(case, horizon=program.horizon_months, days_per_month=days_per_month)


def _discount(program: Program, net: Floats) -> Floats:
    # Row by row, not as a matrix product: its last bit would depend on how many rows there are, and ties on that.
    return np.sum(net * returns.monthly_factor(program.annual_discount_rate, program.horizon_months), axis=1)


def number(value: float) -> float | None:
    """Return a plain float, ``None`` for NaN."""
    return None if np.isnan(value) else float(value)


def base_results(cases: BaseCases) -> list[Base]:
    """Return the results of every workflow as records, missing numbers as ``None``."""
    flow, month, net = cases.flow, cases.month, cases.flow.net
    annual_value, annual_running = (x * returns.MONTHS_PER_YEAR for x in (month.value, month.running))
    investment = cases.counted.investment
    year = slice(0, returns.MONTHS_PER_YEAR + 1)
    rates = returns.count_rates(net)
    irr = returns.annual_rate(returns.irr(net))
    payback = returns.payback(net)
    multiple = returns.return_multiple(flow.value.sum(axis=1), flow.cost.sum(axis=1))
    first_year = returns.return_multiple(flow.value[:, year].sum(axis=1), flow.cost[:, year].sum(axis=1))
    hours_a_year = cases.inputs.policy.number("ranking.hours_per_person_year")
    hours = monthly(cases.quantities).hours_freed * returns.MONTHS_PER_YEAR  # a count of hours, whatever they are worth
    return [
        Base(
            npv=number(cases.npv[i]),
            irr_annual=number(irr[i]),
            irr_why_missing=_why_no_irr(int(rates[i]), net[i]) if np.isnan(irr[i]) else "",
            payback_months=number(payback[i]),
            return_multiple_first_year=number(first_year[i]),
            return_multiple=number(multiple[i]),
            investment=number(investment[i]),
            annual_value=number(annual_value[i]),
            annual_running_cost=number(annual_running[i]),
            go_live_month=None if np.isnan(flow.go_live[i]) else int(flow.go_live[i]),
            hours_freed_per_year=number(hours[i]),
            fte_freed=number(hours[i] / hours_a_year),
        )
        for i in range(len(cases.npv))
    ]


def _why_no_irr(rates: int, net: Floats) -> str:
    if np.isnan(net).any():
        return "essential figures are blank"
    return "no rate makes NPV zero" if rates == 0 else f"{rates} rates make NPV zero"


def flow_records(cases: BaseCases) -> list[Flows | None]:
    """Return the flows of every workflow, ``None`` where essential figures are blank."""
    flow, net = cases.flow, cases.flow.net
    layers = (flow.one_off, flow.time, flow.quality, flow.revenue, flow.running, flow.decommissioning)
    rows = zip(*(layer.tolist() for layer in (*layers, net, np.cumsum(net, axis=1))), strict=True)
    return [
        None if np.isnan(npv) else Flows(*(tuple(layer) for layer in row))
        for npv, row in zip(cases.npv, rows, strict=True)
    ]


def break_evens(cases: BaseCases) -> list[tuple[BreakEven, ...]]:
    """Return, per workflow, the automation rate, volume and realisation rate at which NPV is zero."""
    found = cases.quantities
    columns = []
    for name in BREAK_EVENS:
        now = getattr(found, name)
        zero, one = (cases.npv_with(replace(found, **{name: np.full_like(now, x)})) for x in (0.0, 1.0))
        columns.append((name, now, returns.break_even(zero, one)))
    return [
        tuple(_break_even(name, number(now[i]), number(value[i])) for name, now, value in columns)
        for i in range(len(cases.npv))
    ]


def _break_even(name: str, now: float | None, value: float | None) -> BreakEven:
    column = column_of(name)
    low, high = column.low or 0.0, float("inf") if column.high is None else column.high
    title = column.title.removesuffix(", likely")
    return BreakEven(name, title, value, now, column.unit, value is not None and low <= value <= high)


def scores(cases: BaseCases, base: Base, position: int) -> tuple[Score, ...]:
    """Return the scores of one workflow that a trace can show."""
    month, found = cases.month, cases.quantities
    values = {
        "integration_days": found.integration_days[position],
        "integration_cost": found.integration_cost[position],
        "monthly_time_value": month.time[position],
        "monthly_quality_value": month.quality[position],
        "monthly_revenue_value": month.revenue[position],
        "monthly_running_cost": month.running[position],
    }
    shown = (
        *("go_live_month", "investment", "annual_value", "annual_running_cost", "hours_freed_per_year", "npv"),
        *("irr_annual", "payback_months", "return_multiple", "return_multiple_first_year"),
    )
    return (
        *(Score(name, number(value), BY_ID[name].unit) for name, value in values.items()),
        *(
            Score(
                *(name, None if getattr(base, name) is None else float(getattr(base, name)), BY_ID[name].unit),
                why_missing=base.irr_why_missing if name == "irr_annual" else "",
            )
            for name in shown
        ),
    )


def value_findings(cases: BaseCases) -> list[Finding]:
    """Return what is odd about a business case: unspent at the horizon, layers that cost instead of earning."""
    found = []
    cell = cases.inputs.portfolio.cell
    for i, (row, workflow) in enumerate(cases.inputs.cells.items()):
        subject, name = str(workflow["workflow_id"]), str(workflow["name"])

        def warn(check: str, message: str, fix: str, *columns: str, row: int = row, subject: str = subject) -> None:
            evidence = tuple(Evidence(Grade.CLAIMED, "Workflows", cell("Workflows", row, one)) for one in columns)
            found.append(Finding(check, subject, Outcome.FAIL, Severity.WARNING, message, evidence, fix))

        if cases.flow.unspent_at_horizon[i] > 0:
            warn(
                "spent_within_horizon",
                f"{name} is not finished within the horizon of {cases.inputs.program.horizon_months} months.",
                "Shorten the build or lengthen the horizon.",
                "build_months_likely",
            )
        if cases.month.time[i] < 0:
            warn(
                "time_value_positive",
                f"Reviewing {name} takes longer than the work it saves.",
                "Review fewer items, or make the review shorter.",
                *("minutes_likely", "review_minutes"),
            )
        if cases.month.quality[i] < 0:
            warn(
                "quality_value_positive",
                f"{name} makes more errors with the agent than without.",
                "Raise the quality before going live, or review what matters.",
                *("error_now", "error_agent"),
            )
    return found
