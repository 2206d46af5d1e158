"""Who fills which role, with few changes between consecutive meetings of a delegate.

People who fill roles of meetings at the same time are exchanged as long as that makes fewer changes. Everybody's hours
stay the same, so nothing else of a schedule changes.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import combinations, pairwise

from solver.state.columns import Ints
from solver.state.index import Index
from solver.state.rows import ROW_PEOPLE, ROW_SLOT

Post = tuple[int, int]
"""A request and one of its parties that is a role."""


def exchange_roles(index: Index, rows: Ints, over: Callable[[], bool] = lambda: False) -> Ints:
    """The rows with roles exchanged; `over` is asked before each exchange."""
    if index.width == 2:
        return rows
    posts = _Posts(index, rows)
    better = True
    while better and not over():
        better = sum(posts.exchange(one, two) for one, two in posts.at_the_same_time() if not over()) > 0
    rows = rows.copy()
    for (number, party), agent in posts.filled.items():
        rows[number, ROW_PEOPLE + party] = agent
    return rows


class _Posts:
    """Who fills each role of the placed requests, and which posts should have the same person."""

    def __init__(self, index: Index, rows: Ints) -> None:
        self._index = index
        self._slot = rows[:, ROW_SLOT].tolist()
        placed = [case for case in index.cases if self._slot[case.number] >= 0]
        self.filled: dict[Post, int] = {
            (case.number, party): int(rows[case.number, ROW_PEOPLE + party])
            for case in placed
            for party in range(2, len(case.parties))
        }
        self._linked: dict[Post, list[Post]] = defaultdict(list)
        delegates: dict[tuple[int, int], list[int]] = defaultdict(list)
        for case in sorted(placed, key=lambda case: self._slot[case.number]):
            for agent in rows[case.number, ROW_PEOPLE : ROW_PEOPLE + 2].tolist():
                delegates[agent, index.day_of[self._slot[case.number]]].append(case.number)
        for agenda in delegates.values():
            for one, two in pairwise(agenda):
                self._link(one, two)

    def at_the_same_time(self) -> Iterator[tuple[Post, Post]]:
        """Two posts of meetings that begin and end together."""
        together: dict[tuple[int, int], list[Post]] = defaultdict(list)
        for post in self.filled:
            together[self._slot[post[0]], self._index.cases[post[0]].length].append(post)
        for posts in together.values():
            yield from combinations(posts, 2)

    def exchange(self, one: Post, two: Post) -> bool:
        """Exchange the people of two posts, if each may fill the other and there are fewer changes then."""
        first, second = self.filled[one], self.filled[two]
        if second not in self._pool(one) or first not in self._pool(two):
            return False
        before = self._changes(one) + self._changes(two)
        self.filled[one], self.filled[two] = second, first
        if self._changes(one) + self._changes(two) < before:
            return True
        self.filled[one], self.filled[two] = first, second
        return False

    def _link(self, one: int, two: int) -> None:
        names = self._index.problem.requests[one].party_names, self._index.problem.requests[two].party_names
        for name in names[0][2:]:
            if name in names[1][2:]:
                posts = (one, names[0].index(name)), (two, names[1].index(name))
                self._linked[posts[0]].append(posts[1])
                self._linked[posts[1]].append(posts[0])

    def _pool(self, post: Post) -> tuple[int, ...]:
        return self._index.cases[post[0]].parties[post[1]]

    def _changes(self, post: Post) -> int:
        return sum(self.filled[other] != self.filled[post] for other in self._linked[post])
