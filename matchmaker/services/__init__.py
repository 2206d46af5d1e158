"""Verbs: each function changes rows for one reason; it flushes, the caller commits."""
