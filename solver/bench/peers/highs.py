"""HiGHS: the most value as a mixed-integer programme; a yes or no for each request, slot and pair of people."""

from collections import defaultdict
from collections.abc import Iterator

import highspy
import numpy as np

from solver.model.bits import bits
from solver.model.problem import Problem
from solver.model.schedule import Assignment, Schedule
from solver.state.case import Case
from solver.state.index import Index

Choice = tuple[int, int, int, int]
"""Request, slot, and who goes for each side."""
Row = tuple[str, tuple[int, ...]]
"""Kind of a constraint, and the numbers of what it is about."""


def solve(problem: Problem, seconds: float) -> Schedule | None:
    """A schedule of the most value, as far as it gets in the time; requests of one slot, places that are alike.

    Guarantees, fairness and breaks are not in it: it has the easier job. None if it finds nothing.
    """
    index = Index(problem)
    choices = [choice for case in index.cases for choice in _choices(index, case)]
    rows: dict[Row, list[int]] = defaultdict(list)
    for column, (number, slot, one, two) in enumerate(choices):
        case = index.cases[number]
        rows["once", (number,)].append(column)
        rows["place", (slot,)].append(column)
        for agent in {one, two, *case.certain}:
            rows["agent", (agent, slot)].append(column)
            for limit, (mask, _) in enumerate(index.limits(agent)):
                if mask >> slot & 1:
                    rows["limit", (agent, limit)].append(column)
        for delegation in case.delegations:
            if problem.delegations[delegation].maximum is not None:
                rows["maximum", (delegation,)].append(column)
    model = highspy.Highs()  # type: ignore[no-untyped-call]  # untyped in highspy
    model.setOptionValue("output_flag", False)
    model.setOptionValue("time_limit", seconds)
    count = len(choices)
    model.addVars(count, np.zeros(count), np.ones(count))
    columns = np.arange(count, dtype=np.int32)
    model.changeColsIntegrality(count, columns, np.full(count, highspy.HighsVarType.kInteger))
    model.changeColsCost(count, columns, np.array([float(index.cases[choice[0]].value) for choice in choices]))
    model.changeObjectiveSense(highspy.ObjSense.kMaximize)
    for row, used in rows.items():
        most = float(_most(index, row))
        if len(used) > most:
            model.addRow(0.0, most, len(used), np.array(used, dtype=np.int32), np.ones(len(used)))
    model.run()
    values = model.getSolution().col_value
    if len(values) != count:
        return None
    return _schedule(index, [choice for choice, value in zip(choices, values, strict=True) if value > 0.5])


def _choices(index: Index, case: Case) -> Iterator[Choice]:
    for slot in bits(case.starts):
        for one in index.candidates(case, 0, slot):
            yield from ((case.number, slot, one, two) for two in index.candidates(case, 1, slot))


def _most(index: Index, row: Row) -> int:
    kind, which = row
    if kind == "place":
        return sum(place.capacity for n, place in enumerate(index.problem.places) if index.open[n] >> which[0] & 1)
    if kind == "limit":
        return list(index.limits(which[0]))[which[1]][1]
    if kind == "maximum":
        return index.problem.delegations[which[0]].maximum or 0
    return 1


def _schedule(index: Index, chosen: list[Choice]) -> Schedule:
    problem = index.problem
    left = [
        [place.id for n, place in enumerate(problem.places) if index.open[n] >> slot & 1 for _ in range(place.capacity)]
        for slot in range(len(problem.slots))
    ]
    return Schedule(
        {
            problem.requests[number].id: Assignment(
                request=problem.requests[number].id,
                slot=problem.slots[slot].id,
                place=left[slot].pop(),
                agents=(
                    problem.agents[one].id,
                    problem.agents[two].id,
                    *(role.agents[0] for role in problem.requests[number].roles),
                ),
            )
            for number, slot, one, two in chosen
        }
    )
