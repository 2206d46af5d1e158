"""Goal 1: as few required requests as possible are left out."""

from solver.exact.aim import Aim
from solver.exact.variables import Variables


def aim(variables: Variables) -> Aim:
    """Count the required requests that are not placed."""
    required = [case for case in variables.index.cases if case.required]
    missing = [variables.placed[case.number].negated() for case in required]
    return Aim(missing, [1] * len(missing), sum(not case.starts for case in required))
