"""Pinned requests are placed; all requests are, if the problem says so."""

from solver.exact.variables import Literal, Variables


def apply(variables: Variables) -> None:
    """Place every obligatory request."""
    for placed in obligatory(variables).values():
        variables.model.add_bool_or([placed])


def obligatory(variables: Variables) -> dict[int, Literal]:
    """The requests that must be placed, with the literals that say so."""
    index = variables.index
    return {
        case.number: variables.placed[case.number] for case in index.cases if case.pinned or index.problem.place_all
    }
