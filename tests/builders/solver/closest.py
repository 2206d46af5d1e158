"""Whether a schedule that meets given wishes can disturb fewer people: an exact model of its own.

Written from the definitions alone (meetings of one slot, one person a side, tables counted by slot), and solved as one
model with the requests that must be placed: nothing is shared with the solver but the problem.
"""

from collections import defaultdict
from collections.abc import Collection

from ortools.sat.python import cp_model

from solver import Problem, Schedule

Seat = tuple[str, str, str]
"""Slot and the two people."""


def can_disturb_fewer(
    problem: Problem, before: Schedule, placed: Collection[str], forced: Collection[str], people: int
) -> bool:
    """Tell whether a schedule that places exactly these requests disturbs fewer than so many people.

    They lose, gain or move a meeting. `forced` are the meetings of `before` that cannot stay: what happens to those who
    were in them is not counted. Raises `TimeoutError` where that is not settled in five minutes.
    """
    model = cp_model.CpModel()
    seats = {request.id: _seats(problem, model, request.id) for request in problem.requests if request.id in placed}
    for options in seats.values():
        model.add_exactly_one(options.values())
    _rules(problem, model, seats)
    disturbed = {agent.id: model.new_bool_var(agent.id) for agent in problem.agents}
    for name, was in before.assignments.items():
        if name in forced:
            continue
        for agent in set(was.agents) & disturbed.keys():
            kept = [one for (slot, *who), one in seats.get(name, {}).items() if slot == was.slot and agent in who]
            model.add_bool_or([*kept, disturbed[agent]])
    for name, options in seats.items():
        known = before.assignments[name].agents if name in before.assignments else ()
        for (_, *who), seat in options.items():
            for agent in set(who) - set(known):
                model.add_implication(seat, disturbed[agent])
    model.add(sum(disturbed.values()) < people)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2  # a decision with a strong relaxation: seconds, where bounds take minutes
    solver.parameters.max_time_in_seconds = 300
    status = solver.solve(model)
    if status == cp_model.UNKNOWN:
        raise TimeoutError("whether fewer people could be disturbed is not settled")
    return status != cp_model.INFEASIBLE


def _seats(problem: Problem, model: cp_model.CpModel, name: str) -> dict[Seat, cp_model.IntVar]:
    request = next(one for one in problem.requests if one.id == name)
    free = {agent.id: agent.free for agent in problem.agents}
    return {
        (slot.id, one, two): model.new_bool_var("")
        for slot in problem.slots
        for one in request.sides[0].agents
        for two in request.sides[1].agents
        if slot.id in free[one] & free[two] and _tables(problem, name, slot.id)
    }


def _tables(problem: Problem, name: str, slot: str) -> list[str]:
    """Open tables that a request may use then."""
    request = next(one for one in problem.requests if one.id == name)
    return [
        place.id
        for place in problem.places
        if slot not in place.closed
        and (place.owner is None or place.owner in {side.delegation for side in request.sides})
        and (place.owner is None if request.places is None else place.id in request.places)
    ]


def _rules(problem: Problem, model: cp_model.CpModel, seats: dict[str, dict[Seat, cp_model.IntVar]]) -> None:
    """One meeting at a time, in a row and a day as many as wanted, one slot kept free, and tables for all."""
    busy: dict[tuple[str, str], list[cp_model.IntVar]] = defaultdict(list)
    for options in seats.values():
        for (when, *who), seat in options.items():
            for person in who:
                busy[person, when].append(seat)
    for met in busy.values():
        model.add_at_most_one(met)
    days = {slot.day for slot in problem.slots}
    blocks = {(slot.day, slot.block) for slot in problem.slots}
    for agent in problem.agents:
        for day in days if agent.max_per_day is not None else ():
            of_day = [one for slot in problem.slots if slot.day == day for one in busy[agent.id, slot.id]]
            model.add(sum(of_day) <= agent.max_per_day)
        for kept in agent.keep_one_free:
            model.add(sum(one for slot in kept for one in busy[agent.id, slot]) < len(kept))
        for block in blocks if agent.max_in_a_row is not None else ():
            row = [slot.id for slot in problem.slots if (slot.day, slot.block) == block]
            for first in range(len(row) - agent.max_in_a_row):
                following = row[first : first + agent.max_in_a_row + 1]
                model.add(sum(one for slot in following for one in busy[agent.id, slot]) <= agent.max_in_a_row)
    for slot in problem.slots:
        at: dict[str, list[cp_model.IntVar]] = defaultdict(list)
        for name, options in seats.items():
            here = [seat for (when, *_), seat in options.items() if when == slot.id]
            if not here:
                continue
            taken = {table: model.new_bool_var("") for table in _tables(problem, name, slot.id)}
            model.add(sum(taken.values()) == sum(here))
            for table, literal in taken.items():
                at[table].append(literal)
        for place in problem.places:
            model.add(sum(at[place.id]) <= place.capacity)
