"""Reads of the draft."""
