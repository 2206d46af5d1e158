"""One candidate of each party of a meeting, nobody for two parties (a system of distinct representatives)."""

from collections.abc import Collection, Hashable, Iterable, Sequence
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def shared(parties: Iterable[Collection[T]]) -> bool:
    """Whether somebody is a candidate of two parties."""
    seen: set[T] = set()
    for party in parties:
        if not seen.isdisjoint(party):
            return True
        seen.update(party)
    return False


def distinct(parties: Sequence[Collection[T]]) -> tuple[T, ...] | None:
    """One candidate of each party, in their order; None if there are not enough different ones (Kuhn's algorithm)."""
    sent: dict[T, int] = {}

    def send(party: int, tried: set[T]) -> bool:
        for one in parties[party]:
            if one not in tried:
                tried.add(one)
                if one not in sent or send(sent[one], tried):
                    sent[one] = party
                    return True
        return False

    if not all(send(party, set()) for party in range(len(parties))):
        return None
    chosen = {party: one for one, party in sent.items()}
    return tuple(chosen[party] for party in range(len(parties)))
