"""`generate --people P --meetings M --slots S --tables T`: a random forum, as a problem in JSON."""

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from solver.bench.generate import ImpossibleForum, Model, Size, generate
from solver.cli import EXIT_INVALID_INPUT, EXIT_OK
from solver.formats.json import dump_problem

HELP = "make a forum by chance, repeatable by seed"


def add(parser: ArgumentParser) -> None:
    """Declare the options and the function to run."""
    parser.add_argument("--people", type=int, required=True)
    parser.add_argument("--meetings", type=int, required=True, help="how many are possible")
    parser.add_argument("--slots", type=int, required=True, help="of all days together; the days split them evenly")
    parser.add_argument("--tables", type=int, required=True)
    parser.add_argument("--days", type=int, default=1)
    parser.add_argument(
        "--model",
        type=Model,
        choices=list(Model),
        default=Model.UNIFORM,
        help="uniform: pairs drawn evenly; popular: few companies that very many wish to meet",
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, metavar="PROBLEM")
    parser.set_defaults(run=_run)


def _run(options: Namespace) -> int:
    try:
        size = Size(
            people=options.people,
            meetings=options.meetings,
            slots=options.slots,
            tables=options.tables,
            days=options.days,
        )
        problem = generate(size, options.model, options.seed)
    except ImpossibleForum as error:
        print(f"there is no such forum: {error}", file=sys.stderr)
        return EXIT_INVALID_INPUT
    text = json.dumps(dump_problem(problem), ensure_ascii=False) + "\n"
    if options.out is None:
        print(text, end="")
    else:
        options.out.write_text(text, encoding="utf-8")
    return EXIT_OK
