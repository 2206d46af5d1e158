"""The busy-pattern relaxation: how few breaks there can be if nobody asks who meets whom.

People with as many meetings and the same slots are alike. Each of them walks through the slots, from idle to busy and
back, until all of their meetings are done; what counts is how many of a kind take each step. In every slot those who
are busy are twice a number of meetings that fits on the tables. Steps instead of whole patterns keep it small however
many slots there are.
"""

from collections import Counter, defaultdict

from ortools.sat.python import cp_model

from solver.b2bsp.instance import Instance

Kind = tuple[int, int, int]
"""Meetings, slots in which one can have a meeting, slots in which one certainly has."""
State = tuple[int, bool]
"""Meetings that are done, and whether the last slot was busy."""


def pattern_model(instance: Instance) -> cp_model.CpModel:
    """The relaxation; its least objective is a bound on the breaks of every schedule."""
    model = cp_model.CpModel()
    busy: list[list[cp_model.IntVar]] = [[] for _ in range(instance.slots)]
    ends: list[cp_model.IntVar] = []
    people = zip(instance.meetings_of, instance.may, instance.must, strict=True)
    kinds = Counter((len(meetings), may, must) for meetings, may, must in people if meetings)
    for kind, number in kinds.items():
        _walk(model, kind, number, busy, ends)
    meetings = [model.new_int_var(0, tables, "") for tables in instance.tables]
    for present, held in zip(busy, meetings, strict=True):
        model.add(sum(present) == 2 * held)
    model.add(sum(meetings) == len(instance.pairs))
    model.minimize(sum(ends))
    return model


def _walk(
    model: cp_model.CpModel, kind: Kind, number: int, busy: list[list[cp_model.IntVar]], ends: list[cp_model.IntVar]
) -> None:
    """Everyone of a kind goes from nothing done to all done; steps after a break are added to `ends`."""
    count, may, must = kind
    ahead = [(may >> slot).bit_count() for slot in range(len(busy) + 1)]
    here: dict[State, list[cp_model.IntVar] | int] = {(0, False): number}
    for slot, present in enumerate(busy):
        there: dict[State, list[cp_model.IntVar]] = defaultdict(list)
        for (done, was_busy), arrived in here.items():
            steps = []
            if done < count and may >> slot & 1:
                step = model.new_int_var(0, number, "")
                steps.append(step)
                present.append(step)
                there[done + 1, True].append(step)
                if done and not was_busy:
                    ends.append(step)
            if not must >> slot & 1 and ahead[slot + 1] >= count - done:
                step = model.new_int_var(0, number, "")
                steps.append(step)
                # who is not between two meetings may be idle without a break
                there[done, was_busy and done == count].append(step)
            model.add(sum(steps) == (arrived if isinstance(arrived, int) else sum(arrived)))
        here = dict(there)
