"""Xorshift random numbers for compiled code, repeatable on every machine."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from solver.search.compiled import inlined

Random = NDArray[np.uint64]


@inlined
def draw(random: Random) -> Any:
    """The next word of random bits."""
    x = random[0]
    x ^= x << np.uint64(13)
    x ^= x >> np.uint64(7)
    x ^= x << np.uint64(17)
    random[0] = x
    return x


@inlined
def pick(random: Random, number: int) -> Any:
    """A number from 0 to below `number`."""
    return np.int64(((draw(random) >> np.uint64(32)) * np.uint64(number)) >> np.uint64(32))


@inlined
def chance(random: Random) -> Any:
    """A number from 0 to below 1."""
    return np.float64(draw(random) >> np.uint64(11)) / 9007199254740992.0
