"""`validate PROBLEM.json SCHEDULE.json`: broken rules, the value of every goal, and whether what is stated is true."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from solver.cli import FINE, NOT_FINE
from solver.cli.files import read, schedule_of
from solver.formats.json import load_problem, load_result
from solver.validate import unconfirmed, validate

HELP = "check a schedule against its problem, and its goals"


def add(parser: ArgumentParser) -> None:
    """Declare the options and the function to run."""
    parser.add_argument("problem", type=Path)
    parser.add_argument("schedule", type=Path, help="a schedule, or a result: then its reasons are checked as well")
    parser.set_defaults(run=_run)


def _run(options: Namespace) -> int:
    problem, document = load_problem(read(options.problem)), read(options.schedule)
    schedule = schedule_of(document)
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
