"""Reads: the list, interest received, the directory."""
