"""`explain PROBLEM.json [SCHEDULE.json]`: before solving what cannot be kept, after it why requests are left out."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from solver.cli import EXIT_OK
from solver.cli.files import check_fits, read_answer, read_problem
from solver.cli.numbers import positive_seconds
from solver.model.problem import Problem
from solver.model.result import Goal, Result
from solver.model.schedule import Schedule

HELP = "say what cannot be kept and why, before solving or after"
DESCRIPTION = """
Without a schedule: what provably cannot be kept (pins, required requests, guarantees) and what provably costs wishes,
with the least changes that would ease it and at most how many each may let in, from cheap tests that need no search.
With a schedule: why each request that is not in it is not, and the single changes that would let most of them in.
"""


def add(parser: ArgumentParser) -> None:
    """Declare the options and the function to run."""
    parser.add_argument("problem", type=Path, metavar="PROBLEM.json")
    parser.add_argument("schedule", type=Path, nargs="?", metavar="SCHEDULE.json", help="a schedule or a result")
    parser.add_argument(
        "--proved",
        action="store_true",
        help="take the value of the schedule for the best possible (a result says that itself)",
    )
    parser.add_argument(
        "--seconds",
        type=positive_seconds,
        default=30.0,
        metavar="SECONDS",
        help="begin no further test or fix after so long (%(default)s)",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object a line, for programs")
    parser.set_defaults(run=_run)


def _run(options: Namespace) -> int:
    problem = read_problem(options.problem)
    if options.schedule is None:
        lines = _before(problem, options)
    else:
        schedule, result = read_answer(options.schedule)
        lines = _after(problem, schedule, options, proved=options.proved or _is_proved(result))
    for line in lines:
        print(line)
    return EXIT_OK


def _is_proved(result: Result | None) -> bool:
    return result is not None and any(item.goal is Goal.VALUE and item.proved for item in result.goals)


def _before(problem: Problem, options: Namespace) -> Iterator[str]:
    from solver.cli.findings import sentence_of
    from solver.cli.fixes import relief_of
    from solver.diagnose import diagnose
    from solver.diagnose.relief import reliefs
    from solver.validate.relief import confirm_relief

    findings = diagnose(problem, seconds=options.seconds)
    eased = [one for one in reliefs(problem, findings, seconds=options.seconds) if confirm_relief(problem, one)]
    if options.json:
        yield from (_json("finding", asdict(found) | {"severity": found.severity}) for found in findings)
        yield from (_json("relief", asdict(relief)) for relief in eased)
        return
    if not findings:
        yield "Nothing was found that cannot be kept, and no bottleneck."
    for found in findings:
        yield sentence_of(problem, found)
        yield from (f"  {relief_of(relief)}." for relief in eased if relief.finding is found)


def _after(problem: Problem, schedule: Schedule, options: Namespace, *, proved: bool) -> Iterator[str]:
    from solver.cli.fixes import fix_of
    from solver.cli.reasons import reason_of
    from solver.diagnose.fixes import fixes
    from solver.explain.reasons import explain

    check_fits(problem, schedule)
    reasons = explain(problem, schedule, proved=proved)
    cheapest = fixes(problem, schedule, seconds=options.seconds)
    if options.json:
        yield from (_json("reason", asdict(reason)) for reason in reasons)
        yield from (_json("fix", asdict(fix)) for fix in cheapest)
        return
    yield f"{len(schedule)} of {len(problem.requests)} requests are placed."
    yield from (reason_of(reason) for reason in reasons)
    if cheapest:
        yield "What would let most of them in, each by itself and without moving anybody:"
        yield from (f"  {fix_of(fix)}" for fix in cheapest)


def _json(kind: str, item: dict[str, Any]) -> str:
    return json.dumps({"says": kind, **item}, ensure_ascii=False)
