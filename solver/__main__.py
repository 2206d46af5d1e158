"""Command line: `python -m solver COMMAND`, see `solver.cli`; JSON files are described in `solver.formats.json`."""

import sys
from argparse import ArgumentParser
from importlib import import_module

from solver.cli import COMMANDS, UNREADABLE
from solver.formats.json import InvalidDocument
from solver.sanity import InvalidProblem


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
    parser = ArgumentParser(prog="python -m solver", description="Best possible schedules of B2B meetings.")
    commands = parser.add_subparsers(required=True)
    for name in COMMANDS:
        command = import_module(f"solver.cli.{name}")
        command.add(commands.add_parser(name, help=command.HELP))
    return parser


if __name__ == "__main__":
    sys.exit(main())
