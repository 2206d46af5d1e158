"""Work in a process of its own, which is ended when its time is over; what it took is measured."""

from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from time import perf_counter
from typing import Any

from solver.b2bsp.helpers import end_with_parent


@dataclass(frozen=True, slots=True)
class Took:
    """What came of some work; `answer` is None if it was ended."""

    answer: Any
    seconds: float
    peak_mib: int | None


def limited(seconds: float, work: Callable[..., Any], *arguments: object) -> Took:
    """Do the work in a fresh process, for at most so long (imports apart); raises what it raises."""
    context = get_context("spawn")
    ears, mouth = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(mouth, work, arguments))
    process.start()
    mouth.close()
    try:
        ears.recv()  # it is ready
        begun = perf_counter()
        if not ears.poll(seconds):
            return Took(None, seconds, None)
        answer, error, peak = ears.recv()
        if error is not None:
            raise error
        return Took(answer, perf_counter() - begun, peak)
    finally:
        process.kill()
        process.join()


def _work(mouth: Connection, work: Callable[..., Any], arguments: tuple[object, ...]) -> None:
    end_with_parent()
    mouth.send("ready")
    answer, error = None, None
    try:
        answer = work(*arguments)
    except Exception as raised:  # raised again on the other side
        error = raised
    peak = max(getrusage(who).ru_maxrss for who in (RUSAGE_SELF, RUSAGE_CHILDREN)) // 1024
    mouth.send((answer, error, peak))
