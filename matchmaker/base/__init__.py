"""Foundations of every room: clock, configuration, database sessions, errors, translation, signatures, URLs."""
