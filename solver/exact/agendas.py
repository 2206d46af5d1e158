"""What an agent's day is like: when breaks end, and which slots are spent waiting.

An agent is *engaged* in a slot that overlaps one of its meetings in time, and idle in any other: busy or not, where no
slots overlap.
"""

from collections.abc import Iterator
from itertools import groupby

from ortools.sat.python import cp_model

from solver.exact.variables import Literal, Variables
from solver.model.bits import bits
from solver.state.index import Index

Conjunction = list[cp_model.BoolVarT]
"""Literals that are all true exactly if something is so; none if it cannot be."""


def ends_of_breaks(variables: Variables, agent: int) -> list[Literal]:
    """One literal for each slot in which a break of the agent may end; true exactly if one does.

    A break ends with a meeting if the agent was idle since the one before it.
    """
    if agent not in variables.break_ends:
        variables.index.poll_stop()
        days = _days(variables.index, variables.index.agenda[agent])
        variables.break_ends[agent] = [end for day in days for end in _ends_of_day(variables, agent, day)]
    return variables.break_ends[agent]


def idle_inside(variables: Variables, agent: int) -> list[Literal]:
    """One literal for each hour of the agent; true if it is idle, after one meeting of the day and before another."""
    variables.index.poll_stop()
    days = _days(variables.index, variables.index.agenda[agent])
    return [idle for day in days for idle in _idle_of_day(variables, agent, day)]


def _days(index: Index, slots: int) -> list[list[int]]:
    return [list(day) for _, day in groupby(bits(slots), key=lambda slot: index.day_of[slot])]


def _ends_of_day(variables: Variables, agent: int, day: list[int]) -> list[Literal]:
    model, ends = variables.model, []
    busy = [_busy(variables, agent, slot) for slot in day]
    for now, paused in zip(busy, _paused(variables, agent, day), strict=True):
        if paused and now is not None:
            end = model.new_bool_var("")
            model.add_bool_or([end, now.negated(), *(literal.negated() for literal in paused)])
            for cause in (now, *paused):
                model.add_implication(end, cause)
            ends.append(end)
    return ends


def _paused(variables: Variables, agent: int, day: list[int]) -> Iterator[Conjunction]:
    """For each slot of the day: the agent had a meeting before it, and was idle since the last one."""
    paused: Conjunction = []
    for slot, begun in zip(day, [*_begun(variables, agent, day)[1:], None], strict=True):
        yield paused
        paused = _paused_after(variables, agent, slot, paused, begun)


def _paused_after(
    variables: Variables, agent: int, slot: int, paused: Conjunction, begun: Literal | None
) -> Conjunction:
    """The same for the slot that follows, before which the agent has `begun`."""
    if begun is None:
        return []
    busy = _busy(variables, agent, slot)
    if not variables.index.counting[agent] >> slot & 1:
        return [*paused, busy.negated()] if paused and busy is not None else paused
    engaged = _engaged(variables, agent, slot)
    if engaged is None:
        return [begun]
    if engaged is busy or not paused:
        return [begun, engaged.negated()]
    model, now = variables.model, variables.model.new_bool_var("")
    model.add_bool_or([now, begun.negated(), engaged])
    model.add_bool_or([now, *([] if busy is None else [busy]), *(literal.negated() for literal in paused)])
    model.add_implication(now, begun)
    if busy is not None:
        model.add_implication(now, busy.negated())
    for literal in paused:
        model.add_bool_or([now.negated(), engaged.negated(), literal])
    return [now]


def _idle_of_day(variables: Variables, agent: int, day: list[int]) -> list[Literal]:
    chosen, found = variables.index.hours[agent], []
    busy = [_busy(variables, agent, slot) for slot in day]
    begun = _begun(variables, agent, day)
    later: Literal | None = None
    to_come: list[Literal | None] = []
    for literal in reversed(busy):
        to_come.append(later)
        later = _either(variables, later, literal)
    for slot, before, after in zip(day, begun, reversed(to_come), strict=True):
        if chosen >> slot & 1 and before is not None and after is not None:
            idle, engaged = variables.model.new_bool_var(""), _engaged(variables, agent, slot)
            met = [] if engaged is None else [engaged]
            variables.model.add_bool_or([idle, *met, before.negated(), after.negated()])
            found.append(idle)
    return found


def _begun(variables: Variables, agent: int, day: list[int]) -> list[Literal | None]:
    """For each slot of the day, whether the agent had a meeting before it; None if it cannot."""
    key = agent, variables.index.day_of[day[0]]
    if key not in variables.begun:
        begun: list[Literal | None] = [None]
        for slot in day[:-1]:
            begun.append(_either(variables, begun[-1], _busy(variables, agent, slot)))
        variables.begun[key] = begun
    return variables.begun[key]


def _busy(variables: Variables, agent: int, slot: int) -> Literal | None:
    """Whether the agent has a meeting in the slot, None if it cannot."""
    return variables.busy(agent, slot) if (agent, slot) in variables.occupied else None


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
