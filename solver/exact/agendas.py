"""What an agent's day is like: when breaks end, and which slots are spent waiting."""

from itertools import groupby

from solver.exact.variables import Literal, Variables
from solver.state.index import Index
from solver.state.masks import bits


def ends_of_breaks(variables: Variables, agent: int) -> list[Literal]:
    """One literal for each slot in which a break of the agent may end; true exactly if one does.

    A break ends where a meeting follows an idle slot, some time after another meeting.
    """
    if agent not in variables.break_ends:
        variables.index.poll_stop()
        days = _days(variables.index, variables.index.counting[agent])
        variables.break_ends[agent] = [end for day in days for end in _ends_of_day(variables, agent, day)]
    return variables.break_ends[agent]


def idle_inside(variables: Variables, agent: int) -> list[Literal]:
    """One literal for each hour of the agent; true if it is idle, after one meeting of the day and before another."""
    variables.index.poll_stop()
    days = _days(variables.index, variables.index.counting[agent])
    return [idle for day in days for idle in _idle_of_day(variables, agent, day)]


def _days(index: Index, slots: int) -> list[list[int]]:
    return [list(day) for _, day in groupby(bits(slots), key=lambda slot: index.day_of[slot])]


def _ends_of_day(variables: Variables, agent: int, day: list[int]) -> list[Literal]:
    model = variables.model
    engaged = [_engaged(variables, agent, slot) for slot in day]
    ends = []
    for begun, before, now in zip(_begun(variables, agent, day), engaged, engaged[1:], strict=False):
        if begun is not None and now is not None:
            end = model.new_bool_var("")
            idle = [] if before is None else [before.negated()]
            model.add_bool_or([end, now.negated(), begun.negated(), *(literal.negated() for literal in idle)])
            for cause in (now, begun, *idle):
                model.add_implication(end, cause)
            ends.append(end)
    return ends


def _idle_of_day(variables: Variables, agent: int, day: list[int]) -> list[Literal]:
    chosen, found = variables.index.hours[agent], []
    engaged = [_engaged(variables, agent, slot) for slot in day]
    begun = _begun(variables, agent, day)
    later: Literal | None = None
    to_come: list[Literal | None] = []
    for literal in reversed(engaged):
        to_come.append(later)
        later = _either(variables, later, literal)
    for slot, before, now, after in zip(day, begun, engaged, reversed(to_come), strict=True):
        if chosen >> slot & 1 and before is not None and after is not None:
            idle = variables.model.new_bool_var("")
            met = [] if now is None else [now]
            variables.model.add_bool_or([idle, *met, before.negated(), after.negated()])
            found.append(idle)
    return found


def _begun(variables: Variables, agent: int, day: list[int]) -> list[Literal | None]:
    """For each slot of the day, whether the agent had a meeting before it; None if it cannot."""
    key = agent, variables.index.day_of[day[0]]
    if key not in variables.begun:
        begun: list[Literal | None] = [None]
        for slot in day[:-1]:
            begun.append(_either(variables, begun[-1], _engaged(variables, agent, slot)))
        variables.begun[key] = begun
    return variables.begun[key]


def _engaged(variables: Variables, agent: int, slot: int) -> Literal | None:
    """Whether the agent has a meeting at that time, None if it cannot."""
    overlapping = [s for s in bits(variables.index.overlaps[slot]) if (agent, s) in variables.occupied]
    if not overlapping:
        return None
    if len(overlapping) == 1:
        return variables.busy(agent, overlapping[0])
    if (agent, slot) not in variables.engaged:
        engaged = variables.model.new_bool_var("")
        variables.model.add_max_equality(engaged, [variables.busy(agent, slot) for slot in overlapping])
        variables.engaged[agent, slot] = engaged
    return variables.engaged[agent, slot]


def _either(variables: Variables, one: Literal | None, two: Literal | None) -> Literal | None:
    if one is None or two is None:
        return one if two is None else two
    either = variables.model.new_bool_var("")
    variables.model.add_bool_or([one, two, either.negated()])
    variables.model.add_implication(one, either)
    variables.model.add_implication(two, either)
    return either
