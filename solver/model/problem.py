"""The scheduling problem: numbers in; validated when it is made."""

from dataclasses import dataclass

from solver.model.parts import ProblemData
from solver.model.sanity import check


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem(ProblemData):
    """A whole scheduling problem; raises `InvalidProblem` if it contradicts itself (see `solver.model.sanity`)."""

    def __post_init__(self) -> None:
        check(self)
