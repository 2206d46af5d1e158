"""Repair after a change: up to three proposals, each with whom it disturbs, what it costs and what is proved.

- `changes`: the problem after a change; `reference`: what people know, whom a schedule disturbs
- `plan`: the three proposals; `model`: the exact model with the people disturbed; `optimisation`: goals in their order
- `neighbourhood`: the seats that repairs which disturb few people can use; `tables`: concrete places
"""

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
from solver.repair.changes import block_moves, cancels, comes_late, holds, leaves, table_lost
from solver.repair.plan import SECONDS, repair, time_for

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
    "holds",
    "leaves",
    "repair",
    "table_lost",
    "time_for",
]
