"""A goal as an objective of the exact model: a weighted sum of literals."""

from collections.abc import Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model


@dataclass(frozen=True, slots=True)
class Objective:
    """A weighted sum of literals to be made small (or large), and a limit that no schedule can pass."""

    literals: Sequence[cp_model.LiteralT]
    weights: Sequence[int]
    limit: int = 0
    largest: bool = False
    linear: bool = False
    """Whether a linear relaxation says much about it (it does not about agendas)."""

    @property
    def sum(self) -> cp_model.LinearExprT:
        return cp_model.LinearExpr.weighted_sum(list(self.literals), list(self.weights))
