"""Plain CP-SAT: a boolean for each meeting and slot, and the solver's own strategies."""

from ortools.sat.python import cp_model

from solver.b2bsp.instance import Instance
from solver.bench.peers import PeerResult
from solver.model.bits import bits


def solve(instance: Instance, seconds: float, workers: int) -> PeerResult:
    """The fewest breaks, as far as it gets in the time."""
    model = cp_model.CpModel()
    held = [{slot: model.new_bool_var("") for slot in bits(domain)} for domain in instance.domains]
    for own in held:
        model.add_exactly_one(own.values())
    for slot, tables in enumerate(instance.tables):
        model.add(sum(own[slot] for own in held if slot in own) <= tables)
    breaks = [_breaks(model, instance, held, meetings) for meetings in instance.meetings_of]
    for earlier, later in instance.orders:
        times = [sum(slot * literal for slot, literal in held[meeting].items()) for meeting in (earlier, later)]
        model.add(times[0] + 1 <= times[1])
    if instance.spread is not None and breaks:
        lowest = model.new_int_var(0, instance.slots, "")
        for number in breaks:
            model.add(number >= lowest)
            model.add(number <= lowest + instance.spread)
    model.minimize(sum(breaks))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return PeerResult(None, proved=status == cp_model.INFEASIBLE)
    slots = [next(slot for slot, literal in own.items() if solver.value(literal)) for own in held]
    return PeerResult(slots, proved=status == cp_model.OPTIMAL)


def _breaks(
    model: cp_model.CpModel, instance: Instance, held: list[dict[int, cp_model.IntVar]], meetings: list[int]
) -> cp_model.LinearExpr:
    busy = []
    for slot in range(instance.slots):
        there = [held[meeting][slot] for meeting in meetings if slot in held[meeting]]
        model.add_at_most_one(there)
        busy.append(sum(there))
    ends, begun = [], model.new_constant(0)
    for slot in range(1, instance.slots):
        now_begun, end = model.new_bool_var(""), model.new_bool_var("")
        model.add_max_equality(now_begun, [begun, busy[slot - 1]])
        model.add(end >= now_begun + busy[slot] - busy[slot - 1] - 1)
        ends.append(end)
        begun = now_begun
    total = model.new_int_var(0, instance.slots, "")
    model.add(total == sum(ends))
    # an end that is counted must be one, or the spread could be met by breaks that nobody has
    for slot, end in enumerate(ends, start=1):
        model.add(end <= busy[slot])
        model.add(end + busy[slot - 1] <= 1)
    return total
