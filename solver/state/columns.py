"""All requests at once, in arrays, for what looks at every one of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Columns:
    """All cases at once, a row for each; the columns of two are the sides."""

    length: Ints
    delegations: Ints
    values: Ints
    required: NDArray[np.bool_]

    @property
    def received(self) -> NDArray[np.bool_]:
        """Whether only the other side wished it."""
        wished = self.values > 0
        return ~wished & wished[:, ::-1]


def in_pairs(pairs: Iterable[tuple[int, int]]) -> Ints:
    """Pairs as an array of two columns."""
    return np.fromiter(chain.from_iterable(pairs), dtype=np.int64).reshape(-1, 2)
