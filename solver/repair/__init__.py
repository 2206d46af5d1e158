"""Repair after a change: up to three proposals, each with whom it disturbs, what it costs and what is proved."""

from solver.repair.plan import repair
from solver.repair.result import Cause, Change, Fallen, Happening, Proposal, ProposalKind, Repair, Tally

__all__ = ["Cause", "Change", "Fallen", "Happening", "Proposal", "ProposalKind", "Repair", "Tally", "repair"]
