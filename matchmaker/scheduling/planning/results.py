"""Between a solver's schedule and the rows of a scenario, both ways; nothing is written here."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select as select_many
from sqlmodel import Session, col

import solver
from matchmaker.models import (
    Event,
    GivenName,
    Meeting,
    PairKey,
    Placement,
    PlacementPerson,
    Registration,
    Scenario,
    ScenarioKind,
    SolveMode,
    UnmetRequest,
    pair_of,
    row_id,
)
from matchmaker.scheduling.planning.by_hand import placed_by_hand
from matchmaker.scheduling.planning.closeness import Comparison, Start, compare
from matchmaker.scheduling.planning.current import of_last_release
from matchmaker.scheduling.planning.humans import Humans, read_humans
from matchmaker.scheduling.planning.numbers import count_numbers
from matchmaker.scheduling.planning.places import reason_at
from matchmaker.scheduling.planning.problem import pair_key, request_id, row_number
from matchmaker.scheduling.planning.tasks import Task, make_task
from matchmaker.scheduling.rules.reasons import UnmetReason
from solver.formats import load_problem

UNLIMITED = (None, SolveMode.BETTER)
"""What the settings of a scenario say of its mode if its bounds hold for all schedules."""
STAYING = (SolveMode.ADD, SolveMode.CLOSE)
"""Modes in which nothing changes where nothing has changed (decision 30)."""
BEFORE_CLOSENESS = (solver.Goal.REQUIRED, solver.Goal.GUARANTEES, solver.Goal.VALUE, solver.Goal.FAIRNESS)
"""Goals that come before staying close, whose bounds hold whatever a run starts from."""


class InvalidResult(RuntimeError):
    """The solver's schedule breaks a hard rule: a fault of ours, and nothing that may be saved."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Slot, place and people of one meeting, as ids of rows."""

    slot_id: int
    place_id: int
    people: tuple[int, ...]


def scenario_row(
    task: Task,
    result: solver.Result,
    *,
    kind: ScenarioKind,
    name: GivenName,
    settings: dict[str, Any],
    staff_id: int | None,
) -> Scenario:
    """Return the scenario that holds a result, not yet added; raises `InvalidResult` if it breaks a hard rule."""
    report = solver.validate(task.problem, result.schedule)
    if not report.valid:
        raise InvalidResult(", ".join(f"{violation.code} {violation.ids}" for violation in report.violations[:10]))
    return Scenario(
        event_id=row_id(task.facts.event),
        kind=kind,
        name=name.text,
        name_kind=name.kind,
        name_number=name.number,
        status=result.status.value,
        seconds=result.seconds,
        settings=settings | {"fingerprint": task.fingerprint},
        numbers=count_numbers(task.facts, task.found, task.problem, result, report) | _near(task, result.schedule),
        problem=task.problem_json,
        unmet_wishes=unmet_wishes(task, result),
        as_of=task.as_of,
        created_by_id=staff_id,
    )


def placed_pairs(schedule: solver.Schedule, humans: Humans) -> dict[PairKey, Placed]:
    """Return where and when a schedule places each pair, and with whom."""
    return {
        pair_key(request): Placed(
            row_number(placed.slot), row_number(placed.place), humans.people(placed.agents, pair_key(request))
        )
        for request, placed in sorted(schedule.assignments.items(), key=lambda item: pair_key(item[0]))
    }


def _near(task: Task, schedule: solver.Schedule) -> dict[str, Any]:
    """Return what the numbers of a scenario say of the schedule that it started from."""
    if task.start is None:
        return {}
    found = compare(task.problem, task.start.schedule, schedule)
    wishes = {
        request_id(key): sum(wish is not None for wish in pair.wishes) for key, pair in task.found.eligible.items()
    }
    before, after = task.start.schedule.assignments.keys(), schedule.assignments.keys()
    return {
        "near": {
            "scenario": task.start.scenario_id,
            "mode": task.start.mode.value,
            "people": len(found.disturbed),
            "disturbed": _rows(found.disturbed),
            "had_to": _rows(found.forced),
            "reseated": _rows(found.reseated),
            "moved": found.meetings["moved"],
            "gained": sum(wishes[name] for name in after - before),
            "lost": sum(wishes.get(name, 0) for name in before - after),
            "forced": sum(name not in wishes for name in before),
        }
    }


def _rows(agents: Iterable[str]) -> list[int]:
    """Return the registrations after which agents are named."""
    return sorted(map(row_number, agents))


def compare_scenarios(session: Session, before: Scenario, after: Scenario) -> Comparison:
    """Return how a scenario differs from another one, under the rules that it was made for, else the present ones."""
    if after.problem:
        problem = read_problem(after)
    else:
        problem = make_task(session, session.get_one(Event, after.event_id)).problem
    return compare(problem, read_schedule(session, before), read_schedule(session, after))


def unmet_wishes(task: Task, result: solver.Result) -> list[dict[str, Any]]:
    """Return what `Scenario.unmet_wishes` keeps: the wishes that a result does not meet, each with its reason."""
    placed = {pair_key(request) for request in result.schedule.assignments}
    keys = ((pair_key(reason.request), reason.code) for reason in result.reasons)
    codes = {pair: reason_at(task.facts, pair, code) for pair, code in keys}
    unmet = []
    for wish in task.facts.wishes:
        pair = pair_of(wish.from_id, wish.to_id)
        if pair in placed:
            continue
        left_out = task.found.left_out.get(row_id(wish))
        unmet.append(
            {
                "wish": row_id(wish),
                "from": wish.from_id,
                "to": wish.to_id,
                "strength": wish.strength.value,
                "rank": wish.rank,
                "code": (left_out or codes.get(pair, UnmetReason.NOT_EXPLAINED)).value,
                "eligible": left_out is None,
            }
        )
    return unmet


def unmet_rows(scenario: Scenario, task: Task, result: solver.Result) -> Iterator[UnmetRequest]:
    """Yield the requests that a result leaves out, with their reasons; `scenario` must have its id."""
    values = {request.id: request.value for request in task.problem.requests}
    for reason in result.reasons:
        low, high = pair_key(reason.request)
        yield UnmetRequest(
            scenario_id=row_id(scenario),
            low_id=low,
            high_id=high,
            value=values[reason.request],
            code=reason.code.value,
            witness=reason.witness,
        )


def read_start(session: Session, scenario_id: int | None, mode: SolveMode, allowance: int) -> Start | None:
    """Return the scenario that a run starts from, with what it may change of it; None for a run made afresh."""
    if scenario_id is None or mode is SolveMode.AFRESH:
        return None
    scenario = session.get_one(Scenario, scenario_id)
    return Start(
        scenario_id,
        read_schedule(session, scenario),
        mode,
        allowance,
        fingerprint=scenario.settings.get("fingerprint", ""),
        proved=_proved(scenario),
        settled=mode in STAYING and scenario.kind is ScenarioKind.SOLVED and _is_published(session, scenario),
        locked=_locked(session, scenario),
        by_hand=frozenset(map(request_id, placed_by_hand(session, scenario))) if mode in STAYING else frozenset(),
    )


def _is_published(session: Session, scenario: Scenario) -> bool:
    """Tell whether a scenario is the one behind the last release."""
    release = session.exec(of_last_release(scenario.event_id)).first()
    return release is not None and release.scenario_id == scenario.id


def _locked(session: Session, scenario: Scenario) -> frozenset[str]:
    """Return the requests whose meetings are locked in a scenario."""
    rows = session.execute(
        select_many(col(Meeting.low_id), col(Meeting.high_id))
        .join(Placement, col(Placement.meeting_id) == col(Meeting.id))
        .where(col(Placement.scenario_id) == row_id(scenario), col(Placement.locked))
    )
    return frozenset(request_id((low, high)) for low, high in rows)


def _proved(scenario: Scenario) -> Mapping[solver.Goal, int]:
    """Return the bounds of a scenario's goals up to the first that it does not reach; later ones rest on that."""
    limited = scenario.settings.get("mode") not in UNLIMITED or bool({"locked", "by_hand"} & scenario.settings.keys())
    if scenario.kind is not ScenarioKind.SOLVED or limited:
        return {}
    found: dict[solver.Goal, int] = {}
    goals = {goal["goal"]: goal for goal in scenario.numbers["goals"]}
    for name in BEFORE_CLOSENESS:
        goal = goals.get(name.value)
        if goal is None or goal["bound"] is None:
            break
        found[name] = goal["bound"]
        if goal["bound"] != goal["value"]:
            break
    return found


def read_problem(scenario: Scenario) -> solver.Problem:
    """Return the problem that a scenario was made from."""
    return load_problem(scenario.problem)


def read_schedule(session: Session, scenario: Scenario, humans: Humans | None = None) -> solver.Schedule:
    """Return the schedule that a scenario holds, in the solver's terms; `humans` are those of its event, if known.

    A meeting without a person of each side is none; whoever else goes comes after the two, as they were saved.
    """
    humans = humans or read_humans(session, scenario.event_id)
    placed: dict[PairKey, tuple[int, int, list[tuple[int, int]]]] = {}
    # columns, not rows: an event has thousands
    for low, high, slot_id, place_id, registration_id, delegation_id in session.execute(
        select_many(
            col(Meeting.low_id),
            col(Meeting.high_id),
            col(Placement.slot_id),
            col(Placement.place_id),
            col(Registration.id),
            col(Registration.delegation_id),
        )
        .join(Placement, col(Meeting.id) == col(Placement.meeting_id))
        .join(PlacementPerson, col(PlacementPerson.placement_id) == col(Placement.id))
        .join(Registration, col(Registration.id) == col(PlacementPerson.registration_id))
        .where(col(Placement.scenario_id) == row_id(scenario))
        .order_by(col(Placement.id), col(PlacementPerson.id))
    ):
        placed.setdefault((low, high), (slot_id, place_id, []))[2].append((registration_id, delegation_id))
    return solver.Schedule(
        {
            request_id(key): solver.Assignment(
                request=request_id(key),
                slot=f"s{slot_id}",
                place=f"p{place_id}",
                agents=tuple(map(humans.agent, people)),
            )
            for key, (slot_id, place_id, saved) in placed.items()
            if (people := in_order(key, saved))
        }
    )


def in_order(pair: PairKey, saved: Iterable[tuple[int, int]]) -> tuple[int, ...]:
    """Return those who go to a meeting (registration, delegation; as saved): one of each side, then all others.

    Nobody where a side has no one.
    """
    first: dict[int, int] = {}
    others = []
    for person, side in saved:
        if side in pair and side not in first:
            first[side] = person
        else:
            others.append(person)
    return (*(first[side] for side in pair), *others) if len(first) == len(pair) else ()
