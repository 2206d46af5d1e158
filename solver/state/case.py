"""A request in numbers: who could go, where it could begin, what it needs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Case:
    """A request in numbers; `starts` are the first slots in which all parties and some place could, if it was alone."""

    number: int
    parties: tuple[tuple[int, ...], ...]
    """Who could go: for each of the two sides, then for each role."""
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
    def sides(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Who could go for each side."""
        return self.parties[0], self.parties[1]

    @property
    def roles(self) -> tuple[tuple[int, ...], ...]:
        """Who could fill each role."""
        return self.parties[2:]

    @property
    def people(self) -> frozenset[int]:
        """All who could be in it."""
        return frozenset().union(*self.parties)

    @property
    def certain(self) -> list[int]:
        """Those who are in it wherever it is: the only candidates of a party."""
        return [party[0] for party in self.parties if len(party) == 1]

    @property
    def value(self) -> int:
        return self.values[0] + self.values[1]

    def received(self, side: int) -> bool:
        """Whether only the other side wished it."""
        return self.values[side] == 0 and self.values[1 - side] > 0
