"""Reads of runs, scenarios, people and their time."""
