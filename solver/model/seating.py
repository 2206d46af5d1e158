"""A matching of requests and cells of people's time, at most so many cells of a person and day."""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass

Cell = tuple[int, int]
"""A person, and a slot that stands for all those that exclude each other."""


@dataclass(frozen=True, slots=True)
class _Step:
    """A step of an augmenting path: the request takes the cell, and the cell's former request looks elsewhere."""

    request: int
    cell: Cell
    before: "_Step | None"


class Seating:
    """Grows by augmenting paths: a request is refused only if it does not fit beside those seated before.

    The sets that fit together are a matroid, so seating the most valuable first gives the most worth.
    """

    def __init__(self, day_of: Callable[[Cell], Cell], per_day: Callable[[int], int | None]) -> None:
        """`day_of` says which (person, day) a cell belongs to, `per_day` how many cells of a day a person may use."""
        self._day_of, self._per_day = day_of, per_day
        self._cells: dict[int, list[Cell]] = {}
        self._sitting: dict[Cell, int] = {}
        self._days: dict[Cell, set[Cell]] = {}

    def add(self, request: int, cells: Iterable[Cell]) -> bool:
        """Seat one more request, moving others if needed; False if there is no way."""
        self._cells[request] = list(cells)
        seen: set[Cell] = set()
        queue: deque[tuple[int, _Step | None]] = deque([(request, None)])
        while queue:
            mover, before = queue.popleft()
            for cell in self._cells[mover]:
                if cell in seen:
                    continue
                seen.add(cell)
                step = _Step(mover, cell, before)
                if cell in self._sitting:
                    queue.append((self._sitting[cell], step))
                elif self._has_room(cell):
                    self._move(step)
                    return True
                else:
                    for other in self._days.get(self._day_of(cell), set()) - seen:
                        seen.add(other)
                        queue.append((self._sitting[other], step))
        return False

    def _has_room(self, cell: Cell) -> bool:
        limit = self._per_day(cell[0])
        return limit is None or len(self._days.get(self._day_of(cell), ())) < limit

    def _move(self, step: _Step | None) -> None:
        seats = {request: cell for cell, request in self._sitting.items()}
        while step is not None:
            seats[step.request] = step.cell
            step = step.before
        self._sitting = {cell: request for request, cell in seats.items()}
        self._days = {}
        for cell in self._sitting:
            self._days.setdefault(self._day_of(cell), set()).add(cell)
