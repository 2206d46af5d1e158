"""Reads of presentations: the call, and what was proposed."""
