"""Most meetings of a delegation, and most that only others wished."""

from solver.exact.variables import Variables


def apply(variables: Variables) -> None:
    """Count the placed requests of each delegation that has a maximum."""
    index = variables.index
    for number, delegation in enumerate(index.problem.delegations):
        asked = [index.cases[request] for request in index.requests_of[number]]
        if delegation.maximum is not None and len(asked) > delegation.maximum:
            variables.model.add(sum(variables.placed[case.number] for case in asked) <= delegation.maximum)
        if delegation.maximum_received is not None:
            received = [case for case in asked if case.received(case.delegations.index(number))]
            if len(received) > delegation.maximum_received:
                total = sum(variables.placed[case.number] for case in received)
                variables.model.add(total <= delegation.maximum_received)
