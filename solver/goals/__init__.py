"""The goals: for each member of `Goal` the file of its name, with

- `score(board)`: its value, as the search sees it (the judge has its own);
- `aim(variables)`: the same for the exact model, unless the goal is decided after it;
- `terms(index)`: the same for the linear relaxation, if only the set of placed requests matters.
"""

from collections.abc import Callable
from importlib import import_module

from solver.exact.aim import Aim
from solver.exact.variables import Variables
from solver.goals.terms import Terms
from solver.model.result import Goal
from solver.state.board import Board
from solver.state.index import Index

_FILES = {goal: import_module(f"{__name__}.{goal.value}") for goal in Goal}

SCORES: dict[Goal, Callable[[Board], int]] = {goal: file.score for goal, file in _FILES.items()}
AIMS: dict[Goal, Callable[[Variables], Aim]] = {goal: file.aim for goal, file in _FILES.items() if hasattr(file, "aim")}
"""In the order of the goals."""
TERMS: dict[Goal, Callable[[Index], Terms]] = {
    goal: file.terms for goal, file in _FILES.items() if hasattr(file, "terms")
}
GOALS = tuple(AIMS.items())
