"""Baselines to compare with, one solver a file.

Peers for the published benchmark take `Rows` and want the fewest breaks; those for forums take a `Problem` and want
the most value.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PeerResult:
    """A slot for each meeting (None: no schedule), and whether nothing better, or no schedule at all, is possible."""

    slots: Sequence[int] | None
    proved: bool
