"""The kernels against published cases: test suites, documentation, a textbook, a Forrester TEI study.

Every case names its source in ``tests/data/published``, shown in the name of a failing test. The MIRR cases
of the same file do not fit (the toolkit computes no modified rate) and are left out here by name.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from toolkit.kernels import returns
from toolkit.scoring.ranking import order, weighted_sum

FOLDER = Path(__file__).parents[1] / "data" / "published"
LEFT_OUT = {"mirr"}

Case = dict[str, Any]


def published(file: str, *kinds: str) -> list[Any]:
    """The cases of a file, as parameters named by id and source."""
    cases = json.loads((FOLDER / file).read_text(encoding="utf-8"))["cases"]
    strange = {case["kind"] for case in cases} - set(kinds) - LEFT_OUT
    assert not strange, f"{file} holds kinds that no test reads: {strange}"
    found = [pytest.param(case, id=f"{case['id']}: {case['source']}") for case in cases if case["kind"] in kinds]
    assert found, f"{file} holds no case of {kinds}"
    return found


def roots_above_minus_one(flows: list[float]) -> list[float]:
    """Every rate above −1 that makes NPV zero, from the eigenvalues of the polynomial's companion matrix."""
    factors = np.roots(np.trim_zeros(flows, "b")[::-1])
    real = factors[np.abs(factors.imag) < 1e-9].real
    return sorted((1 / real[real > 0] - 1).tolist())


@pytest.mark.parametrize("case", published("cashflow_npv.json", "npv"))
def test_npv(case: Case) -> None:
    inputs = case["inputs"]
    found = float(returns.npv(inputs["rate"], inputs["values"]))
    if case["expected"] is None:
        assert np.isnan(found), "a rate of −1 has no NPV"
        return
    if inputs["timing"] == "excel":  # the spreadsheet function counts its first value at the end of period 1
        found /= 1 + inputs["rate"]
    assert found == pytest.approx(case["expected"], abs=case["tolerance"])


ONE_RATE = [param for param in published("cashflow_irr_mirr.json", "irr") if not param.values[0].get("multi_root")]
MANY_RATES = [param for param in published("cashflow_irr_mirr.json", "irr") if param.values[0].get("multi_root")]


@pytest.mark.parametrize("case", ONE_RATE)
def test_irr(case: Case) -> None:
    flows = case["inputs"]["values"]
    found, count = float(returns.irr(flows)), int(returns.count_rates(flows)[0])
    if case["expected"] is None:
        assert np.isnan(found)
        assert count == 0
    else:
        assert found == pytest.approx(case["expected"], abs=case["tolerance"])
        assert count == 1


@pytest.mark.parametrize("case", MANY_RATES)
def test_several_rates_are_flagged_and_none_is_picked(case: Case) -> None:
    """The published rate is one of several: each is as true as the other, so none may stand in a report."""
    flows = case["inputs"]["values"]
    rates = roots_above_minus_one(flows)
    assert min(abs(rate - case["expected"]) for rate in rates) < 1e-6
    assert len(rates) > 1
    assert returns.count_rates(flows).tolist() == [len(rates)]
    assert np.isnan(returns.irr(flows))


@pytest.mark.parametrize("case", published("payback.json", "payback"))
def test_payback(case: Case) -> None:
    assert float(returns.payback(case["inputs"]["values"])) == pytest.approx(case["expected"], abs=case["tolerance"])


@pytest.mark.parametrize("case", published("business_cases.json", "tei"))
def test_a_forrester_tei_study(case: Case) -> None:
    """A whole published business case: initial column undiscounted, three years discounted at year end."""
    inputs, expected = case["inputs"], case["expected"]
    costs, benefits = np.array(inputs["costs"], dtype=float), np.array(inputs["benefits"], dtype=float)
    rate, near = inputs["discount_rate"], case["tolerance"]["pv"]
    assert benefits - costs == pytest.approx(expected["net"], abs=near), "yearly values are the published roundings"
    assert costs.sum() == pytest.approx(expected["total_costs"], abs=near)
    assert benefits.sum() == pytest.approx(expected["total_benefits"], abs=near)
    pv_costs, pv_benefits = returns.npv(rate, costs), returns.npv(rate, benefits)
    assert float(pv_costs) == pytest.approx(expected["pv_costs"], abs=near)
    assert float(pv_benefits) == pytest.approx(expected["pv_benefits"], abs=near)
    assert float(returns.npv(rate, benefits - costs)) == pytest.approx(expected["npv"], abs=near)
    roi = returns.return_multiple(pv_benefits, pv_costs) - 1
    assert float(roi) * 100 == pytest.approx(expected["roi_pct"], abs=case["tolerance"]["roi_pct"])
    assert float(returns.payback(benefits - costs)) * 12 < expected["payback_months_lt"]


@pytest.mark.parametrize("case", published("business_cases.json", "tei"))
def test_discounting_by_month_meets_discounting_by_year(case: Case) -> None:
    """A flow at the end of year n is one of month 12 n: both ways of discounting give the published NPV."""
    yearly = case["expected"]["net"]
    by_month = np.zeros(12 * (len(yearly) - 1) + 1)
    by_month[::12] = yearly
    factors = returns.monthly_factor(case["inputs"]["discount_rate"], len(by_month) - 1)
    assert float(by_month @ factors) == pytest.approx(case["expected"]["npv"], abs=case["tolerance"]["pv"])


@pytest.mark.parametrize("case", published("mcda.json", "wsm"))
def test_weighted_sum_of_criteria(case: Case) -> None:
    found = weighted_sum(case["inputs"]["matrix"], case["inputs"]["weights"])
    assert found == pytest.approx(case["expected"]["score"], abs=case["tolerance"])
    assert order(found, [str(i) for i in range(len(found))]).tolist() == case["expected"]["rank"]
