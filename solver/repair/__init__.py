"""Repair after a change: up to three proposals, each with whom it disturbs, what it costs and what is proved."""

from solver.model.repair import Cause, Change, Fallen, Happening, Proposal, ProposalKind, Repair, Tally
from solver.repair.plan import repair

__all__ = ["Cause", "Change", "Fallen", "Happening", "Proposal", "ProposalKind", "Repair", "Tally", "repair"]
