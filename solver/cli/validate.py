"""`validate PROBLEM.json SCHEDULE.json`: broken rules, the value of every goal, and whether what is stated is true."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from solver.cli import EXIT_NEGATIVE, EXIT_OK
from solver.cli.files import read_answer, read_problem
from solver.model.problem import Problem
from solver.model.result import Goal

HELP = "check a schedule against its problem, and all that is stated of it"
DESCRIPTION = """
Check a schedule against its problem without any of the code that made it: every broken rule, the value of every goal,
and for a result whether its values and reasons are true. What is reached is told as a share of what no schedule can
exceed.

Exit status: 0 all is well; 1 a rule is broken, or something stated is not true; 2 the input cannot be read.
"""
SHOWN = 20
"""Lines of a kind that a person is shown; `--json` has all."""


def add(parser: ArgumentParser) -> None:
    """Declare the options and the function to run."""
    parser.add_argument("problem", type=Path, metavar="PROBLEM.json")
    parser.add_argument(
        "schedule", type=Path, metavar="SCHEDULE.json", help="a schedule, or a result: then what it states is checked"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object, for programs")
    parser.set_defaults(run=_run)


def _run(options: Namespace) -> int:
    from solver.validate import unconfirmed, validate

    problem = read_problem(options.problem)
    schedule, result = read_answer(options.schedule)
    report = validate(problem, schedule)
    false = unconfirmed(problem, schedule, result.reasons) if result else ()
    stated = {item.goal: item.value for item in result.goals} if result else {}
    wrong = [goal for goal, value in stated.items() if report.scores[goal] != value]
    answer: dict[str, Any] = {
        "valid": report.valid,
        "placed": len(schedule),
        "requests": len(problem.requests),
        "violations": [{"code": item.code.value, "ids": item.ids} for item in report.violations],
        "scores": {goal.value: score for goal, score in report.scores.items()},
        "unconfirmed": [reason.request for reason in false],
        "wrongly_stated": {goal.value: stated[goal] for goal in wrong},
        "bound": _flow_bound(problem),
    }
    if options.json:
        print(json.dumps(answer, ensure_ascii=False, indent=1))
    else:
        print("\n".join(_lines(answer)))
    return EXIT_OK if report.valid and not false and not wrong else EXIT_NEGATIVE


def _flow_bound(problem: Problem) -> dict[str, int]:
    """Most requests and most value that any schedule has."""
    from solver.bounds.flow import flow_bound

    return asdict(flow_bound(problem))


def _lines(answer: dict[str, Any]) -> Iterator[str]:
    from solver.cli.progress import name_of

    broken = len(answer["violations"])
    yield "The schedule keeps all rules." if answer["valid"] else f"The schedule breaks rules, {broken} times:"
    yield from _some([f"  {item['code']}: {', '.join(item['ids'])}" for item in answer["violations"]])
    yield f"Placed: {answer['placed']} of {answer['requests']} requests{_share(answer, 'requests', answer['placed'])}"
    for goal in (goal for goal in Goal if goal.value in answer["scores"]):
        value = answer["scores"][goal.value]
        line = f"  {name_of(goal):20} {value:>10,}"
        if goal is Goal.VALUE:
            line += _share(answer, "value", value)
        if goal.value in answer["wrongly_stated"]:
            line += f"  but {answer['wrongly_stated'][goal.value]:,} is stated"
        yield line
    if answer["unconfirmed"]:
        yield f"Reasons that are not true: {len(answer['unconfirmed'])}"
        yield from _some([f"  {request}" for request in answer["unconfirmed"]])


def _share(answer: dict[str, Any], what: str, reached: int) -> str:
    bound = answer["bound"][what]
    if not bound:
        return ""
    return f"  ({reached / bound:.2%} of {bound:,}, which no schedule can exceed)"


def _some(lines: list[str]) -> list[str]:
    more = len(lines) - SHOWN
    return lines if more <= 0 else [*lines[:SHOWN], f"  and {more} more (all of them with --json)"]
