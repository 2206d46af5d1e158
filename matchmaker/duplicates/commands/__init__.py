"""Merging, and its undo."""
