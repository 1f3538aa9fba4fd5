"""Points that fill a cube evenly: Sobol sequences, scrambled (docs/method.md, Uncertainty).

Scrambling is Matoušek's: a random lower triangular matrix on the binary digits and a random digital shift. Points
are strata, the whole numbers 0 … 2^bits − 1, so that what depends on one coordinate alone can be looked up.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

_JOE_KUO = (
    (0, (1,)),
    (1, (1, 3)),
    (1, (1, 3, 1)),
    (2, (1, 1, 1)),
    (1, (1, 1, 3, 3)),
    (4, (1, 3, 5, 13)),
    (2, (1, 1, 5, 5, 17)),
)
"""Coefficients and first direction numbers of dimensions 2 to 8: Joe and Kuo, SIAM J. Sci. Comput. 30 (2008)."""

DIMENSIONS = len(_JOE_KUO) + 1


@cache
def direction_numbers(bits: int) -> NDArray[np.uint32]:
    """Return the direction numbers of every dimension, shape (dimensions, bits), as whole numbers of ``bits`` bits."""
    found = np.zeros((DIMENSIONS, bits), dtype=np.uint32)
    found[0] = 1 << np.arange(bits - 1, -1, -1)
    for row, (coefficients, first) in enumerate(_JOE_KUO, start=1):
        found[row] = _recurrence(coefficients, first, bits) << np.arange(bits - 1, -1, -1)
    return found


def _recurrence(coefficients: int, first: tuple[int, ...], bits: int) -> NDArray[np.uint32]:
    degree = len(first)
    m = list(first[:bits])
    for k in range(len(m), bits):
        value = m[k - degree] ^ (m[k - degree] << degree)
        for i in range(1, degree):
            if coefficients >> (degree - 1 - i) & 1:
                value ^= m[k - i] << i
        m.append(value)
    return np.array(m, dtype=np.uint32)


def scrambled(rng: np.random.Generator, bits: int, dimensions: int = DIMENSIONS) -> NDArray[np.uint32]:
    """Return 2^bits scrambled points as strata, shape (dimensions, 2^bits); each row holds every stratum once."""
    digits = np.arange(bits - 1, -1, -1, dtype=np.uint32)
    planes = direction_numbers(bits)[:dimensions, None, :] >> digits[None, :, None] & 1
    mixing = np.tril(rng.integers(0, 1, size=(dimensions, bits, bits), dtype=np.uint32, endpoint=True), k=-1)
    mixing |= np.eye(bits, dtype=np.uint32)
    mixed = (mixing @ planes) & 1
    directions: NDArray[np.uint32] = np.sum(mixed << digits[None, :, None], axis=1, dtype=np.uint32)
    points = np.empty((dimensions, 1 << bits), dtype=np.uint32)
    points[:, 0] = rng.integers(0, 1 << bits, size=dimensions, dtype=np.uint32)
    for b in range(bits):
        points[:, 1 << b : 1 << b + 1] = points[:, : 1 << b] ^ directions[:, b, None]
    return points
