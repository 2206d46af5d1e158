"""Sets of small numbers as integers with one bit for each."""

from collections.abc import Iterator


def bits(mask: int) -> Iterator[int]:
    """The positions of the ones, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
