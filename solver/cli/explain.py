"""`explain PROBLEM.json SCHEDULE.json`: why each request that is not in the schedule is not."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from solver.cli import FINE
from solver.cli.files import read, schedule_of
from solver.explain import explain
from solver.formats.json import load_problem

HELP = "say why each request that is not in a schedule is not"


def add(parser: ArgumentParser) -> None:
    """Declare the options and the function to run."""
    parser.add_argument("problem", type=Path)
    parser.add_argument("schedule", type=Path, help="a schedule or a result")
    parser.add_argument("--proved", action="store_true", help="the value of the schedule is the best possible")
    parser.set_defaults(run=_run)


def _run(options: Namespace) -> int:
    problem = load_problem(read(options.problem))
    for reason in explain(problem, schedule_of(read(options.schedule)), proved=options.proved):
        print(json.dumps({"request": reason.request, "code": reason.code.value, "witness": reason.witness}))
    return FINE
