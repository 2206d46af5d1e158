"""From the rows of an event to the solver's task, and from its result back to a saved scenario."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from sqlmodel import Session, col, select

import solver
from matchmaker.base.i18n import N_, translate
from matchmaker.models import Event, PairKey, Scenario, ScenarioKind, row_id
from matchmaker.scheduling.planning.facts import Facts, load_facts
from matchmaker.scheduling.planning.numbers import numbers
from matchmaker.scheduling.planning.pairs import Pairs, pairs
from matchmaker.scheduling.planning.problem import arrival_order, build_problem
from matchmaker.scheduling.planning.results import save_schedule
from solver.formats.json import dump_problem
from solver.validate import validate

FIRST_COME = N_("First come, first served")
WITHOUT_NAME = N_("Standard rules")


class InvalidResult(RuntimeError):
    """The solver's schedule breaks a hard rule: a fault of ours, and nothing that may be saved."""


@dataclass(frozen=True)
class Task:
    """What an event asks of the solver at a moment."""

    facts: Facts
    found: Pairs
    problem: solver.Problem

    @cached_property
    def problem_json(self) -> dict[str, Any]:
        return dump_problem(self.problem)

    @cached_property
    def fingerprint(self) -> str:
        """The same for two tasks that ask the same."""
        return sha256(json.dumps(self.problem_json, sort_keys=True).encode()).hexdigest()


def make_task(session: Session, event: Event, *, allowing: Iterable[PairKey] | None = None) -> Task:
    """Return what the event asks of the solver, from its rows as they are now.

    Meetings that somebody has declined are left out of it. A schedule that goes on from another one says which of its
    pairs may stay all the same.
    """
    facts = load_facts(session, event, anew=allowing is None)
    found = pairs(facts).allowing(allowing or ())
    return Task(facts, found, build_problem(facts, found))


def save_result(
    session: Session, task: Task, result: solver.Result, *, settings: solver.Settings, name: str, staff_id: int | None
) -> Scenario:
    """Save the solver's result, and first come, first served on the same task to compare it with."""
    save_baseline(session, task)
    return save_as(
        session,
        task,
        result,
        kind=ScenarioKind.SOLVED,
        name=name or translate(task.facts.event.language, WITHOUT_NAME),
        settings=asdict(settings),
        staff_id=staff_id,
    )


def save_baseline(session: Session, task: Task) -> Scenario:
    """Save first come, first served by tier, or return the one that is saved for the same task."""
    baselines = session.exec(
        select(Scenario).where(
            col(Scenario.event_id) == task.facts.event.id, col(Scenario.kind) == ScenarioKind.BASELINE
        )
    )
    for baseline in baselines:
        if baseline.settings.get("fingerprint") == task.fingerprint:
            return baseline
    schedule = solver.first_come_first_served(task.problem, arrival_order(task.facts, task.found))
    scores = validate(task.problem, schedule).scores
    result = solver.Result(
        status=solver.Status.FEASIBLE,
        schedule=schedule,
        goals=tuple(solver.GoalResult(goal=goal, value=value, bound=None) for goal, value in scores.items()),
        reasons=solver.explain(task.problem, schedule, proved=False),
        seconds=0.0,
    )
    name = translate(task.facts.event.language, FIRST_COME)
    return save_as(session, task, result, kind=ScenarioKind.BASELINE, name=name, settings={}, staff_id=None)


def save_as(
    session: Session,
    task: Task,
    result: solver.Result,
    *,
    kind: ScenarioKind,
    name: str,
    settings: dict[str, Any],
    staff_id: int | None,
) -> Scenario:
    """Save a schedule as a scenario of some kind; raises `InvalidResult` if it breaks a hard rule."""
    broken = validate(task.problem, result.schedule).violations
    if broken:
        raise InvalidResult(", ".join(f"{violation.code} {violation.ids}" for violation in broken[:10]))
    scenario = Scenario(
        event_id=row_id(task.facts.event),
        kind=kind,
        name=name,
        status=result.status.value,
        seconds=result.seconds,
        settings=settings | {"fingerprint": task.fingerprint},
        numbers=numbers(task.facts, task.found, task.problem, result.schedule, result.goals),
        problem=task.problem_json,
        created_by_id=staff_id,
    )
    session.add(scenario)
    session.flush()
    save_schedule(session, scenario, task.problem, result.schedule, result.reasons)
    return scenario
