"""Benchmark of the precedence-stress instances: ours for half a minute, beside the best published seconds."""

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from solver.bench.machine import load, machine
from solver.bench.peers import PeerResult
from solver.bench.published import VARIABLE, answered, folder, judged
from solver.bench.record import record
from solver.formats.b2bsp import load_instance

LIMIT = 30.0
"""Seconds for each instance."""
OPEN = "open"
"""Where nobody has published an optimum."""


@dataclass(frozen=True, slots=True)
class StressInstance:
    name: str
    path: Path
    known: str
    """The published optimum, or `OPEN`."""
    published: str
    """The best published seconds, or nothing."""


def compare(wanted: Sequence[str]) -> None:
    """Measure each instance whose name begins with one of the wanted (all without any) and record it."""
    place = folder()
    if place is None or not (place / "precedence").exists():
        print(f"the precedence-stress instances are absent; set {VARIABLE} to their folder: skipped")
        return
    for instance in stress_instances(place):
        if not wanted or any(instance.name.startswith(part) for part in wanted):
            measured = _measure(instance)
            record("precedence", instance.name, measured)
            print(f"{instance.name}: {json.dumps(measured)}", flush=True)


def stress_instances(place: Path) -> Iterator[StressInstance]:
    """All of the list of the precedence-stress instances."""
    inside = place / "precedence"
    with (inside / "known.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            name = row["instance"]
            yield StressInstance(name, inside / f"{name}.dzn", row["optimum"], row["best_published_seconds"])


def _measure(instance: StressInstance) -> dict[str, Any]:
    answer, _, worked = answered(instance.path, "--time-limit", str(LIMIT))
    slots = None if answer["slots"] is None else [slot - 1 for slot in answer["slots"]]
    proved = answer["status"] in {"optimal", "infeasible"}
    found = judged(load_instance(instance.path.read_text(encoding="utf-8")), PeerResult(slots, proved))
    return {
        "known": instance.known,
        "published": instance.published,
        "found": found,
        "bound": answer["bound"],
        "proved": proved,
        "seconds": answer["seconds"],
        "worked": round(worked, 1),
        "fits": _fits(instance.known, found, answer["bound"], proved=proved),
        "machine": machine(),
        "load": round(load(), 1),
    }


def _fits(known: str, found: str, bound: int | None, *, proved: bool) -> bool:
    """Whether nothing contradicts the published optimum or the judge."""
    if known == OPEN:
        return found != "invalid"
    if found == "none":
        return (bound or 0) <= int(known)
    return found.isdigit() and (bound or 0) <= int(known) <= int(found) and (not proved or found == known)
