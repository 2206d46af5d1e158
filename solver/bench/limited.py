"""Running a function in a child process with a time limit, with wall time and peak memory measured."""

from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from time import perf_counter
from typing import Any

from solver.b2bsp.helpers import end_with_parent


@dataclass(frozen=True, slots=True)
class LimitedRun:
    """Result and cost of a run; `answer` is None if it was killed at its limit."""

    answer: Any
    seconds: float
    peak_mib: int | None


def run_limited(seconds: float, work: Callable[..., Any], *arguments: object) -> LimitedRun:
    """Do the work in a fresh process, for at most so long (imports apart); raises what it raises."""
    context = get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(sender, work, arguments))
    process.start()
    sender.close()
    try:
        receiver.recv()  # it is ready
        begun = perf_counter()
        if not receiver.poll(seconds):
            return LimitedRun(None, seconds, None)
        answer, error, peak = receiver.recv()
        if error is not None:
            raise error
        return LimitedRun(answer, perf_counter() - begun, peak)
    finally:
        process.kill()
        process.join()


def _work(sender: Connection, work: Callable[..., Any], arguments: tuple[object, ...]) -> None:
    end_with_parent()
    sender.send("ready")
    answer, error = None, None
    try:
        answer = work(*arguments)
    except Exception as raised:  # raised again on the other side
        error = raised
    peak = max(getrusage(who).ru_maxrss for who in (RUSAGE_SELF, RUSAGE_CHILDREN)) // 1024
    sender.send((answer, error, peak))
