"""Reads: each function answers one question of a page with plain objects."""
