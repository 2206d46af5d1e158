"""What a person asked for: most meetings a day, most in a row, one slot kept free (lunch)."""

from solver.exact.variables import Variables


def apply(variables: Variables) -> None:
    """The three personal limits of every agent that has them."""
    for number, agent in enumerate(variables.index.problem.agents):
        if agent.max_per_day is not None:
            for day in range(len(variables.index.day_masks)):
                meetings = variables.meetings.get((number, day), [])
                if len(meetings) > agent.max_per_day:
                    variables.model.add(sum(meetings) <= agent.max_per_day)
        if agent.max_in_a_row is not None:
            _keep_pace(variables, number, agent.max_in_a_row)
        for kept in agent.keep_one_free:
            slots = [variables.index.slot_number[name] for name in kept]
            _leave_one_idle(variables, number, slots)


def _keep_pace(variables: Variables, agent: int, most: int) -> None:
    for block in variables.index.blocks:
        for first in range(len(block) - most):
            _leave_one_idle(variables, agent, block[first : first + most + 1])


def _leave_one_idle(variables: Variables, agent: int, slots: list[int]) -> None:
    occupied = [variables.occupied.get((agent, slot), []) for slot in slots]
    if all(occupied):
        variables.model.add(sum(literal for slot in occupied for literal in slot) <= len(slots) - 1)
