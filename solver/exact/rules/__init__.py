"""The hard rules, one file each with an `apply`; `RULES` is the list of them."""

from collections.abc import Callable

from solver.exact.rules import (
    agent_limits,
    break_spread,
    capacity,
    delegation_limits,
    obligatory,
    one_place,
    order,
    sides,
)
from solver.exact.variables import Variables

RULES: tuple[Callable[[Variables], None], ...] = (
    sides.apply,
    one_place.apply,
    capacity.apply,
    agent_limits.apply,
    delegation_limits.apply,
    order.apply,
    obligatory.apply,
    break_spread.apply,
)
