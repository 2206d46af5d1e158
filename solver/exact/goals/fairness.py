"""Goal 4: the least sum of squared distances between what each delegation got and its fairness target."""

from itertools import pairwise

from solver.alone import fairness_target
from solver.exact.aim import Aim
from solver.exact.variables import Literal, Variables


def aim(variables: Variables) -> Aim:
    """Squares as sums of odd numbers: the first meeting missing costs 1, the second 3, the third 5.

    The costs rise, so the cheapest literals are used first and the sum is exact at the optimum.
    """
    literals: list[Literal] = []
    weights: list[int] = []
    for number in range(len(variables.index.problem.delegations)):
        met = [
            variables.placed[request]
            for request in variables.index.requests_of[number]
            if _wished(variables, request, number)
        ]
        target = fairness_target(variables.index, number)
        missing = [variables.model.new_bool_var("") for _ in range(target)]
        beyond = [variables.model.new_bool_var("") for _ in range(len(met) - target)]
        if met:
            variables.model.add(sum(met) + sum(missing) - sum(beyond) == target)
        for steps in (missing, beyond):
            for easier, harder in pairwise(steps):
                variables.model.add_implication(harder, easier)
            literals += steps
            weights += [2 * step + 1 for step in range(len(steps))]
        if missing and beyond:
            variables.model.add_at_most_one([missing[0], beyond[0]])
    return Aim(literals, weights, 0)


def _wished(variables: Variables, request: int, delegation: int) -> bool:
    case = variables.index.cases[request]
    return case.values[case.delegations.index(delegation)] > 0
