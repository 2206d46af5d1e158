"""Command line: `python -m solver solve|validate|explain`, on JSON files (see `solver.formats.json`), and `b2bsp`, on
instances of the published benchmark.

Exit status: 0 all is well; 1 there is no schedule, or it breaks a rule, or a reason is not confirmed; 2 the input
cannot be read. Results go to standard output or `--out`, progress to standard error.
"""

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from solver.b2bsp import command as b2bsp
from solver.explain import explain
from solver.formats.json import (
    InvalidDocument,
    dump_result,
    load_problem,
    load_result,
    load_schedule,
)
from solver.plan import plan
from solver.problem import Problem
from solver.result import Goal, Progress, Status
from solver.sanity import InvalidProblem
from solver.schedule import Schedule
from solver.settings import Settings
from solver.validate import unconfirmed, validate

FINE, NOT_FINE, UNREADABLE = 0, 1, 2


def main(arguments: list[str] | None = None) -> int:
    """Run a command; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
    except (InvalidDocument, InvalidProblem) as error:
        print(f"cannot read the input: {error}", file=sys.stderr)
        return UNREADABLE
    return status


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m solver", description=__doc__)
    commands = parser.add_subparsers(required=True)
    solve = commands.add_parser("solve", help="find the best schedule of a problem")
    solve.add_argument("problem", type=Path)
    solve.add_argument("--time-limit", type=float, default=Settings().time_limit, metavar="SECONDS")
    solve.add_argument("--workers", type=int, default=Settings().workers)
    solve.add_argument("--seed", type=int, default=Settings().seed)
    solve.add_argument("--start", type=Path, metavar="SCHEDULE", help="a schedule to begin with")
    solve.add_argument("--out", type=Path, metavar="RESULT")
    solve.set_defaults(run=_solve)
    judge = commands.add_parser("validate", help="check a schedule against its problem, and its goals")
    judge.add_argument("problem", type=Path)
    judge.add_argument("schedule", type=Path, help="a schedule, or a result: then its reasons are checked as well")
    judge.set_defaults(run=_validate)
    reasons = commands.add_parser("explain", help="say why each request that is not in a schedule is not")
    reasons.add_argument("problem", type=Path)
    reasons.add_argument("schedule", type=Path, help="a schedule or a result")
    reasons.add_argument("--proved", action="store_true", help="the value of the schedule is the best possible")
    reasons.set_defaults(run=_explain)
    b2bsp.add(commands.add_parser("b2bsp", help="settle an instance of the published benchmark (MiniZinc data)"))
    return parser


def _solve(options: Namespace) -> int:
    problem = load_problem(_open(options.problem))
    settings = Settings(time_limit=options.time_limit, workers=options.workers, seed=options.seed)
    start = None if options.start is None else _schedule(_open(options.start))
    result = plan(problem, settings, on_progress=_say, start=start)
    text = json.dumps(dump_result(result), ensure_ascii=False, indent=1)
    if options.out is None:
        print(text)
    else:
        options.out.write_text(text + "\n", encoding="utf-8")
    print(f"{result.status.value} after {result.seconds:.1f} s", file=sys.stderr)
    return NOT_FINE if result.status in (Status.INFEASIBLE, Status.UNKNOWN) else FINE


def _validate(options: Namespace) -> int:
    problem, document = load_problem(_open(options.problem)), _open(options.schedule)
    schedule = _schedule(document)
    report = validate(problem, schedule)
    reasons = load_result(document).reasons if "reasons" in document else ()
    false = unconfirmed(problem, schedule, reasons)
    stated = {item.goal: item.value for item in load_result(document).goals} if "goals" in document else {}
    wrong = {goal: value for goal, value in stated.items() if report.scores[goal] != value}
    answer = {
        "valid": report.valid,
        "violations": [{"code": item.code.value, "ids": item.ids} for item in report.violations],
        "scores": {goal.value: score for goal, score in report.scores.items()},
        "unconfirmed": [reason.request for reason in false],
        "wrongly_stated": [goal.value for goal in wrong],
    }
    print(json.dumps(answer, ensure_ascii=False, indent=1))
    return FINE if report.valid and not false and not wrong else NOT_FINE


def _explain(options: Namespace) -> int:
    problem: Problem = load_problem(_open(options.problem))
    for reason in explain(problem, _schedule(_open(options.schedule)), proved=options.proved):
        print(json.dumps({"request": reason.request, "code": reason.code.value, "witness": reason.witness}))
    return FINE


def _open(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InvalidDocument("unreadable", str(error)) from error


def _schedule(document: Any) -> Schedule:
    return load_result(document).schedule if "reasons" in document else load_schedule(document)


def _say(progress: Progress) -> None:
    known = {result.goal: result for result in progress.goals}
    parts = [
        f"{goal.value} {known[goal].value}{'' if known[goal].proved else f' (bound {known[goal].bound})'}"
        for goal in Goal
        if goal in known
    ]
    print(f"{progress.seconds:6.1f} s  {', '.join(parts)}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
