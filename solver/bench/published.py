"""Benchmark of the published instances: ours, RC2 and plain CP-SAT in the same run, scored by one validator."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from solver.b2bsp.instance import instance_of
from solver.bench.limited import run_limited
from solver.bench.machine import load, machine
from solver.bench.peers import PeerResult
from solver.bench.record import record
from solver.formats.b2bsp import load_instance
from solver.model.problem import Problem
from solver.model.result import Goal
from solver.model.schedule import Assignment, Schedule
from solver.validate import validate

VARIABLE = "B2BSP"
BESIDE = Path(__file__).parents[2].parent / "shared" / "b2bsp"
LIMIT = 100.0
"""Seconds for RC2 on each instance; a time-out counts as so many."""
PLAIN_LIMIT = 10.0
"""The same for plain CP-SAT, which settles few of them however long it works."""


@dataclass(frozen=True, slots=True)
class PublishedInstance:
    name: str
    variant: str
    path: Path
    known: str
    """The published fewest breaks, or "infeasible"."""

    @property
    def full_name(self) -> str:
        return f"{self.name}.{self.variant}"


def folder() -> Path | None:
    """Where the instances are, if they are there: in the folder that `B2BSP` names, or beside the clone."""
    place = Path(os.environ.get(VARIABLE, BESIDE))
    return place if (place / "known.csv").exists() else None


def instances(place: Path) -> Iterator[PublishedInstance]:
    """All of `known.csv`."""
    with (place / "known.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            variant = row["variant"]
            inside = place / ("originals" if variant == "original" else "variants")
            path = inside / f"{row['instance']}.{variant}.dzn"
            yield PublishedInstance(row["instance"], variant, path, row["proved_minimum_breaks"])


def compare(wanted: Sequence[str], *, peers: bool, seeds: int) -> None:
    """Measure each instance whose name begins with one of the wanted (all without any) and record it."""
    place = folder()
    if place is None:
        print(f"the published instances are absent; set {VARIABLE} to their folder: skipped")
        return
    for instance in instances(place):
        name = instance.full_name
        if not wanted or any(name.startswith(part) for part in wanted):
            measured = _measure(instance, peers=peers, seeds=seeds)
            record("published", name, measured)
            print(f"{name}: {json.dumps(measured)}", flush=True)


def _measure(instance: PublishedInstance, *, peers: bool, seeds: int) -> dict[str, Any]:
    text = instance.path.read_text(encoding="utf-8")
    measured: dict[str, Any] = {"known": instance.known, "machine": machine(), "load": round(load(), 1)}
    ours = [_ours(instance, text, seed) for seed in range(seeds)]
    measured["ours"] = [one["seconds"] for one in ours]
    measured["as_known"] = all(one["as_known"] for one in ours)
    if peers:
        for peer, work, limit in (("rc2", _rc2, LIMIT), ("cp_sat", _cp_sat, PLAIN_LIMIT)):
            run = run_limited(limit if peer == "rc2" else limit + 20, work, text)
            outcome = run.answer or PeerResult(None, proved=False)
            found = judged(load_instance(text), outcome)
            settled = outcome.proved and found == instance.known
            measured[peer] = {
                "seconds": round(run.seconds if settled else limit, 2),
                "found": found,
                "settled": settled,
            }
    return measured


def answered(instance: Path, *options: str) -> tuple[dict[str, Any], float, float]:
    """What the command answers, in a process of its own, as a user runs it; its seconds by the clock and of work."""
    with TemporaryDirectory() as place:
        out = Path(place) / "answer.json"
        command = [sys.executable, "-m", "solver", "b2bsp", str(instance), *options, "--out", str(out)]
        begun, worked = perf_counter(), _worked()
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL)  # noqa: S603 -- our own command
        return json.loads(out.read_text(encoding="utf-8")), perf_counter() - begun, _worked() - worked


def _worked() -> float:
    """Processor seconds of all processes that this one has started and that have ended."""
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _ours(instance: PublishedInstance, text: str, seed: int) -> dict[str, Any]:
    answer, wall, _ = answered(instance.path, "--seed", str(seed))
    proved = answer["status"] in {"optimal", "infeasible"}
    slots = None if answer["slots"] is None else [slot - 1 for slot in answer["slots"]]
    found = judged(load_instance(text), PeerResult(slots, proved))
    return {"seconds": answer["seconds"], "wall": round(wall, 2), "as_known": proved and found == instance.known}


def _rc2(text: str) -> PeerResult:
    from solver.bench.peers.rc2 import solve

    return solve(instance_of(load_instance(text)))


def _cp_sat(text: str) -> PeerResult:
    from solver.bench.peers.cp_sat import solve

    return solve(instance_of(load_instance(text)), PLAIN_LIMIT, 2)


def judged(problem: Problem, outcome: PeerResult) -> str:
    """The breaks as the judge counts them; "infeasible" if proved, else "none"."""
    if outcome.slots is None:
        return "infeasible" if outcome.proved else "none"
    assignments = {
        request.id: Assignment(
            request=request.id,
            slot=problem.slots[slot].id,
            place=problem.places[0].id,
            agents=(request.sides[0].agents[0], request.sides[1].agents[0]),
        )
        for request, slot in zip(problem.requests, outcome.slots, strict=True)
    }
    report = validate(problem, Schedule(assignments))
    return str(report.scores[Goal.BREAKS]) if report.valid else "invalid"
