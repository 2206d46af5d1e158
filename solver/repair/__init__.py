"""Repair after a change: up to three proposals, each with whom it disturbs, what it costs and what is proved.

- `changes`: the problem after a change; `reference`: what people know, whom a schedule disturbs
- `plan`: the three proposals; `model`: the exact model with the people disturbed; `optimisation`: goals in their order
- `least`: the fewest people, from below and from above; `serving`: what that needs of the model; `among`: how many
  meetings so few people have with each other; `shortage`: how many meetings must make way for what is promised
- `workbench`: what all optimisations of one repair share; `worth`: the most that any schedule is worth
- `time_limit`: how much work that may take, and how long
- `elsewhen`: meetings that could not stay at other times than least disturbance has them
- `neighbourhood`: the seats that repairs which disturb few people can use; `tables`: concrete places
"""

from importlib import import_module
from typing import TYPE_CHECKING

from solver.model.repair import (
    Change,
    Fallen,
    FallenCause,
    Happening,
    Proposal,
    ProposalKind,
    Repair,
    RepairOutcome,
    Tally,
)
from solver.repair.changes import block_moves, cancels, comes_late, fallen, holds, leaves, table_lost
from solver.repair.time_limit import SECONDS, patient, time_for

if TYPE_CHECKING:
    from solver.repair.plan import repair
    from solver.repair.reference import shortfall

__all__ = [
    "SECONDS",
    "Change",
    "Fallen",
    "FallenCause",
    "Happening",
    "Proposal",
    "ProposalKind",
    "Repair",
    "RepairOutcome",
    "Tally",
    "block_moves",
    "cancels",
    "comes_late",
    "fallen",
    "holds",
    "leaves",
    "patient",
    "repair",
    "shortfall",
    "table_lost",
    "time_for",
]

if not TYPE_CHECKING:
    _HOMES = {"repair": "solver.repair.plan", "shortfall": "solver.repair.reference"}

    def __getattr__(name: str) -> object:
        """Lazy import (PEP 562) of what needs OR-Tools."""
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_HOMES[name]), name)
