"""Benchmark of generated forums: ours, first come first served, HiGHS and a bound, scored by one validator."""

import json
from dataclasses import dataclass
from typing import Any

from solver.bench.generate import Model, Size, generate
from solver.bench.limited import LimitedRun, run_limited
from solver.bench.machine import load, machine
from solver.bench.record import record
from solver.bounds.flow import flow_bound
from solver.model.problem import Problem
from solver.model.result import Goal, PlanProgress, Result
from solver.model.schedule import Schedule
from solver.model.settings import Settings
from solver.plan.solve import solve
from solver.search.compilation import load_compiled
from solver.validate import validate


@dataclass(frozen=True, slots=True)
class Forum:
    """A generated forum, and what is tried on it."""

    name: str
    size: Size
    model: Model
    seconds: tuple[float, ...]
    highs: float = 0.0
    """Seconds for HiGHS; 0: too large for it."""


SIZES = {
    "40 people": Size(people=40, meetings=200, slots=12, tables=18),
    "200 people": Size(people=200, meetings=900, slots=16, tables=60),
    "600 people": Size(people=600, meetings=4000, slots=32, tables=140, days=2),
}
FORUMS = [
    Forum(f"{name}, {model.value}", size, model, (1.0, 3.0, 10.0), 10.0 if size.people <= 200 else 0.0)
    for name, size in SIZES.items()
    for model in Model
]
LARGE = [
    Forum(
        "777 companies, 8,000 meetings, 3 days",
        Size(people=777, meetings=8000, slots=48, tables=200, days=3),
        Model.POPULAR,
        (20.0,),
    ),
    Forum(
        "10,000 people, 60,000 meetings, 3 days",
        Size(people=10_000, meetings=60_000, slots=48, tables=1400, days=3),
        Model.POPULAR,
        (120.0,),
    ),
]
GRACE = 3.0
"""What takes so many times its limit (and half a minute) is ended and counts as nothing."""
SEED = 0


def compare(part: str, forums: list[Forum]) -> None:
    """Measure each forum and record it under the part; what must be compiled is compiled before."""
    load_compiled()
    for forum in forums:
        problem = generate(forum.size, forum.model, SEED)
        measured: dict[str, Any] = {
            "machine": machine(),
            "load": round(load(), 1),
            "requests": len(problem.requests),
            "bound": flow_bound(problem).requests,
            "runs": [],
        }
        runs = measured["runs"]
        runs.append(_line("first come", problem, run_limited(600.0, _first_come, forum)))
        if forum.highs:
            runs.append(_line(f"HiGHS {forum.highs:g} s", problem, run_limited(forum.highs + 30, _highs, forum)))
        for seconds in forum.seconds:
            run = run_limited(GRACE * seconds + 30, _ours, forum, seconds)
            line = _line(f"ours {seconds:g} s", problem, run)
            if run.answer is not None:
                line["goals"], line["progress"] = run.answer[1:]
            runs.append(line)
        record(part, forum.name, measured)
        print(
            f"{forum.name}: {json.dumps([{k: v for k, v in line.items() if k != 'progress'} for line in runs])}",
            flush=True,
        )


def _line(name: str, problem: Problem, run: LimitedRun) -> dict[str, Any]:
    schedule = run.answer[0] if isinstance(run.answer, tuple) else run.answer
    line: dict[str, Any] = {"name": name, "seconds": round(run.seconds, 2), "peak_mib": run.peak_mib}
    if schedule is not None:
        report = validate(problem, schedule)
        line["valid"], line["meetings"] = report.valid, len(schedule)
        line["scores"] = {goal.value: score for goal, score in report.scores.items()}
    return line


def _first_come(forum: Forum) -> Schedule:
    from solver.bench.peers.first_come import solve

    return solve(generate(forum.size, forum.model, SEED))


def _highs(forum: Forum) -> Schedule | None:
    from solver.bench.peers.highs import solve

    return solve(generate(forum.size, forum.model, SEED), forum.highs)


def _ours(forum: Forum, seconds: float) -> tuple[Schedule, dict[str, int | None], list[list[Any]]]:
    progress: list[list[Any]] = []

    def note(now: PlanProgress) -> None:
        progress.append([round(now.seconds, 2), {goal.goal.value: [goal.value, goal.bound] for goal in now.goals}])

    result: Result = solve(generate(forum.size, forum.model, SEED), Settings(time_limit=seconds), on_progress=note)
    return result.schedule, {goal.goal.value: goal.bound for goal in result.goals}, progress


GOALS = (Goal.GUARANTEES, Goal.VALUE, Goal.FAIRNESS, Goal.BREAKS)
"""The goals that the tables show."""
