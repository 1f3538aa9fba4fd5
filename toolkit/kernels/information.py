"""What knowing more is worth before deciding (docs/method.md, Value of information).

Two actions, go or leave (worth 0), or one of several candidates or none. Perfect information is worth
E[max over actions] − max over actions of E (Raiffa and Schlaifer, Applied Statistical Decision Theory, 1961).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from toolkit.kernels.drawing import Strata, normal_scores

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

DEGREE = 4


def perfect_information(net_benefit: ArrayLike) -> float:
    """Return what knowing everything before go or leave is worth: E[max(0, benefit)] − max(0, E[benefit]).

    ``net_benefit`` has shape (draws,); the result is in its unit and never negative.

    >>> perfect_information([-10.0, 30.0])
    5.0
    """
    value = np.asarray(net_benefit, dtype=float)
    return float(np.maximum(value, 0.0).mean() - max(value.mean(), 0.0))


def perfect_choice(net_benefits: ArrayLike) -> float:
    """Return what knowing everything before choosing one or none is worth; shape (actions, draws), without "none".

    >>> perfect_choice([[10.0, 0.0], [0.0, 10.0]])
    5.0
    """
    value = np.asarray(net_benefits, dtype=float)
    best = np.maximum(value.max(axis=0, initial=0.0), 0.0).mean()
    return float(best - max(value.mean(axis=1).max(initial=0.0), 0.0))


@dataclass(frozen=True)
class Causes:
    """What each input, and the common factor, does to a result: coefficients of normalised Hermite polynomials.

    ``own`` has shape (inputs, degree) and belongs to the input's own score, ``common`` shape (degree,) to the factor;
    ``rest`` (draws,) is what they leave unexplained when each acts by itself.
    """

    own: Floats
    common: Floats
    rest: Floats
    variance: float

    @property
    def unexplained(self) -> float:
        """Share of the variance that is left: interplay, and what no polynomial follows; NaN without variance."""
        return float(np.mean(self.rest**2)) / (self.variance or np.nan)

    @property
    def own_shares(self) -> Floats:
        """Share of the variance that each input explains beyond the factor; NaN without variance.

        With the factor's share they add up to at most 1; what is missing is interplay.
        """
        return np.sum(self.own**2, axis=1) / (self.variance or np.nan)

    def shares(self, loadings: Floats) -> Floats:
        """Return Var(E[result | input]) / Var(result) of each input, its first-order index; NaN without variance.

        What an input tells about the factor counts, so that those of inputs with loadings overlap.
        """
        return np.sum(self.given(loadings) ** 2, axis=1) / (self.variance or np.nan)

    def given(self, loadings: Floats) -> Floats:
        """Return the coefficients of E[result | input] in its mixed score, shape (inputs, degree).

        A normal score of degree k keeps (1 − loading²)^(k/2) of its own part and loading^k of the factor's (Mehler).
        """
        degrees = np.arange(1, DEGREE + 1)
        own_part = self.own * np.sqrt(1.0 - loadings[:, None] ** 2) ** degrees
        return np.asarray(own_part + self.common * loadings[:, None] ** degrees)

    @property
    def common_share(self) -> float:
        """Share of the variance that the common factor explains by itself."""
        return float(np.sum(self.common**2) / (self.variance or np.nan))


@cache
def _basis(draws: int) -> Floats:
    """Return normalised Hermite polynomials of degree 1 … 4 at the middle of each stratum, (degree, draws).

    Orthonormal on the strata to the last bit, so that no input explains more than there is.
    """
    exact = np.vstack([np.ones(draws), _hermite(normal_scores(draws))])
    columns, sizes = np.linalg.qr(exact.T)
    return np.ascontiguousarray((columns * np.sign(np.diag(sizes)) * np.sqrt(draws)).T[1:])


def _hermite(x: Floats) -> Floats:
    found = np.empty((DEGREE, *x.shape))
    before, here = np.ones_like(x), x
    for k in range(DEGREE):
        found[k] = here
        # Normalised: √(k+2) h(k+2) = x h(k+1) − √(k+1) h(k)
        before, here = here, (x * here - np.sqrt(k + 1) * before) / np.sqrt(k + 1 + 1)
    return found


def causes(value: Floats, own: Strata, common: Strata | None = None) -> Causes:
    """Regress a result on the inputs and the common factor, each acting by itself.

    ``value`` has shape (draws,), ``own`` holds the strata of the inputs, shape (inputs, draws), each stratum once in a
    row; ``common`` those of the factor. The polynomials are orthonormal on the strata and, the draws being even, nearly
    so between inputs: each coefficient is a mean, and the fit is subtracted before the next input is looked at.
    """
    draws = len(value)
    basis = _basis(draws)
    rest = value - value.mean()
    variance = float(rest @ rest) / draws

    def explained(strata: Strata) -> Floats:
        nonlocal rest
        by_stratum = np.bincount(strata, weights=rest, minlength=draws)
        coefficients = np.asarray(basis @ by_stratum / draws)
        rest = rest - (coefficients @ basis).take(strata)
        return coefficients

    each = np.array([explained(strata) for strata in own]).reshape(-1, DEGREE)
    return Causes(each, np.zeros(DEGREE) if common is None else explained(common), rest, variance)


def partial_information(value: Floats, found: Causes, scores: Floats, loadings: Floats) -> tuple[Floats, Floats]:
    """Return what knowing each input alone is worth before go or leave, and its standard error, shape (inputs,).

    ``value`` has shape (draws,); ``scores`` are the normal scores of the inputs, shape (inputs, draws), each mixed from
    the factor and its own with its loading. The expected result given an input is a polynomial of degree 4 in its
    score: the part that inputs and factor have by themselves is known from ``found``, the rest is regressed on the
    score, so that what other inputs do is no noise in it. An input that tells nothing is worth nearly nothing without
    clamping. The standard error is that of trying the advised decision on what the draws leave unexplained; the rest is
    integrated evenly. After Strong, Oakley and Brennan, Medical Decision Making 34 (2014).
    """
    draws = len(value)
    polynomials = _hermite(scores)
    coefficients = found.given(loadings) + (polynomials @ found.rest).T / draws
    mean = float(value.mean())
    expected = mean + np.einsum("ik,kid->id", coefficients, polynomials)
    on_strata = mean + coefficients @ _basis(draws)
    worth = np.maximum(on_strata, 0.0).mean(axis=1) - np.maximum(on_strata.mean(axis=1), 0.0)
    unexplained = ((expected > 0).astype(float) - float(mean > 0)) * found.rest
    return worth, np.sqrt(np.mean(unexplained**2, axis=1) / draws)


def stepwise_information(
    value: Floats, found: Causes, strata: Strata, *, place: int, scores: Floats, step: Whole
) -> tuple[float, float]:
    """Return what knowing one input is worth whose effect goes in steps, like months of building, and its index.

    As :func:`partial_information` and ``Causes.shares`` for the input at ``place`` of ``strata``, with ``scores``
    (draws,), and a level of its own for each ``step`` (draws,), a whole number that the input alone decides.
    """
    others = [i for i in range(len(strata)) if i != place]
    basis = _basis(len(value))
    known = sum(((found.own[i] @ basis).take(strata[i]) for i in others), np.zeros(len(value)))
    _, level = np.unique(step, return_inverse=True)
    columns = np.vstack([_hermite(scores), level[None, :] == np.arange(level.max() + 1)[:, None]]).T
    fit, *_ = np.linalg.lstsq(columns, value - known, rcond=None)
    expected = columns @ fit
    worth = float(np.maximum(expected, 0.0).mean() - max(expected.mean(), 0.0))
    return worth, float(expected.var()) / (found.variance or np.nan)


def items_to_measure(variation: ArrayLike, uncertainty: ArrayLike, resolved: float) -> Floats:
    """Return how many items to look at so that ``resolved`` (a share) of the variance of an average is known.

    ``variation`` is the standard deviation between items, ``uncertainty`` that of what is known of the average before:
    n = (variation / uncertainty)² × resolved / (1 − resolved), a normal prior and sample. NaN where nothing is
    uncertain.

    >>> float(items_to_measure(0.49, 0.11, 0.9).round())
    179.0
    """
    top, bottom = np.asarray(variation, dtype=float), np.asarray(uncertainty, dtype=float)
    ratio = np.divide(top, bottom, out=np.full(np.broadcast(top, bottom).shape, np.nan), where=bottom > 0)
    return np.asarray(ratio**2 * resolved / (1.0 - resolved))
