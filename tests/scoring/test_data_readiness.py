"""Data readiness: dimensions, weighted mean of the known, coverage, weakest source, band.

Weights of the shipped policy: completeness 2, uniqueness 1, validity 2, consistency 1, timeliness 1,
accessibility 2, ownership 1, reusability 1, together 11.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.portfolios import portfolio, workflow
from toolkit.app.assessment import Assessment
from toolkit.app.pipeline import assess

DECLARED = {"completeness": 0.9, "uniqueness": 0.8, "validity": 0.7, "consistency": 0.6}
FULL = {
    **DECLARED,
    **{"freshness_target": 1, "observed_age": 4, "access": "ad hoc", "owner": "M. Ortiz", "reusable": False},
}


def source(source_id: str, **cells: Any) -> dict[str, Any]:
    return {"source_id": source_id, **cells}


def assess_sources(*sources: dict[str, Any], required: tuple[str, ...] | None = ("a",)) -> Assessment:
    return assess(portfolio(Workflows=[workflow("w", data_sources=required)], Data_sources=list(sources)))


@pytest.mark.parametrize(
    ("cells", "score", "coverage"),
    [
        pytest.param({}, None, 0, id="nothing known"),
        pytest.param({"completeness": 0.9}, 0.9, 2 / 11, id="one dimension"),
        pytest.param({"completeness": 0}, 0, 2 / 11, id="a known zero"),
        pytest.param(DECLARED, (1.8 + 0.8 + 1.4 + 0.6) / 6, 6 / 11, id="four declared"),
        # 1.8 + 0.8 + 1.4 + 0.6 + timeliness 0.25 + accessibility 2 × 0.5 + ownership 1 + reusability 0
        pytest.param(FULL, (4.6 + 0.25 + 1.0 + 1.0 + 0) / 11, 1, id="all eight"),
        pytest.param({"freshness_target": 7, "observed_age": 2}, 1, 1 / 11, id="fresher than needed"),
        pytest.param({"freshness_target": 1, "observed_age": 4}, 0.25, 1 / 11, id="four times too old"),
        pytest.param({"freshness_target": 0, "observed_age": 0}, 1, 1 / 11, id="live data"),
        pytest.param({"freshness_target": 0, "observed_age": 3}, 0, 1 / 11, id="live was wanted"),
        pytest.param({"freshness_target": 1}, None, 0, id="age not known"),
        pytest.param({"observed_age": 1}, None, 0, id="target not known"),
        pytest.param({"access": "governed"}, 1, 2 / 11, id="governed"),
        pytest.param({"access": "ad hoc"}, 0.5, 2 / 11, id="ad hoc"),
        pytest.param({"access": "none"}, 0, 2 / 11, id="no access is known, and bad"),
        pytest.param({"reusable": True}, 1, 1 / 11, id="reusable"),
        pytest.param({"reusable": False}, 0, 1 / 11, id="not reusable is known"),
        pytest.param({"owner": "M. Ortiz"}, 1, 1 / 11, id="an owner"),
    ],
)
def test_source(cells: dict[str, Any], score: float | None, coverage: float) -> None:
    (found,) = assess_sources(source("a", **cells)).sources
    assert found.score == (None if score is None else pytest.approx(score))
    assert found.coverage == pytest.approx(coverage)


GOOD, POOR = source("good", completeness=0.9, validity=0.9), source("poor", completeness=0.5)
EMPTY = source("empty")


@pytest.mark.parametrize(
    ("required", "weakest", "score", "coverage"),
    [
        pytest.param(("good",), "good", 0.9, 4 / 11, id="one source"),
        pytest.param(("good", "poor"), "poor", 0.5, 2 / 11, id="the weakest, with the lowest coverage"),
        pytest.param(("good", "empty"), "empty", None, 0, id="nothing known is weaker than any"),
        pytest.param(("poor", "elsewhere"), "elsewhere", None, 0, id="a source without a row"),
        pytest.param(None, None, None, None, id="blank"),
        pytest.param((), None, None, None, id="none needed"),
    ],
)
def test_workflow(
    required: tuple[str, ...] | None, weakest: str | None, score: float | None, coverage: float | None
) -> None:
    found = assess_sources(GOOD, POOR, EMPTY, required=required).workflow("w").data_readiness
    assert found.weakest == weakest
    assert found.score == (None if score is None else pytest.approx(score))
    assert found.coverage == (None if coverage is None else pytest.approx(coverage))


# Completeness, validity, accessibility and uniqueness weigh 7 of 11: just enough to name a band.
ENOUGH = {"access": "governed", "uniqueness": 1}


@pytest.mark.parametrize(
    ("cells", "band"),
    [
        pytest.param({**ENOUGH, "completeness": 1, "validity": 1}, "ready", id="ready"),
        pytest.param({**ENOUGH, "completeness": 0.65, "validity": 0.65}, "ready", id="(1.3 + 1.3 + 3) / 7 = 0.8"),
        pytest.param({**ENOUGH, "completeness": 0.64, "validity": 0.64}, "partly ready", id="just below"),
        pytest.param({**ENOUGH, "completeness": 0.3, "validity": 0.3}, "partly ready", id="(0.6 + 0.6 + 3) / 7 = 0.6"),
        pytest.param({**ENOUGH, "completeness": 0.29, "validity": 0.29}, "not ready", id="not ready"),
        pytest.param({"access": "governed", "completeness": 1, "validity": 1}, "", id="6 of 11 known is too little"),
        pytest.param({}, "", id="nothing known"),
    ],
)
def test_band(cells: dict[str, Any], band: str) -> None:
    assert assess_sources(source("a", **cells)).workflow("w").data_readiness.band == band


def test_every_dimension_names_its_cells() -> None:
    (found,) = assess_sources(source("a", **FULL)).sources
    cells = {name: [evidence.place for evidence in places] for name, places in found.evidence.items()}
    assert cells["timeliness"] == ["Data sources!H2", "Data sources!G2"]
    assert all(places for places in cells.values())
    assert set(cells) == set(found.dimensions)
