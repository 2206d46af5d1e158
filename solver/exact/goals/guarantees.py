"""Goal 2: the least total shortfall of the delegations' guaranteed meetings."""

from solver.alone import guaranteed
from solver.exact.aim import Aim
from solver.exact.variables import Literal, Variables


def aim(variables: Variables) -> Aim:
    """Meetings missing to each delegation's minimum, one literal for each."""
    missing: list[Literal] = []
    for number in range(len(variables.index.problem.delegations)):
        minimum = guaranteed(variables.index, number)
        short = [variables.model.new_bool_var("") for _ in range(minimum)]
        if short:
            met = [variables.placed[request] for request in variables.index.requests_of[number]]
            variables.model.add(sum(met) + sum(short) >= minimum)
        missing += short
    return Aim(missing, [1] * len(missing), 0)
