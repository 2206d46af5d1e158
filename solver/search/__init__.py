"""Improvement by local search: many small moves on a sketch, each keeping all hard rules."""
