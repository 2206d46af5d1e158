"""Pairs that look like one, and two rows side by side."""
