"""`solve PROBLEM.json`: the best schedule, its goals with bounds, and reasons, as JSON."""

import signal
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from threading import Event
from types import FrameType

from solver.cli import EXIT_NEGATIVE, EXIT_OK
from solver.cli.files import check_writable, read_answer, read_problem, text_of, write
from solver.cli.numbers import positive_seconds, whole_from
from solver.model.settings import Settings

HELP = "find the best schedule of a problem"
DESCRIPTION = """
Find the best schedule of a problem and write it as JSON, with the value of each goal, what is proved to be the best
possible value, and a reason for each request that is left out. Progress goes to standard error. Ctrl-C (or SIGTERM)
stops and keeps the best schedule found so far; a second Ctrl-C ends at once and writes nothing.

Exit status: 0 there is a schedule; 1 there is none; 2 the input cannot be read.
"""


def add(parser: ArgumentParser) -> None:
    """Declare the options and the function to run."""
    standard = Settings()
    parser.add_argument("problem", type=Path, metavar="PROBLEM.json")
    parser.add_argument(
        "--time-limit",
        type=positive_seconds,
        default=standard.time_limit,
        metavar="SECONDS",
        help="stop after so long, if nothing was proved before (%(default)s)",
    )
    parser.add_argument(
        "--workers",
        type=whole_from(1),
        default=standard.workers,
        metavar="N",
        help="processor cores to use (%(default)s)",
    )
    parser.add_argument(
        "--seed", type=whole_from(0), default=standard.seed, metavar="K", help="of the random numbers (%(default)s)"
    )
    parser.add_argument(
        "--start", type=Path, metavar="SCHEDULE.json", help="begin with this schedule, or that of a result"
    )
    parser.add_argument(
        "--out", type=Path, metavar="RESULT.json", help="write the result there instead of to standard output"
    )
    parser.set_defaults(run=_run)


def _run(options: Namespace) -> int:
    check_writable(options.out)
    problem = read_problem(options.problem)
    start = None if options.start is None else read_answer(options.start)[0]
    from solver.cli.progress import ProgressLine
    from solver.cli.summary import unless_possible
    from solver.formats.json import dump_result
    from solver.model.result import Status
    from solver.plan.solve import solve
    from solver.validate import broken

    if start is not None and broken(problem, start):
        print("the start breaks a rule of the problem and is not used", file=sys.stderr)
    settings = Settings(time_limit=options.time_limit, workers=options.workers, seed=options.seed)
    line = ProgressLine()
    with _Stopping() as stop:
        result = solve(problem, settings, on_progress=line.show, should_stop=stop.is_set, start=start)
    line.done()
    text = text_of(dump_result(result))
    if options.out is None:
        print(text)
    else:
        write(options.out, text + "\n")
    there_is_none = result.status in (Status.INFEASIBLE, Status.UNKNOWN)
    ended = f"{result.status.value} after {result.seconds:.1f} s"
    if stop.is_set() and not there_is_none:
        ended += ", stopped on request; this is the best schedule found so far"
    print(ended, file=sys.stderr)
    if there_is_none:
        print(unless_possible(problem, result), file=sys.stderr)
    return EXIT_NEGATIVE if there_is_none else EXIT_OK


class _Stopping:
    """While it lasts, the first signal to stop is noted and a second one ends the program."""

    def __enter__(self) -> Event:
        self._stop = Event()
        self._before = {number: signal.signal(number, self._note) for number in (signal.SIGINT, signal.SIGTERM)}
        return self._stop

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _note(self, number: int, _: FrameType | None) -> None:
        if self._stop.is_set():
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
        self._stop.set()
