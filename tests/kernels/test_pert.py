"""PERT distributions: published figures, scipy's beta, and what must hold for any range."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtr
from scipy.stats import beta

from tests.kernels.test_published import Case, published
from toolkit.kernels import pert
from toolkit.kernels.drawing import normal_scores

QUIET = settings(max_examples=60, deadline=None, derandomize=True)
REACH = 6.1
"""Two scores of 65,536 strata mixed by a loading do not lie further out."""

FOUR = ("mc_normal", "pert", "tornado")


@pytest.mark.parametrize("case", [p for p in published("montecarlo_analytic.json", *FOUR) if "gamma" in str(p.values)])
def test_published_moments_and_percentiles(case: Case) -> None:
    inputs, expected = case["inputs"], case["expected"]
    assert inputs["gamma"] == pert.LAMBDA
    ends = (inputs["low"], inputs["mode"], inputs["high"])
    alpha, beta_ = pert.shape(*ends)
    found = {
        "alpha": float(alpha),
        "beta": float(beta_),
        "mean": float(pert.mean(*ends)),
        "sd": float(pert.standard_deviation(*ends)),
        **{f"P{share}": float(pert.quantile(share / 100, *ends)) for share in (10, 50, 90)},
    }
    assert found == pytest.approx(expected, abs=case["tolerance"])


RANGES = [(0, 0, 1), (0, 1, 1), (0, 0.5, 1), (10, 30, 80), (-5, -4.9, 3), (0, 1e-9, 1e9), (2, 2.001, 2.01)]


@pytest.mark.parametrize("ends", RANGES)
def test_moments_and_quantiles_are_those_of_scipy(ends: tuple[float, float, float]) -> None:
    low, likely, high = ends
    width = high - low
    theirs = beta(1 + 4 * (likely - low) / width, 1 + 4 * (high - likely) / width, loc=low, scale=width)
    assert float(pert.mean(*ends)) == pytest.approx(theirs.mean(), abs=1e-12 * width)
    assert float(pert.standard_deviation(*ends)) == pytest.approx(theirs.std(), rel=1e-9)
    shares = np.array([0.0, 1e-6, 0.01, 0.1, 0.5, 0.9, 0.999, 1.0])
    assert pert.quantile(shares, *ends) == pytest.approx(theirs.ppf(shares), abs=1e-9 * width)


@pytest.mark.parametrize("mode", [*np.linspace(0, 1, 9), 0.001, 0.003, 1 / 3, 0.517, 0.9999])
def test_the_table_is_within_a_ten_thousandth_of_the_range(mode: float) -> None:
    scores = np.linspace(-REACH, REACH, 10_001)
    exact = pert.quantile(ndtr(scores), 0, mode, 1)
    assert np.abs(pert.at_scores(scores, 0, mode, 1) - exact).max() < 1e-4


@pytest.mark.parametrize("ends", RANGES)
def test_the_table_keeps_mean_and_deviation(ends: tuple[float, float, float]) -> None:
    """Straight lines between the points of the table are a little off to one side: a fifty-thousandth at most."""
    found = pert.at_scores(normal_scores(8192), *ends)
    width = ends[2] - ends[0]
    assert found.mean() == pytest.approx(float(pert.mean(*ends)), abs=2e-5 * width)
    assert found.std() == pytest.approx(float(pert.standard_deviation(*ends)), abs=1e-4 * width)


def test_no_draw_of_any_allowed_number_lies_outside_the_table() -> None:
    """The outermost of 65,536 strata, of factor and own score alike, mixed as badly as a loading can."""
    outermost = normal_scores(65_536)[-1]
    scores = np.sqrt(2.0) * np.array([-outermost, outermost])
    found = pert.at_scores(scores, 10, 30, 80)
    assert 10 <= found[0] < 10.01
    assert 79.5 < found[1] <= 80


@pytest.mark.parametrize("value", [0.0, 3.5, -2.0])
def test_a_range_without_width_is_its_value(value: float) -> None:
    scores = np.array([-3.0, 0.0, 4.0])
    assert pert.at_scores(scores, value, value, value).tolist() == [value] * 3
    assert float(pert.mean(value, value, value)) == value
    assert float(pert.standard_deviation(value, value, value)) == 0
    assert float(pert.quantile(0.3, value, value, value)) == value


def test_shapes_broadcast() -> None:
    alpha, beta_ = pert.shape([0, 0, 0], [0, 1, 2], [2, 2, 2])
    assert alpha.tolist() == [1, 3, 5]
    assert beta_.tolist() == [5, 3, 1]


@st.composite
def ranges(draw: st.DrawFn) -> tuple[float, float, float]:
    number = st.floats(-1e6, 1e6, allow_subnormal=False)
    low, likely, high = sorted(draw(st.lists(number, min_size=3, max_size=3)))
    return low, likely, high


@QUIET
@given(ranges())
def test_values_rise_with_their_scores_and_stay_within(ends: tuple[float, float, float]) -> None:
    low, _, high = ends
    found = pert.at_scores(np.linspace(-REACH, REACH, 999), *ends)
    slack = 4 * np.spacing(max(abs(low), abs(high)))  # the last bit of low + share × (high − low)
    assert (np.diff(found) >= -slack).all()
    assert found.min() >= low - slack
    assert found.max() <= high + slack


@QUIET
@given(ranges())
def test_the_mirror_image_of_a_range_has_the_mirror_image_of_its_values(ends: tuple[float, float, float]) -> None:
    low, likely, high = ends
    scores = np.linspace(-4, 4, 101)
    found, mirrored = pert.at_scores(scores, *ends), pert.at_scores(-scores, -high, -likely, -low)
    assert found == pytest.approx(-mirrored, abs=1e-8 * max(1.0, high - low))
