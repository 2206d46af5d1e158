"""Repair after a change: up to three proposals, each with whom it disturbs, what it costs and what is proved.

- `changes`: the problem after a change; `standing`: which meetings can stay; `reference`: what people know, whom a
  schedule disturbs
- `plan`: the three proposals; `model`: the exact model with the people disturbed; `optimisation`: goals in their order
- `neighbourhood`: the seats that repairs which disturb few people can use; `tables`: concrete places
"""

from solver.model.repair import Change, Fallen, FallenCause, Happening, Proposal, ProposalKind, Repair, Tally
from solver.repair.plan import repair

__all__ = ["Change", "Fallen", "FallenCause", "Happening", "Proposal", "ProposalKind", "Repair", "Tally", "repair"]
