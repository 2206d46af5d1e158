"""`bench PART`: ours beside others (`solver.bench`); needs the extra `bench`.

What is measured is kept in `var/bench.json`, so that a comparison can run in pieces; `report` writes docs/benchmark.md.
"""

import sys
from argparse import ArgumentParser, Namespace

from solver.cli import EXIT_INVALID_INPUT, EXIT_OK

HELP = "measure ours beside the solvers of others"


def add(parser: ArgumentParser) -> None:
    """Declare the options and the function to run."""
    parser.add_argument("part", choices=("published", "precedence", "forums", "large", "stopping", "repairs", "report"))
    parser.add_argument("--only", nargs="*", default=[], metavar="NAME", help="what begins with one of these")
    parser.add_argument("--seeds", type=int, default=3, help="of ours, for each published instance")
    parser.add_argument("--no-peers", action="store_true", help="published: ours alone")
    parser.set_defaults(run=_run)


def _run(options: Namespace) -> int:
    try:
        _measure(options)
    except ModuleNotFoundError as error:
        print(f"{error.name} is not installed; install the extra: pip install -e '.[bench]'", file=sys.stderr)
        return EXIT_INVALID_INPUT
    return EXIT_OK


def _measure(options: Namespace) -> None:
    from solver.bench import forums, published

    if options.part == "published":
        published.compare(options.only, peers=not options.no_peers, seeds=options.seeds)
    elif options.part == "precedence":
        from solver.bench import precedence

        precedence.compare(options.only)
    elif options.part in {"forums", "large"}:
        every = forums.FORUMS if options.part == "forums" else forums.LARGE
        chosen = [one for one in every if not options.only or one.name.startswith(tuple(options.only))]
        forums.compare(options.part, chosen)
    elif options.part == "stopping":
        from solver.bench import stopping

        stopping.compare(
            [one for one in stopping.FORUMS if not options.only or one.name.startswith(tuple(options.only))]
        )
    elif options.part == "repairs":
        from solver.bench import repairs

        repairs.compare()
    else:
        from solver.bench.report import write

        write()
