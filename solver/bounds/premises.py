"""The premises of a bound: the values of the goals before, and what is certain of every schedule that keeps them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from solver.bounds.per_agent import Certain
from solver.bounds.relaxation import Kept
from solver.model.result import Goal
from solver.state.index import Index


@dataclass(frozen=True, slots=True, kw_only=True)
class Premises:
    """What a bound on a goal may rely on."""

    index: Index
    certain: Certain
    values: Mapping[Goal, int]
    """Of the goals before, which are kept."""
    kept: Sequence[Kept] = ()
    """Those of them that depend only on which requests are placed, as rows of a linear relaxation."""
    bounds: Mapping[Goal, int] = field(default_factory=dict)
    """What no schedule can pass, of the goals before, as far as it is proved by now."""
    stop: Callable[[], bool] = lambda: False
    """Polled all the time; a bound that is not ready then says nothing."""
