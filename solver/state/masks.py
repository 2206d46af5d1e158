"""Sets of slots, integers with one bit per slot, as rows of truth values and back."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def truth(masks: Sequence[int], slots: int) -> NDArray[np.bool_]:
    """Sets of slots as rows of truth values."""
    width = (slots + 7) // 8
    data = b"".join([mask.to_bytes(width, "little") for mask in masks])
    rows = np.frombuffer(data, dtype=np.uint8).reshape(len(masks), width)
    return np.unpackbits(rows, axis=1, bitorder="little")[:, :slots].astype(np.bool_)


def masks(rows: NDArray[np.bool_]) -> list[int]:
    """Rows of truth values as sets of slots."""
    return [int.from_bytes(row, "little") for row in np.packbits(rows, axis=1, bitorder="little")]
