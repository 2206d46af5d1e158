"""Writes: availability, runs, scenarios."""
