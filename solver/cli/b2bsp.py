"""The command `python -m solver b2bsp FILE.dzn`: one line on standard output, the whole answer as JSON with `--out`.

Exit status: 0 an answer, which may be that there is no schedule; 1 unknown; errors of the input are the caller's.
"""

import json
import signal
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path
from threading import Event
from time import perf_counter
from typing import Any

from solver.formats.json import InvalidDocument
from solver.model.sanity import InvalidProblem

NUMBERED = frozenset({"meeting", "meetings", "chain", "person", "other", "people", "slots"})
"""Witnesses that are numbers of things; the format counts things from 1."""


HELP = "settle an instance of the published benchmark (MiniZinc data)"


def add(parser: ArgumentParser) -> None:
    """Declare the options and the function to run."""
    parser.add_argument("instance", type=Path, metavar="FILE.dzn")
    parser.add_argument("--time-limit", type=float, default=120.0, metavar="SECONDS")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--fairness",
        type=_fairness,
        default=2,
        metavar="D|none",
        help="most by which the breaks of two participants differ",
    )
    parser.add_argument("--out", type=Path, metavar="FILE.json")
    parser.set_defaults(run=_run)


def _fairness(text: str) -> int | None:
    return None if text == "none" else int(text)


def _run(options: Namespace) -> int:
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    from solver.b2bsp.anneal import load_compiled
    from solver.b2bsp.instance import instance_of
    from solver.b2bsp.race import solve
    from solver.formats.b2bsp import load_instance

    load_compiled()
    begun = perf_counter()
    try:
        text = options.instance.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise InvalidDocument("unreadable", str(error)) from error
    try:
        problem = instance_of(load_instance(text, fairness=options.fairness))
    except InvalidProblem as error:
        if error.code != "order_in_a_circle":
            raise
        reason = {"code": error.code, "meetings": sorted(int(name[1:]) for name in error.ids)}
        found: dict[str, Any] = {"status": "infeasible", "breaks": None, "bound": None, "slots": None, "reason": reason}
    else:
        limit = options.time_limit - (perf_counter() - begun)
        answer = solve(problem, limit, workers=options.workers, seed=options.seed, should_stop=stop.is_set)
        impossible = answer.infeasibility is not None
        found = {
            "status": "infeasible" if impossible else _status(answer.breaks, answer.bound),
            "breaks": answer.breaks,
            "bound": None if impossible else answer.bound,
            "slots": None if answer.schedule is None else [slot + 1 for slot in answer.schedule],
            "reason": None
            if answer.infeasibility is None
            else {"code": answer.infeasibility.value, **_from_1(answer.witness)},
        }
    found["seconds"] = round(perf_counter() - begun, 3)
    order = ("status", "breaks", "bound", "seconds", "slots", "reason")
    document = json.dumps({key: found[key] for key in order})
    if options.out is not None:
        options.out.write_text(document + "\n", encoding="utf-8")
    print(_line(options.instance.name, found))
    return 1 if found["status"] == "unknown" else 0


def _status(breaks: int | None, bound: int) -> str:
    if breaks is None:
        return "unknown"
    return "optimal" if breaks <= bound else "feasible"


def _from_1(witness: Mapping[str, int | list[int]]) -> dict[str, int | list[int]]:
    return {
        key: value if key not in NUMBERED else value + 1 if isinstance(value, int) else [number + 1 for number in value]
        for key, value in witness.items()
    }


def _line(name: str, found: Mapping[str, Any]) -> str:
    parts = [f"{name}: {found['status']}"]
    if found["breaks"] is not None:
        parts.append(f"{found['breaks']} breaks, bound {found['bound']}")
    if found["reason"] is not None:
        parts.append(json.dumps(found["reason"]))
    return ", ".join([*parts, f"{found['seconds']:.2f} s"])
