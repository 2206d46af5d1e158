"""What becomes of the times at which people can meet, by a change of the structure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTimes:
    """People whose times for meetings change alike, and how many times each of them has: the fewest and the most."""

    people: int = 0
    before: tuple[int, int] = (0, 0)
    after: tuple[int, int] = (0, 0)


def new_times(free: Iterable[tuple[frozenset[int], frozenset[int]]], belongs: Callable[[int, int], bool]) -> NewTimes:
    """Return those whose slots change and whose numbers of them `belongs` accepts; `free` has each person's slots."""
    counts = [(len(old), len(new)) for old, new in free if old != new and belongs(len(old), len(new))]
    if not counts:
        return NewTimes()
    before, after = zip(*counts, strict=True)
    return NewTimes(people=len(counts), before=(min(before), max(before)), after=(min(after), max(after)))
