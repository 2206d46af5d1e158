"""When a break of an agent ends: the slot in which a meeting follows an idle slot, some time after another meeting."""

from itertools import groupby, pairwise

from solver.exact.variables import Literal, Variables
from solver.index import bits


def ends_of_breaks(variables: Variables, agent: int) -> list[Literal]:
    """One literal for each slot in which a break of the agent may end; true exactly if one does."""
    if agent not in variables.break_ends:
        index = variables.index
        counting = index.counting[agent]
        days = groupby(bits(counting), key=lambda slot: index.day_of[slot])
        variables.break_ends[agent] = [end for _, day in days for end in _ends_of_day(variables, agent, list(day))]
    return variables.break_ends[agent]


def _ends_of_day(variables: Variables, agent: int, day: list[int]) -> list[Literal]:
    model = variables.model
    engaged = [_engaged(variables, agent, slot) for slot in day]
    ends = []
    begun: Literal | None = None
    for before, now in pairwise(engaged):
        if begun is not None and now is not None:
            end = model.new_bool_var("")
            idle = [] if before is None else [before.negated()]
            model.add_bool_or([end, now.negated(), begun.negated(), *(literal.negated() for literal in idle)])
            for cause in (now, begun, *idle):
                model.add_implication(end, cause)
            ends.append(end)
        begun = _either(variables, begun, before)
    return ends


def _engaged(variables: Variables, agent: int, slot: int) -> Literal | None:
    """Whether the agent has a meeting at that time, None if it cannot."""
    overlapping = [s for s in bits(variables.index.overlaps[slot]) if (agent, s) in variables.occupied]
    if not overlapping:
        return None
    if len(overlapping) == 1:
        return variables.busy(agent, overlapping[0])
    engaged = variables.model.new_bool_var("")
    variables.model.add_max_equality(engaged, [variables.busy(agent, slot) for slot in overlapping])
    return engaged


def _either(variables: Variables, one: Literal | None, two: Literal | None) -> Literal | None:
    if one is None or two is None:
        return one if two is None else two
    either = variables.model.new_bool_var("")
    variables.model.add_bool_or([one, two, either.negated()])
    variables.model.add_implication(one, either)
    variables.model.add_implication(two, either)
    return either
