"""Concrete places for a repaired sketch: a meeting that keeps its time keeps its table, wherever that is possible."""

from collections import defaultdict
from collections.abc import Sequence

from ortools.sat.python import cp_model

from solver.model.bits import bits
from solver.model.schedule import Schedule
from solver.state.board import Board, Seat
from solver.state.index import Index
from solver.state.sketch import Sketch

SECONDS = 10.0
"""Far more than the exact assignment takes; it concerns only times that are linked to one without a free table."""


def seat(index: Index, sketch: Sketch, earlier: Sequence[Schedule]) -> Board:
    """The sketch on a board; a meeting keeps the table of the first of the `earlier` schedules that has it then."""
    wanted = _wanted(index, sketch, earlier)
    board, left, stuck = Board(index), [], []
    for number, choice in sketch.items():
        place = wanted.get(number)
        if place is not None and _has_room(board, number, choice.slot, place):
            board.put(number, Seat(choice.slot, place, choice.agents))
        else:
            left.append(number)
    for number in left:
        place = board.place(number, sketch[number].slot)
        if place is None:
            stuck.append(number)
        else:
            board.put(number, Seat(sketch[number].slot, place, sketch[number].agents))
    if stuck:
        linked = _linked(index, sketch, stuck)
        for number in linked & board.seats.keys():
            board.take(number)
        for number, place in _exactly(index, {number: sketch[number] for number in sorted(linked)}, wanted).items():
            board.put(number, Seat(sketch[number].slot, place, sketch[number].agents))
    return board


def _linked(index: Index, sketch: Sketch, numbers: Sequence[int]) -> set[int]:
    """All meetings at the same time, and at the same time as those that last longer."""
    spans = {number: index.span(choice.slot, index.cases[number].length) for number, choice in sketch.items()}
    linked, slots = set(numbers), 0
    while True:
        for number in linked:
            slots |= spans[number]
        more = {number for number, span in spans.items() if span & slots}
        if more == linked:
            return linked
        linked = more


def _wanted(index: Index, sketch: Sketch, earlier: Sequence[Schedule]) -> dict[int, int]:
    wanted = {}
    for number, choice in sketch.items():
        request, slot = index.problem.requests[number].id, index.problem.slots[choice.slot].id
        for schedule in earlier:
            was = schedule.assignments.get(request)
            if was is not None and was.slot == slot and was.place in index.place_number:
                wanted[number] = index.place_number[was.place]
                break
    return wanted


def _has_room(board: Board, number: int, slot: int, place: int) -> bool:
    index, case = board.index, board.index.cases[number]
    capacity = index.problem.places[place].capacity
    parts = bits(index.span(slot, case.length))
    return index.may_use(case, slot, place) and all(board.taken[place, part] < capacity for part in parts)


def _exactly(index: Index, sketch: Sketch, wanted: dict[int, int]) -> dict[int, int]:
    """As many as possible keep their table."""
    model = cp_model.CpModel()
    options: dict[int, dict[int, cp_model.IntVar]] = {}
    using: dict[tuple[int, int], list[cp_model.IntVar]] = defaultdict(list)
    for number, choice in sketch.items():
        case = index.cases[number]
        options[number] = {place: model.new_bool_var("") for place in index.places(case, choice.slot)}
        model.add_exactly_one(options[number].values())
        for place, literal in options[number].items():
            for part in bits(index.span(choice.slot, case.length)):
                using[place, part].append(literal)
    for (place, _), literals in using.items():
        if len(literals) > index.problem.places[place].capacity:
            model.add(sum(literals) <= index.problem.places[place].capacity)
    kept = [places[wanted[number]] for number, places in options.items() if wanted.get(number) in places]
    model.maximize(sum(kept))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = SECONDS
    solver.parameters.catch_sigint_signal = False
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise AssertionError("a sketch needs more places than there are")
    return {
        number: next(place for place, literal in places.items() if solver.boolean_value(literal))
        for number, places in options.items()
    }
