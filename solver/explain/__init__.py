"""Explanations: why a request is not scheduled."""
