"""A request in numbers: who could go, where it could begin, what it needs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Case:
    """A request in numbers; `starts` are the first slots in which all parties and some place could, if it was alone."""

    number: int
    sides: tuple[tuple[int, ...], tuple[int, ...]]
    third_parties: tuple[int, ...]
    delegations: tuple[int, int]
    values: tuple[int, int]
    length: int
    starts: int
    demand: int
    """Which set of places it may use (`Index.demands`)."""
    required: bool
    pinned: bool
    after: tuple[int, ...]

    @property
    def value(self) -> int:
        return self.values[0] + self.values[1]

    def received(self, side: int) -> bool:
        """Whether only the other side wished it."""
        return self.values[side] == 0 and self.values[1 - side] > 0
