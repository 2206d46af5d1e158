"""The index that was made last, kept for what is asked of the same problem next."""

from collections.abc import Callable

from solver.model.problem import Problem
from solver.state.index import Index


def index_of(problem: Problem, poll_stop: Callable[[], None] = lambda: None) -> Index:
    """The index of a problem: if it is the same object as the last time, the one that was made then.

    A repair, its explanation and the people whom it disturbs are asked of one problem, one after the other.
    """
    last = _LAST.get("index")
    if last is None or last.problem is not problem:
        last = Index(problem, poll_stop)
        _LAST["index"] = last
    last.poll_stop = poll_stop
    return last


_LAST: dict[str, Index] = {}
