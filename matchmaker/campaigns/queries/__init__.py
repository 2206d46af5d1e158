"""Reads: whom a filter finds, and what became of each mail."""
