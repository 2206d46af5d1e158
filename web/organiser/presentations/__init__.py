"""Presentations at an event: the call, and what was proposed."""
