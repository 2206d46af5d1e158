"""Runs of the solver, in transactions of their own."""
