"""Command line: `python -m solver COMMAND`, see `solver.cli`; JSON files are described in `solver.formats.json`."""

import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from importlib import import_module

from solver.cli import COMMANDS, EXIT_INTERRUPTED, EXIT_INVALID_INPUT
from solver.formats.reading import InvalidDocument
from solver.model.sanity import InvalidProblem

DESCRIPTION = "Best possible schedules of pre-arranged B2B meetings: solve, check, explain."
EPILOG = "`python -m solver COMMAND --help` says more about a command."


def main(arguments: list[str] | None = None) -> int:
    """Run a command; returns the exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    parser = _parser(given)
    if not given:
        parser.print_help()
        return EXIT_INVALID_INPUT
    options = parser.parse_args(given)
    try:
        status: int = options.run(options)
    except (InvalidDocument, InvalidProblem) as error:
        from solver.cli.sentences import sentence

        print(f"python -m solver: {sentence(error)}", file=sys.stderr)
        return EXIT_INVALID_INPUT
    except KeyboardInterrupt:
        print("python -m solver: stopped before there was anything to keep.", file=sys.stderr)
        return EXIT_INTERRUPTED
    return status


def _parser(given: list[str]) -> ArgumentParser:
    """The parser of the command that is given, or of all commands for the help; a command loads only what it needs."""
    parser = ArgumentParser(prog="python -m solver", description=DESCRIPTION, epilog=EPILOG)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name in given[:1] if given[:1] and given[0] in COMMANDS else COMMANDS:
        command = import_module(f"solver.cli.{name.replace('-', '_')}")
        command.add(
            commands.add_parser(
                name,
                help=command.HELP,
                description=getattr(command, "DESCRIPTION", command.HELP),
                formatter_class=RawDescriptionHelpFormatter,
            )
        )
    return parser


if __name__ == "__main__":
    sys.exit(main())
