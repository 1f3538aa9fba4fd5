"""Futures drawn evenly: one common factor, and for each workflow its own scores (docs/method.md, Uncertainty).

A Latin supercube (Owen, ACM TOMACS 8, 1998): every workflow has a scrambled Sobol sequence of its own, randomly
permuted. Without the permutation, sequences of different workflows would be correlated. Each is keyed by the seed and
the workflow's id, so that one more workflow changes nobody else's draws and workflows need not be held at once.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from toolkit.kernels import sobol

Floats = NDArray[np.float64]
Strata = NDArray[np.uint32]

MOST_INPUTS = sobol.DIMENSIONS
"""Inputs of one workflow that can be drawn."""


def generator(seed: int, *names: str) -> np.random.Generator:
    """Return a random generator that depends on the seed and these names alone, on every machine alike."""
    digest = hashlib.sha256("\0".join(names).encode(errors="surrogatepass")).digest()
    words = np.frombuffer(digest, dtype="<u4").tolist()
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, *words])))


@cache
def normal_scores(draws: int) -> Floats:
    """Return the normal score in the middle of each of ``draws`` strata, rising."""
    return np.asarray(ndtri((np.arange(draws) + 1 / 2) / draws))


def bits_of(draws: int) -> int:
    """Return the power of two that ``draws`` is; raises ``ValueError`` for any other number."""
    bits = draws.bit_length() - 1
    if draws < 1 or draws != 1 << bits:
        raise ValueError(f"{draws} draws: must be a power of two")
    return bits


def common_strata(seed: int, draws: int) -> Strata:
    """Return the strata of the delivery factor, shape (draws,): the same for every workflow."""
    return sobol.scrambled(generator(seed, "delivery factor"), bits_of(draws), 1)[0]


def own_strata(seed: int, workflow_id: str, draws: int, inputs: int = MOST_INPUTS) -> Strata:
    """Return the strata of a workflow's own inputs, shape (inputs, draws)."""
    rng = generator(seed, "workflow", workflow_id)
    points = sobol.scrambled(rng, bits_of(draws), inputs)
    return np.take(points, rng.permutation(draws), axis=1)


@dataclass(frozen=True)
class Factor:
    """The delivery factor: how well the organisation delivers, common to all workflows.

    ``scores`` has shape (draws,). The score of an input is loading × factor + √(1 − loading²) × own score, again a
    standard normal; its loading is the policy's times the strength, from −1 to 1.
    """

    scores: Floats

    def mix(self, own: Floats, loading: float) -> Floats:
        """Return the scores of an input, shape (draws,)."""
        if loading == 0:
            return own
        return loading * self.scores + np.sqrt(1.0 - loading * loading) * own


def common_factor(seed: int, draws: int) -> Factor:
    """Return the delivery factor of a seed."""
    return Factor(normal_scores(draws)[common_strata(seed, draws)])
