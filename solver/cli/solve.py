"""`solve PROBLEM.json`: the best schedule, its goals with bounds, and reasons, as JSON."""

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from solver.cli import FINE, NOT_FINE
from solver.cli.files import read, schedule_of
from solver.formats.json import dump_result, load_problem
from solver.plan import plan
from solver.result import Goal, Progress, Status
from solver.settings import Settings

HELP = "find the best schedule of a problem"


def add(parser: ArgumentParser) -> None:
    """Declare the options and the function to run."""
    parser.add_argument("problem", type=Path)
    parser.add_argument("--time-limit", type=float, default=Settings().time_limit, metavar="SECONDS")
    parser.add_argument("--workers", type=int, default=Settings().workers)
    parser.add_argument("--seed", type=int, default=Settings().seed)
    parser.add_argument("--start", type=Path, metavar="SCHEDULE", help="a schedule to begin with")
    parser.add_argument("--out", type=Path, metavar="RESULT")
    parser.set_defaults(run=_run)


def _run(options: Namespace) -> int:
    problem = load_problem(read(options.problem))
    settings = Settings(time_limit=options.time_limit, workers=options.workers, seed=options.seed)
    start = None if options.start is None else schedule_of(read(options.start))
    result = plan(problem, settings, on_progress=_say, start=start)
    text = json.dumps(dump_result(result), ensure_ascii=False, indent=1)
    if options.out is None:
        print(text)
    else:
        options.out.write_text(text + "\n", encoding="utf-8")
    print(f"{result.status.value} after {result.seconds:.1f} s", file=sys.stderr)
    return NOT_FINE if result.status in (Status.INFEASIBLE, Status.UNKNOWN) else FINE


def _say(progress: Progress) -> None:
    known = {result.goal: result for result in progress.goals}
    parts = [
        f"{goal.value} {known[goal].value}{'' if known[goal].proved else f' (bound {known[goal].bound})'}"
        for goal in Goal
        if goal in known
    ]
    print(f"{progress.seconds:6.1f} s  {', '.join(parts)}", file=sys.stderr)
