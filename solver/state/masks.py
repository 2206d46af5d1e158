"""Bit masks: sets of slots as integers with one bit per slot, and the same as rows of truth values."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray


def bits(mask: int) -> Iterator[int]:
    """The positions of the ones, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def truth(masks: Sequence[int], slots: int) -> NDArray[np.bool_]:
    """Sets of slots as rows of truth values."""
    width = (slots + 7) // 8
    data = b"".join([mask.to_bytes(width, "little") for mask in masks])
    rows = np.frombuffer(data, dtype=np.uint8).reshape(len(masks), width)
    return np.unpackbits(rows, axis=1, bitorder="little")[:, :slots].astype(np.bool_)


def masks(rows: NDArray[np.bool_]) -> list[int]:
    """Rows of truth values as sets of slots."""
    return [int.from_bytes(row, "little") for row in np.packbits(rows, axis=1, bitorder="little")]
