"""Reads: meetings that are over, rounds, reports."""
