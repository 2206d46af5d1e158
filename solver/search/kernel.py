"""The entry point of the compiled code, so that there is one function to compile and one to load.

Numba's cache looks only at the file of a function, not at the files of those that it calls. The digest of them all is
part of what the cache is asked for, so that no change is ever missed.
"""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from solver.search.anneal import anneal, note_best
from solver.search.compiled import entry_point
from solver.search.construct import construct
from solver.search.restore import return_to_best, set_down

ANNEAL, CONSTRUCT, SET_DOWN, RETURN = range(4)
"""What to do: so many steps; a part of an order of requests; a given schedule; back to the best schedule."""

NOT_COMPILED = ("__init__", "compilation", "cooling", "local", "portfolio", "rounds", "warm")
"""Files that the compiled code does not call."""


def _make(digest: str) -> Callable[..., None]:
    @entry_point
    def work(f: Any, s: Any, q: Any, job: Any, weights: Any, order: Any, given: Any) -> None:
        """`job`: what to do, and two numbers for it."""
        digest  # noqa: B018 -- a part of the key of the cache
        if job[0] == ANNEAL:
            anneal(f, s, q, weights, job[1])
        elif job[0] == CONSTRUCT:
            construct(f, s, q, order, job[1], job[2])
        elif job[0] == SET_DOWN:
            set_down(f, s, q, given)
            note_best(f, s)
        elif job[0] == RETURN:
            return_to_best(f, s, q)

    compiled: Callable[..., None] = work
    return compiled


def _digest() -> str:
    sources = sorted(source for source in Path(__file__).parent.glob("*.py") if source.stem not in NOT_COMPILED)
    return sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()


work = _make(_digest())
