"""Presentations that a delegation proposes."""
