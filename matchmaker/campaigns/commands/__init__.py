"""Writes: drafts, confirmation, stop."""
