"""Concrete places for a repaired sketch: whoever keeps the time keeps the table, wherever that is possible."""

from collections import defaultdict
from collections.abc import Sequence

from ortools.sat.python import cp_model

from solver.board import Board, Seat
from solver.index import Index, bits
from solver.schedule import Schedule
from solver.sketch import Sketch

SECONDS = 1.0
"""Most time for the exact assignment, which is needed only where a table is free for nobody."""


def seat(index: Index, sketch: Sketch, earlier: Sequence[Schedule]) -> Board:
    """The sketch on a board; a meeting keeps the table of the first of the `earlier` schedules that has it then."""
    wanted = _wanted(index, sketch, earlier)
    board, left = Board(index), []
    for number, choice in sketch.items():
        place = wanted.get(number)
        if place is not None and _has_room(board, number, choice.slot, place):
            board.put(number, Seat(choice.slot, place, choice.agents))
        else:
            left.append(number)
    for number in left:
        place = board.place(number, sketch[number].slot)
        if place is None:
            return _exactly(index, sketch, wanted)
        board.put(number, Seat(sketch[number].slot, place, sketch[number].agents))
    return board


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
    return place in index.places(case, slot) and all(board.taken[place, part] < capacity for part in parts)


def _exactly(index: Index, sketch: Sketch, wanted: dict[int, int]) -> Board:
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
    model.maximize(sum(options[number][place] for number, place in wanted.items() if place in options[number]))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = SECONDS
    solver.parameters.catch_sigint_signal = False
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise AssertionError("a sketch needs more places than there are")
    board = Board(index)
    for number, choice in sketch.items():
        place = next(place for place, literal in options[number].items() if solver.boolean_value(literal))
        board.put(number, Seat(choice.slot, place, choice.agents))
    return board
