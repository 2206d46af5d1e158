"""How many meetings so few people can have with each other: the densest part of a schedule, as a small model."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from math import floor

from ortools.sat.python import cp_model

MOST_STEPS = 0.4
"""CP-SAT's deterministic seconds; what is known by then is a bound as well."""
SECONDS_OF_A_STEP = 1.5
"""Seconds of a processor for each of them."""


def most_among(meetings: Sequence[Collection[int]], most: int) -> tuple[int, float]:
    """The most of the meetings, each given as its people, that have all people among so many, and the work it took.

    It is a bound from above. The work is in seconds of a processor as steps count.
    """
    model = cp_model.CpModel()
    chosen = {person: model.new_bool_var("") for people in meetings for person in people}
    inside = [model.new_bool_var("") for _ in meetings]
    own: dict[int, list[cp_model.IntVar]] = defaultdict(list)
    for literal, people in zip(inside, meetings, strict=True):
        for person in people:
            model.add_implication(literal, chosen[person])
            own[person].append(literal)
    if len({frozenset(people) for people in meetings}) == len(meetings) and all(len(own) == 2 for own in meetings):
        for person, literals in own.items():  # at most one with each of the others: implied, and sooner proved
            model.add(sum(literals) <= (most - 1) * chosen[person])
    model.add(sum(chosen.values()) <= most)
    model.maximize(sum(inside))
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.num_workers = 1
    parameters.max_deterministic_time = MOST_STEPS
    parameters.linearization_level = 2
    parameters.cut_level = 0
    parameters.cp_model_probing_level = 0
    parameters.max_presolve_iterations = 1
    parameters.symmetry_level = 0
    parameters.catch_sigint_signal = False
    solver.solve(model)
    work = SECONDS_OF_A_STEP * solver.response_proto.deterministic_time
    return floor(solver.best_objective_bound + 1e-6), work
