"""Reads for the pages of a mission."""
