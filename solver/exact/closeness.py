"""The reference in the exact model: whom a schedule displaces or disturbs, and which meetings stay as they are."""

from solver.exact.disturbance import Disturbance, seats
from solver.exact.variables import Literal, Variables
from solver.state.closeness import Closeness


def disturbed(variables: Variables, near: Closeness) -> list[Literal]:
    """A literal for each person who may be displaced, or gain a meeting."""
    found = _displacement(variables, near)
    for case in variables.index.cases:
        if case.number not in near.people:
            found.gains(case, seats(variables, case))
    return list(found.tie().values())


def displaced(variables: Variables, near: Closeness) -> list[Literal]:
    """A literal for each person who may be displaced."""
    return list(_displacement(variables, near).tie().values())


def _displacement(variables: Variables, near: Closeness) -> Disturbance:
    found = Disturbance(variables)
    for number, was in near.people.items():
        variables.index.poll_stop()
        case = variables.index.cases[number]
        taken = seats(variables, case)
        found.gains(case, (seat for seat in taken if seat[1] not in was))
        for person in was if number in near.stays else ():
            found.keeps(person, [one for slot, agent, one in taken if (slot, agent) == (near.stays[number], person)])
    return found


def staying(variables: Variables, near: Closeness) -> list[Literal]:
    """A literal for each meeting that can stay: it can only be true if the meeting takes place as it was."""
    return [_stays(variables, number, slot, near.who[number]) for number, slot in near.stays.items()]


def _stays(variables: Variables, number: int, slot: int, agents: tuple[int, ...]) -> Literal:
    begins = variables.begins[number][slot]
    goes = (variables.goes[number][party, slot, agent] for party, agent in enumerate(agents))
    chosen = [literal for literal in goes if literal is not begins] or [begins]
    if len(chosen) == 1:
        return chosen[0]
    everybody = variables.model.new_bool_var("")
    for literal in chosen:
        variables.model.add_implication(everybody, literal)
    return everybody
