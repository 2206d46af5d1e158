"""Reads for the pages that prepare an event."""
