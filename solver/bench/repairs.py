"""Benchmark of repairs: seconds for the three proposals after a cancellation, an absence, a delay or a lost table.

`python -m solver bench repairs` does so on generated forums; `measure` on any problem with a schedule.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from random import Random
from time import perf_counter

from solver.bench.forums import LARGE, SEED, SIZES
from solver.bench.generate import Model, Size, generate
from solver.bench.machine import load, machine
from solver.bench.record import record
from solver.model.problem import Problem
from solver.model.schedule import Assignment, Schedule
from solver.model.settings import Settings
from solver.plan.solve import solve
from solver.repair import repair
from solver.repair.changes import cancels, comes_late, leaves, table_lost
from solver.search.compilation import load_compiled
from solver.validate.repair import faults

PART = "repairs"
FORUMS = {
    "100 people, 300 meetings": (Size(people=100, meetings=300, slots=14, tables=22), 50),
    "600 people, 4,000 meetings, 2 days": (SIZES["600 people"], 10),
    "777 companies, 8,000 meetings, 3 days": (LARGE[0].size, 5),
}
"""How large, and how many changes: the judge takes far longer than the repair of a large one."""
SOLVED_IN = 15.0

Disruption = Callable[[Problem, Assignment, Random], Problem]
KINDS: dict[str, Disruption] = {
    "a meeting is cancelled": lambda problem, hit, _: cancels(problem, hit.request),
    "somebody leaves": lambda problem, hit, random: leaves(problem, random.choice(hit.agents)),
    "somebody comes late": lambda problem, hit, random: comes_late(problem, random.choice(hit.agents), hit.slot),
    "a table is lost": lambda problem, hit, _: table_lost(problem, hit.place),
    "a table is lost for one slot": lambda problem, hit, _: table_lost(problem, hit.place, [hit.slot]),
}
"""What happens to a meeting drawn at random, each as often as the others."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """What came of one change."""

    kind: str
    seconds: float
    proposals: int
    proved: bool
    """That no repair with the least shortfall disturbs fewer people."""
    faults: int
    """What the judge finds wrong in what the repair says."""


def measure(problem: Problem, before: Schedule, changes: int, seed: int = SEED) -> list[Repaired]:
    """Repair a schedule after so many changes, each from the same schedule; the kinds take turns."""
    random = Random(seed)  # noqa: S311 -- no secret
    hits, kinds = list(before.assignments.values()), list(KINDS.items())
    found = []
    for number in range(changes):
        kind, change = kinds[number % len(kinds)]
        changed = change(problem, random.choice(hits), random)
        begun = perf_counter()
        answer = repair(changed, before)
        seconds = perf_counter() - begun
        proved = any(proposal.proved for proposal in answer.proposals[1:2])
        wrong = faults(changed, before, before, answer)
        found.append(Repaired(kind, round(seconds, 2), len(answer.proposals), proved, len(wrong)))
    return found


def compare() -> None:
    """Solve the generated forums, repair them, and record what came of it."""
    load_compiled()
    for name, (size, changes) in FORUMS.items():
        problem = generate(size, Model.POPULAR, SEED)
        before = solve(problem, Settings(time_limit=SOLVED_IN)).schedule
        line = {"machine": machine(), "load": round(load(), 1), "meetings": len(before)}
        line["changes"] = [asdict(one) for one in measure(problem, before, changes)]
        record(PART, name, line)
        print(f"{name}: {line}", flush=True)
